"""Tiered shares: slices as in an income tax, or the whole revenue as its tier says."""

import pickle
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame import Region, Venture, parameters
from coopgame.errors import RuleError
from coopgame.sharing import linear_share, stepped_share, tiered_share
from tests.sharing.drawn import ventures
from tests.sharing.gainful import assert_divides, points

R, T, c, theta = parameters("R T c theta")
EVERYWHERE = Region()
PLAYERS = ("enterprise", "university")


def shares(first: Any) -> dict[str, Any]:
    """Two shares that add up to one."""
    return {"enterprise": first, "university": 1 - first}


def joint(revenue: Any, region: Region = EVERYWHERE) -> Venture:
    """Two players who do one thing."""
    return Venture.from_functions(
        lambda profile: revenue, {p: {"work": 0} for p in PLAYERS}, dict.fromkeys(PLAYERS, ("work",)), region
    )


def received(revenue: Any, rule: Any, region: Region = EVERYWHERE) -> tuple[sp.Expr, ...]:
    return tuple(joint(revenue, region).under(rule).payoffs(("work", "work")))


THREE = (shares(1), (10, shares(Fraction(1, 2))), (30, shares(Fraction(1, 5))))


# --- published results


def test_slices_are_divided_as_an_income_tax_divides_them() -> None:
    # Up to 10 all, of the next 20 a half, of what exceeds 30 a fifth: 10 + 10 + 2 of 40.
    assert received(40, tiered_share(*THREE)) == (22, 18)
    assert received(20, tiered_share(*THREE)) == (15, 5)
    assert received(7, tiered_share(*THREE)) == (7, 0)


def test_the_whole_is_divided_as_the_tier_says_that_it_falls_into() -> None:
    assert received(40, stepped_share(*THREE)) == (8, 32)
    assert received(30, stepped_share(*THREE)) == (15, 15)
    assert received(10, stepped_share(*THREE)) == (10, 0)


def test_a_loss_is_divided_as_the_lowest_tier_says() -> None:
    rule = (shares(Fraction(3, 4)), (10, shares(0)))
    assert received(-8, tiered_share(*rule)) == received(-8, stepped_share(*rule)) == (-6, -2)


# --- what is written


def test_minima_and_cases_stand_where_the_region_leaves_them_open_only() -> None:
    rule = (shares(1), (T, shares(theta)))
    inside = Region(theta >= 0, theta <= 1, T > 0)
    open_, _ = received(R, tiered_share(*rule), inside)
    assert open_ == sp.Min(R, T) + theta * (R - sp.Min(R, T))
    assert received(R, tiered_share(*rule), inside & (R <= T))[0] == R
    assert sp.expand(received(R, tiered_share(*rule), inside & (R > T))[0] - (T + theta * (R - T))) == 0
    assert received(R, stepped_share(*rule), inside)[0] == sp.Piecewise((R, R <= T), (R * theta, True))
    assert received(R, stepped_share(*rule), inside & (R <= T))[0] == R
    assert received(R, stepped_share(*rule), inside & (R > T))[0] == R * theta


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            tiered_share(shares(theta), (T, shares(1))),
            "tiered share: (enterprise theta, university 1 - theta), beyond T (enterprise 1, university 0)",
        ),
        (
            stepped_share(shares(1), (T, shares(Fraction(1, 5)))),
            "stepped share: (enterprise 1, university 0), beyond T (enterprise 1/5, university 4/5)",
        ),
    ],
)
def test_a_rule_says_what_it_is_and_is_a_value(rule: Any, words: str) -> None:
    assert str(rule) == words
    assert pickle.loads(pickle.dumps(rule)) == rule
    assert rule.exact


@pytest.mark.parametrize("build", [tiered_share, stepped_share])
def test_a_float_is_remembered(build: Any) -> None:
    assert not build(shares(1), (0.5, shares(1))).exact
    assert not build(shares(0.5), (1, shares(1))).exact


# --- properties


@st.composite
def tiers(draw: st.DrawFn, players: tuple[str, ...]) -> list[Any]:
    """Shares of the lowest tier, then one or two thresholds that ascend, each with its shares."""
    drawn = []
    for _ in range(draw(st.integers(2, 3))):
        weights = [draw(st.integers(0, 3)) for _ in players]
        weights[0] += 1
        drawn.append({p: Fraction(w, sum(weights)) for p, w in zip(players, weights, strict=True)})
    bounds = sorted(draw(st.integers(-2, 8)) for _ in drawn[1:])
    return [drawn[0], *zip(bounds, drawn[1:], strict=True)]


@given(st.data(), st.sampled_from((tiered_share, stepped_share)), points)
def test_amounts_add_up_to_the_revenue(data: st.DataObject, build: Any, point: Any) -> None:
    venture = data.draw(ventures())
    assert_divides(venture, build(*data.draw(tiers(venture.players))), point)


@given(st.fractions(-5, 50), st.fractions(0, 5))
def test_slices_have_no_jumps(revenue: Fraction, more: Fraction) -> None:
    before, after = received(revenue, tiered_share(*THREE)), received(revenue + more, tiered_share(*THREE))
    assert all(0 <= y - x <= more for x, y in zip(before, after, strict=True))


# --- differential


@given(st.fractions(-5, 50), st.fractions(0, 1))
def test_tiers_with_the_same_shares_are_a_linear_share(revenue: Fraction, part: Fraction) -> None:
    same = shares(part), (10, shares(part))
    linear = received(revenue, linear_share(shares(part)))
    assert received(revenue, tiered_share(*same)) == received(revenue, stepped_share(*same)) == linear


# --- refusals


@pytest.mark.parametrize("build", [tiered_share, stepped_share])
@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ((shares(1), (10, shares(1)), (T, shares(1))), "after the threshold 10 comes T, which is .* at T = .*ascend"),
        ((shares(1), (10, shares(2))), "the share of enterprise is 2; expected one in"),
        ((shares(1), (10, {"enterprise": 1, "university": 1})), "the shares add up to 2; expected shares that add"),
        ((shares(1), (10, {"enterprise": 1})), "no share is given for 'university'"),
        (({"enterprise": 1, "state": 0}, (10, shares(1))), "a share is given for 'state'"),
    ],
)
def test_tiers_that_do_not_fit_the_venture_are_refused(build: Any, rule: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        received(R, build(*rule))


@pytest.mark.parametrize("build", [tiered_share, stepped_share])
@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ((shares(1),), "there is no threshold; expected pairs such as"),
        ((shares(1), 10), "10 is no tier; expected a pair such as"),
        ((shares(1), (10, shares(1), 3)), "is no tier; expected a pair"),
        ((shares(1), ("much", shares(1))), "threshold 1: 'much' is not a number"),
        ((shares(1), (10, {})), "names no shares"),
        ((None, (10, shares(1))), "None names no shares"),
    ],
)
def test_what_is_no_tier_is_refused(build: Any, rule: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        build(*rule)
