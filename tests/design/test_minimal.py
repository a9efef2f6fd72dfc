"""The least transfers that sustain a profile: closed forms, minimality, and what is refused."""

import pickle
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import permutations, product
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.design.minimal import minimal_subsidy
from coopgame.design.payment import Payment
from coopgame.design.requirement import Sustains
from coopgame.design.subsidy import MinimalSubsidy
from coopgame.errors import CoopGameError, GameError, RegionError, RuleError, SymbolError
from coopgame.games.finite import FiniteGame
from coopgame.games.venture import Venture
from coopgame.sharing.equal import equal_split
from coopgame.sharing.linear import linear_share
from coopgame.symbols import Region, parameters
from tests.design.drawn import (
    is_equilibrium,
    minimised,
    number,
    plain_ventures,
    target_of,
    turned,
    ventures,
)
from tests.design.test_interval import LISTS, WORK, team

r, k, m, theta, d = parameters("r k m theta d")
POSITIVE = Region(r > 0, k > 0, m > 0)
# Both must work for 2r to be earned, of which each gets half.
JOINT = team((2 * r, 0, 0), (k, m), POSITIVE)
STEP = Fraction(1, 10**6)


def asked(**particulars: Any) -> MinimalSubsidy:
    """The answer for the joint project, equally split."""
    return minimal_subsidy(JOINT, **{"target": WORK, "rule": equal_split(), **particulars})


# Published results.


def test_an_equilibrium_costs_what_each_lacks() -> None:
    answer = asked()
    assert answer.transfers == (sp.Max(0, k - r), sp.Max(0, m - r))
    assert answer.total == sp.Max(0, k - r) + sp.Max(0, m - r)
    assert answer.is_proved
    assert answer.attained
    assert answer._repr_latex_().startswith("$\\max\\left(0, ")
    assert answer.nothing.contains({r: 3, k: 2, m: 3})
    assert not answer.nothing.contains({r: 3, k: 4, m: 3})


def test_dominant_strategies_cost_what_each_lacks_when_the_other_shirks() -> None:
    answer = asked(sustains=Sustains.DOMINANT)
    assert answer.transfers == (k, m)
    assert answer.is_proved


def test_uniqueness_costs_one_player_the_whole_cost_and_the_other_what_the_first_leaves_open() -> None:
    # Segal (2003), Winter (2004): divide and conquer, and the inequalities are strict.
    answer = asked(sustains=Sustains.UNIQUE)
    for values in ({r: 3, k: 5, m: 4}, {r: 3, k: 2, m: 7}, {r: 9, k: 2, m: 7}, {r: 9, k: 7, m: 2}):
        lack = {s: sp.Max(0, values[s] - values[r]) for s in (k, m)}
        assert answer.at(values).total == min(values[k] + lack[m], values[m] + lack[k])
    assert answer.is_proved
    assert not answer.attained
    assert {part.order for part in answer.parts} == set(permutations(LISTS))
    assert "won over in the order" in str(answer)
    assert "whoever is paid must be paid more than that" in str(answer)


def test_a_rate_of_investment_is_at_most_one() -> None:
    answer = asked(payment=Payment.INVESTMENT)
    assert answer.transfers == (sp.Max(0, (k - r) / k), sp.Max(0, (m - r) / m))
    assert sp.expand(answer.total - sp.Max(0, (k - r) / k) * k - sp.Max(0, (m - r) / m) * m) == 0
    assert answer.condition == Region()
    bonus = team((2 * r, 0, 3 * r), (k, m), POSITIVE)
    limited = minimal_subsidy(bonus, target=WORK, rule=equal_split(), payment=Payment.INVESTMENT)
    assert limited.is_proved


def test_a_lump_sum_helps_taking_part_and_nothing_else() -> None:
    answer = asked(payment=Payment.LUMP_SUM, outside={"university": d})
    assert answer.condition == Region(k <= r, m <= r)
    assert answer.transfers == (0, sp.Max(0, d + m - r))
    assert answer.is_proved


def test_paid_at_the_outcome_alone_transfers_make_nothing_dominant() -> None:
    answer = asked(payment=Payment.OUTCOME, sustains=Sustains.DOMINANT)
    assert answer.condition == Region(sp.false)
    assert str(answer) == "no transfers sustain (work, work)"
    with pytest.raises(RegionError, match="no transfers sustain"):
        answer.at({r: 1, k: 1, m: 1})


def test_a_share_chosen_with_the_transfers_saves_what_one_has_to_spare() -> None:
    venture = team((r, 0, 0), (k, m), POSITIVE)
    answer = minimal_subsidy(venture, target=WORK, share=theta)
    assert sp.expand(answer.total - sp.Max(0, k + m - r)) == 0
    assert answer.is_proved
    assert answer.complete
    bill = answer.at({r: 4, k: 3, m: 2})
    assert (bill.total, bill.shares, bill.binding) == (1, (sp.Rational(1, 2), sp.Rational(3, 4)), tuple(LISTS))
    assert answer.at({r: 10, k: 3, m: 2}).shares == (sp.Rational(3, 10), sp.Rational(4, 5))


def test_a_payer_of_the_game_pays_and_says_where_it_is_willing() -> None:
    # A state that gains b by the work of one firm, and can abstain, in which case nobody is paid and nothing is earned.
    b = parameters("b")
    game = FiniteGame.from_function(
        lambda profile: (b if profile == ("help", "work") else 0, -k if profile[1] == "work" else 0),
        {"state": ("help", "abstain"), "firm": ("work", "shirk")},
        Region(b > 0, k > 0),
    )
    answer = minimal_subsidy(game, target=("help", "work"), payer="state", payment=Payment.OUTCOME)
    assert answer.transfers == (0, k)
    assert answer.payer_condition == Region(b >= k)
    assert "state has no reason to leave it either if  b >= k" in str(answer)


def test_where_slopes_differ_the_least_goes_by_case_and_names_a_share() -> None:
    share = parameters("alpha")
    earned = {WORK: r, ("work", "shirk"): k, ("shirk", "work"): m, ("shirk", "shirk"): 0}
    uneven = Venture.from_functions(
        lambda s: earned[s[0], s[1]],
        {player: {"work": cost, "shirk": 0} for player, cost in zip(LISTS, (theta, d), strict=True)},
        LISTS,
        Region(r > k, k > 0, m > 0, m < k, theta > 0, d > 0),
    )
    answer = minimal_subsidy(uneven, target=WORK, share=share)
    assert answer.is_proved
    assert answer.total.has(sp.Piecewise)
    for point in uneven.region.sample(4, seed=7):
        first, second = r - m, r - k  # what each adds to revenue
        rows = [
            ((1, 0, first.subs(point)), point[theta]),
            ((0, 1, -second.subs(point)), point[d] - second.subs(point)),
        ]
        peer = minimised([1, 1, 0], rows, [1000, 1000, 1])
        assert float(answer.at(point).total) == pytest.approx(peer.fun, abs=1e-7)
        assert float(answer.total.subs(point)) == pytest.approx(peer.fun, abs=1e-7)
    assert " is an equilibrium, paid whenever the player plays the target strategy" in str(answer)
    assert ", in all " in str(answer)


def test_three_players_with_parameters_are_won_over_in_six_orders() -> None:
    lists = dict.fromkeys(("a", "b", "c"), ("work", "shirk"))
    costs = dict(zip(lists, (k, m, d), strict=True))
    region = Region(r > 0, k > 0, m > 0, d > 0)
    venture = Venture.from_functions(
        lambda s: 3 * r if "shirk" not in s else 0,
        {player: {"work": cost, "shirk": 0} for player, cost in costs.items()},
        lists,
        region,
    )
    answer = minimal_subsidy(venture, target=("work",) * 3, rule=equal_split(), sustains=Sustains.UNIQUE)
    assert answer.is_proved
    assert len(answer.parts) == 6
    # All but the last cost the whole of what they spend: the last is the one who lacks least against it.
    for point in region.sample(4, seed=8):
        lasts = [sum(point[x] for x in costs.values()) - min(point[c], point[r]) for c in costs.values()]
        assert answer.at(point).total == answer.total.subs(point) == min(lasts)


def test_a_rate_of_a_cost_that_may_vanish_goes_by_case() -> None:
    saving = team((2 * r, 0, 0), (k - m, m), Region(r > 0, k >= m, m > 0))
    answer = minimal_subsidy(
        saving, target=WORK, rule=equal_split(), payment=Payment.INVESTMENT, receivers=("enterprise",)
    )
    assert answer.complete
    assert answer.at({r: 2, k: 7, m: 2}).transfers == (sp.Rational(3, 5), 0)
    assert answer.at({r: 2, k: 2, m: 2}).total == 0
    with pytest.raises(RegionError, match="no transfers sustain"):
        answer.at({r: 2, k: 4, m: 3})


def test_a_payer_whose_own_revenue_depends_on_who_is_paid_is_willing_by_case() -> None:
    t, u, b = parameters("t u b")
    game = FiniteGame.from_function(
        lambda s: (
            b - t - 2 * u if s[0] == "help" else 0,
            t - k if s[1] == "work" else 0,
            u - m if s[2] == "work" else 0,
        ),
        {"state": ("help", "abstain"), "one": ("work", "shirk"), "two": ("work", "shirk")},
        Region(k > 0, m > 0),
    )
    answer = minimal_subsidy(game, target=("help", "work", "work"), payer="state", subsidies={"one": t, "two": u})
    assert answer.transfers == (0, k, m)
    assert answer.payer_condition.contains({b: 5, k: 1, m: 2})
    assert not answer.payer_condition.contains({b: 4, k: 1, m: 2})


def test_a_transfer_takes_a_name_that_is_free() -> None:
    taken = parameters("t_enterprise")
    venture = team((taken, 0, 0), (k, m), Region(taken > 0, k > 0, m > 0))
    symbols = minimal_subsidy(venture, target=WORK, rule=equal_split()).symbols
    assert list(map(str, symbols)) == ["t_enterprise_", "t_university"]


def test_the_prover_does_not_need_parameters() -> None:
    venture = team((6, 0, 0), (5, 2))
    bill = minimal_subsidy(venture, target=WORK, rule=equal_split()).at({})
    assert (bill.total, bill.transfers, bill.binding) == (2, (2, 0), ("enterprise",))


# Properties.


def payoffs(venture: Venture, shares: Sequence[Fraction]) -> Callable[[int, tuple[str, ...]], Fraction]:
    """What each gets under constant shares of the revenue, straight from the venture."""

    def payoff(place: int, profile: tuple[str, ...]) -> Fraction:
        revenue, cost = venture.revenue(profile), venture.cost(venture.players[place], profile)
        return shares[place] * Fraction(int(revenue)) - Fraction(int(cost))

    return payoff


@settings(max_examples=10)
@given(st.data(), st.sampled_from((Payment.ACTION, Payment.OUTCOME)))
def test_with_the_least_transfers_it_is_an_equilibrium_and_with_any_less_for_anyone_it_is_not(
    data: st.DataObject, payment: Payment
) -> None:
    venture = data.draw(plain_ventures())
    target, equal = target_of(data.draw, venture), Fraction(1, len(venture.players))
    answer = minimal_subsidy(venture, target=target, rule=equal_split(), payment=payment)
    transfers = [number(t, {}) for t in answer.at({}).transfers]
    earned = payoffs(venture, [equal] * len(venture.players))

    def holds(paid: Sequence[Fraction]) -> bool:
        def payoff(place: int, profile: tuple[str, ...]) -> Fraction:
            due = profile == target if payment is Payment.OUTCOME else profile[place] == target[place]
            return earned(place, profile) + (paid[place] if due else 0)

        return is_equilibrium(venture.players, venture.strategies, payoff, target)

    assert answer.is_proved
    assert holds(transfers)
    for place, paid in enumerate(transfers):
        assert paid == 0 or not holds([*transfers[:place], paid - STEP, *transfers[place + 1 :]])


@settings(max_examples=5)
@given(st.data())
def test_the_closed_forms_are_minimal_all_over_the_region(data: st.DataObject) -> None:
    venture = data.draw(ventures())
    target = target_of(data.draw, venture)
    answer = minimal_subsidy(venture, target=target, rule=equal_split())
    assert answer.is_proved
    for point in venture.region.sample(3, seed=3):
        for place, (player, paid) in enumerate(answer.at(point).transfers.items()):
            gains = [
                number((venture.revenue(other) - venture.revenue(target)) / 2, point)
                + number(venture.cost(player, target) - venture.cost(player, other), point)
                for other in (turned(target, place, s) for s in venture.strategies[place])
            ]
            assert number(paid, {}) == max(0, *gains)


@settings(max_examples=8)
@given(st.data())
def test_the_least_total_over_shares_is_scipy_s(data: st.DataObject) -> None:
    venture = data.draw(plain_ventures(most=2))
    target = target_of(data.draw, venture)
    answer = minimal_subsidy(venture, target=target, share=theta)
    rows: list[Any] = []
    for place, player in enumerate(venture.players):
        for strategy in venture.strategies[place]:
            other = turned(target, place, strategy)
            more = venture.revenue(target) - venture.revenue(other)
            saved = venture.cost(player, target) - venture.cost(player, other)
            if strategy != target[place]:
                paid = (1, 0) if place == 0 else (0, 1)
                rows.append(((*paid, more), saved) if place == 0 else ((*paid, -more), saved - more))
    peer = minimised([1, 1, 0], rows, [100, 100, 1])
    assert float(answer.at({}).total) == pytest.approx(peer.fun, abs=1e-7)
    assert answer.is_proved
    shares = answer.at({}).shares
    assert shares is not None
    for share in shares:  # each end goes with the same total, and a step beyond it with more
        assert minimised([1, 1], fixed(rows, share)).fun == pytest.approx(peer.fun, abs=1e-7)
    for share in (shares[0] - sp.Rational(1, 100), shares[1] + sp.Rational(1, 100)):
        assert not 0 <= share <= 1 or minimised([1, 1], fixed(rows, share)).fun > peer.fun + 1e-9


def fixed(rows: Sequence[Any], share: Any) -> list[Any]:
    """The rows once the share is given."""
    return [(row[:2], bound - row[2] * share) for row, bound in rows]


def survivors(payoff: Any, strategies: Sequence[Sequence[str]]) -> set[tuple[str, ...]]:
    """What iterated elimination of strictly dominated strategies leaves, two strategies a player."""
    left = [list(own) for own in strategies]
    bad: tuple[int, str] | None = (0, "")
    while bad is not None:
        bad = next((pair for pair in listed(left) if dominated(payoff, left, *pair)), None)
        if bad is not None:
            left[bad[0]].remove(bad[1])
    return set(product(*left))


def listed(left: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Each player's place with each strategy that is left."""
    return [(place, strategy) for place, own in enumerate(left) for strategy in own]


def dominated(payoff: Any, left: Sequence[Sequence[str]], place: int, bad: str) -> bool:
    """Whether another strategy that is left is better against everything that is."""
    return any(
        all(payoff(place, turned(s, place, good)) > payoff(place, turned(s, place, bad)) for s in product(*left))
        for good in left[place]
        if good != bad
    )


@settings(max_examples=8)
@given(st.data())
def test_anything_above_the_least_leaves_the_target_alone_and_no_lesser_total_does(data: st.DataObject) -> None:
    venture = data.draw(plain_ventures(strategies=2))
    target, count = target_of(data.draw, venture), len(venture.players)
    answer = minimal_subsidy(venture, target=target, rule=equal_split(), sustains=Sustains.UNIQUE)
    transfers = [number(t, {}) for t in answer.at({}).transfers]
    earned = payoffs(venture, [Fraction(1, count)] * count)

    def left(paid: Sequence[Fraction]) -> set[tuple[str, ...]]:
        def payoff(place: int, profile: tuple[str, ...]) -> Fraction:
            return earned(place, profile) + (paid[place] if profile[place] == target[place] else 0)

        return survivors(payoff, venture.strategies)

    def lack(place: int, free: set[int]) -> Fraction:
        """What a player lacks at most, where some others do whatever they can."""
        profiles = product(*(own if j in free else (target[j],) for j, own in enumerate(venture.strategies)))
        turns = product(profiles, venture.strategies[place])
        return max(earned(place, turned(s, place, other)) - earned(place, s) for s, other in turns)

    assert left([t + STEP for t in transfers]) == {target}
    for place, paid in enumerate(transfers):  # any more for the others does not make up for less for one
        others = [t + STEP / 2 for t in transfers]
        assert paid == 0 or left([*others[:place], paid - STEP, *others[place + 1 :]]) != {target}
    least = [
        sum((lack(place, set(order[n + 1 :])) for n, place in enumerate(order)), Fraction(0))
        for order in permutations(range(count))
    ]
    assert sum(transfers) == min(least)


def test_an_answer_is_pickled_whole() -> None:
    answer = asked()
    assert pickle.loads(pickle.dumps(answer)) == answer


# Refusals.

GAME = JOINT.under(equal_split())


@pytest.mark.parametrize(
    ("particulars", "error", "says"),
    [
        ({"target": ("work", "rest")}, GameError, "university has no strategy 'rest'"),
        ({"outside": {"state": 1}}, GameError, "outside names 'state'; expected one of enterprise, university"),
        ({"payer": "state"}, GameError, "payer names 'state'; expected one of enterprise, university"),
        ({"receivers": ("state",)}, GameError, "receivers names 'state'"),
        ({"payer": "enterprise", "receivers": ("enterprise",)}, GameError, "enterprise pays and receives"),
        ({"receivers": ()}, GameError, "nobody may be paid; expected at least one receiver"),
        ({"rule": None}, RuleError, "a venture without rule and share"),
        ({"share": theta}, RuleError, "the share theta is not in the rule: equal split"),
        (
            {"share": theta, "rule": linear_share({"enterprise": theta**2, "university": 1 - theta**2})},
            RuleError,
            "enterprise would rather shirk: .* is not linear",
        ),
        ({"subsidies": {"enterprise": theta}}, SymbolError, "the subsidy theta of enterprise is not in the game"),
        ({"subsidies": {"enterprise": k, "university": k}}, SymbolError, "one symbol is the subsidy of two players"),
        ({"venture": GAME, "rule": equal_split()}, RuleError, "a rule is given for a game"),
        ({"venture": GAME, "rule": None, "share": theta}, RuleError, "the share theta is not in the game"),
        ({"venture": GAME, "rule": None, "payment": Payment.INVESTMENT}, GameError, "a game does not tell costs"),
        (
            {"venture": team((r, 0, 0), (k - m, m), POSITIVE), "payment": Payment.INVESTMENT},
            RuleError,
            "the cost of enterprise at the target is k - m, which is .*; expected one that is not negative throughout",
        ),
        ({"venture": team((r, 0, 0), (k, m), Region(r > 0, r < 0))}, CoopGameError, "is empty"),
    ],
)
def test_what_has_no_answer_is_refused(particulars: dict[str, Any], error: Any, says: str) -> None:
    question = {"target": WORK, "rule": equal_split(), **particulars}
    with pytest.raises(error, match=says):
        minimal_subsidy(question.pop("venture", JOINT), **question)


def test_uniqueness_is_refused_beyond_two_strategies_and_four_players() -> None:
    many = {"a": ("x", "y", "z"), "b": ("x", "y")}
    game = FiniteGame.from_function(lambda profile: (0, 0), many)
    with pytest.raises(GameError, match="a has 3 strategies; expected two, to divide and conquer"):
        minimal_subsidy(game, target=("x", "x"), sustains=Sustains.UNIQUE)
    three = Venture.from_functions(lambda s: r, lambda player, s: k, dict.fromkeys("abc", ("x", "y")), Region(r > 0))
    shares = linear_share({"a": theta, "b": 1 - theta, "c": 0})
    with pytest.raises(GameError, match="a share is chosen together with transfers to players won over in 6 orders"):
        minimal_subsidy(three, target=("x",) * 3, share=theta, rule=shares, sustains=Sustains.UNIQUE)
    crowd = FiniteGame.from_function(lambda player, profile: 0, dict.fromkeys("abcde", ("x", "y")))
    with pytest.raises(GameError, match="5 players can be won over in too many orders"):
        minimal_subsidy(crowd, target=("x",) * 5, sustains=Sustains.UNIQUE)


@pytest.mark.parametrize(
    ("cost", "particulars"),
    [
        (0, {"payment": Payment.LUMP_SUM}),
        (0, {"payment": Payment.OUTCOME}),  # who is won over first is paid nothing where the other one rests
        (0, {"payment": Payment.INVESTMENT}),
        (2, {"payment": Payment.INVESTMENT}),  # the whole of the cost, and no more
        (0, {"receivers": ("university",)}),
        (0, {"share": theta, "rule": None, "receivers": ("university",)}),
    ],
)
def test_who_gains_nothing_whatever_is_paid_is_not_won_over(cost: int, particulars: dict[str, Any]) -> None:
    venture = team((0, 0, 0), (cost, cost), Region())
    answer = minimal_subsidy(
        venture, target=WORK, **{"rule": equal_split(), "sustains": Sustains.UNIQUE, **particulars}
    )
    assert answer.parts == ()
    assert answer.condition == Region(sp.false)
    assert answer.complete


def test_where_a_share_wins_over_strictly_is_said() -> None:
    # Alone each earns r: the enterprise, which is not paid, works whatever the other does where r theta > k.
    venture = team((2 * r, r, 0), (k, m), Region(r > 0, k > 0, m > 0))
    answer = minimal_subsidy(venture, target=WORK, share=theta, receivers=("university",), sustains=Sustains.UNIQUE)
    assert answer.is_proved
    assert answer.at({r: 3, k: 2, m: 4}).total == 3
    with pytest.raises(RegionError):
        answer.at({r: 2, k: 2, m: 4})
    with pytest.raises(RegionError):
        answer.at({r: 1, k: 2, m: 4})


def test_who_gains_nothing_must_be_paid_something() -> None:
    answer = minimal_subsidy(
        team((0, 0, 0), (0, 0), Region()), target=WORK, rule=equal_split(), sustains=Sustains.UNIQUE
    )
    assert answer.total == 0
    assert not answer.attained
    assert "and whoever gains nothing by it must be paid as well" in str(answer)
    sure = minimal_subsidy(team((4, 2, 0), (0, 0), Region()), target=WORK, rule=equal_split(), sustains=Sustains.UNIQUE)
    assert sure.attained
    assert "must be paid" not in str(sure)


@pytest.mark.parametrize("bound", [theta < Fraction(1, 2), theta <= Fraction(1, 2)])
def test_a_share_that_the_region_leaves_out_is_none(bound: Any) -> None:
    # The enterprise, which is not paid, works from one half on.
    venture = team((4, 0, 0), (2, 1), Region(bound))
    for particulars in ({"payment": Payment.LUMP_SUM}, {"receivers": ("university",)}):
        answer = minimal_subsidy(venture, target=WORK, share=theta, **particulars)
        assert bool(answer.parts) == answer.condition.contains({}) == (bound.rel_op == "<=")


@pytest.mark.parametrize(("most", "enough"), [(d < 3, False), (d <= 3, True), (d < 4, True)])
def test_a_subsidy_that_the_region_leaves_out_is_none(most: Any, enough: bool) -> None:
    game = FiniteGame.from_function(
        lambda player, profile: d - 3 if (player, profile[0]) == ("enterprise", "work") else 0,
        LISTS,
        Region(d > 0, most),
    )
    answer = minimal_subsidy(game, target=WORK, subsidies={"enterprise": d})
    assert bool(answer.parts) == answer.condition.contains({}) == enough
    assert answer.attained


def test_a_share_that_must_be_positive_is() -> None:
    # The university, which is not paid, works only where it gets all of it.
    venture = team((1, 0, 0), (0, 1), Region(theta > 0))
    assert minimal_subsidy(venture, target=WORK, share=theta, receivers=("enterprise",)).parts == ()


def test_the_share_that_goes_with_the_transfers_is_said() -> None:
    # Between one fourth and three fourths the total is 2, but the enterprise alone is paid at one fourth only.
    venture = team((4, 0, 0), (3, 3), Region())
    answer = minimal_subsidy(venture, target=WORK, share=theta)
    bill = answer.at({})
    assert bill.shares == (Fraction(1, 4), Fraction(3, 4))
    values = dict(zip(answer.symbols, bill.transfers, strict=True))
    for share, does in ((bill.share, True), (Fraction(1, 2), False)):
        game = answer.game.at({**values, theta: share})
        assert all(game.deviation_gain(player, WORK, "shirk") <= 0 for player in LISTS) == does
    assert "theta from 1/4 to 3/4 for the same total, 1/4 for these transfers" in str(answer)
