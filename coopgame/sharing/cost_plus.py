"""Cost-plus: one player's cost is reimbursed with a margin, another takes what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.errors import RuleError
from coopgame.games.rule import Divisible
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require
from coopgame.sharing.extremes import least
from coopgame.sharing.terms import read, require_player


@dataclass(frozen=True)
class CostPlus:
    r"""The rule :math:`r_A = \min(R, (1 + \mu) c_A)` for the contractor, :math:`r_B = R - r_A` for the other.

    Where revenue falls short of cost and margin, the contractor gets all of it and no more.

    Parameters
    ----------
    contractor, principal : str
        Whose cost is reimbursed, and who gets what is left.
    margin : Expr
        :math:`\mu \ge 0`, a part of the cost.
    exact : bool
        False when the margin was given as a float.

    """

    contractor: str
    principal: str
    margin: sp.Expr
    exact: bool = True

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return what contractor and principal get at every outcome.

        Raises
        ------
        RuleError
            When one of them is no player, or somewhere in the region the margin, a revenue or a cost of the
            contractor is negative.

        """
        for player, role in ((self.contractor, "contractor"), (self.principal, "principal")):
            require_player(player, role, venture.players)
        region = venture.region
        require(self.margin >= 0, region, "the margin is", self.margin, "one that is not negative")
        nothing = PerPlayer(venture.players, (sp.Integer(0),) * len(venture.players))
        found = []
        for account in venture.accounts():
            revenue, cost = account.revenue, account.costs[self.contractor]
            require(revenue >= 0, region, f"the revenue{account.where} is", revenue, "one that is not negative")
            subject = f"the cost of {self.contractor}{account.where} is"
            require(cost >= 0, region, subject, cost, "one that is not negative")
            paid = least((revenue, (1 + self.margin) * cost), region)
            found.append(nothing.replace(self.contractor, paid).replace(self.principal, revenue - paid))
        return found

    def __str__(self) -> str:
        """Write the rule in words."""
        return (
            f"cost-plus: {self.contractor} gets its cost and {self.margin} of it, up to the revenue; "
            f"{self.principal} the rest"
        )


def cost_plus(contractor: str, principal: str, *, margin: Any = 0) -> CostPlus:
    r"""Reimburse the contractor's cost with a margin, and leave the rest to the principal.

    .. math:: r_A(s) = \min\bigl(R(s), (1 + \mu) c_A(s)\bigr), \qquad r_B(s) = R(s) - r_A(s) .

    Payment is capped at the revenue: where that falls short, the contractor gets all of it and the principal nothing.
    Players who are neither get nothing. All conditions are proven over the region of the venture that the rule is
    applied to, and a minimum that the region settles is written out.

    Parameters
    ----------
    contractor, principal : str
        Whose cost is reimbursed, and who gets what is left.
    margin : number or expression
        :math:`\mu \ge 0`, as a part of the cost.

    Raises
    ------
    RuleError
        When both are the same player, or the margin is no finite real number or expression.

    Examples
    --------
    >>> print(cost_plus("university", "enterprise", margin="1/10"))
    cost-plus: university gets its cost and 1/10 of it, up to the revenue; enterprise the rest

    """
    if contractor == principal:
        raise RuleError(f"{contractor!r} is both contractor and principal", expected="two players")
    rate, is_exact = read(margin, "the margin")
    return CostPlus(contractor, principal, rate, is_exact)
