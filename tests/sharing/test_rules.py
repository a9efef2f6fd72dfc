"""The rules of sharing: what they divide, and what they refuse."""

import pickle
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame import (
    FiniteGame,
    PerPlayer,
    Region,
    Venture,
    equal_split,
    linear_share,
    parameters,
    proportional_to_cost,
)
from coopgame.claims.claim import Claim, Undecided
from coopgame.errors import RuleError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing import balance, proportional_to_contribution, proportional_to_worth
from tests.sharing.drawn import c as outlay
from tests.sharing.drawn import divisions, v, ventures

r, c, d, theta, phi = parameters("r c d theta phi")
PLAYERS = ("enterprise", "university")


def joint(region: Region, costs: Any = (c, d)) -> Venture:
    """A venture of two that do one thing."""
    spent = dict(zip(PLAYERS, ({"work": cost} for cost in costs), strict=True))
    return Venture.from_functions(lambda profile: r, spent, dict.fromkeys(PLAYERS, ("work",)), region)


SIMPLE = joint(Region(c > 0, d > 0))


def received(game: FiniteGame) -> PerPlayer[sp.Expr]:
    """What each of the two gets, before costs."""
    payoffs = game.payoffs(("work", "work"))
    return PerPlayer(PLAYERS, (sp.simplify(u + cost) for u, cost in zip(payoffs, (c, d), strict=True)))


# --- what a rule divides


def test_an_equal_split_gives_everyone_the_same() -> None:
    assert received(SIMPLE.under(equal_split())) == (r / 2, r / 2)


def test_a_linear_share_gives_each_the_own_fraction() -> None:
    assert received(SIMPLE.under(linear_share({"university": "1/3", "enterprise": "2/3"}))) == (2 * r / 3, r / 3)


def test_a_linear_share_may_be_a_parameter_that_the_region_keeps_between_zero_and_one() -> None:
    venture = joint(Region(theta >= 0, theta <= 1))
    assert received(venture.under(linear_share({"enterprise": theta, "university": 1 - theta})))[0] == r * theta


def test_shares_may_add_up_to_one_by_virtue_of_the_region_alone() -> None:
    venture = joint(Region(theta >= 0, phi >= 0, sp.Eq(theta + phi, 1)))
    assert received(venture.under(linear_share({"enterprise": theta, "university": phi}))) == (r * theta, r * phi)


def test_proportional_shares_follow_the_costs() -> None:
    game = SIMPLE.under(proportional_to_cost())
    assert sp.simplify(received(game)[0] - r * c / (c + d)) == 0


def test_proportional_shares_give_everyone_the_same_return_on_cost() -> None:
    payoffs = SIMPLE.under(proportional_to_cost()).payoffs(("work", "work"))
    assert sp.simplify(payoffs[0] / c - payoffs[1] / d) == 0


def test_without_revenue_there_is_nothing_to_divide_and_costs_may_be_zero() -> None:
    venture = Venture.from_functions(
        lambda profile: r * profile.count("work"),
        {player: {"work": c, "rest": 0} for player in PLAYERS},
        dict.fromkeys(PLAYERS, ("work", "rest")),
        Region(c > 0),
    )
    game = venture.under(proportional_to_cost())
    assert game.payoffs(("rest", "rest")) == (0, 0)
    assert sp.simplify(game.payoff("enterprise", ("work", "rest")) - (r - c)) == 0


def test_contributions_may_depend_on_what_one_does() -> None:
    venture = Venture.from_functions(
        lambda profile: r * profile.count("work"),
        {player: {"work": c, "rest": 0} for player in PLAYERS},
        dict.fromkeys(PLAYERS, ("work", "rest")),
        Region(c > 0, r > 0),
    )
    game = venture.under(proportional_to_contribution({"enterprise": {"work": 3, "rest": 0}, "university": 1}))
    assert game.payoffs(("work", "work")) == (3 * r / 2 - c, r / 2 - c)
    assert game.payoffs(("rest", "work")) == (0, r - c)


def test_who_is_worth_more_alone_gets_more_of_what_is_earned_together() -> None:
    # Moriarity (1975): in proportion to what each could do alone.
    assert received(SIMPLE.under(proportional_to_worth({"enterprise": 20, "university": 10}))) == (2 * r / 3, r / 3)


def test_stand_alone_worths_may_be_those_of_a_game() -> None:
    game = CoalitionalGame.from_worth(PLAYERS, {"enterprise": c, "university": sp.Max(0, c - d), PLAYERS: 3 * c})
    divided = SIMPLE.under(proportional_to_worth(game)).at({r: 6, c: 4, d: 2})
    assert divided.payoffs(("work", "work")) == (0, 0)


@pytest.mark.parametrize(
    ("rule", "exact"),
    [
        (proportional_to_contribution({"a": 1, "b": 0.5}), False),
        (proportional_to_contribution({"a": 1, "b": {"work": 0.5}}), False),
        (proportional_to_contribution({"a": 1, "b": {"work": "1/2"}}), True),
        (proportional_to_worth({"a": 1, "b": 0.5}), False),
        (proportional_to_worth({"a": 1, "b": "1/2"}), True),
        (proportional_to_worth(CoalitionalGame(("a",), (0, 0.5))), False),
    ],
)
def test_a_float_is_remembered(rule: Any, exact: bool) -> None:
    assert rule.exact is exact


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (equal_split(), "equal split"),
        (
            proportional_to_contribution({"enterprise": c, "university": {"work": 1, "rest": 0}}),
            "proportional to contribution: enterprise c, university (work 1, rest 0)",
        ),
        (
            proportional_to_worth({"enterprise": 20, "university": theta}),
            "proportional to stand-alone worth: enterprise 20, university theta",
        ),
        (proportional_to_cost(), "proportional to cost"),
        (linear_share({"enterprise": theta, "state": 1 - theta}), "linear share: enterprise theta, state 1 - theta"),
    ],
)
def test_a_rule_says_what_it_is_and_is_a_value(rule: Any, words: str) -> None:
    assert str(rule) == words
    assert pickle.loads(pickle.dumps(rule)) == rule
    assert hash(rule) == hash(pickle.loads(pickle.dumps(rule)))


def test_shares_of_other_players_make_another_rule() -> None:
    assert linear_share({"a": 1}) != linear_share({"b": 1})


# --- properties


def assert_balanced(venture: Venture, game: FiniteGame) -> None:
    for profile in venture.profiles():
        assert sp.cancel(sp.Add(*game.payoffs(profile)) - venture.surplus(profile)) == 0, profile


@given(ventures())
def test_an_equal_split_is_balanced(venture: Venture) -> None:
    assert_balanced(venture, venture.under(equal_split()))


@given(ventures())
def test_shares_proportional_to_cost_are_balanced(venture: Venture) -> None:
    assert_balanced(venture, venture.under(proportional_to_cost()))


@given(st.data())
def test_a_linear_share_is_balanced(data: st.DataObject) -> None:
    venture = data.draw(ventures())
    assert_balanced(venture, venture.under(linear_share(data.draw(divisions(venture.players)))))


@settings(max_examples=8)
@given(ventures(), st.lists(st.builds(lambda a, b: 1 + a * v + b * outlay, *[st.integers(0, 2)] * 2), min_size=3))
def test_shares_proportional_to_anything_positive_are_balanced(venture: Venture, weights: list[Any]) -> None:
    given_each = dict(zip(venture.players, weights, strict=False))
    by_strategy = {player: dict.fromkeys(own, given_each[player]) for player, own in venture.strategies.items()}
    game = venture.under(proportional_to_worth(given_each))
    assert_balanced(venture, game)
    assert venture.under(proportional_to_contribution(given_each)) == game
    assert venture.under(proportional_to_contribution(by_strategy)) == game


@given(ventures())
def test_to_contribute_what_one_bears_is_to_be_paid_by_cost(venture: Venture) -> None:
    costs = {player: {strategy: k + 1 for k, strategy in enumerate(own)} for player, own in venture.strategies.items()}
    same = Venture.from_functions(venture.revenue, costs, dict(venture.strategies.items()), venture.region)
    assert same.under(proportional_to_contribution(costs)) == same.under(proportional_to_cost())


@given(st.lists(st.fractions(-1, 2), min_size=2, max_size=3))
def test_constant_shares_are_accepted_exactly_when_they_divide_one(shares: list[Fraction]) -> None:
    players = ("a", "b", "c")[: len(shares)]
    venture = Venture.from_functions(
        lambda profile: r, lambda player, profile: 0, dict.fromkeys(players, ("work",)), Region(r > 0)
    )
    rule = linear_share(dict(zip(players, shares, strict=True)))
    if sum(shares) == 1 and all(0 <= share <= 1 for share in shares):
        assert_balanced(venture, venture.under(rule))
    else:
        with pytest.raises(RuleError):
            venture.under(rule)


# --- refusals

UNIT = Region(theta >= 0, theta <= 1)


@pytest.mark.parametrize(
    ("region", "shares", "says"),
    [
        (
            UNIT,
            {"enterprise": theta, "university": theta},
            r"the shares add up to 2\*theta, which is .* at theta = .*; expected shares that add up to 1 throughout",
        ),
        (UNIT, {"enterprise": 0.4, "university": 0.5}, "the shares add up to 9/10; expected"),
        (
            Region(),
            {"enterprise": theta, "university": 1 - theta},
            r"the share of enterprise is theta, which is .* at theta = .*; expected one in \[0, 1\] throughout",
        ),
        (UNIT, {"enterprise": 2 - theta, "university": theta - 1}, "the share of enterprise is 2 - theta, which is"),
        (UNIT, {"enterprise": "3/2", "university": "-1/2"}, "the share of enterprise is 3/2; expected"),
        (UNIT, {"enterprise": 1}, "no share is given for 'university'; expected one for each player"),
        (UNIT, {"enterprise": 1, "university": 0, "state": 0}, "a share is given for 'state'; expected one of"),
        (Region(theta > 1, theta < 0), {"enterprise": theta, "university": 1 - theta}, "the region .* is empty"),
    ],
)
def test_shares_that_are_no_division_are_refused(region: Region, shares: dict[str, Any], says: str) -> None:
    with pytest.raises(RuleError, match=says):
        joint(region).under(linear_share(shares))


def test_the_point_in_the_refusal_is_one_where_the_shares_fail() -> None:
    venture = joint(Region(theta >= 0, theta <= 1, phi >= 0, phi <= 1))
    with pytest.raises(RuleError) as refused:
        venture.under(linear_share({"enterprise": theta, "university": phi}))
    at = dict(part.split(" = ") for part in refused.value.problem.partition(" at ")[2].split(", "))
    assert Fraction(at["theta"]) + Fraction(at["phi"]) != 1


def test_what_could_not_be_decided_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def undecided(claim: Claim) -> Undecided:
        return Undecided(claim, "no answer within 10 s")

    monkeypatch.setattr(balance, "decide", undecided)
    with pytest.raises(RuleError, match=r"the shares add up to phi \+ theta, and no answer within 10 s"):
        joint(UNIT).under(linear_share({"enterprise": theta, "university": phi}))


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        ({}, "names no shares"),
        ([1, 2], "names no shares"),
        ({"enterprise": None}, "the share of enterprise: None "),
        ({"enterprise": float("nan")}, "the share of enterprise: nan "),
        ({"enterprise": "half"}, "the share of enterprise: 'half' "),
    ],
)
def test_what_is_no_share_is_refused(shares: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        linear_share(shares)


@pytest.mark.parametrize(
    ("region", "costs", "says"),
    [
        (
            Region(c >= 0, d >= 0),
            (c, d),
            r"there is revenue at \(work, work\), and its total cost is c \+ d, which is 0 at c = 0, d = 0; exp",
        ),
        (Region(c > 0), (c, -1), r"the cost of university at \(work, work\) is -1; expected costs that are not neg"),
        (Region(c > 0), (c, d), r"the cost of university at \(work, work\) is d, which is .* at d = -"),
    ],
)
def test_costs_that_give_no_proportion_are_refused(region: Region, costs: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        joint(region, costs).under(proportional_to_cost())


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (proportional_to_contribution({"enterprise": 1}), "no share is given for 'university'"),
        (proportional_to_contribution({"enterprise": 1, "university": 1, "state": 1}), "a share is given for 'state'"),
        (
            proportional_to_contribution({"enterprise": 1, "university": {"rest": 1}}),
            "no contribution of university is given for 'work'; expected one for each strategy",
        ),
        (
            proportional_to_contribution({"enterprise": theta, "university": 1}),
            r"the contribution of enterprise at \(work, work\) is theta, which is .* at theta = -",
        ),
        (
            proportional_to_contribution({"enterprise": 0, "university": 0}),
            r"there is revenue at \(work, work\), and its total contribution is 0; expected a positive one",
        ),
        (proportional_to_worth({"enterprise": 1}), "no share is given for 'university'"),
        (
            proportional_to_worth({"enterprise": theta**2, "university": 0}),
            "and its total stand-alone worth is theta..2, which is 0 at theta = 0; expected a positive one",
        ),
        (
            proportional_to_worth(CoalitionalGame(PLAYERS, (0, 1, 1, 3), Region(c > d))),
            "the worths are given where c > d, which is False at c = .*, d = .*; expected worths that are given thr",
        ),
    ],
)
def test_weights_that_give_no_proportion_are_refused(rule: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        SIMPLE.under(rule)


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: proportional_to_contribution({}), "{} names no contributions; expected"),
        (lambda: proportional_to_contribution({"a": None}), "the contribution of a: None of type"),
        (
            lambda: proportional_to_contribution({"a": {"work": "much"}}),
            "the contribution of a at 'work': 'much' is not",
        ),
        (lambda: proportional_to_worth({}), "{} names no worths; expected"),
        (lambda: proportional_to_worth({"a": "much"}), "the stand-alone worth of a: 'much' is not a number"),
    ],
)
def test_what_is_no_weight_is_refused(build: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        build()
