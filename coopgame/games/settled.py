"""Setting parameters in what a venture holds."""

from collections.abc import Mapping
from typing import Any

import sympy as sp

from coopgame.errors import GameError


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
