"""Parameters and the region of them a statement is about."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from keyword import iskeyword
from typing import Any

import sympy as sp

from coopgame.conditions import as_condition, conjuncts, evaluate, latex, substituted, text
from coopgame.errors import RegionError, SymbolError
from coopgame.exact import exact
from coopgame.sampling import Point, sample


def parameters(names: str) -> Any:
    """Declare real parameters :math:`\\theta_1, \\dots, \\theta_m \\in \\mathbb{R}`.

    Signs are not declared here but in a :class:`Region`, where prover, sampler and figures alike read them.

    Parameters
    ----------
    names : str
        Names, separated by blanks or commas; a letter, then letters, digits and underscores.

    Returns
    -------
    Symbol or tuple of Symbol
        One symbol for one name, else a tuple of them in the order written.

    Raises
    ------
    SymbolError
        When there is no name, one is malformed, or one occurs twice.

    """
    words = names.replace(",", " ").split()
    if not words:
        raise SymbolError("no parameter named", expected='names such as "b c k"')
    for k, word in enumerate(words):
        if not word.isidentifier() or (iskeyword(word) and word != "lambda") or word.startswith("_"):
            raise SymbolError(f"{word!r} can't name a parameter", expected="a letter, then letters, digits and _")
        if word in words[:k]:
            raise SymbolError(f"parameter {word!r} is named twice", expected="distinct names")
    symbols = tuple(sp.Symbol(word, real=True) for word in words)
    return symbols[0] if len(symbols) == 1 else symbols


@dataclass(frozen=True, init=False, eq=False)
class Region:
    r"""A semialgebraic set :math:`\{\theta \in \mathbb{R}^m : C_1(\theta) \wedge \dots \wedge C_k(\theta)\}`.

    Each :math:`C_j` is a relation between expressions of the parameters, or ``And``/``Or``/``Not`` of such. A point at
    which an expression is undefined lies outside. ``Region()`` is the whole space.

    Parameters
    ----------
    *conditions : relation, Boolean or Region
        Joined by *and*.

    Raises
    ------
    RegionError
        When a condition is no relation or Boolean, or holds a symbol that is not plainly real.

    Examples
    --------
    >>> b, c = parameters("b c")
    >>> region = Region(b > c, c > 0)
    >>> region.contains({b: 2, c: 1})
    True
    >>> print(region & (b < 3))
    b > c and c > 0 and b < 3

    """

    conditions: tuple[Any, ...]

    def __init__(self, *conditions: Any) -> None:
        parts: dict[Any, None] = {}
        for condition in conditions:
            inner = condition.conditions if isinstance(condition, Region) else conjuncts(as_condition(condition))
            parts.update(dict.fromkeys(inner))
        object.__setattr__(self, "conditions", (sp.false,) if sp.false in parts else tuple(parts))

    @classmethod
    def of_checked(cls, conditions: tuple[Any, ...]) -> "Region":
        """Build a region from distinct conditions that have passed through a region before: nothing is checked."""
        region = cls.__new__(cls)
        object.__setattr__(region, "conditions", conditions)
        return region

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Region) and set(self.conditions) == set(other.conditions)

    def __hash__(self) -> int:
        return hash(frozenset(self.conditions))

    def __and__(self, other: Any) -> "Region":
        """Return the points of both."""
        return Region(self, other)

    def __or__(self, other: Any) -> "Region":
        """Return the points of either."""
        return Region(sp.Or(self.condition, Region(other).condition))

    def __invert__(self) -> "Region":
        """Return the points outside; where an expression is undefined, neither side holds."""
        return Region(sp.Not(self.condition))

    @cached_property
    def condition(self) -> Any:
        """All conditions as one SymPy Boolean."""
        return sp.And(*self.conditions)

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The parameters the region restricts, sorted by name."""
        return tuple(sorted({s for c in self.conditions for s in c.free_symbols}, key=str))

    def contains(self, point: Mapping[Any, Any]) -> bool:
        """Whether a point lies in the region, exactly.

        Parameters
        ----------
        point : mapping of Symbol or name to number
            May name more parameters than the region restricts.

        Raises
        ------
        SymbolError
            When a parameter of the region is not set to a number, or set twice.

        """
        settled = point_of(self.symbols, point)
        return all(evaluate(c, settled) for c in self.conditions)

    def sample(self, n: int, seed: int = 0, *, symbols: tuple[sp.Symbol, ...] = ()) -> tuple[Point, ...]:
        """Draw ``n`` exact points of the region, the same ones for the same seed.

        Parameters
        ----------
        n : int
            How many.
        seed : int
            Of the generator.
        symbols : tuple of Symbol, optional
            Parameters to draw besides those the region restricts.

        Raises
        ------
        RegionError
            When no point was found.

        """
        names = tuple(sorted({*self.symbols, *symbols}, key=str))
        return sample(self.conditions, names, n, seed)

    def at(self, values: Mapping[Any, Any]) -> "Region":
        """Return the region of the other parameters, once these are set.

        Parameters
        ----------
        values : mapping of Symbol or name to number or expression
            May name more parameters than the region restricts.

        Raises
        ------
        SymbolError
            When a parameter is set twice.
        RegionError
            When the values lie outside the region; the condition that fails is named.

        """
        given = by_name(values)
        settled = {s: exact(given[str(s)]) for s in self.symbols if str(s) in given}
        numbers = {s for s, value in settled.items() if not value.free_symbols}
        left = []
        for condition in self.conditions:
            if condition.free_symbols <= numbers:
                part = sp.true if evaluate(condition, settled) else sp.false
            else:
                part = substituted(condition, settled)
            if part == sp.false:
                own = sorted(condition.free_symbols & settled.keys(), key=str)
                point = ", ".join(f"{s}={settled[s]}" for s in own)
                raise RegionError(f"{point or 'every point'} lies outside the region", expected=text(condition))
            left.append(part)
        return Region(*left)

    def __str__(self) -> str:
        """Write the conditions as one would say them."""
        if len(self.conditions) == 1:
            return text(self.conditions[0])
        parts = [f"({text(c)})" if isinstance(c, sp.Or) else text(c) for c in self.conditions]
        return " and ".join(parts) or "always"

    def latex(self) -> str:
        """Write the conditions in LaTeX, without dollar signs."""
        return r",\; ".join(latex(c) for c in self.conditions) or latex(sp.true)

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def by_name(values: Mapping[Any, Any]) -> dict[str, Any]:
    """Read a mapping whose keys are symbols or their names.

    Raises
    ------
    SymbolError
        When a parameter is set twice: by its symbol and by its name.

    """
    named = {str(key): value for key, value in values.items()}
    if len(named) < len(values):
        keys = [str(key) for key in values]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise SymbolError(f"{twice} is set twice", expected="one value for each parameter")
    return named


def point_of(symbols: Collection[sp.Symbol], values: Mapping[Any, Any]) -> dict[sp.Symbol, sp.Expr]:
    """Read an exact number for each of the symbols from a mapping by symbol or name, which may hold more.

    Raises
    ------
    SymbolError
        When a symbol is not set, not to a number, or twice.

    """
    named, names = by_name(values), sorted(map(str, symbols))
    missing = [name for name in names if name not in named]
    if missing:
        raise SymbolError(f"{', '.join(missing)} not set", expected=f"a value for each of {', '.join(names)}")
    point = {s: exact(named[str(s)]) for s in symbols}
    for symbol, value in point.items():
        if value.free_symbols:
            raise SymbolError(f"{symbol} is set to {value}", expected="a number")
    return point
