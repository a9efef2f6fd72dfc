"""The payoffs of a game at many points: in floating point with a bound on their errors, and exactly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache, reduce
from typing import Any

import numpy as np
import sympy as sp

from coopgame.errors import GameError
from coopgame.expressions import compile_numpy
from coopgame.expressions.compiled import Compiled
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.compiling import compiled
from coopgame.sweeps.outputs import Floats
from coopgame.sweeps.signs.code import at_position
from coopgame.sweeps.signs.rounding import Terms, terms_of

Tables = list[list[Fraction]]

LAST = 2.0**-52  # more than one rounding of a result


@dataclass(frozen=True)
class PayoffArrays:
    r"""The payoffs :math:`u_i(s; \theta)` of a game at many :math:`\theta`.

    Parameters
    ----------
    game : FiniteGame
        Payoffs rational in the parameters.
    symbols : tuple of Symbol
        In the order in which values are given; among them those of the payoffs.
    compiling : bool
        Whether to compile one loop over the points.

    """

    game: FiniteGame
    symbols: tuple[sp.Symbol, ...]
    compiling: bool = False

    @cached_property
    def _quotients(self) -> tuple[tuple[sp.Expr, sp.Expr], ...]:
        return tuple(
            tuple(map(sp.expand, sp.fraction(sp.together(payoff)))) for table in self.game.tables for payoff in table
        )

    @cached_property
    def _compiled(self) -> Compiled:
        parts: list[sp.Expr] = []
        for over, under in self._quotients:
            parts += [over, terms_of(over).bound]
            parts += [under, terms_of(under).bound] if under.free_symbols else [under, sp.Integer(0)]
        return compile_numpy(parts, self.symbols)

    @cached_property
    def _compiled_loop(self) -> Callable[..., None]:
        return _loop(self._quotients, len(self.game.players), self.symbols)

    def prepare(self) -> "PayoffArrays":
        """Generate the code, before several threads ask for it at once."""
        _ = self._compiled_loop if self.compiling else self._compiled
        return self

    @cached_property
    def _terms(self) -> tuple[tuple[Terms, Terms], ...]:
        return tuple((terms_of(over), terms_of(under)) for over, under in self._quotients)

    def __call__(self, columns: Sequence[Floats]) -> tuple[Floats, Floats]:
        r"""Evaluate at ``n`` points.

        Parameters
        ----------
        columns : sequence of arrays
            Flat, of length ``n``.

        Returns
        -------
        payoffs : array of shape (n, players, profiles)
        errors : array of shape (n, players)
            No payoff of that player is wrong by more. Infinite where a payoff is near a pole.

        """
        n, players, profiles = len(columns[0]) if columns else 1, len(self.game.players), len(self.game.tables[0])
        if self.compiling and columns:
            payoffs, errors = np.empty((n, players * profiles)), np.empty((n, players))
            self._compiled_loop(tuple(map(np.ascontiguousarray, columns)), payoffs, errors)
            return payoffs.reshape(n, players, profiles), errors
        values = self._compiled(*columns)
        table, errors = np.empty((players, profiles, n)), np.zeros((players, n))
        with np.errstate(all="ignore"):
            for k, (_, denominator) in enumerate(self._quotients):
                i, s = divmod(k, profiles)
                over, wrong, under, off = values[4 * k : 4 * k + 4]
                if denominator == 1:
                    table[i, s] = over
                else:
                    quotient = np.divide(over, under, out=table[i, s])
                    size, room = np.abs(quotient), np.abs(under) - off
                    wrong = np.where((room > 0) & (room < np.inf), (wrong + size * off) / room + size * LAST, np.inf)
                np.maximum(errors[i], wrong, out=errors[i])
            bad = ~np.isfinite(table)
            if bad.any():
                errors[bad.any(axis=1)] = np.inf
                table[bad] = 0.0
        return np.ascontiguousarray(np.moveaxis(table, -1, 0)), np.ascontiguousarray(errors.T)

    def exactly(self, point: Mapping[sp.Symbol, Fraction]) -> Tables:
        """Return the tables of payoffs at a point.

        Raises
        ------
        GameError
            When a payoff is undefined there.

        """
        values = []
        for (over, under), payoff in zip(self._terms, (u for table in self.game.tables for u in table), strict=True):
            below = under.value(point)
            if not below:
                where = ", ".join(f"{s}={point[s]}" for s in sorted(payoff.free_symbols, key=str))
                raise GameError(f"the payoff {payoff} is undefined at {where}", expected="a point at which it is")
            values.append(over.value(point) / below)
        count = len(self.game.tables[0])
        return [values[k : k + count] for k in range(0, len(values), count)]


@lru_cache(maxsize=64)
def _loop(
    quotients: tuple[tuple[sp.Expr, sp.Expr], ...], players: int, symbols: tuple[sp.Symbol, ...]
) -> Callable[..., None]:
    """Compile payoffs and errors to ``loop(columns, payoffs, errors)``, which writes a row a point."""
    quotient, spread, larger = map(sp.Function, ("quotient", "spread", "larger"))
    payoffs, errors = [], []
    for over, under in quotients:
        wrong = terms_of(over).bound
        payoffs.append(over if under == 1 else quotient(over, under))
        off = terms_of(under).bound if under.free_symbols else sp.Integer(0)
        errors.append(wrong if under == 1 else spread(over, wrong, under, off))
    profiles = len(quotients) // players
    worst = [reduce(larger, errors[i * profiles : (i + 1) * profiles]) for i in range(players)]
    functions = {
        "quotient": compiled(lambda over, under: over / under),
        "spread": compiled(_spread),
        "larger": compiled(lambda a, b: a if a > b or a != a else b),  # noqa: PLR0124 - nan stays nan
    }
    values = compiled(at_position([*payoffs, *worst], symbols, functions))
    count = len(payoffs)

    def loop(columns: Any, table: Any, wrong: Any) -> None:
        for i in range(table.shape[0]):
            row = values(columns, i)
            for k in range(players):
                wrong[i, k] = row[count + k]
            for k in range(count):
                value = row[k]
                if not np.isfinite(value):
                    value = 0.0
                    wrong[i, k // profiles] = np.inf
                table[i, k] = value

    return compiled(loop)


def _spread(over: float, wrong: float, under: float, off: float) -> float:
    """What a quotient is wrong by, where numerator and denominator are by that much."""
    room = abs(under) - off
    if not 0 < room < np.inf:
        return np.inf
    size = abs(over / under)
    return (wrong + size * off) / room + size * LAST
