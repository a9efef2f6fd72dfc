"""Codes on a few axes each, added up over all axes, and looked up in a table."""

from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopgame.sweeps.blocks import Slices, each, part, slices
from coopgame.sweeps.compiling import compiled

BLOCK = 1 << 16
ROW = 1 << 12
"""The least length of the rows that a compiled loop works along, where the mesh is as large."""

SPREAD = 1 << 21
"""What a code may be written out to, so as to be read in the order of the row."""

Codes = NDArray[np.uint16]


def summed(codes: Sequence[Codes]) -> list[Codes]:
    """Add up what fits into the size of the largest, from the smallest on, so that little is left to add everywhere."""
    left = sorted(codes, key=lambda code: code.size)
    while len(left) > 1:
        first, second, *others = left
        if prod(np.broadcast_shapes(first.shape, second.shape)) > left[-1].size:
            break
        left = sorted([first + second, *others], key=lambda code: code.size)
    return left


def looked_up(codes: Sequence[Codes], table: NDArray[np.uint64], compiling: bool, threads: int) -> NDArray[np.uint64]:
    """Return ``table[codes[0] + codes[1] + ...]`` on the axes that the codes depend on.

    Parameters
    ----------
    codes : sequence of arrays
        With one axis a dimension each, which broadcast against each other.
    table : array
    compiling : bool
    threads : int

    """
    left = summed(codes)
    shape = np.broadcast_shapes(*(code.shape for code in left))
    found = np.empty(shape, dtype=np.uint64)
    if not found.size:
        return found
    if compiling:
        rows = _rows(left, shape)
        target = found.reshape(rows.start.shape[1], -1)
        step = max(1, BLOCK // target.shape[1])

        def along(where: Slices) -> None:
            _loop()(*rows, table, target, where[0].start, where[0].stop)

        each(along, list(slices((len(target),), step)), threads)
        return found

    def box(where: Slices) -> None:
        found[where] = table[reduce(np.add, (part(code, where) for code in left))]

    each(box, list(slices(shape, BLOCK)), threads)
    return found


class _Rows(NamedTuple):
    """Codes laid out for a loop along rows.

    ``base`` is the sum of those that depend on the place in the row alone, ``steady`` of those that depend on the row
    alone. Of the others, number ``m`` begins at ``flat[start[m, row]]``; it goes on from there, place by place, but for
    the last ``len(inner)`` ones, which are ``inner[m, place]`` further on.
    """

    base: Codes
    steady: Codes
    flat: Codes
    start: NDArray[np.int64]
    inner: NDArray[np.int32]


def _rows(codes: Sequence[Codes], shape: tuple[int, ...]) -> _Rows:
    split = len(shape)
    while split and prod(shape[split:]) < ROW:
        split -= 1
    heads, tails = shape[:split], shape[split:]
    base, steady = np.zeros(tails, dtype=np.uint16), np.zeros(heads, dtype=np.uint16)
    written: list[tuple[Codes, Any]] = []
    scattered: list[tuple[Codes, Any]] = []
    inner = [np.zeros((0, prod(tails)), dtype=np.int32)]
    for code in codes:
        lines, length = prod(code.shape[:split]), prod(code.shape[split:])
        if lines == 1:
            base = base + code.reshape(code.shape[split:])
            continue
        if length == 1:
            steady = steady + code.reshape(code.shape[:split])
            continue
        number = np.broadcast_to(np.arange(lines).reshape(code.shape[:split]), heads).ravel()
        if length == prod(tails) or lines * prod(tails) <= SPREAD:
            # Written out along the row, so that it is read one place after the other.
            written.append((np.broadcast_to(code, (*code.shape[:split], *tails)).reshape(-1), number * prod(tails)))
        else:
            # Positions as if axes of length 1 were walked along without moving.
            places = np.arange(length, dtype=np.int32).reshape(code.shape[split:])
            inner.append(np.broadcast_to(places, tails).reshape(1, -1))
            scattered.append((code.reshape(-1), number * length))
    everything = written + scattered
    begins = np.cumsum([0, *(len(part) for part, _ in everything)])[:-1]
    starts = [number + begin for (_, number), begin in zip(everything, begins, strict=True)]
    parts = [part for part, _ in everything]
    return _Rows(
        np.broadcast_to(base, tails).ravel(),
        np.broadcast_to(steady, heads).ravel(),
        parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0, dtype=np.uint16), *parts]),
        np.array(starts, dtype=np.int64).reshape(len(starts), prod(heads)),
        np.concatenate(inner),
    )


@lru_cache(maxsize=1)
def _loop() -> Callable[..., None]:
    def loop(  # noqa: PLR0913, PLR0917 - compiled code takes plain arrays
        base: Any, steady: Any, flat: Any, start: Any, inner: Any, table: Any, out: Any, first: int, last: int
    ) -> None:
        row = np.empty(base.shape[0], dtype=np.uint16)
        plain = start.shape[0] - inner.shape[0]
        for r in range(first, last):
            constant = steady[r]
            for j in range(row.shape[0]):
                row[j] = base[j] + constant
            for m in range(plain):
                line = flat[start[m, r] : start[m, r] + row.shape[0]]
                for j in range(row.shape[0]):
                    row[j] += line[j]
            for m in range(inner.shape[0]):
                line = flat[start[plain + m, r] :]
                for j in range(row.shape[0]):
                    row[j] += line[inner[m, j]]
            target = out[r]
            for j in range(row.shape[0]):
                target[j] = table[row[j]]

    return compiled(loop)
