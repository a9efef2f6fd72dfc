"""The map of regimes as a figure: areas filled and hatched, exact boundaries drawn, the example marked."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from string import ascii_uppercase
from textwrap import wrap
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.report.chart import Chart
from coopgame.report.notation import formula
from coopgame.report.plotting import (
    Axes,
    Figure,
    FigureCanvasAgg,
    FontProperties,
    Line2D,
    Patch,
    findfont,
    get_font,
    rc_context,
)

# Light colours that remain apart for every kind of colour vision (P. Tol, Colour schemes, SRON, 2021), each with a
# hatch, so that nothing is lost in print. Nine and eight have no common factor: pairs repeat only after 72.
FILLS = ("#77aadd", "#ee8866", "#eedd88", "#44bb99", "#ffaabb", "#bbcc33", "#99ddff", "#dddddd", "#aaaa00")
HATCHES = ("", "///", "\\\\\\", "xxx", "---", "|||", "+++", "//")
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "mathtext.fontset": "dejavusans",
    "font.size": 10,
    "hatch.color": "#888888",
    "hatch.linewidth": 0.5,
    "svg.hashsalt": "coopgame",
    "pdf.fonttype": 42,
}
LINE = "#222222"
LEVELS = (0.5, 1.5)
WIDTH, HEIGHT, BAR = 6.4, 4.4, 1.3  # inches; a map of one parameter is a bar
LEGEND_LINE = 0.2  # inches
LEGEND_WIDTH = 84  # characters
COARSE = 4  # letters are placed on every fourth point
CLEAR = 0.07  # how far from the example they stay, in sides of the map
ROOM = 4  # and only where that many coarse points are free on every side


def letters(n: int) -> tuple[str, ...]:
    """Return the areas' names: A, B, ..., Z, A1, B1, ..."""
    return tuple(ascii_uppercase[k % 26] + (str(k // 26) if k >= 26 else "") for k in range(n))


def svg(chart: Chart, title: str) -> str:
    """Draw the map as an ``<svg>`` element to stand in a page: no prologue, no metadata, nothing from elsewhere.

    Parameters
    ----------
    chart : Chart
    title : str
        What to say to those who don't see it; already escaped for HTML.

    """
    figure = _drawn(chart, ())
    buffer = BytesIO()
    with rc_context(STYLE):
        figure.savefig(buffer, format="svg", metadata={"Date": None}, transparent=True)
    text = buffer.getvalue().decode()
    text = text[text.index("<svg") :]
    head, _, body = text.partition(">")
    box = head[head.index('viewBox="') :].split('"')[1]
    body = body[body.index("</metadata>") + len("</metadata>") :]
    return f'<svg viewBox="{box}" role="img" aria-label="{title}">{body}'


def pdf(chart: Chart, words: Sequence[str]) -> bytes:
    """Draw the map as a PDF page, with a legend in words where the font has all their letters."""
    figure = _drawn(chart, tuple(words) if _printable("".join(words)) else ())
    buffer = BytesIO()
    with rc_context(STYLE):
        figure.savefig(buffer, format="pdf", metadata={"CreationDate": None})
    return buffer.getvalue()


def _printable(text: str) -> bool:
    known = get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap()
    return all(ord(character) in known for character in text)


def _drawn(chart: Chart, words: Sequence[str]) -> Figure:
    with rc_context(STYLE):
        entries = ["\n".join(wrap(text, LEGEND_WIDTH)) for text in words]
        lines = sum(text.count("\n") + 1 for text in entries) + 1 if entries else 0
        tall = HEIGHT if len(chart.plane.axes) == 2 else BAR
        figure = Figure(figsize=(WIDTH, tall + lines * LEGEND_LINE), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        _fill(axes, chart)
        for line in chart.boundaries:
            axes.plot(line[0], line[1], color=LINE, linewidth=1.2, solid_capstyle="round")
        names = letters(len(chart.sets))
        for name, (x, y) in _places(chart, names):
            axes.text(x, y, name, ha="center", va="center", fontsize=12, fontweight="bold", bbox=_halo())
        _frame(axes, chart)
        if entries:
            _legend(figure, names, entries)
        return figure


def _halo() -> dict[str, Any]:
    return {"boxstyle": "circle,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}


def _fill(axes: Axes, chart: Chart) -> None:
    # The outermost points lie half a step inside: repeat them on the rim.
    (left, right), (low, high) = _rim(chart)
    xs, ys = np.concatenate([[left], chart.xs, [right]]), np.concatenate([[low], chart.ys, [high]])
    codes = np.pad(chart.codes, 1, mode="edge")
    for k in range(len(chart.sets)):
        area = (codes == k).astype(float)
        axes.contourf(xs, ys, area, levels=LEVELS, colors=[color(k)])
        if _hatch(k):  # apart from the fill, or the hatch's tiles would leave seams
            axes.contourf(xs, ys, area, levels=LEVELS, colors="none", hatches=[_hatch(k)])


def color(k: int) -> str:
    """Return the colour of an area."""
    return FILLS[k % len(FILLS)]


def _hatch(k: int) -> str:
    return HATCHES[k % len(HATCHES)]


def _rim(chart: Chart) -> tuple[tuple[float, float], tuple[float, float]]:
    spans = chart.plane.spans
    return spans[0], spans[1] if len(spans) == 2 else (0.0, 1.0)


def _frame(axes: Axes, chart: Chart) -> None:
    (left, right), (low, high) = _rim(chart)
    axes.set(xlim=(left, right), ylim=(low, high), xlabel=_label(chart.plane.axes[0], "across"))
    here = [float(chart.plane.centre[symbol]) for symbol in chart.plane.axes]
    if len(here) == 2:
        axes.set_ylabel(_label(chart.plane.axes[1], "up"))
    else:
        axes.set_yticks([])
        here.append(0.5)
    axes.plot(*here, marker="o", color=LINE, markeredgecolor="white", markersize=7, zorder=5, clip_on=False)


def _label(symbol: sp.Symbol, otherwise: str) -> str:
    written = formula(symbol)
    # A name in letters that the font lacks is left to the caption.
    return otherwise if r"\other" in written else f"${written}$"


def _legend(figure: Figure, names: Sequence[str], entries: Sequence[str]) -> None:
    handles: list[Any] = [
        Patch(facecolor=color(k), hatch=_hatch(k) * 2, edgecolor="#888888") for k in range(len(names))
    ]
    handles.append(Line2D([], [], marker="o", color=LINE, linestyle="none"))
    labels = [f"{name}  {text}" for name, text in zip(names, entries, strict=True)]
    legend = figure.legend(handles, [*labels, "the example"], loc="outside lower left", frameon=False)
    for text in legend.get_texts():
        text.set_parse_math(False)


def _places(chart: Chart, names: Sequence[str]) -> Iterator[tuple[str, tuple[float, float]]]:
    """Where the letters go: the middle of the widest part of each area, beside the example where that is there."""
    coarse = chart.codes[::COARSE, ::COARSE]
    shape = np.array(coarse.shape)
    example = _example(chart) * shape
    for k, name in enumerate(names):
        core, depth = _core(np.pad(coarse == k, 1))
        if depth < min(ROOM, *shape):
            continue
        cells = np.argwhere(core[1:-1, 1:-1])
        middle = cells[len(cells) // 2]
        if (abs(middle - example) < CLEAR * shape).all():
            rest = np.argwhere(coarse == k)
            rest = rest[(abs(rest - example) >= CLEAR * shape).any(axis=1)]
            middle = rest[np.argmin(((rest - middle) ** 2).sum(axis=1))] if len(rest) else middle
        row, column = middle * COARSE
        yield name, (float(chart.xs[column]), float(chart.ys[row]))


def _example(chart: Chart) -> NDArray[np.float64]:
    """The example's place, up and across, in sides of the plane."""
    places = [
        (float(chart.plane.centre[symbol]) - low) / (high - low)
        for symbol, (low, high) in zip(chart.plane.axes, chart.plane.spans, strict=True)
    ]
    return np.array([*places[1:], *([] if len(places) == 2 else [0.5]), places[0]])


def _core(area: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], int]:
    """Shrink an area from its rim inwards until the next step would leave nothing of it."""
    depth = 0
    while True:
        inner = area.copy()
        inner[1:-1, 1:-1] &= area[:-2, 1:-1] & area[2:, 1:-1] & area[1:-1, :-2] & area[1:-1, 2:]
        if not inner.any():
            return area, depth
        area, depth = inner, depth + 1
