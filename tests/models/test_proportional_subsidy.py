"""A subsidy that pays a part of the cost of R&D: closed forms, check points by two roads, conditions, ties."""

import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted
from coopgame.claims.decide import decide
from coopgame.models.proportional_subsidy import ALONE, MODEL, TOGETHER, margin, mu, own_cost, part, region, research
from coopgame.models.rd_cooperation import A, a, b, beta, gamma
from coopgame.models.rd_subsidy import B, Delta, S, x_alone, x_best, x_joint
from coopgame.solve.staged.numeric import solve_staged_numeric

HALF = sp.Rational(1, 2)
QUANTITIES = {quantity.symbol: quantity for quantity in MODEL.quantities}
SUBSIDISED = [("N+s", ALONE), ("C+s", TOGETHER)]

# (a, A, b, gamma, beta, mu): the part that is paid.
POINTS = [
    ((10, 8, 1, 3, "3/10", "3/10"), "N+s", "61807/256950"),
    ((20, 15, 2, 2, "4/5", "1/5"), "C+s", "153/350"),
    ((10, 8, 1, 3, "3/10", 0), "N+s", "9/26"),
    ((10, 8, 1, 3, "3/10", 0), "C+s", "1/2"),
    ((20, 15, 2, 2, "4/5", 0), "N+s", "2/3"),
    ((20, 15, 2, 2, "4/5", 0), "C+s", "1/2"),
]
every_point = pytest.mark.parametrize(("point", "label", "expected"), POINTS, ids=str)


def value(symbol: str, label: str) -> sp.Expr:
    """A quantity in a regime, as the solver has it."""
    return MODEL.value(QUANTITIES[symbol], MODEL.regime(label))


def at(point: tuple[object, ...]) -> dict[sp.Symbol, sp.Expr]:
    """A check point."""
    return dict(zip((a, A, b, gamma, beta, mu), map(sp.sympify, point), strict=True))


# Published results.


@pytest.mark.parametrize(("label", "kappa"), SUBSIDISED)
def test_the_closed_forms_of_the_claims_are_the_solvers(label: str, kappa: sp.Expr) -> None:
    assert sp.simplify(value(r"\sigma", label) - part(kappa)) == 0
    assert sp.simplify(value("x", label) - research(kappa, part(kappa))) == 0
    assert sp.simplify(value("c", label) - own_cost(kappa, part(kappa))) == 0
    spent = part(kappa) * gamma * research(kappa, part(kappa)) ** 2
    assert sp.simplify(value("G", label) - spent) == 0


def test_without_policy_nothing_depends_on_the_shadow_cost() -> None:
    assert sp.simplify(value("x", "N") - x_alone) == 0
    assert sp.simplify(value("x", "C") - x_joint) == 0
    assert not any(value(symbol, label).has(mu) for symbol in QUANTITIES for label in ("N", "C"))


def test_without_a_shadow_cost_both_regimes_reach_the_second_best() -> None:
    for label in ("N+s", "C+s"):
        assert sp.simplify(value("x", label).subs(mu, 0) - x_best) == 0
        assert sp.simplify(value("W", label).subs(mu, 0) - 4 * gamma * S**2 / Delta) == 0
    assert sp.simplify(value(r"\sigma", "N+s").subs(mu, 0) - 3 * beta / (2 * (1 + beta))) == 0
    assert value(r"\sigma", "C+s").subs(mu, 0) == HALF


@every_point
def test_check_points_are_met_exactly(point: tuple[object, ...], label: str, expected: str) -> None:
    assert value(r"\sigma", label).subs(at(point)) == sp.Rational(expected)


# Conditions.


@pytest.mark.parametrize(
    ("label", "curvature"),
    [("N+s", 9 * B - 4 * (2 - beta) * (1 + beta)), ("C+s", B - 4 * (1 - beta) ** 2)],
)
def test_the_second_order_condition_is_the_enterprises_own_under_the_subsidy(label: str, curvature: sp.Expr) -> None:
    found = MODEL.regime(label).outcome.second_order.condition.subs(mu, 0)
    verdict = decide(Claim(sp.Equivalent(found, curvature > 0), region & (mu <= 0) & (Delta > 0)))
    assert isinstance(verdict, Proved), verdict
    assert not verdict.vacuous


@pytest.mark.parametrize(("label", "slope"), [("N+s", "3/4"), ("C+s", 2)])
def test_where_the_second_best_exists_it_need_not_be_an_equilibrium(label: str, slope: object) -> None:
    point = at((100, 90, 1, slope, "1/10", 0))
    outcome = MODEL.regime(label).outcome
    assert Delta.subs(point) > 0
    assert outcome.existence.contains(point)
    assert not outcome.second_order.contains(point)
    assert not outcome.condition.contains(point)


def test_the_example_lies_in_every_regime() -> None:
    for regime in MODEL.regimes:
        assert regime.outcome.condition.contains(MODEL.example)


# Ties.


@pytest.mark.parametrize(("label", "kappa"), SUBSIDISED)
def test_nothing_is_paid_where_public_funds_cost_what_their_first_unit_adds(label: str, kappa: sp.Expr) -> None:
    first_unit = 9 * B * (4 * (1 + beta) - 2 * kappa) / (kappa * (9 * B - 2 * kappa * (1 + beta)))
    assert sp.simplify(value(r"\sigma", label).subs(mu, first_unit)) == 0
    if kappa == ALONE:
        assert sp.simplify(first_unit - margin) == 0


def test_where_half_spills_over_both_are_paid_the_same_part() -> None:
    assert sp.simplify((value(r"\sigma", "N+s") - value(r"\sigma", "C+s")).subs(beta, HALF)) == 0


def test_where_nothing_spills_over_dear_public_funds_mean_a_tax_on_rivals() -> None:
    free, dear = at((10, 8, 1, 3, 0, 0)), at((10, 8, 1, 3, 0, "1/100"))
    assert value(r"\sigma", "N+s").subs(free) == 0 > value(r"\sigma", "N+s").subs(dear)


# The second road.


@every_point
def test_numbers_agree_with_the_closed_forms(point: tuple[object, ...], label: str, expected: str) -> None:
    regime = MODEL.regime(label)
    found = solve_staged_numeric(regime.game.at(at(point)), regime.cooperation)
    assert found.choices["sigma"] == pytest.approx(float(sp.Rational(expected)), rel=1e-9)
    for choice, closed in regime.outcome.choices.items():
        assert found.choices[choice] == pytest.approx(float(closed.subs(at(point))), rel=1e-9)


# Claims.


def test_the_claims_come_out_as_they_are_named() -> None:
    for claim in MODEL.claims:
        assert isinstance(decide(claim), Refuted if claim.name.endswith("as the review states it") else Proved)
