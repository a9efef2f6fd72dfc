"""The map of regimes as a figure: areas filled and hatched, exact boundaries drawn, the example marked."""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from textwrap import wrap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopgame.report.canvas import LINE, STYLE, as_pdf, as_svg, label, printable
from coopgame.report.chart import Chart
from coopgame.report.plotting import Axes, Figure, FigureCanvasAgg, Line2D, Patch, rc_context

# Light colours that remain apart for every kind of colour vision (P. Tol, Colour schemes, SRON, 2021), each with a
# hatch, so that nothing is lost in print. Nine and eight have no common factor: pairs repeat only after 72.
FILLS = ("#77aadd", "#ee8866", "#eedd88", "#44bb99", "#ffaabb", "#bbcc33", "#99ddff", "#dddddd", "#aaaa00")
HATCHES = ("", "///", "\\\\\\", "xxx", "---", "|||", "+++", "//")
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


def svg(chart: Chart, title: str, names: Sequence[str] = (), tones: Sequence[int] = ()) -> str:
    """Draw the map as an ``<svg>`` element to stand in a page.

    Parameters
    ----------
    chart : Chart
    title : str
        What to say to those who don't see it; already escaped for HTML.
    names : sequence of str
        What to write on the areas; letters, when none are given.
    tones : sequence of int
        Which colour each has; their places in the map, when none are given.

    """
    return as_svg(drawn(chart, (), names, tones), title)


def pdf(chart: Chart, words: Sequence[str]) -> bytes:
    """Draw the map as a PDF page, with a legend in words where the font has all their letters."""
    return as_pdf([drawn(chart, words)])


def drawn(chart: Chart, words: Sequence[str], names: Sequence[str] = (), tones: Sequence[int] = ()) -> Figure:
    """Draw the map, the areas named on it, with a legend in words where the font has all their letters."""
    names, tones = names or letters(len(chart.sets)), tones or range(len(chart.sets))
    words = words if printable("".join(words)) else ()
    with rc_context(STYLE):
        entries = ["\n".join(wrap(text, LEGEND_WIDTH)) for text in words]
        lines = sum(text.count("\n") + 1 for text in entries) + 1 if entries else 0
        tall = HEIGHT if len(chart.plane.axes) == 2 else BAR
        figure = Figure(figsize=(WIDTH, tall + lines * LEGEND_LINE), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        _fill(axes, chart, tones)
        for line in chart.boundaries:
            axes.plot(line[0], line[1], color=LINE, linewidth=1.2, solid_capstyle="round")
        for name, (x, y) in _places(chart, names):
            centred: Any = {"ha": "center", "va": "center", "parse_math": False}
            axes.text(x, y, name, fontsize=12, fontweight="bold", bbox=_halo(len(name)), **centred)
        _frame(axes, chart)
        if entries:
            _legend(figure, names, entries, tones)
        return figure


def _halo(length: int) -> dict[str, Any]:
    return {
        "boxstyle": "circle,pad=0.15" if length == 1 else "round,pad=0.2",
        "facecolor": "white",
        "edgecolor": "none",
        "alpha": 0.8,
    }


def _fill(axes: Axes, chart: Chart, tones: Sequence[int]) -> None:
    # The outermost points lie half a step inside: repeat them on the rim.
    (left, right), (low, high) = _rim(chart)
    xs, ys = np.concatenate([[left], chart.xs, [right]]), np.concatenate([[low], chart.ys, [high]])
    codes = np.pad(chart.codes, 1, mode="edge")
    for k, tone in enumerate(tones):
        area = (codes == k).astype(float)
        axes.contourf(xs, ys, area, levels=LEVELS, colors=[color(tone)])
        if _hatch(tone):  # apart from the fill, or the hatch's tiles would leave seams
            axes.contourf(xs, ys, area, levels=LEVELS, colors="none", hatches=[_hatch(tone)])


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
    axes.set(xlim=(left, right), ylim=(low, high), xlabel=label(chart.plane.axes[0], "across"))
    here = [float(chart.plane.centre[symbol]) for symbol in chart.plane.axes]
    if len(here) == 2:
        axes.set_ylabel(label(chart.plane.axes[1], "up"))
    else:
        axes.set_yticks([])
        here.append(0.5)
    axes.plot(*here, marker="o", color=LINE, markeredgecolor="white", markersize=7, zorder=5, clip_on=False)


def _legend(figure: Figure, names: Sequence[str], entries: Sequence[str], tones: Sequence[int]) -> None:
    handles: list[Any] = [Patch(facecolor=color(k), hatch=_hatch(k) * 2, edgecolor="#888888") for k in tones]
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
