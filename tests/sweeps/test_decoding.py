"""Bit codes, read."""

import numpy as np
import pytest
import xarray as xr

from coopgame.errors import GameError
from coopgame.sweeps.decoding import decoded
from coopgame.sweeps.sweep import sweep
from coopgame.symbols import parameters
from tests.strategies import built

b, c = parameters("b c")


@pytest.mark.parametrize(("shape", "chunks"), [((2, 2), None), ((2, 2), 1), ((2, 3, 2), None), ((4, 8), None)])
def test_every_bit_is_a_profile(shape: tuple[int, ...], chunks: int | None) -> None:
    count = len(shape) * int(np.prod(shape))
    game = built(shape, ([b, c, 1] * count)[:count])
    found = sweep(game, {b: [0, 1], c: [1, 2]}, chunks=chunks)["pure"]
    bits = decoded(found)
    assert bits.dims == ("b", "c", "profile")
    assert bits.dtype == bool
    assert (bits.chunks is None) == (chunks is None)
    for k, name in enumerate(bits["profile"].values):
        assert name == "/".join(s.replace(" ", "_") for s in list(game.profiles())[k])
        assert np.array_equal(bits.isel(profile=k), found.values >> np.uint64(k) & np.uint64(1) == 1)


def test_what_has_no_flags_is_refused() -> None:
    with pytest.raises(GameError, match="holds no bit codes"):
        decoded(xr.DataArray([1, 2]))
