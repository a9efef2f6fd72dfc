"""Matrix games: the value and what secures it, exactly, by the simplex method over the rationals."""

from dataclasses import dataclass
from fractions import Fraction

from coopgame.solve.linear import Matrix, Vector


@dataclass(frozen=True)
class Secured:
    r"""The value :math:`v = \max_x \min_y x^\top A y = \min_y \max_x x^\top A y` of a matrix game.

    Attributes
    ----------
    value : Fraction
    maximiser : tuple of Fraction
        A mixture :math:`x` of the rows with :math:`x^\top A \ge v`.
    minimiser : tuple of Fraction
        A mixture :math:`y` of the columns with :math:`A y \le v`.

    """

    value: Fraction
    maximiser: Vector
    minimiser: Vector


def secured(matrix: Matrix) -> Secured:
    r"""Return the value of a matrix game and a mixture of each side that secures it.

    With entries shifted to be positive, the minimiser solves :math:`\max \sum_j z_j` subject to :math:`A z \le 1`,
    :math:`z \ge 0`: the value is one over the maximum, and the mixtures are the primal and dual solutions, scaled. The
    simplex method starts at :math:`z = 0` and pivots by Bland's rule, so that it ends in degenerate games, too.

    Parameters
    ----------
    matrix : tuple of tuples of Fraction
        What the row player gets.

    References
    ----------
    von Neumann, J. (1928), Zur Theorie der Gesellschaftsspiele, Mathematische Annalen 100, 295-320.
    Bland, R. G. (1977), New finite pivoting rules for the simplex method, Mathematics of Operations Research 2,
    103-107.

    """
    rows, columns = len(matrix), len(matrix[0])
    shift = 1 - min(min(row) for row in matrix)
    # One row a constraint: the columns' weights, the slacks, and the right side. The last row is the objective.
    tableau = [
        [*(value + shift for value in row), *(Fraction(int(k == i)) for k in range(rows)), Fraction(1)]
        for i, row in enumerate(matrix)
    ]
    tableau.append([*(Fraction(-1) for _ in range(columns)), *(Fraction(0) for _ in range(rows + 1))])
    basis = list(range(columns, columns + rows))
    while True:
        entering = next((j for j, reduced in enumerate(tableau[-1][:-1]) if reduced < 0), None)
        if entering is None:
            break
        # Positive entries bound the weights, so that some row always limits the step.
        leaving = min(
            (i for i in range(rows) if tableau[i][entering] > 0),
            key=lambda i: (tableau[i][-1] / tableau[i][entering], basis[i]),
        )
        _pivot(tableau, leaving, entering)
        basis[leaving] = entering
    total = tableau[-1][-1]
    weights = dict(zip(basis, (row[-1] for row in tableau), strict=False))
    return Secured(
        1 / total - shift,
        tuple(price / total for price in tableau[-1][columns:-1]),
        tuple(weights.get(j, Fraction(0)) / total for j in range(columns)),
    )


def _pivot(tableau: list[list[Fraction]], leaving: int, entering: int) -> None:
    pivot = tableau[leaving] = [value / tableau[leaving][entering] for value in tableau[leaving]]
    for i, row in enumerate(tableau):
        if i != leaving and row[entering]:
            tableau[i] = [value - row[entering] * other for value, other in zip(row, pivot, strict=True)]
