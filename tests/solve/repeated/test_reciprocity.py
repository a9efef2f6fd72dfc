"""Tit for tat."""

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import event, given, settings
from hypothesis import strategies as st

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.errors import GameError, SymbolError
from coopgame.games.finite import FiniteGame
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.repeated import critical_discount, perfect_tit_for_tat, tit_for_tat
from coopgame.symbols import Region, parameters
from tests.solve.repeated.drawn import Automaton, near, paid, surely, symmetric

SHARE, WITHHOLD = ("share", "share"), ("withhold", "withhold")
T, R, P, S, b, c, delta = parameters("T R P S b c delta")
DILEMMA = Region(T > R, R > P, P > S)


def donation(benefit: Any, cost: Any, region: Region = Region()) -> FiniteGame:
    return symmetric((benefit - cost, -cost, benefit, 0), region)


# Published results


@pytest.mark.parametrize(
    ("payoffs", "expected"), [((3, 0, 5, 1), (2, 3)), ((5, 1, 7, 2), (1, 2)), ((3, 0, 4, -2), (1, 3))]
)
def test_the_larger_of_axelrods_two_thresholds_comes_out(payoffs: Any, expected: tuple[int, int]) -> None:
    found = tit_for_tat(symmetric(payoffs), cooperate=SHARE, punish=WITHHOLD)
    assert found.threshold == sp.Rational(*expected)
    assert found.binding == ("row", "column")
    assert "Axelrod" in found.source
    assert "perfect" in found.notes[0]


def test_with_unknown_payoffs_the_threshold_is_the_larger_of_two_ratios() -> None:
    found = tit_for_tat(symmetric((R, S, T, P), DILEMMA), cooperate=SHARE, punish=WITHHOLD)
    assert found.condition == Region(2 * R > S + T)
    assert found.binding == ("row", "column")
    for at in ({T: 5, R: 3, P: 1, S: 0}, {T: 4, R: 3, P: -2, S: -3}, {T: 4, R: 3, P: 2, S: 1}):
        assert found.threshold.subs(at) == max(((T - R) / (T - P)).subs(at), ((T - R) / (R - S)).subs(at))


def test_in_the_donation_game_both_thresholds_are_cost_over_benefit_and_there_it_is_perfect() -> None:
    game = donation(b, c, Region(b > c, c > 0))
    found = tit_for_tat(game, cooperate=SHARE, punish=WITHHOLD)
    assert found.threshold == c / b
    assert found.threshold == critical_discount(game, cooperate=SHARE, punish=WITHHOLD).threshold
    assert perfect_tit_for_tat(game, cooperate=SHARE, punish=WITHHOLD) == Region(sp.Eq(b * delta, c))


# Properties


def test_it_is_perfect_exactly_if_two_balances_hold() -> None:
    game = symmetric((R, S, T, P), DILEMMA)
    found = perfect_tit_for_tat(game, cooperate=SHARE, punish=WITHHOLD)
    expected = sp.And(sp.Eq(T + S, R + P), sp.Eq(delta, (T - R) / (R - S)))
    region = DILEMMA & Region(delta > 0, delta < 1)
    assert isinstance(decide(Claim(sp.Equivalent(found.condition, expected), region)), Proved)


def test_it_is_perfect_nowhere_where_taking_turns_pays_less_or_more_than_both_others_together() -> None:
    assert perfect_tit_for_tat(symmetric((3, 0, 5, 1)), cooperate=SHARE, punish=WITHHOLD) == NEVER
    assert perfect_tit_for_tat(donation(3, 1), cooperate=SHARE, punish=WITHHOLD) == Region(
        sp.Eq(delta, sp.Rational(1, 3))
    )


# Differential


@st.composite
def two_by_two(draw: st.DrawFn) -> FiniteGame:
    """A game of two that is often a dilemma, or nearly."""
    tables = []
    for _ in range(2):
        s, p, r, t = sorted(draw(st.lists(st.integers(-3, 6), min_size=4, max_size=4)))
        tables.append(draw(st.sampled_from(((r, s, t, p), (r, s, t, p), (t, s, r, p), (r, p, t, s)))))
    (r, s, t, p), (r2, s2, t2, p2) = tables
    return FiniteGame.from_arrays(
        [[r, s], [t, p]], [[r2, t2], [s2, p2]], strategies=(("share", "withhold"),) * 2, players=("row", "column")
    )


def best_against_tit_for_tat(game: FiniteGame, i: int, discount: Fraction) -> float:
    """The most a player can get, by value iteration over the other one's next choice."""
    u = {
        (own, other): float(paid(game, i, (own, other) if i == 0 else (other, own)))
        for own in ("share", "withhold")
        for other in ("share", "withhold")
    }
    values = {"share": 0.0, "withhold": 0.0}
    for _ in range(1500):
        values = {
            other: max(u[own, other] + float(discount) * values[own] for own in ("share", "withhold"))
            for other in values
        }
    return values["share"]


@settings(max_examples=40)
@given(two_by_two())
def test_no_other_play_against_it_is_better_exactly_from_the_threshold_on(game: FiniteGame) -> None:
    try:
        found = tit_for_tat(game, cooperate=SHARE, punish=WITHHOLD)
    except GameError:
        event("no threat")
        for i in range(2):
            kept = paid(game, i, SHARE)
            alone = paid(game, i, ("share", "withhold") if i == 0 else ("withhold", "share"))
            tempted = paid(game, i, ("withhold", "share") if i == 0 else ("share", "withhold"))
            if not (kept > paid(game, i, WITHHOLD) and kept > alone and 2 * kept > tempted + alone):
                return
        raise
    event("a threat")
    for discount in (found.threshold - sp.Rational(1, 50), found.threshold + sp.Rational(1, 50)):
        if 0 <= discount < sp.Rational(98, 100):
            at = Fraction(int(discount.p), int(discount.q))
            keeps = [float(paid(game, i, SHARE) / (1 - at)) for i in range(2)]
            equilibrium = all(best_against_tit_for_tat(game, i, at) <= keeps[i] + 1e-9 for i in range(2))
            assert equilibrium == (discount >= found.threshold)
            assert found.sustained().contains({delta: discount}) == equilibrium


@settings(max_examples=40)
@given(two_by_two(), st.sampled_from([Fraction(n, d) for d in range(2, 6) for n in range(1, d)]))
def test_no_single_deviation_gains_after_any_history_exactly_where_it_is_said_to_be_perfect(
    game: FiniteGame, discount: Fraction
) -> None:
    # What both played last is the state, and each then does what the other one did.
    last = {" ".join(profile): (profile[1], profile[0]) for profile in game.profiles()}
    automaton = Automaton(last, lambda _, played: surely(" ".join(played)))
    perfect = perfect_tit_for_tat(game, cooperate=SHARE, punish=WITHHOLD)
    holds = perfect != NEVER and perfect.contains({delta: sp.Rational(discount)})
    event(f"perfect: {holds}")
    assert automaton.tempts(game, discount) == (not holds)


def test_a_donation_tempts_nobody_at_the_one_discount_factor_and_somebody_next_to_it() -> None:
    game = donation(3, 1)
    last = {" ".join(profile): (profile[1], profile[0]) for profile in game.profiles()}
    automaton = Automaton(last, lambda _, played: surely(" ".join(played)))
    for discount in near(sp.Rational(1, 3)):
        assert automaton.tempts(game, discount) == (discount != Fraction(1, 3))


# Refusals


def test_more_strategies_or_players_than_two_are_refused() -> None:
    wide = FiniteGame.from_arrays([[3, 0, 0], [5, 1, 0]], [[3, 5, 0], [0, 1, 0]])
    with pytest.raises(GameError, match="players with 2, 3 strategies; expected two players with two strategies each"):
        tit_for_tat(wide, cooperate=("1", "1"), punish=("2", "2"))
    trio = FiniteGame.from_function(lambda player, profile: 0, dict.fromkeys("xyz", ("a", "b")))
    with pytest.raises(GameError, match="expected two players with two strategies each"):
        perfect_tit_for_tat(trio, cooperate=("a",) * 3, punish=("b",) * 3)


def test_a_player_with_the_same_strategy_in_both_profiles_is_refused() -> None:
    with pytest.raises(GameError, match="column plays 'share' in both profiles; expected another strategy"):
        tit_for_tat(symmetric((3, 0, 5, 1)), cooperate=SHARE, punish=("withhold", "share"))


@pytest.mark.parametrize(
    ("payoffs", "blame"),
    [
        ((1, 0, 3, 2), "row does not like it less"),
        ((3, 4, 5, 1), "row loses nothing when it cooperates alone"),
        ((3, 0, 7, 1), "row gains no less by withhold than what follows takes"),
    ],
)
def test_what_is_no_dilemma_is_refused_and_the_player_named(payoffs: Any, blame: str) -> None:
    with pytest.raises(GameError, match=f"{blame}; expected a dilemma"):
        tit_for_tat(symmetric(payoffs), cooperate=SHARE, punish=WITHHOLD)


def test_a_discount_factor_named_like_a_payoff_is_refused() -> None:
    game = symmetric((3, 0, 5 + delta, 1), Region(delta > 0))
    with pytest.raises(SymbolError, match="delta is a parameter of the game already"):
        perfect_tit_for_tat(game, cooperate=SHARE, punish=WITHHOLD)
