"""Equilibria of finite games at many points: what is listed of them, and the exact solver's word where it is asked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopgame.solve.answers import Found, Tables, matrix, one_player, pure_profiles, trilateral
from coopgame.solve.expected import Mixtures
from coopgame.solve.extreme import extreme_equilibria
from coopgame.sweeps.finite.appraisal import appraised
from coopgame.sweeps.finite.payoffs import PayoffArrays
from coopgame.sweeps.outputs import Detail, Floats, Output
from coopgame.sweeps.points.exactly import Reading

LARGEST = 4
"""Strategies a player may have in a game of two whose equilibria are all looked for."""

REMEMBERED = 4096

Shape = tuple[int, ...]
Masks = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Listing:
    r"""The equilibria at ``n`` points, in arrays that solvers write to.

    At each point the pure ones come first, in the order of the profiles; then the mixed ones by the players' supports,
    smaller ones and those of earlier strategies first, the first player's counting most.

    Parameters
    ----------
    probability : array of shape (n, most, actions)
        nan where there are fewer equilibria.
    pure, strict : arrays of shape (n,)
        Bit :math:`k` is set where profile :math:`k` is an equilibrium, or a strict one.
    count : array of shape (n,)
        How many are known, which may be more than are listed.
    continuum, complete, rechecked : arrays of shape (n,)
        Whether there are infinitely many, whether what is listed describes all, whether exact arithmetic decided.

    """

    probability: Floats
    pure: Masks
    strict: Masks
    count: NDArray[np.int16]
    continuum: Flags
    complete: Flags
    rechecked: Flags


def nothing_listed(points: int, most: int, actions: int) -> Listing:
    """Return the listing of as many points without an equilibrium, complete and decided in floating point."""
    return Listing(
        np.full((points, most, actions), np.nan),
        np.zeros(points, np.uint64),
        np.zeros(points, np.uint64),
        np.zeros(points, np.int16),
        np.zeros(points, np.bool_),
        np.ones(points, np.bool_),
        np.zeros(points, np.bool_),
    )


def finite_outputs(shape: Shape, detail: Detail, most: int) -> tuple[Output, ...]:
    """Return the variables that tell of the equilibria of a game of a shape, of which at most ``most`` are listed."""
    bits = f"uint{next(size for size in (8, 16, 32, 64) if prod(shape) <= size)}"
    flags = (Output(name, "bool") for name in ("continuum", "complete", "rechecked"))
    codes = (Output("pure", bits), Output("strict", bits), Output("count", "int16"), *flags)
    if detail is Detail.CODES:
        return codes
    slots = ("equilibrium", most)
    return (
        *codes,
        Output("probability", "float64", (slots, ("action", sum(shape)))),
        Output("payoff", "float64", (slots, ("player", len(shape)))),
        Output("regret", "float64"),
    )


def arrays(
    listing: Listing, payoffs: Floats, shape: Shape, detail: Detail, compiling: bool = False
) -> tuple[NDArray[Any], ...]:
    r"""Return the variables of `finite_outputs`, in order.

    Parameters
    ----------
    listing : Listing
    payoffs : array of shape (n, players, profiles)
        From which each listed equilibrium's payoffs :math:`u_i(\sigma)` and the largest regret
        :math:`\max_{\sigma, i, s} u_i(s, \sigma_{-i}) - u_i(\sigma)` are worked out.
    shape : tuple of int
    detail : Detail
    compiling : bool
        Whether to compile what works out payoffs and regret.

    """
    names = ("pure", "strict", "count", "continuum", "complete", "rechecked")
    codes = tuple(getattr(listing, name) for name in names)
    if detail is Detail.CODES:
        return codes
    return (*codes, listing.probability, *appraised(listing.probability, payoffs, shape, compiling))


def recheck(
    listing: Listing,
    doubtful: Flags,
    payoffs: PayoffArrays,
    reading: Reading,
    columns: Sequence[Floats],
    values: Floats,
) -> None:
    """Settle the points that are marked, given by one flat array a symbol of the payoffs.

    The exact payoffs take the place of those in ``values``, an array of shape (n, players, profiles).

    Raises
    ------
    GameError
        When a payoff is undefined at one of them.

    """
    where = np.flatnonzero(doubtful)
    points = reading.points(payoffs.symbols, [column[where] for column in columns])
    tables = [payoffs.exactly(point) for point in points]
    settle(listing, where, tables, payoffs.game.shape)
    for k, table in zip(where, tables, strict=True):
        values[k] = [[_as_float(payoff) for payoff in row] for row in table]


def _as_float(number: Fraction) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def settle(listing: Listing, where: Sequence[int] | NDArray[np.intp], tables: Sequence[Tables], shape: Shape) -> None:
    """Overwrite what is listed of some points by what exact arithmetic finds.

    Between two players with at most `LARGEST` strategies these are the extreme equilibria, with two strategies for each
    of three all isolated ones and corner points, for a single player all best strategies, and else the pure equilibria.
    Who has a single strategy is set aside first, as in :func:`coopgame.nash_equilibria`.

    Parameters
    ----------
    listing : Listing
        Written to.
    where : sequence of int
        The points.
    tables : sequence of tables
        For each of them the payoffs of each player over the profiles, as Fractions; equal ones are solved once.
    shape : tuple of int

    """
    most = listing.probability.shape[1]
    for k, table in zip(where, tables, strict=True):
        answer = _answer(tuple(map(tuple, table)), shape)
        listed = answer.probability[:most]
        listing.probability[k] = np.nan
        listing.probability[k, : len(listed)] = listed
        listing.pure[k], listing.strict[k] = answer.pure, answer.strict
        listing.count[k] = len(answer.probability)
        listing.continuum[k] = answer.continuum
        listing.complete[k] = answer.complete and len(answer.probability) <= most
        listing.rechecked[k] = True


@dataclass(frozen=True)
class _Answer:
    """What is listed of one point."""

    probability: Floats
    pure: int
    strict: int
    continuum: bool
    complete: bool


@lru_cache(maxsize=REMEMBERED)
def _answer(tables: tuple[tuple[Fraction, ...], ...], shape: Shape) -> _Answer:
    active = [player for player, count in enumerate(shape) if count > 1]
    answer = _found([tables[player] for player in active], tuple(shape[player] for player in active))
    sure = (Fraction(1),)
    everybody = [dict(zip(active, mixtures, strict=True)) for mixtures in answer.mixtures]
    equilibria = sorted((tuple(each.get(k, sure) for k in range(len(shape))) for each in everybody), key=_place)
    pure = strict = 0
    for mixtures in equilibria:
        if all(max(mixture) == 1 for mixture in mixtures):
            played = [mixture.index(1) for mixture in mixtures]
            profile = sum(own * stride for own, stride in zip(played, _strides(shape), strict=True))
            pure |= 1 << profile
            strict |= _is_strict(tables, shape, played, profile) << profile
    return _Answer(
        np.array([[float(p) for mixture in each for p in mixture] for each in equilibria]).reshape(-1, sum(shape)),
        pure,
        strict,
        bool(answer.curved) or any(len(component) > 1 for component in answer.components),
        answer.complete,
    )


def _is_strict(tables: Sequence[Sequence[Fraction]], shape: Shape, played: Sequence[int], profile: int) -> bool:
    """Whether everybody loses by any other strategy."""
    return all(
        table[profile] > table[profile + (other - own) * stride]
        for table, own, stride, count in zip(tables, played, _strides(shape), shape, strict=True)
        for other in range(count)
        if other != own
    )


def _strides(shape: Shape) -> list[int]:
    """How far apart profiles lie that differ by one strategy of each player."""
    return [prod(shape[player + 1 :]) for player in range(len(shape))]


def _found(tables: Tables, shape: Shape) -> Found:
    """The exact solver's answer, without asking nashpy for a second opinion."""
    if not shape:
        return Found([()], True, "nobody has a choice", False, [(0,)])
    if len(shape) == 1:
        return one_player(tables, shape)
    if shape == (2, 2, 2):
        return trilateral(tables)
    if len(shape) != 2 or max(shape) > LARGEST:
        return Found(pure_profiles(tables, shape), False, "comparison of payoffs, pure equilibria only")
    exact = extreme_equilibria(matrix(tables[0], shape[1]), matrix(tables[1], shape[1]))
    return Found(exact.equilibria, True, "exact vertex enumeration", exact.degenerate, exact.subsets)


def _place(mixtures: Mixtures) -> tuple[Any, ...]:
    """The order in which equilibria are listed."""
    supports = [tuple(s for s, weight in enumerate(mixture) if weight != 0) for mixture in mixtures]
    sizes = [(len(support), support) for support in supports]
    return any(size > 1 for size, _ in sizes), sizes, [-weight for mixture in mixtures for weight in mixture]
