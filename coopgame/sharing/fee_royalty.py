"""Fixed fee and royalty: who uses the joint revenue pays the other a sum and a part of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sympy as sp

from coopgame.errors import RuleError
from coopgame.games.rule import Account, Divisible
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require
from coopgame.sharing.proven import proven
from coopgame.sharing.terms import read, require_player
from coopgame.symbols import Region


class FeeDue(Enum):
    """When the fixed fee is paid."""

    ALWAYS = "always"
    ON_REVENUE = "when there is revenue"


@dataclass(frozen=True)
class FeeAndRoyalty:
    r"""The rule :math:`r_A = F + \rho R` for the licensor, :math:`r_B = R - r_A` for the licensee, others nothing.

    The licensee takes in the revenue and pays out of it. Where the fee exceeds what is left, the licensee gets a
    negative amount: it pays from its own pocket. A negative revenue is borne by both in the proportion of the royalty.

    Parameters
    ----------
    licensor, licensee : str
        Who is paid, and who pays.
    fee : Expr
        :math:`F \ge 0`.
    royalty : Expr
        :math:`\rho \in [0, 1]`.
    due : FeeDue
        Whether the fee is paid always, or where :math:`R > 0`.
    exact : bool
        False when fee or royalty was given as a float.

    """

    licensor: str
    licensee: str
    fee: sp.Expr
    royalty: sp.Expr
    due: FeeDue = FeeDue.ALWAYS
    exact: bool = True

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return what licensor and licensee are left with at every outcome.

        Raises
        ------
        RuleError
            When one of them is no player, the fee is negative or the royalty outside [0, 1] somewhere in the region.

        """
        for player, role in ((self.licensor, "licensor"), (self.licensee, "licensee")):
            require_player(player, role, venture.players)
        region, rate = venture.region, self.royalty
        require(self.fee >= 0, region, "the fee is", self.fee, "one that is not negative")
        require(sp.And(rate >= 0, rate <= 1), region, "the royalty is", rate, "one in [0, 1]")
        nothing = PerPlayer(venture.players, (sp.Integer(0),) * len(venture.players))
        found = []
        for account in venture.accounts():
            paid = self._fee(account, region) + rate * account.revenue
            paying = nothing.replace(self.licensee, account.revenue - paid)
            found.append(paying.replace(self.licensor, paid))
        return found

    def _fee(self, account: Account, region: Region) -> sp.Expr:
        if self.due is FeeDue.ALWAYS or proven(account.revenue > 0, region):
            return self.fee
        if proven(account.revenue <= 0, region):
            return sp.Integer(0)
        return sp.Piecewise((self.fee, account.revenue > 0), (0, True))

    def __str__(self) -> str:
        """Write the rule as ``fee and royalty: university gets F and r of the revenue, enterprise the rest``."""
        when = f" {self.due.value}" if self.due is FeeDue.ON_REVENUE else ""
        return (
            f"fee and royalty: {self.licensor} gets {self.fee}{when} and {self.royalty} of the revenue, "
            f"{self.licensee} the rest"
        )


def fee_and_royalty(
    licensor: str, licensee: str, *, fee: Any = 0, royalty: Any = 0, due: FeeDue = FeeDue.ALWAYS
) -> FeeAndRoyalty:
    r"""Let the licensee keep the revenue against a fixed fee :math:`F` and a royalty :math:`\rho R` to the licensor.

    .. math:: r_A(s) = F + \rho R(s), \qquad r_B(s) = (1 - \rho) R(s) - F .

    The amounts add up to the revenue, and the licensee's is negative where the fee exceeds what is left. Players who
    are neither get nothing.

    Parameters
    ----------
    licensor, licensee : str
        Who is paid, and who pays.
    fee, royalty : number or expression
        Proven to be not negative, and in [0, 1], over the region of the venture that the rule is applied to.
    due : FeeDue
        ``FeeDue.ON_REVENUE`` for a fee that is paid only where there is revenue.

    Raises
    ------
    RuleError
        When both are the same player, or an amount is no finite real number or expression.

    References
    ----------
    Kamien, M. I. and Tauman, Y. (1986), Fees versus royalties and the private value of a patent, Quarterly Journal of
    Economics 101, 471-491.

    Examples
    --------
    >>> print(fee_and_royalty("university", "enterprise", fee=3, royalty="1/10"))
    fee and royalty: university gets 3 and 1/10 of the revenue, enterprise the rest

    """
    if licensor == licensee:
        raise RuleError(f"{licensor!r} is both licensor and licensee", expected="two players")
    if not isinstance(due, FeeDue):
        raise RuleError(f"the fee is due {due!r}", expected="FeeDue.ALWAYS or FeeDue.ON_REVENUE")
    (amount, amount_exact), (rate, rate_exact) = read(fee, "the fee"), read(royalty, "the royalty")
    return FeeAndRoyalty(licensor, licensee, amount, rate, due, amount_exact and rate_exact)
