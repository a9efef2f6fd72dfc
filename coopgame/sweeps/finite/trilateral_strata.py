r"""Equilibria on the vertices, edges and faces of the cube and inside it, at a point or at many.

Each function here makes one that reads the gains and writes what it finds at the points ``m``: a number where Numba
compiles it, a slice or an array of numbers where NumPy runs it. What it is given are formulae of
`coopgame.sweeps.finite.trilateral_arrays`, compiled or not, ``some`` to say whether a condition holds at any of the
points, and ``those`` to say at which.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from coopgame.solve.interior import OTHERS
from coopgame.sweeps.finite.trilateral_arrays import FINE, LEAST

# Arrays, as compiled code would put tuples together anew each time an entry is looked up.
REST = np.array(OTHERS)
"""The other two players."""
STEP = np.array([[0, 2, 1], [2, 0, 1], [2, 1, 0]])
"""How far apart in a player's gains (row) the corners are that differ in another's strategy (column)."""
FACES = np.array([[0, 1], [0, 0], [1, 1], [1, 0], [2, 1], [2, 0]])
"""Who is pure, and with what probability of the first strategy; in the order in which equilibria are listed."""
VERTICES, INSIDE, MIXED = 8, 6, 8
"""How many vertices there are, where the interior comes after the faces, and how many equilibria may be mixed."""

Function = Callable[..., Any]


def corners_of(some: Function) -> Function:
    """Make what settles the vertices and the edges by the signs of the gains at the corners."""

    def corners(gains: Any, errors: Any, signs: Any, m: Any, found: Any, sure: Any) -> None:
        tied = gains[0, 0, m] != gains[0, 0, m]  # nan
        for i in range(3):
            for k in range(4):
                sign = 1 * (gains[i, k, m] > errors[i, m]) - 1 * (gains[i, k, m] < -errors[i, m])
                signs[i, k, m] = sign
                tied = tied | (sign == 0)
        for vertex in range(VERTICES):
            p, q, r = 1 - (vertex >> 2), 1 - (vertex >> 1 & 1), 1 - (vertex & 1)
            least = np.minimum((2 * p - 1) * signs[0, 2 * q + r, m], (2 * q - 1) * signs[1, 2 * p + r, m])
            least = np.minimum(least, (2 * r - 1) * signs[2, 2 * p + q, m])
            found[vertex, m] = least > 0
            sure[m] = sure[m] & (least != 0)
        if not some(tied):
            return
        for i in range(3):
            # On an edge one player is indifferent; where each of the others may stay is an interval at an end of it.
            for corner in range(4):
                since, until = 0.0, 1.0
                ruled_out = signs[i, corner, m] != 0
                for side in range(2):
                    j, k = REST[i, side], REST[i, 1 - side]
                    at_j, at_k = corner >> (1 - side) & 1, corner >> side & 1
                    start = at_k * STEP[j, k]
                    low = (2 * at_j - 1) * gains[j, start, m]
                    high = (2 * at_j - 1) * gains[j, start + STEP[j, i], m]
                    spread = np.abs(low) + np.abs(high)
                    ruled_out = ruled_out | ((low < -errors[j, m]) & (high < -errors[j, m]))
                    since = np.maximum(since, np.maximum(-low - errors[j, m], 0.0) / spread)
                    until = np.minimum(until, 1.0 - np.maximum(-high - errors[j, m], 0.0) / spread)
                sure[m] = sure[m] & (ruled_out | (since > until + LEAST))

    return corners


def faces_of(on_face: Function, some: Function, those: Function) -> Function:
    """Make what settles the faces, once the signs at the corners are known."""

    def faces(gains: Any, errors: Any, signs: Any, m: Any, found: Any, place: Any, sure: Any) -> None:
        for face in range(6):
            k, c = FACES[face, 0], FACES[face, 1]
            i, j = REST[k, 0], REST[k, 1]
            of_i, of_j = c * STEP[i, k], c * STEP[j, k]
            turn_i = signs[i, of_i, m] * signs[i, of_i + STEP[i, j], m]
            turn_j = signs[j, of_j, m] * signs[j, of_j + STEP[j, i], m]
            # Each of the two who mix must be indifferent somewhere on the way of the other's probability.
            possible = (turn_i < 1) & (turn_j < 1)
            if not some(possible):
                continue
            certain = (turn_i < 0) & (turn_j < 0)
            at = those(possible, m)
            stays, leaves, first, second = on_face(
                (
                    (gains[i, of_i, at], gains[i, of_i + STEP[i, j], at]),
                    (gains[j, of_j, at], gains[j, of_j + STEP[j, i], at]),
                ),
                (gains[k, 0, at], gains[k, 1, at], gains[k, 2, at], gains[k, 3, at]),
                (errors[i, at], errors[j, at], errors[k, at]),
                2 * c - 1,
            )
            found[VERTICES + face, m] = certain
            found[VERTICES + face, at] = found[VERTICES + face, at] & stays
            sure[at] = sure[at] & (found[VERTICES + face, at] | leaves)
            place[face, k, at] = c
            place[face, i, at] = first
            place[face, j, at] = second

    return faces


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


def by_pivot_of(
    equation: Function,
    roots: Function,
    radius: Function,
    follows: Function,
    refine: Function,
    some: Function,
    those: Function,
) -> Function:
    """Make what settles the interior by the quadratic in one player's probability, and says whether it could."""

    def by_pivot(gains: Any, errors: Any, pivot: int, m: Any, found: Any, place: Any) -> Any:
        j, k = REST[pivot, 0], REST[pivot, 1]
        up, by = STEP[j, pivot], STEP[j, k]
        second = (gains[j, 0, m], gains[j, by, m], gains[j, up, m], gains[j, up + by, m])
        up, by = STEP[k, pivot], STEP[k, j]
        third = (gains[k, 0, m], gains[k, by, m], gains[k, up, m], gains[k, up + by, m])
        own = (gains[pivot, 0, m], gains[pivot, 1, m], gains[pivot, 2, m], gains[pivot, 3, m])
        e_j, e_k = errors[j, m], errors[k, m]
        error = 5.0 * (errors[pivot, m] + e_j + e_k)
        q = equation(own, second, third)
        settled, there, here, one, other = roots(q, error)
        settled = settled & (error < FINE)
        for slot in range(2):
            t = other if slot else one
            is_root = here if slot else there
            inside = VERTICES + INSIDE + slot
            found[inside, m] = False
            if not some(is_root):
                continue
            r, clear = radius(q, t, error)
            in_k, out_k, at_k = follows(second, t, r, e_j)
            in_j, out_j, at_j = follows(third, t, r, e_k)
            place[INSIDE + slot, pivot, m] = t
            place[INSIDE + slot, j, m] = at_j
            place[INSIDE + slot, k, m] = at_k
            candidate = is_root & clear & in_j & in_k
            if some(candidate):
                at = those(candidate, m)
                found[inside, at] = refine(gains, errors, INSIDE + slot, at, place)
            yes = found[inside, m] & (np.abs(place[INSIDE + slot, pivot, m] - t) <= 2.0 * r)
            found[inside, m] = yes
            settled = settled & (yes | np.logical_not(is_root) | (clear & (out_j | out_k)))
        return settled

    return by_pivot
