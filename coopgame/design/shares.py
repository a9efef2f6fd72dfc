r"""The shares that go with the least transfers: everything but the share eliminated, after Fourier and Motzkin."""

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from coopgame.design.ends import Constraint, Ends, solved
from coopgame.design.literals import Settled
from coopgame.design.programme import CriticalRegion, Programme, Row

MOST_ROWS = 400


def shares_at_least_cost(programme: Programme, place: int, part: CriticalRegion, budget: float) -> Ends | None:
    """Return the ends of one unknown among all points of least cost in a critical region.

    Parameters
    ----------
    programme : Programme
    place : int
        Of the unknown.
    part : CriticalRegion
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    Ends or None
        None where the sign of a coefficient is not settled, or there are too many rows.

    """
    settled = Settled(programme.region & part.condition, budget)
    rows = [*programme.bounded, Row("the cost is the least", tuple(-c for c in programme.costs), -part.value)]
    for other in range(len(programme.unknowns)):
        if other != place:
            left = _eliminated(rows, other, settled)
            if left is None or len(left) > MOST_ROWS:
                return None
            rows = left
    share = programme.unknowns[place]
    constraints = [Constraint(row.coefficients[place], row.bound, row.name, row.party) for row in rows]
    # Rows without the share hold where there is a point of least cost.
    bounding = [c for c in constraints if c.slope != 0]
    plain = [c for c in bounding if settled.sign(c.slope) is not None]
    held = sp.And(*(sp.Ge(c.slope * share - c.bound, 0) for c in plain))
    if not all(c in plain or settled.never(held, sp.Lt(c.slope * share - c.bound, 0)) for c in bounding):
        return None
    (ends,) = solved(plain, settled)
    return ends


def _eliminated(rows: Sequence[Row], place: int, settled: Settled) -> list[Row] | None:
    """Combine every row that bounds an unknown from below with every one that does from above."""
    signs = [settled.sign(row.coefficients[place]) for row in rows]
    if None in signs:
        return None
    left = [row for row, sign in zip(rows, signs, strict=True) if not sign]
    below = [row for row, sign in zip(rows, signs, strict=True) if sign == 1]
    above = [row for row, sign in zip(rows, signs, strict=True) if sign == -1]
    for low in below:
        for high in above:
            a, b = low.coefficients[place], -high.coefficients[place]
            coefficients = tuple(
                sp.factor(x / a + y / b) for x, y in zip(low.coefficients, high.coefficients, strict=True)
            )
            party = " and ".join(dict.fromkeys(p for p in (low.party, high.party) if p))
            left.append(Row(_joined(low, high), coefficients, sp.factor(low.bound / a + high.bound / b), party))
    return list({(row.coefficients, row.bound): row for row in reversed(left)}.values())[::-1]


def _joined(low: Row, high: Row) -> str:
    names = dict.fromkeys(part for row in (low, high) for part in row.name.split(", or "))
    dull = {name for name in names if name == "the cost is the least" or name.endswith("is not negative")}
    return ", or ".join(name for name in names if name not in dull) or "no transfer is negative"


def scaled(programme: Programme, place: int, settled: Settled) -> tuple[Programme, sp.Expr]:
    r"""Return a programme in :math:`\theta \rho` instead of :math:`\theta`, where that frees its rows of parameters.

    Returns
    -------
    Programme, Expr
        The programme, and :math:`\rho > 0`; 1 where there is none.

    """
    slopes = [row.coefficients[place] for row in programme.rows if row.coefficients[place].free_symbols]
    if not slopes:
        return programme, sp.Integer(1)
    unit = slopes[0]
    if any(sp.cancel(slope / unit).free_symbols for slope in slopes) or not (sign := settled.sign(unit)):
        return programme, sp.Integer(1)
    unit = sign * unit
    rows = tuple(
        Row(
            row.name,
            (*row.coefficients[:place], sp.cancel(a / unit), *row.coefficients[place + 1 :]),
            row.bound,
            row.party,
            row.strict,
        )
        for row in programme.rows
        for a in (row.coefficients[place],)
    )
    # A row with a plain slope, such as theta <= 1, is multiplied out: unit * theta <= unit.
    rows = tuple(
        replace(
            row, coefficients=tuple(sp.cancel(a * unit) for a in row.coefficients), bound=sp.expand(row.bound * unit)
        )
        if row.coefficients[place].free_symbols
        else row
        for row in rows
    )
    free = Programme(programme.unknowns, programme.costs, rows, programme.region)
    return (free, unit) if free.is_jointly_convex else (programme, sp.Integer(1))
