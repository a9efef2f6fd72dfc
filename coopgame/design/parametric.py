r"""Parametric linear programming: critical regions found at points, and proven to cover the region.

A basis :math:`B`, as many rows as unknowns, is optimal exactly where it has an inverse, the point
:math:`x_B = A_B^{-1} b_B` satisfies every row, and the multipliers :math:`y_B = A_B^{-\top} c` are not negative. The
programme is solved at a point of the region, the basis read off, and its conditions written in symbols. The prover then
looks for a point of the region in no critical region yet: it is the next one, or there is none and the cover is proven.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import sympy as sp

from coopgame.claims.decide import Empty, Found, find_point
from coopgame.design.literals import BUDGET, Settled
from coopgame.design.programme import CriticalRegion, ParametricSolution, Programme, either
from coopgame.design.simplex import Infeasible, Optimal, Unbounded, solve
from coopgame.solve.staged.linear import solve_linear
from coopgame.symbols import Region

MOST_REGIONS = 120

Matrix = Sequence[Sequence[sp.Expr]]


def solve_programme(programme: Programme, budget: float = BUDGET) -> ParametricSolution:
    r"""Minimise :math:`c \cdot x` over :math:`A x \ge b`, :math:`x \ge 0`, for every :math:`\theta` in them.

    Parameters
    ----------
    programme : Programme
        Small: up to some ten unknowns and thirty rows.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    ParametricSolution
        A point of least cost that several bases lead to is listed once.

    Raises
    ------
    RegionError
        When the region is empty.
    ExpressionError
        When an entry is not rational in the parameters.
    SolverError
        When an entry is undefined somewhere in the region.

    References
    ----------
    Gal, T. and Nedoma, J. (1972), Multiparametric linear programming, Management Science 18, 406-422.

    """
    return _Cover(programme, budget).solution()


class _Cover:
    """What has been found of a programme's solution."""

    def __init__(self, programme: Programme, budget: float) -> None:
        self.programme, self.budget = programme, budget
        self.settled = Settled(programme.region, budget)
        for entry in programme.entries:
            self.settled.defined(entry, "the programme")
        self.rows = programme.bounded
        self.regions: dict[tuple[sp.Expr, ...], list[CriticalRegion]] = {}
        self.infeasible: list[Region] = []
        self.unbounded: list[Region] = []

    def solution(self) -> ParametricSolution:
        """Look for points outside what is known until there are none."""
        left, reason = self.programme.region, ""
        for _ in range(MOST_REGIONS):
            found = find_point(left, self.budget, symbols=self.programme.parameters)
            if not isinstance(found, Found):
                reason = "" if isinstance(found, Empty) else found.reason
                break
            if not all(value.is_Rational for value in found.point.values()):
                reason = "a part of the region has no rational point that was found"
                break
            left = left & ~self.cell(found.point)
        else:
            reason = f"there are more than {MOST_REGIONS} critical regions"
        return ParametricSolution(
            self.programme,
            self.needed([_merged(parts) for parts in self.regions.values()]),
            either(self.infeasible) if self.infeasible else Region(sp.false),
            either(self.unbounded) if self.unbounded else Region(sp.false),
            not reason,
            reason,
        )

    def needed(self, regions: Sequence[CriticalRegion]) -> tuple[CriticalRegion, ...]:
        """Leave out, one after another, a critical region that others are proven to cover, as the border of one."""
        kept = list(regions)
        for part in reversed(regions):
            others = [sp.Not(other.condition.condition) for other in kept if other is not part]
            if len(kept) > 1 and self.settled.never(part.condition, *others):
                kept.remove(part)
        return tuple(kept)

    def cell(self, point: dict[sp.Symbol, sp.Expr]) -> Region:
        """Solve the programme at a point, and return where what is found there is the solution."""
        rows = [tuple(_number(a, point) for a in row.coefficients) for row in self.rows]
        bounds = tuple(_number(row.bound, point) for row in self.rows)
        costs = tuple(_number(cost, point) for cost in self.programme.costs)
        ended = solve(rows, bounds, costs)
        if isinstance(ended, Optimal):
            return self.optimal(ended.basis, point)
        if isinstance(ended, Infeasible):
            places, literals = self.infeasible, self.contradiction(ended)
        else:
            places, literals = self.unbounded, self.falling(ended)
        condition = self.settled.shortest(tuple(literals))
        places.append(condition)
        return condition

    def optimal(self, basis: tuple[int, ...], witness: Any) -> Region:
        """Return the critical region of a basis."""
        solution, determinant = self.tight(basis, [self.rows[k].bound for k in basis])
        multipliers, _ = _solved(sp.Matrix(self.matrix(basis)).T.tolist(), self.programme.costs)
        literals = [
            self.settled.relation(determinant, "!="),
            *(self.settled.relation(y, ">=") for y in multipliers),
            *(self.settled.relation(row.slack(solution), ">=") for k, row in enumerate(self.rows) if k not in basis),
        ]
        condition = self.settled.shortest(literals)
        priced = tuple(
            self.rows[k] for k, y in zip(basis, multipliers, strict=True) if y != 0 and k < len(self.programme.rows)
        )
        value = self.settled.written(self.programme.cost(solution))
        point = tuple(map(self.settled.written, solution))
        part = CriticalRegion(condition, point, value, priced, witness)
        self.regions.setdefault(part.point, []).append(part)
        return condition

    def contradiction(self, ended: Infeasible) -> Iterator[Any]:
        """Yield where the violated row cannot hold together with the basis (Farkas)."""
        weights, determinant = _solved(
            sp.Matrix(self.matrix(ended.basis)).T.tolist(), self.rows[ended.violated].coefficients
        )
        solution, _ = self.tight(ended.basis, [self.rows[k].bound for k in ended.basis])
        yield self.settled.relation(determinant, "!=")
        for weight in weights:
            yield self.settled.relation(weight, "<=")
        yield self.settled.relation(self.rows[ended.violated].slack(solution), "<")

    def falling(self, ended: Unbounded) -> Iterator[Any]:
        """Yield where cost falls along the edge of a basis that lacks a row, and something is feasible."""
        count = len(self.programme.unknowns)
        matrix = [*self.matrix(ended.basis), (sp.Integer(1),) * count]
        edge, determinant = _solved(matrix, [*(sp.Integer(0) for _ in ended.basis), sp.Integer(1)])
        yield self.settled.relation(determinant, "!=")
        for row in self.rows:
            along = sp.Add(*(a * d for a, d in zip(row.coefficients, edge, strict=True)))
            yield self.settled.relation(along, ">=")
        yield self.settled.relation(self.programme.cost(edge), "<")
        costs = tuple(sp.Integer(0) for _ in range(count))
        free = solve_programme(
            Programme(self.programme.unknowns, costs, self.programme.rows, self.programme.region), self.budget
        )
        yield free.condition.condition

    def matrix(self, basis: Sequence[int]) -> list[tuple[sp.Expr, ...]]:
        """Return the rows of a basis."""
        return [self.rows[k].coefficients for k in basis]

    def tight(self, basis: Sequence[int], bounds: Sequence[sp.Expr]) -> tuple[list[sp.Expr], sp.Expr]:
        """Return the point at which the rows of a basis are tight, and their determinant."""
        return _solved(self.matrix(basis), bounds)


def _solved(matrix: Matrix, right: Sequence[sp.Expr]) -> tuple[list[sp.Expr], sp.Expr]:
    names = [sp.Dummy(f"x{j}") for j in range(len(right))]
    found: Any = solve_linear(matrix, right, names)  # never singular: the rows have an inverse at a point
    return [found[0][name] for name in names], found[1]


def _number(expression: sp.Expr, point: dict[sp.Symbol, sp.Expr]) -> Fraction:
    value = expression.xreplace(point)
    return Fraction(int(value.p), int(value.q))


def _merged(parts: Sequence[CriticalRegion]) -> CriticalRegion:
    first = parts[0]
    rows = tuple(dict.fromkeys(row for part in parts for row in part.binding))
    return CriticalRegion(either(part.condition for part in parts), first.point, first.value, rows, first.witness)
