"""Results on staged models as text for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

import sympy as sp
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from coopgame.claims.claim import point_text
from coopgame.cli.text import claims_and_sources, condition, heading, line, parameters, short
from coopgame.models.staged_model import Quantity, StagedModel
from coopgame.report.solutions import Solution, Static, Values
from coopgame.report.staged_tables import Number, SignTable, deciders, games, numbers
from coopgame.report.wording import LONGEST_RESULT, brief
from coopgame.solve.staged.pair import Comparison, Pair
from coopgame.solve.staged.ranking import Ranking
from coopgame.solve.staged.statics import Direction
from coopgame.symbols import Region

MANY = 5  # more regimes than that leave no room for exact numbers
PLAIN = {"−": "-", "±": "+/-"}  # a terminal may know no other letters
ROOM = 12  # characters of an exact number that a column takes


def described(model: StagedModel) -> Iterator[RenderableType]:
    """Write what a staged model is."""
    yield heading(model.title)
    for words in filter(None, (model.summary, model.factor)):
        yield line(words)
    for game, regimes in games(model):
        yield Text("")
        yield heading(", ".join(f"{r.label}: {r.name}" for r in regimes))
        for k, stage in enumerate(game.stages, start=1):
            made = (f"{player} {', '.join(map(str, own))}" for player, own in stage.choices.items() if own)
            yield line(f"{k}. {stage.name}: {'; '.join(made)}", 1)
        for player, payoff in game.payoffs.items():
            yield line(f"{player}: {_formula(payoff)}", 2)
        yield from condition(Region(*game.constraints), 2, "bounds")
    yield Text("")
    yield from parameters(model)
    yield Text("")
    yield heading("quantities")
    yield from (line(f"{q.name}: {_formula(q.expression)}", 1) for q in model.quantities)
    yield from claims_and_sources(model)


def side_by_side(model: StagedModel, solutions: Sequence[Solution]) -> Iterator[RenderableType]:
    """Write every regime's closed forms and conditions, then the quantities, the regimes one under the other."""
    for solution in solutions:
        yield heading(f"{solution.regime.label}: {solution.regime.name}")
        for stage, words in deciders(solution.outcome):
            yield line(f"{stage}: {'; '.join(words)}", 1)
        for symbols, value in solution.choices:
            yield line(f"{' = '.join(map(str, symbols))} = {_formula(value)}", 2)
        if solution.condition.conditions:
            yield from condition(solution.condition, 2)
        else:
            yield line("wherever the parameters are in their domain", 2)
        yield from (line(assumption, 2) for assumption in solution.outcome.assumptions)
        yield Text("")
    width = max((len(s.regime.label) for s in solutions), default=0)
    for quantity in model.quantities:
        yield heading(quantity.name)
        for solution in solutions:
            found = solution.value(quantity)
            value = "left out" if found is None else _formula(found)
            yield line(f"{solution.regime.label:{width}}  {value}", 1)


def in_numbers(model: StagedModel, solutions: Sequence[Solution], point: Values) -> Iterator[RenderableType]:
    """Write the quantities at a point, the regimes side by side."""
    if not solutions:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", overflow="fold")
    for solution in solutions:
        table.add_column(Text(solution.regime.label), justify="right")
    room = ROOM if len(solutions) <= MANY else 0
    for quantity, cells in numbers(model.quantities, solutions, point):
        table.add_row(Text(quantity.name), *(Text(_cell(cell, room)) for cell in cells))
    yield table


def _cell(number: Number | None, room: int) -> str:
    if number is None:
        return "none"
    exact = "" if number.exact is None else str(number.exact)
    if not number.decimals:
        return exact
    return f"{exact}\n{number.decimals}" if exact and len(exact) <= room else number.decimals


def ranked(quantity: Quantity, ranking: Ranking) -> Iterator[RenderableType]:
    """Write the order of regimes by a quantity, and what it depends on where it does."""
    yield heading(quantity.name)
    for chain in ranking.chains():
        if len(chain.names) > 1 or len(chain.names[0]) > 1:
            yield line(str(chain), 1)
    for pair in ranking.open():
        yield from _open(pair)


def _open(pair: Pair) -> Iterator[RenderableType]:
    if pair.relation is Comparison.UNDECIDED:
        yield line(f"{pair.first} against {pair.second}: undecided, {brief(pair.reason)}", 1)
        return
    yield from condition(pair.condition, 1, f"{pair.first} > {pair.second} exactly if")
    if pair.above and pair.below:
        yield line(f"so at {point_text(pair.above)}", 2)
        yield line(f"not at {point_text(pair.below)}", 2)


def signed(
    tables: Iterable[SignTable], notes: Sequence[Static], labels: Sequence[str], meaning: dict[sp.Symbol, str]
) -> Iterator[RenderableType]:
    """Write tables of signs, and a note on each that is not the same everywhere."""
    for signs in tables:
        yield heading(f"with {signs.parameter}: {meaning[signs.parameter]}")
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column("", overflow="fold")
        for label in labels:
            table.add_column(Text(label), justify="center")
        for quantity, cells in signs.rows:
            marks = (PLAIN.get(c.sign, c.sign) + (f" ({c.note})" if c.note is not None else "") for c in cells)
            table.add_row(Text(quantity.name), *map(Text, marks))
        yield table
        yield Text("")
    for k, note in enumerate(notes, start=1):
        yield from _note(k, note)


def _note(k: int, note: Static) -> Iterator[RenderableType]:
    found = note.found
    what = f"({k}) {note.quantity.name} in {note.regime.label} with {note.parameter}"
    if found.direction is not Direction.AMBIGUOUS:
        yield from condition(found.turns, 0, f"{what}: {found.direction.value}, but it stays if")
        return
    yield from condition(found.rises, 0, f"{what}: rises exactly if")
    rising, falling = found.witnesses
    if rising and falling:
        yield line(f"so at {point_text(rising)}", 1)
        yield line(f"falls at {point_text(falling)}", 1)


def _formula(value: sp.Expr) -> str:
    return short(value, LONGEST_RESULT)
