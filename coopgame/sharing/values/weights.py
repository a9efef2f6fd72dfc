"""Weights of players: numbers or expressions between zero and one that add up to one, by proof."""

from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from coopgame.errors import CoopGameError, RuleError
from coopgame.exact import exact
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require
from coopgame.symbols import Region


def read_weights(given: Any, players: Sequence[str], region: Region) -> PerPlayer[sp.Expr]:
    r"""Read :math:`w_i \in [0, 1]` with :math:`\sum_i w_i = 1`, proven over the region.

    Parameters
    ----------
    given : mapping of player to number or expression, or PerPlayer
    players : sequence of str
    region : Region

    Raises
    ------
    RuleError
        When a player is unknown or has no weight, a weight is no number or expression, or a point of the region makes
        them no division of one; the message names it.

    """
    weights = read_amounts(given, players, "weight")
    total = sp.Add(*weights)
    require(sp.Eq(total, 1), region, "the weights add up to", total, "weights that add up to 1")
    for player, weight in weights.items():
        require(sp.And(weight >= 0, weight <= 1), region, f"the weight of {player} is", weight, "one in [0, 1]")
    return weights


def read_amounts(given: Any, players: Sequence[str], what: str) -> PerPlayer[sp.Expr]:
    """Read one number or expression a player; nobody may be left out.

    Raises
    ------
    RuleError
        When a player is unknown or has no amount, or an amount is no number or expression.

    """
    amounts = read_some(given, players, what)
    for player, amount in amounts.items():
        if amount is None:
            raise RuleError(f"no {what} is given for {player!r}", expected="one for each player")
    return amounts


def read_some(given: Any, players: Sequence[str], what: str) -> PerPlayer[Any]:
    """Read a number or expression for some of the players, and None for the others.

    Parameters
    ----------
    given : mapping of player to number or expression, or PerPlayer
    players : sequence of str
    what : str
        What an amount is called in a message.

    Raises
    ------
    RuleError
        When a player is unknown, or an amount is no number or expression.

    """
    if not isinstance(given, Mapping | PerPlayer):
        raise RuleError(f"{given!r:.60} gives nobody a {what}", expected=f"a mapping {{player: {what}}}")
    found: dict[str, Any] = dict(given.items())
    for player in found:
        if player not in players:
            raise RuleError(f"a {what} is given for {player!r}", expected=f"one of {', '.join(players)}")
    return PerPlayer(players, (read_amount(found[p], f"the {what} of {p}") if p in found else None for p in players))


def read_amount(value: Any, subject: str) -> sp.Expr:
    """Read one number or expression; the subject says what it is in a message."""
    try:
        return exact(value)
    except CoopGameError as error:
        raise RuleError(f"{subject}: {error.problem}", expected=error.expected) from error
