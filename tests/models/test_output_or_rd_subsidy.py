"""A subsidy of output, of R&D, or of both: closed forms, check points by two roads, conditions, ties."""

import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted
from coopgame.claims.decide import decide
from coopgame.models.output_or_rd_subsidy import (
    D_S,
    MODEL,
    W_first_best,
    W_output,
    W_research,
    bounded,
    s_first_best,
    s_first_best_joint,
)
from coopgame.models.rd_cooperation import MODEL as COOPERATION
from coopgame.models.rd_cooperation import A, B, a, b, beta, gamma, region
from coopgame.models.rd_subsidy import Delta
from coopgame.solve.staged.numeric import solve_staged_numeric

QUANTITIES = {quantity.symbol: quantity for quantity in MODEL.quantities}
LABELS = ["0", "s", "t", "s+t", "C+s+t"]
FIFTH = sp.Rational(1, 5)

# (a, A, b, gamma, beta): R&D and output of both in the first best, which is the planner's with both alike.
POINTS: dict[tuple[object, ...], tuple[str, str]] = {
    (10, 8, 1, 3, "3/10"): ("260/431", "1200/431"),
    (20, 15, 2, 2, "4/5"): ("225/119", "500/119"),
    (100, 80, 1, 4, "1/2"): ("120/23", "640/23"),
}
every_point = pytest.mark.parametrize("point", POINTS, ids=str)


def value(symbol: str, label: str) -> sp.Expr:
    """A quantity in a regime, as the solver has it."""
    return MODEL.value(QUANTITIES[symbol], MODEL.regime(label))


def at(point: tuple[object, ...]) -> dict[sp.Symbol, sp.Expr]:
    """A check point."""
    return dict(zip((a, A, b, gamma, beta), map(sp.sympify, point), strict=True))


# Published results.


def test_the_closed_forms_of_the_claims_are_the_solvers() -> None:
    for symbol, label, expected in (
        ("s", "s+t", s_first_best),
        ("s", "C+s+t", s_first_best_joint),
        ("W", "s+t", W_first_best),
        ("W", "C+s+t", W_first_best),
        ("W", "s", W_research),
        ("W", "t", W_output),
    ):
        assert sp.simplify(value(symbol, label) - expected) == 0


@pytest.mark.parametrize("label", ["s+t", "C+s+t"])
def test_both_subsidies_reach_what_a_planner_does_with_both_alike(label: str) -> None:
    planner = COOPERATION.regime("S").outcome
    for choice, expected in planner.choices.items():
        assert sp.simplify(MODEL.regime(label).outcome.choices[choice] - expected) == 0


@pytest.mark.parametrize("label", ["s+t", "C+s+t"])
def test_in_the_first_best_the_price_is_the_unit_cost(label: str) -> None:
    margin = a - b * value("Q", label) - A + (1 + beta) * value("x", label)
    assert sp.simplify(margin) == 0
    assert sp.simplify(value("t", label) - b * value("Q", label) / 2) == 0
    share = (5 * beta - 1) / 3 if label == "s+t" else (1 + beta) / 3
    assert sp.simplify(value("s", label) - share * value("Q", label) / 2) == 0


@every_point
def test_check_points_are_met_exactly(point: tuple[object, ...]) -> None:
    found = [value(symbol, "s+t").subs(at(point)) for symbol in ("x", "Q")]
    assert found == [sp.Rational(number) for number in POINTS[point]]


# Conditions.


@pytest.mark.parametrize(
    ("label", "exists", "second_order"),
    [
        ("t", bounded, sp.And(9 * B - 2 * (2 - beta) ** 2 > 0, sp.Ne(3 * B, 2 * (2 - beta) * (1 - beta)))),
        ("s+t", D_S > 0, sp.And(9 * B - 2 * (2 - beta) ** 2 > 0, sp.Ne(3 * B, 2 * (2 - beta) * (1 - beta)))),
        ("C+s+t", D_S > 0, B - 2 * (1 - beta) ** 2 > 0),
    ],
)
def test_a_regime_holds_exactly_where_it_should(label: str, exists: sp.Basic, second_order: sp.Basic) -> None:
    outcome = MODEL.regime(label).outcome
    affordable = (1 + beta) * outcome.choices["x_1"] <= A
    claim = Claim(sp.Equivalent(outcome.condition.condition, sp.And(exists, second_order, affordable)), region)
    verdict = decide(claim)
    assert isinstance(verdict, Proved), verdict
    assert not verdict.vacuous


def test_where_rd_is_taxed_the_first_best_may_exist_and_not_be_an_equilibrium() -> None:
    point = at((10, 9, 1, "4/5", "1/10"))
    assert D_S.subs(point) > 0
    assert not MODEL.regime("s+t").outcome.condition.contains(point)


def test_the_example_lies_in_every_regime() -> None:
    for regime in MODEL.regimes:
        assert regime.outcome.condition.contains(MODEL.example)


# Ties.


def test_with_a_fifth_spilling_over_rivals_rd_is_left_alone() -> None:
    assert value("s", "s+t").subs(beta, FIFTH) == 0
    below, above = (value("s", "s+t").subs(at((10, 8, 1, 3, FIFTH + step))) for step in (-FIFTH / 2, FIFTH / 2))
    assert below < 0 < above


def test_on_the_stated_border_either_subsidy_alone_is_as_good() -> None:
    on_it = {a: 10, A: 8, b: 1, beta: 1, gamma: sp.Rational(64, 9)}
    assert Delta.subs(on_it) > 0
    assert value("W", "t").subs(on_it) == value("W", "s").subs(on_it)
    cheaper, dearer = (on_it | {gamma: level} for level in (4, 10))
    assert value("W", "t").subs(cheaper) < value("W", "s").subs(cheaper)
    assert value("W", "t").subs(dearer) > value("W", "s").subs(dearer)


# The second road.


@every_point
@pytest.mark.parametrize("label", LABELS)
def test_numbers_agree_with_the_closed_forms(point: tuple[object, ...], label: str) -> None:
    regime = MODEL.regime(label)
    assert regime.outcome.condition.contains(at(point))
    found = solve_staged_numeric(regime.game.at(at(point)), regime.cooperation)
    for choice, expected in regime.outcome.choices.items():
        assert found.choices[choice] == pytest.approx(float(expected.subs(at(point))), rel=1e-9)


# Claims.


def test_the_claims_come_out_as_they_are_named() -> None:
    for claim in MODEL.claims:
        assert isinstance(decide(claim), Refuted if claim.name.endswith("as the review states it") else Proved)
