"""A public laboratory, a subsidy of R&D, or both: closed forms, check points by two roads, conditions, ties."""

import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted
from coopgame.claims.decide import decide
from coopgame.models.public_laboratory import (
    MODEL,
    W_joint,
    W_laboratory,
    W_none,
    W_subsidy,
    gamma_p,
    region,
    theta,
    w_none,
    x_laboratory,
    x_none,
    x_subsidy,
)
from coopgame.models.rd_cooperation import A, B, S, a, b, beta, gamma
from coopgame.models.rd_subsidy import Delta
from coopgame.solve.staged.numeric import solve_staged_numeric

QUANTITIES = {quantity.symbol: quantity for quantity in MODEL.quantities}
every_regime = pytest.mark.parametrize("label", ["0", "s", "p", "s+p"])
Delta_p = gamma_p * Delta - 8 * gamma * theta**2
ELSEWHERE = dict(zip((a, A, b, gamma, beta, theta, gamma_p), (30, 20, 2, 3, "3/5", "1/3", 2), strict=True))


def value(symbol: str, label: str) -> sp.Expr:
    """A quantity in a regime, as the solver has it."""
    return MODEL.value(QUANTITIES[symbol], MODEL.regime(label))


# Closed forms.


@pytest.mark.parametrize(
    ("label", "research", "laboratory", "welfare"),
    [
        ("0", x_none, 0, W_none),
        ("s", x_subsidy, 0, W_subsidy),
        ("p", x_laboratory, 2 * w_none * theta * S / (gamma_p - 2 * w_none * theta**2), W_laboratory),
        ("s+p", 4 * gamma_p * (1 + beta) * S / Delta_p, 8 * gamma * theta * S / Delta_p, W_joint),
    ],
)
def test_the_closed_forms_of_the_claims_are_the_solvers(
    label: str, research: sp.Expr, laboratory: sp.Expr, welfare: sp.Expr
) -> None:
    assert sp.simplify(value("x", label) - research) == 0
    assert sp.simplify(value("x_p", label) - laboratory) == 0
    assert sp.simplify(value("W", label) - welfare) == 0


def test_what_the_laboratory_adds_is_like_a_larger_market() -> None:
    raised = S + theta * value("x_p", "p")
    assert sp.simplify(value("x", "p") / raised - value("x", "0") / S) == 0


@pytest.mark.parametrize(
    ("symbol", "label", "expected"),
    [
        ("x", "s+p", "1300/937"),
        ("x_p", "s+p", "750/937"),
        ("W", "s+p", "15000/937"),
        ("x_p", "p", "1808250/2368457"),
        ("W", "p", "36165000/2368457"),
        ("W", "s", "3750/253"),
        ("W", "0", "18082500/1274641"),
    ],
)
def test_check_points_are_met_exactly(symbol: str, label: str, expected: str) -> None:
    assert value(symbol, label).subs(MODEL.example) == sp.Rational(expected)


# Conditions.


def test_both_supports_together_hold_exactly_where_they_should() -> None:
    outcome = MODEL.regime("s+p").outcome
    affordable = (1 + beta) * outcome.choices["x_1"] + theta * outcome.choices["x_p"] <= A
    second_order = sp.And(9 * B - 2 * (2 - beta) ** 2 > 0, sp.Ne(3 * B, 2 * (2 - beta) * (1 - beta)))
    expected = sp.And(Delta_p > 0, second_order, affordable)
    verdict = decide(Claim(sp.Equivalent(outcome.condition.condition, expected), region))
    assert isinstance(verdict, Proved), verdict
    assert not verdict.vacuous


def test_a_laboratory_that_costs_too_little_has_no_best_size() -> None:
    point = MODEL.example | {gamma_p: sp.Rational(1, 10)}
    assert Delta_p.subs(point) < 0
    assert not MODEL.regime("s+p").outcome.condition.contains(point)
    assert not MODEL.regime("p").outcome.condition.contains(point)


def test_the_example_lies_in_every_regime() -> None:
    for regime in MODEL.regimes:
        assert regime.outcome.condition.contains(MODEL.example)


# Ties.


def test_where_nothing_spills_over_the_subsidy_adds_nothing_to_the_laboratory() -> None:
    assert value("s", "s+p").subs(beta, 0) == 0
    assert sp.simplify((value("W", "s+p") - value("W", "p")).subs(beta, 0)) == 0
    assert sp.simplify((value("W", "s") - value("W", "0")).subs(beta, 0)) == 0


def test_a_laboratory_of_no_use_is_closed() -> None:
    assert [value("x_p", label).subs(theta, 0) for label in ("p", "s+p")] == [0, 0]
    assert sp.simplify((value("W", "s+p") - value("W", "s")).subs(theta, 0)) == 0


def test_laboratory_and_subsidy_are_worth_more_together() -> None:
    none, subsidy, laboratory, joint = (value("W", label).subs(MODEL.example) for label in ("0", "s", "p", "s+p"))
    assert joint - laboratory > subsidy - none > 0


# The second road.


@pytest.mark.parametrize("point", [MODEL.example, ELSEWHERE], ids=["example", "elsewhere"])
@every_regime
def test_numbers_agree_with_the_closed_forms(point: dict[sp.Symbol, object], label: str) -> None:
    regime = MODEL.regime(label)
    known = {symbol: sp.sympify(number) for symbol, number in point.items()}
    assert regime.outcome.condition.contains(known)
    found = solve_staged_numeric(regime.game.at(known))
    for choice, expected in regime.outcome.choices.items():
        assert found.choices[choice] == pytest.approx(float(expected.subs(known)), rel=1e-9)


# Claims.


def test_the_claims_come_out_as_they_are_named() -> None:
    for claim in MODEL.claims:
        assert isinstance(decide(claim), Refuted if claim.name.endswith("as the review states it") else Proved)
