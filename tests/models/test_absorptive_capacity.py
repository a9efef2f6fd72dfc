"""Absorptive capacity: the form with a closed solution, and the one without by two numeric roads."""

import pytest
import sympy as sp
from scipy.optimize import brentq

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.errors import SolverError
from coopgame.games.staged import StagedGame
from coopgame.models import rd_cooperation
from coopgame.models.absorptive_capacity import (
    BOTH,
    FIRST,
    MODEL,
    SECOND,
    B,
    D,
    S,
    b,
    beta,
    delta,
    earned,
    first,
    game,
    gamma,
    kappa,
    q_1,
    q_2,
    reaches_1,
    reaches_2,
    region,
    research,
    second,
    x_1,
    x_2,
)
from coopgame.solve.staged.backward import solve_staged
from coopgame.solve.staged.numeric import solve_staged_numeric
from coopgame.symbols import Region

QUANTITIES = {quantity.symbol: quantity for quantity in MODEL.quantities}
every_regime = pytest.mark.parametrize("label", ["N", "C"])

# Learning by x / (1 + x) of own R&D, for S = 2, b = 1, gamma = 3: R&D by the spillover, and what it is without
# absorptive capacity.
SATURATING = {"0": 0.3478260870, "3/10": 0.3605746299, "3/5": 0.3742157550, "9/10": 0.3888440416}
WITHOUT = {"0": 0.3478, "3/10": 0.3012, "3/5": 0.2487, "9/10": 0.1928}
every_spillover = pytest.mark.parametrize("share", SATURATING)


def value(symbol: str, label: str) -> sp.Expr:
    """A quantity in a regime, as the solver has it."""
    return MODEL.value(QUANTITIES[symbol], MODEL.regime(label))


def saturating(share: str) -> StagedGame:
    """The game in which :math:`x / (1 + x)` of what spills over is learnt."""
    learnt = {
        reaches_1: x_1 + sp.Rational(share) * x_1 * x_2 / (1 + x_1),
        reaches_2: x_2 + sp.Rational(share) * x_1 * x_2 / (1 + x_2),
    }
    payoffs = {
        FIRST: (first - reaches_1 * q_1 + learnt[reaches_1] * q_1),
        SECOND: (second - reaches_2 * q_2 + learnt[reaches_2] * q_2),
    }
    at = {S: 2, b: 1, gamma: 3}
    expanded = {player: sp.expand(payoff).subs(at) for player, payoff in payoffs.items()}
    return StagedGame(expanded, game.stages, Region(x_1 >= 0, x_2 >= 0, q_1 >= 0, q_2 >= 0))


# Published results, and our own.


@every_regime
def test_the_closed_forms_of_the_claims_are_the_solvers(label: str) -> None:
    assert sp.simplify(value("x", label) - research[label]) == 0
    assert sp.simplify(value("z", label) - (1 + beta) * research[label]) == 0
    assert sp.simplify(value("Q", label) - 6 * gamma * S / D[label]) == 0
    assert sp.simplify(MODEL.regime(label).outcome.payoffs[FIRST] - value(r"\pi", label)) == 0


def test_the_profit_of_the_claims_is_the_solvers() -> None:
    assert sp.simplify(value(r"\pi", "N") - earned) == 0


@every_regime
def test_without_absorptive_capacity_it_is_the_duopoly_with_spillovers(label: str) -> None:
    size = {S: rd_cooperation.a - rd_cooperation.A, delta: 0}
    duopoly = rd_cooperation.MODEL.regime(label).outcome
    for choice in (x_1, q_1):
        own = MODEL.regime(label).outcome.choices[choice].subs(size)
        assert sp.simplify(own - duopoly.choices[choice]) == 0


@every_spillover
def test_saturating_learning_is_met_by_finding_a_root(share: str) -> None:
    spillover = sp.Rational(share)
    x = sp.Symbol("x", real=True)
    sold = (2 + x + spillover * x**2 / (1 + x)) / 3
    condition = sp.lambdify(x, sp.Rational(2, 3) * sold * (2 - spillover * x * (x - 1) / (1 + x) ** 2) - 3 * x)
    assert brentq(condition, 0, 1, xtol=1e-14) == pytest.approx(SATURATING[share], abs=1e-9)


@every_spillover
def test_saturating_learning_is_met_by_the_numeric_solver(share: str) -> None:
    found = solve_staged_numeric(saturating(share), symmetric=BOTH)
    assert found.converged
    assert found.choices[x_1] == pytest.approx(SATURATING[share], abs=1e-9)


@every_spillover
def test_spillovers_raise_rd_with_saturating_learning_and_lower_it_without(share: str) -> None:
    without = value("x", "N").subs({S: 2, b: 1, gamma: 3, delta: 0, beta: sp.Rational(share)})
    assert float(without) == pytest.approx(WITHOUT[share], abs=5e-5)
    assert SATURATING[share] >= SATURATING["0"] - 1e-9
    assert without <= sp.Rational(8, 23)


def test_saturating_learning_is_met_as_a_root_of_its_polynomial() -> None:
    found = solve_staged(saturating("3/10"), symmetric=BOTH).choices[x_1]
    assert float(found.evalf(15)) == pytest.approx(SATURATING["3/10"], abs=1e-9)


# Conditions and ties.


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("N", 9 * B * (kappa["N"] + beta * delta * (1 - delta)) - 2 * kappa["N"] ** 3 > 0),
        (
            "C",
            B * (1 + beta + 4 * beta * delta * (1 - delta)) - 2 * (1 + beta) * (1 - beta + 2 * beta * delta) ** 2 > 0,
        ),
    ],
)
def test_a_regime_holds_exactly_where_it_is_a_local_maximum(label: str, expected: sp.Basic) -> None:
    everything = sp.And(D[label] > 0, expected)
    verdict = decide(Claim(sp.Equivalent(MODEL.regime(label).outcome.condition.condition, everything), region))
    assert isinstance(verdict, Proved), verdict
    assert not verdict.vacuous


def test_rivals_that_would_lose_money_do_better_without_rd() -> None:
    at = {S: 1, b: 1, gamma: 1, beta: sp.Rational(1, 4), delta: sp.Rational(1, 2)}
    assert "The second-order conditions at stage 'research' are local." in MODEL.regime("N").outcome.assumptions
    assert MODEL.regime("N").outcome.condition.contains(at)
    assert value(r"\pi", "N").subs(at) < 0
    with pytest.raises(SolverError, match=r"enterprise 1 gains 0\.002298 at stage 'research' by x_1 = 0;"):
        solve_staged_numeric(game.at(at), symmetric=BOTH)


def test_at_a_third_spillovers_leave_the_coefficient_of_rivals_alone() -> None:
    assert kappa["N"].subs(delta, sp.Rational(1, 3)) == 2
    tie = {delta: sp.Rational(1, 3), beta: 1}
    assert sp.simplify((value("x", "C") - value("x", "N")).subs(tie)) == 0


# The second road.


@every_regime
@pytest.mark.parametrize("capacity", ["1/4", "1/2", "4/5"])
def test_numbers_agree_with_the_closed_forms(label: str, capacity: str) -> None:
    regime = MODEL.regime(label)
    at = {**MODEL.example, delta: sp.Rational(capacity)}
    found = solve_staged_numeric(game.at(at), regime.cooperation, symmetric=BOTH)
    assert found.converged
    for choice, expected in regime.outcome.choices.items():
        assert found.choices[choice] == pytest.approx(float(expected.subs(at)), rel=1e-9)
