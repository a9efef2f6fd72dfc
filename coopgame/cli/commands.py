"""What the commands do."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from time import perf_counter
from typing import Any

from rich.table import Table
from rich.text import Text

from coopgame.claims.claim import Claim, Proved, Undecided
from coopgame.claims.decide import decide
from coopgame.cli import staged, staged_text, text
from coopgame.cli.loading import assignments, is_file, load, load_staged
from coopgame.cli.output import emit, emit_json, progress
from coopgame.errors import ClaimError, GameError, SolverError
from coopgame.models import EVERY
from coopgame.models.file import read_model
from coopgame.models.model import Model
from coopgame.models.staged_model import StagedModel
from coopgame.report import records, staged_records
from coopgame.solve.mixed import mixed_equilibria
from coopgame.solve.numeric import nash_equilibria
from coopgame.solve.partition import partition as cut
from coopgame.solve.pure import pure_equilibria


def models(json: bool) -> None:
    """List the catalogue."""
    listed = [("staged" if isinstance(m, StagedModel) else "finite", m) for m in EVERY]
    if json:
        emit_json([{"name": m.name, "kind": kind, "title": m.title, "factor": m.factor} for kind, m in listed])
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("model", no_wrap=True)
    table.add_column("choices", no_wrap=True)
    table.add_column("what it is about", overflow="fold")
    for kind, model in listed:
        table.add_row(Text(model.name), Text(kind), Text(model.title))
    emit(table)


def show(name: str, json: bool) -> None:
    """Show a model."""
    model = load(name)
    if isinstance(model, StagedModel):
        parts, record = staged_text.described(model), staged_records.model(model)
    else:
        parts, record = text.described(model), records.model(model)
    if json:
        emit_json(records.library() | record)
    else:
        emit(*parts)


def solve(name: str, written: Sequence[str], json: bool, budget: float) -> None:
    """Find equilibria."""
    model = load(name)
    values = assignments(written)
    if isinstance(model, StagedModel):
        staged.solve(model, values, json)
        return
    game = model.game.at(values)
    record = records.library() | {"model": model.name, "set": {k: str(v) for k, v in values.items()}}
    if game.is_numeric:
        found = nash_equilibria(game)
        if json:
            emit_json(record | {"numeric": records.numeric(found)})
        else:
            emit(*text.numeric(found, model))
        return
    with progress("pure equilibria ...") as step:
        pure = pure_equilibria(game, budget)
        step("mixed equilibria")
        mixed, omission = _mixed(game, budget)
    if json:
        equilibria = {
            "pure": [records.equilibrium(e) for e in pure],
            "mixed": None if mixed is None else [records.equilibrium(e) for e in mixed],
        }
        emit_json(record | equilibria | {"omissions": [omission] if omission else []})
        return
    emit(text.heading("pure equilibria"), *(text.equilibria(pure, model) if pure else [text.line("none", 1)]))
    emit("", text.heading("mixed equilibria"))
    emit(*(text.equilibria(mixed, model) if mixed else [text.line(omission or "none", 1)]))


def _mixed(game: Any, budget: float) -> tuple[Any, str]:
    try:
        return mixed_equilibria(game, budget), ""
    except SolverError as error:
        return None, f"left out: {error}"


def partition(name: str, written: Sequence[str], json: bool, budget: float) -> None:
    """Cut the domain into regimes."""
    model = load(name)
    if isinstance(model, StagedModel):
        raise GameError(
            f"{name} has continuous choices, and no profiles to map",
            expected=f"`coopgame compare {name}`, or `coopgame analyse {name} --out DIR` for its maps",
        )
    values = assignments(written)
    with progress("regimes ..."):
        found = cut(model.game.at(values), budget)
    if json:
        emit_json(
            records.library()
            | {"model": model.name, "set": {k: str(v) for k, v in values.items()}}
            | records.regimes(found)
        )
    else:
        emit(*text.regimes(found))


def compare(name: str, written: Sequence[str], json: bool, budget: float) -> None:
    """Rank the regimes of a staged model."""
    staged.compare(load_staged(name), assignments(written), json, budget)


def statics(name: str, of: str | None, wrt: str | None, regime: str | None, json: bool, budget: float) -> None:
    """Find how a staged model's quantities answer to its parameters."""
    staged.statics(load_staged(name), of, wrt, regime, json, budget)


def prove(pattern: str | None, json: bool, budget: float, strict: bool) -> int:
    """Decide the claims that a pattern chooses; return the exit code."""
    written, code = [], 0
    for model, claim in chosen(pattern):
        start = perf_counter()
        with progress(f"{claim.name or claim} ..."):
            verdict = decide(claim, budget)
        seconds = perf_counter() - start
        if json:
            written.append({"model": model.name, **records.verdict(verdict), "seconds": round(seconds, 3)})
        else:
            emit(*text.verdict(verdict, model, seconds))
        proved = isinstance(verdict, Proved) and not verdict.vacuous
        if isinstance(verdict, Undecided) or (strict and not proved):
            code = 1
    if json:
        emit_json(written)
    return code


def chosen(pattern: str | None) -> list[tuple[Model | StagedModel, Claim]]:
    """Return the claims of a file, or those of the catalogue whose model's or own name the pattern matches."""
    if pattern is not None and is_file(pattern):
        model = read_model(pattern)
        found: list[tuple[Model | StagedModel, Claim]] = [(model, claim) for claim in model.claims]
        if not found:
            raise ClaimError(f"{pattern} makes no claim", expected="tables [[claims]] in it")
        return found
    found = [
        (model, claim)
        for model in EVERY
        for claim in model.claims
        if pattern is None or any(_matches(name, pattern) for name in (model.name, claim.name))
    ]
    if not found:
        raise ClaimError(f"no claim matches {pattern!r}", expected="part of a name that `coopgame show MODEL` lists")
    return found


def _matches(name: str, pattern: str) -> bool:
    return pattern.lower() in name.lower() or fnmatchcase(name.lower(), pattern.lower())
