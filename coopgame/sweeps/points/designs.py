"""Space-filling designs: few points that fill a box of parameters more evenly than random ones."""

from collections.abc import Mapping
from inspect import signature
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy.stats import qmc

from coopgame.errors import GameError, RegionError, require_kind
from coopgame.sweeps.points.ranges import Between, read_ranges
from coopgame.sweeps.points.scenarios import Scenarios
from coopgame.sweeps.signs.membership import Membership
from coopgame.symbols import Region

MOST_BITS = 30  # of SciPy's Sobol' points, hence 2**30 of them at most
# SciPy is moving the generator from the one keyword to the other.
GENERATOR = "rng" if "rng" in signature(qmc.Sobol).parameters else "seed"


def sobol_design(ranges: Mapping[Any, Any], n: int, seed: int = 0, region: Region | None = None) -> Scenarios:
    r"""Return a scrambled Sobol' design: :math:`n = 2^m` points of a box :math:`\prod_j [a_j, b_j]`.

    In each parameter, one point falls into each of the :math:`n` intervals that are equally long (in the logarithm,
    where a range is logarithmic), and all together are spread so evenly that averages over them have an error of
    order :math:`(\log n)^d / n` instead of :math:`1 / \sqrt n`. Scrambling with a random linear map of the digits and
    a random shift keeps this, and makes averages unbiased.

    Parameters
    ----------
    ranges : mapping of Symbol or name to :class:`Between`, or to a pair (low, high)
    n : int
        A power of two.
    seed : int
        Of the scrambling: the same one gives the same points.
    region : Region, optional
        Points outside it are left out. There are then fewer than ``n``, and they are no longer balanced.

    Returns
    -------
    Scenarios
        The ``axes`` of a sweep.

    Raises
    ------
    GameError
        When ``n`` is not a power of two, the seed not an integer from zero on, or there is no range.
    SymbolError
        When a parameter has two ranges or one that is none, or the region restricts a parameter that has none.
    RegionError
        When no point lies in the region.

    References
    ----------
    Sobol', I. M. (1967), On the distribution of points in a cube and the approximate evaluation of integrals, USSR
    Computational Mathematics and Mathematical Physics 7(4), 86-112.
    Matoušek, J. (1998), On the L2-discrepancy for anchored boxes, Journal of Complexity 14(4), 527-556.
    Owen, A. B. (1998), Scrambling Sobol' and Niederreiter-Xing points, Journal of Complexity 14(4), 466-489.

    Examples
    --------
    >>> b, c = sp.symbols("b c", real=True)
    >>> len(sobol_design({b: (0, 1), c: Between(1, 100, logarithmic=True)}, 64))
    64

    """
    boxes = read_ranges(ranges)
    count = _count(n)
    power = count.bit_length() - 1
    if count != 2**power or power > MOST_BITS:
        near = f", such as {2**power} or {2 ** (power + 1)}" if power < MOST_BITS else f" up to {2**MOST_BITS}"
        raise GameError(f"a Sobol' design of {n} points", expected=f"a power of two{near}")
    engine = qmc.Sobol(len(boxes), scramble=True, **{GENERATOR: _generator(seed)})
    return _placed(boxes, engine.random_base2(power), region, f"Sobol' design of {n} points with seed {seed}")


def latin_hypercube(ranges: Mapping[Any, Any], n: int, seed: int = 0, region: Region | None = None) -> Scenarios:
    r"""Return a Latin hypercube: :math:`n` points of a box :math:`\prod_j [a_j, b_j]`, stratified in each parameter.

    In each parameter, one point falls into each of the :math:`n` intervals that are equally long (in the logarithm,
    where a range is logarithmic), uniformly within it; which point, is a random permutation.

    Parameters
    ----------
    ranges : mapping of Symbol or name to :class:`Between`, or to a pair (low, high)
    n : int
        At least one.
    seed : int
        The same one gives the same points.
    region : Region, optional
        Points outside it are left out. There are then fewer than ``n``, and they are no longer stratified.

    Returns
    -------
    Scenarios
        The ``axes`` of a sweep.

    Raises
    ------
    GameError
        When ``n`` is not a positive integer, the seed not an integer from zero on, or there is no range.
    SymbolError
        When a parameter has two ranges or one that is none, or the region restricts a parameter that has none.
    RegionError
        When no point lies in the region.

    References
    ----------
    McKay, M. D., Beckman, R. J. and Conover, W. J. (1979), A comparison of three methods for selecting values of input
    variables in the analysis of output from a computer code, Technometrics 21(2), 239-245.

    Examples
    --------
    >>> len(latin_hypercube({"b": (0, 1), "c": (0, "1/2")}, 10, seed=1))
    10

    """
    boxes = read_ranges(ranges)
    engine = qmc.LatinHypercube(len(boxes), **{GENERATOR: _generator(seed)})
    return _placed(boxes, engine.random(_count(n)), region, f"Latin hypercube of {n} points with seed {seed}")


def _count(n: Any) -> int:
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        raise GameError(f"a design of {n!r:.20} points", expected="an integer of at least 1")
    return int(n)


def _generator(seed: Any) -> np.random.Generator:
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise GameError(f"the seed {seed!r:.20}", expected="an integer from zero on")
    return np.random.default_rng(seed)


def _placed(boxes: Mapping[sp.Symbol, Between], shares: NDArray[Any], region: Region | None, title: str) -> Scenarios:
    symbols = tuple(boxes)
    columns = [box.spread(shares[:, k]) for k, box in enumerate(boxes.values())]
    if region is not None:
        require_kind(region, Region)
        inside, _ = Membership(region.conditions, symbols)(*columns)
        if not inside.any():
            raise RegionError(f"none of {len(inside)} points lies in the region {region}", expected="other ranges")
        columns = [column[inside] for column in columns]
        title += f", {len(columns[0])} of them in the region"
    return Scenarios(symbols, tuple(columns), title)
