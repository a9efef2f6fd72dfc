"""Backward induction as it is done by hand in SymPy: a call of ``solve`` a stage, and no condition."""

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from coopgame.games.staged import StagedGame

Choices = Mapping[sp.Symbol, sp.Expr]


def backward(game: StagedGame, teams: Mapping[str, tuple[tuple[str, ...], ...]], tidy: Callable[[Any], Any]) -> Choices:
    """Solve stage after stage, the last one first.

    Parameters
    ----------
    game : StagedGame
    teams : mapping of stage to coalitions
        Every player of the stage in one.
    tidy : callable
        What is done to an expression after each stage.

    """
    payoffs, found = dict(game.payoffs.items()), dict[sp.Symbol, sp.Expr]()
    for stage in reversed(game.stages):
        conditions = []
        for team in teams[stage.name]:
            objective = sum(payoffs[player] for player in team)
            conditions += [
                sp.diff(objective, z) for player in team for z in dict(stage.choices.items()).get(player, ())
            ]
        (solution,) = sp.solve(conditions, stage.symbols, dict=True)
        payoffs = {player: tidy(payoff.subs(solution)) for player, payoff in payoffs.items()}
        found = {z: tidy(value.subs(solution)) for z, value in found.items()} | solution
    return {z: tidy(value) for z, value in found.items()}
