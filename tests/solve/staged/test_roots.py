"""One equation in one unknown: every root, the branch it is, and where it is defined."""

import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st
from sympy import Ne, Rational, cbrt, root, sqrt

from coopgame.errors import SolverError
from coopgame.solve.staged.roots import Solution, nonzero, solve_one
from coopgame.symbols import Region, parameters

x, a, b, c, k, m = parameters("x a b c k m")
coefficient = st.sampled_from((sp.Integer(1), sp.Integer(-2), a, -b, a - b, b - a, 1 / (a + 1), a * c))
POINT = {a: Rational(3, 2), b: Rational(2, 3), c: Rational(5, 7), k: Rational(4, 9), m: Rational(5, 3)}


def holds(solution: Solution) -> bool:
    """Whether a solution's conditions hold at the point."""
    return all(condition.xreplace(POINT) == sp.true for condition in solution.conditions)


# Properties


@given(coefficient, coefficient, coefficient)
def test_both_roots_of_a_quadratic_solve_it_where_they_are_real(p: sp.Expr, q: sp.Expr, r: sp.Expr) -> None:
    equation = p * x**2 + q * x + r
    discriminant = (q**2 - 4 * p * r).xreplace(POINT)
    assume(discriminant != 0)
    found = [s for s in solve_one(equation, x) if holds(s)]
    roots = {sp.nsimplify(sp.simplify(s.values[x].xreplace(POINT))) for s in found}
    assert roots == set(sp.Poly(equation.xreplace(POINT), x).real_roots())


@given(coefficient, coefficient, coefficient)
def test_the_sign_of_a_branch_is_that_of_the_slope(p: sp.Expr, q: sp.Expr, r: sp.Expr) -> None:
    equation = p * x**2 + q * x + r
    for solution in solve_one(equation, x):
        known = solution.quadratic
        if known is not None and holds(solution):
            slope = sp.diff(known.polynomial, x).xreplace(solution.values).xreplace(POINT)
            assert sp.sign(sp.simplify(slope)) in (0, known.sign)


@given(coefficient, st.sampled_from((2, 3)), st.integers(-2, 2), st.integers(-2, 2), st.integers(1, 2))
def test_roots_of_a_linear_expression_are_solved_for(p: sp.Expr, q: int, u: int, v: int, w: int) -> None:
    base = w * x + k
    equation = u * base + v * root(base, q) + p
    assume(u or v)
    try:
        found = list(solve_one(equation, x))
    except SolverError:
        assume(False)
    for solution in found:
        if holds(solution):
            assert abs(equation.xreplace(solution.values).xreplace(POINT).evalf(30)) < 1e-20
            assert v == 0 or base.xreplace(solution.values).xreplace(POINT) > 0


@given(st.lists(st.integers(-3, 3), min_size=2, max_size=5))
def test_without_parameters_every_real_root_is_found(given_coefficients: list[int]) -> None:
    equation = sp.Poly(given_coefficients, x).as_expr()
    assume(equation.has(x))
    found = [s.values[x] for s in solve_one(equation, x)]
    assert set(found) == set(sp.Poly(equation, x).real_roots())
    assert len(found) == len(set(found))


# Forms


def test_factors_are_solved_one_by_one() -> None:
    found = list(solve_one((x - a) * (b * x - 1) ** 2 / (x + 1), x))
    assert [s.values[x] for s in found] == [a, 1 / b]
    assert [s.conditions for s in found] == [(), (Ne(b, 0),)]


def test_an_equation_without_the_unknown_has_no_solution() -> None:
    assert list(solve_one(a - 1, x)) == []


def test_where_the_leading_coefficient_may_vanish_the_form_that_outlives_it_is_taken() -> None:
    region = Region(a > 0, b > 0)
    plus, minus = solve_one((a - b) * x**2 - 2 * a * x + a, x, region)
    equal = {a: sp.Integer(3), b: sp.Integer(3)}
    assert minus.values[x].xreplace(equal) == Rational(1, 2)
    assert not any(c.xreplace(equal) == sp.false for c in minus.conditions)
    assert any(c.xreplace(equal) == sp.false for c in plus.conditions)
    assert "-sqrt" in minus.notes[0]


def test_a_quadratic_that_is_positive_everywhere_has_no_root() -> None:
    assert list(solve_one(x**2 + k**2 + 1, x)) == []
    assert list(solve_one(sqrt(2) * x**2 + x + 3, x)) == []


def test_a_root_that_would_be_zero_or_negative_is_none() -> None:
    # 1 / (2 sqrt(x + m)) = k, times x + m: sqrt(x + m) = 0 solves that, but not the equation
    (found,) = solve_one(1 / (2 * sqrt(x + m)) - k, x)
    assert sp.expand(found.values[x] - (1 / (4 * k**2) - m)) == 0
    assert (1 / (2 * k) > 0) in found.conditions


def test_of_the_roots_of_a_root_only_the_positive_one_is_taken() -> None:
    (found,) = solve_one(3 * k * cbrt(x) ** 2 - 1, x)
    assert found.values[x].xreplace({k: Rational(1, 3)}) == 1
    assert found.notes == ("(x**(1/3)) is the root with +sqrt(3*k) of 3*(x**(1/3))**2*k - 1.",)
    assert (k > 0) in found.conditions


def test_notes_name_the_root_that_was_solved_for_whatever_parameters_are_called() -> None:
    k_t = parameters("k_t")
    found = list(solve_one(x - k_t * sqrt(x) + k_t / 5, x))
    assert [s.notes[0] for s in found] == [
        f"sqrt(x) is the root with {sign}sqrt(5*k_t*(5*k_t - 4)) of -5*k_t*sqrt(x) + k_t + 5*sqrt(x)**2."
        for sign in ("+", "-")
    ]


def test_symbols_under_a_root_are_asked_to_be_positive_since_they_are_taken_out_of_it() -> None:
    for solution in solve_one(x**2 - c * k, x):
        assert {c > 0, k > 0} <= set(solution.conditions)
    for solution in solve_one(x**2 - (1 - m) * (k - 1), x):
        assert not any(condition.free_symbols < {k, m} for condition in solution.conditions)


# Putting a solution in


def test_powers_of_the_unknown_are_reduced_before_the_root_is_put_in() -> None:
    plus, _ = solve_one(x**2 - 2 * x - m, x)
    assert plus.applied(x**3 - 2 * x**2 - m * x + 1) == 1
    placed = plus.applied(x**k * (x**2 - 2 * x)) - m * (sqrt(m + 1) + 1) ** k
    assert abs(placed.xreplace(POINT).evalf(30)) < 1e-25
    assert plus.applied(sqrt(x) + x) == sqrt(sqrt(m + 1) + 1) + sqrt(m + 1) + 1
    assert plus.applied(k) == k


def test_what_a_root_comes_to_is_put_in_for_it() -> None:
    (found,) = solve_one(1 / (2 * sqrt(x + m)) - k, x)
    assert found.applied(sqrt(x + m) + (x + m) ** Rational(-3, 2)) == 1 / (2 * k) + 8 * k**3
    assert found.applied(x > 0) == (found.values[x] > 0)


def test_a_divisor_without_its_powers_is_what_must_not_vanish() -> None:
    assert nonzero(a - 1) == (Ne(a - 1, 0),)
    assert nonzero(-sqrt(3) * sqrt(k)) == ()
    assert nonzero(sp.Integer(2)) == ()
    assert nonzero(sp.Integer(0)) == (sp.false,)


# Refusals


@pytest.mark.parametrize(
    ("equation", "says"),
    [
        (
            x**3 - a * x + 1,
            (
                "the first-order condition -a*x + x**3 + 1 = 0 is of degree 3 in x; expected degree 1 or 2, or every "
                "parameter set; solve_staged_numeric works for any"
            ),
        ),
        (
            sqrt(x) + sqrt(x + 1) - a,
            (
                "the first-order condition -a + sqrt(x) + sqrt(x + 1) = 0 has no closed form for x; expected a "
                "rational one, one with a root of one linear expression, or products of powers; solve_staged_numeric "
                "works for any"
            ),
        ),
        (sqrt(x**2 + 1) - a, "has no closed form for x"),
        (sp.Abs(x) - a, "the first-order condition -a + Abs(x) = 0 has no closed form for x"),
        (x**a + x - 1, "has no closed form for x"),
        (2**x - a, "has no closed form for x"),
        (sqrt(x + sqrt(x + a)) - b, "has no closed form for x"),
    ],
)
def test_what_has_no_closed_form_is_named(equation: sp.Expr, says: str) -> None:
    with pytest.raises(SolverError) as error:
        list(solve_one(equation, x))
    assert says in str(error.value)
