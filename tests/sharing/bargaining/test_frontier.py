"""Bargaining on a frontier: where a falling curve is met."""

from functools import cache
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from coopgame.errors import RuleError
from coopgame.games.bargaining import BargainingProblem
from coopgame.sharing.bargaining import frontier as module
from coopgame.sharing.bargaining.egalitarian import egalitarian
from coopgame.sharing.bargaining.kalai_smorodinsky import kalai_smorodinsky
from coopgame.sharing.bargaining.nash import nash_bargaining
from coopgame.symbols import Region, parameters
from tests.sharing.bargained import curve, frontiers, u

R = sp.Rational
v, d, e, k, alpha = parameters("v d e k alpha")
UNIT = Region(alpha >= 0, alpha <= 1)
SOLUTIONS = (nash_bargaining, kalai_smorodinsky, egalitarian)


PARABOLA = curve(1 - u**2)
GOLDEN = (sp.sqrt(5) - 1) / 2


def equal(first: Any, second: Any) -> bool:
    return bool(sp.expand(first - second) == 0)


# --- published results


def test_the_parabola_is_shared_as_the_textbooks_say() -> None:
    assert nash_bargaining(PARABOLA).utilities == (1 / sp.sqrt(3), R(2, 3))
    for rule in (kalai_smorodinsky, egalitarian):
        assert all(equal(utility, GOLDEN) for utility in rule(PARABOLA).utilities)


def test_weights_move_the_agreement_along_the_parabola() -> None:
    agreement = nash_bargaining(curve(1 - u**2, region=UNIT), weights={"E": alpha, "U": 1 - alpha})
    assert agreement.utilities["E"] == sp.sqrt(alpha / (2 - alpha))
    assert sp.cancel(agreement.utilities["U"] - 2 * (1 - alpha) / (2 - alpha)) == 0
    assert agreement.condition == Region()
    for weight, first in ((0, 0), (R(1, 2), 1 / sp.sqrt(3)), (1, 1)):
        assert agreement.utilities["E"].subs(alpha, weight) == first


# --- the ends, the degrees, the disagreement point


def test_the_end_of_a_frontier_may_be_the_agreement() -> None:
    short = curve(1 - u**2, high="1/4")
    assert nash_bargaining(short).utilities == (R(1, 4), R(15, 16))
    equal_gains = egalitarian(short)
    assert equal_gains.utilities == (R(1, 4), R(1, 4))
    assert equal_gains.notes == ("where a bound or the frontier's end binds, a part of what there is goes to nobody",)
    # The ideal is (1/4, 1): gains as 1 to 4.
    first, second = kalai_smorodinsky(short).utilities
    assert equal(second, 4 * first)
    assert equal(second, 1 - first**2)


def test_where_the_end_is_the_agreement_depends_on_a_parameter_and_the_condition_says_so() -> None:
    agreement = nash_bargaining(curve(1 - u**2, high=k, region=Region(k > 0)))
    assert agreement.utilities["E"] == sp.sqrt(R(1, 3))
    assert agreement.condition.contains({k: R(3, 5)})
    assert not agreement.condition.contains({k: R(1, 2)})


def test_a_straight_frontier_is_a_line() -> None:
    straight = curve(v - k * u, high=v / k, region=Region(v > 0, k > 0))
    assert [sp.cancel(x) for x in nash_bargaining(straight).utilities] == [v / (2 * k), v / 2]
    assert [sp.cancel(x) for x in kalai_smorodinsky(straight).utilities] == [v / (2 * k), v / 2]
    assert [sp.cancel(x - v / (1 + k)) for x in egalitarian(straight).utilities] == [0, 0]


def test_a_power_of_any_degree_has_its_root() -> None:
    agreement = nash_bargaining(curve(1 - u**5, region=UNIT), weights={"E": alpha, "U": 1 - alpha})
    first, second = agreement.utilities
    assert equal(first.subs(alpha, R(1, 2)) ** 5, R(1, 6))
    assert equal(second.subs(alpha, R(1, 2)), R(5, 6))


def test_a_cubic_with_numbers_has_an_algebraic_root_and_so_has_its_ideal() -> None:
    cubic = curve(1 - u - u**3)
    slope = 1 - u - u**3 + u * (-1 - 3 * u**2)
    assert equal(nash_bargaining(cubic).utilities["E"], sp.real_roots(slope, u)[0])
    first, second = (value.evalf(40) for value in kalai_smorodinsky(cubic).utilities)
    ideal = sp.real_roots(1 - u - u**3)[0].evalf(40)
    assert abs(second - first / ideal) < 1e-35
    assert abs(second - (1 - first - first**3)) < 1e-35


def test_a_disagreement_point_on_the_frontier_is_the_agreement() -> None:
    for rule in SOLUTIONS:
        assert rule(curve(1 - u**2, at=("1/2", "3/4"))).utilities == (R(1, 2), R(3, 4))


def test_a_disagreement_point_with_parameters_is_kept_under_the_frontier_by_the_condition() -> None:
    agreement = egalitarian(curve(1 - u**2, at=(d, d)))
    assert all(equal(utility, GOLDEN) for utility in agreement.utilities)
    assert agreement.condition.contains({d: R(1, 2)})
    assert not agreement.condition.contains({d: R(2, 3)})


# --- properties


@settings(max_examples=12)
@given(frontiers())
def test_kalai_smorodinsky_gains_are_as_the_ideal_gains(drawn: Any) -> None:
    problem, _ = drawn
    feasible, (first, second) = problem.feasible, problem.disagreement
    roots = [root for root in sp.real_roots(feasible.other - second, u) if first <= root <= feasible.high]
    most = roots[0] if feasible.value(feasible.high) < second else feasible.high
    one, other = kalai_smorodinsky(problem).gains
    ideal = feasible.value(first) - second
    assert abs(sp.N(one * ideal - other * (most - first), 40)) < 1e-30
    assert abs(sp.N(feasible.value(first + one) - second - other, 40)) < 1e-30


@settings(max_examples=12)
@given(frontiers(), st.integers(1, 5), st.integers(1, 5), st.integers(-3, 3))
def test_nash_and_kalai_smorodinsky_follow_each_player_s_own_unit(drawn: Any, one: int, two: int, gift: int) -> None:
    problem, weights = drawn
    feasible, (first, second) = problem.feasible, problem.disagreement
    other = sp.expand(two * feasible.value((u - gift) / one))
    scaled = BargainingProblem.on_frontier(
        u, other, (gift, one * feasible.high + gift), {"E": one * first + gift, "U": two * second}
    )
    for mine, theirs in (
        (nash_bargaining(problem, weights=weights), nash_bargaining(scaled, weights=weights)),
        (kalai_smorodinsky(problem), kalai_smorodinsky(scaled)),
    ):
        expected = one * mine.utilities["E"] + gift, two * mine.utilities["U"]
        assert all(abs(sp.N(x - y, 40)) < 1e-30 for x, y in zip(theirs.utilities, expected, strict=True))


# --- differential


@settings(max_examples=12)
@given(frontiers())
def test_the_nash_solution_has_the_greatest_weighted_product(drawn: Any) -> None:
    problem, weights = drawn
    feasible, (first, second) = problem.feasible, map(float, problem.disagreement)
    height = sp.lambdify(u, feasible.other)
    power = float(weights["E"])

    def loss(x: float) -> float:
        gains = max(x - first, 0.0), max(height(x) - second, 0.0)
        return -float(gains[0] ** power * gains[1] ** (1 - power))

    grid = [x for x in np.linspace(first, float(feasible.high), 4001) if height(x) >= second]
    found = minimize_scalar(loss, bounds=(first, grid[-1]), method="bounded", options={"xatol": 1e-10})
    agreement = nash_bargaining(problem, weights=weights)
    assert float(agreement.utilities["E"]) == pytest.approx(found.x, abs=1e-3)
    assert loss(float(agreement.utilities["E"])) <= min(found.fun, *map(loss, grid)) + 1e-9
    assert equal(agreement.utilities["U"], feasible.value(agreement.utilities["E"]))


@cache
def in_symbols(rule: Any) -> Any:
    """The agreement under a parabola from any point, with any weights if the rule has some."""
    options = {"weights": {"E": alpha, "U": 1 - alpha}} if rule is nash_bargaining else {}
    return rule(curve(v - k * u**2, at=(d, e), region=ABOVE), **options)


ABOVE = Region(alpha >= 0, alpha <= 1, v > 0, k > 0)


@pytest.mark.parametrize("rule", SOLUTIONS)
@pytest.mark.parametrize(
    "numbers", [(0, 0, 1, 1, "1/2"), ("1/4", "2/3", 2, "3/2", "1/5"), ("1/2", "-1/2", 1, 2, "4/5")]
)
def test_a_formula_at_a_point_is_the_agreement_there(rule: Any, numbers: tuple[Any, ...]) -> None:
    point = dict(zip((d, e, v, k, alpha), map(R, numbers), strict=True))
    formula = in_symbols(rule)
    options = {"weights": {"E": point[alpha], "U": 1 - point[alpha]}} if rule is nash_bargaining else {}
    there = rule(curve((v - k * u**2).subs(point), at=(point[d], point[e])), **options)
    pairs = zip(formula.utilities, there.utilities, strict=True)
    assert formula.condition.contains(point)
    assert all(abs(sp.N(x.subs(point) - y, 40)) < 1e-30 for x, y in pairs)


def test_a_condition_is_written_in_lowest_terms() -> None:
    agreement = nash_bargaining(curve(v - u - k * u**2, region=Region(v > 0, k >= 0)))
    assert str(agreement.condition) == "3*k + 2 >= v and k != 0"


# --- refusals


@pytest.mark.parametrize("rule", SOLUTIONS)
@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (curve(1 - u**2, at=(0, 2)), "the disagreement utility of U, 2, exceeds the 1 on the frontier"),
        (curve(1 - u**2, at=(-1, 0)), "the disagreement utility of E, -1, lies below the frontier's low end, 0"),
        (curve(1 - u**2, at=(2, -9)), "the disagreement utility of E, 2, lies beyond the frontier's end, 1"),
        (curve(1 + u**2), r"the slope of the frontier u\*\*2 \+ 1 is 2\*u, .* expected one that falls"),
        (curve((u - 2) ** 2), "the second derivative of the frontier .* is 2.*; expected a concave one"),
        (curve(1 - u**2, low=1, high=0), "the frontier runs from 1 to 0; expected a low end below the high one"),
        (curve(sp.sqrt(1 - u)), r"the frontier sqrt\(1 - u\) is no polynomial in u; expected a polynomial"),
    ],
)
def test_a_frontier_that_can_not_be_bargained_on_is_refused(rule: Any, problem: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        rule(problem)


@pytest.mark.parametrize("rule", SOLUTIONS)
def test_a_frontier_takes_no_bounds(rule: Any) -> None:
    with pytest.raises(RuleError, match="bounds are given besides a frontier; expected a frontier that ends where"):
        rule(PARABOLA, bounds={"E": 1})


def test_weights_are_proven_to_be_some() -> None:
    with pytest.raises(RuleError, match="the weights add up to 2"):
        nash_bargaining(PARABOLA, weights={"E": 1, "U": 1})
    with pytest.raises(RuleError, match=r"the weight of E is alpha, which is .* at alpha = "):
        nash_bargaining(PARABOLA, weights={"E": alpha, "U": 1 - alpha})


def test_an_equation_without_a_closed_form_is_refused_with_the_parameters_to_set() -> None:
    with pytest.raises(RuleError, match="solves an equation of degree 3 with k in it; expected"):
        nash_bargaining(curve(1 - u - k * u**3, region=Region(k > 0)))


def test_roots_that_can_not_be_told_apart_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ZERO", sp.Integer(0))
    with pytest.raises(RuleError, match="lie too close to tell them apart"):
        kalai_smorodinsky(curve(1 - u - u**3))
