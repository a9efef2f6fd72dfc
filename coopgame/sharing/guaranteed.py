"""A guaranteed minimum: one player gets a share but never less than a sum, as far as the revenue goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.errors import RuleError
from coopgame.games.rule import Divisible
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require
from coopgame.sharing.extremes import greatest, least
from coopgame.sharing.linear import LinearShare, linear_share
from coopgame.sharing.terms import fractions, read, require_player


@dataclass(frozen=True)
class GuaranteedMinimum:
    r"""The rule :math:`r_p = \max(\theta R, \min(g, R))`, and :math:`r_i = \phi_i (R - r_p)` for the others.

    Parameters
    ----------
    player : str
        Whose minimum is guaranteed.
    minimum : Expr
        :math:`g \ge 0`.
    share : Expr
        :math:`\theta \in [0, 1]`.
    remainder : LinearShare
        The :math:`\phi_i` of the others, which add up to one.
    exact : bool
        False when a number was given as a float.

    """

    player: str
    minimum: sp.Expr
    share: sp.Expr
    remainder: LinearShare
    exact: bool = True

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return what each player gets at every outcome.

        Raises
        ------
        RuleError
            When the player is none of the venture's or the others are not the rest of them; when somewhere in the
            region a revenue is negative, the minimum is, the share leaves [0, 1] or the remainder is not divided.

        """
        require_player(self.player, "player with a guaranteed minimum", venture.players)
        region, share = venture.region, self.share
        others = tuple(player for player in venture.players if player != self.player)
        rest = {**fractions(self.remainder, others, region), self.player: sp.Integer(0)}
        require(self.minimum >= 0, region, "the guaranteed minimum is", self.minimum, "one that is not negative")
        require(sp.And(share >= 0, share <= 1), region, f"the share of {self.player} is", share, "one in [0, 1]")
        found = []
        for account in venture.accounts():
            revenue = account.revenue
            require(revenue >= 0, region, f"the revenue{account.where} is", revenue, "one that is not negative")
            paid = greatest((share * revenue, least((self.minimum, revenue), region)), region)
            amounts = PerPlayer(venture.players, (rest[p] * (revenue - paid) for p in venture.players))
            found.append(amounts.replace(self.player, paid))
        return found

    def __str__(self) -> str:
        """Write the rule in words."""
        rest = str(self.remainder).removeprefix("linear share: ")
        return (
            f"guaranteed minimum: {self.player} gets {self.share} of the revenue, at least {self.minimum}; "
            f"of the remainder {rest}"
        )


def guaranteed_minimum(player: str, minimum: Any, share: Any, remainder: Mapping[str, Any]) -> GuaranteedMinimum:
    r"""Give a player the share :math:`\theta` of revenue but at least :math:`g`, the others shares of the remainder.

    .. math:: r_p(s) = \min\bigl(R(s), \max(g, \theta R(s))\bigr), \qquad r_i(s) = \phi_i (R(s) - r_p(s)) .

    The guarantee goes as far as the revenue does: nobody pays in. All conditions are proven over the region of the
    venture that the rule is applied to, and what the region settles is written without ``Max`` and ``Min``.

    Parameters
    ----------
    player : str
    minimum, share : number or expression
        :math:`g \ge 0` and :math:`\theta \in [0, 1]`.
    remainder : mapping of player to number or expression
        :math:`\phi_i`, one for each of the others, adding up to one.

    Raises
    ------
    RuleError
        When the player has a part of the remainder too, or a number is none.

    Examples
    --------
    >>> print(guaranteed_minimum("university", 5, "1/4", {"enterprise": 1}))
    guaranteed minimum: university gets 1/4 of the revenue, at least 5; of the remainder enterprise 1

    """
    shares = linear_share(remainder)
    if player in shares.players:
        raise RuleError(f"{player!r} has a guaranteed minimum and a part of the remainder", expected="one of the two")
    (least_paid, least_exact), (part, part_exact) = read(minimum, "the guaranteed minimum"), read(share, "the share")
    return GuaranteedMinimum(player, least_paid, part, shares, least_exact and part_exact and shares.exact)
