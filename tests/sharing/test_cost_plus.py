"""Cost-plus: cost and margin to one, the rest to the other, and what happens when revenue falls short."""

import pickle
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame import Region, Venture, parameters
from coopgame.errors import RuleError
from coopgame.sharing import cost_plus
from tests.sharing.gainful import assert_divides, gainful_ventures, points

R, c, mu = parameters("R c mu")
PLAYERS = ("enterprise", "university", "government")
REGION = Region(R >= 0, c >= 0, mu >= 0)


def joint(revenue: Any = R, cost: Any = c, region: Region = REGION) -> Venture:
    """Three who do one thing, the university at a cost."""
    costs = {"enterprise": 1, "university": cost, "government": 0}
    return Venture.from_functions(
        lambda profile: revenue, {p: {"work": costs[p]} for p in PLAYERS}, dict.fromkeys(PLAYERS, ("work",)), region
    )


def paid(rule: Any, venture: Venture) -> tuple[sp.Expr, ...]:
    (amounts,) = rule.divide(venture)
    return tuple(amounts)


RULE = cost_plus("university", "enterprise", margin=mu)


# --- published results


@pytest.mark.parametrize(("revenue", "amounts"), [(100, (78, 22, 0)), (22, (0, 22, 0)), (15, (0, 15, 0))])
def test_cost_and_margin_come_first_and_go_no_further_than_the_revenue(revenue: int, amounts: tuple[int, ...]) -> None:
    assert paid(cost_plus("university", "enterprise", margin="1/10"), joint(revenue, 20)) == amounts


def test_a_contractor_whose_costs_are_paid_gains_by_higher_ones() -> None:
    # Scherer, F. M. (1964), The theory of contractual incentives for cost reduction, QJE 78, 257-280.
    venture = joint(region=REGION & ((1 + mu) * c <= R))
    assert sp.expand(venture.under(RULE).payoff("university", ("work",) * 3) - mu * c) == 0


# --- what is written


def test_the_minimum_stands_where_the_region_leaves_it_open_only() -> None:
    assert paid(RULE, joint())[1] == sp.Min(R, (1 + mu) * c)
    assert paid(RULE, joint(region=REGION & (c >= R)))[:2] == (0, R)
    assert paid(RULE, joint(region=REGION & ((1 + mu) * c <= R)))[1] == (1 + mu) * c


def test_the_rule_says_what_it_is_and_is_a_value() -> None:
    assert str(RULE) == ("cost-plus: university gets its cost and mu of it, up to the revenue; enterprise the rest")
    assert pickle.loads(pickle.dumps(RULE)) == RULE
    assert RULE.exact
    assert not cost_plus("a", "b", margin=0.1).exact


# --- properties


@settings(max_examples=15)
@given(gainful_ventures, st.fractions(0, 2), points)
def test_amounts_add_up_to_the_revenue_and_nobody_pays_in(venture: Venture, margin: Any, point: Any) -> None:
    rule = cost_plus("university", "enterprise", margin=margin)
    assert_divides(venture, rule, point)
    assert all(min(amounts) >= 0 for amounts in rule.divide(venture.at(point)))


# --- refusals


@pytest.mark.parametrize(
    ("rule", "venture", "says"),
    [
        (RULE, joint(region=Region(R >= 0, c >= 0)), "the margin is mu, which is .* at mu = -"),
        (
            RULE,
            joint(region=Region(mu >= 0, c >= 0)),
            r"the revenue at \(work, work, work\) is R, which is .* at R = -",
        ),
        (RULE, joint(region=Region(mu >= 0, R >= 0)), r"the cost of university at \(work, .*\) is c, which is .* -"),
        (cost_plus("state", "enterprise"), joint(), "the contractor is 'state'; expected one of"),
        (cost_plus("university", "state"), joint(), "the principal is 'state'; expected one of"),
    ],
)
def test_what_does_not_fit_the_venture_is_refused(rule: Any, venture: Venture, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        venture.under(rule)


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: cost_plus("a", "a"), "'a' is both contractor and principal; expected two players"),
        (lambda: cost_plus("a", "b", margin="some"), "the margin: 'some' is not a number"),
    ],
)
def test_what_is_no_contract_is_refused(build: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        build()
