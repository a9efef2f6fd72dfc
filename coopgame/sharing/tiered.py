"""Tiered shares: what is earned beyond a threshold is divided otherwise, or all of it once a threshold is passed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import sympy as sp

from coopgame.errors import RuleError
from coopgame.games.rule import Account, Divisible
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require
from coopgame.sharing.extremes import least
from coopgame.sharing.linear import LinearShare, linear_share
from coopgame.sharing.proven import proven
from coopgame.sharing.terms import fractions, read
from coopgame.symbols import Region

Tier = tuple[Any, Mapping[str, Any]]


@dataclass(frozen=True)
class Tiers:
    r"""Thresholds :math:`T_1 \le \dots \le T_m`, and the shares of the :math:`m + 1` tiers that they bound.

    Parameters
    ----------
    thresholds : tuple of Expr
    shares : tuple of LinearShare
        Of each tier, the lowest first.

    """

    thresholds: tuple[sp.Expr, ...]
    shares: tuple[LinearShare, ...]

    def checked(self, players: tuple[str, ...], region: Region) -> list[dict[str, sp.Expr]]:
        """Return the shares of each tier by player, proven to divide one, with thresholds proven to ascend.

        Raises
        ------
        RuleError
            When they don't.

        """
        for low, high in pairwise(self.thresholds):
            require(high >= low, region, f"after the threshold {low} comes", high, "thresholds that ascend")
        return [fractions(shares, players, region) for shares in self.shares]

    def __str__(self) -> str:
        """Write the tiers as ``(enterprise 1, university 0), beyond 10 (enterprise 1/2, university 1/2)``."""
        bounds = ("", *(f"beyond {threshold} " for threshold in self.thresholds))
        parts = (str(shares).removeprefix("linear share: ") for shares in self.shares)
        return ", ".join(f"{bound}({part})" for bound, part in zip(bounds, parts, strict=True))


@dataclass(frozen=True)
class TieredShare:
    r"""The rule :math:`r_i = \sum_k \theta_{ik} (\min(R, T_{k+1}) - \min(R, T_k))`: each tier has its own shares.

    Here :math:`T_0 = -\infty` contributes nothing and :math:`T_{m+1} = \infty`, so that what lies below the first
    threshold, a loss included, is divided by the shares of the lowest tier.

    Parameters
    ----------
    tiers : Tiers
    exact : bool
        False when a threshold or share was given as a float.

    """

    tiers: Tiers
    exact: bool = True

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return each player's sum over the tiers, at every outcome.

        Raises
        ------
        RuleError
            When thresholds do not ascend, or shares do not divide one, somewhere in the region; or the players are
            not those of the venture.

        """
        shares = self.tiers.checked(venture.players, venture.region)
        return [self._divided(account, shares, venture.players, venture.region) for account in venture.accounts()]

    def _divided(
        self, account: Account, shares: Sequence[Mapping[str, sp.Expr]], players: tuple[str, ...], region: Region
    ) -> PerPlayer[sp.Expr]:
        within = [least((account.revenue, threshold), region) for threshold in self.tiers.thresholds]
        slices = [high - low for low, high in pairwise((sp.Integer(0), *within, account.revenue))]
        return PerPlayer(
            players,
            (sp.Add(*(own[player] * part for own, part in zip(shares, slices, strict=True))) for player in players),
        )

    def __str__(self) -> str:
        """Write the rule with its tiers."""
        return f"tiered share: {self.tiers}"


@dataclass(frozen=True)
class SteppedShare:
    r"""The rule :math:`r_i = \theta_{ik} R` for :math:`T_k < R \le T_{k+1}`: all revenue is divided as its tier says.

    Parameters
    ----------
    tiers : Tiers
    exact : bool
        False when a threshold or share was given as a float.

    """

    tiers: Tiers
    exact: bool = True

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return each player's part of the revenue at every outcome.

        Raises
        ------
        RuleError
            When thresholds do not ascend, or shares do not divide one, somewhere in the region; or the players are
            not those of the venture.

        """
        shares = self.tiers.checked(venture.players, venture.region)
        return [self._divided(account, shares, venture.players, venture.region) for account in venture.accounts()]

    def _divided(
        self, account: Account, shares: Sequence[Mapping[str, sp.Expr]], players: tuple[str, ...], region: Region
    ) -> PerPlayer[sp.Expr]:
        reached: list[tuple[Mapping[str, sp.Expr], Any]] = []
        highest = shares[-1]
        for own, threshold in zip(shares, self.tiers.thresholds, strict=False):
            if proven(account.revenue <= threshold, region):
                highest = own
                break
            if not proven(account.revenue > threshold, region):
                reached.append((own, account.revenue <= threshold))
        cases = [*reached, (highest, True)]
        return PerPlayer(
            players,
            (sp.Piecewise(*((own[player] * account.revenue, case) for own, case in cases)) for player in players),
        )

    def __str__(self) -> str:
        """Write the rule with its tiers."""
        return f"stepped share: {self.tiers}"


def tiered_share(lowest: Mapping[str, Any], *above: Tier) -> TieredShare:
    r"""Divide revenue tier by tier, as an income tax does: beyond each threshold other shares hold for what exceeds it.

    .. math:: r_i(s) = \theta_{i0} \min(R, T_1) + \theta_{i1} (\min(R, T_2) - \min(R, T_1)) + \dots
        + \theta_{im} (R - \min(R, T_m)) .

    A minimum that the region is proven to settle is written out. Thresholds must ascend, and the shares of each tier
    divide one, throughout the region of the venture that the rule is applied to.

    Parameters
    ----------
    lowest : mapping of player to number or expression
        Shares of the revenue up to the first threshold.
    *above : pair of threshold and such a mapping
        Thresholds ascending: numbers or expressions.

    Raises
    ------
    RuleError
        When there is no threshold, a tier is no such pair, or a number is none.

    Examples
    --------
    >>> print(tiered_share({"enterprise": 1, "university": 0}, (10, {"enterprise": "1/2", "university": "1/2"})))
    tiered share: (enterprise 1, university 0), beyond 10 (enterprise 1/2, university 1/2)

    """
    tiers, is_exact = _tiers(lowest, above)
    return TieredShare(tiers, is_exact)


def stepped_share(lowest: Mapping[str, Any], *above: Tier) -> SteppedShare:
    r"""Divide the whole revenue by the shares of the tier it falls into.

    .. math:: r_i(s) = \theta_{ik} R(s) \quad \text{where} \quad T_k < R(s) \le T_{k+1} .

    A player's amount jumps at a threshold, and may fall; :func:`tiered_share` has no jumps. Cases that the region is
    proven to exclude are left out.

    Parameters
    ----------
    lowest : mapping of player to number or expression
        Shares of a revenue up to the first threshold, the threshold included.
    *above : pair of threshold and such a mapping
        Thresholds ascending: numbers or expressions.

    Raises
    ------
    RuleError
        When there is no threshold, a tier is no such pair, or a number is none.

    """
    tiers, is_exact = _tiers(lowest, above)
    return SteppedShare(tiers, is_exact)


def _tiers(lowest: Mapping[str, Any], above: Sequence[Any]) -> tuple[Tiers, bool]:
    if not above:
        raise RuleError("there is no threshold", expected='pairs such as (10, {"enterprise": 1, "university": 0})')
    for tier in above:
        if not isinstance(tier, tuple | list) or len(tier) != 2:
            raise RuleError(f"{tier!r} is no tier", expected='a pair such as (10, {"enterprise": 1, "university": 0})')
    bounds = [read(threshold, f"threshold {k + 1}") for k, (threshold, _) in enumerate(above)]
    shares = tuple(linear_share(given) for given in (lowest, *(given for _, given in above)))
    is_exact = all(flag for _, flag in bounds) and all(own.exact for own in shares)
    return Tiers(tuple(bound for bound, _ in bounds), shares), is_exact
