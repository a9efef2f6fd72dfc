"""Maxima, minima and branches in an expression: without what a region excludes, and how many cases they make."""

from math import prod

import sympy as sp

from coopgame.sharing.extremes import greatest, least
from coopgame.symbols import Region

MOST_CASES = 64  # that a prover is asked to go through


def pruned(expression: sp.Expr, region: Region) -> sp.Expr:
    """Leave out of every maximum and minimum in an expression what the region is proven to exclude."""
    if not expression.has(sp.Max, sp.Min) or isinstance(expression, sp.Piecewise):
        return expression
    parts = [pruned(part, region) for part in expression.args]
    if isinstance(expression, sp.Max):
        return greatest(parts, region)
    return least(parts, region) if isinstance(expression, sp.Min) else expression.func(*parts)


def cases(expression: sp.Expr) -> int:
    """Count the cases that maxima, minima and branches make together; so many a prover has to go through."""
    if not expression.has(sp.Max, sp.Min, sp.Piecewise):
        return 1
    if isinstance(expression, sp.Piecewise):
        return sum(cases(branch) for branch, _ in expression.args)
    counts = [cases(part) for part in expression.args]
    return sum(counts) if isinstance(expression, sp.Max | sp.Min) else prod(counts)
