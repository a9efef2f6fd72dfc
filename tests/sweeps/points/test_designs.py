"""Space-filling designs fill their box, evenly, and the same way each time."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc

import coopgame as cg
from coopgame.errors import GameError, RegionError, SymbolError
from coopgame.sweeps.points.axes import read_axes
from coopgame.sweeps.points.designs import latin_hypercube, sobol_design
from coopgame.sweeps.points.ranges import Between
from coopgame.sweeps.points.scenarios import Scenarios

b, c, k = sp.symbols("b c k", real=True)
DESIGNS = [sobol_design, latin_hypercube]
BOX = {b: (0, 1), c: (-2, 3), k: Between("1/100", 100, logarithmic=True)}

fractions = st.fractions(-1000, 1000, max_denominator=100)


def shares(design: Scenarios) -> Any:
    """The points of BOX, back in the unit cube."""
    x, y, z = design.columns
    return np.stack([x, (y + 2) / 5, (np.log10(z) + 2) / 4], axis=1)


# Published results


@pytest.mark.parametrize("design", DESIGNS)
def test_each_of_n_equal_intervals_of_each_parameter_has_one_point(design: Any) -> None:
    # McKay, Beckman and Conover (1979), section 2; for Sobol' points, property A of one dimension: Sobol' (1967).
    strata = np.floor(shares(design(BOX, 64, seed=3)) * 64).astype(int)
    assert all(sorted(column) == list(range(64)) for column in strata.T.tolist())


def test_scrambled_sobol_points_are_a_net() -> None:
    # Owen (1998): scrambling keeps a (t, m, s)-net one; in two dimensions Sobol' points have t = 0.
    x, y = (column * 1 for column in sobol_design({b: (0, 1), c: (0, 1)}, 64, seed=5).columns)
    for wide in range(7):
        cells = np.floor(x * 2**wide).astype(int) * 64 + np.floor(y * 2 ** (6 - wide)).astype(int)
        assert len(set(cells.tolist())) == 64


# Properties


@pytest.mark.parametrize("design", DESIGNS)
@given(low=fractions, width=st.fractions(Fraction(1, 100), 50), seed=st.integers(0, 10**6))
@settings(max_examples=15)
def test_points_lie_in_their_ranges_exactly(design: Any, low: Fraction, width: Fraction, seed: int) -> None:
    ends = abs(low) + Fraction(1, 7), abs(low) + Fraction(1, 7) + width
    made = design({b: (low, low + width), c: Between(*ends, logarithmic=True)}, 8, seed)
    reading = read_axes(made, (b, c), {}).reading
    for point in reading.points(made.symbols, made.columns):
        assert low <= point[b] <= low + width
        assert ends[0] <= point[c] <= ends[1]


def test_the_ends_of_a_range_are_the_outermost_floats_that_lie_in_it() -> None:
    between = Between("1/3", "2/3")
    ends = between.spread(np.array([0.0, 1.0]))
    assert [Fraction("1/3") <= Fraction(repr(x)) <= Fraction("2/3") for x in ends.tolist()] == [True, True]
    outside = np.nextafter(ends, [-1, 2]).tolist()
    assert [Fraction("1/3") <= Fraction(repr(x)) <= Fraction("2/3") for x in outside] == [False, False]


@pytest.mark.parametrize("design", DESIGNS)
def test_the_same_seed_gives_the_same_points_and_another_gives_others(design: Any) -> None:
    first, again, other = (design(BOX, 16, seed) for seed in (1, 1, 2))
    assert all(np.array_equal(x, y) for x, y in zip(first.columns, again.columns, strict=True))
    assert not any(np.array_equal(x, y) for x, y in zip(first.columns, other.columns, strict=True))


@pytest.mark.parametrize("design", DESIGNS)
def test_points_outside_the_region_are_left_out_and_no_others(design: Any) -> None:
    region = cg.Region(3 * b > c, c > 0)
    box = {b: (0, 1), "c": (-2, 3)}
    whole, part = design(box, 64, seed=4), design(box, 64, seed=4, region=region)
    points = list(zip(*(column.tolist() for column in whole.columns), strict=True))
    kept = [point for point in points if region.contains(dict(zip(whole.symbols, point, strict=True)))]
    assert list(zip(*(column.tolist() for column in part.columns), strict=True)) == kept
    assert 0 < len(kept) < 64
    assert f"64 points with seed 4, {len(kept)} of them in the region" in part.title


def test_a_range_that_is_half_as_long_in_the_logarithm_gets_half_of_the_points() -> None:
    (z,) = sobol_design({k: Between(1, 100, logarithmic=True)}, 64).columns
    assert np.count_nonzero(z < 10) == 32


def test_parameters_come_in_the_order_of_their_ranges() -> None:
    assert sobol_design({"c": (0, 1), b: [0, "1/2"]}, 2).symbols == (c, b)


def test_a_design_is_the_axes_of_a_sweep() -> None:
    design = read_axes(latin_hypercube(BOX, 5), (b, c, k), {})
    assert design.dimensions == {"point": 5}


def test_a_single_point_is_a_design() -> None:
    assert len(sobol_design(BOX, 1)) == len(latin_hypercube(BOX, 1)) == 1


# Differential


@pytest.mark.parametrize("seed", range(5))
def test_designs_have_less_discrepancy_than_random_points(seed: int) -> None:
    random = qmc.discrepancy(np.random.default_rng(seed).random((128, 3)), method="CD")
    stratified = qmc.discrepancy(shares(latin_hypercube(BOX, 128, seed)), method="CD")
    balanced = qmc.discrepancy(shares(sobol_design(BOX, 128, seed)), method="CD")
    assert balanced < stratified < random


def test_the_unit_cube_is_that_of_scipy() -> None:
    reference = qmc.scale(qmc.Sobol(2, rng=np.random.default_rng(7)).random_base2(5), [0, -2], [1, 3])
    made = sobol_design({b: (0, 1), c: (-2, 3)}, 32, seed=7)
    np.testing.assert_allclose(np.stack(made.columns, axis=1), reference, rtol=0, atol=1e-15)


# Refusals


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("n", [0, -8, 8.0, True, "8", None], ids=repr)
def test_a_number_of_points_that_is_none_is_refused(design: Any, n: Any) -> None:
    with pytest.raises(GameError, match=r"^a design of .* points; expected an integer of at least 1"):
        design(BOX, n)


def test_the_next_powers_of_two_are_named() -> None:
    with pytest.raises(GameError, match=r"^a Sobol' design of 100 points; expected a power of two, such as 64 or 128"):
        sobol_design(BOX, 100)
    with pytest.raises(GameError, match="expected a power of two up to 1073741824"):
        sobol_design(BOX, 2**31)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("seed", [-1, 0.5, None, False], ids=repr)
def test_a_seed_that_is_none_is_refused(design: Any, seed: Any) -> None:
    with pytest.raises(GameError, match=r"^the seed .*; expected an integer from zero on"):
        design(BOX, 8, seed)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(
    ("ranges", "message"),
    [
        ({b: (1, 0)}, "b has a range from 1 to 0; expected two rational numbers, the lower first"),
        ({b: (1, 1.0)}, "b has a range from 1 to 1"),
        ({b: (0, sp.sqrt(2))}, r"b has a range with the high end sqrt\(2\)"),
        ({b: (c, 1)}, "b has a range with the low end c"),
        ({b: ("x", 1)}, "b has a range with a low end that is none: 'x' is not a number"),
        ({b: (0, float("inf"))}, "b has a range with a high end that is none: inf"),
        ({b: (0, 10**400)}, "b has a range from 0 to 10*; expected several floats between its ends"),
        ({b: (Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**30))}, "b has a range .*; expected several floats"),
        ({b: (0, 1e-306)}, r"b\[[0-9]+\] is .*, too small for a float"),
        ({b: (0, 1, 2)}, r"the range of b is \(0, 1, 2\); expected a pair \(low, high\), or coopgame.Between"),
        ({b: "01"}, "the range of b is '01'"),
        ({b: 3}, "the range of b is 3"),
        ({b: (0, 1), "b": (0, 1)}, "b is given values twice"),
        ({3: (0, 1)}, "3 is given for a parameter; expected a symbol or its name"),
    ],
)
def test_a_bad_range_is_named(design: Any, ranges: Any, message: str) -> None:
    with pytest.raises(SymbolError, match="^" + message):
        design(ranges, 1024)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("ranges", [{}, 3, [(0, 1)]], ids=repr)
def test_a_design_needs_ranges(design: Any, ranges: Any) -> None:
    with pytest.raises(GameError, match=r"^the ranges are .*; expected a mapping from at least one parameter"):
        design(ranges, 8)


@pytest.mark.parametrize("low", [0, -1])
def test_a_logarithm_needs_a_positive_end(low: int) -> None:
    with pytest.raises(GameError, match=f"^a logarithmic range from {low}; expected a lower end above zero"):
        Between(low, 1, logarithmic=True)


@pytest.mark.parametrize("design", DESIGNS)
def test_a_region_that_does_not_fit_is_refused(design: Any) -> None:
    with pytest.raises(RegionError, match=r"^none of 8 points lies in the region b > 2; expected other ranges"):
        design({b: (0, 1)}, 8, region=cg.Region(b > 2))
    with pytest.raises(SymbolError, match=r"^c in c > 2 has no values"):
        design({b: (0, 1)}, 8, region=cg.Region(c > 2))
    with pytest.raises(GameError, match=r"^b > 2 is given; expected a coopgame.Region"):
        design({b: (0, 1)}, 8, region=b > 2)
