r"""Equilibria on the vertices, edges and faces of the cube, and how gains are brought to one size before.

Each function here makes one that runs over all points and writes what it finds. What it is given says how: ``every``
gives the points as numbers where Numba compiles it, and as one slice where NumPy runs it; ``marked`` gives those at
which a flag is set, as numbers or as one array of them. Formulae come from
`coopgame.sweeps.finite.trilateral_arrays`, compiled or not.

What runs over all points does the same at each, needed or not, so that the compiler can do it for several at once.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from coopgame.solve.interior import OTHERS
from coopgame.sweeps.finite.trilateral_arrays import LEAST

# Arrays, as compiled code would put tuples together anew each time an entry is looked up.
REST = np.array(OTHERS)
"""The other two players."""
PLACES = np.array([4, 2, 1])
"""How far apart two profiles are that differ in one player's strategy."""
STEP = np.array([[0, 2, 1], [2, 0, 1], [2, 1, 0]])
"""How far apart in a player's gains (row) the corners are that differ in another's strategy (column)."""
FACES = np.array([[0, 1], [0, 0], [1, 1], [1, 0], [2, 1], [2, 0]])
"""Who is pure, and with what probability of the first strategy; in the order in which equilibria are listed."""
VERTICES, INSIDE, MIXED = 8, 6, 8
"""How many vertices there are, where the interior comes after the faces, and how many equilibria may be mixed."""

Function = Callable[..., Any]


def normalising(every: Function) -> Function:
    """Make what divides each player's gains by the largest of them, and their errors with them."""

    def normalise(payoffs: Any, errors: Any, gains: Any, wrong: Any) -> None:
        for m in every(len(payoffs)):
            for i in range(3):
                own, u, v = PLACES[i], PLACES[REST[i, 0]], PLACES[REST[i, 1]]
                at_00 = payoffs[m, i, u + v] - payoffs[m, i, u + v + own]
                at_01 = payoffs[m, i, u] - payoffs[m, i, u + own]
                at_10 = payoffs[m, i, v] - payoffs[m, i, v + own]
                at_11 = payoffs[m, i, 0] - payoffs[m, i, own]
                size = np.maximum(np.maximum(np.abs(at_00), np.abs(at_01)), np.maximum(np.abs(at_10), np.abs(at_11)))
                size = size + 1.0 * (size == 0)
                gains[i, 0, m] = at_00 / size
                gains[i, 1, m] = at_01 / size
                gains[i, 2, m] = at_10 / size
                gains[i, 3, m] = at_11 / size
                wrong[i, m] = 2.5 * errors[m, i] / size + LEAST

    return normalise


def corners_of(every: Function, marked: Function) -> Function:
    """Make what settles the vertices and the edges by the signs of the gains at the corners."""

    def corners(gains: Any, errors: Any, signs: Any, tied: Any, found: Any, sure: Any) -> None:
        for i in range(len(signs)):  # no number that the compiler knows, or it would repeat all of this twelve times
            for k in range(signs.shape[1]):
                for m in every(len(sure)):
                    sign = 1 * (gains[i, k, m] > errors[i, m]) - 1 * (gains[i, k, m] < -errors[i, m])
                    signs[i, k, m] = sign
                    tied[m] = tied[m] | (sign == 0)
        for vertex in range(VERTICES):
            p, q, r = 1 - (vertex >> 2), 1 - (vertex >> 1 & 1), 1 - (vertex & 1)
            of_1, of_2, of_3 = 2 * q + r, 2 * p + r, 2 * p + q
            for m in every(len(sure)):
                one, two, three = (
                    (2 * p - 1) * signs[0, of_1, m],
                    (2 * q - 1) * signs[1, of_2, m],
                    (2 * r - 1) * signs[2, of_3, m],
                )
                stay = (one > 0) & (two > 0) & (three > 0)
                found[vertex, m] = stay
                sure[m] = sure[m] & (stay | (one < 0) | (two < 0) | (three < 0))
        for m in marked(tied):
            for i in range(3):
                # On an edge one is indifferent; where each of the others may stay is an interval at an end of it.
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


def faces_of(on_face: Function, every: Function) -> Function:
    """Make what settles the faces, once the signs at the corners are known."""

    def faces(gains: Any, errors: Any, signs: Any, found: Any, place: Any, sure: Any) -> None:
        for face in range(6):
            k, c = FACES[face, 0], FACES[face, 1]
            i, j = REST[k, 0], REST[k, 1]
            of_i, of_j = c * STEP[i, k], c * STEP[j, k]
            to_i, to_j = of_i + STEP[i, j], of_j + STEP[j, i]
            for m in every(len(sure)):
                turn_i, turn_j = signs[i, of_i, m] * signs[i, to_i, m], signs[j, of_j, m] * signs[j, to_j, m]
                # Each of the two who mix must be indifferent somewhere on the way of the other's probability.
                excluded, certain = (turn_i > 0) | (turn_j > 0), (turn_i < 0) & (turn_j < 0)
                stays, leaves, first, second = on_face(
                    ((gains[i, of_i, m], gains[i, to_i, m]), (gains[j, of_j, m], gains[j, to_j, m])),
                    (gains[k, 0, m], gains[k, 1, m], gains[k, 2, m], gains[k, 3, m]),
                    (errors[i, m], errors[j, m], errors[k, m]),
                    2 * c - 1,
                )
                found[VERTICES + face, m] = certain & stays
                sure[m] = sure[m] & (excluded | leaves | (certain & stays))
                place[face, k, m] = c
                place[face, i, m] = first
                place[face, j, m] = second

    return faces
