"""What a sweep found, in counts: how many points have which equilibria, and how far each quantity ranges."""

import json
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from coopgame.errors import GameError

Profiles = tuple[tuple[str, ...], ...]

NONE = "none (mixed only)"


@dataclass(frozen=True)
class CountedSet:
    """A set of profiles, and at how many points they are the pure equilibria."""

    profiles: Profiles
    points: int

    @property
    def name(self) -> str:
        """Such as ``{(share, share)}``."""
        return set_name(self.profiles)


@dataclass(frozen=True)
class Regimes:
    """What was found at the points of a sweep of a finite game.

    Attributes
    ----------
    regimes : tuple of CountedSet
        The sets of pure equilibria that occur inside the region, the most widespread first.
    mixed : int or None
        How many points have a mixed equilibrium; None where mixed ones were not looked for.
    continuum, incomplete, rechecked, outside : int
        How many points have infinitely many equilibria, may have more than are known, were decided again with exact
        arithmetic, and lie outside the region.

    """

    regimes: tuple[CountedSet, ...]
    mixed: int | None
    continuum: int
    incomplete: int
    rechecked: int
    outside: int


@dataclass(frozen=True)
class Spread:
    """The least and the greatest value of a variable, and at how many points it has one; None where it has none."""

    name: str
    least: float | None
    greatest: float | None
    points: int


def regimes(dataset: xr.Dataset) -> Regimes:
    """Count the points of a sweep of a finite game by what was found there."""
    inside = _inside(dataset)
    codes = np.asarray(dataset["pure"])[inside]
    profiles = profiles_of(dataset)
    distinct, counts = np.unique(codes, return_counts=True)
    count, complete, continuum, rechecked = (
        np.asarray(dataset[name])[inside] for name in ("count", "complete", "continuum", "rechecked")
    )
    beyond = int((count > _bits(codes)).sum())
    order = np.argsort(-counts, kind="stable")
    return Regimes(
        tuple(CountedSet(members(int(distinct[k]), profiles), int(counts[k])) for k in order),
        beyond if beyond or complete.any() else None,
        int(continuum.sum()),
        int((~complete).sum()),
        int(rechecked.sum()),
        int((~inside).sum()),
    )


def spreads(dataset: xr.Dataset) -> tuple[Spread, ...]:
    """Return how far each variable with numbers ranges; one that has further dimensions, for each of their labels."""
    points = [dim for dim in dataset.dims if dim in dataset.coords and dataset[dim].dtype.kind in "iuf"]
    found = []
    for name, values in dataset.data_vars.items():
        if values.dtype.kind != "f":
            continue
        others = [dim for dim in values.dims if dim not in points]
        stacked = values.stack({"label": others}).transpose("label", ...) if others else values.expand_dims("label")
        for k in range(stacked.sizes["label"]):
            row = np.asarray(stacked.isel(label=k))
            words = ", ".join(map(str, stacked["label"].values[k])) if others else ""
            known = row[np.isfinite(row)]
            least, greatest = (float(known.min()), float(known.max())) if len(known) else (None, None)
            found.append(Spread(f"{name} of {words}" if words else str(name), least, greatest, len(known)))
    return tuple(found)


def profiles_of(dataset: xr.Dataset) -> Profiles:
    """Return the profiles that the bits of ``pure`` and ``strict`` stand for, the lowest bit first.

    Raises
    ------
    GameError
        When the data set does not say which game it is of.

    """
    if "game" not in dataset.attrs:
        raise GameError("the data set does not name its game", expected="the attributes that coopgame.sweep gave it")
    strategies = json.loads(dataset.attrs["game"])["strategies"]
    return tuple(product(*strategies.values()))


def members(code: int, profiles: Profiles) -> Profiles:
    """Return the profiles whose bits are set."""
    return tuple(profile for k, profile in enumerate(profiles) if code >> k & 1)


def set_name(found: Profiles) -> str:
    """Write a set of profiles, such as ``{(share, share)}``."""
    return "{" + ", ".join(f"({', '.join(profile)})" for profile in found) + "}" if found else NONE


def _bits(codes: NDArray[Any]) -> NDArray[np.int64]:
    """Count the bits that are set in each number."""
    per_byte = np.array([value.bit_count() for value in range(256)])
    return np.asarray(per_byte[np.ascontiguousarray(codes)[:, None].view(np.uint8)].sum(axis=1))


def _inside(dataset: xr.Dataset) -> NDArray[np.bool_]:
    codes = dataset["pure"]
    if "inside" not in dataset:
        return np.ones(codes.shape, dtype=bool)
    return np.asarray(dataset["inside"].broadcast_like(codes).transpose(*codes.dims), dtype=bool)
