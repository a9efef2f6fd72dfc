"""Closed-form outcomes of staged games at many points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import prod
from types import MappingProxyType
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.conditions import value_at
from coopgame.errors import GameError, SymbolError, require_kind
from coopgame.games.staged import StagedGame
from coopgame.solve.staged.backward import solve_staged
from coopgame.solve.staged.coalitions import Cooperation
from coopgame.solve.staged.outcome import Outcome
from coopgame.solve.staged.symmetry import Groups
from coopgame.sweeps.blocks import Slices, each, mesh_shape, part, slices
from coopgame.sweeps.compiling import Engine, compiles
from coopgame.sweeps.outputs import Floats, Output
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.logic import Truths
from coopgame.sweeps.signs.membership import Membership
from coopgame.symbols import Region

BLOCK = 1 << 15
ACCURATE = 1e-9  # as numeric outcomes are
DIGITS = 30  # of a number that has no short form, before it becomes a float
FLAGS = ("holds", "existence", "second_order", "interior", "stable", "rechecked")
TAKEN = (*FLAGS, "payoff", "player", "inside", "point")
ALONE: Cooperation = MappingProxyType({})

Bools = NDArray[np.bool_]


def staged_solver(
    game: StagedGame | Outcome,
    symbols: Sequence[sp.Symbol],
    reading: Reading,
    cooperation: Cooperation = ALONE,
    symmetric: Groups = (),
    engine: Engine = Engine.BEST,
    threads: int = 1,
) -> "StagedSolver":
    r"""Solve a staged game in closed form, once, for evaluation at many points.

    Parameters
    ----------
    game : StagedGame or Outcome
        An outcome, such as one of :func:`coopgame.staged_outcomes`, is taken as it is.
    symbols : sequence of Symbol
        In the order in which values will be given.
    reading : Reading
        Which exact numbers the values stand for.
    cooperation, symmetric
        As in :func:`coopgame.solve_staged`.
    engine : Engine
        A closed form is a few operations a point, which NumPy does either way.
    threads : int

    Raises
    ------
    SolverError
        When the game has no closed form, or Numba is asked for and not installed.
    GameError
        When something else is given; when cooperation or symmetry are given with an outcome, do not fit the game, or a
        choice is called as a variable of the sweep is.

    """
    compiles(engine)
    require_kind(game, StagedGame | Outcome)
    if isinstance(game, StagedGame):
        game = solve_staged(game, cooperation, symmetric=symmetric)
    elif cooperation or symmetric:
        raise GameError("cooperation or symmetry is given with an outcome, which is solved", expected="a StagedGame")
    return StagedSolver(game, tuple(symbols), reading, threads)


@dataclass(frozen=True)
class StagedSolver:
    r"""The map :math:`\theta \mapsto (z^*(\theta), u(z^*(\theta)))` of a subgame-perfect outcome over a mesh.

    Variables are, in this order: ``holds``, whether the outcome's condition does; ``existence``, ``second_order``,
    ``interior`` and ``stable``, its parts, each within those before it, and stability within the condition;
    ``rechecked``, whether exact arithmetic was needed; the choices, by name; and the ``payoff`` of each player. Choices
    and payoffs are nan where the condition fails, and elsewhere right to nine digits: where rounding may have cost
    more, and at a pole that floating point sees, they are computed exactly.

    Parameters
    ----------
    outcome : Outcome
    symbols : tuple of Symbol
        In the order in which values are given; all parameters of the outcome are among them.
    reading : Reading
        Which exact numbers the values stand for.
    threads : int

    Raises
    ------
    GameError
        When a choice is called as another variable is.
    SymbolError
        When the outcome depends on a parameter that is not among the symbols.

    """

    outcome: Outcome
    symbols: tuple[sp.Symbol, ...]
    reading: Reading = field(default_factory=Reading)
    threads: int = 1

    def __post_init__(self) -> None:
        for choice in self.outcome.choices:
            if choice.name in TAKEN:
                raise GameError(
                    f"the choice {choice} is called as a variable of the sweep is",
                    expected=f"another name than {', '.join(TAKEN)}",
                )
        for expression in self._expressions:
            for symbol in sorted(expression.free_symbols - set(self.symbols), key=str):
                known = ", ".join(map(str, self.symbols)) or "none"
                raise SymbolError(f"the outcome depends on {symbol}, which has no values", expected=f"among {known}")
        _ = self._memberships  # which refuse conditions on other symbols

    @cached_property
    def outputs(self) -> tuple[Output, ...]:
        """The variables, in the order in which they are returned."""
        choices = (Output(choice.name, "float64") for choice in self.outcome.choices)
        players = ("player", len(self.outcome.payoffs))
        return (*(Output(name, "bool") for name in FLAGS), *choices, Output("payoff", "float64", (players,)))

    @cached_property
    def _expressions(self) -> tuple[sp.Expr, ...]:
        """The closed forms: choices, then payoffs."""
        return (*self.outcome.choices.values(), *self.outcome.payoffs)

    @cached_property
    def _memberships(self) -> tuple[Membership, ...]:
        """Of condition, existence, second order, interior and stability."""
        of = self.outcome
        regions: tuple[Region, ...] = (of.condition, of.existence, of.second_order, of.interior, of.stability)
        return tuple(Membership(region.conditions, self.symbols, self.reading) for region in regions)

    def __call__(self, *columns: Floats) -> tuple[NDArray[Any], ...]:
        """Evaluate at all points.

        Parameters
        ----------
        *columns : float64 arrays
            One a symbol, in the order of ``symbols``, which broadcast to the mesh.

        Returns
        -------
        tuple of array
            One an output: of the mesh's shape, and then the output's own sizes.

        """
        shape = mesh_shape(columns)
        holds, existence, second_order, interior, stable, rechecked = self._flags(columns)
        choices = [np.empty(shape) for _ in self.outcome.choices]
        payoff = np.empty((*shape, len(self.outcome.payoffs)))
        targets = [*choices, *(payoff[..., i] for i in range(payoff.shape[-1]))]
        given = {
            symbol: column.reshape((1,) * (len(shape) - column.ndim) + column.shape)
            for symbol, column in zip(self.symbols, columns, strict=True)
        }

        def job(where: Slices) -> None:
            here = {s: part(column, where) for s, column in given.items()}
            box: Any = (*where, ...)  # a view, also where the mesh is one point
            self._values(here, holds[box], rechecked[box], [target[box] for target in targets])

        if prod(shape):
            each(job, list(slices(shape, BLOCK)), self.threads)
        return holds, existence, second_order, interior, stable, rechecked, *choices, payoff

    def _flags(self, columns: Sequence[Floats]) -> tuple[Bools, ...]:
        (holds, rechecked), *parts = (membership(*columns) for membership in self._memberships)
        rechecked = np.logical_or.reduce([rechecked, *(again for _, again in parts)])
        (existence, _), (second_order, _), (interior, _), (stable, _) = parts
        second_order &= existence  # what follows from the parts before was left out of each
        interior &= second_order
        stable &= holds
        return holds, existence, second_order, interior, stable, rechecked

    def _values(
        self, columns: Mapping[sp.Symbol, Floats], holds: Bools, rechecked: Bools, targets: list[Floats]
    ) -> None:
        """Write the values of the closed forms in a box."""
        if not holds.any():
            for target in targets:
                target[...] = np.nan
            return
        enclosed = Truths(columns, self.reading).enclosed
        for expression, target in zip(self._expressions, targets, strict=True):
            values, errors = enclosed(expression)
            with np.errstate(all="ignore"):
                sure = np.isfinite(values) & (errors <= ACCURATE * np.abs(values))
            target[...] = np.where(holds, values, np.nan)
            unsure = holds & ~sure
            if unsure.any():
                rechecked |= unsure
                self._exactly(expression, columns, unsure, target)

    def _exactly(self, expression: sp.Expr, columns: Mapping[sp.Symbol, Floats], where: Bools, target: Floats) -> None:
        """Overwrite the values of an expression at some points, each distinct one computed once."""
        own = sorted(expression.free_symbols, key=str)
        at = np.nonzero(where)
        rows = [np.broadcast_to(columns[s], where.shape)[at] for s in own]
        found: dict[tuple[float, ...], float] = {}
        values = []
        for row in zip(*(column.tolist() for column in rows), strict=True) if own else [()] * int(where.sum()):
            if row not in found:
                found[row] = exact_float(
                    expression, {s: sp.Rational(self.reading(s, value)) for s, value in zip(own, row, strict=True)}
                )
            values.append(found[row])
        target[at] = values


def exact_float(expression: sp.Expr, point: Mapping[sp.Symbol, sp.Rational]) -> float:
    """Return the float nearest to the value of an expression at a point; nan where it has none."""
    number = value_at(expression, point)
    if number is None:
        return np.nan
    if not number.is_Rational:
        return float(number.evalf(DIGITS))
    try:
        return float(Fraction(int(number.p), int(number.q)))
    except OverflowError:
        return np.inf if number > 0 else -np.inf
