r"""What a compiled loop has to compute for a 2x2 game, given the box :math:`\prod_j [a_j, b_j]` that holds its points.

Where the box lies inside the region, and apart from all poles, that is the signs of four deviation gains and nothing
else; and what floating point may be wrong by anywhere in the box is worked out once rather than at each point.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import sympy as sp

from coopgame.errors import ExpressionError
from coopgame.games.finite import FiniteGame
from coopgame.polynomials import relation_form
from coopgame.sweeps.outputs import Extent
from coopgame.sweeps.signs.cut_signs import gains_of
from coopgame.sweeps.signs.fused import Plan, Requirement, is_comparison
from coopgame.sweeps.signs.hulls import error_within, range_within

# Player, profile, and the profile deviated to: to the first strategy from the second.
DEVIATIONS = ((0, 2, 0), (0, 3, 1), (1, 1, 0), (1, 3, 2))


class Known(NamedTuple):
    """What holds at all points of a sweep.

    Parameters
    ----------
    inside : bool
        Whether it is clear that all of them lie inside the region.
    plan : Plan
        What is left to compute at each.
    bounds : tuple of float
        What floats may be wrong by on the doubtful polynomials of a steady plan.

    """

    inside: bool
    plan: Plan
    bounds: tuple[float, ...] = ()


@lru_cache(maxsize=64)
def careful_plan(game: FiniteGame, symbols: tuple[sp.Symbol, ...], given: frozenset[sp.Symbol]) -> Plan:
    """Return the plan that takes nothing for granted.

    Parameters
    ----------
    game : FiniteGame
    symbols : tuple of Symbol
        In the order of the columns.
    given : frozenset of Symbol
        Those some of whose floats stand for other numbers than their decimals.

    """
    gains = gains_of(game, DEVIATIONS)
    requirements = fusable(game.region.conditions)
    factors = (*gains.factors, *(r.factor for r in requirements))
    certain = frozenset(f for f in factors if is_comparison(f, given))
    return Plan(symbols, gains.products, requirements, gains.poles, certain)


@lru_cache(maxsize=64)
def known_within(
    game: FiniteGame, symbols: tuple[sp.Symbol, ...], given: frozenset[sp.Symbol], extents: tuple[Extent, ...]
) -> Known:
    """Return what holds at all points of a box, and the plan for what does not; symbols have their extents in order."""
    plan = careful_plan(game, symbols, given)
    box = dict(zip(symbols, extents, strict=True))

    def least(requirement: Requirement) -> float:
        low, high = range_within(requirement.factor, box, error(requirement.factor))
        return low if requirement.turn > 0 else -high

    def error(factor: Any) -> float:
        return 0.0 if factor in plan.certain else error_within(factor, box)

    def holds(requirement: Requirement) -> bool:
        at_bound = not requirement.strict and requirement.factor in plan.certain
        return least(requirement) >= 0 if at_bound else least(requirement) > 0

    def apart(pole: Any) -> bool:
        low, high = range_within(pole, box, error(pole))
        return low > 0 or high < 0

    inside = len(plan.requirements) == len(game.region.conditions) and all(map(holds, plan.requirements))
    if not inside or not all(map(apart, plan.poles)):
        return Known(inside, plan)
    steady = plan._replace(requirements=(), poles=(), steady=True)
    return Known(inside, steady, tuple(map(error, steady.doubtful)))


def fusable(conditions: Sequence[Any]) -> tuple[Requirement, ...]:
    """Return those of the conditions that say that a polynomial is positive or negative, or not."""
    found = []
    for condition in conditions:
        try:
            form = relation_form(condition) if condition.is_Relational else None
        except ExpressionError:
            form = None
        if form is None or form.poles or form.even or len(form.odd) != 1 or condition.rel_op in ("==", "!="):
            continue
        turn = form.sign if condition.rel_op in (">", ">=") else -form.sign
        found.append(Requirement(turn, form.odd[0], condition.rel_op in (">", "<")))
    return tuple(found)
