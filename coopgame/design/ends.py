r"""The ends of a share: linear constraints :math:`a \theta \ge b` on one number, solved for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import sympy as sp

from coopgame.design.literals import Settled
from coopgame.errors import RuleError
from coopgame.symbols import Region

MOST_CASES = 81
OPERATOR = {-1: "<", 0: "==", 1: ">"}


@dataclass(frozen=True)
class Constraint:
    r"""A constraint :math:`a \theta \ge b`, or :math:`>` where it is strict.

    Attributes
    ----------
    slope, bound : Expr
    name : str
        What it says, in words.
    party : str
        The player whose constraint it is, if it is one's.
    strict : bool

    """

    slope: sp.Expr
    bound: sp.Expr
    name: str
    party: str = ""
    strict: bool = False


@dataclass(frozen=True)
class End:
    """One bound of a share, and who sets it.

    Attributes
    ----------
    value : Expr
    name : str
        What lies beyond it, in words: ``enterprise would rather defect``.
    party : str
        The player who sets it; empty where it is the share itself that goes no further.
    strict : bool
        Whether the end itself is left out.

    """

    value: sp.Expr
    name: str
    party: str = ""
    strict: bool = False


@dataclass(frozen=True)
class Ends:
    r"""The shares between some ends, :math:`\max_k l_k \le \theta \le \min_k u_k`.

    Attributes
    ----------
    case : Region
        The parameters it is about: signs of slopes.
    lower, upper : tuple of End
    apart : tuple of condition
        What must hold besides, whatever the share.
    nonempty : Region
        Where there is such a share.

    """

    case: Region
    lower: tuple[End, ...]
    upper: tuple[End, ...]
    apart: tuple[Any, ...]
    nonempty: Region


def solved(constraints: Sequence[Constraint], settled: Settled) -> tuple[Ends, ...]:
    """Solve constraints for the share, one answer for each way the signs of the slopes may be.

    Raises
    ------
    RuleError
        When there are more than 81 ways.

    """
    slopes = dict.fromkeys(c.slope for c in constraints)
    open_slopes = [slope for slope in slopes if settled.sign(slope) is None]
    if 3 ** len(open_slopes) > MOST_CASES:
        raise RuleError(
            f"the signs of {len(open_slopes)} differences of revenue depend on the parameters",
            expected="a region that settles all but four",
        )
    found = []
    for signs in product((1, -1, 0), repeat=len(open_slopes)):
        chosen = dict(zip(open_slopes, signs, strict=True))
        case = Region(*(settled.relation(slope, OPERATOR[sign]) for slope, sign in chosen.items()))
        if not settled.never(case):
            found.append(_case(constraints, chosen, case, settled))
    return tuple(found)


def _case(constraints: Sequence[Constraint], signs: dict[sp.Expr, int], case: Region, region: Settled) -> Ends:
    settled = Settled(region.region & case, region.budget) if case.conditions else region
    sides: dict[int, list[End]] = {1: [], -1: []}
    apart = []
    for constraint in constraints:
        sign = signs.get(constraint.slope, settled.sign(constraint.slope))
        if sign:
            value = settled.written(constraint.bound / constraint.slope)
            sides[sign].append(End(value, constraint.name, constraint.party, constraint.strict))
        else:
            apart.append(settled.relation(constraint.bound, "<" if constraint.strict else "<="))
    lower, upper = _outer(sides[1], 1, settled), _outer(sides[-1], -1, settled)
    meeting = [
        settled.relation(high.value - low.value, ">" if low.strict or high.strict else ">=")
        for low in lower
        for high in upper
    ]
    return Ends(case, lower, upper, tuple(apart), settled.shortest([*apart, *meeting]))


def _outer(ends: Sequence[End], turn: int, settled: Settled) -> tuple[End, ...]:
    """Leave out, one after another, what is proven to lie nowhere beyond another end that stays."""
    kept = list(dict.fromkeys(ends))
    for end in tuple(kept):
        if any(other is not end and _inside(end, other, turn, settled) for other in kept):
            kept.remove(end)
    return tuple(kept)


def _inside(end: End, other: End, turn: int, settled: Settled) -> bool:
    """Whether another end is proven to bound at least as tightly."""
    strictly = end.strict and not other.strict
    return settled.never(settled.relation(turn * (other.value - end.value), "<=" if strictly else "<"))


def written(ends: Sequence[End], join: Any) -> sp.Expr:
    """Return the outermost of some ends in closed form: their Max or Min."""
    return join(*(end.value for end in ends))
