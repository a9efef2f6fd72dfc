r"""Polynomials as sums of products: their exact values, and how far floating point may be from them.

A sum of :math:`n` products of at most :math:`d` factors, each factor wrong by a relative :math:`u = 2^{-53}` from being
read as a decimal and each operation by another :math:`u`, is wrong by at most about :math:`(n + 2 d + 1) u` times the
sum of the absolute values of the products, in whatever order it is added up (Higham, N. J. (2002), Accuracy and
Stability of Numerical Algorithms, 2nd edition, section 3.1). Twice that covers the terms of second order and the
rounding of the bound itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import prod

import sympy as sp

UNIT = 2.0**-53
TINY = sp.Float(2.0**-1000)  # what underflow may cost, with room for what it is multiplied by


@dataclass(frozen=True)
class Terms:
    r"""A polynomial :math:`\sum_k c_k \prod_j x_j^{e_{kj}}`.

    Parameters
    ----------
    symbols : tuple of Symbol
        Those that occur, sorted by name.
    terms : tuple of (tuple of int, Fraction)
        Pairs of exponents and coefficient.

    """

    symbols: tuple[sp.Symbol, ...]
    terms: tuple[tuple[tuple[int, ...], Fraction], ...]

    @cached_property
    def bound(self) -> sp.Expr:
        r"""What its value in floating point is wrong by at most, to be evaluated in floating point."""
        degree = max((sum(exponents) for exponents, _ in self.terms), default=0)
        sizes = (
            sp.Rational(abs(c)) * sp.Mul(*(sp.Abs(x) ** e for x, e in zip(self.symbols, exponents, strict=True)))
            for exponents, c in self.terms
        )
        return sp.Float(2 * (len(self.terms) + 2 * degree + 1) * UNIT) * sp.Add(*sizes) + TINY

    def value(self, point: Mapping[sp.Symbol, Fraction]) -> Fraction:
        """Return the value at a point, exactly."""
        x = [point[symbol] for symbol in self.symbols]
        return sum(
            (
                c * prod((b**e for b, e in zip(x, exponents, strict=True) if e), start=Fraction(1))
                for exponents, c in self.terms
            ),
            start=Fraction(0),
        )


@lru_cache(maxsize=65536)
def terms_of(polynomial: sp.Expr) -> Terms:
    """Write a polynomial with rational coefficients as a sum of products."""
    symbols = tuple(sorted(polynomial.free_symbols, key=str))
    if not symbols:
        return Terms((), (((), _fraction(polynomial)),))
    terms = sp.Poly(polynomial, *symbols, domain="QQ").terms()
    return Terms(symbols, tuple((tuple(exponents), _fraction(c)) for exponents, c in terms))


def _fraction(number: sp.Rational) -> Fraction:
    return Fraction(int(number.p), int(number.q))
