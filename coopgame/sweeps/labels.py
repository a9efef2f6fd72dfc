"""Sweeps as labelled arrays: dimensions named by parameters, attributes by the CF conventions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from xarray.indexes import PandasIndex

from coopgame.errors import SolverError, SymbolError
from coopgame.sweeps.coded import Coded
from coopgame.sweeps.outputs import Solver
from coopgame.sweeps.points.axes import Design

Attributes = Mapping[str, Any]

DESCRIBED = {
    "signs": "signs of the gains of the first strategy over the second, in base 3: the row player's at the column "
    "player's first and second strategy, the column player's at the row player's; 0 negative, 1 zero, 2 positive",
    "pure": "pure equilibria: bit k is set where profile k is one",
    "strict": "strict equilibria: bit k is set where every deviation from profile k costs",
    "count": "number of equilibria known: of a continuum its extreme points",
    "continuum": "whether there are infinitely many equilibria, of those that are looked for",
    "complete": "whether what is listed describes all equilibria",
    "rechecked": "whether exact arithmetic decided, as floating point could not",
    "inside": "whether the point lies in the region of the game",
    "probability": "probability with which the strategy is played in the equilibrium",
    "payoff": "expected payoff",
    "regret": "largest gain of any player by deviating from a listed equilibrium, in floating point",
    "holds": "whether the closed form is an equilibrium: all of its conditions hold",
    "existence": "whether the closed form is defined",
    "second_order": "whether the second-order conditions hold",
    "interior": "whether the choices satisfy the constraints of the game",
    "stable": "whether best responses are a contraction near the outcome",
}


@dataclass(frozen=True)
class Labels:
    """What the dimensions and variables of a sweep are called.

    Parameters
    ----------
    attributes : mapping
        Of the dataset: what was swept.
    coordinates : mapping of str to sequence
        The labels along the solver's own dimensions.
    variables : mapping of str to mapping
        Further attributes of variables.
    meanings : mapping of str to str
        Of parameters.

    """

    attributes: Attributes
    coordinates: Mapping[str, Any]
    variables: Mapping[str, Attributes] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)


def labelled(solver: Solver, design: Design, labels: Labels, chunks: Any = None) -> xr.Dataset:
    """Solve at all points of a design, at once, or, where chunks are given, when the values are asked for.

    Parameters
    ----------
    solver : Solver
    design : Design
    labels : Labels
    chunks : int or mapping of dimension to int, optional
        The length of a chunk, along all dimensions or by dimension.

    Raises
    ------
    SymbolError
        When chunks are given for a dimension that the design does not have, or are no positive whole numbers.

    """
    place = {column.symbol: k for k, column in enumerate(design.columns)}
    own = [design.columns[place[symbol]] for symbol in solver.symbols]
    order = tuple(design.dimensions)
    if chunks is None:
        meshes = design.meshes()
        found = solver(*(meshes[place[symbol]] for symbol in solver.symbols))
        variables = {
            output.name: (order + tuple(d for d, _ in output.dims), values)
            for output, values in zip(solver.outputs, found, strict=True)
        }
    else:
        if find_spec("dask") is None:
            raise SolverError(
                "chunks need Dask, and it is not installed",
                expected='the extra "cluster": pip install "innovation-coopgame[cluster]"',
            )
        # Dask takes long to load, and most sweeps do without it.
        variables = import_module("coopgame.sweeps.lazily").lazily(solver, own, order, sizes_of(chunks, design))
    coordinates = {
        column.symbol.name: _variable((column.dimension,), column.values, _meaning(column.symbol.name, labels))
        for column in design.columns
    }
    for output in solver.outputs:
        for dimension, size in output.dims:
            names = np.asarray(labels.coordinates.get(dimension, range(size)))
            coordinates[dimension] = _variable((dimension,), names, {})
    data = {name: _variable(dims, values, _described(name, labels)) for name, (dims, values) in variables.items()}
    attributes = {"Conventions": "CF-1.11", "source": _source(), **labels.attributes}
    return xr.Dataset(data, _coordinates(coordinates), attributes)


def _coordinates(variables: Mapping[str, xr.Variable]) -> xr.Coordinates:
    """Return coordinates with an index along each dimension that is labelled, as xarray would have it."""
    made = dict(variables)
    indexes = {
        name: PandasIndex(pd.Index(variable.values), name, coord_dtype=variable.dtype)
        for name, variable in variables.items()
        if variable.dims == (name,)
    }
    for name, index in indexes.items():
        made |= index.create_variables({name: variables[name]})
    return xr.Coordinates(made, indexes=indexes)


def _variable(dims: tuple[str, ...], values: Any, attributes: dict[str, Any]) -> xr.Variable:
    if isinstance(values, Coded):
        return values.as_variable(dims, attributes)
    # On the other path xarray loads Dask to see whether an array is one of Dask's: that takes longer than most sweeps.
    return xr.Variable(dims, values, attributes, fastpath=isinstance(values, np.ndarray))


@lru_cache(maxsize=1)
def _source() -> str:
    return f"coopgame {version('innovation-coopgame')}"


def sizes_of(chunks: Any, design: Design) -> dict[str, int]:
    """Read the length of a chunk along each dimension."""
    lengths = design.dimensions
    given = chunks if isinstance(chunks, Mapping) else dict.fromkeys(lengths, chunks)
    for dimension, size in given.items():
        if str(dimension) not in lengths:
            raise SymbolError(f"chunks are given along {dimension}", expected=f"one of {', '.join(lengths)}")
        if isinstance(size, bool) or not isinstance(size, int | np.integer) or size < 1:
            raise SymbolError(f"a chunk along {dimension} has the length {size!r:.40}", expected="a positive integer")
    by_name = {str(dimension): int(size) for dimension, size in given.items()}
    return {dimension: min(by_name.get(dimension, length), length) for dimension, length in lengths.items()}


def _described(name: str, labels: Labels) -> dict[str, Any]:
    text = {"long_name": DESCRIBED[name]} if name in DESCRIBED else {}
    return {**text, **labels.variables.get(name, {})}


def _meaning(name: str, labels: Labels) -> dict[str, str]:
    return {"long_name": labels.meanings.get(name, f"parameter {name}"), "units": "1"}


def as_json(value: Any) -> str:
    """Write what describes a game as a text that any reader of attributes understands."""
    return json.dumps(value, ensure_ascii=False)
