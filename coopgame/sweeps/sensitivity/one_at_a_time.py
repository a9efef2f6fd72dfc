"""How far each parameter, moved alone over its range, takes a quantity from where it is."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import sympy as sp
import xarray as xr

from coopgame.errors import SymbolError
from coopgame.sweeps.points.ranges import read_point, read_ranges
from coopgame.sweeps.sensitivity.quantities import Quantity, evaluated, require_defined
from coopgame.sweeps.sensitivity.sobol import NOTHING


def one_at_a_time(
    game: Any,
    quantity: Quantity,
    ranges: Mapping[Any, Any],
    at: Mapping[Any, Any],
    fixed: Mapping[Any, Any] = NOTHING,
    **options: Any,
) -> xr.Dataset:
    r"""Return :math:`y(a_i, \hat\theta_{-i})` and :math:`y(b_i, \hat\theta_{-i})` for each range :math:`[a_i, b_i]`.

    Worked out in one sweep over :math:`2 d + 1` points, exactly as given. This sees no interaction, and nothing between
    the ends: a hypersphere of the points it stays near fills next to none of the box when there are many parameters.
    Saltelli, A. and Annoni, P. (2010), How to avoid a perfunctory sensitivity analysis, Environmental Modelling and
    Software 25, 1508-1517; :func:`sobol_indices` is what they ask for.

    Parameters
    ----------
    game : FiniteGame, Venture, StagedGame or Outcome
        What :func:`coopgame.sweep` takes.
    quantity : callable
        From the sweep's data set to one number a point.
    ranges : mapping of Symbol or name to (low, high) or :class:`coopgame.Between`
    at : mapping of Symbol or name to number
        The point :math:`\hat\theta`, within the ranges. Parameters without a range stay there.
    fixed : mapping of Symbol or name to number
        Parameters that ``at`` does not set.
    **options
        Of the sweep.

    Returns
    -------
    Dataset
        ``low`` and ``high`` along the dimension ``parameter``, the quantity at either end of each range; ``base``, what
        it is at the point; ``swing``, the largest of the three minus the smallest. The parameters' own values are
        ``low_value``, ``high_value`` and ``base_value``.

    Raises
    ------
    SymbolError
        When a range is no pair of numbers, the point lies outside one, or a parameter is unknown or missing.
    RegionError
        When a point lies outside the game's region.
    GameError
        When the quantity is not one number a point, or has no value at some.

    """
    spans, point = read_ranges(ranges), read_point(at)
    for symbol, span in spans.items():
        if symbol not in point:
            raise SymbolError(f"{symbol} has a range and no value at the point", expected=f"{symbol} in at")
        if not span.low <= point[symbol] <= span.high:
            problem = f"the point has {symbol} = {point[symbol]}, outside the range from {span.low} to {span.high}"
            raise SymbolError(problem, expected="a point within the ranges")
    moved: list[tuple[sp.Symbol, Any]] = [(s, end) for s, span in spans.items() for end in (span.low, span.high)]
    table = {s: [point[s], *(end if other == s else point[s] for other, end in moved)] for s in spans}
    held = {s: value for s, value in point.items() if s not in spans}
    for key in fixed:
        if str(key) in map(str, point):
            raise SymbolError(f"{key} is set twice, by at and by fixed", expected="one value for each parameter")
    values, dataset, name = evaluated(game, quantity, table, {**held, **fixed}, options)
    require_defined(values, table)
    base, ends = values[0], values[1:].reshape(-1, 2)
    three = np.column_stack([ends, np.full(len(ends), base)])
    return xr.Dataset(
        {
            "low": ("parameter", ends[:, 0], {"long_name": f"{name} at the least value"}),
            "high": ("parameter", ends[:, 1], {"long_name": f"{name} at the greatest value"}),
            "base": ((), base, {"long_name": name}),
            "swing": ("parameter", np.ptp(three, axis=1), {"long_name": f"swing of {name}"}),
            "low_value": ("parameter", [float(span.low) for span in spans.values()]),
            "high_value": ("parameter", [float(span.high) for span in spans.values()]),
            "base_value": ("parameter", [float(point[s]) for s in spans]),
        },
        {"parameter": list(map(str, spans))},
        {**dataset.attrs, "title": f"{name}, one parameter at a time", "quantity": name},
    )
