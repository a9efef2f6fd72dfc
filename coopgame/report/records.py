"""Results as plain dictionaries and lists, for machines: exact numbers and formulas as text, floats as floats."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import sympy as sp

from coopgame.claims.claim import Proved, Refuted, Undecided
from coopgame.games.finite import FiniteGame
from coopgame.models.model import Model
from coopgame.models.staged_model import StagedModel
from coopgame.solve.equilibrium import Equilibrium
from coopgame.solve.numeric import NumericEquilibria
from coopgame.solve.partition import Partition
from coopgame.symbols import Region

DISTRIBUTION = "innovation-coopgame"

Record = dict[str, Any]


def library() -> Record:
    """Return what the results were found with."""
    return {"library": "coopgame", "distribution": DISTRIBUTION, "version": version(DISTRIBUTION)}


def number(value: Any) -> Any:
    """Write an exact number or a formula as text; a float stays one."""
    return float(value) if isinstance(value, float | sp.Float) else str(value)


def point(values: Mapping[sp.Symbol, Any] | None) -> Record | None:
    """Write a point by name."""
    return None if values is None else {str(symbol): number(value) for symbol, value in values.items()}


def condition(region: Region) -> list[str]:
    """Write a region as the conditions that must hold together."""
    return [str(Region(part)) for part in region.conditions]


def game(played: FiniteGame) -> Record:
    """Write a game: players, strategies, region, and payoffs by profile."""
    return {
        "players": list(played.players),
        "strategies": {player: list(own) for player, own in played.strategies.items()},
        "parameters": [str(symbol) for symbol in played.symbols],
        "region": condition(played.region),
        "exact": played.exact,
        "payoffs": [
            {"profile": list(profile), "payoffs": [number(u) for u in played.payoffs(profile)]}
            for profile in played.profiles()
        ],
    }


def model(described: Model) -> Record:
    """Write a model: its game, and what the parameters mean."""
    return {
        "name": described.name,
        "kind": "finite",
        "title": described.title,
        "summary": described.summary,
        "factor": described.factor,
        "parameters": parameters(described),
        "rule": None if described.rule is None else str(described.rule),
        "axes": [str(symbol) for symbol in described.axes],
        "claims": [{"name": claim.name, "statement": str(claim)} for claim in described.claims],
        "sources": list(described.sources),
        "game": game(described.game),
    }


def parameters(described: Model | StagedModel) -> list[Record]:
    """Write what the parameters of a model mean."""
    return [
        {
            "name": str(p.symbol),
            "meaning": p.meaning,
            "domain": condition(described.domain(p)),
            "example": number(p.example),
        }
        for p in described.parameters
    ]


def equilibrium(found: Equilibrium) -> Record:
    """Write an equilibrium with its conditions."""
    return {
        "profile": None if found.profile is None else dict(found.profile.items()),
        "mixture": {player: [number(p) for p in mixture] for player, mixture in found.mixture.items()},
        "payoffs": {player: number(payoff) for player, payoff in found.payoffs.items()},
        "condition": condition(found.condition),
        "strict_condition": condition(found.strict_condition),
        "witness": point(found.witness),
    }


def numeric(found: NumericEquilibria) -> Record:
    """Write the equilibria of a game without parameters."""
    return {
        "equilibria": [
            {
                "mixture": {player: [number(p) for p in mixture] for player, mixture in e.mixture.items()},
                "payoffs": {player: number(payoff) for player, payoff in e.payoffs.items()},
                "regret": number(regret),
            }
            for e, regret in zip(found.equilibria, found.regrets, strict=True)
        ],
        "complete": found.complete,
        "degenerate": found.degenerate,
        "components": [list(component) for component in found.components],
        "continua": list(found.continua),
        "method": found.method,
    }


def regimes(cut: Partition) -> Record:
    """Write the regimes of a partition; the cells are counted."""
    return {
        "cells": len(cut.cells),
        "cells_with_interior": sum(cell.full_dimensional for cell in cut.cells),
        "regimes": [
            {
                "name": regime.name,
                "profiles": [list(profile) for profile in regime.profiles],
                "condition": condition(regime.condition),
                "witness": point(regime.witness),
                "interior": regime.full_dimensional,
                "cells": len(regime.cells),
            }
            for regime in cut.regimes
        ],
        "undecided": [condition(region) for region in cut.undecided],
    }


def verdict(found: Proved | Refuted | Undecided) -> Record:
    """Write a verdict on a claim."""
    record: Record = {
        "name": found.claim.name,
        "statement": str(found.claim.statement),
        "given": condition(found.claim.region),
        "source": found.claim.source,
        "verdict": type(found).__name__.lower(),
    }
    if isinstance(found, Refuted):
        record["witness"] = point(found.witness)
    elif isinstance(found, Proved):
        record["vacuous"] = found.vacuous
    else:
        record["reason"] = found.reason
    return record
