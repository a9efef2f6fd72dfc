"""Properties of games in coalitional form, each as the condition under which it holds."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

import sympy as sp

from coopgame.errors import require_kind
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values.core import core_condition
from coopgame.sharing.values.excess import rational_worths
from coopgame.sharing.values.pruning import kept, resolved
from coopgame.symbols import Region


def superadditive(game: CoalitionalGame) -> Region:
    r"""Return where :math:`v(S \cup T) \ge v(S) + v(T)` for all disjoint :math:`S, T`.

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    Region
        Within the game's region, without what that implies; ``Region()`` or ``Region(sp.false)`` where worths are
        numbers.

    References
    ----------
    von Neumann, J. and Morgenstern, O. (1944), Theory of Games and Economic Behavior, section 25.

    """
    require_kind(game, CoalitionalGame)
    return _where(game, _superadditive)


def convex(game: CoalitionalGame) -> Region:
    r"""Return where :math:`v(S \cup i \cup j) - v(S \cup i) \ge v(S \cup j) - v(S)` for all :math:`i, j \notin S`.

    That is the same as :math:`v(S \cup T) + v(S \cap T) \ge v(S) + v(T)` for all coalitions: what a player adds does
    not fall as a coalition grows. The core of a convex game is never empty and holds the Shapley value.

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    Region
        As for :func:`superadditive`.

    References
    ----------
    Shapley, L. S. (1971), Cores of convex games, International Journal of Game Theory 1, 11-26.

    """
    require_kind(game, CoalitionalGame)
    return _where(game, _convex)


def monotone(game: CoalitionalGame) -> Region:
    r"""Return where :math:`v(S \cup i) \ge v(S)` for every coalition, the empty one included, and player.

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    Region
        As for :func:`superadditive`.

    """
    require_kind(game, CoalitionalGame)
    return _where(game, _monotone)


def essential(game: CoalitionalGame) -> Region:
    r"""Return where :math:`v(N) > \sum_i v(\{i\})`: there is something to gain by joining.

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    Region
        As for :func:`superadditive`.

    References
    ----------
    von Neumann, J. and Morgenstern, O. (1944), Theory of Games and Economic Behavior, section 27.

    """
    require_kind(game, CoalitionalGame)
    game = resolved(game)
    alone = sp.Add(*(game.worth(player) for player in game.players))
    return kept([game.grand > alone], game.region)


def balanced(game: CoalitionalGame) -> Region:
    r"""Return where :math:`\sum_S \lambda_S v(S) \le v(N)` for all balanced weights: where the core is not empty.

    By the theorem of Bondareva and Shapley this is :func:`coopgame.core_condition`, which see for what it asks of the
    game.

    Parameters
    ----------
    game : CoalitionalGame

    Raises
    ------
    SolverError
        When a game of five or more players has a worth that is no rational number.

    """
    require_kind(game, CoalitionalGame)
    return core_condition(game)


def _where(game: CoalitionalGame, differences: Callable[[Sequence[Any], int], Iterable[Any]]) -> Region:
    """Return where all differences of worths are at least zero."""
    n = len(game.players)
    if all(worth.is_Rational for worth in game.worths):
        return Region() if all(d >= 0 for d in differences(rational_worths(game), n)) else Region(sp.false)
    return kept([sp.expand(d) >= 0 for d in differences(resolved(game).worths, n)], game.region)


def _superadditive(v: Sequence[Any], n: int) -> Iterable[Any]:
    for whole in range(1, 1 << n):
        part = (whole - 1) & whole
        while part > whole ^ part:  # every way to part a coalition in two, once
            yield v[whole] - v[part] - v[whole ^ part]
            part = (part - 1) & whole


def _convex(v: Sequence[Any], n: int) -> Iterable[Any]:
    for i, j in combinations([1 << k for k in range(n)], 2):
        for rest in range(1 << n):
            if not rest & (i | j):
                yield v[rest | i | j] - v[rest | i] - v[rest | j] + v[rest]


def _monotone(v: Sequence[Any], n: int) -> Iterable[Any]:
    for i in (1 << k for k in range(n)):
        for rest in range(1 << n):
            if not rest & i:
                yield v[rest | i] - v[rest]
