"""Shares proportional to what each contributes: effort, capital, patents, hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.errors import RuleError
from coopgame.games.rule import Account, Divisible
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require_players
from coopgame.sharing.proportional import in_proportion
from coopgame.sharing.terms import read

ByStrategy = tuple[tuple[str, sp.Expr], ...]


@dataclass(frozen=True)
class ProportionalToContribution:
    r"""The rule :math:`r_i(s) = R(s)\, a_i(s_i) / \sum_j a_j(s_j)` with :math:`a_i \ge 0`, :math:`\sum_j a_j > 0`.

    Parameters
    ----------
    players : tuple of str
    contributions : tuple
        :math:`a_i`, one entry a player: an expression; or, where it depends on the own strategy, pairs of strategy
        and expression.
    exact : bool
        False when a contribution was given as a float.

    """

    players: tuple[str, ...]
    contributions: tuple[sp.Expr | ByStrategy, ...]
    exact: bool = True

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return each player's part of the revenue at every outcome.

        Raises
        ------
        RuleError
            When the players are not those of the venture, a contribution is missing, or at an outcome with revenue
            one is negative or all are zero somewhere in the region.

        """
        require_players(self.players, venture.players)
        found = []
        for account in venture.accounts():
            weights = PerPlayer(venture.players, (self._of(player, account) for player in venture.players))
            found.append(in_proportion(account, weights, "contribution", venture.region))
        return found

    def _of(self, player: str, account: Account) -> sp.Expr:
        given = self.contributions[self.players.index(player)]
        if not isinstance(given, tuple):
            return given
        if account.profile is None:
            raise RuleError(
                f"contributions of {player} are given by strategy, and the venture has none",
                expected="one expression, which may hold the choices",
            )
        for strategy, contribution in given:
            if strategy == account.profile[player]:
                return contribution
        raise RuleError(
            f"no contribution of {player} is given for {account.profile[player]!r}", expected="one for each strategy"
        )

    def __str__(self) -> str:
        """Write the rule in words."""
        return "proportional to contribution: " + ", ".join(
            f"{player} {_written(given)}" for player, given in zip(self.players, self.contributions, strict=True)
        )


def proportional_to_contribution(contributions: Mapping[str, Any]) -> ProportionalToContribution:
    r"""Divide revenue in proportion to contributions: :math:`r_i(s) = R(s)\, a_i(s_i) / \sum_j a_j(s_j)`.

    At every outcome with revenue, contributions must be non-negative and their sum positive throughout the region;
    this is proven, not presumed. At an outcome without revenue nobody gets anything.

    Parameters
    ----------
    contributions : mapping of player to number, expression or mapping
        :math:`a_i`; a mapping ``{strategy: contribution}`` where it depends on the own strategy. In a staged venture
        an expression may hold the choices, such as efforts.

    Raises
    ------
    RuleError
        When there is none, or one is no finite real number or expression.

    Examples
    --------
    >>> print(proportional_to_contribution({"enterprise": 2, "university": {"share": 1, "withhold": 0}}))
    proportional to contribution: enterprise 2, university (share 1, withhold 0)

    """
    if not isinstance(contributions, Mapping) or not contributions:
        raise RuleError(f"{contributions!r} names no contributions", expected='{"enterprise": 2, "university": 1}')
    found: list[sp.Expr | ByStrategy] = []
    flags = []
    for player, given in contributions.items():
        if isinstance(given, Mapping):
            own = {s: read(value, f"the contribution of {player} at {s!r}") for s, value in given.items()}
            found.append(tuple((strategy, value) for strategy, (value, _) in own.items()))
            flags += [flag for _, flag in own.values()]
        else:
            value, flag = read(given, f"the contribution of {player}")
            found.append(value)
            flags.append(flag)
    return ProportionalToContribution(tuple(contributions), tuple(found), all(flags))


def _written(given: sp.Expr | ByStrategy) -> str:
    if not isinstance(given, tuple):
        return str(given)
    return "(" + ", ".join(f"{strategy} {value}" for strategy, value in given) + ")"
