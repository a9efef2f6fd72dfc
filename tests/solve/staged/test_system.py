"""First-order conditions of a stage: every solution, by the first method that fits."""

from itertools import pairwise, product

import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import Abs, Ne, Rational, sqrt

from coopgame.errors import SolverError
from coopgame.solve.staged.linear import Singular
from coopgame.solve.staged.roots import Solution
from coopgame.solve.staged.system import solve_system
from coopgame.symbols import Region, parameters

x, y, z, a, b, c, k, A = parameters("x y z a b c k A")


def solved(*equations: sp.Expr, region: Region = Region()) -> tuple[Solution, ...]:
    """The solutions, none of them open."""
    unknowns = sorted({s for e in equations for s in e.free_symbols} & {x, y, z}, key=str)
    found = solve_system(equations, unknowns, region)
    assert not isinstance(found, Singular)
    return found


def points(*equations: sp.Expr, region: Region = Region()) -> set[tuple[sp.Expr, ...]]:
    found = solved(*equations, region=region)
    return {
        tuple(sp.expand(sp.radsimp(v)) for _, v in sorted(s.values.items(), key=lambda i: str(i[0]))) for s in found
    }


# Properties

small = st.integers(-2, 2)


@settings(max_examples=12)
@given(st.lists(small, min_size=6, max_size=6), st.lists(small, min_size=6, max_size=6))
def test_every_real_solution_of_two_quadratics_is_found(first: list[int], second: list[int]) -> None:
    terms = (x**2, x * y, y**2, x, y, sp.Integer(1))
    equations = [sp.Add(*(n * t for n, t in zip(row, terms, strict=True))) for row in (first, second)]
    assume(all(e.has(x) and e.has(y) for e in equations))
    assume(sp.gcd(*equations).is_number)
    try:
        found = points(*equations)
    except SolverError as error:
        assume("leave" not in str(error) and "has no closed form" not in str(error) and "of degree" not in str(error))
        raise
    for p in found:
        assert all(abs(e.subs(dict(zip((x, y), p, strict=True))).evalf(30)) < 1e-15 for e in equations)
    basis = sp.groebner(equations, x, y, order="lex")
    assume(basis.is_zero_dimensional)
    # The number of real solutions is the trace form's signature (Hermite): another road altogether.
    assert len(found) == real_solutions(basis)


def real_solutions(basis: sp.GroebnerBasis) -> int:
    """How many real points a zero-dimensional ideal has: the signature of its trace form."""
    leading = [sp.Poly(g, x, y).monoms(order="lex")[0] for g in basis.exprs]
    inside = [
        m for m in product(range(9), repeat=2) if not any(m[0] >= lead[0] and m[1] >= lead[1] for lead in leading)
    ]
    monomials = [x ** m[0] * y ** m[1] for m in inside]

    def coordinates(polynomial: sp.Expr) -> list[sp.Expr]:
        rest = sp.Poly(basis.reduce(sp.expand(polynomial))[1], x, y)
        return [rest.coeff_monomial(m) for m in monomials]

    def trace(polynomial: sp.Expr) -> sp.Expr:
        return sp.Add(*(coordinates(polynomial * m)[i] for i, m in enumerate(monomials)))

    form = sp.Matrix(len(monomials), len(monomials), lambda i, j: trace(monomials[i] * monomials[j]))
    return signature(form)


def signature(form: sp.Matrix) -> int:
    """Positive minus negative eigenvalues of a symmetric rational matrix, by Descartes' rule."""
    coefficients = [n for n in form.charpoly().all_coeffs() if n]
    turned = [n * (-1) ** i for i, n in enumerate(form.charpoly().all_coeffs())]
    return changes(coefficients) - changes([n for n in turned if n])


def changes(numbers: list[sp.Expr]) -> int:
    return sum(bool(one * other < 0) for one, other in pairwise(numbers))


# Ways to a solution


def test_no_unknowns_have_one_solution() -> None:
    assert solve_system([], []) == (Solution({}),)


def test_linear_conditions_have_one_solution_where_the_determinant_is_not_zero() -> None:
    (found,) = solved(a * x + y - 1, x + y)
    assert found.values == {x: 1 / (a - 1), y: -1 / (a - 1)}
    assert found.conditions == (Ne(a - 1, 0),)


def test_an_open_direction_is_returned() -> None:
    found = solve_system([x + y - a, x + y - a], [x, y])
    assert isinstance(found, Singular)


def test_products_of_powers_are_solved_in_logarithms() -> None:
    (found,) = solved(x ** (A - 1) * y**A - 1, x**A * y ** (A - 1) - 1)
    assert all(value.xreplace({A: Rational(1, 5)}) == 1 for value in found.values.values())
    (alone,) = solved(A * x ** (A - 1) - 1)
    assert alone.values[x].xreplace({A: Rational(1, 2)}) == Rational(1, 4)


def test_conditions_that_have_nothing_to_do_with_each_other_are_solved_one_by_one() -> None:
    assert points(x**2 - 4, y**2 - 9) == {(s, t) for s in (2, -2) for t in (3, -3)}


def test_a_condition_in_one_unknown_alone_is_put_into_the_others() -> None:
    found = solved(x**2 - a, y**2 - x - b, region=Region(a > 0, b > 0))
    at = {a: Rational(4), b: Rational(7)}
    assert {(s.values[x].xreplace(at), s.values[y].xreplace(at)) for s in found} == {
        (2, 3), (2, -3), (-2, sqrt(5)), (-2, -sqrt(5)),
    }  # fmt: skip
    assert all(s.quadratic is None for s in found)


def test_a_root_is_kept_where_the_other_condition_is_linear() -> None:
    (found,) = solved(sqrt(x) - 2, y - x * a)
    assert found.values == {x: 4, y: 4 * a}
    (turned,) = solved(y - 3, sqrt(x) * y - a)
    assert turned.values[x] == a**2 / 9


def test_every_factor_of_a_condition_is_a_branch() -> None:
    assert points((x - 1) * (y - 2), (x - 3) * (y - 5)) == {(1, 5), (3, 2)}
    assert points((x - y) * (x + y - 3), x**2 + y**2 - 5) == {
        (1, 2), (2, 1), (sqrt(10) / 2, sqrt(10) / 2), (-sqrt(10) / 2, -sqrt(10) / 2),
    }  # fmt: skip


def test_a_factor_squared_is_one_branch() -> None:
    assert points((x - y) ** 2, x * y - 4) == {(2, 2), (-2, -2)}


def test_two_curves_meet_where_their_resultant_has_a_root() -> None:
    assert points(x**2 - y - 2, y**2 - x - 2) == {
        (2, 2), (-1, -1), *((Rational(-1, 2) + s * sqrt(5) / 2, Rational(-1, 2) - s * sqrt(5) / 2) for s in (1, -1)),
    }  # fmt: skip
    circle, hyperbola = x**2 + y**2 - 5, x**2 - y**2 + 3
    assert points(circle, hyperbola) == {(s, t) for s in (1, -1) for t in (2, -2)}


def test_roots_with_parameters_are_tried_in_both_conditions() -> None:
    found = solved(x**2 + y**2 - a, x**2 - y**2 - b, region=Region(a > 4, b > 0, b < a))
    at = {a: sp.Integer(5), b: sp.Integer(3)}
    assert {(s.values[x].xreplace(at), s.values[y].xreplace(at)) for s in found} == {
        (2, 1), (2, -1), (-2, 1), (-2, -1),
    }  # fmt: skip


def test_roots_of_the_resultant_that_belong_to_no_common_point_are_left_out() -> None:
    found = solved(x**2 + y**2 - a, x * y + x + y**2 - a, region=Region(a > 2))
    for s in found:
        at = {z: v.xreplace({a: sp.Integer(3)}) for z, v in s.values.items()}
        assert abs((x**2 + y**2 - 3).xreplace(at).evalf(30)) < 1e-20
        assert abs((x * y + x + y**2 - 3).xreplace(at).evalf(30)) < 1e-20


def test_where_the_coefficient_of_an_unknown_and_the_rest_vanish_together_there_is_another_solution() -> None:
    # the first is linear in y, which is anything where z = 0 and x^2 = 4
    found = points(z * y - z + x**2 - 4, y**2 - 9 + z * x, x**2 - 4 + z * y)
    assert found == {(s, t, 0) for s in (2, -2) for t in (3, -3)}


def test_two_common_points_above_one_root_are_both_found() -> None:
    # f - g = (x - 1) (x + 1 - y): above x = 1 the curves meet twice
    assert points(x**2 + y**2 - 5, y**2 + (x - 1) * y - 4) == {(1, 2), (1, -2), (-2, -1)}


def test_a_root_of_one_condition_alone_is_left_out() -> None:
    one, other = y * (y**2 - x**2 - 1) + x**2 - a, y**2 - x**2 - 1
    for region in (Region(a > 0), Region(a > 0, a < 0)):  # by points of the region, or where it has none by form
        found = solved(one, other, region=region)
        at = {a: sp.Integer(3)}
        assert {(s.values[x].xreplace(at), s.values[y].xreplace(at)) for s in found} == {
            (s * sqrt(3), t) for s in (1, -1) for t in (2, -2)
        }


def test_solutions_that_contradict_themselves_are_none() -> None:
    assert points(x * y - 1, x * y - 2) == set()


def test_a_root_under_a_root_is_told_from_zero_by_its_value() -> None:
    # x is a root of x^2 = k; each of the two of y^2 = x + 1 is tried in the second condition
    found = solved(x**2 + (y**2 - x - 1) * y - k, x**2 - k + (y**2 - x - 1) * (y + 1), region=Region(k > 1))
    at = {k: sp.Integer(9)}
    assert {(s.values[x].xreplace(at), s.values[y].xreplace(at)) for s in found} >= {(3, 2), (3, -2)}


# Refusals


@pytest.mark.parametrize(
    ("equations", "says"),
    [
        (
            (x**2 + y**2 + z**2 - 1, x * y * z + x**2 + y**2 + z**2 - a, x**2 + y**2 - z**2 * x**2),
            (
                "the first-order conditions for x, y, z are not linear, and none is linear in one of them; expected "
                "symmetric=..., fewer choices at the stage, or solve_staged_numeric"
            ),
        ),
        (
            (x**2 + x * y**2 - a, (x + y**2) ** 2 * x**2 + x * (x + y**2) - a - a**2),
            (
                "the first-order conditions for x, y share a factor, and leave open how it is made up; expected "
                "symmetric=... for players that act alike, or fewer choices at the stage"
            ),
        ),
        (
            (x + y**2 - 1, (x + y**2) ** 2 - 1),
            "the first-order conditions for y share a factor, and leave open how it is made up",
        ),
        (
            (x - y * z, x**2 - y**2 * z**2, y**2 + z**2 - 1),
            "the first-order conditions for y, z share a factor, and leave open how it is made up",
        ),
        (
            (sp.nan * x, y - x),
            (
                "the first-order conditions for x, y are not defined where choices are equal or at a bound; expected "
                "payoffs that have derivatives there"
            ),
        ),
        (
            (Abs(x) - y, x - y),
            (
                "a first-order condition holds Abs(x); expected sums, products, quotients and powers of the choices; "
                "solve_staged_numeric works for any"
            ),
        ),
    ],
)
def test_what_no_method_solves_is_told(equations: tuple[sp.Expr, ...], says: str) -> None:
    with pytest.raises(SolverError) as error:
        solve_system(equations, (x, y, z) if any(e.has(z) for e in equations) else (x, y))
    assert str(error.value).startswith(says)
