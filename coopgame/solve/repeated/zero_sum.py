"""Matrix games: the value and what secures it, exactly."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from coopgame.sharing.values.simplex import Optimum, maximise
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
    :math:`z \ge 0`: the value is one over the maximum, and the mixtures are the solution and its prices, scaled.

    Parameters
    ----------
    matrix : tuple of tuples of Fraction
        What the row player gets.

    References
    ----------
    von Neumann, J. (1928), Zur Theorie der Gesellschaftsspiele, Mathematische Annalen 100, 295-320.
    Gale, D., Kuhn, H. W. and Tucker, A. W. (1951), Linear programming and the theory of games, Activity Analysis of
    Production and Allocation, 317-329.

    """
    rows = range(len(matrix))
    shift = 1 - min(min(row) for row in matrix)
    unit = lcm(*((value + shift).denominator for row in matrix for value in row))
    weights = [[int((row[j] + shift) * unit) for row in matrix] for j in range(len(matrix[0]))]
    slacks = [[int(k == i) for k in rows] for i in rows]
    gains = [Fraction(1)] * len(weights) + [Fraction(0)] * len(slacks)
    found = maximise([*weights, *slacks], gains, [unit for _ in rows])
    assert isinstance(found, Optimum)  # no weight at all is feasible
    total = unit * sum(found.prices, Fraction(0))
    return Secured(
        1 / total - shift,
        tuple(price * unit / total for price in found.prices),
        tuple(found.weights.get(j, Fraction(0)) / total for j in range(len(weights))),
    )
