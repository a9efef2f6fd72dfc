"""Sweeps of 2x2 games: every equilibrium of every point, from a table by the signs of four deviation gains."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.expressions import compile_numpy
from coopgame.expressions.compiled import Compiled
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.blocks import Slices, each, flat, mesh_shape, slices
from coopgame.sweeps.compiling import Engine, compiles
from coopgame.sweeps.finite.appraisal import appraised
from coopgame.sweeps.finite.decision import DEVIATIONS, Decision
from coopgame.sweeps.finite.payoffs import PayoffArrays
from coopgame.sweeps.finite.sign_table import FIRST, MIXED, RECORD, kinds, most_equilibria
from coopgame.sweeps.outputs import Detail, Floats, Output, Outside
from coopgame.sweeps.points.exactly import Reading

BLOCK = 1 << 14
SHAPE = (2, 2)


@dataclass(frozen=True)
class TwoByTwo:
    """The solver of 2x2 games.

    Parameters
    ----------
    game : FiniteGame
        Of two players with two strategies each, payoffs rational in the parameters.
    symbols : tuple of Symbol
        Those of payoffs and region among them, in the order in which values are given.
    reading : Reading
    detail : Detail
    outside : Outside
    engine : Engine
    threads : int

    """

    game: FiniteGame
    symbols: tuple[sp.Symbol, ...]
    reading: Reading = field(default_factory=Reading)
    detail: Detail = Detail.FULL
    outside: Outside = Outside.REFUSE
    engine: Engine = Engine.BEST
    threads: int = 1

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The variables: ``signs``, the place in the table, and what every sweep of a finite game has."""
        masked = ("inside",) if self.outside is Outside.MASK else ()
        names = (name for name in RECORD.names or () if name != "inside")
        codes = tuple(Output(name, str(RECORD[name])) for name in (*names, *masked))
        if self.detail is Detail.CODES:
            return codes
        slots = ("equilibrium", most_equilibria())
        return (
            *codes,
            Output("probability", "float64", (slots, ("action", 4))),
            Output("payoff", "float64", (slots, ("player", 2))),
            Output("regret", "float64"),
        )

    @cached_property
    def _decision(self) -> Decision:
        return Decision(self.game, self.symbols, self.reading, self.outside, self.engine, self.threads)

    @cached_property
    def _payoffs(self) -> PayoffArrays:
        return PayoffArrays(self.game, self.symbols, compiles(self.engine))

    @cached_property
    def _gains(self) -> Compiled:
        differences = [sp.cancel(self.game.tables[i][to] - self.game.tables[i][at]) for i, at, to in DEVIATIONS]
        return compile_numpy(differences, self.symbols)

    def __call__(self, *columns: Floats) -> tuple[NDArray[Any], ...]:
        """Solve at all points.

        Raises
        ------
        RegionError
            When a point lies outside the region, and such points are refused.
        GameError
            When a payoff is undefined at a point inside the region.

        """
        shape = mesh_shape(columns)
        records = self._decision(columns)
        codes = tuple(records[output.name] for output in self.outputs if output.name in (RECORD.names or ()))
        if self.detail is Detail.CODES:
            return codes
        self._payoffs.prepare()  # once, before threads ask for it
        details = tuple(np.empty((*shape, *output.sizes)) for output in self.outputs[len(codes) :])

        def job(where: Slices) -> None:
            extent = tuple(s.stop - s.start for s in where)
            found = self._details(flat(columns, where), records[where].reshape(-1))
            for target, values in zip(details, found, strict=True):
                target[where] = values.reshape(*extent, *values.shape[1:])

        each(job, list(slices(shape, BLOCK)), self.threads)
        return (*codes, *details)

    def _details(self, columns: list[Floats], records: NDArray[np.void]) -> Sequence[NDArray[Any]]:
        """Return probabilities, payoffs and regret at flat points."""
        played = np.where((records["count"] > 0)[:, None, None], kinds()[records["signs"]], np.int8(-1))
        row_columns = [self._indifferent(g, h) for g, h in self._pairs(columns, records, played)]
        probability = np.empty((len(records), most_equilibria(), 4))
        for player, mixing in enumerate(row_columns):
            kind = played[:, :, player]
            first = np.where(kind == MIXED, mixing[:, None], (kind == FIRST).astype(float))
            first[kind < 0] = np.nan
            probability[:, :, 2 * player], probability[:, :, 2 * player + 1] = first, 1 - first
        payoffs, _ = self._payoffs(columns)
        return (probability, *appraised(probability, payoffs, SHAPE, compiles(self.engine)))

    def _pairs(
        self, columns: list[Floats], records: NDArray[np.void], played: NDArray[np.int8]
    ) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
        """Return the two gains between which each player's mixture makes the other indifferent."""
        gains = [np.array(gain) for gain in self._gains(*columns)]
        for k in np.flatnonzero(records["rechecked"] & (played == MIXED).any(axis=(1, 2))):
            point = self.reading.points(self.symbols, [column[k : k + 1] for column in columns])[0]
            tables = self._payoffs.exactly(point)
            for gain, (i, at, to) in zip(gains, DEVIATIONS, strict=True):
                gain[k] = tables[i][to] - tables[i][at]
        of_row, of_column = (gains[0], gains[1]), (gains[2], gains[3])
        return of_column, of_row

    @staticmethod
    def _indifferent(at_first: Floats, at_second: Floats) -> Floats:
        """Return the probability of the first strategy at which a gain, given at both, is zero on average."""
        with np.errstate(all="ignore"):
            return np.clip(at_second / (at_second - at_first), 0.0, 1.0)
