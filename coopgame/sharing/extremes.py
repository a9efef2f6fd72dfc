"""The greatest and the least of several values, without those that are proven never to be needed."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from time import monotonic
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.errors import ExpressionError, RegionError
from coopgame.expressions.compiled import compile_numpy
from coopgame.sharing.proven import BUDGET, proven
from coopgame.symbols import Region

IN_ALL = 5.0
POINTS = 128
MARGIN = 1e-6  # by which a value that is looked at in floating point must exceed the others


def greatest(values: Iterable[sp.Expr], region: Region, budget: float = IN_ALL) -> sp.Expr:
    r"""Write :math:`\max_k x_k(\theta)` with no more values than needed, as far as the prover gets.

    A value is left out when at every point of the region another one is proven to be at least as large. Which values
    remain may thus depend on the budget, what the maximum is does not. Terms that all of them have stand before it.

    Parameters
    ----------
    values : iterable of Expr
        At least one.
    region : Region
    budget : float
        Seconds the prover may take on all of them together.

    """
    return _written(sp.Max, 1, tuple(dict.fromkeys(values)), region, budget)


def least(values: Iterable[sp.Expr], region: Region, budget: float = IN_ALL) -> sp.Expr:
    r"""Write :math:`\min_k x_k(\theta)` with no more values than needed, as :func:`greatest` does the maximum."""
    return _written(sp.Min, -1, tuple(dict.fromkeys(values)), region, budget)


def _written(extreme: Any, turn: int, values: Sequence[sp.Expr], region: Region, budget: float) -> sp.Expr:
    kept, needed, ends = values, _seen(values, turn, region), monotonic() + budget
    # The longest go first: of two that are always equal, the shorter one stays.
    for value in sorted(values, key=lambda v: (-v.count_ops(), str(v))):
        others = tuple(other for other in kept if other != value)
        left = min(ends - monotonic(), BUDGET)
        if not others or value in needed or left <= 0:
            continue
        if proven(sp.Or(*(turn * sp.expand(other - value) >= 0 for other in others)), region, left):
            kept = others
    terms = [sp.Add.make_args(value) for value in kept]
    common = [term for term in terms[0] if all(term in others for others in terms)]
    return sp.Add(*common, extreme(*(value - sp.Add(*common) for value in kept)))


def _seen(values: Sequence[sp.Expr], turn: int, region: Region) -> set[sp.Expr]:
    """List the values that surpass all others at some point that was looked at: they are needed."""
    symbols = tuple(sorted({s for value in values for s in value.free_symbols}, key=str))
    if len(values) < 2 or not symbols:
        return set()
    try:
        columns = _columns(region, symbols)
        table = turn * np.stack(compile_numpy(values, symbols)(*(columns[symbol] for symbol in symbols)))
    except (ExpressionError, RegionError):
        return set()
    with np.errstate(invalid="ignore"):
        second, first = np.sort(table, axis=0)[-2:]
        clear = first - second > MARGIN * (1 + np.abs(first))
    return {values[k] for k in np.argmax(table, axis=0)[clear]}


@lru_cache(maxsize=64)
def _columns(region: Region, symbols: tuple[sp.Symbol, ...]) -> dict[sp.Symbol, NDArray[np.float64]]:
    points = region.sample(POINTS, symbols=symbols)
    return {symbol: np.array([float(point[symbol]) for point in points]) for symbol in symbols}
