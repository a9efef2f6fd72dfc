"""What patience can sustain between two players."""

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import event, given, settings
from hypothesis import strategies as st

from coopgame.errors import GameError, SolverError, SymbolError
from coopgame.games.finite import FiniteGame
from coopgame.solve.numeric import nash_equilibria
from coopgame.solve.repeated import critical_discount, feasible_payoffs, folk_set, minmax_values
from coopgame.symbols import Region, parameters
from tests.solve.drawn import bimatrices
from tests.solve.repeated.drawn import symmetric

x = parameters("x")


def corners(*pairs: tuple[Any, Any]) -> tuple[Any, ...]:
    return tuple((sp.Rational(a), sp.Rational(b)) for a, b in pairs)


# Published results


def test_in_the_prisoners_dilemma_patience_sustains_what_beats_mutual_defection() -> None:
    found = folk_set(symmetric((3, 0, 5, 1)))
    assert found.vertices == corners((0, 5), (1, 1), (5, 0), (3, 3))
    assert found.minmax == found.pure_minmax == (1, 1)
    assert found.polygon == corners((1, 1), ("13/3", 1), (3, 3), (1, "13/3"))
    assert found.punishments == ((0, 1), (0, 1))
    assert found.sustained((2, 2))
    assert found.sustained({"row": "5/2", "column": 3})
    assert not found.sustained((1, 3))  # no more than the minmax value
    assert not found.sustained((4, 3))  # not feasible
    assert str(found).endswith("and above the minmax values: row 1, column 1")


def test_in_matching_pennies_mixing_holds_down_to_zero_and_nothing_is_above_it_for_both() -> None:
    found = folk_set(FiniteGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]))
    assert found.minmax == (0, 0)
    assert found.pure_minmax == (1, 1)
    assert found.vertices == corners((-1, 1), (1, -1))
    assert found.polygon == corners((0, 0))
    assert not found.sustained((0, 0))


def test_in_the_battle_of_the_sexes_the_minmax_values_are_those_of_the_mixed_equilibrium() -> None:
    found = folk_set(FiniteGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]]))
    assert found.minmax == (sp.Rational(2, 3),) * 2
    assert found.pure_minmax == (1, 1)
    assert found.polygon == corners(("2/3", "2/3"), ("4/3", "2/3"), (2, 1), (1, 2), ("2/3", "4/3"))


def test_a_player_is_held_down_by_a_strategy_that_hurts_its_user_more() -> None:
    """Minmax is not what an equilibrium pays: the punisher's own loss does not count."""
    game = FiniteGame.from_arrays([[2, -1], [2, -2]], [[2, -9], [2, -9]])
    assert folk_set(game).minmax == (-1, 2)


# Properties


@settings(max_examples=60)
@given(bimatrices(3))
def test_every_equilibrium_pays_at_least_the_minmax_value_and_what_is_feasible(tables: Any) -> None:
    game = FiniteGame.from_arrays(*tables)
    found = folk_set(game)
    assert feasible_payoffs(game) == found.vertices
    assert all(mixed <= pure for mixed, pure in zip(found.minmax, found.pure_minmax, strict=True))
    for equilibrium in nash_equilibria(game).equilibria:
        assert all(v >= least for v, least in zip(equilibrium.payoffs, found.minmax, strict=True))
        above = all(v > least for v, least in zip(equilibrium.payoffs, found.minmax, strict=True))
        event(f"above: {above}")
        assert found.sustained(equilibrium.payoffs) == above


@settings(max_examples=40)
@given(bimatrices(3), st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_a_point_is_sustained_exactly_if_it_is_feasible_and_above_minmax(tables: Any, weights: list[int]) -> None:
    row, column = tables
    game = FiniteGame.from_arrays(row, column)
    found = folk_set(game)
    pays = list(zip([a for r in row for a in r], [b for r in column for b in r], strict=True))
    total = sum(weights[: len(pays)])
    if not total:
        return
    mean = tuple(sum(w * pay[k] for w, pay in zip(weights, pays, strict=False)) / Fraction(total) for k in (0, 1))
    above = all(sp.Rational(v) > least for v, least in zip(mean, found.minmax, strict=True))
    assert found.sustained(mean) == above
    beyond = max(a for a, _ in pays) + 1
    assert not found.sustained((beyond, mean[1]))


# Differential


@settings(max_examples=40)
@given(bimatrices(3))
def test_minmax_is_certified_by_both_sides_mixtures(tables: Any) -> None:
    row, column = tables
    game = FiniteGame.from_arrays(row, column)
    own = {"row": row, "column": tuple(zip(*column, strict=True))}
    for player, held in minmax_values(game).items():
        replies = [sum(a * y for a, y in zip(r, held.minimiser, strict=True)) for r in own[player]]
        assert max(replies) == held.value
        secures = [sum(x * a for x, a in zip(held.maximiser, c, strict=True)) for c in zip(*own[player], strict=True)]
        assert min(secures) == held.value
        assert folk_set(game).minmax[player] == sp.Rational(held.value)


def test_what_grim_trigger_sustains_is_in_the_set() -> None:
    game = symmetric((5, 1, 7, 2))
    routine = critical_discount(game, cooperate=("share", "share"), punish=("withhold", "withhold"))
    assert routine.threshold < 1
    assert folk_set(game).sustained(game.payoffs(("share", "share")))


# Refusals


def test_another_number_of_players_than_two_is_refused() -> None:
    trio = FiniteGame.from_function(lambda player, profile: 0, dict.fromkeys("xyz", ("a", "b")))
    for ask in (folk_set, feasible_payoffs, minmax_values):
        with pytest.raises(GameError, match="the game has 3 players; expected two"):
            ask(trio)


def test_parameters_and_irrational_payoffs_are_refused() -> None:
    with pytest.raises(SymbolError, match="x not set; expected a game without parameters"):
        folk_set(symmetric((3, 0, x, 1), Region(x > 3)))
    with pytest.raises(SolverError, match=r"the payoff of row sqrt\(2\) is irrational; expected a rational one"):
        folk_set(symmetric((3, 0, sp.sqrt(2), 1)))


@pytest.mark.parametrize("payoffs", [(1,), (1, 2, 3), {"row": 1}, {"row": 1, "second": 2}])
def test_another_number_of_payoffs_is_refused(payoffs: Any) -> None:
    with pytest.raises(GameError, match="do not fit; expected one number for each of row and column"):
        folk_set(symmetric((3, 0, 5, 1))).sustained(payoffs)


def test_payoffs_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(GameError, match="the payoff x of column is no rational number"):
        folk_set(symmetric((3, 0, 5, 1))).sustained((2, x))
