"""The prenucleolus of three players in closed form, regime by regime."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.errors import GameError, require_kind
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.pruning import BUDGET, kept, resolved
from coopgame.symbols import Region

Regime = tuple[tuple[sp.Expr, ...], tuple[Any, ...]]


def prenucleolus_regimes(game: CoalitionalGame) -> tuple[Allocation, ...]:
    r"""Return the prenucleolus of three players whose worths may hold parameters: shares linear in the worths.

    The greatest excess is that of the balanced collection for which
    :math:`\epsilon = (\sum_S \lambda_S v(S) - v(N)) / \sum_S \lambda_S`, over collections of proper coalitions, is
    greatest. All singles or all pairs settle the shares. A player :math:`i` and the pair of the others settle
    :math:`x_i`; the others then part the rest so that the greater of their complaints, alone or each with :math:`i`,
    are equal.

    Parameters
    ----------
    game : CoalitionalGame
        Of three players.

    Returns
    -------
    tuple of Allocation
        Each with the condition of its regime. Together they cover the game's region; where regimes meet, their shares
        are the same. Where the game is superadditive they are the nucleolus.

    Raises
    ------
    GameError
        When there are not three players.

    References
    ----------
    Leng, M. and Parlar, M. (2010), Analytic solution for the nucleolus of a three-player cooperative game, Naval
    Research Logistics 57, 667-672.

    """
    require_kind(game, CoalitionalGame)
    if len(game.players) != 3:
        raise GameError(f"the game has {len(game.players)} players", expected="three")
    found: dict[Region, tuple[sp.Expr, ...]] = {}
    for shares, conditions in _regimes(resolved(game).worths):
        condition = kept(conditions, game.region)
        if condition != Region(sp.false):
            found.setdefault(condition, shares)
    return tuple(
        Allocation(game, "prenucleolus", PerPlayer(game.players, map(sp.expand, found[condition])), condition)
        for condition in _needed(list(found), game.region)
    )


def _regimes(worths: Sequence[sp.Expr]) -> Iterator[Regime]:
    """List the shares of every regime with what must hold there."""
    alone, pairs, whole = [worths[1 << k] for k in range(3)], [worths[7 ^ 1 << k] for k in range(3)], worths[7]
    singles, doubles = (sp.Add(*alone) - whole) / 3, (sp.Add(*pairs) - 2 * whole) / 3
    opposed = [(own + others - whole) / 2 for own, others in zip(alone, pairs, strict=True)]
    levels = [singles, doubles, *opposed]

    def greatest(level: sp.Expr) -> list[Any]:
        return [level >= other for other in levels if other is not level]

    yield tuple(own - singles for own in alone), tuple(greatest(singles))
    yield tuple(whole - others + doubles for others in pairs), tuple(greatest(doubles))
    for i, level in enumerate(opposed):
        j, k = (p for p in range(3) if p != i)
        own = alone[i] - level
        # pairs[k] is the worth of i and j together, who complain of what j gets
        complaints = {j: (alone[j], pairs[k] - own), k: (alone[k], pairs[j] - own)}
        for first, second in product(range(2), repeat=2):
            of_j, of_k = complaints[j][first], complaints[k][second]
            shares = {i: own, j: (whole - own + of_j - of_k) / 2, k: (whole - own + of_k - of_j) / 2}
            stronger = [of_j >= complaints[j][1 - first], of_k >= complaints[k][1 - second]]
            yield tuple(shares[p] for p in range(3)), (*greatest(level), *stronger)


def _needed(conditions: list[Region], region: Region) -> list[Region]:
    """Leave out regimes, the last ones first, that lie within the others."""
    for condition in reversed(conditions[:]):
        others = [other for other in conditions if other != condition]
        claim = Claim(sp.Or(*(other.condition for other in others)), region & condition)
        if others and isinstance(decide(claim, BUDGET), Proved):
            conditions = others
    return conditions
