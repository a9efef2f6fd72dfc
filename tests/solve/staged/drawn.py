"""Hypothesis strategies for staged games, and what the tests of their solvers check them with.

Payoffs are quadratic and strongly concave in the own choices, and everything else in them is weak: every subgame has
one equilibrium, whoever cooperates, and best responses lead to it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sympy as sp
from hypothesis import strategies as st

from coopgame.games.staged import Stage, StagedGame
from coopgame.players import PerPlayer
from coopgame.symbols import Region

PLAYERS = ("enterprise", "university", "government")
STAGES = ("first", "second", "third")
WEIGHTS = (sp.Rational(1, 2), sp.Integer(1), sp.Rational(3, 2))
MOST_CHOICES = 5

quarters = st.integers(-8, 8).map(lambda k: sp.Rational(k, 4))


class Play(NamedTuple):
    """A game, and who decides jointly at which stage of it."""

    game: StagedGame
    cooperation: Mapping[str, Any]


@st.composite
def staged_games(draw: st.DrawFn, stages: Sequence[int] = (1, 2, 3), leader: bool = False) -> StagedGame:
    """A game of two or three players without parameters; with a leader, one player alone has the first stage."""
    players = PLAYERS[: draw(st.integers(2, 3))]
    count = max(draw(st.sampled_from(stages)), 2 if leader else 1)
    made: list[dict[str, tuple[sp.Symbol, ...]]] = []
    left = MOST_CHOICES
    for t in range(count):
        able = (draw(st.sampled_from(players)),) if leader and t == 0 else players
        sizes = {player: draw(st.sampled_from((1, 1, 1, 0, 2))) for player in able}
        if not any(sizes.values()):
            sizes[able[0]] = 1
        own = {}
        for player, size in sizes.items():
            most = min(size, left - (count - 1 - t))
            own[player] = tuple(sp.Symbol(f"z{t}{player[0]}{k}", real=True) for k in range(most))
            left -= most
        made.append({player: symbols for player, symbols in own.items() if symbols})
    owner = {z: player for own in made for player, symbols in own.items() for z in symbols}
    payoffs = {player: draw(_payoffs(player, owner)) for player in players}
    return StagedGame(payoffs, tuple(Stage(STAGES[t], own) for t, own in enumerate(made)))


@st.composite
def _payoffs(draw: st.DrawFn, player: str, owner: Mapping[sp.Symbol, str]) -> sp.Expr:
    choices = tuple(owner)
    terms = [draw(quarters)]
    for k, z in enumerate(choices):
        terms.append(draw(quarters) * z)
        if owner[z] == player:
            terms.append(-draw(st.integers(4, 8)) * z**2 / 2)
        terms += [sp.Rational(draw(st.integers(-2, 2)), 4 * len(choices)) * z * other for other in choices[:k]]
    return sp.Add(*terms)


@st.composite
def plays(
    draw: st.DrawFn, stages: Sequence[int] = (1, 2, 3), leader: bool = False, weighted: bool | None = None
) -> Play:
    """A game with coalitions at some of its stages, their members' payoffs weighted or not."""
    game = draw(staged_games(stages, leader))
    cooperation = {}
    for stage in game.stages:
        members = draw(st.lists(st.sampled_from(game.players), unique=True))
        if len(members) > 1 or (members and draw(st.booleans())):
            weigh = draw(st.booleans()) if weighted is None else weighted
            weights = {player: draw(st.sampled_from(WEIGHTS)) for player in members}
            cooperation[stage.name] = (weights if weigh else tuple(members),)
    return Play(game, cooperation)


def rest_of(game: StagedGame, done: Mapping[sp.Symbol, Any]) -> StagedGame:
    """The game that is left once some stages' choices are made."""
    stages = tuple(stage for stage in game.stages if not set(stage.symbols) <= done.keys())
    payoffs = PerPlayer(game.players, (u.subs(dict(done)) for u in game.payoffs))
    return StagedGame(payoffs, stages, Region(*(c.subs(dict(done)) for c in game.region.conditions)))


def paid(game: StagedGame, choices: Mapping[sp.Symbol, Any]) -> PerPlayer[float]:
    """The payoffs at choices, put in by SymPy."""
    return PerPlayer(game.players, (float(u.subs(dict(choices))) for u in game.payoffs))
