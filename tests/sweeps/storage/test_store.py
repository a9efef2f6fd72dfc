"""A sweep comes back from a file as it was, with this library or without, and a broken file says so."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import dask.array as da
import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coopgame.errors import CoopGameError, FileError, OutputError
from coopgame.sweeps.storage import store
from coopgame.sweeps.storage.store import open_sweep, save_sweep

ALL_BITS = 2**64 - 1
NOTHING = np.empty((0, 0))  # so that Dask does not call a function to see what it returns


def sweep(rows: int = 3, columns: int = 4) -> xr.Dataset:
    """A dataset with all kinds of variables and attributes that a sweep has."""
    count = np.arange(rows * columns).reshape(rows, columns)
    flags = {"flag_masks": np.array([1, 2, 2**63], np.uint64), "flag_meanings": "both_invest one_invests none"}
    return xr.Dataset(
        {
            "pure": (("alpha", "s"), np.where(count % 2, np.uint64(ALL_BITS), np.uint64(1)), flags),
            "strict": (("alpha", "s"), np.zeros((rows, columns), np.uint8), {"flag_masks": np.array([1, 2], np.uint8)}),
            "count": (("alpha", "s"), count.astype(np.int16), {"long_name": "number of equilibria"}),
            "complete": (("alpha", "s"), count % 3 > 0),
            "probability": (("alpha", "s", "equilibrium"), np.where(count[..., None] % 2, np.nan, [0.1, 1 / 3])),
            "regret": (("alpha", "s"), count * 1e-17),
        },
        coords={
            "alpha": ("alpha", np.linspace(0, 1, rows), {"units": "1"}),
            "s": ("s", 0.1 * np.arange(columns)),
            "player": ["entreprise", "université"],
            "equilibrium": [0, 1],
            "c": 2.5,
        },
        attrs={"game": "α and s", "source": "coopgame 0.1.0", "points": rows * columns, "largest": 0.5},
    )


@pytest.fixture(params=[".nc", ".zarr"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A path of either kind, in a folder that is otherwise empty."""
    return tmp_path / f"sweep{request.param}"


def without_library(path: Path) -> xr.Dataset:
    """What xarray alone reads."""
    dataset: xr.Dataset = xr.open_zarr(path) if path.suffix == ".zarr" else xr.open_dataset(path)
    return dataset


def test_a_sweep_comes_back_as_it_was(path: Path) -> None:
    save_sweep(sweep(), path)
    with open_sweep(path) as back:
        xr.testing.assert_identical(back, sweep())
        for name, variable in sweep().variables.items():
            assert back[name].dtype.kind == variable.dtype.kind, name
            if variable.dtype.kind != "U":
                assert back[name].dtype == variable.dtype, name
        assert back["pure"].attrs["flag_masks"].dtype == np.uint64
        assert back["strict"].attrs["flag_masks"].dtype == np.uint8
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_xarray_reads_it_without_this_library(path: Path) -> None:
    save_sweep(sweep(), path)
    with without_library(path) as back:
        xr.testing.assert_identical(back, sweep())


@pytest.mark.parametrize("sizes", [{"alpha": 2}, {"alpha": 1, "s": 3}, {"s": (1, 2, 1)}])
def test_a_lazy_sweep_is_written_chunk_by_chunk(path: Path, sizes: dict[str, Any]) -> None:
    largest, calls = 0, 0

    def seen(block: NDArray[Any]) -> NDArray[Any]:
        nonlocal largest, calls
        largest, calls = max(largest, block.size), calls + 1
        return block

    lazy = sweep(rows=4, columns=4).chunk(sizes)
    lazy["regret"] = lazy["regret"].copy(data=da.map_blocks(seen, lazy["regret"].data, dtype=float, meta=NOTHING))
    save_sweep(lazy, path)
    assert calls == lazy["regret"].data.npartitions > 1
    assert largest < lazy["regret"].size
    with open_sweep(path) as back:
        xr.testing.assert_identical(back, sweep(rows=4, columns=4))


def test_what_was_opened_can_be_cut_and_saved_in_the_other_format(tmp_path: Path) -> None:
    save_sweep(sweep(rows=5).chunk({"alpha": 2}), tmp_path / "a.zarr")
    with open_sweep(tmp_path / "a.zarr") as first:
        save_sweep(first.isel(alpha=slice(1, None)), tmp_path / "b.zarr")
        save_sweep(first, tmp_path / "a.nc")
    with open_sweep(tmp_path / "b.zarr") as part, open_sweep(tmp_path / "a.nc") as whole:
        xr.testing.assert_identical(part, sweep(rows=5).isel(alpha=slice(1, None)))
        save_sweep(whole, tmp_path / "a.zarr")
    with open_sweep(tmp_path / "a.zarr") as again:
        xr.testing.assert_identical(again, sweep(rows=5))


def test_a_sweep_takes_the_place_of_another(path: Path) -> None:
    save_sweep(sweep(), path)
    save_sweep(sweep(rows=5), path)
    with open_sweep(path) as back:
        xr.testing.assert_identical(back, sweep(rows=5))
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def failing(error: BaseException) -> xr.Dataset:
    """A lazy sweep whose second chunk can't be computed."""

    def block(values: NDArray[Any], block_id: tuple[int, ...]) -> NDArray[Any]:
        if block_id[0] == 1:
            raise error
        return values

    lazy = sweep(rows=4).chunk({"alpha": 1})
    regret = da.map_blocks(block, lazy["regret"].data, dtype=float, meta=NOTHING)
    lazy["regret"] = lazy["regret"].copy(data=regret)
    return lazy


@pytest.mark.parametrize("error", [CoopGameError("no"), KeyboardInterrupt(), ZeroDivisionError()])
def test_after_an_error_what_was_there_is_there_still_and_nothing_else(path: Path, error: BaseException) -> None:
    with pytest.raises(type(error)):
        save_sweep(failing(error), path)
    assert list(path.parent.iterdir()) == []
    save_sweep(sweep(), path)
    with pytest.raises(type(error)):
        save_sweep(failing(error), path)
    with open_sweep(path) as back:
        xr.testing.assert_identical(back, sweep())
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_no_chunk_is_still_computed_when_what_is_half_written_is_removed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, running, never = Event(), 0, Event()

    def block(values: NDArray[Any], block_id: tuple[int, ...]) -> NDArray[Any]:
        nonlocal running
        if block_id[0]:
            begun.wait(1)
            raise ZeroDivisionError
        running += 1
        begun.set()
        never.wait(0.2)
        running -= 1
        return values

    def remove(temporary: Path) -> None:
        assert running == 0
        left.append(temporary)

    left: list[Path] = []
    lazy = sweep(rows=2).chunk({"alpha": 1})
    regret = da.map_blocks(block, lazy["regret"].data, dtype=float, meta=NOTHING)
    monkeypatch.setattr(store, "remove", remove)
    with pytest.raises(ZeroDivisionError):
        save_sweep(lazy.drop_vars(list(lazy.data_vars)).assign(regret=(("alpha", "s"), regret)), path)
    assert begun.is_set()
    assert len(left) == 1


def test_without_dask_a_sweep_in_memory_is_saved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "DASK", False)
    save_sweep(sweep(), path)
    with open_sweep(path) as back:
        xr.testing.assert_identical(back, sweep())


def test_a_store_that_can_not_take_the_place_of_another_leaves_it_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, moves, rename = tmp_path / "a.zarr", 0, Path.rename

    def second_fails(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == 2:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    save_sweep(sweep(), path)
    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(OutputError, match="can't be written: Input/output error"):
        save_sweep(sweep(rows=5), path)
    monkeypatch.undo()
    with open_sweep(path) as back:
        xr.testing.assert_identical(back, sweep())
    assert [p.name for p in tmp_path.iterdir()] == ["a.zarr"]


# Refusals


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The bytes of a NetCDF file."""
    with tempfile.TemporaryDirectory() as folder:
        save_sweep(sweep(), Path(folder) / "a.nc")
        return (Path(folder) / "a.nc").read_bytes()


@given(data=st.data())
def test_a_file_cut_short_gives_one_clear_error(whole: bytes, data: st.DataObject) -> None:
    length = data.draw(st.integers(0, len(whole) - 1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cut.nc"
        path.write_bytes(whole[:length])
        with pytest.raises(FileError) as caught:
            open_sweep(path)
    assert str(caught.value) == (
        f"{str(path)!r} can't be read: it is cut short, or no NetCDF file; expected a whole file of a sweep"
    )


def test_a_store_cut_short_gives_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "a.zarr"
    save_sweep(sweep(), path)
    (path / ".zmetadata").write_text('{"meta', encoding="utf-8")
    with pytest.raises(FileError, match=r"a\.zarr' can't be read: it is cut short, or no Zarr store; expected a whole"):
        open_sweep(path)


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch])
def test_what_is_no_store_gives_the_same_error(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "a.zarr")
    with pytest.raises(FileError, match=r"a\.zarr' can't be read: it is cut short, or no Zarr store; expected a whole"):
        open_sweep(tmp_path / "a.zarr")


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(FileError, match=rf"^there is no '.*{path.name}'; expected a file that save_sweep or"):
        open_sweep(path)


def test_a_dataset_that_is_no_sweep_is_not_opened(path: Path) -> None:
    save_sweep(xr.Dataset({"a": 1}), path)
    with pytest.raises(FileError, match=rf"{path.name}' holds no sweep; expected a dataset with the attribute 'game'"):
        open_sweep(path)


def test_an_unfinished_sweep_is_not_opened(path: Path) -> None:
    save_sweep(sweep().assign_attrs(unfinished="yes"), path)
    with pytest.raises(FileError, match=rf"the sweep in '.*{path.name}' is unfinished; expected sweep_to_zarr to be"):
        open_sweep(path)


@pytest.mark.parametrize("name", ["sweep.csv", "sweep", "sweep.NC", ".nc", ""])
def test_a_name_that_tells_no_format_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match=r"does not tell how to keep a sweep; expected a name that ends in .nc or .z"):
        save_sweep(sweep(), tmp_path / name)
    with pytest.raises(FileError, match=r"is no file of a sweep; expected a name that ends in .nc or .zarr"):
        open_sweep(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("folder.nc", "is there and is not an ordinary file; expected another name"),
        ("folder.zarr", "is there and is not a Zarr store; expected another name"),
        ("file.zarr", "is there and is not a Zarr store; expected another name"),
        ("absent/sweep.nc", "can't be written: No such file or directory; expected a place to write to"),
        ("absent/sweep.zarr", "can't be written: No such file or directory; expected a place to write to"),
        ("file.zarr/sweep.zarr", "can't be written: Not a directory; expected a place to write to"),
        ("x" * 300 + ".nc", "can't be written: File name too long"),
    ],
)
def test_a_place_that_can_not_be_written_to_is_refused_by_name(tmp_path: Path, name: str, message: str) -> None:
    for folder in ("folder.nc", "folder.zarr"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "thesis.tex").write_text("years of work")
    (tmp_path / "file.zarr").write_text("years of work")
    with pytest.raises(OutputError, match=message):
        save_sweep(sweep(), tmp_path / name)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file.zarr", "folder.nc", "folder.zarr"]
    assert all((tmp_path / name).read_text() == "years of work" for name in ("file.zarr", "folder.zarr/thesis.tex"))


@pytest.mark.parametrize("value", [True, np.True_, None, {"a": 1}, [1, "a"], ["a", "b"], [[1, 2], [3, 4]]])
@pytest.mark.parametrize("owner", [None, "alpha", "pure"])
def test_an_attribute_that_other_programs_can_not_read_is_refused(path: Path, value: object, owner: str | None) -> None:
    dataset = sweep()
    (dataset if owner is None else dataset[owner]).attrs["odd"] = value
    message = f"attribute 'odd' of {'the dataset' if owner is None else repr(owner)} is .*; expected text, a number or"
    with pytest.raises(OutputError, match=message):
        save_sweep(dataset, path)
    assert not path.exists()


def test_what_is_no_dataset_is_refused(path: Path) -> None:
    with pytest.raises(OutputError, match=r"DataArray is given to be written; expected an xarray\.Dataset"):
        save_sweep(sweep()["pure"], path)  # type: ignore[arg-type]


def test_a_missing_package_is_named_with_the_extra(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, extra = {".nc": ("h5netcdf", "sweep"), ".zarr": ("zarr", "cluster")}[path.suffix]
    monkeypatch.setattr(store, "find_spec", lambda _name: None)
    with pytest.raises(OutputError, match=rf"needs {package}, which is not installed; expected the extra \"{extra}\""):
        save_sweep(sweep(), path)
    with pytest.raises(FileError, match=rf"can't be read: {package} is not installed; expected the extra \"{extra}\""):
        open_sweep(path)
