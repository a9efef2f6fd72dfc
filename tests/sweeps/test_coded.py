"""Codes that are looked up when asked for: every way of asking gives what the looked-up array gives."""

import copy
import pickle

import numpy as np
import pytest
import xarray as xr

from coopgame.sweeps import coded
from coopgame.sweeps.coded import Coded, looked_up

TABLE = np.arange(100, 200, dtype=np.uint8)
CODES = np.random.default_rng(3).integers(0, 100, (7, 11)).astype(np.uint8)
PLAIN = TABLE[CODES]


@pytest.fixture
def variable(monkeypatch: pytest.MonkeyPatch) -> xr.Variable:
    """Codes of two dimensions, as if they were many."""
    monkeypatch.setattr(coded, "FEW", 0)
    return Coded(CODES, TABLE).as_variable(("row", "column"), {"units": "1"})


@pytest.mark.parametrize(
    "places",
    [
        {"row": 3},
        {"row": slice(1, 6, 2), "column": -1},
        {"row": [4, 1, 1], "column": [0, 10]},
        {"column": np.arange(11) % 2 == 0},
        {"row": xr.DataArray([0, 6], dims="at"), "column": xr.DataArray([10, 0], dims="at")},
    ],
)
def test_parts_are_parts_of_what_is_looked_up(variable: xr.Variable, places: dict[str, object]) -> None:
    plain = xr.DataArray(PLAIN, dims=("row", "column"))
    assert np.array_equal(xr.DataArray(variable).isel(places).values, plain.isel(places).values)


def test_values_are_looked_up_once_and_can_be_written_to(variable: xr.Variable) -> None:
    assert variable.dtype == np.uint8
    assert variable.shape == (7, 11)
    assert np.shares_memory(variable.values, variable.values)
    assert np.array_equal(variable.values, PLAIN)
    variable.values[0, 0] = 7
    variable[0, 1] = 8
    assert variable.values[0, :2].tolist() == [7, 8]
    assert np.array_equal(TABLE[CODES], PLAIN)


@pytest.mark.parametrize("place", [(0, 1), (slice(0, 1), [1]), (..., 1), (0, xr.Variable("at", [1]))])
def test_values_that_were_not_looked_at_can_be_assigned_to(variable: xr.Variable, place: object) -> None:
    for one in (variable, pickle.loads(pickle.dumps(variable)), variable.copy()):
        own = one.copy(deep=True)
        own[place] = 9
        assert own.values[0, 1] == 9
        assert own.values[0, 2] == PLAIN[0, 2]
    assert np.array_equal(variable.values, PLAIN)


def test_copies_and_what_was_sent_elsewhere_say_the_same(variable: xr.Variable) -> None:
    for other in (pickle.loads(pickle.dumps(variable)), copy.deepcopy(variable), variable.copy(), variable.chunk(3)):
        assert other.identical(variable)


def test_truth_values_are_looked_up_as_such() -> None:
    flags = np.asarray(Coded(CODES, TABLE > 150))
    assert flags.dtype == np.bool_
    assert np.array_equal(flags, PLAIN > 150)
    assert np.asarray(Coded(CODES, TABLE), dtype=float).dtype == np.float64


def test_axes_along_which_codes_are_the_same_are_not_written_out() -> None:
    wide = np.broadcast_to(CODES[:, :1], (7, 1000))
    assert looked_up(wide, TABLE).strides[1] == 0
    assert np.array_equal(looked_up(wide, TABLE), TABLE[wide])
    sent = pickle.dumps(Coded(wide, TABLE))
    assert len(sent) < 1000
    assert np.array_equal(np.asarray(pickle.loads(sent)), TABLE[wide])
    assert copy.deepcopy(Coded(wide, TABLE)).codes is wide


def test_few_codes_are_looked_up_at_once() -> None:
    few = Coded(np.broadcast_to(CODES[:, :1], (7, 11)), TABLE).as_variable(("row", "column"), {"units": "1"})
    assert str(PLAIN[0, 0]) in repr(few)
    few.values[0, 0] = 7
    assert few.values[0, :2].tolist() == [7, PLAIN[0, 0]]


def test_looking_up_makes_an_array() -> None:
    with pytest.raises(ValueError, match="without making an array"):
        np.asarray(Coded(CODES, TABLE), copy=False)


@pytest.mark.parametrize("available", [True, False])
def test_compiled_or_not_the_entries_are_the_same(monkeypatch: pytest.MonkeyPatch, available: bool) -> None:
    monkeypatch.setattr(coded, "MANY", 1)
    monkeypatch.setattr(coded, "AVAILABLE", available)
    assert np.array_equal(looked_up(CODES, TABLE), PLAIN)
    assert np.array_equal(looked_up(CODES[::2, ::3], TABLE), PLAIN[::2, ::3])
