"""The core: where it is not empty, what lies in it, and its vertices."""

from functools import cache
from itertools import combinations, permutations
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from coopgame.errors import GameError, SolverError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.balanced_collections import BalancedCollection
from coopgame.sharing.values.core import core_certificate, core_condition, in_core, least_core
from coopgame.sharing.values.kohlberg import kohlberg
from coopgame.sharing.values.nucleolus import prenucleolus
from coopgame.sharing.values.shapley import shapley
from coopgame.sharing.values.vertices import core_vertices
from coopgame.symbols import Region, parameters
from tests.sharing.coalitional import numeric_games, rational_games, symbolic_game
from tests.sharing.published import DRAWN, GLOVE, MAJORITY, TRIPARTITE, airport, bankruptcy, written

Q = sp.Rational
ALWAYS, NEVER = Region(), Region(sp.false)
OF_THREE = symbolic_game(3)
a, v = parameters("a v")


@cache
def core_of_three() -> Region:
    return core_condition(OF_THREE)


# --- published results


def test_the_core_of_the_glove_game_is_one_point() -> None:
    assert core_condition(GLOVE) == ALWAYS
    assert core_vertices(GLOVE) == ((1, 0, 0),)


def test_the_majority_game_has_an_empty_core_and_its_pairs_are_why() -> None:
    assert core_condition(MAJORITY) == NEVER
    assert core_vertices(MAJORITY) == ()
    reason = core_certificate(MAJORITY)
    assert reason == BalancedCollection(MAJORITY.players, (("A", "B"), ("A", "C"), ("B", "C")), (Q(1, 2),) * 3)
    assert reason.worth(MAJORITY) == Q(3, 2)
    assert least_core(MAJORITY) == Q(1, 3)


def test_three_pairs_have_a_core_once_all_earn_half_as_much_again() -> None:
    game = CoalitionalGame.from_function(tuple("ABC"), lambda members: (0, a, v)[len(members) - 1], Region(a > 0))
    assert core_condition(game) == Region(3 * a <= 2 * v)


def test_two_players_have_a_core_where_joining_is_no_loss() -> None:
    assert str(core_condition(symbolic_game(2))) == "v_A + v_B <= v_AB"


def test_three_players_have_five_inequalities() -> None:
    one, two, three, whole = (OF_THREE.worth(s) for s in ("A", "B", "C", ("A", "B", "C")))
    first, second, third = (OF_THREE.worth(s) for s in combinations("ABC", 2))
    bounds = [one + two + three, one + third, two + second, three + first, (first + second + third) / 2]
    found = core_of_three()
    assert len(found.conditions) == 5
    for point in found.sample(5):
        assert all(bound.subs(point) <= whole.subs(point) for bound in bounds)


def test_four_players_have_forty_one() -> None:
    assert len(core_condition(symbolic_game(4)).conditions) == 41


def test_the_shapley_value_of_enterprise_university_and_government_is_in_the_core() -> None:
    assert in_core(shapley(TRIPARTITE)) == ALWAYS


def test_the_core_of_an_additive_game_is_what_everyone_is_worth() -> None:
    game = CoalitionalGame.from_function(tuple("ABCD"), lambda members: sum("ABCD".index(p) + 1 for p in members))
    assert core_vertices(game) == ((1, 2, 3, 4),)
    assert least_core(game) == 0


def test_a_single_player_has_a_core_of_one_point() -> None:
    assert core_condition(written((7,))) == ALWAYS
    assert core_vertices(written((7,))) == ((7,),)


def test_a_core_may_be_flat() -> None:
    # B and C get nothing without A, and A nothing without B.
    game = written((0, 0, 0), (2, 0, 0), (2,))
    assert core_vertices(game) == ((0, 2, 0), (2, 0, 0))


# --- properties


def orders_of_arrival(game: CoalitionalGame) -> set[tuple[sp.Rational, ...]]:
    """What each adds, over all orders of arrival."""
    found = set()
    for order in permutations(game.players):
        gained = {player: game.marginal(player, order[:k]) for k, player in enumerate(order)}
        found.add(tuple(gained[player] for player in game.players))
    return found


@pytest.mark.parametrize(
    "game", [bankruptcy(12, (3, 4, 6)), bankruptcy(20, (3, 4, 6, 11)), airport((1, 2, 3)), airport((2, 3, 3, 7, 8))]
)
def test_the_vertices_of_a_convex_game_are_what_players_add_in_some_order(game: CoalitionalGame) -> None:
    # Shapley 1971, theorem 3, and Ichiishi 1981.
    assert {tuple(vertex) for vertex in core_vertices(game)} == orders_of_arrival(game)


@given(rational_games((2, 5)))
def test_a_game_has_vertices_exactly_where_it_has_a_core_and_they_lie_in_it(game: CoalitionalGame) -> None:
    vertices = core_vertices(game)
    assert bool(vertices) == (core_condition(game) == ALWAYS)
    for vertex in vertices:
        assert in_core(Allocation(game, "vertex", vertex)) == ALWAYS
    if vertices:
        middle = [sum(entries) / len(vertices) for entries in zip(*vertices, strict=True)]
        assert in_core(Allocation(game, "middle", PerPlayer(game.players, middle))) == ALWAYS


@given(numeric_games((2, 5)))
def test_the_certificate_proves_itself(game: CoalitionalGame) -> None:
    found = core_certificate(game)
    if isinstance(found, BalancedCollection):
        assert found.worth(game) > game.grand
    else:
        assert in_core(found) == ALWAYS


@given(numeric_games((2, 5)))
def test_the_least_core_is_the_greatest_excess_at_the_prenucleolus(game: CoalitionalGame) -> None:
    shares = prenucleolus(game)
    assert least_core(game) == max(shares.excess(c) for c in game.coalitions() if c != game.players)
    assert (least_core(game) <= 0) == (core_condition(game) == ALWAYS)


@given(numeric_games((3, 3)))
def test_the_condition_of_three_players_holds_where_their_numbers_have_a_core(game: CoalitionalGame) -> None:
    point = {OF_THREE.worth(c): game.worth(c) for c in game.coalitions()}
    assert core_of_three().contains(point) == (core_condition(game) == ALWAYS)


def test_shares_with_parameters_are_in_the_core_under_a_condition() -> None:
    game = CoalitionalGame.from_worth(("E", "U"), {"E": 2, "U": 1, ("E", "U"): v}, Region(v > 0))
    assert in_core(shapley(game)) == Region(v >= 3)
    even = Allocation(game, "even", PerPlayer(game.players, (v / 2, v / 2)))
    assert in_core(even) == Region(v >= 4)
    assert in_core(Allocation(game, "even", even.shares, Region(v > 5))) == ALWAYS


def test_shares_that_do_not_add_up_are_in_the_core_where_they_do() -> None:
    game = CoalitionalGame.from_worth(("E", "U"), {"E": 2, "U": 1, ("E", "U"): v})
    assert in_core(Allocation(game, "fixed", PerPlayer(game.players, (3, 1)))) == Region(sp.Eq(v, 4))
    assert in_core(Allocation(game, "fixed", PerPlayer(game.players, (v, 1)))) == NEVER


def test_irrational_worths_are_compared_exactly() -> None:
    assert core_condition(written((0, 0, 0), (sp.sqrt(2), sp.sqrt(2), sp.sqrt(2)), (sp.sqrt(2) * Q(3, 2),))) == ALWAYS
    assert core_condition(written((0, 0, 0), (sp.sqrt(2), sp.sqrt(2), sp.sqrt(2)), (Q(2121, 1000),))) == NEVER


def test_worths_with_the_better_of_two_strategies_are_read() -> None:
    game = CoalitionalGame.from_worth(("E", "U"), {"E": sp.Max(a, 1), "U": 1, ("E", "U"): v}, Region(a > 2))
    condition = core_condition(game)
    assert condition.contains({a: 3, v: 4})
    assert not condition.contains({a: 3, v: Q(39, 10)})


# --- differential: emptiness by floating-point programmes, vertices by trying all


def test_drawn_games_have_a_core_exactly_where_the_programme_says() -> None:
    for game in DRAWN:
        n, worths = len(game.players), np.array(game.worths, dtype=float)
        rows = [[-(place >> k & 1) for k in range(n)] for place in range(1, len(worths))]
        answer = linprog(np.ones(n), rows, -worths[1:], bounds=(None, None), method="highs")
        assert (core_condition(game) == ALWAYS) == (answer.fun <= worths[-1] + 1e-7)


def tried(game: CoalitionalGame) -> set[tuple[float, ...]]:
    """Where n - 1 coalitions get just their worth and no other less, in floating point."""
    n, worths = len(game.players), np.array(game.worths, dtype=float)
    rows = np.array([[place >> k & 1 for k in range(n)] for place in range(len(worths))], dtype=float)
    found = set()
    for tight in combinations(range(1, len(worths) - 1), n - 1):
        chosen = [*tight, len(worths) - 1]
        if abs(np.linalg.det(rows[chosen])) > 1e-9:
            point = np.linalg.solve(rows[chosen], worths[chosen])
            if np.all(rows @ point >= worths - 1e-9):
                found.add(tuple(np.round(point, 6) + 0.0))
    return found


def test_drawn_games_have_the_vertices_that_trying_all_finds() -> None:
    games = [game for game in DRAWN[:150:4] if core_condition(game) == ALWAYS]
    assert len(games) > 10
    for game in games:
        assert {tuple(np.round(np.array(x, dtype=float), 6) + 0.0) for x in core_vertices(game)} == tried(game)


@settings(max_examples=10)
@given(st.integers(5, 7), st.data())
def test_larger_games_are_decided_without_listing_collections(count: int, data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(0, 20), min_size=count, max_size=count))
    game = CoalitionalGame.from_function(tuple("ABCDEFG")[:count], lambda members: sizes[len(members) - 1])
    # In a symmetric game equal shares are in the core if any are.
    assert (core_condition(game) == ALWAYS) == all(Q(w, k + 1) <= Q(sizes[-1], count) for k, w in enumerate(sizes))


# --- refusals


def test_five_players_with_parameters_are_refused() -> None:
    with pytest.raises(SolverError, match="the game has 5 players and worths that are no rational numbers"):
        core_condition(symbolic_game(5))


def test_seven_players_are_too_many_for_vertices() -> None:
    with pytest.raises(SolverError, match="the game has 7 players; expected at most 6"):
        core_vertices(CoalitionalGame(tuple("ABCDEFG"), (0,) * 128))


def test_worths_with_parameters_have_no_certificate_and_no_vertices() -> None:
    for question in (core_certificate, core_vertices, least_core):
        with pytest.raises(SolverError, match=r"the worth of \{A\} is v_A; expected a rational number: game.at"):
            question(symbolic_game(2))


def test_one_player_has_nobody_to_complain() -> None:
    with pytest.raises(SolverError, match="the game has one player; expected at least two"):
        least_core(written((7,)))


@pytest.mark.parametrize("check", [in_core, kohlberg])
def test_only_an_allocation_is_checked(check: Any) -> None:
    with pytest.raises(GameError, match=r"expected a coopgame\.Allocation"):
        check(TRIPARTITE)
