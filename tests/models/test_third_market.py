"""Governments that subsidise R&D for a third market: published closed forms, check points by two roads, ties."""

import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted
from coopgame.claims.decide import decide
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.rd_cooperation import FIRST, SECOND, A, B, S, a, b, beta, first, gamma, region, second, x_1, x_2
from coopgame.models.third_market import (
    MODEL,
    D,
    U,
    alone,
    bounds,
    concave,
    mutual,
    mutually,
    together,
    untouched,
)
from coopgame.solve.staged.backward import solve_staged
from coopgame.solve.staged.numeric import solve_staged_numeric
from proofs import third_market_subsidies as proof
from proofs.agreement import same

HALF = sp.Rational(1, 2)
QUANTITIES = {quantity.symbol: quantity for quantity in MODEL.quantities}
RIVALRY = {a: sp.Integer(40), A: sp.Integer(30), b: sp.Integer(1), gamma: sp.Integer(3), beta: sp.Integer(0)}


def value(symbol: str, label: str) -> sp.Expr:
    """A quantity in a regime, as the solver has it."""
    return MODEL.value(QUANTITIES[symbol], MODEL.regime(label))


# Published results.


def test_the_closed_forms_of_the_claims_are_the_solvers() -> None:
    assert sp.factor(value("s_1", "1") - alone) == 0
    assert value("s_2", "1") == 0
    assert sp.factor(value("s_1", "2") - together) == 0
    assert sp.factor(value("s_2", "2") - together) == 0
    assert sp.factor(value("W_1", "0") - untouched) == 0
    assert sp.factor(value("W_1", "2") - mutually) == 0


def test_a_subsidy_is_best_exactly_where_the_proof_says_that_it_is() -> None:
    for label in ("1", "2"):
        assert same(MODEL.regime(label).outcome.second_order, sp.And(proof.concave, proof.curved), MODEL.region)


def test_without_spillovers_the_subsidy_is_as_published() -> None:
    cubic = 81 * B**3 - 216 * B**2 + 160 * B - 32
    expected = 8 * S * gamma * (3 * B - 4) / (3 * cubic)
    assert sp.factor(value("s_1", "1").subs(beta, 0) - expected) == 0


def test_the_country_that_acts_alone_does_as_a_leader_in_research() -> None:
    stages = (
        Stage("lead", {FIRST: (x_1,)}),
        Stage("follow", {SECOND: (x_2,)}),
        MODEL.regime("0").game.stages[1],
    )
    led = solve_staged(StagedGame({FIRST: first, SECOND: second}, stages, region & bounds))
    assert sp.factor(led.choices[x_1] - value("x_1", "1")) == 0
    assert sp.factor(led.choices[x_2] - value("x_2", "1")) == 0


@pytest.mark.parametrize(
    ("symbol", "label", "spillover", "expected"),
    [
        ("s_1", "1", 0, "400/691"),
        ("x_1", "1", 0, "1400/691"),
        ("x_2", "1", 0, "1160/691"),
        ("W_1", "1", 0, "7500/691"),
        ("s_1", "1", "4/5", "28400/298587"),
        ("W_1", "0", 0, "5700/529"),
        ("W_1", "2", 0, "207300/20449"),
        ("W_2", "2", 0, "207300/20449"),
    ],
)
def test_check_points_are_met_exactly(symbol: str, label: str, spillover: object, expected: str) -> None:
    assert value(symbol, label).subs(RIVALRY | {beta: sp.sympify(spillover)}) == sp.Rational(expected)


@pytest.mark.parametrize(("label", "expected"), [("0", 14.160280), ("2", 14.282474)])
def test_where_much_spills_over_both_countries_gain(label: str, expected: float) -> None:
    found = value("W_1", label).subs(RIVALRY | {beta: sp.Rational(9, 10)})
    assert float(found) == pytest.approx(expected, abs=5e-7)


# Conditions.


@pytest.mark.parametrize("label", ["1", "2"])
def test_the_second_order_conditions_are_the_governments_and_the_enterprises(label: str) -> None:
    expected = sp.And(concave > 0, 9 * B - 2 * (2 - beta) ** 2 > 0)
    found = MODEL.regime(label).outcome.second_order.condition
    assert isinstance(decide(Claim(sp.Equivalent(found, expected), region)), Proved)


def test_a_stable_market_need_not_have_a_best_subsidy() -> None:
    point = RIVALRY | {gamma: sp.Rational(7, 5)}
    assert D.subs(point) > 0
    assert U.subs(point) > 0 > concave.subs(point)
    assert MODEL.regime("0").outcome.stability.contains(point)
    assert not MODEL.regime("1").outcome.condition.contains(point)


def test_the_example_lies_in_every_regime() -> None:
    for regime in MODEL.regimes:
        assert regime.outcome.condition.contains(MODEL.example)


# Ties.


def test_where_half_spills_over_no_government_acts() -> None:
    for label, subsidy in (("1", "s_1"), ("2", "s_1"), ("2", "s_2")):
        assert value(subsidy, label).subs(beta, HALF) == 0
    for symbol in ("x_1", "x_2", "W_1", "W_2"):
        same = [value(symbol, label).subs(beta, HALF) for label in ("0", "1", "2")]
        assert all(sp.factor(form - same[0]) == 0 for form in same)


def test_on_both_sides_of_one_half_the_subsidy_is_positive() -> None:
    for spillover in (sp.Rational(49, 100), sp.Rational(51, 100)):
        point = RIVALRY | {beta: spillover}
        assert value("s_1", "1").subs(point) > 0
        assert value("s_1", "2").subs(point) > 0


def test_without_spillovers_governments_are_in_a_prisoners_dilemma() -> None:
    assert mutual.subs(RIVALRY) > 0
    assert value("W_1", "1").subs(RIVALRY) > value("W_1", "0").subs(RIVALRY) > value("W_1", "2").subs(RIVALRY)
    assert value("W_2", "1").subs(RIVALRY) < value("W_2", "0").subs(RIVALRY)


# The second road.


@pytest.mark.parametrize("spillover", ["0", "4/5", "9/10"])
@pytest.mark.parametrize("label", ["0", "1", "2"])
def test_numbers_agree_with_the_closed_forms(label: str, spillover: str) -> None:
    regime, point = MODEL.regime(label), RIVALRY | {beta: sp.Rational(spillover)}
    found = solve_staged_numeric(regime.game.at(point))
    for choice, expected in regime.outcome.choices.items():
        assert found.choices[choice] == pytest.approx(float(expected.subs(point)), rel=1e-9)


# Claims.


def test_the_claims_come_out_as_they_are_named() -> None:
    for claim in MODEL.claims:
        assert isinstance(decide(claim), Refuted if claim.name.endswith("as the review states it") else Proved)
