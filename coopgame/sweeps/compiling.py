"""Numba where it is installed; nothing else imports it."""

from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from coopgame.errors import SolverError

AVAILABLE = find_spec("numba") is not None

if AVAILABLE:
    import numba


class Engine(Enum):
    """What runs over the points; the answers are the same.

    ``BEST`` is Numba where it is installed, else NumPy.
    """

    BEST = "best"
    NUMBA = "Numba"
    NUMPY = "NumPy"


def compiles(engine: Engine) -> bool:
    """Whether an engine compiles.

    Raises
    ------
    SolverError
        When Numba is asked for and not installed.

    """
    if engine is Engine.NUMBA and not AVAILABLE:
        raise SolverError("Numba is not installed", expected="pip install 'numba', or Engine.NUMPY")
    return engine is not Engine.NUMPY and AVAILABLE


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function that releases the interpreter's lock, and divides as IEEE 754 says.

    Nothing is kept on disk: Numba would not notice when a function that this one calls has changed.
    """
    made: Callable[..., Any] = numba.njit(nogil=True, error_model="numpy")(function)
    return made


@lru_cache(maxsize=1)
def look() -> Callable[[Any, Any, Any], None]:
    """Compile ``look(places, table, out)``, which writes ``table[places]`` several times as fast as NumPy does."""

    def run(places: Any, table: Any, out: Any) -> None:
        for k in range(out.shape[0]):
            out[k] = table[places[k]]

    return compiled(run)
