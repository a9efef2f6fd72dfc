"""One period of a stick, then cooperation again."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import event, given, settings

from coopgame.errors import GameError
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.repeated import critical_discount, finite_punishment, stick_and_carrot
from coopgame.symbols import Region, parameters
from tests.solve.repeated.drawn import KEEP, PUNISH, Automaton, Profile, near, paid, supergames, surely, symmetric
from tests.strategies import names

SHARE, WITHHOLD = ("share", "share"), ("withhold", "withhold")
T, R, P, S, x = parameters("T R P S x")


def cournot(n: int, stick: sp.Rational) -> FiniteGame:
    """Linear Cournot competition with the outputs that matter: the cartel's, the stick's and the replies to both."""
    cartel = sp.Rational(1, 2 * n)
    outputs = {
        "collude": cartel,
        "flood": stick,
        "leave the cartel": (1 - (n - 1) * cartel) / 2,
        "leave the stick": (1 - (n - 1) * stick) / 2,
    }

    def profit(player: str, profile: PerPlayer[str]) -> sp.Expr:
        return x * outputs[profile[player]] * (1 - sum(outputs[choice] for choice in profile))

    return FiniteGame.from_function(profit, dict.fromkeys(names("firm", n), tuple(outputs)), Region(x > 0))


# Published results


def test_flooding_the_market_for_a_period_sustains_a_cartel_of_two_from_less_patience_than_cournot_for_ever() -> None:
    """Abreu (1986): the best stick is harsher than Cournot competition, and both constraints bind: 9/32."""
    game = cournot(2, sp.Rational(5, 12))
    found = stick_and_carrot(game, cooperate=("collude",) * 2, stick=("flood",) * 2)
    # Collusion pays 1/8, the stick 5/72; the best replies 9/64 and (7/24)^2 = 49/576.
    on_the_path = (sp.Rational(9, 64) - sp.Rational(1, 8)) / (sp.Rational(1, 8) - sp.Rational(5, 72))
    in_the_stick = (sp.Rational(49, 576) - sp.Rational(5, 72)) / (sp.Rational(1, 8) - sp.Rational(5, 72))
    assert found.threshold == on_the_path == in_the_stick == sp.Rational(9, 32)
    for other in (sp.Rational(2, 5), sp.Rational(3, 7)):
        worse = stick_and_carrot(cournot(2, other), cooperate=("collude",) * 2, stick=("flood",) * 2)
        assert worse.threshold > found.threshold
    assert found.threshold < sp.Rational(9, 17)  # grim trigger with Cournot competition, Friedman (1971)
    assert found.binding == names("firm", 2)
    assert found.condition == Region()
    assert "Abreu" in found.source


def test_a_stick_that_is_an_equilibrium_is_one_period_of_punishment() -> None:
    game = symmetric((R, S, T, P), Region(T > R, R > P, P > S))
    found = stick_and_carrot(game, cooperate=SHARE, stick=WITHHOLD)
    assert found.threshold == finite_punishment(game, cooperate=SHARE, punish=WITHHOLD, periods=1).threshold
    assert found.condition == Region(P + T < 2 * R)


def test_a_stick_that_nobody_would_take_part_in_once_can_do_with_less_patience_than_any_equilibrium() -> None:
    # The third strategy is dominated and hurts both; the best answer to it costs its user little.
    payoffs = [[6, 0, 0], [8, 4, 0], [1, -1, -1]]
    game = FiniteGame.from_arrays(payoffs, [list(column) for column in zip(*payoffs, strict=True)])
    found = stick_and_carrot(game, cooperate=("1", "1"), stick=("3", "3"))
    assert found.threshold == sp.Rational(2, 7)
    assert found.incentives == ((-2, 7),)
    assert critical_discount(game, cooperate=("1", "1"), punish=("2", "2")).threshold == sp.Rational(1, 2)


# Properties


def test_with_unknown_payoffs_both_constraints_stay_unless_one_is_proven_the_weaker() -> None:
    game = symmetric((4, P - x, 5, P), Region(P >= 0, P < 3, x >= -1, x <= 1))
    found = stick_and_carrot(game, cooperate=SHARE, stick=WITHHOLD)
    for p, at in ((0, 1), (1, -1), (2, sp.Rational(1, 2))):
        point = {P: p, x: at}
        assert found.threshold.subs(point) == max(sp.Rational(1, 4 - p), sp.Rational(-at, 4 - p))


# Differential


@settings(max_examples=50)
@given(supergames(shapes=((2, 2), (2, 3), (3, 3), (2, 2, 2))))
def test_no_single_deviation_gains_in_any_state_exactly_from_the_threshold_on(
    drawn: tuple[FiniteGame, Profile, Profile],
) -> None:
    game, kept, threat = drawn
    profiles = {KEEP: kept, PUNISH: threat}
    automaton = Automaton(profiles, lambda state, played: surely(KEEP if played == profiles[state] else PUNISH))
    try:
        found = stick_and_carrot(game, cooperate=kept, stick=threat)
    except GameError:
        event("no threat")
        liked = all(paid(game, i, kept) > paid(game, i, threat) for i in range(len(kept)))
        assert not liked or automaton.tempts(game, Fraction(10**9 - 1, 10**9))
        return
    event("a threat")
    for discount in near(found.threshold):
        holds = bool(sp.Rational(discount) >= found.threshold)
        assert automaton.tempts(game, discount) == (not holds)
        assert found.sustained().contains({"delta": discount}) == holds


# Refusals


def test_a_stick_that_takes_too_little_is_refused_and_the_player_named() -> None:
    expected = "row gains no less by withhold than what follows takes; expected a stick that takes more"
    with pytest.raises(GameError, match=expected):
        stick_and_carrot(symmetric((3, 0, 5, 1)), cooperate=SHARE, stick=WITHHOLD)


def test_a_stick_that_somebody_likes_is_refused() -> None:
    with pytest.raises(GameError, match="row does not like it less"):
        stick_and_carrot(symmetric((1, 0, 3, 2)), cooperate=SHARE, stick=WITHHOLD)


def test_a_stick_that_does_not_fit_the_game_is_refused() -> None:
    with pytest.raises(GameError, match="row has no strategy 'flood'"):
        stick_and_carrot(symmetric((3, 0, 5, 1)), cooperate=SHARE, stick=("flood", "flood"))
