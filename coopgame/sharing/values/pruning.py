"""Conditions written once: without what the region or the other conditions are proven to imply."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import Empty, decide, find_point
from coopgame.conditions import conjuncts, evaluate
from coopgame.errors import ExpressionError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.polynomials import difference_form, relation
from coopgame.sharing.extremes import greatest, least
from coopgame.symbols import Region

BUDGET = 1.0  # seconds that leaving a condition out is worth


def kept(conditions: Iterable[Any], region: Region) -> Region:
    """Return the conditions that are needed; those that nothing in the region meets are ``Region(sp.false)``.

    Parameters
    ----------
    conditions : iterable of relation
        Joined by *and*.
    region : Region
        What is presumed.

    """
    found: dict[Any, None] = {}
    for condition in conditions:
        for part in conjuncts(_primitive(condition, region)):
            if part == sp.false:
                return Region(sp.false)
            found[part] = None
    left = [condition for condition in found if not _follows(condition, region)]
    if left and isinstance(find_point(Region(region, *left), BUDGET), Empty):
        return Region(sp.false)
    for condition in reversed(left[:]):
        others = [other for other in left if other != condition]
        if others and _follows(condition, Region(region, *others)):
            left = others
    return Region(*left)


def resolved(game: CoalitionalGame) -> CoalitionalGame:
    """Return the game with each ``Max`` and ``Min`` among its worths down to what the region leaves open."""

    def greatest_of(*candidates: sp.Expr) -> sp.Expr:
        return greatest(candidates, game.region)

    def least_of(*candidates: sp.Expr) -> sp.Expr:
        return least(candidates, game.region)

    if not any(worth.has(sp.Max, sp.Min) for worth in game.worths):
        return game
    worths = (worth.replace(sp.Max, greatest_of).replace(sp.Min, least_of) for worth in game.worths)
    return CoalitionalGame(game.players, tuple(worths), game.region, game.exact)


def _primitive(condition: Any, region: Region) -> Any:
    """Write a relation by the signs of its factors, without those that the region settles.

    A ``Max``, ``Min`` or ``Piecewise`` counts as an unknown of its own.
    """
    if not isinstance(condition, Relational):
        return condition
    if not condition.free_symbols:
        return sp.true if evaluate(condition, {}) else sp.false
    hidden = {part: sp.Dummy(real=True) for part in condition.atoms(sp.Max, sp.Min, sp.Piecewise)}
    shown = {dummy: part for part, dummy in hidden.items()}
    try:
        form = difference_form(condition.lhs.xreplace(hidden), condition.rhs.xreplace(hidden))
    except ExpressionError:  # roots and the like stay as they are
        return condition
    if len(form.odd) + len(form.even) > 1:
        below = tuple(f for f in form.odd if _follows(f.expression.xreplace(shown) < 0, region))
        above = tuple(f for f in form.odd if _follows(f.expression.xreplace(shown) > 0, region))
        odd = tuple(f for f in form.odd if f not in (*below, *above))
        form = replace(form, sign=form.sign * (-1) ** len(below), odd=odd)
    return relation(form, condition.rel_op).xreplace(shown)


def _follows(condition: Any, region: Region) -> bool:
    return isinstance(decide(Claim(condition, region), BUDGET), Proved)
