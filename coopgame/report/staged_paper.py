"""The report on a staged model as LaTeX, to be compiled or cut up for a paper."""

from collections.abc import Sequence

from coopgame.models.staged_model import Quantity
from coopgame.report.canvas import as_pdf
from coopgame.report.figure import drawn
from coopgame.report.notation import latex_text, written
from coopgame.report.paper import Tex, environment
from coopgame.report.records import library
from coopgame.report.staged_analysis import StagedAnalysis
from coopgame.report.staged_figure import drawn as drawn_curves
from coopgame.report.staged_tables import Cell, SignTable, deciders, extra, games, numbers, signs, together
from coopgame.solve.staged.pair import Comparison, Pair
from coopgame.solve.staged.ranking import Chain

RELATIONS = {Comparison.GREATER: " > ", Comparison.AT_LEAST: r" \ge "}
MARKS = {"+": "$+$", "−": "$-$", "0": "$0$", "±": r"$\pm$", "?": "?", "": ""}


def paper(analysis: StagedAnalysis, curves: str, maps: str) -> str:
    """Write an analysis as LaTeX.

    Parameters
    ----------
    analysis : StagedAnalysis
    curves, maps : str
        The file names of the figures, which stand beside.

    """
    model = analysis.model
    labels = [solution.regime.label for solution in analysis.solutions]
    tables, notes = signs(model.statics, model.quantities, labels, analysis.statics)
    writer = environment()
    writer.globals |= {
        "symbol": symbol,
        "ordered": ordered,
        "ordered_pair": ordered_pair,
        "deciders": deciders,
        "sign_table": sign_table,
    }
    text: str = writer.get_template("staged.tex").render(
        analysis=analysis,
        model=model,
        region=model.region,
        games=games(model),
        together=together(model.region),
        extra=extra(model.region, analysis.region),
        tables=tables if labels else (),
        notes=notes,
        labels=labels,
        meaning={p.symbol: p.meaning for p in model.parameters},
        numbers=numbers(model.quantities, analysis.solutions, model.example),
        curves=curves,
        maps=maps,
        library=library(),
    )
    return text


def figures(analysis: StagedAnalysis) -> tuple[bytes | None, bytes | None]:
    """Draw curves and maps as PDF, a page a map; None where there are none."""
    curves = as_pdf([drawn_curves(analysis.curves)]) if analysis.curves else None
    pages = []
    for _, chart in analysis.maps:
        fronts = analysis.labels(chart)
        words = [analysis.words(labels) for labels in fronts]
        pages.append(drawn(chart, words, [" = ".join(labels) for labels in fronts], analysis.tones(chart)))
    return curves, as_pdf(pages) if pages else None


def symbol(quantity: Quantity, label: str = "") -> Tex:
    """Write a quantity by its symbol, in a regime by its label."""
    return Tex(f"${written(quantity.symbol, quantity.name, label)}$")


def ordered(quantity: Quantity, chain: Chain) -> Tex:
    """Write a chain: ``W_S > W_C = W_N``."""
    groups = [" = ".join(written(quantity.symbol, quantity.name, name) for name in names) for names in chain.names]
    words = ["", *(RELATIONS[relation] for relation in chain.relations)]
    return Tex("$" + "".join(word + group for word, group in zip(words, groups, strict=True)) + "$")


def ordered_pair(quantity: Quantity, pair: Pair) -> Tex:
    """Write that the first of a pair is greater."""
    return ordered(quantity, Chain(((pair.first,), (pair.second,)), (Comparison.GREATER,)))


def sign_table(table: SignTable, labels: Sequence[str]) -> Tex:
    """Write a table of signs: a row a quantity, a column a regime."""
    head = " & ".join(["", *map(latex_text, labels)])
    rows = [" & ".join([latex_text(quantity.name), *map(_mark, cells)]) for quantity, cells in table.rows]
    return Tex(
        "\n".join(
            [
                rf"\begin{{tabular}}{{p{{.36\linewidth}}*{{{len(labels)}}}{{c}}}}",
                rf"\toprule {head} \\ \midrule",
                *(rf"{row} \\" for row in rows),
                r"\bottomrule",
                r"\end{tabular}",
            ]
        )
    )


def _mark(cell: Cell) -> str:
    return MARKS[cell.sign] + (rf"\textsuperscript{{{cell.note}}}" if cell.note is not None else "")
