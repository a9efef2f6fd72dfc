"""Who decides jointly at which stage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.errors import GameError
from coopgame.exact import exact
from coopgame.games.staged import Stage, StagedGame
from coopgame.players import PerPlayer

Members = Sequence[str] | Mapping[str, Any]
Cooperation = Mapping[str, Iterable[Members]]


@dataclass(frozen=True)
class Coalition:
    r"""Players who set their choices at a stage so as to maximise :math:`\sum_{i \in C} w_i u_i`.

    Parameters
    ----------
    members : tuple of str
    weights : tuple of Expr
        One a member, 1 unless told otherwise.

    """

    members: tuple[str, ...]
    weights: tuple[sp.Expr, ...]

    def choices(self, stage: Stage) -> tuple[sp.Symbol, ...]:
        """What the members choose at a stage, in the stage's order."""
        return tuple(s for player, own in stage.choices.items() if player in self.members for s in own)

    def objective(self, payoffs: PerPlayer[sp.Expr]) -> sp.Expr:
        """:math:`\\sum_{i \\in C} w_i u_i`."""
        return sp.Add(*(w * payoffs[player] for player, w in zip(self.members, self.weights, strict=True)))

    def __str__(self) -> str:
        """Name the members: one alone by its name, several in braces."""
        return self.members[0] if len(self.members) == 1 else "{" + ", ".join(self.members) + "}"


def coalitions(game: StagedGame, cooperation: Cooperation) -> tuple[tuple[Coalition, ...], ...]:
    """Split the players of every stage into those who decide jointly; who is not mentioned decides alone.

    Parameters
    ----------
    game : StagedGame
    cooperation : mapping of stage to coalitions
        A coalition is a tuple of players, or a mapping of players to the weights of their payoffs. A member that
        chooses nothing at the stage still has its payoff counted.

    Returns
    -------
    tuple of tuple of Coalition
        For each stage those that choose something.

    Raises
    ------
    GameError
        When a stage or player is unknown, a player is in two coalitions of a stage, or a weight is not positive.

    """
    if not isinstance(cooperation, Mapping):
        raise GameError(f"cooperation is {cooperation!r}", expected="a mapping {stage: (coalition, ...)}")
    for name in cooperation:
        game.stage(name)
    return tuple(_of_stage(game, stage, cooperation.get(stage.name, ())) for stage in game.stages)


def _of_stage(game: StagedGame, stage: Stage, given: Iterable[Members]) -> tuple[Coalition, ...]:
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise _malformed(stage, given)
    found, placed = [], set[str]()
    for members in given:
        coalition = _read(game, stage, members)
        for player in coalition.members:
            if player in placed:
                raise GameError(
                    f"{player!r} is in two coalitions at stage {stage.name!r}", expected="one coalition a player"
                )
            placed.add(player)
        found.append(coalition)
    alone = (Coalition((player,), (sp.Integer(1),)) for player in game.players if player not in placed)
    joined = sorted((*found, *alone), key=lambda c: min(game.players.index(p) for p in c.members))
    return tuple(coalition for coalition in joined if coalition.choices(stage))


def _read(game: StagedGame, stage: Stage, members: Any) -> Coalition:
    if isinstance(members, str) or not isinstance(members, Mapping | Iterable):
        raise _malformed(stage, members)
    names = tuple(members)
    if not names:
        raise GameError(f"a coalition at stage {stage.name!r} is empty", expected="players")
    for k, player in enumerate(names):
        if player not in game.players:
            raise GameError(
                f"cooperation at stage {stage.name!r} names {player!r}", expected=f"one of {', '.join(game.players)}"
            )
        if player in names[:k]:
            raise GameError(f"a coalition at stage {stage.name!r} names {player!r} twice", expected="once")
    weights = tuple(map(exact, members.values())) if isinstance(members, Mapping) else (sp.Integer(1),) * len(names)
    for player, weight in zip(names, weights, strict=True):
        if weight.is_nonpositive or weight.free_symbols & set(game.choices):
            raise GameError(f"the weight of {player!r} at stage {stage.name!r} is {weight}", expected="positive")
    order = sorted(range(len(names)), key=lambda k: game.players.index(names[k]))
    return Coalition(tuple(names[k] for k in order), tuple(weights[k] for k in order))


def _malformed(stage: Stage, given: Any) -> GameError:
    return GameError(
        f"cooperation at stage {stage.name!r} is {given!r}",
        expected='a tuple of coalitions, each a tuple of players, such as (("enterprise 1", "enterprise 2"),)',
    )
