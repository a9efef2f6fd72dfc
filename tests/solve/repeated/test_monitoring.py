"""Grim trigger on a public signal."""

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import event, given, settings
from hypothesis import strategies as st

from coopgame.errors import ExpressionError, GameError, SolverError, SymbolError
from coopgame.games.finite import FiniteGame
from coopgame.solve.repeated import critical_discount, imperfect_monitoring, monitored_value
from coopgame.symbols import Region, parameters
from tests.solve.repeated.drawn import KEEP, PUNISH, Automaton, Profile, near, paid, supergames, surely, symmetric

SHARE, WITHHOLD = ("share", "share"), ("withhold", "withhold")
T, R, P, S, p, q, delta, x = parameters("T R P S p q delta x")
DILEMMA = Region(T > R, R > P, P > S)


def monitored(payoffs: Any, false_alarm: Any, detection: Any, region: Region = Region()) -> Any:
    return imperfect_monitoring(
        symmetric(payoffs, region), cooperate=SHARE, punish=WITHHOLD, false_alarm=false_alarm, detection=detection
    )


# Published results


@pytest.mark.parametrize(
    ("payoffs", "signals", "expected"),
    [((2, -1, 4, 0), ("0.1", "0.7"), (2, 3)), ((3, -1, 5, 0), ("0.05", 0.5), (8, 13))],
)
def test_known_thresholds_come_out(payoffs: Any, signals: Any, expected: tuple[int, int]) -> None:
    found = monitored(payoffs, *signals)
    assert found.threshold == sp.Rational(*expected)
    assert found.binding == ("row", "column")
    assert "Green" in found.source


def test_the_threshold_is_a_closed_form_of_payoffs_and_probabilities() -> None:
    found = monitored((R, S, T, P), p, q, DILEMMA)
    assert sp.simplify(found.threshold - (T - R) / ((q - p) * (R - P) + (1 - p) * (T - R))) == 0
    at = {T: 5, R: 3, P: 1, S: 0}
    for false_alarm, detection in ((0, 1), (sp.Rational(1, 10), sp.Rational(1, 2)), (sp.Rational(1, 3), 1)):
        feasible = (detection - false_alarm) * 2 > false_alarm * 2
        assert found.condition.contains(at | {p: false_alarm, q: detection}) == feasible
    assert not found.condition.contains(at | {p: sp.Rational(-1, 10), q: sp.Rational(1, 2)})
    assert not found.condition.contains(at | {p: 0, q: 2})
    assert found.condition.contains(found.witness)


def test_what_cooperation_is_worth_solves_its_equation() -> None:
    game = symmetric((R, S, T, P), DILEMMA)
    (value, other) = monitored_value(game, cooperate=SHARE, punish=WITHHOLD, false_alarm=p)
    assert value == other
    assert sp.simplify(value - (R - P) / (1 - delta * (1 - p))) == 0
    at = monitored_value(symmetric((3, 0, 5, 1)), cooperate=SHARE, punish=WITHHOLD, false_alarm="0.1", discount="1/2")
    assert at["row"] == sp.Rational(2) / (1 - sp.Rational(9, 20))


# Properties


def test_a_signal_that_is_always_right_is_as_good_as_seeing_everything() -> None:
    game = symmetric((R, S, T, P), DILEMMA)
    found = imperfect_monitoring(game, cooperate=SHARE, punish=WITHHOLD, false_alarm=0, detection=1)
    plain = critical_discount(game, cooperate=SHARE, punish=WITHHOLD)
    assert sp.simplify(found.threshold - plain.threshold) == 0
    assert found.condition == plain.condition


def test_a_deviation_that_may_cost_its_user_at_once_leaves_the_maximum_inside() -> None:
    found = monitored((3, 0, x, 1), "1/10", "3/5", Region(x >= -20, x <= 6))
    for at in (-20, 0, 3, 4, 6):
        gain = max(at - 3, 0)
        expected = sp.Rational(gain) / (1 + sp.Rational(9, 10) * gain)
        assert found.threshold.subs(x, at) == expected


# Differential


@settings(max_examples=50)
@given(
    supergames(shapes=((2, 2), (2, 3), (3, 3), (2, 2, 2))),
    st.sampled_from([(Fraction(n, 8), Fraction(m, 8)) for n in range(4) for m in range(n + 1, 9)]),
)
def test_no_single_deviation_gains_in_any_state_exactly_from_the_threshold_on(
    drawn: tuple[FiniteGame, Profile, Profile], signals: tuple[Fraction, Fraction]
) -> None:
    game, kept, threat = drawn

    def step(state: str, played: Profile) -> Any:
        if state == PUNISH:
            return surely(PUNISH)
        bad = signals[played != kept]
        return {PUNISH: bad, KEEP: 1 - bad}

    automaton = Automaton({KEEP: kept, PUNISH: threat}, step)
    try:
        found = imperfect_monitoring(game, cooperate=kept, punish=threat, false_alarm=signals[0], detection=signals[1])
    except GameError:
        event("no threat")
        liked = all(paid(game, i, kept) > paid(game, i, threat) for i in range(len(kept)))
        assert not liked or automaton.tempts(game, Fraction(10**9 - 1, 10**9))
        return
    event("a threat")
    for discount in near(found.threshold):
        holds = bool(sp.Rational(discount) >= found.threshold)
        assert automaton.tempts(game, discount) == (not holds)
        assert found.sustained().contains({delta: sp.Rational(discount)}) == holds


# Refusals


@pytest.mark.parametrize(("false_alarm", "detection"), [("-1/10", "1/2"), ("1/2", 2), (sp.sqrt(2) / 2, 1)])
def test_what_is_no_probability_is_refused(false_alarm: Any, detection: Any) -> None:
    with pytest.raises(GameError, match=r"the probability of .* is .*; expected a probability: a rational number in"):
        monitored((3, 0, 5, 1), false_alarm, detection)


@pytest.mark.parametrize("value", ["often", None, True])
def test_what_is_no_number_at_all_is_refused(value: Any) -> None:
    with pytest.raises(GameError, match=r"the probability of detection: .*; expected a probability"):
        monitored((3, 0, 5, 1), 0, value)


@pytest.mark.parametrize(("false_alarm", "detection"), [("1/2", "1/2"), ("3/4", "1/4"), (p, p)])
def test_a_signal_that_tells_nothing_is_refused(false_alarm: Any, detection: Any) -> None:
    expected = "a bad signal comes with probability .* after cooperation and .* after a deviation; expected a bad"
    with pytest.raises(GameError, match=expected):
        monitored((3, 0, 5, 1), false_alarm, detection)


def test_signals_that_tell_too_little_are_refused_and_the_tempted_player_named() -> None:
    with pytest.raises(GameError, match=r"row gains no less by withhold .*expected .* and signals that tell enough"):
        monitored((3, 0, 5, 1), "2/5", "3/5")


def test_probabilities_that_are_nowhere_some_in_the_region_are_refused() -> None:
    with pytest.raises(GameError, match="the probability of a false alarm, p, is negative"):
        monitored((3, 0, 5, 1), p, 1, Region(p < 0))
    with pytest.raises(GameError, match="a bad signal is no likelier after a deviation"):
        monitored((3, 0, 5, 1), p, q, Region(p > q))
    with pytest.raises(GameError, match="the probability of detection, q, is more than one"):
        monitored((3, 0, 5, 1), 0, q, Region(q > 1))


def test_probabilities_that_are_undefined_or_irrational_are_refused() -> None:
    with pytest.raises(SolverError, match="the probability 1/x is undefined at x = 0"):
        monitored((3, 0, 5, 1), 0, 1 / x, Region(x >= 0))
    with pytest.raises(ExpressionError, match="not a quotient of polynomials"):
        monitored((3, 0, 5, 1), 0, sp.sqrt(x), Region(x >= 0))


def test_a_punishment_that_is_no_equilibrium_is_refused() -> None:
    game = symmetric((3, 0, 5, 1))
    with pytest.raises(GameError, match="row would rather play withhold there"):
        imperfect_monitoring(game, cooperate=SHARE, punish=("share", "withhold"), false_alarm=0, detection=1)


def test_a_discount_factor_that_is_none_is_refused() -> None:
    game = symmetric((delta, 0, delta + 2, 1), Region(delta > 1))
    with pytest.raises(SymbolError, match="delta is a parameter of the game already"):
        monitored_value(game, cooperate=SHARE, punish=WITHHOLD, false_alarm=0)
    for discount in (1, "-1/2", x + 1):
        with pytest.raises(GameError, match=r"a discount factor of .*; expected a number in \[0, 1\), or a symbol"):
            monitored_value(game, cooperate=SHARE, punish=WITHHOLD, false_alarm=0, discount=discount)
