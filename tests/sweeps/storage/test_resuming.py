"""A sweep that was interrupted goes on where it stopped, and comes out as if it had not been."""

import gc
import os
import signal
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Lock
from typing import Any

import dask.array as da
import numpy as np
import pytest
import xarray as xr
import zarr
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import coopgame as cg
from coopgame.errors import FileError, OutputError, RegionError, SymbolError
from coopgame.sweeps.compiling import Engine
from coopgame.sweeps.outputs import Detail, Outside
from coopgame.sweeps.points.axes import grid
from coopgame.sweeps.points.scenarios import scenarios
from coopgame.sweeps.storage import resuming
from coopgame.sweeps.storage.resuming import sweep_to_zarr, write_resumably
from coopgame.sweeps.storage.store import open_sweep, save_sweep
from coopgame.sweeps.sweep import sweep

b, c, k = cg.parameters("b c k")
REGION = cg.Region(b > 0, c > 0)
DILEMMA = cg.FiniteGame.from_arrays([[b - c, -c], [b, 0]], [[b - c, b], [-c, k]], region=REGION)
AXES: Mapping[Any, Any] = {b: grid(1, 3, 6), c: [0.5, 1, "4/3", 2]}
IDENTITY = {"game": "a game", "axes": "its axes"}
SAME: Mapping[str, Any] = {"axes": AXES, "fixed": {k: "1/3"}, "chunks": {"b": 2, "c": 3}, "engine": Engine.NUMPY}


def eager(rows: int = 4, columns: int = 3) -> xr.Dataset:
    """A small dataset of the form that sweeps have."""
    at = np.arange(rows * columns).reshape(rows, columns)
    return xr.Dataset(
        {
            "pure": (("b", "c"), (at % 5).astype(np.uint8), {"flag_masks": np.array([1, 2], np.uint8)}),
            "complete": (("b", "c"), at % 2 > 0),
            "probability": (("b", "c", "equilibrium"), np.where(at[..., None] % 3, np.nan, [0.25, 1 / 3])),
        },
        {
            "b": np.linspace(0, 1, rows),
            "c": np.arange(columns),
            "equilibrium": [0, 1],
            "player": ["firm", "université"],
        },
        {"game": "a game"},
    )


def lazily(
    dataset: xr.Dataset, job: Callable[[tuple[int, ...]], object], rows: int = 1, columns: int = 2
) -> xr.Dataset:
    """The dataset in chunks, with a job to be done whenever one is computed."""

    def block(values: NDArray[Any], block_id: tuple[int, ...]) -> NDArray[Any]:
        job(block_id)
        return values

    lazy = dataset.chunk({"b": rows, "c": columns})
    pure = da.map_blocks(block, lazy["pure"].data, dtype=np.uint8, meta=np.empty((0, 0)))
    return lazy.assign(pure=(("b", "c"), pure, dataset["pure"].attrs))


def stops_after(calls: int) -> Callable[[int, int], None]:
    """A callback that interrupts as a user does, once so many chunks are done."""

    def progress(done: int, _total: int) -> None:
        if done == calls:
            raise KeyboardInterrupt

    return progress


def test_a_finished_store_holds_the_sweep_and_no_trace_of_the_work(tmp_path: Path) -> None:
    calls: list[tuple[int, ...]] = []
    found = write_resumably(lazily(eager(), calls.append), tmp_path / "a.zarr", IDENTITY)
    assert sorted(calls) == [(i, j) for i in range(4) for j in range(2)]
    assert found["pure"].chunks == ((1, 1, 1, 1), (2, 1))
    xr.testing.assert_identical(found.compute(), eager())
    xr.testing.assert_identical(open_sweep(tmp_path / "a.zarr").compute(), eager())
    assert [path.name for path in tmp_path.iterdir()] == ["a.zarr"]
    folders = {path.name for path in (tmp_path / "a.zarr").iterdir() if path.is_dir()}
    assert folders == {*map(str, eager().variables), "resuming"}
    assert {path.name for path in (tmp_path / "a.zarr" / "resuming").iterdir()} == {".zattrs", ".zgroup"}


def test_a_finished_sweep_is_only_opened(tmp_path: Path) -> None:
    calls: list[object] = []
    dataset = lazily(eager(), calls.append)
    write_resumably(dataset, tmp_path / "a.zarr", IDENTITY)
    written = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    found = write_resumably(dataset, tmp_path / "a.zarr", IDENTITY, progress=lambda *done: calls.append(done))
    assert len(calls) == 8
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == written
    xr.testing.assert_identical(found.compute(), eager())


@settings(max_examples=10)
@given(
    sizes=st.tuples(*[st.integers(1, 4)] * 4),
    stops=st.lists(st.integers(0, 8), max_size=3),
    threads=st.integers(1, 3),
)
def test_an_interrupted_sweep_goes_on_and_computes_no_chunk_twice(
    sizes: tuple[int, int, int, int], stops: list[int], threads: int
) -> None:
    rows, columns, *lengths = sizes
    whole = eager(rows, columns)
    calls: list[tuple[int, ...]] = []
    dataset = lazily(whole, calls.append, *lengths)
    total = dataset["pure"].data.npartitions
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.zarr"
        for stop in sorted(stops):
            done = len(calls)
            if done < total and stop <= total and done <= stop:
                with pytest.raises(KeyboardInterrupt):
                    write_resumably(dataset, path, IDENTITY, threads=threads, progress=stops_after(stop))
                assert len(calls) >= stop
                if stop < total:
                    with pytest.raises(FileError, match="is unfinished"):
                        open_sweep(path)
        told: list[tuple[int, int]] = []
        done = len(calls)
        found = write_resumably(dataset, path, IDENTITY, threads=threads, progress=lambda *so_far: told.append(so_far))
        xr.testing.assert_identical(found.compute(), whole)
    assert sorted(calls) == sorted(set(calls))
    assert len(calls) == total
    assert told in ([(so_far, total) for so_far in range(done, total + 1)], [])


def test_no_more_chunks_are_computed_at_once_than_there_are_threads(tmp_path: Path) -> None:
    lock, running, most, both = Lock(), 0, 0, Event()

    def job(_block: tuple[int, ...]) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
            if most == 2:
                both.set()
        both.wait(5)
        with lock:
            running -= 1

    write_resumably(lazily(eager(), job), tmp_path / "a.zarr", IDENTITY, threads=2)
    assert most == 2


def test_an_error_in_one_chunk_keeps_the_others(tmp_path: Path) -> None:
    calls: list[tuple[int, ...]] = []
    broken = True

    def job(block: tuple[int, ...]) -> None:
        calls.append(block)
        if broken and block == (2, 0):
            raise RegionError("b = 1/2 lies outside the region")

    dataset = lazily(eager(), job)
    with pytest.raises(RegionError, match="lies outside"):
        write_resumably(dataset, tmp_path / "a.zarr", IDENTITY, threads=1)
    broken, before = False, [block for block in calls if block != (2, 0)]
    assert len(before) >= 4
    calls.clear()
    found = write_resumably(dataset, tmp_path / "a.zarr", IDENTITY)
    assert sorted(calls + before) == [(i, j) for i in range(4) for j in range(2)]
    xr.testing.assert_identical(found.compute(), eager())


def test_a_chunk_that_was_written_and_not_marked_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[int, ...]] = []
    dataset = lazily(eager(), calls.append)
    open_array = zarr.open_array

    def full(*arguments: Any, **keywords: Any) -> Any:
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        return open_array(*arguments, **keywords)

    monkeypatch.setattr(zarr, "open_array", full)
    with pytest.raises(OutputError, match=r"a\.zarr' can't be written: No space left on device"):
        write_resumably(dataset, tmp_path / "a.zarr", IDENTITY, threads=1)
    monkeypatch.undo()
    found = write_resumably(dataset, tmp_path / "a.zarr", IDENTITY)
    assert len(set(calls)) == 8
    assert calls.count((1, 0)) == 2
    xr.testing.assert_identical(found.compute(), eager())


@pytest.mark.parametrize("call", [1, 2])
def test_a_stop_at_the_first_or_the_last_step_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    calls: list[tuple[int, ...]] = []
    dataset = lazily(eager(), calls.append)
    consolidate, done = zarr.consolidate_metadata, 0

    def stopped(*arguments: Any, **keywords: Any) -> Any:
        nonlocal done
        done += 1
        if done == call:
            raise KeyboardInterrupt
        return consolidate(*arguments, **keywords)

    monkeypatch.setattr(zarr, "consolidate_metadata", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_resumably(dataset, tmp_path / "a.zarr", IDENTITY)
    assert len(calls) == {1: 0, 2: 8}[call]
    assert [path.name for path in tmp_path.iterdir()] == {1: [], 2: ["a.zarr"]}[call]
    found = write_resumably(dataset, tmp_path / "a.zarr", IDENTITY)
    assert len(calls) == 8
    xr.testing.assert_identical(found.compute(), eager())
    known = (tmp_path / "a.zarr" / ".zmetadata").read_text(encoding="utf-8")
    assert "unfinished" not in known
    assert "done" not in known


def test_a_store_that_another_process_made_meanwhile_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[int, ...]] = []
    dataset = lazily(eager(), calls.append)
    consolidate = zarr.consolidate_metadata

    def late(*arguments: Any, **keywords: Any) -> Any:
        monkeypatch.undo()
        write_resumably(dataset, tmp_path / "a.zarr", IDENTITY)
        return consolidate(*arguments, **keywords)

    monkeypatch.setattr(zarr, "consolidate_metadata", late)
    found = write_resumably(dataset, tmp_path / "a.zarr", IDENTITY)
    assert len(calls) == 8
    xr.testing.assert_identical(found.compute(), eager())
    assert [path.name for path in tmp_path.iterdir()] == ["a.zarr"]


# Sweeps of games


@pytest.mark.parametrize("options", [{}, {"detail": Detail.CODES}, {"outside": Outside.MASK}])
def test_a_sweep_to_a_store_is_the_sweep(tmp_path: Path, options: dict[str, Any]) -> None:
    axes = {**AXES, c: [-1, *AXES[c]]} if "outside" in options else AXES
    found = sweep_to_zarr(tmp_path / "a.zarr", DILEMMA, axes, {k: "1/3"}, chunks={"b": 2, "c": 3}, **options)
    xr.testing.assert_identical(found.compute(), sweep(DILEMMA, axes, {k: "1/3"}, **options))


def test_a_sweep_over_a_list_of_points_goes_to_a_store_too(tmp_path: Path) -> None:
    cases = scenarios({b: [3, 2, "7/3", 1, 2], c: [1, 2, 2, 3, 1], k: [0, 0, 1, "1/3", 0]})
    found = sweep_to_zarr(tmp_path / "a.zarr", DILEMMA, cases, chunks=2, engine=Engine.NUMPY)
    xr.testing.assert_identical(found.compute(), sweep(DILEMMA, cases, engine=Engine.NUMPY))
    rows = {(b, "c"): [(3, 1), (2, 2), ("7/3", 2)], k: [0, 1]}
    found = sweep_to_zarr(tmp_path / "b.zarr", DILEMMA, rows, chunks={"point": 2}, engine=Engine.NUMPY)
    xr.testing.assert_identical(found.compute(), sweep(DILEMMA, rows, engine=Engine.NUMPY))


def test_a_sweep_whose_process_is_killed_goes_on_in_another(tmp_path: Path) -> None:
    script = """
import os, signal, sys
import coopgame as cg
from coopgame.sweeps.points.axes import grid
from coopgame.sweeps.storage.resuming import sweep_to_zarr

b, c, k = cg.parameters("b c k")
game = cg.FiniteGame.from_arrays([[b - c, -c], [b, 0]], [[b - c, b], [-c, k]], region=cg.Region(b > 0, c > 0))
die = lambda done, total: os.kill(os.getpid(), signal.SIGKILL) if done == 3 else None
axes = {b: grid(1, 3, 6), c: [0.5, 1, "4/3", 2]}
same = {"axes": axes, "fixed": {k: "1/3"}, "chunks": {"b": 2, "c": 3}, "engine": cg.Engine.NUMPY}
sweep_to_zarr(sys.argv[1], game, **same, threads=1, progress=die)
"""
    path = tmp_path / "a.zarr"
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    ended = subprocess.run([sys.executable, "-c", script, path], check=False, env=environment, timeout=120)
    assert ended.returncode == -signal.SIGKILL
    told: list[tuple[int, int]] = []
    found = sweep_to_zarr(path, DILEMMA, **SAME, progress=lambda *so_far: told.append(so_far))
    assert told[0] in {(3, 6), (4, 6)}
    assert told[-1] == (6, 6)
    xr.testing.assert_identical(found.compute(), sweep(DILEMMA, AXES, {k: "1/3"}))


def test_what_a_sweep_holds_in_memory_depends_on_the_chunk_and_not_on_how_many_there_are(tmp_path: Path) -> None:
    def peak(rows: int, name: str) -> int:
        axes = {b: np.linspace(1, 3, rows), c: np.linspace(1, 3, 60)}
        gc.collect()
        tracemalloc.start()
        try:
            sweep_to_zarr(tmp_path / name, DILEMMA, axes, {k: 0}, chunks=60, threads=1, engine=Engine.NUMPY)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    sweep_to_zarr(tmp_path / "warm.zarr", DILEMMA, {b: [1, 2], c: [1, 2]}, {k: 0}, chunks=1, engine=Engine.NUMPY)
    small, large = peak(60, "small.zarr"), peak(16 * 60, "large.zarr")
    points = 16 * 60 * 60
    assert large < 2 * small
    assert large < points * 8 * 4 * 6  # what probabilities and payoffs of all points would take


# Refusals


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that is finished and one that is not."""
    folder = tmp_path_factory.mktemp("stores")
    sweep_to_zarr(folder / "finished.zarr", DILEMMA, **SAME)
    with pytest.raises(KeyboardInterrupt):
        sweep_to_zarr(folder / "unfinished.zarr", DILEMMA, **SAME, progress=stops_after(1))
    return folder


@pytest.mark.parametrize(
    ("others", "named"),
    [
        ({"game": DILEMMA.at({c: 2 * c})}, "game"),
        ({"axes": {b: AXES[b], c: [0.5, 1, 4 / 3, 2]}}, "axes"),
        ({"axes": {b: grid(1, 2, 6), c: AXES[c]}}, "axes"),
        ({"axes": {c: AXES[c], b: AXES[b]}}, "axes"),
        ({"fixed": {k: 1 / 3}}, "fixed values"),
        ({"detail": Detail.CODES}, "options"),
        ({"outside": Outside.MASK}, "options"),
        ({"chunks": {"b": 3, "c": 3}}, "chunks"),
        ({"chunks": {"b": 2}}, "chunks"),
        ({"fixed": {k: 0}, "chunks": 4}, "fixed values, chunks"),
    ],
)
@pytest.mark.parametrize("name", ["finished.zarr", "unfinished.zarr"])
def test_another_sweep_is_not_mixed_into_a_store(stores: Path, others: dict[str, Any], named: str, name: str) -> None:
    path = stores / name
    before = {file: file.read_bytes() for file in path.rglob("*") if file.is_file()}
    message = rf"{name}' holds another sweep: not the same {named}; expected another name, or the sweep that was begun"
    with pytest.raises(OutputError, match=message):
        sweep_to_zarr(path, **{"game": DILEMMA, **SAME, **others})
    assert {file: file.read_bytes() for file in path.rglob("*") if file.is_file()} == before


def test_a_game_with_another_region_is_another_game(stores: Path) -> None:
    wider = cg.FiniteGame(DILEMMA.players, DILEMMA.strategies, DILEMMA.tables, cg.Region(b > 0))
    with pytest.raises(OutputError, match="not the same game;"):
        sweep_to_zarr(stores / "finished.zarr", wider, **SAME)


def test_another_version_of_the_library_does_not_go_on(stores: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = sweep(DILEMMA, AXES, {k: "1/3"}, chunks=SAME["chunks"]).assign_attrs(source="coopgame 99")
    monkeypatch.setattr(resuming, "sweep", lambda *_arguments, **_options: newer)
    with pytest.raises(OutputError, match="not the same version;"):
        sweep_to_zarr(stores / "unfinished.zarr", DILEMMA, **SAME)


def test_a_store_of_a_sweep_that_was_saved_whole_is_not_gone_on_with(tmp_path: Path) -> None:
    save_sweep(eager(), tmp_path / "a.zarr")
    (tmp_path / "folder.zarr").mkdir()
    (tmp_path / "file.zarr").touch()
    (tmp_path / "cut.zarr").mkdir()
    (tmp_path / "cut.zarr" / ".zgroup").write_text("{")
    for name in ("a.zarr", "folder.zarr", "file.zarr", "cut.zarr"):
        message = f"{name}' is there and was not begun by sweep_to_zarr; expected another name, or that of a sweep to"
        with pytest.raises(OutputError, match=message):
            sweep_to_zarr(tmp_path / name, DILEMMA, **SAME)


@pytest.mark.parametrize("name", ["a.nc", "a", "a.csv"])
def test_only_zarr_is_written_chunk_by_chunk(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match=r"does not tell how to keep a sweep; expected a name that ends in \.zarr$"):
        sweep_to_zarr(tmp_path / name, DILEMMA, **SAME)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"a\.zarr' can't be written: No such file or directory"):
        sweep_to_zarr(tmp_path / "absent" / "a.zarr", DILEMMA, **SAME)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_can_not_be_put_in_its_place_is_not_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_self: Path, _target: Path) -> Path:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OutputError, match=r"a\.zarr' can't be written: Input/output error; expected a place to write"):
        sweep_to_zarr(tmp_path / "a.zarr", DILEMMA, **SAME)
    assert list(tmp_path.iterdir()) == []


def test_chunks_have_to_be_given(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"the sweep has no chunks; expected chunks=\.\.\., a length or one for each"):
        sweep_to_zarr(tmp_path / "a.zarr", DILEMMA, AXES, {k: 0}, chunks=None)
    with pytest.raises(SymbolError, match="chunks are given along x"):
        sweep_to_zarr(tmp_path / "a.zarr", DILEMMA, AXES, {k: 0}, chunks={"x": 2})
    assert list(tmp_path.iterdir()) == []


def test_a_point_outside_the_region_is_named_and_the_chunks_before_it_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.zarr"
    with pytest.raises(RegionError):
        sweep_to_zarr(path, DILEMMA, {b: [1, 2, 3, -1], c: [1, 2]}, {k: 0}, chunks=1, threads=1, engine=Engine.NUMPY)
    done = np.asarray(zarr.open_array(path, path="resuming/done", mode="r")).squeeze()
    assert done.tolist() == [[True, True], [True, True], [True, True], [False, False]]


def test_another_number_of_equilibria_to_list_is_another_sweep(tmp_path: Path) -> None:
    """It changes what is complete, also where no equilibrium is listed."""
    a, b = cg.parameters("a b")
    game = cg.FiniteGame.from_arrays([[a, 0, 1], [0, 1, b]], [[1, 0, 0], [0, b, a]])
    axes, path = {a: [1, 2, 3], b: [1, 2]}, tmp_path / "found.zarr"
    sweep_to_zarr(path, game, axes, chunks=2, detail=Detail.CODES, most=1)
    with pytest.raises(OutputError, match="options"):
        sweep_to_zarr(path, game, axes, chunks=2, detail=Detail.CODES, most=9)
