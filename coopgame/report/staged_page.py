"""The report on a staged model as one page of HTML that needs nothing else."""

from markupsafe import Markup, escape

from coopgame.models.staged_model import Quantity
from coopgame.report.canvas import as_svg
from coopgame.report.chart import Chart
from coopgame.report.figure import color, svg
from coopgame.report.notation import written_mathml
from coopgame.report.page import environment
from coopgame.report.records import library
from coopgame.report.staged_analysis import StagedAnalysis
from coopgame.report.staged_figure import drawn
from coopgame.report.staged_tables import deciders, extra, games, numbers, signs, together
from coopgame.solve.staged.pair import Comparison
from coopgame.solve.staged.ranking import Chain

RELATIONS = {Comparison.GREATER: " > ", Comparison.AT_LEAST: " ≥ "}


def page(analysis: StagedAnalysis) -> str:
    """Write an analysis as HTML."""
    model = analysis.model
    labels = [solution.regime.label for solution in analysis.solutions]
    tables, notes = signs(model.statics, model.quantities, labels, analysis.statics)
    drawer = environment()
    drawer.globals |= {"symbol": symbol, "ordered": ordered, "deciders": deciders}
    text: str = drawer.get_template("staged.html").render(
        analysis=analysis,
        model=model,
        region=model.region,
        games=games(model),
        together=together(model.region),
        extra=extra(model.region, analysis.region),
        tables=tables if labels else (),
        notes=notes,
        meaning={p.symbol: p.meaning for p in model.parameters},
        numbers=numbers(model.quantities, analysis.solutions, model.example),
        curves=_curves(analysis),
        maps=[(quantity, *_map(analysis, quantity, chart)) for quantity, chart in analysis.maps],
        library=library(),
    )
    return text


def symbol(quantity: Quantity, label: str = "") -> Markup:
    """Write a quantity by its symbol, in a regime by its label."""
    return written_mathml(quantity.symbol, quantity.name, label)


def ordered(quantity: Quantity, chain: Chain) -> Markup:
    """Write a chain: ``W_S > W_C = W_N``."""
    words = ["", *(RELATIONS[relation] for relation in chain.relations)]
    parts = (
        Markup('{}<span class="nb">{}</span>').format(word, Markup(" = ").join(symbol(quantity, n) for n in names))
        for word, names in zip(words, chain.names, strict=True)
    )
    return Markup().join(parts)


def _curves(analysis: StagedAnalysis) -> Markup | None:
    if analysis.curves is None:
        return None
    title = f"Quantities by regime: {analysis.model.title}"
    return Markup(as_svg(drawn(analysis.curves), escape(title)))


def _map(analysis: StagedAnalysis, quantity: Quantity, chart: Chart) -> tuple[Markup, list[tuple[str, str, str]]]:
    fronts = analysis.labels(chart)
    names = [" = ".join(labels) for labels in fronts]
    title = escape(f"Which regime has the most of {quantity.name}")
    tones = analysis.tones(chart)
    areas = [(name, color(tone), analysis.words(front)) for name, tone, front in zip(names, tones, fronts, strict=True)]
    return Markup(svg(chart, title, names, tones)), areas
