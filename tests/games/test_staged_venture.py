"""Staged ventures: a joint revenue of continuous choices, divided by the same rules."""

import pickle
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame import (
    PerPlayer,
    Region,
    Stage,
    StagedGame,
    equal_split,
    linear_share,
    parameters,
    proportional_to_cost,
    solve_staged,
)
from coopgame.errors import CoopGameError, ExpressionError, GameError, RegionError, RuleError, SolverError, SymbolError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.games.staged_venture import StagedVenture
from coopgame.models.team_production import (
    ENTERPRISE,
    UNIVERSITY,
    agreed,
    contract,
    cost_1,
    cost_2,
    e_1,
    e_2,
    effort,
    exerted,
    game,
    k_1,
    k_2,
    output,
    p_1,
    p_2,
    region,
    s,
)
from coopgame.sharing import (
    by_value,
    cost_plus,
    fee_and_royalty,
    guaranteed_minimum,
    proportional_to_contribution,
    stepped_share,
    tiered_share,
)
from coopgame.sharing.values.allocation import Allocation

F, T = parameters("F T")
COSTS = {ENTERPRISE: cost_1, UNIVERSITY: cost_2}
TEAM = StagedVenture(output, COSTS, (effort,), region & exerted)
SHARES = linear_share({ENTERPRISE: s, UNIVERSITY: 1 - s})
NUMBERS = {p_1: 2, p_2: 3, k_1: 1, k_2: 2, s: Fraction(1, 4)}


def nothing(game: CoalitionalGame) -> Allocation:
    """A value that gives nobody anything."""
    return Allocation(game, "nothing", PerPlayer(game.players, (sp.Integer(0) for _ in game.players)))


def team(where: Region, parameters: tuple[sp.Symbol, ...] = ()) -> StagedVenture:
    """The team in another region."""
    return StagedVenture(output, COSTS, effort, where, parameters)


# --- published results


def test_a_linear_share_makes_it_the_team_whose_members_exert_too_little() -> None:
    # Holmström (1982): e_i = s_i p_i / k_i, while p_i / k_i would be best.
    shared = TEAM.under(SHARES)
    assert {player: sp.expand(u) for player, u in shared.payoffs.items()} == {
        player: sp.expand(u) for player, u in game.payoffs.items()
    }
    outcome = solve_staged(shared)
    assert sp.simplify(outcome.choices[e_1] - s * p_1 / k_1) == 0
    assert sp.simplify(outcome.choices[e_2] - (1 - s) * p_2 / k_2) == 0


def test_an_equal_split_makes_each_exert_half_of_what_is_best() -> None:
    outcome = solve_staged(team(Region(p_1 > 0, p_2 > 0, k_1 > 0, k_2 > 0) & exerted).under(equal_split()))
    assert sp.simplify(outcome.choices[e_1] - p_1 / (2 * k_1)) == 0


def test_a_licensee_who_pays_a_fee_exerts_what_is_best_and_one_who_pays_a_royalty_less() -> None:
    # Kamien and Tauman (1986): a fee leaves the margin alone.
    alone = StagedVenture(
        p_1 * e_1,
        {ENTERPRISE: cost_1, UNIVERSITY: 0},
        Stage("effort", {ENTERPRISE: (e_1,)}),
        Region(p_1 > 0, k_1 > 0, s >= 0, s < 1, F > 0, e_1 >= 0),
    )
    by_fee = solve_staged(alone.under(fee_and_royalty(UNIVERSITY, ENTERPRISE, fee=F)))
    by_royalty = solve_staged(alone.under(fee_and_royalty(UNIVERSITY, ENTERPRISE, royalty=s)))
    assert sp.simplify(by_fee.choices[e_1] - p_1 / k_1) == 0
    assert sp.simplify(by_royalty.choices[e_1] - (1 - s) * p_1 / k_1) == 0


def test_a_share_may_be_agreed_on_at_an_earlier_stage() -> None:
    staged = StagedVenture(output, COSTS, (contract, effort), region & exerted).under(SHARES)
    assert staged.stages == agreed.stages
    assert all(sp.expand(u - agreed.payoffs[player]) == 0 for player, u in staged.payoffs.items())


# --- what a staged venture is


def test_the_rules_are_those_of_a_venture() -> None:
    shared = team(region & Region(e_1 > 0, e_2 > 0)).under(proportional_to_cost())
    assert sp.simplify(shared.payoffs[ENTERPRISE] - (output * cost_1 / (cost_1 + cost_2) - cost_1)) == 0
    by_effort = team(region & Region(e_1 > 0, e_2 > 0)).under(
        proportional_to_contribution({ENTERPRISE: e_1, UNIVERSITY: e_2})
    )
    assert sp.simplify(by_effort.payoffs[UNIVERSITY] - (output * e_2 / (e_1 + e_2) - cost_2)) == 0


def test_a_venture_says_what_it_has() -> None:
    assert TEAM.players == (ENTERPRISE, UNIVERSITY)
    assert TEAM.choices == (e_1, e_2)
    assert TEAM.symbols == (k_1, k_2, p_1, p_2, s)
    assert TEAM.surplus == output - cost_1 - cost_2
    (account,) = TEAM.accounts()
    assert (account.revenue, account.costs, account.where) == (output, TEAM.costs, "")


def test_staged_ventures_are_values() -> None:
    again = StagedVenture(output, TEAM.costs, effort, region & exerted)
    assert again == TEAM
    assert hash(again) == hash(TEAM)
    assert pickle.loads(pickle.dumps(TEAM)) == TEAM


def test_setting_parameters_leaves_the_others() -> None:
    at = TEAM.at({"p_1": 2, p_2: p_1})
    assert at.revenue == 2 * e_1 + p_1 * e_2
    assert at.symbols == (k_1, k_2, p_1, s)
    assert isinstance(TEAM.at(NUMBERS).under(equal_split()), StagedGame)


@pytest.mark.parametrize(
    ("venture", "exact"),
    [
        (TEAM, True),
        (TEAM.at({s: 0.25}), False),
        (StagedVenture(0.5 * e_1, {"a": 0}, Stage("effort", {"a": e_1})), False),
        (StagedVenture(e_1, {"a": 0.5 * e_1**2}, Stage("effort", {"a": e_1})), False),
    ],
)
def test_a_float_is_remembered(venture: StagedVenture, exact: bool) -> None:
    assert venture.exact is exact
    assert venture.under(equal_split()).exact is exact


def test_a_share_given_as_a_float_is_remembered() -> None:
    assert not TEAM.under(linear_share({ENTERPRISE: 0.5, UNIVERSITY: 0.5})).exact


# --- properties


@settings(max_examples=15)
@given(
    st.sampled_from(
        (
            SHARES,
            equal_split(),
            proportional_to_contribution({ENTERPRISE: k_1, UNIVERSITY: k_2}),
            fee_and_royalty(UNIVERSITY, ENTERPRISE, fee=k_1, royalty=s),
            cost_plus(UNIVERSITY, ENTERPRISE, margin=s),
            guaranteed_minimum(UNIVERSITY, k_1, s, {ENTERPRISE: 1}),
            tiered_share({ENTERPRISE: 1, UNIVERSITY: 0}, (k_1, {ENTERPRISE: s, UNIVERSITY: 1 - s})),
            stepped_share({ENTERPRISE: 1, UNIVERSITY: 0}, (k_1, {ENTERPRISE: s, UNIVERSITY: 1 - s})),
        )
    ),
    st.fractions("1/4", 4),
    st.fractions("1/4", 4),
    st.fractions("1/8", "7/8"),
)
def test_payoffs_add_up_to_the_surplus_at_every_choice(rule: Any, first: Any, second: Any, share: Any) -> None:
    point = {p_1: second, p_2: first, k_1: first, k_2: second, s: share, e_1: second - share / 5, e_2: first * second}
    point = {symbol: sp.Rational(value.numerator, value.denominator) for symbol, value in point.items()}
    payoffs = TEAM.under(rule).payoffs
    assert sum(u.subs(point) for u in payoffs) == TEAM.surplus.subs(point)


@given(st.fractions("1/4", 4), st.fractions("1/8", "7/8"))
def test_dividing_and_setting_parameters_commute(value: Any, part: Any) -> None:
    rule, at = linear_share({ENTERPRISE: part, UNIVERSITY: 1 - part}), {p_1: value, k_2: value + 1}
    before, after = TEAM.at(at).under(rule), TEAM.under(rule).at(at)
    assert all(sp.expand(u - after.payoffs[player]) == 0 for player, u in before.payoffs.items())
    assert (before.stages, before.region, before.parameters) == (after.stages, after.region, after.parameters)


# --- refusals


def test_a_share_that_leaves_the_unit_interval_is_refused_with_the_point() -> None:
    with pytest.raises(RuleError, match=r"the share of enterprise is s, which is .* at s = "):
        team(Region(p_1 > 0, p_2 > 0, k_1 > 0, k_2 > 0) & exerted, (s,)).under(SHARES)


def test_costs_that_may_all_be_zero_give_no_proportion() -> None:
    with pytest.raises(RuleError, match=r"there is revenue, and its total cost is .*, which is 0 at e_1 = 0, e_2 = 0"):
        TEAM.under(proportional_to_cost())


def test_payoffs_with_kinks_are_left_to_numbers() -> None:
    tiers = tiered_share({ENTERPRISE: 1, UNIVERSITY: 0}, (T, {ENTERPRISE: 0, UNIVERSITY: 1}))
    kinked = team(region & exerted & (T > 0)).under(tiers)
    assert kinked.payoffs[ENTERPRISE].has(sp.Min)
    with pytest.raises((SolverError, ExpressionError)):
        solve_staged(kinked)


@pytest.mark.parametrize(
    ("rule", "error", "says"),
    [
        (
            by_value(nothing, {ENTERPRISE: "x", UNIVERSITY: "y"}),
            RuleError,
            "has no strategies by name to take no part with; expected a coopgame.Venture",
        ),
        (
            proportional_to_contribution({ENTERPRISE: {"work": 1}, UNIVERSITY: 1}),
            RuleError,
            "contributions of enterprise are given by strategy, and the venture has none; expected one expression",
        ),
        (fee_and_royalty(UNIVERSITY, ENTERPRISE, fee=F**2), GameError, "F occurs in the payoffs, but nobody chooses"),
        (equal_split, RuleError, "is not a rule of sharing"),
    ],
)
def test_a_rule_that_does_not_fit_is_refused(rule: Any, error: type[CoopGameError], says: str) -> None:
    with pytest.raises(error, match=says):
        TEAM.under(rule)


@pytest.mark.parametrize(
    ("build", "error", "says"),
    [
        (lambda: StagedVenture("much", COSTS, effort), GameError, "the revenue: 'much' is not a number"),
        (lambda: StagedVenture(e_1, {}, effort), GameError, "the costs are {}; expected a mapping"),
        (lambda: StagedVenture(e_1, 5, effort), GameError, "the costs are 5; expected a mapping"),  # type: ignore[arg-type]
        (lambda: StagedVenture(e_1, {"a": None}, effort), GameError, "the cost of a: None of type"),
        (lambda: StagedVenture(e_1, {"": 1}, effort), GameError, "'' can't be one of the players"),
        (lambda: StagedVenture(e_1, {"a": 0}, 5), GameError, "the stages are 5; expected at least one"),  # type: ignore[arg-type]
        (lambda: StagedVenture(e_1, {"a": 0}, ()), GameError, "the stages are .*; expected at least one"),
        (lambda: StagedVenture(e_1, {"a": 0}, effort), GameError, "'enterprise' chooses e_1 at stage 'effort' but has"),
        (lambda: StagedVenture(output, COSTS, effort, 5), RegionError, "5 is not a Region"),  # type: ignore[arg-type]
        (lambda: StagedVenture(output, COSTS, effort, Region(s > 0)), GameError, "k_1 occurs in the payoffs, but"),
        (lambda: TEAM.at({"kappa": 1}), SymbolError, "the venture has no parameter 'kappa'; expected one of k_1"),
        (lambda: TEAM.at({e_1: 1}), SymbolError, "'e_1' is chosen, not set"),
        (lambda: TEAM.at({s: e_1}), SymbolError, "a parameter is set to e_1, which is chosen"),
        (lambda: TEAM.at({s: 2}), RegionError, "s=2 lies outside the region"),
        (lambda: TEAM.at({s: 1, "s": 1}), SymbolError, "s is set twice"),
        (
            lambda: StagedVenture(e_1 / p_1, {"a": 0}, Stage("x", {"a": e_1})).at({p_1: 0}),
            GameError,
            "the revenue, e_1/p_1, is not a number there",
        ),
    ],
)
def test_what_is_no_staged_venture_is_refused(build: Any, error: type[CoopGameError], says: str) -> None:
    with pytest.raises(error, match=says):
        build()
