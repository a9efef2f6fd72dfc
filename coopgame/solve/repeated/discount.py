"""What a question about patience is answered with: the least discount factor, whom it binds, and where."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from coopgame.errors import SymbolError
from coopgame.exact import is_plain
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.polynomials import relation, sign_form
from coopgame.symbols import Region, parameters

DELTA = parameters("delta")

Coefficients = tuple[sp.Expr, ...]
"""A polynomial in the discount factor by its coefficients, the constant first."""


@dataclass(frozen=True)
class CriticalDiscount:
    r"""The least discount factor :math:`\delta^* = \max_i \delta_i^*` at which a threat sustains a profile.

    Where the condition holds, nobody gains by a deviation exactly if :math:`\delta^* \le \delta < 1`.

    Attributes
    ----------
    game : FiniteGame
    cooperate, punish : PerPlayer of str
        The profile to sustain, and the one played after a deviation.
    thresholds : PerPlayer of Expr or None
        :math:`\delta_i^*`; zero for whom no deviation ever pays, and None where it has no closed form.
    threshold : Expr or None
        :math:`\delta^*`.
    binding : tuple of str
        The players whose threshold is proven to be positive and the largest all over the condition; empty where that
        depends.
    condition : Region
        Where the threat is credible and hurts, within the game's region. The threshold is below one there.
    witness : dict or None
        An exact point of the region at which the condition holds.
    source : str
    incentives : tuple of tuple of Expr
        Polynomials :math:`c_0 + c_1 \delta + \dots` in the discount factor, by their coefficients, that all are
        non-negative exactly if nobody gains by a deviation.
    notes : tuple of str
        What the answer does not say.

    """

    game: FiniteGame
    cooperate: PerPlayer[str]
    punish: PerPlayer[str]
    thresholds: PerPlayer[Any]
    threshold: Any
    binding: tuple[str, ...]
    condition: Region
    witness: Any
    source: str
    incentives: tuple[Coefficients, ...] = ()
    notes: tuple[str, ...] = ()

    def sustained(self, discount: sp.Symbol = DELTA) -> Region:
        """Return the condition on the discount factor, between 0 and 1, and on the parameters, within the condition.

        Parameters
        ----------
        discount : Symbol
            What to call the discount factor.

        Raises
        ------
        SymbolError
            When it is no plain parameter, or already a parameter of the game or of the condition.

        """
        check_discount(discount, self._taken())
        return self._sustained(discount)

    def _taken(self) -> set[sp.Symbol]:
        inside = {s for coefficients in self.incentives for c in coefficients for s in c.free_symbols}
        return {*inside, *self.game.symbols, *self.game.region.symbols, *self.condition.symbols}

    def _sustained(self, discount: sp.Symbol) -> Region:
        return Region(*(_not_negative(coefficients, discount) for coefficients in self.incentives))

    def _implicit(self) -> Region:
        """Return what the threshold solves, where it has no closed form."""
        return self._sustained(DELTA if DELTA not in self._taken() else sp.Symbol("discount factor", real=True))

    def __str__(self) -> str:
        """Write the threshold, where it holds, and who it binds."""
        enough = f"the discount factor is at least {self.threshold}" if self.threshold is not None else self._implicit()
        line = f"({', '.join(self.cooperate)}) is sustained if {enough}"
        if self.condition.conditions:
            line += f"  if  {self.condition}"
        return line + (f"; it binds {' and '.join(self.binding)}" if self.binding else "")

    def _repr_latex_(self) -> str:
        enough = self._implicit().latex() if self.threshold is None else rf"\delta^* = {sp.latex(self.threshold)}"
        return rf"${enough}\quad\text{{if }} {self.condition.latex()}$"


def check_discount(discount: Any, taken: Collection[sp.Symbol]) -> None:
    """Refuse a name for the discount factor that is no plain parameter, or one of the symbols already.

    Raises
    ------
    SymbolError
        Naming it.

    """
    if not isinstance(discount, sp.Symbol) or not is_plain(discount):
        raise SymbolError(f"{discount!r} is no parameter", expected='a symbol such as parameters("delta")')
    if discount in taken:
        raise SymbolError(
            f"{discount} is a parameter of the game already", expected="another name for the discount factor"
        )


def _not_negative(coefficients: Coefficients, discount: sp.Symbol) -> Any:
    polynomial = sp.Add(*(c * discount**k for k, c in enumerate(coefficients)))
    # Payoffs are defined all over the region: their denominators need no mention.
    return relation(replace(sign_form(polynomial), poles=()), ">=")
