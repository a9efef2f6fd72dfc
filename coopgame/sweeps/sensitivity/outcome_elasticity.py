r"""Elasticities of closed forms: :math:`\frac{\theta_i}{y} \frac{\partial y}{\partial \theta_i}` as a formula."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.conditions import value_at
from coopgame.errors import RegionError, SymbolError
from coopgame.exact import exact
from coopgame.solve.staged.normal import oriented, reduced
from coopgame.solve.staged.outcome import Outcome
from coopgame.solve.staged.pruning import irredundant
from coopgame.symbols import Region, point_of


@dataclass(frozen=True)
class OutcomeElasticities:
    r"""How a quantity at an outcome answers to the parameters, in per cent for each per cent.

    Attributes
    ----------
    of : Expr
        The quantity, in choices and parameters.
    value : Expr
        What it comes to, :math:`y(\theta)`.
    wrt : tuple of Symbol
    forms : tuple of Expr
        The elasticities :math:`e_i(\theta)`, one a parameter.
    condition : Region
        Where they hold: the outcome's condition, and :math:`y \ne 0`.

    """

    of: sp.Expr
    value: sp.Expr
    wrt: tuple[sp.Symbol, ...]
    forms: tuple[sp.Expr, ...]
    condition: Region

    def __getitem__(self, parameter: Any) -> sp.Expr:
        """Return the elasticity by a parameter, given as a symbol or by name."""
        for symbol, form in zip(self.wrt, self.forms, strict=True):
            if parameter in (symbol, symbol.name):
                return form
        raise SymbolError(f"there is no elasticity by {parameter}", expected=f"one of {', '.join(map(str, self.wrt))}")

    def __iter__(self) -> Iterator[sp.Symbol]:
        """Go through the parameters."""
        return iter(self.wrt)

    def at(self, point: Mapping[Any, Any]) -> dict[sp.Symbol, sp.Expr]:
        """Return the elasticities at a point, exactly.

        Raises
        ------
        SymbolError
            When a parameter is not set to a number.
        RegionError
            When the outcome is none there, the quantity is zero, or has no derivative.

        """
        symbols = {*self.condition.symbols, *(s for form in self.forms for s in form.free_symbols)}
        settled = point_of(symbols, point)
        self.condition.at(settled)
        found: dict[sp.Symbol, sp.Expr] = {}
        for symbol, form in zip(self.wrt, self.forms, strict=True):
            value = value_at(form, settled)
            if value is None:
                raise RegionError(f"{self.of} has no elasticity by {symbol} there", expected="another point")
            found[symbol] = value
        return found

    def __str__(self) -> str:
        """Write one elasticity a line."""
        return "\n".join(f"{symbol}: {form}" for symbol, form in zip(self.wrt, self.forms, strict=True))


def outcome_elasticities(outcome: Outcome, of: Any, wrt: Sequence[sp.Symbol] = ()) -> OutcomeElasticities:
    r"""Return :math:`\frac{\theta_i}{y} \frac{\partial y}{\partial \theta_i}` of a quantity at an outcome, as formulas.

    The choices at all stages respond to the parameter.

    Parameters
    ----------
    outcome : Outcome
    of : Symbol or expression
        In choices and parameters, such as ``x1`` or ``(1 + beta) * x1``.
    wrt : sequence of Symbol, optional
        Parameters, by default all that the quantity depends on.

    Raises
    ------
    SymbolError
        When ``of`` holds a symbol that is neither choice nor parameter, or ``wrt`` one that is no parameter.
    RegionError
        When the quantity is zero throughout.

    """
    value = outcome.value(of)
    known = (*outcome.game.symbols, *outcome.game.parameters)
    for symbol in wrt:
        if symbol not in known:
            raise SymbolError(f"{symbol} is no parameter of the game", expected=", ".join(map(str, known)))
    if value == 0:
        raise RegionError(f"{of} is zero throughout and has no elasticities", expected="a quantity that is not")
    chosen = tuple(wrt) or tuple(sorted(value.free_symbols, key=str))
    forms = tuple(_elasticity(value, s, outcome.witness or {}) for s in chosen)
    nonzero = irredundant((sp.Ne(value, 0),), outcome.condition)
    return OutcomeElasticities(exact(of), value, chosen, forms, outcome.condition & Region(*nonzero))


def _elasticity(value: sp.Expr, symbol: sp.Symbol, hint: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """Differentiate the logarithm, factor by factor: no power has to be written out."""
    rational, logarithms = sp.Integer(0), sp.Integer(0)
    for factor in sp.Mul.make_args(value):
        base, exponent = factor.as_base_exp()
        rational += symbol * exponent * sp.diff(base, symbol) / base
        if turn := symbol * sp.diff(exponent, symbol):
            logarithms += sp.factor(turn) * sp.log(base)
    return oriented(reduced(rational), hint) + logarithms
