"""When nobody gains by leaving a profile: the condition that most claims of the catalogue are about."""

from collections.abc import Iterator, Sequence
from typing import Any

import sympy as sp

from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer


def gains(game: FiniteGame, profile: Sequence[str]) -> list[sp.Expr]:
    """Every deviation gain :math:`u_i(s_i', s_{-i}) - u_i(s)` at a profile."""
    return [sp.expand(leaves - stays) for stays, leaves in _compared(game, PerPlayer(game.players, profile))]


def equilibrium(game: FiniteGame, *profile: str) -> Any:
    """:math:`u_i(s) \\ge u_i(s_i', s_{-i})` for every player and deviation."""
    return sp.And(*(stays >= leaves for stays, leaves in _compared(game, PerPlayer(game.players, profile))))


def strict_equilibrium(game: FiniteGame, *profile: str) -> Any:
    """:math:`u_i(s) > u_i(s_i', s_{-i})` for every player and deviation."""
    return sp.And(*(stays > leaves for stays, leaves in _compared(game, PerPlayer(game.players, profile))))


def dominant(game: FiniteGame, player: str, strategy: str) -> Any:
    """:math:`u_i(s_i, s_{-i}) > u_i(s_i', s_{-i})` for every other strategy, whatever the others play."""
    return sp.And(
        *(
            game.payoff(player, profile) > game.payoff(player, profile.replace(player, other))
            for profile in game.profiles()
            if profile[player] == strategy
            for other in game.strategies[player]
            if other != strategy
        )
    )


def iff(one: Any, other: Any) -> Any:
    """Both conditions or neither."""
    return sp.Equivalent(one, other)


def _compared(game: FiniteGame, profile: PerPlayer[str]) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """What each player gets at the profile, and by each deviation from it."""
    for player, played in profile.items():
        for other in game.strategies[player]:
            if other != played:
                yield game.payoff(player, profile), game.payoff(player, profile.replace(player, other))
