"""Products of powers, solved in logarithms."""

import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st
from sympy import Ne, Rational, sqrt

from coopgame.solve.staged.powers import solve_powers
from coopgame.symbols import parameters

x, y, k, m, A, B, p, w = parameters("x y k m A B p w")
rationals = st.fractions("1/5", 3, max_denominator=5).map(lambda f: Rational(f.numerator, f.denominator))


@given(st.lists(rationals, min_size=4, max_size=4), rationals, rationals)
def test_what_is_found_solves_the_equations(e: list[sp.Rational], first: sp.Rational, second: sp.Rational) -> None:
    equations = [first * x ** (e[0] - 1) * y ** e[1] - 2, x ** e[2] * y ** (e[3] - 1) - second * x]
    found = solve_powers(equations, (x, y))
    assume(found is not None)
    assert found is not None
    for equation in equations:
        assert float(equation.xreplace(found.values).evalf(30)) == pytest.approx(0, abs=1e-9)


def test_marginal_product_meets_marginal_cost() -> None:
    found = solve_powers([p * A * x ** (A - 1) - w], (x,))
    assert found is not None
    at = {p: Rational(5, 2), A: Rational(1, 3), w: Rational(3, 7)}
    assert float(found.values[x].xreplace(at)) == pytest.approx(
        float((Rational(5, 2) / 3 / Rational(3, 7)) ** Rational(3, 2))
    )
    assert Ne(A - 1, 0) in found.conditions
    assert {p > 0, A > 0, w > 0} <= set(found.conditions)
    assert found.notes == ()


def test_terms_with_the_same_powers_are_one() -> None:
    found = solve_powers([p * x**A + w * x**A - k * x], (x,))
    assert found is not None
    assert ((p + w) / k > 0) in found.conditions


def test_what_is_taken_apart_is_asked_to_be_positive_factor_by_factor() -> None:
    # k m > 0 would do for the ratio, but the root of a product is written as a product of roots
    found = solve_powers([sqrt(x) * k * m - x**A], (x,))
    assert found is not None
    assert {k > 0, m > 0} <= set(found.conditions)


def test_unknowns_without_a_power_of_their_own_are_said_to_be_taken_as_positive() -> None:
    found = solve_powers([sqrt(x) * y - 1, x - y**2 * k], (x, y))
    assert found is not None
    assert found.notes == ("y is taken to be positive.",)


@pytest.mark.parametrize(
    "equations",
    [
        [sqrt(x) + x - 1],  # three terms
        [sqrt(x + 1) - x],  # a power of a sum
        [2**x - x],  # the unknown in an exponent
        [x**x - 2],
    ],
)
def test_other_equations_are_left_to_other_methods(equations: list[sp.Expr]) -> None:
    assert solve_powers(equations, (x,)) is None


def test_powers_that_leave_a_direction_open_are_left_to_other_methods() -> None:
    assert solve_powers([sqrt(x) * sqrt(y) - 1, sqrt(x) * sqrt(y) - p], (x, y)) is None
