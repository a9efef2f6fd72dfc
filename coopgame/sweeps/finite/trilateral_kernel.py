r"""All equilibria of 2x2x2 games at many points: one text, which Numba compiles to loops and NumPy runs on arrays.

The cube :math:`[0, 1]^3` of the probabilities of first strategies falls into 8 vertices, 12 edges, 6 faces and the
interior. On each of these an equilibrium is found, ruled out, or left to exact arithmetic; where nothing is left, every
equilibrium is isolated and strict in its unused strategies, and there is an odd number of them (Harsanyi, J. C. (1973),
Oddness of the number of equilibrium points: a new proof, International Journal of Game Theory 2), at most nine
(McKelvey, R. D. and McLennan, A. (1997), The maximal number of regular totally mixed Nash equilibria, Journal of
Economic Theory 72).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopgame.sweeps.compiling import compiled
from coopgame.sweeps.finite.trilateral_arrays import equation, follows, improved, on_face, radius, roots
from coopgame.sweeps.finite.trilateral_boxes import boxed
from coopgame.sweeps.finite.trilateral_inside import REACH, SETTLED, by_pivot_of, ordering, quadratics_of, refining
from coopgame.sweeps.finite.trilateral_strata import (
    INSIDE,
    MIXED,
    VERTICES,
    Function,
    corners_of,
    faces_of,
    normalising,
)
from coopgame.sweeps.outputs import Floats

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


class Steps(NamedTuple):
    """What runs over the points, compiled or not."""

    normalise: Function
    corners: Function
    faces: Function
    quadratics: Function
    by_pivot: Function
    order: Function


def decided(payoffs: Floats, errors: Floats, compile_it: bool) -> Decided:
    """Find all equilibria.

    Parameters
    ----------
    payoffs : array of shape (n, 3, 8)
    errors : array of shape (n, 3)
        What a player's payoffs may be wrong by.
    compile_it : bool

    """
    n, step = len(payoffs), steps(compile_it)
    found, place = np.zeros((VERTICES + MIXED, n), np.bool_), np.empty((MIXED, 3, n))
    signs, tied, sure = np.empty((3, 4, n), np.int8), np.zeros(n, np.bool_), np.ones(n, np.bool_)
    gains, wrong = np.empty((3, 4, n)), np.empty((3, n))
    with np.errstate(all="ignore"):
        step.normalise(payoffs, errors, gains, wrong)
        step.corners(gains, wrong, signs, tied, found, sure)
        step.faces(gains, wrong, signs, found, place, sure)
        left = sure & (np.abs(signs.sum(axis=1, dtype=np.int8)) < 4).all(axis=0)
        _by_pivots(gains, wrong, left, found, place, step)
        _by_boxes(gains, wrong, np.flatnonzero(left), found, place, sure)
        step.order(found, place, sure)
    sure &= np.logical_xor.reduce(found, axis=0)
    return Decided(found, place, sure)


def _by_pivots(gains: Floats, errors: Floats, left: Flags, found: Flags, place: Floats, step: Steps) -> None:
    """Settle the interior by a quadratic where that can be, and leave the other games marked."""
    quadratic, flags = np.empty((REACH + 1, len(left))), np.empty((SETTLED + 1, len(left)), np.bool_)
    for pivot in range(3):
        if not left.any():
            return
        step.quadratics(gains, errors, pivot, left, quadratic, flags)
        step.by_pivot(gains, errors, pivot, quadratic, flags, found, place)
        left &= ~flags[SETTLED]
        found[VERTICES + INSIDE :] &= ~left  # what was found of games that the next pivot is tried on


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
        mine = (second == slot) & sure[left[owner]]
        at = left[owner[mine]]
        place[INSIDE + slot, :, at] = zero[:, mine].T
        good = refine(gains, errors, INSIDE + slot, at, place)
        found[VERTICES + INSIDE + slot, at] = good
        sure[at] &= good


@lru_cache
def steps(compile_it: bool) -> Steps:
    """Make what runs over the points: once, as what is compiled stays so."""
    made = compiled if compile_it else _as_it_is
    # `range` itself: of one that a function returns, the compiler doesn't see that it is one by one from 0.
    every, marked = (range, compiled(_numbers)) if compile_it else (one_slice, _array)
    refine = made(refining(made(improved)))
    return Steps(
        made(normalising(every)),
        made(corners_of(every, marked)),
        made(faces_of(made(on_face), every)),
        made(quadratics_of(made(equation), made(roots), every)),
        made(by_pivot_of(made(radius), made(follows), refine, marked)),
        made(ordering(marked)),
    )


def _as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def one_slice(points: int) -> tuple[slice]:
    """Return all points at once."""
    return (slice(points),)


def _array(flags: Flags) -> tuple[NDArray[np.intp]]:
    return (np.flatnonzero(flags),)


def _numbers(flags: Flags) -> NDArray[np.intp]:
    numbers, count = np.empty(len(flags), np.intp), 0
    for m in range(len(flags)):
        numbers[count] = m
        count += flags[m]
    return numbers[:count]
