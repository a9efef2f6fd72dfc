"""Deviation gains reduced to what can change their sign inside the region."""

import pickle
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings

from coopgame.claims.decide import Unsettled
from coopgame.errors import ExpressionError, RegionError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.polynomials import sign_form
from coopgame.solve.cuts import Cut, Gain, Reduction, deviation_gains
from coopgame.symbols import Region
from tests.strategies import parametric_games, points, x, y


def alone(payoff: Any, region: Region) -> FiniteGame:
    """A game of one player who may stay out."""
    return FiniteGame.from_function(lambda p, s: payoff if s[p] == "in" else 0, {"one": ("out", "in")}, region)


def factor(expression: sp.Expr) -> Any:
    (found,) = sign_form(expression).odd
    return found


# Published results


def test_factors_whose_sign_the_region_settles_are_multiplied_out() -> None:
    reduction = Reduction(Region(x > 0, y > x))
    difference = Cut((factor(x - 1),))
    assert reduction.reduce(x - 1) == Gain(1, difference)
    assert reduction.reduce(-3 * x * y * (x - 1)) == Gain(-1, difference)
    assert reduction.reduce((x - 1) * (x - y)) == Gain(-1, difference)
    assert reduction.reduce((x - 1) / (y - x) ** 3) == Gain(1, difference)
    assert reduction.reduce(x * y) == Gain(1)
    assert reduction.reduce(x - y) == Gain(-1)
    assert reduction.reduce(sp.Integer(0)) == Gain(0)
    assert reduction.reduce(sp.Integer(-2)) == Gain(-1)


def test_a_square_counts_where_it_may_vanish() -> None:
    reduction = Reduction(Region(x > 0))
    (even,) = sign_form((x - y) ** 2).even
    assert reduction.reduce(-((x - y) ** 2)) == Gain(-1, Cut((), (even,)))
    assert reduction.reduce((x + 1) ** 2 * y) == Gain(1, Cut((factor(y),)))
    assert Reduction(Region(sp.Eq(x, y))).reduce((x - y) ** 2 * (x - 1)) == Gain(0)
    assert Reduction(Region(sp.Eq(x, y))).reduce((x - y) * (x - 1)) == Gain(0)


def test_the_order_of_factors_does_not_make_another_cut() -> None:
    reduction = Reduction(Region())
    one = reduction.reduce((x - 1) ** 2 * (y - 1) ** 2 * x * y)
    assert one == reduction.reduce(y * (y - 1) ** 2 * x * (x - 1) ** 2)


# Properties


@given(points((x, y)))
def test_a_cut_says_what_its_literals_say(point: dict[sp.Symbol, sp.Rational]) -> None:
    cut = Reduction(Region()).reduce(x * (y - x) * (x + y - 1) ** 2).cut
    assert cut is not None
    for sign in (-1, 0, 1):
        assert Region(cut.literal(sign)).contains(point) == (cut.sign(point) == sign)
    for sign in (-1, 1):
        assert Region(cut.weakly(sign)).contains(point) == (cut.sign(point) in (0, sign))


def test_a_cut_has_a_sign_at_algebraic_points_too() -> None:
    cut = Cut((factor(x**2 - 2),))
    assert cut.sign({x: sp.sqrt(2), y: sp.Integer(0)}) == 0
    assert cut.sign({x: sp.sqrt(2) + sp.Rational(1, 10**60)}) == 1
    assert cut.sign({x: sp.Integer(1)}) == -1


@settings(max_examples=15)
@given(parametric_games(degree=2))
def test_every_gain_has_the_sign_its_reduction_says(game: FiniteGame) -> None:
    gains = deviation_gains(game, Reduction(game.region))
    for point in game.region.sample(2, symbols=game.symbols):
        for (player, profile, strategy), gain in gains.items():
            signs = {} if gain.cut is None else {gain.cut: gain.cut.sign(point)}
            number = sp.sympify(game.deviation_gain(player, profile, strategy)).subs(point)
            assert gain.sign(signs) == sp.sign(number)


def test_going_and_coming_back_are_opposite() -> None:
    gains = deviation_gains(alone(x - 1, Region(x > 0)), Reduction(Region(x > 0)))
    assert gains["one", ("out",), "in"] == Gain(1, Cut((factor(x - 1),)))
    assert gains["one", ("in",), "out"] == Gain(-1, Cut((factor(x - 1),)))


def test_a_sign_that_was_not_excluded_is_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    reduction = Reduction(Region(x > 0))
    monkeypatch.setattr("coopgame.solve.cuts.find_point", lambda *_: Unsettled("no time"))
    assert reduction.signs(factor(x)) == {-1, 0, 1}
    assert reduction.reduce(x) == Gain(1, Cut((factor(x),)))


def test_cuts_and_gains_compare_hash_and_pickle() -> None:
    gain = Reduction(Region()).reduce(x * (y - 1) ** 2)
    assert pickle.loads(pickle.dumps(gain)) == gain
    assert hash(pickle.loads(pickle.dumps(gain))) == hash(gain)


# Refusals


def test_an_empty_region_is_refused() -> None:
    with pytest.raises(RegionError, match=r"the region x > 0 and x < 0 is empty; expected a region with at least one"):
        Reduction(Region(x > 0, x < 0))


@pytest.mark.parametrize(
    ("payoff", "point"),
    [(1 / x, "x = 0"), (y / (x**2 - 2), r"x = .*sqrt\(2\), y = |x = .*sqrt\(2\)"), ((x**2 - 1) / (x - 1), "x = 1")],
)
def test_a_payoff_undefined_in_the_region_is_quoted_with_the_point(payoff: sp.Expr, point: str) -> None:
    region = Region(x > -2, x < 2)
    with pytest.raises(
        SolverError, match=rf"payoff .* of one is undefined at ({point}).*; expected payoffs defined all"
    ):
        deviation_gains(alone(payoff, region), Reduction(region))


def test_a_pole_that_all_payoffs_share_is_seen_although_no_gain_has_it() -> None:
    game = FiniteGame.from_arrays([[1 / x, 1 / x + 1]], [[0, 1]], region=Region(x > -1))
    with pytest.raises(SolverError, match=r"payoff 1/x of row is undefined at x = 0"):
        deviation_gains(game, Reduction(game.region))


def test_a_pole_that_may_be_there_is_refused_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    reduction = Reduction(Region(x > 0))
    monkeypatch.setattr("coopgame.solve.cuts.find_point", lambda *_: Unsettled("no time"))
    with pytest.raises(SolverError, match=r"payoff 1/x of one may be undefined; expected payoffs defined all over"):
        deviation_gains(alone(1 / x, Region(x > 0)), reduction)


@pytest.mark.parametrize("payoff", [sp.sqrt(x), sp.sqrt(x) * y, sp.Abs(x - y), sp.Max(x, y), sp.exp(x), x**y])
def test_a_payoff_that_is_not_rational_is_quoted(payoff: sp.Expr) -> None:
    region = Region(x > 1, y > 1)
    with pytest.raises(ExpressionError, match=r"is not a quotient of polynomials with rational coefficients") as caught:
        deviation_gains(alone(payoff, region), Reduction(region))
    assert str(payoff) in str(caught.value)


def test_a_root_that_cancels_between_payoffs_is_refused_all_the_same() -> None:
    game = FiniteGame.from_arrays([[sp.sqrt(x)], [sp.sqrt(x) + y]], [[0], [0]], region=Region(y > 0))
    with pytest.raises(ExpressionError, match=r"sqrt\(x\) is not a quotient of polynomials"):
        deviation_gains(game, Reduction(game.region))
