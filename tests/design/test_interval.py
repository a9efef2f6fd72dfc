"""Which shares make a profile an equilibrium: ends, who sets them, and what is refused."""

import pickle
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.design.interval import SharingInterval, sharing_interval
from coopgame.errors import CoopGameError, GameError, RegionError, RuleError, SymbolError
from coopgame.games.venture import Venture
from coopgame.sharing.equal import equal_split
from coopgame.sharing.linear import linear_share
from coopgame.symbols import Region, parameters
from tests.design.drawn import PLAYERS, number, target_of, turned, ventures

theta, r, k, m = parameters("theta r k m")
WORK = ("work", "work")
LISTS = dict.fromkeys(PLAYERS[:2], ("work", "shirk"))


def team(revenues: tuple[Any, Any, Any], costs: tuple[Any, Any], region: Region = Region()) -> Venture:
    """A venture of two: what both, one, or nobody earns, and what work costs either."""
    return Venture.from_functions(
        lambda profile: revenues[profile.count("shirk")],
        {player: {"work": cost, "shirk": 0} for player, cost in zip(LISTS, costs, strict=True)},
        LISTS,
        region,
    )


JOINT = team((r, 0, 0), (k, m), Region(r > 0, k > 0, m > 0))


def brute(venture: Venture, target: tuple[str, ...], point: Any) -> tuple[Fraction, Fraction] | None:
    """The shares of the first player that leave no deviation a gain, from revenues and costs at a point."""
    low, high = Fraction(0), Fraction(1)
    for place, player in enumerate(venture.players):
        for strategy in venture.strategies[place]:
            other = turned(target, place, strategy)
            more = number(venture.revenue(target) - venture.revenue(other), point)
            saved = number(venture.cost(player, target) - venture.cost(player, other), point)
            # place 0: theta * more >= saved; place 1: (1 - theta) * more >= saved.
            slope, bound = (more, saved) if place == 0 else (-more, saved - more)
            if slope > 0:
                low = max(low, bound / slope)
            elif slope < 0:
                high = min(high, bound / slope)
            elif bound > 0:
                return None
    return (low, high) if low <= high else None


# Published results.


def test_each_share_covers_the_own_cost_where_all_depends_on_both() -> None:
    # Holmström (1982): with nothing earned unless both work, balanced shares attain what pays at all.
    interval = sharing_interval(JOINT, target=WORK, share=theta)
    assert (interval.lower, interval.upper) == (k / r, (r - m) / r)
    assert interval.nonempty == Region(k + m <= r)
    assert interval.strictly_nonempty == Region(k + m < r)
    assert sp.expand(interval.width - (1 - (k + m) / r)) == 0
    assert [end.party for case in interval.cases for end in (*case.lower, *case.upper)] == list(LISTS)


def test_the_ends_are_named_and_read_off_at_numbers() -> None:
    interval = sharing_interval(JOINT, target=WORK, share=theta)
    values = {r: 10, k: 3, m: 2}
    assert interval.at(values) == (sp.Rational(3, 10), sp.Rational(4, 5))
    below, above = interval.binding(values)
    assert (below.name, above.name) == ("enterprise would rather shirk", "university would rather shirk")
    text = str(interval)
    assert "least theta: k/r, beyond it enterprise would rather shirk" in text
    assert "some share will do if  k + m <= r" in text
    assert "theta" in interval._repr_latex_()


def test_more_players_share_by_a_rule_and_nobody_s_share_is_negative() -> None:
    lists = dict.fromkeys(PLAYERS, ("work", "shirk"))
    venture = Venture.from_functions(
        lambda profile: r if "shirk" not in profile else 0,
        {player: {"work": k, "shirk": 0} for player in PLAYERS},
        lists,
        Region(r > 0, k > 0),
    )
    rule = linear_share({"enterprise": theta, "university": theta, "government": 1 - 2 * theta})
    interval = sharing_interval(venture, target=("work",) * 3, share=theta, rule=rule)
    assert interval.at({r: 4, k: 1}) == (sp.Rational(1, 4), sp.Rational(3, 8))
    idle = sharing_interval(venture, target=("shirk",) * 3, share=theta, rule=rule)
    assert idle.at({r: 4, k: 1}) == (0, sp.Rational(1, 2))
    assert idle.strict_condition == Region()


def test_where_the_sign_of_a_difference_of_revenue_is_open_the_ends_go_by_case() -> None:
    venture = team((r, m, 0), (k, k), Region(k > 0, r > 0, m > 0))
    interval = sharing_interval(venture, target=WORK, share=theta)
    assert interval.lower is interval.upper is None
    assert len(interval.cases) == 3
    assert interval.at({r: 10, m: 2, k: 3}) == (sp.Rational(3, 8), sp.Rational(5, 8))
    assert " where m < r" in str(interval)
    with pytest.raises(RegionError, match="no share will do at k = 3, m = 2, r = 1"):
        interval.at({r: 1, m: 2, k: 3})


def test_a_bound_on_the_share_in_the_region_is_kept_open_where_it_is() -> None:
    venture = team((r, 0, 0), (0, 0), Region(r > 0, theta > 0, theta < sp.Rational(1, 2)))
    interval = sharing_interval(venture, target=WORK, share=theta)
    assert (interval.lower, interval.upper) == (0, sp.Rational(1, 2))
    assert not interval.game.region.contains({r: 1, theta: 0})
    assert interval.nonempty == Region()


# Properties.


@settings(max_examples=12)
@given(st.data())
def test_the_ends_are_tight_and_agree_with_the_payoffs(data: st.DataObject) -> None:
    venture = data.draw(ventures())
    target = target_of(data.draw, venture)
    interval = sharing_interval(venture, target=target, share=theta)
    for point in venture.region.sample(4, seed=2):
        ends = brute(venture, target, point)
        assert interval.nonempty.contains(point) == (ends is not None)
        if ends is None:
            continue
        low, high = map(sp.Rational, ends)
        assert interval.at(point) == (low, high)
        holds = [interval.condition.contains({**point, theta: s}) for s in (low, high, (low + high) / 2)]
        assert all(holds)
        step = sp.Rational(1, 10**6)
        assert low == 0 or not interval.condition.contains({**point, theta: low - step})
        assert high == 1 or not interval.condition.contains({**point, theta: high + step})


@settings(max_examples=6)
@given(st.data())
def test_a_witness_is_an_equilibrium_and_there_is_one_where_there_is_a_share(data: st.DataObject) -> None:
    venture = data.draw(ventures())
    interval = sharing_interval(venture, target=target_of(data.draw, venture), share=theta)
    assert (interval.witness is not None) == (interval.nonempty.conditions != (sp.false,))
    if interval.witness is not None:
        game = interval.game.at({s: interval.witness[s] for s in interval.game.symbols})
        for player, own in game.strategies.items():
            assert all(game.deviation_gain(player, interval.target, strategy) <= 0 for strategy in own)


def test_an_interval_is_pickled_whole() -> None:
    interval = sharing_interval(JOINT, target=WORK, share=theta)
    copy: SharingInterval = pickle.loads(pickle.dumps(interval))
    assert copy == interval


# Refusals.


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"target": ("work", "sleep")}, GameError, "university has no strategy 'sleep'"),
        ({"target": ("work",)}, GameError, "does not fit"),
        ({"share": "theta"}, SymbolError, "the share 'theta' is not a symbol"),
        ({"share": r}, RuleError, "r is a parameter of the venture"),
        ({"rule": equal_split()}, RuleError, "the share theta is not in the rule: equal split; expected"),
        (
            {"rule": linear_share({"enterprise": theta**2, "university": 1 - theta**2})},
            RuleError,
            "enterprise would rather shirk: .* is not linear in theta",
        ),
        (
            {"venture": team((r, 0, 0), (k, m), Region(r > 0, theta * r > k))},
            None,
            "",
        ),
        (
            {"venture": team((r, 0, 0), (k, m), Region(r > 0, theta**2 > k))},
            SymbolError,
            r"k < theta\*\*2 bounds what is asked for|theta\*\*2 > k bounds what is asked for",
        ),
        (
            {"venture": team((r, 0, 0), (k, m), Region(r > 0, sp.Or(theta > k, theta < m)))},
            SymbolError,
            "bounds what is asked for; expected linear bounds",
        ),
        ({"venture": team((r, 0, 0), (k, m), Region(r > 0, r < 0))}, CoopGameError, "is empty"),
        ({"venture": team((1 / r, 0, 0), (k, m))}, CoopGameError, "is undefined at"),
    ],
)
def test_what_has_no_answer_is_refused(asked: dict[str, Any], error: Any, says: str) -> None:
    question: dict[str, Any] = {"target": WORK, "share": theta, **asked}
    venture = question.pop("venture", JOINT)
    if error is None:
        assert sharing_interval(venture, **question).nonempty.contains({r: 10, k: 3, m: 2})
        return
    with pytest.raises(error, match=says):
        sharing_interval(venture, **question)


def test_too_many_open_signs_are_refused() -> None:
    many = parameters("a b c d e f")
    lists = {"enterprise": ("0", "1", "2", "3", "4", "5"), "university": ("0",)}
    venture = Venture.from_functions(lambda s: many[int(s[0])], lambda player, s: int(s[0]), lists)
    with pytest.raises(RuleError, match="the signs of 5 differences of revenue depend on the parameters"):
        sharing_interval(venture, target=("0", "0"), share=theta)


def test_where_no_share_will_do_there_is_no_witness() -> None:
    hopeless = sharing_interval(team((1, 0, 0), (2, 2)), target=WORK, share=theta)
    assert hopeless.witness is None
    assert str(hopeless).endswith("some share will do if  never")


def test_three_players_without_a_rule_are_refused() -> None:
    venture = Venture.from_functions(
        lambda profile: r, lambda player, profile: 0, dict.fromkeys(PLAYERS, ("work", "shirk"))
    )
    with pytest.raises(RuleError, match="3 players and no rule; expected a rule that says what each gets by theta"):
        sharing_interval(venture, target=("work",) * 3, share=theta)
