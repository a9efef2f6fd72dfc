"""A guaranteed minimum plus a share: what it pays, how far it goes, and what is refused."""

import pickle
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame import Region, Venture, parameters
from coopgame.errors import RuleError
from coopgame.sharing import guaranteed_minimum
from tests.sharing.gainful import assert_divides, gainful_ventures, points

R, g, theta = parameters("R g theta")
PLAYERS = ("enterprise", "university", "government")
REGION = Region(R >= 0, g >= 0, theta >= 0, theta <= 1)
HALVES = {"enterprise": "1/2", "government": "1/2"}


def received(revenue: Any, rule: Any, region: Region = REGION) -> tuple[sp.Expr, ...]:
    venture = Venture.from_functions(
        lambda profile: revenue, {p: {"work": 0} for p in PLAYERS}, dict.fromkeys(PLAYERS, ("work",)), region
    )
    return tuple(venture.under(rule).payoffs(("work",) * 3))


# --- published results


@pytest.mark.parametrize(("revenue", "amount"), [(100, 25), (10, 5), (4, 4), (0, 0)])
def test_the_share_counts_where_it_is_more_than_the_minimum_and_the_revenue_where_it_is_less(
    revenue: int, amount: int
) -> None:
    paid = received(revenue, guaranteed_minimum("university", 5, "1/4", HALVES))
    assert paid[1] == amount
    assert paid[0] == paid[2] == sp.Rational(revenue - amount, 2)


# --- what is written


def test_what_the_region_settles_is_written_out() -> None:
    rule = guaranteed_minimum("university", g, theta, HALVES)
    assert received(R, rule)[1] == sp.Max(theta * R, sp.Min(g, R))
    assert received(R, rule, REGION & (theta * R >= g))[1] == theta * R
    assert received(R, rule, REGION & (g >= R))[1] == R
    assert received(R, rule, REGION & (g >= theta * R) & (g <= R))[1] == g


def test_the_rule_says_what_it_is_and_is_a_value() -> None:
    rule = guaranteed_minimum("university", g, "1/4", {"enterprise": 1})
    assert str(rule) == (
        "guaranteed minimum: university gets 1/4 of the revenue, at least g; of the remainder enterprise 1"
    )
    assert pickle.loads(pickle.dumps(rule)) == rule
    assert rule.exact


@pytest.mark.parametrize("terms", [(0.5, 0, {"b": 1}), (1, 0.5, {"b": 1}), (1, 0, {"b": 0.5, "c": 0.5})])
def test_a_float_is_remembered(terms: Any) -> None:
    assert not guaranteed_minimum("a", *terms).exact


# --- properties


@settings(max_examples=15)
@given(gainful_ventures, st.fractions(0, 6), st.fractions(0, 1), points)
def test_amounts_add_up_to_the_revenue_and_nobody_pays_in(venture: Venture, least: Any, share: Any, point: Any) -> None:
    others = venture.players[1:]
    rule = guaranteed_minimum("enterprise", least, share, {player: sp.Rational(1, len(others)) for player in others})
    assert_divides(venture, rule, point)
    for account, amounts in zip(venture.at(point).accounts(), rule.divide(venture.at(point)), strict=True):
        assert min(amounts) >= 0
        assert amounts["enterprise"] >= min(account.revenue, least)
        assert amounts["enterprise"] >= share * account.revenue


# --- differential


@given(st.fractions(0, 50), st.fractions(0, 50), st.fractions(0, 1))
def test_the_amount_is_the_larger_of_minimum_and_share_as_far_as_revenue_goes(
    revenue: Any, least: Any, share: Any
) -> None:
    paid = received(revenue, guaranteed_minimum("university", least, share, HALVES))[1]
    assert paid == min(revenue, max(least, share * revenue))


# --- refusals


@pytest.mark.parametrize(
    ("terms", "region", "says"),
    [
        (("university", g, 0, HALVES), Region(R >= 0), "the guaranteed minimum is g, which is .* at g = -"),
        (("university", 1, theta, HALVES), Region(R >= 0), "the share of university is theta, which is"),
        (("university", 1, 0, HALVES), Region(), r"the revenue at \(work, work, work\) is R, which is .* at R = -"),
        (("state", 1, 0, HALVES), REGION, "the player with a guaranteed minimum is 'state'; expected one of"),
        (("university", 1, 0, {"enterprise": 1}), REGION, "no share is given for 'government'"),
        (("university", 1, 0, {"enterprise": 1, "government": 1}), REGION, "the shares add up to 2"),
    ],
)
def test_what_does_not_fit_the_venture_is_refused(terms: Any, region: Region, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        received(R, guaranteed_minimum(*terms), region)


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        (("a", 1, 0, {"a": 1}), "'a' has a guaranteed minimum and a part of the remainder; expected one of the two"),
        (("a", None, 0, {"b": 1}), "the guaranteed minimum: None of type"),
        (("a", 1, "some", {"b": 1}), "the share: 'some' is not a number"),
        (("a", 1, 0, {}), "names no shares"),
    ],
)
def test_what_is_no_guarantee_is_refused(terms: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        guaranteed_minimum(*terms)
