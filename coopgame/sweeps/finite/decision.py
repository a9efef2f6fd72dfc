"""2x2 games at many points: the signs of four deviation gains, and what the table says of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, reduce
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.errors import ExpressionError
from coopgame.games.finite import FiniteGame
from coopgame.polynomials import relation_form
from coopgame.sweeps.blocks import Slices, each, first_point, mesh_shape, part, slices
from coopgame.sweeps.compiling import Engine, compiles
from coopgame.sweeps.finite.payoffs import PayoffArrays
from coopgame.sweeps.finite.sign_table import RECORD, records
from coopgame.sweeps.outputs import Floats, Outside
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.combining import looked_up
from coopgame.sweeps.signs.cut_signs import Gains, Product, gains_of
from coopgame.sweeps.signs.factor_signs import FactorSigns, Signs, product_signs
from coopgame.sweeps.signs.fused import Plan, Requirement, fused, is_comparison, place_of
from coopgame.sweeps.signs.membership import Membership, first_outside

BLOCK = 1 << 16
# Player, profile, and the profile deviated to: to the first strategy from the second.
DEVIATIONS = ((0, 2, 0), (0, 3, 1), (1, 1, 0), (1, 3, 2))

Records = NDArray[np.void]


@dataclass(frozen=True)
class Decision:
    """What is said of each point of a 2x2 game: one record a point, all zero where it lies outside the region.

    Parameters
    ----------
    game : FiniteGame
    symbols : tuple of Symbol
        Those of payoffs and region among them, in the order in which values are given.
    reading : Reading
    outside : Outside
    engine : Engine
    threads : int

    """

    game: FiniteGame
    symbols: tuple[sp.Symbol, ...]
    reading: Reading = field(default_factory=Reading)
    outside: Outside = Outside.REFUSE
    engine: Engine = Engine.BEST
    threads: int = 1

    @cached_property
    def gains(self) -> Gains:
        """The four gains: the row player's by column, the column player's by row."""
        return gains_of(self.game, DEVIATIONS)

    @cached_property
    def _signs(self) -> FactorSigns:
        return FactorSigns(self.gains.factors, self.symbols, self.reading, compiles(self.engine), self.threads)

    def __call__(self, columns: Sequence[Floats]) -> Records:
        """Decide every point of a mesh.

        Raises
        ------
        RegionError
            When a point lies outside the region, and such points are refused.
        GameError
            When a payoff is undefined at a point inside the region.

        """
        shape = mesh_shape(columns)
        scattered = len(shape) == 1 and all(column.shape == shape for column in columns)
        if scattered and shape[0] and compiles(self.engine):
            return self._scattered(columns)
        return self._meshed(columns)

    def _scattered(self, columns: Sequence[Floats]) -> Records:
        plan, table = planned(self.game, self.symbols, frozenset(self.reading.given))
        kernel, entries = fused(plan), table.view(np.uint64)
        unclear = int(np.array([(0, 0, 0, 0, False, False, True, False)], dtype=RECORD).view(np.uint64)[0])
        found = np.empty(columns[0].shape, dtype=RECORD)
        whole = len(plan.requirements) == len(self.game.region.conditions)

        def job(where: Slices) -> None:
            own = tuple(np.ascontiguousarray(part(column, where)) for column in columns)
            box = found[where]
            if kernel(own, entries, box.view(np.uint64)) & unclear or not whole:
                there = np.flatnonzero(box["rechecked"]) if whole else np.arange(len(box))
                box[there] = self._meshed([column[there] for column in own])

        each(job, list(slices(found.shape, BLOCK)), self.threads)
        return found

    def _meshed(self, columns: Sequence[Floats]) -> Records:
        """Decide each polynomial on the axes it depends on, what is unclear with fractions; then join them all."""
        shape = mesh_shape(columns)
        signs = dict(zip(self.gains.factors, self._signs(columns), strict=True))
        within = list(self._within(columns))
        inside = [held for held, _ in within if not held.all()]
        self._check_defined(columns, signs, inside)
        codes = [np.full((1,) * len(shape), 0, dtype=np.uint16)]
        for k, gain in enumerate(self.gains.products):
            codes.append(np.uint16(3**k) * (product_signs(gain, signs, len(shape)) + 1).astype(np.uint16))
        table = records()
        for flags in few([*(s.rechecked for s in signs.values()), *(asked for _, asked in within)]):
            codes.append(np.uint16(len(table)) * flags)
            table = np.concatenate([table] * 2)
            table["rechecked"][len(table) // 2 :] = True
        for held in few([~held for held in inside]):
            codes.append(np.uint16(len(table)) * held)
            table = np.concatenate([table, np.zeros(len(table), dtype=RECORD)])
        found = looked_up(codes, table.view(np.uint64), compiles(self.engine), self.threads)
        return np.broadcast_to(found.view(RECORD), shape)

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


@lru_cache(maxsize=64)
def planned(game: FiniteGame, symbols: tuple[sp.Symbol, ...], given: frozenset[sp.Symbol]) -> tuple[Plan, Records]:
    """Return what one compiled loop computes, and its table, in which what is unclear is marked as rechecked.

    Parameters
    ----------
    game : FiniteGame
    symbols : tuple of Symbol
        In the order of the columns.
    given : frozenset of Symbol
        Those some of whose floats stand for other numbers than their decimals.

    """
    gains = gains_of(game, DEVIATIONS)
    cuts = tuple(dict.fromkeys(Product(1, p.odd, p.even) for p in gains.products if p.factors))
    requirements = fusable(game.region.conditions)
    factors = (*gains.factors, *(r.factor for r in requirements))
    certain = frozenset(f for f in factors if is_comparison(f, given))
    plan = Plan(symbols, cuts, requirements, gains.poles, certain)
    table = np.zeros(2 * plan.places, dtype=RECORD)
    table["rechecked"] = True
    for turned in product((-1, 0, 1), repeat=len(cuts)):
        if any(sign == 0 and not certain.issuperset(cut.factors) for sign, cut in zip(turned, cuts, strict=True)):
            continue
        of = dict(zip(cuts, turned, strict=True))
        signs = [p.sign * of[Product(1, p.odd, p.even)] if p.factors else p.sign for p in gains.products]
        table[place_of(turned)] = records()[place_of(signs)]
    return plan, table


def fusable(conditions: Sequence[Any]) -> tuple[Requirement, ...]:
    """Return those of the conditions that say that a polynomial is positive or negative, or not."""
    found = []
    for condition in conditions:
        try:
            form = relation_form(condition) if condition.is_Relational else None
        except ExpressionError:
            form = None
        if form is None or form.poles or form.even or len(form.odd) != 1 or condition.rel_op in ("==", "!="):
            continue
        turn = form.sign if condition.rel_op in (">", ">=") else -form.sign
        found.append(Requirement(turn, form.odd[0], condition.rel_op in (">", "<")))
    return tuple(found)


def few(flags: Sequence[NDArray[np.bool_]]) -> list[NDArray[np.bool_]]:
    """Return flags that are set anywhere; of more than three the largest are joined, so that tables stay small."""
    left = sorted((f for f in flags if f.any()), key=lambda each: each.size)
    return left if len(left) <= 3 else [*left[:2], reduce(np.logical_or, left[2:])]
