"""Where what solves first-order conditions is a maximum: against eigenvalues, against deviations, and at bounds."""

from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Rational, sqrt

from coopgame.errors import SolverError
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.backward import solve_staged, staged_outcomes
from coopgame.solve.staged.outcome import Outcome
from coopgame.symbols import Region, parameters

S, gamma, beta, c, k, p = parameters("S gamma beta c k p")
x, y, x1, x2, q1, q2, z, w, e1, e2 = parameters("x y x1 x2 q1 q2 z w e1 e2")
FIRMS = ("firm 1", "firm 2")
LOCAL = "The second-order conditions at stage 'only' are local."


def earned(own: sp.Symbol, other: sp.Symbol, sold: sp.Symbol) -> sp.Expr:
    return (S - q1 - q2 + own + beta * other) * sold - gamma * own**2 / 2


duopoly = StagedGame(
    {"firm 1": earned(x1, x2, q1), "firm 2": earned(x2, x1, q2)},
    (Stage("research", {"firm 1": x1, "firm 2": x2}), Stage("output", {"firm 1": q1, "firm 2": q2})),
    Region(S > 0, gamma > 0, beta >= 0, beta <= 1),
)
# The profit of research once outputs are Cournot's, by hand.
sold = (S + (2 - beta) * x1 + (2 * beta - 1) * x2) / 3
first = sold**2 - gamma * x1**2 / 2
second = first.xreplace({x1: x2, x2: x1})
rivals, cartel = solve_staged(duopoly), solve_staged(duopoly, {"research": (FIRMS,)})


def hessian(expression: sp.Expr, point: dict[sp.Symbol, Any]) -> np.ndarray:
    return np.array(sp.hessian(expression, (x1, x2)).xreplace(point).tolist(), dtype=float)


points = st.tuples(st.fractions("1/4", 5, max_denominator=16), st.fractions(0, 1, max_denominator=16)).map(
    lambda drawn: {S: sp.Integer(2), gamma: Rational(str(drawn[0])), beta: Rational(str(drawn[1]))}
)


# Conditions are tight


@settings(max_examples=40)
@given(points)
def test_rivals_are_at_a_maximum_where_profit_is_concave_in_the_own_research(point: dict[sp.Symbol, Any]) -> None:
    assert rivals.second_order.contains(point) == (hessian(first, point)[0, 0] < 0)


@settings(max_examples=40)
@given(points)
def test_a_cartel_is_at_a_maximum_where_both_eigenvalues_are_negative(point: dict[sp.Symbol, Any]) -> None:
    largest = np.linalg.eigvalsh(hessian(first + second, point)).max()
    assert cartel.condition.contains(point) == bool(largest < 0)


@settings(max_examples=40)
@given(points)
def test_best_responses_contract_where_the_slope_of_research_is_below_one(point: dict[sp.Symbol, Any]) -> None:
    if rivals.condition.contains(point):
        values = hessian(first, point)
        assert rivals.stability.contains(point) == (abs(values[0, 1]) < abs(values[0, 0]))


@settings(max_examples=25)
@given(points, st.fractions(-3, 3, max_denominator=8))
def test_within_the_condition_no_deviation_gains_and_outside_some_does(point: dict[sp.Symbol, Any], step: Any) -> None:
    step = Rational(str(step))
    for outcome, joint in ((rivals, first), (cartel, first + second)):
        if not outcome.existence.contains(point):
            continue
        at = {s: outcome.choices[s].xreplace(point) for s in (x1, x2)}
        here = joint.xreplace(point).xreplace(at)
        moves = [(step, sp.Integer(0))] if joint is first else [(step, sp.Integer(0)), (step, step), (step, -step)]
        gains = [joint.xreplace(point).xreplace({x1: at[x1] + u, x2: at[x2] + v}) - here for u, v in moves]
        if outcome.condition.contains(point):
            assert max(gains) <= 0
        elif step:
            assert max(gains) >= 0


def test_at_the_edge_of_an_asymmetric_condition_a_cartel_gains_by_unequal_research() -> None:
    # gamma = 2 (1 - beta)^2 is the edge: what is beyond it is concave along equal research all the same
    at = {S: sp.Integer(2), beta: sp.Integer(0)}
    for slack, inside in ((Rational(1, 100), True), (-Rational(1, 100), False)):
        point = {**at, gamma: 2 + slack}
        assert cartel.condition.contains(point) == inside
        research = cartel.choices[x1].xreplace(point)
        total = (first + second).xreplace(point)
        gain = total.xreplace({x1: research + 1, x2: research - 1}) - total.xreplace({x1: research, x2: research})
        assert (gain < 0) == inside


def test_a_later_stage_must_be_at_a_maximum_as_well() -> None:
    game = StagedGame(
        {"leader": -((x - 1) ** 2) + y, "follower": x * y - k * y**2 / 2},
        (Stage("lead", {"leader": x}), Stage("follow", {"follower": y})),
        parameters=(k,),
    )
    assert solve_staged(game).second_order == Region(k > 0)


# More than one's own marginal payoff: the slope of the condition is not the second derivative


def crowded(sign: int, *bounds: Any) -> StagedGame:
    """Own marginal payoff -2 own + 3 other - other^2 - c, times a sign; equal choices solve x^2 - x + c = 0."""

    def payoff(own: sp.Symbol, other: sp.Symbol) -> sp.Expr:
        return sign * (-(own**2) + (3 * other - other**2 - c) * own)

    stage = Stage("only", {"A": x1, "B": x2})
    return StagedGame({"A": payoff(x1, x2), "B": payoff(x2, x1)}, stage, Region(c > 0, c < Rational(1, 4), *bounds))


@pytest.mark.parametrize("symmetric", [(), (("A", "B"),)])
def test_both_equilibria_of_symmetric_players_are_found_and_one_best_responds_away_from(symmetric: Any) -> None:
    found = staged_outcomes(crowded(1), symmetric=symmetric)
    at = {c: Rational(3, 16)}
    assert {o.choices[x1].xreplace(at) for o in found if o.condition.contains(at)} == {Rational(1, 4), Rational(3, 4)}
    stable = {o.choices[x1].xreplace(at): o.stability.contains(at) for o in found}
    assert stable == {Rational(1, 4): False, Rational(3, 4): True}  # slopes (3 - 2 x) / 2


@pytest.mark.parametrize("symmetric", [(), (("A", "B"),)])
def test_a_minimum_of_everybody_s_payoff_is_no_outcome_however_the_condition_slopes(symmetric: Any) -> None:
    with pytest.raises(SolverError, match="nowhere in the region is the payoff concave"):
        staged_outcomes(crowded(-1), symmetric=symmetric)


def test_a_condition_with_another_s_choice_put_in_is_not_one_s_own_slope() -> None:
    game = StagedGame(
        {"A": -(x**2) / 2 + x * y, "B": -(y**3) / 3 + c * y + x * y / 10},
        Stage("only", {"A": x, "B": y}),
        Region(c > 0, y >= 0),
    )
    outcome = solve_staged(game)
    at = {c: Rational(9, 10)}
    assert outcome.choices[x].xreplace(at) == outcome.choices[y].xreplace(at) == 1
    assert outcome.further == Region()


# Local conditions are said to be local


def test_a_cubic_payoff_is_at_a_maximum_nearby_only() -> None:
    outcome = solve_staged(StagedGame({"A": c * x - x**3 / 3}, Stage("only", {"A": x}), Region(c > 0)))
    assert outcome.choices[x] == sqrt(c)
    assert LOCAL in outcome.assumptions
    assert any("root with +sqrt(c)" in note for note in outcome.assumptions)


def test_a_quadratic_payoff_is_at_a_maximum_everywhere() -> None:
    outcome = solve_staged(StagedGame({"A": c * x - x**2}, Stage("only", {"A": x}), Region(c > 0)))
    assert outcome.assumptions == ()


def test_a_bound_that_is_a_maximum_nearby_only_is_said_to_be_one() -> None:
    # at x = 2 it does not pay to leave, nor to go to -3; x = 0 would be better still
    payoff = x**4 / 4 - 2 * x**3 / 3 - x**2 / 2 - x
    game = StagedGame({"A": payoff}, Stage("only", {"A": x}), Region(x >= -3, x <= 4))
    found = {o.choices[x]: o for o in staged_outcomes(game)}
    assert all(LOCAL in o.assumptions for o in found.values())


# Bounds


def test_what_is_held_at_a_bound_is_put_into_the_condition_of_the_rest() -> None:
    game = StagedGame(
        {"A": c * y - y**3 / 3 + x * y - x**2 - 10 * x},
        Stage("only", {"A": (x, y)}),
        Region(c > 0, c < 1, x >= 0, y >= 0),
    )
    (found,) = staged_outcomes(game)
    assert (found.choices[x], found.choices[y]) == (0, sqrt(c))
    assert found.binding == (sp.Eq(x, 0),)
    assert found.condition.contains({c: Rational(1, 4)})


def test_a_payoff_that_is_flat_in_some_direction_has_a_maximum_at_its_bounds() -> None:
    game = StagedGame(
        {"A": x * y - x**2 / 2 + y - y**2 / 2},
        Stage("only", {"A": (x, y)}),
        Region(k > 0, x >= 0, x <= k, y >= 0, y <= 1),
    )
    found = staged_outcomes(game)
    assert {(o.choices[x], o.choices[y], o.further) for o in found} == {
        (1, 1, Region(k >= 1)),
        (k, 1, Region(k <= 1)),
    }


def test_of_a_symmetric_group_one_is_judged_for_all_but_not_for_others_at_their_bounds() -> None:
    one, other = crowded(1).payoffs
    game = StagedGame(
        {"A": one, "B": other, "C": -(z**2) - z, "D": w - w**2},
        Stage("only", {"A": x1, "B": x2, "C": z, "D": w}),
        Region(c > 0, c < Rational(1, 4), z >= 0, w >= 0),
    )
    found = staged_outcomes(game, symmetric=(("A", "B"),))
    assert {(o.choices[z], o.choices[w]) for o in found} == {(0, Rational(1, 2))}


def test_what_a_group_is_held_at_is_each_one_s_own_bound() -> None:
    # several lower bounds each: x1 and x2 are held at the same one
    game = crowded(1, x1 >= -1, x2 >= -1, x1 >= c, x2 >= c)
    for outcome in staged_outcomes(game, symmetric=(("A", "B"),)):
        assert outcome.choices[x1] == outcome.choices[x2]


def test_a_payoff_without_a_derivative_at_a_bound_is_not_solved_there() -> None:
    game = StagedGame({"A": -sqrt(x) - x}, Stage("only", {"A": x}), Region(x >= 0))
    with pytest.raises(SolverError, match="the payoff of who chooses x has no derivative at x = 0"):
        staged_outcomes(game)


def test_a_root_at_a_bound_of_a_group_does_not_keep_the_others_from_being_found() -> None:
    game = StagedGame(
        {"A": sqrt(x1 + x2) - x1, "B": sqrt(x1 + x2) - x2}, Stage("only", {"A": x1, "B": x2}), Region(x1 >= 0, x2 >= 0)
    )
    (found,) = staged_outcomes(game, symmetric=(("A", "B"),))
    assert found.choices[x1] == Rational(1, 8)


# Stability


def mixed() -> tuple[Outcome, ...]:
    """One payoff with powers and one without: best responses e1 = e2^2 / 4 and e2 = p e1 + 1."""
    return staged_outcomes(
        StagedGame(
            {"A": sqrt(e1) * e2 - e1, "B": e1 * e2 * p - e2**2 / 2 + e2},
            Stage("only", {"A": e1, "B": e2}),
            Region(p > 0, e1 > 0, e2 > 0),
        )
    )


def test_rows_with_powers_and_rows_without_are_scaled_alike() -> None:
    at = {p: Rational(3, 4)}
    slopes = {o.choices[e2].xreplace(at): o.stability.contains(at) for o in mixed()}
    # e2 = 2 (1 +- sqrt(1 - p)) / p, and the product of the slopes is p e2 / 2
    assert slopes == {sp.Integer(4): False, Rational(4, 3): True}


def test_powers_that_rows_do_not_share_are_left_as_they_are() -> None:
    game = StagedGame(
        {"A": 3 * sqrt(e1) + e1 * e2 / 4 - e1, "B": 2 * sqrt(e2) + e1 * e2 / 4 - e2 - e2**2},
        Stage("only", {"A": e1, "B": e2}),
        Region(e1 > 0, e2 > 0),
    )
    # marginal payoffs 3/(2 sqrt(e1)) + e2/4 - 1 and 1/sqrt(e2) + e1/4 - 1 - 2 e2 have no closed form together
    with pytest.raises(SolverError):
        solve_staged(game)
    linear = StagedGame(
        {"A": 2 * sqrt(e1) - e1, "B": 2 * sqrt(e2) - e2 + e1 * k * e2},
        Stage("only", {"A": e1, "B": e2}),
        Region(k < 1, e1 > 0, e2 > 0),
    )
    assert solve_staged(linear).stability == Region()  # A answers nobody
