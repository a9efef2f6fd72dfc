"""What every rule owes: shares between zero and one that add up to one, proven over the whole region."""

from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted, point_text
from coopgame.claims.decide import decide
from coopgame.errors import RuleError
from coopgame.symbols import Region


def require_division(shares: Mapping[str, sp.Expr], region: Region) -> None:
    r"""Prove :math:`\sum_i \theta_i = 1` and :math:`0 \le \theta_i \le 1` for every point of the region.

    Raises
    ------
    RuleError
        When a point of the region violates it, which the message names; when the region is empty; or when
        neither a proof nor such a point was found.

    """
    total = sp.Add(*shares.values())
    require(sp.Eq(total, 1), region, "the shares add up to", total, "shares that add up to 1")
    for player, share in shares.items():
        require(sp.And(share >= 0, share <= 1), region, f"the share of {player} is", share, "one in [0, 1]")


def require(statement: Any, region: Region, subject: str, value: sp.Expr, expected: str) -> None:
    """Prove a statement about a value over a region, or refuse with a point at which it fails.

    Raises
    ------
    RuleError
        Reading ``subject value, which is ... at ...``.

    """
    if statement == sp.true:
        return
    verdict = decide(Claim(statement, region))
    if isinstance(verdict, Proved) and not verdict.vacuous:
        return
    throughout = f"{expected} throughout the region"
    if isinstance(verdict, Proved):
        raise RuleError(f"the region {region} is empty", expected="a region with at least one point")
    if isinstance(verdict, Refuted):
        raise RuleError(f"{subject} {_at(value, verdict.witness)}", expected=throughout)
    raise RuleError(f"{subject} {value}, and {verdict.reason}", expected=throughout)


def require_players(named: Sequence[str], players: Sequence[str]) -> None:
    """Check that shares are given for the players, all of them, and for nobody else.

    Raises
    ------
    RuleError
        When a player is unknown or missing.

    """
    for player in named:
        if player not in players:
            raise RuleError(f"a share is given for {player!r}", expected=f"one of {', '.join(players)}")
    for player in players:
        if player not in named:
            raise RuleError(f"no share is given for {player!r}", expected="one for each player")


def _at(value: sp.Expr, witness: Mapping[sp.Symbol, sp.Expr]) -> str:
    where = {symbol: witness[symbol] for symbol in value.free_symbols}
    return f"{value}, which is {value.subs(where)} at {point_text(where)}" if where else str(value)
