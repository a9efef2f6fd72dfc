"""The Shapley value: what a player adds, averaged over all orders of arrival."""

from math import factorial

import sympy as sp

from coopgame.errors import require_kind
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.combination import combinations_of_worths


def shapley(game: CoalitionalGame) -> Allocation:
    r"""Return :math:`\phi_i = \sum_{S \not\ni i} \frac{|S|!\,(n - |S| - 1)!}{n!} \, [v(S \cup i) - v(S)]`.

    The only rule that is efficient, symmetric, gives a null player nothing, and is additive. Each worth is read once a
    player, with its coefficient; orders of arrival are not listed. It exists for every game, and lies in the core of a
    convex one.

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    Allocation
        Without a condition of its own.

    References
    ----------
    Shapley, L. S. (1953), A value for n-person games, Contributions to the Theory of Games II, 307-317.

    Examples
    --------
    >>> game = CoalitionalGame.from_worth(("E", "U"), {"E": 20, "U": 10, ("E", "U"): 60})
    >>> print(shapley(game))
    Shapley value: E 35, U 25

    """
    require_kind(game, CoalitionalGame)
    return Allocation(game, "Shapley value", PerPlayer(game.players, shapley_shares(game)))


def shapley_shares(game: CoalitionalGame) -> tuple[sp.Expr, ...]:
    r"""Return the bare :math:`\phi_i`, in the order of the players."""
    n = len(game.players)
    # As one of S a player arrives after |S| - 1 others; as none of S it is the next to come.
    inside = [0, *(factorial(size - 1) * factorial(n - size) for size in range(1, n + 1))]
    outside = [*(-factorial(size) * factorial(n - size - 1) for size in range(n)), 0]
    sizes = [place.bit_count() for place in range(1 << n)]
    rows = (
        ([(inside if place >> k & 1 else outside)[size] for place, size in enumerate(sizes)], factorial(n))
        for k in range(n)
    )
    return combinations_of_worths(game, rows)
