"""Where there are points at which rows hold strictly, near points of least cost."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import sympy as sp

from coopgame.claims.decide import Found, find_point
from coopgame.design.literals import Settled
from coopgame.design.parametric import solve_programme
from coopgame.design.programme import CriticalRegion, ParametricSolution, Programme, Row, either
from coopgame.symbols import Region


def open_inside(solution: ParametricSolution, positive: Sequence[Row], settled: Settled) -> ParametricSolution:
    """Cut a solution down to where some point satisfies the strict rows strictly, and all others.

    From there any point of least cost is approached, the rows being linear.

    Parameters
    ----------
    solution : ParametricSolution
    positive : sequence of Row
        More strict rows, that follow from the others but for being strict.
    settled : Settled
        Over the programme's region.

    """
    programme = solution.programme
    narrow = _narrow([*programme.rows, *positive], len(programme.unknowns))
    if not solution.regions or not any(row.strict for row in narrow):
        return solution
    room = sp.Dummy("room", real=True)
    rows = [replace(row, coefficients=(*row.coefficients, -int(row.strict))) for row in narrow]
    zeros = tuple(sp.Integer(0) for _ in programme.unknowns)
    rows.append(Row("the room is at most one", (*zeros, -sp.Integer(1)), -sp.Integer(1)))
    costs = (*zeros, -sp.Integer(1))
    widest = solve_programme(
        Programme((*programme.unknowns, room), costs, tuple(rows), programme.region), settled.budget
    )
    some = [settled.relation(part.value, "<") for part in widest.regions]
    if not (widest.complete and widest.programme.is_jointly_convex):
        pairs = zip(some, widest.regions, strict=True)
        some = [sp.Or(*(sp.And(less, part.condition.condition) for less, part in pairs))]
    where = settled.shortest(some)  # the largest of all is the least cost, so that none may be zero
    if not where.conditions or all(settled.never(part.condition, ~where) for part in solution.regions):
        return solution
    return replace(
        solution,
        regions=tuple(_cut(solution.regions, where, settled)),
        infeasible=either((solution.infeasible, ~where)),
        complete=solution.complete and widest.complete,
    )


def _narrow(rows: Sequence[Row], count: int) -> list[Row]:
    """Leave out the rows that rise with an unknown that no row bounds from above: they never stand in the way."""
    rising = [j for j in range(count) if all(row.coefficients[j].is_nonnegative for row in rows)]
    return [row for row in rows if not any(row.coefficients[j].is_positive for j in rising)]


def _cut(regions: Sequence[CriticalRegion], where: Region, settled: Settled) -> Iterator[CriticalRegion]:
    """Yield what is left of critical regions."""
    for part in regions:
        condition = settled.shortest([*part.condition.conditions, *where.conditions])
        if condition.conditions != (sp.false,):
            found = find_point(settled.region & condition, settled.budget)
            yield replace(part, condition=condition, witness=found.point if isinstance(found, Found) else None)
