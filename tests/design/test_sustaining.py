"""Whether a balanced division sustains a profile: exact conditions, divisions that do it, and money that is lacking."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.claims.decide import is_empty
from coopgame.design import loss
from coopgame.design.division import ByProfile
from coopgame.design.loss import budget_loss
from coopgame.design.sustained import Observed
from coopgame.design.sustaining import can_be_sustained
from coopgame.errors import CoopGameError, GameError, RuleError
from coopgame.games.venture import Venture
from coopgame.players import PerPlayer
from coopgame.symbols import Region, parameters
from tests.design.drawn import is_equilibrium, minimised, number, plain_ventures, target_of, turned, ventures
from tests.design.test_interval import WORK, team

R, one, c, d = parameters("R one c d")
TEAM = team((R, one, 0), (c, d), Region(one < R, one > 0, c > 0, d > 0))


def same(first: Region, second: Region, within: Region) -> bool:
    """Whether two conditions hold at the same points of a region."""
    return is_empty(within & first & ~second) and is_empty(within & second & ~first)


# Published results.


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (Observed.PROFILE, Region(c + d <= R)),
        # Holmström (1982): revenue alone does not tell who shirked, and both must be kept from it.
        (Observed.REVENUE, Region(c + d + one <= R)),
        (Observed.SHARES, Region(c + d + one <= R)),
    ],
)
def test_a_team_of_two_is_sustained_where_surplus_covers_what_each_could_save(
    observed: Observed, expected: Region
) -> None:
    answer = can_be_sustained(TEAM, target=WORK, observed=observed)
    assert same(answer.condition, expected, TEAM.region)
    assert answer.mendable == Region()
    assert answer.witness is not None
    assert f"sees {observed.value} sustains (work, work) if" in str(answer)


def test_what_is_lacking_is_what_revenue_falls_short_of() -> None:
    values = {R: 7, one: 4, c: 3, d: 2}
    losses = [can_be_sustained(TEAM, target=WORK, observed=o).loss.subs(values) for o in Observed]
    assert losses == [0, 2, 7 * sp.Rational(2, 3)]  # shares of 1 and 2/3: two thirds of the revenue too many


def test_a_deviation_that_leaves_revenue_as_it_is_can_be_stopped_only_by_being_seen() -> None:
    venture = team((R, R, 0), (c, d), Region(R > 0, c > 0, d > 0))
    seen = can_be_sustained(venture, target=WORK)
    assert same(seen.condition, Region(c + d <= R), venture.region)
    for observed in (Observed.REVENUE, Observed.SHARES):
        answer = can_be_sustained(venture, target=WORK, observed=observed)
        assert answer.condition == answer.mendable == Region(sp.false)


def test_revenues_that_may_coincide_are_told_apart_and_what_is_left_out_is_said() -> None:
    venture = team((R, one, 0), (c, d), Region(R > 0, one > 0, c > 0, d > 0))
    answer = can_be_sustained(venture, target=WORK, observed=Observed.REVENUE)
    assert same(answer.generic, Region(sp.Ne(R, one)), venture.region)
    assert "left out: where not  " in str(answer)


def test_constant_shares_go_by_case_where_a_difference_of_revenue_may_be_of_either_sign() -> None:
    venture = team((R, one, 0), (c, d), Region(R > 0, one > 0, c > 0, d > 0))
    answer = can_be_sustained(venture, target=WORK, observed=Observed.SHARES)
    assert same(answer.condition, Region(c + d + one <= R), venture.region)
    game = venture.at({R: 9, one: 2, c: 3, d: 4}).under(
        ByProfile(venture.players, tuple(row_at(row, {R: 9, one: 2, c: 3, d: 4}) for row in answer.division.amounts))
    )
    assert all(game.deviation_gain(player, WORK, "shirk") <= 0 for player in venture.players)


def row_at(row: PerPlayer[Any], point: Any) -> PerPlayer[Any]:
    """Amounts at a point."""
    return PerPlayer(row.players, (amount.subs(point) for amount in row))


def test_the_loss_of_a_balanced_budget_is_a_profile_of_less_surplus() -> None:
    found = budget_loss(TEAM, observed=Observed.REVENUE)
    assert found.complete
    lost: dict[Any, Any] = {(cell.first_best, cell.sustained): cell.surplus for cell in found.cells}
    assert lost[WORK, WORK] == 0
    assert lost[WORK, ("work", "shirk")] == R - d - one
    assert lost[WORK, ("shirk", "shirk")] == R - c - d
    assert "(work, work) is best, (work, shirk) can be sustained: R - d - one is lost  if  " in str(found)
    assert all(cell.surplus == 0 for cell in budget_loss(TEAM).cells)  # who is seen is kept from shirking


def test_nothing_is_sustained_where_revenue_may_be_negative() -> None:
    venture = team((R, -1, -1), (c, d), Region(R > 0, c > 0, d > 0))
    (cell,) = budget_loss(venture, observed=Observed.PROFILE).cells[:1]
    assert cell.sustained is None
    assert cell.surplus is None
    assert "nothing can be sustained" in str(cell)


# Properties.


@settings(max_examples=10)
@given(st.data(), st.sampled_from(list(Observed)))
def test_the_division_divides_sees_no_more_than_it_may_and_sustains_exactly_where_it_is_said_to(
    data: st.DataObject, observed: Observed
) -> None:
    venture = data.draw(plain_ventures())
    target = target_of(data.draw, venture)
    answer = can_be_sustained(venture, target=target, observed=observed)
    holds = answer.condition.contains({})
    assert holds == (answer.loss == 0 and answer.mendable.contains({}))
    if not holds:
        return
    amounts = {
        tuple(s): [number(a, {}) for a in row]
        for s, row in zip(venture.profiles(), answer.division.amounts, strict=True)
    }
    for profile, row in amounts.items():
        assert sum(row) == number(venture.revenue(profile), {})
        assert min(row) >= 0
    by_revenue: dict[Any, set[tuple[Fraction, ...]]] = {}
    for profile, row in amounts.items():
        by_revenue.setdefault(venture.revenue(profile), set()).add(tuple(row))
    if observed is not Observed.PROFILE:
        assert all(len(rows) == 1 for rows in by_revenue.values())

    def payoff(place: int, profile: tuple[str, ...]) -> Fraction:
        return amounts[profile][place] - number(venture.cost(venture.players[place], profile), {})

    assert is_equilibrium(venture.players, venture.strategies, payoff, target)
    game = venture.under(answer.division)
    assert all(game.deviation_gain(p, target, s) <= 0 for p, own in venture.strategies.items() for s in own)


@settings(max_examples=5)
@given(st.data())
def test_who_sees_more_sustains_more(data: st.DataObject) -> None:
    venture = data.draw(ventures())
    target = target_of(data.draw, venture)
    profile, revenue, shares = (can_be_sustained(venture, target=target, observed=o) for o in Observed)
    assert is_empty(venture.region & revenue.generic & revenue.condition & ~profile.condition)
    assert is_empty(venture.region & revenue.generic & shares.condition & ~revenue.condition)


# Differential.


@settings(max_examples=25)
@given(st.data(), st.sampled_from(list(Observed)))
def test_the_money_lacking_is_scipy_s(data: st.DataObject, observed: Observed) -> None:
    venture = data.draw(plain_ventures())
    target = target_of(data.draw, venture)
    answer = can_be_sustained(venture, target=target, observed=observed)
    peer = least_money(venture, target, observed)
    assert answer.mendable.contains({}) == (peer.status == 0)
    if peer.status == 0:
        assert float(answer.loss) == pytest.approx(peer.fun, abs=1e-6)
        assert answer.condition.contains({}) == (peer.fun < 1e-9)


def least_money(venture: Venture, target: tuple[str, ...], observed: Observed) -> Any:
    """SciPy's least outside money over all divisions: one unknown for each player and each thing observed."""
    count = len(venture.players)
    keys: dict[Observed, Callable[[Any], Any]] = {
        Observed.PROFILE: tuple,
        Observed.REVENUE: venture.revenue,
        Observed.SHARES: lambda s: 0,
    }
    key = keys[observed]
    seen = list(dict.fromkeys(map(key, venture.profiles())))
    size = count * len(seen)
    here = seen.index(key(target))
    if observed is Observed.SHARES:
        earned = [float(venture.revenue(target))]
        scale = {tuple(s): float(venture.revenue(s)) for s in venture.profiles()}
    else:
        scale = {tuple(s): 1.0 for s in venture.profiles()}
        earned = [float(next(venture.revenue(s) for s in venture.profiles() if key(s) == seen_)) for seen_ in seen]
    rows: list[Any] = []
    for n in range(len(seen)):
        line = [0.0] * (size + 1)
        line[n * count : (n + 1) * count] = [1.0] * count
        line[-1] = -1.0 if n == here else 0.0
        whole = 1.0 if observed is Observed.SHARES else earned[n]
        rows += [(line, whole), ([-a for a in line], -whole)]
    for place, player in enumerate(venture.players):
        for strategy in venture.strategies[place]:
            if strategy == target[place]:
                continue
            other = turned(target, place, strategy)
            line = [0.0] * (size + 1)
            line[here * count + place] += scale[target]
            line[seen.index(key(other)) * count + place] -= scale[other]
            rows.append((line, float(venture.cost(player, target) - venture.cost(player, other))))
    costs = [0.0] * size + [earned[0] if observed is Observed.SHARES else 1.0]
    return minimised(costs, rows)


# Refusals.


def test_what_has_no_answer_is_refused() -> None:
    with pytest.raises(GameError, match="university has no strategy 'rest'"):
        can_be_sustained(TEAM, target=("work", "rest"))
    alone = Venture.from_functions(lambda s: 1, lambda player, s: 0, {"firm": ("work", "shirk")})
    with pytest.raises(GameError, match="firm has nobody to share with; expected at least two players"):
        can_be_sustained(alone, target=("work",))
    with pytest.raises(CoopGameError, match="is empty"):
        can_be_sustained(team((R, 0, 0), (c, d), Region(R > 0, R < 0)), target=WORK)
    with pytest.raises(CoopGameError, match="is undefined at"):
        can_be_sustained(team((1 / R, 0, 0), (c, d)), target=WORK)
    crowd = Venture.from_functions(lambda s: 1, lambda player, s: 0, dict.fromkeys("abcde", ("x", "y")))
    with pytest.raises(GameError, match="the venture has 32 profiles; expected at most 27"):
        budget_loss(crowd)


def test_a_cover_cut_short_is_not_called_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loss, "MOST_CELLS", 1)
    found = budget_loss(TEAM)
    assert len(found.cells) == 1
    assert not found.complete


def test_amounts_of_another_venture_are_refused() -> None:
    division = can_be_sustained(TEAM, target=WORK).division
    assert str(division) == "amounts given profile by profile"
    with pytest.raises(RuleError, match="amounts for 1 profiles of enterprise, university; expected 4 profiles"):
        TEAM.under(ByProfile(division.players, division.amounts[:1]))
