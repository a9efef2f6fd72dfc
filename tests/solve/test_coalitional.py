"""Worths of coalitions by three conventions on what outsiders do."""

from itertools import product
from typing import Any

import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coopgame import PerPlayer, Region, Venture, equal_split, linear_share, parameters
from coopgame.claims.claim import Claim, Undecided
from coopgame.errors import CoopGameError, GameError, RuleError, SolverError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.models.government_enterprise_university import venture as tripartite
from coopgame.sharing import tiered_share
from coopgame.sharing.extremes import greatest, least
from coopgame.solve import response
from coopgame.solve.coalitional import Convention, coalitional_form, nash_response
from tests.sharing.drawn import ventures
from tests.sharing.gainful import points

b, c, x, y = parameters("b c x y")
POSITIVE = Region(b > 0, c > 0)
NAMES = ("enterprise", "university", "government")
PESSIMISTIC, OPTIMISTIC, NASH = Convention


def common_good(count: int, region: Region = POSITIVE) -> Venture:
    """Each who invests bears c and adds b to what is shared."""
    players = NAMES[:count]
    return Venture.from_functions(
        lambda profile: b * profile.count("invest"),
        {player: {"invest": c, "wait": 0} for player in players},
        dict.fromkeys(players, ("invest", "wait")),
        region,
    )


def matching(coin: Any = 1) -> Venture:
    """The enterprise earns the coin when both show the same, the university pays it then."""

    def cost(player: str, profile: PerPlayer[str]) -> Any:
        same = coin if profile[0] == profile[1] else 0
        return -same if player == "enterprise" else same

    return Venture.from_functions(lambda profile: 0, cost, dict.fromkeys(NAMES[:2], ("heads", "tails")))


# --- published results


def test_in_a_common_good_a_coalition_invests_when_it_is_large_enough_to_gain() -> None:
    # Chander and Tulkens (1997): outsiders play for themselves. Of b each gets b/3, so that alone nobody invests, and
    # k together gain k b/3 - c from each that does.
    game = coalitional_form(common_good(3, Region(b < 3 * c, b > 0)), NASH, equal_split())
    assert game.worth("enterprise") == 0
    for pair in (NAMES[:2], NAMES[1:]):
        assert game.at({b: 2, c: 1}).worth(pair) == sp.Rational(2, 3)
        assert game.at({b: 1, c: 1}).worth(pair) == 0
    assert game.at({b: 2, c: 1}).grand == 3


def test_the_worst_that_outsiders_do_to_a_common_good_is_to_wait_and_the_best_to_invest() -> None:
    three = common_good(3)
    worst, best = (coalitional_form(three, convention, equal_split()) for convention in (PESSIMISTIC, OPTIMISTIC))
    assert worst.worth("enterprise") == sp.Max(0, b / 3 - c)
    assert best.worth("enterprise") == sp.Max(2 * b / 3, b - c)
    assert worst.grand == best.grand == sp.Max(0, 3 * b - 3 * c)


def test_in_a_zero_sum_game_the_pessimistic_worth_is_the_maximin_in_pure_strategies() -> None:
    # von Neumann and Morgenstern (1944), section 14: matching pennies is not strictly determined.
    game = coalitional_form(matching())
    assert (game.worth("enterprise"), game.worth("university"), game.grand) == (0, -1, 0)


# --- what is written


def test_without_a_rule_a_coalition_keeps_the_revenue_and_outsiders_just_bear_their_costs() -> None:
    found = nash_response(common_good(2), "enterprise")
    assert [str(equilibrium.profile) for equilibrium in found.equilibria] == ["('invest', 'wait')", "('wait', 'wait')"]
    assert found.game.players == ("{enterprise}", "university")
    assert [found.worth.subs({b: 3, c: value}) for value in (1, 3, 5)] == [2, 0, 0]


def test_where_several_equilibria_compete_the_worst_counts_and_a_note_says_so() -> None:
    # Two who split what both need to invest for: both invest or both wait.
    both = Venture.from_functions(
        lambda profile: b if profile.count("invest") == 2 else 0,
        {player: {"invest": c, "wait": 0} for player in NAMES[:2]},
        dict.fromkeys(NAMES[:2], ("invest", "wait")),
        Region(c > 0, b > 2 * c),
    )
    found = nash_response(both, "enterprise", equal_split())
    assert found.worth == 0
    assert found.notes == (
        "{enterprise} may face several equilibria, the worst of which counts: (invest, invest); (wait, wait)",
    )


def test_one_equilibrium_needs_no_note() -> None:
    found = nash_response(common_good(2, Region(c > 0, b > 2 * c)), NAMES[:1], equal_split())
    assert sp.expand(found.worth - (b - c)) == 0
    assert found.notes == ()


def test_worths_have_cases_where_the_equilibrium_changes_and_the_worst_holds_on_the_border() -> None:
    worth = coalitional_form(common_good(2), NASH, equal_split()).worth("enterprise")
    assert [worth.subs({b: value, c: 1}) for value in (1, 2, 3)] == [0, 0, 2]


def test_where_no_order_of_the_cases_is_the_worst_throughout_they_are_compared_in_place() -> None:
    # The university is indifferent, so the enterprise gets the lesser of x and y, whichever that is.
    choice = Venture.from_functions(
        lambda profile: 0,
        lambda player, profile: 0 if player == "university" else -(x if profile["university"] == "left" else y),
        {"enterprise": ("stay",), "university": ("left", "right")},
    )
    worth = nash_response(choice, "enterprise").worth
    assert [worth.subs({x: 1, y: value}) for value in (0, 1, 2)] == [0, 1, 1]


def test_the_worths_of_government_enterprise_and_university_are_no_longer_than_they_need_be() -> None:
    game = coalitional_form(tripartite)
    symbols = {str(symbol): symbol for symbol in game.symbols}
    pi_e, C_e, D, B_e, F_e, Delta_R = (symbols[name] for name in ("pi_e", "C_e", "D", "B_e", "F_e", "Delta_R"))
    assert game.worth("enterprise") == pi_e + sp.Max(-C_e + sp.Min(D, Delta_R), -F_e + sp.Min(0, B_e - D)), (
        "subsidies are not among them: the others would not pay any"
    )
    assert len(game.worth("government").atoms(sp.Add)) < len(
        tripartite.coalitional_form().worth("government").atoms(sp.Add)
    )


def test_a_value_that_is_never_needed_is_left_out_and_common_terms_stand_in_front() -> None:
    inside = Region(x >= 0, y >= 0)
    assert greatest((x + b, x + y + b, b - 1), inside) == x + y + b
    assert least((x + b, x + y + b, b - 1), inside) == b - 1
    assert greatest((x + b, y + b), inside) == b + sp.Max(x, y)
    assert least((x, x, 2 * x), inside) == x
    for unread in (sp.exp(x), sp.sin(x)):
        assert least((unread, x), inside) == sp.Min(unread, x), "what no prover reads stays"


# --- properties


def value_of(game: CoalitionalGame) -> list[sp.Expr]:
    return [game.worth(coalition) for coalition in game.coalitions()]


def shares(venture: Venture) -> Any:
    """Nobody gets everything, the first gets the most."""
    count = len(venture.players)
    return linear_share(
        {player: sp.Rational(2 if k == 0 else 1, count + 1) for k, player in enumerate(venture.players)}
    )


@settings(max_examples=20)
@given(ventures(), st.booleans(), points)
def test_what_is_feared_is_at_most_what_is_hoped_for_and_setting_parameters_commutes(
    venture: Venture, divided: bool, point: Any
) -> None:
    rule, settled = shares(venture) if divided else None, venture.at(point)
    worst, best = (coalitional_form(venture, which, rule).at(point) for which in (PESSIMISTIC, OPTIMISTIC))
    assert all(low <= high for low, high in zip(value_of(worst), value_of(best), strict=True))
    assert worst.grand == best.grand == max(settled.surplus(profile) for profile in settled.profiles())
    assert value_of(worst) == value_of(coalitional_form(settled, PESSIMISTIC, rule))
    assert value_of(best) == value_of(coalitional_form(settled, OPTIMISTIC, rule))


@settings(max_examples=10)
@given(ventures(), points, st.sampled_from((1e-9, 5)))
def test_the_pessimistic_worths_are_those_of_the_venture_whatever_the_budget(
    venture: Venture, point: Any, budget: float
) -> None:
    assert value_of(coalitional_form(venture, budget=budget).at(point)) == value_of(
        venture.coalitional_form().at(point)
    )


# --- differential


def by_running_through(venture: Venture, rule: Any, coalition: tuple[str, ...]) -> list[sp.Expr]:
    """What the coalition gets at each pure equilibrium against the outsiders; the venture holds numbers."""
    game, others = venture.under(rule), [player for player in venture.players if player not in coalition]

    def gained(group: Any, profile: Any) -> Any:
        return sum(game.payoff(player, profile) for player in group)

    def stable(profile: Any) -> bool:
        for group in (coalition, *((player,) for player in others)):
            for part in product(*(venture.strategies[player] for player in group)):
                other = dict(profile.items()) | dict(zip(group, part, strict=True))
                if gained(group, tuple(other.values())) > gained(group, profile):
                    return False
        return True

    return [gained(coalition, profile) for profile in venture.profiles() if stable(profile)]


@settings(max_examples=20)
@given(ventures(), points)
def test_by_nash_response_it_is_the_worst_equilibrium_of_running_through_all_profiles(
    venture: Venture, point: Any
) -> None:
    rule, settled = shares(venture), venture.at(point)
    found = {
        coalition: by_running_through(settled, rule, coalition) for coalition in venture.coalitional_form().coalitions()
    }
    assume(all(found.values()))
    game = coalitional_form(settled, NASH, rule)
    assert all(game.worth(coalition) == min(worths) for coalition, worths in found.items())
    worst, best = (coalitional_form(settled, which, rule) for which in (PESSIMISTIC, OPTIMISTIC))
    for coalition in game.coalitions():
        assert worst.worth(coalition) <= game.worth(coalition) <= best.worth(coalition)


@pytest.mark.parametrize("count", [2, 3])
def test_the_cases_of_a_common_good_are_those_of_its_numbers(count: int) -> None:
    venture = common_good(count)
    form = coalitional_form(venture, NASH, equal_split())
    for value in map(sp.Rational, ("1/2", 1, "3/2", 2, "5/2", 3, 4)):
        point = {b: value, c: 1}
        assert value_of(form.at(point)) == value_of(coalitional_form(venture.at(point), NASH, equal_split()))


# --- refusals


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda: coalitional_form(common_good(2), "nash"), SolverError, "'nash' is no convention; expected a coopgame"),  # type: ignore[arg-type]
        (lambda: coalitional_form(common_good(2), budget=0), SolverError, "a budget of 0 s leaves no time"),
        (lambda: coalitional_form(common_good(2), rule=linear_share({"enterprise": 1})), RuleError, "no share is"),
        (
            lambda: coalitional_form(matching(), NASH),
            SolverError,
            r"\{enterprise\} and university have no pure equilibrium; expected a region throughout which they have one",
        ),
        (
            lambda: coalitional_form(matching(x), NASH),
            SolverError,
            r"\{enterprise\} and university have no pure equilibrium at x = ",
        ),
        (
            lambda: coalitional_form(
                common_good(2), NASH, tiered_share({NAMES[0]: 1, NAMES[1]: 0}, (c, {NAMES[0]: 0, NAMES[1]: 1}))
            ),
            CoopGameError,
            "Min",
        ),
        (lambda: nash_response(common_good(2), "state"), GameError, "the coalition names 'state'; expected one of"),
        (
            lambda: nash_response(common_good(2), ()),
            SolverError,
            r"the coalition is \(\); expected some of the players",
        ),
        (lambda: nash_response(common_good(2), NAMES[:2]), SolverError, "expected some of the players, not all"),
    ],
)
def test_a_question_that_has_no_answer_is_refused(ask: Any, error: type[CoopGameError], says: str) -> None:
    with pytest.raises(error, match=says):
        ask()


def test_what_was_not_decided_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def undecided(claim: Claim, budget: float) -> Undecided:
        return Undecided(claim, "no answer within 1 s")

    monkeypatch.setattr(response, "decide", undecided)
    with pytest.raises(SolverError, match="pure equilibrium was not decided: no answer within 1 s; expected a larger"):
        coalitional_form(common_good(2), NASH, equal_split())
