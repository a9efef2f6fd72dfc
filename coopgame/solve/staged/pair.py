"""How two expressions compare over a whole region."""

from dataclasses import dataclass, field
from enum import Enum

from coopgame.solve.staged.differences import Point
from coopgame.symbols import Region


class Comparison(Enum):
    """How one expression compares with another, over a whole region."""

    GREATER = ">"
    AT_LEAST = ">="
    EQUAL = "="
    AT_MOST = "<="
    LESS = "<"
    DEPENDS = "depends"
    UNDECIDED = "undecided"

    @property
    def reversed(self) -> "Comparison":
        """How the other compares with the one."""
        return REVERSED.get(self, self)


REVERSED = {
    Comparison.GREATER: Comparison.LESS,
    Comparison.AT_LEAST: Comparison.AT_MOST,
    Comparison.AT_MOST: Comparison.AT_LEAST,
    Comparison.LESS: Comparison.GREATER,
}


@dataclass(frozen=True)
class Pair:
    r"""How :math:`f` compares with :math:`g` over a region :math:`\Theta`.

    Attributes
    ----------
    first, second : str
        The names of :math:`f` and :math:`g`.
    relation : Comparison
        ``GREATER`` is :math:`f > g` at every point of :math:`\Theta`, and so on, each proven; ``DEPENDS`` is shown by
        a point on either side.
    condition, equality, converse : Region
        Exactly where in :math:`\Theta` it is that :math:`f > g`, :math:`f = g`, and :math:`f < g`, without what holds
        throughout.
    above, level, below : dict or None
        An exact point of :math:`\Theta` with :math:`f > g`, with :math:`f = g`, and with :math:`f < g`; None where
        there is none, or none was found or looked for.
    reason : str
        Why it is undecided.

    """

    first: str
    second: str
    relation: Comparison
    condition: Region
    equality: Region
    converse: Region
    above: Point | None = field(default=None, compare=False)
    level: Point | None = field(default=None, compare=False)
    below: Point | None = field(default=None, compare=False)
    reason: str = field(default="", compare=False)

    @property
    def witnesses(self) -> tuple[Point, ...]:
        """The points that show what may occur: above, level, below."""
        return tuple(point for point in (self.above, self.level, self.below) if point is not None)

    @property
    def reversed(self) -> "Pair":
        """The same with the second first."""
        turned = (
            self.relation.reversed,
            self.converse,
            self.equality,
            self.condition,
            self.below,
            self.level,
            self.above,
        )
        return Pair(self.second, self.first, *turned, self.reason)

    def __str__(self) -> str:
        """Write the pair as a sentence."""
        if self.relation is Comparison.UNDECIDED:
            return f"{self.first} against {self.second}: undecided ({self.reason})"
        if self.relation is Comparison.DEPENDS:
            return f"{self.first} > {self.second} if and only if {self.condition}"
        return f"{self.first} {self.relation.value} {self.second}"
