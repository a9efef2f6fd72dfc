"""Numbers read exactly: rationals stay rationals, a float is the decimal Python prints for it."""

import re
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real
from typing import Any

import sympy as sp

from coopgame.errors import ExpressionError

NUMBER = re.compile(r"[+-]?(\d{1,400}(\.\d{0,400})?|\.\d{1,400})([eE][+-]?\d{1,3})?(/\d{1,400})?\s*")
EXPECTED = "a finite real number, or an expression of real parameters"


def exact(value: Any) -> sp.Expr:
    r"""Read a number as the element of :math:`\mathbb{Q}` (or of :math:`\mathbb{R}`, if symbolic) it stands for.

    Parameters
    ----------
    value : int, Fraction, Decimal, float, str, NumPy scalar or SymPy expression
        A float stands for the shortest decimal that reads back as it: ``0.1`` for 1/10. A text is a number such as
        ``"1/3"``, ``"0.4"`` or ``"2e-3"``; expressions in text go through :func:`coopgame.parse`.

    Raises
    ------
    ExpressionError
        When the value is not finite, not real, or no number or expression at all.

    """
    if isinstance(value, bool | sp.logic.boolalg.Boolean) and not isinstance(value, sp.Symbol):
        raise ExpressionError(f"{value!r} is a truth value", expected=EXPECTED)
    if isinstance(value, sp.Expr):
        return _expression(value)
    if isinstance(value, str):
        if not NUMBER.fullmatch(value.strip()) or Fraction(value.strip().partition("/")[2] or 1) == 0:
            raise ExpressionError(f"{value!r} is not a number", expected='a number such as "1/3" or "0.4"')
        over, _, under = value.strip().partition("/")
        return sp.Rational(Fraction(over) / Fraction(under or 1))
    if isinstance(value, Decimal | Fraction | Real):
        try:
            return sp.Rational(Fraction(str(value)) if not isinstance(value, Integral) else int(value))
        except (ValueError, OverflowError):
            raise ExpressionError(f"{value!r} is not finite", expected=EXPECTED) from None
    raise ExpressionError(f"{value!r} is not a real number", expected=EXPECTED)


def _expression(value: sp.Expr) -> sp.Expr:
    if value.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
        raise ExpressionError(f"{value} is not finite", expected=EXPECTED)
    if value.has(sp.I) or value.is_real is False:
        raise ExpressionError(f"{value} is not real", expected=EXPECTED)
    for symbol in sorted(value.free_symbols, key=str):
        if not symbol.is_real:
            raise ExpressionError(f"symbol {symbol} in {value} is not real", expected="one from coopgame.parameters")
    floats = value.atoms(sp.Float)
    return value.xreplace({x: sp.Rational(repr(float(x))) for x in floats}) if floats else value


def is_float(value: Any) -> bool:
    """Whether a value is a floating-point number, or an expression that holds one."""
    return (
        bool(value.has(sp.Float))
        if isinstance(value, sp.Expr)
        else isinstance(value, Real) and not isinstance(value, Integral | Fraction)
    )
