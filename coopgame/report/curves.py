"""What figures show of a staged model: quantities over one parameter, and who has the most of one over two."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.relational import Relational

from coopgame.errors import ExpressionError, OutputError, RegionError
from coopgame.models.staged_model import Quantity, StagedModel
from coopgame.polynomials import Polynomial, sign_form
from coopgame.report.borders import Floats, Traced, require_drawable, visible
from coopgame.report.chart import OFF, OUTSIDE, Chart
from coopgame.report.plane import Interval, Plane, held, plane
from coopgame.report.solutions import Solution
from coopgame.solve.staged.floating import holds, values
from coopgame.symbols import Region

ALONG = 401  # points along a line
ACROSS = 300  # points along each side of a map, of which several share a page
SAME = 1e-9  # values this close, relative to the largest, are equal


@dataclass(frozen=True)
class Curves:
    """Quantities over one parameter, the others at the example.

    Attributes
    ----------
    plane : Plane
        Of one axis.
    xs : array
        Values of the parameter.
    lines : tuple of (Quantity, tuple of (str, array))
        For each quantity its values in every regime, by the regimes' labels; nan where the regime has no outcome.

    """

    plane: Plane
    xs: Floats
    lines: tuple[tuple[Quantity, tuple[tuple[str, Floats], ...]], ...]


def curves(model: StagedModel, solutions: Sequence[Solution], axis: sp.Symbol) -> Curves:
    """Work out every quantity along an axis through the example, as far as the region goes.

    Raises
    ------
    OutputError
        When no regime has an outcome anywhere along the axis.
    ExpressionError
        When a quantity or a condition can't be compiled.

    """
    along = plane((axis,), model.example, model.region, _changes(model, solutions, (axis,)))
    xs = np.linspace(*along.spans[0], ALONG)
    columns = {axis: xs}
    inside = holds(along.region, columns)
    shown = {s.regime.label: inside & holds(_at(s.condition, along.fixed), columns) for s in solutions}
    if not any(where.any() for where in shown.values()):
        raise OutputError(f"no regime has an outcome along {axis}", expected="an axis along which one has")
    lines = []
    for quantity in model.quantities:
        own = [(s, value) for s in solutions if (value := s.value(quantity)) is not None]
        drawn = ((s.regime.label, values(v.xreplace(along.fixed), columns)) for s, v in own)
        lines.append((quantity, tuple((label, np.where(shown[label], ys, np.nan)) for label, ys in drawn)))
    return Curves(along, xs, tuple(lines))


def leaders(
    model: StagedModel, solutions: Sequence[Solution], quantity: Quantity, axes: Sequence[sp.Symbol], fine: int = ACROSS
) -> Chart:
    """Chart which of some regimes has the most of a quantity, where all of them have an outcome.

    Raises
    ------
    OutputError
        When they have not all an outcome anywhere on the plane, or a coefficient is too large to draw.
    ExpressionError
        When a quantity or a condition can't be compiled.

    """
    across = plane(axes, model.example, model.region, _changes(model, solutions, axes))
    own = {s.regime.label: (s, value) for s in solutions if (value := s.value(quantity)) is not None}
    classify = _Leaders(across, own)
    factors = classify.factors()
    require_drawable(f for f in factors if isinstance(f, Polynomial))
    shifts = zip(across.spans, OFF, strict=True)
    xs, ys = (low + (high - low) * (np.arange(fine) + shift) / fine for (low, high), shift in shifts)
    grid = np.meshgrid(xs, ys)
    numbers = classify(grid[0].ravel(), grid[1].ravel())
    present, counts = np.unique(numbers[numbers != OUTSIDE], return_counts=True)
    if not len(present):
        where = f"{axes[0]} and {axes[1]}"
        raise OutputError(f"nowhere over {where} do all regimes have an outcome", expected="axes along which they have")
    order = [int(number) for number in present[np.argsort(-counts, kind="stable")]]
    place = {number: k for k, number in enumerate(order)} | {OUTSIDE: OUTSIDE}
    codes = np.array([place[int(number)] for number in numbers]).reshape(fine, fine)
    boundaries = tuple(line for factor in factors for line in visible(factor, classify))
    sets = tuple(frozenset((label,) for k, label in enumerate(own) if number >> k & 1) for number in order)
    return Chart(across, sets, codes, xs, ys, boundaries)


class _Leaders:
    """Tells the set of regimes with the most of a quantity, as bits; -1 where not all have an outcome."""

    def __init__(self, across: Plane, own: Mapping[str, tuple[Solution, sp.Expr]]) -> None:
        self.plane = across
        self.axes: tuple[sp.Symbol, sp.Symbol] = (across.axes[0], across.axes[1])
        self.spans: tuple[Interval, Interval] = (across.spans[0], across.spans[1])
        self.values = [value.xreplace(across.fixed) for _, value in own.values()]
        self.conditions = [_at(solution.condition, across.fixed) for solution, _ in own.values()]

    def __call__(self, xs: Floats, ys: Floats) -> NDArray[np.int64]:
        """A number for the regimes at each point."""
        columns = dict(zip(self.axes, (xs, ys), strict=True))
        inside = holds(self.plane.region, columns)
        for condition in self.conditions:
            inside &= holds(condition, columns)
        heights = np.array([values(value, columns) for value in self.values])
        alive = inside & np.isfinite(heights).all(axis=0)
        heights = np.where(alive, heights, 0.0)
        near = heights >= heights.max(axis=0) - SAME * np.abs(heights).max(axis=0)
        bits = (near.T * (1 << np.arange(len(self.values)))).sum(axis=1)
        return np.where(alive, bits, OUTSIDE)

    def factors(self) -> tuple[Polynomial | Traced, ...]:
        """Where something may change: two values are equal, or a condition begins or ends to hold."""
        differences = [a - b for a, b in combinations(self.values, 2)]
        found: dict[Polynomial | Traced, None] = {}
        for difference in (*differences, *_sides((self.plane.region, *self.conditions))):
            try:
                found.update(dict.fromkeys(sign_form(difference).odd))
            except ExpressionError:
                found[Traced(difference)] = None
        return tuple(found)


def _at(condition: Region, fixed: Mapping[sp.Symbol, Any]) -> Region:
    try:
        return condition.at(fixed)
    except RegionError:
        return Region(sp.false)


def _sides(regions: Iterable[Region]) -> Iterator[sp.Expr]:
    """What the conditions compare with zero."""
    for region in regions:
        for condition in region.conditions:
            for relation in sorted(condition.atoms(Relational), key=sp.default_sort_key):
                yield relation.lhs - relation.rhs


def _changes(model: StagedModel, solutions: Sequence[Solution], axes: Sequence[sp.Symbol]) -> list[sp.Expr]:
    """The expressions at whose zeros there is something to be seen; those that are rational."""
    found = list(_sides(s.condition for s in solutions))
    for quantity in model.quantities:
        own = [value for s in solutions if (value := s.value(quantity)) is not None]
        found += [a - b for a, b in combinations(own, 2)]
    return [e for e in dict.fromkeys(e.xreplace(held(axes, model.example)) for e in found) if _is_rational(e)]


def _is_rational(expression: sp.Expr) -> bool:
    try:
        sign_form(expression)
    except ExpressionError:
        return False
    return True
