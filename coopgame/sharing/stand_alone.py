"""Shares proportional to what each is worth alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.errors import RuleError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.games.rule import Divisible
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require, require_players
from coopgame.sharing.proportional import in_proportion
from coopgame.sharing.terms import read
from coopgame.symbols import Region


@dataclass(frozen=True)
class ProportionalToWorth:
    r"""The rule :math:`r_i(s) = R(s)\, v_i / \sum_j v_j` with worths :math:`v_i \ge 0`, :math:`\sum_j v_j > 0`.

    Parameters
    ----------
    players : tuple of str
    worths : tuple of Expr
    within : Region
        Where the worths are what they are.
    exact : bool
        False when a worth was given as a float.

    """

    players: tuple[str, ...]
    worths: tuple[sp.Expr, ...]
    within: Region = Region()
    exact: bool = True

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return each player's part of the revenue at every outcome.

        Raises
        ------
        RuleError
            When the players are not those of the venture; when its region goes beyond that of the worths; or when at
            an outcome with revenue a worth is negative or all are zero somewhere in the region.

        """
        require_players(self.players, venture.players)
        given = dict(zip(self.players, self.worths, strict=True))
        where, subject = self.within.condition, "the worths are given where"
        require(where, venture.region, subject, where, "worths that are given")
        worths = PerPlayer(venture.players, (given[player] for player in venture.players))
        return [in_proportion(account, worths, "stand-alone worth", venture.region) for account in venture.accounts()]

    def __str__(self) -> str:
        """Write the rule in words."""
        return "proportional to stand-alone worth: " + ", ".join(
            f"{player} {worth}" for player, worth in zip(self.players, self.worths, strict=True)
        )


def proportional_to_worth(worths: Mapping[str, Any] | CoalitionalGame) -> ProportionalToWorth:
    r"""Divide revenue in proportion to stand-alone worths: :math:`r_i(s) = R(s)\, v(\{i\}) / \sum_j v(\{j\})`.

    At every outcome with revenue, worths must be non-negative and their sum positive throughout the region; this is
    proven, not presumed. At an outcome without revenue nobody gets anything.

    Parameters
    ----------
    worths : mapping of player to number or expression, or CoalitionalGame
        Of a game the worths of the single players, within its region.

    Raises
    ------
    RuleError
        When there is none, or one is no finite real number or expression.

    References
    ----------
    Moriarity, S. (1975), Another approach to allocating joint costs, The Accounting Review 50, 791-795, for costs.

    Examples
    --------
    >>> print(proportional_to_worth({"enterprise": 20, "university": 10}))
    proportional to stand-alone worth: enterprise 20, university 10

    """
    if isinstance(worths, CoalitionalGame):
        alone = tuple(worths.worth(player) for player in worths.players)
        return ProportionalToWorth(worths.players, alone, worths.region, worths.exact)
    if not isinstance(worths, Mapping) or not worths:
        raise RuleError(f"{worths!r} names no worths", expected='{"enterprise": 20, "university": 10} or a game')
    pairs = [read(worth, f"the stand-alone worth of {player}") for player, worth in worths.items()]
    return ProportionalToWorth(
        tuple(worths), tuple(worth for worth, _ in pairs), exact=all(is_exact for _, is_exact in pairs)
    )
