"""2x2 games at many points: the signs of four deviation gains, as a code that says in one byte what is to be said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.games.finite import FiniteGame
from coopgame.sweeps.blocks import Slices, each, first_point, mesh_shape, part, slices
from coopgame.sweeps.compiling import Engine, compiles
from coopgame.sweeps.finite.payoffs import PayoffArrays
from coopgame.sweeps.finite.plans import DEVIATIONS, Known, careful_plan, known_within
from coopgame.sweeps.finite.sign_table import CASES, OUTSIDE
from coopgame.sweeps.outputs import Extent, Floats, Outside
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.combining import added, looked_up
from coopgame.sweeps.signs.cut_signs import Gains, gains_of
from coopgame.sweeps.signs.factor_signs import FactorSigns, Signs, product_signs
from coopgame.sweeps.signs.fused import fused
from coopgame.sweeps.signs.hulls import extents_of
from coopgame.sweeps.signs.membership import Membership, first_outside

BLOCK = 1 << 17
PARTS = 4
"""Into how many parts a thread's points are cut, where they are many; more parts cost time between them."""

SELDOM = 64
"""Where bounds on errors that hold at all points leave one in so many open, they are worked out point by point."""

Codes = NDArray[np.uint8]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Decision:
    """What is to be said of each point of a 2x2 game, as its place among the records of the table.

    Parameters
    ----------
    game : FiniteGame
    symbols : tuple of Symbol
        Those of payoffs and region among them, in the order in which values are given.
    reading : Reading
    outside : Outside
    engine : Engine
    threads : int
    extents : mapping of Symbol to (float, float)
        Between which all values of each symbol lie, where that is known.

    """

    game: FiniteGame
    symbols: tuple[sp.Symbol, ...]
    reading: Reading = field(default_factory=Reading)
    outside: Outside = Outside.REFUSE
    engine: Engine = Engine.BEST
    threads: int = 1
    extents: Mapping[sp.Symbol, Extent] = field(default_factory=dict)

    @cached_property
    def gains(self) -> Gains:
        """The four gains: the row player's by column, the column player's by row."""
        return gains_of(self.game, DEVIATIONS)

    @cached_property
    def _signs(self) -> FactorSigns:
        return FactorSigns(self.gains.factors, self.symbols, self.reading, self.threads)

    @cached_property
    def _given(self) -> frozenset[sp.Symbol]:
        return frozenset(self.reading.given)

    def __call__(self, columns: Sequence[Floats]) -> Codes:
        """Decide every point of a mesh.

        Raises
        ------
        RegionError
            When a point lies outside the region, and such points are refused.
        GameError
            When a payoff is undefined at a point inside the region.

        """
        shape = mesh_shape(columns)
        if 0 in shape:
            return np.empty(shape, dtype=np.uint8)
        ends = self.extents or extents_of(self.symbols, columns)
        known = known_within(self.game, self.symbols, self._given, tuple(ends[s] for s in self.symbols))
        if compiles(self.engine) and len(shape) == 1 and all(column.shape == shape for column in columns):
            return self._scattered(columns, known)
        return self._meshed(columns, known.inside)

    def _scattered(self, columns: Sequence[Floats], known: Known) -> Codes:
        found = np.empty(columns[0].shape, dtype=np.uint8)
        whole = known.inside or len(known.plan.requirements) == len(self.game.region.conditions)
        kernel = fused(known.plan) if whole else None

        def job(where: Slices) -> None:
            own, box = tuple(np.ascontiguousarray(part(column, where)) for column in columns), found[where]
            if kernel is None:
                box[:] = self._meshed(own)
            elif kernel((*own, *known.bounds), box) >= CASES:
                self._decide_again(own, box, known)

        share = found.size // (PARTS * self.threads) if whole else 0
        each(job, list(slices(found.shape, max(BLOCK, share))), self.threads)
        return found

    def _decide_again(self, columns: tuple[Floats, ...], codes: Codes, known: Known) -> None:
        """Decide what a loop left open: where it left much open, by a loop that bounds errors at each point."""
        (there,) = np.nonzero(codes >= CASES)
        if known.plan.steady and len(there) * SELDOM > len(codes):
            fused(careful_plan(self.game, self.symbols, self._given))(columns, codes)
            (there,) = np.nonzero(codes >= CASES)
        for start in range(0, len(there), BLOCK):
            own = there[start : start + BLOCK]
            codes[own] = self._meshed([column[own] for column in columns], known.inside)

    def _meshed(self, columns: Sequence[Floats], inside: bool = False) -> Codes:
        """Decide each polynomial on the axes it depends on, what is unclear with fractions; then join them all.

        Where all points are known to lie inside the region, nothing is asked about it.
        """
        shape = mesh_shape(columns)
        signs = dict(zip(self.gains.factors, self._signs(columns), strict=True))
        within = [] if inside else list(self._within(columns))
        partly = [held for held, _ in within if not held.all()]
        self._check_defined(columns, signs, partly)
        digits = (product_signs(gain, signs, len(shape)) + np.int8(1) for gain in self.gains.products)
        codes = [np.uint8(3**k) * digit.view(np.uint8) for k, digit in enumerate(digits)]
        exactly = few([*(s.rechecked for s in signs.values()), *(asked for _, asked in within)])
        found = _coded(codes, exactly, few([~held for held in partly]), compiles(self.engine), self.threads)
        return np.broadcast_to(found, shape)

    def _within(self, columns: Sequence[Floats]) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
        """Whether each condition of the region holds, on the axes it depends on; and whether fractions were needed."""
        for condition in self.game.region.conditions:
            own = [k for k, symbol in enumerate(self.symbols) if symbol in condition.free_symbols]
            member = Membership((condition,), tuple(self.symbols[k] for k in own), self.reading)
            held, asked = member(*(columns[k] for k in own))
            if self.outside is Outside.REFUSE and not held.all():
                held = np.broadcast_to(held, mesh_shape(columns))
                raise first_outside(self.game.region, self.symbols, columns, held, self.reading)
            yield held, asked

    def _check_defined(self, columns: Sequence[Floats], signs: dict[Any, Signs], inside: Sequence[Any]) -> None:
        for pole in self.gains.poles:
            zero = reduce(np.logical_and, inside, signs[pole].values == 0)
            if zero.any():
                point = self.reading.point(self.symbols, first_point(zero, columns))
                PayoffArrays(self.game, self.symbols).exactly(point)


def _coded(
    codes: Sequence[Codes], exactly: Sequence[Flags], outside: Sequence[Flags], compiling: bool, threads: int
) -> Codes:
    """Add up codes of the gains; move up those decided with fractions, and replace those outside."""
    codes = [*codes, *(np.uint8(CASES) * flags for flags in exactly)]
    if not outside:
        return added(codes, compiling, threads)
    longer = [*(code.astype(np.uint16) for code in codes), *(np.uint16(OUTSIDE) * flags for flags in outside)]
    table = np.full(OUTSIDE * (1 + len(outside)), OUTSIDE, dtype=np.uint8)
    table[:OUTSIDE] = np.arange(OUTSIDE)
    return looked_up(longer, table, compiling, threads)


def few(flags: Sequence[Flags]) -> list[Flags]:
    """Return flags that are set anywhere; of more than two the largest are joined."""
    left = sorted((f for f in flags if f.any()), key=lambda each: each.size)
    return left if len(left) <= 2 else [left[0], reduce(np.logical_or, left[1:])]
