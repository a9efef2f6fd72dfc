"""Punishment for so many periods."""

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import event, given, settings
from hypothesis import strategies as st

from coopgame.errors import GameError, SymbolError
from coopgame.games.finite import FiniteGame
from coopgame.solve.repeated import critical_discount, finite_punishment
from coopgame.symbols import Region, parameters
from tests.solve.repeated.drawn import KEEP, Automaton, Profile, near, paid, supergames, surely, symmetric

SHARE, WITHHOLD = ("share", "share"), ("withhold", "withhold")
T, R, P, S, delta = parameters("T R P S delta")
DILEMMA = Region(T > R, R > P, P > S)

# Published results


@pytest.mark.parametrize(("payoffs", "known"), [((3, 0, 5, 1), 0.5436890127), ((5, 1, 7, 2), 0.4183845911)])
def test_three_periods_need_a_little_more_patience_than_endless_ones(payoffs: Any, known: float) -> None:
    found = finite_punishment(symmetric(payoffs), cooperate=SHARE, punish=WITHHOLD, periods=3)
    assert isinstance(found.threshold, sp.CRootOf)
    assert abs(float(found.threshold) - known) < 1e-9
    endless = critical_discount(symmetric(payoffs), cooperate=SHARE, punish=WITHHOLD)
    assert found.threshold > endless.threshold
    assert found.binding == ("row", "column")


def test_one_period_has_a_linear_threshold_and_two_have_a_square_root() -> None:
    game = symmetric((R, S, T, P), DILEMMA)
    one = finite_punishment(game, cooperate=SHARE, punish=WITHHOLD, periods=1)
    assert sp.simplify(one.threshold - (T - R) / (R - P)) == 0
    assert one.condition == Region(P + T < 2 * R)
    two = finite_punishment(game, cooperate=SHARE, punish=WITHHOLD, periods=2)
    assert sp.simplify((two.threshold + two.threshold**2) * (R - P) - (T - R)) == 0
    assert two.condition == Region(2 * P + T < 3 * R)
    assert two.binding == ("row", "column")


def test_more_periods_between_unknown_payoffs_have_a_condition_in_place_of_a_threshold() -> None:
    found = finite_punishment(symmetric((R, S, T, P), DILEMMA), cooperate=SHARE, punish=WITHHOLD, periods=3)
    assert found.threshold is None
    assert found.thresholds == (None, None)
    assert found.condition == Region(3 * P + T < 4 * R)
    at = {T: 5, R: 3, P: 1, S: 0}
    (left,) = found.sustained().conditions
    assert sp.expand(left.subs(at).rhs - left.subs(at).lhs - (2 * (delta + delta**2 + delta**3) - 2)) == 0
    assert "delta**3" in str(found)
    assert r"\delta^{3}" in found._repr_latex_()
    assert found.sustained(parameters("d")).symbols == parameters("P R T d")


def test_a_payoff_named_like_the_discount_factor_is_not_taken_for_it() -> None:
    found = finite_punishment(
        symmetric((delta, 0, delta + 1, 1), Region(delta > 2)), cooperate=SHARE, punish=WITHHOLD, periods=3
    )
    assert "discount factor" in str(found)
    with pytest.raises(SymbolError, match="delta is a parameter of the game already; expected another name"):
        found.sustained()


# Properties


def test_ever_longer_punishment_needs_ever_less_patience_and_tends_to_the_endless_one() -> None:
    game = symmetric((5, 1, 7, 2))
    endless = critical_discount(game, cooperate=SHARE, punish=WITHHOLD).threshold
    found = [finite_punishment(game, cooperate=SHARE, punish=WITHHOLD, periods=k) for k in (1, 2, 3, 5, 8, 40)]
    values = [sp.Rational(str(sp.N(each.threshold, 40))) for each in found]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)
    assert 0 < values[-1] - endless < sp.Rational(1, 10**12)


def test_roots_next_to_simple_fractions_are_found_at_once() -> None:
    found = finite_punishment(symmetric((8, 0, 9, 1)), cooperate=SHARE, punish=WITHHOLD, periods=12)
    root = sp.Rational(str(sp.N(found.threshold, 40)))
    assert root - sp.Rational(1, 8) < sp.Rational(1, 10**11)
    assert abs(sum(root**k for k in range(1, 13)) - sp.Rational(1, 7)) < sp.Rational(1, 10**35)


@pytest.mark.parametrize("periods", [3, 4, 5, 6])
def test_it_is_the_only_positive_root_that_is_meant(periods: int) -> None:
    found = finite_punishment(symmetric((5, 1, 7, 2)), cooperate=SHARE, punish=WITHHOLD, periods=periods)
    x = sp.Dummy("x")
    polynomial = sp.Poly([3] * periods + [-2], x)
    (root,) = [root for root in sp.real_roots(polynomial) if root > 0]
    assert found.threshold == root


def test_a_root_that_is_a_fraction_is_written_as_one() -> None:
    found = finite_punishment(symmetric((8, 0, 15, 0)), cooperate=SHARE, punish=WITHHOLD, periods=3)
    assert found.threshold == sp.Rational(1, 2)


# Differential


def machine(kept: Profile, threat: Profile, periods: int) -> Automaton:
    rounds = {str(k): threat for k in range(1, periods + 1)}

    def step(state: str, played: Profile) -> Any:
        if state == KEEP:
            return surely(KEEP if played == kept else "1")
        return surely(KEEP if int(state) == periods else str(int(state) + 1))

    return Automaton({KEEP: kept, **rounds}, step)


@settings(max_examples=50)
@given(supergames(shapes=((2, 2), (2, 3), (3, 3), (2, 2, 2))), st.integers(1, 4))
def test_no_single_deviation_gains_in_any_state_exactly_from_the_threshold_on(
    drawn: tuple[FiniteGame, Profile, Profile], periods: int
) -> None:
    game, kept, threat = drawn
    automaton = machine(kept, threat, periods)
    try:
        found = finite_punishment(game, cooperate=kept, punish=threat, periods=periods)
    except GameError:
        event("no threat")
        patient = Fraction(10**9 - 1, 10**9)
        liked = all(paid(game, i, kept) > paid(game, i, threat) for i in range(len(kept)))
        assert not liked or automaton.tempts(game, patient)
        return
    event("a threat")
    assert found.threshold is not None
    assert 0 <= found.threshold < 1
    for discount in near(found.threshold):
        holds = bool(sp.Rational(discount) >= found.threshold)
        assert automaton.tempts(game, discount) == (not holds)
        assert found.sustained().contains({delta: sp.Rational(discount)}) == holds


# Refusals


@pytest.mark.parametrize("periods", [0, -1, 41, 2.0, True, "3"])
def test_a_number_of_periods_that_is_none_is_refused(periods: Any) -> None:
    with pytest.raises(GameError, match=r"punishment for .* periods; expected a whole number of periods from 1 to 40"):
        finite_punishment(symmetric((3, 0, 5, 1)), cooperate=SHARE, punish=WITHHOLD, periods=periods)


def test_too_short_a_punishment_is_refused_and_the_tempted_player_named() -> None:
    expected = r"row gains no less by withhold than what follows takes; expected .*enough periods of it"
    with pytest.raises(GameError, match=expected):
        finite_punishment(symmetric((3, 0, 5, 1)), cooperate=SHARE, punish=WITHHOLD, periods=1)


def test_a_punishment_that_is_no_equilibrium_or_does_not_hurt_is_refused() -> None:
    with pytest.raises(GameError, match="row would rather play withhold there"):
        finite_punishment(symmetric((3, 0, 5, 1)), cooperate=SHARE, punish=("share", "withhold"), periods=3)
    with pytest.raises(GameError, match="row does not like it less"):
        finite_punishment(symmetric((1, 0, 3, 2)), cooperate=SHARE, punish=WITHHOLD, periods=3)


def test_a_discount_factor_that_is_no_plain_symbol_is_refused() -> None:
    found = finite_punishment(symmetric((5, 1, 7, 2)), cooperate=SHARE, punish=WITHHOLD, periods=1)
    with pytest.raises(SymbolError, match=r"is no parameter; expected a symbol such as parameters\(\"delta\"\)"):
        found.sustained("delta")
    with pytest.raises(SymbolError, match="is no parameter"):
        found.sustained(sp.Symbol("delta", positive=True))
