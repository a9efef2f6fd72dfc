"""The equal split: everyone gets the same part of the joint revenue."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sympy as sp

from coopgame.games.rule import Divisible
from coopgame.players import PerPlayer


@dataclass(frozen=True)
class EqualSplit:
    r"""The rule :math:`r_i(s) = R(s) / |N|`."""

    exact: bool = field(default=True, init=False)

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return the same part of the revenue for everyone, at every outcome."""
        count = len(venture.players)
        return [PerPlayer(venture.players, (account.revenue / count,) * count) for account in venture.accounts()]

    def __str__(self) -> str:
        """Write the rule in words."""
        return "equal split"


def equal_split() -> EqualSplit:
    r"""Give each of the :math:`|N|` players :math:`r_i(s) = R(s) / |N|` of the joint revenue."""
    return EqualSplit()
