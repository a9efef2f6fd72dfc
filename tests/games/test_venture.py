"""Ventures: joint revenue and private costs."""

import pickle
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame import FiniteGame, PerPlayer, Region, Venture, equal_split, linear_share, parameters
from coopgame.errors import CoopGameError, GameError, RegionError, RuleError, SymbolError

v, c, s, theta = parameters("v c s theta")
PLAYERS = ("enterprise", "university")
STRATEGIES = dict.fromkeys(PLAYERS, ("invest", "hold back"))
REGION = Region(v > 0, c > 0, theta >= 0, theta <= 1)


def revenue(profile: PerPlayer[str]) -> Any:
    return v * profile.count("invest") ** 2


def cost(player: str, profile: PerPlayer[str]) -> Any:
    return c if profile[player] == "invest" else 0


def project(**changes: Any) -> Venture:
    usual: dict[str, Any] = {"revenue": revenue, "costs": cost, "strategies": STRATEGIES, "region": REGION}
    return Venture.from_functions(**usual | changes)


# --- what a venture is


def test_revenue_and_costs_are_read_by_profile_and_player() -> None:
    venture = project()
    assert venture.revenue(("invest", "invest")) == 4 * v
    assert venture.cost("university", ("invest", "hold back")) == 0
    assert venture.surplus(("invest", "hold back")) == v - c
    assert venture.symbols == (c, v)
    assert venture.players == PLAYERS


def test_costs_of_the_own_strategy_alone_may_be_given_as_a_mapping() -> None:
    assert project(costs={player: {"invest": c, "hold back": 0} for player in PLAYERS}) == project()


def test_a_rule_makes_it_a_game_in_which_each_gets_a_share_and_bears_the_own_cost() -> None:
    game = project().under(linear_share({"enterprise": theta, "university": 1 - theta}))
    assert isinstance(game, FiniteGame)
    assert game.payoffs(("invest", "invest")) == (4 * theta * v - c, 4 * v * (1 - theta) - c)
    assert game.region == REGION


def test_a_subsidy_is_a_negative_cost_and_no_part_of_what_is_shared() -> None:
    def subsidised(player: str, profile: PerPlayer[str]) -> Any:
        return cost(player, profile) - (s if profile[player] == "invest" else 0)

    game = project(costs=subsidised).under(equal_split())
    assert sp.expand(game.payoff("enterprise", ("invest", "invest")) - (2 * v - c + s)) == 0


def test_ventures_are_values() -> None:
    assert project() == project()
    assert hash(project()) == hash(project())
    assert pickle.loads(pickle.dumps(project())) == project()


def test_profiles_come_in_the_order_of_a_game() -> None:
    assert list(project().profiles()) == list(project().under(equal_split()).profiles())


# --- numbers


def test_setting_parameters_leaves_the_others() -> None:
    venture = project().at({"v": Fraction(1, 2), c: 1})
    assert venture.revenue(("invest", "invest")) == 2
    assert venture.cost("enterprise", ("invest", "invest")) == 1
    assert venture.region.symbols == (theta,)


def test_parameters_are_set_all_at_once() -> None:
    venture = project(region=Region()).at({v: c, c: v})
    assert venture.revenue(("invest", "invest")) == 4 * c
    assert venture.cost("enterprise", ("invest", "invest")) == v


@pytest.mark.parametrize(
    ("venture", "exact"),
    [
        (project(), True),
        (project().at({v: 1}), True),
        (project().at({v: 0.5}), False),
        (project(costs=lambda player, profile: 0.5), False),
        (project(revenue=lambda profile: 0.5), False),
    ],
)
def test_a_float_is_remembered(venture: Venture, exact: bool) -> None:
    assert venture.exact is exact
    assert venture.under(equal_split()).exact is exact


def test_a_share_given_as_a_float_is_remembered() -> None:
    assert not project().under(linear_share({"enterprise": 0.25, "university": 0.75})).exact


@given(st.fractions(0, 10), st.fractions(0, 10), st.fractions(0, 1))
def test_dividing_and_setting_parameters_commute(value: Fraction, outlay: Fraction, share: Fraction) -> None:
    venture = project(region=Region())
    at = {v: value, c: outlay}
    rule = linear_share({"enterprise": share, "university": 1 - share})
    assert venture.at(at).under(rule) == venture.under(rule).at(at)


# --- refusals


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"revenue": lambda: 1}, "takes 0 arguments"),
        ({"revenue": 5}, "revenue 5 does not take one profile; expected a function of the profile"),
        ({"revenue": lambda player, profile: 1}, "does not take one profile"),
        ({"revenue": lambda profile: None}, "revenue at .*: None "),
        ({"costs": lambda profile: 0}, "are not given by player; expected costs.player, profile. or"),
        ({"costs": 3}, "costs 3 are not given by player"),
        ({"costs": lambda player, profile: sp.nan}, "cost of enterprise at .'invest', 'invest'.: nan "),
        ({"costs": {p: {"invest": 1} for p in PLAYERS}}, "no cost is given for university at 'hold back'"),
        ({"costs": {"enterprise": {"invest": 1, "hold back": 0}}}, "no cost is given for university"),
        (
            {"costs": {p: {"invest": 1, "hold back": 0} for p in (*PLAYERS, "state")}},
            "costs are given for 'state'; expected one of enterprise, university",
        ),
        ({"strategies": {"enterprise": ()}}, "no strategies of enterprise given"),
        ({"strategies": ("invest",)}, "are not a mapping"),
    ],
)
def test_what_is_no_venture_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(GameError, match=says):
        project(**changes)


def test_tables_that_do_not_fit_are_refused() -> None:
    lists = PerPlayer(PLAYERS, (("a", "b"), ("a",)))
    zero = (sp.Integer(0),) * 2
    with pytest.raises(GameError, match="3 revenues are given; expected 2, one a profile"):
        Venture(PLAYERS, lists, (sp.Integer(0),) * 3, (zero, zero))
    with pytest.raises(GameError, match="do not fit"):
        Venture(PLAYERS, lists, zero, (zero,))


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda w: w.revenue(("invest",)), GameError, "does not fit"),
        (lambda w: w.revenue(("invest", "wait")), GameError, "university has no strategy 'wait'"),
        (lambda w: w.cost("state", ("invest", "invest")), GameError, "no player is called 'state'"),
        (
            lambda w: w.at({"kappa": 1}),
            SymbolError,
            "the venture has no parameter 'kappa'; expected one of c, theta, v",
        ),
        (lambda w: w.at({v: 1, "v": 2}), SymbolError, "v is set twice"),
        (lambda w: w.at({v: -1}), RegionError, "v=-1 lies outside the region; expected v > 0"),
        (lambda w: w.under(equal_split), RuleError, "is not a rule of sharing; expected linear_share"),
        (lambda w: w.under({"enterprise": 1}), RuleError, "is not a rule of sharing"),
        (lambda w: w.under(type(equal_split())), RuleError, "is not a rule of sharing"),
    ],
)
def test_a_question_that_has_no_answer_is_refused(ask: Any, error: type[CoopGameError], says: str) -> None:
    with pytest.raises(error, match=says):
        ask(project())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"revenue": lambda profile: 1 / v}, "the revenue, 1/v, is not a number there"),
        ({"costs": lambda player, profile: sp.sqrt(v - 1)}, "a cost of enterprise, sqrt.v - 1., is not a number there"),
    ],
)
def test_a_point_at_which_something_is_undefined_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(GameError, match=says):
        project(region=Region(), **changes).at({v: 0})
