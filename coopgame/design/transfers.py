"""Least transfers in one part of a region, and what they come to at a point."""

from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from coopgame.claims.claim import Proved, Refuted, Undecided
from coopgame.design.ends import Ends, written
from coopgame.players import PerPlayer
from coopgame.symbols import Region

Verdict = Proved | Refuted | Undecided


@dataclass(frozen=True)
class Binding:
    """A player's constraint that determines the total of transfers.

    Attributes
    ----------
    party : str
    deviation : str
        What the player would rather do, in words.
    slack : Expr
        By how much the constraint is met: zero where it binds.

    """

    party: str
    deviation: str
    slack: sp.Expr


@dataclass(frozen=True)
class LeastTransfers:
    """The least transfers in one part of the region.

    Attributes
    ----------
    condition : Region
        Where, within the region of the answer.
    transfers : PerPlayer of Expr
        Nought for who is paid nothing.
    total : Expr
    share : Expr or None
        A share that goes with them, where the share is chosen together with them.
    shares : Ends or None
        All shares that go with the least total.
    binding : tuple of Binding
        The players' constraints that determine the total.
    order : tuple of str
        In which order players are won over, for :attr:`Sustains.UNIQUE`.
    attained : bool
        Whether it is proven that these transfers do it. Otherwise the total may be approached only: something that must
        hold strictly, in the region or to rule other profiles out, may hold with equality.
    witness : dict or None
    sustained, least : Proved, Refuted or Undecided
        That the target is sustained with these transfers, and that it is not with any lesser total.

    """

    condition: Region
    transfers: PerPlayer[sp.Expr]
    total: sp.Expr
    share: sp.Expr | None
    shares: Ends | None
    binding: tuple[Binding, ...]
    order: tuple[str, ...]
    attained: bool
    witness: Any = field(compare=False)
    sustained: Verdict = field(compare=False)
    least: Verdict = field(compare=False)

    @property
    def is_proved(self) -> bool:
        """Whether both are proved."""
        return isinstance(self.sustained, Proved) and isinstance(self.least, Proved)

    @property
    def interval(self) -> tuple[sp.Expr, sp.Expr] | None:
        """The least and the greatest share that goes with the least total, in closed form."""
        if self.shares is None:
            return None
        return written(self.shares.lower, sp.Max), written(self.shares.upper, sp.Min)

    @property
    def parties(self) -> tuple[str, ...]:
        """The players whose constraints determine the total."""
        return tuple(dict.fromkeys(one.party for one in self.binding))


@dataclass(frozen=True)
class Bill:
    """What the least transfers come to at one point.

    Attributes
    ----------
    total : number
    transfers : PerPlayer of number
    shares : pair of numbers or None
        The least and the greatest share that goes with the least total.
    binding : tuple of str
        The players who would leave the target if the total were any less; none where nothing need be paid.
    deviations : tuple of str
        What they would rather do, in words.
    share : number or None
        One at which these transfers do it; at another one between those ends others of the same total may be needed.

    """

    total: sp.Expr
    transfers: PerPlayer[sp.Expr]
    shares: tuple[sp.Expr, sp.Expr] | None
    binding: tuple[str, ...]
    deviations: tuple[str, ...]
    share: sp.Expr | None = None
