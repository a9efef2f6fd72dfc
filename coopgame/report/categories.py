"""What a sweep tells in words: sets of equilibria, yes or no, small whole numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from coopgame.sweeps.summary import Profiles, members, set_name

MOST = 12  # entries that a legend can hold


@dataclass(frozen=True)
class Categories:
    """The distinct values of a variable: sets from the most to the least widespread, others in their order.

    Attributes
    ----------
    title : str
        What they are, for the legend.
    names : tuple of str
    places : integer array
        Of the variable's shape: the place in ``names`` of each value, ``len(names)`` for all that are left out, and -1
        outside the region.
    rest : int
        How many are left out.

    """

    title: str
    names: tuple[str, ...]
    places: NDArray[np.int64]
    rest: int


def categories(values: xr.DataArray, inside: NDArray[np.bool_], profiles: Profiles | None) -> Categories | None:
    """Name the values that a variable has inside the region, sets of profiles where these are given.

    None where they are numbers to be shaded.
    """
    numbers = np.asarray(values)
    title = str(values.attrs.get("long_name", values.name)).split(": ")[0]  # what the bits are is in the names
    if numbers.dtype.kind == "f":
        return None
    distinct, inverse, counts = np.unique(numbers[inside], return_inverse=True, return_counts=True)
    if profiles is None and len(distinct) > MOST:
        return None
    order = np.argsort(-counts, kind="stable") if profiles else np.arange(len(distinct))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    shown = order if len(order) <= MOST else order[: MOST - 1]
    names = tuple(_name(distinct[k], profiles) for k in shown)
    places = np.full(numbers.shape, -1)
    places[inside] = np.minimum(place[inverse], len(names))
    return Categories(title, names, places, len(order) - len(shown))


def _name(value: Any, profiles: Profiles | None) -> str:
    if profiles is None:
        return ("no", "yes")[int(value)] if isinstance(value, np.bool_) else str(value)
    return set_name(members(int(value), profiles))
