r"""The points of a sweep: a product of axes, on each of which one parameter moves, or several together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
import sympy as sp

from coopgame.errors import GameError, SymbolError
from coopgame.exact import exact
from coopgame.sweeps.outputs import Extent, Floats
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.points.scenarios import Scenarios
from coopgame.sweeps.points.values import Given, check_distinct, checked_values, name_of, read_only, read_rows

POINT = "point"

# What the variables and dimensions of a sweep are called.
TAKEN = {"pure", "strict", "count", "continuum", "complete", "rechecked", "inside", "signs", "probability", "payoff"}
TAKEN |= {"regret", "player", "action", "equilibrium", "profile", POINT}
TAKEN |= {"holds", "existence", "second_order", "interior", "stable"}


@dataclass(frozen=True, eq=False)
class Column:
    r"""The values of one parameter, and the dimension along which it has them.

    Parameters
    ----------
    symbol : Symbol
    dimension : str
    values : array
        Read-only, contiguous, float64, of one dimension.
    given : mapping of float to Fraction
        The floats that stand for another number than the shortest decimal that reads back as them.
    extent : (float, float), optional
        The least and the largest value, where they are known already.

    """

    symbol: sp.Symbol
    dimension: str
    values: Floats
    given: Mapping[float, Fraction] = field(default_factory=dict)
    extent: Extent | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", read_only(self.values))


@dataclass(frozen=True, eq=False)
class Design:
    r"""The points :math:`D_1 \times \dots \times D_m`, each :math:`D_j` a list of values of one or more parameters.

    Parameters
    ----------
    columns : tuple of Column
        Those of the same dimension have the same length.

    """

    columns: tuple[Column, ...]

    @cached_property
    def dimensions(self) -> dict[str, int]:
        """The lengths of the dimensions, in the order in which they first occur."""
        return {column.dimension: len(column.values) for column in self.columns}

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The parameters, in the order of the columns."""
        return tuple(column.symbol for column in self.columns)

    @property
    def size(self) -> int:
        """How many points there are."""
        return prod(self.dimensions.values())

    @cached_property
    def reading(self) -> Reading:
        """The exact numbers that the values stand for."""
        return Reading({column.symbol: dict(column.given) for column in self.columns if column.given})

    @cached_property
    def extents(self) -> dict[sp.Symbol, Extent]:
        """The least and the largest value of each parameter."""
        ends = ((c.symbol, c.extent or (float(c.values.min()), float(c.values.max()))) for c in self.columns)
        return dict(ends)

    def meshes(self) -> tuple[Floats, ...]:
        """Return the columns as views that broadcast to all points, each with one axis a dimension."""
        dimensions = list(self.dimensions)
        shapes = (tuple(-1 if d == column.dimension else 1 for d in dimensions) for column in self.columns)
        return tuple(column.values.reshape(shape) for column, shape in zip(self.columns, shapes, strict=True))


def grid(start: Any, stop: Any, count: int) -> tuple[Fraction, ...]:
    r"""Return :math:`a + \frac{k}{n - 1} (b - a)` for :math:`k = 0, \dots, n - 1`, exactly.

    What is a tie at one of these points is a tie in a sweep over them; the floats of ``numpy.linspace`` are beside it.

    Parameters
    ----------
    start, stop : number
        Different rational numbers, as :func:`coopgame.exact` reads them.
    count : int
        At least two.

    Returns
    -------
    tuple of Fraction

    Raises
    ------
    GameError
        When an end is not rational, both are the same, or there are fewer than two values.

    Examples
    --------
    >>> [str(value) for value in grid(0, 1, 4)]
    ['0', '1/3', '2/3', '1']

    """
    a, b = exact(start), exact(stop)
    if not a.is_Rational or not b.is_Rational or a == b:
        raise GameError(f"a grid from {start} to {stop}", expected="two different rational numbers")
    if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 2:
        raise GameError(f"a grid of {count!r:.20} values", expected="an integer of at least 2")
    low, step = Fraction(int(a.p), int(a.q)), Fraction(int((b - a).p), int((b - a).q)) / (int(count) - 1)
    return tuple(low + k * step for k in range(int(count)))


def read_axes(axes: Any, symbols: Collection[sp.Symbol], fixed: Mapping[Any, Any]) -> Design:
    r"""Read the axes of a sweep.

    Parameters
    ----------
    axes : Scenarios, or mapping
        From a symbol or its name to the values of one dimension, called by the name; from a tuple of symbols or names
        to rows of values, along one dimension ``point``, the next such along ``point_2``, and so on. Scenarios lie
        along ``point``.
    symbols : collection of Symbol
        The parameters that are not fixed: each needs an axis.
    fixed : mapping of Symbol or name to number
        The parameters that are.

    Returns
    -------
    Design
        With one column a parameter, in the order of the axes.

    Raises
    ------
    GameError
        When there are no axes.
    SymbolError
        When a parameter is unknown, on two axes, on an axis and fixed, on none, or called like a variable of a sweep;
        when an axis has no values, not one dimension, rows of another length than its key, a value twice, or one that
        is not a finite real number.

    """
    if isinstance(axes, Scenarios):
        keys: tuple[Any, ...] = (axes.symbols,)
    elif isinstance(axes, Mapping) and axes:
        keys = tuple(axes)
    else:
        raise GameError(f"the axes are {axes!r:.60}", expected="values for at least one parameter, by symbol or name")
    groups = [tuple(map(name_of, key)) if isinstance(key, tuple) else (name_of(key),) for key in keys]
    _check_names([name for group in groups for name in group], [s.name for s in symbols], set(map(str, fixed)))
    known, columns, lists = {s.name: s for s in symbols}, [], 0
    read: list[tuple[Floats, Given, Extent | None]]
    for key, group in zip(keys, groups, strict=True):
        if isinstance(axes, Scenarios):
            rows = zip(axes.symbols, axes.columns, axes.extents, strict=True)
            read = [(values, dict(axes.given.get(s, {})), extent) for s, values, extent in rows]
        else:
            own = read_rows(group, axes[key]) if isinstance(key, tuple) else [_axis(group[0], axes[key])]
            read = [(values, exactly, None) for values, exactly in own]
        lists += isinstance(key, tuple)
        dimension = (POINT if lists == 1 else f"{POINT}_{lists}") if isinstance(key, tuple) else group[0]
        columns += [Column(known[name], dimension, *part) for name, part in zip(group, read, strict=True)]
    return Design(tuple(columns))


def _check_names(names: Sequence[str], known: Sequence[str], fixed: Collection[str]) -> None:
    for name in names:
        if name in fixed:
            raise SymbolError(f"{name} is both fixed and on an axis", expected="one of the two")
        if name not in known:
            listed = ", ".join(known) or "none, as the game has no parameter left"
            raise SymbolError(f"{name} is on an axis and no parameter of the game", expected=f"some of {listed}")
        if name in TAKEN or name.startswith(f"{POINT}_"):
            problem = f"a parameter on an axis is called {name}, a name taken by the dataset of a sweep"
            raise SymbolError(problem, expected="another name: rename the parameter")
    check_distinct(names)
    missing = ", ".join(name for name in known if name not in names)
    if missing:
        raise SymbolError(f"{missing} not set", expected="an axis or a fixed value for each parameter")


def _axis(name: str, values: Any) -> tuple[Floats, Given]:
    """Read values that label a dimension: each occurs once, and none changes when the user's array does."""
    floats, given = checked_values(name, values)
    if not (floats[1:] > floats[:-1]).all() and not (floats[1:] < floats[:-1]).all():
        once, counts = np.unique(floats, return_counts=True)
        if (counts > 1).any():
            twice = float(once[counts > 1][0])
            raise SymbolError(f"{name} is {twice} twice on its axis", expected="each value once")
    return np.array(floats), given
