"""Values that are linear in the worths: each worth once, with its coefficient."""

from collections.abc import Iterable, Sequence
from math import lcm
from operator import mul
from typing import Any

import sympy as sp

from coopgame.games.coalitional import CoalitionalGame

Row = tuple[Sequence[int], int]


def combinations_of_worths(game: CoalitionalGame, rows: Iterable[Row]) -> tuple[sp.Expr, ...]:
    r"""Return :math:`\sum_S k_S v(S) / q` for every row :math:`(k, q)`.

    Parameters
    ----------
    game : CoalitionalGame
    rows : iterable of (sequence of int, int)
        One coefficient a coalition, in the order of the worths, and what they are divided by.

    """
    if all(worth.is_Rational for worth in game.worths):
        under = lcm(*(int(worth.q) for worth in game.worths))
        whole = [int(worth.p) * (under // int(worth.q)) for worth in game.worths]
        return tuple(sp.Rational(sum(map(mul, row, whole)), over * under) for row, over in rows)
    distinct = {worth: k for k, worth in enumerate(dict.fromkeys(game.worths))}
    group = [distinct[worth] for worth in game.worths]
    return tuple(_collected(row, over, list(distinct), group) for row, over in rows)


def _collected(row: Sequence[int], over: int, worths: Sequence[sp.Expr], group: Sequence[int]) -> sp.Expr:
    counts = [0] * len(worths)
    for count, k in zip(row, group, strict=True):
        counts[k] += count
    return collected(sp.Rational(count, over) * worth for count, worth in zip(counts, worths, strict=True) if count)


def collected(terms: Iterable[sp.Expr]) -> sp.Expr:
    """Add terms up, each denominator's on its own: what is zero is seen to be, at a cost linear in the terms.

    A ``Max``, ``Min`` or ``Piecewise`` counts as an unknown of its own.
    """
    bare, shown = _opened(sp.Add(*terms))
    over: dict[sp.Expr, list[sp.Expr]] = {}
    for term in sp.Add.make_args(bare):
        numerator, denominator = term.as_numer_denom()
        factor, rest = denominator.as_coeff_Mul()
        over.setdefault(rest, []).append(sp.expand(numerator) / factor)
    parts = (_quotient(sp.Add(*numerators), denominator) for denominator, numerators in over.items())
    return sp.Add(*parts).xreplace(shown)


def cancelled(expression: sp.Expr) -> sp.Expr:
    """Write a rational expression as one fraction in lowest terms; what has branches counts as an unknown."""
    bare, shown = _opened(expression)
    return sp.cancel(bare).xreplace(shown)


def _opened(expression: sp.Expr) -> tuple[sp.Expr, dict[sp.Dummy, Any]]:
    """Put an unknown for what has branches; and say what each stands for."""
    shown = {sp.Dummy(real=True): part for part in expression.atoms(sp.Max, sp.Min, sp.Piecewise)}
    return expression.xreplace({part: dummy for dummy, part in shown.items()}), shown


def _quotient(numerator: sp.Expr, denominator: sp.Expr) -> sp.Expr:
    return numerator if denominator == 1 else sp.cancel(numerator / denominator)
