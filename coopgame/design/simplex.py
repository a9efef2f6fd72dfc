r"""An exact simplex method for small programmes of numbers: what it ends with can be solved again in symbols.

The programme is :math:`\min c \cdot x` subject to :math:`a_k \cdot x \ge b_k`, the rows :math:`x_j \ge 0` among them.
The method walks through sets of :math:`n` rows, a basis, whose multipliers are not negative, until the point at which
they are tight violates no other row (the dual simplex method, Lemke 1954, with the rule of Bland 1977 against cycling).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Vector = tuple[Fraction, ...]
Pair = tuple[Fraction, Fraction]  # u M + v, for a number M beyond all bounds

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Optimal:
    """The rows that are tight at a point of least cost."""

    basis: tuple[int, ...]


@dataclass(frozen=True)
class Infeasible:
    """Rows that contradict each other: the violated one is bounded from above by a combination of the basis."""

    basis: tuple[int, ...]
    violated: int


@dataclass(frozen=True)
class Unbounded:
    """The rows, one fewer than unknowns, along which cost falls without end."""

    basis: tuple[int, ...]


def solve(rows: Sequence[Vector], bounds: Vector, costs: Vector) -> Optimal | Infeasible | Unbounded:
    """Minimise ``costs . x`` over ``rows . x >= bounds``.

    Parameters
    ----------
    rows : sequence of tuple of Fraction
        The last ones are those of the identity: no unknown is negative.
    bounds, costs : tuple of Fraction

    """
    count = len(costs)
    start = list(range(len(rows) - count, len(rows)))
    pairs = [(ZERO, bound) for bound in bounds]
    if all(cost >= 0 for cost in costs):
        return _walk(rows, pairs, costs, start)
    feasible = _walk(rows, pairs, (ZERO,) * count, start)
    if isinstance(feasible, Infeasible):
        return feasible
    # One more row, x_1 + ... + x_n <= M, and a first basis with it whose multipliers are not negative.
    limit = len(rows)
    start[costs.index(min(costs))] = limit
    bounded = _walk([*rows, (-ONE,) * count], [*pairs, (-ONE, ZERO)], costs, start)
    if limit not in bounded.basis:
        return bounded
    return _without_limit(rows, pairs, costs, bounded.basis)


def _without_limit(
    rows: Sequence[Vector], pairs: Sequence[Pair], costs: Vector, basis: tuple[int, ...]
) -> Optimal | Infeasible | Unbounded:
    """Tell whether cost falls up to the limit; where the limit is tight for nothing, walk on without it."""
    limit = len(rows)
    place = basis.index(limit)
    matrix = [(-ONE,) * len(costs) if k == limit else rows[k] for k in basis]
    inverted = inverse(matrix)
    if _multipliers(inverted, costs)[place] > 0:
        return Unbounded(tuple(k for k in basis if k != limit))
    other = next(k for k, row in enumerate(rows) if k not in basis and _combination(inverted, row)[place])
    return _walk(rows, pairs, costs, [other if k == limit else k for k in basis])


def _walk(rows: Sequence[Vector], bounds: Sequence[Pair], costs: Vector, start: Sequence[int]) -> Optimal | Infeasible:
    basis = list(start)
    while True:
        inverted = inverse([rows[k] for k in basis])
        point = [_sum(row, [bounds[k] for k in basis]) for row in inverted]
        violated = next((k for k, row in enumerate(rows) if _sum(row, point) < bounds[k]), None)
        if violated is None:
            return Optimal(tuple(basis))
        weights = _combination(inverted, rows[violated])
        multipliers = _multipliers(inverted, costs)
        leaving = [
            (y / w, k, place) for place, (k, y, w) in enumerate(zip(basis, multipliers, weights, strict=True)) if w > 0
        ]
        if not leaving:
            return Infeasible(tuple(basis), violated)
        basis[min(leaving)[2]] = violated


def _sum(row: Vector, values: Sequence[Pair]) -> Pair:
    return (
        sum((a * value[0] for a, value in zip(row, values, strict=True)), ZERO),
        sum((a * value[1] for a, value in zip(row, values, strict=True)), ZERO),
    )


def _combination(inverted: Sequence[Vector], row: Vector) -> Vector:
    """Return how the rows of the basis combine to a row."""
    return tuple(sum((a * line[j] for a, line in zip(row, inverted, strict=True)), ZERO) for j in range(len(inverted)))


_multipliers = _combination  # costs are combined just so


def inverse(matrix: Sequence[Vector]) -> list[Vector]:
    """Return the inverse of a matrix that has one."""
    count = len(matrix)
    work = [[*row, *(ONE if i == j else ZERO for j in range(count))] for i, row in enumerate(matrix)]
    for k in range(count):
        pivot = next(i for i in range(k, count) if work[i][k])
        work[k], work[pivot] = work[pivot], work[k]
        scale = work[k][k]
        work[k] = [value / scale for value in work[k]]
        for i in range(count):
            if i != k and (factor := work[i][k]):
                work[i] = [value - factor * other for value, other in zip(work[i], work[k], strict=True)]
    return [tuple(row[count:]) for row in work]
