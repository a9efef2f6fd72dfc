"""The report as one page of HTML that needs nothing else: no network, no script, formulas in MathML."""

from collections.abc import Iterable, Mapping
from typing import Any

import sympy as sp
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from coopgame.conditions import conjuncts
from coopgame.games.display import sheets
from coopgame.models.model import Model, Parameter
from coopgame.models.staged_model import StagedModel
from coopgame.report import folk
from coopgame.report.analysis import Analysis
from coopgame.report.canvas import as_svg
from coopgame.report.cooperation import never, paid_for, parts
from coopgame.report.divisions import figure_of
from coopgame.report.figure import color, letters, svg
from coopgame.report.notation import mathml, sentence
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

SIGNS = {"<": "<", "<=": "≤"}
MANY = 12  # more equilibria than this are folded away


def page(analysis: Analysis) -> str:
    """Write an analysis as HTML."""
    model, game = analysis.model, analysis.model.game
    together = Region(*(c for c in game.region.conditions if len(c.free_symbols) != 1))
    names = letters(len(analysis.chart.sets)) if analysis.chart else ()
    sketch = figure_of(analysis.divisions)
    text: str = (
        environment()
        .get_template("page.html")
        .render(
            analysis=analysis,
            model=model,
            game=game,
            region=game.region,
            together=together,
            sheets=list(sheets(game.players, game.strategies, game.tables)),
            figure=Markup(svg(analysis.chart, escape(f"Map of regimes: {analysis.model.title}")))
            if analysis.chart
            else None,
            areas=list(zip(names, map(color, range(len(names))), analysis.areas(), strict=True)),
            names=names,
            folk=Markup(as_svg(folk.drawn(analysis.folk), escape(f"Repeated play: {model.title}")))
            if analysis.folk
            else None,
            division=Markup(as_svg(sketch, escape(f"Divisions: {analysis.model.title}"))) if sketch else None,
            library=library(),
            many=MANY,
        )
    )
    return text


def environment() -> Environment:
    """What every page is written with: conditions, formulas and points as MathML, everything else escaped."""
    environment = Environment(
        loader=PackageLoader("coopgame.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "besides": besides,
        "shares": shares,
        "strictness": strictness,
        "support": support,
        "domain": domain,
        "never": never,
        "bills": parts,
        "paid_for": paid_for,
    }
    environment.filters |= {
        "math": formula,
        "result": lambda value: formula(value, LONGEST_RESULT),
        "where": where,
        "point": point,
        "kind": lambda value: type(value).__name__.lower(),
    }
    return environment


def formula(value: Any, longest: int = LONGEST) -> Markup:
    """Write a formula so that it can be scrolled where it is too wide."""
    if words := too_long(value, longest):
        return Markup('<span class="muted">{}</span>').format(words)
    return Markup('<span class="f">{}</span>').format(mathml(sp.sympify(value, strict=True)))


def where(condition: Any) -> Markup:
    """Write a condition: one line a part that must hold, words between relations."""
    parts = condition.conditions if isinstance(condition, Region) else conjuncts(condition)
    lines = [_line(sentence(tidy(part))) for part in parts]
    if len(lines) < 2:
        return lines[0] if lines else Markup("always")
    items = Markup().join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup('<ul class="all">{}</ul>').format(items)


def _line(pieces: Iterable[Any]) -> Markup:
    return Markup().join(escape(piece) if isinstance(piece, str) else formula(piece) for piece in pieces)


def point(values: Mapping[sp.Symbol, Any]) -> Markup:
    """Write a point as equations, each kept together."""
    equation = Markup('<span class="nb">{} = {}{}</span>')
    last = len(values) - 1
    return Markup(" ").join(
        equation.format(mathml(symbol), mathml(sp.sympify(value, strict=True)), "," if k < last else "")
        for k, (symbol, value) in enumerate(values.items())
    )


def domain(model: Model | StagedModel, parameter: Parameter) -> Markup:
    """Write what a parameter may be."""
    between = bounds(model, parameter)
    if between is not None:
        written = (escape(SIGNS[part]) if isinstance(part, str) else mathml(part) for part in between)
        return Markup('<span class="nb">{}</span>').format(Markup(" ").join(written))
    alone = model.domain(parameter)
    return where(alone) if alone.conditions else Markup("any real number")
