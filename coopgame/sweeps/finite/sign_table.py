r"""Every 2x2 game there is, up to the signs of its four deviation gains: 81 cases, each answered by the exact solver.

The gains are those of the first strategy over the second: the row player's at the column player's first and second
strategy, then the column player's at the row player's. The extreme equilibria of a 2x2 game depend on nothing else, but
for how large the probabilities strictly between 0 and 1 are: each makes the other player indifferent.
"""

from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopgame.solve.extreme import extreme_equilibria

CASES = 81
OUTSIDE = 3 * CASES
"""The code of a point outside the region. Those of points inside are the cases, and from `CASES` on, twice, the same
cases where fractions decided: so that two reasons to need them are added up in one byte."""

FIRST, SECOND, MIXED = 1, 0, 2
"""How a player plays in an extreme equilibrium: one strategy for sure, or so as to make the other one indifferent."""

RECORD = np.dtype(
    [
        ("signs", "u1"),
        ("pure", "u1"),
        ("strict", "u1"),
        ("count", "u1"),
        ("continuum", "?"),
        ("complete", "?"),
        ("rechecked", "?"),
        ("inside", "?"),
    ]
)
"""What is said of a point; the code that it is looked up by takes one byte."""


class Case(NamedTuple):
    """The extreme equilibria of the games with these signs: pure ones first, by profile; then the mixed ones."""

    signs: tuple[int, int, int, int]
    equilibria: tuple[tuple[int, int], ...]
    continuum: bool

    @property
    def pure(self) -> int:
        """The pure equilibria as bits: profile ``2 i + j`` of row strategy ``i`` and column strategy ``j``."""
        return sum(1 << 2 * (1 - x) + (1 - y) for x, y in self.equilibria if MIXED not in (x, y))

    @property
    def strict(self) -> int:
        """The strict ones among them."""
        row, column = self.signs[:2], self.signs[2:]
        own = [(i, j) for i, j in product((0, 1), repeat=2) if row[j] == 1 - 2 * i and column[i] == 1 - 2 * j]
        return sum(1 << 2 * i + j for i, j in own)


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """Return all cases; that of signs :math:`s` is at :math:`\\sum_k 3^k (s_k + 1)`."""
    found = []
    for turned in product((-1, 0, 1), repeat=4):
        a, b, c, d = signs = (turned[3], turned[2], turned[1], turned[0])
        zero = Fraction(0)
        rows = ((Fraction(a), Fraction(b)), (zero, zero))
        columns = ((Fraction(c), zero), (Fraction(d), zero))
        answer = extreme_equilibria(rows, columns)
        kinds = [(_kind(x[0]), _kind(y[0])) for x, y in answer.equilibria]
        order = sorted(kinds, key=lambda pair: (MIXED in pair, [-_weight(kind) for kind in pair]))
        found.append(Case(signs, tuple(order), any(len(subset) > 1 for subset in answer.subsets)))
    return tuple(found)


@lru_cache(maxsize=1)
def most_equilibria() -> int:
    """Return the largest number of extreme equilibria in a case."""
    return max(len(case.equilibria) for case in cases())


@lru_cache(maxsize=1)
def records() -> NDArray[np.void]:
    """Return what each code says of a point, as an array of :data:`RECORD`; of points outside it says nothing."""
    rows = [
        (k, case.pure, case.strict, len(case.equilibria), case.continuum, True, rechecked, True)
        for rechecked in (False, True, True)
        for k, case in enumerate(cases())
    ]
    return np.array([*rows, (0, 0, 0, 0, False, False, False, False)], dtype=RECORD)


@lru_cache(maxsize=1)
def kinds() -> NDArray[np.int8]:
    """Return how the two players play, by case, equilibrium and player; -1 where there are fewer equilibria."""
    table = np.full((CASES, most_equilibria(), 2), -1, dtype=np.int8)
    for k, case in enumerate(cases()):
        table[k, : len(case.equilibria)] = case.equilibria
    return table


def _kind(probability: Fraction) -> int:
    return int(probability) if probability.denominator == 1 else MIXED


def _weight(kind: int) -> float:
    return {FIRST: 1.0, SECOND: 0.0, MIXED: 0.5}[kind]
