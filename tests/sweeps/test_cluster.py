"""Lazy sweeps are the eager ones, on threads and on a cluster, also when a worker is lost in the middle."""

import os
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dask.array as da
import distributed
import numpy as np
import pytest
import xarray as xr
from numpy.typing import NDArray

import coopgame as cg
from coopgame.errors import RegionError
from coopgame.sweeps.compiling import Engine
from coopgame.sweeps.outputs import Detail, Outside
from coopgame.sweeps.points.axes import grid
from coopgame.sweeps.points.scenarios import scenarios
from coopgame.sweeps.storage.resuming import sweep_to_zarr, write_resumably
from coopgame.sweeps.storage.store import open_sweep, save_sweep
from coopgame.sweeps.sweep import sweep

b, c, k, x, y = cg.parameters("b c k x y")
DILEMMA = cg.FiniteGame.from_arrays([[b - c, -c], [b, 0]], [[b - c, b], [-c, k]], region=cg.Region(b > 0, c > 0))
THREE = cg.FiniteGame.from_arrays([[b, 0, c], [1, c, 0], [0, 1, b]], [[1, c, 0], [0, b, 1], [c, 0, 1]])
TRIO = cg.FiniteGame.from_function(
    lambda profile: [b * profile.count("in") - (c if s == "in" else 0) for s in profile],
    dict.fromkeys(("enterprise", "university", "government"), ("in", "out")),
)
PURE_ONLY = cg.FiniteGame.from_arrays(*[[[[b, c, 0], [0, 1, c]], [[c, 0, 1], [b, 0, 1]]]] * 3)
OUTPUT = cg.StagedGame(
    payoffs={"firm 1": x * (b - x - y) - c * x, "firm 2": y * (b - x - y) - c * y},
    stages=(cg.Stage("output", {"firm 1": (x,), "firm 2": (y,)}),),
    region=cg.Region(b > c, c > 0),
)
AXES: Mapping[Any, Any] = {b: grid(1, 3, 7), c: [0.5, 1, "4/3", 2, 3]}
CHUNKS = {"b": 3, "c": 2}
LAZY: Mapping[str, Any] = {"chunks": CHUNKS, "engine": Engine.NUMPY}  # so that no new worker has to compile


@pytest.fixture(scope="module")
def client() -> Iterator[distributed.Client]:
    """A cluster of two processes."""
    with distributed.Client(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as client:
        yield client


@pytest.mark.parametrize(
    ("game", "options"),
    [
        (DILEMMA, {"fixed": {k: "1/3"}}),
        (DILEMMA, {"fixed": {k: "1/3"}, "detail": Detail.CODES}),
        (DILEMMA, {"fixed": {k: "1/3"}, "axes": {b: [-1, 1, 2], c: [1, 2, 3]}, "outside": Outside.MASK}),
        (DILEMMA, {"axes": scenarios({b: [3, 2, "7/3", 1, 2], c: [1, 2, 2, 3, 1], k: [0, 0, 1, "1/3", 0]})}),
        (THREE, {"engine": Engine.NUMPY}),
        (TRIO, {"engine": Engine.NUMPY}),
        (PURE_ONLY, {}),
        (OUTPUT, {"axes": {b: [3, 5, 7, 8], c: [1, "4/3", 1.5]}, "engine": Engine.NUMPY}),
    ],
)
def test_a_sweep_in_chunks_is_lazy_and_the_eager_one(game: Any, options: dict[str, Any]) -> None:
    options = {"axes": AXES, **options}
    eager = sweep(game, **options)
    lazy = sweep(game, chunks=2, **options)
    assert all(variable.chunks is not None for variable in lazy.data_vars.values())
    assert all(max(sizes) <= 2 for name, sizes in lazy.chunks.items() if name in {"b", "c", "point"})
    xr.testing.assert_identical(lazy.compute(scheduler="threads"), eager)
    xr.testing.assert_identical(lazy.compute(scheduler="synchronous"), eager)


def test_a_sweep_in_many_chunks_gives_no_warning() -> None:
    axes = {b: grid(1, 3, 24), c: grid(1, 2, 24)}
    lazy = sweep(DILEMMA, axes, {k: 0}, chunks=2, engine=Engine.NUMPY)
    assert lazy["pure"].data.npartitions == 144
    xr.testing.assert_identical(lazy.compute(), sweep(DILEMMA, axes, {k: 0}))


def dies_once(dataset: xr.Dataset, folder: Path) -> xr.Dataset:
    """A lazy sweep of which one chunk kills the process that computes it first."""
    marker = folder / "killed"

    def kill(values: NDArray[Any], block_id: tuple[int, ...]) -> NDArray[Any]:
        if block_id == (1, 1) and not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return values

    blocks = dataset["pure"].data
    pure = da.map_blocks(kill, blocks, dtype=blocks.dtype, meta=np.empty((0, 0)))
    return dataset.assign(pure=(dataset["pure"].dims, pure, dataset["pure"].attrs))


def test_a_worker_lost_in_the_middle_changes_nothing(client: distributed.Client, tmp_path: Path) -> None:
    lazy = sweep(DILEMMA, AXES, {k: 0}, **LAZY)
    workers = set(client.run(os.getpid).values())
    found = dies_once(lazy, tmp_path).compute()
    assert (tmp_path / "killed").exists()
    xr.testing.assert_identical(found, sweep(DILEMMA, AXES, {k: 0}))
    client.wait_for_workers(2)
    assert len(workers & set(client.run(os.getpid).values())) == 1


def test_a_worker_lost_in_the_middle_loses_no_chunk_of_a_store(client: distributed.Client, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    lazy = dies_once(sweep(DILEMMA, AXES, {k: 0}, **LAZY), tmp_path)
    found = write_resumably(lazy, tmp_path / "a.zarr", {}, client=client, progress=lambda *done: told.append(done))
    assert (tmp_path / "killed").exists()
    assert told == [(done, 9) for done in range(10)]
    xr.testing.assert_identical(found.compute(), sweep(DILEMMA, AXES, {k: 0}))
    assert {path.name for path in tmp_path.iterdir()} == {"a.zarr", "killed"}


def test_a_sweep_begun_here_is_finished_on_the_cluster(client: distributed.Client, tmp_path: Path) -> None:
    told: list[int] = []

    def stop(done: int, _total: int) -> None:
        told.append(done)
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep_to_zarr(tmp_path / "a.zarr", DILEMMA, AXES, {k: 0}, **LAZY, client=client, progress=stop)
    found = sweep_to_zarr(tmp_path / "a.zarr", DILEMMA, AXES, {k: 0}, **LAZY, progress=lambda *d: told.append(d[0]))
    assert told[:4] == [0, 1, 2, 3]
    assert told[4] >= 3
    assert told[-1] == 9
    xr.testing.assert_identical(found.compute(), sweep(DILEMMA, AXES, {k: 0}))


@pytest.mark.parametrize("name", ["a.nc", "a.zarr"])
def test_a_lazy_sweep_is_saved_from_the_cluster(client: distributed.Client, tmp_path: Path, name: str) -> None:
    assert client.status == "running"
    save_sweep(sweep(DILEMMA, AXES, {k: 0}, **LAZY), tmp_path / name)
    with open_sweep(tmp_path / name) as found:
        xr.testing.assert_identical(found.compute(scheduler="synchronous"), sweep(DILEMMA, AXES, {k: 0}))
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_error_on_the_cluster_is_the_one_that_is_raised_here(client: distributed.Client, tmp_path: Path) -> None:
    axes = {b: [1, 2, 3, -1], c: [1, 2]}
    with pytest.raises(RegionError) as here:
        sweep(DILEMMA, axes, {k: 0})
    with pytest.raises(RegionError) as there:
        sweep_to_zarr(tmp_path / "a.zarr", DILEMMA, axes, {k: 0}, chunks=2, client=client)
    assert str(there.value) == str(here.value)
