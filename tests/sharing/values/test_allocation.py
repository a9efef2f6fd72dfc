"""Allocations: who gets what, what a coalition gets, and what it could gain by leaving."""

import pickle
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame import PerPlayer, Region, parameters
from coopgame.errors import GameError, RuleError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values.allocation import Allocation

a = parameters("a")
PLAYERS = ("enterprise", "university", "government")
GAME = CoalitionalGame(PLAYERS, (0, 20, 10, 60, 5, 35, 20, 100))
SHAPLEY = Allocation(GAME, "Shapley value", PerPlayer(PLAYERS, map(sp.Rational, ("140/3", "205/6", "115/6"))))


# --- published results


def test_a_coalition_gets_what_its_members_get() -> None:
    assert SHAPLEY.shares["university"] == sp.Rational(205, 6)
    assert SHAPLEY.of(("university", "enterprise")) == sp.Rational(485, 6)
    assert SHAPLEY.of(PLAYERS) == GAME.grand
    assert SHAPLEY.of(()) == 0


def test_who_could_gain_by_leaving_has_a_positive_excess() -> None:
    assert SHAPLEY.excess("enterprise") == -sp.Rational(80, 3)
    unfair = Allocation(GAME, "all to the government", PerPlayer(PLAYERS, (0, 0, 100)))
    assert unfair.excess(("enterprise", "university")) == 60


# --- what an allocation is


def test_shares_may_be_plain_numbers_and_belong_to_the_players_of_the_game() -> None:
    given_plainly: Any = (1, 2, 3)
    assert Allocation(GAME, "by hand", given_plainly).shares.players == PLAYERS


def test_it_says_who_gets_what_and_where() -> None:
    assert str(SHAPLEY) == "Shapley value: enterprise 140/3, university 205/6, government 115/6"
    pair = CoalitionalGame(("A", "B"), (0, 0, 0, a))
    halves = Allocation(pair, "halves", PerPlayer(("A", "B"), (a / 2, a / 2)), Region(a > 0))
    assert str(halves) == "halves: A a/2, B a/2  if  a > 0"
    assert halves._repr_latex_() == (r"$x_{\text{A}} = \frac{a}{2},\, x_{\text{B}} = \frac{a}{2}\quad\text{if } a > 0$")
    assert "if" not in SHAPLEY._repr_latex_()


def test_allocations_are_values() -> None:
    assert pickle.loads(pickle.dumps(SHAPLEY)) == SHAPLEY
    assert hash(SHAPLEY) == hash(pickle.loads(pickle.dumps(SHAPLEY)))


# --- properties


@given(st.lists(st.integers(-9, 9), min_size=3, max_size=3), st.sets(st.sampled_from(PLAYERS)))
def test_the_excesses_of_a_coalition_and_of_the_others_add_up_to_what_their_worths_lack(
    shares: list[int], coalition: set[str]
) -> None:
    found, others = Allocation(GAME, "drawn", PerPlayer(PLAYERS, shares)), set(PLAYERS) - coalition
    lacking = GAME.worth(coalition) + GAME.worth(others) - sum(shares)
    assert found.excess(coalition) + found.excess(others) == lacking


# --- refusals


def test_a_share_too_few_is_refused() -> None:
    with pytest.raises(RuleError, match="2 shares for 3 players; expected one share a player"):
        Allocation(GAME, "short", PerPlayer(("a", "b"), (sp.Integer(1), sp.Integer(2))))


def test_a_stranger_gets_nothing_but_an_error() -> None:
    with pytest.raises(GameError, match="a coalition names 'state'"):
        SHAPLEY.of("state")
