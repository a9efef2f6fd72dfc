"""All equilibria of three players with two strategies each, at many points."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.errors import SolverError
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.blocks import threads_for, written_in_blocks
from coopgame.sweeps.compiling import Engine, compiled, compiles
from coopgame.sweeps.finite.appraisal import appraised
from coopgame.sweeps.finite.listing import Listing, finite_outputs, recheck
from coopgame.sweeps.finite.payoffs import PayoffArrays
from coopgame.sweeps.finite.trilateral_arrays import expected
from coopgame.sweeps.finite.trilateral_kernel import Decided, Flags, decided, one_slice, steps
from coopgame.sweeps.finite.trilateral_strata import MIXED, PLACES, REST, VERTICES, Function
from coopgame.sweeps.outputs import Detail, Floats, Output
from coopgame.sweeps.points.exactly import Reading

SHAPE = (2, 2, 2)
DEFAULT_MOST = 9
"""Equilibria a 2x2x2 game has at most, unless it has infinitely many (McKelvey and McLennan 1997)."""
POINTS = 8000
"""Points in a block; no power of two, at which arrays one after the other would share lines of the cache."""
CODES = len(finite_outputs(SHAPE, Detail.CODES, 1))
"""How many variables come before the equilibria themselves: those of ``Detail.CODES``."""
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
        self._payoffs.prepare()  # these are made here, once, before threads ask for them
        steps(compiles(self.engine))
        teller(compiles(self.engine))
        return written_in_blocks(self._write, columns, self.outputs, POINTS, threads_for(self.threads))

    def _write(self, columns: list[Floats], targets: Sequence[NDArray[Any]]) -> None:
        payoffs, errors = self._payoffs(columns)
        known = decided(payoffs, errors, compiles(self.engine))
        listing, told = counted(known, targets, self.most), targets[CODES:]
        if told:
            teller(compiles(self.engine))(known.found, known.place, payoffs, *told)
        doubtful = np.flatnonzero(~known.sure)
        if not len(doubtful):
            return
        recheck(listing, ~known.sure, self._payoffs, self.reading, columns, payoffs)
        if told:
            # Next to exact arithmetic this takes no time, so that it is not compiled.
            told[1][doubtful], told[2][doubtful] = appraised(
                listing.probability[doubtful], payoffs[doubtful], SHAPE, compiling=False
            )


def counted(known: Decided, targets: Sequence[NDArray[Any]], most: int) -> Listing:
    """Write the codes of what was found, and return all that is listed; the places are yet to be written."""
    pure, strict, count, continuum, complete, rechecked = targets[:CODES]
    pure[:] = 0
    for vertex, found in enumerate(known.found[:VERTICES]):
        pure |= found.view(np.uint8) << vertex
    strict[:] = pure
    count[:] = known.found.view(np.int8).sum(axis=0, dtype=np.int8)
    complete[:] = count <= most
    continuum[:], rechecked[:] = False, False
    probability = targets[CODES] if targets[CODES:] else np.empty((len(pure), most, sum(SHAPE)))
    return Listing(probability, pure, strict, count, continuum, complete, rechecked)


@lru_cache
def teller(compile_it: bool) -> Function:
    """Make what lists the equilibria that were found, and what they pay, at each point or at all of them at once."""
    if compile_it:
        return compiled(telling(compiled(expected), range, bool, compiled(_the_point)))
    return telling(expected, one_slice, np.any, _those)


def telling(pays: Function, every: Function, some: Function, those: Function) -> Function:
    """Make what writes the probabilities, payoffs and regret of equilibria at vertices, on faces and inside.

    It is made of the formula `expected`, compiled or not, of ``every`` as in
    `coopgame.sweeps.finite.trilateral_strata`, of ``some``, which says whether a condition holds at any of these
    points, and ``those``, which says at which.
    """

    def tell(found: Any, place: Any, payoffs: Any, probability: Any, earned: Any, regret: Any) -> None:
        listed = np.zeros(len(payoffs), np.int64)
        for m in every(len(payoffs)):
            probability[m] = np.nan
            earned[m] = np.nan
            regret[m] = 0.0
            for vertex in range(VERTICES):
                shown = found[vertex, m] & (listed[m] < probability.shape[1])
                if not some(shown):
                    continue
                at = those(shown, m)
                slot = listed[at]
                for i in range(3):
                    probability[at, slot, 2 * i] = CORNERS[vertex, i]
                    probability[at, slot, 2 * i + 1] = 1.0 - CORNERS[vertex, i]
                    earned[at, slot, i] = payoffs[at, i, vertex]
                listed[at] = slot + 1
            for k in range(MIXED):
                shown = found[VERTICES + k, m] & (listed[m] < probability.shape[1])
                if not some(shown):
                    continue
                at = those(shown, m)
                slot = listed[at]
                for i in range(3):
                    own, u, v = PLACES[i], PLACES[REST[i, 0]], PLACES[REST[i, 1]]
                    p, x, y = place[k, i, at], place[k, REST[i, 0], at], place[k, REST[i, 1], at]
                    first = pays((payoffs[at, i, 0], payoffs[at, i, v], payoffs[at, i, u], payoffs[at, i, u + v]), x, y)
                    w, z = own + u, own + v
                    second = pays(
                        (payoffs[at, i, own], payoffs[at, i, z], payoffs[at, i, w], payoffs[at, i, z + u]), x, y
                    )
                    paid = p * first + (1.0 - p) * second
                    probability[at, slot, 2 * i] = p
                    probability[at, slot, 2 * i + 1] = 1.0 - p
                    earned[at, slot, i] = paid
                    regret[at] = np.maximum(regret[at], np.maximum(first, second) - paid)
                listed[at] = slot + 1

    return tell


def _those(condition: Flags, _: slice) -> NDArray[np.intp]:
    return np.flatnonzero(condition)


def _the_point(_: bool, m: int) -> int:
    return m
