"""Sweeps need xarray, which is an extra; Dask, Zarr and NetCDF are asked for where they are used."""

from importlib.util import find_spec

from coopgame.errors import SolverError

if find_spec("xarray") is None:
    raise SolverError(
        "a sweep needs xarray, and it is not installed",
        expected='the extra "sweep": pip install "innovation-coopgame[sweep]"',
    )
