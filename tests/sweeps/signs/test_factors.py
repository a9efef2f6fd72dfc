"""Signs of polynomials in floating point: right where they are not doubtful."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.polynomials import Polynomial, polynomial
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.factors import DOUBTFUL, factor_signs
from tests.strategies import SYMBOLS, polynomials, x, y

numbers = (
    st.floats(-1e4, 1e4) | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from((0.0, 0.1, 0.2, 0.3))
)
THIRD = 1 / 3
AS_A_THIRD = Reading({x: {THIRD: Fraction(1, 3)}})


def signs(expression: sp.Expr, *columns: Any, reading: Reading | None = None) -> Any:
    """The signs of an expression whose first coefficient is positive."""
    turn, factor = polynomial(sp.expand(expression))
    assert turn == 1
    given = dict(zip(SYMBOLS, map(np.array, columns), strict=False))
    return factor_signs(factor, given, reading or Reading()).tolist()


@settings(max_examples=200)
@given(polynomials().map(sp.expand).filter(lambda p: p.free_symbols), st.tuples(numbers, numbers, numbers))
def test_a_sign_is_right_or_doubtful(expression: sp.Expr, point: tuple[float, ...]) -> None:
    _, factor = polynomial(expression)
    (found,) = factor_signs(factor, {s: np.array([v]) for s, v in zip(SYMBOLS, point, strict=True)}, Reading())
    value = factor.value({s: Fraction(repr(v)) for s, v in zip(SYMBOLS, point, strict=True)})
    assert found in {DOUBTFUL, (value > 0) - (value < 0)}


@given(st.floats(0.1, 10), st.floats(0.1, 10))
def test_what_is_not_close_to_zero_is_clear(first: float, second: float) -> None:
    assert signs(x * y + x**2, [first, -first], [second, second])[0] == 1
    assert signs(x**2 * y - 1000 * y, [first], [second]) == [-1]


@given(numbers, st.integers(-3, 3), st.integers(1, 3))
def test_a_parameter_against_a_number_is_never_doubtful(value: float, over: int, under: int) -> None:
    bound = Fraction(over, under)
    near = [value, float(bound), np.nextafter(float(bound), -9), np.nextafter(float(bound), 9)]
    exact = [Fraction(repr(float(v))) for v in near]
    assert signs(under * x - over, near) == [(v > bound) - (v < bound) for v in exact]


@given(numbers, numbers)
def test_a_parameter_against_another_is_never_doubtful(first: float, second: float) -> None:
    assert signs(x - y, [first, first], [second, first]) == [(first > second) - (first < second), 0]


def test_the_first_coefficient_may_be_negative() -> None:
    columns = {x: np.array([0.0, 0.5, 1.0]), y: np.array([0.5, 0.5, 0.5])}
    for terms in ((((1, 0), -2), ((0, 0), 1)), (((1, 0), -1), ((0, 1), 1))):
        used = tuple(s for k, s in enumerate((x, y)) if any(exponents[k] for exponents, _ in terms))
        factor = Polynomial(used, tuple((exponents[: len(used)], coefficient) for exponents, coefficient in terms))
        assert factor_signs(factor, columns, Reading()).tolist() == [1, 0, -1]


def test_zero_is_clear_where_every_term_is() -> None:
    assert signs(x * y, [0.0, -0.0, 0.5], [0.3, 0.1, 0.0]) == [0, 0, 0]
    assert signs(x * y**2 + x, [0.0], [0.3]) == [0]


def test_a_value_given_exactly_is_compared_as_such() -> None:
    assert signs(3 * x - 1, [THIRD, 0.3], reading=AS_A_THIRD) == [0, -1]
    assert signs(3 * x - 1, [THIRD, 0.3]) == [-1, -1]
    # The decimal 0.3333333333333333 is less than a third; both are the same float.
    assert signs(x - y, [THIRD, THIRD, 0.3], [THIRD, 0.3, 0.3], reading=AS_A_THIRD) == [DOUBTFUL, 1, 0]


def test_a_value_too_small_for_a_float_is_not_taken_for_zero() -> None:
    tiny = Reading({x: {0.0: Fraction(1, 10**400)}})
    assert signs(x, [0.0], reading=tiny) == [1]
    assert signs(x * y, [0.0], [1.0], reading=tiny) == [DOUBTFUL]


@pytest.mark.parametrize("point", [(1e-200, 1e-200), (1e200, 1e200), (1e-320, 1.0)])
def test_what_underflows_or_overflows_is_doubtful(point: tuple[float, float]) -> None:
    assert signs(x**2 * y - y**3, [point[0]], [point[1]]) == [DOUBTFUL]


def test_coefficients_may_be_larger_than_floats() -> None:
    huge = 10**400
    assert signs(huge * x - 1, [1.0, 0.0, -1.0]) == [1, -1, -1]
    assert signs(x - huge, [1.0]) == [DOUBTFUL]
    assert signs(huge * x * y + x + 1, [1.0], [1.0]) == [DOUBTFUL]


def test_an_axis_that_a_factor_does_not_depend_on_keeps_its_length_of_one() -> None:
    columns = {s: v.reshape(-1, *(1,) * k) for k, (s, v) in enumerate(zip(SYMBOLS, np.ones((3, 4)), strict=True))}
    factor = polynomial(x * y - 2)[1]
    assert factor_signs(factor, columns, Reading()).shape == (4, 4)
    assert factor_signs(polynomial(x**2 - 2)[1], columns, Reading()).shape == (4,)
    assert factor_signs(Polynomial((), (((), -3),)), columns, Reading()) == -1
