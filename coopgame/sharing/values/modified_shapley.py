"""The modified Shapley value: corrected for risk, investment and effort."""

from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted, point_text
from coopgame.claims.decide import decide
from coopgame.conditions import evaluate
from coopgame.errors import RuleError, require_kind
from coopgame.games.coalitional import Coalition, CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.cases import MOST_CASES, cases
from coopgame.sharing.values.combination import collected
from coopgame.sharing.values.shapley import shapley_shares
from coopgame.sharing.values.weights import read_amount, read_amounts, read_weights
from coopgame.symbols import Region

BUDGET = 2.0


def modified_shapley(game: CoalitionalGame, weights: Mapping[str, Any] | PerPlayer[Any]) -> Allocation:
    r"""Return :math:`x_i = \phi_i + v(N) \, (R_i - 1/n)` with weights :math:`\sum_i R_i = 1`.

    Efficient, and the Shapley value where all weights are equal. Otherwise the correction moves whole shares of
    :math:`v(N)`, not of the gain from cooperation: a player may end below the own stand-alone worth, and a coalition
    may gain by leaving, even in a convex game. The notes say, by proof or with a point, whether that happens.

    Parameters
    ----------
    game : CoalitionalGame
    weights : mapping of player to number or expression, or PerPlayer
        :math:`R_i \in [0, 1]`, such as :func:`combined_weights` returns.

    Returns
    -------
    Allocation
        Without a condition of its own; with two notes.

    Raises
    ------
    RuleError
        When the weights are no division of one throughout the region.

    References
    ----------
    Mathematical Problems in Engineering (2022), 8942299, table 11: profit shares in an alliance, corrected for risk,
    investment and effort.

    """
    require_kind(game, CoalitionalGame)
    read = read_weights(weights, game.players, game.region)
    equal = sp.Rational(1, len(game.players))
    shares = (
        collected((value, game.grand * (weight - equal)))
        for value, weight in zip(shapley_shares(game), read, strict=True)
    )
    bare = Allocation(game, "modified Shapley value", PerPlayer(game.players, shares))
    coalitions = list(game.coalitions())
    notes = (
        _note(bare, coalitions[: len(game.players)], "individually rational", "not individually rational"),
        _note(bare, coalitions, "in the core", "outside the core"),
    )
    return Allocation(game, bare.rule, bare.shares, notes=notes)


def _note(allocation: Allocation, coalitions: Sequence[Coalition], holds: str, fails: str) -> str:
    """Say whether none of the coalitions gains by leaving, and where not, which one does."""
    if (count := max(cases(allocation.excess(members)) for members in coalitions)) > MOST_CASES:
        return f"whether it is {holds} was not decided: the worths make {count} cases"
    satisfied = [allocation.excess(members) <= 0 for members in coalitions]
    verdict = decide(Claim(sp.And(*satisfied), allocation.game.region), BUDGET)
    if isinstance(verdict, Proved):
        return f"{holds}, throughout the region" if verdict.claim.symbols else holds
    if not isinstance(verdict, Refuted):
        return f"whether it is {holds} was not decided: {verdict.reason}"
    blocked = next(c for c, stays in zip(coalitions, satisfied, strict=True) if not evaluate(stays, verdict.witness))
    names, settled = "{" + ", ".join(blocked) + "}", verdict.witness
    gets, earns = allocation.of(blocked).subs(settled), allocation.game.worth(blocked).subs(settled)
    named = allocation.excess(blocked).free_symbols
    at = point_text({symbol: value for symbol, value in settled.items() if symbol in named})
    return f"{fails}: {names} gets {gets} and earns {earns} by itself" + (f", at {at}" if at else "")


def combined_weights(
    factors: Mapping[str, Mapping[str, Any]], importance: Mapping[str, Any], region: Region = Region()
) -> PerPlayer[sp.Expr]:
    r"""Return :math:`R_i = \sum_f w_f \, a_{fi} / \sum_j a_{fj}` for factors :math:`f` of importance :math:`w_f`.

    Parameters
    ----------
    factors : mapping of factor to mapping of player to number or expression
        :math:`a_{fi} \ge 0`: how much risk, investment or effort is each player's, in any unit.
    importance : mapping of factor to number or expression
        :math:`w_f \in [0, 1]`, which add up to one.
    region : Region
        What the parameters may be.

    Returns
    -------
    PerPlayer of Expr
        In the order of the players of the first factor.

    Raises
    ------
    RuleError
        When the factors and their importance don't match, name different players, or hold amounts that are negative or
        all zero somewhere in the region.

    Examples
    --------
    >>> factors = {"risk": {"E": 3, "U": 1}, "effort": {"E": 2, "U": 2}}
    >>> combined_weights(factors, {"risk": "1/2", "effort": "1/2"})
    (5/8, 3/8)

    """
    if not isinstance(factors, Mapping) or not factors:
        raise RuleError(f"{factors!r:.60} names no factors", expected='{"risk": {player: amount}, ...}')
    for factor, amounts in factors.items():
        if not isinstance(amounts, Mapping) or not amounts:
            raise RuleError(f"factor {factor}: {amounts!r:.60} gives no amounts", expected="{player: amount}")
    players = tuple(next(iter(factors.values())))
    parts = {factor: _normalised(factor, amounts, players, region) for factor, amounts in factors.items()}
    weights = _importance(importance, tuple(factors), region)
    return PerPlayer(
        players,
        (sp.factor(sp.Add(*(weights[f] * part[player] for f, part in parts.items()))) for player in players),
    )


def _importance(given: Any, factors: tuple[str, ...], region: Region) -> dict[str, sp.Expr]:
    if not isinstance(given, Mapping) or set(given) != set(factors):
        raise RuleError(f"the importance is given as {given!r:.80}", expected=f"one for each of {', '.join(factors)}")
    read = {factor: read_amount(given[factor], f"the importance of {factor}") for factor in factors}
    total = sp.Add(*read.values())
    require(sp.Eq(total, 1), region, "the importance of the factors adds up to", total, "importance that adds up to 1")
    for factor, weight in read.items():
        require(sp.And(weight >= 0, weight <= 1), region, f"the importance of {factor} is", weight, "one in [0, 1]")
    return read


def _normalised(factor: str, given: Any, players: tuple[str, ...], region: Region) -> PerPlayer[sp.Expr]:
    amounts = read_amounts(given, players, f"{factor}")
    for player, amount in amounts.items():
        require(amount >= 0, region, f"the {factor} of {player} is", amount, "amounts that are not negative")
    total = sp.Add(*amounts)
    require(total > 0, region, f"the {factor} of all is", total, "a positive one")
    return PerPlayer(players, (amount / total for amount in amounts))
