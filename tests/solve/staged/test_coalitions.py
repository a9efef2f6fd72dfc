"""Who decides jointly: coalitions read from what the user writes, and what is refused."""

import pickle
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from sympy import Rational

from coopgame.errors import CoopGameError, ExpressionError, GameError
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.coalitions import Coalition, coalitions
from coopgame.symbols import parameters
from tests.solve.staged.drawn import Play, plays

x, y, z, s, w = parameters("x y z s w")
PAIR = ("enterprise", "university")
GAME = StagedGame(
    {"government": x + y + z - s**2, "enterprise": s * x - x**2 + y, "university": x * y - y**2 - z**2},
    (
        Stage("policy", {"government": s}),
        Stage("research", {"enterprise": x, "university": (y, z)}),
    ),
)


def alone(player: str) -> Coalition:
    return Coalition((player,), (sp.Integer(1),))


# --- what is read


def test_who_is_not_mentioned_decides_alone() -> None:
    assert coalitions(GAME, {}) == ((alone("government"),), (alone("enterprise"), alone("university")))


def test_a_coalition_counts_its_members_alike_unless_told_otherwise() -> None:
    policy, research = coalitions(GAME, {"research": (PAIR,)})
    assert policy == (alone("government"),)
    assert research == (Coalition(PAIR, (sp.Integer(1), sp.Integer(1))),)


def test_weights_are_read_exactly() -> None:
    ((_,), (found,)) = coalitions(GAME, {"research": ({"enterprise": 0.1, "university": Fraction(2, 3)},)})
    assert found.weights == (Rational(1, 10), Rational(2, 3))
    ((_,), (found,)) = coalitions(GAME, {"research": ({"enterprise": w, "university": 1 - w},)})
    assert found.weights == (w, 1 - w)


def test_a_member_that_chooses_nothing_at_the_stage_has_its_payoff_counted() -> None:
    everybody = ("government", *PAIR)
    policy, research = coalitions(GAME, {"policy": (everybody,), "research": (everybody,)})
    assert [c.members for c in policy] == [everybody]
    assert policy[0].choices(GAME.stages[0]) == (s,)
    assert research[0].choices(GAME.stages[1]) == (x, y, z)


def test_a_coalition_that_chooses_nothing_is_left_out() -> None:
    assert coalitions(GAME, {"policy": (PAIR,)})[0] == (alone("government"),)


def test_coalitions_come_in_the_players_order_whatever_the_order_written() -> None:
    several = StagedGame(
        {player: -((symbol - 1) ** 2) for player, symbol in zip("abcd", (x, y, z, s), strict=True)},
        Stage("effort", dict(zip("abcd", (x, y, z, s), strict=True))),
    )
    (found,) = coalitions(several, {"effort": (("d", "b"),)})
    assert [c.members for c in found] == [("a",), ("b", "d"), ("c",)]
    (weighted,) = coalitions(several, {"effort": ({"d": 4, "b": 2},)})
    assert weighted[1].weights == (2, 4)


def test_the_objective_is_the_weighted_sum() -> None:
    pair = Coalition(PAIR, (sp.Integer(2), w))
    payoffs = GAME.payoffs
    assert sp.expand(pair.objective(payoffs) - 2 * payoffs["enterprise"] - w * payoffs["university"]) == 0


def test_a_coalition_is_called_by_its_members() -> None:
    assert str(alone("enterprise")) == "enterprise"
    assert str(Coalition(PAIR, (sp.Integer(1),) * 2)) == "{enterprise, university}"


@settings(max_examples=20)
@given(plays())
def test_everything_that_is_chosen_is_chosen_by_one_coalition(play: Play) -> None:
    found = coalitions(*play)
    assert len(found) == len(play.game.stages)
    for stage, teams in zip(play.game.stages, found, strict=True):
        chosen = [symbol for team in teams for symbol in team.choices(stage)]
        assert sorted(chosen, key=str) == sorted(stage.symbols, key=str)
        members = [player for team in teams for player in team.members]
        assert len(members) == len(set(members))
        assert all(len(team.members) == len(team.weights) for team in teams)
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(coalitions(*play))


@settings(max_examples=20)
@given(plays())
def test_players_alone_may_be_written_out(play: Play) -> None:
    written = {
        stage.name: tuple(dict(zip(team.members, team.weights, strict=True)) for team in teams)
        for stage, teams in zip(play.game.stages, coalitions(*play), strict=True)
    }
    assert coalitions(play.game, written) == coalitions(*play)


# --- refusals


@pytest.mark.parametrize(
    ("cooperation", "error", "says"),
    [
        (None, GameError, "cooperation is None; expected a mapping {stage: (coalition, ...)}"),
        ([PAIR], GameError, "cooperation is [("),
        ({"sales": (PAIR,)}, GameError, "no stage is called 'sales'; expected one of policy, research"),
        ({"research": PAIR}, GameError, "at stage 'research' is 'enterprise'; expected a tuple of coalitions"),
        ({"research": "all"}, GameError, "cooperation at stage 'research' is 'all'"),
        ({"research": {"enterprise": 1}}, GameError, "cooperation at stage 'research' is {'enterprise': 1}"),
        ({"research": (1,)}, GameError, "cooperation at stage 'research' is 1"),
        ({"research": ((),)}, GameError, "a coalition at stage 'research' is empty; expected players"),
        (
            {"research": (("enterprise", "bank"),)},
            GameError,
            "cooperation at stage 'research' names 'bank'; expected one of government, enterprise, university",
        ),
        ({"research": (("enterprise", "enterprise"),)}, GameError, "names 'enterprise' twice; expected once"),
        (
            {"research": (PAIR, ("university", "government"))},
            GameError,
            "'university' is in two coalitions at stage 'research'; expected one coalition a player",
        ),
        ({"research": ({"enterprise": 0},)}, GameError, "the weight of 'enterprise' at stage 'research' is 0"),
        (
            {"research": ({"enterprise": -(w**2) - 1},)},
            GameError,
            "the weight of 'enterprise' at stage 'research' is -w",
        ),
        ({"research": ({"enterprise": x},)}, GameError, "is x; expected positive"),
        ({"research": ({"enterprise": "much"},)}, ExpressionError, "'much' is not a number"),
    ],
)
def test_cooperation_that_makes_no_sense_is_refused(cooperation: Any, error: type[CoopGameError], says: str) -> None:
    with pytest.raises(error) as refusal:
        coalitions(GAME, cooperation)
    assert says in str(refusal.value)
