"""What sustains the cooperation a model aims at: shares, the least subsidy, or any balanced division at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.design.interval import SharingInterval, sharing_interval
from coopgame.design.minimal import minimal_subsidy
from coopgame.design.payment import Payment
from coopgame.design.requirement import Sustains
from coopgame.design.subsidy import MinimalSubsidy
from coopgame.design.sustained import Sustained
from coopgame.design.sustaining import can_be_sustained
from coopgame.design.transfers import Bill, LeastTransfers
from coopgame.errors import RegionError
from coopgame.games.venture import Rule, Venture
from coopgame.models.aim import Aim
from coopgame.report.attempts import Attempts
from coopgame.symbols import Region


@dataclass(frozen=True)
class Cooperation:
    """The answers, each None where it was not found out or not asked.

    Attributes
    ----------
    aim : Aim
    interval : SharingInterval or None
    subsidy : MinimalSubsidy or None
    sustained : Sustained or None

    """

    aim: Aim
    interval: SharingInterval | None
    subsidy: MinimalSubsidy | None
    sustained: Sustained | None

    def shares_at(self, values: Mapping[Any, Any]) -> tuple[sp.Expr, sp.Expr] | None:
        """Return the least and the greatest share in numbers; None where none will do."""
        return None if self.interval is None else _read(lambda: self.interval and self.interval.at(values))

    def bill_at(self, values: Mapping[Any, Any]) -> Bill | None:
        """Return the least transfers in numbers; None where none will do."""
        return None if self.subsidy is None else _read(lambda: self.subsidy and self.subsidy.at(values))


def cooperation(
    venture: Venture,
    rule: Rule,
    aim: Aim,
    attempt: Attempts,
    payment: Payment = Payment.ACTION,
    sustains: Sustains = Sustains.EQUILIBRIUM,
) -> Cooperation:
    """Find out what sustains a profile; what fails is noted, and the rest goes on."""
    interval = None
    if aim.share is not None:
        interval = attempt(
            "shares",
            "The shares that sustain cooperation are",
            lambda: sharing_interval(venture, target=aim.target, share=aim.share, rule=rule),
        )
    subsidy = attempt(
        "least subsidy",
        "The least subsidy is",
        lambda: minimal_subsidy(
            venture,
            target=aim.target,
            payment=payment,
            sustains=sustains,
            rule=rule,
            share=aim.share,
            subsidies=dict(aim.subsidies) or None,
            payer=aim.payer,
        ),
    )
    sustained = attempt(
        "balanced divisions",
        "Whether any division sustains cooperation is",
        lambda: can_be_sustained(venture, target=aim.target),
    )
    return Cooperation(aim, interval, subsidy, sustained)


def never(region: Region) -> bool:
    """Whether a region is known to be empty."""
    return region.conditions == (sp.false,)


def parts(subsidy: MinimalSubsidy) -> Iterator[tuple[LeastTransfers, str]]:
    """Yield the parts of an answer, each with who binds there, in words."""
    for part in subsidy.parts:
        who = " and ".join(part.parties) if part.total != 0 else ""
        yield part, who


def paid_for(subsidy: MinimalSubsidy) -> str:
    """Say what a subsidy is paid for."""
    return "as the payoffs say" if subsidy.payment is None else subsidy.payment.value


def _read(ask: Any) -> Any:
    try:
        return ask()
    except RegionError:  # at these values nothing will do
        return None
