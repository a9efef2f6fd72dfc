"""The nucleolus: the greatest complaints of coalitions made as small as can be, one after another."""

from fractions import Fraction
from math import lcm

import numpy as np
import sympy as sp
from sympy.polys.matrices import DomainMatrix

from coopgame.errors import SolverError, require_kind
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.equal_surplus import equal_surplus
from coopgame.sharing.values.excess import Domain, Excess, indicator, rational_worths
from coopgame.sharing.values.kohlberg import KohlbergCertificate, kohlberg
from coopgame.sharing.values.pruning import kept
from coopgame.sharing.values.simplex import Optimum, maximise
from coopgame.symbols import Region

MOST_PLAYERS = 12


def nucleolus(game: CoalitionalGame) -> Allocation:
    r"""Return the imputation whose excesses :math:`e(S, x) = v(S) - x(S)` are lexicographically least.

    The excesses of all coalitions are ordered from the greatest down; of all :math:`x` with :math:`x(N) = v(N)` and
    :math:`x_i \ge v(\{i\})` the nucleolus makes this list lexicographically least. There is exactly one, and it lies in
    the core wherever that is not empty. It equals the :func:`prenucleolus` where the core is not empty or the game is
    zero-monotonic. Exact: linear programmes on whole numbers, and the answer is returned only with a
    :func:`coopgame.sharing.values.kohlberg.kohlberg` certificate.

    Parameters
    ----------
    game : CoalitionalGame
        With rational worths, at most twelve players; one or two players may have worths with parameters. For three
        that have see :func:`coopgame.sharing.values.three_players.prenucleolus_regimes`.

    Returns
    -------
    Allocation
        For two players the standard solution, which halves what they gain by joining; where that is a gain.

    Raises
    ------
    SolverError
        When a worth of a game of three or more is no rational number, there are more than twelve players, or there is
        no imputation: :math:`v(N) < \sum_i v(\{i\})`.

    References
    ----------
    Schmeidler, D. (1969), The nucleolus of a characteristic function game, SIAM Journal on Applied Mathematics 17,
    1163-1170. Maschler, M., Peleg, B. and Shapley, L. S. (1979), Geometric properties of the kernel, nucleolus, and
    related solution concepts, Mathematics of Operations Research 4, 303-338.

    Examples
    --------
    >>> worths = {"L": 0, "R": 0, "S": 0, ("L", "R"): 1, ("L", "S"): 1, ("R", "S"): 0, ("L", "R", "S"): 1}
    >>> print(nucleolus(CoalitionalGame.from_worth(("L", "R", "S"), worths)))
    nucleolus: L 1, R 0, S 0

    """
    require_kind(game, CoalitionalGame)
    return least_excesses(game, "nucleolus", Domain.IMPUTATIONS, Excess.TOTAL)


def prenucleolus(game: CoalitionalGame) -> Allocation:
    r"""Return the :math:`x` with :math:`x(N) = v(N)` whose excesses are lexicographically least.

    As :func:`nucleolus`, but a player may get less than alone. It exists for every game.

    Parameters
    ----------
    game : CoalitionalGame
        With rational worths, at most twelve players; one or two players may have worths with parameters.

    Raises
    ------
    SolverError
        When a worth of a game of three or more is no rational number, or there are more than twelve players.

    References
    ----------
    Sobolev, A. I. (1975), The characterization of optimality principles in cooperative games by functional equations,
    Mathematical Methods in the Social Sciences 6, 94-151 (in Russian).

    """
    require_kind(game, CoalitionalGame)
    return least_excesses(game, "prenucleolus", Domain.EFFICIENT, Excess.TOTAL)


def least_excesses(game: CoalitionalGame, rule: str, domain: Domain, excess: Excess) -> Allocation:
    """Return the shares of a domain whose excesses are lexicographically least, certified.

    Raises
    ------
    SolverError
        When the game is none that this is computed for, or the domain is empty.

    """
    if len(game.players) <= 2:
        return _standard(game, rule, domain)
    if len(game.players) > MOST_PLAYERS:
        raise SolverError(f"the game has {len(game.players)} players", expected=f"at most {MOST_PLAYERS}")
    worths = rational_worths(game)
    alone = sum(worths[1 << k] for k in range(len(game.players)))
    if domain is Domain.IMPUTATIONS and worths[-1] < alone:
        raise _no_imputation(game)
    shares = map(sp.Rational, _sequence(worths, len(game.players), domain, excess))
    found = Allocation(game, rule, PerPlayer(game.players, shares), notes=_notes(domain))
    if not isinstance(kohlberg(found, domain, excess), KohlbergCertificate):
        raise SolverError(f"the {rule} found, {found}, fails Kohlberg's criterion", expected="shares that meet it")
    return found


def _standard(game: CoalitionalGame, rule: str, domain: Domain) -> Allocation:
    condition = Region()
    if domain is Domain.IMPUTATIONS:
        alone = sp.Add(*(game.worth(player) for player in game.players))
        condition = kept([game.grand >= alone], game.region)
        if condition == Region(sp.false):
            raise _no_imputation(game)
    return Allocation(game, rule, equal_surplus(game).shares, condition, _notes(domain))


def _notes(domain: Domain) -> tuple[str, ...]:
    if domain is Domain.IMPUTATIONS:
        return ("Over the imputations: nobody gets less than alone.",)
    return ("Over all shares that add up to v(N): a player may get less than alone.",)


def _no_imputation(game: CoalitionalGame) -> SolverError:
    return SolverError(
        f"the players are worth more apart than v(N) = {game.grand}",
        expected="a game with imputations; prenucleolus(game) needs none",
    )


def _sequence(worths: tuple[Fraction, ...], n: int, domain: Domain, excess: Excess) -> tuple[Fraction, ...]:
    r"""Solve one programme after another, each lowering the greatest excess that is not settled yet.

    With :math:`q_S` the size that an excess is divided by, each is :math:`\min \epsilon` subject to
    :math:`x(S) + q_S \epsilon \ge v(S)` for the coalitions not settled, :math:`x(T) = t_T` for those that are, and
    :math:`x_i \ge v(\{i\})` where imputations compete; what is solved is its dual. A coalition whose dual weight is
    positive is tight in every optimum, and is settled then. There is one at least, so that every programme takes
    away a dimension of the shares that are left.
    """
    settled: dict[int, Fraction] = {len(worths) - 1: worths[-1]}
    demands = [(place, excess.size(place)) for place in range(1, len(worths) - 1)]
    if domain is Domain.IMPUTATIONS:
        demands += [(1 << k, 0) for k in range(n)]
    shares: list[Fraction] = []
    while demands := _unsettled(demands, settled, n):
        columns = [(*indicator(place, n), size) for place, size in demands]
        gains = [worths[place] for place, _ in demands]
        for place, value in settled.items():
            own = (*indicator(place, n), 0)
            columns += [own, tuple(-entry for entry in own)]
            gains += [value, -value]
        found = maximise(columns, gains, (0,) * n + (1,))
        assert isinstance(found, Optimum)
        *shares, least = found.prices
        for j in found.weights:
            if j < len(demands):
                place, size = demands[j]
                settled[place] = worths[place] - size * least
    return tuple(shares)


def _unsettled(demands: list[tuple[int, int]], settled: dict[int, Fraction], n: int) -> list[tuple[int, int]]:
    """Keep the coalitions whose share is not a combination of shares that are settled."""
    rows = [list(map(sp.QQ, indicator(place, n))) for place in settled]
    free = DomainMatrix(rows, (len(rows), n), sp.QQ).nullspace().to_list()
    if not free:
        return []
    units = [lcm(*(int(entry.denominator) for entry in row)) for row in free]
    moves = np.array(
        [[int(entry * unit) for entry in row] for row, unit in zip(free, units, strict=True)], dtype=object
    )
    places = np.array([indicator(place, n) for place, _ in demands], dtype=object)
    moved = (places @ moves.T).any(axis=1)
    return [demand for demand, moves_it in zip(demands, moved, strict=True) if moves_it]
