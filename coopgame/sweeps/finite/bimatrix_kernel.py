"""The search for all equilibria of bimatrix games, in steps over many points; the same code compiled or not.

`coopgame.sweeps.finite.supports` says why no equilibrium is missed. The functions that are made by another one call
what that is given, as the compiler wants it.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from coopgame.sweeps.compiling import compiled
from coopgame.sweeps.finite.bimatrix_loops import loops
from coopgame.sweeps.finite.bimatrix_steps import ARRAYS, Listed, Steps
from coopgame.sweeps.finite.supports import Indices, supports
from coopgame.sweeps.outputs import Floats

SIZES = 4
CHUNK = 512
"""Points that are worked on at once in the compiled code, so that all steps find them in the nearest cache."""

Function = Callable[..., Any]
Tables = tuple[Indices, Indices, Indices, Indices]


@lru_cache
def search(compiles: bool) -> Function:
    """Return the function that lists the equilibria of two-player games, of all shapes up to 4 x 4.

    It takes the payoffs and the bounds of their errors, as they come from
    :class:`coopgame.sweeps.finite.payoffs.PayoffArrays`; the tables of supports by size; whether to write
    probabilities; and what it writes to: probability, pure, count and doubtful. Where a point is in doubt, the others
    hold nothing of worth.

    Parameters
    ----------
    compiles : bool
        Whether it is compiled.

    """
    if compiles:
        return compiled(_in_chunks(compiled(_searching(loops(), compiled))))
    plain = _searching(ARRAYS, lambda function: function)

    def quiet(*given: Any) -> None:
        with np.errstate(all="ignore"):
            plain(*given)

    return quiet


@lru_cache
def support_tables(rows: int, columns: int) -> tuple[Tables, ...]:
    """Return, by size, the rows' supports and what each leaves out, and the same of the columns'."""
    return tuple((*supports(rows, size, columns), *supports(columns, size, rows)) for size in range(1, SIZES + 1))


def _in_chunks(listing: Function) -> Function:
    def list_all(payoffs: Floats, errors: Floats, tables: tuple[Tables, ...], write: bool, listed: Listed) -> None:
        probability, pure, count, doubtful = listed
        for start in range(0, len(errors), CHUNK):
            end = start + CHUNK
            part = probability[start:end], pure[start:end], count[start:end], doubtful[start:end]
            listing(payoffs[start:end], errors[start:end], tables, write, part)

    return list_all


def _searching(steps: Steps, made: Callable[[Function], Function]) -> Function:
    """Make the search from its steps."""
    differences, limit, record = steps.differences, steps.limit, steps.record
    status = made(_status(steps, made(_weighing(steps))))

    def list_equilibria(
        payoffs: Floats, errors: Floats, tables: tuple[Tables, ...], write: bool, listed: Listed
    ) -> None:
        probability, pure, count, doubtful = listed
        points, rows, columns = len(payoffs), len(tables[0][0]), len(tables[0][2])
        if write:
            probability[:] = np.nan
        pure[:] = 0
        count[:] = 0
        doubtful[:] = False
        gains = np.empty((rows, columns, columns, points)), np.empty((columns, rows, rows, points))
        bounds = np.zeros((4, points)), np.zeros((4, points))
        weights = np.zeros((4, points)), np.zeros((4, points))
        scratch = np.zeros((2, points)), np.zeros((2, points))
        codes = scratch[0][0], scratch[1][0]
        differences(payoffs, (1, columns, 1), gains[0])
        differences(payoffs, (0, 1, columns), gains[1])
        limit(gains[0], errors[:, 1], bounds[0], doubtful)
        limit(gains[1], errors[:, 0], bounds[1], doubtful)
        for owns, left_owns, others, left_others in tables:
            for i in range(len(owns)):
                for j in range(len(others)):
                    own, other = owns[i], others[j]
                    status(gains[0], own, other, left_others[j], bounds[0], weights[0], scratch[0])
                    status(gains[1], other, own, left_owns[i], bounds[1], weights[1], scratch[1])
                    record(codes, gains, (own, other), weights, bounds, listed, write)

    return list_equilibria


def _weighing(steps: Steps) -> Function:
    opposite, minor, cofactor = steps.opposite, steps.minor, steps.cofactor

    def weigh(gains: Floats, own: Indices, replies: Indices, w: Floats) -> None:
        """Write the signed minors of the differences that vanish against a mixture of equally good replies."""
        size = len(own)
        if size == 1:
            w[0] = 1.0
        for i in range(size):
            if size == 2:
                opposite(gains, own, i, replies, w[i])
            elif size == 3:
                minor(gains, own, i, replies, w[i])
            elif size == 4:
                cofactor(gains, own, i, replies, w[i])

    return weigh


def _status(steps: Steps, weigh: Function) -> Function:
    judge_weights, judge_gain = steps.judge_weights, steps.judge_gain

    def status(
        gains: Floats, own: Indices, replies: Indices, others: Indices, bounds: Floats, w: Floats, scratch: Floats
    ) -> None:
        """Write the codes of the mixtures on some strategies against which just those replies are best."""
        code, sign = scratch[0], scratch[1]
        size = len(own)
        weigh(gains, own, replies, w)
        if size == 1:
            code[:] = 2.0
            sign[:] = 1.0
        else:
            judge_weights(w, size, bounds[size - 2], code, sign)
        for r in others:
            judge_gain(gains, own, (replies[0], r), w, bounds[size - 1], code, sign)

    return status
