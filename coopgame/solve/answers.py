"""Exact answers by the shape of a game, on tables of payoffs; nothing here is in floating point."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from coopgame.solve.bilinear import Bilinear
from coopgame.solve.expected import Mixtures
from coopgame.solve.linear import Matrix
from coopgame.solve.trilateral_numeric import Stratum, trilateral_equilibria

Tables = Sequence[Sequence[Fraction]]
"""For each player the payoffs over the profiles, the last player's strategy fastest."""


@dataclass(frozen=True)
class Found:
    """Mixtures that are equilibria, and what is known about the others; `NumericEquilibria` says what each means."""

    mixtures: Sequence[Mixtures]
    complete: bool
    method: str
    degenerate: bool | None = None
    components: Sequence[Sequence[int]] = ()
    curved: tuple[Stratum, ...] = ()
    gains: tuple[Bilinear, ...] = ()


def pure_profiles(tables: Tables, shape: tuple[int, ...]) -> list[Mixtures]:
    """Every pure profile that no player gains by leaving alone, as mixtures."""
    profiles = list(product(*(range(count) for count in shape)))
    position = {profile: k for k, profile in enumerate(profiles)}
    return [
        tuple(_sure(s, count) for s, count in zip(profile, shape, strict=True))
        for k, profile in enumerate(profiles)
        if all(
            tables[i][k] >= tables[i][position[(*profile[:i], s, *profile[i + 1 :])]]
            for i, count in enumerate(shape)
            for s in range(count)
        )
    ]


def one_player(tables: Tables, shape: tuple[int, ...]) -> Found:
    """Solve a game in which one player alone has a choice."""
    best = pure_profiles(tables, shape)
    return Found(best, True, "comparison of payoffs", len(best) > 1, [range(len(best))])


def trilateral(tables: Tables) -> Found:
    """Solve a game of three players with two strategies each."""
    gains = (_gain(tables[0], 4, (2, 1)), _gain(tables[1], 2, (4, 1)), _gain(tables[2], 1, (4, 2)))
    solution = trilateral_equilibria(gains)
    mixtures = [tuple((p, 1 - p) for p in point) for point in solution.points]
    return Found(
        mixtures,
        not solution.curved,
        "exact solution on each face of the cube",
        not solution.regular,
        solution.convex,
        solution.curved,
        gains,
    )


def _gain(table: Sequence[Fraction], own: int, others: tuple[int, int]) -> Bilinear:
    """What the first strategy gives more than the second, by the probabilities of the others' first ones."""
    u, v = others
    at = [table[k] - table[k + own] for k in (u + v, u, v, 0)]
    return Bilinear.through((at[0], at[1], at[2], at[3]))


def matrix(table: Sequence[Fraction], columns: int) -> Matrix:
    """Return a player's payoffs in rows of that many columns."""
    return tuple(tuple(table[k : k + columns]) for k in range(0, len(table), columns))


def _sure(strategy: int, count: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(k == strategy) for k in range(count))
