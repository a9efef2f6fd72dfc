"""Shares proportional to cost: who bears more of the cost gets more of the revenue."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sympy as sp

from coopgame.games.rule import Account, Divisible
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require
from coopgame.symbols import Region


def in_proportion(account: Account, weights: PerPlayer[sp.Expr], what: str, region: Region) -> PerPlayer[sp.Expr]:
    r"""Divide the revenue of one outcome in proportion to weights, :math:`r_i = R\, w_i / \sum_j w_j`.

    Parameters
    ----------
    account : Account
    weights : PerPlayer of Expr
    what : str
        What a weight is called.
    region : Region

    Raises
    ------
    RuleError
        When there is revenue, and a weight is negative or all of them are zero somewhere in the region.

    """
    if sp.expand(account.revenue) == 0:
        return PerPlayer(weights.players, (sp.Integer(0),) * len(weights))
    for player, weight in weights.items():
        subject = f"the {what} of {player}{account.where} is"
        require(weight >= 0, region, subject, weight, f"{what}s that are not negative")
    total = sp.Add(*weights)
    subject = f"there is revenue{account.where}, and its total {what} is"
    require(total > 0, region, subject, total, "a positive one")
    return PerPlayer(weights.players, (account.revenue * weight / total for weight in weights))


@dataclass(frozen=True)
class ProportionalToCost:
    r"""The rule :math:`r_i = R\, c_i / \sum_j c_j`, where :math:`c_i \ge 0`, :math:`\sum_j c_j > 0`.

    At an outcome without revenue nobody gets anything, and the costs may be what they are.
    """

    exact: bool = field(default=True, init=False)

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return each player's part of the revenue at every outcome.

        Raises
        ------
        RuleError
            When at an outcome with revenue a cost is negative or nobody bears any, somewhere in the region.

        """
        return [in_proportion(account, account.costs, "cost", venture.region) for account in venture.accounts()]

    def __str__(self) -> str:
        """Write the rule in words."""
        return "proportional to cost"


def proportional_to_cost() -> ProportionalToCost:
    r"""Divide revenue in proportion to costs: :math:`r_i(s) = R(s)\, c_i(s) / \sum_j c_j(s)`.

    At every outcome with revenue, costs must be non-negative and their sum positive throughout the region;
    this is proven, not presumed. At an outcome without revenue nobody gets anything.
    """
    return ProportionalToCost()
