"""Values with bounds on their errors, compared with exact ones."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Function, Max, Min, Piecewise, Rational, exp, log, sign, sqrt

from coopgame.conditions import value_at
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.enclosures import Enclosure, Enclosures
from coopgame.sweeps.signs.logic import Truths
from tests.strategies import SYMBOLS, expressions, x, y, z

numbers = st.sampled_from((0.0, 1.0, -1.0, 0.5, 0.1, 0.3, -0.7, 2.5, 100.0)) | st.floats(-1e3, 1e3)


def enclosed(expression: sp.Expr, *values: float, reading: Reading | None = None) -> Enclosure:
    """Enclose at one point."""
    columns = {s: np.array([v]) for s, v in zip(SYMBOLS, values, strict=False)}
    reading = reading or Reading()
    return Enclosures(columns, reading, Truths(columns, reading))(expression)


def exactly(expression: sp.Expr, values: Sequence[float]) -> Any:
    return value_at(expression, {s: Rational(repr(v)) for s, v in zip(SYMBOLS, values, strict=False)})


def contains(found: Enclosure, value: Any) -> bool:
    """Whether an exact value, or None for no value, is in what was found."""
    (middle,), (error,) = found.values.reshape(-1), found.errors.reshape(-1)
    if np.isnan(middle):
        return value is None
    if not np.isfinite(error):
        return True
    return value is not None and bool(abs(value - Rational(float(middle))).evalf(50) <= Rational(float(error)))


@settings(max_examples=200, deadline=None)
@given(expressions(), st.tuples(numbers, numbers, numbers))
def test_the_exact_value_lies_within_the_bounds(expression: sp.Expr, point: tuple[float, ...]) -> None:
    assert contains(enclosed(expression, *point), exactly(expression, point))


FUNCTIONS = (
    sqrt(x) * y,
    x ** Rational(2, 3) - y ** Rational(-1, 3),
    x**y,
    (x + y) ** (z / 3),
    exp(x * y) - exp(z),
    log(x) + log(x * y),
    Max(x, y, z) - Min(x, y**2),
    Abs(x - y) ** 3,
    sign(x - y) * z,
    sp.pi * x - sp.E,
    sqrt(2) * x + sqrt(3),
    (1 / x - 1 / y) / (z + 1),
    x**7 - y**-5,
    Piecewise((1 / x, x > y), (sqrt(y), z > 0)),
    Piecewise((x, 1 / x > y), (z, True)),
    Max(x, 1 / y),
)
POINTS = ((0.3, 0.7, 1.1), (2.0, 0.5, -0.25), (1.0, 1.0, 0.1), (-1.5, 2.0, 1.0), (0.0, 0.3, -1.0), (0.1, 0.0, 0.0))


@pytest.mark.parametrize("expression", FUNCTIONS, ids=str)
def test_every_function_is_enclosed_to_fourteen_digits_or_said_not_to_exist(expression: sp.Expr) -> None:
    clear = 0
    for point in POINTS:
        found, value = enclosed(expression, *point), exactly(expression, point)
        assert contains(found, value)
        clear += value is None or bool(found.errors[0] <= 1e-14 * max(1, abs(value)))
    assert clear >= 4


def test_cancellation_shows_in_the_bound() -> None:
    found = enclosed(x - y - z, 0.3, 0.1, 0.2)
    assert contains(found, 0)
    assert 0 < found.errors[0] < 1e-15
    # Numbers with few binary digits are what they read as.
    assert enclosed(x - y, 0.5, 0.5).errors == 0
    assert enclosed(4 * x - 8 * y, 0.5, 0.25).errors == 0
    assert enclosed(x * y, 0.0, 0.3).errors == 0


LOST = x - y  # of which nine digits are gone


@pytest.mark.parametrize(
    "expression",
    [
        1 / LOST,
        sqrt(LOST),
        LOST ** Rational(-5, 3),
        log(LOST),
        exp(z / LOST),
        LOST**5,
        (2 + z) ** (z / LOST),
        -z * LOST,
    ],
    ids=str,
)
def test_digits_that_cancelled_stay_lost(expression: sp.Expr) -> None:
    point = (0.3000001, 0.3, 3e-7)
    found, value = enclosed(expression, *point), exactly(expression, point)
    assert contains(found, value)
    assert 1e-11 * abs(value) < found.errors[0] < 1e-7 * abs(value)


def test_a_value_given_exactly_is_enclosed_too() -> None:
    reading = Reading({x: {1 / 3: Fraction(1, 3), 0.0: Fraction(1, 10**400)}})
    assert contains(enclosed(3 * x - 1, 1 / 3, reading=reading), 0)
    assert contains(enclosed(1 / x, 0.0, reading=reading), 10**400)
    assert not np.isnan(enclosed(1 / x, 0.0, reading=reading).values)


@pytest.mark.parametrize(
    ("expression", "point"),
    [
        (x * y, (1e200, 1e200)),
        (exp(x), (1000.0,)),
        (x * y - x * y * 2, (1e200, 1e200)),
        (x**-3, (1e-200,)),
        (sp.Integer(10) ** 400 * x, (1.0,)),
        (Function("f")(x), (1.0,)),
        (sqrt(x - y), (0.3, 0.3)),
        (1 / (x - y - z), (0.3, 0.1, 0.2)),
    ],
)
def test_where_floats_overflow_or_do_not_tell_nothing_is_claimed(expression: sp.Expr, point: Any) -> None:
    found = enclosed(expression, *point)
    assert np.isfinite(found.values).all()
    assert not np.isfinite(found.errors).any()


def test_products_that_vanish_keep_a_bound() -> None:
    found = enclosed(x * y, 1e-200, 1e-200)
    assert contains(found, Rational(1, 10**400))
    assert contains(enclosed(x * y * z, 1e-200, 1e-200, 1e300), Rational(1, 10**100))


def test_each_part_stays_on_the_axes_it_depends_on() -> None:
    columns = {x: np.ones((3, 1)), y: np.ones((1, 4))}
    enclose = Enclosures(columns, Reading(), Truths(columns, Reading()))
    assert enclose(x**2 + 1).values.shape == (3, 1)
    assert enclose(sqrt(x * y)).values.shape == (3, 4)
    assert enclose(sp.Integer(3)).values.shape == ()
