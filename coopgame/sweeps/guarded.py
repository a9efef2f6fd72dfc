"""Solvers kept within the region of a game."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.sweeps.blocks import written, written_in_blocks
from coopgame.sweeps.outputs import Floats, Output, Outside, Solver
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.membership import Membership, first_outside
from coopgame.symbols import Region

BLOCK = 1 << 16


@dataclass(frozen=True)
class Guarded:
    """A solver that is asked about points of a region only.

    Parameters
    ----------
    solver : Solver
    region : Region
    reading : Reading
    outside : Outside
    threads : int

    """

    solver: Solver
    region: Region
    reading: Reading = field(default_factory=Reading)
    outside: Outside = Outside.REFUSE
    threads: int = 1

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The parameters, in the order in which values are given."""
        return self.solver.symbols

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The solver's variables; with points outside left in, which are inside."""
        masked = (Output("inside", "bool"),) if self.outside is Outside.MASK else ()
        return (*self.solver.outputs, *masked)

    @cached_property
    def _membership(self) -> Membership:
        return Membership(self.region.conditions, self.symbols, self.reading)

    def __call__(self, *columns: Floats) -> tuple[NDArray[Any], ...]:
        """Solve at the points inside.

        Raises
        ------
        RegionError
            When a point lies outside the region, and such points are refused.

        """
        if self.outside is Outside.MASK:
            return written_in_blocks(written(self._masked), columns, self.outputs, BLOCK, self.threads)
        inside, _ = self._membership(*columns) if self.region.conditions else (np.array(True), None)
        if not inside.all():
            raise first_outside(self.region, self.symbols, columns, inside, self.reading)
        return self.solver(*columns)

    def _masked(self, columns: list[Floats]) -> Sequence[NDArray[Any]]:
        inside, _ = self._membership(*columns)
        found = []
        solved = self.solver(*(column[inside] for column in columns)) if inside.any() else None
        for k, output in enumerate(self.solver.outputs):
            blank = np.nan if output.dtype == "float64" else 0
            values = np.full((inside.size, *output.sizes), blank, dtype=output.dtype)
            if solved is not None:
                values[inside] = solved[k]
            found.append(values)
        return [*found, inside]


@dataclass(frozen=True)
class Fixed:
    """A solver some of whose parameters have one value.

    Parameters
    ----------
    solver : Solver
    values : tuple of (Symbol, float)
        Of its last symbols.

    """

    solver: Solver
    values: tuple[tuple[sp.Symbol, float], ...]

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The other parameters."""
        return self.solver.symbols[: len(self.solver.symbols) - len(self.values)]

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The solver's variables."""
        return self.solver.outputs

    def __call__(self, *columns: Floats) -> tuple[NDArray[Any], ...]:
        """Solve at all points of the other parameters."""
        axes = (1,) * max((column.ndim for column in columns), default=0)
        return self.solver(*columns, *(np.full(axes, value) for _, value in self.values))
