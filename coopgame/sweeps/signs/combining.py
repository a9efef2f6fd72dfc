"""Codes on a few axes each, added up over all axes."""

from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from itertools import combinations
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopgame.sweeps.blocks import Slices, each, part, slices
from coopgame.sweeps.compiling import compiled, look

BLOCK = 1 << 18
PARTS = 4
"""Into how many parts a thread's work is cut."""

ROW = 1 << 12
"""The least length of the rows that a compiled loop works along, where the mesh is as large."""

SPREAD = 1 << 21
SHARE = 8
"""What a code may be written out to, or what part of the whole, so as to be read in the order of the row."""

Codes = NDArray[Any]


def summed(codes: Sequence[Codes]) -> list[Codes]:
    """Add up what fits into the size of the largest, the least first, so that little is left to add everywhere."""
    left = list(codes)

    def size(pair: tuple[int, int]) -> int:
        return prod(np.broadcast_shapes(*(left[k].shape for k in pair)))

    while len(left) > 1:
        first, second = pair = min(combinations(range(len(left)), 2), key=size)
        if size(pair) > max(code.size for code in left):
            break
        left[first] = left[first] + left.pop(second)
    return left


def added(codes: Sequence[Codes], compiling: bool, threads: int) -> Codes:
    """Return ``codes[0] + codes[1] + ...`` on the axes that any of them depends on.

    Parameters
    ----------
    codes : sequence of arrays
        Of one unsigned type, which has room for the sum, with one axis a dimension each, along which they broadcast.
    compiling : bool
    threads : int

    """
    left = summed(codes)
    if len(left) == 1:
        return left[0]
    shape = np.broadcast_shapes(*(code.shape for code in left))
    found = np.empty(shape, dtype=left[0].dtype)
    if not found.size:
        return found
    if compiling:
        rows = _rows(left, shape)
        target = found.reshape(rows.start.shape[1], -1)
        step = max(1, len(target) // (PARTS * threads))

        def along(where: Slices) -> None:
            _loop()(*rows, target, where[0].start, where[0].stop)

        each(along, list(slices((len(target),), step)), threads)
        return found

    def box(where: Slices) -> None:
        found[where] = reduce(np.add, (part(code, where) for code in left))

    each(box, list(slices(shape, BLOCK)), threads)
    return found


def looked_up(codes: Sequence[Codes], table: Codes, compiling: bool, threads: int) -> Codes:
    """Return ``table[codes[0] + codes[1] + ...]``; what the codes are, :func:`added` says."""
    sums = added(codes, compiling, threads)
    places, found = sums.reshape(-1), np.empty(sums.size, dtype=table.dtype)

    def stretch(where: Slices) -> None:
        if compiling:
            look()(places[where], table, found[where])
        else:
            found[where] = table[places[where]]

    each(stretch, list(slices(found.shape, BLOCK)), threads)
    return found.reshape(sums.shape)


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
    kind = codes[0].dtype
    base, steady = np.zeros(tails, dtype=kind), np.zeros(heads, dtype=kind)
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
        if length == prod(tails) or lines * prod(tails) <= max(SPREAD, prod(shape) // SHARE):
            # Written out along the row, so that it is read one place after the other.
            written.append((np.broadcast_to(code, (*code.shape[:split], *tails)), number * prod(tails)))
        else:
            # Positions as if axes of length 1 were walked along without moving.
            places = np.arange(length, dtype=np.int32).reshape(code.shape[split:])
            inner.append(np.broadcast_to(places, tails).reshape(1, -1))
            scattered.append((code, number * length))
    everything = written + scattered
    ends = np.cumsum([0, *(code.size for code, _ in everything)])
    flat = np.empty(ends[-1], dtype=kind)
    for (code, _), begin, end in zip(everything, ends, ends[1:], strict=False):
        np.copyto(flat[begin:end].reshape(code.shape), code)
    starts = [number + begin for (_, number), begin in zip(everything, ends, strict=False)]
    return _Rows(
        np.broadcast_to(base, tails).ravel(),
        np.broadcast_to(steady, heads).ravel(),
        flat,
        np.array(starts, dtype=np.int64).reshape(len(starts), prod(heads)),
        np.concatenate(inner),
    )


@lru_cache(maxsize=1)
def _loop() -> Callable[..., None]:
    def loop(  # noqa: PLR0913, PLR0917 - compiled code takes plain arrays
        base: Any, steady: Any, flat: Any, start: Any, inner: Any, out: Any, first: int, last: int
    ) -> None:
        plain = start.shape[0] - inner.shape[0]
        for r in range(first, last):
            row, constant = out[r], steady[r]
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

    return compiled(loop)
