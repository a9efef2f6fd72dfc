r"""By how many per cent a quantity moves where a parameter does by one: :math:`\partial \ln y / \partial \ln x`."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
import xarray as xr
from numpy.typing import NDArray

from coopgame.claims.claim import point_text
from coopgame.errors import RegionError, SymbolError
from coopgame.sweeps.outputs import Floats, Outside
from coopgame.sweeps.points.ranges import rational, read_point
from coopgame.sweeps.points.values import name_of
from coopgame.sweeps.sensitivity.quantities import Quantity, evaluated, require_defined

STEP = Fraction(1, 1000)
SHIFTS = (-1, Fraction(-1, 2), Fraction(1, 2), 1)  # in steps
DISCRETE = ("pure", "strict", "count", "continuum", "holds")
UNEVEN = 0.5  # a smooth function bends about as much at each point
LEAST_BEND = 10.0  # squared steps: what a smooth function bends by where it has an inflection is less

REGIME, KINK, EDGE = "regime change", "kink", "edge of the region"
ZERO_PARAMETER, ZERO_QUANTITY, NO_VALUE = "zero parameter", "zero quantity", "no value"


def elasticities(
    game: Any,
    quantity: Quantity,
    at: Mapping[Any, Any],
    parameters: Sequence[Any] | None = None,
    step: Any = STEP,
    **options: Any,
) -> xr.Dataset:
    r"""Return :math:`e_i = \frac{\theta_i}{y} \frac{\partial y}{\partial \theta_i}` at a point, by differences.

    The quantity is worked out at the point and at four points on either side of it for each parameter,
    :math:`\theta_i (1 \pm h)` and :math:`\theta_i (1 \pm h / 2)`, in one sweep. The central differences of both steps
    are extrapolated (Richardson, 1911), which leaves an error of order :math:`h^4`. For closed forms see
    :func:`outcome_elasticities`.

    A quantity of equilibria has jumps and kinks, where there is no elasticity. None is given where the equilibria are
    not the same at all five points, or the slopes on both sides differ by more than curvature accounts for.

    Parameters
    ----------
    game : FiniteGame, Venture, StagedGame or Outcome
        What :func:`coopgame.sweep` takes.
    quantity : callable
        From the sweep's data set to one number a point.
    at : mapping of Symbol or name to number
        A value for every parameter.
    parameters : sequence of Symbol or name, optional
        Those to move, by default all.
    step : number
        :math:`h`, positive and less than 1.
    **options
        Of the sweep, but for ``outside``: a step over the edge of the region is noted.

    Returns
    -------
    Dataset
        Along the dimension ``parameter``: the ``elasticity``; ``error``, an estimate of its error; ``regime_change``,
        whether the equilibria change within the step; ``note``, why the elasticity is nan where it is: a regime change,
        a kink, a parameter or quantity of zero, a step over the edge of the region, a quantity without a value. The
        quantity at the point is ``base``.

    Raises
    ------
    SymbolError
        When a parameter is unknown, missing or not set to a number, or the step is none.
    RegionError
        When the point lies outside the game's region.
    GameError
        When the quantity is not one number a point, or has no value at the point.

    """
    point, h = read_point(at), rational("the step", step)
    if not 0 < h < 1:
        raise SymbolError(f"the step is {step}", expected="a number between 0 and 1, such as 1/1000")
    moved = list(point) if parameters is None else [_named(key, point) for key in parameters]
    if not moved:
        raise SymbolError("there is no parameter to move", expected="at least one")
    table = {s: [point[s], *(point[s] * (1 + k * h * (s == other)) for other in moved for k in SHIFTS)] for s in moved}
    held = {s: value for s, value in point.items() if s not in moved}
    values, dataset, name = evaluated(game, quantity, table, held, {**options, "outside": Outside.MASK})
    if not bool(dataset["inside"][0]):
        raise RegionError(f"{point_text(point)} lies outside the region", expected=str(dataset.attrs["region"]))
    require_defined(values[:1], {s: column[:1] for s, column in table.items()})
    rows = np.column_stack([np.full(len(moved), values[0]), values[1:].reshape(-1, len(SHIFTS))])
    same, inside = _same(dataset, len(moved)), _inside(dataset, len(moved))
    found, error = _extrapolated(rows, float(h))
    notes = [
        _note(row, float(h), bool(alike), bool(within), point[s])
        for row, alike, within, s in zip(rows, same, inside, moved, strict=True)
    ]
    given = np.array([not note for note in notes])
    about = {"title": f"elasticities of {name}", "quantity": name, "step": float(h)}
    return xr.Dataset(
        {
            "elasticity": ("parameter", np.where(given, found, np.nan), {"long_name": f"elasticity of {name}"}),
            "error": ("parameter", np.where(given, error, np.nan), {"long_name": "estimated error"}),
            "regime_change": (
                "parameter",
                ~same & inside,
                {"long_name": "whether the equilibria change within the step"},
            ),
            "note": ("parameter", notes, {"long_name": "why there is no elasticity"}),
            "base": ((), values[0], {"long_name": name}),
        },
        {"parameter": list(map(str, moved)), "value": ("parameter", [float(point[s]) for s in moved])},
        {**dataset.attrs, **about},
    )


def _extrapolated(rows: Floats, h: float) -> tuple[Floats, Floats]:
    """Return the elasticities and their errors from the quantity at the point and around it."""
    y, far_below, below, above, far_above = rows.T
    with np.errstate(divide="ignore", invalid="ignore"):
        far, near = (far_above - far_below) / (2 * h) / y, (above - below) / h / y
        rounding = 4 * np.finfo(float).eps * np.abs(rows).max(axis=1) / h / np.abs(y)
        return near + (near - far) / 3, np.abs(near - far) / 3 + rounding


def _note(row: Floats, h: float, same: bool, inside: bool, theta: Fraction) -> str:
    """Say why there is no elasticity; nothing where there is one."""
    if not theta:
        return ZERO_PARAMETER
    if not inside:
        return EDGE
    if not same:
        return REGIME
    if not np.isfinite(row).all():
        return NO_VALUE
    if not row[0]:
        return ZERO_QUANTITY
    return KINK if _kinked(row, h) else ""


def _kinked(row: Floats, h: float) -> bool:
    """Whether the slope changes abruptly: at some of the three inner points, and not at all of them alike."""
    y, far_below, below, above, far_above = row
    slopes = np.diff([far_below, below, y, above, far_above]) / (h / 2)
    bends = np.diff(slopes)
    largest = float(np.abs(bends).max())
    size = max(float(np.abs(slopes).max()), abs(float(y)))
    return largest > LEAST_BEND * h**2 * size and float(np.ptp(bends)) > UNEVEN * largest


def _same(dataset: xr.Dataset, count: int) -> NDArray[np.bool_]:
    """Whether the equilibria are the same at all points of each parameter as at the point itself."""
    same = np.ones(count, dtype=bool)
    for name in DISCRETE:
        if name in dataset:
            codes = np.asarray(dataset[name])
            same &= (codes[1:].reshape(count, -1) == codes[0]).all(axis=1)
    return same


def _inside(dataset: xr.Dataset, count: int) -> NDArray[np.bool_]:
    return np.asarray(np.asarray(dataset["inside"])[1:].reshape(count, -1).all(axis=1), dtype=bool)


def _named(key: Any, point: Mapping[sp.Symbol, Fraction]) -> sp.Symbol:
    symbol = sp.Symbol(name_of(key), real=True)
    if symbol not in point:
        raise SymbolError(f"{symbol} is to be moved and has no value", expected=f"one of {', '.join(map(str, point))}")
    return symbol
