"""Players taken to act alike: their choices at every stage are set equal, position by position."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.conditions import text
from coopgame.errors import GameError
from coopgame.games.staged import StagedGame
from coopgame.players import PerPlayer
from coopgame.solve.staged.normal import reduced
from coopgame.solve.staged.pruning import shortened
from coopgame.symbols import Region

Groups = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Symmetry:
    """Groups of players that the game does not tell apart.

    Parameters
    ----------
    game : StagedGame
    groups : tuple of tuple of str

    """

    game: StagedGame
    groups: tuple[tuple[str, ...], ...]

    @cached_property
    def first(self) -> dict[sp.Symbol, sp.Symbol]:
        """Every choice of a group's member, and the choice of its first member that stands for it."""
        found: dict[sp.Symbol, sp.Symbol] = {}
        for leader, *others in self.groups:
            for stage in self.game.stages:
                for other in others:
                    found |= dict(zip(_own(stage.choices, other), _own(stage.choices, leader), strict=True))
        return found

    def exchange(self, player: str) -> tuple[str, dict[sp.Symbol, sp.Symbol]]:
        """The first of a player's group, and the exchange of that one's choices for the player's."""
        for group in self.groups:
            if player in group:
                return group[0], _swap(self.game, group[0], player)
        return player, {}

    def of(self, choices: Sequence[sp.Symbol]) -> tuple[sp.Symbol, ...]:
        """The choices that stand for these."""
        return tuple(dict.fromkeys(self.first.get(z, z) for z in choices))

    def alike(self, choices: Sequence[sp.Symbol]) -> dict[sp.Symbol, sp.Symbol]:
        """Those of these choices that another one stands for, with that."""
        return {z: self.first[z] for z in choices if z in self.first}

    def sentence(self, choices: Sequence[sp.Symbol]) -> str:
        """Say which of these choices are set equal."""
        alike = self.alike(choices)
        leaders = dict.fromkeys(alike.values())
        return ", ".join(" = ".join(map(str, (z, *(o for o, leader in alike.items() if leader == z)))) for z in leaders)


def symmetry(game: StagedGame, groups: Groups) -> Symmetry:
    """Read groups of players, and check that exchanging two of a group exchanges their payoffs and nothing else.

    Raises
    ------
    GameError
        When a group names a stranger or a player twice, its members choose differently many things, or their payoffs
        or constraints are not symmetric; the player is named.

    """
    read, placed = [], set[str]()
    for group in groups:
        if isinstance(group, str) or not isinstance(group, Sequence) or len(group) < 2:
            raise GameError(f"{group!r} is no group of players", expected='symmetric=(("firm 1", "firm 2"),)')
        for player in group:
            if player not in game.players or player in placed:
                problem = "is in two groups" if player in placed else "is no player"
                raise GameError(f"symmetric names {player!r}, which {problem}", expected="each player at most once")
            placed.add(player)
        read.append(tuple(group))
    for leader, *others in read:
        for other in others:
            _check(game, leader, other)
    return Symmetry(game, tuple(read))


def _check(game: StagedGame, leader: str, other: str) -> None:
    for stage in game.stages:
        mine, yours = _own(stage.choices, leader), _own(stage.choices, other)
        if len(mine) != len(yours):
            raise GameError(
                f"{leader!r} and {other!r} choose {len(mine)} and {len(yours)} things at stage {stage.name!r}",
                expected="as many, for them to act alike",
            )
    swap = _swap(game, leader, other)
    exchanged = {leader: other, other: leader}
    for player in game.players:
        difference = game.payoffs[player].xreplace(swap) - game.payoffs[exchanged.get(player, player)]
        if sp.expand(difference) != 0 and reduced(difference) != 0 and sp.simplify(difference) != 0:
            raise GameError(
                f"the payoff of {player!r} changes when {leader!r} and {other!r} are exchanged",
                expected="payoffs that treat the players of a symmetric group alike",
            )
    known = set(map(_plain, game.constraints))
    for constraint in game.constraints:
        if _plain(constraint.xreplace(swap)) not in known:
            raise GameError(
                f"the constraint {text(constraint)} changes when {leader!r} and {other!r} are exchanged",
                expected="constraints that treat the players of a symmetric group alike",
            )


def _plain(constraint: Any) -> Any:
    """Write a constraint so that two that say the same look the same."""
    return shortened((constraint,), Region())


def _swap(game: StagedGame, one: str, other: str) -> dict[sp.Symbol, sp.Symbol]:
    swap: dict[sp.Symbol, sp.Symbol] = {}
    for stage in game.stages:
        mine, yours = _own(stage.choices, one), _own(stage.choices, other)
        swap |= dict(zip((*mine, *yours), (*yours, *mine), strict=True))
    return swap


def _own(choices: PerPlayer[tuple[sp.Symbol, ...]], player: str) -> tuple[sp.Symbol, ...]:
    return dict(choices.items()).get(player, ())
