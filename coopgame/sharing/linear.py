"""Linear shares: each player gets a fixed fraction of the joint revenue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.errors import CoopGameError, RuleError
from coopgame.exact import exact, is_float
from coopgame.games.rule import Divisible
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require_division, require_players


@dataclass(frozen=True)
class LinearShare:
    r"""The rule :math:`r_i(s) = \theta_i R(s)` with :math:`\theta_i \in [0, 1]`, :math:`\sum_i \theta_i = 1`.

    Parameters
    ----------
    players : tuple of str
    shares : tuple of Expr
        :math:`\theta_i`: numbers, or expressions of parameters.
    exact : bool
        False when a share was given as a float.

    """

    players: tuple[str, ...]
    shares: tuple[sp.Expr, ...]
    exact: bool = True

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return each player's fraction of the revenue at every outcome.

        Raises
        ------
        RuleError
            When the players are not those of the venture, or the shares no division of one throughout its
            region.

        """
        shares = dict(zip(self.players, self.shares, strict=True))
        require_players(self.players, venture.players)
        require_division(shares, venture.region)
        return [
            PerPlayer(venture.players, (shares[player] * account.revenue for player in venture.players))
            for account in venture.accounts()
        ]

    def __str__(self) -> str:
        """Write the rule as ``linear share: enterprise theta, university 1 - theta``."""
        return "linear share: " + ", ".join(
            f"{player} {share}" for player, share in zip(self.players, self.shares, strict=True)
        )


def linear_share(shares: Mapping[str, Any]) -> LinearShare:
    r"""Give each player the fraction :math:`\theta_i` of the joint revenue: :math:`r_i(s) = \theta_i R(s)`.

    Whether the fractions lie in [0, 1] and add up to one is proven over the region of the venture that the
    rule is applied to.

    Parameters
    ----------
    shares : mapping of player to number or expression

    Raises
    ------
    RuleError
        When there is no share, or one is no finite real number or expression.

    Examples
    --------
    >>> print(linear_share({"enterprise": "2/3", "university": "1/3"}))
    linear share: enterprise 2/3, university 1/3

    """
    if not isinstance(shares, Mapping) or not shares:
        raise RuleError(f"{shares!r} names no shares", expected='{"enterprise": "2/3", "university": "1/3"}')
    found = []
    for player, share in shares.items():
        try:
            found.append(exact(share))
        except CoopGameError as error:
            raise RuleError(f"the share of {player}: {error.problem}", expected=error.expected) from error
    return LinearShare(tuple(shares), tuple(found), not any(map(is_float, shares.values())))
