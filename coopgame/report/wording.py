"""What page and paper say alike."""

from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from coopgame.claims.claim import Claim
from coopgame.conditions import text
from coopgame.errors import ExpressionError
from coopgame.games.finite import FiniteGame
from coopgame.games.venture import Rule
from coopgame.models.model import Model, Parameter
from coopgame.models.staged_model import StagedModel
from coopgame.polynomials import relation, relation_form
from coopgame.report.notation import sentence
from coopgame.sharing.linear import LinearShare
from coopgame.solve.equilibrium import NEVER, Equilibrium
from coopgame.symbols import Region

LONGEST = 400  # characters of a formula that a reader may be shown
LONGEST_RESULT = 700  # and of one that is the result itself
BRIEF = 160  # characters of a reason
STRICT = {sp.Ge: sp.Gt, sp.Le: sp.Lt}


def domain_of(model: Model | StagedModel) -> Region:
    """Return what the parameters of a model may be."""
    return model.region if isinstance(model, StagedModel) else model.game.region


def besides(claim: Claim, domain: Region) -> Region:
    """Return the hypotheses of a claim that are not in the domain of the model."""
    return Region(*(condition for condition in claim.region.conditions if condition not in domain.conditions))


def strictness(found: Equilibrium) -> str | Region:
    """Say where an equilibrium is strict: in words where words are shorter, else by the condition."""
    if found.strict_condition == NEVER:
        return "never"
    if found.strict_condition == found.condition:
        return "wherever it is one"
    parts = found.condition.conditions
    if all(isinstance(part, Relational) for part in parts):
        strictly = Region(*(STRICT.get(part.func, part.func)(*part.args) for part in parts))
        if found.strict_condition == strictly:
            return "where all of it holds strictly"
    return found.strict_condition


def support(found: Equilibrium, game: FiniteGame) -> list[tuple[str, list[tuple[str, Any]]]]:
    """For each player the strategies that are played, each with its probability."""
    return [
        (player, [(s, p) for s, p in zip(game.strategies[player], mixture, strict=True) if p != 0])
        for player, mixture in found.mixture.items()
    ]


def tidy(condition: Any) -> Any:
    """Bring what was written as ``gain <= 0`` into the form ``cost <= benefit``, without what both sides have."""
    if not isinstance(condition, Relational):
        tidied = condition.func(*map(tidy, condition.args)) if condition.args else condition
        return condition if tidied in (sp.true, sp.false) else tidied
    if not (condition.lhs.is_Add or condition.rhs.is_Add):
        return condition
    try:
        form = relation_form(condition)
    except ExpressionError:
        return condition
    if form.poles:
        return condition
    tidied = relation(form, condition.rel_op)
    shorter = condition.rhs == 0 or sp.count_ops(tidied) < sp.count_ops(condition)
    return tidied if shorter and isinstance(tidied, Relational) else condition


def bounds(model: Model | StagedModel, parameter: Parameter) -> tuple[Any, str, sp.Symbol, str, Any] | None:
    """Read a parameter's domain as ``low < symbol <= high``; None where it is not of that form."""
    low: list[tuple[Any, str]] = []
    high: list[tuple[Any, str]] = []
    for condition in model.domain(parameter).conditions:
        if not isinstance(condition, Relational) or condition.rel_op not in ("<", "<=", ">", ">="):
            return None
        turned = condition if condition.lhs == parameter.symbol else condition.reversed
        if turned.lhs != parameter.symbol:
            return None
        (high if "<" in turned.rel_op else low).append((turned.rhs, turned.rel_op.replace(">", "<")))
    if len(low) != 1 or len(high) != 1:
        return None
    return low[0][0], low[0][1], parameter.symbol, high[0][1], high[0][0]


def shares(rule: Rule) -> list[tuple[str, sp.Expr]]:
    """What a linear rule gives to whom; nothing for rules that are no list of shares."""
    return list(zip(rule.players, rule.shares, strict=True)) if isinstance(rule, LinearShare) else []


def brief(words: str) -> str:
    """Cut a sentence that quotes a long formula."""
    return words if len(words) <= BRIEF else f"{words[:BRIEF].rstrip()} ..."


def too_long(value: Any, longest: int = LONGEST) -> str:
    """Say in words that a formula is too long to be read; empty where it is not."""
    length = len(str(value))
    return f"[a formula of {length} characters: see results.json]" if length > longest else ""


def plain(condition: Any) -> str:
    """Write a condition as one would say it, in plain text."""
    return "".join(
        part if isinstance(part, str) else too_long(part) or text(part) for part in sentence(tidy(condition))
    )
