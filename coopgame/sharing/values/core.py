"""The core: shares that no coalition can better by itself."""

from dataclasses import replace
from fractions import Fraction
from math import lcm

import sympy as sp

from coopgame.errors import SolverError, require_kind
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.balanced_collections import MOST_PLAYERS, BalancedCollection, minimal_balanced_collections
from coopgame.sharing.values.excess import indicator, rational_worths
from coopgame.sharing.values.pruning import kept, resolved
from coopgame.sharing.values.simplex import Optimum, maximise
from coopgame.symbols import Region


def core_condition(game: CoalitionalGame) -> Region:
    r"""Return where some :math:`x` with :math:`x(N) = v(N)` has :math:`x(S) \ge v(S)` for every coalition.

    By the theorem of Bondareva and Shapley this is :math:`\sum_S \lambda_S v(S) \le v(N)` for every minimal balanced
    collection, which is what is returned for worths with parameters, within the game's region and without what that
    implies. With rational worths a linear programme decides it, see :func:`core_certificate`.

    Parameters
    ----------
    game : CoalitionalGame
        With at most four players where worths hold parameters.

    Returns
    -------
    Region
        ``Region()`` where the core is never empty, ``Region(sp.false)`` where it always is.

    Raises
    ------
    SolverError
        When a game of five or more players has a worth that is no rational number.

    References
    ----------
    Bondareva, O. N. (1963), Some applications of linear programming methods to the theory of cooperative games,
    Problemy Kibernetiki 10, 119-139 (in Russian). Shapley, L. S. (1967), On balanced sets and cores, Naval Research
    Logistics Quarterly 14, 453-460.

    Examples
    --------
    >>> from coopgame.symbols import parameters
    >>> v = parameters("v")
    >>> majority = CoalitionalGame.from_function(("A", "B", "C"), lambda S: {1: 0, 2: 1, 3: v}[len(S)])
    >>> print(core_condition(majority))
    v >= 3/2

    """
    require_kind(game, CoalitionalGame)
    if all(worth.is_Rational for worth in game.worths):
        return Region() if isinstance(core_certificate(game), Allocation) else Region(sp.false)
    if len(game.players) > MOST_PLAYERS:
        raise SolverError(
            f"the game has {len(game.players)} players and worths that are no rational numbers",
            expected=f"at most {MOST_PLAYERS} players, or rational worths: game.at({{...}}) sets parameters",
        )
    game, conditions = resolved(game), []
    for collection in minimal_balanced_collections(game.players):
        whole = lcm(*(int(weight.q) for weight in collection.weights))
        conditions.append(sp.expand(whole * (game.grand - collection.worth(game))) >= 0)
    return kept(conditions, game.region)


def core_certificate(game: CoalitionalGame) -> Allocation | BalancedCollection:
    r"""Return a point of the core, or the minimal balanced collection whose worth exceeds :math:`v(N)`.

    Both are exact and prove themselves: the one by :math:`x(N) = v(N)` and :math:`x(S) \ge v(S)`, the other because
    such an :math:`x` would have :math:`v(N) = \sum_S \lambda_S x(S) \ge \sum_S \lambda_S v(S) > v(N)`. They are the
    two sides of :math:`\max \{\sum_S \lambda_S v(S) : \sum_S \lambda_S 1_S = 1_N,\ \lambda \ge 0\}`.

    Parameters
    ----------
    game : CoalitionalGame
        With rational worths, any number of players.

    Raises
    ------
    SolverError
        When a worth is no rational number.

    """
    require_kind(game, CoalitionalGame)
    worths, n = rational_worths(game), len(game.players)
    places = range(1, len(worths))
    found = maximise([indicator(place, n) for place in places], worths[1:], (1,) * n)
    assert isinstance(found, Optimum)
    if sum(found.prices) == worths[-1]:
        return Allocation(game, "a point of the core", PerPlayer(game.players, map(sp.Rational, found.prices)))
    chosen = sorted(found.weights)
    return BalancedCollection(
        game.players,
        tuple(game.members(places[j]) for j in chosen),
        tuple(sp.Rational(found.weights[j]) for j in chosen),
    )


def in_core(allocation: Allocation) -> Region:
    r"""Return where shares :math:`x` are in the core: :math:`x(N) = v(N)`, :math:`x(S) \ge v(S)` for all :math:`S`.

    Parameters
    ----------
    allocation : Allocation

    Returns
    -------
    Region
        Within the game's region and the allocation's own condition, without what these imply.

    References
    ----------
    Gillies, D. B. (1959), Solutions to general non-zero-sum games, Contributions to the Theory of Games IV, 47-85.

    """
    require_kind(allocation, Allocation)
    game = resolved(allocation.game)
    allocation = replace(allocation, game=game)
    whole = sp.Eq(sp.expand(allocation.of(game.players) - game.grand), 0)
    parts = [sp.expand(-allocation.excess(coalition)) >= 0 for coalition in game.coalitions()][:-1]
    return kept([whole, *parts], game.region & allocation.condition)


def least_core(game: CoalitionalGame) -> sp.Rational:
    r"""Return :math:`\min_{x(N) = v(N)} \max_{S \ne \emptyset, N} v(S) - x(S)`, the value of the least core.

    The core is empty exactly where it is positive: it is what each coalition would have to be charged for leaving.

    Parameters
    ----------
    game : CoalitionalGame
        With rational worths and at least two players.

    Raises
    ------
    SolverError
        When a worth is no rational number, or there is one player.

    References
    ----------
    Maschler, M., Peleg, B. and Shapley, L. S. (1979), Mathematics of Operations Research 4, 303-338.

    """
    require_kind(game, CoalitionalGame)
    worths, n = rational_worths(game), len(game.players)
    if n == 1:
        raise SolverError("the game has one player", expected="at least two")
    proper = range(1, len(worths) - 1)
    columns = [(*indicator(place, n), 1) for place in proper]
    columns += [(1,) * n + (0,), (-1,) * n + (0,)]
    found = maximise(columns, (*worths[1:-1], worths[-1], -worths[-1]), (0,) * n + (1,))
    assert isinstance(found, Optimum)
    least: Fraction = found.prices[-1]
    return sp.Rational(least)
