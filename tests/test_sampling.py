"""Exact rational points of a condition, however thin or unbounded the set it describes."""

from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.conditions import evaluate
from coopgame.errors import ExpressionError, RegionError
from coopgame.sampling import RESOLUTION, proposals, sample, satisfied, solve_equalities
from coopgame.symbols import Region, parameters
from tests.strategies import SYMBOLS, conditions, points, rational_expressions, x, y, z

a, b, c, d = parameters("a b c d")
THOUSANDTH = sp.Rational(1, 1000)

THIN = {
    "annulus": Region(x**2 + y**2 > 1, x**2 + y**2 < 1 + sp.Rational(1, 10**9)),
    "annulus of width 1e-20": Region(x**2 + y**2 > 1, x**2 + y**2 < 1 + sp.Rational(1, 10**20)),
    "sphere shell": Region(x**2 + y**2 + z**2 >= 1, x**2 + y**2 + z**2 <= 1 + sp.Rational(1, 10**6)),
    "strip far from the origin": Region(b - c < THOUSANDTH, c - b < THOUSANDTH, b > 10**6),
    "strip by absolute value": Region(sp.Abs(b - c) < THOUSANDTH, b > 10**6),
    "chain of equalities": Region(sp.Eq(a, 2 * b), sp.Eq(b, c + 1), sp.Eq(c * d, 3), d > 0),
    "small simplex": Region(a > 0, b > 0, c > 0, d > 0, a + b + c + d < THOUSANDTH),
    "chain of inequalities": Region(a > 0, b > a, c > b, d > c, d < THOUSANDTH),
    "hyperbola": Region(sp.Eq(x * y, 1), x > 0),
    "unit circle": Region(sp.Eq(x**2 + y**2, 1)),
    "circle and line": Region(sp.Eq(x**2 + y**2, 25), sp.Eq(x - y, 1)),
    "cubic strip": Region(y > x**3, y < x**3 + sp.Rational(1, 10**6), x > 1),
    "pole": Region(sp.Eq((x - 1) / y, 0), y >= 0),
    "cancelling pole": Region(sp.Eq(x, y), 1 / x - 1 / y >= 0),
    "single point": Region(x >= 1, x <= 1, y**2 + z**2 <= 0),
    "tiny box": Region(x > sp.Rational(1, 3), x < sp.Rational(1, 3) + sp.Rational(1, 10**12)),
    "one coordinate is a fraction of another": Region(sp.Eq(b, 0.1 * c), c > 0),
    "two pieces": Region(sp.Or(x < -1000, sp.And(x > 1, x < 1 + THOUSANDTH))),
    "maximum": Region(sp.Eq(sp.Max(x, y), 2), x - y < 1, y < x),
    "cases": Region(sp.Eq(sp.Piecewise((x, y > 0), (2 * x, True)), 1)),
    "away from every pole": Region(1 / (x - y) > 1000, 1 / (x + y) > 1000),
    "bilinear": Region(x * y > z, x * y < z + THOUSANDTH, x > 10, y > 10),
}

UNBOUNDED = {
    "space": (Region(), SYMBOLS),
    "quadrant": (Region(x > 0, y >= 0), SYMBOLS),
    "far corner": (Region(x > 10**12, y < -(10**30)), ()),
    "beyond floating point": (Region(x > 10**400, y / 10**400 > 1), ()),
    "beyond floating point squared": (Region(x**2 > 10**700), ()),
    "wedge": (Region(x > 0, y > 100 * x), ()),
    "complement of a ball": (Region(x**2 + y**2 + z**2 >= 10**4), ()),
}


# Properties


@pytest.mark.parametrize("region", THIN.values(), ids=THIN.keys())
def test_every_point_drawn_of_a_thin_region_lies_inside(region: Region) -> None:
    drawn = region.sample(12)
    assert len(drawn) == 12
    for point in drawn:
        assert tuple(point) == region.symbols
        assert all(value.is_Rational for value in point.values())
        assert region.contains(point)


@pytest.mark.parametrize(("region", "symbols"), UNBOUNDED.values(), ids=UNBOUNDED.keys())
def test_every_point_drawn_of_an_unbounded_region_lies_inside(region: Region, symbols: tuple[sp.Symbol, ...]) -> None:
    drawn = region.sample(20, symbols=symbols)
    assert len(drawn) == 20
    assert all(region.contains(point) for point in drawn)
    assert len({tuple(point.values()) for point in drawn}) > 10


def test_an_unbounded_region_is_filled_near_and_far() -> None:
    sizes = [abs(point[x]) for point in Region(x > 0).sample(200)]
    assert min(sizes) < 1
    assert max(sizes) > 50


def test_a_box_is_filled_to_its_sides() -> None:
    drawn = Region(x >= 0, x <= 1, y >= 0, y <= 1).sample(400)
    assert {0, 1} <= {point[x] for point in drawn} & {point[y] for point in drawn}
    assert len({(point[x] > sp.Rational(1, 2), point[y] > sp.Rational(1, 2)) for point in drawn}) == 4


def test_both_pieces_of_a_region_are_reached() -> None:
    drawn = Region(sp.Or(x < -1, x > 1), x < 3, x > -3).sample(40)
    assert {point[x] > 0 for point in drawn} == {True, False}


@given(st.lists(conditions(), max_size=2), st.integers(0, 20))
def test_what_is_drawn_of_any_region_lies_inside_or_no_point_is_given(parts: list[Any], n: int) -> None:
    region = Region(x >= -1, x <= 1, *parts)
    try:
        drawn = region.sample(n, symbols=SYMBOLS)
    except RegionError:
        return
    assert len(drawn) == n
    assert all(region.contains(point) for point in drawn)


@given(st.integers(0, 2**32))
def test_the_same_seed_draws_the_same_points(seed: int) -> None:
    region = Region(x**2 + y**2 < 4, x > y)
    assert region.sample(5, seed) == region.sample(5, seed)


def test_another_seed_draws_other_points() -> None:
    for region in (Region(x**2 + y**2 < 4), THIN["annulus"]):
        assert region.sample(10, 1) != region.sample(10, 2)


def test_the_walk_draws_the_same_points_for_the_same_seed() -> None:
    assert THIN["annulus"].sample(10, 7) == THIN["annulus"].sample(10, 7)


def test_a_region_without_symbols_has_the_empty_point() -> None:
    assert Region().sample(3) == ({}, {}, {})


def test_no_points_are_no_points() -> None:
    assert Region(x > 0).sample(0) == ()
    assert Region(x > 0, x < 0).sample(0) == ()


@given(st.lists(conditions(rational_expressions()), min_size=1, max_size=2), points())
def test_floating_point_decides_dyadic_points_as_exact_arithmetic_does(
    parts: list[Any], point: dict[sp.Symbol, sp.Rational]
) -> None:
    dyadic = {s: sp.Rational(round(value * RESOLUTION), RESOLUTION) for s, value in point.items()}
    columns = {s: np.array([float(value)]) for s, value in dyadic.items()}
    assert satisfied(parts, columns)[0] == all(evaluate(part, dyadic) for part in parts)


@given(st.lists(conditions(rational_expressions()), max_size=2))
def test_proposals_are_dyadic_and_within_the_box(parts: list[Any]) -> None:
    box = [x > 1, 2 * x <= 5, y >= sp.Rational(1, 3), sp.Ne(z, 0)]
    columns = proposals([*box, *parts], SYMBOLS, 300, np.random.default_rng(0))
    for column in columns.values():
        assert column.shape == (300,)
        assert (np.mod(column * RESOLUTION, 1) == 0).all()
    assert ((columns[x] >= 1) & (columns[x] <= 2.5)).all()
    assert (columns[y] >= 0).all()


def test_a_bound_that_is_not_multiplied_out_is_seen_all_the_same() -> None:
    bound = y * (y + 1) - y**2 < 4
    assert (proposals([bound], (y,), 100, np.random.default_rng(0))[y] <= 4).all()
    assert Region(bound, y > 3).contains(Region(bound, y > 3).sample(1)[0])


def test_equalities_are_solved_for_what_they_determine() -> None:
    free, left, solved = solve_equalities((sp.Eq(x, 2 * y), sp.Eq(y * z, 1), x > 0), SYMBOLS)
    assert len(free) == 1
    assert [symbol for symbol, _ in solved] == [x, y]
    assert sp.Ne(free[0], 0) in left


def test_an_equality_that_no_symbol_solves_is_left_alone() -> None:
    conditions_ = (sp.Eq(x**2 + y**2, 1), sp.Eq(sp.Abs(z), 1), sp.Eq(sp.sqrt(x), y))
    free, left, solved = solve_equalities(conditions_, SYMBOLS)
    assert (tuple(free), tuple(left), solved) == (SYMBOLS, conditions_, [])


# Refusals


@pytest.mark.parametrize(
    "region",
    [
        Region(x > 0, x < 0),
        Region(sp.Eq(x**2, 2)),
        Region(x**2 + y**2 < 2 * x * y),
        Region(sp.Eq(x, 1), 1 / (x - 1) > 0),
        Region(sp.Eq(x, 1), sp.Ge(x, 2)),
        Region(sp.sin(x) > 2),
        Region(sp.Eq(sp.sqrt(2) * x, 1)),
    ],
    ids=str,
)
def test_a_region_of_which_no_point_is_found_is_named(region: Region) -> None:
    with pytest.raises(RegionError, match=r"no point found at which .*; expected a region with at least one point"):
        region.sample(1)


def test_a_region_that_says_never_is_empty() -> None:
    with pytest.raises(RegionError, match=r"the region is empty; expected a region with at least one point"):
        Region(sp.false).sample(1)


def test_a_negative_number_of_points_is_refused() -> None:
    with pytest.raises(RegionError, match=r"-1 points asked for; expected none or more"):
        Region(x > 0).sample(-1)


def test_a_region_the_walk_cannot_stay_in_says_how_far_it_came() -> None:
    # The maximum written out by cases holds throughout, the maximum itself nowhere: 1/(x - x) is undefined.
    hollow = Region(sp.Ge(sp.Max(1 / (x - y), z), z, evaluate=False), sp.Eq(sp.Max(x - y, 0), 0), y <= x)
    with pytest.raises(RegionError, match=r"points found in the region|no point found"):
        hollow.sample(3)


def test_floating_point_refuses_what_is_not_rational() -> None:
    with pytest.raises(ExpressionError, match=r"not a quotient of polynomials"):
        satisfied([sp.sqrt(x) > 1], {x: np.array([1.0])})


def test_conditions_that_are_not_rational_are_still_sampled_where_points_are_plenty() -> None:
    region = Region(sp.exp(x) > y, sp.sqrt(x) < 3)
    assert all(region.contains(point) for point in region.sample(10))


def test_sampling_reads_plain_conditions_too() -> None:
    (point,) = sample([sp.Xor(x > 0, y > 0)], (x, y), 1, 0)
    assert (point[x] > 0) != (point[y] > 0)
