"""Kohlberg's criterion: certificates that prove themselves, and directions that do."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from coopgame.errors import RuleError, SolverError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.excess import Domain, Excess
from coopgame.sharing.values.kohlberg import (
    KohlbergCertificate,
    KohlbergImprovement,
    is_nucleolus,
    is_prenucleolus,
    kohlberg,
)
from coopgame.sharing.values.nucleolus import nucleolus, prenucleolus
from coopgame.sharing.values.per_capita import per_capita_nucleolus
from coopgame.sharing.values.shapley import shapley
from tests.sharing.coalitional import numeric_games, symbolic_game
from tests.sharing.published import GLOVE, MAJORITY, TRIPARTITE, bankruptcy, written

Q = sp.Rational


def divided(game: CoalitionalGame, *shares: object) -> Allocation:
    """Shares that somebody proposes."""
    return Allocation(game, "proposed", PerPlayer(game.players, map(sp.sympify, shares)))


# --- published results


def test_pairs_with_weight_one_half_certify_a_third_each_in_the_majority_game() -> None:
    certificate = kohlberg(divided(MAJORITY, Q(1, 3), Q(1, 3), Q(1, 3)))
    assert isinstance(certificate, KohlbergCertificate)
    (level,) = certificate.levels
    assert level.excess == Q(1, 3)
    assert level.coalitions == (("A", "B"), ("A", "C"), ("B", "C"))
    assert level.balanced.weights == (Q(1, 2),) * 3
    weighted = "{A, B} with weight 1/2, {A, C} with weight 1/2, {B, C} with weight 1/2"
    assert str(certificate) == f"excess 1/3 or more: {weighted}"


def test_the_published_shares_of_enterprise_university_and_government_are_certified() -> None:
    assert is_prenucleolus(divided(TRIPARTITE, Q(175, 4), Q(135, 4), Q(45, 2)))
    assert not is_prenucleolus(shapley(TRIPARTITE))


def test_the_shapley_value_of_the_talmud_is_not_the_nucleolus_at_an_estate_of_two_hundred() -> None:
    shares = {100: (Q(100, 3),) * 3, 200: (50, 75, 75), 300: (50, 100, 150)}
    for estate, nucleus in shares.items():
        game = bankruptcy(estate, (100, 200, 300))
        assert is_nucleolus(divided(game, *nucleus))
        assert is_nucleolus(shapley(game)) == (estate != 200)


def test_the_left_glove_is_owed_more_than_it_is_given() -> None:
    found = kohlberg(shapley(GLOVE))
    assert isinstance(found, KohlbergImprovement)
    assert found.direction == (1, 0, -1)
    assert str(found) == "in the direction L +1, R 0, S -1 none of the excesses of 1/6 or more rises, and some fall"


def test_players_who_get_just_what_they_are_worth_alone_may_join_with_any_weight() -> None:
    game = written((0, 0, 0), (4, 0, 0), (1,))
    shares = divided(game, Q(1, 2), Q(1, 2), 0)
    assert is_nucleolus(shares)
    assert not is_prenucleolus(shares)
    certificate = kohlberg(shares, Domain.IMPUTATIONS)
    assert isinstance(certificate, KohlbergCertificate)
    assert certificate.levels[0].coalitions == (("A", "B"),)
    assert certificate.levels[0].balanced.coalitions == (("A", "B"), ("C",))


def test_one_player_is_certified_without_levels() -> None:
    certificate = kohlberg(divided(written((7,)), 7))
    assert isinstance(certificate, KohlbergCertificate)
    assert certificate.levels == ()
    assert str(certificate) == "one player gets all there is"


# --- properties


def excess_of(shares: Allocation, coalition: tuple[str, ...], excess: Excess) -> sp.Rational:
    return shares.excess(coalition) / (1 if excess is Excess.TOTAL else len(coalition))


def check(shares: Allocation, domain: Domain, excess: Excess) -> bool:
    """Recompute what a certificate or an improvement says; whether it is a certificate."""
    game, found = shares.game, kohlberg(shares, domain, excess)
    proper = [coalition for coalition in game.coalitions() if len(coalition) < len(game.players)]
    if isinstance(found, KohlbergCertificate):
        for level in found.levels:
            assert set(level.coalitions) == {c for c in proper if excess_of(shares, c, excess) >= level.excess}
            more = set(level.balanced.coalitions) - set(level.coalitions)
            bound = {(p,) for p in game.players if shares.shares[p] == game.worth(p)}
            assert set(level.coalitions) <= set(level.balanced.coalitions)
            assert more <= (bound if domain is Domain.IMPUTATIONS else set())
        return True
    assert set(found.coalitions) == {c for c in proper if excess_of(shares, c, excess) >= found.level}
    gains = [sum(found.direction[player] for player in coalition) for coalition in found.coalitions]
    assert sum(found.direction) == 0
    assert min(gains) >= 0
    assert max(gains) > 0
    if domain is Domain.IMPUTATIONS:
        assert all(found.direction[p] >= 0 for p in game.players if shares.shares[p] == game.worth(p))
    return False


@given(numeric_games((2, 5)), st.sampled_from(Domain), st.sampled_from(Excess))
def test_what_the_criterion_says_can_be_recomputed(game: CoalitionalGame, domain: Domain, excess: Excess) -> None:
    alone = sum(game.worth(player) for player in game.players)
    assume(domain is Domain.EFFICIENT or game.grand >= alone)
    over = (game.grand - alone) / len(game.players)
    alike = divided(game, *(game.worth(player) + over for player in game.players))
    check(alike, domain, excess)
    if excess is Excess.TOTAL:
        assert check(prenucleolus(game) if domain is Domain.EFFICIENT else nucleolus(game), domain, excess)
    elif domain is Domain.IMPUTATIONS:
        assert check(per_capita_nucleolus(game), domain, excess)


@given(numeric_games((2, 4)), st.data())
def test_no_other_shares_are_certified(game: CoalitionalGame, data: st.DataObject) -> None:
    found = prenucleolus(game)
    n = len(game.players)
    moves = data.draw(st.lists(st.fractions(-2, 2, max_denominator=6), min_size=n - 1, max_size=n - 1))
    assume(any(moves))
    steps = (-sum(moves, Fraction(0)), *moves)
    other = divided(game, *(share + sp.Rational(step) for share, step in zip(found.shares, steps, strict=True)))
    assert is_prenucleolus(found)
    assert not check(other, Domain.EFFICIENT, Excess.TOTAL)


# --- refusals


def test_shares_that_do_not_add_up_are_refused_and_are_no_nucleolus() -> None:
    shares = divided(MAJORITY, 1, 1, 1)
    with pytest.raises(RuleError, match=r"the shares add up to 3; expected v\(N\) = 1"):
        kohlberg(shares)
    assert not is_prenucleolus(shares)


def test_less_than_alone_is_refused_where_imputations_compete() -> None:
    shares = divided(MAJORITY, 1, 1, -1)
    with pytest.raises(RuleError, match=r"C gets -1; expected at least v\(\{C\}\) = 0"):
        kohlberg(shares, Domain.IMPUTATIONS)
    assert not is_nucleolus(shares)
    assert not is_prenucleolus(shares)


def test_a_share_that_is_no_rational_number_is_refused() -> None:
    with pytest.raises(SolverError, match=r"the share of A is sqrt\(2\); expected a rational number"):
        kohlberg(divided(MAJORITY, sp.sqrt(2), 1 - sp.sqrt(2), 0))


def test_worths_with_parameters_are_refused() -> None:
    with pytest.raises(SolverError, match=r"the worth of \{A\} is v_A"):
        is_prenucleolus(shapley(symbolic_game(2)))
