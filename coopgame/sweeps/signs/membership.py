"""Which points of a mesh satisfy conditions: exactly, with floating point as far as it can tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, reduce
from math import prod
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.conditions import evaluate, text
from coopgame.errors import RegionError, SymbolError
from coopgame.sweeps.blocks import Slices, aligned, first_point, mesh_shape, part, slices
from coopgame.sweeps.outputs import Floats
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.logic import TRUE, UNKNOWN, Truth, Truths
from coopgame.symbols import Region

BLOCK = 1 << 15  # points that are worked on at once

Columns = Mapping[sp.Symbol, Floats]
Decided = dict[tuple[int, tuple[float, ...]], bool]


@dataclass(frozen=True)
class Membership:
    r"""The indicator :math:`\theta \mapsto [C_1(\theta) \wedge \dots \wedge C_k(\theta)]` over a mesh.

    A relation between rational expressions is a matter of the signs of a few polynomials. Each of these is evaluated in
    floating point, on the axes it depends on, with a bound on its error; relations whose signs are clear are joined by
    the logic of three values (Kleene, 1952, Introduction to Metamathematics, section 64), and points that are left
    unknown are decided by :func:`coopgame.conditions.evaluate` with exact numbers, each distinct one once. A relation
    that is undefined at a point does not hold there.

    Relations that hold roots, minima, exponentials and the like are compared by their values, with bounds on errors
    that are carried through every operation. Where these do not tell, such as where both sides are equal, an exact
    decision takes up to some milliseconds a point.

    Parameters
    ----------
    conditions : tuple of SymPy Boolean
        As in ``Region.conditions``.
    symbols : tuple of Symbol
        In the order in which values are given; all those of the conditions are among them.
    reading : Reading
        Which exact numbers the values stand for.

    Raises
    ------
    SymbolError
        When a condition holds a symbol that is not among them.

    """

    conditions: tuple[Any, ...]
    symbols: tuple[sp.Symbol, ...]
    reading: Reading = field(default_factory=Reading)

    def __post_init__(self) -> None:
        for condition in self.conditions:
            for symbol in sorted(condition.free_symbols - set(self.symbols), key=str):
                known = ", ".join(map(str, self.symbols)) or "no symbol"
                raise SymbolError(f"{symbol} in {text(condition)} has no values", expected=f"conditions on {known}")

    def __call__(self, *columns: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Decide at all points.

        Parameters
        ----------
        *columns : float64 arrays
            One a symbol, in the order of ``symbols``, which broadcast to the mesh.

        Returns
        -------
        inside : bool array of the mesh's shape
            Whether all conditions hold.
        rechecked : bool array of the mesh's shape
            Whether exact arithmetic decided.

        Raises
        ------
        ExpressionError
            When a sign can't be decided exactly: that of a number that is not algebraic, such as ``exp(1) - 3``, and
            too close to zero to tell.

        """
        shape = mesh_shape(columns)
        given = dict(zip(self.symbols, aligned(columns), strict=True))
        extent = mesh_shape([np.empty((1,) * len(shape)), *(given[s] for own in self._own for s in own)])
        inside, rechecked = np.empty(extent, dtype=np.bool_), np.empty(extent, dtype=np.bool_)
        decided: Decided = {}
        if prod(extent):
            early = dict(self._small(given))
            for where in slices(extent, BLOCK):
                inside[where], rechecked[where] = self._box(given, where, early, decided)
        if extent != shape:
            return np.broadcast_to(inside, shape).copy(), np.broadcast_to(rechecked, shape).copy()
        return inside, rechecked

    @cached_property
    def _own(self) -> tuple[tuple[sp.Symbol, ...], ...]:
        """The symbols of each condition."""
        return tuple(tuple(s for s in self.symbols if s in c.free_symbols) for c in self.conditions)

    def _small(self, columns: Columns) -> Iterator[tuple[int, Truth]]:
        """Settle the conditions that depend on few points: once for all blocks."""
        truth = Truths(columns, self.reading)
        ndim = max((column.ndim for column in columns.values()), default=0)
        for k, (condition, own) in enumerate(zip(self.conditions, self._own, strict=True)):
            if prod(mesh_shape([columns[s] for s in own])) <= BLOCK:
                yield k, _shaped(truth(condition), ndim)

    def _box(
        self, columns: Columns, where: Slices, early: Mapping[int, Truth], decided: Decided
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        here = {s: part(column, where) for s, column in columns.items()}
        truth = Truths(here, self.reading)
        ndim = len(where)
        truths = [
            part(early[k], where) if k in early else _shaped(truth(condition), ndim)
            for k, condition in enumerate(self.conditions)
        ]
        extent = tuple(s.stop - s.start for s in where)
        least: Truth = reduce(np.minimum, sorted(truths, key=np.size), np.full((1,) * ndim, TRUE, np.int8))
        total = np.ascontiguousarray(np.broadcast_to(least, extent))
        inside, rechecked = total == TRUE, total == UNKNOWN
        open_points = np.flatnonzero(rechecked)
        if open_points.size:
            inside.reshape(-1)[open_points] = self._exactly(here, extent, truths, open_points, decided)
        return inside, rechecked

    def _exactly(
        self,
        columns: Columns,
        extent: tuple[int, ...],
        truths: Sequence[Truth],
        points: NDArray[np.intp],
        decided: Decided,
    ) -> NDArray[np.bool_]:
        """Decide, at points of a box, the conditions that are unknown there; none at a point where one has failed."""
        held = np.ones(points.size, dtype=np.bool_)
        at = np.unravel_index(points, extent) if extent else ()
        for k, own in enumerate(self._own):
            rows = np.flatnonzero(held & (np.broadcast_to(truths[k], extent)[at] == UNKNOWN))
            if not rows.size:
                continue
            chosen = tuple(index[rows] for index in at)
            values = [np.broadcast_to(columns[s], extent)[chosen].reshape(-1) for s in own]
            distinct, which = np.unique(np.stack(values, axis=1), axis=0, return_inverse=True)
            answers = [self._holds(k, own, tuple(row), decided) for row in distinct.tolist()]
            held[rows] = np.array(answers)[which.reshape(-1)]
        return held

    def _holds(self, k: int, own: tuple[sp.Symbol, ...], row: tuple[float, ...], decided: Decided) -> bool:
        if (k, row) not in decided:
            exact = {s: sp.Rational(self.reading(s, value)) for s, value in zip(own, row, strict=True)}
            decided[k, row] = evaluate(self.conditions[k], exact)
        return decided[k, row]


def _shaped(truth: Truth, ndim: int) -> Truth:
    """Give what is constant, or came from fewer axes, all the axes."""
    return truth.reshape((1,) * (ndim - truth.ndim) + truth.shape)


def first_outside(
    region: Region, symbols: Sequence[sp.Symbol], columns: Sequence[Floats], inside: NDArray[np.bool_], reading: Reading
) -> RegionError:
    """Name the first point that lies outside, by the parameters of the first condition that fails there.

    Parameters
    ----------
    region : Region
    symbols, columns : sequence of Symbol, and of arrays
        The parameters and their values, which broadcast to the mesh.
    inside : bool array of the mesh's shape
        False somewhere.
    reading : Reading

    """
    values = dict(zip(symbols, first_point(~inside, columns), strict=True))
    exact = {s: reading(s, value) for s, value in values.items()}
    point = {s: sp.Rational(value) for s, value in exact.items()}
    failing = next(c for c in region.conditions if not evaluate(c, point))
    named = ", ".join(f"{s}={_said(values[s], exact[s])}" for s in symbols if s in failing.free_symbols)
    return RegionError(f"{named or 'every point'} lies outside the region", expected=text(failing))


def _said(value: float, exact: Fraction) -> str:
    return repr(value) if Fraction(repr(value)) == exact else str(exact)
