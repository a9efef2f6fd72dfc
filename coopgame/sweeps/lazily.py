"""Sweeps on Dask: each chunk is handed to the solver whole, when its values are asked for."""

import warnings
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

import numpy as np
import xarray as xr
from dask import array as da

from coopgame.sweeps.blocks import aligned
from coopgame.sweeps.coded import Coded, looked_up
from coopgame.sweeps.outputs import Floats, Output, Solver
from coopgame.sweeps.points.axes import Column


def lazily(
    solver: Solver, columns: Sequence[Column], order: tuple[str, ...], sizes: Mapping[str, int]
) -> dict[str, tuple[tuple[str, ...], Any]]:
    """Return the variables of a sweep, with their dimensions, to be solved chunk by chunk.

    Parameters
    ----------
    solver : Solver
    columns : sequence of Column
        One a symbol of the solver.
    order : tuple of str
        The dimensions of the points.
    sizes : mapping of str to int
        The length of a chunk along each of them.

    """
    arrays = [xr.DataArray(_in_chunks(c, sizes[c.dimension]), dims=[c.dimension]) for c in columns]
    outputs = solver.outputs
    with warnings.catch_warnings():  # a chunk of each axis becomes a chunk of a box, as is meant
        warnings.filterwarnings("ignore", message="Increasing number of chunks")
        found = xr.apply_ufunc(
            partial(_solved, solver),
            *arrays,
            output_core_dims=[[dimension for dimension, _ in output.dims] for output in outputs],
            dask="parallelized",
            dask_gufunc_kwargs={"output_sizes": {d: size for output in outputs for d, size in output.dims}},
            output_dtypes=[np.dtype(output.dtype if output.table is None else np.uint8) for output in outputs],
        )
    several = found if isinstance(found, tuple) else (found,)
    return {
        output.name: (order + tuple(d for d, _ in output.dims), _read(array.transpose(*order, ...).data, output))
        for output, array in zip(outputs, several, strict=True)
    }


def _read(values: Any, output: Output) -> Any:
    """Look codes up, those of a variable that is asked for."""
    if output.table is None:
        return values
    return da.map_blocks(looked_up, values, table=output.table, dtype=np.dtype(output.dtype))


def _in_chunks(column: Column, size: int) -> Any:
    """Hand Dask views of a column: ``from_array`` would copy it, and read it all to name it after its content."""
    starts = range(0, len(column.values), size)
    parts = [column.values[start : start + size] for start in starts]
    name = f"{column.symbol}-{uuid4().hex}"
    graph = {(name, k): part for k, part in enumerate(parts)}
    return da.Array(graph, name, (tuple(map(len, parts)),), dtype=np.float64)


def _solved(solver: Solver, *columns: Floats) -> Any:
    found = tuple(part.codes if isinstance(part, Coded) else part for part in solver(*aligned(columns)))
    return found if len(found) > 1 else found[0]
