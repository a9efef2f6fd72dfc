"""The public names: declared once, all there, and resolved only when they are used."""

import subprocess
import sys
from pathlib import Path

import pytest

import coopgame as cg


def test_every_public_name_is_there() -> None:
    assert {"parameters", "Region", "FiniteGame", "partition", "nash_equilibria", "decide"} <= set(dir(cg))
    for name in dir(cg):
        assert getattr(cg, name) is not None


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = {"sympy", "z3", "nashpy", "scipy", "matplotlib", "xarray", "pandas", "numba", "dask", "distributed", "zarr"}
    code = f"import sys, coopgame; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_sweep_loads_neither_dask_nor_plots_nor_nashpy() -> None:
    code = "import sys, coopgame; coopgame.sweep; print({'nashpy', 'matplotlib', 'dask', 'zarr'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_no_public_name_is_that_of_a_folder() -> None:
    """Or importing a module from the folder would put the folder in the place of the function."""
    folders = {path.name for path in Path(cg.__file__).parent.iterdir() if path.is_dir()}
    assert not folders & set(dir(cg))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = cg.nonsense  # type: ignore[attr-defined]  # that it is not there is the point
