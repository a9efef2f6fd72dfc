r"""Programmes in which every row holds at most one unknown: the least point in closed form.

With :math:`x_j \ge l_{jk}` and :math:`x_j \le u_{jk}` and no negative cost, :math:`x_j^* = \max(0, \max_k l_{jk})`.
"""

from collections.abc import Sequence

import sympy as sp

from coopgame.claims.decide import Empty, Found, find_point
from coopgame.design.ends import Constraint, Ends, solved, written
from coopgame.design.literals import Settled
from coopgame.design.programme import CriticalRegion, ParametricSolution, Programme, Row
from coopgame.symbols import Region


def solve_separable(programme: Programme, settled: Settled) -> ParametricSolution | None:
    """Solve a programme unknown by unknown; None where a row holds two, a cost may be negative, or a sign is open.

    Parameters
    ----------
    programme : Programme
    settled : Settled
        Over the programme's region.

    """
    if not programme.is_separable:
        return None
    if any(settled.sign(cost) not in (0, 1) and not settled.never(cost < 0) for cost in programme.costs):
        return None
    if any(settled.sign(a) is None for row in programme.rows for a in row.coefficients):
        return None
    ends = [_ends(programme, j, settled) for j in range(len(programme.unknowns))]
    plain = [
        settled.relation(row.bound, "<" if row.strict else "<=") for row in programme.rows if not any(row.coefficients)
    ]
    condition = settled.shortest([*plain, *(c for end in ends for c in end.nonempty.conditions)])
    found = find_point(programme.region & condition, settled.budget, symbols=programme.parameters)
    point = tuple(written(end.lower, sp.Max) for end in ends)
    tight = {end.name for one in ends for end in one.lower}
    binding = tuple(row for row in programme.rows if row.name in tight)
    never = Region(sp.false)
    regions: Sequence[CriticalRegion] = ()
    if not isinstance(found, Empty):
        witness = found.point if isinstance(found, Found) else None
        regions = (CriticalRegion(condition, point, programme.cost(point), binding, witness),)
    outside = ~condition if condition.conditions else never
    return ParametricSolution(programme, tuple(regions), outside, never, True)


def _ends(programme: Programme, place: int, settled: Settled) -> Ends:
    """Return the bounds on one unknown."""
    rows: Sequence[Row] = [row for row in programme.bounded if row.coefficients[place] != 0]
    constraints = [Constraint(row.coefficients[place], row.bound, row.name, row.party, row.strict) for row in rows]
    (ends,) = solved(constraints, settled)
    return ends
