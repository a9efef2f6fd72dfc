"""Numbers a + b√d, exactly: the roots of quadratic equations and what arithmetic makes of them."""

from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering
from math import isqrt
from typing import Union

import sympy as sp

Number = Union[Fraction, "Surd"]


@total_ordering
@dataclass(frozen=True, slots=True)
class Surd:
    r"""The irrational :math:`a + b \sqrt d` with :math:`b \ne 0` and a whole number :math:`d`, no square.

    Two of them are combined only when they share :math:`d`; what comes out rational is a fraction again.
    """

    rational: Fraction
    factor: Fraction
    radicand: int

    def __add__(self, other: Number | int) -> Number:
        a, b = _parts(other)
        return _number(self.rational + a, self.factor + b, self.radicand)

    def __mul__(self, other: Number | int) -> Number:
        a, b = _parts(other)
        rational = self.rational * a + self.factor * b * self.radicand
        return _number(rational, self.rational * b + self.factor * a, self.radicand)

    def __truediv__(self, other: Number | int) -> Number:
        return self * (1 / other if isinstance(other, Surd) else 1 / Fraction(other))

    def __rtruediv__(self, other: Fraction | int) -> Number:
        norm = self.rational**2 - self.factor**2 * self.radicand
        return Surd(self.rational / norm, -self.factor / norm, self.radicand) * other

    def __neg__(self) -> Number:
        return self * -1

    def __sub__(self, other: Number | int) -> Number:
        return self + -other

    def __rsub__(self, other: Fraction | int) -> Number:
        return -self + other

    __radd__ = __add__
    __rmul__ = __mul__

    def __lt__(self, other: Number | int) -> bool:
        a, b = _parts(self - other)
        # The sign of a + b√d is that of its part of larger size.
        return (a if a * a > b * b * self.radicand else b) < 0

    def __float__(self) -> float:
        """Round without cancellation: parts of unlike sign go over the norm, which is exact."""
        root = Fraction(isqrt(self.radicand << 128), 1 << 64)
        a, b = self.rational, self.factor
        return float(a + b * root if a * b >= 0 else (a * a - b * b * self.radicand) / (a - b * root))


def quadratic_roots(a: Fraction, b: Fraction, c: Fraction) -> tuple[Number, ...]:
    r"""The real :math:`t` with :math:`a t^2 + b t + c = 0`, ascending; a double root once.

    Parameters
    ----------
    a, b, c : Fraction
        Not all zero; with :math:`a = 0` the equation is linear.

    """
    if a == 0:
        return (-c / b,) if b else ()
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return ()
    # √(p/q) = √(p q) / q
    radicand = discriminant.numerator * discriminant.denominator
    half = Fraction(1, discriminant.denominator) / (2 * a)
    root = isqrt(radicand)
    if root * root == radicand:
        return tuple(sorted({-b / (2 * a) - half * root, -b / (2 * a) + half * root}))
    return tuple(sorted(Surd(-b / (2 * a), sign * half, radicand) for sign in (1, -1)))


def as_expression(number: Number) -> sp.Expr:
    r"""The number in SymPy: a ``Rational``, or :math:`a + b \sqrt d`."""
    if isinstance(number, Fraction):
        return sp.Rational(number.numerator, number.denominator)
    return as_expression(number.rational) + as_expression(number.factor) * sp.sqrt(number.radicand)


def _parts(number: Number | int) -> tuple[Fraction, Fraction]:
    """The rational part and the factor of the root."""
    return (number.rational, number.factor) if isinstance(number, Surd) else (Fraction(number), Fraction(0))


def _number(rational: Fraction, factor: Fraction, radicand: int) -> Number:
    """The number as a fraction where it is one."""
    return Surd(rational, factor, radicand) if factor else rational
