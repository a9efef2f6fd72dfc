"""One parameter at a time as a figure: how far each takes a quantity, the one that takes it farthest on top."""

import os
from typing import Any

import numpy as np
import sympy as sp
import xarray as xr

from coopgame.errors import OutputError
from coopgame.report.canvas import LINE, STYLE, label, printable
from coopgame.report.figure import FILLS
from coopgame.report.heat_map import described
from coopgame.report.plotting import Axes, Figure, FigureCanvasAgg, Line2D, Patch, rc_context
from coopgame.report.saving import require_format, save

NEEDED = ("low", "high", "base", "swing", "low_value", "high_value")
WIDTH, ROW, AROUND = 6.4, 0.42, 1.4  # inches: of the figure, a parameter, all else
# Colours that are apart for every kind of colour vision; the hatch is for those who print in grey.
BARS: tuple[dict[str, Any], ...] = (
    {"color": FILLS[0]},
    {"facecolor": FILLS[1], "hatch": "///", "edgecolor": "#888888"},
)
THICK = 0.7  # of a row
ROOM = 0.16  # of what is shown, on each side, for the values at the ends of the bars


def tornado(dataset: xr.Dataset, path: str | os.PathLike[str] | None = None) -> Figure:
    r"""Draw for each parameter the bars from :math:`y(\hat\theta)` to :math:`y` at its least and greatest value.

    Parameters
    ----------
    dataset : Dataset
        From :func:`coopgame.one_at_a_time`.
    path : str or path, optional
        Where to write the figure: its name ends in ``.pdf``, ``.png`` or ``.svg``.

    Returns
    -------
    Figure
        Of matplotlib.

    Raises
    ------
    OutputError
        When the data set is another, or the file can't be written.

    """
    if path is not None:
        require_format(path)
    missing = [name for name in NEEDED if name not in dataset]
    if missing:
        raise OutputError(f"the data set has no variable {missing[0]!r}", expected="one from coopgame.one_at_a_time")
    rows = dataset.sortby("swing")
    base = float(rows["base"])
    ends = np.concatenate([rows["low"], rows["high"], [base]])
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, AROUND + ROW * rows.sizes["parameter"]), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        for k in range(rows.sizes["parameter"]):
            _row(axes, k, rows.isel(parameter=k), base)
        axes.axvline(base, color=LINE, linewidth=1.0)
        _frame(axes, rows, (float(ends.min()), float(ends.max())))
        handles: list[Any] = [*(Patch(**bar) for bar in BARS), Line2D([], [], color=LINE, linewidth=1.0)]
        words = ["parameter at its least", "at its greatest", f"at the base: {base:.4g}"]
        figure.legend(handles, words, loc="outside lower center", ncols=3, frameon=False)
    if path is not None:
        save(figure, path)
    return figure


def _row(axes: Axes, k: int, row: xr.Dataset, base: float) -> None:
    ends = (float(row["low"]), float(row["high"]))
    together = (ends[0] - base) * (ends[1] - base) > 0
    for which, (end, other) in enumerate((ends, ends[::-1])):
        # Bars on the same side share the row, one above the other.
        place, thick = (k + (0.5 - which) * THICK / 2, THICK / 2) if together else (k, THICK)
        axes.barh(place, end - base, height=thick, left=base, **BARS[which])
        right = end > base or (end == base and (other < base or (other == base and which == 1)))
        anchor: dict[str, Any] = {"textcoords": "offset points", "ha": "left" if right else "right", "va": "center"}
        value = float(row[("low_value", "high_value")[which]])
        size = 7 if together else 9
        axes.annotate(f"{value:.4g}", (end, place), (4 if right else -4, 0), fontsize=size, **anchor)


def _frame(axes: Axes, rows: xr.Dataset, span: tuple[float, float]) -> None:
    names = [str(name) for name in rows["parameter"].values]
    written = [label(sp.Symbol(name, real=True), name if printable(name) else "") for name in names]
    axes.set_yticks(range(len(names)), written)
    low, high = span
    room = ROOM * (high - low) or max(abs(high), 1.0)
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_xlabel(described(rows["base"]), parse_math=False)
    axes.tick_params(left=False)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="x", color="#dddddd", linewidth=0.5)
    axes.set_axisbelow(True)
