"""Lists of points: one array a parameter, as given."""

import pickle
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
import xarray as xr

from coopgame.errors import GameError, SymbolError
from coopgame.sweeps.points.scenarios import Scenarios, scenarios

b, c = sp.symbols("b c", real=True)


# Properties


def test_large_arrays_are_shared_and_not_written_to() -> None:
    values = np.linspace(0, 1, 10**6)
    cases = scenarios({b: values, "c": values})
    assert all(np.shares_memory(column, values) for column in cases.columns)
    assert not any(column.flags.writeable for column in cases.columns)
    assert values.flags.writeable


def test_columns_keep_their_order_and_their_exact_values() -> None:
    cases = scenarios({"c": ["1/3", 1], b: [Fraction(1, 2), 0.1]}, title="two cases")
    assert cases.symbols == (c, b)
    assert [column.tolist() for column in cases.columns] == [[1 / 3, 1], [0.5, 0.1]]
    assert cases.given == {c: {1 / 3: Fraction(1, 3)}}
    assert (cases.title, len(cases)) == ("two cases", 2)


def test_a_data_frame_is_read_by_its_columns() -> None:
    cases = scenarios(xr.Dataset({"c": ("case", [1.0, 2.0]), "b": ("case", [3, 4])}).to_dataframe())
    assert cases.symbols == (c, b)
    assert [column.tolist() for column in cases.columns] == [[1, 2], [3, 4]]


def test_points_may_occur_twice() -> None:
    assert len(scenarios({b: [1, 1], c: [2, 2]})) == 2


def test_scenarios_survive_a_pickle() -> None:
    cases = pickle.loads(pickle.dumps(scenarios({b: ["1/3"]}, title="a case")))
    assert (cases.symbols, cases.columns[0].tolist(), cases.title) == ((b,), [1 / 3], "a case")
    assert cases.given == {b: {1 / 3: Fraction(1, 3)}}


# Refusals


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({b: [1, 2], c: [1]}, "c has 1 values and b has 2; expected as many of each parameter"),
        ({b: [1], "b": [1]}, "b is given values twice; expected each parameter once"),
        ({}, "scenarios of 0 parameters with 0 columns; expected at least one parameter"),
        ({3: [1]}, "3 is given for a parameter; expected a symbol or its name"),
        ({b: [1.0, np.nan]}, r"b\[1\] is nan; expected a finite real number"),
        ({b: np.array([1.0, np.inf])}, r"b\[1\] is inf; expected a finite real number"),
        ({b: []}, "b has no values"),
        ({b: 3}, "b is given 3; expected a sequence of values"),
    ],
)
def test_a_bad_table_is_refused(table: Any, message: str) -> None:
    with pytest.raises(SymbolError, match="^" + message):
        scenarios(table)


@pytest.mark.parametrize("table", [3, [1, 2], np.ones(2), "b"], ids=repr)
def test_a_table_without_names_is_refused(table: Any) -> None:
    with pytest.raises(GameError, match=r"^scenarios are given as .*; expected a mapping from parameters to their"):
        scenarios(table)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ((), "scenarios of 1 parameters with 0 columns"),
        (([1.0],), r"the column of b is \[1.0\]; expected a float64 array, one-dimensional"),
        ((np.array([1]),), "the column of b is array.*; expected a float64 array"),
        ((np.eye(2),), "the column of b is array"),
        ((np.array([]),), "b has no values"),
        ((np.array([np.nan]),), r"b\[0\] is nan"),
    ],
)
def test_columns_that_are_given_as_they_are_must_be_floats(columns: Any, message: str) -> None:
    with pytest.raises(SymbolError, match="^" + message):
        Scenarios((b,), columns)
