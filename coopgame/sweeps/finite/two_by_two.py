"""Sweeps of 2x2 games: every equilibrium of every point, from a table by the signs of four deviation gains."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.expressions import compile_numpy
from coopgame.expressions.compiled import Compiled
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.blocks import written_in_blocks
from coopgame.sweeps.coded import Coded
from coopgame.sweeps.compiling import Engine, compiles
from coopgame.sweeps.finite.decision import Codes, Decision
from coopgame.sweeps.finite.payoffs import PayoffArrays
from coopgame.sweeps.finite.plans import DEVIATIONS
from coopgame.sweeps.finite.sign_table import RECORD, most_equilibria, records
from coopgame.sweeps.finite.two_by_two_details import detail, mixing
from coopgame.sweeps.outputs import Detail, Extent, Floats, Output, Outside
from coopgame.sweeps.points.exactly import Reading

BLOCK = 1 << 16
ACCURATE = 1e-10
"""What a probability may be wrong by before it is worked out with fractions."""
KINDS = {name: str(RECORD[name]) for name in RECORD.names or ()}
"""What the table says of a point, and as what type."""

BETWEEN = ((2, 3), (0, 1))
"""For each player the other's gains, at the own first strategy and at the second."""


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
    extents : mapping of Symbol to (float, float)
        Between which all values of each symbol lie, where that is known.

    """

    game: FiniteGame
    symbols: tuple[sp.Symbol, ...]
    reading: Reading = field(default_factory=Reading)
    detail: Detail = Detail.FULL
    outside: Outside = Outside.REFUSE
    engine: Engine = Engine.BEST
    threads: int = 1
    extents: Mapping[sp.Symbol, Extent] = field(default_factory=dict)

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The variables: ``signs``, the place in the table, and what every sweep of a finite game has."""
        masked = self.outside is Outside.MASK
        names = (name for name in KINDS if name != "inside" or masked)
        codes = tuple(Output(name, KINDS[name], table=records()[name]) for name in names)
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
        return Decision(self.game, self.symbols, self.reading, self.outside, self.engine, self.threads, self.extents)

    @cached_property
    def _payoffs(self) -> Compiled:
        return compile_numpy([payoff for table in self.game.tables for payoff in table], self.symbols)

    @cached_property
    def _gains(self) -> PayoffArrays:
        """The four gains, as if each were the payoff of a player who has no choice."""
        of = self.game.tables
        differences = {str(k): sp.cancel(of[i][to] - of[i][at]) for k, (i, at, to) in enumerate(DEVIATIONS)}
        gains = FiniteGame.from_function(lambda player, _: differences[player], dict.fromkeys(differences, ("only",)))
        return PayoffArrays(gains, self.symbols, compiles(self.engine))

    def __call__(self, *columns: Floats) -> tuple[NDArray[Any] | Coded, ...]:
        """Solve at all points.

        Raises
        ------
        RegionError
            When a point lies outside the region, and such points are refused.
        GameError
            When a payoff is undefined at a point inside the region.

        """
        decided = self._decision(columns)
        codes = tuple(Coded(decided, output.table) for output in self.outputs if output.table is not None)
        if self.detail is Detail.CODES:
            return codes
        self._gains.prepare()  # once, before threads ask for it
        together: list[NDArray[Any]] = [*columns, decided]
        details = written_in_blocks(self._detail, together, self.outputs[len(codes) :], BLOCK, self.threads)
        return (*codes, *details)

    def _detail(self, block: list[NDArray[Any]], targets: list[Floats]) -> None:
        """Write probabilities, payoffs and regret of flat points, which are given by columns and codes."""
        *columns, codes = block
        payoffs = np.empty((8, len(codes)))
        for target, values in zip(payoffs, self._payoffs(*columns), strict=True):
            target[:] = values
        detail(codes, self._mixtures(columns, codes), payoffs, targets, compiles(self.engine))

    def _mixtures(self, columns: list[Floats], codes: Codes) -> Floats:
        """Return with what probability each player plays the first strategy where they make the other indifferent.

        That is where the other's gain, given at the own first and second strategy, is zero on average. The signs of the
        gains are certain, and yet their values may be nothing but rounding errors; then fractions say how large.
        """
        gains, errors = self._gains(columns)
        found, doubtful = np.empty((2, len(codes))), np.empty((2, len(codes)), dtype=np.bool_)
        rechecked = records()["rechecked"][codes]
        for player, (first, second) in enumerate(BETWEEN):
            at_first, at_second = gains[:, first, 0], gains[:, second, 0]
            with np.errstate(all="ignore"):
                apart = at_second - at_first
                found[player] = np.clip(at_second / apart, 0.0, 1.0)
                sure = errors[:, first] + errors[:, second] <= ACCURATE * np.abs(apart)
            doubtful[player] = mixing()[player][codes] & (rechecked | ~sure)
        for k in np.flatnonzero(doubtful.any(axis=0)):
            exact = self._gains.exactly(self.reading.point(self.symbols, [float(column[k]) for column in columns]))
            for own in np.flatnonzero(doubtful[:, k]):
                given_first, given_second = (exact[gain][0] for gain in BETWEEN[own])
                found[own, k] = given_second / (given_second - given_first)
        return found
