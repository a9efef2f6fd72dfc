"""A point to try: plain numbers, off the boundaries."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from coopgame.games.finite import FiniteGame

DRAWS = 64


def example(game: FiniteGame, symbols: Sequence[sp.Symbol], given: Mapping[sp.Symbol, sp.Expr]) -> dict[sp.Symbol, Any]:
    r"""Find a point of a game's region at which, if possible, no deviation gain and no condition is on its edge.

    Parameters
    ----------
    game : FiniteGame
    symbols : sequence of Symbol
        The parameters to give values to.
    given : mapping of Symbol to number
        Values to keep.

    Raises
    ------
    RegionError
        When the values given lie outside the region, or no point was found.

    """
    if set(given) >= set(symbols):
        return dict(given)
    left = tuple(symbol for symbol in symbols if symbol not in given)
    region = game.region.at(given)
    edges = [r.lhs - r.rhs for c in region.conditions for r in c.atoms(Relational)]
    edges += [gain.subs(given) for gain in gains(game)]
    points: tuple[dict[sp.Symbol, Any], ...] = region.sample(DRAWS, symbols=left)

    def drawback(point: Mapping[sp.Symbol, Any]) -> tuple[int, int]:
        values = (edge.subs(point) for edge in edges if edge != 0)
        touched = sum(value == 0 or value.is_finite is False for value in values)
        return touched, sum(abs(int(x.p)) + 3 * int(x.q) for x in point.values())

    plainest: dict[sp.Symbol, Any] = min(points, key=drawback)
    return {**given, **plainest}


def gains(game: FiniteGame) -> Iterator[sp.Expr]:
    """Every deviation gain of a game."""
    for profile in game.profiles():
        for player, strategies in game.strategies.items():
            for strategy in strategies:
                if strategy != profile[player]:
                    yield game.deviation_gain(player, profile, strategy)
