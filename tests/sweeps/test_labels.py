"""Labels, attributes and chunks."""

from typing import Any

import numpy as np
import pytest
import sympy as sp

from coopgame.errors import SymbolError
from coopgame.sweeps.labels import Labels, labelled, sizes_of
from coopgame.sweeps.outputs import Floats, Output
from coopgame.sweeps.points.axes import Design, read_axes
from coopgame.symbols import parameters

b, c = parameters("b c")


class Total:
    """A solver that adds."""

    symbols: tuple[sp.Symbol, ...] = (b, c)
    outputs = (Output("sum", "float64"), Output("pair", "float64", (("player", 2),)))

    def __call__(self, *columns: Floats) -> tuple[np.ndarray, ...]:
        """Add, and stack."""
        assert len({column.ndim for column in columns}) == 1
        first, second = np.broadcast_arrays(*columns)
        return first + second, np.stack([first, second], axis=-1)


class One:
    """A solver of a single variable."""

    symbols: tuple[sp.Symbol, ...] = (b,)
    outputs = (Output("square", "float64"),)

    def __call__(self, *columns: Floats) -> tuple[np.ndarray, ...]:
        """Square."""
        return (columns[0] ** 2,)


LABELS = Labels({"title": "sums"}, {"player": ["E", "U"]}, {"sum": {"long_name": "sum"}}, {"b": "benefit"})


def design(axes: Any) -> Design:
    """The points of some axes."""
    return read_axes(axes, (b, c), {})


@pytest.mark.parametrize("chunks", [None, 2, {"c": 1}])
def test_dimensions_come_in_the_order_of_the_axes(chunks: Any) -> None:
    found = labelled(Total(), design({c: [1, 2, 3], b: [10, 20]}), LABELS, chunks)
    assert found["sum"].dims == ("c", "b")
    assert found["pair"].dims == ("c", "b", "player")
    assert float(found["sum"].sel(c=3, b=10)) == 13
    assert float(found["pair"].sel(c=3, b=10, player="U")) == 3
    assert found.attrs["title"] == "sums"
    assert found["b"].attrs == {"long_name": "benefit", "units": "1"}
    assert found["c"].attrs["long_name"] == "parameter c"
    assert found["sum"].attrs == {"long_name": "sum"}


@pytest.mark.parametrize("chunks", [None, 2])
def test_zipped_parameters_are_coordinates_along_a_common_dimension(chunks: Any) -> None:
    found = labelled(Total(), design({(b, c): [(1, 2), (3, 4), (5, 6)]}), LABELS, chunks)
    assert found["sum"].dims == ("point",)
    assert found["b"].dims == ("point",)
    assert found["sum"].values.tolist() == [3, 7, 11]


def test_a_single_variable_is_as_lazy_as_several() -> None:
    found = labelled(One(), read_axes({b: [1, 2, 3]}, (b,), {}), LABELS, 2)
    assert found["square"].chunks == ((2, 1),)
    assert found["square"].values.tolist() == [1, 4, 9]


def test_nothing_is_computed_before_it_is_asked_for() -> None:
    class Never(Total):
        def __call__(self, *columns: Floats) -> tuple[np.ndarray, ...]:
            raise AssertionError

    found = labelled(Never(), design({b: [1, 2], c: [1, 2]}), LABELS, 1)
    with pytest.raises(AssertionError):
        found["sum"].compute()


def test_chunks_are_no_longer_than_their_dimension() -> None:
    assert sizes_of({b: 100}, design({b: [1, 2], c: [1]})) == {"b": 2, "c": 1}
    assert sizes_of(1, design({b: [1, 2], c: [1]})) == {"b": 1, "c": 1}


@pytest.mark.parametrize("chunks", [0, -1, 1.5, True, {"b": "many"}, {"x": 1}])
def test_impossible_chunks_are_refused(chunks: Any) -> None:
    with pytest.raises(SymbolError, match="chunk"):
        labelled(Total(), design({b: [1, 2], c: [1]}), LABELS, chunks)
