"""Conditions: SymPy Booleans over relations, decided exactly at a point, written to be read."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFunction

from coopgame.errors import ExpressionError, RegionError
from coopgame.polynomials import holds, relation_form

# Digits at which a number that may be zero is first looked at, and the distance from zero that settles its sign.
DIGITS = 60
SETTLED = sp.Rational(1, 10**40)


def as_condition(value: Any) -> Any:
    """Take a relation, a Boolean of relations, or a plain truth value, as a SymPy Boolean.

    Raises
    ------
    RegionError
        When the value is something else, or a symbol in it is not declared real.

    """
    if isinstance(value, bool):
        return sp.true if value else sp.false
    if not (isinstance(value, Relational | BooleanFunction) or value in (sp.true, sp.false)):
        raise RegionError(f"{value!r} is not a condition", expected="a relation such as b > 0, or And/Or of such")
    for symbol in sorted(value.free_symbols, key=str):
        if not symbol.is_real or symbol.is_positive or symbol.is_nonnegative or symbol.is_negative:
            raise RegionError(
                f"symbol {symbol} in {value} is not a plain real symbol",
                expected="a symbol from coopgame.parameters, its sign stated in the region",
            )
    return value


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
    if isinstance(condition, sp.Not):
        return not evaluate(condition.args[0], point)
    if not isinstance(condition, Relational):
        return evaluate(sp.to_nnf(condition, simplify=False), point)
    sign = _difference_sign(condition, point)
    return sign is not None and holds(condition.rel_op, sign)


def _difference_sign(relation: Any, point: Mapping[sp.Symbol, Any]) -> int | None:
    if all(point[symbol].is_Rational for symbol in relation.free_symbols):
        try:
            form = relation_form(relation)
        except ExpressionError:
            pass
        else:
            return form.at({s: Fraction(int(point[s].p), int(point[s].q)) for s in relation.free_symbols})
    return sign_of((relation.lhs - relation.rhs).subs({s: point[s] for s in relation.free_symbols}))


def sign_of(number: Any) -> int | None:
    """Decide the sign of a real algebraic number exactly; None when it is not a real number at all."""
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
    smallest = sp.minimal_polynomial(number, unknown)
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
