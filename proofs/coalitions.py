"""Games in coalitional form as proofs write them: a symbol for every coalition, and what a definition says of them."""

from collections.abc import Mapping
from itertools import combinations, permutations
from typing import Any

import sympy as sp

from coopgame.games.coalitional import CoalitionalGame
from coopgame.symbols import Region, parameters

Worths = Mapping[str, sp.Expr]  # by the players' digits in rising order; the empty coalition included
Payoffs = Mapping[str, sp.Expr]


def generic(players: str) -> dict[str, sp.Expr]:
    """A symbol for the worth of every coalition, such as ``v_13``."""
    coalitions = ["".join(c) for size in range(1, len(players) + 1) for c in combinations(players, size)]
    symbols = parameters(" ".join(f"v_{coalition}" for coalition in coalitions))
    return {"": sp.Integer(0)} | dict(zip(coalitions, symbols, strict=True))


def grand(worths: Worths) -> str:
    """All players."""
    return max(worths, key=len)


def joined(*coalitions: str) -> str:
    """The union of coalitions."""
    return "".join(sorted(set("".join(coalitions))))


def arrivals(worths: Worths, order: tuple[str, ...]) -> dict[str, sp.Expr]:
    """What each adds to those before it when they come in this order."""
    before = [joined(*order[:k]) for k in range(len(order) + 1)]
    return {player: worths[before[k + 1]] - worths[before[k]] for k, player in enumerate(order)}


def shapley_by_orders(worths: Worths) -> dict[str, sp.Expr]:
    """What each adds on average, over all orders."""
    players = grand(worths)
    orders = [arrivals(worths, order) for order in permutations(players)]
    return {player: sp.expand(sum(order[player] for order in orders) / len(orders)) for player in players}


def of(payoffs: Payoffs, coalition: str) -> sp.Expr:
    """What the members of a coalition get together."""
    return sp.Add(*(payoffs[player] for player in coalition))


def no_coalition_leaves(worths: Worths, payoffs: Payoffs) -> list[Any]:
    """That every coalition but the grand one gets its worth: with the worth of all divided, the core."""
    left = [coalition for coalition in worths if coalition not in ("", grand(worths))]
    return [sp.expand(of(payoffs, coalition) - worths[coalition]) >= 0 for coalition in left]


def superadditive(worths: Worths) -> list[Any]:
    """That no two disjoint coalitions lose by joining."""
    pairs = [(a, b) for a, b in combinations([c for c in worths if c], 2) if not set(a) & set(b)]
    return [worths[joined(a, b)] - worths[a] - worths[b] >= 0 for a, b in pairs]


def convex(worths: Worths) -> list[Any]:
    """That nobody adds less to a coalition when another has joined it."""
    conditions = []
    for i, j in combinations(grand(worths), 2):
        for coalition in worths:
            if i not in coalition and j not in coalition:
                with_i, with_j, with_both = (joined(coalition, more) for more in (i, j, i + j))
                later, sooner = worths[with_both] - worths[with_j], worths[with_i] - worths[coalition]
                conditions.append(later - sooner >= 0)
    return conditions


def as_game(worths: Worths, region: Region) -> CoalitionalGame:
    """The same game as the library holds it."""
    return CoalitionalGame.from_function(tuple(grand(worths)), lambda members: worths["".join(members)], region)
