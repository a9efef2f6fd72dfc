"""Sweeps of games of any shape: which profiles are equilibria, and which are strict ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.games.finite import FiniteGame
from coopgame.sweeps.blocks import first_point, written, written_in_blocks
from coopgame.sweeps.finite.listing import arrays, finite_outputs, nothing_listed
from coopgame.sweeps.finite.payoffs import PayoffArrays
from coopgame.sweeps.outputs import Detail, Floats, Output
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.cut_signs import Gains, gains_of, position
from coopgame.sweeps.signs.factor_signs import FactorSigns, product_signs

BLOCK = 1 << 14


@dataclass(frozen=True)
class PureOnly:
    """The solver that compares payoffs: complete where at most one player has a choice.

    Parameters
    ----------
    game : FiniteGame
        With at most 64 profiles, payoffs rational in the parameters.
    symbols : tuple of Symbol
    reading : Reading
    detail : Detail
    most : int
        How many equilibria are listed of each point.
    threads : int

    """

    game: FiniteGame
    symbols: tuple[sp.Symbol, ...]
    reading: Reading = field(default_factory=Reading)
    detail: Detail = Detail.FULL
    most: int = 1
    threads: int = 1

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The variables of every sweep of a finite game."""
        return finite_outputs(self.game.shape, self.detail, self.most)

    @cached_property
    def _deviations(self) -> tuple[tuple[int, int, int], ...]:
        """Every unordered pair of profiles in which one player differs, by player; the earlier profile first."""
        return tuple(
            (i, position(profile, self.game.shape), position((*profile[:i], other, *profile[i + 1 :]), self.game.shape))
            for profile in product(*map(range, self.game.shape))
            for i, count in enumerate(self.game.shape)
            for other in range(profile[i] + 1, count)
        )

    @cached_property
    def _gains(self) -> Gains:
        return gains_of(self.game, self._deviations)

    @cached_property
    def _signs(self) -> FactorSigns:
        return FactorSigns(self._gains.factors, self.symbols, self.reading)

    @cached_property
    def _payoffs(self) -> PayoffArrays:
        return PayoffArrays(self.game, self.symbols)

    def __call__(self, *columns: Floats) -> tuple[NDArray[Any], ...]:
        """Solve at all points.

        Raises
        ------
        GameError
            When a payoff is undefined at a point.

        """
        return written_in_blocks(written(self._solved), columns, self.outputs, BLOCK, self.threads)

    def _solved(self, columns: list[Floats]) -> Sequence[NDArray[Any]]:
        points = len(columns[0]) if columns else 1
        listing = nothing_listed(points, self.most, sum(self.game.shape))
        signs = dict(zip(self._gains.factors, self._signs(columns), strict=True))
        for pole in self._gains.poles:
            zero = signs[pole].values == 0
            if zero.any():
                self._payoffs.exactly(self.reading.point(self.symbols, first_point(zero, columns)))
        for found in signs.values():
            np.logical_or(listing.rechecked, found.rechecked, out=listing.rechecked)
        best = [np.ones(points, dtype=np.bool_) for _ in range(prod(self.game.shape))]
        alone = [flags.copy() for flags in best]
        for (_, here, there), gain in zip(self._deviations, self._gains.products, strict=True):
            sign = product_signs(gain, signs, 1)
            best[here] &= sign <= 0
            best[there] &= sign >= 0
            alone[here] &= sign < 0
            alone[there] &= sign > 0
        for k, (kept, strict) in enumerate(zip(best, alone, strict=True)):
            listing.pure[kept] |= np.uint64(1 << k)
            listing.strict[strict] |= np.uint64(1 << k)
            slots = listing.count[kept]
            room = slots < self.most
            listing.probability[np.flatnonzero(kept)[room], slots[room]] = list(self._sure(k))
            listing.count[kept] += 1
        mixing = sum(count > 1 for count in self.game.shape) > 1
        listing.complete[:] = False if mixing else listing.count <= self.most
        listing.continuum[:] = False if mixing else listing.count > 1
        payoffs = self._payoffs(columns)[0] if self.detail is Detail.FULL else np.empty(0)
        return arrays(listing, payoffs, self.game.shape, self.detail)

    def _sure(self, profile: int) -> Iterator[float]:
        chosen = np.unravel_index(profile, self.game.shape)
        for strategy, count in zip(chosen, self.game.shape, strict=True):
            yield from (float(s == strategy) for s in range(count))
