"""The tau value."""

from functools import cache

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.errors import RuleError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.shapley import shapley
from coopgame.sharing.values.tau import tau_value
from coopgame.symbols import Region, parameters
from tests.sharing.coalitional import convex_games, numeric_games, renamed, rescaled, symbol_of, symbolic_game
from tests.sharing.published import GLOVE, MAJORITY, TRIPARTITE, bankruptcy

R = sp.Rational
v, w = parameters("v w")


def quasi_balanced(game: CoalitionalGame) -> bool:
    rights, utopia = zip(*(bounds(game, player) for player in game.players), strict=True)
    return all(m <= top for m, top in zip(rights, utopia, strict=True)) and sum(rights) <= game.grand <= sum(utopia)


def bounds(game: CoalitionalGame, player: str) -> tuple[sp.Expr, sp.Expr]:
    """The minimal right and the utopia of a player, by the definition."""
    utopia = {p: game.marginal(p, game.players) for p in game.players}
    own = [c for c in game.coalitions() if player in c]
    return max(game.worth(c) - sum(utopia[p] for p in c if p != player) for c in own), utopia[player]


# --- published results


@pytest.mark.parametrize(
    ("game", "shares"),
    [
        (GLOVE, (1, 0, 0)),
        # Adjusted proportional rule: Curiel, Maschler and Tijs 1987 show that it is the tau value of bankruptcy games.
        (bankruptcy(100, (100, 200, 300)), (R(100, 3),) * 3),
        (bankruptcy(200, (100, 200, 300)), (40, 80, 80)),
        (bankruptcy(300, (100, 200, 300)), (50, 100, 150)),
    ],
)
def test_the_published_tau_values(game: CoalitionalGame, shares: tuple[sp.Expr, ...]) -> None:
    assert tau_value(game).shares == shares


def test_the_tripartite_game_is_divided_between_rights_and_utopia() -> None:
    # M = (80, 65, 40), m = (20, 10, 5): the gain of 65 in proportion to 60, 55, 35.
    assert tau_value(TRIPARTITE).shares == (46, R(203, 6), R(121, 6))


def test_two_players_split_the_surplus_wherever_there_is_one() -> None:
    value = tau_value(symbolic_game(2))
    pair, first, second = (symbol_of(tuple(names)) for names in ("AB", "A", "B"))
    assert [sp.expand(share) for share in value.shares] == [
        (pair + first - second) / 2,
        (pair + second - first) / 2,
    ]
    assert isinstance(decide(Claim(value.condition, Region(pair >= first + second))), Proved)
    assert isinstance(decide(Claim(Region(pair >= first + second), value.condition)), Proved)


# --- in symbols


def test_what_the_region_excludes_is_left_out_of_the_rights_and_the_condition() -> None:
    game = CoalitionalGame.from_function(
        ("1", "2", "3"),
        lambda c: v if len(c) == 3 else w if "1" in c and len(c) == 2 else 0,
        Region(v > 0, w > 0, w < v / 2),
    )
    value = tau_value(game)
    assert not value.condition.conditions
    assert not any(share.has(sp.Max, sp.Piecewise) for share in value.shares)
    assert sp.cancel(sp.Add(*value.shares) - v) == 0


def test_a_fraction_that_has_no_value_somewhere_gets_the_rights_there() -> None:
    game = CoalitionalGame.from_function(
        ("1", "2", "3"),
        lambda c: v if len(c) == 3 else w if "1" in c and len(c) == 2 else 0,
        Region(w >= 0, w <= v / 2),
    )
    first = tau_value(game).shares["1"]
    assert first == sp.Piecewise((0, sp.Eq(3 * v - 2 * w, 0)), (v**2 / (3 * v - 2 * w), True))
    assert first.subs({v: 0, w: 0}) == tau_value(game.at({v: 0, w: 0})).shares["1"] == 0


def test_worths_with_maxima_are_simplified_before_the_bounds_are_taken() -> None:
    alone = sp.Max(sp.Min(0, v), sp.Min(v - w, 4 * v - w))
    game = CoalitionalGame.from_worth(
        ("E", "U"), {"E": alone, "U": alone, ("E", "U"): sp.Max(0, 4 * v - 2 * w)}, Region(v > 0, w > 0)
    )
    value = tau_value(game)
    assert value.shares == (sp.Max(0, 4 * v - 2 * w) / 2,) * 2
    assert not value.condition.conditions


def test_four_players_have_too_many_cases_to_examine_and_the_condition_says_what_must_hold() -> None:
    game, numbers = symbolic_game(4), CONVEX
    value = tau_value(game)
    point = {symbol_of(coalition): numbers.worth(coalition) for coalition in numbers.coalitions()}
    assert value.condition.contains(point)
    assert tuple(share.subs(point) for share in value.shares) == tau_value(numbers).shares


CONVEX = CoalitionalGame.from_function(
    ("A", "B", "C", "D"), lambda c: len(c) ** 2 + (3 if "A" in c and "B" in c else 0) + (1 if "D" in c else 0)
)


def test_where_rights_and_utopia_meet_the_value_is_that_point() -> None:
    # Three identical players: M = w - v, m = max(0, 2v - w, ...); with v = 0 or w = 3v/2 the bounds add up alike.
    game = CoalitionalGame.from_function(
        ("1", "2", "3"), lambda c: (0, v, w)[len(c) - 1] if len(c) > 1 else 0, Region(v >= 0, w >= v)
    )
    value = tau_value(game)
    for point in ({v: 2, w: 3}, {v: 1, w: 3}, {v: 0, w: 0}):
        exact = tau_value(game.at(point)).shares
        assert value.condition.contains(point)
        assert tuple(share.subs(point) for share in value.shares) == exact == (R(point[w], 3),) * 3


# --- properties


@given(numeric_games((2, 4)))
def test_it_is_efficient_between_the_bounds_and_refused_without_quasi_balance(game: CoalitionalGame) -> None:
    if not quasi_balanced(game):
        with pytest.raises(RuleError, match="expected a quasi-balanced game"):
            tau_value(game)
        return
    value = tau_value(game)
    assert value.of(game.players) == game.grand
    assert not value.condition.conditions
    for player, share in value.shares.items():
        low, high = bounds(game, player)
        assert low <= share <= high


@given(st.data())
def test_it_is_covariant_and_symmetric(data: st.DataObject) -> None:
    game = data.draw(convex_games((3, 4)))
    factor = sp.Integer(data.draw(st.integers(1, 4)))
    gifts = {player: sp.Integer(data.draw(st.integers(-5, 5))) for player in game.players}
    shares = tau_value(game).shares
    assert tau_value(rescaled(game, factor, gifts)).shares == tuple(factor * x + gifts[p] for p, x in shares.items())
    other = renamed(game, tuple(reversed(game.players)))
    assert dict(tau_value(other).shares.items()) == dict(shares.items())


@given(numeric_games((3, 3)))
def test_the_symbolic_value_at_a_point_is_the_value_of_the_game_there(game: CoalitionalGame) -> None:
    values = {symbol_of(coalition): game.worth(coalition) for coalition in game.coalitions()}
    value = of_three()
    assert value.condition.contains(values) == quasi_balanced(game)
    if quasi_balanced(game):
        assert tuple(share.subs(values) for share in value.shares) == tau_value(game).shares


@cache
def of_three() -> Allocation:
    """The value of the game of three in which every worth is a parameter."""
    return tau_value(symbolic_game(3))


def test_for_two_players_it_is_the_shapley_value() -> None:
    pairs = zip(tau_value(symbolic_game(2)).shares, shapley(symbolic_game(2)).shares, strict=True)
    assert all(sp.expand(x - y) == 0 for x, y in pairs)


# --- refusals


@pytest.mark.parametrize(
    ("game", "says"),
    [
        (MAJORITY, "what {A, B} earns exceeds its utopias by 1; expected a quasi-balanced game"),
        (
            CoalitionalGame.from_worth(("E", "U"), {"E": 2, "U": 2, ("E", "U"): 3}),
            "what {E} earns exceeds its utopias by 1",
        ),
    ],
)
def test_a_game_that_is_not_quasi_balanced_is_refused(game: CoalitionalGame, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        tau_value(game)
