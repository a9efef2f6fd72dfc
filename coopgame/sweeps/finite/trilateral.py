"""All equilibria of three players with two strategies each, at many points."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.errors import SolverError
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.blocks import solved_in_blocks, threads_for
from coopgame.sweeps.compiling import Engine, compiles
from coopgame.sweeps.finite.listing import Listing, arrays, finite_outputs, recheck
from coopgame.sweeps.finite.payoffs import PayoffArrays
from coopgame.sweeps.finite.trilateral_kernel import Decided, decided, normalised
from coopgame.sweeps.finite.trilateral_strata import VERTICES
from coopgame.sweeps.outputs import Detail, Floats, Output
from coopgame.sweeps.points.exactly import Reading

SHAPE = (2, 2, 2)
DEFAULT_MOST = 9
"""Equilibria a 2x2x2 game has at most, unless it has infinitely many (McKelvey and McLennan 1997)."""
POINTS = 8000
"""Points in a block; no power of two, at which arrays one after the other would share lines of the cache."""
CORNERS = np.array(list(product((1.0, 0.0), repeat=3)))
"""The probabilities of first strategies at the vertices, in the order of the profiles."""


@dataclass(frozen=True)
class Trilateral:
    r"""All :math:`p \in [0, 1]^3` that are equilibria of a 2x2x2 game, at many values of its parameters.

    Each of the 8 vertices, 12 edges, 6 faces and the interior of the cube is solved in closed form, in floating point
    with bounds on the errors. Where these leave open whether there is an equilibrium, or where it is to a billionth,
    the point is solved again in exact arithmetic.

    Parameters
    ----------
    game : FiniteGame
        Three players with two strategies each; payoffs rational in the parameters.
    symbols : tuple of Symbol
        In the order in which their values are given; among them those of the payoffs.
    reading : Reading
        Which exact numbers the values stand for.
    detail : Detail
    engine : Engine
    most : int
        How many equilibria are listed of a point.
    threads : int, optional
        As a rule, one for each core.

    Raises
    ------
    SolverError
        When the game has another shape, `most` is no positive whole number, or Numba is asked for and not installed.

    """

    game: FiniteGame
    symbols: tuple[sp.Symbol, ...]
    reading: Reading = field(default_factory=Reading)
    detail: Detail = Detail.FULL
    engine: Engine = Engine.BEST
    most: int = DEFAULT_MOST
    threads: int | None = None

    def __post_init__(self) -> None:
        """Check shape, slots and engine."""
        if self.game.shape != SHAPE:
            raise SolverError(
                f"the game is {'x'.join(map(str, self.game.shape))}", expected="three players with two strategies each"
            )
        if isinstance(self.most, bool) or not isinstance(self.most, int | np.integer) or self.most < 1:
            raise SolverError(f"most={self.most!r}", expected="how many equilibria to list at a point, 1 or more")
        compiles(self.engine)

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The variables, in the order in which they are returned."""
        return finite_outputs(SHAPE, self.detail, self.most)

    @cached_property
    def _payoffs(self) -> PayoffArrays:
        return PayoffArrays(self.game, self.symbols, compiles(self.engine))

    def __call__(self, *columns: Floats) -> tuple[NDArray[Any], ...]:
        """Solve at all points.

        Raises
        ------
        GameError
            When a payoff is undefined at one of them.

        """
        self._payoffs.prepare()  # once, before threads ask for it
        return solved_in_blocks(self._solve, columns, self.outputs, POINTS, threads_for(self.threads))

    def _solve(self, columns: list[Floats]) -> tuple[NDArray[Any], ...]:
        payoffs, errors = self._payoffs(columns)
        known = decided(*normalised(payoffs, errors), compiles(self.engine))
        listing = listed(known, self.most, self.detail is Detail.FULL)
        recheck(listing, ~known.sure, self._payoffs, self.reading, columns, payoffs)
        return arrays(listing, payoffs, SHAPE, self.detail, compiles(self.engine))


def listed(known: Decided, most: int, full: bool) -> Listing:
    """List the equilibria that were found: those at vertices, on faces, and inside; places only where asked for."""
    points = len(known.sure)
    probability = np.full((points, most, sum(SHAPE)), np.nan) if full else np.empty((points, most, sum(SHAPE)))
    pure, slot = np.zeros(points, np.uint64), np.zeros(points, np.int16)
    for k, found in enumerate(known.found):
        (at,) = np.nonzero(found)
        if full:
            (shown,) = np.nonzero(found & (slot < most))
            first = CORNERS[k] if k < VERTICES else known.place[k - VERTICES][:, shown].T
            probability[shown, slot[shown], 0::2] = first
            probability[shown, slot[shown], 1::2] = 1.0 - first
        if k < VERTICES:
            pure[at] |= np.uint64(1 << k)
        slot[at] += 1
    continuum, rechecked = np.zeros((2, points), np.bool_)
    return Listing(probability, pure, pure.copy(), slot, continuum, slot <= most, rechecked)
