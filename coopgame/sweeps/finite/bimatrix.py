"""All equilibria of a two-player game at every point of a sweep, up to four strategies each."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.errors import SolverError
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.blocks import threads_for, written, written_in_blocks
from coopgame.sweeps.compiling import Engine, compiles
from coopgame.sweeps.finite.bimatrix_kernel import search, support_tables
from coopgame.sweeps.finite.listing import LARGEST, Listing, arrays, finite_outputs, recheck
from coopgame.sweeps.finite.payoffs import PayoffArrays
from coopgame.sweeps.outputs import Detail, Floats, Output
from coopgame.sweeps.points.exactly import Reading

DEFAULT_MOST = {
    **{(1, count): 1 for count in range(1, LARGEST + 1)},
    (2, 2): 3,
    (2, 3): 3,
    (2, 4): 5,
    (3, 3): 7,
    (3, 4): 9,
    (4, 4): 15,
}
r"""The most equilibria that a non-degenerate game has, by its shape, the fewer strategies first.

Each equilibrium takes a vertex of its own, other than the origin, of either player's best-response polytope, and there
is an odd number of them: in dimension 2 with :math:`n + 2` facets that makes at most :math:`n + 1`, and in dimension 3
with :math:`n + 3` at most :math:`2 n + 1` (Keiding, H. (1997), On the maximal number of Nash equilibria in an n x n
bimatrix game, Games and Economic Behavior 21). For 4 x 4 it is 15, not the 19 this bound gives (McLennan, A. and Park,
I.-U. (1999), Generic 4 x 4 two person games have at most 15 Nash equilibria, Games and Economic Behavior 26). A
degenerate game may have more extreme equilibria.
"""

POINTS = 4096
"""Points in a block: its payoffs stay in the cache."""


@dataclass(frozen=True)
class Bimatrix:
    r"""All extreme equilibria :math:`(x, y)` of :math:`(A(\theta), B(\theta))` at many :math:`\theta`.

    What floating point can't decide beyond its rounding errors is decided with Fractions. Variables:
    :func:`coopgame.sweeps.finite.listing.finite_outputs`. Why none is missed: :mod:`coopgame.sweeps.finite.supports`.

    Parameters
    ----------
    game : FiniteGame
        Of two players with at most four strategies each; payoffs rational in the parameters.
    symbols : tuple of Symbol
        In the order in which values are given.
    reading : Reading
        Which exact numbers the values stand for.
    detail : Detail
    engine : Engine
    most : int, optional
        How many equilibria can be listed at a point; as a rule `DEFAULT_MOST` of the shape.
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
    most: int | None = None
    threads: int | None = None

    def __post_init__(self) -> None:
        """Check shape, slots and engine."""
        shape = self.game.shape
        if len(shape) != 2 or max(shape) > LARGEST:
            raise SolverError(
                f"the game is {'x'.join(map(str, shape))}",
                expected=f"two players with at most {LARGEST} strategies each, {LARGEST}x{LARGEST}",
            )
        if self.most is not None and (not isinstance(self.most, int) or isinstance(self.most, bool) or self.most < 1):
            raise SolverError(f"most={self.most!r}", expected="how many equilibria to list at a point, 1 or more")
        compiles(self.engine)

    @property
    def slots(self) -> int:
        """How many equilibria can be listed at a point."""
        few, many = sorted(self.game.shape)
        return DEFAULT_MOST[few, many] if self.most is None else self.most

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The variables, in the order in which they are returned."""
        return finite_outputs(self.game.shape, self.detail, self.slots)

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
        search(compiles(self.engine))  # these are made here, once, before threads ask for them
        self._payoffs.prepare()
        return written_in_blocks(written(self._solve), columns, self.outputs, POINTS, threads_for(self.threads))

    def _solve(self, columns: list[Floats]) -> tuple[NDArray[Any], ...]:
        payoffs, errors = self._payoffs(columns)
        points, shape, full = len(payoffs), self.game.shape, self.detail is Detail.FULL
        probability = np.empty((points, self.slots, sum(shape)))
        pure, count = np.empty(points, np.uint64), np.empty(points, np.int16)
        doubtful = np.empty(points, np.bool_)
        listed = probability, pure, count, doubtful
        search(compiles(self.engine))(payoffs, errors, support_tables(*shape), full, listed)
        strict = pure.copy()
        continuum, rechecked = np.zeros((2, points), np.bool_)
        listing = Listing(probability, pure, strict, count, continuum, count <= self.slots, rechecked)
        recheck(listing, doubtful, self._payoffs, self.reading, columns, payoffs)
        return arrays(listing, payoffs, shape, self.detail, compiles(self.engine))
