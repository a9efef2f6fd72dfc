r"""All equilibria of 2x2x2 games at many points: one text, which Numba compiles for a point and NumPy runs on all.

The cube :math:`[0, 1]^3` of the probabilities of first strategies falls into 8 vertices, 12 edges, 6 faces and the
interior. On each of these an equilibrium is found, ruled out, or left to exact arithmetic; where nothing is left, every
equilibrium is isolated and strict in its unused strategies, and there is an odd number of them (Harsanyi, J. C. (1973),
Oddness of the number of equilibrium points: a new proof, International Journal of Game Theory 2), at most nine
(McKelvey, R. D. and McLennan, A. (1997), The maximal number of regular totally mixed Nash equilibria, Journal of
Economic Theory 72).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coopgame.sweeps.compiling import compiled
from coopgame.sweeps.finite.trilateral_arrays import (
    ACCURATE,
    LEAST,
    equation,
    follows,
    improved,
    on_face,
    radius,
    roots,
)
from coopgame.sweeps.finite.trilateral_boxes import boxed
from coopgame.sweeps.finite.trilateral_strata import (
    INSIDE,
    MIXED,
    REST,
    VERTICES,
    Function,
    by_pivot_of,
    corners_of,
    faces_of,
    refining,
)
from coopgame.sweeps.outputs import Floats

PLACES = np.array([4, 2, 1])
"""How far apart two profiles are that differ in one player's strategy."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Decided:
    """What is known of ``n`` games.

    Parameters
    ----------
    found : array of shape (16, n)
        Whether there is an equilibrium at each vertex, on each face, and there are one or two inside.
    place : array of shape (8, 3, n)
        Where those on faces and inside are.
    sure : array of shape (n,)
        Whether these are all equilibria.

    """

    found: Flags
    place: Floats
    sure: Flags


def normalised(payoffs: Floats, errors: Floats) -> tuple[Floats, Floats]:
    """Return the gains, of shape (3, 4, n), divided by each player's largest, and their errors, of shape (3, n).

    Parameters
    ----------
    payoffs : array of shape (n, 3, 8)
    errors : array of shape (n, 3)

    """
    gains = np.empty((3, 4, len(payoffs)))
    with np.errstate(all="ignore"):
        for player, own in enumerate(PLACES):
            u, v = PLACES[REST[player]]
            for corner, k in enumerate((u + v, u, v, 0)):
                np.subtract(payoffs[:, player, k], payoffs[:, player, k + own], out=gains[player, corner])
        size = np.abs(gains).max(axis=1)
        size[size == 0] = 1.0
        gains /= size[:, None]
        return gains, 2.5 * errors.T / size + LEAST


def decided(gains: Floats, errors: Floats, compile_it: bool) -> Decided:
    """Find all equilibria of games whose gains are normalised."""
    n = gains.shape[2]
    found, place = np.zeros((VERTICES + MIXED, n), np.bool_), np.empty((MIXED, 3, n))
    signs, sure = np.empty((3, 4, n), np.int8), np.ones(n, np.bool_)
    left = np.zeros(n, np.bool_)
    arrays = gains, errors, signs, found, place, sure, left
    with np.errstate(all="ignore"):
        if compile_it:
            _compiled()(*arrays)
        else:
            _on_arrays(*arrays)
        _by_boxes(gains, errors, np.flatnonzero(left), found, place, sure)
    sure &= found.sum(axis=0) % 2 == 1
    _ordered(found, place, sure)
    return Decided(found, place, sure)


def _ordered(found: Flags, place: Floats, sure: Flags) -> None:
    """Of two equilibria inside, put first the one in which the first player's first strategy is more likely."""
    two = np.flatnonzero(found[-1] & found[-2] & sure)
    first, second = place[INSIDE, 0, two], place[INSIDE + 1, 0, two]
    sure[two[np.abs(first - second) < ACCURATE]] = False
    turned = two[first < second]
    place[INSIDE:, :, turned] = place[INSIDE:, :, turned][::-1]
    only = found[-1] & ~found[-2]
    place[INSIDE, :, only] = place[INSIDE + 1, :, only]
    found[-2] |= only
    found[-1] &= ~only


def _by_boxes(gains: Floats, errors: Floats, left: NDArray[np.intp], found: Flags, place: Floats, sure: Flags) -> None:
    """Settle the interior of the games that no pivot settles."""
    if not len(left):
        return
    settled, owner, zero = boxed(gains[:, :, left], errors[:, left])
    number = np.bincount(owner, minlength=len(left))
    sure[left] = settled & (number <= 2)
    order = np.argsort(owner, kind="stable")
    second = np.zeros(len(owner), np.intp)
    second[order[1:]] = owner[order[1:]] == owner[order[:-1]]
    refine = refining(improved)
    for slot in range(2):
        found[VERTICES + INSIDE + slot, left] = False
        mine = (second == slot) & sure[left[owner]]
        at = left[owner[mine]]
        place[INSIDE + slot, :, at] = zero[:, mine].T
        good = refine(gains, errors, INSIDE + slot, at, place)
        found[VERTICES + INSIDE + slot, at] = good
        sure[at] &= good


def _on_arrays(
    gains: Floats,
    errors: Floats,
    signs: NDArray[np.int8],
    found: Flags,
    place: Floats,
    sure: Flags,
    left: Flags,
) -> None:
    corners, faces = corners_of(np.any), faces_of(on_face, np.any, _those)
    refine = refining(improved)
    by_pivot = by_pivot_of(equation, roots, radius, follows, refine, np.any, _those)
    corners(gains, errors, signs, slice(None), found, sure)
    faces(gains, errors, signs, slice(None), found, place, sure)
    undecided = np.flatnonzero(sure & (np.abs(signs.sum(axis=1)) < 4).all(axis=0))
    for pivot in range(3):
        undecided = undecided[~by_pivot(gains, errors, pivot, undecided, found, place)]
    left[undecided] = True


def _those(condition: Flags, m: slice | NDArray[np.intp]) -> NDArray[np.intp]:
    return np.flatnonzero(condition) if isinstance(m, slice) else m[condition]


def _itself(condition: bool) -> bool:
    return condition


def _the_point(condition: bool, m: int) -> int:
    return m


@lru_cache
def _compiled() -> Function:
    some, those = compiled(_itself), compiled(_the_point)
    corners, faces = compiled(corners_of(some)), compiled(faces_of(compiled(on_face), some, those))
    refine = compiled(refining(compiled(improved)))
    formulae = compiled(equation), compiled(roots), compiled(radius), compiled(follows)
    by_pivot = compiled(by_pivot_of(*formulae, refine, some, those))

    def run(
        gains: Floats,
        errors: Floats,
        signs: NDArray[np.int8],
        found: Flags,
        place: Floats,
        sure: Flags,
        left: Flags,
    ) -> None:
        for m in range(gains.shape[2]):
            corners(gains, errors, signs, m, found, sure)
            faces(gains, errors, signs, m, found, place, sure)
            undecided = sure[m]
            for i in range(3):
                undecided = undecided and abs(signs[i, 0, m] + signs[i, 1, m] + signs[i, 2, m] + signs[i, 3, m]) < 4
            pivot = 0
            while undecided and pivot < 3:
                undecided = not by_pivot(gains, errors, pivot, m, found, place)
                pivot += 1
            left[m] = undecided

    return compiled(run)
