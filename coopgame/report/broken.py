"""Long formulas in LaTeX that can be broken: no fraction is stacked, and brackets do not grow."""

from typing import Any

import sympy as sp

from coopgame.report.notation import formula, terms

BREAK = r" \allowbreak "


def broken(value: sp.Expr) -> str:
    """Write a formula with its fractions on the line, breakable at signs and between factors."""
    if isinstance(value, sp.Add):
        return _sum(value)
    if isinstance(value, sp.Mul):
        return _product(value)
    if isinstance(value, sp.Pow) and value.exp.is_Integer and value.exp < 0:
        return f"1 / {_factor(1 / value)}"
    return _factor(value)


def _sum(value: sp.Add) -> str:
    first, *rest = terms(value)
    written = broken(first)
    for term in rest:
        turned = term.could_extract_minus_sign()
        written += f" - {broken(-term)}" if turned else f" + {broken(term)}"
    return written


def _product(value: sp.Mul) -> str:
    number, rest = value.as_coeff_Mul()
    if not value.has(sp.Add):
        return formula(value)
    if number.is_negative:
        return f"-{broken(-value)}"
    over, under = sp.fraction(rest)
    over = [f for f in (sp.Integer(number.p), *sp.Mul.make_args(over)) if f != 1]
    under = [f for f in (sp.Integer(number.q), *sp.Mul.make_args(under)) if f != 1]
    above = BREAK.join(map(_factor, over)) or "1"
    if not under:
        return above
    below = BREAK.join(map(_factor, under))
    return f"{above} / {below}" if len(under) == 1 else f"{above} / ({below})"


def _factor(value: Any) -> str:
    if isinstance(value, sp.Add):
        return f"({_sum(value)})"
    if isinstance(value, sp.Pow) and value.base.has(sp.Add) and not _is_stacked(value.exp):
        return f"({broken(value.base)})^{{{formula(value.exp)}}}"
    return formula(value)


def _is_stacked(power: sp.Expr) -> bool:
    """Whether a power is written as a root or a fraction."""
    return bool(power.is_negative or (power.is_Rational and not power.is_Integer))
