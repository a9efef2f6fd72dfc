r"""Polynomials over a box :math:`\prod_j [a_j, b_j]` that holds all points: what they can be, and how wrong at most."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isfinite, nan

import sympy as sp

from coopgame.polynomials import Polynomial, as_float
from coopgame.sweeps.outputs import Extent, Floats
from coopgame.sweeps.signs.rounding import Terms

Extents = Mapping[sp.Symbol, Extent]


def extents_of(symbols: Sequence[sp.Symbol], columns: Sequence[Floats]) -> dict[sp.Symbol, Extent]:
    """Return the least and the largest value of each parameter."""
    return {s: (float(column.min()), float(column.max())) for s, column in zip(symbols, columns, strict=True)}


def error_within(factor: Polynomial, extents: Extents) -> float:
    r"""Return a bound on :math:`|\hat p(\theta) - p(\theta)|`, the rounding error, for all :math:`\theta` of a box.

    It holds wherever the value that is computed is finite: an overflow part way is none of the errors it bounds.

    Parameters
    ----------
    factor : Polynomial
        Evaluated term by term in any order.
    extents : mapping of Symbol to (float, float)
        Of all symbols of the polynomial.

    """
    return Terms(factor.symbols, tuple((exponents, Fraction(c)) for exponents, c in factor.terms)).bound_within(extents)


def range_within(factor: Polynomial, extents: Extents, error: float) -> Extent:
    r"""Return :math:`l, h` with :math:`l \leq p(\theta) \leq h` for all :math:`\theta` of a box; nan where unknown.

    The sum of the terms' intervals is at most twice as far from rounding errors as a value is; `error_within` has room
    for that. For the difference of two parameters, or of one and a number, an error of zero leaves the signs right.
    """
    low, high = -error, error
    for exponents, c in factor.terms:
        least = largest = as_float(c)
        for symbol, exponent in zip(factor.symbols, exponents, strict=True):
            for _ in range(exponent):
                corners = [end * other for end in (least, largest) for other in extents[symbol]]
                least, largest = min(corners), max(corners)
                if not isfinite(largest - least):
                    return nan, nan
        low, high = low + least, high + largest
    return (low, high) if isfinite(high - low) else (nan, nan)
