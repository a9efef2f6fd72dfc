"""Research joint ventures: one coefficient for each regime, check points by two roads, and maxima that are none."""

from functools import cache

import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.errors import GameError, SolverError
from coopgame.games.staged import StagedGame
from coopgame.models.research_joint_venture import (
    ALIKE,
    MODEL,
    a,
    beta,
    c,
    duopoly,
    earned,
    game,
    gamma,
    kappa,
    players,
    reduction,
    region,
    venture,
)
from coopgame.solve.staged.backward import solve_staged
from coopgame.solve.staged.numeric import solve_staged_numeric
from coopgame.solve.staged.outcome import Outcome

QUANTITIES = {quantity.symbol: quantity for quantity in MODEL.quantities}
every_regime = pytest.mark.parametrize("label", ["N", "C", "NJ", "CJ"])
THREE_TENTHS, S = sp.Rational(3, 10), a - c

# Cost reduction and profit of each.
TWO = {a: 10, c: 8, gamma: 3, beta: THREE_TENTHS}
POINTS = {
    "N": ("17/59", "21990/45253"),
    "C": ("13/61", "30/61"),
    "NJ": ("4/25", "312/625"),
    "CJ": ("8/23", "12/23"),
}
# The same of three, and welfare.
THREE = {a: 30, c: 20, gamma: 6, beta: sp.Rational(3, 4)}
POINTS_OF_THREE = {
    "N": ("10/31", "6280/961", "47640/961"),
    "C": ("50/91", "600/91", "423000/8281"),
    "NJ": ("10/47", "14300/2209", "107700/2209"),
    "CJ": ("2/3", "20/3", "52"),
}


def value(symbol: str, label: str) -> sp.Expr:
    """A quantity of two enterprises in a regime, as the solver has it."""
    return MODEL.value(QUANTITIES[symbol], MODEL.regime(label))


def played(n: int, label: str) -> StagedGame:
    """The game of a regime."""
    return game(n, sp.Integer(1)) if label.endswith("J") else game(n)


@cache
def solved(n: int, label: str) -> Outcome:
    """The outcome for any number of enterprises."""
    joint = {"research": (players(n),)} if label.startswith("C") else {}
    return solve_staged(played(n, label), joint, symmetric=(players(n),))


def coefficient(n: int, label: str) -> sp.Expr:
    """The published coefficient of a regime."""
    return {"N": n - (n - 1) * beta, "C": 1 + (n - 1) * beta, "NJ": sp.Integer(1), "CJ": sp.Integer(n)}[label]


# Published results.


@every_regime
def test_the_closed_forms_of_the_claims_are_the_solvers(label: str) -> None:
    assert kappa[label] == coefficient(2, label)
    assert sp.simplify(value("y", label) - reduction[label]) == 0
    assert sp.simplify(value(r"\pi", label) - earned[label]) == 0
    assert sp.simplify(value("X", label) - gamma * reduction[label] ** 2 / 2) == 0
    assert sp.simplify(MODEL.regime(label).outcome.payoffs[0] - earned[label]) == 0


@pytest.mark.parametrize("label", ["C", "CJ"])
def test_joint_budgets_earn_what_was_published(label: str) -> None:
    assert sp.simplify(value(r"\pi", label) - gamma * S**2 / (9 * gamma - 2 * kappa[label])) == 0


@pytest.mark.parametrize(("n", "label"), [(3, "N"), (3, "C"), (3, "CJ"), (4, "NJ"), (6, "N")])
def test_one_coefficient_gives_every_regime_for_any_number(n: int, label: str) -> None:
    k, choices = coefficient(n, label), solved(n, label).choices
    level = 2 * k * S / (gamma * (n + 1) ** 2 - 2 * k)
    reaching = sp.Integer(n) if label.endswith("J") else 1 + (n - 1) * beta
    assert sp.simplify(choices["x_1"] - gamma * level**2 / (2 * reaching)) == 0
    assert sp.simplify(choices["q_1"] - (S + level) / (n + 1)) == 0
    assert len({choices[f"x_{i + 1}"] for i in range(n)}) == 1


@every_regime
def test_check_points_of_two_are_met_exactly(label: str) -> None:
    assert [value(symbol, label).subs(TWO) for symbol in ("y", r"\pi")] == list(map(sp.Rational, POINTS[label]))


@every_regime
def test_check_points_of_three_are_met_exactly(label: str) -> None:
    outcome = solved(3, label)
    spent, sold = outcome.choices["x_1"], outcome.choices["q_1"]
    welfare = 9 * sold**2 / 2 + 3 * outcome.payoffs[0]
    found = [value.subs(THREE) for value in (4 * sold - S, outcome.payoffs[0], welfare)]
    assert found == list(map(sp.Rational, POINTS_OF_THREE[label]))
    assert sp.simplify(outcome.payoffs[0] - sold**2 + spent) == 0


def test_regimes_coincide_without_spillovers_and_with_full_ones() -> None:
    for symbol in ("y", "Q"):
        assert sp.simplify((value(symbol, "N") - value(symbol, "CJ")).subs(beta, 0)) == 0
        assert sp.simplify((value(symbol, "N") - value(symbol, "NJ")).subs(beta, 1)) == 0
        assert sp.simplify((value(symbol, "C") - value(symbol, "CJ")).subs(beta, 1)) == 0
        assert sp.simplify((value(symbol, "N") - value(symbol, "C")).subs(beta, sp.Rational(1, 2))) == 0


def test_sharing_results_may_earn_more_than_rivalry_or_less() -> None:
    gain = value(r"\pi", "NJ") - value(r"\pi", "N")
    at = {a: 2, c: 1, gamma: 2}
    assert gain.subs({**at, beta: sp.Rational(1, 2)}) < 0 < gain.subs({**at, beta: 0})


# Conditions.


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("N", (9 * gamma * (2 - beta**2) - 2 * (2 - beta) ** 3 > 0,)),
        ("C", (gamma > 2 * (1 + beta), sp.Ne(beta, 1))),
        ("NJ", (9 * gamma > 2,)),
        ("CJ", (9 * gamma > 4,)),
    ],
)
def test_a_regime_holds_exactly_where_it_should(label: str, expected: tuple[sp.Basic, ...]) -> None:
    everything = sp.And(*expected, 9 * gamma - 2 * kappa[label] > 0, reduction[label] <= c)
    verdict = decide(Claim(sp.Equivalent(MODEL.regime(label).outcome.condition.condition, everything), region))
    assert isinstance(verdict, Proved), verdict
    assert not verdict.vacuous


def test_three_in_a_cartel_need_twice_their_coefficient() -> None:
    verdict = decide(Claim(gamma > 2 * (1 + 2 * beta), solved(3, "C").condition))
    assert isinstance(verdict, Proved)
    assert not verdict.vacuous


def test_a_cartel_with_cheap_rd_lets_one_do_it_all() -> None:
    at = {a: 20, c: 10, gamma: sp.Rational(3, 2), beta: sp.Rational(1, 4)}
    assert not MODEL.regime("C").outcome.condition.contains(at)
    assert 2 * value(r"\pi", "C").subs(at) == sp.Rational(300, 11)
    levels = (sp.Rational(10, 3), sp.Rational(5, 3))  # all spending by one: the other is reached by a quarter of it
    sold = [(10 + 2 * own - other) / 3 for own, other in (levels, levels[::-1])]
    assert sold[0] ** 2 + sold[1] ** 2 - sp.Rational(3, 4) * levels[0] ** 2 == sp.Rational(250, 9)
    with pytest.raises(SolverError, match=r"\{enterprise 1, enterprise 2\} gains 0\.505"):
        solve_staged_numeric(duopoly.at(at), {"research": ALIKE}, symmetric=ALIKE)


def test_a_rival_may_gain_by_less_rd_though_its_second_order_condition_holds() -> None:
    at = {a: 10, c: 8, gamma: sp.Rational(7, 16), beta: sp.Rational(1, 2)}
    outcome = MODEL.regime("N").outcome
    assert outcome.condition.contains(at)
    assert "The second-order conditions at stage 'research' are local." in outcome.assumptions
    with pytest.raises(SolverError, match="enterprise 1 gains"):
        solve_staged_numeric(duopoly.at(at), symmetric=ALIKE)


def test_a_joint_venture_settles_only_the_sum_of_budgets() -> None:
    sold = solve_staged(StagedGame(venture.payoffs, venture.stages[1:], region, venture.choices[:2]))
    x_1, x_2 = venture.choices[:2]
    effect = sp.diff(sold.payoffs[0], x_1).subs({a: 10, c: 8, gamma: 3})
    total = 2 * MODEL.regime("NJ").outcome.choices[x_1].subs({a: 10, c: 8, gamma: 3})
    for part in (0, sp.Rational(1, 3), 1):
        assert sp.simplify(effect.subs({x_1: part * total, x_2: (1 - part) * total})) == 0
    with pytest.raises(SolverError):
        solve_staged(venture)


# The second road.


@every_regime
@pytest.mark.parametrize(("n", "point"), [(2, TWO), (3, THREE)], ids=["two", "three"])
def test_numbers_agree_with_the_closed_forms(n: int, point: dict[sp.Symbol, sp.Expr], label: str) -> None:
    joint = {"research": (players(n),)} if label.startswith("C") else {}
    at = {s: v for s, v in point.items() if s in played(n, label).symbols}
    found = solve_staged_numeric(played(n, label).at(at), joint, symmetric=(players(n),))
    k = coefficient(n, label)
    level = (2 * k * S / (gamma * (n + 1) ** 2 - 2 * k)).subs(point)
    assert found.choices["q_1"] == pytest.approx(float((S.subs(point) + level) / (n + 1)), rel=1e-9)
    earning = (POINTS if n == 2 else POINTS_OF_THREE)[label][1]
    assert found.payoffs[0] == pytest.approx(float(sp.Rational(earning)), rel=1e-9)


# Refusals.


def test_one_enterprise_alone_is_refused() -> None:
    with pytest.raises(GameError, match=r"^1 enterprises have nobody to cooperate with; expected at least two$"):
        game(1)
