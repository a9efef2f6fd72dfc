"""Sobol' indices, quantities and one parameter at a time."""

from pathlib import Path

import numpy as np
import pytest
import sympy as sp
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import coopgame as cg
from coopgame.errors import GameError, RegionError, SymbolError
from coopgame.models import CATALOGUE, find
from coopgame.sweeps.outputs import Detail, Outside
from coopgame.sweeps.points.ranges import Between
from coopgame.sweeps.sensitivity.one_at_a_time import one_at_a_time
from coopgame.sweeps.sensitivity.quantities import choice, is_equilibrium, largest_payoff, smallest_payoff
from coopgame.sweeps.sensitivity.sobol import sobol_indices

x, y, z = cg.parameters("x y z")
UNIT = (0, 1)
ANYWHERE = cg.Region()


def paying(payoff: sp.Expr, region: cg.Region = ANYWHERE) -> cg.FiniteGame:
    """A game with one equilibrium, in which the row player has this payoff."""
    return cg.FiniteGame.from_arrays([[payoff, payoff - 1], [payoff - 1, payoff - 2]], [[0, -1]] * 2, region=region)


def coordination(threshold: sp.Expr) -> cg.FiniteGame:
    """Both share or both withhold; sharing is an equilibrium where the threshold is at most 1."""
    return cg.FiniteGame.from_arrays(
        [[2, 0], [1 + threshold, 1]],
        [[2, 1 + threshold], [0, 1]],
        players=("enterprise", "university"),
        strategies=[("share", "withhold")] * 2,
    )


# --- published results ---


def test_the_indices_of_a_sum_are_the_squares_of_its_coefficients() -> None:
    # Saltelli et al. (2008), Global Sensitivity Analysis: The Primer, section 1.2: S_i = a_i**2 / sum of all a_j**2.
    found = sobol_indices(paying(3 * x + 2 * y + z), largest_payoff("row"), {x: UNIT, y: UNIT, z: UNIT}, n=512)
    assert np.allclose(found["first_order"], np.array([9, 4, 1]) / 14, atol=2e-3)
    assert np.allclose(found["total_order"], found["first_order"], atol=2e-3)
    assert float(found["variance"]) == pytest.approx(14 / 12, rel=1e-2)
    assert float(found["mean"]) == pytest.approx(3, rel=1e-3)


def test_an_interaction_is_in_the_total_index_alone() -> None:
    # x + x*y on [-1, 1]**2: the variances of x and x*y are 1/3 and 1/9.
    found = sobol_indices(paying(x + x * y), largest_payoff("row"), {"x": (-1, 1), "y": (-1, 1)}, n=1024)
    assert np.allclose(found["first_order"], [3 / 4, 0], atol=1e-2)
    assert np.allclose(found["total_order"], [1, 1 / 4], atol=1e-2)


def test_a_product_has_the_indices_of_sobols_g_function() -> None:
    # Saltelli et al. (2010), section 6, with |4 x - 2| made smooth: the product of (x_i + a_i) / (1/2 + a_i) has the
    # partial variances V_i = 1 / (12 (1/2 + a_i)**2), and V is the product of 1 + V_i, less 1.
    a = [sp.Rational(0), sp.Rational(1), sp.Rational(9)]
    product = sp.Mul(*((s + k) / (sp.Rational(1, 2) + k) for s, k in zip((x, y, z), a, strict=True)))
    found = sobol_indices(paying(product), largest_payoff("row"), {x: UNIT, y: UNIT, z: UNIT}, n=1024)
    parts = np.array([1 / (12 * (0.5 + float(k)) ** 2) for k in a])
    whole = np.prod(1 + parts) - 1
    assert float(found["variance"]) == pytest.approx(whole, rel=1e-2)
    assert np.allclose(found["first_order"], parts / whole, atol=1e-2)
    others = np.array([np.prod(1 + np.delete(parts, k)) for k in range(3)])
    assert np.allclose(found["total_order"], parts * others / whole, atol=1e-2)


def test_the_logarithm_is_uniform_where_a_range_is_logarithmic() -> None:
    found = sobol_indices(paying(x), largest_payoff("row"), {x: Between(1, 100, logarithmic=True)}, n=512)
    assert float(found["mean"]) == pytest.approx(99 / np.log(100), rel=1e-2)


# --- properties ---


@given(seed=st.integers(0, 100), coefficients=st.lists(st.integers(1, 4), min_size=3, max_size=3))
@settings(max_examples=5)
def test_bounds_hold_the_index_and_the_same_seed_gives_the_same_answer(seed: int, coefficients: list[int]) -> None:
    payoff = sp.Add(*(c * s for c, s in zip(coefficients, (x, y, z), strict=True))) + x * y
    arguments = paying(payoff), largest_payoff("row"), {x: UNIT, y: UNIT, z: UNIT}, 128
    found = sobol_indices(*arguments, seed=seed)
    xr.testing.assert_identical(found, sobol_indices(*arguments, seed=seed))
    for order in ("first_order", "total_order"):
        assert (found[f"{order}_low"] <= found[order] + 1e-12).all()
        assert (found[order] <= found[f"{order}_high"] + 1e-12).all()


def test_a_wider_confidence_has_wider_bounds() -> None:
    arguments = paying(x + y), largest_payoff("row"), {x: UNIT, y: UNIT}, 64
    widths = []
    for confidence in (0.5, 0.9):
        found = sobol_indices(*arguments, confidence=confidence)
        widths.append(found["first_order_high"] - found["first_order_low"])
    assert (widths[0] < widths[1]).all()


def test_a_constant_has_no_indices() -> None:
    steady = sobol_indices(
        coordination(x + y), largest_payoff("enterprise"), {x: ("0.1", "0.2"), y: ("0.1", "0.2")}, 64
    )
    assert float(steady["variance"]) == 0
    assert not steady["first_order"].any()
    assert not steady["total_order"].any()


def test_the_mean_of_an_indicator_is_its_share_of_the_ranges() -> None:
    game = coordination(x + y)
    found = sobol_indices(game, is_equilibrium(("share", "share")), {x: UNIT, y: UNIT}, 512, detail=Detail.CODES)
    assert float(found["mean"]) == pytest.approx(1 / 2, abs=5e-3)
    assert found.attrs["quantity"] == "(share, share) is an equilibrium"


def test_what_is_fixed_has_no_index() -> None:
    found = sobol_indices(paying(x + 2 * y), largest_payoff("row"), {x: UNIT}, 64, {y: "1/3"})
    assert list(found["parameter"].values) == ["x"]
    assert float(found["first_order"][0]) == pytest.approx(1, abs=0.05)


def test_a_venture_is_looked_at_through_its_rule_whose_parameters_count_as_well() -> None:
    model = find("alliance", CATALOGUE)
    assert model.venture is not None
    ranges = {s: (value / 2, value * 3 / 2) for s, value in model.example.items()}
    through, game = (
        sobol_indices(played, largest_payoff("enterprise 1"), ranges, 64, **options)
        for played, options in ((model.venture, {"rule": model.rule}), (model.game, {"chunks": 100}))
    )
    assert "theta" in through["parameter"]
    xr.testing.assert_allclose(through, game)


def test_answers_are_kept_in_files_as_sweeps_are(tmp_path: Path) -> None:
    found = sobol_indices(paying(x + y), largest_payoff("row"), {x: UNIT, y: UNIT}, 8)
    moved = one_at_a_time(paying(x + y), largest_payoff("row"), {x: UNIT, y: UNIT}, {x: 0, y: 0})
    for k, dataset in enumerate((found, moved)):
        cg.save_sweep(dataset, tmp_path / f"{k}.nc")
        with cg.open_sweep(tmp_path / f"{k}.nc") as again:
            xr.testing.assert_identical(again.load(), dataset)


# --- differential ---


def test_the_indices_are_those_of_scipy_on_the_same_function() -> None:
    ours = sobol_indices(paying(x**2 + x * y), largest_payoff("row"), {x: UNIT, y: UNIT}, n=1024)
    theirs = stats.sobol_indices(func=lambda p: p[0] ** 2 + p[0] * p[1], n=1024, dists=[stats.uniform()] * 2)
    assert np.allclose(ours["first_order"], theirs.first_order, atol=2e-2)
    assert np.allclose(ours["total_order"], theirs.total_order, atol=2e-2)


# --- quantities ---


def test_payoffs_are_the_largest_and_smallest_over_the_equilibria() -> None:
    found = cg.sweep(coordination(x), cg.scenarios({x: [0, "1/2", 1, 2]}))
    assert list(largest_payoff("university")(found).values) == [2, 2, 2, 1]
    # The mixed equilibrium at 1/2 pays 4/3; at 0 it pays 1.
    assert list(smallest_payoff("university")(found).values) == [1, 1, 1, 1]


def test_an_indicator_reads_the_bit_of_its_profile() -> None:
    found = cg.sweep(coordination(x), cg.scenarios({x: [0, 1, 2]}))
    assert list(is_equilibrium(("share", "share"))(found).values) == [1, 1, 0]
    assert list(is_equilibrium(["share", "withhold"])(found).values) == [0, 0, 0]


def test_a_choice_is_read_by_symbol_or_name() -> None:
    e = cg.parameters("e")
    game = cg.StagedGame({"enterprise": x * e - e**2 / 2}, cg.Stage("effort", {"enterprise": e}), cg.Region(x > 0))
    found = sobol_indices(game, choice(e), {x: (1, 2)}, 64)
    assert float(found["mean"]) == pytest.approx(1.5, rel=1e-2)
    moved = one_at_a_time(game, choice("e"), {x: (1, 2)}, {x: "3/2"})
    assert (float(moved["low"][0]), float(moved["high"][0]), float(moved["base"])) == (1, 2, 1.5)
    assert float(one_at_a_time(game, largest_payoff("enterprise"), {x: (1, 2)}, {x: 1})["swing"][0]) == 1.5


# --- one parameter at a time ---


def test_each_parameter_moves_alone() -> None:
    moved = one_at_a_time(paying(x**2 + z * y), largest_payoff("row"), {x: (-1, 2), "y": UNIT}, {x: 1, y: "1/2", z: 3})
    assert list(moved["parameter"].values) == ["x", "y"]
    assert float(moved["base"]) == 2.5
    assert moved["low"].values.tolist() == [2.5, 1]
    assert moved["high"].values.tolist() == [5.5, 4]
    assert moved["swing"].values.tolist() == [3, 3]
    assert moved["low_value"].values.tolist() == [-1, 0]
    assert moved["high_value"].values.tolist() == [2, 1]
    assert moved["base_value"].values.tolist() == [1, 0.5]


def test_parameters_that_do_not_move_are_set_at_the_point_or_fixed() -> None:
    for at, fixed in (({x: 0, y: 2}, {}), ({x: 0}, {"y": 2}), ({x: 0, z: 1}, {y: 2})):
        payoff = x + y + (z if z in at else 1)
        moved = one_at_a_time(paying(payoff), largest_payoff("row"), {x: UNIT}, at, fixed)
        assert float(moved["base"]) == 3


def test_the_ends_are_exact() -> None:
    moved = one_at_a_time(coordination(3 * x), is_equilibrium(("share", "share")), {x: (0, "1/3")}, {x: 0})
    assert float(moved["high"][0]) == 1


# --- refusals ---


@pytest.mark.parametrize(
    ("ranges", "problem"),
    [
        ({}, "the ranges are {}; expected a mapping"),
        ({x: 1}, "the range of x is 1; expected a pair"),
        ({x: (0, 1, 2)}, "the range of x is (0, 1, 2); expected a pair"),
        ({x: (1, 0)}, "x has a range from 1 to 0; expected"),
        ({x: UNIT, "x": UNIT}, "x is given values twice"),
        ({x: (0, sp.pi)}, "x has a range with the high end pi; expected two rational"),
        ({x: UNIT, y: UNIT}, "y is on an axis and no parameter of the game"),
    ],
)
def test_ranges_that_are_none_are_refused(ranges: dict[object, object], problem: str) -> None:
    with pytest.raises((GameError, SymbolError)) as refusal:
        sobol_indices(paying(x), largest_payoff("row"), ranges, 8)
    assert str(refusal.value).startswith(problem)


def test_a_missing_parameter_is_named() -> None:
    with pytest.raises(SymbolError, match="y not set"):
        sobol_indices(paying(x + y), largest_payoff("row"), {x: UNIT}, 8)


@pytest.mark.parametrize("n", [100, 0, 1.5])
def test_the_number_of_points_is_a_power_of_two(n: int) -> None:
    with pytest.raises(GameError):
        sobol_indices(paying(x), largest_payoff("row"), {x: UNIT}, n)


def test_a_confidence_is_between_nought_and_one() -> None:
    with pytest.raises(GameError, match="the confidence is 95; expected a number between 0 and 1"):
        sobol_indices(paying(x), largest_payoff("row"), {x: UNIT}, 8, confidence=95)


def test_a_quantity_without_a_value_says_at_how_many_points() -> None:
    game = paying(x, cg.Region(x < sp.Rational(1, 2)))
    with pytest.raises(GameError, match=r"no value at 9 of 24 points, the first being x=0\.\d+; expected narrower"):
        sobol_indices(game, largest_payoff("row"), {x: (0, "3/4")}, 8, outside=Outside.MASK, seed=3)


def test_points_outside_the_region_are_refused() -> None:
    with pytest.raises(RegionError, match="outside the region"):
        sobol_indices(paying(x, cg.Region(x < 0)), largest_payoff("row"), {x: UNIT}, 8)


@pytest.mark.parametrize(
    ("quantity", "problem"),
    [
        (lambda ds: ds["payoff"], "the quantity has dimensions point, equilibrium, player; expected"),
        (lambda ds: 1.0, "the quantity has the type float; expected"),
        (lambda ds: ds["payoff"].isel(player=0, equilibrium=0).astype(str), "the quantity has values of type <U"),
        (largest_payoff("nobody"), "no player is called 'nobody'; expected one of row, column"),
        (is_equilibrium(("1", "3")), r"('1', '3') is no profile of the game; expected one of (1, 1), (1, 2)"),
        (is_equilibrium("1"), "'1' is no profile of the game"),
        (choice("q"), "the sweep has no variable 'q'; expected a choice of a game in stages"),
    ],
)
def test_a_quantity_that_is_none_is_refused(quantity: object, problem: str) -> None:
    with pytest.raises(GameError) as refusal:
        sobol_indices(paying(x), quantity, {x: UNIT}, 8)  # type: ignore[arg-type]  # on purpose
    assert str(refusal.value).startswith(problem)


def test_payoffs_need_full_detail() -> None:
    with pytest.raises(GameError, match=r"no variable 'payoff'; expected a sweep with Detail\.FULL"):
        sobol_indices(paying(x), smallest_payoff("row"), {x: UNIT}, 8, detail=Detail.CODES)


@pytest.mark.parametrize(
    ("at", "fixed", "problem"),
    [
        ({}, {}, "the point is {}; expected"),
        ({y: 0}, {}, "x has a range and no value at the point; expected x in at"),
        ({x: 2, y: 0}, {}, "the point has x = 2, outside the range from 0 to 1; expected a point within"),
        ({x: 0, y: 0}, {y: 1}, "y is set twice, by at and by fixed"),
        ({x: 0, "x": 1}, {}, "x is set twice; expected"),
        ({x: sp.sqrt(2) / 2, y: 0}, {}, "x is sqrt(2)/2; expected a rational number"),
    ],
)
def test_a_point_that_is_none_is_refused(at: dict[object, object], fixed: dict[object, object], problem: str) -> None:
    with pytest.raises(SymbolError) as refusal:
        one_at_a_time(paying(x + y), largest_payoff("row"), {x: UNIT}, at, fixed)
    assert str(refusal.value).startswith(problem)
