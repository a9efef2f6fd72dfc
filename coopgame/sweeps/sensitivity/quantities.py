"""Numbers drawn from a sweep, one a point: what a sensitivity is the sensitivity of."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import sympy as sp
import xarray as xr

from coopgame.errors import GameError
from coopgame.sweeps.outputs import Floats
from coopgame.sweeps.points.axes import POINT
from coopgame.sweeps.points.scenarios import scenarios
from coopgame.sweeps.summary import profiles_of
from coopgame.sweeps.sweep import sweep

Quantity = Callable[[xr.Dataset], xr.DataArray]
"""From the data set of a sweep to one number a point: an array along the dimension ``point``."""

OVER_POINTS = "an array along the dimension point alone, such as ds.payoff.sel(player=...).max('equilibrium')"


def largest_payoff(player: str) -> Quantity:
    r"""Return the quantity :math:`\max_{\sigma} u_i(\sigma)` over the equilibria that are listed at each point.

    Where the sweep says ``complete`` between two players, these have the largest payoff among all equilibria, those of
    a continuum included.

    Parameters
    ----------
    player : str

    Returns
    -------
    callable
        From a sweep to an array; asked of a game that has no such player, it raises a GameError.

    """
    return lambda dataset: _extreme(dataset, player, "largest")


def smallest_payoff(player: str) -> Quantity:
    r"""Return the quantity :math:`\min_{\sigma} u_i(\sigma)` over the equilibria that are listed at each point.

    Where the sweep says ``complete`` between two players, these have the smallest payoff among all equilibria, those
    of a continuum included.

    Parameters
    ----------
    player : str

    Returns
    -------
    callable
        From a sweep to an array; asked of a game that has no such player, it raises a GameError.

    """
    return lambda dataset: _extreme(dataset, player, "smallest")


def is_equilibrium(profile: Sequence[str]) -> Quantity:
    r"""Return the quantity :math:`1\{s \text{ is an equilibrium}\}`, of a profile :math:`s` of pure strategies.

    Its mean over a design is the share of the ranges in which the profile is an equilibrium.

    Parameters
    ----------
    profile : sequence of str
        One strategy a player, in the players' order.

    Returns
    -------
    callable
        From a sweep to an array; asked of a game that has no such profile, it raises a GameError.

    """
    wanted = tuple(profile)

    def told(dataset: xr.Dataset) -> xr.DataArray:
        codes = _variable(dataset, "pure", "a sweep of a finite game")
        known = profiles_of(dataset)
        if isinstance(profile, str) or wanted not in known:
            listed = ", ".join(_written(p) for p in known)
            raise GameError(f"{profile!r} is no profile of the game", expected=f"one of {listed}")
        bit = codes >> known.index(wanted) & 1
        return bit.astype(float).rename(f"{_written(wanted)} is an equilibrium").drop_attrs()

    return told


def choice(symbol: sp.Symbol | str) -> Quantity:
    r"""Return the quantity :math:`z^*(\theta)`, what is chosen in a game of continuous choices.

    Parameters
    ----------
    symbol : Symbol or str

    Returns
    -------
    callable
        From a sweep to an array; asked of a sweep without the choice, it raises a GameError.

    """
    return lambda dataset: _variable(dataset, str(symbol), "a choice of a game in stages")


def evaluated(
    game: Any, quantity: Quantity, table: Mapping[sp.Symbol, Any], fixed: Mapping[Any, Any], options: Mapping[str, Any]
) -> tuple[Floats, xr.Dataset, str]:
    """Sweep over a table of points, and return the quantity at each, the data set and what the quantity is called."""
    dataset = sweep(game, scenarios(table), fixed, **options)
    values = quantity(dataset)
    if not isinstance(values, xr.DataArray) or values.dims != (POINT,):
        got = f"dimensions {', '.join(map(str, values.dims)) or 'none'}" if isinstance(values, xr.DataArray) else ""
        raise GameError(f"the quantity has {got or f'the type {type(values).__name__}'}", expected=OVER_POINTS)
    if values.dtype.kind not in "biuf":
        raise GameError(f"the quantity has values of type {values.dtype}", expected="numbers")
    name = values.attrs.get("long_name", values.name)
    return np.asarray(values, dtype=np.float64), dataset, str(name) if name else "quantity"


def require_defined(values: Floats, table: Mapping[sp.Symbol, Any]) -> None:
    """Check that a quantity is a finite number at every point.

    Raises
    ------
    GameError
        When it is not; how many points there are, and the first of them, is said.

    """
    lacking = np.flatnonzero(~np.isfinite(values))
    if len(lacking):
        first = ", ".join(f"{symbol}={float(column[lacking[0]]):.6g}" for symbol, column in table.items())
        raise GameError(
            f"the quantity has no value at {len(lacking)} of {len(values)} points, the first being {first}",
            expected="narrower ranges, or a quantity that is defined everywhere",
        )


def _extreme(dataset: xr.Dataset, player: str, which: str) -> xr.DataArray:
    payoff = _variable(dataset, "payoff", "a sweep with Detail.FULL")
    if player not in payoff["player"].values:
        known = ", ".join(map(str, payoff["player"].values))
        raise GameError(f"no player is called {player!r}", expected=f"one of {known}")
    own = payoff.sel(player=player, drop=True)
    if "equilibrium" in own.dims:
        own = own.max("equilibrium") if which == "largest" else own.min("equilibrium")
    return own.rename(f"{which} payoff of {player}").drop_attrs()


def _variable(dataset: xr.Dataset, name: str, expected: str) -> xr.DataArray:
    if name not in dataset:
        raise GameError(f"the sweep has no variable {name!r}", expected=expected)
    return dataset[name]


def _written(profile: tuple[str, ...]) -> str:
    return f"({', '.join(profile)})"
