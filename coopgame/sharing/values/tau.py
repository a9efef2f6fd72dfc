"""The tau value: the compromise between what everybody dreams of and what everybody can insist on."""

from collections.abc import Sequence
from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.errors import require_kind
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.extremes import greatest
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.cases import MOST_CASES, cases, pruned
from coopgame.sharing.values.combination import cancelled, collected
from coopgame.sharing.values.within import defined_where
from coopgame.symbols import Region

BUDGET = 2.0


def tau_value(game: CoalitionalGame) -> Allocation:
    r"""Return :math:`\tau = m + \lambda (M - m)` with :math:`\sum_i \tau_i = v(N)`.

    The utopia :math:`M_i = v(N) - v(N \setminus i)` is the most that a player can be left;
    the minimal right :math:`m_i = \max_{S \ni i} [v(S) - \sum_{j \in S \setminus i} M_j]` is what is over for a player
    who gives the others of a coalition their utopia.

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    Allocation
        Its condition is that the game is quasi-balanced: :math:`m \le M` and
        :math:`\sum_i m_i \le v(N) \le \sum_i M_i`. What the region is proven to exclude is left out of the maxima.

    Raises
    ------
    RuleError
        When the game is nowhere in its region quasi-balanced; the inequality that fails is named.

    References
    ----------
    Tijs, S. H. (1981), Bounds for the core and the tau-value, Game Theory and Mathematical Economics, 123-132.

    Examples
    --------
    >>> game = CoalitionalGame.from_worth(("E", "U"), {"E": 20, "U": 10, ("E", "U"): 60})
    >>> print(tau_value(game))
    tau value: E 35, U 25

    """
    require_kind(game, CoalitionalGame)
    players, region = game.players, game.region
    worths = [pruned(worth, region) for worth in game.worths]
    grand = worths[-1]
    utopia = tuple(collected((grand, -worths[~(1 << k)])) for k in range(len(players)))
    gaps = _gaps(worths, utopia)
    rights = tuple(
        greatest((collected((dream, -gap)) for place, gap in enumerate(gaps) if place >> k & 1), region)
        for k, dream in enumerate(utopia)
    )
    least_sum, most_sum = sp.Add(*rights), sp.Add(*utopia)
    # No right exceeds its utopia where no gap is negative: so said, there is no maximum in it.
    conditions = [
        (gap >= 0, f"what {{{', '.join(game.members(place))}}} earns exceeds its utopias by {-gap}")
        for place, gap in enumerate(gaps)
        if place
    ]
    otherwise = f"the minimal rights add up to {least_sum}, more than the {grand} of all,"
    conditions.append((least_sum <= grand, otherwise))
    condition = defined_where(conditions, region, "a quasi-balanced game")
    room, inside = collected((most_sum, -least_sum)), region & condition
    apart = _proven(sp.Ne(room, 0), inside)
    shares = [
        _between(low, high - low, grand - least_sum, room, apart, inside)
        for low, high in zip(rights, utopia, strict=True)
    ]
    return Allocation(game, "tau value", PerPlayer(players, shares), condition)


def _gaps(worths: Sequence[sp.Expr], utopia: Sequence[sp.Expr]) -> list[sp.Expr]:
    r"""Return :math:`g(S) = \sum_{j \in S} M_j - v(S)`: a minimal right is :math:`M_i - \min_{S \ni i} g(S)`."""
    dreams = [sp.Integer(0)]
    for place in range(1, len(worths)):
        last = place.bit_length() - 1
        dreams.append(dreams[place ^ 1 << last] + utopia[last])
    return [dream - worth for dream, worth in zip(dreams, worths, strict=True)]


def _between(low: sp.Expr, span: sp.Expr, gain: sp.Expr, room: sp.Expr, apart: bool, region: Region) -> sp.Expr:
    r"""Return :math:`m_i + (M_i - m_i) (v(N) - \sum m) / \sum (M - m)`, and :math:`m_i` where both sums coincide."""
    if room == 0:
        return low
    share = cancelled(low + span * gain / room)
    if apart:
        return share
    # What cancelled may have a value where the fraction had none: the right one?
    if not sp.denom(share).free_symbols and _proven(sp.Eq(share, low), region & Region(sp.Eq(room, 0))):
        return share
    if share.has(sp.Max, sp.Min):  # written as defined, which is shorter
        share = low + span * gain / room
    return sp.Piecewise((low, sp.Eq(room, 0)), (share, True))


def _proven(statement: Any, region: Region) -> bool:
    if statement in (sp.true, sp.false):
        return bool(statement)
    if cases(statement.lhs - statement.rhs) > MOST_CASES:
        return False
    return isinstance(decide(Claim(statement, region), BUDGET), Proved)
