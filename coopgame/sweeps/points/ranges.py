"""Ranges of parameters and points within them, read exactly."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from coopgame.errors import ExpressionError, GameError, SymbolError
from coopgame.exact import exact
from coopgame.sweeps.outputs import Floats
from coopgame.sweeps.points.values import check_distinct, name_of

ENDS = "two rational numbers, the lower first"


@dataclass(frozen=True)
class Between:
    r"""A range :math:`[a, b]` of a parameter, evenly covered: the parameter itself, or its logarithm.

    Parameters
    ----------
    low, high : number
        The ends :math:`a < b`, rational, as :func:`coopgame.exact` reads them.
    logarithmic : bool
        Cover :math:`\log \theta` evenly, as befits a parameter over several orders of magnitude; :math:`a > 0`.

    Raises
    ------
    GameError
        When an end is not a rational number, the lower end is not below the higher, the two are too close for floats
        to lie between them, or the lower end is not positive where the range is logarithmic.

    """

    low: Any
    high: Any
    logarithmic: bool = False

    def __post_init__(self) -> None:
        for end in ("low", "high"):
            try:
                number = exact(getattr(self, end))
            except ExpressionError as error:
                raise GameError(f"a range with a {end} end that is none: {error.problem}", expected=ENDS) from None
            if not number.is_Rational:
                raise GameError(f"a range with the {end} end {number!s:.60}", expected=ENDS)
            object.__setattr__(self, end, number)
        if self.low >= self.high:
            raise GameError(f"a range from {self.low!s:.60} to {self.high!s:.60}", expected=ENDS)
        if self.logarithmic and self.low <= 0:
            raise GameError(f"a logarithmic range from {self.low!s:.60}", expected="a lower end above zero")
        lowest, highest = self.floats
        if not -math.inf < lowest < highest < math.inf:
            raise GameError(
                f"a range from {self.low!s:.60} to {self.high!s:.60}", expected="several floats between its ends"
            )

    @property
    def floats(self) -> tuple[float, float]:
        """The least and the greatest float whose shortest decimal lies in the range."""
        low, high = (Fraction(int(end.p), int(end.q)) for end in (self.low, self.high))
        try:
            lowest, highest = low.numerator / low.denominator, high.numerator / high.denominator
        except OverflowError:
            return -math.inf, math.inf
        if Fraction(repr(lowest)) < low:
            lowest = math.nextafter(lowest, math.inf)
        if Fraction(repr(highest)) > high:
            highest = math.nextafter(highest, -math.inf)
        return lowest, highest

    def spread(self, shares: Floats) -> Floats:
        r"""Return the points at which the range is divided: :math:`(1 - u) a + u b`, or :math:`a^{1 - u} b^u`.

        Parameters
        ----------
        shares : array
            The :math:`u \in [0, 1]`.

        """
        lowest, highest = self.floats
        ends = np.log([lowest, highest]) if self.logarithmic else np.array([lowest, highest])
        points: Floats = (1 - shares) * ends[0] + shares * ends[1]
        points = np.exp(points) if self.logarithmic else points
        return np.minimum(np.maximum(points, lowest), highest)


Ranges = dict[sp.Symbol, Between]


def read_ranges(ranges: Any) -> Ranges:
    r"""Read intervals :math:`[a_i, b_i]` with :math:`a_i < b_i`, one a parameter.

    Raises
    ------
    GameError
        When there are none.
    SymbolError
        When a parameter has two, or one is no pair of different rational numbers, the lower first.

    """
    if not isinstance(ranges, Mapping) or not ranges:
        raise GameError(f"the ranges are {ranges!r:.60}", expected="a mapping from at least one parameter to its range")
    names = [name_of(key) for key in ranges]
    check_distinct(names)
    return {sp.Symbol(n, real=True): _range(n, given) for n, given in zip(names, ranges.values(), strict=True)}


def _range(name: str, given: Any) -> Between:
    if isinstance(given, Between):
        return given
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise SymbolError(f"the range of {name} is {given!r:.60}", expected="a pair (low, high), or coopgame.Between")
    try:
        return Between(*given)
    except GameError as error:
        raise SymbolError(f"{name} has {error.problem}", expected=error.expected) from None


def read_point(point: Any) -> dict[sp.Symbol, Fraction]:
    """Read a point, given by symbol or name.

    Raises
    ------
    SymbolError
        When there is none, a parameter is set twice, or not to a rational number.

    """
    if not isinstance(point, Mapping) or not point:
        raise SymbolError(f"the point is {point!r:.60}", expected="{parameter: number} for every parameter")
    read: dict[sp.Symbol, Fraction] = {}
    for key, value in point.items():
        symbol = sp.Symbol(name_of(key), real=True)
        if symbol in read:
            raise SymbolError(f"{symbol} is set twice", expected="one value for each parameter")
        read[symbol] = rational(str(symbol), value)
    return read


def rational(name: str, value: Any) -> Fraction:
    """Read a rational number.

    Raises
    ------
    SymbolError
        When it is not one.

    """
    number = exact(value)
    if not number.is_Rational:
        raise SymbolError(f"{name} is {number}", expected="a rational number")
    return Fraction(int(number.p), int(number.q))
