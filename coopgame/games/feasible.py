"""What players may agree on: how a total is divided, or a point under a curve."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.errors import GameError
from coopgame.games.settled import settled


@dataclass(frozen=True)
class Line:
    r"""What can be transferred: :math:`\{u : \sum_i u_i \le V,\ u_i \le b_i\}`.

    Parameters
    ----------
    total : Expr
        :math:`V`.
    bounds : tuple of Expr or None
        :math:`b_i`, the most that a player can use, one a player; None where nothing bounds it.

    """

    total: sp.Expr
    bounds: tuple[sp.Expr | None, ...]

    @property
    def symbols(self) -> set[sp.Symbol]:
        """The parameters of the total and the bounds."""
        return {s for value in (self.total, *self.bounds) if value is not None for s in value.free_symbols}

    def at(self, values: Mapping[sp.Symbol, Any]) -> "Line":
        """Set parameters."""
        bounds = (None if b is None else settled(b, values, "a bound") for b in self.bounds)
        return Line(settled(self.total, values, "the total"), tuple(bounds))


@dataclass(frozen=True)
class Frontier:
    r"""A curve of two utilities, :math:`\{u : u_1 \le t,\ u_2 \le f(t),\ t \in [l, h]\}`.

    Parameters
    ----------
    utility : Symbol
        :math:`t`: the utility of the first player, as :math:`f` is written in it.
    other : Expr
        :math:`f(t)`, the most that is left for the second.
    low, high : Expr
        :math:`l` and :math:`h`.

    """

    utility: sp.Symbol
    other: sp.Expr
    low: sp.Expr
    high: sp.Expr

    def __post_init__(self) -> None:
        """Check that the utility is a symbol, and one of the curve's own."""
        if not isinstance(self.utility, sp.Symbol):
            raise GameError(f"{self.utility!r} is no symbol for the first utility", expected="one from parameters")
        if self.utility in (self.low.free_symbols | self.high.free_symbols):
            raise GameError(f"the frontier's variable {self.utility} stands in its ends", expected="other symbols")

    @property
    def symbols(self) -> set[sp.Symbol]:
        """The parameters of the curve and its ends, without its own variable."""
        found: set[sp.Symbol] = self.other.free_symbols | self.low.free_symbols | self.high.free_symbols
        return found - {self.utility}

    def value(self, utility: sp.Expr) -> sp.Expr:
        r"""Return :math:`f(u_1)`."""
        return self.other.xreplace({self.utility: utility})

    def at(self, values: Mapping[sp.Symbol, Any]) -> "Frontier":
        """Set parameters."""
        set_ = (settled(value, values, "the frontier") for value in (self.other, self.low, self.high))
        return Frontier(self.utility, *set_)
