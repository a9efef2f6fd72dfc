"""The steps of the search for equilibria of bimatrix games, over many points, in NumPy.

The last index of an array is that of the point. A code is 0 where a set of mixtures is empty, 2 where it is a vertex,
and 1 where that is in doubt; `coopgame.sweeps.finite.supports` says what this means.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopgame.sweeps.finite.supports import CLEAR, LARGEST, MIXED, ORDER_2, ORDER_3, SLACK, SMALLEST, UNIT, Indices
from coopgame.sweeps.outputs import Floats

Flags = NDArray[np.bool_]
Pair = tuple[Any, Any]
"""What belongs to the first player's mixture, and to the second's."""
Listed = tuple[Floats, NDArray[np.uint64], NDArray[np.int16], Flags]
"""Probabilities, mask of pure profiles, count, and whether a point is in doubt."""
Step = Callable[..., Any]


@dataclass(frozen=True)
class Steps:
    """What is done at each of many points.

    Parameters
    ----------
    differences : callable
        ``(payoffs, steps, gains)``: from the payoffs ``[point, player, profile]`` to what a reply gains on another,
        ``gains[own, other reply, reply, point]``. The steps are who replies, and the distances between profiles from
        one strategy of the mixer, and of the replier, to the next.
    opposite : callable
        ``(gains, own, left, replies, w)``: the weight of that one of two strategies becomes what the other one makes
        one reply gain on the other, with its sign.
    minor, cofactor : callable
        The same for three strategies and four: a signed minor of order 2, or 3.
    judge_weights : callable
        ``(w, size, bound, code, sign)``: the code and sign of as many weights.
    judge_gain : callable
        ``(gains, own, replies, w, bound, code, sign)``: the code is lowered for what a reply, the second of those two,
        gains on the first.
    limit : callable
        ``(gains, error, bounds, doubtful)``: the bounds of the errors of determinants of order 1, 2 and 3; infinite,
        and the point doubtful, where floating point can't tell.
    record : callable
        ``(codes, gains, supports, weights, bounds, listed, write)``: the equilibria on two supports are listed.

    """

    differences: Step
    opposite: Step
    minor: Step
    cofactor: Step
    judge_weights: Step
    judge_gain: Step
    limit: Step
    record: Step


def _differences(payoffs: Floats, steps: tuple[int, int, int], gains: Floats) -> None:
    replier, own, reply = steps
    profiles = own * np.arange(gains.shape[0])[:, None] + reply * np.arange(gains.shape[1])
    replies = np.ascontiguousarray(np.moveaxis(payoffs[:, replier], 0, -1))[profiles]
    np.subtract(replies[:, None], replies[:, :, None], out=gains)


def _opposite(gains: Floats, own: Indices, left: int, replies: Indices, w: Floats) -> None:
    w[:] = gains[own[1 - left], replies[left], replies[1 - left]]


def _minor(gains: Floats, own: Indices, left: int, replies: Indices, w: Floats) -> None:
    (f_u, g_u), (f_v, g_v) = (gains[own[(left + k) % 3], replies[0], replies[1:]] for k in (1, 2))
    np.subtract(f_u * g_v, f_v * g_u, out=w)


def _cofactor(gains: Floats, own: Indices, left: int, replies: Indices, w: Floats) -> None:
    a, b, c = (gains[own[(left + k) % 4], replies[0], replies[1:]] for k in (1, 2, 3))
    w[:] = 0.0
    for (f_u, g_u, _), (f_v, g_v, _), (_, _, h_t) in ((b, c, a), (c, a, b), (a, b, c)):
        w += (-1) ** left * h_t * (f_u * g_v - f_v * g_u)


def _judge_weights(w: Floats, size: int, bound: Floats, code: Floats, sign: Floats) -> None:
    low, high = w[:size].min(axis=0), w[:size].max(axis=0)
    positive, negative = high > bound, low < -bound
    code[:] = np.where(positive & negative, 0.0, 1.0 + ((low > bound) | (high < -bound)))
    sign[:] = np.where(positive, 1.0, -1.0 * negative)


def _judge_gain(
    gains: Floats, own: Indices, replies: tuple[int, int], w: Floats, bound: Floats, code: Floats, sign: Floats
) -> None:
    gain = sign * sum(w[i] * gains[strategy, replies[0], replies[1]] for i, strategy in enumerate(own))
    np.minimum(code, np.where(gain > bound, 0.0, 1.0 + (gain < -bound)), out=code)


def _limit(gains: Floats, error: Floats, bounds: Floats, doubtful: Flags) -> None:
    largest = np.abs(gains).max(axis=(0, 1, 2))
    e = SLACK * (2 * error + 2 * UNIT * largest)
    largest += e
    bounds[0], bounds[1], bounds[2] = e, ORDER_2 * largest * e, ORDER_3 * largest * largest * e
    alone = gains.shape[1] == 1
    told = ((largest > SMALLEST) & (largest < LARGEST)) | (alone & (error < np.inf))
    bounds[:3, ~told] = np.inf
    doubtful |= ~told


def _dominated(gains: Floats, own: Indices, replies: Indices, bound: Floats, at: Indices) -> Flags:
    found = np.zeros(len(at), np.bool_)
    for p, mixed in product(replies, range(1, 1 << gains.shape[1])):
        chosen = [r for r in range(gains.shape[1]) if mixed >> r & 1]
        gain = gains[own, p][:, chosen][..., at].sum(axis=1)
        found |= np.logical_and.reduce(gain > MIXED * bound[at], axis=0)
    return found


def _record(codes: Pair, gains: Pair, supports: Pair, weights: Pair, bounds: Pair, listed: Listed, write: bool) -> None:
    own, other = supports
    probability, pure, count, doubtful = listed
    size, rows, columns = len(own), gains[0].shape[0], gains[1].shape[0]
    code = np.minimum(*codes)
    code[doubtful] = 0.0
    unsure = np.flatnonzero(code == 1.0)
    if len(unsure):
        doubtful[unsure] = ~(
            _dominated(gains[0], own, other, bounds[0][0], unsure)
            | _dominated(gains[1], other, own, bounds[1][0], unsure)
        )
    at = np.flatnonzero(code == 2.0)
    of_x, of_y = weights[0][:size, at], weights[1][:size, at]
    total_x, total_y = of_x.sum(axis=0), of_y.sum(axis=0)
    if size == 1:
        pure[at] |= np.uint64(1 << (own[0] * columns + other[0]))
    else:
        clear = (np.abs(total_x) / bounds[0][size - 2, at] > CLEAR) & (
            np.abs(total_y) / bounds[1][size - 2, at] > CLEAR
        )
        doubtful[at[~clear]] = True
        at, of_x, of_y, total_x, total_y = at[clear], of_x[:, clear], of_y[:, clear], total_x[clear], total_y[clear]
    if write:
        fits = count[at] < probability.shape[1]
        points, slots = at[fits], count[at[fits]]
        probability[points, slots] = 0.0
        for i in range(size):
            probability[points, slots, own[i]] = (of_x[i] / total_x)[fits]
            probability[points, slots, rows + other[i]] = (of_y[i] / total_y)[fits]
    count[at] += 1


ARRAYS = Steps(
    _differences,
    _opposite,
    _minor,
    _cofactor,
    _judge_weights,
    _judge_gain,
    _limit,
    _record,
)
"""The steps in NumPy."""
