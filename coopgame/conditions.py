"""Conditions: SymPy Booleans over relations, decided exactly at a point, written to be read."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFunction
from sympy.polys.polyerrors import NotAlgebraic

from coopgame.errors import ExpressionError, RegionError
from coopgame.exact import is_plain
from coopgame.polynomials import SignForm, difference_form, holds, rationalised, relation_form, sign_form

EXPECTED = "a relation such as b > 0, or And/Or of such"
# Digits at which a number that may be zero is first looked at, and the distance from zero that settles its sign.
DIGITS = 60
SETTLED = sp.Rational(1, 10**40)


def as_condition(value: Any) -> Any:
    """Take a relation, a Boolean of relations, or a plain truth value, as a SymPy Boolean.

    Raises
    ------
    RegionError
        When the value or a part of it is something else, or a symbol in it is declared other than real.

    """
    if isinstance(value, bool):
        return sp.true if value else sp.false
    if not (isinstance(value, Relational | BooleanFunction) or value in (sp.true, sp.false)):
        raise RegionError(f"{value!r} is not a condition", expected=EXPECTED)
    for part in literals(value):
        if not (isinstance(part, Relational) and all(isinstance(side, sp.Expr) for side in part.args)):
            raise RegionError(f"{part} in {value} is not a relation between expressions", expected=EXPECTED)
    for symbol in sorted(value.free_symbols, key=str):
        if not is_plain(symbol):
            raise RegionError(
                f"symbol {symbol} in {value} is not a plain real symbol",
                expected="a symbol from coopgame.parameters, its sign stated in the region",
            )
    return rationalised(value)


def literals(condition: Any) -> Iterator[Any]:
    """Every relation of a condition, once *not* has been moved inside."""
    if isinstance(condition, sp.And | sp.Or):
        for part in condition.args:
            yield from literals(part)
    elif isinstance(condition, Relational):
        yield condition
    elif condition not in (sp.true, sp.false):
        inner = sp.to_nnf(condition, simplify=False)
        yield from (condition,) if inner == condition else literals(inner)


def conjuncts(condition: Any) -> tuple[Any, ...]:
    """Split a condition into those that must all hold."""
    if condition is sp.true:
        return ()
    if isinstance(condition, sp.And):
        return tuple(sorted(condition.args, key=sp.default_sort_key))
    return (condition,)


def evaluate(condition: Any, point: Mapping[sp.Symbol, Any]) -> bool:
    """Whether a condition holds at a point, exactly; a relation that is undefined there does not hold.

    Parameters
    ----------
    condition : SymPy Boolean
    point : mapping of Symbol to SymPy number
        Rational or algebraic numbers, one for each symbol of the condition.

    """
    if condition in (sp.true, sp.false):
        return bool(condition)
    if isinstance(condition, sp.And):
        return all(evaluate(part, point) for part in condition.args)
    if isinstance(condition, sp.Or):
        return any(evaluate(part, point) for part in condition.args)
    if not isinstance(condition, Relational):  # "not" is moved inside: it is the relations that hold or don't
        return evaluate(sp.to_nnf(condition, simplify=False), point)
    sign = _difference_sign(condition, point)
    return sign is not None and holds(condition.rel_op, sign)


def _difference_sign(relation: Any, point: Mapping[sp.Symbol, Any]) -> int | None:
    form, symbols = _rational_form(relation)
    if form is not None and all(point[s].is_Rational for s in symbols):
        return form.at({s: Fraction(int(point[s].p), int(point[s].q)) for s in symbols})
    left, right = value_at(relation.lhs, point), value_at(relation.rhs, point)
    return None if left is None or right is None else sign_of(left - right)


@lru_cache(maxsize=65536)
def _rational_form(relation: Any) -> tuple[SignForm | None, tuple[sp.Symbol, ...]]:
    try:
        return relation_form(relation), tuple(relation.free_symbols)
    except ExpressionError:
        return None, ()


def value_at(expression: Any, point: Mapping[sp.Symbol, Any]) -> Any:
    """Return the value of an expression at a point, exactly; None where it, or any part of it, is no real number."""
    if expression.is_Symbol:
        return point[expression]
    if isinstance(expression, sp.Piecewise):
        chosen = next((inside for inside, condition in expression.args if evaluate(condition, point)), None)
        return None if chosen is None else value_at(chosen, point)
    parts = [value_at(part, point) for part in expression.args]
    if any(part is None for part in parts):
        return None
    if isinstance(expression, sp.Max | sp.Min):
        turn = 1 if isinstance(expression, sp.Max) else -1
        return reduce(lambda a, b: b if sign_of(b - a) == turn else a, parts)
    if expression.is_Pow and parts[1].is_negative and sign_of(parts[0]) == 0:
        return None
    number = expression.func(*parts) if parts else expression
    return None if number.is_real is False or number.has(sp.nan, sp.zoo, sp.oo, -sp.oo) else number


def substituted(condition: Any, values: Mapping[sp.Symbol, Any]) -> Any:
    """Set some parameters of a condition, all at once; a relation that becomes undefined does not hold."""
    if condition in (sp.true, sp.false):
        return condition
    if not isinstance(condition, Relational):
        inner = condition if isinstance(condition, sp.And | sp.Or) else sp.to_nnf(condition, simplify=False)
        return inner.func(*(substituted(part, values) for part in inner.args))
    sides = [side.xreplace(dict(values)) for side in condition.args]
    undefined = any(side.has(sp.nan, sp.zoo, sp.oo, -sp.oo) or side.is_real is False for side in sides)
    return sp.false if undefined else sp.And(condition.func(*sides), *_lost_poles(condition.args, sides, values))


def _lost_poles(before: Sequence[Any], after: Sequence[Any], values: Mapping[sp.Symbol, Any]) -> Iterator[Any]:
    """Say of each denominator that a substitution made vanish, as that of y/x for y = 0, that it is not zero."""
    try:
        poles, left = difference_form(*before).poles, difference_form(*after).poles
    except ExpressionError:
        return
    for pole in poles:
        form = sign_form(pole.expression.xreplace(dict(values)))
        if form.sign == 0:
            yield sp.false
        yield from (sp.Ne(factor.expression, 0) for factor in (*form.odd, *form.even) if factor not in left)


def without_branches(condition: Any) -> Any:
    """Write out absolute values, minima, maxima and ``Piecewise`` as alternatives, *x >= 0 and ...* or *x < 0 and ...*.

    The same points satisfy it, except that it may hold where the condition is undefined.
    """
    if isinstance(condition, sp.And | sp.Or):
        return condition.func(*(without_branches(part) for part in condition.args))
    if not isinstance(condition, Relational):
        return condition if condition in (sp.true, sp.false) else without_branches(sp.to_nnf(condition, simplify=False))
    branching = sorted(condition.atoms(sp.Abs, sp.Max, sp.Min, sp.Piecewise), key=lambda e: (e.count_ops(), str(e)))
    if not branching:
        return condition
    inner, ways, earlier = branching[0], [], sp.true
    for case, value in _branches(inner):
        chosen = sp.And(earlier, case, substituted(condition, {inner: value}))
        ways.append(without_branches(chosen))
        earlier = sp.And(earlier, sp.Not(case))
    return sp.Or(*ways)


def _branches(expression: Any) -> Iterator[tuple[Any, sp.Expr]]:
    if isinstance(expression, sp.Piecewise):
        yield from ((case, value) for value, case in expression.args)
    elif isinstance(expression, sp.Abs):
        (inside,) = expression.args
        yield inside >= 0, inside
        yield inside < 0, -inside
    else:
        kind = sp.Ge if isinstance(expression, sp.Max) else sp.Le
        for value in expression.args:
            yield sp.And(*(kind(value, other) for other in expression.args)), value


def sign_of(number: Any) -> int | None:
    """Decide the sign of a real algebraic number exactly; None when it is not a real number at all.

    Raises
    ------
    ExpressionError
        When the number is too close to zero to tell, and not algebraic.

    """
    if number.is_Rational:
        return int(sp.sign(number))
    if number.has(sp.nan, sp.zoo, sp.oo) or number.is_real is False:
        return None
    approximate = number.evalf(DIGITS)
    if not approximate.is_real:
        return None
    if abs(approximate) > SETTLED:
        return 1 if approximate > 0 else -1
    unknown = sp.Dummy("x")
    try:
        smallest = sp.minimal_polynomial(number, unknown)
    except NotAlgebraic as error:
        raise ExpressionError(f"whether {number} is zero can't be decided", expected="algebraic numbers") from error
    if smallest == unknown:
        return 0
    # Not zero, so more digits must show on which side it lies.
    return int(sp.sign(number.evalf(20 * DIGITS)))


def text(condition: Any) -> str:
    """Write a condition as one would say it: ``b > c and (k >= 0 or b == 2)``."""
    if condition is sp.true:
        return "always"
    if condition is sp.false:
        return "never"
    if isinstance(condition, sp.And):
        return " and ".join(_bracketed(part) for part in conjuncts(condition))
    if isinstance(condition, sp.Or):
        return " or ".join(_bracketed(part) for part in sorted(condition.args, key=sp.default_sort_key))
    if isinstance(condition, Relational):
        return f"{condition.lhs} {condition.rel_op} {condition.rhs}"
    return str(condition)


def _bracketed(condition: Any) -> str:
    return f"({text(condition)})" if isinstance(condition, sp.And | sp.Or) else text(condition)


def latex(condition: Any) -> str:
    """Write a condition in LaTeX."""
    if condition is sp.true:
        return r"\text{always}"
    if condition is sp.false:
        return r"\text{never}"
    return str(sp.latex(condition))
