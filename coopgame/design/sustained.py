"""Whether any balanced division of revenue makes a profile an equilibrium, and what outside money is lacking."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import sympy as sp

from coopgame.claims.decide import Found, find_point
from coopgame.design.division import ByProfile
from coopgame.design.literals import Settled
from coopgame.games.venture import Venture
from coopgame.players import PerPlayer
from coopgame.symbols import Region


class Observed(Enum):
    """What a division of revenue may depend on."""

    PROFILE = "the profile"
    REVENUE = "the revenue alone"
    SHARES = "nothing: the shares are constant"


@dataclass(frozen=True)
class Sustained:
    r"""Whether there are :math:`r_i(s) \ge 0` with :math:`\sum_i r_i(s) = R(s)` that make a profile an equilibrium.

    Attributes
    ----------
    venture : Venture
    target : PerPlayer of str
    observed : Observed
    condition : Region
        Where there are such, within the venture's region and ``generic``.
    generic : Region
        Where revenues that are written differently do differ. Elsewhere in the region nothing is said; it is all of
        the region unless only revenue is observed.
    needs : PerPlayer of Expr
        The least each must get at the target: money, or a share where shares are constant.
    loss : Expr
        The least outside money, paid at the target, with which some division does it: zero where ``condition`` holds.
        Where shares are constant, outside money is paid by them as well: it is what the least shares that do it come to
        beyond the revenue of the target.
    mendable : Region
        Where outside money, paid in that way, helps at all.
    division : ByProfile
        One that does it wherever ``condition`` holds. It tells revenues that are written differently apart even where
        they coincide, if no player alone can bring one of them about.
    witness : dict or None
        An exact point at which it holds.

    """

    venture: Venture
    target: PerPlayer[str]
    observed: Observed
    condition: Region
    generic: Region
    needs: PerPlayer[sp.Expr]
    loss: sp.Expr
    mendable: Region
    division: ByProfile
    witness: Any = field(default=None, compare=False)

    def __str__(self) -> str:
        """Write the condition, what each needs, and what is lacking otherwise."""
        what = "share" if self.observed is Observed.SHARES else "amount"
        needs = ", ".join(f"{player} {need}" for player, need in self.needs.items())
        lines = [
            f"some division that sees {self.observed.value} sustains ({', '.join(self.target)}) if  {self.condition}",
            f"least {what} for each: {needs}",
            f"money lacking: {self.loss}" + (f"  if  {self.mendable}" if self.mendable.conditions else ""),
        ]
        if self.generic.conditions:
            lines.append(f"left out: where not  {self.generic}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Way:
    """What one of the three ways to observe comes to, before it is put into words."""

    literals: tuple[Any, ...]
    generic: tuple[Any, ...]
    needs: tuple[sp.Expr, ...]
    loss: sp.Expr
    mendable: tuple[Any, ...]
    amounts: tuple[tuple[sp.Expr, ...], ...]


def deviations(venture: Venture, target: PerPlayer[str]) -> dict[str, list[PerPlayer[str]]]:
    """Return the profiles to which each player alone can turn a target."""
    return {
        player: [target.replace(player, strategy) for strategy in own if strategy != target[player]]
        for player, own in venture.strategies.items()
    }


def largest(values: Sequence[sp.Expr], settled: Settled) -> list[sp.Expr]:
    """Leave out, one after another, what is proven not to exceed another value that stays."""
    kept = list(dict.fromkeys(values))
    for value in tuple(kept):
        if any(other is not value and settled.never(settled.relation(value - other, ">")) for other in kept):
            kept.remove(value)
    return kept


def answered(venture: Venture, target: PerPlayer[str], observed: Observed, way: Way, settled: Settled) -> Sustained:
    """Put a way into words: conditions without what follows from the rest, a rule, and a point."""
    limited = [settled.relation(revenue, ">=") for revenue in dict.fromkeys(venture.revenues)]
    generic = settled.shortest(way.generic)
    condition = settled.shortest([*limited, *way.literals])
    found = find_point(venture.region & generic & condition, settled.budget, symbols=venture.symbols)
    return Sustained(
        venture,
        target,
        observed,
        condition,
        generic,
        PerPlayer(venture.players, way.needs),
        way.loss,
        settled.shortest([*limited, *way.mendable]),
        ByProfile(venture.players, tuple(PerPlayer(venture.players, row) for row in way.amounts), venture.exact),
        found.point if isinstance(found, Found) else None,
    )
