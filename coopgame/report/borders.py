"""Where one thing gives way to another on a plane: stretches of the zeros of polynomials, exact."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.errors import OutputError
from coopgame.expressions import compile_numpy
from coopgame.polynomials import Polynomial
from coopgame.report.plane import Interval, roots_along
from coopgame.report.plotting import contour_generator

Floats = NDArray[np.float64]

SMOOTH = 2001  # points along a boundary
ASIDE = 1e-4  # how far to either side of a boundary one looks, in sides of the plane
BEYOND = 0.5  # how far outside the plane a boundary is followed, in sides of the plane
LARGEST = 10**100


@dataclass(frozen=True)
class Traced:
    """An expression that is no polynomial: its zeros are traced, not solved for."""

    expression: sp.Expr

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The parameters in it."""
        return tuple(sorted(self.expression.free_symbols, key=str))

    def values(self, columns: Mapping[sp.Symbol, Floats]) -> Floats:
        """Evaluate at many points; nan where it is undefined."""
        found = compile_numpy((self.expression,), tuple(columns))(*columns.values())[0]
        return np.where(np.isfinite(found), found, np.nan)


class Classifier(Protocol):
    """Tells what is the case at any point of a plane, by a number."""

    axes: tuple[sp.Symbol, sp.Symbol]
    spans: tuple[Interval, Interval]

    def __call__(self, xs: Floats, ys: Floats) -> NDArray[np.int64]:
        """A number for each point."""


def require_drawable(factors: Iterable[Polynomial]) -> None:
    """Refuse numbers that floating point can't hold, with room for products of them."""
    if any(abs(c) > LARGEST for factor in factors for _, c in factor.terms):
        raise OutputError("the numbers are too large to draw", expected="an example of another scale")


def visible(factor: Polynomial | Traced, classify: Classifier) -> Iterator[Floats]:
    """Those stretches of an expression's zeros where the two sides differ."""
    low, high = (np.array([[span[k]] for span in classify.spans]) for k in (0, 1))
    size = high - low
    for line in _zeros(factor, classify.axes, classify.spans):
        middle = (line[:, 1:] + line[:, :-1]) / 2
        along = (line[:, 1:] - line[:, :-1]) / size
        length = np.hypot(*along)
        good = np.isfinite(length) & (length > 0)
        normal = np.where(good, np.array([-along[1], along[0]]) / np.where(good, length, 1.0), 0.0)
        beside = [np.nan_to_num(middle) + s * ASIDE * size * normal for s in (-1, 1)]
        within = [((low <= at) & (at <= high)).all(axis=0) for at in beside]
        differ = classify(*beside[0]) != classify(*beside[1])
        yield from _runs(line, good & within[0] & within[1] & differ)


def _runs(line: Floats, kept: NDArray[np.bool_]) -> Iterator[Floats]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], kept, [False]]).astype(int)))
    for start, stop in edges.reshape(-1, 2):
        yield line[:, start : stop + 1]


def _zeros(factor: Polynomial | Traced, axes: Sequence[sp.Symbol], spans: Sequence[Interval]) -> Iterator[Floats]:
    """The curve on which a polynomial vanishes: solved for a parameter where linear in it, else traced."""
    x, y = axes
    if isinstance(factor, Traced):
        yield from _traced(factor, axes, spans)
    elif y not in factor.symbols or x not in factor.symbols:
        axis, other = (0, 1) if x in factor.symbols else (1, 0)
        for root in roots_along(factor, axes[axis], {}):
            line = np.array([np.full(SMOOTH, root), np.linspace(*spans[other], SMOOTH)])
            yield line if axis == 0 else line[::-1]
    elif factor.expression.diff(y, 2) == 0:
        yield _solved(factor, x, y, spans)
    elif factor.expression.diff(x, 2) == 0:
        yield _solved(factor, y, x, spans[::-1])[::-1]
    else:
        yield from _traced(factor, axes, spans)


def _traced(factor: Polynomial | Traced, axes: Sequence[sp.Symbol], spans: Sequence[Interval]) -> Iterator[Floats]:
    xs, ys = (np.linspace(*span, SMOOTH // 2) for span in spans)
    values = np.broadcast_to(factor.values(dict(zip(axes, np.meshgrid(xs, ys), strict=True))), (len(ys), len(xs)))
    for vertices in contour_generator(xs, ys, np.ma.masked_invalid(values)).lines(0.0):
        yield np.asarray(vertices, dtype=np.float64).T


def _solved(factor: Polynomial, free: sp.Symbol, bound: sp.Symbol, spans: Sequence[Interval]) -> Floats:
    """Solve for ``bound``, which occurs linearly; NaN where it leaves the plane."""
    values = np.linspace(*spans[0], SMOOTH)
    slope, constant = (
        np.polyval([float(c) for c in sp.Poly(part, free).all_coeffs()], values)
        for part in sp.Poly(factor.expression, bound).all_coeffs()
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        solution = -constant / slope
    low, high = spans[1]
    margin = BEYOND * (high - low)
    return np.array([values, np.where((solution < low - margin) | (solution > high + margin), np.nan, solution)])
