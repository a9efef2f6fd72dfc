"""Bounds on rounding: never too small, and not needlessly large."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.expressions import compile_numpy
from coopgame.sweeps.signs.rounding import terms_of
from tests.strategies import SYMBOLS, polynomials

FLOATS = st.floats(-1e6, 1e6, allow_subnormal=False).filter(lambda value: value == 0 or abs(value) > 1e-6)


@given(polynomials(degree=4), st.tuples(FLOATS, FLOATS, FLOATS))
def test_the_value_in_floating_point_is_wrong_by_no_more_than_the_bound(
    polynomial: sp.Expr, values: tuple[float, float, float]
) -> None:
    terms = terms_of(sp.expand(polynomial))
    point = {s: Fraction(repr(v)) for s, v in zip(SYMBOLS, values, strict=True)}
    for form in (polynomial, sp.expand(polynomial)):
        computed, bound = (float(x) for x in compile_numpy((form, terms.bound), SYMBOLS)(*values))
        assert abs(Fraction(computed) - terms.value(point)) <= Fraction(bound)


def test_a_tenth_three_times_is_three_tenths_within_the_bound() -> None:
    x, y = sp.symbols("x y", real=True)
    difference = 3 * x - y
    computed, bound = compile_numpy((difference, terms_of(difference).bound), (x, y))(0.1, 0.3)
    assert float(computed) != 0
    assert abs(float(computed)) < float(bound) < 1e-14


def test_the_bound_is_relative_to_the_terms() -> None:
    (x,) = SYMBOLS[:1]
    small, large = compile_numpy((terms_of(x**2).bound,), (x,))(np.array([1e-8, 1e8]))[0]
    assert large / small == pytest.approx(1e32)


def test_a_constant_has_a_value_and_no_symbols() -> None:
    terms = terms_of(sp.Rational(2, 3))
    assert terms.symbols == ()
    assert terms.value({}) == Fraction(2, 3)
    assert 0 < float(terms.bound) < 1e-14
