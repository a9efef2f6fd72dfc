"""Finite games: constructors agree, bad input is refused by name."""

import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings

from coopgame.errors import CoopGameError, ExpressionError, GameError, RegionError, SymbolError
from coopgame.games.finite import FiniteGame
from coopgame.games.tables import MOST_PROFILES
from coopgame.players import PerPlayer
from coopgame.symbols import Region, parameters
from tests.strategies import parametric_games

b, c = parameters("b c")
LISTS = {"row": ("give", "keep"), "column": ("give", "keep")}
GAIN = Region(b > c, c > 0)


def payoff(player: str, profile: PerPlayer[str]) -> Any:
    got = sum(b for p, s in profile.items() if p != player and s == "give")
    return got - (c if profile[player] == "give" else 0)


DONATION = FiniteGame.from_function(payoff, LISTS, GAIN)

# Plain cases


@pytest.mark.parametrize(
    "built",
    [
        FiniteGame.from_function(lambda profile: [payoff(p, profile) for p in LISTS], LISTS, GAIN),
        FiniteGame.from_function(lambda profile: {p: payoff(p, profile) for p in LISTS}, LISTS, GAIN),
        FiniteGame.from_arrays([[b - c, -c], [b, 0]], [[b - c, b], [-c, 0]], strategies=LISTS, region=GAIN),
        FiniteGame.from_arrays(
            sp.Matrix([[b - c, -c], [b, 0]]),
            np.array([[b - c, b], [-c, 0]], dtype=object),
            strategies=tuple(LISTS.values()),
            region=GAIN,
        ),
        FiniteGame.from_dict(
            {
                ("give", "give"): (b - c, b - c),
                ("give", "keep"): (-c, b),
                ("keep", "give"): (b, -c),
                ("keep", "keep"): (0, 0),
            },
            ("row", "column"),
            GAIN,
        ),
    ],
)
def test_every_way_of_writing_a_game_gives_the_same_one(built: FiniteGame) -> None:
    assert built == DONATION
    assert hash(built) == hash(DONATION)
    assert pickle.loads(pickle.dumps(built)) == DONATION


def test_a_game_answers_by_name_and_by_position() -> None:
    assert DONATION.payoff("row", ("keep", "give")) == b
    assert DONATION.payoffs(("keep", "give"))["column"] == -c
    assert DONATION.deviation_gain("column", ("give", "give"), "keep") == c
    assert DONATION.strategies["row"] == DONATION.strategies[0] == ("give", "keep")
    assert DONATION.shape == (2, 2)
    assert DONATION.symbols == (b, c)
    assert [tuple(p) for p in DONATION.profiles()][1] == ("give", "keep")


def test_numbers_of_all_kinds_are_read_exactly() -> None:
    game = FiniteGame.from_arrays([[1, Fraction(1, 3)]], [["2/7", np.int64(4)]])
    assert game.tables == ((1, sp.Rational(1, 3)), (sp.Rational(2, 7), 4))
    assert game.exact
    assert game.is_numeric
    assert game.players == ("row", "column")


def test_a_float_is_read_as_its_decimal_and_remembered() -> None:
    game = FiniteGame.from_arrays(np.array([[0.1, 2.0]]), np.array([[0.3, 0.5]]))
    assert game.tables[0] == (sp.Rational(1, 10), 2)
    assert not game.exact
    assert DONATION.at({b: 3, c: 1}).exact
    assert not DONATION.at({b: 3, "c": 0.5}).exact
    assert DONATION.at({b: 3, "c": 0.5}).payoff("row", ("give", "keep")) == -sp.Rational(1, 2)


def test_setting_some_parameters_keeps_the_others() -> None:
    game = DONATION.at({"b": 3})
    assert game.symbols == (c,)
    assert [game.region.contains({c: value}) for value in (0, 1, 3)] == [False, True, False]


def test_games_of_one_and_of_three_players_are_games() -> None:
    alone = FiniteGame.from_arrays([1, 2, b])
    assert alone.players == ("player 1",)
    assert alone.shape == (3,)
    three = FiniteGame.from_arrays(*[np.arange(8).reshape(2, 2, 2)] * 3)
    assert three.payoff("player 2", ("1", "2", "1")) == 2


@settings(max_examples=15)
@given(parametric_games())
def test_substitution_acts_payoff_by_payoff(game: FiniteGame) -> None:
    for point in game.region.sample(2, seed=1, symbols=game.symbols):
        for profile in game.profiles():
            for player in game.players:
                number = game.at(point).payoff(player, profile)
                assert number == game.payoff(player, profile).subs(point)


# Refusals

RAGGED = [[1, 2], [3]]
ONE_TWO: Any = (1, 2)
NO_MAPPING: Any = [("row", ("a",))]
NO_FUNCTION: Any = 3


@pytest.mark.parametrize(
    ("build", "problem"),
    [
        (FiniteGame.from_arrays, "no payoff array given"),
        (lambda: FiniteGame.from_arrays(RAGGED, RAGGED), "ragged"),
        (lambda: FiniteGame.from_arrays([[1, 2]], [[1], [2]]), "ragged or of another shape"),
        (lambda: FiniteGame.from_arrays([[1]], [[1]], [[1]]), "has 2 axes, and there are 3 arrays"),
        (lambda: FiniteGame.from_arrays([[]], [[]]), "empty row"),
        (lambda: FiniteGame.from_arrays([[1]], [[1]], players=("a",)), "2 payoff arrays for 1 players"),
        (lambda: FiniteGame.from_arrays([[1]], [[1]], players=("a", "a")), "'a' occurs twice among the players"),
        (lambda: FiniteGame.from_arrays([[1]], [[1]], strategies=[("a", "b"), ("c",)]), "named for shape"),
        (lambda: FiniteGame.from_arrays([[float("nan")]], [[1]]), r"payoff of row at .*nan"),
        (lambda: FiniteGame.from_arrays([[float("inf")]], [[1]]), r"payoff of row at .*inf"),
        (lambda: FiniteGame.from_arrays([[1 + 2j]], [[1]]), "1\\+2j"),
        (lambda: FiniteGame.from_arrays([[sp.I]], [[1]]), "payoff of row"),
        (lambda: FiniteGame.from_arrays([[True]], [[1]]), "True"),
        (lambda: FiniteGame.from_arrays([["__import__('os')"]], [[1]]), "__import__"),
        (lambda: FiniteGame.from_arrays([[sp.Symbol("q")]], [[1]]), "symbol q is not declared real"),
        (lambda: FiniteGame.from_arrays([[sp.zoo]], [[1]]), "payoff of row"),
        (lambda: FiniteGame.from_arrays("12", "34"), "1 axes|0 axes|has 0 axes"),
        (lambda: FiniteGame.from_function(payoff, {}), "no players given"),
        (lambda: FiniteGame.from_function(payoff, {"row": ()}), "no strategies of row given"),
        (lambda: FiniteGame.from_function(payoff, {"row": "give"}), "not a list of names"),
        (lambda: FiniteGame.from_function(payoff, {"row": ("give", "give")}), "'give' occurs twice"),
        (lambda: FiniteGame.from_function(payoff, {"row": ONE_TWO}), "1 can't be one of"),
        (lambda: FiniteGame.from_function(payoff, NO_MAPPING), "not a mapping"),
        (lambda: FiniteGame.from_function(NO_FUNCTION, LISTS), "3 is not a function"),
        (lambda: FiniteGame.from_function(lambda a, b, c: 0, LISTS), "takes 3 arguments"),
        (lambda: FiniteGame.from_function(lambda profile: 1, LISTS), "one payoff a player"),
        (lambda: FiniteGame.from_function(lambda profile: (1,), LISTS), "1 payoffs at"),
        (lambda: FiniteGame.from_function(lambda profile: {"row": 1}, LISTS), "given for row"),
        (lambda: FiniteGame.from_dict({("a", "b"): (1, 2)}, ("row",)), "does not fit"),
        (lambda: FiniteGame.from_dict({("a", "b"): (1, 2), ("c", "d"): (1, 2)}, ("r", "k")), "no payoffs given at"),
        (lambda: FiniteGame(("r",), PerPlayer(("r",), [("a",)]), ((1, 2),)), "tables do not fit"),
        (lambda: FiniteGame(("r", "k"), PerPlayer(("r",), [("a",)]), ((1,),)), "1 lists of strategies for 2 players"),
        (lambda: FiniteGame(("r",), PerPlayer(("r",), [("a",)]), ((1,),), region=1), "1 is not a Region"),  # type: ignore[arg-type]
        (lambda: DONATION.payoff("nobody", ("give", "give")), "no player is called 'nobody'"),
        (lambda: DONATION.payoff("row", ("give", "take")), "column has no strategy 'take'"),
        (lambda: DONATION.payoff("row", ("give",)), "does not fit"),
        (lambda: DONATION.deviation_gain("row", ("give", "give"), "take"), "row has no strategy 'take'"),
        (lambda: DONATION.at({"d": 1}), "no parameter 'd'; expected one of b, c"),
        (lambda: DONATION.at({b: 1, c: 2}), "b=1, c=2 lies outside the region; expected b > c"),
        (lambda: DONATION.at({b: float("nan")}), "nan"),
    ],
)
def test_bad_input_gets_one_error_that_names_the_culprit(build: Callable[[], Any], problem: str) -> None:
    with pytest.raises(CoopGameError, match=problem):
        build()


def test_a_game_with_too_many_profiles_is_refused_before_it_is_built() -> None:
    many = {f"p{k}": ("a", "b") for k in range(40)}
    with pytest.raises(GameError, match=f"at most {MOST_PROFILES}"):
        FiniteGame.from_function(payoff, many)


def test_a_payoff_undefined_at_the_point_is_refused() -> None:
    game = FiniteGame.from_arrays([[1 / (b - 1), 2]], [[0, 0]])
    with pytest.raises(GameError, match="is not a number there"):
        game.at({b: 1})


def test_each_error_has_its_own_kind() -> None:
    assert issubclass(SymbolError, CoopGameError)
    assert issubclass(RegionError, CoopGameError)
    assert issubclass(ExpressionError, ValueError)
