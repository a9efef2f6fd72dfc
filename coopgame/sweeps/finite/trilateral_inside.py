r"""Equilibria inside the cube, by the quadratic in one player's probability, and by Newton's method.

The functions here make what runs over points, as those of `coopgame.sweeps.finite.trilateral_strata` do.
"""

from typing import Any

import numpy as np

from coopgame.sweeps.finite.trilateral_arrays import ACCURATE, FINE
from coopgame.sweeps.finite.trilateral_strata import INSIDE, REST, STEP, VERTICES, Function

ROOT, REACH = 3, 5
"""Where the two roots come after the three coefficients, and then how far from one the true root is at most."""
SETTLED = 2
"""Where, after which of the two roots count, it is flagged whether all equilibria inside are known."""


def quadratics_of(equation: Function, roots: Function, every: Function) -> Function:
    """Make what writes the quadratic in the pivot's probability and its roots, flagged in the games that are left."""

    def quadratics(gains: Any, errors: Any, pivot: int, left: Any, quadratic: Any, flags: Any) -> None:
        j, k = REST[pivot, 0], REST[pivot, 1]
        up, by, over, beside = STEP[j, pivot], STEP[j, k], STEP[k, pivot], STEP[k, j]
        for m in every(len(left)):
            q = equation(
                (gains[pivot, 0, m], gains[pivot, 1, m], gains[pivot, 2, m], gains[pivot, 3, m]),
                (gains[j, 0, m], gains[j, by, m], gains[j, up, m], gains[j, up + by, m]),
                (gains[k, 0, m], gains[k, beside, m], gains[k, over, m], gains[k, over + beside, m]),
            )
            error = 5.0 * (errors[pivot, m] + errors[j, m] + errors[k, m])
            known, there, here, one, other = roots(q, error)
            quadratic[0, m], quadratic[1, m], quadratic[2, m] = q
            quadratic[ROOT, m], quadratic[ROOT + 1, m] = one, other
            flags[0, m], flags[1, m] = left[m] & there, left[m] & here
            flags[SETTLED, m] = left[m] & known & (error < FINE)

    return quadratics


def by_pivot_of(radius: Function, follows: Function, refine: Function, marked: Function) -> Function:
    """Make what says which of the roots are equilibria, and that a game is not settled where it can't."""

    def by_pivot(gains: Any, errors: Any, pivot: int, quadratic: Any, flags: Any, found: Any, place: Any) -> None:
        j, k = REST[pivot, 0], REST[pivot, 1]
        up, by, over, beside = STEP[j, pivot], STEP[j, k], STEP[k, pivot], STEP[k, j]
        for slot in range(2):
            for m in marked(flags[slot]):
                error = 5.0 * (errors[pivot, m] + errors[j, m] + errors[k, m])
                q, t = (quadratic[0, m], quadratic[1, m], quadratic[2, m]), quadratic[ROOT + slot, m]
                r, clear = radius(q, t, error)
                second = (gains[j, 0, m], gains[j, by, m], gains[j, up, m], gains[j, up + by, m])
                third = (gains[k, 0, m], gains[k, beside, m], gains[k, over, m], gains[k, over + beside, m])
                in_k, out_k, at_k = follows(second, t, r, errors[j, m])
                in_j, out_j, at_j = follows(third, t, r, errors[k, m])
                place[INSIDE + slot, pivot, m] = t
                place[INSIDE + slot, j, m] = at_j
                place[INSIDE + slot, k, m] = at_k
                quadratic[REACH, m] = 2.0 * r
                flags[slot, m] = clear & in_j & in_k
                flags[SETTLED, m] = flags[SETTLED, m] & clear & ((in_j & in_k) | out_j | out_k)
            for m in marked(flags[slot]):
                good = refine(gains, errors, INSIDE + slot, m, place)
                moved = np.abs(place[INSIDE + slot, pivot, m] - quadratic[ROOT + slot, m])
                found[VERTICES + INSIDE + slot, m] = good & (moved <= quadratic[REACH, m])
                flags[SETTLED, m] = flags[SETTLED, m] & found[VERTICES + INSIDE + slot, m]

    return by_pivot


def refining(improved: Function) -> Function:
    """Make what replaces a place inside by the point nearby at which all are indifferent, and says whether it could."""

    def refine(gains: Any, errors: Any, slot: int, m: Any, place: Any) -> Any:
        good, x, y, z = improved(
            (
                (gains[0, 0, m], gains[0, 1, m], gains[0, 2, m], gains[0, 3, m]),
                (gains[1, 0, m], gains[1, 1, m], gains[1, 2, m], gains[1, 3, m]),
                (gains[2, 0, m], gains[2, 1, m], gains[2, 2, m], gains[2, 3, m]),
            ),
            (errors[0, m], errors[1, m], errors[2, m]),
            (place[slot, 0, m], place[slot, 1, m], place[slot, 2, m]),
        )
        place[slot, 0, m] = x
        place[slot, 1, m] = y
        place[slot, 2, m] = z
        return good

    return refine


def ordering(marked: Function) -> Function:
    """Make what puts first, of two equilibria inside, that in which the first player's first strategy is likelier."""

    def order(found: Any, place: Any, sure: Any) -> None:
        one, other = VERTICES + INSIDE, VERTICES + INSIDE + 1
        for m in marked(found[other]):
            both, ahead = found[one, m], place[INSIDE, 0, m] - place[INSIDE + 1, 0, m]
            sure[m] = sure[m] & np.logical_not(both & (np.abs(ahead) < ACCURATE))
            turned = 1 * (np.logical_not(both) | (ahead < 0))
            for k in range(3):
                first, second = place[INSIDE + turned, k, m], place[INSIDE + 1 - turned, k, m]
                place[INSIDE, k, m] = first
                place[INSIDE + 1, k, m] = second
            found[one, m] = True
            found[other, m] = both

    return order
