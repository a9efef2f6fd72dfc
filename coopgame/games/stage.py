"""Stages of a game: who chooses what at the same time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.errors import GameError, SymbolError
from coopgame.exact import is_plain
from coopgame.games.tables import names
from coopgame.players import PerPlayer

Choices = Mapping[str, sp.Symbol | Sequence[sp.Symbol]] | PerPlayer[tuple[sp.Symbol, ...]]


@dataclass(frozen=True, init=False)
class Stage:
    r"""A stage: each player :math:`i` sets its choices :math:`z_i \in \mathbb{R}^{m_i}`, all players at once.

    What was chosen at earlier stages is known. A leader is a player with an earlier stage.

    Parameters
    ----------
    name : str
    choices : mapping of player to tuple of Symbol
        One symbol alone is a tuple of one. Bounds are not given here but in the game's region.

    Raises
    ------
    GameError
        When nobody chooses anything, or a choice is made twice.
    SymbolError
        When a choice is no plainly real symbol.

    """

    name: str
    choices: PerPlayer[tuple[sp.Symbol, ...]]

    def __init__(self, name: str, choices: Choices) -> None:
        if not isinstance(name, str) or not name.strip():
            raise GameError(f"a stage is called {name!r}", expected="a name")
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "choices", self._read(choices))
        made = self.symbols
        if not made:
            raise GameError(f"nobody chooses anything at stage {self.name!r}", expected="{player: (choice, ...)}")
        for k, symbol in enumerate(made):
            if not isinstance(symbol, sp.Symbol) or not is_plain(symbol):
                raise SymbolError(
                    f"{symbol!r} can't be chosen at stage {self.name!r}", expected="a symbol from coopgame.parameters"
                )
            if symbol in made[:k]:
                raise GameError(f"{symbol} is chosen twice at stage {self.name!r}", expected="one player a choice")

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """Everything chosen at the stage, in order."""
        return tuple(symbol for own in self.choices for symbol in own)

    def _read(self, given: Any) -> PerPlayer[tuple[sp.Symbol, ...]]:
        if not isinstance(given, Mapping | PerPlayer):
            raise GameError(
                f"the choices of stage {self.name!r} are {given!r}", expected="a mapping {player: (choice, ...)}"
            )
        players = names("players", [str(player) for player, _ in given.items()]) if len(given) else ()
        own = (tuple(c) if isinstance(c, tuple | list) else (c,) for _, c in given.items())
        return PerPlayer(players, own)
