"""Hypothesis strategies for numeric games, and what the tests of the numeric solvers check them with."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st

from coopgame import FiniteGame
from coopgame.solve.linear import Matrix
from coopgame.solve.numeric import NumericEquilibria

small_integers = st.integers(-2, 2)
"""So few values that most games drawn are degenerate."""


def matrix(rows: Sequence[Sequence[Any]]) -> Matrix:
    """Fractions from whatever the rows hold."""
    return tuple(tuple(Fraction(value) for value in row) for row in rows)


@st.composite
def bimatrices(draw: st.DrawFn, largest: int = 4) -> tuple[Matrix, Matrix]:
    """Two payoff matrices of one shape."""
    rows, columns = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    row = st.lists(small_integers, min_size=columns, max_size=columns)
    table = st.lists(row, min_size=rows, max_size=rows)
    return matrix(draw(table)), matrix(draw(table))


@st.composite
def numeric_games(draw: st.DrawFn, largest: int = 3) -> FiniteGame:
    """A game of two players with at most that many strategies each, or of three with two each."""
    shape = draw(st.sampled_from([*product(range(1, largest + 1), repeat=2), (2, 2, 2), (2, 2, 2)]))
    return game_of(shape, [draw(st.lists(small_integers, min_size=size(shape), max_size=size(shape))) for _ in shape])


def size(shape: Sequence[int]) -> int:
    """How many profiles there are."""
    return len(list(product(*map(range, shape))))


def game_of(shape: Sequence[int], tables: Sequence[Sequence[Any]]) -> FiniteGame:
    """The game with those flat tables, the last player's strategy fastest."""
    profiles = list(product(*(map(str, range(count)) for count in shape)))
    players = [f"player {k + 1}" for k in range(len(shape))]
    return FiniteGame.from_dict(
        {profile: [table[k] for table in tables] for k, profile in enumerate(profiles)}, players
    )


def mixtures(found: NumericEquilibria) -> set[Any]:
    """Every equilibrium as plain tuples of probabilities."""
    return {tuple(tuple(mixture) for mixture in equilibrium.mixture) for equilibrium in found.equilibria}


def float_regret(tables: Sequence[Sequence[Any]], mixtures: Sequence[Sequence[Any]]) -> float:
    """The largest gain of any player by a pure deviation, computed with NumPy alone."""
    weights = [np.array(mixture, dtype=float) for mixture in mixtures]
    worst = 0.0
    for player, table in enumerate(tables):
        values = np.array(table, dtype=float).reshape([len(w) for w in weights])
        for axis in reversed(range(len(weights))):
            if axis != player:
                values = np.tensordot(values, weights[axis], axes=(axis, 0))
        worst = max(worst, float(values.max() - values @ weights[player]))
    return worst
