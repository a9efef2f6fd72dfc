"""Models: what belongs together is checked when one is declared."""

import pickle
from typing import Any

import pytest
import sympy as sp

from coopgame import FiniteGame, Region, Venture, equal_split, linear_share, parameters
from coopgame.errors import CoopGameError, GameError, RegionError, SymbolError
from coopgame.models.model import Model, Parameter
from coopgame.models.stability import dominant, equilibrium, gains, iff, strict_equilibrium

b, c, d = parameters("b c d")
REGION = Region(b > c, c > 0)
GAME = FiniteGame.from_dict({("give",): (b - c,), ("keep",): (0,)}, players=("enterprise",), region=REGION)
DESCRIBED = (Parameter(b, "benefit", "3/2"), Parameter(c, "cost", 1))
VENTURE = Venture.from_functions(
    lambda profile: b, {"enterprise": {"give": c}}, {"enterprise": ("give",)}, region=REGION
)


def declared(**changes: Any) -> Model:
    usual: dict[str, Any] = {"name": "gift", "title": "A gift", "game": GAME, "parameters": DESCRIBED}
    return Model(**usual | changes)


def test_the_examples_are_read_exactly_and_make_a_point_of_the_region() -> None:
    model = declared()
    assert [str(value) for value in model.example.values()] == ["3/2", "1"]
    assert model.game.region.contains(model.example)


def test_the_domain_of_a_parameter_is_what_the_region_says_of_it_alone() -> None:
    model = declared()
    assert [str(model.domain(parameter)) for parameter in model.parameters] == ["always", "c > 0"]


def test_a_model_is_a_value() -> None:
    assert declared() == declared()
    assert pickle.loads(pickle.dumps(declared())) == declared()


def test_a_venture_comes_with_its_rule_and_makes_the_game() -> None:
    game = VENTURE.under(equal_split())
    assert declared(game=game, venture=VENTURE, rule=equal_split()).game is game


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"name": " "}, GameError, "a model has no name or no title"),
        ({"title": ""}, GameError, "a model has no name or no title"),
        ({"venture": VENTURE}, GameError, "gift has a venture or a rule alone; expected both or neither"),
        ({"rule": equal_split()}, GameError, "a venture or a rule alone"),
        (
            {"venture": VENTURE, "rule": linear_share({"enterprise": 1})},
            GameError,
            "the game of gift is not its venture under its rule",
        ),
        ({"parameters": DESCRIBED[:1]}, SymbolError, "parameter c of gift has no meaning given"),
        ({"parameters": (*DESCRIBED, Parameter(d, "delay", 1))}, SymbolError, "d of gift does not occur in the game"),
        ({"parameters": (*DESCRIBED, DESCRIBED[0])}, SymbolError, "parameter b of gift is described twice"),
        ({"axes": (d,)}, SymbolError, "d can't be the axes of gift; expected at most two of b, c"),
        ({"axes": (b, b)}, SymbolError, "can't be the axes"),
        ({"axes": (b, c, b)}, SymbolError, "can't be the axes"),
        (
            {"parameters": (Parameter(b, "benefit", 1), Parameter(c, "cost", 1))},
            RegionError,
            "the example of gift, b = 1, c = 1, lies outside the region; expected .*b > c",
        ),
    ],
)
def test_what_does_not_belong_together_is_refused(
    changes: dict[str, Any], error: type[CoopGameError], says: str
) -> None:
    with pytest.raises(error, match=says):
        declared(**changes)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (("b", "benefit", 1), "'b' is not a symbol"),
        ((b, " ", 1), "parameter b has no meaning"),
        ((b, "benefit", "many"), "the example of b: 'many'"),
        ((b, "benefit", c), "the example of b, c, is not a number"),
    ],
)
def test_what_is_no_parameter_is_refused(parts: tuple[Any, Any, Any], says: str) -> None:
    with pytest.raises(SymbolError, match=says):
        Parameter(*parts)


# --- the conditions that claims are about

DILEMMA = FiniteGame.from_arrays(
    [[b - c, -c], [b, 0]],
    [[b - c, b], [-c, 0]],
    players=("enterprise", "university"),
    strategies=[("give", "keep")] * 2,
    region=REGION,
)


def test_an_equilibrium_is_where_nobody_gets_more_by_leaving() -> None:
    assert equilibrium(DILEMMA, "keep", "keep") == (sp.Integer(0) >= -c)
    assert strict_equilibrium(DILEMMA, "give", "give") == (b - c > b)


def test_the_gains_at_a_profile_are_those_of_every_deviation() -> None:
    assert gains(DILEMMA, ("give", "give")) == [c, c]
    assert gains(DILEMMA, ("keep", "keep")) == [-c, -c]


def test_a_dominant_strategy_is_better_whatever_the_other_plays() -> None:
    assert dominant(DILEMMA, "university", "keep") == sp.And(b > b - c, sp.Integer(0) > -c)


def test_either_both_conditions_hold_or_neither() -> None:
    assert iff(b > c, b > c) == True  # noqa: E712 - SymPy's own truth value
    assert iff(b > 0, c > 0).subs({b: 1, c: 0}) == False  # noqa: E712
