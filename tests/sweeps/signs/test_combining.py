"""Codes on a few axes each, added up and looked up: as NumPy's own broadcasting would."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.sweeps.signs import combining
from coopgame.sweeps.signs.combining import added, looked_up, summed

TABLE = (np.arange(1000) * 7 % 251).astype(np.uint8)


@st.composite
def meshes(draw: st.DrawFn) -> list[np.ndarray]:
    """Codes that depend on some of the axes each."""
    shape = draw(st.lists(st.integers(1, 6), min_size=1, max_size=5))
    codes = []
    for k in range(draw(st.integers(1, 5))):
        own = tuple(n if draw(st.booleans()) else 1 for n in shape)
        codes.append(np.random.default_rng(k).integers(0, 80, own).astype(np.uint16))
    return codes


@settings(max_examples=60)
@given(meshes(), st.sampled_from([1, 8, 4096]), st.sampled_from([1, 2]))
def test_both_ways_add_up_and_look_up_the_sum(codes: list[np.ndarray], row: int, threads: int) -> None:
    total = sum(code.astype(int) for code in codes)
    before = combining.ROW
    try:
        combining.ROW = row
        for compiling in (False, True):
            assert np.array_equal(added(codes, compiling, threads), total)
            assert np.array_equal(looked_up(codes, TABLE, compiling, threads), TABLE[total])
    finally:
        combining.ROW = before


def test_what_is_small_is_added_up_first() -> None:
    first, second = np.ones((5, 1, 1), np.uint16), np.ones((1, 6, 1), np.uint16)
    large = np.ones((5, 6, 7), np.uint16)
    left = summed([large, first, second])
    assert len(left) == 1
    assert (left[0] == 3).all()


def test_what_fits_is_added_up_whatever_does_not() -> None:
    small = [np.ones((40, 1, 1), np.uint8), np.ones((1, 1, 50), np.uint8)]
    left = summed([*small, np.ones((40, 6, 1), np.uint8), np.ones((1, 6, 50), np.uint8)])
    assert sorted(code.shape for code in left) == [(1, 6, 50), (40, 6, 1)]
    assert [int(code.max()) for code in left] == [2, 2]


def test_codes_on_different_axes_are_left_apart_until_the_end() -> None:
    first, second = np.ones((50, 1), np.uint16), np.ones((1, 60), np.uint16)
    assert [code.shape for code in summed([first, second])] == [(50, 1), (1, 60)]


@pytest.mark.parametrize("compiling", [True, False])
def test_no_points_are_no_work(compiling: bool) -> None:
    assert looked_up([np.ones((0, 3), np.uint16)], TABLE, compiling, 2).shape == (0, 3)
