"""The vertices of the core: its extreme points, exactly."""

from fractions import Fraction

import sympy as sp

from coopgame.errors import SolverError, require_kind
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.values.excess import rational_worths

MOST_PLAYERS = 6

Corners = dict[int, tuple[Fraction, ...]]  # by a bit for every coalition that gets no more than its worth


def core_vertices(game: CoalitionalGame) -> tuple[PerPlayer[sp.Rational], ...]:
    r"""Return the extreme points of :math:`\{x : x(N) = v(N),\ x(S) \ge v(S) \text{ for all } S\}`.

    The simplex of imputations is cut by one coalition after another. A new vertex lies where the coalition crosses an
    edge, and two vertices share an edge where no third one is tight wherever both are.

    Parameters
    ----------
    game : CoalitionalGame
        With rational worths and at most six players.

    Returns
    -------
    tuple of PerPlayer of Rational
        In lexicographic order; none where the core is empty.

    Raises
    ------
    SolverError
        When a worth is no rational number, or there are more players.

    References
    ----------
    Motzkin, T. S., Raiffa, H., Thompson, G. L. and Thrall, R. M. (1953), The double description method, Contributions
    to the Theory of Games II, 51-73.

    """
    require_kind(game, CoalitionalGame)
    n = len(game.players)
    if n > MOST_PLAYERS:
        raise SolverError(f"the game has {n} players", expected=f"at most {MOST_PLAYERS}")
    worths = rational_worths(game)
    corners = _imputations(worths, n)
    for place in sorted(range(1, len(worths) - 1), key=int.bit_count):
        if place.bit_count() > 1:
            corners = _cut(corners, place, worths[place], n)
    return tuple(PerPlayer(game.players, map(sp.Rational, point)) for point in sorted(corners.values()))


def _imputations(worths: tuple[Fraction, ...], n: int) -> Corners:
    """List the corners of the imputations."""
    alone = [worths[1 << k] for k in range(n)]
    over = worths[-1] - sum(alone)
    if over < 0:
        return {}
    singles = sum(1 << (1 << k) for k in range(n))
    if over == 0:
        return {singles: tuple(alone)}
    return {
        singles & ~(1 << (1 << k)): tuple(own + over if j == k else own for j, own in enumerate(alone))
        for k in range(n)
    }


def _cut(corners: Corners, place: int, worth: Fraction, n: int) -> Corners:
    """Keep what gives a coalition its worth."""
    found, above, below = {}, {}, {}
    for tight, point in corners.items():
        slack = sum((x for k, x in enumerate(point) if place >> k & 1), -worth)
        if slack < 0:
            below[tight] = slack
        else:
            found[tight if slack else tight | 1 << place] = point
        if slack > 0:
            above[tight] = slack
    for low, lack in below.items():
        for high, slack in above.items():
            common = low & high
            if common.bit_count() < n - 2 or not _is_edge(corners, common):
                continue
            part = slack / (slack - lack)
            pairs = zip(corners[high], corners[low], strict=True)
            found[common | 1 << place] = tuple(a + part * (b - a) for a, b in pairs)
    return found


def _is_edge(corners: Corners, common: int) -> bool:
    """Whether just two corners are tight wherever two given ones are."""
    return sum(tight & common == common for tight in corners) == 2
