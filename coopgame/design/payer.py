"""Where the player who pays the transfers has no reason to leave the target either."""

from collections.abc import Mapping, Sequence

import sympy as sp

from coopgame.design.gains import row
from coopgame.design.literals import Settled
from coopgame.design.programme import either
from coopgame.design.transfers import LeastTransfers
from coopgame.symbols import Region


def willing(
    gains: Sequence[sp.Expr],
    weights: Mapping[sp.Symbol, sp.Expr],
    paid: Sequence[tuple[LeastTransfers, Mapping[sp.Symbol, sp.Expr]]],
    convex: bool,
    settled: Settled,
) -> Region:
    """Return where the payer gains nothing by a deviation, paying the least transfers.

    Parameters
    ----------
    gains : sequence of Expr
        What each deviation brings, the transfers in it as symbols.
    weights : mapping of Symbol to Expr
        Every unknown, and what the total counts for each unit of it.
    paid : sequence of (LeastTransfers, mapping of Symbol to Expr)
        The parts, and what the unknowns are there.
    convex : bool
        Whether the total is the largest of the parts' totals.
    settled : Settled
        Over the region.

    """
    by_total = [_in_total(gain, weights) for gain in gains]
    if convex and None not in by_total:
        # The payer is willing where each of the parts' totals, of which the largest is paid, is little enough.
        each = (rest + factor * part.total for rest, factor in filter(None, by_total) for part, _ in paid)
        return settled.shortest([no_gain(gain, settled) for gain in each])
    return either(
        part.condition & settled.shortest([no_gain(sp.expand(gain.xreplace(dict(values))), settled) for gain in gains])
        for part, values in paid
    )


def _in_total(gain: sp.Expr, weights: Mapping[sp.Symbol, sp.Expr]) -> tuple[sp.Expr, sp.Expr] | None:
    """Write a gain as a rest and a positive multiple of the total, if it is that."""
    form = row(gain, tuple(weights), "the payer")
    factors = {sp.cancel(a / w) for a, w in zip(form.coefficients, weights.values(), strict=True) if w != 0}
    uncounted = any(a != 0 for a, w in zip(form.coefficients, weights.values(), strict=True) if w == 0)
    if len(factors) != 1 or uncounted:
        return None
    (factor,) = factors
    return (-form.bound, factor) if factor.is_positive else None


def no_gain(gain: sp.Expr, settled: Settled) -> sp.Basic:
    """Return that a gain is none, without the factors whose sign is settled where it is rational."""
    return sp.Le(gain, 0) if gain.has(sp.Max, sp.Min, sp.Piecewise) else settled.relation(gain, "<=")
