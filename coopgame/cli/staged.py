"""What the commands do with staged models."""

from collections.abc import Mapping
from typing import Any

import sympy as sp
from rich.text import Text

from coopgame.cli import staged_text
from coopgame.cli.output import emit, emit_json, progress
from coopgame.cli.text import condition, line
from coopgame.errors import GameError, RegionError, SolverError, SymbolError
from coopgame.models.staged_model import Quantity, StagedModel
from coopgame.report import records, staged_records
from coopgame.report.attempts import Attempts
from coopgame.report.solutions import Solution, Values, everywhere, rankings, solved
from coopgame.report.solutions import statics as moved
from coopgame.report.staged_tables import extra, signs


def solve(model: StagedModel, written: Mapping[str, Any], json: bool) -> None:
    """Solve every regime; in numbers when every parameter is set."""
    values = _settings(model, written)
    solutions, omissions = _solutions(model, values)
    numeric = len(values) == len(model.parameters)
    if json:
        found = staged_records.example(solutions, values) if numeric else {}
        regimes = {"regimes": [staged_records.solution(solution) for solution in solutions]}
        emit_json(_head(model, values) | found | regimes | {"omissions": omissions})
        return
    if numeric:
        emit(*staged_text.in_numbers(model, solutions, values))
    else:
        emit(*staged_text.side_by_side(model, solutions))
    emit(*map(line, omissions))


def compare(model: StagedModel, written: Mapping[str, Any], json: bool, budget: float) -> None:
    """Rank the regimes by each quantity."""
    values = _settings(model, written)
    solutions, omissions = _solutions(model, values)
    if len(solutions) < 2:
        raise SolverError(" ".join(omissions) or f"{model.name} has one regime", expected="two regimes to compare")
    with progress("rankings ...") as step:
        attempt = Attempts(step)
        region = everywhere(model, solutions, values)
        found = rankings(model, solutions, region, attempt, budget)
    omissions += attempt.omissions
    if json:
        ranked = [staged_records.ranking(quantity, ranking) for quantity, ranking in found]
        where = {"compared_in": records.condition(region)}
        emit_json(_head(model, values) | where | {"rankings": ranked, "omissions": omissions})
        return
    emit(*condition(extra(model.region.at(values), region), 0, "compared where"))
    for quantity, ranking in found:
        emit(Text(""), *staged_text.ranked(quantity, ranking))
    emit(*map(line, omissions))


def statics(model: StagedModel, of: str | None, wrt: str | None, regime: str | None, json: bool, budget: float) -> None:
    """Find the signs of derivatives."""
    quantities = model.quantities if of is None else (_quantity(model, of),)
    everyone = model.statics or tuple(p.symbol for p in model.parameters)
    parameters = everyone if wrt is None else (_parameter(model, wrt),)
    regimes = () if regime is None else (model.regime(regime),)
    with progress("regimes ...") as step:
        attempt = Attempts(step)
        solutions = solved(model, attempt, regimes)
        found = moved(model, solutions, attempt, of=quantities, wrt=parameters, budget=budget)
    if json:
        record = {"statics": [staged_records.static(static) for static in found], "omissions": attempt.omissions}
        emit_json(_head(model, {}) | record)
        return
    labels = [solution.regime.label for solution in solutions]
    tables, notes = signs(parameters, quantities, labels, found)
    meaning = {p.symbol: p.meaning for p in model.parameters}
    emit(*staged_text.signed(tables, notes, labels, meaning), *map(line, attempt.omissions))


def _head(model: StagedModel, values: Values) -> records.Record:
    return records.library() | {"model": model.name, "set": {str(k): str(v) for k, v in values.items()}}


def _solutions(model: StagedModel, values: Values) -> tuple[list[Solution], list[str]]:
    """Solve the regimes that have an outcome at the values, and say of the others that they have none."""
    with progress("regimes ...") as step:
        attempt = Attempts(step)
        found = []
        for solution in solved(model, attempt):
            try:
                found.append(solution.at(values))
            except RegionError as error:
                attempt.omissions.append(f"{solution.regime.label} has no outcome there: {error}.")
    return found, attempt.omissions


def _settings(model: StagedModel, written: Mapping[str, Any]) -> dict[sp.Symbol, sp.Expr]:
    """Read which parameters are set; the values must be in the model's region."""
    values = {_parameter(model, name): value for name, value in written.items()}
    model.region.at(values)
    return values


def _parameter(model: StagedModel, name: str) -> sp.Symbol:
    known = {str(p.symbol): p.symbol for p in model.parameters}
    if name not in known:
        raise SymbolError(f"{model.name} has no parameter {name!r}", expected=f"one of {', '.join(known)}")
    return known[name]


def _quantity(model: StagedModel, name: str) -> Quantity:
    """Find a quantity by its name or symbol."""
    written = {q.symbol.lstrip("\\"): q for q in model.quantities}
    found = next((q for q in model.quantities if q.name == name), written.get(name.lstrip("\\")))
    if found is None:
        known = ", ".join(f"{symbol} ({q.name})" for symbol, q in written.items())
        raise GameError(f"{model.name} has no quantity {name!r}", expected=f"one of {known}")
    return found
