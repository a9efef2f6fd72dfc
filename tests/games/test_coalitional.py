"""Games in coalitional form: how they are given, what they answer, and what a venture makes of its coalitions."""

import pickle
from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame import PerPlayer, Region, Venture, parameters
from coopgame.errors import CoopGameError, GameError, RegionError, SymbolError
from coopgame.games.coalitional import CoalitionalGame
from tests.sharing.drawn import ventures

a, b, c, v = parameters("a b c v")
PLAYERS = ("enterprise", "university", "government")
GIVEN = {
    "enterprise": 20,
    "university": 10,
    "government": 5,
    ("enterprise", "university"): 60,
    ("enterprise", "government"): 35,
    ("university", "government"): 20,
    PLAYERS: 100,
}
EVERYWHERE = Region()
GAME = CoalitionalGame.from_worth(PLAYERS, GIVEN)


def pair(alone: Any = 1, region: Region = EVERYWHERE) -> CoalitionalGame:
    """Two players, the first with a worth to be chosen."""
    return CoalitionalGame.from_worth(("a", "b"), {"a": alone, "b": 0, ("a", "b"): 3}, region)


# --- published results


def test_three_firms_that_sell_alone_what_their_coalitions_are_worth_by_maximin() -> None:
    # von Neumann and Morgenstern (1944), section 21: three-person majority; who forms a couple takes 1 from the third.
    players = ("1", "2", "3")

    def taken(player: str, profile: PerPlayer[str]) -> Any:
        couples = {frozenset((p, q)) for p, q in profile.items() if profile[q] == p}
        if not couples:
            return 0
        (couple,) = couples
        return -sp.Rational(1, 2) if player in couple else 1

    majority = Venture.from_functions(
        lambda profile: 0, taken, {p: tuple(q for q in players if q != p) for p in players}
    ).coalitional_form()
    assert [majority.worth(coalition) for coalition in majority.coalitions()] == [-1, -1, -1, 1, 1, 1, 0]


# --- what a game is


def test_worths_are_read_by_coalition_in_any_order() -> None:
    assert GAME.worth("enterprise") == 20
    assert GAME.worth(("government", "enterprise")) == GAME.worth({"enterprise", "government"}) == 35
    assert GAME.worth(()) == 0
    assert GAME.grand == 100


def test_coalitions_come_small_ones_first_in_the_order_of_the_players() -> None:
    assert list(GAME.coalitions()) == [
        ("enterprise",),
        ("university",),
        ("government",),
        ("enterprise", "university"),
        ("enterprise", "government"),
        ("university", "government"),
        PLAYERS,
    ]
    assert all(GAME.members(GAME.place(coalition)) == coalition for coalition in GAME.coalitions())


def test_what_a_player_adds_is_the_same_whether_it_is_counted_in_already_or_not() -> None:
    assert GAME.marginal("government", ("enterprise", "university")) == 40
    assert GAME.marginal("government", PLAYERS) == 40


def test_a_function_is_asked_for_every_coalition_but_the_empty_one() -> None:
    asked = []

    def worth(coalition: tuple[str, ...]) -> int:
        asked.append(coalition)
        return len(coalition) ** 2

    game = CoalitionalGame.from_function(PLAYERS, worth)
    assert game.worth(PLAYERS) == 9
    assert sorted(asked) == sorted(game.coalitions())


def test_games_are_values() -> None:
    assert CoalitionalGame.from_worth(PLAYERS, dict(reversed(GIVEN.items()))) == GAME
    assert hash(CoalitionalGame.from_worth(PLAYERS, GIVEN)) == hash(GAME)
    assert pickle.loads(pickle.dumps(GAME)) == GAME
    assert pair(2) != pair(1)


def test_parameters_are_told_and_set() -> None:
    game = pair(sp.Max(b, a - c), Region(c > 0))
    assert game.symbols == (a, b, c)
    assert not game.is_numeric
    assert game.at({"a": 5, c: 1}).worth("a") == sp.Max(b, 4)
    assert game.at({a: 5, b: 0, c: 1}).is_numeric
    assert game.at({a: b, b: a}).worth("a") == sp.Max(a, b - c), "all are set at once"


@pytest.mark.parametrize(
    ("game", "exact"),
    [
        (pair(), True),
        (pair(0.5), False),
        (pair(a).at({a: 1}), True),
        (pair(a).at({a: 0.5}), False),
        (pair(0.5).at({}), False),
    ],
)
def test_a_float_is_remembered(game: CoalitionalGame, exact: bool) -> None:
    assert game.exact is exact


# --- a venture's worths


def test_a_coalition_is_worth_what_it_can_be_sure_of() -> None:
    def revenue(profile: PerPlayer[str]) -> Any:
        return v * profile.count("invest") ** 2

    venture = Venture.from_functions(
        revenue,
        {player: {"invest": c, "wait": 0} for player in PLAYERS[:2]},
        dict.fromkeys(PLAYERS[:2], ("invest", "wait")),
    )
    game = venture.coalitional_form()
    assert game.region == venture.region
    for point in ({v: 3, c: 1}, {v: 1, c: 2}, {v: -1, c: 1}):
        alone = max(min(4 * point[v], point[v]) - point[c], min(point[v], 0))
        assert game.at(point).worth("enterprise") == alone
        assert game.at(point).grand == max(4 * point[v] - 2 * point[c], point[v] - point[c], 0)


def test_a_venture_given_in_floats_has_worths_that_remember_it() -> None:
    venture = Venture.from_functions(lambda profile: 0.5, {"a": {"x": 0}}, {"a": ("x",)})
    assert not venture.coalitional_form().exact


# --- properties


def maximin(venture: Venture, coalition: tuple[str, ...]) -> sp.Expr:
    """The worth by running through what insiders and outsiders may do; the venture holds numbers."""
    worths = []
    for inside in product(*(venture.strategies[player] for player in coalition)):
        others = [player for player in venture.players if player not in coalition]
        earned = []
        for outside in product(*(venture.strategies[player] for player in others)):
            chosen: Mapping[str, str] = dict(zip((*coalition, *others), (*inside, *outside), strict=True))
            profile = tuple(chosen[player] for player in venture.players)
            earned.append(venture.revenue(profile) - sum(venture.cost(player, profile) for player in coalition))
        worths.append(min(earned))
    return max(worths)


@settings(max_examples=12)
@given(ventures(), st.fractions("1/8", 5), st.fractions("1/8", 5))
def test_worths_are_those_of_running_through_all_profiles_and_commute_with_setting_parameters(
    venture: Venture, value: Any, outlay: Any
) -> None:
    known = {s.name for s in venture.region.symbols}
    at = {name: x for name, x in (("v", value), ("c", outlay)) if name in known}
    settled, form = venture.at(at), venture.coalitional_form()
    for coalition in form.coalitions():
        assert form.at(at).worth(coalition) == maximin(settled, coalition)
    assert settled.coalitional_form() == form.at(at)


@given(st.lists(st.integers(-5, 5), min_size=7, max_size=7), st.data())
def test_what_players_add_one_after_another_is_the_worth_of_all(worths: list[int], data: st.DataObject) -> None:
    game = CoalitionalGame(PLAYERS, (sp.Integer(0), *map(sp.Integer, worths)))
    order = data.draw(st.permutations(PLAYERS))
    assert sum(game.marginal(player, order[:k]) for k, player in enumerate(order)) == game.grand


# --- refusals


def any_(wrong: Any) -> Any:
    """What a type checker would have refused already."""
    return wrong


@pytest.mark.parametrize(
    ("build", "error", "says"),
    [
        (lambda: CoalitionalGame(("a",), (0,)), GameError, "1 worths are given for 1 players; expected 2, the empty"),
        (lambda: CoalitionalGame(("a",), (1, 2)), GameError, "the empty coalition is worth 1; expected 0"),
        (lambda: CoalitionalGame(("a",), (0, sp.oo)), GameError, r"the worth of \{a\}: oo of type"),
        (lambda: CoalitionalGame(("a",), (0, 1), any_("always")), RegionError, "'always' is not a Region"),
        (lambda: CoalitionalGame(("a", "a"), (0, 1, 1, 1)), GameError, "'a' occurs twice among the players"),
        (lambda: CoalitionalGame((), (0,)), GameError, "no players given"),
        (
            lambda: CoalitionalGame.from_function(tuple(map(str, range(17))), len),
            GameError,
            r"17 players have 2\^17 coalitions; expected at most 16",
        ),
        (
            lambda: CoalitionalGame.from_worth(PLAYERS, any_([1])),
            GameError,
            r"the worths are \[1\]; expected a mapping",
        ),
        (
            lambda: CoalitionalGame.from_worth(("a", "b"), {"a": 1, ("a", "b"): 2}),
            GameError,
            r"no worth is given for \{b\}; expected one, if only 0",
        ),
        (
            lambda: CoalitionalGame.from_worth(("a", "b"), {"a": 1, ("a",): 2, "b": 0, ("a", "b"): 2}),
            GameError,
            r"two worths are given for \{a\}; expected one",
        ),
        (
            lambda: CoalitionalGame.from_worth(("a",), {"a": 1, "state": 2}),
            GameError,
            "a coalition names 'state'; expected one of a",
        ),
        (
            lambda: CoalitionalGame.from_worth(("a",), {("a", "a"): 1}),
            GameError,
            "a coalition names 'a' twice; expected each player once",
        ),
        (lambda: CoalitionalGame.from_worth(("a",), {3: 1}), GameError, "3 is no coalition; expected a tuple"),
        (lambda: CoalitionalGame.from_worth(("a",), {(): 2, "a": 1}), GameError, "the empty coalition is worth 2"),
        (lambda: CoalitionalGame.from_worth(("a",), {"a": None}), GameError, r"the worth of \{a\}: None of type"),
        (
            lambda: CoalitionalGame.from_function(("a",), any_(3)),
            GameError,
            "3 is not a function; expected worth.coalition.",
        ),
        (lambda: GAME.worth("state"), GameError, "a coalition names 'state'; expected one of enterprise, "),
        (lambda: GAME.worth(any_(3)), GameError, "3 is no coalition"),
        (lambda: GAME.marginal("state", PLAYERS), GameError, "a coalition names 'state'"),
        (lambda: pair(a).at({"kappa": 1}), SymbolError, "the game has no parameter 'kappa'; expected one of a"),
        (lambda: GAME.at({"kappa": 1}), SymbolError, "the game has no parameter 'kappa'; expected one of none"),
        (lambda: pair(a).at({a: 1, "a": 2}), SymbolError, "a is set twice"),
        (lambda: pair(a, Region(a > 0)).at({a: -1}), RegionError, "a=-1 lies outside the region"),
        (lambda: pair(1 / a).at({a: 0}), GameError, r"of \{a\}, 1/a, is not a number there"),
    ],
)
def test_what_is_no_game_or_no_question_is_refused(build: Any, error: type[CoopGameError], says: str) -> None:
    with pytest.raises(error, match=says):
        build()
