"""The report as LaTeX, to be compiled or cut up for a paper: amsmath, booktabs, longtable, graphicx and geometry."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import sympy as sp
from jinja2 import Environment, PackageLoader, StrictUndefined

from coopgame.games.display import Sheet, sheets
from coopgame.games.finite import FiniteGame
from coopgame.models.model import Model, Parameter
from coopgame.models.staged_model import StagedModel
from coopgame.report.analysis import Analysis
from coopgame.report.broken import broken
from coopgame.report.cooperation import never, paid_for, parts
from coopgame.report.figure import letters
from coopgame.report.notation import formula, latex_text, sentence
from coopgame.report.records import library
from coopgame.report.wording import (
    LONGEST,
    LONGEST_RESULT,
    besides,
    bounds,
    shares,
    strictness,
    support,
    tidy,
    too_long,
)
from coopgame.symbols import Region

LONG = 48  # characters, from which on a formula is to be broken
SIGNS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "==": "=", "!=": r"\ne"}
COMMAND = re.compile(r"\\(?:left|right)(?![a-z])|\\[A-Za-z]+")
INVISIBLE = re.compile(r"[{}_^ ]")
COLUMN = 52  # characters of a formula that fit the width of a column
LINE = 74  # characters of a payoff table that fit the width of the page


class Tex(str):
    """Text that is LaTeX already."""

    __slots__ = ()


def paper(analysis: Analysis, figure: str, division: str = "", folk: str = "") -> str:
    """Write an analysis as LaTeX.

    Parameters
    ----------
    analysis : Analysis
    figure : str
        The file name of the map, which stands beside.
    division, folk : str
        Those of the figures of divisions and of repeated play; empty where there are none.

    """
    game = analysis.model.game
    tables = list(sheets(game.players, game.strategies, game.tables))
    names = letters(len(analysis.chart.sets)) if analysis.chart else ()
    text: str = (
        environment()
        .get_template("report.tex")
        .render(
            analysis=analysis,
            model=analysis.model,
            game=game,
            region=game.region,
            together=Region(*(c for c in game.region.conditions if len(c.free_symbols) != 1)),
            sheets=tables,
            narrow=all(_width(sheet) <= LINE for sheet in tables),
            figure=figure,
            division=division,
            folk=folk,
            areas=list(zip(names, analysis.areas(), strict=True)),
            library=library(),
        )
    )
    return text


def environment() -> Environment:
    """What every paper is written with: conditions, formulas and points as LaTeX, everything else escaped."""
    environment = Environment(
        loader=PackageLoader("coopgame.report"),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Whatever is not LaTeX by its type is text of somebody's, and escaped.
        finalize=lambda value: value if isinstance(value, Tex) else latex_text(str(value)),
    )
    environment.globals |= {
        "besides": besides,
        "shares": shares,
        "strictness": strictness,
        "played": played,
        "tabular": _tabular,
        "domain": domain,
        "never": never,
        "bills": parts,
        "paid_for": paid_for,
    }
    environment.filters |= {
        "math": math,
        "result": result,
        "where": where,
        "listed": listed,
        "point": point,
        "kind": lambda value: type(value).__name__.lower(),
    }
    return environment


def math(value: Any, longest: int = LONGEST) -> Tex:
    """Write a formula in the line, breakable at its signs."""
    if words := too_long(value, longest):
        return Tex(latex_text(words))
    value = sp.sympify(value, strict=True)
    if isinstance(value, sp.core.relational.Relational):
        sides = [_breakable(side) for side in value.args]
        return Tex(f"${sides[0]} {SIGNS[value.rel_op]} {sides[1]}$")
    return Tex(f"${_breakable(value)}$")


def result(value: sp.Expr) -> Tex:
    """Write a formula that is a result: a quotient as one, where it fits the width of a column."""
    over, under = sp.fraction(value)
    if under.is_Number or max(map(_width_of, (over, under))) > COLUMN:
        return math(value, LONGEST_RESULT)
    return Tex(rf"$\displaystyle\frac{{{formula(over)}}}{{{formula(under)}}}$")


def _width_of(value: sp.Expr) -> int:
    """Estimate how wide a formula is, signs with the space around them."""
    return glyphs(value) + 2 * sum(map(formula(value).count, "+-"))


def _breakable(value: sp.Expr) -> str:
    """Write a formula, a long one so that TeX can break it."""
    return broken(value) if len(str(value)) > LONG else formula(value).replace(r"\left(", "(").replace(r"\right)", ")")


def where(condition: Any) -> Tex:
    """Write a condition in the line, words between relations."""
    return _line(sentence(tidy(condition.condition if isinstance(condition, Region) else condition)))


def listed(region: Region) -> Tex:
    """Write a condition in a column: one line a part that must hold."""
    lines = [_line(sentence(tidy(part))) for part in region.conditions]
    return Tex(r"\also ".join(lines) or "always")


def _line(pieces: Iterable[Any]) -> Tex:
    return Tex("".join(latex_words(piece) if isinstance(piece, str) else math(piece) for piece in pieces))


def latex_words(piece: str) -> str:
    """Escape a word between formulas, with the blanks around it."""
    before, after = (" " * (piece != piece.lstrip()), " " * (piece != piece.rstrip()))
    return f"{before}{latex_text(piece)}{after}"


def point(values: Mapping[sp.Symbol, Any]) -> Tex:
    """Write a point as equations."""
    return Tex(", ".join(f"${formula(s)} = {formula(sp.sympify(v, strict=True))}$" for s, v in values.items()))


def domain(model: Model | StagedModel, parameter: Parameter) -> Tex:
    """Write what a parameter may be."""
    between = bounds(model, parameter)
    if between is not None:
        written = (SIGNS[part] if isinstance(part, str) else formula(part) for part in between)
        return Tex(f"${' '.join(written)}$")
    alone = model.domain(parameter)
    return where(alone) if alone.conditions else Tex("any real number")


def played(found: Any, game: FiniteGame) -> Tex:
    """Write what is played: a profile, or each player's strategies with their probabilities."""
    if found.profile is not None:
        return Tex(f"({latex_text(', '.join(found.profile))})")
    return Tex(
        "; ".join(
            f"{latex_text(player)}: "
            + ", ".join(latex_text(s) + (f" {math(p)}" if len(own) > 1 else "") for s, p in own)
            for player, own in support(found, game)
        )
    )


def _width(sheet: Sheet) -> int:
    """Estimate the width of a table in characters."""
    columns = zip(*sheet.cells, strict=True)
    widest = (max(sum(glyphs(u) + 2 for u in cell) for cell in column) for column in columns)
    heads = map(_letters, sheet.columns)
    return max(map(_letters, (*sheet.rows, sheet.row_player))) + sum(map(max, widest, heads)) + 2 * len(sheet.columns)


def _letters(text: str) -> int:
    """How many letters pdfTeX prints of a text; one that its fonts lack becomes a code point."""
    return len(text) + 5 * latex_text(text).count(r"\other")


def glyphs(value: sp.Expr) -> int:
    """Estimate how many letters wide a formula is."""
    return len(INVISIBLE.sub("", COMMAND.sub("x", formula(value))))


def _tabular(sheet: Sheet) -> Tex:
    """Write a payoff table: players along its sides, payoffs in the players' order in its cells."""
    count = len(sheet.columns)
    head = _row(sheet.row_player, (Tex(latex_text(name)) for name in sheet.columns))
    body = "\n".join(
        _row(name, (Tex(", ".join(map(math, cell))) for cell in row))
        for name, row in zip(sheet.rows, sheet.cells, strict=True)
    )
    above = rf" & \multicolumn{{{count}}}{{c}}{{{latex_text(sheet.column_player)}}} \\ \cmidrule(l){{2-{count + 1}}}"
    return Tex(
        "\n".join(
            [rf"\begin{{tabular}}{{l{'c' * count}}}", r"\toprule", above, head, r"\midrule", body, r"\bottomrule"]
        )
        + "\n\\end{tabular}"
    )


def _row(first: str, cells: Iterable[Tex]) -> str:
    return " & ".join([latex_text(first), *cells]) + r" \\"
