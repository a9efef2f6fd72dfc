"""The per-capita nucleolus: complaints are measured by head."""

from coopgame.errors import require_kind
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.excess import Domain, Excess
from coopgame.sharing.values.nucleolus import least_excesses


def per_capita_nucleolus(game: CoalitionalGame) -> Allocation:
    r"""Return the imputation whose excesses by head, :math:`(v(S) - x(S)) / |S|`, are lexicographically least.

    As :func:`coopgame.nucleolus`, but a loss counts for less in a coalition that divides it among more. It lies in the
    core wherever that is not empty. Unlike the nucleolus it gives nobody less when :math:`v(N)` alone grows, where
    nobody gets just what they are worth alone. Exact and certified, in the same way.

    Parameters
    ----------
    game : CoalitionalGame
        With rational worths, at most twelve players; one or two players may have worths with parameters.

    Raises
    ------
    SolverError
        When a worth of a game of three or more is no rational number, there are more than twelve players, or there is
        no imputation: :math:`v(N) < \sum_i v(\{i\})`.

    References
    ----------
    Grotte, J. H. (1970), Computation of and observations on the nucleolus, the normalized nucleolus and the central
    games, master's thesis, Cornell University. Young, H. P., Okada, N. and Hashimoto, T. (1982), Cost allocation in
    water resources development, Water Resources Research 18, 463-475.

    Examples
    --------
    >>> worths = {"L": 0, "R": 0, "S": 0, ("L", "R"): 4, ("L", "S"): 0, ("R", "S"): 0, ("L", "R", "S"): 6}
    >>> print(per_capita_nucleolus(CoalitionalGame.from_worth(("L", "R", "S"), worths)))
    per-capita nucleolus: L 8/3, R 8/3, S 2/3

    """
    require_kind(game, CoalitionalGame)
    return least_excesses(game, "per-capita nucleolus", Domain.IMPUTATIONS, Excess.PER_CAPITA)
