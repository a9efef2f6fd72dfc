"""Equal surplus: everybody keeps the stand-alone worth, and the gain is split equally."""

from coopgame.errors import require_kind
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.combination import combinations_of_worths


def equal_surplus(game: CoalitionalGame) -> Allocation:
    r"""Return :math:`x_i = v(\{i\}) + \frac 1 n \bigl( v(N) - \sum_j v(\{j\}) \bigr)`.

    Coalitions in between don't count, so the division may lie outside a core that is not empty.

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    Allocation
        Without a condition of its own.

    References
    ----------
    Driessen, T. S. H. and Funaki, Y. (1991), Coincidence of and collinearity between game theoretic solutions,
    OR Spektrum 13, 15-30 (the centre of the imputation set).

    """
    require_kind(game, CoalitionalGame)
    n = len(game.players)
    grand = (1 << n) - 1

    def row(k: int) -> list[int]:
        counts = [0] * (grand + 1)
        for j in range(n):
            counts[1 << j] -= 1
        counts[1 << k] += n
        counts[grand] += 1
        return counts

    shares = combinations_of_worths(game, ((row(k), n) for k in range(n)))
    return Allocation(game, "equal surplus", PerPlayer(game.players, shares))
