"""The equal split: everyone gets the same part of the joint revenue."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sympy as sp

from coopgame.games.venture import Venture
from coopgame.players import PerPlayer


@dataclass(frozen=True)
class EqualSplit:
    r"""The rule :math:`r_i(s) = R(s) / |N|`."""

    exact: bool = field(default=True, init=False)

    def divide(self, venture: Venture) -> Sequence[PerPlayer[sp.Expr]]:
        """Return the same part of the revenue for everyone, at every profile."""
        count = len(venture.players)
        return [PerPlayer(venture.players, (revenue / count,) * count) for revenue in venture.revenues]

    def __str__(self) -> str:
        """Write the rule in words."""
        return "equal split"


def equal_split() -> EqualSplit:
    r"""Give each of the :math:`|N|` players :math:`r_i(s) = R(s) / |N|` of the joint revenue."""
    return EqualSplit()
