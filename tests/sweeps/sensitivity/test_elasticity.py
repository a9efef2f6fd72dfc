"""Elasticities: by differences through a sweep, and of closed forms."""

from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.errors import GameError, RegionError, SymbolError
from coopgame.models import STAGED, find
from coopgame.sweeps.sensitivity.elasticity import _kinked, elasticities
from coopgame.sweeps.sensitivity.outcome_elasticity import outcome_elasticities
from coopgame.sweeps.sensitivity.quantities import choice, is_equilibrium, largest_payoff, smallest_payoff

x, y, a, beta, gamma = cg.parameters("x y a beta gamma")
q1, q2, x1, x2 = cg.parameters("q1 q2 x1 x2")
ANYWHERE = cg.Region()


def paying(payoff: sp.Expr, region: cg.Region = ANYWHERE) -> cg.FiniteGame:
    """A game with one equilibrium, in which the row player has this payoff."""
    return cg.FiniteGame.from_arrays([[payoff, payoff - 1], [payoff - 1, payoff - 2]], [[0, -1]] * 2, region=region)


def cournot() -> cg.StagedGame:
    """Two enterprises choose outputs; their cost is x, the demand's height is a."""
    price = a - q1 - q2
    return cg.StagedGame(
        {"enterprise 1": (price - x) * q1, "enterprise 2": (price - x) * q2},
        cg.Stage("output", {"enterprise 1": q1, "enterprise 2": q2}),
        cg.Region(a > x, x > 0, q1 >= 0, q2 >= 0),
    )


# --- published results ---


def test_a_power_has_its_exponent_as_elasticity() -> None:
    found = elasticities(paying(5 * x**3 / y**2), largest_payoff("row"), {x: 2, y: "7/3"})
    assert np.allclose(found["elasticity"], [3, -2], atol=1e-9)
    assert not found["regime_change"].any()
    assert found["note"].values.tolist() == ["", ""]
    assert float(found["base"]) == pytest.approx(40 * 9 / 49)


def test_output_in_cournots_duopoly_answers_to_demand_and_cost() -> None:
    # q = (a - x) / 3, hence a / (a - x) and -x / (a - x).
    exact = outcome_elasticities(cg.solve_staged(cournot()), q1)
    assert sp.simplify(exact["a"] - a / (a - x)) == 0
    assert sp.simplify(exact[x] + x / (a - x)) == 0
    assert exact.at({a: 3, x: 1}) == {a: sp.Rational(3, 2), x: sp.Rational(-1, 2)}
    found = elasticities(cournot(), choice("q1"), {a: 3, x: 1}, [x])
    assert found["parameter"].values.tolist() == ["x"]
    assert float(found["elasticity"][0]) == pytest.approx(-1 / 2, abs=1e-9)


def test_research_of_rivals_answers_to_its_cost_and_spillovers() -> None:
    # d'Aspremont and Jacquemin (1988): x* = (2 - beta)(a - A) / (9/2 b gamma - (2 - beta)(1 + beta)).
    model = find("rd-cooperation", STAGED)
    outcome = model.regimes[0].outcome
    known = {str(s): s for s in outcome.game.symbols}
    b, c, g, A, top = (known[name] for name in ("b", "beta", "gamma", "A", "a"))
    formula = (2 - c) * (top - A) / (sp.Rational(9, 2) * b * g - (2 - c) * (1 + c))
    assert sp.simplify(outcome.choices["x_1"] / formula).is_number
    found = outcome_elasticities(outcome, next(iter(outcome.choices)))
    for s in (c, g, top):
        assert sp.simplify(found[s] - s * sp.diff(formula, s) / formula) == 0


# --- properties ---


@given(
    powers=st.lists(st.integers(-3, 3), min_size=2, max_size=2), at=st.lists(st.integers(1, 9), min_size=2, max_size=2)
)
@settings(max_examples=8)
def test_the_estimate_of_the_error_covers_it(powers: list[int], at: list[int]) -> None:
    payoff = (1 + x) * x ** powers[0] + y ** powers[1] * x
    point = {x: sp.Rational(at[0], 2), y: sp.Rational(at[1], 3)}
    found = elasticities(paying(payoff), largest_payoff("row"), {s: v for s, v in point.items() if payoff.has(s)})
    for name, estimate, error in zip(found["parameter"].values, found["elasticity"], found["error"], strict=True):
        s = sp.Symbol(str(name), real=True)
        exact = float((s * sp.diff(payoff, s) / payoff).subs(point))
        assert abs(float(estimate) - exact) <= float(error) + 1e-11


def test_a_smaller_step_has_a_smaller_error() -> None:
    arguments = paying(x**5), largest_payoff("row"), {x: 1}
    coarse, fine = (float(elasticities(*arguments, step=step)["error"][0]) for step in ("1/10", "1/100"))
    assert fine < coarse / 50


@pytest.mark.parametrize("where", ["1", "1.0001", "0.9995", "1.0007"])
def test_where_the_equilibria_change_within_the_step_there_is_no_elasticity(where: str) -> None:
    game = cg.FiniteGame.from_arrays([[x, 1], [-9, -9]], [[x, 1]] * 2)
    found = elasticities(game, lambda ds: ds["payoff"].sel(player="row").max("equilibrium"), {x: where})
    assert found["regime_change"].values.tolist() == [True]
    assert np.isnan(found["elasticity"][0])
    assert np.isnan(found["error"][0])
    assert found["note"].values.tolist() == ["regime change"]
    clear = elasticities(game, largest_payoff("row"), {x: "1.01"})
    assert clear["regime_change"].values.tolist() == [False]


@pytest.mark.parametrize("where", ["1", "1.0001", "0.9995", "1.0007"])
def test_a_kink_with_the_same_equilibria_is_seen(where: str) -> None:
    # Both coordinate or neither does, always: who asks for the better of the two gets max(x, 1).
    game = cg.FiniteGame.from_arrays([[x, 0], [0, 1]], [[1, 0], [0, 1]])
    found = elasticities(game, largest_payoff("row"), {x: where})
    assert found["note"].values.tolist() == ["kink"]
    assert not found["regime_change"].any()
    assert np.isnan(found["elasticity"][0])


@given(centre=st.floats(-3, 3), bend=st.floats(-3, 3), tilt=st.floats(-3, 3))
def test_a_smooth_function_has_no_kink(centre: float, bend: float, tilt: float) -> None:
    h = 1e-3
    row = np.array([2 + tilt * t + bend * t**2 + centre * t**3 for t in (0, -h, -h / 2, h / 2, h)])
    assert not _kinked(row, h)


@given(at=st.floats(-0.9, 0.9), jump=st.floats(0.1, 3))
def test_a_broken_line_has_a_kink_wherever_in_the_step_it_breaks(at: float, jump: float) -> None:
    h = 1e-3
    row = np.array([2 + jump * max(t - at * h, 0.0) for t in (0, -h, -h / 2, h / 2, h)])
    assert _kinked(row, h)


def test_a_step_over_the_edge_of_the_region_is_not_taken() -> None:
    found = elasticities(paying(x * y, cg.Region(x <= 1)), largest_payoff("row"), {x: 1, y: 1})
    assert found["note"].values.tolist() == ["edge of the region", ""]
    assert not found["regime_change"].any()
    assert np.isnan(found["elasticity"].values).tolist() == [True, False]


def test_zeros_have_no_elasticity_and_say_so() -> None:
    found = elasticities(paying(x + y), largest_payoff("row"), {x: 0, y: 1})
    assert found["note"].values.tolist() == ["zero parameter", ""]
    assert np.isnan(found["elasticity"].values).tolist() == [True, False]
    found = elasticities(paying(x - y), largest_payoff("row"), {x: 1, y: 1})
    assert found["note"].values.tolist() == ["zero quantity"] * 2
    assert np.isnan(found["elasticity"]).all()


def test_a_quantity_without_a_value_beside_the_point_says_so() -> None:
    # The second equilibrium is there on one side alone, and so is its payoff, whatever the first does.
    found = elasticities(paying(x), lambda ds: ds["payoff"].isel(player=0, equilibrium=0).where(ds["x"] <= 1), {x: 1})
    assert found["note"].values.tolist() == ["no value"]


def test_what_is_exact_and_what_is_by_differences_agree_over_the_catalogue() -> None:
    model = find("team-production", STAGED)
    for regime in model.regimes[:2]:
        outcome = regime.outcome
        for z in outcome.choices:
            exact = outcome_elasticities(outcome, z)
            known = {s: v for s, v in model.example.items() if s in (*outcome.game.symbols, *outcome.game.parameters)}
            found = elasticities(outcome, choice(z), known, list(exact))
            for s, value in exact.at(known).items():
                assert float(found["elasticity"].sel(parameter=str(s))) == pytest.approx(float(value), abs=1e-7)


def test_powers_with_a_parameter_in_the_exponent_are_differentiated() -> None:
    e, m, c = cg.parameters("e m c")
    game = cg.StagedGame(
        {"enterprise": c * e - e**m / m}, cg.Stage("effort", {"enterprise": e}), cg.Region(c > 0, m > 1)
    )
    outcome = cg.solve_staged(game)
    found = outcome_elasticities(outcome, e)
    point = {c: 3, m: 4}
    for s in found:
        exact = s * sp.diff(outcome.choices[e], s) / outcome.choices[e]
        assert abs(float(found.at(point)[s] - exact.subs(point))) < 1e-12


def test_the_condition_keeps_the_quantity_from_zero() -> None:
    found = outcome_elasticities(cg.solve_staged(cournot()), q1 - x)
    assert "a != 4*x" in str(found.condition)
    with pytest.raises(RegionError, match="expected a != 4"):
        found.at({a: 4, x: 1})
    assert str(outcome_elasticities(cg.solve_staged(cournot()), q1, [a])) == "a: a/(a - x)"


# --- refusals ---


@pytest.mark.parametrize(
    ("point", "options", "problem"),
    [
        ({}, {}, "the point is {}; expected"),
        ({x: 1, y: 1}, {"step": 0}, "the step is 0; expected a number between 0 and 1"),
        ({x: 1, y: 1}, {"step": 1}, "the step is 1; expected"),
        ({x: 1, y: 1}, {"parameters": ["z"]}, "z is to be moved and has no value; expected one of x, y"),
        ({x: 1, y: 1}, {"parameters": []}, "there is no parameter to move"),
        ({x: 1}, {}, "y not set"),
    ],
)
def test_points_and_steps_that_are_none_are_refused(
    point: dict[object, object], options: dict[str, Any], problem: str
) -> None:
    with pytest.raises(SymbolError) as refusal:
        elasticities(paying(x + y), largest_payoff("row"), point, **options)
    assert str(refusal.value).startswith(problem)


def test_a_point_outside_the_region_is_refused() -> None:
    with pytest.raises(RegionError, match="x = 2 lies outside the region; expected x <= 1"):
        elasticities(paying(x, cg.Region(x <= 1)), largest_payoff("row"), {x: 2})


def test_a_quantity_without_a_value_at_the_point_is_refused() -> None:
    with pytest.raises(GameError, match="no value at 1 of 1 points, the first being x=2"):
        elasticities(paying(x), lambda ds: ds["payoff"].isel(player=0, equilibrium=0).where(ds["x"] < 1), {x: 2})


def test_closed_forms_refuse_what_is_no_quantity_or_parameter() -> None:
    outcome = cg.solve_staged(cournot())
    with pytest.raises(SymbolError, match="gamma is no choice or parameter"):
        outcome_elasticities(outcome, q1 + gamma)
    with pytest.raises(SymbolError, match="q1 is no parameter of the game; expected a, x"):
        outcome_elasticities(outcome, q1, [q1])
    with pytest.raises(RegionError, match="zero throughout"):
        outcome_elasticities(outcome, q1 - q2)
    with pytest.raises(SymbolError, match="there is no elasticity by gamma; expected one of a, x"):
        outcome_elasticities(outcome, q1)["gamma"]
    with pytest.raises(SymbolError, match="x not set"):
        outcome_elasticities(outcome, q1).at({a: 1})
    with pytest.raises(RegionError, match="expected"):
        outcome_elasticities(outcome, q1).at({a: 1, x: 2})


def test_where_a_form_has_no_value_it_has_no_elasticity() -> None:
    outcome = cg.solve_staged(cournot())
    with pytest.raises(RegionError, match="has no elasticity by a there"):
        # The root of x - 1 has no derivative at 1, where it is zero, but what it is added to has a value.
        outcome_elasticities(outcome, q1 + sp.sqrt(a - 3)).at({a: 3, x: 1})


def test_an_indicator_has_no_elasticity_but_nought() -> None:
    game = cg.FiniteGame.from_arrays([[x, 1], [-9, -9]], [[x, 1]] * 2)
    found = elasticities(game, is_equilibrium(("1", "1")), {x: 2})
    assert found["elasticity"].values.tolist() == [0]
    assert elasticities(game, smallest_payoff("row"), {x: 2})["note"].values.tolist() == [""]
