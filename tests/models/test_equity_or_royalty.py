"""Equity or royalty: efforts, royalties and equity in closed form, and what one has over the other."""

import pytest
import sympy as sp

from coopgame.models.equity_or_royalty import (
    BOTH,
    INVENTOR,
    MODEL,
    M,
    a,
    alike,
    best_royalty,
    c,
    e,
    equity_chosen,
    first_best,
    joint_equity,
    joint_royalty,
    k,
    r,
    sigma,
    x,
)
from coopgame.models.staged_model import Regime
from coopgame.solve.staged.backward import staged_outcomes
from coopgame.solve.staged.numeric import solve_staged_numeric
from coopgame.solve.staged.statics import Direction, comparative_statics

SURPLUS = MODEL.quantities[-1]


def surplus(label: str) -> sp.Expr:
    """The joint surplus of a regime, as the solver has it."""
    return MODEL.value(SURPLUS, MODEL.regime(label))


# Published results.


def test_a_fixed_fee_buys_no_effort() -> None:
    assert MODEL.regime("N").outcome.choices[e] == 0
    assert surplus("N") == 0


def test_a_royalty_buys_effort_and_lowers_output() -> None:
    chosen = MODEL.regime("R").outcome.choices
    assert sp.simplify(chosen[x] - (a - c - r) / 2) == 0
    assert sp.simplify(chosen[e] - r * (a - c - r) / (2 * k)) == 0


def test_equity_of_the_same_effort_yields_a_quarter_of_it_times_the_royalty_squared() -> None:
    royalty, equity = (MODEL.regime(label).outcome for label in ("R", "E"))
    assert sp.simplify(equity.choices[e] - royalty.choices[e]) == 0
    assert sp.simplify(equity.choices[x] - M / 2) == 0
    assert sp.simplify(surplus("E") - surplus("R") - royalty.choices[e] * r**2 / 4) == 0
    assert sp.simplify(equity.payoffs[INVENTOR] - royalty.payoffs[INVENTOR]) == 0


@pytest.mark.parametrize(
    ("label", "expected"),
    [("R", joint_royalty), ("E", joint_equity), ("RJ", best_royalty), ("EJ", first_best), ("F", first_best)],
)
def test_the_joint_surplus_of_the_claims_is_the_solvers(label: str, expected: sp.Expr) -> None:
    assert sp.simplify(surplus(label) - expected) == 0


@pytest.mark.parametrize(("label", "part"), [("RJ", 3), ("RL", 4), ("RI", 2)])
def test_who_chooses_the_royalty_decides_how_high_it_is(label: str, part: int) -> None:
    assert sp.simplify(MODEL.regime(label).outcome.choices[r] - (a - c) / part) == 0


def test_the_licensee_gives_half_of_the_profit_and_both_together_all() -> None:
    assert MODEL.regime("EL").outcome.choices[sigma] == sp.Rational(1, 2)
    assert MODEL.regime("EJ").outcome.choices[sigma] == 1


def test_at_the_example_the_regimes_are_as_worked_out_by_hand() -> None:
    # a - c = 6, k = 12, r = 1: x = 5/2, e = 5/24, equity of 5/18 in a profit of 9
    assert alike.subs(MODEL.example) == sp.Rational(5, 18)
    found = [surplus(label).subs(MODEL.example) for label in ("N", "R", "E", "RJ", "EL", "EJ")]
    assert found == list(map(sp.Rational, ("0", "25/16", "155/96", "2", "81/32", "27/8")))


# Edges.


def test_all_of_the_profit_for_the_inventor_is_a_bound_that_is_just_met() -> None:
    found = {outcome.binding: outcome for outcome in staged_outcomes(equity_chosen, {"licence": (BOTH,)})}
    inside, at_bound = MODEL.regime("EJ").outcome, found[(sp.Eq(sigma, 1),)]
    assert inside.choices[sigma] == at_bound.choices[sigma] == 1
    assert sp.simplify(inside.choices[e] - at_bound.choices[e]) == 0


def test_where_effort_is_cheap_success_is_made_certain() -> None:
    found = {outcome.binding: outcome for outcome in staged_outcomes(equity_chosen, {"licence": (BOTH,)})}
    certain = found[(sp.Eq(sigma, 1), sp.Eq(e, 1))]
    assert certain.condition.contains({a: 10, c: 4, k: 8})
    assert not certain.condition.contains({a: 10, c: 4, k: sp.Rational(91, 10)})


def test_no_equity_and_no_effort_is_no_outcome_since_any_equity_brings_effort() -> None:
    found = staged_outcomes(equity_chosen, {"licence": (BOTH,)})
    assert not any(outcome.choices[e] == 0 for outcome in found)


def test_effort_is_a_probability_only_where_it_is_dear_enough() -> None:
    condition = MODEL.regime("F").outcome.condition
    at = dict(MODEL.example)
    assert condition.contains({**at, k: 9})
    assert not condition.contains({**at, k: sp.Rational(89, 10)})


# Two roads.


@pytest.mark.parametrize("regime", MODEL.regimes, ids=lambda regime: regime.name)
def test_numbers_lead_to_the_same_choices(regime: Regime) -> None:
    point = {symbol: value for symbol, value in MODEL.example.items() if symbol in regime.game.symbols}
    numeric = solve_staged_numeric(regime.game.at(point), regime.cooperation)
    assert numeric.regret < 1e-9
    for choice, value in regime.outcome.choices.items():
        assert float(value.subs(point)) == pytest.approx(numeric.choices[choice], abs=1e-9)


def test_effort_rises_with_the_royalty_up_to_half_of_the_margin() -> None:
    moved = comparative_statics(MODEL.regime("R").outcome, of=e, wrt=r)
    assert moved.direction is Direction.AMBIGUOUS
    assert sp.simplify(moved.derivative.subs(r, M / 2)) == 0
