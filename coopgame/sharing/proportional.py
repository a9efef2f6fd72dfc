"""Shares proportional to cost: who bears more of the cost gets more of the revenue."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sympy as sp

from coopgame.games.venture import Venture
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require


@dataclass(frozen=True)
class ProportionalToCost:
    r"""The rule :math:`r_i = R\, c_i / \sum_j c_j`, where :math:`c_i \ge 0`, :math:`\sum_j c_j > 0`.

    At a profile without revenue nobody gets anything, and the costs may be what they are.
    """

    exact: bool = field(default=True, init=False)

    def divide(self, venture: Venture) -> Sequence[PerPlayer[sp.Expr]]:
        """Return each player's part of the revenue at every profile.

        Raises
        ------
        RuleError
            When at a profile with revenue a cost is negative or nobody bears any, somewhere in the region.

        """
        return [self._divided(venture, profile) for profile in venture.profiles()]

    def _divided(self, venture: Venture, profile: PerPlayer[str]) -> PerPlayer[sp.Expr]:
        revenue = venture.revenue(profile)
        if sp.expand(revenue) == 0:
            return PerPlayer(venture.players, (sp.Integer(0),) * len(venture.players))
        where = f"at ({', '.join(profile)})"
        costs = PerPlayer(venture.players, (venture.cost(player, profile) for player in venture.players))
        for player, cost in costs.items():
            require(
                cost >= 0,
                venture.region,
                f"the cost of {player} {where} is",
                cost,
                "costs that are not negative",
            )
        total = sp.Add(*costs)
        require(
            total > 0,
            venture.region,
            f"there is revenue {where}, and its total cost is",
            total,
            "a positive one",
        )
        return PerPlayer(venture.players, (revenue * cost / total for cost in costs))

    def __str__(self) -> str:
        """Write the rule in words."""
        return "proportional to cost"


def proportional_to_cost() -> ProportionalToCost:
    r"""Divide revenue in proportion to costs: :math:`r_i(s) = R(s)\, c_i(s) / \sum_j c_j(s)`.

    At every profile with revenue, costs must be non-negative and their sum positive throughout the region;
    this is proven, not presumed. At a profile without revenue nobody gets anything.
    """
    return ProportionalToCost()
