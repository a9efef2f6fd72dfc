"""What the exact solver says at each point of a sweep, and whether the sweep says the same."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
import xarray as xr

from coopgame.games.finite import FiniteGame
from coopgame.solve.numeric import NumericEquilibria, nash_equilibria

NEAR = 1e-9


def points_of(dataset: xr.Dataset, symbols: Sequence[sp.Symbol]) -> list[tuple[dict[str, int], dict[sp.Symbol, Any]]]:
    """Every point: its position along each dimension, and the values of the parameters there."""
    dimensions = list(dict.fromkeys(d for s in symbols for d in dataset[str(s)].dims))
    places = product(*(range(dataset.sizes[d]) for d in dimensions))
    found = []
    for place in places:
        at = {str(d): k for d, k in zip(dimensions, place, strict=True)}
        found.append(
            (at, {s: float(dataset[str(s)].isel({d: at[str(d)] for d in dataset[str(s)].dims})) for s in symbols})
        )
    return found


def assert_is_exact(dataset: xr.Dataset, game: FiniteGame, exactly: Mapping[Any, Any] | None = None) -> None:
    """Compare every point of a sweep with the exact solver; ``exactly`` tells floats that stand for other numbers."""
    symbols = tuple(s for s in sorted({*game.symbols, *game.region.symbols}, key=str) if str(s) in dataset.coords)
    for at, point in points_of(dataset, symbols):
        numbers = {s: (exactly or {}).get(value, value) for s, value in point.items()}
        assert_same(dataset.isel(at), nash_equilibria(game.at(numbers)), game, numbers)


def assert_same(here: xr.Dataset, truth: NumericEquilibria, game: FiniteGame, where: Any = None) -> None:
    """Compare one point of a sweep with the exact solver's answer."""
    profiles = [tuple(profile) for profile in game.profiles()]
    pure = {profiles.index(tuple(e.profile)) for e in truth if e.profile is not None}
    strict = {
        profiles.index(tuple(e.profile)) for e in truth if e.profile is not None and e.strict_condition.conditions == ()
    }
    assert {k for k in range(len(profiles)) if int(here["pure"]) >> k & 1} == pure, where
    assert {k for k in range(len(profiles)) if int(here["strict"]) >> k & 1} == strict, where
    assert int(here["count"]) == len(truth), where
    assert bool(here["complete"]) == truth.complete, where
    curved = bool(truth.continua) or any(len(component) > 1 for component in truth.components)
    assert bool(here["continuum"]) == curved, where
    if "probability" not in here:
        return
    rows = here["probability"].values
    rows = rows[~np.isnan(rows[:, 0])]
    wanted = np.array([[float(p) for mixture in e.mixture for p in mixture] for e in truth]).reshape(len(truth), -1)
    assert len(rows) == len(wanted), where
    for row in wanted:
        assert np.min(np.max(np.abs(rows - row), axis=1)) < NEAR, (where, row, rows)
    sizes = [max(1.0, *(abs(float(u)) for u in table)) for table in game.tables] if game.is_numeric else [1.0]
    assert float(here["regret"]) <= NEAR * max(sizes) * 10, where
