"""The steps of the search for equilibria of bimatrix games as loops over points, compiled.

What each of them does is said by :class:`coopgame.sweeps.finite.bimatrix_steps.Steps`, and done there in NumPy.
"""

from functools import lru_cache

import numpy as np

from coopgame.sweeps.compiling import compiled
from coopgame.sweeps.finite.bimatrix_steps import Flags, Listed, Pair, Step, Steps
from coopgame.sweeps.finite.supports import CLEAR, LARGEST, MIXED, ORDER_2, ORDER_3, SLACK, SMALLEST, UNIT, Indices
from coopgame.sweeps.outputs import Floats


def _differences(payoffs: Floats, steps: tuple[int, int, int], gains: Floats) -> None:
    replier, own, reply = steps
    for i in range(gains.shape[0]):
        for p in range(gains.shape[1]):
            for r in range(p, gains.shape[1]):
                there, back = gains[i, p, r], gains[i, r, p]
                to, at = i * own + r * reply, i * own + p * reply
                for k in range(len(there)):
                    gain = payoffs[k, replier, to] - payoffs[k, replier, at]
                    there[k] = gain
                    back[k] = -gain


def _opposite(gains: Floats, own: Indices, left: int, replies: Indices, w: Floats) -> None:
    start, end = (0, 1) if left == 0 else (1, 0)
    gain = gains[own[1 - left], replies[start], replies[end]]
    for k in range(len(w)):
        w[k] = gain[k]


def _minor(gains: Floats, own: Indices, left: int, replies: Indices, w: Floats) -> None:
    u, v, p, q, r = own[(left + 1) % 3], own[(left + 2) % 3], replies[0], replies[1], replies[2]
    f_u, f_v, g_u, g_v = gains[u, p, q], gains[v, p, q], gains[u, p, r], gains[v, p, r]
    for k in range(len(w)):
        w[k] = f_u[k] * g_v[k] - f_v[k] * g_u[k]


def _cofactor(gains: Floats, own: Indices, left: int, replies: Indices, w: Floats) -> None:
    p, q, r = replies[0], replies[1], replies[2]
    # What makes the sign of every second cofactor negative.
    start, end = (p, replies[3]) if left % 2 == 0 else (replies[3], p)
    for turn in range(3):
        t = own[(left + 1 + turn) % 4]
        u, v = own[(left + 1 + (turn + 1) % 3) % 4], own[(left + 1 + (turn + 2) % 3) % 4]
        f_u, f_v, g_u, g_v = gains[u, p, q], gains[v, p, q], gains[u, p, r], gains[v, p, r]
        h_t = gains[t, start, end]
        for k in range(len(w)):
            w[k] = (w[k] if turn else 0.0) + h_t[k] * (f_u[k] * g_v[k] - f_v[k] * g_u[k])


def _judge_weights(w: Floats, size: int, bound: Floats, code: Floats, sign: Floats) -> None:
    # Four weights are read in any case, so that there is one loop; what is too many repeats the first.
    first, second, third, fourth = w[0], w[1], w[2 if size > 2 else 0], w[3 if size > 3 else 0]
    for k in range(len(code)):
        low = min(first[k], second[k], third[k], fourth[k])
        high = max(first[k], second[k], third[k], fourth[k])
        positive, negative = high > bound[k], low < -bound[k]
        sure = 2.0 if (low > bound[k]) | (high < -bound[k]) else 1.0
        code[k] = 0.0 if positive & negative else sure
        sign[k] = 1.0 if positive else (-1.0 if negative else 0.0)


def _judge_gain(
    gains: Floats, own: Indices, replies: tuple[int, int], w: Floats, bound: Floats, code: Floats, sign: Floats
) -> None:
    p, r, size = replies[0], replies[1], len(own)
    u, v, u_gain, v_gain = w[0], w[1], gains[own[0], p, r], gains[own[min(1, size - 1)], p, r]
    if size == 1:
        for k in range(len(code)):
            sure = 2.0 if u_gain[k] < -bound[k] else 1.0
            code[k] = min(code[k], 0.0 if u_gain[k] > bound[k] else sure)
    elif size == 2:
        for k in range(len(code)):
            gain = sign[k] * (u[k] * u_gain[k] + v[k] * v_gain[k])
            sure = 2.0 if gain < -bound[k] else 1.0
            code[k] = min(code[k], 0.0 if gain > bound[k] else sure)
    else:
        t, t_gain = w[2], gains[own[2], p, r]
        for k in range(len(code)):
            gain = sign[k] * (u[k] * u_gain[k] + v[k] * v_gain[k] + t[k] * t_gain[k])
            sure = 2.0 if gain < -bound[k] else 1.0
            code[k] = min(code[k], 0.0 if gain > bound[k] else sure)


def _limit(gains: Floats, error: Floats, bounds: Floats, doubtful: Flags) -> None:
    largest = np.zeros(len(error))
    for i in range(gains.shape[0]):
        for p in range(gains.shape[1]):
            for r in range(p + 1, gains.shape[1]):
                gain = gains[i, p, r]
                for k in range(len(largest)):
                    largest[k] = max(largest[k], abs(gain[k]))
    for k in range(len(largest)):
        e = SLACK * (2 * error[k] + 2 * UNIT * largest[k])
        most = largest[k] + e
        told = SMALLEST < most < LARGEST or (gains.shape[1] == 1 and error[k] < np.inf)
        bounds[0, k] = e if told else np.inf
        bounds[1, k] = ORDER_2 * most * e if told else np.inf
        bounds[2, k] = ORDER_3 * most * most * e if told else np.inf
        doubtful[k] = doubtful[k] or not told


def _dominated(gains: Floats, own: Indices, replies: Indices, bound: float, k: int) -> bool:
    """Tell whether at a point some replies, evenly mixed, are better than one of those against each of the mixer's."""
    for p in replies:
        for mixed in range(1, 1 << gains.shape[1]):
            better = True
            for i in own:
                gain = 0.0
                for r in range(gains.shape[1]):
                    if mixed >> r & 1:
                        gain += gains[i, p, r, k]
                better = better and gain > MIXED * bound
            if better:
                return True
    return False


def _recording(dominated: Step) -> Step:
    def record(
        codes: Pair, gains: Pair, supports: Pair, weights: Pair, bounds: Pair, listed: Listed, write: bool
    ) -> None:
        own, other = supports
        probability, pure, count, doubtful = listed
        size, rows, columns = len(own), gains[0].shape[0], gains[1].shape[0]
        of_x, of_y = codes
        for k in range(len(of_x)):
            if of_x[k] == 0.0 or of_y[k] == 0.0 or doubtful[k]:
                continue
            if of_x[k] == 1.0 or of_y[k] == 1.0:
                doubtful[k] = not (
                    dominated(gains[0], own, other, bounds[0][0, k], k)
                    or dominated(gains[1], other, own, bounds[1][0, k], k)
                )
                continue
            x = y = 0.0
            for i in range(size):
                x += weights[0][i, k]
                y += weights[1][i, k]
            if size == 1:
                pure[k] |= np.uint64(1 << (own[0] * columns + other[0]))
            elif not min(abs(x) / bounds[0][size - 2, k], abs(y) / bounds[1][size - 2, k]) > CLEAR:
                doubtful[k] = True
                continue
            if write and count[k] < probability.shape[1]:
                probability[k, count[k]] = 0.0
                for i in range(size):
                    probability[k, count[k], own[i]] = weights[0][i, k] / x
                    probability[k, count[k], rows + other[i]] = weights[1][i, k] / y
            count[k] += 1

    return record


@lru_cache
def loops() -> Steps:
    """Return the compiled steps."""
    plain = (_differences, _opposite, _minor, _cofactor, _judge_weights, _judge_gain, _limit)
    return Steps(*(compiled(step) for step in (*plain, _recording(compiled(_dominated)))))
