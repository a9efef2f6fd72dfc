"""Ways of paying transfers, and games in which they are paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import sympy as sp

from coopgame.errors import GameError
from coopgame.games.finite import FiniteGame
from coopgame.games.venture import Venture
from coopgame.players import PerPlayer


class Payment(Enum):
    """What a transfer :math:`t_i` is paid for."""

    ACTION = "whenever the player plays the target strategy"
    OUTCOME = "only where everybody plays the target profile"
    INVESTMENT = "as a rate of the player's own cost of the target strategy"
    LUMP_SUM = "whatever is played"


@dataclass(frozen=True)
class Schedule:
    r"""Payments :math:`t_i w_i(s)`, for transfers :math:`t_i` that are not set yet.

    Attributes
    ----------
    target : PerPlayer of str
        The profile :math:`s^*`.
    payment : Payment
        :math:`w_i(s)` is one where it is paid, or the player's cost for a rate of it.
    amounts : mapping of player to Symbol
        :math:`t_i`.
    costs : Venture or None
        Where the players' costs are read, for a rate of them.

    Raises
    ------
    GameError
        When a rate of the cost is asked for and costs are not known.

    """

    target: PerPlayer[str]
    payment: Payment
    amounts: Mapping[str, sp.Symbol]
    costs: Venture | None = None

    def __post_init__(self) -> None:
        """See that costs are known where they are needed."""
        if self.payment is Payment.INVESTMENT and self.costs is None:
            raise GameError("a rate of the players' costs, but a game does not tell costs", expected="a Venture")

    def weight(self, player: str, profile: PerPlayer[str]) -> sp.Expr:
        """Return what is paid to a player at a profile for each unit of the transfer."""
        kept = profile[player] == self.target[player]
        if self.payment is Payment.LUMP_SUM or (self.payment is Payment.ACTION and kept):
            return sp.Integer(1)
        if self.payment is Payment.OUTCOME and tuple(profile) == tuple(self.target):
            return sp.Integer(1)
        if self.payment is Payment.INVESTMENT and kept and self.costs is not None:
            return self.costs.cost(player, profile)
        return sp.Integer(0)

    def paid(self, player: str, profile: PerPlayer[str]) -> sp.Expr:
        """Return what a player is paid at a profile."""
        return self.amounts[player] * self.weight(player, profile) if player in self.amounts else sp.Integer(0)

    def total(self, profile: PerPlayer[str]) -> sp.Expr:
        """Return what is paid to all at a profile."""
        return sp.Add(*(self.paid(player, profile) for player in self.amounts))

    def game(self, game: FiniteGame, payer: str | None) -> FiniteGame:
        """Return the game in which transfers are paid, by a player of it or from outside."""
        tables = tuple(
            tuple(
                u + self.paid(player, profile) - (self.total(profile) if player == payer else 0)
                for u, profile in zip(table, game.profiles(), strict=True)
            )
            for player, table in zip(game.players, game.tables, strict=True)
        )
        return FiniteGame(game.players, game.strategies, tables, game.region, game.exact)
