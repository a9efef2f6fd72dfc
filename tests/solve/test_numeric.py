"""Equilibria of games without parameters."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
import sympy as sp

from coopgame import FiniteGame, Method, Region, nash_equilibria, parameters
from coopgame.errors import GameError, SolverError, SymbolError
from coopgame.solve import extreme
from coopgame.solve.numeric import NumericEquilibria
from tests.solve.drawn import float_regret, game_of, mixtures

THREE = list(product((0, 1), repeat=3))
MCKELVEY_MCLENNAN = {(0, 0, 0): (9, 8, 12), (1, 1, 0): (9, 8, 2), (1, 0, 1): (3, 4, 6), (0, 1, 1): (3, 4, 6)}
NAU = dict(
    zip(
        THREE,
        [(3, 0, 2), (1, 0, 0), (0, 2, 0), (0, 1, 0), (0, 1, 0), (0, 3, 0), (1, 0, 0), (2, 0, 3)],
        strict=True,
    )
)


def trilateral(payoffs: Mapping[Any, Sequence[int]]) -> FiniteGame:
    return game_of((2, 2, 2), [[payoffs.get(p, (0, 0, 0))[k] for p in THREE] for k in range(3)])


def firsts(found: NumericEquilibria) -> set[Any]:
    """The probabilities of the first strategies."""
    return {tuple(mixture[0] for mixture in equilibrium.mixture) for equilibrium in found.equilibria}


# Published results


def test_the_prisoners_dilemma_has_its_strict_equilibrium_and_no_other() -> None:
    found = nash_equilibria(FiniteGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]))
    (only,) = found.equilibria
    assert only.profile == ("2", "2")
    assert only.mixture["row"] == (0, 1)
    assert only.payoffs == (1, 1)
    assert (only.condition, only.strict_condition) == (Region(), Region())
    assert (found.regrets, found.complete, found.degenerate, found.components) == ((0,), True, False, ((0,),))
    assert found.method == "nashpy's support enumeration, confirmed by exact vertex enumeration"


def test_the_mixed_equilibrium_of_the_stag_hunt_is_exact_and_comes_last() -> None:
    found = nash_equilibria(FiniteGame.from_arrays([[4, 1], [3, 3]], [[4, 3], [1, 3]]))
    assert [e.profile for e in found] == [("1", "1"), ("2", "2"), None]
    assert found.equilibria[2].mixture["row"] == (sp.Rational(2, 3), sp.Rational(1, 3))
    assert found.equilibria[2].payoffs == (3, 3)
    assert found.equilibria[2].strict_condition == Region(sp.false)
    assert len(found) == 3


def test_the_game_of_mckelvey_and_mclennan_has_its_nine_equilibria() -> None:
    found = nash_equilibria(trilateral(MCKELVEY_MCLENNAN))
    expected = """1 1 1; 1 0 0; 0 1 0; 0 0 1; 1/2 1/2 1; 1/3 1 1/4; 0 1/4 1/3; 2/5 1/2 1/3; 1/2 2/5 1/4"""
    assert firsts(found) == {tuple(map(sp.Rational, text.split())) for text in expected.split(";")}
    assert (found.complete, found.degenerate, set(found.regrets)) == (True, False, {0})


def test_nau_gomez_canovas_and_hansen_2004_has_one_equilibrium_and_it_is_irrational() -> None:
    found = nash_equilibria(trilateral(NAU))
    root = sp.sqrt(601)
    assert [
        sp.expand(ours - theirs)
        for ours, theirs in zip(
            next(iter(firsts(found))), ((53 - root) / 46, (root - 13) / 24, (root - 23) / 4), strict=True
        )
    ] == [0, 0, 0]
    assert (found.complete, found.degenerate, found.regrets) == (True, False, (0,))


def test_a_float_game_of_three_is_answered_in_floats() -> None:
    exact = trilateral(NAU)
    game = game_of((2, 2, 2), [[float(u) for u in table] for table in exact.tables])
    found = nash_equilibria(game)
    (only,) = found.equilibria
    assert all(type(p) is float for mixture in only.mixture for p in mixture)
    assert [mixture[0] for mixture in only.mixture] == pytest.approx(
        [0.6192325794725538, 0.4798042226776052, 0.3788253360656313], rel=1e-15
    )
    assert 0 <= found.regrets[0] < 1e-15
    assert float_regret(game.tables, only.mixture) < 1e-12


# The paper's example with a continuum at the boundary of two regimes, and other known failures of nashpy


def game_in_x() -> tuple[FiniteGame, Any]:
    x = parameters("x")
    a = [[x / 2, x], [1 - x, (1 - x) / 2]]
    return FiniteGame.from_arrays(a, [list(column) for column in zip(*a, strict=True)]), x


def test_the_continuum_at_two_thirds_is_given_by_all_its_extreme_points() -> None:
    game, x = game_in_x()
    found = nash_equilibria(game.at({x: sp.Rational(2, 3)}))
    assert {e.profile for e in found} == {("1", "1"), ("1", "2"), ("2", "1")}
    assert (found.degenerate, found.complete) == (True, True)
    assert found.components == ((0, 1), (0, 2))


def test_an_equilibrium_that_support_enumeration_misses_is_found() -> None:
    game = FiniteGame.from_arrays([[0, 2, 0], [3, 4, 3], [4, 3, 4]], [[2, 3, 0], [1, 0, 3], [2, 4, 0]])
    found = nash_equilibria(game)
    half, sevenths = sp.Rational(1, 2), sp.Rational(1, 7)
    assert mixtures(found) == {((0, 4 * sevenths, 3 * sevenths), (0, half, half))}
    assert found.complete


@pytest.mark.parametrize("method", Method)
def test_adding_a_million_leaves_the_prisoners_dilemma_alone(method: Method) -> None:
    a, b = [[3, 0], [5, 1]], [[3, 5], [0, 1]]
    game = FiniteGame.from_arrays(*([[value + 10**6 for value in row] for row in m] for m in (a, b)))
    assert [e.profile for e in nash_equilibria(game, method)] == [("2", "2")]


@pytest.mark.parametrize("method", Method)
def test_a_column_of_zeros_and_the_zero_game_have_all_their_equilibria(method: Method) -> None:
    column = nash_equilibria(FiniteGame.from_arrays([[3, 0], [5, 0]], [[3, 5], [0, 0]]), method)
    assert len(column) == 3
    zero = nash_equilibria(FiniteGame.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]]), method)
    assert zero.components == ((0, 1, 2, 3),)
    assert column.complete
    assert zero.complete


def test_the_method_says_how_many_nashpy_missed() -> None:
    found = nash_equilibria(FiniteGame.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]]), Method.LEMKE_HOWSON)
    assert found.method == "exact vertex enumeration; nashpy's Lemke-Howson missed 3 of 4"


def test_the_method_says_what_else_went_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopgame.solve.bimatrix.MAX_PIVOTS", 1)
    found = nash_equilibria(FiniteGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]), Method.LEMKE_HOWSON)
    assert found.method == "exact vertex enumeration; nashpy's Lemke-Howson missed 1 of 1, gave 4 that are none"
    monkeypatch.setattr("coopgame.solve.bimatrix.LARGEST_WHOLE", "broken")
    found = nash_equilibria(FiniteGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]))
    assert "missed 1 of 1, broke off with TypeError" in found.method


def test_a_game_too_large_for_nashpy_is_still_solved_exactly() -> None:
    rows = [[int(i == j) for j in range(7)] for i in range(7)]
    found = nash_equilibria(FiniteGame.from_arrays(rows, rows))
    assert len(found) == 2**7 - 1
    assert found.complete
    assert found.method.endswith("too large for nashpy's support enumeration")


def test_a_game_too_large_to_list_all_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extreme, "MAX_VERTICES", 3)
    found = nash_equilibria(FiniteGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]]))
    assert [e.profile for e in found][:2] == [("1", "1"), ("2", "2")]
    assert (found.complete, found.degenerate, found.components) == (False, None, ())
    assert found.method.startswith("pure profiles and nashpy's Lemke-Howson, each answer confirmed exactly")


# Other numbers of players and strategies


def test_one_player_takes_any_of_the_best_strategies() -> None:
    found = nash_equilibria(FiniteGame.from_arrays([1, 2, 2], players=("planner",)))
    assert [e.profile for e in found] == [("2",), ("3",)]
    assert (found.complete, found.degenerate, found.components) == (True, True, ((0, 1),))
    assert not nash_equilibria(FiniteGame.from_arrays([1, 2])).degenerate


def test_a_player_of_one_strategy_makes_no_difference() -> None:
    found = nash_equilibria(game_of((2, 1, 2), [[3, 0, 5, 1], [7, 7, 7, 7], [3, 5, 0, 1]]))
    assert [e.profile for e in found] == [("1", "0", "1")]
    assert found.equilibria[0].payoffs == (1, 7, 1)
    assert found.complete
    alone = nash_equilibria(FiniteGame.from_arrays([[5]], [[7]]))
    assert (alone.equilibria[0].profile, alone.method) == (("1", "1"), "nobody has a choice")
    assert alone.equilibria[0].strict_condition == Region()


def test_of_larger_games_of_three_the_pure_equilibria_are_given_and_no_more_is_claimed() -> None:
    coordination = [int(len(set(profile)) == 1) for profile in product(range(3), repeat=3)]
    found = nash_equilibria(game_of((3, 3, 3), [coordination] * 3))
    assert {e.profile for e in found} >= {("0", "0", "0"), ("1", "1", "1"), ("2", "2", "2")}
    assert (found.complete, found.degenerate, found.components) == (False, None, ())
    assert found.method == "comparison of payoffs, pure equilibria only"


def test_a_curved_continuum_is_described_and_never_called_complete() -> None:
    # The third player plays 1 where p(player 1) p(player 2) <= 1/2, and there the other two never care.
    third = [Fraction(p == (0, 0, 0)) - Fraction(p[2] == 0, 2) for p in THREE]
    never = [0] * 8
    found = nash_equilibria(game_of((2, 2, 2), [never, never, third]))
    assert not found.complete
    assert found.degenerate
    assert found.continua[0] == (
        "player 3 plays 0, player 1 and player 2 mix: p(player 1)*p(player 2) - 1/2 >= 0; "
        "p(player 1) is the probability that player 1 plays 0, "
        "p(player 2) is the probability that player 2 plays 0"
    )
    assert any("= 0; " in text for text in found.continua)


# Refusals


def test_an_unset_parameter_is_named() -> None:
    game, _ = game_in_x()
    with pytest.raises(SymbolError, match="x not set; expected a game without parameters"):
        nash_equilibria(game)


def test_an_irrational_payoff_is_named() -> None:
    game, x = game_in_x()
    with pytest.raises(SolverError, match=r"payoff sqrt\(2\)/2 of row at \(1, 1\) is irrational"):
        nash_equilibria(game.at({x: sp.sqrt(2)}))


def test_an_irrational_expression_that_is_a_rational_number_is_taken() -> None:
    root = sp.sqrt(2)
    assert nash_equilibria(FiniteGame.from_arrays([(1 + root) * (1 - root), -2])).equilibria[0].payoffs == (-1,)


def test_an_expected_payoff_too_large_for_a_float_is_refused() -> None:
    x = parameters("x")
    game = FiniteGame.from_arrays([[x**2, 0]], [[0, 0]]).at({x: 1e200})
    with pytest.raises(SolverError, match="too large for a float; expected payoffs given exactly"):
        nash_equilibria(game)


def test_what_is_no_game_or_no_method_is_refused() -> None:
    with pytest.raises(GameError, match=r"\[\[1\]\] is given; expected a coopgame.FiniteGame"):
        nash_equilibria([[1]])  # type: ignore[arg-type] # the mistake is the point
    with pytest.raises(SolverError, match="'lemke-howson' is no method; expected one of Method"):
        nash_equilibria(FiniteGame.from_arrays([1, 2]), "lemke-howson")  # type: ignore[arg-type] # likewise


def test_three_matrices_are_no_game_of_two() -> None:
    with pytest.raises(GameError):
        FiniteGame.from_arrays([[1, 2]], [[1, 2]], [[1, 2]])


@pytest.mark.parametrize("payoff", [float("nan"), float("inf"), sp.nan, sp.oo])
def test_a_payoff_that_is_not_finite_makes_no_game(payoff: Any) -> None:
    with pytest.raises(GameError):
        FiniteGame.from_arrays([[payoff, 1]], [[0, 0]])
