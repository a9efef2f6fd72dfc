"""Kohlberg's criterion: an exact certificate that shares are the nucleolus, or a way to lower complaints."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

import sympy as sp
from sympy.polys.matrices import DomainMatrix

from coopgame.errors import RuleError, SolverError, require_kind
from coopgame.games.coalitional import Coalition, CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.balanced_collections import BalancedCollection
from coopgame.sharing.values.excess import Domain, Excess, indicator, rational_worths, sums
from coopgame.sharing.values.simplex import Infeasible, maximise


@dataclass(frozen=True)
class KohlbergLevel:
    r"""The coalitions whose excess is at least a number, and weights under which they are balanced.

    Attributes
    ----------
    excess : Rational
        The number :math:`\alpha`.
    coalitions : tuple of Coalition
        :math:`D(\alpha) = \{S : e(S, x) \ge \alpha\}`.
    balanced : BalancedCollection
        All of them; where imputations compete, perhaps also single players who get just what they are worth alone.

    """

    excess: sp.Rational
    coalitions: tuple[Coalition, ...]
    balanced: BalancedCollection

    def __str__(self) -> str:
        """Write the excess and the weights."""
        return f"excess {self.excess} or more: {self.balanced}"


@dataclass(frozen=True)
class KohlbergCertificate:
    """Shares meet Kohlberg's criterion: nobody's complaint can be lowered but at the expense of a greater one.

    Attributes
    ----------
    allocation : Allocation
    domain : Domain
        Which shares compete.
    excess : Excess
        How complaints are measured.
    levels : tuple of KohlbergLevel
        From the greatest excess down to where the balanced coalitions leave no direction to move in: what is balanced
        there stays so with any coalition more.

    """

    allocation: Allocation
    domain: Domain
    excess: Excess
    levels: tuple[KohlbergLevel, ...]

    def __str__(self) -> str:
        """Write a line for every level."""
        return "\n".join(map(str, self.levels)) or "one player gets all there is"


@dataclass(frozen=True)
class KohlbergImprovement:
    """Shares fail Kohlberg's criterion: a step that raises none of the greatest excesses and lowers some.

    Attributes
    ----------
    allocation : Allocation
    domain : Domain
    excess : Excess
    level : Rational
        The greatest excesses are those of at least this.
    coalitions : tuple of Coalition
        Whose they are.
    direction : PerPlayer of Rational
        Changes of the shares that add up to zero, and that give none of these coalitions less and some more.

    """

    allocation: Allocation
    domain: Domain
    excess: Excess
    level: sp.Rational
    coalitions: tuple[Coalition, ...]
    direction: PerPlayer[sp.Rational]

    def __str__(self) -> str:
        """Write who is to get more and who less."""
        moves = ", ".join(f"{player} {'+' if move > 0 else ''}{move}" for player, move in self.direction.items())
        return f"in the direction {moves} none of the excesses of {self.level} or more rises, and some fall"


def kohlberg(
    allocation: Allocation, domain: Domain = Domain.EFFICIENT, excess: Excess = Excess.TOTAL
) -> KohlbergCertificate | KohlbergImprovement:
    r"""Test whether shares :math:`x` are the (pre)nucleolus, by the balancedness of their greatest excesses.

    They are the prenucleolus if and only if for every :math:`\alpha` the coalitions
    :math:`D(\alpha) = \{S : e(S, x) \ge \alpha\}` are balanced or none. Where only imputations compete, players with
    :math:`x_i = v(\{i\})` may join with any weight :math:`\ge 0`. Each level is one exact linear programme: it gives
    the weights, or a direction in which the shares improve.

    Parameters
    ----------
    allocation : Allocation
        With rational shares, of a game with rational worths.
    domain : Domain
    excess : Excess

    Raises
    ------
    RuleError
        When the shares do not add up to :math:`v(N)`, or imputations compete and a player gets less than alone.
    SolverError
        When a worth or a share is not a rational number.

    References
    ----------
    Kohlberg, E. (1971), On the nucleolus of a characteristic function game, SIAM Journal on Applied Mathematics 20,
    62-66. Benedek, M., Fliege, J. and Nguyen, T.-D. (2021), Finding and verifying the nucleolus of cooperative games,
    Mathematical Programming 190, 135-170 (the levels that suffice).

    """
    require_kind(allocation, Allocation)
    game = allocation.game
    n = len(game.players)
    worths, shares = rational_worths(game), _rational_shares(allocation)
    _require_member(game, worths, shares, domain)
    given = sums(shares)
    bound = [1 << k for k in range(n) if domain is Domain.IMPUTATIONS and shares[k] == worths[1 << k]]
    excesses = {s: (worths[s] - given[s]) / excess.size(s) for s in range(1, (1 << n) - 1)}
    levels: list[KohlbergLevel] = []
    places: list[int] = []
    for value, group in groupby(sorted(excesses, key=lambda s: (-excesses[s], s)), key=excesses.__getitem__):
        places += group
        level, members = sp.Rational(value), tuple(map(game.members, places))
        found = _balanced(places, [s for s in bound if s not in places], n)
        if isinstance(found, Infeasible):
            direction = PerPlayer(game.players, map(sp.Rational, _direction(found.prices)))
            return KohlbergImprovement(allocation, domain, excess, level, members, direction)
        weights = tuple(sp.Rational(weight) for weight in found.values())
        levels.append(
            KohlbergLevel(level, members, BalancedCollection(game.players, tuple(map(game.members, found)), weights))
        )
        if _rank(found, n) == n:
            break
    return KohlbergCertificate(allocation, domain, excess, tuple(levels))


def is_prenucleolus(allocation: Allocation) -> bool:
    """Whether shares are the prenucleolus of their game, decided by :func:`kohlberg`."""
    return _is(allocation, Domain.EFFICIENT)


def is_nucleolus(allocation: Allocation) -> bool:
    """Whether shares are the nucleolus of their game over the imputations, decided by :func:`kohlberg`."""
    return _is(allocation, Domain.IMPUTATIONS)


def _is(allocation: Allocation, domain: Domain) -> bool:
    try:
        return isinstance(kohlberg(allocation, domain), KohlbergCertificate)
    except RuleError:
        return False


def _rational_shares(allocation: Allocation) -> tuple[Fraction, ...]:
    for player, share in allocation.shares.items():
        if not share.is_Rational:
            raise SolverError(f"the share of {player} is {share}", expected="a rational number")
    return tuple(Fraction(int(share.p), int(share.q)) for share in allocation.shares)


def _require_member(
    game: CoalitionalGame, worths: Sequence[Fraction], shares: Sequence[Fraction], domain: Domain
) -> None:
    if sum(shares) != worths[-1]:
        raise RuleError(f"the shares add up to {sum(shares)}", expected=f"v(N) = {worths[-1]}")
    for k, (player, share) in enumerate(zip(game.players, shares, strict=True)):
        if domain is Domain.IMPUTATIONS and share < worths[1 << k]:
            raise RuleError(f"{player} gets {share}", expected=f"at least v({{{player}}}) = {worths[1 << k]}")


def _balanced(places: Sequence[int], bound: Sequence[int], n: int) -> dict[int, Fraction] | Infeasible:
    r"""Find :math:`\lambda_S > 0`, and :math:`\lambda_i \ge 0` of the bound, with :math:`\sum_S \lambda_S 1_S = 1_N`.

    Weights may be scaled, so that those above zero may be asked to be one at least: what is found is
    :math:`\nu = \lambda - 1 \ge 0` with :math:`\kappa 1_N - \sum_S \nu_S 1_S = \sum_S 1_S`.
    """
    columns = [tuple(-entry for entry in indicator(place, n)) for place in (*places, *bound)]
    needed = [sum(place >> k & 1 for place in places) for k in range(n)]
    found = maximise([*columns, (1,) * n], [Fraction(0)] * (len(columns) + 1), needed)
    if isinstance(found, Infeasible):
        return found
    total = found.weights[len(columns)]
    weights = {place: (1 + found.weights.get(j, 0)) / total for j, place in enumerate(places)}
    more = {place: found.weights.get(j, Fraction(0)) / total for j, place in enumerate(bound, len(places))}
    return weights | {place: weight for place, weight in more.items() if weight}


def _direction(prices: Sequence[Fraction]) -> list[Fraction]:
    # The prices take from no coalition and leave over what they take from all: that is handed back in equal parts.
    over = sum(prices, Fraction(0)) / len(prices)
    return [over - price for price in prices]


def _rank(places: Sequence[int] | dict[int, Fraction], n: int) -> int:
    rows = [list(map(sp.ZZ, indicator(place, n))) for place in places]
    return int(DomainMatrix(rows, (len(rows), n), sp.ZZ).rank())
