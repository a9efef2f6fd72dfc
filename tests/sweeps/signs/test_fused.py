"""One compiled loop: clear answers are right, and what is not clear says so."""

import numpy as np
import pytest
import sympy as sp

from coopgame.polynomials import Polynomial, polynomial
from coopgame.sweeps.signs.cut_signs import Product
from coopgame.sweeps.signs.fused import Plan, Requirement, fused, is_comparison, place_of
from coopgame.symbols import parameters

a, b, i, columns = parameters("a b i columns")


def factor(expression: sp.Expr) -> Polynomial:
    """The polynomial, up to its sign."""
    return polynomial(expression)[1]


def places(plan: Plan, *values: list[float], bounds: tuple[float, ...] = ()) -> list[int]:
    """The positions of points."""
    out = np.empty(len(values[0]), dtype=np.uint8)
    largest = fused(plan)((*(np.array(v) for v in values), *bounds), out)
    assert largest == out.max()
    return [int(k) for k in out]


def test_places_are_signs_in_base_3() -> None:
    assert [place_of(s) for s in ((-1, -1), (0, -1), (1, -1), (-1, 0), (1, 1))] == [0, 1, 2, 3, 8]
    cuts = (Product(1, (factor(a - 2),)), Product(1, (factor(a * b - 1),)))
    plan = Plan((a, b), cuts, (), (), frozenset())
    assert places(plan, [1.0, 3.0, 3.0], [0.5, 0.1, 5.0]) == [0, 2, 8]


def test_what_is_near_zero_is_moved_to_the_second_half() -> None:
    plan = Plan((a, b), (Product(1, (factor(3 * a - b),)),))
    found = places(plan, [0.1, 0.1, 0.1, np.nan, np.inf], [0.3, 0.2, 0.4, 1.0, 1.0])
    assert found[1:3] == [2, 0]
    assert all(place >= plan.places for place in (found[0], *found[3:]))


def test_a_bound_for_all_points_is_what_decides_in_a_steady_plan() -> None:
    plan = Plan((a, b), (Product(1, (factor(3 * a - b),)), Product(1, (factor(a),))), certain=frozenset([factor(a)]))
    steady = plan._replace(steady=True)
    assert steady.doubtful == (factor(3 * a - b),)
    assert places(steady, [1.0, 1.0], [2.0, 2.75], bounds=(0.5,)) == [8, 9 + 8]
    assert places(plan, [1.0, 1.0], [2.0, 2.75]) == [8, 8]


def test_products_multiply_signs_and_squares_do_not_turn_them() -> None:
    cut = Product(1, (factor(a), factor(b)), (factor(a - 1),))
    plan = Plan((a, b), (cut,), (), (), frozenset([factor(a), factor(b), factor(a - 1)]))
    assert places(plan, [2.0, -2.0, -2.0, 1.0, 0.0], [3.0, 3.0, -3.0, 5.0, 1.0]) == [2, 0, 2, 1, 1]


@pytest.mark.parametrize(("strict", "at_bound"), [(True, 3), (False, 0)])
def test_a_requirement_that_fails_moves_to_the_second_half(strict: bool, at_bound: int) -> None:
    requirement = Requirement(1, factor(b), strict)
    plan = Plan((a, b), (Product(1, (factor(a - b - 1),)),), (requirement,), certain=frozenset([factor(b)]))
    assert places(plan, [0.5, 0.5, 0.5], [1.0, 0.0, -1.0]) == [0, at_bound, 3 + 2]


def test_a_pole_that_may_vanish_moves_there_too() -> None:
    plan = Plan((a, b), (Product(1, (factor(a),)),), (), (factor(a - 3 * b),), frozenset([factor(a)]))
    assert places(plan, [0.3, 0.5], [0.1, 0.1]) == [3 + 2, 2]


def test_parameters_may_be_called_like_what_the_code_uses() -> None:
    plan = Plan((i, columns), (Product(1, (factor(i - 2 * columns),)),), (), (), frozenset())
    assert places(plan, [1.0, 3.0], [1.0, 1.0]) == [2, 0]  # of 2 columns - i, its first term positive


def test_large_coefficients_don_t_overflow() -> None:
    huge = factor(10**30 * a - 7 * b)
    plan = Plan((a, b), (Product(1, (huge,)),), (), (), frozenset())
    assert places(plan, [1e-30, 1.0], [1.0, 1.0]) == [0, 2]


def test_floats_do_not_err_in_comparisons_only() -> None:
    certain = [a, a - b, a - 1, 2 * a - 1, 1024 * a + 7]
    errs = [3 * a - 1, a - b - 1, a * b, a**2 - 1, a - 2**60 - 1, 2 * a - b]
    assert all(is_comparison(factor(e)) for e in certain)
    assert not any(is_comparison(factor(e)) for e in errs)
    assert not is_comparison(factor(a - b), {a})
