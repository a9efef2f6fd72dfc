"""What a rule gives to everybody in a game in coalitional form, and where it is defined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.errors import RuleError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.symbols import Region


@dataclass(frozen=True)
class Allocation:
    r"""A payoff vector :math:`x \in \mathbb{R}^N`, one entry a player.

    Attributes
    ----------
    game : CoalitionalGame
    rule : str
        What it is called, in words.
    shares : PerPlayer of Expr
        :math:`x_i`, in the order of the players.
    condition : Region
        Where this is what the rule gives, within the game's region.
    notes : tuple of str
        What a reader should know, in sentences: which convention, which branch.

    Raises
    ------
    RuleError
        When there is not one share a player.

    """

    game: CoalitionalGame
    rule: str
    shares: PerPlayer[sp.Expr]
    condition: Region = Region()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Pair the shares with the players."""
        given: Sequence[Any] = tuple(self.shares)
        if len(given) != len(self.game.players):
            raise RuleError(f"{len(given)} shares for {len(self.game.players)} players", expected="one share a player")
        object.__setattr__(
            self, "shares", PerPlayer(self.game.players, (sp.sympify(share, strict=True) for share in given))
        )

    def of(self, coalition: str | Iterable[str]) -> sp.Expr:
        r""":math:`x(S) = \sum_{i \in S} x_i`."""
        place = self.game.place(coalition)
        return sp.Add(*(share for k, share in enumerate(self.shares) if place >> k & 1))

    def excess(self, coalition: str | Iterable[str]) -> sp.Expr:
        """:math:`v(S) - x(S)`: what a coalition could gain by leaving."""
        return self.game.worth(coalition) - self.of(coalition)

    def __str__(self) -> str:
        """Write who gets what, and where."""
        line = f"{self.rule}: " + ", ".join(f"{player} {share}" for player, share in self.shares.items())
        return f"{line}  if  {self.condition}" if self.condition.conditions else line

    def _repr_latex_(self) -> str:
        parts = r",\, ".join(rf"x_{{\text{{{player}}}}} = {sp.latex(share)}" for player, share in self.shares.items())
        where = rf"\quad\text{{if }} {self.condition.latex()}" if self.condition.conditions else ""
        return f"${parts}{where}$"
