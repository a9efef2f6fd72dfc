r"""One way to write an expression: a quotient in lowest terms, factored, powers of like bases together.

Powers whose exponent is no integer, such as :math:`e^{A}` or :math:`\sqrt{x}`, are taken apart into powers of the
factors of their bases, which is right where those are positive; :func:`bases` tells of which that is required, and
:func:`needed` what an expression asks for as it is given, before powers are taken apart and cancel.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import sympy as sp


def powers(expression: sp.Expr) -> list[sp.Expr]:
    """Every power of an expression whose exponent is no integer, but for roots of numbers, the outermost first."""
    found = (p for p in expression.atoms(sp.Pow) if not p.exp.is_Integer and not p.is_number)
    return sorted(found, key=lambda p: (-p.count_ops(), sp.default_sort_key(p)))


def is_nested(expression: sp.Expr) -> bool:
    """Whether a sum with powers in it stands under a power: such an expression is left as it is."""
    return any(powers(total) for p in powers(expression) for total in p.base.atoms(sp.Add))


def bases(expression: sp.Expr) -> list[sp.Expr]:
    """What must be positive for an expression in this form to be right: the bases of its powers."""
    return [] if is_nested(expression) else list(dict.fromkeys(p.base for p in powers(split(expression))))


def needed(expression: sp.Expr) -> list[Any]:
    """Say where an expression is defined: no denominator is zero, and every factor of what has a power is positive."""
    found = dict.fromkeys(sp.Ne(p.base, 0) for p in expression.atoms(sp.Pow) if p.exp.is_Integer and p.exp < 0)
    for p in powers(expression):
        for base in [p.base] if powers(p.base) else [inner for inner, _ in _factors(p.base)]:
            if not isinstance(base, sp.Abs):
                found[base > 0] = None
            elif not p.exp.is_positive:
                found[sp.Ne(base.args[0], 0)] = None
    return sorted((c for c in found if c is not sp.true), key=sp.default_sort_key)


def reduced(expression: sp.Expr) -> sp.Expr:
    """Write an expression as a factored quotient in lowest terms."""
    if not any(not p.exp.is_Integer for p in expression.atoms(sp.Pow)):
        return sp.factor(expression) if expression.free_symbols else expression
    if is_nested(expression):
        return expression
    apart = split(expression)
    if any(not p.exp.is_Rational for p in powers(apart)):
        return sp.Mul(*parted(apart))
    roots: dict[sp.Expr, int] = {}
    for p in powers(apart):
        roots[p.base] = sp.ilcm(roots.get(p.base, 1), p.exp.q)
    lifted = {base: sp.Dummy(f"root{k}", positive=True) for k, base in enumerate(roots)}
    for p in powers(apart):
        apart = apart.xreplace({p: lifted[p.base] ** (p.exp * roots[p.base])})
    whole = {x: dummy ** roots[x] for x, dummy in lifted.items() if x.is_Symbol}
    over, under = sp.fraction(sp.together(apart.xreplace(whole)))
    for base, dummy in lifted.items():
        if base not in whole:  # a high power of the root of a sum holds the sum itself
            relation = dummy ** roots[base] - base.xreplace(whole)
            over, under = (sp.rem(side, relation, dummy) for side in (over, under))
    back = {dummy: sp.Pow(base, sp.Rational(1, roots[base])) for base, dummy in lifted.items()}
    plain = sp.cancel(over / under).xreplace(back)
    left = {p: sp.Dummy(f"p{k}", positive=True) for k, p in enumerate(powers(plain))}
    for p, name in left.items():
        plain = plain.xreplace({p: name})
    found = sp.factor(plain).xreplace({name: p for p, name in left.items()})
    return found.func(*found.args) if found.args else found  # SymPy leaves 0*sqrt(2) as it is


def derivative(expression: sp.Expr, *symbols: sp.Symbol) -> sp.Expr:
    """Differentiate by one symbol after another; a product of powers and a rational rest keeps that form."""
    for symbol in symbols:
        shared, rest = parted(expression) if has_open_powers(expression) else (sp.Integer(1), expression)
        if shared == 1 or powers(rest):
            expression = sp.diff(expression, symbol)
            continue
        relative = sp.Add(*(e * sp.diff(b, symbol) / b for b, e in map(sp.Expr.as_base_exp, sp.Mul.make_args(shared))))
        expression = shared * sp.factor(sp.diff(rest, symbol) + rest * relative)
    return expression


def has_open_powers(expression: sp.Expr) -> bool:
    """Whether an expression has powers with a symbol in the exponent, and none that is nested."""
    return any(p.exp.free_symbols for p in powers(expression)) and not is_nested(expression)


def split(expression: sp.Expr) -> sp.Expr:
    """Take every power apart into powers of the factors of its base, and join those of like bases."""
    return expression.replace(
        lambda e: isinstance(e, sp.Pow) and not e.exp.is_Integer and not e.is_number,
        _split_power,
    )


@lru_cache(maxsize=4096)
def _split_power(power: sp.Pow) -> sp.Expr:
    return sp.Mul(*(sp.Pow(base, _lowest(inner * power.exp)) for base, inner in _factors(power.base)))


@lru_cache(maxsize=4096)
def _lowest(exponent: sp.Expr) -> sp.Expr:
    return sp.cancel(exponent)


def _factors(base: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Return factors with their powers; sums stay together, as it is not known which of them are negative."""
    number, rest = sp.factor(base).as_coeff_Mul()
    sums, others = list[sp.Expr](), list[tuple[sp.Expr, sp.Expr]]()
    for factor in sp.Mul.make_args(rest):
        inner, power = factor.as_base_exp()
        if not inner.is_Add or not power.is_Integer:
            others.append((inner, power))
        elif power % 2:
            sums.append(factor)
        else:  # the square of a sum is positive, whichever sign the sum has
            others.append((sp.Abs(inner), power))
    if number.is_negative and sums:
        number, sums = -number, [-sums[0], *sums[1:]]
        if len(sums) == 1:
            inner, power = (-sums[0]).as_base_exp()
            sums = [(-inner) ** power]
    elif number.is_negative and (odd := [k for k, (_, power) in enumerate(others) if power.is_odd]):
        inner, power = others[odd[0]]
        number, others[odd[0]] = -number, (-inner, power)
    yield from others
    if sums:
        inner, power = sums[0].as_base_exp() if len(sums) == 1 else (sp.Mul(*sums), sp.Integer(1))
        yield inner, power
    if number != 1:
        yield number, sp.Integer(1)


def without_common_power(expression: sp.Expr) -> sp.Expr:
    """Divide a sum by the powers its terms share, so that a rational expression of the same sign is left, if one is.

    A term that is a multiple of another by a rational expression has the same powers with exponents an integer apart.
    """
    found = powers(expression)
    if not found or is_nested(expression) or any(p.base.is_Mul and p.exp.is_Rational for p in found):
        return expression  # the root of a quadratic is not taken apart again
    return parted(expression)[1]


def parted(expression: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Write an expression as a product of powers whose exponents are no integers, and the rest, factored."""
    over, under = map(_of_sum, sp.fraction(sp.together(split(expression))))
    exponents = {
        base: over[0].get(base, sp.Integer(0)) - under[0].get(base, sp.Integer(0)) for base in {**over[0], **under[0]}
    }
    shared = sp.Mul(*(base ** _lowest(e) for base, e in exponents.items()))
    return shared, sp.factor(over[1] / under[1])


def _of_sum(expression: sp.Expr) -> tuple[dict[sp.Expr, sp.Expr], sp.Expr]:
    terms = sp.Add.make_args(sp.expand(split(expression)))
    shared = {base: e for base, e in _exponents(terms[0]).items() if not e.is_Integer}
    quotients = []
    for term in terms:
        exponents = _exponents(term)
        left = sp.Mul(*(b ** _lowest(e - shared.get(b, sp.Integer(0))) for b, e in exponents.items()))
        lacking = sp.Mul(*(b ** _lowest(-e) for b, e in shared.items() if b not in exponents))
        # A number may also be the base of a power of the term, as in 2 * 2**A: it is a factor by itself all the same.
        plain = sp.Mul(*(f for f in sp.Mul.make_args(term) if f.is_number or f.as_base_exp()[0] not in exponents))
        quotients.append(plain * left * lacking)
    return shared, sp.Add(*quotients)


def _exponents(term: sp.Expr) -> dict[sp.Expr, sp.Expr]:
    """Exponents of a product by their bases, where a base has one that is no integer or is a symbol."""
    found: dict[sp.Expr, sp.Expr] = {}
    for factor in sp.Mul.make_args(term):
        base, exponent = factor.as_base_exp()
        if not factor.is_number and (base.is_Symbol or not exponent.is_Integer):
            found[base] = found.get(base, sp.Integer(0)) + exponent
    return found


def oriented(expression: sp.Expr, point: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """Turn the signs of factors that are negative at a point, so that a reader sees what is positive."""
    sign, factors = 1, []
    for base, exponent in (factor.as_base_exp() for factor in sp.Mul.make_args(expression)):
        if base.is_Add and exponent.is_Integer and not powers(base) and base.xreplace(dict(point)).is_negative:
            sign *= -1 if exponent % 2 else 1
            factors.append((-base) ** exponent)
        else:
            factors.append(base**exponent)
    return sp.Mul(sign, *factors)
