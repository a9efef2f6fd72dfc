"""Numba where it is installed."""

import sys
from subprocess import run

import numpy as np
import pytest

from coopgame.errors import SolverError
from coopgame.sweeps import compiling
from coopgame.sweeps.compiling import Engine, compiled, compiles


def test_a_compiled_function_divides_as_floats_do() -> None:
    divide = compiled(lambda x, y: x / y)
    assert divide(1.0, 0.0) == np.inf
    assert np.isnan(divide(0.0, 0.0))


def test_the_best_engine_is_numba_where_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiles(Engine.BEST)
    assert compiles(Engine.NUMBA)
    assert not compiles(Engine.NUMPY)
    monkeypatch.setattr(compiling, "AVAILABLE", False)
    assert not compiles(Engine.BEST)


def test_numba_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "AVAILABLE", False)
    with pytest.raises(SolverError, match="Numba is not installed"):
        compiles(Engine.NUMBA)


def test_a_sweep_needs_no_numba() -> None:
    """In a process in which Numba can't be found, the answer is the same."""
    code = """
import importlib.util, sys
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "numba" else find(name, *rest)
import coopgame as cg
b, c = cg.parameters("b c")
game = cg.FiniteGame.from_arrays([[b - c, -c], [b, 0]], [[b - c, b], [-c, 0]])
print(cg.sweep(game, {b: [1, 2], c: [0, 1]})["pure"].values.tolist(), "numba" in sys.modules)
"""
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[[15, 8], [15, 8]] False"
