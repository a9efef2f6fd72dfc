"""The tables of a staged model that page, paper and terminal share: games, signs, numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sympy as sp

from coopgame.games.staged import StagedGame
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.report.solutions import Solution, Static, Values
from coopgame.solve.staged.outcome import Outcome
from coopgame.solve.staged.statics import Direction
from coopgame.symbols import Region

DECIMALS = 4
LONGEST_NUMBER = 24  # characters of an exact number that is shown beside its decimals
SIGNS = {
    Direction.INCREASING: "+",
    Direction.DECREASING: "−",
    Direction.CONSTANT: "0",
    Direction.AMBIGUOUS: "±",
    Direction.UNDECIDED: "?",
}


@dataclass(frozen=True)
class Cell:
    """A sign, and where it says less than all the number of a note.

    Attributes
    ----------
    sign : str
        One of + − 0 ± ?; nothing where the regime lacks the parameter.
    note : int or None

    """

    sign: str
    note: int | None = None


@dataclass(frozen=True)
class SignTable:
    """How quantities answer to a parameter: a row a quantity, a column a regime."""

    parameter: sp.Symbol
    rows: tuple[tuple[Quantity, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class Number:
    """An exact number and its decimals.

    Attributes
    ----------
    exact : Expr or None
        None where it is too long to be read.
    decimals : str
        Empty where the exact number is itself a short decimal.

    """

    exact: sp.Expr | None
    decimals: str


def games(model: StagedModel) -> tuple[tuple[StagedGame, tuple[Regime, ...]], ...]:
    """Return the games that are played, each with the regimes it is played under."""
    found: dict[StagedGame, list[Regime]] = {}
    for regime in model.regimes:
        found.setdefault(regime.game, []).append(regime)
    return tuple((game, tuple(regimes)) for game, regimes in found.items())


def together(region: Region) -> Region:
    """Return the conditions on more than one parameter, which no parameter's own domain tells."""
    return Region(*(c for c in region.conditions if len(c.free_symbols) != 1))


def extra(domain: Region, region: Region | None) -> Region:
    """Return what a region asks for besides the domain."""
    return Region(*(c for c in (region or domain).conditions if c not in domain.conditions))


def deciders(outcome: Outcome) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Say who decides at each stage: players, and in braces those who decide jointly."""
    found = []
    for stage, coalitions in zip(outcome.game.stages, outcome.coalitions, strict=True):
        words = []
        for coalition in coalitions:
            weights = "" if set(coalition.weights) == {sp.Integer(1)} else ", weighted " + _listed(coalition.weights)
            words.append(f"{coalition}{weights}")
        found.append((stage.name, tuple(words)))
    return tuple(found)


def _listed(values: Iterable[sp.Expr]) -> str:
    return " : ".join(map(str, values))


def signs(
    parameters: Sequence[sp.Symbol], quantities: Sequence[Quantity], labels: Sequence[str], statics: Iterable[Static]
) -> tuple[tuple[SignTable, ...], tuple[Static, ...]]:
    """Lay out comparative statics: a table a parameter, and those that need a note, in the order of their numbers."""
    found = {(s.parameter, s.quantity.name, s.regime.label): s for s in statics}
    tables, notes = [], list[Static]()
    for parameter in parameters:
        rows = []
        for quantity in quantities:
            cells = []
            for label in labels:
                static = found.get((parameter, quantity.name, label))
                if static is not None and needs_note(static):
                    notes.append(static)
                cells.append(_cell(static, len(notes)))
            rows.append((quantity, tuple(cells)))
        tables.append(SignTable(parameter, tuple(rows)))
    return tuple(tables), tuple(notes)


def needs_note(static: Static) -> bool:
    """Whether the sign alone does not tell all: both signs occur, or it is zero at some points."""
    moves = static.found.direction in (Direction.INCREASING, Direction.DECREASING)
    return static.found.direction is Direction.AMBIGUOUS or (moves and not static.found.strict)


def _cell(static: Static | None, note: int) -> Cell:
    if static is None:
        return Cell("")
    return Cell(SIGNS[static.found.direction], note if needs_note(static) else None)


def numbers(
    quantities: Sequence[Quantity], solutions: Sequence[Solution], point: Values
) -> tuple[tuple[Quantity, tuple[Number | None, ...]], ...]:
    """Work out quantities at a point, in every regime that has its outcome there."""
    present = [solution.condition.contains(point) for solution in solutions]
    rows = []
    for quantity in quantities:
        values = (solution.value(quantity) for solution in solutions)
        cells = (
            None if value is None or not there else number(value.xreplace(dict(point)))
            for value, there in zip(values, present, strict=True)
        )
        rows.append((quantity, tuple(cells)))
    return tuple(rows)


def number(value: sp.Expr) -> Number:
    """Write a number exactly, where that can be read, and with four decimals, where these tell more."""
    decimals = f"{float(value):.{DECIMALS}f}"
    if value.is_Integer:
        return Number(value, "")
    if value.is_Rational and sp.Rational(decimals) == value:
        return Number(value, decimals.rstrip("0"))
    return Number(value if len(str(value)) <= LONGEST_NUMBER else None, decimals)
