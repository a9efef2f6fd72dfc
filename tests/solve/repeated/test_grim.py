"""Critical discount factors of grim trigger."""

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import event, given, settings

from coopgame.claims.smt import Unknown
from coopgame.errors import GameError, RegionError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve import search
from coopgame.solve.repeated import CriticalDiscount, critical_discount
from coopgame.symbols import Region, parameters
from tests.solve.repeated.drawn import (
    KEEP,
    PUNISH,
    Automaton,
    Profile,
    near,
    paid,
    parametric_supergames,
    supergames,
    surely,
    symmetric,
)
from tests.strategies import names, x, y

alpha, k, sigma, c, loss = parameters("alpha k sigma c l")
SHARING = Region(alpha > 0, alpha <= 1, k > 0, sigma >= 0, c > 0, loss >= 0)
SHARE, WITHHOLD = ("share", "share"), ("withhold", "withhold")


def sharing(region: Region) -> FiniteGame:
    return symmetric((alpha * k + sigma - c - loss, -c - loss, alpha * k, 0), region)


# Published results


@pytest.mark.parametrize(("payoffs", "expected"), [((3, 0, 5, 1), (1, 2)), ((5, 1, 7, 2), (2, 5))])
def test_the_textbook_thresholds_come_out(payoffs: Any, expected: tuple[int, int]) -> None:
    found = critical_discount(symmetric(payoffs), cooperate=SHARE, punish=WITHHOLD)
    assert found.threshold == sp.Rational(*expected)
    assert found.thresholds == (found.threshold,) * 2
    assert found.binding == ("row", "column")
    assert found.condition == Region()
    assert "Friedman" in found.source


def test_knowledge_is_shared_by_routine_from_a_threshold_that_falls_with_absorption_synergy_and_knowledge() -> None:
    found = critical_discount(sharing(SHARING & (sigma < c + loss)), cooperate=SHARE, punish=WITHHOLD)
    assert sp.simplify(found.threshold - (c + loss - sigma) / (alpha * k)) == 0
    assert found.condition == Region(alpha * k + sigma > c + loss)
    assert found.witness is not None
    assert found.condition.contains(found.witness)
    # Beyond the dilemma nobody is tempted, and no patience is needed.
    wide = critical_discount(sharing(SHARING), cooperate=SHARE, punish=WITHHOLD)
    assert sp.simplify(wide.threshold - sp.Max(0, (c + loss - sigma) / (alpha * k))) == 0


def test_a_cartel_of_three_needs_more_patience_than_a_pair() -> None:
    """Linear Cournot competition with the three outputs that matter (Friedman 1971): delta = (n+1)^2/(n^2+6n+1)."""
    for n in (2, 3):
        outputs = {
            "collude": sp.Rational(1, 2 * n),
            "deviate": sp.Rational(n + 1, 4 * n),
            "compete": sp.Rational(1, n + 1),
        }
        firms = names("firm", n)

        def profit(player: str, profile: PerPlayer[str], outputs: dict[str, Any] = outputs) -> Any:
            return x**2 * outputs[profile[player]] * (1 - sum(outputs[choice] for choice in profile))

        game = FiniteGame.from_function(profit, dict.fromkeys(firms, tuple(outputs)), Region(x > 0))
        found = critical_discount(game, cooperate=("collude",) * n, punish=("compete",) * n)
        assert found.threshold == sp.Rational((n + 1) ** 2, n**2 + 6 * n + 1)
        assert found.binding == firms
        assert found.condition == Region()


def unequal(region: Region) -> FiniteGame:
    a1, a2, c1, c2 = parameters("a1 a2 c1 c2")
    base = Region(a1 > 0, a2 > 0, c1 > 0, c2 > 0, a1 > c1, a2 > c2)
    return FiniteGame.from_arrays(
        [[a1 - c1, -c1], [a1, 0]],
        [[a2 - c2, a2], [-c2, 0]],
        strategies=(("share", "withhold"),) * 2,
        region=base & region,
    )


def test_the_partner_it_binds_is_named_where_that_is_the_same_everywhere() -> None:
    a1, a2, c1, c2 = parameters("a1 a2 c1 c2")
    open_ = critical_discount(unequal(Region()), cooperate=SHARE, punish=WITHHOLD)
    assert open_.thresholds == (c1 / a1, c2 / a2)
    assert open_.threshold == sp.Max(c1 / a1, c2 / a2)
    assert open_.binding == ()
    settled = critical_discount(unequal(Region(a1 > a2, c1 < c2)), cooperate=SHARE, punish=WITHHOLD)
    assert settled.threshold == c2 / a2
    assert settled.binding == ("column",)


# Properties


def value(game: FiniteGame, player: int, profile: Any, point: Any) -> Any:
    return game.payoff(game.players[player], profile).subs(point)


@settings(max_examples=30)
@given(parametric_supergames())
def test_grim_trigger_is_an_equilibrium_exactly_from_the_threshold_on(
    drawn: tuple[FiniteGame, PerPlayer[str], PerPlayer[str]],
) -> None:
    game, kept, threat = drawn
    try:
        found = critical_discount(game, cooperate=kept, punish=threat)
    except GameError:
        event("never a threat")
        found = None
    for point in game.region.sample(4, symbols=(x, y)):
        moves = [(i, s) for i, own in enumerate(game.strategies) for s in own]
        stage = all(
            value(game, i, (*threat[:i], s, *threat[i + 1 :]), point) <= value(game, i, threat, point) for i, s in moves
        )
        liked = all(value(game, i, kept, point) > value(game, i, threat, point) for i in range(len(kept)))
        assert (stage and liked) == (found is not None and found.condition.contains(point))
        if found is None or not (stage and liked):
            continue
        event("a threat at a sampled point")
        threshold = sp.sympify(found.threshold).subs(point)
        assert 0 <= threshold < 1
        assert threshold == max(sp.sympify(t).subs(point) for t in found.thresholds)
        for discount in {threshold, threshold / 2, (1 + threshold) / 2}:
            pays = [
                (1 - discount) * value(game, i, (*kept[:i], s, *kept[i + 1 :]), point)
                + discount * value(game, i, threat, point)
                - value(game, i, kept, point)
                for i, s in moves
                if s != kept[i]
            ]
            assert all(gain <= 0 for gain in pays) == (discount >= threshold)
        for name in found.binding:
            assert sp.sympify(found.thresholds[name]).subs(point) == threshold


def test_nobody_has_to_be_patient_where_nobody_is_tempted() -> None:
    found = critical_discount(symmetric((4, 1, 3, 2)), cooperate=SHARE, punish=WITHHOLD)
    assert found.threshold == 0
    assert found.binding == ()


def test_a_deviation_that_may_pay_less_than_punishment_leaves_the_maximum_inside() -> None:
    # x decides how a deviation compares: below 1 it is worse than punishment, above 3 it tempts.
    game = symmetric((3, 0, x, 1), Region(x >= 0))
    found = critical_discount(game, cooperate=SHARE, punish=WITHHOLD)
    for at, expected in ((0, 0), (1, 0), (2, 0), (3, 0), (5, sp.Rational(1, 2)), (7, sp.Rational(2, 3))):
        assert found.threshold.subs(x, at) == expected
    assert found.binding == ()


@settings(max_examples=40)
@given(supergames(shapes=((2, 2), (3, 3), (2, 2, 2))))
def test_no_single_deviation_gains_in_any_state_exactly_from_the_threshold_on(
    drawn: tuple[FiniteGame, Profile, Profile],
) -> None:
    game, kept, threat = drawn
    automaton = Automaton(
        {KEEP: kept, PUNISH: threat}, lambda state, played: surely(KEEP if (state, played) == (KEEP, kept) else PUNISH)
    )
    try:
        found = critical_discount(game, cooperate=kept, punish=threat)
    except GameError:
        liked = all(paid(game, i, kept) > paid(game, i, threat) for i in range(len(kept)))
        assert not liked or automaton.tempts(game, Fraction(10**9 - 1, 10**9))
        return
    event("a threat")
    for discount in near(found.threshold):
        holds = bool(sp.Rational(discount) >= found.threshold)
        assert automaton.tempts(game, discount) == (not holds)
        assert found.sustained().contains({"delta": discount}) == holds


# What is shown


def test_the_threshold_reads_as_a_sentence() -> None:
    found = critical_discount(sharing(SHARING & (sigma < c + loss)), cooperate=SHARE, punish=WITHHOLD)
    assert str(found) == (
        "(share, share) is sustained if the discount factor is at least (c + l - sigma)/(alpha*k)"
        "  if  alpha*k + sigma > c + l; it binds row and column"
    )
    assert found._repr_latex_().startswith(r"$\delta^* = \frac{c + l - \sigma}{\alpha k}\quad\text{if }")
    plain = critical_discount(symmetric((4, 1, 3, 2)), cooperate=SHARE, punish=WITHHOLD)
    assert str(plain) == "(share, share) is sustained if the discount factor is at least 0"
    assert isinstance(plain, CriticalDiscount)


# Refusals


def test_a_threat_that_is_no_equilibrium_is_refused_and_the_deviation_named() -> None:
    expected = r"\(share, withhold\) is nowhere .* threat for \(share, share\): row would rather play withhold there"
    with pytest.raises(GameError, match=expected):
        critical_discount(symmetric((3, 0, 5, 1)), cooperate=SHARE, punish=("share", "withhold"))


def test_a_threat_that_does_not_hurt_is_refused_and_the_player_named() -> None:
    with pytest.raises(GameError, match="row does not like it less; expected an equilibrium of the stage game"):
        critical_discount(symmetric((1, 0, 3, 2)), cooperate=SHARE, punish=WITHHOLD)


def test_requirements_that_only_contradict_each_other_are_refused_without_a_culprit() -> None:
    opposed = FiniteGame.from_arrays([[x, 0], [0, 1]], [[2 - x, 0], [0, 1]], strategies=(("share", "withhold"),) * 2)
    with pytest.raises(GameError, match=r"threat for \(share, share\); expected an equilibrium"):
        critical_discount(opposed, cooperate=SHARE, punish=WITHHOLD)


def test_profiles_that_do_not_fit_are_refused() -> None:
    game = symmetric((3, 0, 5, 1))
    with pytest.raises(GameError, match="row has no strategy 'steal'"):
        critical_discount(game, cooperate=("steal", "share"), punish=WITHHOLD)
    with pytest.raises(GameError, match="does not fit"):
        critical_discount(game, cooperate=SHARE, punish=("withhold",))


def test_payoffs_that_are_undefined_and_regions_that_are_empty_are_refused() -> None:
    with pytest.raises(SolverError, match="undefined at x = 0"):
        critical_discount(symmetric((3, 0, 1 / x, 1), Region(x >= 0)), cooperate=SHARE, punish=WITHHOLD)
    with pytest.raises(RegionError, match="empty"):
        critical_discount(symmetric((3, 0, x, 1), Region(x > 0, x < 0)), cooperate=SHARE, punish=WITHHOLD)


def test_what_is_not_proven_stays_in_the_maximum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "solve", lambda *_: Unknown("no time"))
    found = critical_discount(symmetric((x, 0, x + 2, 1), Region(x > 1)), cooperate=SHARE, punish=WITHHOLD)
    for at in (2, 3):
        assert found.threshold.subs(x, at) == sp.Rational(2, at + 1)
    assert found.binding == ()
