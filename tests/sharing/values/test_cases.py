"""Maxima and minima without what the region excludes."""

import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.conditions import value_at
from coopgame.sharing.extremes import greatest, least
from coopgame.sharing.values.cases import cases, pruned
from coopgame.symbols import Region, parameters

r, c = parameters("r c")
REGION = Region(r > 0, c > 0, c < 2 * r)


def test_what_is_never_the_greatest_is_left_out() -> None:
    assert greatest((r, r - c, 3 * r), REGION) == 3 * r
    assert greatest((r, c, r - c), REGION) == sp.Max(r, c)
    assert least((r, c, r - c), REGION) == sp.Min(c, r - c)
    assert least((r, c, r + c), REGION) == sp.Min(r, c)
    assert greatest((sp.Integer(2), sp.Rational(7, 3)), REGION) == sp.Rational(7, 3)
    assert greatest((sp.sqrt(2), sp.Integer(1)), REGION) == sp.sqrt(2)


def test_a_point_at_which_nothing_is_defined_tells_nothing() -> None:
    assert greatest((sp.sqrt(r), sp.sqrt(r) - 1), Region()) == sp.sqrt(r)


def test_what_is_greatest_on_a_boundary_only_is_left_out_where_another_is_as_great() -> None:
    assert greatest((r, sp.Integer(0)), Region(r >= 0)) == r


def test_maxima_inside_an_expression_are_pruned_and_branches_stay() -> None:
    assert pruned(sp.Max(sp.Min(0, r), sp.Min(r - c, 4 * r - c)) / 2, REGION) == sp.Max(0, r - c) / 2
    branches = sp.Piecewise((sp.Max(r, -r), r > 1), (c, True))
    assert pruned(branches, REGION) == branches


def test_cases_are_counted_as_a_prover_meets_them() -> None:
    assert cases(r + c) == 1
    assert cases(sp.Max(r, c) + sp.Min(r, c, 1)) == 6
    assert cases(sp.Max(sp.Min(r, c), 0)) == 3
    assert cases(sp.Piecewise((sp.Max(r, c), r > 1), (c, True))) == 3


linear = st.builds(lambda x, y, z: x * r + y * c + z, *(st.integers(-2, 2),) * 3)


@settings(max_examples=8)
@given(st.lists(linear, min_size=1, max_size=4), st.lists(linear, min_size=1, max_size=3))
def test_nothing_that_matters_is_left_out(first: list[sp.Expr], second: list[sp.Expr]) -> None:
    whole = sp.Max(*first, sp.Min(*second))
    short = pruned(whole, REGION)
    for point in REGION.sample(20, seed=1):
        assert value_at(short, point) == value_at(whole, point)
