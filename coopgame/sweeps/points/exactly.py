"""The exact numbers that floating-point coordinates stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

import sympy as sp

from coopgame.sweeps.outputs import Floats


@dataclass(frozen=True)
class Reading:
    r"""How a float is read: as the shortest decimal that reads back as it, unless it was given exactly.

    Parameters
    ----------
    given : mapping of Symbol to mapping of float to Fraction
        The floats that stand for another number: where an axis has the value 1/3, the float nearest to it does.

    """

    given: Mapping[sp.Symbol, Mapping[float, Fraction]] = field(default_factory=dict)

    def __call__(self, symbol: sp.Symbol, value: float) -> Fraction:
        """Return the exact value of a parameter."""
        known = self.given.get(symbol)
        if known is not None and value in known:
            return known[value]
        return _decimal(value)

    def point(self, symbols: Sequence[sp.Symbol], values: Sequence[float]) -> dict[sp.Symbol, Fraction]:
        """Return an exact point."""
        return {s: self(s, value) for s, value in zip(symbols, values, strict=True)}

    def points(self, symbols: Sequence[sp.Symbol], columns: Sequence[Floats]) -> list[dict[sp.Symbol, Fraction]]:
        """Return exact points from flat columns of the same length."""
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return [self.point(symbols, row) for row in rows]


@lru_cache(maxsize=1 << 16)  # the values of axes are read again and again
def _decimal(value: float) -> Fraction:
    return Fraction(repr(value))
