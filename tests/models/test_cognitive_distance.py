"""Cognitive distance: the best one, how it moves, and where the review's monotone statement holds."""

import pytest
import sympy as sp

from coopgame.models.cognitive_distance import A_0, MODEL, a, b, best, chosen, d, e_1, k, learned, learning, n_0, peak
from coopgame.models.staged_model import Regime
from coopgame.solve.staged.numeric import solve_staged_numeric
from coopgame.solve.staged.statics import Direction, comparative_statics
from coopgame.symbols import Region

GIVEN, CHOSEN, JOINT, EVERYTHING = MODEL.regimes
LEARNING, SURPLUS = MODEL.quantities[-2:]


# Published results.


@pytest.mark.parametrize("regime", [CHOSEN, EVERYTHING], ids=lambda regime: regime.name)
def test_partners_choose_the_distance_at_which_most_is_learned(regime: Regime) -> None:
    assert sp.simplify(regime.outcome.choices[d] - (A_0 * b - a * n_0) / (2 * a * b)) == 0
    assert sp.simplify(regime.outcome.choices[d] - best) == 0
    assert sp.simplify(MODEL.value(LEARNING, regime) - (A_0 * b + a * n_0) ** 2 / (4 * a * b)) == 0


def test_the_closed_forms_of_the_claims_are_the_solvers() -> None:
    assert sp.simplify(GIVEN.outcome.choices[e_1] - learned) == 0
    assert sp.simplify(learning.subs(d, best) - peak) == 0


def test_whoever_decides_jointly_puts_in_twice_the_effort() -> None:
    for alone, together in ((GIVEN, JOINT), (CHOSEN, EVERYTHING)):
        assert sp.simplify(together.outcome.choices[e_1] - 2 * alone.outcome.choices[e_1]) == 0
        assert sp.simplify(MODEL.value(SURPLUS, together) / MODEL.value(SURPLUS, alone)) == sp.Rational(4, 3)


@pytest.mark.parametrize(
    ("parameter", "direction"),
    [
        (A_0, Direction.INCREASING),
        (b, Direction.INCREASING),
        (a, Direction.DECREASING),
        (n_0, Direction.DECREASING),
        (k, Direction.CONSTANT),
    ],
    ids=str,
)
def test_the_best_distance_moves_one_way_with_each_parameter(parameter: sp.Symbol, direction: Direction) -> None:
    assert comparative_statics(CHOSEN.outcome, of=d, wrt=parameter).direction is direction


def test_absorptive_capacity_moves_it_by_a_half_over_its_decay() -> None:
    assert sp.simplify(comparative_statics(CHOSEN.outcome, of=d, wrt=A_0).derivative - 1 / (2 * a)) == 0


def test_the_reviews_statement_holds_up_to_the_best_distance_and_is_reversed_beyond() -> None:
    moved = comparative_statics(GIVEN.outcome, of=e_1, wrt=d)
    assert moved.direction is Direction.AMBIGUOUS
    assert sp.simplify(moved.derivative.subs(d, best)) == 0
    for side, direction in ((d < best, Direction.INCREASING), (d > best, Direction.DECREASING)):
        assert comparative_statics(GIVEN.outcome, of=e_1, wrt=d, within=Region(side)).direction is direction


# Edges.


def test_with_little_capacity_no_distance_is_best_and_learning_falls_from_the_start() -> None:
    condition = CHOSEN.outcome.condition
    point = {A_0: 1, a: 1, n_0: 1, b: 1, k: 1}
    assert condition.contains(point), "at A_0 b = a n_0 the best distance is none"
    assert CHOSEN.outcome.choices[d].subs(point) == 0
    assert not condition.contains({**point, n_0: 2})
    near = comparative_statics(GIVEN.outcome, of=e_1, wrt=d, within=Region(A_0 * b <= a * n_0))
    assert near.direction is Direction.DECREASING


# Two roads.


@pytest.mark.parametrize("regime", MODEL.regimes, ids=lambda regime: regime.name)
def test_numbers_lead_to_the_same_choices(regime: Regime) -> None:
    point = {symbol: value for symbol, value in MODEL.example.items() if symbol in regime.game.symbols}
    numeric = solve_staged_numeric(regime.game.at(point), regime.cooperation)
    assert numeric.regret < 1e-9
    for choice, value in regime.outcome.choices.items():
        assert float(value.subs(point)) == pytest.approx(numeric.choices[choice], abs=1e-9)


def test_numbers_lead_to_no_distance_where_capacity_is_little() -> None:
    numeric = solve_staged_numeric(
        chosen.at({A_0: 1, a: 1, n_0: 2, b: 1, k: 1}), {"distance": (("enterprise", "university"),)}
    )
    assert numeric.choices[d] == 0
