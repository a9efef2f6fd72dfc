"""Cooperation in R&D with spillovers: published closed forms, check points by two roads, conditions, ties."""

import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted
from coopgame.claims.decide import decide
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.rd_cooperation import (
    BOTH,
    FIRST,
    MODEL,
    SECOND,
    A,
    B,
    D,
    S,
    a,
    b,
    beta,
    consumers,
    first,
    game,
    gamma,
    output,
    planned,
    profit,
    q_1,
    q_2,
    region,
    research,
    second,
    x_1,
    x_2,
)
from coopgame.solve.staged.backward import solve_staged
from coopgame.solve.staged.numeric import solve_staged_numeric
from coopgame.symbols import Region

HALF = sp.Rational(1, 2)
QUANTITIES = {quantity.symbol: quantity for quantity in MODEL.quantities}
every_regime = pytest.mark.parametrize("label", ["N", "C", "M", "S"])

# (a, A, b, gamma, beta): x, Q, profit of each, welfare.
POINTS: dict[tuple[object, ...], dict[str, tuple[str, ...]]] = {
    (10, 8, 1, 3, "3/10"): {
        "N": ("340/1129", "1800/1129", "636600/1274641", "2893200/1274641"),
        "C": ("260/1181", "1800/1181", "600/1181", "3037200/1394761"),
        "M": ("260/1031", "1200/1031", "600/1031", "1957200/1062961"),
        "S": ("260/431", "1200/431", "-101400/185761", "1200/431"),
    },
    (20, 15, 2, 2, "4/5"): {
        "N": ("25/66", "125/66", "14375/8712", "2500/363"),
        "C": ("25/41", "250/123", "625/369", "113750/15129"),
        "M": ("225/319", "500/319", "625/319", "648750/101761"),
        "S": ("225/119", "500/119", "-50625/14161", "1250/119"),
    },
    (100, 80, 1, 4, "1/2"): {
        "N": ("40/21", "320/21", "3200/63", "32000/147"),
        "C": ("40/21", "320/21", "3200/63", "32000/147"),
        "M": ("24/11", "640/55", "640/11", "22272/121"),
        "S": ("120/23", "640/23", "-28800/529", "6400/23"),
    },
}


def value(symbol: str, label: str) -> sp.Expr:
    """A quantity in a regime, as the solver has it."""
    return MODEL.value(QUANTITIES[symbol], MODEL.regime(label))


def at(point: tuple[object, ...]) -> dict[sp.Symbol, sp.Expr]:
    """A check point."""
    return dict(zip((a, A, b, gamma, beta), map(sp.sympify, point), strict=True))


# Published results.


@every_regime
def test_the_closed_forms_of_the_claims_are_the_solvers(label: str) -> None:
    assert sp.simplify(value("x", label) - research[label]) == 0
    assert sp.simplify(value("Q", label) - output[label]) == 0
    assert sp.simplify(value("X", label) - (1 + beta) * research[label]) == 0


@pytest.mark.parametrize(
    ("symbol", "label", "expected"),
    [
        (r"\pi", "N", profit["N"]),
        (r"\pi", "N", gamma * S**2 * (9 * B - 2 * (2 - beta) ** 2) / D["N"] ** 2),
        (r"\pi", "C", profit["C"]),
        (r"\pi", "C", gamma * S**2 / D["C"]),
        (r"\pi", "M", gamma * S**2 / D["M"] / 2),
        ("W", "N", b * output["N"] ** 2 - gamma * research["N"] ** 2),
        ("W", "C", b * output["C"] ** 2 - gamma * research["C"] ** 2),
        ("W", "S", gamma * S**2 / D["S"]),
    ],
)
def test_profit_and_welfare_are_as_published(symbol: str, label: str, expected: sp.Expr) -> None:
    assert sp.simplify(value(symbol, label) - expected) == 0


@pytest.mark.parametrize("point", POINTS, ids=str)
@every_regime
def test_check_points_are_met_exactly(point: tuple[object, ...], label: str) -> None:
    found = [value(symbol, label).subs(at(point)) for symbol in ("x", "Q", r"\pi", "W")]
    assert found == [sp.Rational(number) for number in POINTS[point][label]]


def test_market_output_is_as_published() -> None:
    played = StagedGame(game.payoffs, (game.stages[1],), region & Region(q_1 > 0, q_2 > 0), (x_1, x_2))
    expected = (S + (2 - beta) * x_1 + (2 * beta - 1) * x_2) / (3 * b)
    assert sp.simplify(solve_staged(played).choices[q_1] - expected) == 0


def test_a_planner_free_to_treat_them_differently_lets_one_sell_everything() -> None:
    one_sells = (first + second + consumers).subs(q_2, 0)
    planner = StagedGame({"planner": one_sells}, (Stage("all", {"planner": (x_1, x_2, q_1)}),), region)
    outcome = solve_staged(planner)
    assert sp.simplify(outcome.choices[x_1] - S / (B - 1 - beta**2)) == 0
    assert sp.simplify(outcome.choices[x_2] - beta * outcome.choices[x_1]) == 0
    welfare = outcome.payoffs["planner"]
    assert sp.simplify(welfare - gamma * S**2 / (2 * (B - 1 - beta**2))) == 0
    point = at((10, 8, 1, 3, "3/10"))
    assert welfare.subs(point) == sp.Rational(600, 191) > value("W", "S").subs(point)
    assert isinstance(decide(Claim(welfare > value("W", "S"), outcome.condition & (beta < 1))), Proved)


def test_a_cartel_free_to_treat_them_differently_lets_one_sell_everything() -> None:
    cartel = StagedGame({"cartel": (first + second).subs(q_2, 0)}, (Stage("all", {"cartel": (x_1, x_2, q_1)}),), region)
    earned = solve_staged(cartel).payoffs["cartel"]
    assert sp.simplify(earned - gamma * S**2 / (2 * (2 * B - 1 - beta**2))) == 0


# Conditions.


EXPECTED = {
    "N": (D["N"] > 0, 9 * B - 2 * (2 - beta) ** 2 > 0, sp.Ne(3 * B, 2 * (2 - beta) * (1 - beta))),
    "C": (D["C"] > 0, B - 2 * (1 - beta) ** 2 > 0),
    "M": (D["M"] > 0,),
    "S": (D["S"] > 0,),
}


@every_regime
def test_a_regime_holds_exactly_where_it_should(label: str) -> None:
    expected = sp.And(*EXPECTED[label], (1 + beta) * research[label] <= A)
    verdict = decide(Claim(sp.Equivalent(MODEL.regime(label).outcome.condition.condition, expected), region))
    assert isinstance(verdict, Proved), verdict
    assert not verdict.vacuous


def test_an_unequal_cartel_does_better_where_only_its_second_order_condition_fails() -> None:
    point = at((10, 8, 1, 1, 0))
    assert D["C"].subs(point) > 0
    assert not MODEL.regime("C").outcome.condition.contains(point)
    joint = (first + second).subs(point)
    in_market = {q_1: (2 + 2 * x_1 - x_2) / 3, q_2: (2 + 2 * x_2 - x_1) / 3}
    earned = joint.subs(in_market, simultaneous=True)
    equal = dict.fromkeys((x_1, x_2), research["C"].subs(point))
    assert earned.subs({x_1: 1, x_2: 0}) > earned.subs(equal) == 2 * profit["C"].subs(point)


def test_rivals_best_responses_converge_where_the_slope_is_below_one() -> None:
    outcome = MODEL.regime("N").outcome
    slope = 2 * (2 - beta) * (2 * beta - 1) / (9 * B - 2 * (2 - beta) ** 2)
    claim = Claim(sp.Equivalent(outcome.stability.condition, slope**2 < 1), outcome.condition)
    assert isinstance(decide(claim), Proved)
    assert isinstance(decide(Claim(outcome.stability.condition, outcome.condition & (beta >= HALF))), Proved)
    assert isinstance(decide(Claim(outcome.stability.condition, outcome.condition & (beta < HALF))), Refuted)


def test_symmetry_is_named_where_only_total_output_matters() -> None:
    for label, named in (("N", False), ("C", False), ("M", True), ("S", True)):
        said = " ".join(MODEL.regime(label).outcome.assumptions)
        assert ("q_1 = q_2 is assumed" in said) is named


# Ties.


def test_at_one_half_rivals_and_cartel_do_the_same() -> None:
    for symbol in QUANTITIES:
        assert sp.simplify((value(symbol, "N") - value(symbol, "C")).subs(beta, HALF)) == 0


def test_at_seven_seventeenths_full_cooperation_does_the_rd_of_rivals() -> None:
    difference = value("x", "M") - value("x", "N")
    assert sp.simplify(difference.subs(beta, sp.Rational(7, 17))) == 0
    assert sp.simplify(difference * D["M"] * D["N"] - S * B * (17 * beta - 7)) == 0


def test_the_published_ranking_of_output_fails_at_three_quarters() -> None:
    point = at((2, 1, 1, "25/16", "3/4"))
    assert D["S"].subs(point) > 0
    assert value("Q", "N").subs(point) < value("Q", "M").subs(point)
    on_the_border = at((2, 1, 1, sp.Rational(77, 48), "3/4"))
    assert value("Q", "N").subs(on_the_border) == value("Q", "M").subs(on_the_border)


# The second road.


@pytest.mark.parametrize("point", POINTS, ids=str)
@every_regime
def test_numbers_agree_with_the_closed_forms(point: tuple[object, ...], label: str) -> None:
    regime = MODEL.regime(label)
    found = solve_staged_numeric(regime.game.at(at(point)), regime.cooperation, symmetric=regime.symmetric)
    for choice, expected in regime.outcome.choices.items():
        assert found.choices[choice] == pytest.approx(float(expected.subs(at(point))), rel=1e-9)


def test_cooperation_of_nobody_is_rivalry_and_of_all_the_joint_optimum() -> None:
    alone = solve_staged(game, {"research": ((FIRST,), (SECOND,))})
    assert alone.choices == MODEL.regime("N").outcome.choices
    together = solve_staged(planned, {"research": BOTH, "output": BOTH}, symmetric=BOTH)
    assert sp.simplify(together.payoffs[FIRST] + together.payoffs[SECOND] - value("W", "S")) == 0
