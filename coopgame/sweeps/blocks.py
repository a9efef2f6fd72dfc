"""Points in blocks: what is worked on at once stays small, and blocks are shared out among threads."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopgame.errors import SolverError
from coopgame.sweeps.outputs import Floats, Output

Slices = tuple[slice, ...]
Write = Callable[[list[Floats], list[NDArray[Any]]], None]


def mesh_shape(columns: Sequence[Floats]) -> tuple[int, ...]:
    """Return the shape to which the columns broadcast."""
    return np.broadcast_shapes(*(column.shape for column in columns))


def aligned(columns: Sequence[Floats]) -> list[Floats]:
    """Return the columns with one axis a dimension each."""
    dimensions = max((column.ndim for column in columns), default=0)
    return [column.reshape((1,) * (dimensions - column.ndim) + column.shape) for column in columns]


def slices(shape: Sequence[int], size: int) -> Iterator[Slices]:
    """Cut a mesh into boxes of at most ``size`` points: whole last axes as far as they fit, the one before in parts."""
    steps, room = [1] * len(shape), size
    for axis in reversed(range(len(shape))):
        steps[axis] = max(1, min(shape[axis], room))
        room //= max(1, steps[axis])
    starts = (range(0, length, step) for length, step in zip(shape, steps, strict=True))
    for corner in product(*starts):
        yield tuple(slice(at, min(at + step, length)) for at, step, length in zip(corner, steps, shape, strict=True))


def part(column: NDArray[Any], where: Slices) -> NDArray[Any]:
    """Return what of a column lies in a box; along an axis on which it does not depend it keeps its length of 1."""
    return column[tuple(s if n > 1 else slice(None) for s, n in zip(where, column.shape, strict=True))]


def flat(columns: Sequence[Floats], where: Slices) -> list[Floats]:
    """Return the points of a box as one contiguous array a column."""
    shape = tuple(s.stop - s.start for s in where)
    return [np.ascontiguousarray(np.broadcast_to(part(column, where), shape)).reshape(-1) for column in columns]


def first_point(flags: NDArray[np.bool_], columns: Sequence[Floats]) -> list[float]:
    """Return the values at the first point of a mesh that is marked; at least one is."""
    shape = np.broadcast_shapes(flags.shape, mesh_shape(columns))
    at = np.unravel_index(int(np.argmax(np.broadcast_to(flags, shape))), shape)
    return [float(np.broadcast_to(column, shape)[at]) for column in columns]


def threads_for(count: int | None) -> int:
    """Return how many threads are meant: those asked for, or one a core that this process may use.

    Raises
    ------
    SolverError
        When it is no positive whole number.

    """
    if count is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 1:
        raise SolverError(f"{count!r:.40} threads are asked for", expected="a positive integer")
    return int(count)


def each(job: Callable[[Slices], None], boxes: Sequence[Slices], threads: int) -> None:
    """Do the job on every box; after an error in one of them, those not yet begun are left."""
    if threads == 1 or len(boxes) == 1:
        for box in boxes:
            job(box)
        return
    with ThreadPoolExecutor(threads) as pool:
        futures = [pool.submit(job, box) for box in boxes]
        try:
            for future in futures:
                future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def written(solve: Callable[[list[Floats]], Sequence[NDArray[Any]]]) -> Write:
    """Return what writes the answers of a solver that makes arrays of its own, one an output."""

    def write(block: list[Floats], targets: list[NDArray[Any]]) -> None:
        for target, values in zip(targets, solve(block), strict=True):
            target[...] = values.reshape(target.shape)

    return write


def written_in_blocks(
    write: Write,
    columns: Sequence[Floats],
    outputs: Sequence[Output],
    size: int,
    threads: int,
) -> tuple[NDArray[Any], ...]:
    """Have each block written where it belongs, into arrays that are made once.

    Parameters
    ----------
    write : callable
        Takes one flat, contiguous array a column, of ``n`` points, and the arrays to write to, one an output: ``n``,
        then its own sizes.
    columns : sequence of arrays
        They broadcast against each other.
    outputs : sequence of Output
    size : int
        The most points in a block.
    threads : int

    """
    shape = mesh_shape(columns)
    made = tuple(np.empty((*shape, *output.sizes), dtype=output.dtype) for output in outputs)

    def job(where: Slices) -> None:
        points = prod(s.stop - s.start for s in where)
        box: tuple[Any, ...] = (*where, ...)  # a view even of an array without axes
        # Before the last axes of a box, which are whole, one is cut, and those before it have length 1: what belongs to
        # the box lies together, so that these are views.
        write(
            flat(columns, where),
            [all_of[box].reshape(points, *o.sizes) for all_of, o in zip(made, outputs, strict=True)],
        )

    if prod(shape):
        each(job, list(slices(shape, size)), threads)
    return made
