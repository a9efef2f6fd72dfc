"""What the commands about sharing do: divide, compare divisions, and design cooperation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from coopgame.claims.claim import point_text
from coopgame.cli.loading import assignments, load
from coopgame.cli.output import emit, emit_json, progress
from coopgame.cli.text import condition, heading, line, short
from coopgame.errors import GameError, RuleError, SymbolError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.models.model import Model
from coopgame.models.staged_model import StagedModel
from coopgame.models.worths import has_worths, read_worths
from coopgame.report import records
from coopgame.report.divisions import Divisions, divisions
from coopgame.report.records import Record
from coopgame.report.staged_tables import number
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.core import core_condition
from coopgame.sharing.values.rules import ValueRule, modified_shapley_rule, owen_rule, value_rule
from coopgame.solve.coalitional import Convention, coalitional_form
from coopgame.symbols import Region

NEEDED = {
    "owen": '--union "enterprise, university" --union government, and so on for everybody',
    "modified-shapley": "--weight enterprise=1/2 --weight university=1/2, and so on for everybody",
}
WORTHS = {
    Convention.PESSIMISTIC: "what each coalition can be sure of",
    Convention.OPTIMISTIC: "what each coalition can hope for",
    Convention.NASH_RESPONSE: "what each coalition gets when the others do what is best for them",
}


WORDS = 32  # columns of the terminal that a table needs beside the shares


@dataclass(frozen=True)
class Compared:
    """Divisions side by side; one below the other where the terminal is too narrow for that."""

    found: Divisions

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """Write them in the width there is."""
        shares = ([str(x) for x in row.allocation.shares] for row in self.found.rows)
        columns = zip(self.found.game.players, *shares, strict=True)
        if sum(2 + max(map(cell_len, column)) for column in columns) + WORDS <= options.max_width:
            yield _compared(self.found)
            return
        for row in self.found.rows:
            yield heading(row.rule.title)
            yield from (line(f"{player}: {x}{_decimals(x)}", 1) for player, x in row.allocation.shares.items())
            yield line(row.verdict, 1)


def share(
    name: str, rule: ValueRule, convention: str, written: Sequence[str], example: bool, json: bool, budget: float
) -> None:
    """Divide the worth of all by one rule."""
    expected = Convention[convention]
    with progress("worths of the coalitions ..."):
        game, values = _game(name, expected, assignments(written), example, budget)
    allocation = rule(game)
    if json:
        emit_json(_head(name, values, expected) | worths(game) | division(allocation))
        return
    emit(*_worths(name, game, expected, values))
    emit("", heading(rule.title))
    emit(*(line(f"{player}: {short(given)}{_decimals(given)}", 1) for player, given in allocation.shares.items()))
    emit(*condition(allocation.condition, 1), *(line(note, 1) for note in allocation.notes))
    if len(game.players) <= 4 or game.is_numeric:
        emit(*_core(core_condition(game)))


def chosen_rule(name: str, unions: Sequence[str], weights: Sequence[str]) -> ValueRule:
    """Find a rule by its name; some need unions or weights besides."""
    needed = {"owen": ("--union", unions), "modified-shapley": ("--weight", weights)}
    for owner, (option, given) in needed.items():
        if given and name != owner:
            raise RuleError(f"{option} is given for the rule {name!r}", expected=f"--rule {owner} with it, or neither")
        if name == owner and not given:
            raise RuleError(f"the rule {owner!r} needs {option}", expected=NEEDED[owner])
    if name == "owen":
        return owen_rule([tuple(player.strip() for player in union.split(",")) for union in unions])
    if name == "modified-shapley":
        return modified_shapley_rule(assignments(weights))
    try:
        return value_rule(name)
    except RuleError as error:
        raise RuleError(error.problem, expected=f"{error.expected}, {', '.join(needed)}") from error


def compare_rules(name: str, convention: str, written: Sequence[str], json: bool, budget: float) -> None:
    """Divide the worth of all by every rule, in numbers."""
    expected = Convention[convention]
    with progress("worths of the coalitions ...") as step:
        game, values = _game(name, expected, assignments(written), True, budget)
        if game.symbols:
            raise SymbolError(
                f"{', '.join(map(str, game.symbols))} of {name} is not set", expected="--set NAME=NUMBER for each"
            )
        step("rules")
        found = divisions(game)
    if json:
        rows = [division(row.allocation) | {"name": row.rule.name, "verdict": row.verdict} for row in found.rows]
        emit_json(_head(name, values, expected) | worths(game) | {"rules": rows, "omissions": list(found.omissions)})
        return
    emit(*_worths(name, game, expected, values), "", Compared(found))
    if not found.has_core:
        emit(line("The core is empty: whatever the shares, some coalition would leave."))
    emit(*map(line, found.omissions))


def worths(game: CoalitionalGame) -> Record:
    """Write the worths for machines."""
    listed = [{"coalition": list(c), "worth": records.number(game.worth(c))} for c in game.coalitions()]
    return {"players": list(game.players), "region": records.condition(game.region), "worths": listed}


def division(allocation: Allocation) -> Record:
    """Write an allocation for machines."""
    return {
        "rule": allocation.rule,
        "shares": {player: records.number(given) for player, given in allocation.shares.items()},
        "condition": records.condition(allocation.condition),
        "notes": list(allocation.notes),
    }


def _game(
    name: str, convention: Convention, values: Mapping[str, Any], example: bool, budget: float
) -> tuple[CoalitionalGame, Mapping[str, Any]]:
    """Return the game in coalitional form, and the values that were set in it."""
    if has_worths(name):
        return read_worths(name).at(values), values
    model = venture_model(name)
    if example:
        values = {str(p.symbol): p.example for p in model.parameters} | dict(values)
    assert model.venture is not None
    known = known_values(model, values)
    return coalitional_form(model.venture.at(known), convention, budget=budget), known


def venture_model(name: str) -> Model:
    """Find a model that has a venture: a joint revenue to divide."""
    model = load(name)
    if isinstance(model, StagedModel) or model.venture is None:
        raise GameError(
            f"{name} has no joint revenue of finitely many strategies to divide",
            expected="a model with a venture, such as alliance or enterprise-university, or a file with worths",
        )
    return model


def known_values(model: Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what only the rule of the model has, such as its share."""
    names = {str(p.symbol) for p in model.parameters}
    for name in values:
        if name not in names:
            raise SymbolError(f"{model.name} has no parameter {name!r}", expected=f"one of {', '.join(sorted(names))}")
    return model.of_venture(values)


def _head(name: str, values: Mapping[str, Any], convention: Convention) -> Record:
    chosen = {} if has_worths(name) else {"convention": convention.name.lower()}
    return records.library() | {"model": name, "set": {k: str(v) for k, v in values.items()}} | chosen


def _worths(
    name: str, game: CoalitionalGame, convention: Convention, values: Mapping[str, Any]
) -> Iterator[RenderableType]:
    yield heading("worths" if has_worths(name) else f"worths: {WORTHS[convention]}")
    for coalition in game.coalitions():
        yield line(f"{{{', '.join(coalition)}}}: {short(game.worth(coalition))}", 1)
    if values:
        yield line(f"at {point_text({sp.Symbol(k, real=True): v for k, v in values.items()})}", 1)


def _core(region: Region) -> Iterator[RenderableType]:
    yield Text("")
    if region == Region(sp.false):
        yield line("The core is empty.")
    elif not region.conditions:
        yield line("The core is not empty.")
    else:
        yield from condition(region, 0, "The core is not empty if")


def _compared(found: Divisions) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("rule", overflow="fold")
    for player in found.game.players:
        table.add_column(Text(player), justify="right", overflow="fold")
    table.add_column("stability", overflow="fold")
    for row in found.rows:
        table.add_row(Text(row.rule.title), *(Text(str(x)) for x in row.allocation.shares), Text(row.verdict))
    return table


def _decimals(value: sp.Expr) -> str:
    if not value.is_number or value.is_Integer:
        return ""
    return f" = {number(value).decimals}"
