"""Numbers read exactly: rationals stay rationals, a float is the decimal Python prints for it."""

import math
import re
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real
from typing import Any

import sympy as sp

from coopgame.errors import ExpressionError

MOST_DIGITS = 4000  # beyond that Python refuses to print an integer
MOST_NODES = 200_000
MOST_LEVELS = 100  # SymPy's own recursion ends not far above
MOST_POWER = 1000

NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?(/[0-9]+)?")
EXPECTED = "a finite real number: int, Fraction, Decimal, float, text such as '1/3', or a SymPy expression"


def exact(value: Any) -> sp.Expr:
    r"""Read a number as the element of :math:`\mathbb{Q}` it is written as, :math:`0.1 \mapsto 1/10`.

    Parameters
    ----------
    value : int, Fraction, Decimal, float, str, NumPy scalar or SymPy expression
        A float stands for the shortest decimal that reads back as it, also inside an expression. A text is a number
        such as ``"1/3"``, ``"0.4"`` or ``"2e-3"``; expressions in text go through :func:`coopgame.parse`.

    Returns
    -------
    Expr
        Without floats.

    Raises
    ------
    ExpressionError
        When the value is infinite, not a number, complex, a truth value, an array or of another type; when a number
        has more than 4000 digits, or an expression more than 200 000 nodes, 100 levels, a power over 1000 or a symbol
        that is not real.

    Examples
    --------
    >>> exact(0.1), exact("1/3"), exact(0.5 * sp.Symbol("b", real=True))
    (1/10, 1/3, b/2)

    """
    if isinstance(value, bool) or value is None:
        raise _refused(value)
    if isinstance(value, sp.Basic):
        return _expression(value)
    if isinstance(value, str):
        return _text(value.strip())
    if isinstance(value, Integral | Fraction):
        return _rational(int(value.numerator), int(value.denominator))
    # NumPy's floats are printed by str, as repr names their type; those of Python are printed the same by both.
    if isinstance(value, Real | Decimal):
        return _decimal(value, Decimal(str(value)))
    raise _refused(value)


def is_float(value: Any) -> bool:
    """Whether a value is a floating-point number, or an expression that holds one."""
    if isinstance(value, sp.Basic):
        return bool(value.has(sp.Float))
    return isinstance(value, Real) and not isinstance(value, Integral | Fraction)


def is_plain(symbol: sp.Symbol) -> bool:
    """Whether a symbol is declared real and nothing else, so that its name alone tells which one it is."""
    return bool(symbol == sp.Symbol(symbol.name, real=True))


def _text(text: str) -> sp.Expr:
    if not NUMBER.fullmatch(text):
        raise ExpressionError(f"{text[:60]!r} is not a number", expected="a number such as '1/3' or '0.4'")
    over, _, under = text.partition("/")
    divisor = _decimal(text, Decimal(under)) if under else sp.Integer(1)
    if divisor == 0:
        raise ExpressionError(f"{text[:60]!r} divides by zero", expected="a number such as '1/3' or '0.4'")
    return _decimal(text, Decimal(over)) / divisor


def _decimal(value: Any, read: Decimal) -> sp.Expr:
    if not read.is_finite():
        raise _refused(value)
    # Checked before it is written out: 1e999999999 is short as text only.
    if abs(read.adjusted()) > MOST_DIGITS:
        raise ExpressionError(f"{read} is too long a number", expected=f"at most {MOST_DIGITS} digits")
    return _rational(*read.as_integer_ratio())


def _rational(p: int, q: int) -> sp.Expr:
    bits = max(p.bit_length(), q.bit_length())
    if bits > MOST_DIGITS * 10 // 3:
        raise ExpressionError(f"a number of about {bits * 3 // 10} digits", expected=f"at most {MOST_DIGITS} digits")
    return sp.Rational(p, q)


def _expression(value: Any) -> sp.Expr:
    if value.is_Rational:
        return _rational(int(value.p), int(value.q))
    if not isinstance(value, sp.Expr) or not value.is_commutative:
        raise _refused(value)
    _check_size(value)
    if value.has(sp.I, sp.nan, sp.oo, -sp.oo, sp.zoo) or (value.is_number and value.is_extended_real is False):
        raise _refused(value)
    for symbol in sorted(value.free_symbols, key=str):
        if not symbol.is_real:
            raise ExpressionError(f"symbol {symbol} is not declared real", expected="one from coopgame.parameters")
        if not is_plain(symbol):
            raise ExpressionError(
                f"symbol {symbol} is declared more than real", expected="one from coopgame.parameters"
            )
    floats = {number: _float(number) for number in value.atoms(sp.Float)}
    return value.xreplace(floats) if floats else value


def _float(number: Any) -> sp.Expr:
    # A double prints in Python as it was typed, in SymPy with 15 digits whatever it was.
    double = float(number) if number._prec == 53 else math.inf  # noqa: SLF001 - SymPy tells it nowhere else
    return _decimal(number, Decimal(str(double if math.isfinite(double) else number)))


def _check_size(value: Any) -> None:
    """Refuse what SymPy could not walk through; level by level, as recursion would end where SymPy's does."""
    level, depth, nodes = (value,), 1, 1
    while level:
        for part in level:
            if part.is_Pow and part.exp.is_number and (abs(part.exp) > MOST_POWER) is sp.true:
                raise _unwieldy(value, f"holds a power of more than {MOST_POWER}")
        nodes += sum(len(part.args) for part in level)
        if nodes > MOST_NODES:
            raise _unwieldy(value, f"has more than {MOST_NODES} parts")
        level = tuple(argument for part in level for argument in part.args)
        depth += 1
        if depth > MOST_LEVELS:
            raise _unwieldy(value, f"is nested more than {MOST_LEVELS} levels deep")


def _unwieldy(value: Any, problem: str) -> ExpressionError:
    return ExpressionError(
        f"a SymPy expression that starts with {type(value).__name__} {problem}", expected="a shorter one"
    )


def _refused(value: Any) -> ExpressionError:
    return ExpressionError(f"{value!r:.60} of type {type(value).__name__} is no finite real number", expected=EXPECTED)
