"""From a pair of mixed strategies in floats to the exact equilibrium that it stands for, if it does."""

from collections.abc import Sequence
from fractions import Fraction
from math import isfinite

from coopgame.solve.linear import Matrix, Vector, transposed, unique_solution

Pair = tuple[Vector, Vector]

TOLERANCES = (1e-9, 1e-6, 1e-3)
"""What may count as zero in a float, tried in turn; the exact check decides, not the tolerance."""


def nearby_equilibrium(
    row_payoffs: Matrix, column_payoffs: Matrix, row: Sequence[float], column: Sequence[float]
) -> Pair | None:
    r"""An exact equilibrium :math:`(x, y)` of :math:`(A, B)` with the supports of a float one.

    Parameters
    ----------
    row_payoffs, column_payoffs : tuple of tuples of Fraction
        :math:`A` and :math:`B`, both :math:`m \times n`.
    row, column : sequence of float
        What a solver answered; anything at all.

    Returns
    -------
    pair or None
        Nothing when the answer has the wrong length or no finite numbers, or is close to no equilibrium that
        is found at any of the tolerances.

    """
    lengths = (len(row_payoffs), len(row_payoffs[0]))
    if (len(row), len(column)) != lengths or not all(map(isfinite, (*row, *column))):
        return None
    of_column = transposed(column_payoffs)
    for tolerance in TOLERANCES:
        supports = [[k for k, value in enumerate(each) if value > tolerance] for each in (row, column)]
        replies = [_best(of_column, row, tolerance), _best(row_payoffs, column, tolerance)]
        # Indifference among all best replies pins down an extreme point of a continuum; that on the support
        # alone is the second guess, for when a tie in floats is none.
        for over_columns, over_rows in ((replies[0], replies[1]), (supports[1], supports[0])):
            x = _indifferent(of_column, supports[0], over_columns)
            y = _indifferent(row_payoffs, supports[1], over_rows)
            if (
                x
                and y
                and _near((*x, *y), (*row, *column))
                and is_best_reply(row_payoffs, x, y)
                and is_best_reply(of_column, y, x)
            ):
                return x, y
    return None


def is_best_reply(payoffs: Matrix, mixture: Vector, against: Vector) -> bool:
    r"""Whether the mixture is one and plays only rows :math:`i` that maximise :math:`(M y)_i`."""
    values = [sum((value * weight for value, weight in zip(row, against, strict=True))) for row in payoffs]
    most = max(values)
    return all(weight == 0 or (weight > 0 and value == most) for weight, value in zip(mixture, values, strict=True))


def _near(exact: Vector, floats: Sequence[float]) -> bool:
    """Whether it is the float answer that was made exact, and not another equilibrium of that support."""
    return all(abs(p - Fraction(q)) <= Fraction(TOLERANCES[-1]) for p, q in zip(exact, floats, strict=True))


def _best(payoffs: Matrix, against: Sequence[float], tolerance: float) -> list[int]:
    """The rows whose float payoff is within the tolerance, relative to the spread of payoffs, of the best."""
    weights = [Fraction(weight) for weight in against]  # exact, as a payoff may be too large for a float
    values = [sum(value * weight for value, weight in zip(row, weights, strict=True)) for row in payoffs]
    slack = Fraction(tolerance) * (max(map(max, payoffs)) - min(map(min, payoffs)))
    return [k for k, value in enumerate(values) if value >= max(values) - slack]


def _indifferent(payoffs: Matrix, support: Sequence[int], replies: Sequence[int]) -> Vector | None:
    """The only mixture of the columns of the support that makes those rows worth the same, if any."""
    if not support or not replies:
        return None
    equations = [[*(payoffs[reply][k] - payoffs[replies[0]][k] for k in support), Fraction(0)] for reply in replies[1:]]
    solution = unique_solution([[Fraction(1)] * (len(support) + 1), *equations])
    if solution is None:
        return None
    weights = dict(zip(support, solution, strict=True))
    return tuple(weights.get(k, Fraction(0)) for k in range(len(payoffs[0])))
