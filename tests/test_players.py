"""Tuples in the players' order that are also read by player."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgame.errors import GameError
from coopgame.players import PerPlayer

PLAYERS = ("enterprise", "university")
profile = PerPlayer(PLAYERS, ("share", "withhold"))


# Properties


@given(st.lists(st.tuples(st.text(), st.integers()), unique_by=lambda pair: pair[0]))
def test_each_value_is_read_by_position_and_by_player(pairs: list[tuple[str, int]]) -> None:
    value = PerPlayer([name for name, _ in pairs], [number for _, number in pairs])
    assert list(value.items()) == pairs
    for k, (name, number) in enumerate(pairs):
        assert value[k] == value[name] == number


def test_it_is_a_tuple() -> None:
    assert profile == ("share", "withhold")
    assert hash(profile) == hash(("share", "withhold"))
    assert {profile: 1}["share", "withhold"] == 1
    enterprise, university = profile
    assert (enterprise, university) == profile[:] == (*profile[:1], *profile[1:])
    assert profile[-1] == "withhold"


def test_a_slice_is_a_plain_tuple() -> None:
    assert type(profile[:1]) is tuple


def test_one_players_value_can_be_replaced() -> None:
    other = profile.replace("enterprise", "withhold")
    assert other.players == PLAYERS
    assert other == ("withhold", "withhold")
    assert profile == ("share", "withhold")


@pytest.mark.parametrize("again", [pickle.loads(pickle.dumps(profile)), copy.copy(profile), copy.deepcopy(profile)])
def test_a_copy_keeps_the_players(again: PerPlayer[str]) -> None:
    assert again == profile
    assert again["university"] == "withhold"


# Refusals


def test_values_and_players_must_pair_up() -> None:
    with pytest.raises(GameError, match=r"1 values given for the 2 players enterprise, university; expected one value"):
        PerPlayer(PLAYERS, ("share",))


def test_an_unknown_player_is_named_with_those_there_are() -> None:
    with pytest.raises(GameError, match=r"no player is called 'bank'; expected one of enterprise, university"):
        profile["bank"]
    with pytest.raises(GameError, match=r"no player is called 'bank'; expected one of enterprise, university"):
        profile.replace("bank", "share")


def test_a_position_out_of_range_is_pythons_own_error() -> None:
    with pytest.raises(IndexError):
        profile[2]
