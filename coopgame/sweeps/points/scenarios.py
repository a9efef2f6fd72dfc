"""Lists of points at which a sweep solves a game: cases, draws, or a designed experiment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from coopgame.errors import GameError, SymbolError
from coopgame.sweeps.outputs import Extent, Floats
from coopgame.sweeps.points.values import check_distinct, check_floats, name_of, read_only, read_values


@dataclass(frozen=True, eq=False)
class Scenarios:
    r"""A list of points :math:`\theta_1, \dots, \theta_n`, one array a parameter, as :func:`scenarios` makes it.

    Parameters
    ----------
    symbols : tuple of Symbol
    columns : tuple of arrays
        One a symbol, of length :math:`n`, float64 and finite.
    title : str
        What the list is, in a phrase.
    given : mapping of Symbol to mapping of float to Fraction
        The floats that stand for another number than the shortest decimal that reads back as them.

    Attributes
    ----------
    extents : tuple of (float, float)
        The least and the largest value in each column.

    Raises
    ------
    SymbolError
        When a symbol occurs twice, columns are not one a symbol, empty or of different lengths, or a value is not
        finite.

    """

    symbols: tuple[sp.Symbol, ...]
    columns: tuple[Floats, ...]
    title: str = ""
    given: Mapping[sp.Symbol, Mapping[float, Fraction]] = field(default_factory=dict)
    extents: tuple[Extent, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = [str(s) for s in self.symbols]
        if not names or len(names) != len(self.columns):
            raise SymbolError(
                f"scenarios of {len(names)} parameters with {len(self.columns)} columns",
                expected="at least one parameter, and one column for each",
            )
        check_distinct(names)
        extents = []
        for name, column in zip(names, self.columns, strict=True):
            if not isinstance(column, np.ndarray) or column.dtype != np.float64 or column.ndim != 1:
                raise SymbolError(
                    f"the column of {name} is {column!r:.60}", expected="a float64 array, one-dimensional"
                )
            if len(column) != len(self.columns[0]):
                problem = f"{name} has {len(column)} values and {names[0]} has {len(self.columns[0])}"
                raise SymbolError(problem, expected="as many of each parameter")
            if not len(column):
                raise SymbolError(f"{name} has no values", expected="at least one")
            extents.append(check_floats(name, column))
        object.__setattr__(self, "symbols", tuple(self.symbols))
        object.__setattr__(self, "columns", tuple(map(read_only, self.columns)))
        object.__setattr__(self, "extents", tuple(extents))

    def __len__(self) -> int:
        """Return how many points there are."""
        return len(self.columns[0])


def scenarios(table: Any, title: str = "") -> Scenarios:
    r"""Return a list of points :math:`\theta_1, \dots, \theta_n` from a table with one column a parameter.

    Parameters
    ----------
    table : mapping of Symbol or name to sequence
        Or what reads like one, such as a pandas ``DataFrame``. The sequences are of equal length, of numbers as
        :func:`coopgame.exact` reads them. A contiguous float64 array is not copied: do not write to it afterwards, as
        what was found of its values would no longer hold.
    title : str, optional
        What the list is, in a phrase.

    Returns
    -------
    Scenarios
        The ``axes`` of a sweep.

    Raises
    ------
    GameError
        When the table has no columns by name.
    SymbolError
        When a parameter occurs twice, has no values, not as many as the others, or one that is not a finite real
        number.

    Examples
    --------
    >>> b, c = sp.symbols("b c", real=True)
    >>> cases = scenarios({b: [3, 2.5], c: ["1/3", 1]}, title="two cases")
    >>> len(cases), cases.symbols
    (2, (b, c))

    """
    if not hasattr(table, "keys") or not hasattr(table, "__getitem__"):
        raise GameError(f"scenarios are given as {table!r:.60}", expected="a mapping from parameters to their values")
    symbols, columns, given = [], [], {}
    for key in table.keys():  # noqa: SIM118 - a table need not be a mapping
        symbol = sp.Symbol(name_of(key), real=True)
        values, exactly = read_values(symbol.name, table[key])
        symbols.append(symbol)
        columns.append(values)
        if exactly:
            given[symbol] = exactly
    return Scenarios(tuple(symbols), tuple(columns), title, given)
