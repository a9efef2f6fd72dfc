"""What a sweep computes at each point: how much of it, and as which variables."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple, Protocol

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.sweeps.compiling import Engine

Floats = NDArray[np.float64]

Extent = tuple[float, float]
"""The least and the largest value of a parameter."""


class Detail(Enum):
    """How much is told of each point.

    ``CODES``: which profiles are equilibria, how many equilibria there are, and what is known of them.
    ``FULL``: besides these, every equilibrium's probabilities and payoffs, and the largest regret.
    """

    CODES = "codes"
    FULL = "full"


class Outside(Enum):
    """What is done about points that lie outside the game's region.

    ``REFUSE``: a :class:`coopgame.errors.RegionError` names the first of them. ``MASK``: they are marked in the
    variable ``inside``, and nothing is said of them.
    """

    REFUSE = "refuse"
    MASK = "mask"


class Options(NamedTuple):
    """How a sweep is done.

    Parameters
    ----------
    detail : Detail
    outside : Outside
    engine : Engine
    threads : int
    most : int, optional
        How many equilibria of each point are listed, if not as many as the shape of the game suggests.

    """

    detail: Detail
    outside: Outside
    engine: Engine
    threads: int
    most: int | None = None


@dataclass(frozen=True)
class Output:
    """One variable of a sweep.

    Parameters
    ----------
    name : str
    dtype : str
        As NumPy writes it.
    dims : tuple of (str, int)
        Dimensions, with their sizes, that come after those of the points.
    table : array, optional
        Where the solver answers in codes, the value of each.

    """

    name: str
    dtype: str
    dims: tuple[tuple[str, int], ...] = ()
    table: NDArray[Any] | None = field(default=None, compare=False, repr=False)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of its own dimensions."""
        return tuple(size for _, size in self.dims)


class Solver(Protocol):
    r"""A map from points to variables, the same at every point: frozen, picklable, and safe to call from threads.

    Calling it with one float64 array a symbol, in the order of ``symbols``, which broadcast against each other to the
    shape of the mesh (an axis along which an array has length 1 is one it does not depend on), returns one array an
    output, or what NumPy reads as one, of the mesh's shape and then the output's own sizes.
    """

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The parameters, in the order in which their values are given."""
        ...

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The variables, in the order in which they are returned."""
        ...

    def __call__(self, *columns: Floats) -> tuple[Any, ...]:
        """Solve at all points."""
        ...
