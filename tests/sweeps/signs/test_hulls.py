"""Boxes around all points: ranges hold every value, and bounds every rounding error, in them."""

from fractions import Fraction
from math import inf, isnan

import numpy as np
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.polynomials import polynomial
from coopgame.sweeps.signs.hulls import error_within, extents_of, range_within
from tests.strategies import SYMBOLS, polynomials

x, y, z = SYMBOLS
ENDS = st.sampled_from([-3.0, -0.1, 0.0, 0.1, 0.3, 1.0, 7.0, 1e-9, 1e9])
BOXES = st.tuples(*(st.tuples(ENDS, ENDS).map(lambda pair: (min(pair), max(pair))) for _ in SYMBOLS))


@settings(max_examples=100)
@given(polynomials(degree=3), BOXES, st.tuples(*(st.floats(0, 1) for _ in SYMBOLS)))
def test_values_are_in_range_and_errors_below_the_bound(
    expression: sp.Expr, box: tuple[tuple[float, float], ...], weights: tuple[float, ...]
) -> None:
    if sp.expand(expression) == 0:
        return
    _, factor = polynomial(sp.expand(expression))
    extents = dict(zip(SYMBOLS, box, strict=True))
    error = error_within(factor, extents)
    low, high = range_within(factor, extents, error)
    point = {s: min(max(a + w * (b - a), a), b) for s, (a, b), w in zip(SYMBOLS, box, weights, strict=True)}
    exact = factor.value({s: Fraction(repr(v)) for s, v in point.items()})
    assert Fraction(low) <= exact <= Fraction(high)
    computed = float(factor.values({s: np.array(v) for s, v in point.items()}))
    assert abs(Fraction(computed) - exact) <= Fraction(error)


def test_a_range_is_no_wider_than_its_terms_and_the_error() -> None:
    _, factor = polynomial(x - 2 * y)
    assert range_within(factor, {x: (0.0, 1.0), y: (2.0, 3.0)}, 0.25) == (-6.25, -2.75)


def test_of_what_overflows_nothing_is_known() -> None:
    _, factor = polynomial(x * y - z)
    extents = {x: (0.0, 1e300), y: (-1.0, 1e300), z: (0.0, 1.0)}
    assert error_within(factor, extents) == inf
    assert all(map(isnan, range_within(factor, extents, 0.0)))


def test_extents_are_the_ends_of_columns() -> None:
    assert extents_of((x, y), [np.array([[2.0], [-1.0]]), np.array([3.0])]) == {x: (-1.0, 2.0), y: (3.0, 3.0)}
