"""Exact quadratic irrationals."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.solve.surds import Number, Surd, as_expression, quadratic_roots

fractions = st.fractions(min_value=-5, max_value=5, max_denominator=6)
numbers = st.one_of(fractions, st.builds(Surd, fractions, fractions.filter(bool), st.just(5)))


def test_the_golden_ratio_solves_its_equation() -> None:
    low, high = quadratic_roots(Fraction(1), Fraction(-1), Fraction(-1))
    assert as_expression(high) == sp.Rational(1, 2) + sp.sqrt(5) / 2
    assert low < 0
    assert 1 < high < Fraction(2)
    assert low * high == -1
    assert low + high == 1
    assert 1 / high == high - 1


@pytest.mark.parametrize(
    ("coefficients", "roots"),
    [
        ((0, 2, -1), (Fraction(1, 2),)),
        ((0, 0, 1), ()),
        ((1, 0, 1), ()),
        ((1, 2, 1), (Fraction(-1),)),
        ((-2, 3, -1), (Fraction(1, 2), Fraction(1))),
    ],
)
def test_rational_roots_are_fractions_in_ascending_order(
    coefficients: tuple[int, int, int], roots: tuple[Fraction, ...]
) -> None:
    assert quadratic_roots(*map(Fraction, coefficients)) == roots


@given(numbers, numbers)
def test_arithmetic_is_that_of_the_real_numbers(x: Number, y: Number) -> None:
    a, b = as_expression(x), as_expression(y)
    for ours, theirs in ((x + y, a + b), (x - y, a - b), (x * y, a * b), (-x, -a), (2 * x, 2 * a)):
        assert sp.expand(as_expression(ours) - theirs) == 0
    if y != 0:
        assert sp.simplify(as_expression(x / y) - a / b) == 0
    assert (x < y) == bool(a < b)
    assert (x >= y) == bool(a >= b)


@given(fractions, st.integers(1, 10**9))
def test_a_float_is_right_even_where_the_parts_nearly_cancel(a: Fraction, b: int) -> None:
    root = Surd(Fraction(0), Fraction(1), 2)
    near = Fraction(b) * root - Fraction(int(sp.floor(b * sp.sqrt(2)))) + a
    assert float(near) == pytest.approx(float(sp.N(as_expression(near), 40)), rel=1e-14, abs=1e-300)
