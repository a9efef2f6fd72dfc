"""The plane a map is drawn in: two parameters vary, the others stand at the example."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational

from coopgame.conditions import evaluate
from coopgame.errors import ExpressionError
from coopgame.polynomials import Polynomial, SignForm, relation_form, sign_form
from coopgame.symbols import Region

MARGIN = 1.4  # how far an unbounded axis goes beyond the last thing to be seen
TOUCH = 1e-6
FARTHEST = 8.0  # and in multiples of the example how far at most

Interval = tuple[float, float]


@dataclass(frozen=True)
class Plane:
    """A rectangle of one or two parameters.

    Attributes
    ----------
    axes : tuple of Symbol
        One or two.
    centre : dict
        The example's values of all parameters; those off the axes are held there.
    spans : tuple of (float, float)
        The rectangle's sides.
    region : Region
        What remains of the region on the axes.

    """

    axes: tuple[sp.Symbol, ...]
    centre: Mapping[sp.Symbol, sp.Rational]
    spans: tuple[Interval, ...]
    region: Region

    @property
    def fixed(self) -> dict[sp.Symbol, Any]:
        """The parameters that are held, with their values."""
        return held(self.axes, self.centre)

    def restricted(self, expression: sp.Expr) -> SignForm:
        """The sign of an expression on the plane."""
        return sign_form(expression.subs(self.fixed))


def held(axes: Sequence[sp.Symbol], point: Mapping[sp.Symbol, Any]) -> dict[sp.Symbol, Any]:
    """Return the values of the parameters that are no axes."""
    return {symbol: value for symbol, value in point.items() if symbol not in axes}


def plane(
    axes: Sequence[sp.Symbol],
    point: Mapping[sp.Symbol, sp.Rational],
    region: Region,
    expressions: Iterable[sp.Expr],
) -> Plane:
    """Choose the rectangle: as far as the region goes; where it has no end, far enough to see every change.

    Parameters
    ----------
    axes : sequence of Symbol
        One or two.
    point : mapping of Symbol to Rational
        A value for every parameter.
    region : Region
    expressions : iterable of Expr
        The quantities whose change of sign should be seen.

    """
    left = region.at(held(axes, point))
    forms = [sign_form(e.subs(held(axes, point))) for e in expressions]
    factors = [f for form in (*forms, *_forms(left)) for f in form.odd]
    spans = tuple(_span(axis, point, left, factors) for axis in axes)
    return Plane(tuple(axes), dict(point), spans, left)


def _forms(region: Region) -> list[SignForm]:
    found = []
    for condition in region.conditions:
        for relation in sorted(condition.atoms(Relational), key=sp.default_sort_key):
            try:
                found.append(relation_form(relation))
            except ExpressionError:  # not rational: it limits the map, but does not set its size
                continue
    return found


def _span(
    axis: sp.Symbol,
    point: Mapping[sp.Symbol, sp.Rational],
    region: Region,
    factors: Sequence[Polynomial],
) -> Interval:
    here = float(point[axis])
    ends = [end for c in region.conditions if c.free_symbols == {axis} for end in _ends(c, axis)]
    low = max((x for x, goes_up in ends if goes_up and x <= here), default=None)
    high = min((x for x, goes_up in ends if not goes_up and x >= here), default=None)
    changes = [root for factor in factors for root in roots_along(factor, axis, point)]
    reach = FARTHEST * max(abs(here), 1.0)
    seen = [x for x in changes if abs(x - here) <= reach]
    if high is None:
        high = _rounded(here + MARGIN * (max([*seen, 2 * here, here + 1]) - here))
    if low is None:
        low = -_rounded(-(here - MARGIN * (here - min([*seen, here - 1]))))
    return (low, high) if low < high else (low - 1, high + 1)


def _ends(condition: Any, axis: sp.Symbol) -> Iterator[tuple[float, bool]]:
    """Where a condition on one parameter begins to hold, and where it ends; the flag tells beginnings."""
    for form in _forms(Region(condition)):
        for factor in form.odd:
            for root in roots_along(factor, axis, {}):
                aside = TOUCH * (1 + abs(root))
                below, above = (evaluate(condition, {axis: sp.Rational(root + d)}) for d in (-aside, aside))
                if below != above:
                    yield root, above


def _rounded(value: float) -> float:
    """Round up to two digits, so that the axis ends at a number one would have chosen."""
    step = 10.0 ** (np.floor(np.log10(abs(value) or 1.0)) - 1)
    return float(np.ceil(value / step) * step)


def roots_along(factor: Polynomial, axis: sp.Symbol, point: Mapping[sp.Symbol, sp.Rational]) -> tuple[float, ...]:
    """Return the real zeros of a polynomial along one axis through a point."""
    if axis not in factor.symbols:
        return ()
    along = sp.Poly(factor.expression.subs(held((axis,), point)), axis)
    return tuple(sorted({float(root) for root in along.nroots(n=15) if root.is_real})) if along.degree() else ()
