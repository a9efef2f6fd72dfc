"""Results on staged models as plain dictionaries and lists, for machines: exact numbers and formulas as text."""

from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from coopgame.games.staged import StagedGame
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.report.records import Record, condition, number, parameters, point
from coopgame.report.solutions import Solution, Static, Values
from coopgame.report.staged_tables import deciders
from coopgame.solve.staged.coalitions import Members
from coopgame.solve.staged.pair import Pair
from coopgame.solve.staged.ranking import Ranking


def model(described: StagedModel) -> Record:
    """Write a staged model: its regimes with their games, and what parameters and quantities mean."""
    return {
        "name": described.name,
        "kind": "staged",
        "title": described.title,
        "summary": described.summary,
        "factor": described.factor,
        "parameters": parameters(described),
        "region": condition(described.region),
        "quantities": [
            {"name": q.name, "symbol": q.symbol, "expression": number(q.expression)} for q in described.quantities
        ],
        "regimes": [regime(r) for r in described.regimes],
        "axes": [str(symbol) for symbol in described.axes],
        "statics": [str(symbol) for symbol in described.statics],
        "claims": [{"name": claim.name, "statement": str(claim)} for claim in described.claims],
        "sources": list(described.sources),
    }


def regime(described: Regime) -> Record:
    """Write a regime: what is played, and who decides jointly."""
    return {
        "name": described.name,
        "label": described.label,
        "game": game(described.game),
        "cooperation": {stage: list(map(_members, given)) for stage, given in described.cooperation.items()},
        "symmetric": [list(group) for group in described.symmetric],
    }


def _members(coalition: Members) -> Any:
    return {p: number(w) for p, w in coalition.items()} if isinstance(coalition, Mapping) else list(coalition)


def game(played: StagedGame) -> Record:
    """Write a staged game: stages with choices, payoffs, region."""
    return {
        "players": list(played.players),
        "stages": [
            {"name": stage.name, "choices": {player: list(map(str, own)) for player, own in stage.choices.items()}}
            for stage in played.stages
        ],
        "payoffs": {player: number(payoff) for player, payoff in played.payoffs.items()},
        "region": condition(played.region),
    }


def solution(found: Solution) -> Record:
    """Write a regime's outcome: closed forms with each of their conditions."""
    outcome = found.outcome
    return {
        "regime": found.regime.label,
        "name": found.regime.name,
        "decide": {stage: list(words) for stage, words in deciders(outcome)},
        "choices": {str(symbol): number(value) for symbols, value in found.choices for symbol in symbols},
        "payoffs": {player: number(value) for players, value in found.payoffs for player in players},
        "quantities": {quantity.name: number(value) for quantity, value in found.values},
        "condition": condition(found.condition),
        "existence": condition(outcome.existence),
        "second_order": condition(outcome.second_order),
        "interior": condition(outcome.interior),
        "stability": condition(outcome.stability),
        "binding": [str(bound) for bound in outcome.binding],
        "assumptions": list(outcome.assumptions),
        "witness": point(outcome.witness),
    }


def ranking(quantity: Quantity, found: Ranking) -> Record:
    """Write a ranking: its chains, the edges of its Hasse diagram, and every pair."""
    return {
        "quantity": quantity.name,
        "region": condition(found.region),
        "chains": [str(chain) for chain in found.chains()],
        "order": [{"greater": high, "less": low, "relation": r.value} for high, low, r in found.order()],
        "pairs": [pair(p) for p in found.pairs],
    }


def pair(found: Pair) -> Record:
    """Write how two regimes compare."""
    return {
        "first": found.first,
        "second": found.second,
        "relation": found.relation.value,
        "first_greater": condition(found.condition),
        "equal": condition(found.equality),
        "second_greater": condition(found.converse),
        "above": point(found.above),
        "level": point(found.level),
        "below": point(found.below),
        "reason": found.reason,
    }


def static(found: Static) -> Record:
    """Write how a quantity in a regime answers to a parameter."""
    rising, falling = found.found.witnesses
    return {
        "quantity": found.quantity.name,
        "regime": found.regime.label,
        "parameter": str(found.parameter),
        "derivative": number(found.found.derivative),
        "direction": found.found.direction.value,
        "strict": found.found.strict,
        "rises": condition(found.found.rises),
        "falls": condition(found.found.falls),
        "turns": condition(found.found.turns),
        "rising": point(rising),
        "falling": point(falling),
    }


def example(solutions: Sequence[Solution], values: Values) -> Record:
    """Write the quantities at a point, in every regime that has its outcome there."""
    return {
        "point": point(values),
        "values": {
            s.regime.label: {quantity.name: _number(value.xreplace(dict(values))) for quantity, value in s.values}
            for s in solutions
            if s.condition.contains(values)
        },
    }


def _number(value: sp.Expr) -> Record:
    return {"exact": number(value), "decimal": float(value)}
