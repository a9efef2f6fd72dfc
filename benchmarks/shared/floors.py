"""What no sweep of a 2x2 game of eight parameters can do without: reading them, and evaluating its eight payoffs."""

from collections.abc import Callable, Sequence
from typing import Any

import numba
import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame import FiniteGame

CHUNKS = (1 << 14, 1 << 15, 1 << 16)

Floats = NDArray[np.float64]
Loop = Callable[[tuple[Floats, ...], Floats], None]


def numpy_payoffs(
    game: FiniteGame, columns: Sequence[Floats], chunk: int, out: Floats | None = None
) -> Callable[[], None]:
    """Evaluate the payoffs in NumPy, chunk by chunk, so that they stay in the cache; keep them in ``out``, or none."""
    evaluate = sp.lambdify(game.symbols, _payoffs(game), "numpy")

    def job() -> None:
        for start in range(0, len(columns[0]), chunk):
            found = evaluate(*(column[start : start + chunk] for column in columns))
            if out is not None:
                for target, values in zip(out, found, strict=True):
                    target[start : start + chunk] = values

    return job


def compiled_sum(game: FiniteGame) -> Loop:
    """Return a compiled loop that writes the sum of the payoffs: the least that evaluating them can cost."""
    payoffs = _jit(sp.lambdify(game.symbols, _payoffs(game), "math"))

    def run(x: Any, out: Any) -> None:
        for i in range(out.shape[0]):
            a, b, c, d, e, f, g, h = payoffs(x[0][i], x[1][i], x[2][i], x[3][i], x[4][i], x[5][i], x[6][i], x[7][i])
            out[i] = a + b + c + d + e + f + g + h

    made: Loop = _jit(run)
    return made


def compiled_stored(game: FiniteGame) -> Loop:
    """Return a compiled loop that writes every payoff into an array of shape (8, points)."""
    payoffs = _jit(sp.lambdify(game.symbols, _payoffs(game), "math"))

    def run(x: Any, out: Any) -> None:
        for i in range(out.shape[1]):
            a, b, c, d, e, f, g, h = payoffs(x[0][i], x[1][i], x[2][i], x[3][i], x[4][i], x[5][i], x[6][i], x[7][i])
            out[0, i], out[1, i], out[2, i], out[3, i] = a, b, c, d
            out[4, i], out[5, i], out[6, i], out[7, i] = e, f, g, h

    made: Loop = _jit(run)
    return made


def compiled_read() -> Callable[[tuple[Floats, ...]], float]:
    """Return a compiled loop that reads every parameter once and adds them up: what memory allows."""

    def run(x: Any) -> Any:
        total = 0.0
        for i in range(x[0].shape[0]):
            total += x[0][i] + x[1][i] + x[2][i] + x[3][i] + x[4][i] + x[5][i] + x[6][i] + x[7][i]
        return total

    # In whatever order, as otherwise each addition would wait for the one before.
    made: Callable[[tuple[Floats, ...]], float] = numba.njit(nogil=True, fastmath=True)(run)
    return made


def _payoffs(game: FiniteGame) -> tuple[sp.Expr, ...]:
    return tuple(u for table in game.tables for u in table)


def _jit(function: Callable[..., Any]) -> Any:
    return numba.njit(nogil=True, error_model="numpy")(function)
