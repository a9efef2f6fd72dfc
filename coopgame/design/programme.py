"""Linear programmes with parameters, and their solutions: critical regions, each with its closed form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.errors import SolverError
from coopgame.exact import exact
from coopgame.symbols import Region


@dataclass(frozen=True)
class Row:
    r"""A constraint :math:`a \cdot x \ge b`.

    Parameters
    ----------
    name : str
        What it says, in words.
    coefficients : tuple of Expr
        :math:`a`, one entry an unknown.
    bound : Expr
        :math:`b`.
    party : str
        The player whose constraint it is, if it is one's.
    strict : bool
        Whether there must be points near by at which it holds with :math:`>`.

    """

    name: str
    coefficients: tuple[sp.Expr, ...]
    bound: sp.Expr
    party: str = ""
    strict: bool = False

    def __post_init__(self) -> None:
        """Read the entries exactly."""
        object.__setattr__(self, "coefficients", tuple(map(exact, self.coefficients)))
        object.__setattr__(self, "bound", exact(self.bound))

    def slack(self, point: Sequence[sp.Expr]) -> sp.Expr:
        r"""Return :math:`a \cdot x - b`."""
        return sp.Add(*(a * x for a, x in zip(self.coefficients, point, strict=True))) - self.bound


@dataclass(frozen=True)
class Programme:
    r"""The programme :math:`\min c \cdot x` subject to :math:`a_k \cdot x \ge b_k` and :math:`x \ge 0`.

    Its entries are expressions of parameters :math:`\theta \in \Theta`.

    Parameters
    ----------
    unknowns : tuple of Symbol
        :math:`x`; no parameters.
    costs : tuple of Expr
        :math:`c`, one entry an unknown.
    rows : tuple of Row
    region : Region
        What the parameters may be.

    Raises
    ------
    SolverError
        When a row or the costs do not fit the unknowns, or an unknown occurs among the parameters.

    """

    unknowns: tuple[sp.Symbol, ...]
    costs: tuple[sp.Expr, ...]
    rows: tuple[Row, ...]
    region: Region = Region()

    def __post_init__(self) -> None:
        """Check that everything fits."""
        object.__setattr__(self, "costs", tuple(map(exact, self.costs)))
        count = len(self.unknowns)
        for name, given in (("the objective", self.costs), *((row.name, row.coefficients) for row in self.rows)):
            if len(given) != count or not count:
                raise SolverError(
                    f"{name}: {len(given)} coefficients", expected=f"{count}, one an unknown; at least one"
                )
        for symbol in self.unknowns:
            if symbol in self.parameters:
                raise SolverError(f"{symbol} is both unknown and parameter", expected="one of the two")

    @cached_property
    def entries(self) -> tuple[sp.Expr, ...]:
        """Every entry of objective and rows, once."""
        inside = (entry for row in self.rows for entry in (*row.coefficients, row.bound))
        return tuple(dict.fromkeys((*self.costs, *inside)))

    @cached_property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The parameters of region and entries, sorted by name."""
        return tuple(sorted({*self.region.symbols, *_symbols(self.entries)}, key=str))

    @cached_property
    def bounded(self) -> tuple[Row, ...]:
        """All rows, and after them that no unknown is negative."""
        count = len(self.unknowns)
        signs = (
            Row(f"{x} is not negative", tuple(sp.Integer(i == j) for i in range(count)), sp.Integer(0))
            for j, x in enumerate(self.unknowns)
        )
        return (*self.rows, *signs)

    @cached_property
    def is_jointly_convex(self) -> bool:
        """Whether parameters stand on the right side only: the least cost is then the largest of its closed forms."""
        return not _symbols((*self.costs, *(a for row in self.rows for a in row.coefficients)))

    @property
    def is_separable(self) -> bool:
        """Whether every row holds at most one unknown."""
        return all(sum(a != 0 for a in row.coefficients) <= 1 for row in self.rows)

    def cost(self, point: Sequence[sp.Expr]) -> sp.Expr:
        r"""Return :math:`c \cdot x`."""
        return sp.Add(*(c * x for c, x in zip(self.costs, point, strict=True)))

    def satisfied(self, point: Sequence[sp.Expr]) -> Any:
        """Return the condition that a point, which may be the unknowns themselves, satisfies every row."""
        return sp.And(*(sp.Ge(row.slack(point), 0) for row in self.bounded))


@dataclass(frozen=True)
class CriticalRegion:
    r"""A part of the region on which one closed form is a point of least cost.

    Attributes
    ----------
    condition : Region
        Where, within the programme's region.
    point : tuple of Expr
        :math:`x^*(\theta)`, in the order of the unknowns.
    value : Expr
        :math:`c \cdot x^*(\theta)`.
    binding : tuple of Row
        The rows that determine the cost: those with a multiplier that is not zero throughout.
    witness : dict or None
        An exact point of it.

    """

    condition: Region
    point: tuple[sp.Expr, ...]
    value: sp.Expr
    binding: tuple[Row, ...]
    witness: Any = field(default=None, compare=False)


@dataclass(frozen=True)
class ParametricSolution:
    r"""The solution of a linear programme as a function of its parameters.

    Attributes
    ----------
    programme : Programme
    regions : tuple of CriticalRegion
        They may share borders, where their costs agree.
    infeasible : Region
        Where no point satisfies the rows.
    unbounded : Region
        Where cost falls without end.
    complete : bool
        Whether it is proven that these together are the whole region.
    reason : str
        Why not, if not.

    """

    programme: Programme
    regions: tuple[CriticalRegion, ...]
    infeasible: Region
    unbounded: Region
    complete: bool
    reason: str = ""

    @cached_property
    def condition(self) -> Region:
        """Where there is a point of least cost, within the programme's region."""
        return either(part.condition for part in self.regions)

    @cached_property
    def value(self) -> sp.Expr:
        """The least cost: one expression wherever ``condition`` holds.

        Raises
        ------
        SolverError
            When it holds nowhere.

        """
        if not self.regions:
            raise SolverError("the programme has no solution anywhere in the region", expected="a weaker row")
        if len(self.regions) == 1:
            return self.regions[0].value
        if self.programme.is_jointly_convex:
            return sp.Max(*(part.value for part in self.regions))
        return by_case((part.value, part.condition) for part in self.regions)


def either(regions: Iterable[Region]) -> Region:
    """Return the points of any of the regions."""
    found = tuple(regions)
    return found[0] if len(found) == 1 else Region(sp.Or(*(part.condition for part in found)))


def by_case(pairs: Iterable[tuple[sp.Expr, Region]]) -> sp.Expr:
    """Return one expression of several that hold by case; no Piecewise where all are the same."""
    found = list(pairs)
    if len({value for value, _ in found}) == 1:
        return found[0][0]
    # Not evaluated: SymPy would try to simplify every condition by the others.
    return sp.Piecewise(
        *(sp.functions.elementary.piecewise.ExprCondPair(v, c.condition) for v, c in found), evaluate=False
    )


def _symbols(expressions: Iterable[sp.Expr]) -> set[sp.Symbol]:
    return {symbol for expression in expressions for symbol in expression.free_symbols}
