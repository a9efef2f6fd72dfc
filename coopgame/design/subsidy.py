"""What the least transfers are: who gets how much, in all how much, where, and why not less."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.claims.claim import point_text
from coopgame.conditions import sign_of, value_at
from coopgame.design.payment import Payment
from coopgame.design.programme import by_case
from coopgame.design.requirement import Sustains
from coopgame.design.transfers import Bill, Binding, LeastTransfers
from coopgame.errors import RegionError
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.symbols import Region, point_of


@dataclass(frozen=True)
class MinimalSubsidy:
    r"""The least total of transfers that sustain a profile, part by part of the region.

    Attributes
    ----------
    game : FiniteGame
        The game with the transfers in it, as symbols.
    region : Region
        What the parameters may be, once transfers and share are no parameters any more.
    target : PerPlayer of str
    payment : Payment or None
        None where symbols of the game are the transfers.
    sustains : Sustains
    symbols : PerPlayer of (Symbol or None)
        The transfers' symbols.
    share : Symbol or None
    parts : tuple of LeastTransfers
    condition : Region
        Where any transfers, with any share, sustain the target.
    complete : bool
        Whether it is proven that there are no other parts.
    total : Expr
        The least total, one expression wherever ``condition`` holds: a ``Max`` over critical regions where that is it,
        a ``Min`` over the orders of :attr:`Sustains.UNIQUE`, else by case.
    payer : str or None
    payer_condition : Region
        Where the payer has nothing to gain by leaving the target either, having to pay the transfers.

    """

    game: FiniteGame
    region: Region
    target: PerPlayer[str]
    payment: Payment | None
    sustains: Sustains
    symbols: PerPlayer[Any]
    share: sp.Symbol | None
    parts: tuple[LeastTransfers, ...]
    condition: Region
    complete: bool
    total: sp.Expr
    payer: str | None = None
    payer_condition: Region = Region()

    @cached_property
    def transfers(self) -> PerPlayer[sp.Expr]:
        """Each player's transfer, or the rate of it: one expression wherever ``condition`` holds."""
        return PerPlayer(
            self.game.players,
            (
                by_case((part.transfers[k], part.condition) for part in self.parts)
                for k in range(len(self.game.players))
            ),
        )

    @cached_property
    def nothing(self) -> Region:
        """Where nothing need be paid."""
        return Region(self.condition, sp.Le(self.total, 0))

    @property
    def attained(self) -> bool:
        """Whether it is proven that the least transfers themselves do it, rather than any a little above."""
        return all(part.attained for part in self.parts)

    @property
    def is_proved(self) -> bool:
        """Whether every part is proved to sustain and to be the least, and there are no others."""
        return self.complete and all(part.is_proved for part in self.parts)

    def at(self, values: Any) -> Bill:
        """Return what is to be paid where the parameters have these values.

        Parameters
        ----------
        values : mapping of Symbol or name to number
            May name more than the parameters.

        Raises
        ------
        RegionError
            When the target is not sustained there by any transfers.
        SymbolError
            When a parameter is not set.

        """
        free = {*self.region.symbols, *self.game.symbols} - {*self.symbols, self.share}
        point = point_of(free, values)
        part = next((p for p in self.parts if self.region.contains(point) and p.condition.contains(point)), None)
        if part is None:
            raise RegionError(
                f"no transfers sustain ({', '.join(self.target)}) at {point_text(point) or 'these values'}",
                expected=f"{self.region & self.condition}",
            )
        total = value_at(part.total, point)
        tight = tuple(_tight(self, part, point)) if sign_of(total) == 1 else ()
        shares = None if part.interval is None else tuple(value_at(end, point) for end in part.interval)
        return Bill(
            total,
            PerPlayer(self.game.players, (value_at(t, point) for t in part.transfers)),
            shares,
            tuple(dict.fromkeys(one.party for one in tight)),
            tuple(one.deviation for one in tight),
            None if part.share is None else value_at(part.share, point),
        )

    @property
    def reservation(self) -> str:
        """What is known of a total that is not proven to do it itself, in words; empty where it is."""
        if self.attained:
            return ""
        if self.sustains is not Sustains.UNIQUE:
            return "whether the total itself does or only any above it is open: the region has open ends"
        if self.share is not None:
            return "whether the total itself does or only any above it is open: each must gain strictly"
        return (
            "whoever is paid must be paid more than that, as little more as one likes, "
            "and whoever gains nothing by it must be paid as well"
        )

    def __str__(self) -> str:
        """Write who gets what and where, who determines it, and what the payer makes of it."""
        if not self.parts:
            return f"no transfers sustain ({', '.join(self.target)})"
        lines = [
            f"({', '.join(self.target)}) is {self.sustains.value}"
            + (f" from a total of {self.total}" if not self.total.has(sp.Piecewise) else "")
            + (f", paid {self.payment.value}" if self.payment is not None else "")
            + (f"  if  {self.condition}" if self.condition.conditions else "")
        ]
        lines += [_sentence(self, part) for part in self.parts]
        if self.reservation:
            lines.append(self.reservation)
        if self.payer is not None:
            lines.append(f"{self.payer} has no reason to leave it either if  {self.payer_condition}")
        return "\n".join(lines)

    def _repr_latex_(self) -> str:
        where = rf"\quad\text{{if }} {self.condition.latex()}" if self.condition.conditions else ""
        return f"${sp.latex(self.total)}{where}$"


def _sentence(answer: MinimalSubsidy, part: LeastTransfers) -> str:
    paid = [f"{player} {t}" for player, t in part.transfers.items() if t != 0]
    line = ", ".join(paid) if paid else "nothing need be paid"
    if len(paid) > 1 and answer.total.has(sp.Piecewise):
        line += f", in all {part.total}"
    if part.interval is not None:
        low, high = part.interval
        line += f"; {answer.share} from {low} to {high}" if low != high else f"; {answer.share} {low}"
        if paid and low != high:
            line += f" for the same total, {part.share} for these transfers"
    elif part.share is not None:
        line += f"; {answer.share} such as {part.share}"
    if part.order:
        line += f"; won over in the order {', '.join(part.order)}"
    if paid and part.parties:
        line += f"; it binds {' and '.join(part.parties)}"
    return line + (f"  if  {part.condition}" if part.condition.conditions else "")


def _tight(answer: MinimalSubsidy, part: LeastTransfers, point: Any) -> Iterator[Binding]:
    """Yield the players' constraints that determine the total and hold with equality at a point."""
    for one in part.binding:
        paid = answer.share is not None or sign_of(value_at(part.transfers[one.party], point)) == 1
        if paid and sign_of(value_at(one.slack, point)) == 0:
            yield one
