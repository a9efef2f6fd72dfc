"""The figure of what patience can sustain between two players."""

from collections.abc import Sequence

import numpy as np

from coopgame.report.canvas import LINE, STYLE, printable
from coopgame.report.figure import FILLS
from coopgame.report.plotting import Axes, Figure, FigureCanvasAgg, rc_context
from coopgame.solve.repeated.folk import Corner, FolkSet

WIDTH, HEIGHT = 6.4, 4.0  # inches


def drawn(found: FolkSet) -> Figure:
    """Draw the feasible payoffs, those that patience sustains, and the minmax values."""
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        _area(axes, found.vertices, "none", "feasible")
        if found.polygon:
            _area(axes, found.polygon, FILLS[3], "sustained by patience")
        for value, across in zip(found.minmax, (True, False), strict=True):
            rule = axes.axvline if across else axes.axhline
            rule(float(value), color=LINE, linewidth=0.8, linestyle=":", label="minmax values" if across else None)
        _profiles(axes, found)
        names = [p if printable(p) else f"player {k + 1}" for k, p in enumerate(found.game.players)]
        axes.set_xlabel(names[0], parse_math=False)
        axes.set_ylabel(names[1], parse_math=False)
        figure.legend(*axes.get_legend_handles_labels(), loc="outside right upper", frameon=False, fontsize=9)
        return figure


def _area(axes: Axes, corners: Sequence[Corner], fill: str, label: str) -> None:
    points = np.array(corners, dtype=float)
    if len(points) == 1:
        axes.plot(*points.T, "o", color=LINE, markersize=9, fillstyle="none", label=label)
    else:
        axes.fill(*points.T, facecolor=fill, edgecolor=LINE, linewidth=1.2, label=label)


def _profiles(axes: Axes, found: FolkSet) -> None:
    """Mark what the profiles pay."""
    points = np.array([[float(u) for u in found.game.payoffs(profile)] for profile in found.game.profiles()])
    axes.plot(*points.T, "o", color=LINE, markersize=4, linestyle="none", label="profiles")
