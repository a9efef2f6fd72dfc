"""Codes on a few axes each, added up over all axes, and looked up in a table."""

from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopgame.sweep.blocks import Slices, each, part, slices
from coopgame.sweep.compiling import compiled

BLOCK = 1 << 16
ROW = 1 << 12
"""The least length of the rows that a compiled loop works along, where the mesh is as large."""

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
        target = found.reshape(rows.outer.shape[1], -1)
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
    alone; another one, number ``m``, is ``flat[outer[m, row] + inner[m, place]]``.
    """

    base: Codes
    steady: Codes
    flat: Codes
    outer: NDArray[np.int64]
    inner: NDArray[np.int64]


def _rows(codes: Sequence[Codes], shape: tuple[int, ...]) -> _Rows:
    split = len(shape)
    while split and prod(shape[split:]) < ROW:
        split -= 1
    heads, tails = shape[:split], shape[split:]
    base = np.zeros(tails, dtype=np.uint16)
    steady = np.zeros(heads, dtype=np.uint16)
    flat, outer, inner = [np.zeros(0, dtype=np.uint16)], [], []
    for code in codes:
        if prod(code.shape[:split]) == 1:
            base = base + code.reshape(code.shape[split:])
        elif prod(code.shape[split:]) == 1:
            steady = steady + code.reshape(code.shape[:split])
        else:
            # The position in the code, as if its axes of length 1 were walked along without moving.
            places = np.arange(code.size).reshape(code.shape)
            firsts = places.reshape(*code.shape[:split], -1)[..., 0]
            outer.append(np.broadcast_to(firsts, heads).ravel() + sum(map(len, flat)))
            inner.append(np.broadcast_to(places[(0,) * split], tails).ravel())
            flat.append(code.ravel())
    none = np.zeros((0, 1), dtype=np.int64)
    return _Rows(
        np.broadcast_to(base, tails).ravel(),
        np.broadcast_to(steady, heads).ravel(),
        np.concatenate(flat),
        np.array(outer) if outer else np.broadcast_to(none, (0, prod(heads))),
        np.array(inner) if inner else np.broadcast_to(none, (0, prod(tails))),
    )


@lru_cache(maxsize=1)
def _loop() -> Callable[..., None]:
    def loop(  # noqa: PLR0913, PLR0917 - compiled code takes plain arrays
        base: Any, steady: Any, flat: Any, outer: Any, inner: Any, table: Any, out: Any, first: int, last: int
    ) -> None:
        row = np.empty(base.shape[0], dtype=np.uint16)
        for r in range(first, last):
            constant = steady[r]
            for j in range(row.shape[0]):
                row[j] = base[j] + constant
            for m in range(outer.shape[0]):
                at = outer[m, r]
                for j in range(row.shape[0]):
                    row[j] += flat[at + inner[m, j]]
            target = out[r]
            for j in range(row.shape[0]):
                target[j] = table[row[j]]

    return compiled(loop)
