"""An open standard and open patents: fulfilled expectations, and openness at its bounds."""

import pytest
import sympy as sp

from coopgame.errors import SolverError
from coopgame.models.open_standard import (
    INCUMBENT,
    MODEL,
    OPENNESS,
    RIVAL,
    Q_e,
    S,
    each,
    epsilon,
    eta,
    kept,
    monopolist,
    mu,
    n,
    network,
    opened,
    phi,
    q_1,
    q_2,
    q_e,
)
from coopgame.models.staged_model import Regime
from coopgame.solve.staged.backward import solve_staged, staged_outcomes
from coopgame.solve.staged.numeric import solve_staged_numeric
from coopgame.solve.staged.outcome import Outcome
from coopgame.solve.staged.statics import Direction, comparative_statics
from coopgame.symbols import Region
from proofs.agreement import same

ALONE, JOINED, KEPT, OPENED = MODEL.regimes
PROFIT = MODEL.quantities[0]


def ends() -> tuple[Outcome, Outcome]:
    """The outcome with closed patents, and the one with open patents."""
    found = {outcome.choices[phi]: outcome for outcome in staged_outcomes(OPENNESS)}
    assert set(found) == {0, 1}
    return found[sp.Integer(0)], found[sp.Integer(1)]


# Published results.


def test_each_sells_what_the_published_form_says() -> None:
    assert sp.simplify(JOINED.outcome.choices[q_1] - S / (n + 1 - n * mu)) == 0
    assert sp.simplify(MODEL.value(PROFIT, JOINED) - each**2) == 0
    assert sp.simplify(MODEL.value(PROFIT, ALONE) - monopolist**2) == 0


def test_expectations_are_fulfilled() -> None:
    chosen = JOINED.outcome.choices
    assert sp.simplify(chosen[Q_e] - n * chosen[q_1]) == 0
    assert sp.simplify(chosen[q_e] - chosen[q_1]) == 0
    assert JOINED.outcome.payoffs["market"] == 0


def test_one_alone_is_the_open_standard_of_one() -> None:
    assert sp.simplify(JOINED.outcome.choices[q_1].subs(n, 1) - ALONE.outcome.choices[q_1]) == 0


def test_openness_is_all_or_nothing() -> None:
    closed, wide = ends()
    assert same(closed.condition, epsilon >= eta, OPENNESS.domain)
    assert same(wide.condition, epsilon <= eta, OPENNESS.domain)
    assert sp.simplify(closed.payoffs[INCUMBENT] - kept**2) == 0
    assert sp.simplify(wide.payoffs[INCUMBENT] - opened**2) == 0
    with pytest.raises(SolverError, match="no interior solution"):
        solve_staged(OPENNESS)


def test_the_regimes_of_patents_are_the_ends_of_openness() -> None:
    for regime, end in zip((KEPT, OPENED), ends(), strict=True):
        for choice in (q_1, q_2):
            assert sp.simplify(regime.outcome.choices[choice] - end.choices[choice]) == 0
        assert sp.simplify(regime.outcome.payoffs[RIVAL] - end.payoffs[RIVAL]) == 0


# Edges.


def test_at_equal_leakage_and_expansion_the_incumbent_does_not_care() -> None:
    closed, wide = ends()
    assert sp.simplify((closed.payoffs[INCUMBENT] - wide.payoffs[INCUMBENT]).subs(eta, epsilon)) == 0
    point = {S: 10, epsilon: 2, eta: 2}
    assert all(end.condition.contains(point) for end in (closed, wide))


def test_at_a_network_effect_of_one_the_number_of_others_does_not_matter() -> None:
    assert sp.simplify(MODEL.value(PROFIT, JOINED).subs(mu, 1) - S**2) == 0
    assert sp.simplify(MODEL.value(PROFIT, ALONE).subs(mu, 1) - S**2) == 0


def test_a_network_effect_that_the_market_does_not_bear_is_excluded() -> None:
    condition = JOINED.outcome.condition
    assert same(condition, network.condition, Region())
    assert not condition.contains({S: 1, mu: sp.Rational(4, 3), n: 3})


# Two roads.


@pytest.mark.parametrize("regime", MODEL.regimes, ids=lambda regime: regime.name)
def test_numbers_lead_to_the_same_choices(regime: Regime) -> None:
    point = {symbol: value for symbol, value in MODEL.example.items() if symbol in regime.game.symbols}
    numeric = solve_staged_numeric(regime.game.at(point), regime.cooperation)
    assert numeric.regret < 1e-9
    for choice, value in regime.outcome.choices.items():
        assert float(value.subs(point)) == pytest.approx(numeric.choices[choice], abs=1e-9)


@pytest.mark.parametrize(("expansion", "openness"), [(1, 0), (3, 1)])
def test_numbers_lead_to_the_same_end_of_openness(expansion: int, openness: int) -> None:
    numeric = solve_staged_numeric(OPENNESS.at({S: 10, epsilon: 2, eta: expansion}))
    assert numeric.regret < 1e-9
    assert numeric.choices[phi] == openness


def test_the_incumbents_profit_turns_with_entry_at_a_network_effect_of_one() -> None:
    entry = comparative_statics(JOINED.outcome, of=PROFIT.expression, wrt=n)
    assert entry.direction is Direction.AMBIGUOUS
    assert sp.simplify(entry.derivative.subs(mu, 1)) == 0
    beyond = comparative_statics(JOINED.outcome, of=PROFIT.expression, wrt=n, within=Region(mu > 1))
    assert beyond.direction is Direction.INCREASING
