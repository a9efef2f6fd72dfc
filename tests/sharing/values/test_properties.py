"""Properties of games in coalitional form, as conditions."""

from collections.abc import Callable
from functools import cache
from itertools import combinations

import pytest
import sympy as sp
from hypothesis import given

from coopgame.errors import SolverError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values.core import core_condition
from coopgame.sharing.values.properties import balanced, convex, essential, monotone, superadditive
from coopgame.symbols import Region, parameters
from tests.sharing.coalitional import numeric_games, symbolic_game
from tests.sharing.published import DRAWN, GLOVE, MAJORITY, airport, bankruptcy, written

ALWAYS, NEVER = Region(), Region(sp.false)
ALL = (superadditive, convex, monotone, essential, balanced)
a, v = parameters("a v")
OF_THREE = symbolic_game(3)
SIZED = CoalitionalGame.from_function(tuple("ABC"), lambda members: (0, 2 * a, v)[len(members) - 1], Region(a > 0))


@cache
def of_three(holds: Callable[[CoalitionalGame], Region]) -> Region:
    return holds(OF_THREE)


# --- published results


def test_the_glove_game_is_superadditive_monotone_and_balanced_but_not_convex() -> None:
    assert [holds(GLOVE) for holds in ALL] == [ALWAYS, NEVER, ALWAYS, ALWAYS, ALWAYS]


def test_the_majority_game_is_superadditive_and_not_balanced() -> None:
    assert [holds(MAJORITY) for holds in ALL] == [ALWAYS, NEVER, ALWAYS, ALWAYS, NEVER]


def test_bankruptcy_games_are_convex() -> None:
    # Aumann and Maschler 1985, Curiel, Maschler and Tijs 1987.
    for estate in (100, 200, 300, 450):
        assert convex(bankruptcy(estate, (100, 200, 300))) == ALWAYS


def test_airport_games_are_convex_and_costs_are_not_monotone_as_worths() -> None:
    assert convex(airport((4, 6, 12, 20))) == ALWAYS
    assert monotone(airport((4, 6, 12, 20))) == NEVER


def test_what_each_property_asks_of_three_alike_grows() -> None:
    bounds = {monotone: 2, superadditive: 2, balanced: 3, convex: 4}
    assert {holds: holds(SIZED) for holds in bounds} == {holds: Region(k * a <= v) for holds, k in bounds.items()}
    assert essential(SIZED) == Region(v > 0)


def test_what_the_region_says_is_not_said_again() -> None:
    game = CoalitionalGame(SIZED.players, SIZED.worths, Region(a > 0, v > 5 * a))
    assert all(holds(game) == ALWAYS for holds in ALL)


def test_what_the_region_rules_out_never_holds() -> None:
    game = CoalitionalGame(SIZED.players, SIZED.worths, Region(a > 0, v < a))
    assert [holds(game) for holds in (superadditive, convex, monotone, balanced)] == [NEVER] * 4


def test_three_players_of_any_worth_need_six_pairs_to_be_convex() -> None:
    counts = {convex: 6, superadditive: 6, monotone: 12}
    assert {holds: len(of_three(holds).conditions) for holds in counts} == counts


def test_one_player_has_every_property_but_something_to_gain() -> None:
    assert [holds(written((7,))) for holds in ALL] == [ALWAYS, ALWAYS, ALWAYS, NEVER, ALWAYS]
    assert monotone(written((-7,))) == NEVER


def test_an_additive_game_has_nothing_to_gain() -> None:
    game = CoalitionalGame.from_function(tuple("ABCD"), lambda members: sum("ABCD".index(p) + 1 for p in members))
    assert [holds(game) for holds in ALL] == [ALWAYS, ALWAYS, ALWAYS, NEVER, ALWAYS]


# --- properties


@given(numeric_games((3, 3)))
def test_conditions_on_worths_hold_exactly_where_numbers_have_the_property(game: CoalitionalGame) -> None:
    point = {OF_THREE.worth(c): game.worth(c) for c in game.coalitions()}
    for holds in ALL:
        assert of_three(holds).contains(point) == (holds(game) == ALWAYS)


def test_convex_games_are_balanced_and_superadditive() -> None:
    convex_ones = [game for game in DRAWN if convex(game) == ALWAYS]
    assert convex_ones
    for game in convex_ones:
        assert superadditive(game) == ALWAYS
        assert core_condition(game) == ALWAYS


# --- differential: the definitions, over all pairs of coalitions


@given(numeric_games((2, 4)))
def test_the_definitions_over_all_pairs_of_coalitions_agree(game: CoalitionalGame) -> None:
    every = [frozenset(), *map(frozenset, game.coalitions())]
    pairs = list(combinations(every, 2))
    apart = [(s, t) for s, t in pairs if not s & t]
    assert (superadditive(game) == ALWAYS) == all(game.worth(s | t) >= game.worth(s) + game.worth(t) for s, t in apart)
    assert (convex(game) == ALWAYS) == all(
        game.worth(s | t) + game.worth(s & t) >= game.worth(s) + game.worth(t) for s, t in pairs
    )
    assert (monotone(game) == ALWAYS) == all(game.worth(s | t) >= game.worth(s) for s, t in pairs)


# --- refusals


def test_five_players_with_parameters_are_refused_where_collections_would_be_listed() -> None:
    with pytest.raises(SolverError, match="the game has 5 players"):
        balanced(symbolic_game(5))
