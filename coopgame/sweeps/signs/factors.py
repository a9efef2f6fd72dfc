r"""The signs of polynomials at many points: minus, zero, plus, or doubtful.

Every value that is read stands for an exact number that rounds to it (:class:`coopgame.sweeps.points.exactly.Reading`).
Rounding keeps the order, so that one parameter against a number, and one against another, are compared exactly as
floats. For other polynomials the sum of the absolute values of their terms bounds what rounding may do: see
:mod:`coopgame.sweeps.signs.rounding`.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import inf
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.polynomials import Polynomial, as_float
from coopgame.sweeps.outputs import Floats
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.rounding import UNIT

Signs = NDArray[np.int8]

DOUBTFUL = 2  # or -2, once it has been multiplied
ROOM = -1000  # exponent above which products lose nothing to underflow


def factor_signs(
    factor: Polynomial, columns: Mapping[sp.Symbol, Floats], reading: Reading, error: float | None = None
) -> Signs:
    r"""Return :math:`\operatorname{sgn} p(\theta)` where floating point is sure of it, else ``DOUBTFUL``.

    Parameters
    ----------
    factor : Polynomial
    columns : mapping of Symbol to array
        They broadcast against each other.
    reading : Reading
    error : float, optional
        What floating point may be wrong by at any of the points; by default that is worked out at each.

    Returns
    -------
    int8 array
        Of the shape to which the columns of the factor's own symbols broadcast.

    """
    symbols = factor.symbols
    if not symbols:
        ((_, c),) = factor.terms
        return np.array((c > 0) - (c < 0), dtype=np.int8)
    if factor.degree == 1:
        constant = sum(c for exponents, c in factor.terms if not any(exponents))
        slopes = [c for exponents, c in factor.terms if any(exponents)]
        if len(symbols) == 1:
            return _threshold(columns[symbols[0]], symbols[0], Fraction(-constant, slopes[0]), slopes[0], reading)
        if not constant and len(symbols) == 2 and not sum(slopes):
            return _difference(symbols, columns, slopes[0], reading)
    return _bounded(factor, columns, reading) if error is None else _compared(factor, columns, error)


def _threshold(column: Floats, symbol: sp.Symbol, at: Fraction, turn: int, reading: Reading) -> Signs:
    """Compare with a number; the one float that is nearest to it is compared as what it stands for."""
    try:
        nearest = float(at)
    except OverflowError:
        return np.full_like(column, DOUBTFUL, dtype=np.int8)
    here = reading(symbol, nearest)
    signs = _order(column, nearest)
    if here != at:
        signs[column == nearest] = 1 if here > at else -1
    return signs if turn > 0 else -signs


def _difference(
    symbols: tuple[sp.Symbol, ...], columns: Mapping[sp.Symbol, Floats], turn: int, reading: Reading
) -> Signs:
    """Compare two parameters; where they are the same float, they may have been given as different numbers."""
    x, y = (columns[s] for s in symbols)
    signs = _order(x, y)
    first, second = symbols
    for value in {v for s in symbols for v in reading.given.get(s, ())}:
        if reading(first, value) != reading(second, value):
            signs[(x == value) & (y == value)] = DOUBTFUL
    return signs if turn > 0 else -signs


def _order(x: Any, y: Any) -> Signs:
    return np.asarray((x > y).view(np.int8) - (x < y).view(np.int8), order="C")


def _compared(factor: Polynomial, columns: Mapping[sp.Symbol, Floats], error: float) -> Signs:
    with np.errstate(all="ignore"):
        values = factor.values(columns)
        signs = np.asarray((values > error).view(np.int8) - (values < -error).view(np.int8), order="C")
        doubtful = signs == 0
        if not -inf < values.min() <= values.max() < inf:  # what overflowed, maybe part way, tells nothing
            doubtful |= ~np.isfinite(values)
    if doubtful.any():
        signs[doubtful] = DOUBTFUL
    return signs


def _bounded(factor: Polynomial, columns: Mapping[sp.Symbol, Floats], reading: Reading) -> Signs:
    """Evaluate with a bound on the error; where all terms are zero, so is the sum."""
    total: Any = 0.0
    size: Any = 0.0
    with np.errstate(all="ignore"):
        for exponents, c in factor.terms:
            term: Any = as_float(c)
            for symbol, e in zip(factor.symbols, exponents, strict=True):
                for _ in range(e):
                    term = term * columns[symbol]
            total, size = total + term, size + np.abs(term)
        bound = size * (2 * (len(factor.terms) + 2 * factor.degree + 1) * UNIT)
        signs = np.asarray((total > bound).view(np.int8) - (total < -bound).view(np.int8), order="C")
    doubtful = signs == 0
    if doubtful.any():
        signs[doubtful] = DOUBTFUL
        signs[size == 0] = 0
    least = 2.0 ** (ROOM / factor.degree)
    for symbol in factor.symbols:
        small = np.abs(columns[symbol]) < least
        if small.any() and reading(symbol, 0.0) == 0:
            small = small & (columns[symbol] != 0)
        if small.any():
            signs[np.broadcast_to(small, signs.shape)] = DOUBTFUL
    return signs
