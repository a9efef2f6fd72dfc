"""Cost sharing with a leader: the offer and its bound, who gains, and that nothing is gained from 2/3 on."""

import pytest
import sympy as sp

from coopgame.models.cost_sharing_leader import (
    ENTERPRISE,
    MODEL,
    OFFER,
    UNIVERSITY,
    alone,
    bare,
    e_1,
    e_2,
    first_best,
    gain,
    k_1,
    k_2,
    offer,
    p_1,
    p_2,
    phi,
    s,
    w_1,
    w_2,
)
from coopgame.models.staged_model import Regime
from coopgame.solve.staged.backward import staged_outcomes
from coopgame.solve.staged.numeric import solve_staged_numeric
from coopgame.solve.staged.outcome import Outcome
from coopgame.solve.staged.statics import Direction, comparative_statics
from proofs.agreement import same

WITHOUT, WITH, BEST = MODEL.regimes
SURPLUS = MODEL.quantities[-1]
TWO_THIRDS = sp.Rational(2, 3)
RESOURCES = {p_1: 2, p_2: 3, k_1: 1, k_2: 2}


def outcomes() -> tuple[Outcome, Outcome]:
    """The outcome inside the bound, and the one at it."""
    inside, at_bound = staged_outcomes(OFFER)
    return inside, at_bound


# Published results.


def test_the_offer_is_as_published_and_meets_its_bound_at_two_thirds() -> None:
    inside, at_bound = outcomes()
    assert sp.simplify(inside.choices[phi] - (2 - 3 * s) / (2 - s)) == 0
    assert same(inside.condition, s <= TWO_THIRDS, OFFER.domain)
    assert at_bound.choices[phi] == 0
    assert at_bound.binding == (sp.Eq(phi, 0),)
    assert same(at_bound.condition, s >= TWO_THIRDS, OFFER.domain)


def test_efforts_under_the_offer_are_as_published() -> None:
    chosen = WITH.outcome.choices
    assert sp.simplify(chosen[e_1] - (1 - s) * p_1 / k_1) == 0
    assert sp.simplify(chosen[e_2] - (2 - s) * p_2 / (2 * k_2)) == 0


def test_the_payoffs_and_gains_of_the_claims_are_the_solvers() -> None:
    for player, before, more in zip((ENTERPRISE, UNIVERSITY), alone, gain, strict=True):
        assert sp.simplify(WITHOUT.outcome.payoffs[player] - before) == 0
        assert sp.simplify(WITH.outcome.payoffs[player] - before - more) == 0
    assert sp.simplify(MODEL.value(SURPLUS, BEST) - first_best) == 0


def test_gains_are_as_published() -> None:
    assert sp.simplify(gain[0] - p_2**2 * (2 - 3 * s) ** 2 / (8 * k_2)) == 0
    assert sp.simplify(gain[1] - s * p_2**2 * (2 - 3 * s) / (4 * k_2)) == 0


@pytest.mark.parametrize(("share", "part"), [("3/10", "11/17"), ("1/2", "1/3")])
def test_check_points_are_met_exactly(share: str, part: str) -> None:
    at = {s: sp.Rational(share)}
    assert WITH.outcome.choices[phi].subs(at) == offer.subs(at) == sp.Rational(part)


# Edges.


def test_at_two_thirds_both_outcomes_are_the_one_without_an_offer() -> None:
    inside, at_bound = outcomes()
    for choice in (phi, e_1, e_2):
        assert sp.simplify((inside.choices[choice] - at_bound.choices[choice]).subs(s, TWO_THIRDS)) == 0
    assert [part.subs(s, TWO_THIRDS) for part in gain] == [0, 0]
    assert sp.simplify(at_bound.payoffs[UNIVERSITY] - WITHOUT.outcome.payoffs[UNIVERSITY]) == 0


def test_the_first_best_is_approached_as_the_universitys_share_vanishes() -> None:
    assert sp.simplify(sp.limit(MODEL.value(SURPLUS, WITH), s, 0) - first_best) == 0
    assert sp.simplify(sp.limit(MODEL.value(SURPLUS, WITHOUT), s, 0) - w_1 / 2) == 0
    assert sp.simplify(first_best - w_1 / 2 - w_2 / 2) == 0


# Two roads.


@pytest.mark.parametrize("share", ["1/10", "3/10", "1/2", "2/3", "4/5"])
def test_numbers_lead_to_the_same_offer_on_both_sides_of_the_bound(share: str) -> None:
    point = {**RESOURCES, s: sp.Rational(share)}
    numeric = solve_staged_numeric(OFFER.at(point))
    assert numeric.regret < 1e-9
    inside, at_bound = outcomes()
    closed = inside if inside.condition.contains(point) else at_bound
    for choice, value in closed.choices.items():
        assert float(value.subs(point)) == pytest.approx(numeric.choices[choice], abs=1e-9)


@pytest.mark.parametrize("regime", [WITHOUT, BEST], ids=lambda regime: regime.name)
def test_numbers_lead_to_the_same_efforts(regime: Regime) -> None:
    numeric = solve_staged_numeric(bare.at(MODEL.example), regime.cooperation)
    assert numeric.regret < 1e-9
    for choice, value in regime.outcome.choices.items():
        assert float(value.subs(MODEL.example)) == pytest.approx(numeric.choices[choice], abs=1e-9)


def test_with_the_offer_the_surplus_falls_in_the_universitys_share_and_without_it_turns() -> None:
    under_offer = comparative_statics(WITH.outcome, of=SURPLUS.expression, wrt=s)
    bargained = comparative_statics(WITHOUT.outcome, of=SURPLUS.expression, wrt=s)
    assert under_offer.direction is Direction.DECREASING
    assert bargained.direction is Direction.AMBIGUOUS
    assert sp.simplify(bargained.derivative.subs(s, w_2 / (w_1 + w_2))) == 0
