"""Sweeps in files: NetCDF or Zarr, written whole or not at all, and readable without this library."""

import os
import secrets
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from coopgame.errors import FileError, OutputError
from coopgame.sweeps.blocks import threads_for

if DASK := find_spec("dask") is not None:
    import dask

ENGINES = {".nc": "h5netcdf", ".zarr": "zarr"}  # what xarray calls the backends, which are packages of these names
EXTRAS = {".nc": "sweep", ".zarr": "cluster"}
ZARR_FORMAT = 2  # format 3 does not specify texts of fixed length yet; every Zarr library reads format 2
UNFINISHED = "unfinished"  # an attribute of a store to which regions are still to be written

Place = str | os.PathLike[str]


def save_sweep(dataset: xr.Dataset, path: Place) -> None:
    """Write a sweep to a NetCDF file or a Zarr store, replacing what was there once the new one is whole.

    A lazy dataset (Dask) is computed and written chunk by chunk. Nothing in the file is particular to this library:
    ``xarray.open_dataset`` and ``xarray.open_zarr`` read it, as do other programs that know NetCDF 4 or Zarr 2.

    Parameters
    ----------
    dataset : Dataset
    path : str or path
        In a folder that exists. Its name ends in ``.nc`` (NetCDF 4) or ``.zarr`` (a folder, Zarr format 2).

    Raises
    ------
    OutputError
        When the name ends otherwise, the package that writes such files is missing, an attribute is neither text nor
        numbers, or the file can't be written there. What was there before is there still.

    """
    suffix = Path(path).suffix
    _require(dataset, suffix, path)
    with writing(path):
        target = Path(path).resolve()
        if target.exists() and not _replaceable(target, suffix):
            kind = "an ordinary file" if suffix == ".nc" else "a Zarr store"
            raise OutputError(f"{str(path)!r} is there and is not {kind}", expected="another name")
        with aside(target) as temporary, _own_threads():
            if suffix == ".nc":
                dataset.drop_encoding().to_netcdf(temporary, engine="h5netcdf")
                temporary.replace(target)
            else:
                evened(dataset).drop_encoding().to_zarr(temporary, zarr_format=ZARR_FORMAT, consolidated=True)
                _take_the_place(temporary, target)


def open_sweep(path: Place) -> xr.Dataset:
    """Open a sweep that was written by :func:`save_sweep` or :func:`coopgame.sweep_to_zarr`; values load when used.

    Parameters
    ----------
    path : str or path
        Its name ends in ``.nc`` or ``.zarr``.

    Raises
    ------
    FileError
        When there is no such file, it is cut short or of another kind, holds no sweep, or an unfinished one.

    """
    suffix = Path(path).suffix
    if suffix not in ENGINES:
        raise FileError(f"{str(path)!r} is no file of a sweep", expected=f"a name that ends in {' or '.join(ENGINES)}")
    if find_spec(ENGINES[suffix]) is None:
        raise FileError(f"{str(path)!r} can't be read: {ENGINES[suffix]} is not installed", expected=_extra(suffix))
    if not Path(path).exists():
        raise FileError(f"there is no {str(path)!r}", expected="a file that save_sweep or sweep_to_zarr wrote")
    try:
        dataset = xr.open_zarr(path) if suffix == ".zarr" else xr.open_dataset(path, engine="h5netcdf")
    except (OSError, ValueError, KeyError, RuntimeError) as error:  # HDF5 and JSON fail in all these ways
        kind = "NetCDF file" if suffix == ".nc" else "Zarr store"
        raise FileError(
            f"{str(path)!r} can't be read: it is cut short, or no {kind}", expected="a whole file of a sweep"
        ) from error
    if "game" not in dataset.attrs:
        dataset.close()
        raise FileError(f"{str(path)!r} holds no sweep", expected="a dataset with the attribute 'game'")
    if UNFINISHED in dataset.attrs:
        dataset.close()
        raise FileError(f"the sweep in {str(path)!r} is unfinished", expected="sweep_to_zarr to be called once more")
    for variable in dataset.variables.values():  # JSON, in which Zarr keeps attributes, has only one kind of integer
        variable.attrs.update(
            {k: np.asarray(v, variable.dtype) for k, v in variable.attrs.items() if k == "flag_masks"}
        )
    return dataset


def evened(dataset: xr.Dataset) -> xr.Dataset:
    """Return a dataset whose chunks all have the same size, but for the last along each dimension, as Zarr's do."""
    together: xr.Dataset = dataset.unify_chunks()
    return together.chunk({name: max(sizes) for name, sizes in together.chunks.items()}) if together.chunks else dataset


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """Give a name beside the target to write to; what is left there at the end is removed."""
    if not target.parent.is_dir():  # Zarr would make it
        raise FileNotFoundError(2, "No such file or directory" if not target.parent.exists() else "Not a directory")
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        yield temporary
    finally:
        remove(temporary)


@contextmanager
def _own_threads() -> Iterator[None]:
    """Give Dask threads that all have come to their end when an error leaves: none writes to a file removed since.

    Where a cluster is in use, Dask leaves the work to it.
    """
    if not DASK:
        yield
        return
    with ThreadPoolExecutor(threads_for(None)) as pool, dask.config.set(pool=pool):
        yield


@contextmanager
def writing(path: Place) -> Iterator[None]:
    """Name the path when it can't be written to.

    Raises
    ------
    OutputError
        In place of an ``OSError``.

    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"{str(path)!r} can't be written: {reason}", expected="a place to write to") from error


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def require_suffix(path: Place, *allowed: str) -> None:
    """Check that a name tells the format, and that the package for it is there.

    Raises
    ------
    OutputError
        When it does not, or is not.

    """
    suffix = Path(path).suffix
    if suffix not in allowed:
        raise OutputError(
            f"{str(path)!r} does not tell how to keep a sweep", expected=f"a name that ends in {' or '.join(allowed)}"
        )
    if find_spec(ENGINES[suffix]) is None:
        raise OutputError(f"{suffix} needs {ENGINES[suffix]}, which is not installed", expected=_extra(suffix))


def _extra(suffix: str) -> str:
    return f'the extra "{EXTRAS[suffix]}": pip install "innovation-coopgame[{EXTRAS[suffix]}]"'


def _require(dataset: xr.Dataset, suffix: str, path: Place) -> None:
    require_suffix(path, *ENGINES)
    if not isinstance(dataset, xr.Dataset):
        raise OutputError(f"{type(dataset).__name__} is given to be written", expected="an xarray.Dataset")
    for owner, attributes in [
        ("the dataset", dataset.attrs),
        *((repr(k), v.attrs) for k, v in dataset.variables.items()),
    ]:
        for name, value in attributes.items():
            if not _portable(value):
                raise OutputError(
                    f"attribute {name!r} of {owner} is {value!r:.60}", expected="text, a number or a row of numbers"
                )


def _portable(value: Any) -> bool:
    """Whether every format can hold an attribute; a truth value is not among what NetCDF knows."""
    if isinstance(value, np.ndarray | list | tuple):
        return np.asarray(value).dtype.kind in "iuf" and np.ndim(value) <= 1
    return isinstance(value, str | int | float | np.number) and not isinstance(value, bool)


def _replaceable(target: Path, suffix: str) -> bool:
    if suffix == ".nc":
        return target.is_file()
    return any((target / name).is_file() for name in (".zgroup", "zarr.json"))


def _take_the_place(temporary: Path, target: Path) -> None:
    """Put a folder in the place of another; no system call does both moves at once for folders."""
    if not target.exists():
        temporary.rename(target)
        return
    with aside(target) as old:
        target.rename(old)
        try:
            temporary.rename(target)
        except BaseException:
            old.rename(target)
            raise
