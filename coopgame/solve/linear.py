"""Exact linear algebra over the rationals: whole-number rows and fraction-free elimination."""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

Vector = tuple[Fraction, ...]
Matrix = tuple[Vector, ...]


def primitive(row: Sequence[int]) -> tuple[int, ...]:
    r"""The shortest whole-number vector on the same ray, :math:`v / \gcd(v)`; the zero vector is itself."""
    divisor = gcd(*row)
    return tuple(row) if divisor < 2 else tuple(value // divisor for value in row)


def whole(rows: Sequence[Sequence[Fraction]]) -> list[list[int]]:
    r"""The matrix :math:`\lambda M` of whole numbers with the least :math:`\lambda \in \mathbb{N}_{>0}`."""
    scale = lcm(*(value.denominator for row in rows for value in row))
    return [[value.numerator * (scale // value.denominator) for value in row] for row in rows]


def transposed(matrix: Sequence[Vector]) -> Matrix:
    r"""The matrix :math:`M^\top` as a tuple of rows."""
    return tuple(zip(*matrix, strict=True))


def unique_solution(rows: Sequence[Sequence[Fraction]]) -> Vector | None:
    r"""The :math:`x` with :math:`M x = b` where it exists and is the only one, else ``None``.

    Parameters
    ----------
    rows : sequence of rows
        The augmented matrix :math:`(M \mid b)`; more or fewer equations than unknowns are allowed.

    Notes
    -----
    Rows are whole numbers throughout, each divided by its greatest common divisor after every step, so the
    numbers stay as short as they can be.

    """
    unknowns = len(rows[0]) - 1
    left = [primitive(row) for each in rows for row in whole([each])]
    echelon: list[tuple[int, ...]] = []
    for column in range(unknowns):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            return None
        left.remove(pivot)
        left = [_eliminate(row, pivot, column) for row in left]
        echelon = [*(_eliminate(row, pivot, column) for row in echelon), pivot]
    if any(row[-1] for row in left):
        return None
    return tuple(Fraction(row[-1], row[column]) for column, row in enumerate(echelon))


def _eliminate(row: tuple[int, ...], pivot: tuple[int, ...], column: int) -> tuple[int, ...]:
    """The row minus the multiple of the pivot row that clears the column, as whole numbers."""
    factor = row[column]
    if not factor:
        return row
    return primitive([pivot[column] * value - factor * other for value, other in zip(row, pivot, strict=True)])
