"""The nucleolus and its relatives: exact, and the one that is least."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.errors import SolverError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values import nucleolus as nucleolus_module
from coopgame.sharing.values.core import core_condition, in_core
from coopgame.sharing.values.nucleolus import nucleolus, prenucleolus
from coopgame.sharing.values.per_capita import per_capita_nucleolus
from coopgame.symbols import Region, parameters
from tests.sharing.coalitional import numeric_games, rational_games, rescaled, symbolic_game
from tests.sharing.published import (
    COOP_PRODUCT,
    FOUR,
    GLOVE,
    LEMAIRE,
    MAJORITY,
    THREE,
    TRIPARTITE,
    VETO,
    airport,
    bankruptcy,
    written,
)

Q = sp.Rational

# --- published results

PUBLISHED = {
    "glove game (Shapley 1959)": (GLOVE, (1, 0, 0)),
    "majority of three": (MAJORITY, (Q(1, 3),) * 3),
    "Talmud, estate 100 (Aumann and Maschler 1985)": (bankruptcy(100, (100, 200, 300)), (Q(100, 3),) * 3),
    "Talmud, estate 200": (bankruptcy(200, (100, 200, 300)), (50, 75, 75)),
    "Talmud, estate 300": (bankruptcy(300, (100, 200, 300)), (50, 100, 150)),
    "insurers (Lemaire 1991)": (LEMAIRE, (Q("52687.5"), Q("24468.75"), Q("12843.75"))),
    "production (R package coopProductGame)": (COOP_PRODUCT, (149, 192, 651)),
    "four players (R package CoopGame)": (FOUR, (Q("3.5"), Q("4.5"), Q("5.5"), Q("7.5"))),
    "three players (R package CoopGame)": (THREE, (1, Q(3, 2), Q(5, 2))),
    "one player needed by two (R package CoopGame)": (VETO, (1, 1, 1)),
    "enterprise, university, government": (TRIPARTITE, (Q(175, 4), Q(135, 4), Q(45, 2))),
}


@pytest.mark.parametrize(("game", "shares"), PUBLISHED.values(), ids=PUBLISHED)
def test_the_nucleolus_is_the_published_one(game: CoalitionalGame, shares: tuple[sp.Rational, ...]) -> None:
    assert nucleolus(game).shares == shares
    assert prenucleolus(game).shares == shares


@pytest.mark.parametrize(
    ("costs", "charges"),
    [
        ((1, 2, 3), (Q(1, 2), Q(3, 4), Q(7, 4))),
        ((4, 6, 12, 20), (2, 2, 4, 12)),
        ((3, 3, 6, 6, 9), (1, 1, Q(4, 3), Q(4, 3), Q(13, 3))),
    ],
)
def test_airports_charge_what_littlechild_found(costs: tuple[int, ...], charges: tuple[sp.Rational, ...]) -> None:
    assert tuple(-share for share in nucleolus(airport(costs)).shares) == charges


def test_the_nucleolus_and_the_prenucleolus_differ_where_the_core_is_empty_and_joining_can_cost() -> None:
    # Zero-monotonic it is not: A and B, worth 4 together, are worth 1 with C.
    game = written((0, 0, 0), (4, 0, 0), (1,))
    assert prenucleolus(game).shares == (Q(5, 4), Q(5, 4), Q(-3, 2))
    assert nucleolus(game).shares == (Q(1, 2), Q(1, 2), 0)


def test_what_is_lost_by_head_counts_for_less_in_a_larger_coalition() -> None:
    game = written((0, 0, 0), (4, 0, 0), (6,))
    assert nucleolus(game).shares == (Q(5, 2), Q(5, 2), 1)
    assert per_capita_nucleolus(game).shares == (Q(8, 3), Q(8, 3), Q(2, 3))


def test_a_single_player_gets_everything() -> None:
    for rule in (nucleolus, prenucleolus, per_capita_nucleolus):
        assert rule(written((7,))).shares == (7,)


def test_a_game_without_any_worth_gives_nothing() -> None:
    assert nucleolus(CoalitionalGame(tuple("ABCDE"), (0,) * 32)).shares == (0,) * 5


def test_eight_players_who_need_five_votes_share_alike() -> None:
    game = CoalitionalGame(tuple("ABCDEFGH"), tuple(int(place.bit_count() > 4) for place in range(256)))
    assert nucleolus(game).shares == (Q(1, 8),) * 8


def test_two_players_halve_what_they_gain_where_they_gain() -> None:
    game = symbolic_game(2)
    a, b, both = (game.worth(coalition) for coalition in ("A", "B", ("A", "B")))
    for rule, condition in ((nucleolus, Region(a + b <= both)), (prenucleolus, Region())):
        found = rule(game)
        assert sp.expand(found.shares["A"] - (a + (both - a - b) / 2)) == 0
        assert sp.expand(found.of(game.players) - both) == 0
        assert found.condition == condition


def test_two_players_need_no_condition_where_the_region_says_that_they_gain() -> None:
    v = parameters("v")
    game = CoalitionalGame.from_worth(("E", "U"), {"E": 2, "U": 1, ("E", "U"): v}, Region(v > 3))
    assert nucleolus(game).condition == Region()


# --- properties


@given(numeric_games())
def test_nobody_gets_less_than_alone(game: CoalitionalGame) -> None:
    alone = sp.Add(*(game.worth(player) for player in game.players))
    for rule in (nucleolus, per_capita_nucleolus):
        if game.grand < alone:
            with pytest.raises(SolverError, match="worth more apart"):
                rule(game)
        else:
            found = rule(game)
            assert sum(found.shares) == game.grand
            assert all(share >= game.worth(player) for player, share in found.shares.items())


@given(numeric_games())
def test_it_lies_in_the_core_and_is_the_prenucleolus_wherever_the_core_is_not_empty(game: CoalitionalGame) -> None:
    found = prenucleolus(game)
    inside = core_condition(game) == Region()
    assert (in_core(found) == Region()) == inside
    if inside:
        assert nucleolus(game).shares == found.shares
        assert in_core(per_capita_nucleolus(game)) == Region()


@given(rational_games(), st.fractions(Fraction(1, 5), 4, max_denominator=5), st.data())
def test_units_and_gifts_pass_through(game: CoalitionalGame, factor: Fraction, data: st.DataObject) -> None:
    gifts = {player: sp.Rational(data.draw(st.integers(-3, 3))) for player in game.players}
    before, after = prenucleolus(game), prenucleolus(rescaled(game, sp.Rational(factor), gifts))
    for player, share in after.shares.items():
        assert share == sp.Rational(factor) * before.shares[player] + gifts[player]


@given(numeric_games((3, 4), st.integers(0, 6)), st.integers(1, 9))
def test_more_for_all_is_less_for_nobody_when_complaints_are_counted_by_head(game: CoalitionalGame, more: int) -> None:
    players = game.players
    rich = CoalitionalGame(players, (*game.worths[:-1], game.grand + 60))  # so that nobody is bound by being alone
    richer = CoalitionalGame(players, (*game.worths[:-1], game.grand + 60 + more))
    pairs = zip(per_capita_nucleolus(rich).shares, per_capita_nucleolus(richer).shares, strict=True)
    assert all(before <= after for before, after in pairs)


def test_more_for_all_can_be_less_for_one_under_the_nucleolus() -> None:
    for everything, shares in ((4, (Q(2, 3), Q(1, 2), Q(13, 6), Q(2, 3))), (5, (1, 1, 2, 1))):
        game = written((0, 0, 0, 0), (0, 0, 0, 2, 0, 1), (0, 0, 3, 0), (everything,))
        assert nucleolus(game).shares == shares


# --- refusals


def test_worths_with_parameters_are_refused_by_name() -> None:
    with pytest.raises(SolverError, match=r"the worth of \{A\} is v_A; expected a rational number: game.at"):
        nucleolus(symbolic_game(3))


def test_an_irrational_worth_is_refused() -> None:
    with pytest.raises(SolverError, match=r"the worth of \{A, B\} is sqrt\(2\); expected a rational one"):
        prenucleolus(written((0, 0, 0), (sp.sqrt(2), 0, 0), (3,)))


def test_a_game_without_imputations_is_sent_to_the_prenucleolus() -> None:
    message = r"worth more apart than v\(N\) = 1; expected a game with imputations; prenucleolus\(game\) needs none"
    for game in (written((1, 1, 1), (1, 1, 1), (1,)), written((1, 1), (1,))):
        with pytest.raises(SolverError, match=message):
            nucleolus(game)
    assert prenucleolus(written((1, 1), (1,))).shares == (Q(1, 2), Q(1, 2))


def test_two_players_who_never_gain_are_refused() -> None:
    v = parameters("v")
    game = CoalitionalGame.from_worth(("E", "U"), {"E": 2, "U": 1, ("E", "U"): v}, Region(v < 3))
    with pytest.raises(SolverError, match="worth more apart"):
        nucleolus(game)


def test_too_many_players_are_refused() -> None:
    game = CoalitionalGame(tuple("ABCDEFGHIJKLM"), (0,) * (1 << 13))
    with pytest.raises(SolverError, match="the game has 13 players; expected at most 12"):
        nucleolus(game)


def test_shares_that_fail_the_criterion_are_not_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nucleolus_module, "_sequence", lambda worths, *_: (worths[-1], Fraction(0), Fraction(0)))
    with pytest.raises(SolverError, match="fails Kohlberg's criterion"):
        nucleolus(MAJORITY)
