"""What the rules are given: amounts and rates, read exactly."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import sympy as sp

from coopgame.errors import CoopGameError, RuleError
from coopgame.exact import exact, is_float
from coopgame.sharing.balance import require_division, require_players
from coopgame.sharing.linear import LinearShare
from coopgame.symbols import Region


def read(value: Any, subject: str) -> tuple[sp.Expr, bool]:
    """Read one number or expression exactly; the flag tells whether it is free of floats.

    Raises
    ------
    RuleError
        When it is none; the message opens with the subject.

    """
    try:
        return exact(value), not is_float(value)
    except CoopGameError as error:
        raise RuleError(f"{subject}: {error.problem}", expected=error.expected) from error


def require_player(player: str, role: str, players: tuple[str, ...]) -> None:
    """Check that who has a role in a rule is a player.

    Raises
    ------
    RuleError
        When it is not.

    """
    if player not in players:
        raise RuleError(f"the {role} is {player!r}", expected=f"one of {', '.join(players)}")


def fractions(shares: LinearShare, players: tuple[str, ...], region: Region) -> dict[str, sp.Expr]:
    """Return the shares by player, proven to divide one among the players.

    Raises
    ------
    RuleError
        When they don't.

    """
    found = dict(zip(shares.players, shares.shares, strict=True))
    require_players(shares.players, players)
    require_division(found, region)
    return found


def set_in(given: Any, point: Mapping[sp.Symbol, sp.Expr]) -> Any:
    """Set parameters in every amount, rate and share of a rule.

    Parameters
    ----------
    given : Rule
        Or what a rule consists of.
    point : mapping of Symbol to Expr

    Raises
    ------
    RegionError
        When the rule has a region, and the point lies outside it.

    """
    if isinstance(given, sp.Expr):
        return given.xreplace(dict(point))
    if isinstance(given, Region):
        return given.at(point)
    if type(given) is tuple:
        return tuple(set_in(part, point) for part in given)
    if is_dataclass(given) and not isinstance(given, type):
        return replace(given, **{f.name: set_in(getattr(given, f.name), point) for f in fields(given) if f.init})
    return given
