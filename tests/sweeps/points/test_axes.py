"""Axes become columns along dimensions, each parameter on one of them."""

import pickle
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
import sympy as sp
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

import coopgame as cg
from coopgame.errors import GameError, SymbolError
from coopgame.sweeps.finite.listing import finite_outputs
from coopgame.sweeps.outputs import Detail
from coopgame.sweeps.points.axes import TAKEN, Column, Design, grid, read_axes
from coopgame.sweeps.points.scenarios import scenarios

b, c, k = SYMBOLS = sp.symbols("b c k", real=True)

values = st.lists(st.fractions(-5, 5, max_denominator=20), min_size=1, max_size=4, unique=True)


# Properties


@given(values, values, values)
def test_the_meshes_span_the_product_of_the_axes(first: Any, second: Any, third: Any) -> None:
    design = read_axes({"c": first, b: second, k: third}, SYMBOLS, {})
    assert design.symbols == (c, b, k)
    assert design.dimensions == {"c": len(first), "b": len(second), "k": len(third)}
    assert design.size == len(first) * len(second) * len(third)
    columns = [mesh.reshape(-1).tolist() for mesh in np.broadcast_arrays(*design.meshes())]
    exactly = design.reading.points(design.symbols, [np.array(column) for column in columns])
    points = [tuple(point[s] for s in (c, b, k)) for point in exactly]
    assert points == list(product(first, second, third))


@given(values)
def test_values_are_read_as_the_numbers_that_were_given(axis: list[Fraction]) -> None:
    design = read_axes({b: axis}, [b], {})
    assert [design.reading(b, x) for x in design.columns[0].values.tolist()] == axis


@given(st.fractions(-9, 9), st.fractions(-9, 9), st.integers(2, 30))
def test_a_grid_has_equal_steps_and_both_ends(start: Fraction, stop: Fraction, count: int) -> None:
    if start == stop:
        stop += 1
    exactly = grid(start, stop, count)
    assert (exactly[0], exactly[-1], len(exactly)) == (start, stop, count)
    assert {after - before for before, after in pairwise(exactly)} == {(stop - start) / (count - 1)}
    assert all(isinstance(value, Fraction) for value in exactly)


def test_a_grid_meets_the_ties_that_the_floats_of_linspace_miss() -> None:
    tie = 3 * b - 1

    def met(axis: Any) -> bool:
        design = read_axes({b: axis}, [b], {})
        exactly = [sp.Rational(design.reading(b, x)) for x in design.columns[0].values.tolist()]
        return any(tie.subs(b, x) == 0 for x in exactly)

    assert met(grid(0, 1, 4))
    assert not met(np.linspace(0, 1, 4))


def test_rows_lie_along_dimensions_of_their_own() -> None:
    axes = {(b, "c"): [(1, "1/3"), (2, 4), (2, 4)], "k": (9, 8), ("x",): [[1], [2]]}
    design = read_axes(axes, (*SYMBOLS, sp.Symbol("x", real=True)), {})
    assert design.dimensions == {"point": 3, "k": 2, "point_2": 2}
    assert [mesh.shape for mesh in design.meshes()] == [(3, 1, 1), (3, 1, 1), (1, 2, 1), (1, 1, 2)]
    assert [column.dimension for column in design.columns] == ["point", "point", "k", "point_2"]
    assert design.reading.given == {c: {1 / 3: Fraction(1, 3)}}


def test_scenarios_lie_along_one_dimension_and_are_not_copied() -> None:
    long = np.linspace(0, 1, 1000)
    cases = scenarios({c: long, b: [Fraction(1, 3)] * 1000})
    design = read_axes(cases, (b, c), {k: 1})
    assert design.symbols == (c, b)
    assert design.dimensions == {"point": 1000}
    assert design.reading.given == {b: {1 / 3: Fraction(1, 3)}}
    assert all(np.shares_memory(mesh, own) for mesh, own in zip(design.meshes(), cases.columns, strict=True))


def test_an_axis_is_not_changed_by_what_is_done_to_the_array_it_came_from() -> None:
    given_array = np.array([1.0, 2.0])
    design = read_axes({b: given_array}, [b], {})
    given_array *= 5
    assert design.columns[0].values.tolist() == [1, 2]


def test_columns_are_read_only_and_meshes_are_views_of_them() -> None:
    design = read_axes({b: xr.DataArray([1.0, 2.0], dims="anything"), c: range(3)}, (b, c), {})
    for column, mesh in zip(design.columns, design.meshes(), strict=True):
        assert np.shares_memory(column.values, mesh)
        with pytest.raises(ValueError, match="read-only"):
            mesh[...] = 0


def test_an_axis_may_descend_or_go_up_and_down() -> None:
    for axis in ([3, 2, 1], [1, 3, 2]):
        assert read_axes({b: axis}, [b], {}).columns[0].values.tolist() == axis


def test_columns_carry_the_symbols_of_the_game() -> None:
    assert read_axes({"b": [1]}, [b], {}).symbols[0] is b


def test_a_design_survives_a_pickle() -> None:
    design = pickle.loads(pickle.dumps(read_axes({b: ["1/3"]}, [b], {})))
    assert design.reading.points((b,), [design.columns[0].values]) == [{b: Fraction(1, 3)}]


def test_columns_of_one_dimension_share_an_axis() -> None:
    design = Design(
        (Column(b, "x", np.array([1.0, 2])), Column(c, "y", np.ones(3)), Column(k, "x", np.array([3.0, 4])))
    )
    assert [mesh.shape for mesh in design.meshes()] == [(2, 1), (1, 3), (2, 1)]
    assert design.size == 6


# Refusals


@pytest.mark.parametrize("axes", [{}, None, [1, 2], b], ids=repr)
def test_a_sweep_needs_axes(axes: Any) -> None:
    with pytest.raises(GameError, match=r"^the axes are .*; expected values for at least one parameter"):
        read_axes(axes, (b, c), {})


@pytest.mark.parametrize(
    ("axes", "message"),
    [
        ({b: [1], k: [1]}, "k is on an axis and no parameter of the game; expected some of b, c"),
        ({(b, "d"): [(1, 2)]}, "d is on an axis and no parameter of the game"),
        (scenarios({k: [1]}), "k is on an axis and no parameter of the game"),
        ({b: [1], "b": [2], c: [1]}, "b is given values twice; expected each parameter once"),
        ({b: [1], ("c", b): [(1, 2)]}, "b is given values twice"),
        ({(b, b): [(1, 2)]}, "b is given values twice"),
        ({b: [1]}, "c not set; expected an axis or a fixed value for each parameter"),
        (scenarios({c: [1]}), "b not set"),
        ({b: [1], c: [1], "a": [1]}, "a is both fixed and on an axis; expected one of the two"),
        ({b: [1], c: [1], (): [()]}, "an axis has no parameter; expected at least one symbol or name in its key"),
        ({3: [1]}, "3 is given for a parameter; expected a symbol or its name"),
        ({(b, 3): [(1, 2)]}, "3 is given for a parameter"),
        ({b: [], c: [1]}, "b has no values; expected at least one"),
        ({b: [1], c: 0.5}, "c is given 0.5; expected a sequence of values; a single one goes into fixed"),
        ({b: [1], c: [1, 2, 1]}, "c is 1.0 twice on its axis; expected each value once"),
        ({b: [0.5, 1, "1/2"], c: [1]}, "b is 0.5 twice on its axis"),
        ({b: [1, np.nan, np.nan], c: [1]}, r"b\[1\] is nan; expected a finite real number"),
        ({b: np.eye(2), c: [1]}, r"the values of b have shape \(2, 2\)"),
        ({(b, c): [(1, 2), (3,)]}, r"row 1 of \(b, c\) is \(3,\); expected rows of 2 values"),
    ],
)
def test_bad_axes_are_refused(axes: Any, message: str) -> None:
    with pytest.raises(SymbolError, match="^" + message):
        read_axes(axes, (b, c), {"a": 1})


def test_an_axis_is_one_too_many_where_all_parameters_are_fixed() -> None:
    with pytest.raises(SymbolError, match=r"^b is on an axis .*; expected some of none, as the game has no parameter"):
        read_axes({b: [1]}, (), {})


@pytest.mark.parametrize("name", [*sorted(TAKEN), "point_2"])
def test_a_parameter_called_like_a_variable_of_the_dataset_is_refused(name: str) -> None:
    symbol = cg.parameters(name)
    with pytest.raises(SymbolError, match=f"is called {name}, a name taken by .*; expected another name: rename"):
        read_axes({symbol: [1]}, (symbol,), {})


def test_every_variable_of_a_sweep_has_a_name_that_is_taken() -> None:
    outputs = finite_outputs((2, 2), Detail.FULL, 3)
    assert {output.name for output in outputs} <= TAKEN
    assert {dimension for output in outputs for dimension, _ in output.dims} <= TAKEN


@pytest.mark.parametrize(
    ("start", "stop", "count", "message"),
    [
        (0, 1, 1, "a grid of 1 values; expected an integer of at least 2"),
        (0, 1, 2.0, "a grid of 2.0 values"),
        (0, 1, True, "a grid of True values"),
        ("1/2", 0.5, 3, "a grid from 1/2 to 0.5; expected two different rational numbers"),
        (sp.sqrt(2), 2, 3, r"a grid from sqrt\(2\) to 2"),
        (b, 2, 3, "a grid from b to 2"),
    ],
)
def test_a_grid_that_is_none_is_refused(start: Any, stop: Any, count: Any, message: str) -> None:
    with pytest.raises(GameError, match="^" + message):
        grid(start, stop, count)


def test_an_end_of_a_grid_that_is_no_number_is_refused() -> None:
    with pytest.raises(cg.CoopGameError, match="'x' is not a number"):
        grid("x", 1, 3)
