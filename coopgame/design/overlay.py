"""The cheapest of several programmes: which one is it, and where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from coopgame.claims.decide import Found, find_point
from coopgame.design.literals import Settled
from coopgame.design.programme import CriticalRegion, ParametricSolution

FEW = 2  # programmes that the prover compares to see where one of them can be left out
SAMPLES = 40


@dataclass(frozen=True)
class Cheapest:
    """A critical region of one of the programmes, cut down to where it is the cheapest.

    Attributes
    ----------
    number : int
        Of the programme.
    part : CriticalRegion
        Where it is the cheapest.
    whole : CriticalRegion
        Where it is one, cheapest or not.

    """

    number: int
    part: CriticalRegion
    whole: CriticalRegion


def cheapest(solutions: Sequence[ParametricSolution], settled: Settled) -> tuple[Cheapest, ...]:
    """Compare solutions of programmes over the same region.

    Where two cost the same, the earlier one is listed.

    Parameters
    ----------
    solutions : sequence of ParametricSolution
    settled : Settled
        Over the region.

    """
    kept = _undominated(solutions, settled)
    if len(kept) == 1:
        (number,) = kept
        return tuple(Cheapest(number, part, part) for part in solutions[number].regions)
    found = []
    for number in kept:
        for part in solutions[number].regions:
            ahead = [_no_dearer(part, solutions[other], strict=other < number) for other in kept if other != number]
            cut = _cut(part, ahead, settled)
            if cut is not None:
                found.append(Cheapest(number, cut, part))
    return tuple(found)


def _undominated(solutions: Sequence[ParametricSolution], settled: Settled) -> list[int]:
    """Leave out, one after another, a programme that is proven nowhere cheaper than another one that stays."""
    kept = [number for number, solution in enumerate(solutions) if solution.regions]
    if len(kept) > FEW:
        return kept
    for number in reversed(tuple(kept)):
        if any(
            all(
                settled.never(part.condition, sp.Not(_no_dearer_than(solutions[other], part.value)))
                for part in solutions[number].regions
            )
            for other in kept
            if other != number
        ):
            kept.remove(number)
    return kept


def _no_dearer_than(other: ParametricSolution, value: sp.Expr) -> Any:
    """Return the condition that a programme has a solution that costs no more than a value."""
    return sp.And(other.condition.condition, _compared(other, value, sp.Ge))


def _compared(other: ParametricSolution, value: sp.Expr, kind: Any) -> Any:
    """Return a relation between a value and a programme's least cost, where the programme has a solution."""
    if len(other.regions) == 1 or other.programme.is_jointly_convex:
        return kind(value, other.value)
    return sp.And(*(sp.Or(sp.Not(part.condition.condition), kind(value, part.value)) for part in other.regions))


def _no_dearer(part: CriticalRegion, other: ParametricSolution, strict: bool) -> Any:
    """Return the condition that a solution costs no more than that of another programme, or less."""
    compared = _compared(other, part.value, sp.Lt if strict else sp.Le)
    return sp.Or(sp.Not(other.condition.condition), compared)


def _cut(part: CriticalRegion, ahead: Sequence[Any], settled: Settled) -> CriticalRegion | None:
    """Cut a critical region down by conditions; None where nothing is left."""
    many = len(ahead) >= FEW
    needed = [c for c in ahead if many or not settled.never(part.condition, sp.Not(c))]
    condition = part.condition
    for each in needed:
        condition = condition & each
    if many:  # sums of many maxima: points are looked for, but the prover is spared
        points = (settled.region & part.condition).sample(SAMPLES, symbols=condition.symbols)
        return replace(part, condition=condition, witness=next(filter(condition.contains, points), None))
    if settled.never(condition):
        return None
    found = find_point(settled.region & condition, settled.budget)
    return replace(part, condition=condition, witness=found.point if isinstance(found, Found) else None)
