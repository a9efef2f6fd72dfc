"""The Banzhaf value: what a player adds, averaged over all coalitions of the others."""

from coopgame.errors import require_kind
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.combination import collected, combinations_of_worths


def banzhaf(game: CoalitionalGame) -> Allocation:
    r"""Return :math:`\beta_i = 2^{1-n} \sum_{S \not\ni i} [v(S \cup i) - v(S)]`.

    Every coalition counts the same. The value is left as it is: in general it does not add up to :math:`v(N)`, and the
    notes say what it adds up to. In a voting game :math:`2^{n-1} \beta_i` is the number of swings of a player.

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    Allocation
        Without a condition of its own.

    References
    ----------
    Banzhaf, J. F. (1965), Weighted voting doesn't work, Rutgers Law Review 19, 317-343.
    Owen, G. (1975), Multilinear extensions and the Banzhaf value, Naval Research Logistics Quarterly 22, 741-750.

    """
    require_kind(game, CoalitionalGame)
    n = len(game.players)
    rows = (([1 if place >> k & 1 else -1 for place in range(1 << n)], 1 << (n - 1)) for k in range(n))
    shares = combinations_of_worths(game, rows)
    total, left = collected(shares), collected((game.grand, *(-share for share in shares)))
    note = (
        f"the shares add up to {total}, and the worth of all is {game.grand}"
        if left != 0
        else "in this game the shares add up to the worth of all; in others they need not"
    )
    return Allocation(game, "Banzhaf value", PerPlayer(game.players, shares), notes=(note,))
