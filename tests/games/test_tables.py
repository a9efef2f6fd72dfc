"""Payoffs as users write them, read entry by entry."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.errors import CoopGameError, GameError
from coopgame.games.finite import FiniteGame
from coopgame.games.settled import settled
from coopgame.games.tables import (
    MOST_PROFILES,
    arity,
    bounded,
    entries,
    flattened,
    measured,
    names,
    profiles,
    read_arrays,
    read_dict,
    read_function,
    read_tables,
    strategy_lists,
)
from coopgame.players import PerPlayer
from coopgame.symbols import parameters

b, c = parameters("b c")
ONE = {"one": ("a",)}

# Properties


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_flattening_follows_the_order_of_the_profiles(shape: list[int]) -> None:
    array = np.arange(np.prod(shape)).reshape(shape)
    players = tuple(f"player {k}" for k in range(len(shape)))
    lists = [tuple(str(s) for s in range(size)) for size in shape]
    flat = flattened(array, tuple(shape), "anyone")
    assert [int(value) for value in flat] == list(range(array.size))
    for value, profile in zip(flat, profiles(players, lists), strict=True):
        assert array[tuple(map(int, profile))] == value


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_the_shape_of_an_array_is_its_shape_however_it_is_written(shape: list[int]) -> None:
    array = np.zeros(shape, dtype=int)
    for written in (array, array.tolist(), sp.ImmutableDenseNDimArray(array.tolist())):
        assert measured(written, 9) == tuple(shape)


def test_what_is_an_array_and_what_is_an_entry() -> None:
    assert entries([1, 2]) == [1, 2]
    assert entries(np.array([1, 2])) == [1, 2]
    assert entries(sp.Matrix([[1, b]])) == [[1, b]]
    assert entries(sp.Array([1, b])) == [1, b]
    assert entries(memoryview(b"ab")) == [97, 98]
    for single in (3, "12", b, np.float64(3), np.array(3), sp.Array(3), Fraction(1, 2), {1, 2}, None):
        assert entries(single) is None


def test_a_numpy_matrix_is_read_as_the_two_way_table_it_is() -> None:
    with pytest.warns(PendingDeprecationWarning):
        table = np.matrix([[1, 2], [3, 4]])
    assert measured(table, 9) == (2, 2)
    assert flattened(table, (2, 2), "row") == [1, 2, 3, 4]


def test_single_precision_is_read_by_the_decimal_it_prints() -> None:
    game = FiniteGame.from_arrays(np.array([[0.1]], dtype=np.float32), np.array([[1]], dtype=np.int8))
    assert game.tables == ((sp.Rational(1, 10),), (1,))
    assert not game.exact


def test_an_array_nested_in_itself_is_measured_no_deeper_than_asked() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert measured(endless, 5) == (1, 1, 1, 1, 1)


def test_a_function_of_the_profile_and_one_of_player_and_profile_are_told_apart() -> None:
    class Payoff:
        def __call__(self, profile: Any, bonus: int = 1) -> int:
            return bonus

        def of(self, player: str, profile: Any) -> int:
            return len(player) + len(profile)

    assert arity(lambda profile: 0) == 1
    assert arity(lambda player, profile, *rest, scale=1: 0) == 2
    assert arity(Payoff()) == 1
    assert arity(Payoff().of) == 2
    assert arity(partial(Payoff().of, "x")) == 1


def test_a_mapping_of_payoffs_is_read_by_player_whatever_its_order() -> None:
    lists = {"one": ("a",), "two": ("b",)}
    _, _, rows = read_function(lambda profile: {"two": 2, "one": 1}, lists)
    assert list(rows.values()) == [(1, 2)]


def test_the_payoff_function_reads_its_profile_by_player() -> None:
    asked: list[Any] = []

    def payoff(player: str, profile: PerPlayer[str]) -> int:
        asked.append((player, profile["one"], profile[1]))
        return 0

    read_function(payoff, {"one": ("a", "b"), "two": ("c",)})
    assert asked == [("one", "a", "c"), ("two", "a", "c"), ("one", "b", "c"), ("two", "b", "c")]


def test_strategies_keep_the_order_of_their_first_occurrence() -> None:
    payoffs = {("z", "b"): (1, 2), ("a", "b"): (3, 4)}
    _, lists, _ = read_dict(payoffs, ("one", "two"))
    assert lists == (("z", "a"), ("b",))


def test_floats_anywhere_are_noticed() -> None:
    lists = strategy_lists(("one",), [("a", "b")])
    assert read_tables(lists, [[1, "0.5"]]) == (((1, sp.Rational(1, 2)),), False)
    assert read_tables(lists, [[1, 0.5 * b]]) == (((1, b / 2),), True)


def test_substitution_happens_all_at_once() -> None:
    assert settled(b - 2 * c, {b: c, c: b}, "a payoff of one") == c - 2 * b
    assert settled(sp.Piecewise((b, b > 1), (c, True)), {b: sp.Integer(0)}, "a payoff of one") == c


def test_as_many_profiles_as_allowed_are_allowed() -> None:
    assert bounded([range(MOST_PROFILES)]) == MOST_PROFILES  # type: ignore[list-item] # only its length is asked for


# Refusals


def deep(levels: int) -> list[Any]:
    array: list[Any] = [1]
    for _ in range(levels):
        array = [array]
    return array


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: names("players", "one"), r"players 'one' is not a list of names; expected a tuple such as"),
        (lambda: names("players", 3), r"players 3 is not a list of names"),
        (lambda: names("players", ("a", " ")), r"' ' can't be one of the players; expected a non-empty text"),
        (lambda: names("players", ("a", None)), r"None can't be one of the players"),
        (lambda: arity(max), r"what <built-in function max> takes is not known; expected payoff\(player, profile\)"),
        (lambda: arity(lambda *profile: 0), r"the function takes 0 arguments"),
        (lambda: arity("payoff"), r"'payoff' is not a function"),
        (
            lambda: read_function(lambda profile: {"one": 1, "two": 2}, ONE),
            r"payoffs at \('a',\) are given for one, two",
        ),
        (lambda: read_function(lambda profile: None, ONE), r"the payoff function returned None at \('a',\)"),
        (lambda: read_function(lambda profile: (1, 2), ONE), r"2 payoffs at \('a',\); expected 1, for one"),
        (lambda: read_dict([("a",)], ("one",)), r"is not a mapping of profiles to payoffs"),
        (lambda: read_dict({"a": (1,)}, ("one",)), r"profile 'a' does not fit; expected one strategy for each of one"),
        (lambda: read_dict({1: (1,)}, ("one",)), r"profile 1 does not fit"),
        (lambda: read_dict({}, ("one",)), r"no strategies of one given"),
        (lambda: read_dict({("a",): 5}, ("one",)), r"the payoff function returned 5 at"),
        (
            lambda: read_arrays([[1]], None, {"two": ("a",)}),
            r"strategies are given for two; expected one list for each",
        ),
        (lambda: read_arrays([[1, 2]], None, [1]), r"strategies of player 1 1 is not a list of names"),
        (lambda: read_arrays([[1, 2]], None, ["ab"]), r"strategies of player 1 'ab' is not a list of names"),
        (lambda: read_arrays([[1, 2]], None, []), r"0 lists of strategies for 1 players"),
        (lambda: read_arrays([deep(1000)], None, None), r"the array of player 1 has more axes, and there are 1 arrays"),
        (lambda: read_arrays([[[1, 2], 3], [[1, 2], [3, 4]]], None, None), r"array of row has too few dimensions at 3"),
        (lambda: read_arrays([np.zeros((0, 2)), np.zeros((0, 2))], None, None), r"an array has an empty row"),
        (lambda: FiniteGame.from_arrays([[1, [2]]], [[1, 2]]), r"payoff of row at \('1', '2'\): .*\[2\]"),
        (lambda: FiniteGame.from_arrays([[1, None]], [[1, 2]]), r"payoff of row at \('1', '2'\): None"),
        (lambda: FiniteGame.from_arrays([[b > c]], [[1]]), r"payoff of row at \('1', '1'\)"),
        (lambda: FiniteGame.from_arrays([["b + c"]], [[1]]), r"payoff of row at .*'b \+ c' is not a number"),
        (
            lambda: FiniteGame.from_arrays([[sp.Symbol("p", positive=True)]], [[1]]),
            r"symbol p is declared more than real",
        ),
        (lambda: bounded([("a", "b")] * 64), rf"the game has {2**64} profiles; expected at most {MOST_PROFILES}"),
        (lambda: settled(b / c, {c: sp.Integer(0)}, "a payoff"), r"a payoff, b/c, is not a number there"),
        (
            lambda: settled(sp.sqrt(c), {c: sp.Integer(-1)}, "a payoff"),
            r"a payoff, sqrt\(c\), is not a number",
        ),
        (
            lambda: settled(sp.log(c), {c: sp.Integer(0)}, "a payoff of one"),
            r"a payoff of one, log\(c\), is not a number",
        ),
    ],
)
def test_what_is_wrong_with_the_payoffs_is_named(build: Callable[[], Any], message: str) -> None:
    with pytest.raises(CoopGameError, match=message):
        build()


def test_a_table_given_directly_is_read_like_any_other() -> None:
    players = PerPlayer(("one",), [("a", "b")])
    assert FiniteGame(("one",), players, (("1/2", 0.5),)).tables == ((sp.Rational(1, 2), sp.Rational(1, 2)),)
    with pytest.raises(GameError, match=r"payoff of one at \('b',\): nan"):
        FiniteGame(("one",), players, ((0, float("nan")),))


def test_a_huge_game_is_refused_before_anything_is_asked() -> None:
    def payoff(profile: Any) -> Any:
        raise AssertionError("asked")

    with pytest.raises(GameError, match=r"profiles; expected at most"):
        FiniteGame.from_function(payoff, {f"player {k}": tuple("abcdefghij") for k in range(20)})
