"""Comparative statics: how an outcome moves with a parameter, and where that turns."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import Found, decide, find_point, is_empty
from coopgame.errors import ClaimError, ExpressionError, RegionError, SolverError, SymbolError
from coopgame.exact import exact
from coopgame.solve.staged.normal import has_open_powers, oriented, reduced, without_common_power
from coopgame.solve.staged.outcome import Outcome
from coopgame.solve.staged.pruning import irredundant
from coopgame.symbols import Region


class Direction(Enum):
    """How a quantity moves with a parameter throughout a region."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    CONSTANT = "constant"
    AMBIGUOUS = "ambiguous"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class ComparativeStatic:
    r"""The derivative :math:`\mathrm{d} f / \mathrm{d} \theta` of a quantity at an outcome, and its sign.

    Attributes
    ----------
    of : Expr
        The quantity, in choices and parameters.
    wrt : Symbol
        The parameter :math:`\theta`.
    derivative : Expr
        In the parameters, later and earlier choices responding.
    region : Region
        Where its sign was looked at.
    direction : Direction
        INCREASING where the derivative is positive throughout, but for points at which it is zero; DECREASING likewise;
        AMBIGUOUS where both signs occur, each shown by a witness.
    rises, falls, turns : Region
        Where, within ``region``, the derivative is positive, negative and zero.
    strict : bool
        Whether the derivative is proven to be nowhere zero.
    witnesses : tuple of (dict or None)
        A point of ``rises`` and one of ``falls``; None where there is none, or none was found.

    """

    of: sp.Expr
    wrt: sp.Symbol
    derivative: sp.Expr
    region: Region
    direction: Direction
    rises: Region
    falls: Region
    turns: Region
    strict: bool
    witnesses: tuple[dict[sp.Symbol, sp.Expr] | None, dict[sp.Symbol, sp.Expr] | None] = field(compare=False)

    def __str__(self) -> str:
        """Say how the quantity moves."""
        told = f"{self.of} is {self.direction.value} in {self.wrt}"
        return f"{told}; it rises if {self.rises}" if self.direction is Direction.AMBIGUOUS else told


def comparative_statics(
    outcome: Outcome, *, of: Any, wrt: sp.Symbol, within: Region = Region(), budget: float = 10.0
) -> ComparativeStatic:
    r"""Differentiate a quantity at an outcome by a parameter, and decide the sign of the derivative.

    Parameters
    ----------
    outcome : Outcome
    of : Symbol or expression
        In choices and parameters, such as ``x1`` or ``(1 + beta) * x1``.
    wrt : Symbol
        A parameter of the game.
    within : Region
        Looked at besides the outcome's own condition.
    budget : float
        Seconds the prover may take on each question.

    Raises
    ------
    SymbolError
        When ``wrt`` is no parameter of the game, or ``of`` holds a symbol that is neither choice nor parameter.
    RegionError
        When the region is empty.
    SolverError
        When the budget is not positive.

    """
    if wrt not in (*outcome.game.symbols, *outcome.game.parameters):
        raise SymbolError(f"{wrt} is no parameter of the game", expected=", ".join(map(str, outcome.game.symbols)))
    if not budget > 0:
        raise SolverError(f"a budget of {budget} s leaves no time", expected="a positive number of seconds")
    slope = reduced(sp.diff(outcome.value(of), wrt))
    region = outcome.condition & within
    sign = _plain(slope)
    rising, falling = _point(region & (sign > 0), budget), _point(region & (sign < 0), budget)
    if rising is None and falling is None and _nowhere(region, budget):
        raise RegionError(f"there is no point in {region}", expected="a region that has one")
    turns, strict = _turning(sign, region, budget)
    return ComparativeStatic(
        exact(of),
        wrt,
        oriented(slope, outcome.witness or {}),
        region,
        _direction(sign, region, (rising, falling), budget),
        _where(sign > 0, region),
        _where(sign < 0, region),
        turns,
        strict,
        (rising, falling),
    )


def _plain(slope: sp.Expr) -> sp.Expr:
    """Leave out factors that the prover can't read but are positive: powers with a symbol in the exponent."""
    rest = without_common_power(slope) if has_open_powers(slope) else slope
    return sp.Mul(*(f for f in sp.Mul.make_args(rest) if not f.as_base_exp()[1].free_symbols))


def _nowhere(region: Region, budget: float) -> bool:
    try:
        return is_empty(region, budget)
    except (ClaimError, ExpressionError):  # not decided, or beyond the prover
        return False


def _direction(slope: sp.Expr, region: Region, points: tuple[Any, Any], budget: float) -> Direction:
    rising, falling = points
    if rising is not None and falling is not None:
        return Direction.AMBIGUOUS
    if rising is None and falling is None:
        return Direction.CONSTANT if slope == 0 or _proved(sp.Eq(slope, 0), region, budget) else Direction.UNDECIDED
    never, direction = (slope >= 0, Direction.INCREASING) if falling is None else (slope <= 0, Direction.DECREASING)
    return direction if _proved(never, region, budget) else Direction.UNDECIDED


def _turning(slope: sp.Expr, region: Region, budget: float) -> tuple[Region, bool]:
    if slope == 0:
        return Region(), False
    strict = _proved(sp.Ne(slope, 0), region, budget)
    return (Region(sp.false) if strict else _where(sp.Eq(slope, 0), region)), strict


def _where(condition: Any, region: Region) -> Region:
    """Write a condition as shortly as what the region settles allows."""
    return Region(*irredundant((condition,), region))


def _proved(condition: Any, region: Region, budget: float) -> bool:
    try:
        return isinstance(decide(Claim(condition, region), budget), Proved)
    except (ClaimError, ExpressionError):
        return False


def _point(region: Region, budget: float) -> dict[sp.Symbol, sp.Expr] | None:
    if sp.false in region.conditions:
        return None
    try:
        found = find_point(region, budget)
    except (ClaimError, ExpressionError):
        return None
    return found.point if isinstance(found, Found) else None
