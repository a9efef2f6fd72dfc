"""Conditions written shortly: factors whose sign is known are left out, and so is what follows from the rest."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.conditions import conjuncts
from coopgame.errors import ClaimError, ExpressionError
from coopgame.polynomials import Polynomial, SignForm, relation, sign_form
from coopgame.solve.staged.normal import has_open_powers, without_common_power
from coopgame.symbols import Region

SECONDS = 1.0  # what proving that a condition can be left out is worth


@lru_cache(maxsize=4096)
def implied(condition: Any, region: Region) -> bool:
    """Whether a condition is proven to follow from a region; False where that was not found out."""
    if condition in (sp.true, sp.false):
        return condition is sp.true
    try:
        return isinstance(decide(Claim(condition, region), SECONDS), Proved)
    except (ClaimError, ExpressionError):  # powers with symbolic exponents are beyond the prover
        return False


def unsigned(expression: sp.Expr, region: Region) -> sp.Expr:
    """Write :math:`e` or :math:`-e` for an absolute value :math:`|e|` where the region settles which it is."""
    for absolute in expression.atoms(sp.Abs):
        inner = absolute.args[0]
        if implied(inner >= 0, region):
            expression = expression.xreplace({absolute: inner})
        elif implied(inner <= 0, region):
            expression = expression.xreplace({absolute: -inner})
    return expression


def shortened(conditions: Iterable[Any], region: Region) -> tuple[Any, ...]:
    """Write relations by the signs of their factors, those that are settled throughout the region left out."""
    found: dict[Any, None] = {}
    for condition in conditions:
        for part in conjuncts(_shortened(condition, region)):
            if part is not sp.true and not implied(part, region):
                found[part] = None
    return tuple(_joined(tuple(found)))


def _shortened(condition: Any, region: Region) -> Any:
    if not isinstance(condition, Relational):
        return condition
    difference = unsigned(condition.lhs - condition.rhs, region)
    try:
        form = sign_form(without_common_power(difference) if has_open_powers(difference) else difference)
    except ExpressionError:
        return condition
    sign, odd = form.sign, []
    for factor in form.odd:
        if implied(factor.expression > 0, region):
            continue
        if implied(factor.expression < 0, region):
            sign = -sign
            continue
        odd.append(factor)
    even = tuple(f for f in form.even if not implied(sp.Ne(f.expression, 0), region))
    poles = tuple(f for f in form.poles if not implied(sp.Ne(f.expression, 0), region))
    if not sign:
        return relation(SignForm(0, (), (), poles), condition.rel_op)
    if condition.rel_op == "!=":  # each factor by itself: a product that is not zero is read with pain
        return sp.And(*map(_nonzero, (*odd, *even, *poles)))
    if condition.rel_op == "==":
        return relation(SignForm(sign, (*odd, *even), (), poles), "==")
    if condition.rel_op in "<>":
        return sp.And(relation(SignForm(sign, tuple(odd), (), poles), condition.rel_op), *map(_nonzero, even))
    return relation(SignForm(sign, tuple(odd), even, poles), condition.rel_op)


def _nonzero(factor: Polynomial) -> Any:
    return relation(SignForm(1, (factor,), (), ()), "!=")


def irredundant(conditions: Sequence[Any], region: Region) -> tuple[Any, ...]:
    """Leave out, one after another, conditions that follow from the region and the others; the last ones go first.

    What is left of a product once the others settle some of its factors takes its place, and a product that can be
    positive in one way only is taken apart.
    """
    kept, before = _apart(tuple(dict.fromkeys(conditions)), region), None
    while kept != before:
        before = list(kept)
        for condition in reversed(before):
            place = kept.index(condition)
            others = kept[:place] + kept[place + 1 :]
            given = Region(region, *others)
            shorter = () if implied(condition, given) else conjuncts(_shortened(condition, given))
            kept = kept[:place] + [c for c in shorter if c not in others] + kept[place + 1 :]
        kept = _joined(kept)
    return tuple(kept)


def _apart(conditions: Sequence[Any], region: Region) -> list[Any]:
    """Write the sign of each factor in place of a product's, where all conditions together settle them."""
    found: dict[Any, None] = {}
    given = Region(region, *conditions)
    for condition in conditions:
        parts = [condition]
        if isinstance(condition, sp.Gt | sp.Lt) and condition.rhs == 0 and len(sp.Mul.make_args(condition.lhs)) > 1:
            up = [implied(f > 0, given) for f in sp.Mul.make_args(condition.lhs)]
            ways = [f > 0 if above else f < 0 for f, above in zip(sp.Mul.make_args(condition.lhs), up, strict=True)]
            fits = up.count(False) % 2 == isinstance(condition, sp.Lt)  # what nothing satisfies implies anything
            if fits and all(implied(way, given) for way in ways):
                parts = [part for way in ways for part in conjuncts(_shortened(way, region))]
        found.update(dict.fromkeys(parts))
    return list(found)


def _joined(conditions: Sequence[Any]) -> list[Any]:
    """Write ``>`` for ``>=`` and ``!=`` between the same sides, and ``==`` for ``>=`` and ``<=``."""
    weak = {_greater_first(c) for c in conditions if isinstance(c, sp.Ge | sp.Le)}
    unequal = {frozenset(c.args) for c in conditions if isinstance(c, sp.Ne)}

    def closer(condition: Any) -> Any:
        if isinstance(condition, sp.Ge | sp.Le):
            if _greater_first(condition)[::-1] in weak:
                return sp.Eq(*sorted(condition.args, key=sp.default_sort_key, reverse=True))
            if frozenset(condition.args) in unequal:
                return (sp.Gt if isinstance(condition, sp.Ge) else sp.Lt)(*condition.args)
        return condition

    found = list(dict.fromkeys(map(closer, conditions)))
    settled = {frozenset(c.args) for c in found if isinstance(c, sp.Gt | sp.Lt)}
    return [c for c in found if not (isinstance(c, sp.Ne) and frozenset(c.args) in settled)]


def _greater_first(condition: Any) -> tuple[sp.Expr, ...]:
    sides: tuple[sp.Expr, ...] = condition.args if isinstance(condition, sp.Ge) else condition.args[::-1]
    return sides
