"""Sweeps that go to a Zarr store chunk by chunk, so that one that was interrupted goes on where it stopped.

The store is made first, with everything but the values of the points. Then each chunk is computed, written and marked,
in this order: whatever stops the work in between, what is marked is there, and doing a chunk twice does no harm. The
marks lie in a group ``resuming`` of the store, beside what tells whether two sweeps are the same; when all are set,
they are removed.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import distributed
import numpy as np
import sympy as sp
import xarray as xr
import zarr
from dask import array as da

from coopgame.errors import OutputError
from coopgame.sweeps.blocks import threads_for
from coopgame.sweeps.points.axes import Design, read_axes
from coopgame.sweeps.points.scenarios import Scenarios
from coopgame.sweeps.points.values import name_of
from coopgame.sweeps.storage.running import run
from coopgame.sweeps.storage.store import (
    UNFINISHED,
    ZARR_FORMAT,
    Place,
    aside,
    evened,
    open_sweep,
    require_suffix,
    writing,
)
from coopgame.sweeps.sweep import NOTHING, sweep

BESIDE = "resuming"
FINISHED = "finished"

Index = tuple[int, ...]
Progress = Callable[[int, int], object]


def sweep_to_zarr(  # noqa: PLR0913 - what a sweep is, and how it is run
    path: Place,
    game: Any,
    axes: Any,
    fixed: Mapping[Any, Any] = NOTHING,
    *,
    chunks: Any,
    client: distributed.Client | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> xr.Dataset:
    r"""Map every point :math:`\theta` of a design to the equilibria of the game there, in a Zarr store.

    The sweep is that of :func:`coopgame.sweep`, one chunk at a time. Where it was interrupted, the same call goes on
    with the chunks that are missing. No more is in memory at once than a chunk for each thread or worker, and the axes.

    Parameters
    ----------
    path : str or path
        Ends in ``.zarr``. On a cluster, all workers reach it under this name.
    game, axes, fixed
        As :func:`coopgame.sweep` has them.
    chunks : int or mapping of dimension to int
        The length of a chunk, along all dimensions or by dimension.
    client : distributed.Client, optional
        The cluster on which chunks are computed; by default the one that Dask would use, and threads if there is none.
        What a worker that is lost was at, another does.
    threads : int, optional
        How many chunks are computed at once where there is no cluster, by default one for each core.
    progress : callable, optional
        Called with how many chunks are done and how many there are: at first, and after each.
    **options
        Of :func:`coopgame.sweep`.

    Returns
    -------
    Dataset
        The finished store, opened lazily.

    Raises
    ------
    OutputError
        When the place can't be written to, or holds anything else than a part of this very sweep: of the same game,
        axes, fixed values, options and chunks, by the same version of the library.
    CoopGameError
        What :func:`coopgame.sweep` raises. A point outside the region is found only when its chunk is computed.

    """
    require_suffix(path, ".zarr")
    dataset = sweep(game, axes, fixed, chunks=chunks, **options)
    if not dataset.chunks:
        raise OutputError("the sweep has no chunks", expected="chunks=..., a length or one for each dimension")
    told, design = dataset.attrs, _design(axes)
    columns = [(str(c.symbol), c.dimension, c.values.tobytes(), sorted(c.given.items())) for c in design.columns]
    own = {str(name): size for name, size in dataset.sizes.items() if name not in design.dimensions}
    variables = [(str(name), str(v.dtype), *sorted(own.keys() & v.dims)) for name, v in dataset.data_vars.items()]
    identity = {
        "game": _digest(repr(game), told["game"], told["region"], told.get("cooperation"), options.get("symmetric")),
        "axes": _digest(columns),  # with the exact numbers, which no float tells
        "fixed values": _digest(told["fixed"]),
        "options": _digest(sorted(own.items()), sorted(variables), options.get("most")),
        "chunks": _digest(sorted((name, max(dataset.chunks[name])) for name in design.dimensions)),
        "version": told["source"],
    }
    return write_resumably(dataset, path, identity, client=client, threads=threads, progress=progress)


def write_resumably(
    dataset: xr.Dataset,
    path: Place,
    identity: Mapping[str, str],
    *,
    client: distributed.Client | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> xr.Dataset:
    """Write a lazy dataset to a Zarr store chunk by chunk; those that are there from an earlier call are left out.

    Parameters
    ----------
    dataset : Dataset
        Variables held by Dask are computed and written a chunk at a time; all others are written at once.
    path : str or path
        Ends in ``.zarr``.
    identity : mapping of str to str
        What a store must agree in to be gone on with, by what it is called in a message; the chunks are part of it.
    client, threads, progress
        As :func:`coopgame.sweep_to_zarr` has them.

    Returns
    -------
    Dataset
        The finished store, opened lazily.

    Raises
    ------
    OutputError
        When the place can't be written to, or holds anything else than a part of this very sweep.

    """
    require_suffix(path, ".zarr")
    even = evened(dataset)
    counts = tuple(map(len, even.chunks.values()))
    target = Path(path).resolve()
    with writing(path):
        if not target.exists():
            _begin(even, target, identity, counts)
    left = _left(path, target, identity)
    if left is not None:
        total = int(np.prod(counts))
        done = total - len(left)
        tell = progress or (lambda _done, _total: None)
        tell(done, total)

        def told() -> None:
            nonlocal done
            done += 1
            tell(done, total)

        run(partial(_write, even, target), left, client, threads_for(threads), told)
        with writing(path):
            _finish(target)
    return open_sweep(target)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _design(axes: Any) -> Design:
    """Read axes that a sweep has accepted."""
    keys = (axes.symbols,) if isinstance(axes, Scenarios) else axes
    names = [name for key in keys for name in (key if isinstance(key, tuple) else (key,))]
    return read_axes(axes, [sp.Symbol(name_of(name), real=True) for name in names], {})


def _begin(dataset: xr.Dataset, target: Path, identity: Mapping[str, str], counts: Index) -> None:
    """Make the store with all that does not take computing; another that was made meanwhile is left as it is."""
    lazy = {name: v for name, v in dataset.variables.items() if v.chunks is not None}
    blank = dataset.drop_encoding().assign(
        {name: (v.dims, da.zeros(v.shape, dtype=v.dtype, chunks=v.shape), v.attrs) for name, v in lazy.items()}
    )
    blank.attrs[UNFINISHED] = "coopgame.sweep_to_zarr, called once more with the same arguments, goes on with it"
    sizes = {name: {"chunks": tuple(map(max, v.chunks or ()))} for name, v in lazy.items()}
    with aside(target) as temporary:
        blank.to_zarr(temporary, compute=False, zarr_format=ZARR_FORMAT, consolidated=False, encoding=sizes)
        store = zarr.open_group(temporary, mode="r+")
        beside = store.create_group(BESIDE, attributes=dict(identity))
        beside.create_array("done", shape=counts, chunks=(1,) * len(counts), dtype=bool, fill_value=False)
        zarr.consolidate_metadata(temporary)
        try:
            temporary.rename(target)
        except OSError:
            if not target.exists():
                raise


def _left(path: Place, target: Path, identity: Mapping[str, str]) -> list[Index] | None:
    """Return which chunks are not done, or None where the store is finished."""
    try:
        beside = zarr.open_group(target, mode="r", path=BESIDE, use_consolidated=False)
        known = dict(beside.attrs)
    except (OSError, ValueError, KeyError) as error:
        problem = f"{str(path)!r} is there and was not begun by sweep_to_zarr"
        raise OutputError(problem, expected="another name, or that of a sweep to go on with") from error
    other = [name for name in identity if known.get(name) != identity[name]]
    if other:
        problem = f"{str(path)!r} holds another sweep: not the same {', '.join(other)}"
        raise OutputError(problem, expected="another name, or the sweep that was begun there")
    if FINISHED in known:
        return None
    if "done" not in beside:  # stopped between removing the marks and saying so
        return []
    return [tuple(map(int, index)) for index in np.argwhere(~np.asarray(beside["done"]))]


def _write(dataset: xr.Dataset, target: Path, index: Index) -> None:
    """Compute one chunk, write it, mark it."""
    where = {
        str(name): slice(sum(sizes[:k]), sum(sizes[: k + 1]))
        for (name, sizes), k in zip(dataset.chunks.items(), index, strict=True)
    }
    part = dataset.isel(where)
    part = part.drop_vars([name for name, v in part.variables.items() if v.chunks is None])
    solved = part.compute(scheduler="synchronous")
    with writing(target):
        solved.to_zarr(target, region=where, consolidated=True)
        zarr.open_array(target, mode="r+", path=f"{BESIDE}/done")[index] = True


def _finish(target: Path) -> None:
    """Remove the marks and what says that the sweep is unfinished; only then say that nothing is left to do."""
    store = zarr.open_group(target, mode="r+", use_consolidated=False)
    if f"{BESIDE}/done" in store:
        del store[f"{BESIDE}/done"]
    store.attrs.pop(UNFINISHED, None)
    zarr.consolidate_metadata(target)
    store[BESIDE].attrs[FINISHED] = "yes"
