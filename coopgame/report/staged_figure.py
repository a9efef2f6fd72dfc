"""Quantities over one parameter as a figure: a panel each, a line a regime, gaps where a regime has no outcome."""

from collections.abc import Iterable
from math import ceil
from typing import Any

import numpy as np

from coopgame.models.staged_model import Quantity
from coopgame.report.borders import Floats
from coopgame.report.canvas import LINE, STYLE, label, printable
from coopgame.report.curves import Curves
from coopgame.report.plotting import Axes, Figure, FigureCanvasAgg, Line2D, rc_context

# Colours that remain apart for every kind of colour vision and in grey (P. Tol, Colour schemes, SRON, 2021: bright),
# each with a dash, so that nothing is lost in print. Seven and five have no common factor: pairs repeat after 35.
COLOURS = ("#4477aa", "#ee6677", "#228833", "#aa3377", "#b58900", "#3399bb", "#666666")
DASHES: tuple[Any, ...] = ("-", (0, (6, 1.5)), (0, (2, 1.2)), (0, (6, 1.5, 1, 1.5)), (0, (9, 1.5, 1, 1.5, 1, 1.5)))
WIDEST, NARROWEST = 2.8, 1.2  # points
ACROSS = 2  # panels side by side
WIDTH, HEIGHT, LEGEND = 7.2, 2.5, 0.3  # inches: of the figure, of a panel, of a line of the legend
PER_LINE = 6  # entries of the legend
BEYOND = 8.0  # a line that runs off to infinity is followed so far, in spans of the values that are common
COMMON = (5, 90)  # percent of the values
MARGIN = 0.06


def drawn(curves: Curves) -> Figure:
    """Draw a panel for each quantity."""
    labels = list(dict.fromkeys(name for _, lines in curves.lines for name, _ in lines))
    style = {name: _style(k, len(labels)) for k, name in enumerate(labels)}
    rows, across = ceil(len(curves.lines) / ACROSS), min(ACROSS, len(curves.lines))
    legend = ceil((len(labels) + 1) / PER_LINE)
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, rows * HEIGHT + legend * LEGEND), layout="constrained")
        FigureCanvasAgg(figure)
        panels = figure.subplots(rows, across, squeeze=False, sharex=True).ravel()
        for panel, (quantity, lines) in zip(panels, curves.lines, strict=False):
            for name, ys in lines:
                panel.plot(curves.xs, ys, **style[name])
            _frame(panel, curves, quantity, [ys for _, ys in lines])
        for panel in panels[len(curves.lines) :]:
            panel.set_axis_off()
        for panel in panels[len(curves.lines) - across : len(curves.lines)]:
            panel.set_xlabel(label(curves.plane.axes[0], "parameter"))
            panel.tick_params(labelbottom=True)
        handles: list[Any] = [Line2D([], [], **style[name]) for name in labels]
        handles.append(Line2D([], [], color=LINE, linewidth=0.8, linestyle=":"))
        columns = min(PER_LINE, len(handles))
        legend_at: dict[str, Any] = {"loc": "outside lower center", "ncols": columns, "frameon": False}
        box = figure.legend(handles, [*labels, "the example"], handlelength=2.6, **legend_at)
        for text in box.get_texts():
            text.set_parse_math(False)
        return figure


def _style(k: int, n: int) -> dict[str, Any]:
    # The first are the widest: where lines coincide, what is beneath shows at the rim of what is above.
    width = WIDEST - (WIDEST - NARROWEST) * k / max(n - 1, 1)
    return {"color": COLOURS[k % len(COLOURS)], "linestyle": DASHES[k % len(DASHES)], "linewidth": width}


def _frame(panel: Axes, curves: Curves, quantity: Quantity, lines: Iterable[Floats]) -> None:
    axis = curves.plane.axes[0]
    low, high = limits(np.concatenate(list(lines)))
    panel.set(xlim=curves.plane.spans[0], ylim=(low, high))
    panel.axvline(float(curves.plane.centre[axis]), color=LINE, linewidth=0.8, linestyle=":", zorder=1)
    title = quantity.name if printable(quantity.name) else ""
    panel.set_title(title, fontsize=10, parse_math=False)
    panel.grid(color="#dddddd", linewidth=0.5)
    panel.set_axisbelow(True)
    panel.spines[["top", "right"]].set_visible(False)


def limits(values: Floats) -> tuple[float, float]:
    """Choose how far up and down a panel goes: over all values, but for lines that run off to infinity."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    common = np.percentile(finite, COMMON)
    reach = BEYOND * float(common[1] - common[0])
    if reach > 0:
        low, high = max(low, float(common[0]) - reach), min(high, float(common[1]) + reach)
    room = MARGIN * (high - low) or MARGIN * max(abs(high), 1.0)
    return low - room, high + room
