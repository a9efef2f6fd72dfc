"""Payoffs at many points: in floating point with bounds, and exactly."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.errors import ExpressionError, GameError
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.finite.payoffs import PayoffArrays
from coopgame.symbols import parameters
from tests.strategies import SYMBOLS, built, rational_expressions

b, c = parameters("b c")
SMALL = st.floats(-8, 8, allow_subnormal=False).filter(lambda value: value == 0 or abs(value) > 1e-3)


@given(st.lists(rational_expressions(), min_size=2, max_size=2), st.tuples(SMALL, SMALL, SMALL))
def test_no_payoff_is_wrong_by_more_than_the_bound(payoffs: list[sp.Expr], values: tuple[float, float, float]) -> None:
    if any(u.has(sp.zoo, sp.nan, sp.oo) for u in payoffs):
        return
    arrays = PayoffArrays(built((2,), payoffs), SYMBOLS)
    floats, errors = arrays([np.array([value]) for value in values])
    if not np.isfinite(errors).all():
        return
    exact = arrays.exactly({s: Fraction(repr(v)) for s, v in zip(SYMBOLS, values, strict=True)})
    for computed, true in zip(floats[0, 0], exact[0], strict=True):
        assert abs(Fraction(float(computed)) - true) <= Fraction(float(errors[0, 0]))


def test_near_a_pole_nothing_is_known() -> None:
    arrays = PayoffArrays(FiniteGame.from_arrays([1 / (3 * b - c), 1]), (b, c))
    _, errors = arrays([np.array([0.1, 1.0]), np.array([0.3, 1.0])])
    assert np.isinf(errors[0, 0])
    assert errors[1, 0] < 1e-14


def test_a_payoff_that_is_undefined_names_the_point() -> None:
    arrays = PayoffArrays(FiniteGame.from_arrays([1 / (3 * b - c), 1]), (b, c))
    with pytest.raises(GameError, match="is undefined at b=1/10, c=3/10"):
        arrays.exactly({b: Fraction(1, 10), c: Fraction(3, 10)})
    assert arrays.exactly({b: Fraction(1), c: Fraction(1)}) == [[Fraction(1, 2), Fraction(1)]]


def test_a_game_without_parameters_has_one_point() -> None:
    floats, errors = PayoffArrays(FiniteGame.from_arrays(["1/3", 2]), ())([])
    assert floats.tolist() == [[[1 / 3, 2.0]]]
    assert errors.max() < 1e-14


def test_a_root_is_refused() -> None:
    with pytest.raises((ExpressionError, sp.PolynomialError)):
        PayoffArrays(FiniteGame.from_arrays([sp.sqrt(b), 1]), (b,))([np.array([1.0])])


def test_a_compiled_loop_says_the_same() -> None:
    game = built((2, 2), [b / c, 1 / (3 * b - c), b**2 - c, 2, b, c, b * c, sp.Rational(1, 3)])
    columns = [np.array([0.1, 1.0, -2.0, 1e200]), np.array([0.3, 1.0, 0.0, 1e200])]
    plain, loop = PayoffArrays(game, (b, c))(columns), PayoffArrays(game, (b, c), compiling=True)(columns)
    assert loop[0] == pytest.approx(plain[0], rel=1e-15)
    assert loop[1] == pytest.approx(plain[1], rel=1e-12)
    assert np.isinf(loop[1][:, 0]).tolist() == [True, False, True, True]


def test_large_numbers_in_a_formula_are_floats_in_the_loop() -> None:
    game = FiniteGame.from_arrays([10**30 * b, sp.Rational(1, 10**25) * c])
    payoffs, _ = PayoffArrays(game, (b, c), compiling=True)([np.array([1e-30]), np.array([1e25])])
    assert payoffs[0, 0] == pytest.approx([1, 1])


@pytest.mark.parametrize("compiling", [True, False])
def test_a_denominator_that_overflows_part_way_tells_nothing(compiling: bool) -> None:
    """It is 101 in truth."""
    game = FiniteGame.from_arrays([1 / (10 * b * c**2 + 1), 1])
    _, errors = PayoffArrays(game, (b, c), compiling)([np.array([1e308]), np.array([1e-154])])
    assert errors.tolist() == [[np.inf]]
