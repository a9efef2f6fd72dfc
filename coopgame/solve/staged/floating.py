"""Expressions and conditions at many points at once, in floating point: to draw them, or to see where to look."""

from collections.abc import Mapping

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.expressions import compile_numpy
from coopgame.symbols import Region

Floats = NDArray[np.float64]
Columns = Mapping[sp.Symbol, Floats]


def values(expression: sp.Expr, columns: Columns) -> Floats:
    """Evaluate an expression; nan or infinite where it is undefined.

    Parameters
    ----------
    expression : Expr
    columns : mapping of Symbol to array
        One entry a point.

    Raises
    ------
    ExpressionError
        When the expression can't be compiled.

    """
    return compile_numpy((expression,), tuple(columns))(*columns.values())[0]


def holds(region: Region, columns: Columns) -> NDArray[np.bool_]:
    """Whether points lie in a region.

    Raises
    ------
    ExpressionError
        When a condition can't be compiled.

    """
    indicator = sp.Piecewise((1, region.condition), (0, True), evaluate=False)
    return np.asarray(values(indicator, columns) > 0)
