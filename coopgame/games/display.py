"""Payoff tables as notebooks show them, and the sheets that every payoff table is made of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import product

import sympy as sp

CELL = "border: 1px solid; padding: .3em .7em; text-align: center"
HEAD = "padding: .3em .7em; text-align: center"


@dataclass(frozen=True)
class Sheet:
    """A two-way table: what the last two players can do, all others' strategies being fixed.

    Attributes
    ----------
    fixed : tuple of (str, str)
        Player and strategy of everybody but the last two.
    row_player, column_player : str
        Whose strategies the rows and the columns are; a game of one player has one column, of nobody's.
    rows, columns : tuple of str
        Their strategies.
    cells : tuple of tuple of tuple of Expr
        One payoff a player, by row and column.

    """

    fixed: tuple[tuple[str, str], ...]
    row_player: str
    column_player: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[tuple[sp.Expr, ...], ...], ...]


def sheets(
    players: Sequence[str], strategies: Sequence[Sequence[str]], tables: Sequence[Sequence[sp.Expr]]
) -> Iterator[Sheet]:
    """Cut flat payoff tables, the last player's strategy fastest, into two-way ones."""
    if len(players) == 1:
        players, strategies = (*players, ""), (*strategies, ("",))
    *others, row_player, column_player = players
    rows, columns = tuple(strategies[-2]), tuple(strategies[-1])
    entries = iter(zip(*tables, strict=True))
    for choice in product(*strategies[:-2]):
        cells = tuple(tuple(next(entries) for _ in columns) for _ in rows)
        yield Sheet(tuple(zip(others, choice, strict=True)), row_player, column_player, rows, columns, cells)


def html(pages: Iterator[Sheet], players: Sequence[str], write: Callable[[sp.Expr], str] | None = None) -> str:
    """Write sheets as HTML tables; formulas go through ``write``, by default as LaTeX between dollar signs."""
    written = write or (lambda payoff: escape(f"${sp.latex(payoff)}$"))
    legend = f"<p>Payoffs: {', '.join(map(escape, players))}</p>" if len(players) > 1 else ""
    return legend + "".join(_table(sheet, written) for sheet in pages)


def _table(sheet: Sheet, write: Callable[[sp.Expr], str]) -> str:
    caption = ", ".join(f"{escape(player)}: {escape(strategy)}" for player, strategy in sheet.fixed)
    corner = escape(" \\ ".join(filter(None, (sheet.row_player, sheet.column_player))))
    head = "".join(f'<th scope="col" style="{HEAD}">{escape(name)}</th>' for name in sheet.columns)
    body = "".join(
        f'<tr><th scope="row" style="{HEAD}">{escape(name)}</th>'
        + "".join(f'<td style="{CELL}">{", ".join(map(write, cell))}</td>' for cell in row)
        + "</tr>"
        for name, row in zip(sheet.rows, sheet.cells, strict=True)
    )
    above = f"<caption>{caption}</caption>" if caption else ""
    return f'<table>{above}<thead><tr><th style="{HEAD}">{corner}</th>{head}</tr></thead><tbody>{body}</tbody></table>'
