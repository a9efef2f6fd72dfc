"""Numbers read exactly."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.errors import ExpressionError
from coopgame.exact import exact, is_float
from coopgame.symbols import parameters

x = parameters("x")

# Properties


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_floats_keep_their_order_and_their_ties(a: float, b: float) -> None:
    assert (exact(a) < exact(b)) == (a < b)
    assert (exact(a) == exact(b)) == (a == b)


@given(st.fractions())
def test_fractions_stay_what_they_are(value: Fraction) -> None:
    assert exact(value) == exact(f"{value.numerator}/{value.denominator}") == sp.Rational(value)
    assert not is_float(value)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (0.1, sp.Rational(1, 10)),
        (np.float32(0.1), sp.Rational(1, 10)),
        (np.int64(3), sp.Integer(3)),
        (Decimal("1.50"), sp.Rational(3, 2)),
        (" 2e-3 ", sp.Rational(1, 500)),
        (0.5 * x, x / 2),
        (sp.Float("0.25", 30) + x, x + sp.Rational(1, 4)),
        (sp.sqrt(2), sp.sqrt(2)),
    ],
)
def test_a_number_is_read_as_it_is_written(value: Any, meant: sp.Expr) -> None:
    assert exact(value) == meant


def test_only_floating_point_numbers_are_floats() -> None:
    assert [is_float(v) for v in (0.5, np.float64(1), 0.5 * x, 1, Fraction(1, 2), x, "0.5")] == [
        True,
        True,
        True,
        False,
        False,
        False,
        False,
    ]


# Refusals

DEEP = x
for _ in range(150):
    DEEP = sp.Pow(sp.Add(DEEP, 1, evaluate=False), sp.Integer(3), evaluate=False)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (True, "True of type bool is no finite real number"),
        (None, "None of type NoneType"),
        (float("nan"), "nan of type float"),
        (float("inf"), "inf of type float"),
        (1j, "1j of type complex"),
        (sp.I * x, "no finite real number"),
        (sp.oo, "no finite real number"),
        (sp.true, "no finite real number"),
        ([1], r"\[1\] of type list"),
        (np.array([1.0]), "of type ndarray"),
        ("x", "'x' is not a number"),
        ("1/0", "divides by zero"),
        ("__import__('os')", "is not a number"),
        ("٣", "is not a number"),
        (x**2000, "holds a power of more than 1000"),
        (DEEP, "nested more than 100 levels"),
        (sp.Symbol("y"), "symbol y is not declared real"),
        (sp.Symbol("y", positive=True), "declared more than real"),
        (Decimal("1e999999999"), "too long a number"),
        ("1e9999", "too long a number"),
    ],
)
def test_what_is_no_finite_real_number_is_refused_by_name(value: Any, problem: str) -> None:
    with pytest.raises(ExpressionError, match=problem):
        exact(value)


def test_an_expression_of_a_million_terms_is_refused() -> None:
    many = sp.Add(*(sp.Mul(k, x, evaluate=False) for k in range(2, 70_002)), evaluate=False)
    with pytest.raises(ExpressionError, match="has more than 200000 parts"):
        exact(many)


def test_a_whole_number_too_long_to_print_is_refused() -> None:
    with pytest.raises(ExpressionError, match="a number of about 4983 digits"):
        exact(10**5000)
