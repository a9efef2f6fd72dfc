"""Points moved along one parameter onto the zeros of polynomials: so the points of ties are rational ones."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.polynomials import Polynomial

Move = tuple[sp.Symbol, Polynomial]
Columns = dict[sp.Symbol, NDArray[np.float64]]


def moves(polynomials: Sequence[Polynomial]) -> list[Move] | None:
    """Choose for each polynomial a parameter in which it is linear and that no earlier one holds; None if one has none.

    Moving a point along these in turn leaves it on the zeros of all of them.
    """
    chosen: list[Move] = []
    ordered = sorted(polynomials, key=lambda polynomial: len(polynomial.symbols))
    for k, polynomial in enumerate(ordered):
        earlier = {symbol for other in ordered[:k] for symbol in other.symbols}
        free = [s for s in polynomial.symbols if s not in earlier and _degree(polynomial, s) == 1]
        if not free:
            return None
        chosen.append((min(free, key=lambda s: sum(s in p.symbols for p in polynomials)), polynomial))
    return chosen


def _degree(polynomial: Polynomial, symbol: sp.Symbol) -> int:
    axis = polynomial.symbols.index(symbol)
    return max(exponents[axis] for exponents, _ in polynomial.terms)


def moved(columns: Mapping[sp.Symbol, NDArray[np.float64]], path: Sequence[Move]) -> Columns:
    """Move many points, in floating point; those that can't be moved become NaN."""
    found = dict(columns)
    for symbol, polynomial in path:
        zero = np.zeros_like(found[symbol])
        constant = polynomial.values({**found, symbol: zero})
        slope = polynomial.values({**found, symbol: zero + 1}) - constant
        with np.errstate(divide="ignore", invalid="ignore"):
            target = -constant / slope
        found[symbol] = np.where(np.isfinite(target), target, np.nan)
    return found


def moved_exactly(point: Mapping[sp.Symbol, Any], path: Sequence[Move]) -> dict[sp.Symbol, sp.Rational] | None:
    """Move one rational point, exactly; None if it can't be moved."""
    found = {s: Fraction(int(v.p), int(v.q)) for s, v in point.items()}
    for symbol, polynomial in path:
        constant = polynomial.value({**found, symbol: Fraction(0)})
        slope = polynomial.value({**found, symbol: Fraction(1)}) - constant
        if not slope:
            return None
        found[symbol] = -constant / slope
    return {s: sp.Rational(v.numerator, v.denominator) for s, v in found.items()}
