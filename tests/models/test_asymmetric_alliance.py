"""An alliance of unequal partners: check points by two roads, conditions, and what remains when partners are equal."""

import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.models import rd_cooperation
from coopgame.models.asymmetric_alliance import (
    A_1,
    A_2,
    MODEL,
    A,
    a,
    b,
    beta_12,
    beta_21,
    earned_1,
    earned_2,
    gamma,
    gamma_1,
    gamma_2,
    q_1,
    q_2,
    research_1,
    research_2,
    sold_1,
    sold_2,
    x_1,
    x_2,
)
from coopgame.solve.staged.numeric import solve_staged_numeric

N, C = (MODEL.regime(label).outcome for label in ("N", "C"))
ORDER = (a, b, A_1, A_2, gamma_1, gamma_2, beta_12, beta_21)
POINTS: dict[tuple[object, ...], dict[sp.Symbol, str]] = {
    (20, 1, 10, 12, 3, 3, "1/5", "3/5"): {
        x_1: "15120/10991",
        x_2: "12100/10991",
        q_1: "48600/10991",
        q_2: "30250/10991",
    },
    (30, 1, 12, 10, 4, 5, "9/10", "1/10"): {x_1: "2280000/1025669", x_2: "1071620/1025669"},
}
every_point = pytest.mark.parametrize("point", POINTS, ids=str)
EQUAL_COSTS = {A_1: A, A_2: A, gamma_1: gamma, gamma_2: gamma}


def at(point: tuple[object, ...]) -> dict[sp.Symbol, sp.Expr]:
    """A check point."""
    return dict(zip(ORDER, map(sp.sympify, point), strict=True))


# Published results.


@every_point
def test_check_points_are_met_exactly(point: tuple[object, ...]) -> None:
    assert N.condition.contains(at(point))
    for choice, number in POINTS[point].items():
        assert N.choices[choice].subs(at(point)) == sp.Rational(number)


def test_rivals_rd_solves_the_two_linear_conditions() -> None:
    leaks_1, leaks_2 = 2 - beta_21, 2 - beta_12
    own_1, own_2 = 9 * b * gamma_1 - 2 * leaks_1**2, 9 * b * gamma_2 - 2 * leaks_2**2
    one, other = N.choices[x_1], N.choices[x_2]
    first = own_1 * one - 2 * leaks_1 * (2 * beta_12 - 1) * other - 2 * leaks_1 * (a - 2 * A_1 + A_2)
    second = own_2 * other - 2 * leaks_2 * (2 * beta_21 - 1) * one - 2 * leaks_2 * (a - 2 * A_2 + A_1)
    assert sp.simplify(first) == 0
    assert sp.simplify(second) == 0


def test_the_closed_forms_of_the_claims_are_the_solvers() -> None:
    values = {quantity.symbol: MODEL.value(quantity, MODEL.regime("N")) for quantity in MODEL.quantities}
    by_hand = {
        "x_1": research_1,
        "x_2": research_2,
        "q_1": sold_1,
        "q_2": sold_2,
        r"\pi_1": earned_1,
        r"\pi_2": earned_2,
    }
    for symbol, expected in by_hand.items():
        assert sp.simplify(values[symbol].subs(EQUAL_COSTS) - expected) == 0, symbol
    for player, symbol in zip(("enterprise 1", "enterprise 2"), (r"\pi_1", r"\pi_2"), strict=True):
        assert sp.simplify(values[symbol] - N.payoffs[player]) == 0


@pytest.mark.parametrize("label", ["N", "C"])
def test_equal_partners_are_the_duopoly_with_spillovers(label: str) -> None:
    duopoly = rd_cooperation.MODEL.regime(label).outcome.choices
    spillover = {beta_12: rd_cooperation.beta, beta_21: rd_cooperation.beta}
    choices = MODEL.regime(label).outcome.choices
    for choice in (x_1, x_2, q_1, q_2):
        assert sp.simplify(choices[choice].subs(EQUAL_COSTS).subs(spillover) - duopoly[choice]) == 0


# Conditions.


def test_rivals_are_at_a_maximum_exactly_where_both_curvatures_are_negative() -> None:
    expected = sp.And(9 * b * gamma_1 > 2 * (2 - beta_21) ** 2, 9 * b * gamma_2 > 2 * (2 - beta_12) ** 2)
    verdict = decide(Claim(sp.Equivalent(N.second_order.condition, expected), MODEL.region))
    assert isinstance(verdict, Proved)
    assert not verdict.vacuous


def test_a_cartel_earns_more_than_rivals_at_the_check_point() -> None:
    point = MODEL.example
    assert C.condition.contains(point)
    together = [sum(outcome.payoffs).subs(point) for outcome in (N, C)]
    assert together[1] > together[0]


# The second road.


@every_point
@pytest.mark.parametrize("label", ["N", "C"])
def test_numbers_agree_with_the_closed_forms(point: tuple[object, ...], label: str) -> None:
    regime = MODEL.regime(label)
    found = solve_staged_numeric(regime.game.at(at(point)), regime.cooperation)
    assert found.converged
    for choice, expected in regime.outcome.choices.items():
        assert found.choices[choice] == pytest.approx(float(expected.subs(at(point))), rel=1e-9)
