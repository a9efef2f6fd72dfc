"""The critical points of a staged game: the last stage solved from many starts, then the last two, and so on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coopgame.solve.staged.newton import Settled, settle
from coopgame.solve.staged.reaction import Floats, Subgame, equilibrated
from coopgame.solve.staged.symmetry import Symmetry

SCALES = np.array([1.0, 0.1, 10.0, 0.01, 100.0, 1e-3, 1e3])
STARTS = 28
SAME = 1e-6
NOTHING = 1e-12
MOST = 8


@dataclass(frozen=True)
class Unsolved:
    """Why there is no critical point.

    Attributes
    ----------
    position : int
        Of the last stage that no start solved.
    open : bool
        Whether its first-order conditions leave a direction open.
    step : float
        How far Newton's method still was, relative to the choices, where it came closest.
    start, at : array (levers,)
        A start, with the stages after it solved.

    """

    position: int
    open: bool
    step: float
    start: Floats
    at: Floats


def critical_points(parts: tuple[Subgame, ...], symmetry: Symmetry) -> tuple[Settled, NDArray[np.bool_]] | Unsolved:
    """Find choices at which the first-order conditions of every stage hold, each once, and which are not isolated."""
    whole = parts[0]
    z, at = _starts(whole, symmetry)
    failure = None
    for position, part in reversed(list(enumerate(parts))):
        done = len(whole.levers) - len(part.levers)
        past = z[:, whole.spread[: len(part.history)]]
        start = np.clip(z[:, done:], *part.limits(past, z[:, done:]))
        solving = _mirrored(part, symmetry)
        answer = settle(solving, past, start, at[:, done:])
        around = np.where(answer.found[:, None], answer.z, start)
        isolated = answer.found & ~_singular(solving, past, around, answer.at)[0]
        if failure is None and not isolated.any():
            singular, consistent = _singular(solving, past, start, at[:, done:])
            stuck = answer.found.any() or (singular.all() and consistent.any())
            failure = Unsolved(position, bool(stuck), float(answer.step.min()), z[0].copy(), at[0].copy())
        z[:, done:] = around
        at[:, done:] = np.where(answer.found[:, None], answer.at, at[:, done:])
    if failure is not None and not isolated.any():
        return failure
    points = _distinct(solving, Settled(*(part[answer.found] for part in (answer.z, answer.at, answer.step))))
    if not len(points.z):
        return Unsolved(0, False, float(answer.step.min()), z[0], at[0])
    return points, _singular(solving, np.empty((len(points.z), 0)), points.z, points.at)[0]


def _starts(whole: Subgame, symmetry: Symmetry) -> tuple[Floats, Floats]:
    """Choices of several sizes, some of them held at bounds."""
    draw = np.random.default_rng(0)
    shape = (STARTS, len(whole.levers))
    sizes = SCALES[np.arange(STARTS) % len(SCALES), None]
    z = sizes * np.exp(draw.normal(size=shape))
    z[: len(SCALES)] = sizes[: len(SCALES)]
    z[STARTS // 2 :] *= draw.choice([-1.0, 1.0, 1.0], size=(STARTS - STARTS // 2, shape[1]))
    at = np.zeros(shape)
    for (k, side), bound in whole.bounds.items():
        opposite = whole.bounds.get((k, -side))
        if bound.is_number and opposite is not None and opposite.is_number:
            share = np.where(np.arange(STARTS) < len(SCALES), 0.5, draw.uniform(size=STARTS))
            z[:, k] = float(bound) + share * float(opposite - bound)
        elif bound.is_number and opposite is None:
            z[:, k] = float(bound) + side * np.abs(z[:, k])
        holding = draw.uniform(size=STARTS) < 1 / 3
        holding[:3] = [False, side > 0, side < 0]
        at[holding, k] = -side
    for follower, leader in _followers(whole, symmetry):
        z[:, follower], at[:, follower] = z[:, leader], at[:, leader]
    return z, at


def _followers(part: Subgame, symmetry: Symmetry) -> Iterator[tuple[int, int]]:
    """Levers of different coalitions that are equal by symmetry."""
    of = {z: k for k, lever in enumerate(part.levers) for z in lever.tied}
    for k, lever in enumerate(part.levers):
        leader = of[symmetry.first.get(lever.symbol, lever.symbol)]
        if leader != k:
            yield k, leader


def _mirrored(part: Subgame, symmetry: Symmetry) -> Subgame:
    """Put equality in the place of the conditions of all but the first of symmetric players."""
    rows = list(part.rows)
    for follower, leader in _followers(part, symmetry):
        rows[part.places[follower]] = part.levers[leader].symbol - part.levers[follower].symbol
    return part if rows == [*part.rows] else replace(part, rows=tuple(rows))


def _singular(part: Subgame, history: Floats, z: Floats, at: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where the conditions, linearised, do not single out one solution; and where they have any."""
    here = part.at(history, z, at)
    rank = np.linalg.matrix_rank(equilibrated(here.by_unknown)[0])
    extended = np.linalg.matrix_rank(equilibrated(np.concatenate([here.by_unknown, here.rows[:, :, None]], axis=2))[0])
    return np.asarray(rank < len(part.unknowns)), np.asarray(rank == extended)


def _distinct(part: Subgame, points: Settled) -> Settled:
    """One of each, solved once more from where it is.

    A search that ran towards a place where a payoff has no derivative, such as no effort at all, is dropped: it does
    not come to rest there.
    """
    z = np.where(np.abs(points.z) <= NOTHING * np.abs(points.z).max(), 0.0, points.z)
    again = settle(part, np.empty((len(z), 0)), z, points.at)
    z = again.z[again.found]
    size = np.maximum(np.abs(z), 1e-3 * np.abs(z).max(axis=1, keepdims=True, initial=0.0))
    kept: list[int] = []
    for k in np.argsort(again.step[again.found]):
        if all((np.abs(z[k] - z[other]) > SAME * size[other]).any() for other in kept):
            kept.append(int(k))
    rows = np.flatnonzero(again.found)[kept[:MOST]]
    return Settled(again.z[rows], again.at[rows], again.step[rows])
