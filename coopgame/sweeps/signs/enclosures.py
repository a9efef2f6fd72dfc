r"""Values of any expression at many points, each with a bound on its error.

Every part of an expression is computed in floating point, and with it how far it may be from what it would exactly be:
errors of reading and rounding are carried through each operation (running error analysis: Higham, N. J. (2002),
Accuracy and Stability of Numerical Algorithms, 2nd edition, section 3.3). Parts that occur several times are computed
once, and on the axes they depend on.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.sweeps.outputs import Floats
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.rounding import UNIT

LEAST = 2.0**-1000  # below it, results may have lost digits to underflow
CLOSE = 16 * UNIT  # what NumPy's powers, exponentials and logarithms may be wrong by, with room
STEPS = 64  # a number with six binary digits after the point, and not many before it, is what it reads as
SHORT = 2.0**20
EXACT = (1.0, 2.0, 4.0, 8.0)  # what a float is multiplied by without rounding


class Enclosure(NamedTuple):
    r"""Values :math:`v` and bounds :math:`e`, so that the exact value lies in :math:`[v - e, v + e]`.

    A bound is infinite where nothing is known; a value is nan where it is known that there is none.
    """

    values: Floats
    errors: Floats

    @property
    def low(self) -> Floats:
        """The lower ends."""
        return self.values - self.errors

    @property
    def high(self) -> Floats:
        """The upper ends."""
        return self.values + self.errors


class Enclosures:
    """Expressions at some points; what they share is computed once.

    Parameters
    ----------
    columns : mapping of Symbol to array
        They broadcast against each other.
    reading : Reading
        Which exact numbers the values stand for.
    truth : callable
        Tells of a condition, that of a case of a ``Piecewise``, where it is known to hold (1), and to fail (-1).

    """

    def __init__(
        self, columns: Mapping[sp.Symbol, Floats], reading: Reading, truth: Callable[[Any], NDArray[np.int8]]
    ) -> None:
        self._columns, self._reading, self._truth = columns, reading, truth
        self._found: dict[Any, Enclosure] = {}

    def __call__(self, expression: sp.Expr) -> Enclosure:
        """Enclose an expression; both arrays have the shape to which the columns of its own symbols broadcast."""
        if expression not in self._found:
            with np.errstate(all="ignore"):
                self._found[expression] = self._enclosed(expression)
        return self._found[expression]

    def _enclosed(self, expression: sp.Expr) -> Enclosure:
        if expression.is_Symbol:
            return self._read(expression)
        if expression.is_Rational or isinstance(expression, sp.NumberSymbol):
            return _number(expression)
        if isinstance(expression, sp.Piecewise):
            return self._cases(expression)
        if expression.is_Pow and expression.exp.is_Integer:
            return _integer_power(self(expression.base), int(expression.exp))
        joined = {sp.Add: _sum, sp.Mul: _product, sp.Max: _maximum, sp.Min: _minimum, sp.Pow: _power}
        if expression.func in joined:
            return reduce(joined[expression.func], map(self, expression.args))
        single = {sp.Abs: _absolute, sp.sign: _sign, sp.exp: _exponential, sp.log: _logarithm}
        if expression.func in single and len(expression.args) == 1:
            return single[expression.func](self(expression.args[0]))
        return _unknown()

    def _read(self, symbol: sp.Symbol) -> Enclosure:
        x = self._columns[symbol]
        size = np.abs(x)
        plain = (size < SHORT) & (x * STEPS == np.rint(x * STEPS))
        errors = np.where(plain, 0.0, np.where(size < LEAST, np.inf, size * UNIT))
        for value in self._reading.given.get(symbol, ()):
            errors = np.where(x == value, max(abs(value), LEAST) * UNIT, errors)
        return Enclosure(x, errors)

    def _cases(self, expression: sp.Piecewise) -> Enclosure:
        """Take the first case that is known to hold, after cases that are known to fail."""
        values, errors, left = np.array(np.nan), np.array(0.0), np.array(1, dtype=np.int8)
        for inside, condition in expression.args:
            found, truth = self(inside), self._truth(condition)
            taken = np.minimum(left, truth)
            values = np.where(taken == 1, found.values, np.where(taken == 0, 0.0, values))
            errors = np.where(taken == 1, found.errors, np.where(taken == 0, np.inf, errors))
            left = np.minimum(left, -truth)
        return Enclosure(values, errors)


def _unknown() -> Enclosure:
    return Enclosure(np.array(0.0), np.array(np.inf))


def _number(number: sp.Expr) -> Enclosure:
    value = float(number)
    if not np.isfinite(value):
        return _unknown()
    if number.is_Rational and sp.Rational(value) == number:
        return Enclosure(np.array(value), np.array(0.0))
    return Enclosure(np.array(value), np.array(max(abs(value) * 2 * UNIT, LEAST)))


def _checked(values: Any, errors: Any, *parts: Enclosure, absent: Any = False) -> Enclosure:
    """Say that nothing is known where floats overflow; where a part does not exist, neither does the whole."""
    lost = ~np.isfinite(values) | absent
    if lost.any():
        absent = reduce(np.logical_or, (np.isnan(part.values) for part in parts), absent)
        values = np.where(absent, np.nan, np.where(lost, 0.0, values))
        errors = np.where(lost & ~absent, np.inf, errors)
    return Enclosure(np.asarray(values), np.asarray(errors))


def _sum(a: Enclosure, b: Enclosure) -> Enclosure:
    values = a.values + b.values
    return _checked(values, (a.errors + b.errors) * (1 + 4 * UNIT) + 2 * UNIT * np.abs(values), a, b)


def _product(a: Enclosure, b: Enclosure) -> Enclosure:
    values = a.values * b.values
    if a.values.ndim == 0 and a.errors == 0 and np.abs(a.values) in EXACT:
        return _checked(values, b.errors * np.abs(a.values), b)
    size = np.abs(values)
    errors = np.abs(a.values) * b.errors + (np.abs(b.values) + b.errors) * a.errors
    errors = errors * (1 + 8 * UNIT) + 2 * UNIT * size
    low = size < LEAST
    if low.any():
        errors = errors + LEAST * (low & (a.high != 0) & (b.high != 0))
    return _checked(values, errors, a, b)


def _maximum(a: Enclosure, b: Enclosure) -> Enclosure:
    return Enclosure(np.maximum(a.values, b.values), np.maximum(a.errors, b.errors))


def _minimum(a: Enclosure, b: Enclosure) -> Enclosure:
    return Enclosure(np.minimum(a.values, b.values), np.maximum(a.errors, b.errors))


def _absolute(a: Enclosure) -> Enclosure:
    return Enclosure(np.abs(a.values), a.errors)


def _sign(a: Enclosure) -> Enclosure:
    known = (np.abs(a.values) > a.errors) | (a.errors == 0)
    return Enclosure(np.sign(a.values), np.where(known, 0.0, np.inf))


def _integer_power(base: Enclosure, exponent: int) -> Enclosure:
    """Multiply repeatedly; and then invert."""
    square, left, factors = base, abs(exponent), []
    while left:
        if left & 1:
            factors.append(square)
        left >>= 1
        if left:
            square = _product(square, square)
    whole = reduce(_product, factors)
    return whole if exponent > 0 else _inverse(whole)


def _inverse(a: Enclosure) -> Enclosure:
    size = np.abs(a.values)
    room = size - a.errors
    errors = np.where(room > 0, a.errors / (size * room) * (1 + 8 * UNIT) + 2 * UNIT / size + LEAST, np.inf)
    return _checked(1 / a.values, errors, a, absent=_is_zero(a))


def _power(base: Enclosure, exponent: Enclosure) -> Enclosure:
    r"""Raise to a power that may be no integer, :math:`b^x = e^{x \log b}`."""
    turns = (np.abs(exponent.values) + exponent.errors) * _spread(base)
    turns = turns + exponent.errors * np.abs(np.log(base.values))
    values = np.power(base.values, exponent.values)
    errors = np.where(base.low > 0, values * (np.expm1(2 * turns) + CLOSE) + LEAST, np.inf)
    errors = np.where(_is_zero(base) & (exponent.low > 0), 0.0, errors)
    broken = np.floor(exponent.high) < exponent.low  # no integer
    absent = ((base.high < 0) & broken) | (_is_zero(base) & (exponent.high < 0))
    return _checked(values, errors, base, exponent, absent=absent | np.isnan(base.values) | np.isnan(exponent.values))


def _exponential(a: Enclosure) -> Enclosure:
    values = np.exp(a.values)
    return _checked(values, values * (np.expm1(2 * a.errors) + CLOSE) + LEAST, a)


def _logarithm(a: Enclosure) -> Enclosure:
    values = np.log(a.values)
    errors = np.where(a.low > 0, 2 * _spread(a) + CLOSE * np.abs(values), np.inf)
    return _checked(values, errors, a, absent=(a.high < 0) | _is_zero(a))


def _is_zero(a: Enclosure) -> NDArray[np.bool_]:
    return np.asarray((a.values == 0) & (a.errors == 0))


def _spread(a: Enclosure) -> Floats:
    """How much the logarithm of a positive value may be wrong by."""
    return a.errors / a.low
