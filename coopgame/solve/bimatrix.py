"""nashpy's solvers of two-player games, each answer made exact and checked; nothing else imports nashpy."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import partial
from math import comb, gcd

import numpy as np
from nashpy import Game
from nashpy.linalg import create_col_tableau, create_row_tableau
from numpy.typing import NDArray

from coopgame.errors import SolverError
from coopgame.solve.linear import Matrix, whole
from coopgame.solve.rounding import Pair, nearby_equilibrium

Array = NDArray[np.float64]

MAX_SUPPORT_PAIRS = 2**12
"""Pairs of supports that nashpy may try: those of six by six strategies, in a fraction of a second."""
MAX_VERTEX_PAIRS = 10**5
"""Pairs of vertices that the polytopes may have at most (McMullen 1970) for nashpy to compare them all."""
MAX_PIVOTS = 500
"""Steps after which a Lemke-Howson path is given up: nashpy's tableaux overflow long before."""
LARGEST_WHOLE = 1000
"""Whole payoffs up to this are handed over as they are, so that ties stay ties; others go into [1, 2]."""
TOLERANCE = 1e-9
"""What nashpy's support enumeration takes for zero; its own 1e-16 is less than the noise it makes."""


class Method(Enum):
    """The algorithms of nashpy, by what a reader of the answer would call them."""

    SUPPORT_ENUMERATION = "support enumeration"
    VERTEX_ENUMERATION = "vertex enumeration"
    LEMKE_HOWSON = "Lemke-Howson"


@dataclass(frozen=True, slots=True)
class Answers:
    r"""What a solver found, as exact pairs :math:`(x, y)` that were shown to be equilibria.

    Parameters
    ----------
    equilibria : tuple of (row mixture, column mixture)
        Sorted, each once. Not known to be all.
    dropped : int
        Answers that are not probabilities, or are near no equilibrium of the same support.
    failure : str
        How the solver broke off, or nothing.

    """

    equilibria: tuple[Pair, ...]
    dropped: int = 0
    failure: str = ""


def support_enumeration(row_payoffs: Matrix, column_payoffs: Matrix) -> Answers:
    r"""Equilibria :math:`(x, y)` that are the only solution of the indifference equations on their supports.

    Parameters
    ----------
    row_payoffs, column_payoffs : tuple of tuples of Fraction
        :math:`A` and :math:`B`, both :math:`m \times n`.

    Raises
    ------
    SolverError
        When there are more than `MAX_SUPPORT_PAIRS` pairs of supports.

    """
    _refuse_if_large(row_payoffs, Method.SUPPORT_ENUMERATION)
    return _checked(row_payoffs, column_payoffs, lambda a, b: Game(a, b).support_enumeration(tol=TOLERANCE))


def vertex_enumeration(row_payoffs: Matrix, column_payoffs: Matrix) -> Answers:
    r"""Equilibria that are completely labelled pairs of vertices of the best-response polytopes.

    Parameters
    ----------
    row_payoffs, column_payoffs : tuple of tuples of Fraction
        :math:`A` and :math:`B`, both :math:`m \times n`.

    Raises
    ------
    SolverError
        When the polytopes may have more than `MAX_VERTEX_PAIRS` pairs of vertices.

    """
    _refuse_if_large(row_payoffs, Method.VERTEX_ENUMERATION)
    return _checked(row_payoffs, column_payoffs, lambda a, b: Game(a, b).vertex_enumeration())


def lemke_howson(row_payoffs: Matrix, column_payoffs: Matrix, label: int | None = None) -> Answers:
    r"""The equilibrium at the end of the path on which only one label may be missing (Lemke and Howson 1964).

    Parameters
    ----------
    row_payoffs, column_payoffs : tuple of tuples of Fraction
        :math:`A` and :math:`B`, both :math:`m \times n`.
    label : int, optional
        The label dropped first, from 0 to :math:`m + n - 1`; without it every label is tried.

    Raises
    ------
    SolverError
        When there is no such label.

    """
    count = len(row_payoffs) + len(row_payoffs[0])
    if label is not None and not 0 <= label < count:
        raise SolverError(f"the game has no label {label}", expected=f"a whole number from 0 to {count - 1}")
    # One run a label: a path on which nashpy breaks off must not take the others with it.
    runs = [
        _checked(row_payoffs, column_payoffs, partial(_path, label=start))
        for start in (range(count) if label is None else (label,))
    ]
    return Answers(
        tuple(sorted({pair for run in runs for pair in run.equilibria})),
        sum(run.dropped for run in runs),
        "; ".join(sorted({run.failure for run in runs} - {""})),
    )


def within_reach(rows: int, columns: int, method: Method) -> bool:
    """Whether nashpy ends in reasonable time on a game of that shape."""
    if method is Method.SUPPORT_ENUMERATION:
        return ((1 << rows) - 1) * ((1 << columns) - 1) <= MAX_SUPPORT_PAIRS
    if method is Method.VERTEX_ENUMERATION:
        facets = rows + columns
        return _most_vertices(rows, facets) * _most_vertices(columns, facets) <= MAX_VERTEX_PAIRS
    return True


def _most_vertices(dimension: int, facets: int) -> int:
    """The most vertices of a polytope of that dimension and number of facets (the upper bound theorem)."""
    low, high = dimension // 2, dimension - dimension // 2
    return comb(facets - high, low) + comb(facets - low - 1, high - 1)


def _refuse_if_large(payoffs: Matrix, method: Method) -> None:
    rows, columns = len(payoffs), len(payoffs[0])
    if not within_reach(rows, columns, method):
        raise SolverError(
            f"nashpy's {method.value} would not end in reasonable time on {rows} by {columns} strategies",
            expected=f"a smaller game, or {Method.LEMKE_HOWSON}",
        )


def _path(a: Array, b: Array, label: int) -> Iterator[tuple[Array, Array] | None]:
    """The strategies where the label dropped first is picked up again; nothing when that takes too long."""
    column, row = create_col_tableau(a, lexicographic=True), create_row_tableau(b, lexicographic=True)
    here, there = (row, column) if label in row.non_basic_variables else (column, row)
    entering = label
    for _ in range(MAX_PIVOTS):
        entering = here.pivot_and_drop_label(entering)
        if entering == label:
            yield row.to_strategy(column.non_basic_variables), column.to_strategy(row.non_basic_variables)
            return
        here, there = there, here
    yield None


def _checked(
    row_payoffs: Matrix,
    column_payoffs: Matrix,
    solver: Callable[[Array, Array], Iterable[tuple[Array, Array] | None]],
) -> Answers:
    """Run the solver on floats it can digest, and keep what proves to be an equilibrium of the exact game."""
    found: set[Pair] = set()
    dropped, failure = 0, ""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            for answer in solver(_digestible(row_payoffs), _digestible(column_payoffs)):
                row, column = ([], []) if answer is None else (each.tolist() for each in answer)
                exact = nearby_equilibrium(row_payoffs, column_payoffs, row, column)
                found |= {exact} if exact else set()
                dropped += exact is None
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as error:
        # What NumPy, SciPy and Qhull raise in the middle of nashpy on a game they can't digest.
        failure = f"{type(error).__name__}: {error}".splitlines()[0]
    return Answers(tuple(sorted(found)), dropped, failure)


def _digestible(payoffs: Matrix) -> Array:
    """Positive floats with the same best replies: small whole numbers where possible, else within [1, 2]."""
    numbers = whole(payoffs)
    least, most = min(map(min, numbers)), max(map(max, numbers))
    step = gcd(*(value - least for row in numbers for value in row)) or 1
    span = (most - least) // step
    scale = step if span < LARGEST_WHOLE else most - least
    return np.array([[float(1 + Fraction(value - least, scale)) for value in row] for row in numbers])
