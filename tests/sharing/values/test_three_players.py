"""The prenucleolus of three players, regime by regime."""

from functools import cache

import pytest
import sympy as sp
from hypothesis import given

from coopgame.errors import GameError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.nucleolus import prenucleolus
from coopgame.sharing.values.three_players import prenucleolus_regimes
from coopgame.symbols import Region, parameters
from tests.sharing.coalitional import numeric_games, symbolic_game
from tests.sharing.published import DRAWN, GLOVE, LEMAIRE, MAJORITY, THREE, TRIPARTITE, VETO, written

OF_THREE = symbolic_game(3)
e, v = parameters("e v")


@cache
def regimes() -> tuple[Allocation, ...]:
    return prenucleolus_regimes(OF_THREE)


def divided(game: CoalitionalGame) -> set[tuple[sp.Rational, ...]]:
    """The shares of every regime that a game of numbers lies in."""
    point = {
        OF_THREE.worth(c): worth
        for c, worth in zip(OF_THREE.coalitions(), map(game.worth, game.coalitions()), strict=True)
    }
    return {tuple(x.subs(point) for x in found.shares) for found in regimes() if found.condition.contains(point)}


# --- published results


def test_an_estate_is_divided_as_the_talmud_says_whatever_it_is() -> None:
    claims = {"A": 100, "B": 200, "C": 300}
    game = CoalitionalGame.from_function(
        tuple(claims),
        lambda members: sp.Max(0, e - sum(claim for player, claim in claims.items() if player not in members)),
        Region(e >= 200, e <= 300),
    )
    for estate, shares in ((200, (50, 75, 75)), (250, (50, 100, 100)), (300, (50, 100, 150))):
        found = [x for x in prenucleolus_regimes(game) if x.condition.contains({e: estate})]
        assert {tuple(share.subs(e, estate) for share in x.shares) for x in found} == {shares}


@pytest.mark.parametrize("game", [GLOVE, MAJORITY, LEMAIRE, THREE, VETO, TRIPARTITE])
def test_published_games_get_their_published_shares(game: CoalitionalGame) -> None:
    assert divided(game) == {tuple(prenucleolus(game).shares)}


def test_three_alike_get_a_third_without_a_condition() -> None:
    game = CoalitionalGame.from_function(tuple("ABC"), lambda members: (0, e, v)[len(members) - 1])
    found = prenucleolus_regimes(game)
    assert {x.shares for x in found} == {(v / 3,) * 3}


def test_numbers_have_one_regime() -> None:
    (found,) = prenucleolus_regimes(TRIPARTITE)
    assert found.shares == prenucleolus(TRIPARTITE).shares
    assert found.condition == Region()


# --- properties


def test_every_regime_divides_all_there_is() -> None:
    assert all(sp.expand(found.of(OF_THREE.players) - OF_THREE.grand) == 0 for found in regimes())


def test_every_regime_is_needed() -> None:
    for found in regimes():
        others = [other.condition for other in regimes() if other is not found]
        alone = Region(found.condition, *(~other for other in others))
        assert alone.sample(1)


# --- differential: against the programmes


@given(numeric_games((3, 3)))
def test_small_numbers_with_ties_get_what_the_programmes_give(game: CoalitionalGame) -> None:
    assert divided(game) == {tuple(prenucleolus(game).shares)}


def test_drawn_games_get_what_the_programmes_give() -> None:
    for game in DRAWN[:75]:
        assert divided(game) == {tuple(prenucleolus(game).shares)}


# --- refusals


def test_another_number_of_players_is_refused() -> None:
    with pytest.raises(GameError, match="the game has 2 players; expected three"):
        prenucleolus_regimes(written((0, 0), (1,)))
