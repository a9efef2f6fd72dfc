"""Where in [0, 1] a linear or quadratic function of a share is not negative."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.design.literals import Settled
from coopgame.errors import ExpressionError
from coopgame.symbols import Region


@dataclass(frozen=True)
class SharePiece:
    r"""Shares :math:`\theta` between two ends.

    Attributes
    ----------
    lower, upper : Expr
        :math:`\underline\theta` and :math:`\overline\theta`, within [0, 1].
    condition : Region
        On the parameters: where this is a piece of the set.

    """

    lower: sp.Expr
    upper: sp.Expr
    condition: Region


def pieces(form: Any, settled: Settled) -> tuple[SharePiece, ...] | None:
    r"""Return :math:`\{\theta \in [0, 1] : a \theta^2 + b \theta + c \ge 0\}` piece by piece.

    Parameters
    ----------
    form : Poly
        In the share.
    settled : Settled
        Over the region of the parameters.

    Returns
    -------
    tuple of SharePiece or None
        None where the degree is higher, or the sign of the leading coefficient, or another one, is not settled.

    """
    if form.degree() > 2:
        return None
    try:
        sign = settled.sign(form.LC())
        if sign is None:
            return None
        ways = {0: _constant, 1: _linear, 2: _quadratic}[max(form.degree(), 0)](form, sign, settled)
        found = []
        for lower, upper, conditions in ways:
            region = settled.shortest([_relation(c, settled) for c in conditions])
            if not settled.never(region):
                found.append(SharePiece(lower, upper, region))
    except ExpressionError:  # a coefficient is not rational in the parameters
        return None
    return tuple(found)


Way = tuple[sp.Expr, sp.Expr, tuple[Any, ...]]


def _constant(form: Any, sign: int, _: Settled) -> Iterator[Way]:
    if sign >= 0:
        yield sp.Integer(0), sp.Integer(1), ()


def _linear(form: Any, sign: int, _: Settled) -> Iterator[Way]:
    a, b = form.all_coeffs()
    root = sp.factor(-b / a)
    if sign > 0:
        yield sp.Max(0, root), sp.Integer(1), (form.eval(1) >= 0,)
    else:
        yield sp.Integer(0), sp.Min(1, root), (form.eval(0) >= 0,)


def _quadratic(form: Any, sign: int, settled: Settled) -> Iterator[Way]:
    a, b, c = form.all_coeffs()
    inside = sp.factor(b**2 - 4 * a * c)
    if settled.sign(inside) == -1:  # no roots, and SymPy takes no Max of them
        yield from _constant(form, sign, settled)
        return
    low, high = ((-b - turn * sp.sqrt(inside)) / (2 * a) for turn in (sign, -sign))
    at_zero, at_one, real = form.eval(0) >= 0, form.eval(1) >= 0, inside >= 0
    # The extremum -b / 2a lies left of zero, and right of one.
    before, after = sign * b > 0, sign * (b + 2 * a) < 0
    if sign < 0:
        within = sp.And(real, sp.Not(before), sp.Not(after))
        yield sp.Max(0, low), sp.Min(1, high), (sp.Or(at_zero, at_one, within),)
    else:
        yield sp.Integer(0), sp.Integer(1), (sp.Or(inside < 0, sp.And(before, at_zero), sp.And(after, at_one)),)
        yield sp.Integer(0), sp.Min(1, low), (real, at_zero, sp.Not(before))
        yield sp.Max(0, high), sp.Integer(1), (real, at_one, sp.Not(after))


def _relation(condition: Any, settled: Settled) -> Any:
    """Write every relation of a condition without the factors whose sign is settled."""
    if isinstance(condition, sp.And | sp.Or):
        return condition.func(*(_relation(part, settled) for part in condition.args))
    if condition in (sp.true, sp.false):
        return condition
    return settled.relation(condition.lhs - condition.rhs, condition.rel_op)
