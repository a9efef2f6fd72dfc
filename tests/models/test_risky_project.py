"""A manager and a risky project of long duration: closed forms by two roads, conditions, what support changes, ties."""

import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted
from coopgame.claims.decide import decide
from coopgame.models.risky_project import (
    MODEL,
    T,
    eta,
    gamma,
    impatience,
    least,
    least_insured,
    patience,
    r,
    rho,
    sigma,
    v,
    worth_granted,
    worth_owners,
    x_alone,
    x_insured,
    x_owners,
)
from coopgame.solve.staged.numeric import solve_staged_numeric

QUANTITIES = {quantity.symbol: quantity for quantity in MODEL.quantities}
every_regime = pytest.mark.parametrize("label", ["O", "M", "M+s", "M+r", "M+r+s"])
ELSEWHERE = {v: 5, gamma: 1, rho: 0, eta: "1/4", T: 12, r: 2, sigma: "1/2"}


def value(symbol: str, label: str) -> sp.Expr:
    """A quantity in a regime, as the solver has it."""
    return MODEL.value(QUANTITIES[symbol], MODEL.regime(label))


# Closed forms.


@pytest.mark.parametrize(
    ("label", "effort", "grant", "felt"),
    [
        ("O", x_owners, 0, worth_owners),
        ("M", x_alone, 0, impatience * v * x_alone / 2),
        ("M+s", x_owners, least, worth_granted),
        ("M+r", x_insured, 0, impatience * v * x_insured / 2),
        ("M+r+s", x_owners, least_insured, worth_owners),
    ],
)
def test_the_closed_forms_of_the_claims_are_the_solvers(
    label: str, effort: sp.Expr, grant: sp.Expr, felt: sp.Expr
) -> None:
    assert sp.simplify(value("x", label) - effort) == 0
    assert sp.simplify(value("s", label) - grant) == 0
    assert sp.simplify(value("G", label) - grant * effort) == 0
    assert sp.simplify(value("u", label) - felt) == 0


def test_the_least_grant_makes_up_for_impatience_and_for_risk() -> None:
    for_impatience, for_risk = (patience - impatience) * v, patience * impatience * v * r * sigma**2 / gamma
    assert sp.simplify(value("s", "M+s") - for_impatience - for_risk) == 0
    assert sp.simplify(value("s", "M+r+s") - for_impatience) == 0


def test_all_the_risk_is_taken_over() -> None:
    assert value(r"\phi", "M+r") == value(r"\phi", "M+r+s") == 1


@pytest.mark.parametrize(
    ("label", "effort", "grant", "spent"),
    [
        ("O", "15/14", "0", "0"),
        ("M", "3/5", "0", "0"),
        ("M+s", "15/14", "33/28", "495/392"),
        ("M+r", "3/4", "0", "0"),
        ("M+r+s", "15/14", "9/14", "135/196"),
    ],
)
def test_values_at_the_example(label: str, effort: str, grant: str, spent: str) -> None:
    found = [value(symbol, label).subs(MODEL.example) for symbol in ("x", "s", "G")]
    assert found == [sp.Rational(number) for number in (effort, grant, spent)]


# Conditions.


@every_regime
def test_a_regime_holds_throughout_and_insurance_alone_for_the_impatient(label: str) -> None:
    expected = eta > rho if label == "M+r" else sp.true
    condition = MODEL.regime(label).outcome.condition.condition
    assert isinstance(decide(Claim(sp.Equivalent(condition, expected), MODEL.region)), Proved)


# What support changes.


def test_a_smaller_grant_than_the_least_does_not_restore_effort() -> None:
    for share, restored in ((sp.Rational(99, 100), False), (1, True), (sp.Rational(101, 100), True)):
        paid = impatience * v + share * least
        effort = paid / (gamma + impatience * r * sigma**2)
        assert bool((effort >= x_owners).subs(MODEL.example)) is restored


def test_the_grant_alone_overpays_and_together_with_insurance_it_does_not() -> None:
    felt, counted = (value(symbol, "M+s").subs(MODEL.example) for symbol in ("u", "W"))
    assert felt > counted
    assert sp.simplify(value("u", "M+r+s") - value("W", "M+r+s")) == 0


def test_taking_over_the_risk_helps_less_the_longer_the_project() -> None:
    gained = (value("x", "M+r") - value("x", "M")) / value("x", "O")
    shares = [gained.subs(MODEL.example | {T: years}) for years in (8, 20, 100)]
    assert shares == sorted(shares, reverse=True)


def test_length_can_bring_the_manager_nearer_to_the_owners() -> None:
    part = value("x", "M") / value("x", "O")
    cautious = MODEL.example | {eta: sp.Rational(1, 18), r: 4}
    assert part.subs(cautious | {T: 20}) > part.subs(cautious | {T: 2})
    hasty = MODEL.example | {eta: sp.Rational(1, 2)}
    assert part.subs(hasty | {T: 20}) < part.subs(hasty | {T: 2})


# Ties.


def test_a_patient_manager_needs_insurance_only() -> None:
    assert sp.simplify((value("x", "M+r") - value("x", "O")).subs(eta, rho)) == 0
    assert sp.simplify(value("s", "M+r+s").subs(eta, rho)) == 0


def test_a_manager_who_does_not_mind_risk_needs_the_same_grant_with_insurance_and_without() -> None:
    assert sp.simplify((value("s", "M+s") - value("s", "M+r+s")).subs(r, 0)) == 0


def test_where_impatience_and_distant_risk_balance_length_does_not_matter() -> None:
    part = value("x", "M") / value("x", "O")
    balanced = part.subs(eta, rho * (1 + r * sigma**2 / gamma))
    assert sp.simplify(sp.diff(balanced, T)) == 0


# The second road.


@pytest.mark.parametrize("point", [MODEL.example, ELSEWHERE], ids=["example", "elsewhere"])
@every_regime
def test_numbers_agree_with_the_closed_forms(point: dict[sp.Symbol, object], label: str) -> None:
    regime = MODEL.regime(label)
    known = {symbol: sp.sympify(number) for symbol, number in point.items()}
    named = {symbol: known[symbol] for symbol in regime.game.symbols}
    found = solve_staged_numeric(regime.game.at(named))
    for choice, expected in regime.outcome.choices.items():
        assert found.choices[choice] == pytest.approx(float(expected.subs(known)), rel=1e-9)


# Claims.


def test_the_claims_come_out_as_they_are_named() -> None:
    for claim in MODEL.claims:
        assert isinstance(decide(claim), Refuted if claim.name.endswith("as the review states it") else Proved)
