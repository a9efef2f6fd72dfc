"""Team production: shares and efficiency as published, for two and more players, by two roads."""

from collections.abc import Sequence

import pytest
import sympy as sp

from coopgame.errors import SolverError
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.staged_model import Regime
from coopgame.models.team_production import (
    BOTH,
    MODEL,
    agreed,
    alone,
    best_share,
    e_1,
    e_2,
    f,
    first_best,
    k_1,
    k_2,
    p_1,
    p_2,
    s,
    second_best,
    surplus,
    w_1,
    w_2,
)
from coopgame.solve.staged.backward import solve_staged, staged_outcomes
from coopgame.solve.staged.numeric import solve_staged_numeric
from coopgame.solve.staged.outcome import Outcome
from coopgame.solve.staged.statics import Direction, comparative_statics
from coopgame.symbols import Region, parameters

GIVEN, AGREED, BEST, BROKEN = MODEL.regimes
SURPLUS = MODEL.quantities[-1]


def team(weights: Sequence[int]) -> Outcome:
    """The best shares of players who each add as much to output as the weight says; the first takes what is left."""
    players = [f"player {i}" for i, _ in enumerate(weights)]
    efforts, shares = (parameters(" ".join(f"{z}{i}" for i in range(len(weights)))) for z in "es")
    divided = (1 - sum(shares[1:]), *shares[1:])
    output = sum(w * e for w, e in zip(weights, efforts, strict=True))
    payoffs = {
        player: share * output - w * e**2 / 2
        for player, share, w, e in zip(players, divided, weights, efforts, strict=True)
    }
    stages = (
        Stage("contract", {players[0]: shares[1:]}),
        Stage("effort", {player: (e,) for player, e in zip(players, efforts, strict=True)}),
    )
    game = StagedGame(payoffs, stages, Region(*(share >= 0 for share in shares[1:])))
    (found,) = staged_outcomes(game, {"contract": (players,)})
    return found


# Published results.


def test_efforts_are_shares_of_the_best_ones() -> None:
    assert sp.simplify(GIVEN.outcome.choices[e_1] - s * p_1 / k_1) == 0
    assert sp.simplify(GIVEN.outcome.choices[e_2] - (1 - s) * p_2 / k_2) == 0


@pytest.mark.parametrize(
    ("regime", "expected"),
    [(GIVEN, surplus), (AGREED, second_best), (BEST, first_best), (BROKEN, first_best)],
    ids=lambda value: getattr(value, "name", ""),
)
def test_the_surplus_of_the_claims_is_the_solvers(regime: Regime, expected: sp.Expr) -> None:
    assert sp.simplify(MODEL.value(SURPLUS, regime) - expected) == 0


def test_what_each_earns_in_the_claims_is_the_solvers() -> None:
    for player, expected in zip(BOTH, alone, strict=True):
        assert sp.simplify(GIVEN.outcome.payoffs[player] - expected) == 0


def test_the_best_share_is_in_proportion_to_what_each_adds() -> None:
    assert sp.simplify(AGREED.outcome.choices[s] - best_share) == 0


def test_the_third_party_pays_what_the_players_get_beyond_output() -> None:
    paid = BROKEN.outcome.payoffs["third party"]
    assert sp.simplify(paid - (2 * f - w_1 - w_2)) == 0
    assert sp.simplify(sum(BROKEN.outcome.payoffs) - first_best) == 0


@pytest.mark.parametrize(
    ("weights", "shares"),
    [
        ((4, 2, 1), ("2/3", "1/3", "0")),
        ((5, 5, 1), ("1/2", "1/2", "0")),
        ((3, 3, 3, 1), ("1/3", "1/3", "1/3", "0")),
        ((3, 3, 3), ("1/3", "1/3", "1/3")),
    ],
)
def test_the_best_shares_of_a_team_leave_out_who_adds_too_little(
    weights: tuple[int, ...], shares: tuple[str, ...]
) -> None:
    found = team(weights).choices
    others = [found[f"s{i}"] for i in range(1, len(weights))]
    assert [1 - sum(others), *others] == list(map(sp.Rational, shares))


def test_the_interior_shares_of_three_have_the_published_form() -> None:
    weights = 6, 5, 4
    inverse = sum(sp.Rational(1, w) for w in weights)
    found = team(weights).choices
    assert [found["s1"], found["s2"]] == [1 - 2 / (w * inverse) for w in weights[1:]]


# Edges.


def test_at_equal_weights_the_loss_is_a_quarter() -> None:
    at = {p_1: 3, p_2: 3, k_1: 2, k_2: 2}
    assert AGREED.outcome.choices[s].subs(at) == sp.Rational(1, 2)
    assert (MODEL.value(SURPLUS, AGREED) / first_best).subs(at) == sp.Rational(3, 4)


def test_a_partner_who_adds_next_to_nothing_leaves_nearly_the_first_best() -> None:
    attained = (MODEL.value(SURPLUS, AGREED) / first_best).subs({p_1: 1, k_1: 1, k_2: 1})
    assert sp.limit(attained, p_2, 0) == 1


def test_who_exerts_effort_jointly_does_not_care_for_the_share() -> None:
    with pytest.raises(SolverError, match="the payoff of who chooses s does not depend on it"):
        solve_staged(agreed, {"contract": (BOTH,), "effort": (BOTH,)})


# Two roads.


@pytest.mark.parametrize("regime", MODEL.regimes, ids=lambda regime: regime.name)
def test_numbers_lead_to_the_same_choices(regime: Regime) -> None:
    point = {symbol: value for symbol, value in MODEL.example.items() if symbol in regime.game.symbols}
    numeric = solve_staged_numeric(regime.game.at(point), regime.cooperation)
    assert numeric.regret < 1e-9
    for choice, value in regime.outcome.choices.items():
        assert float(value.subs(point)) == pytest.approx(numeric.choices[choice], abs=1e-9)


def test_a_larger_share_raises_the_own_effort_and_lowers_the_others() -> None:
    assert comparative_statics(GIVEN.outcome, of=e_1, wrt=s).direction is Direction.INCREASING
    assert comparative_statics(GIVEN.outcome, of=e_2, wrt=s).direction is Direction.DECREASING
    turning = comparative_statics(GIVEN.outcome, of=SURPLUS.expression, wrt=s)
    assert turning.direction is Direction.AMBIGUOUS
    assert sp.simplify(turning.derivative.subs(s, best_share)) == 0
