"""Relations over a region, written without the factors whose sign the region settles."""

from collections.abc import Iterable, Sequence
from math import prod
from typing import Any

import sympy as sp

from coopgame.claims.decide import Empty, find_point
from coopgame.polynomials import FLIPPED, holds
from coopgame.solve.cuts import Reduction
from coopgame.solve.simplify import irredundant
from coopgame.symbols import Region

BUDGET = 2.0  # seconds for each question to the prover
MOST_BRANCHES = 512  # beyond that a question is not asked: sampling alone would go through all of them


class Settled:
    """Reads the signs of expressions over one region.

    A relation comes back as one between polynomials: defined everywhere, so that its negation is its complement.
    Denominators must not vanish in the region, or where the caller says so.

    Parameters
    ----------
    region : Region
    budget : float
        Seconds for each question to the prover.

    Raises
    ------
    RegionError
        When the region is empty.

    """

    def __init__(self, region: Region, budget: float = BUDGET) -> None:
        self.region, self.budget = region, budget
        self.reduction = Reduction(region, budget=budget)

    def relation(self, expression: Any, operator: str) -> Any:
        """Return ``expression operator 0`` as a relation, true or false."""
        gain = self.reduction.reduce(sp.sympify(expression, strict=True))
        if gain.cut is None:
            return sp.true if holds(operator, gain.turn) else sp.false
        return gain.cut.compare(operator if gain.turn > 0 else FLIPPED[operator])

    def sign(self, expression: Any) -> int | None:
        """Return the sign of an expression where it is the same throughout, else None."""
        gain = self.reduction.reduce(sp.sympify(expression, strict=True))
        return gain.turn if gain.cut is None else None

    def written(self, expression: Any) -> sp.Expr:
        """Return a quotient as it is read: its denominator positive where its sign is settled."""
        over, under = sp.fraction(sp.cancel(expression))
        turn = -1 if under.free_symbols and self.sign(under) == -1 else 1
        factored = sp.factor(turn * over)
        parts = [part for part in sp.Mul.make_args(factored) if part.free_symbols]
        return (factored if len(parts) > 1 else sp.expand(turn * over)) / sp.factor(turn * under)

    def defined(self, expression: Any, name: str) -> None:
        """See that an expression is rational and defined all over the region.

        Raises
        ------
        ExpressionError
            When it is not rational in the parameters.
        SolverError
            When a denominator vanishes in the region.

        """
        self.reduction.check_defined(expression, name)

    def never(self, *conditions: Any) -> bool:
        """Whether it is proven that conditions hold together nowhere in the region."""
        if branches(conditions) > MOST_BRANCHES:
            return False
        return isinstance(find_point(Region(self.region, *conditions), self.budget), Empty)

    def shortest(self, literals: Sequence[Any]) -> Region:
        """Return the literals joined, those left out that follow from the region and the rest."""
        found = [literal for literal in dict.fromkeys(literals) if literal != sp.true]
        if sp.false in found or self.never(*found):
            return Region(sp.false)
        return Region(*found) if branches(found) > MOST_BRANCHES else irredundant(self.region, found, self.budget)


def branches(conditions: Iterable[Any]) -> int:
    """Count the ways in which the maxima, minima and cases of some conditions may turn out."""
    kinds = (sp.Max, sp.Min, sp.Abs, sp.Piecewise)
    found = {each for c in conditions if isinstance(c, sp.Basic) for each in c.atoms(*kinds)}
    return prod(max(2, len(each.args)) for each in found)
