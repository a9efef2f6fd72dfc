"""Closed forms for the mixed equilibria of a game with parameters, each with the signs on which it turns."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import sympy as sp

from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.family import Family
from coopgame.solve.supports import pairs_of_vertices, support_families
from coopgame.solve.trilateral import Trilateral, edge_families, face_families
from coopgame.solve.trilateral_interior import interior_families

MOST_PAIRS = 5000
"""Pairs of vertices of best-response polytopes up to which closed forms are listed; 4x4 games have 3233 of them."""


def unlisted(game: FiniteGame) -> str:
    """Say why there are no closed forms for a game of this shape; nothing where there are.

    Players with a single strategy do not count.
    """
    shape = tuple(size for size in game.shape if size > 1)
    if len(shape) < 2 or shape == (2, 2, 2):
        return ""
    if len(shape) > 2:
        return f"closed forms for {'x'.join(map(str, shape))} games are not known"
    pairs = pairs_of_vertices(shape)
    return f"a {shape[0]}x{shape[1]} game has {pairs} pairs of vertices to combine" if pairs > MOST_PAIRS else ""


def families(game: FiniteGame) -> tuple[Family, ...]:
    r"""Every closed form :math:`\sigma(\theta)` that may be a mixed equilibrium, with the signs that make it one.

    At each point :math:`\theta` at which all payoffs are defined, the families of a two-player game whose conditions
    hold there give its extreme equilibria in which someone mixes, each one once. For 2x2x2 games they give the isolated
    equilibria, and the points within edges and faces at which a straight continuum ends because another player's gain
    crosses zero; curves and surfaces of equilibria show by where they meet edges and faces.

    Parameters
    ----------
    game : FiniteGame

    Returns
    -------
    tuple of Family
        Nothing is pruned: a family may hold nowhere in the region. Empty for shapes without closed forms, of which
        :func:`unlisted` tells.

    Raises
    ------
    ExpressionError
        When a payoff is not rational in the parameters.

    """
    if unlisted(game) or sum(size > 1 for size in game.shape) < 2:
        return ()
    return tuple(_lifted(game, family) for family in _listed(_active(game)))


def _listed(game: FiniteGame) -> Iterator[Family]:
    if len(game.players) == 2:
        yield from support_families(game)
        return
    cube = Trilateral(game)
    yield from edge_families(cube)
    yield from face_families(cube)
    yield from interior_families(cube)


def _active(game: FiniteGame) -> FiniteGame:
    """Leave out the players who have no choice; the tables keep their length."""
    active = [k for k, size in enumerate(game.shape) if size > 1]
    if len(active) == len(game.players):
        return game
    players = tuple(game.players[k] for k in active)
    strategies = PerPlayer(players, (game.strategies[k] for k in active))
    return FiniteGame(players, strategies, tuple(game.tables[k] for k in active), game.region, game.exact)


def _lifted(game: FiniteGame, family: Family) -> Family:
    """Put the players who have no choice back in."""
    if family.mixture.players == game.players:
        return family
    chosen = dict(family.mixture.items())
    mixture = PerPlayer(game.players, (chosen.get(p, (sp.Integer(1),)) for p in game.players))
    payoffs = dict(family.payoffs.items())
    profiles = list(product(*mixture))
    for player, table in zip(game.players, game.tables, strict=True):
        if player not in payoffs:
            terms: list[Any] = [sp.Mul(*chances, u) for chances, u in zip(profiles, table, strict=True)]
            payoffs[player] = sp.Add(*terms)
    return replace(family, mixture=mixture, payoffs=PerPlayer(game.players, (payoffs[p] for p in game.players)))
