"""Setting parameters, as every game does it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sympy as sp

from coopgame.errors import GameError, SymbolError
from coopgame.exact import exact
from coopgame.symbols import by_name


def setting(
    values: Mapping[Any, Any], symbols: Iterable[sp.Symbol], what: str, chosen: Sequence[sp.Symbol] = ()
) -> dict[sp.Symbol, sp.Expr]:
    """Read what parameters are set to.

    Parameters
    ----------
    values : mapping of Symbol or name to number or expression
    symbols : iterable of Symbol
        The parameters there are.
    what : str
        Whose they are: ``the game``.
    chosen : sequence of Symbol
        What is chosen in it, and so neither set nor what a parameter is set to.

    Raises
    ------
    SymbolError
        When a name is no parameter, or is set twice; when a choice is set, or enters by what a parameter is set to.

    """
    known, named = {str(s): s for s in symbols}, by_name(values)
    for name in named:
        if name not in known:
            problem = (
                f"{name!r} is chosen, not set" if name in map(str, chosen) else f"{what} has no parameter {name!r}"
            )
            raise SymbolError(problem, expected=f"one of {', '.join(sorted(known)) or 'none'}")
    point = {known[name]: exact(value) for name, value in named.items()}
    entering = {s for value in point.values() for s in value.free_symbols}
    if within := sorted(entering & set(chosen), key=str):
        raise SymbolError(f"a parameter is set to {within[0]}, which is chosen", expected="numbers or parameters")
    return point


def settled(value: sp.Expr, values: Mapping[sp.Symbol, Any], what: str) -> sp.Expr:
    """Set parameters in an expression, all at once.

    Parameters
    ----------
    value : Expr
    values : mapping of Symbol to Expr
    what : str
        What the expression is called.

    Raises
    ------
    GameError
        When the result is no real number or expression.

    """
    result = value.xreplace(dict(values))  # b and c may change places
    if result.has(sp.nan, sp.zoo, sp.oo, -sp.oo) or result.is_real is False:
        raise GameError(f"{what}, {value}, is not a number there", expected="values at which it is")
    return result
