"""A subsidy for a unit of R&D: published closed forms, check points by two roads, conditions, ties."""

import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted
from coopgame.claims.decide import decide
from coopgame.models.rd_cooperation import A, a, b, beta, gamma, region
from coopgame.models.rd_subsidy import (
    D_N,
    MODEL,
    B,
    Delta,
    S,
    s_alone,
    s_joint,
    welfare,
    x_alone,
    x_best,
    x_joint,
)
from coopgame.solve.staged.numeric import solve_staged_numeric

HALF = sp.Rational(1, 2)
QUANTITIES = {quantity.symbol: quantity for quantity in MODEL.quantities}
every_regime = pytest.mark.parametrize("label", ["N", "C", "N+s", "C+s", "SB"])

# (a, A, b, gamma, beta): R&D, unit subsidy to rivals and to a cartel, welfare; all in the second best.
POINTS: dict[tuple[object, ...], tuple[str, ...]] = {
    (10, 8, 1, 3, "3/10"): ("130/253", "135/253", "195/253", "600/253"),
    (20, 15, 2, 2, "4/5"): ("25/16", "25/12", "25/16", "625/72"),
}
every_point = pytest.mark.parametrize("point", POINTS, ids=str)


def value(symbol: str, label: str) -> sp.Expr:
    """A quantity in a regime, as the solver has it."""
    return MODEL.value(QUANTITIES[symbol], MODEL.regime(label))


def at(point: tuple[object, ...]) -> dict[sp.Symbol, sp.Expr]:
    """A check point."""
    return dict(zip((a, A, b, gamma, beta), map(sp.sympify, point), strict=True))


# Published results.


@pytest.mark.parametrize(
    ("label", "research", "subsidy"),
    [("N", x_alone, 0), ("C", x_joint, 0), ("N+s", x_best, s_alone), ("C+s", x_best, s_joint), ("SB", x_best, 0)],
)
def test_the_closed_forms_of_the_claims_are_the_solvers(label: str, research: sp.Expr, subsidy: sp.Expr) -> None:
    assert sp.simplify(value("x", label) - research) == 0
    assert sp.simplify(value("s", label) - subsidy) == 0
    assert sp.simplify(value("G", label) - 2 * subsidy * research) == 0
    assert sp.simplify(value("W", label) - welfare(research)) == 0
    assert sp.simplify(value("Q", label) - 2 * (S + (1 + beta) * research) / (3 * b)) == 0


def test_the_second_best_is_as_published() -> None:
    assert sp.simplify(value("W", "SB") - 4 * gamma * S**2 / Delta) == 0
    assert sp.simplify(value("Q", "SB") - 6 * gamma * S / Delta) == 0


@every_point
def test_check_points_are_met_exactly(point: tuple[object, ...]) -> None:
    found = [value("x", "SB"), value("s", "N+s"), value("s", "C+s"), value("W", "N+s")]
    assert [form.subs(at(point)) for form in found] == [sp.Rational(number) for number in POINTS[point]]


# Conditions.


@pytest.mark.parametrize(
    ("label", "research", "second_order"),
    [
        ("N+s", x_best, sp.And(9 * B - 2 * (2 - beta) ** 2 > 0, sp.Ne(3 * B, 2 * (2 - beta) * (1 - beta)))),
        ("C+s", x_best, B - 2 * (1 - beta) ** 2 > 0),
        ("SB", x_best, B - 2 * (1 - beta) ** 2 > 0),
    ],
)
def test_a_regime_holds_exactly_where_it_should(label: str, research: sp.Expr, second_order: sp.Basic) -> None:
    expected = sp.And(Delta > 0, second_order, (1 + beta) * research <= A)
    verdict = decide(Claim(sp.Equivalent(MODEL.regime(label).outcome.condition.condition, expected), region))
    assert isinstance(verdict, Proved), verdict
    assert not verdict.vacuous


def test_that_the_second_best_exists_does_not_make_subsidised_rivals_an_equilibrium() -> None:
    point = at((10, 9, 1, "1/2", 0))
    assert Delta.subs(point) > 0
    assert not MODEL.regime("N+s").outcome.condition.contains(point)


def test_the_example_lies_in_every_regime() -> None:
    for regime in MODEL.regimes:
        assert regime.outcome.condition.contains(MODEL.example)
        assert regime.outcome.stability.contains(MODEL.example)


# Ties.


def test_where_nothing_spills_over_rivals_are_not_subsidised() -> None:
    assert value("s", "N+s").subs(beta, 0) == 0
    assert sp.simplify((value("W", "N+s") - value("W", "N")).subs(beta, 0)) == 0


def test_where_half_spills_over_both_get_the_same_subsidy() -> None:
    assert sp.simplify((value("s", "N+s") - value("s", "C+s")).subs(beta, HALF)) == 0


def test_welfare_is_flat_in_spillovers_exactly_on_the_stated_border() -> None:
    slope = sp.diff(value("W", "N"), beta)
    some = sp.Rational(3, 4)
    border = 2 * (2 - some) ** 3 / (9 * (4 - 5 * some))
    point = {a: 10, A: 8, b: 1, beta: some, gamma: border}
    assert D_N.subs(point) > 0
    assert slope.subs(point) == 0
    assert slope.subs(point | {gamma: border / 2}) < 0 < slope.subs(point | {gamma: 2 * border})


# The second road.


@every_point
@every_regime
def test_numbers_agree_with_the_closed_forms(point: tuple[object, ...], label: str) -> None:
    regime = MODEL.regime(label)
    found = solve_staged_numeric(regime.game.at(at(point)), regime.cooperation)
    for choice, expected in regime.outcome.choices.items():
        assert found.choices[choice] == pytest.approx(float(expected.subs(at(point))), rel=1e-9)


# Claims.


def test_the_claims_come_out_as_they_are_named() -> None:
    for claim in MODEL.claims:
        assert isinstance(decide(claim), Refuted if claim.name.endswith("as the review states it") else Proved)
