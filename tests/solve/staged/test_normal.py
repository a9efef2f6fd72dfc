"""The one way to write an expression: it keeps its value, and what it asks for is told."""

from itertools import product

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Ne, Rational, sqrt

from coopgame.solve.staged.normal import (
    bases,
    derivative,
    has_open_powers,
    is_nested,
    needed,
    oriented,
    parted,
    powers,
    reduced,
    split,
    without_common_power,
)
from coopgame.symbols import parameters

x, y, k, m, A, B = parameters("x y k m A B")
POINT = {
    x: Rational(3, 7),
    y: Rational(5, 3),
    k: Rational(9, 4),
    m: Rational(2, 11),
    A: Rational(1, 3),
    B: Rational(7, 5),
}

atoms = st.sampled_from((x, y, k, m, x + y, k - m, 1 + x, 2 * k + y, sp.Integer(2), Rational(1, 3)))
exponents = st.sampled_from((-2, -1, 1, 2, Rational(1, 2), Rational(-3, 2), Rational(1, 3), A, A - 1, A + B))


@st.composite
def sums_of_products(draw: st.DrawFn, open_powers: bool = True) -> sp.Expr:
    """A quotient of sums of products of powers, positive and defined at the point."""
    allowed = exponents if open_powers else exponents.filter(lambda e: not sp.sympify(e).free_symbols)

    def total() -> sp.Expr:
        terms = draw(st.lists(st.lists(st.tuples(atoms, allowed), min_size=1, max_size=3), min_size=1, max_size=3))
        return sp.Add(*(draw(st.integers(1, 3)) * sp.Mul(*(base**e for base, e in term)) for term in terms))

    return total() / total()


def value(expression: sp.Expr) -> float:
    return float(expression.xreplace(POINT).evalf(30))


# Properties


@given(sums_of_products())
def test_the_normal_form_has_the_same_value(expression: sp.Expr) -> None:
    assert value(reduced(expression)) == pytest.approx(value(expression), rel=1e-12)


@given(sums_of_products())
def test_powers_taken_apart_have_the_same_value(expression: sp.Expr) -> None:
    assert value(split(expression)) == pytest.approx(value(expression), rel=1e-12)


@given(sums_of_products())
def test_shared_powers_times_the_rest_are_the_expression(expression: sp.Expr) -> None:
    shared, rest = parted(expression)
    assert value(shared * rest) == pytest.approx(value(expression), rel=1e-12)


@given(sums_of_products(), st.lists(st.sampled_from((x, y)), min_size=1, max_size=2))
def test_derivatives_are_those_of_sympy(expression: sp.Expr, by: list[sp.Symbol]) -> None:
    assert value(derivative(expression, *by)) == pytest.approx(value(sp.diff(expression, *by)), rel=1e-9, abs=1e-9)


@given(sums_of_products(), st.sampled_from((1, -1)))
def test_leaving_out_a_shared_power_keeps_the_sign(expression: sp.Expr, sign: int) -> None:
    assert (value(without_common_power(sign * expression)) > 0) == (sign > 0)


@settings(max_examples=8)
@given(sums_of_products(open_powers=False))
def test_a_difference_that_is_zero_is_reduced_to_zero(expression: sp.Expr) -> None:
    assert reduced(reduced(expression) - sp.expand(expression)) == 0


@given(st.lists(st.tuples(st.sampled_from((x - y, k - 2 * m, m - 3, x)), st.integers(-3, 3)), min_size=1, max_size=4))
def test_turning_signs_does_not_change_the_value(factors: list[tuple[sp.Expr, int]]) -> None:
    expression = sp.Mul(*(base**e for base, e in factors))
    assert sp.cancel(oriented(expression, POINT) - expression) == 0


# What a form asks for

POINTS = [
    {x: Rational(3 * i, 7), k: Rational(2 * j, 9), m: Rational(5 * n, 3)} for i, j, n in product((1, -1), repeat=3)
]


@pytest.mark.parametrize(
    "radicand",
    [
        sp.expand((k - m) ** 2),
        -x * m,
        -x,
        (m - 1) ** 3 * (k - 1),
        sp.expand((1 - m) ** 2 * (k - 1) * x),
        (k - 1) / (m - 1),
        (1 - m) * (k - 1),
        2 / (1 - m) ** 2,
        k * m * x,
        -2 * (m - 1),
    ],
)
def test_wherever_its_bases_are_positive_a_form_is_right(radicand: sp.Expr) -> None:
    root = sqrt(radicand)
    for point in POINTS:
        if all(condition.xreplace(point) for condition in needed(root)):
            assert sp.simplify(reduced(root).xreplace(point) - root.xreplace(point)) == 0


def test_the_root_of_a_square_is_an_absolute_value() -> None:
    assert reduced(sqrt(k**2 - 2 * k * m + m**2)) == Abs(k - m)
    assert needed(sqrt(k**2 - 2 * k * m + m**2)) == []
    assert needed(1 / sqrt(sp.expand((k - m) ** 2))) == [Ne(k - m, 0)]


def test_the_root_of_a_negative_symbol_stays_real() -> None:
    assert split(sqrt(-x)) == sqrt(-x)
    assert bases(sqrt(-x)) == [-x]
    assert split(sqrt(-2 * (m - 1))) == sqrt(2) * sqrt(1 - m)


def test_what_is_always_negative_has_no_real_root() -> None:
    assert split(sqrt(-(x**A))).has(sp.I)


def test_what_cancels_is_still_needed() -> None:
    assert sorted(map(str, needed(sqrt(k) * x / sqrt(k * m) + 1 / y))) == ["Ne(y, 0)", "k > 0", "m > 0"]


def test_the_base_of_a_nested_power_is_asked_for_as_a_whole() -> None:
    assert needed(sqrt(x + sqrt(y))) == [y > 0, x + sqrt(y) > 0]


def test_an_expression_with_a_power_under_a_power_is_left_as_it_is() -> None:
    nested = sqrt(1 + sqrt(x)) + 1
    assert is_nested(nested)
    assert reduced(nested) is nested
    assert without_common_power(nested) is nested
    assert bases(nested) == []
    assert not has_open_powers(nested)


# Forms


def test_zero_times_a_root_is_zero() -> None:
    root = sqrt(2) * (x + y) ** 2 / (2 * (k - m) ** Rational(3, 2))
    assert reduced(reduced(root) - sp.expand(root)) == 0


def test_roots_of_numbers_are_numbers() -> None:
    assert powers(sqrt(2) * x) == []
    assert reduced(sqrt(2) * x) == sqrt(2) * x


def test_a_number_is_left_as_it_is() -> None:
    assert reduced(sp.Integer(6)) == 6


def test_a_factor_that_is_also_the_base_of_a_power_is_not_lost() -> None:
    assert sp.simplify(sp.Mul(*parted(2 * 2**A + 2**A)) - 3 * 2**A) == 0


def test_a_derivative_keeps_a_product_of_powers_and_a_rest() -> None:
    slope = derivative(x**A * y**B - x * y**B, x)
    assert value(slope) == pytest.approx(value(sp.diff(x**A * y**B - x * y**B, x)))
    assert derivative(x**A * y, x) == A * x**A * y / x


def test_the_root_of_a_quadratic_is_not_taken_apart_again() -> None:
    root = sqrt(x * (k - m)) + 1
    assert without_common_power(root) is root


def test_factors_are_turned_to_be_positive_at_the_point() -> None:
    turned = oriented((m - k) * (x - y) / (y - k), POINT)  # three of them are negative there
    assert set(sp.Mul.make_args(turned)) == {sp.Integer(-1), k - m, y - x, 1 / (k - y)}
    assert oriented((m - k) ** 2, POINT) == (k - m) ** 2
    assert oriented(m - k, {}) == m - k
