"""Linear programmes solved exactly, by the simplex method on whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import mul
from typing import Any

import numpy as np

from coopgame.errors import SolverError

ARTIFICIAL = -1


@dataclass(frozen=True)
class Optimum:
    r"""Weights that attain :math:`\max c \cdot \lambda`, and prices that prove that nothing exceeds it.

    Attributes
    ----------
    weights : dict of int to Fraction
        :math:`\lambda_j` of the columns where it is positive.
    prices : tuple of Fraction
        :math:`y` with :math:`y \cdot a_j \ge c_j` for every column and :math:`y \cdot b = c \cdot \lambda`.

    """

    weights: dict[int, Fraction]
    prices: tuple[Fraction, ...]


@dataclass(frozen=True)
class Infeasible:
    r"""No weights meet the equations: :math:`y \cdot a_j \ge 0` for every column, and :math:`y \cdot b < 0`.

    Attributes
    ----------
    prices : tuple of Fraction
        That :math:`y`.

    """

    prices: tuple[Fraction, ...]


def maximise(
    columns: Sequence[Sequence[int]], gains: Sequence[Fraction], bounds: Sequence[int]
) -> Optimum | Infeasible:
    r"""Solve :math:`\max \{c \cdot \lambda : \sum_j \lambda_j a_j = b,\ \lambda \ge 0\}`.

    The revised simplex method from a basis of artificial columns. Their cost is a unit that no gain makes up for, so
    that finding a feasible point and the best one is one run. Ties in the ratio test are broken lexicographically, so
    that it ends on degenerate programmes too, and the optimum it returns is a vertex. The inverse of the basis is kept
    as whole numbers over one denominator: divisions by the last pivot leave no rest.

    Parameters
    ----------
    columns : sequence of sequence of int
        :math:`a_j`, at least one.
    gains : sequence of Fraction
        :math:`c_j`.
    bounds : sequence of int
        :math:`b \ge 0`.

    Raises
    ------
    SolverError
        When there is no bound to the gain.

    References
    ----------
    Dantzig, G. B., Orden, A. and Wolfe, P. (1955), The generalized simplex method for minimizing a linear form under
    linear inequality restraints, Pacific Journal of Mathematics 5, 183-195.

    Edmonds, J. (1967), Systems of distinct representatives and linear algebra, Journal of Research of the National
    Bureau of Standards 71B, 241-245 (elimination on whole numbers).

    """
    m = len(bounds)
    unit = lcm(*(gain.denominator for gain in gains))
    matrix = np.array([tuple(column) for column in columns], dtype=object)
    costs = np.array([gain.numerator * (unit // gain.denominator) for gain in gains], dtype=object)
    table = [[bound, *(int(i == k) for k in range(m))] for i, bound in enumerate(bounds)]
    basis, det = [ARTIFICIAL] * m, 1
    while True:
        artificial = [row for row, j in zip(table, basis, strict=True) if j == ARTIFICIAL]
        short = [-sum(row[k] for row in artificial) for k in range(1, m + 1)]
        prices = [
            sum(costs[j] * row[k] for row, j in zip(table, basis, strict=True) if j != ARTIFICIAL)
            for k in range(1, m + 1)
        ]
        relief = -(matrix @ np.array(short, dtype=object)) if artificial else np.zeros(len(costs), dtype=object)
        gained = costs * det - matrix @ np.array(prices, dtype=object)
        entering = _entering(relief, gained)
        if entering is None:
            break
        direction = [sum(map(mul, row[1:], columns[entering])) for row in table]
        leaving = _leaving(table, direction)
        det = _pivot(table, direction, leaving, det)
        basis[leaving] = entering
    if any(row[0] for row in artificial):
        return Infeasible(tuple(Fraction(y, det) for y in short))
    # An artificial column that stays at zero: its price counts for as much as it takes.
    most = max((Fraction(g, -r) for g, r in zip(gained, relief, strict=True) if r < 0 < g), default=Fraction(0))
    return Optimum(
        {j: Fraction(row[0], det) for row, j in zip(table, basis, strict=True) if j != ARTIFICIAL and row[0]},
        tuple((Fraction(y) + most * s) / (det * unit) for y, s in zip(prices, short, strict=True)),
    )


def _entering(relief: Any, gained: Any) -> int | None:
    """Choose the column that does most against what is short, or where nothing can, the one that gains most."""
    best = int(relief.argmax())
    if relief[best] > 0:
        return best
    able = np.flatnonzero(relief == 0)
    if not able.size:
        return None
    best = int(able[gained[able].argmax()])
    return best if gained[best] > 0 else None


def _leaving(table: list[list[int]], direction: list[int]) -> int:
    tied = [i for i, step in enumerate(direction) if step > 0]
    if not tied:
        raise SolverError("the linear programme has no greatest value", expected="a bounded one")
    return min(tied, key=lambda i: [Fraction(entry, direction[i]) for entry in table[i]])


def _pivot(table: list[list[int]], direction: list[int], leaving: int, det: int) -> int:
    pivot, own = direction[leaving], table[leaving]
    for i, row in enumerate(table):
        if i != leaving:
            table[i] = [(a * pivot - direction[i] * b) // det for a, b in zip(row, own, strict=True)]
    return pivot
