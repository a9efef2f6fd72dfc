"""What the commands do."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.table import Table
from rich.text import Text

from coopgame.claims.claim import Claim, Proved, Undecided
from coopgame.claims.decide import decide
from coopgame.cli import text
from coopgame.cli.output import emit, emit_json, progress
from coopgame.errors import ClaimError, SolverError, SymbolError
from coopgame.exact import exact
from coopgame.models import CATALOGUE, find
from coopgame.models.file import SUFFIXES, read_model
from coopgame.models.model import Model
from coopgame.report import records
from coopgame.solve.mixed import mixed_equilibria
from coopgame.solve.numeric import nash_equilibria
from coopgame.solve.partition import partition as cut
from coopgame.solve.pure import pure_equilibria


def models(json: bool) -> None:
    """List the catalogue."""
    if json:
        emit_json([{"name": m.name, "title": m.title, "factor": m.factor} for m in CATALOGUE])
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("model", no_wrap=True)
    table.add_column("what it is about", overflow="fold")
    for model in CATALOGUE:
        table.add_row(Text(model.name), Text(model.title))
    emit(table)


def show(name: str, json: bool) -> None:
    """Show a model."""
    model = load(name)
    if json:
        emit_json(records.library() | records.model(model))
    else:
        emit(*text.described(model))


def solve(name: str, written: Sequence[str], json: bool, budget: float) -> None:
    """Find equilibria."""
    model = load(name)
    values = assignments(written)
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


def load(name: str) -> Model:
    """Find a model in the catalogue, or read it from a file."""
    return read_model(name) if is_file(name) else find(name)


def is_file(name: str) -> bool:
    """Whether a name is that of a file, by how it ends or by what is there."""
    return Path(name).suffix in SUFFIXES or "/" in name or Path(name).is_file()


def assignments(written: Sequence[str]) -> dict[str, Any]:
    """Read ``name=number`` texts."""
    values: dict[str, Any] = {}
    for entry in written:
        name, equals, value = (part.strip() for part in entry.partition("="))
        if not (name and equals):
            raise SymbolError(f"{entry!r} sets nothing", expected="NAME=NUMBER, such as alpha=0.4")
        if name in values:
            raise SymbolError(f"{name!r} is set twice", expected="one value for each parameter")
        values[name] = exact(value)
    return values


def chosen(pattern: str | None) -> list[tuple[Model, Claim]]:
    """Return the claims of a file, or those of the catalogue whose model's or own name the pattern matches."""
    if pattern is not None and is_file(pattern):
        model = read_model(pattern)
        found = [(model, claim) for claim in model.claims]
        if not found:
            raise ClaimError(f"{pattern} makes no claim", expected="tables [[claims]] in it")
        return found
    found = [
        (model, claim)
        for model in CATALOGUE
        for claim in model.claims
        if pattern is None or any(_matches(name, pattern) for name in (model.name, claim.name))
    ]
    if not found:
        raise ClaimError(f"no claim matches {pattern!r}", expected="part of a name that `coopgame show MODEL` lists")
    return found


def _matches(name: str, pattern: str) -> bool:
    return pattern.lower() in name.lower() or fnmatchcase(name.lower(), pattern.lower())
