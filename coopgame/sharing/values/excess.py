"""Excesses of coalitions, as they are measured, over the payoff vectors that compete."""

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction

from coopgame.errors import SolverError
from coopgame.games.coalitional import CoalitionalGame


class Excess(Enum):
    r"""How a coalition's complaint about payoffs :math:`x` is measured."""

    TOTAL = "v(S) - x(S)"
    PER_CAPITA = "(v(S) - x(S)) / |S|"

    def size(self, place: int) -> int:
        """What :math:`v(S) - x(S)` is divided by, for the coalition at a position."""
        return 1 if self is Excess.TOTAL else place.bit_count()


class Domain(Enum):
    r"""Which payoff vectors :math:`x` with :math:`x(N) = v(N)` compete."""

    EFFICIENT = "all"
    IMPUTATIONS = "those with x_i >= v({i})"


def rational_worths(game: CoalitionalGame) -> tuple[Fraction, ...]:
    """Return the worths as fractions.

    Raises
    ------
    SolverError
        When a worth holds a parameter, or is irrational; the coalition is named.

    """
    found = []
    for place, worth in enumerate(game.worths):
        if not worth.is_Rational:
            coalition = ", ".join(game.members(place))
            expected = "a rational number: game.at({...}) sets parameters" if worth.free_symbols else "a rational one"
            raise SolverError(f"the worth of {{{coalition}}} is {worth}", expected=expected)
        found.append(Fraction(int(worth.p), int(worth.q)))
    return tuple(found)


def sums(shares: Sequence[Fraction]) -> list[Fraction]:
    r"""Return :math:`x(S)` for every coalition, in the order of the worths."""
    found = [Fraction(0)]
    for share in shares:
        found += [before + share for before in found]
    return found


def indicator(place: int, n: int) -> tuple[int, ...]:
    r""":math:`1_S \in \{0, 1\}^n` of the coalition at a position."""
    return tuple(place >> k & 1 for k in range(n))
