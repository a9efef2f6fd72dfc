"""Division by a value: each profile's revenue as a value divides what coalitions would have earned."""

import pickle
from itertools import permutations
from math import factorial
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame import PerPlayer, Region, Venture, equal_split, parameters
from coopgame.errors import RuleError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.models.government_enterprise_university import Delta_R
from coopgame.models.government_enterprise_university import venture as tripartite
from coopgame.sharing import by_value
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.shapley import shapley
from tests.sharing.drawn import NAMES, REGION, c, v
from tests.sharing.gainful import assert_divides, points

a, R = parameters("a R")
PLAYERS = ("enterprise", "university")
GAINFUL = Region(a > 0, R > 0)
OUTSIDE = dict.fromkeys(PLAYERS, "leave")


def by_orders(game: CoalitionalGame) -> Allocation:
    """The Shapley value by its definition: what each adds on average over all orders."""
    added = dict.fromkeys(game.players, sp.Integer(0))
    for order in permutations(game.players):
        for k, player in enumerate(order):
            added[player] += game.marginal(player, order[:k])
    count = factorial(len(game.players))
    return Allocation(game, "by orders", PerPlayer(game.players, (sp.expand(x / count) for x in added.values())))


def equal_parts(game: CoalitionalGame) -> Allocation:
    """The same for all."""
    count = len(game.players)
    return Allocation(game, "equal parts", PerPlayer(game.players, (game.grand / count,) * count))


def wasteful(game: CoalitionalGame) -> Allocation:
    """Half of what there is to nobody."""
    return Allocation(game, "wasteful", PerPlayer(game.players, (game.grand / 2, *(0 for _ in game.players[1:]))))


def of_positive(game: CoalitionalGame) -> Allocation:
    """Defined where there is something to divide only."""
    return Allocation(game, "of positive", equal_parts(game).shares, Region(game.grand > 0))


def pair(region: Region = GAINFUL, idle: Any = 0) -> Venture:
    """Alone the enterprise earns a, both together R, the university alone nothing."""
    earned: dict[tuple[str, ...], Any] = {
        ("join", "join"): R,
        ("join", "leave"): a,
        ("leave", "join"): 0,
        ("leave", "leave"): idle,
    }
    return Venture.from_functions(
        lambda profile: earned[tuple(profile)],
        {player: {"join": 0, "leave": 0} for player in PLAYERS},
        dict.fromkeys(PLAYERS, ("join", "leave")),
        region,
    )


# --- published results


def test_two_who_are_paid_what_they_add_on_average_split_what_both_gain_by_joining() -> None:
    # Hart and Moore (1990), section II: each gets its worth alone and half of what the two gain by being together.
    amounts = pair().under(by_value(by_orders, OUTSIDE))
    assert amounts.payoffs(("join", "join")) == ((a + R) / 2, (R - a) / 2)
    assert amounts.payoffs(("join", "leave")) == (a, 0)
    assert amounts.payoffs(("leave", "leave")) == (0, 0)


def test_a_government_that_adds_nothing_to_the_revenue_leaves_halves_to_enterprise_and_university() -> None:
    outside = {"government": "abstain", "enterprise": "defect", "university": "defect"}
    divided = by_value(shapley, outside).divide(tripartite)
    assert {tuple(amounts) for amounts in divided} == {(0, 0, 0), (0, Delta_R / 2, Delta_R / 2)}


def test_who_does_as_outside_adds_nothing_and_gets_nothing() -> None:
    assert pair().under(by_value(by_orders, OUTSIDE)).payoff("university", ("join", "leave")) == 0


def test_the_rule_says_what_it_is_and_is_a_value() -> None:
    rule = by_value(by_orders, OUTSIDE)
    assert str(rule) == "by by orders; who takes no part plays: enterprise leave, university leave"
    assert pickle.loads(pickle.dumps(rule)) == rule
    assert rule.exact


# --- properties


@st.composite
def ventures_of_who_takes_part(draw: st.DrawFn) -> Venture:
    """Two or three players who take part or not; nothing is earned when all stay away."""
    players = NAMES[: draw(st.integers(2, 3))]
    earned: dict[tuple[str, ...], Any] = {}

    def revenue(profile: PerPlayer[str]) -> Any:
        drawn = draw(st.integers(-3, 3)) + draw(st.integers(0, 3)) * v
        return earned.setdefault(tuple(profile), drawn if "in" in profile else 0)

    return Venture.from_functions(
        revenue, lambda _, p: c * p.count("in"), dict.fromkeys(players, ("in", "out")), REGION
    )


@given(ventures_of_who_takes_part(), points)
def test_amounts_add_up_to_the_revenue(venture: Venture, point: Any) -> None:
    assert_divides(venture, by_value(by_orders, dict.fromkeys(venture.players, "out")), point)


# --- differential


@settings(max_examples=15)
@given(ventures_of_who_takes_part())
def test_by_the_shapley_value_each_gets_what_it_adds_on_average(venture: Venture) -> None:
    outside = dict.fromkeys(venture.players, "out")
    averages = by_value(by_orders, outside).divide(venture)
    for found, average in zip(by_value(shapley, outside).divide(venture), averages, strict=True):
        assert [sp.expand(x - y) for x, y in zip(found, average, strict=True)] == [0] * len(average)


@given(ventures_of_who_takes_part())
def test_by_equal_parts_is_the_equal_split(venture: Venture) -> None:
    divided = by_value(equal_parts, dict.fromkeys(venture.players, "out")).divide(venture)
    assert divided == equal_split().divide(venture)


# --- refusals


@pytest.mark.parametrize(
    ("rule", "venture", "says"),
    [
        (by_value(by_orders, OUTSIDE), pair(idle=a), r"take no part, at \(leave, leave\), the revenue is a, which is"),
        (by_value(by_orders, {"enterprise": "leave"}), pair(), "no share is given for 'university'"),
        (by_value(by_orders, {**OUTSIDE, "state": "leave"}), pair(), "a share is given for 'state'; expected one of"),
        (
            by_value(by_orders, {**OUTSIDE, "university": "sleep"}),
            pair(),
            r"who takes no part plays \(leave, sleep\), which is no profile of the venture",
        ),
        (by_value(wasteful, OUTSIDE), pair(), r"wasteful at \(join, join\) gives out more than the revenue, by -R/2"),
        (
            by_value(of_positive, OUTSIDE),
            pair(Region(a > 0)),
            r"of positive at \(join, join\) is defined where R > 0, which is False at R = .*; expected a value that is",
        ),
        (by_value(lambda game: game, OUTSIDE), pair(), "gives CoalitionalGame.*; expected an Allocation"),  # type: ignore[arg-type, return-value]
    ],
)
def test_what_does_not_fit_the_venture_is_refused(rule: Any, venture: Venture, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        venture.under(rule)


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: by_value("shapley", OUTSIDE), "'shapley' is no value; expected a function such as shapley"),  # type: ignore[arg-type]
        (lambda: by_value(by_orders, {}), "{} names no strategies; expected"),
    ],
)
def test_what_is_no_value_is_refused(build: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        build()
