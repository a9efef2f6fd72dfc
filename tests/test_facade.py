"""The public names: declared once, all there, and resolved only when they are used."""

import subprocess
import sys

import pytest

import coopgame as cg


def test_every_public_name_is_there() -> None:
    assert {"parameters", "Region", "FiniteGame", "partition", "nash_equilibria", "decide"} <= set(dir(cg))
    for name in dir(cg):
        assert getattr(cg, name) is not None


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, coopgame; print({'sympy', 'z3', 'nashpy', 'matplotlib'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = cg.nonsense  # type: ignore[attr-defined]  # that it is not there is the point
