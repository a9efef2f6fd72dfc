"""Sweeps of staged games: closed forms at many points, with where they hold."""

import numpy as np
import pytest
import sympy as sp

import coopgame as cg
from coopgame.errors import RegionError, SolverError, SymbolError
from coopgame.sweeps.outputs import Outside
from coopgame.sweeps.sweep import sweep

q, r, a, c, d, w = cg.parameters("q r a c d w")
MARKET = cg.StagedGame(
    {"1": (a - q - d * r - c) * q, "2": (a - r - d * q - c) * r},
    cg.Stage("output", {"1": q, "2": r}),
    region=cg.Region(a > c, c > 0, d > 0, d < 2, q >= 0, r >= 0),
)


def test_a_duopoly_is_swept_in_closed_form() -> None:
    """Cournot's output is (a - c)/(2 + d) each; prices and the rest follow."""
    found = sweep(MARKET, {a: [2, 3], d: cg.grid("1/2", 1, 3)}, {c: 1})
    assert found["q"].dims == ("a", "d")
    assert found["holds"].all()
    assert found["q"].values == pytest.approx((found["a"].values[:, None] - 1) / (2 + found["d"].values))
    assert found["payoff"].sel(player="2").values == pytest.approx(found["r"].values ** 2)


def test_an_outcome_that_was_found_before_is_swept_as_the_game_is() -> None:
    outcome = cg.solve_staged(MARKET)
    by_outcome = sweep(outcome, {a: [2, 3], d: cg.grid("1/2", 1, 3)}, {c: 1})
    by_game = sweep(MARKET, {a: [2, 3], d: cg.grid("1/2", 1, 3)}, {c: 1})
    assert np.allclose(by_outcome["q"], by_game["q"], rtol=1e-14)
    assert (by_outcome["holds"] == by_game["holds"]).all()


def test_chunks_change_nothing() -> None:
    whole = sweep(MARKET, {a: [2, 3, 4], d: cg.grid("1/2", 1, 5)}, {c: 1})
    lazy = sweep(MARKET, {a: [2, 3, 4], d: cg.grid("1/2", 1, 5)}, {c: 1}, chunks=2)
    assert lazy.compute().equals(whole)


def test_where_the_closed_form_does_not_hold_there_are_no_numbers() -> None:
    z, k = cg.parameters("z k")
    alone = cg.StagedGame({"1": a * z - k * z**2 / 2}, cg.Stage("effort", {"1": z}), cg.Region(a > 0), (k,))
    found = sweep(alone, {k: [-1, 0, 1, 2]}, {a: 1})
    assert found["holds"].values.tolist() == [False, False, True, True]
    assert np.isnan(found["z"].values[:2]).all()
    assert found["z"].values[2:].tolist() == [1, 0.5]


def test_points_outside_the_domain_are_refused_or_masked() -> None:
    with pytest.raises(RegionError, match=r"d=2.0 lies outside the region"):
        sweep(MARKET, {d: [1, 2]}, {a: 2, c: 1})
    masked = sweep(MARKET, {d: [1, 2]}, {a: 2, c: 1}, outside=Outside.MASK)
    assert masked["inside"].values.tolist() == [True, False]
    assert np.isnan(masked["q"].values[1])


def test_a_staged_venture_is_swept_under_its_rule() -> None:
    team = cg.StagedVenture(
        3 * q + r, {"A": q**2, "B": r**2}, cg.Stage("effort", {"A": q, "B": r}), cg.Region(w >= 0, w <= 1)
    )
    found = sweep(team, {w: [0, 0.5, 1]}, rule=cg.linear_share({"A": w, "B": 1 - w}))
    assert found["q"].values.tolist() == pytest.approx([0, 0.75, 1.5])


def test_the_weight_in_a_coalition_is_a_parameter_of_the_sweep() -> None:
    joint = {"output": ({"1": 1, "2": w},)}
    with pytest.raises(SymbolError, match="w not set"):
        sweep(MARKET, {d: [1]}, {a: 2, c: 1}, cooperation=joint)


@pytest.mark.parametrize(
    ("fixed", "words"), [({"x": 1}, "no parameter 'x'"), ({a: 1, c: 1, q: 1}, "'q' is chosen"), ({a: "1/3"}, "not set")]
)
def test_what_is_fixed_must_be_a_parameter(fixed: dict[object, object], words: str) -> None:
    outcome = cg.solve_staged(MARKET)
    with pytest.raises((SymbolError, RegionError), match=words):
        sweep(outcome, {d: [1]}, fixed)


def test_an_irrational_fixed_value_of_an_outcome_is_refused() -> None:
    with pytest.raises(SymbolError, match=r"a is fixed at sqrt\(2\)"):
        sweep(cg.solve_staged(MARKET), {d: [1]}, {a: sp.sqrt(2), c: 1})


def test_what_a_closed_form_has_no_use_for_is_refused() -> None:
    with pytest.raises(SolverError, match="most or detail"):
        sweep(MARKET, {d: [1]}, {a: 2, c: 1}, most=3)
    with pytest.raises(SymbolError, match="too large a number"):
        sweep(cg.solve_staged(MARKET), {d: [1]}, {a: 10**400, c: 1})


def test_an_axis_must_not_be_called_like_a_variable() -> None:
    z, holds = cg.parameters("z holds")
    alone = cg.StagedGame({"1": holds * z - z**2 / 2}, cg.Stage("effort", {"1": z}), cg.Region(holds > 0))
    with pytest.raises(SymbolError, match="holds"):
        sweep(alone, {holds: [1, 2]})
