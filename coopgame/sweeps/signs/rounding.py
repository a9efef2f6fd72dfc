r"""Polynomials as sums of products: their exact values, and how far floating point may be from them.

A sum of :math:`n` products of at most :math:`d` factors, each factor wrong by a relative :math:`u = 2^{-53}` from being
read as a decimal and each operation by another :math:`u`, is wrong by at most about :math:`(n + 2 d + 1) u` times the
sum of the absolute values of the products, in whatever order it is added up (Higham, N. J. (2002), Accuracy and
Stability of Numerical Algorithms, 2nd edition, section 3.1). Twice that covers the terms of second order and the
rounding of the bound itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import inf, prod
from typing import Any

import sympy as sp

from coopgame.errors import ExpressionError
from coopgame.sweeps.outputs import Extent

UNIT = 2.0**-53
TINY = 2.0**-1000  # what underflow may cost, with room for what it is multiplied by


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
        coefficients = [sp.Rational(abs(c)) for _, c in self.terms]
        return self._bound([sp.Abs(x) for x in self.symbols], coefficients, lambda parts: sp.Add(*parts))

    def bound_within(self, extents: Mapping[sp.Symbol, Extent]) -> float:
        """Return what its value in floating point is wrong by at most wherever each symbol is within its extent."""
        sizes = [max(map(abs, extents[x])) for x in self.symbols]
        return float(self._bound(sizes, [_size(c) for _, c in self.terms], sum))

    def _bound(self, sizes: Sequence[Any], coefficients: Sequence[Any], added: Callable[[Iterable[Any]], Any]) -> Any:
        """Return the bound for symbols of these absolute values; the larger they are, the larger it is."""
        degree = max((sum(exponents) for exponents, _ in self.terms), default=0)
        products = (
            c * prod(x for x, e in zip(sizes, exponents, strict=True) for _ in range(e))
            for c, (exponents, _) in zip(coefficients, self.terms, strict=True)
        )
        rounded = 2 * (len(self.terms) + 2 * degree + 1) * UNIT * added(products) + TINY
        if degree < 2:
            return rounded
        # A product that underflows part way is wrong by 2**-1074, times what it is still multiplied by. 2**-1020 is a
        # normal number; the others below it are slow.
        powers = [max(exponents[k] for exponents, _ in self.terms) for k in range(len(self.symbols))]
        rest = prod(1 + x for x, e in zip(sizes, powers, strict=True) for _ in range(e))
        largest = max(1.0, *(_size(c) for _, c in self.terms))
        return rounded + degree * len(self.terms) * 2.0**-1020 * largest * rest

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
    """Write a polynomial with rational coefficients as a sum of products.

    Raises
    ------
    ExpressionError
        When a coefficient is not rational.

    """
    symbols = tuple(sorted(polynomial.free_symbols, key=str))
    try:
        terms = sp.Poly(polynomial, *symbols, domain="QQ").terms() if symbols else [((), sp.QQ.from_sympy(polynomial))]
    except (sp.PolynomialError, sp.CoercionFailed) as error:
        problem = f"{str(polynomial)[:60]} is not a polynomial with rational coefficients"
        raise ExpressionError(problem, expected="payoffs rational in the parameters") from error
    return Terms(symbols, tuple((tuple(exponents), _fraction(c)) for exponents, c in terms))


def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.numerator), int(number.denominator))


def _size(coefficient: Fraction) -> float:
    try:
        return float(abs(coefficient))
    except OverflowError:
        return inf
