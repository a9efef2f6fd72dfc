"""What sustains cooperation, as plain dictionaries and lists for machines."""

from coopgame.design.ends import Ends
from coopgame.design.interval import SharingInterval
from coopgame.design.subsidy import MinimalSubsidy
from coopgame.design.sustained import Sustained
from coopgame.design.transfers import LeastTransfers
from coopgame.report import records
from coopgame.report.cooperation import Cooperation
from coopgame.report.divisions import Divisions
from coopgame.report.records import Record
from coopgame.solve.repeated.folk import FolkSet


def cooperation(found: Cooperation) -> Record:
    """Write the shares, the least subsidy and the balanced divisions; null where not found out or not asked."""
    return {
        "target": list(found.aim.target),
        "shares": None if found.interval is None else interval(found.interval),
        "subsidy": None if found.subsidy is None else subsidy(found.subsidy),
        "balanced": None if found.sustained is None else sustained(found.sustained),
    }


def interval(found: SharingInterval) -> Record:
    """Write the shares at which the target is an equilibrium."""
    return {
        "share": str(found.share),
        "condition": records.condition(found.condition),
        "strict": records.condition(found.strict_condition),
        "some_share_if": records.condition(found.nonempty),
        "cases": [ends(case) for case in found.cases],
        "witness": records.point(found.witness),
    }


def ends(case: Ends) -> Record:
    """Write the ends of an interval, with who sets them."""
    return {"where": records.condition(case.case)} | {
        side: [{"value": records.number(end.value), "beyond": end.name, "party": end.party} for end in listed]
        for side, listed in (("lower", case.lower), ("upper", case.upper))
    }


def subsidy(found: MinimalSubsidy) -> Record:
    """Write the least transfers, part by part."""
    return {
        "payment": None if found.payment is None else found.payment.name.lower(),
        "sustains": found.sustains.name.lower(),
        "total": records.number(found.total),
        "condition": records.condition(found.condition),
        "parts": [_part(part) for part in found.parts],
        "complete": found.complete,
        "attained": found.attained,
        "proved": found.is_proved,
        "payer": found.payer,
        "payer_condition": records.condition(found.payer_condition),
    }


def _part(part: LeastTransfers) -> Record:
    return {
        "condition": records.condition(part.condition),
        "transfers": {player: records.number(t) for player, t in part.transfers.items()},
        "total": records.number(part.total),
        "shares": None if part.shares is None else ends(part.shares),
        "binding": list(part.parties),
        "order": list(part.order),
        "witness": records.point(part.witness),
    }


def sustained(found: Sustained) -> Record:
    """Write where some balanced division does it, and what is lacking otherwise."""
    return {
        "observed": found.observed.name.lower(),
        "condition": records.condition(found.condition),
        "needs": {player: records.number(need) for player, need in found.needs.items()},
        "loss": records.number(found.loss),
        "witness": records.point(found.witness),
    }


def repeated(found: FolkSet) -> Record:
    """Write what patience sustains between two."""
    return {
        "feasible": [[records.number(x) for x in corner] for corner in found.vertices],
        "minmax": {player: records.number(value) for player, value in found.minmax.items()},
        "sustained": [[records.number(x) for x in corner] for corner in found.polygon],
    }


def divisions(found: Divisions) -> Record:
    """Write what coalitions are worth, and how the rules divide it."""
    game = found.game
    return {
        "worths": [{"coalition": list(c), "worth": records.number(game.worth(c))} for c in game.coalitions()],
        "core": None if found.core is None else [[records.number(x) for x in vertex] for vertex in found.core],
        "rules": [
            {
                "rule": row.rule.name,
                "shares": {player: records.number(x) for player, x in row.allocation.shares.items()},
                "verdict": row.verdict,
                "notes": list(row.allocation.notes),
            }
            for row in found.rows
        ],
        "omissions": list(found.omissions),
    }
