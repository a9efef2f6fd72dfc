r"""Which parameters a quantity's variance comes from: the indices of Sobol'.

References
----------
Saltelli, A., Annoni, P., Azzini, I., Campolongo, F., Ratto, M. and Tarantola, S. (2010), Variance based sensitivity
analysis of model output, Computer Physics Communications 181(2), 259-270. Sobol', I. M. (2001), Global sensitivity
indices for nonlinear mathematical models and their Monte Carlo estimates, Mathematics and Computers in Simulation 55,
271-280.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import sympy as sp
import xarray as xr
from scipy import stats

from coopgame.errors import GameError
from coopgame.sweeps.outputs import Floats
from coopgame.sweeps.points.designs import sobol_design
from coopgame.sweeps.points.ranges import Ranges, read_ranges
from coopgame.sweeps.sensitivity.quantities import Quantity, evaluated, require_defined

RESAMPLES = 1000
AT_ONCE = 50  # resamples that are in memory together
EQUAL = 1e-12  # a standard deviation of less, relative to the values, is rounding
NOTHING: Mapping[Any, Any] = MappingProxyType({})


def sobol_indices(
    game: Any,
    quantity: Quantity,
    ranges: Mapping[Any, Any],
    n: int = 1024,
    fixed: Mapping[Any, Any] = NOTHING,
    *,
    seed: int = 0,
    confidence: float = 0.95,
    **options: Any,
) -> xr.Dataset:
    r"""Return :math:`S_i = \mathbb{V}[\mathbb{E}(Y | \theta_i)] / \mathbb{V} Y` and its total counterpart.

    The total index is :math:`S_{T_i} = 1 - \mathbb{V}[\mathbb{E}(Y | \theta_{-i})] / \mathbb{V} Y`. The parameters are
    independent, and uniform on their ranges. :math:`S_i` is the share of the variance of the quantity :math:`Y` that
    would go if :math:`\theta_i` were known, :math:`S_{T_i}` the share that would stay if all others were; they differ
    by the interactions of :math:`\theta_i` with others. The quantity is worked out at :math:`n (d + 2)` points in one
    sweep, :math:`d` being the number of parameters, and the indices by ``scipy.stats.sobol_indices``.

    Parameters
    ----------
    game : FiniteGame, Venture, StagedGame or Outcome
        What :func:`coopgame.sweep` takes.
    quantity : callable
        From the sweep's data set to one number a point: :func:`largest_payoff`, :func:`is_equilibrium`, or your own.
    ranges : mapping of Symbol or name to (low, high) or :class:`coopgame.Between`
        All their points must be in the game's region. Where a range is logarithmic, the logarithm is uniform.
    n : int
        A power of two: how many points each of the two samples has.
    fixed : mapping of Symbol or name to number
        The other parameters.
    seed : int
        The same seed gives the same answer.
    confidence : float
        Of the bounds, which come from resampling the points a thousand times as if they were random; being spread more
        evenly than that, they give indices that are more precise than the bounds tell.
    **options
        Of the sweep.

    Returns
    -------
    Dataset
        ``first_order`` and ``total_order`` along the dimension ``parameter``, with bounds ``first_order_low``,
        ``first_order_high``, ``total_order_low`` and ``total_order_high``; the ``variance`` and the ``mean`` of the
        quantity. Indices are 0 where the quantity is constant. An index may come out slightly below 0 or above 1:
        the bounds say how far it can be trusted.

    Raises
    ------
    SymbolError
        When a range is no pair of numbers, or a parameter is unknown or missing.
    RegionError
        When a point lies outside the game's region.
    GameError
        When the quantity is not one number a point, or has no value at some; when ``n`` is no power of two.

    """
    spans = read_ranges(ranges)
    if not 0 < confidence < 1:
        raise GameError(f"the confidence is {confidence!r:.20}", expected="a number between 0 and 1, such as 0.95")
    table = _points(spans, n, seed)
    values, dataset, name = evaluated(game, quantity, table, fixed, options)
    require_defined(values, table)
    rows = values.reshape(len(spans) + 2, n)
    both = rows[:2]
    variance = float(both.var())
    if variance <= (EQUAL * float(np.abs(both).max())) ** 2:
        variance, rows = 0.0, np.zeros_like(rows)
    indices, bounds = _indices(rows[:, None, :]), _bounds(rows, seed, confidence)
    found: dict[str, Any] = {}
    for k, order in enumerate(("first_order", "total_order")):
        found[order] = ("parameter", indices[k][0], {"long_name": f"Sobol' index, {order.replace('_', ' ')}"})
        for side, bound in zip(("low", "high"), bounds[k], strict=True):
            long_name = f"{side}er bound of the index, {order.replace('_', ' ')}"
            found[f"{order}_{side}"] = ("parameter", bound, {"long_name": long_name})
    found["variance"] = ((), variance, {"long_name": f"variance of {name}"})
    found["mean"] = ((), float(both.mean()), {"long_name": f"mean of {name}"})
    about = {"quantity": name, "n": n, "points": values.size, "seed": seed, "confidence": confidence}
    ends = {"low": [float(s.low) for s in spans.values()], "high": [float(s.high) for s in spans.values()]}
    coordinates = {"parameter": list(map(str, spans))} | {side: ("parameter", end) for side, end in ends.items()}
    return xr.Dataset(found, coordinates, {**dataset.attrs, "title": f"Sobol' indices of {name}", **about})


def _points(spans: Ranges, n: int, seed: int) -> dict[sp.Symbol, Floats]:
    r"""Return the points of both samples, :math:`A` and :math:`B`, and of :math:`A` with one column of :math:`B`."""
    again = {f"{symbol} again": span for symbol, span in spans.items()}
    columns = sobol_design({**spans, **again}, n, seed).columns
    a, b = columns[: len(spans)], columns[len(spans) :]
    table = {}
    for k, symbol in enumerate(spans):
        table[symbol] = np.concatenate([a[k], b[k], *(b[k] if k == j else a[k] for j in range(len(spans)))])
    return table


def _indices(rows: Floats) -> tuple[Floats, Floats]:
    """Return both indices, (samples, parameters), from values of shape (2 + parameters, samples, n)."""
    # SciPy fails at a single number, one parameter of one sample: the sample is given twice.
    twice = np.concatenate([rows, rows[:, :1]], axis=1)
    found = stats.sobol_indices(func={"f_A": twice[0], "f_B": twice[1], "f_AB": twice[2:]}, n=rows.shape[2])
    shape = (twice.shape[1], len(rows) - 2)
    return np.reshape(found.first_order, shape)[:-1], np.reshape(found.total_order, shape)[:-1]


def _bounds(rows: Floats, seed: int, confidence: float) -> list[Floats]:
    """Return lower and upper bounds of both indices, shape (2, parameters) each, by the percentile bootstrap."""
    # SciPy's own can't be seeded, and has no answer where an index is the same in all resamples.
    generator = np.random.default_rng((seed, 1))
    drawn: tuple[list[Floats], list[Floats]] = ([], [])
    for _ in range(0, RESAMPLES, AT_ONCE):
        again = generator.integers(rows.shape[1], size=(AT_ONCE, rows.shape[1]))
        for kept, index in zip(drawn, _indices(rows[:, again]), strict=True):
            kept.append(index)
    tails = ((1 - confidence) / 2, (1 + confidence) / 2)
    return [np.quantile(np.concatenate(kept), tails, axis=0) for kept in drawn]
