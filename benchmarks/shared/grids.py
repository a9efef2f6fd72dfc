"""Grids for a sweep, how they are cut into chunks, and whether two sweeps say the same."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.shared.points import RANGES
from coopgame import FiniteGame


def axes_of(game: FiniteGame, lengths: Sequence[int]) -> dict[Any, Any]:
    """Return evenly spaced values of each parameter."""
    ends = (RANGES[s.name] for s in game.symbols)
    return {s: np.linspace(*end, length) for s, end, length in zip(game.symbols, ends, lengths, strict=True)}


def chunks_of(game: FiniteGame, lengths: Sequence[int], most: int) -> dict[str, int]:
    """Return the length of a chunk of at most so many points along each axis: the last axes whole."""
    made: dict[str, int] = {}
    for symbol, length in reversed(list(zip(game.symbols, lengths, strict=True))):
        made[symbol.name] = max(1, min(length, most))
        most //= made[symbol.name]
    return made


def assert_equal(one: Any, other: Any) -> None:
    """Assert that two sweeps say the same."""
    for name in one.data_vars:
        np.testing.assert_array_equal(one[name].values, other[name].values, err_msg=str(name))
