"""Which shares attain a goal in a staged game: efforts answer the share, and so does what the goal is about."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from coopgame.claims.decide import Found, find_point
from coopgame.conditions import as_condition, conjuncts
from coopgame.design.literals import BUDGET, Settled
from coopgame.design.quadratic import SharePiece, pieces
from coopgame.errors import ExpressionError, SymbolError
from coopgame.solve.staged.outcome import Outcome
from coopgame.solve.staged.pruning import unsigned
from coopgame.symbols import Region


@dataclass(frozen=True)
class SharingRegion:
    r"""The shares :math:`\theta` at which a staged outcome attains a goal.

    Attributes
    ----------
    outcome : Outcome
    share : Symbol
    goal : condition
        On choices and parameters.
    condition : Region
        On the share and the parameters: where the outcome is an equilibrium and attains the goal.
    pieces : tuple of SharePiece or None
        The set in closed form, up to its ends, where the goal is one relation, linear or quadratic in the share, with
        a leading coefficient whose sign the parameters settle, and the outcome is proven to be one at every share
        between 0 and 1; else None.
    witness : dict or None
        An exact point of ``condition``; None where there is none, or it was not decided.

    """

    outcome: Outcome
    share: sp.Symbol
    goal: Any
    condition: Region
    pieces: tuple[SharePiece, ...] | None
    witness: Any = field(default=None, compare=False)

    @cached_property
    def is_empty(self) -> bool:
        """Whether it is proven that no share attains the goal anywhere."""
        return self.condition.conditions == (sp.false,)

    def __str__(self) -> str:
        """Write the pieces, or the condition where there are none."""
        if self.pieces is None:
            return f"attained if  {self.condition}"
        lines = [
            f"{self.share} from {p.lower} to {p.upper}" + (f"  if  {p.condition}" if p.condition.conditions else "")
            for p in self.pieces
        ]
        return "\n".join(lines) or "no share attains it"


def sharing_region(
    outcome: Outcome, *, goal: Any, share: sp.Symbol, region: Region = Region(), budget: float = BUDGET
) -> SharingRegion:
    r"""Return :math:`\{\theta : \text{goal}(z^*(\theta), \theta)\}` within the condition of the outcome.

    Parameters
    ----------
    outcome : Outcome
        Of :func:`coopgame.solve_staged`, the share among its parameters.
    goal : relation, Boolean or Region
        On choices and parameters, such as ``effort >= E``, or
        ``And(*(u >= d for u, d in zip(game.payoffs, outside)))``.
    share : Symbol
    region : Region
        Of parameters that only the goal has, such as ``Region(E > 0)``.
    budget : float
        Seconds for each question to the prover.

    Raises
    ------
    SymbolError
        When the share is no parameter of the game, or the goal holds a symbol that is neither choice nor parameter.
    RegionError
        When the goal is no condition, or the outcome is an equilibrium nowhere in the region.

    """
    if share not in outcome.game.symbols:
        raise SymbolError(f"the share {share} is no parameter of the game", expected="one of its parameters")
    wanted = goal.condition if isinstance(goal, Region) else as_condition(goal)
    known = dict.fromkeys((*outcome.game.choices, *outcome.game.symbols, *outcome.game.parameters, *region.symbols))
    for symbol in sorted(wanted.free_symbols - known.keys(), key=str):
        raise SymbolError(f"{symbol} is no choice or parameter of the game", expected=", ".join(map(str, known)))
    settled = Settled(outcome.condition & region, budget)
    condition = _attained(outcome, wanted, settled)
    literals = conjuncts(condition)
    attained = Region(sp.false) if settled.never(condition) else settled.region & settled.shortest(literals)
    found = find_point(attained, budget, symbols=outcome.game.symbols)
    return SharingRegion(
        outcome,
        share,
        wanted,
        attained,
        _solved(outcome, wanted, share, settled),
        found.point if isinstance(found, Found) else None,
    )


def _attained(outcome: Outcome, condition: Any, settled: Settled) -> Any:
    """Return what a condition on choices comes to at the outcome."""
    if condition in (sp.true, sp.false):
        return condition
    if not isinstance(condition, Relational):
        inner = condition if isinstance(condition, sp.And | sp.Or) else sp.to_nnf(condition, simplify=False)
        return inner.func(*(_attained(outcome, part, settled) for part in inner.args))
    difference = _value(outcome, condition.lhs - condition.rhs, settled)
    try:
        return settled.relation(difference, condition.rel_op)
    except ExpressionError:  # roots: left as they are, for the prover
        return condition.func(difference, 0)


def _value(outcome: Outcome, expression: sp.Expr, settled: Settled) -> sp.Expr:
    return unsigned(sp.factor(expression.xreplace(dict(outcome.choices))), settled.region)


def _solved(outcome: Outcome, goal: Any, share: sp.Symbol, settled: Settled) -> tuple[SharePiece, ...] | None:
    """Solve one relation for the share, where it is linear or quadratic in it."""
    if not isinstance(goal, sp.Ge | sp.Le | sp.Gt | sp.Lt):
        return None
    over, under = sp.fraction(sp.together(_value(outcome, goal.gts - goal.lts, settled)))
    if not (over.is_polynomial(share) and under.is_polynomial(share)):
        return None
    try:
        sign = settled.sign(under)
    except ExpressionError:
        return None
    if not sign:
        return None
    # What is said of parameters alone: whatever the share, the set is cut out of these.
    left = Region(*(c for c in settled.region.conditions if share not in c.free_symbols))
    inside = Settled(left & Region(share > 0, share < 1), settled.budget)
    if not all(inside.never(sp.Not(c)) for c in settled.region.conditions if share in c.free_symbols):
        return None
    return pieces(sp.Poly(sign * over, share), Settled(left, settled.budget))
