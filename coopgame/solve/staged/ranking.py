"""Which of several expressions is the largest, over a whole region: a partial order, every part of it proven."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any

import sympy as sp

from coopgame.claims.decide import Empty, Found, Unsettled
from coopgame.errors import GameError, RegionError
from coopgame.exact import exact
from coopgame.solve.staged.differences import NOT_ASKED, Answer, Differences
from coopgame.solve.staged.order import classes, closure, paths, reduction
from coopgame.solve.staged.pair import Comparison, Pair
from coopgame.symbols import Region


@dataclass(frozen=True)
class Chain:
    """Names in descending order: ``S > C >= N = D``.

    Attributes
    ----------
    names : tuple of tuple of str
        Those that are equal stand together.
    relations : tuple of Comparison
        ``GREATER`` or ``AT_LEAST``, one fewer.

    """

    names: tuple[tuple[str, ...], ...]
    relations: tuple[Comparison, ...]

    def __str__(self) -> str:
        """Write the chain."""
        words = [" = ".join(self.names[0])]
        for relation, equal in zip(self.relations, self.names[1:], strict=True):
            words += [relation.value, " = ".join(equal)]
        return " ".join(words)


@dataclass(frozen=True)
class Ranking:
    r"""The partial order that is proven of expressions over a region.

    Attributes
    ----------
    names : tuple of str
    region : Region
        Where they are compared: what was given, where all of them are defined.
    pairs : tuple of Pair
        Each two of them once, in the order of the names.

    """

    names: tuple[str, ...]
    region: Region
    pairs: tuple[Pair, ...]

    def pair(self, first: str, second: str) -> Pair:
        """Return how two of them compare, whichever is named first.

        Raises
        ------
        GameError
            When they are not two of the names.

        """
        for pair in self.pairs:
            if (first, second) == (pair.first, pair.second):
                return pair
            if (second, first) == (pair.first, pair.second):
                return pair.reversed
        raise GameError(f"{first!r} and {second!r} are not ranked", expected=f"two of {', '.join(self.names)}")

    def order(self) -> tuple[tuple[str, str, Comparison], ...]:
        """Return the proven relations from which all others follow: the edges of the Hasse diagram, greater first.

        Of names that are equal only the first is listed.
        """
        firsts = [equal[0] for equal in self._classes]
        edges = reduction(firsts, self._closed)
        return tuple((high, low, _strength(strict)) for (high, low), strict in edges.items())

    def chains(self) -> tuple[Chain, ...]:
        """Return the order as few long chains, each from top to bottom."""
        equal = {names[0]: names for names in self._classes}
        edges = {(high, low): relation is Comparison.GREATER for high, low, relation in self.order()}
        return tuple(
            Chain(
                tuple(equal[name] for name in path),
                tuple(_strength(edges[step]) for step in pairwise(path)),
            )
            for path in paths(list(equal), edges)
        )

    def open(self) -> tuple[Pair, ...]:
        """Return the pairs that are in no proven relation."""
        return tuple(p for p in self.pairs if p.relation in (Comparison.DEPENDS, Comparison.UNDECIDED))

    @cached_property
    def _closed(self) -> dict[tuple[str, str], bool]:
        return closure(self.names, _proven(self.pairs))

    @cached_property
    def _classes(self) -> tuple[tuple[str, ...], ...]:
        return classes(self.names, self._closed)

    def __str__(self) -> str:
        """Write the chains, then the pairs that depend, one a line."""
        return "\n".join(map(str, (*self.chains(), *self.open())))


def rank(values: Mapping[str, Any], region: Region, budget: float = 10.0) -> Ranking:
    r"""Compare expressions :math:`f_1, \dots, f_n` with each other at all points of a region :math:`\Theta` at once.

    Of each pair the difference is factored; a factor whose sign is proven over :math:`\Theta` is dropped. What is left
    is exactly where the one is the greater.

    Parameters
    ----------
    values : mapping of name to expression
    region : Region
        It is cut to where every expression is defined.
    budget : float
        Seconds the prover may take on each question; what it then leaves open is ``UNDECIDED``.

    Raises
    ------
    GameError
        When there is nothing to compare.
    RegionError
        When there is no point at which all are defined.

    Examples
    --------
    >>> from coopgame.symbols import parameters
    >>> x = parameters("x")
    >>> print(rank({"f": x, "g": x**2, "h": x + 1}, Region(x > 0)))
    h > f
    g
    f > g if and only if x < 1
    g > h if and only if x**2 > x + 1

    """
    if not values:
        raise GameError("nothing to rank", expected="expressions, each by a name")
    read = {str(name): exact(value) for name, value in values.items()}
    symbols = sorted({s for e in read.values() for s in e.free_symbols} | set(region.symbols), key=str)
    differences = Differences(region, symbols, budget)
    where = Region(region, *differences.undefined(read.values()))
    if where != region:
        differences = Differences(where, symbols, budget)
    if isinstance(differences.inhabitant, Empty):
        raise RegionError(f"no point satisfies {where}", expected="a region in which all expressions are defined")
    pairs = tuple(_compared(pair, read, differences) for pair in combinations(read, 2))
    closed = closure(tuple(read), _proven(pairs))
    return Ranking(tuple(read), where, tuple(_completed(pair, closed) for pair in pairs))


def _compared(names: tuple[str, str], values: Mapping[str, sp.Expr], differences: Differences) -> Pair:
    difference = differences.between(*(values[name] for name in names))
    condition, equality, converse = (difference.where(sign) for sign in (1, 0, -1))
    above, below = differences.occurs(condition), differences.occurs(converse)
    both = isinstance(above, Found) and isinstance(below, Found)
    level = NOT_ASKED if both else differences.occurs(equality)
    higher, equal, lower = (answer.point if isinstance(answer, Found) else None for answer in (above, level, below))
    return Pair(
        first=names[0],
        second=names[1],
        relation=_relation(above, level, below),
        condition=condition,
        equality=equality,
        converse=converse,
        above=higher,
        level=equal,
        below=lower,
        reason=next((a.reason for a in (above, below) if isinstance(a, Unsettled)), ""),
    )


def _relation(above: Answer, level: Answer, below: Answer) -> Comparison:
    if isinstance(above, Found) and isinstance(below, Found):
        return Comparison.DEPENDS
    strictly = isinstance(level, Empty)
    if isinstance(below, Empty) and isinstance(above, Empty):
        return Comparison.EQUAL
    if isinstance(below, Empty):
        return Comparison.GREATER if strictly else Comparison.AT_LEAST
    if isinstance(above, Empty):
        return Comparison.LESS if strictly else Comparison.AT_MOST
    return Comparison.UNDECIDED


def _proven(pairs: tuple[Pair, ...]) -> dict[tuple[str, str], bool]:
    """The pairs of names of which the first is proven to be at least the second; true where greater."""
    known = {}
    for pair in (*pairs, *(pair.reversed for pair in pairs)):
        if pair.relation in (Comparison.GREATER, Comparison.AT_LEAST, Comparison.EQUAL):
            known[pair.first, pair.second] = pair.relation is Comparison.GREATER
    return known


def _completed(pair: Pair, closed: Mapping[tuple[str, str], bool]) -> Pair:
    """Settle what was left undecided, where it follows from the others."""
    if pair.relation is not Comparison.UNDECIDED:
        return pair
    down, up = closed.get((pair.first, pair.second)), closed.get((pair.second, pair.first))
    if down is None and up is None:
        return pair
    relation = Comparison.EQUAL if None not in (down, up) else _strength(bool(down if up is None else up))
    return replace(pair, relation=relation if up is None or down is not None else relation.reversed, reason="")


def _strength(strict: bool) -> Comparison:
    return Comparison.GREATER if strict else Comparison.AT_LEAST
