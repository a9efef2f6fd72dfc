r"""How the rest of a game answers what was chosen before, in floating point, with its slopes.

From stage :math:`t` on, the choices :math:`z` solve first-order conditions that hold the slopes of all later answers,
and those slopes solve the later conditions differentiated. Side by side these are as many equations as unknowns,

.. math::
    G_j = \frac{\partial U_C}{\partial z_j} + \sum_k \frac{\partial U_C}{\partial y_k} y'_{kj} = 0, \qquad
    \sum_k \frac{\partial E_i}{\partial y_k} y'_{kj} + \frac{\partial E_i}{\partial z_j} = 0,

with :math:`E_i(z, y) = 0` the equations of the stages after :math:`t` in their unknowns :math:`y`. No closed form of
any answer is used. A choice held at a bound has :math:`z_j = b_j` for its condition.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.expressions import Compiled, compile_numpy
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.coalitions import Coalition

Floats = NDArray[np.float64]
FLAT = 1e-11  # of the size of a Hessian's entries: curvature below that is rounding


@dataclass(frozen=True)
class Lever:
    """What a coalition sets as one number: a choice, or equal choices of members who act alike.

    Attributes
    ----------
    symbol : Symbol
        Its first choice, which stands for all of them.
    tied : tuple of Symbol
        All of them.
    coalition : Coalition

    """

    symbol: sp.Symbol
    tied: tuple[sp.Symbol, ...]
    coalition: Coalition


@dataclass(frozen=True)
class Linearised:
    """The equations of a subgame at many points: values, and derivatives by unknowns and by earlier choices.

    Attributes
    ----------
    unknowns : array (points, unknowns)
    rows : array (points, unknowns)
    slopes : array (points, levers)
        :math:`G`, also of levers held at a bound.
    by_unknown, by_history : array (points, unknowns, unknowns or earlier choices)

    """

    unknowns: Floats
    rows: Floats
    slopes: Floats
    by_unknown: Floats
    by_history: Floats


@dataclass(frozen=True)
class Subgame:
    """The game from a stage on, for given earlier choices.

    Attributes
    ----------
    game : StagedGame
    stage : Stage
    levers : tuple of Lever
        Of all its stages, its own first.
    first : int
        How many of them are its first stage's.
    unknowns : tuple of Symbol
        The first stage's levers, the later subgame's unknowns, and the slopes of those by each of these levers.
    rows, slopes : tuple of Expr
        An equation for each unknown; :math:`G` for each lever.
    bounds : mapping of (int, int) to Expr
        Of each lever, by its position and the side, 1 for the lower one and -1 for the upper one.
    later : Subgame or None

    """

    game: StagedGame
    stage: Stage
    levers: tuple[Lever, ...]
    first: int
    unknowns: tuple[sp.Symbol, ...]
    rows: tuple[sp.Expr, ...]
    slopes: tuple[sp.Expr, ...]
    bounds: Mapping[tuple[int, int], sp.Expr]
    later: "Subgame | None"

    @cached_property
    def history(self) -> tuple[sp.Symbol, ...]:
        """Everything chosen before."""
        own = {z for lever in self.levers for z in lever.tied}
        return tuple(z for z in self.game.choices if z not in own)

    @cached_property
    def places(self) -> NDArray[np.intp]:
        """Where the levers are among the unknowns."""
        return np.array([self.unknowns.index(lever.symbol) for lever in self.levers])

    @cached_property
    def spread(self) -> NDArray[np.intp]:
        """For each choice from here on, in the game's order, its lever."""
        of = {z: k for k, lever in enumerate(self.levers) for z in lever.tied}
        return np.array([of[z] for z in self.game.choices if z in of])

    @cached_property
    def derivatives(self) -> dict[tuple[int, sp.Symbol], sp.Expr]:
        """Those of the rows that are not zero everywhere."""
        return {(i, s): d for i, row in enumerate(self.rows) for s in row.free_symbols if (d := sp.diff(row, s)) != 0}

    @cached_property
    def compiled(self) -> Compiled:
        """In this order: rows, slopes, derivatives by unknowns and history."""
        entries = [d for (_, s), d in self.derivatives.items() if s in self._columns]
        switches = (held(self.levers[k].symbol, side) for k, side in self.bounds)
        return compile_numpy((*self.rows, *self.slopes, *entries), (*self.history, *self.unknowns, *switches))

    @cached_property
    def _limits(self) -> Compiled:
        return compile_numpy(self.bounds.values(), (*self.history, *(lever.symbol for lever in self.levers)))

    @cached_property
    def _columns(self) -> dict[sp.Symbol, int]:
        return {s: k for k, s in enumerate((*self.unknowns, *self.history))}

    def followed(self, history: Floats, z: Floats) -> Floats:
        """What the next stage knows: every choice so far."""
        return np.concatenate([history, z[:, self.spread[: len(self.stage.symbols)]]], axis=1)

    def completed(self, history: Floats, z: Floats, at: Floats) -> Floats:
        """The unknowns, slopes included, for values of the levers; ``at`` is -1 or 1 where one is held at a bound."""
        if self.later is None:
            return z
        past = self.followed(history, z)
        then = self.later.at(past, z[:, self.first :], at[:, self.first :])
        by_choice = then.by_history[:, :, len(self.history) :]
        by_lever = np.stack(
            [by_choice[:, :, self.spread[: by_choice.shape[2]] == k].sum(axis=2) for k in range(self.first)], axis=2
        )
        answer = -solved(then.by_unknown, by_lever)
        slopes = answer.transpose(0, 2, 1).reshape(len(z), -1)
        return np.concatenate([z[:, : self.first], then.unknowns, slopes], axis=1)

    def at(self, history: Floats, z: Floats, at: Floats) -> Linearised:
        """Evaluate everything at values of the levers."""
        unknowns = self.completed(history, z, at)
        switches = [(at[:, k] == -side).astype(np.float64) for k, side in self.bounds]
        values = iter(self.compiled(*history.T, *unknowns.T, *switches))
        count, size = len(z), len(self.unknowns)
        rows = np.stack([next(values) for _ in self.rows], axis=1)
        slopes = np.stack([next(values) for _ in self.slopes], axis=1)
        matrix = np.zeros((count, size, len(self._columns)))
        for i, s in self.derivatives:
            if s in self._columns:
                matrix[:, i, self._columns[s]] = next(values)
        return Linearised(unknowns, rows, slopes, matrix[:, :, :size], matrix[:, :, size:])

    def limits(self, history: Floats, z: Floats) -> tuple[Floats, Floats]:
        """The least and the largest value of each lever, infinite where there is none."""
        low, high = np.full(z.shape, -np.inf), np.full(z.shape, np.inf)
        if self.bounds:
            values = self._limits(*history.T, *z.T)
            for (k, side), value in zip(self.bounds, values, strict=True):
                (low if side > 0 else high)[:, k] = value
        return low, high

    def curved(self, history: Floats, z: Floats, at: Floats) -> tuple[tuple[str, Coalition, NDArray[np.bool_]], ...]:
        """Whether each coalition's payoff is locally convex in some direction of its own: a stage, it, and where."""
        here = self.at(history, z, at)
        inner = self.places[: self.first]
        outer = np.setdiff1d(np.arange(len(self.unknowns)), inner)
        second = here.by_unknown[:, inner[:, None], inner]
        if outer.size:
            answer = solved(here.by_unknown[:, outer[:, None], outer], here.by_unknown[:, outer[:, None], inner])
            second = second - here.by_unknown[:, inner[:, None], outer] @ answer
        found = []
        for coalition, own in groupby(range(self.first), key=lambda k: self.levers[k].coalition):
            block = np.array(list(own))
            free = at[:, block] == 0
            hessian = np.where(free[:, :, None] & free[:, None, :], second[:, block[:, None], block], 0.0)
            size = np.abs(hessian).max(axis=(1, 2))
            defined = np.isfinite(size)
            hessian[~defined] = 0.0
            largest = np.linalg.eigvalsh((hessian + hessian.transpose(0, 2, 1)) / 2)[:, -1]
            found.append((self.stage.name, coalition, ~defined | (largest > FLAT * size)))
        if self.later is None:
            return tuple(found)
        return (*found, *self.later.curved(self.followed(history, z), z[:, self.first :], at[:, self.first :]))


def held(choice: sp.Symbol, side: int) -> sp.Symbol:
    """1 where a choice is held at its bound of a side, else 0; no parameter can be called so."""
    return sp.Symbol(f"held({choice}, {side})", real=True)


def in_pieces(payoff: sp.Expr) -> sp.Expr:
    """Write maxima, minima and absolute values by cases, which have derivatives that can be compiled."""
    return payoff.rewrite(sp.Piecewise) if payoff.has(sp.Max, sp.Min, sp.Abs) else payoff


def equilibrated(matrix: Floats) -> tuple[Floats, Floats, Floats]:
    """Scale rows and columns to size 1, as equations come in different units: the matrix, and what it was divided by.

    A matrix that is not finite comes back as zeros.
    """
    by_row = _size(matrix, 2)
    with np.errstate(all="ignore"):
        scaled = matrix / by_row
        by_column = _size(scaled, 1)
        scaled = scaled / by_column
    defined = np.isfinite(scaled).all(axis=(1, 2), keepdims=True)
    return np.where(defined, scaled, 0.0), by_row, by_column


def _size(matrix: Floats, axis: int) -> Floats:
    largest = np.abs(matrix).max(axis=axis, keepdims=True)
    return np.where(largest == 0, 1.0, largest)


def solved(matrix: Floats, right: Floats) -> Floats:
    """:math:`A^{-1} R` at every point, nan where :math:`A` is singular or something is not finite."""
    scaled, by_row, by_column = equilibrated(matrix)
    unit = np.eye(matrix.shape[1])
    defined = np.asarray(scaled.any(axis=(1, 2)) & np.isfinite(right).all(axis=(1, 2)))
    with np.errstate(all="ignore"):
        right = np.where(defined[:, None, None], right / by_row, np.nan)
        scaled = np.where(defined[:, None, None], scaled, unit)
        try:
            answer = np.linalg.solve(scaled, right)
        except np.linalg.LinAlgError:  # one singular matrix refuses the whole stack
            singular = np.linalg.matrix_rank(scaled) < matrix.shape[1]
            answer = np.linalg.solve(np.where(singular[:, None, None], unit, scaled), right)
            answer[singular] = np.nan
        return np.asarray(answer / by_column.transpose(0, 2, 1))
