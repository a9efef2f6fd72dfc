"""Two figures, drawn from the results in ``benchmarks/results``: sweeps beside their peers, and how they scale.

``python benchmarks/figures.py`` writes ``peers.svg`` and ``scaling.svg`` there, or to another folder.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.shared.results import FOLDER, Row
from benchmarks.table import results

WAYS = {
    "nashpy, subs": "nashpy, subs",
    "nashpy, supports": "nashpy, lambdify",
    "Gambit, floats": "pygambit",
    "QuantEcon, vertices": "QuantEcon, vertices",
    "QuantEcon, supports": "QuantEcon, supports",
    "sweep, listing equilibria": "sweep, listing equilibria",
    "sweep": "sweep",
    "sweep, over a grid of 10,000,000": "sweep, grid of ten million",
    "sweep, over a grid of 100,000,000": "sweep, grid of a hundred million",
    "payoffs, NumPy, kept": "floor: payoffs, NumPy, kept",
    "payoffs, NumPy": "floor: payoffs, NumPy",
    "payoffs, compiled, added up": "floor: payoffs, compiled",
    "reading the parameters": "floor: reading",
}
OURS, PEER, FLOOR = "#0072b2", "#999999", "#e69f00"  # told apart without colour by their labels
STYLE: dict[Any, Any] = {
    "svg.hashsalt": "coopgame",
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def peers(content: Row) -> Figure:
    """Draw points a second of every way, on a logarithmic axis."""
    compared = [row for row in content["rows"] if "way" in row]
    n = max(row["points"] for row in compared)
    speeds = {row["way"]: 1 / row["seconds a point"] for row in compared}
    shown = [way for way in WAYS if way in speeds]
    figure = Figure(figsize=(7.2, 3.6), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh([WAYS[way] for way in shown], [speeds[way] for way in shown], color=[_colour(w) for w in shown])
    axes.bar_label(bars, [f"{_short(speeds[way])}/s" for way in shown], padding=3)
    axes.set_xscale("log")
    axes.set_xlim(10, 20 * max(speeds.values()))
    axes.invert_yaxis()
    axes.set_xlabel("points a second, one core")
    figure.suptitle(f"A 2x2 game of eight parameters, {n:,} points ({content['machine']['cpu']})", fontsize=9)
    return figure


def scaling(content: Row) -> Figure:
    """Draw seconds by points for one thread and two, and the overhead of chunks."""
    rows = content["rows"]
    figure = Figure(figsize=(7.2, 3.2), layout="constrained")
    left, right = figure.subplots(1, 2)
    for cores, mark in ((1, "o"), (2, "s")):
        own = [row for row in rows if row["part"] == "points" and row["cores"] == cores]
        sizes, spent = [row["points"] for row in own], [row["seconds"] for row in own]
        left.plot(
            sizes,
            spent,
            marker=mark,
            color=OURS,
            ls="-" if cores == 1 else "--",
            label=f"{cores} thread{'s' if cores > 1 else ''}",
        )
    left.set_xscale("log")
    left.set_yscale("log")
    left.set_xlabel("scattered points")
    left.set_ylabel("seconds")
    left.legend(frameon=False)
    chunks = [row for row in rows if row["part"] == "chunks"]
    sizes = [row["chunk"] for row in chunks]
    solved = [row["graph"] + row["solved"] for row in chunks]
    gathered = [row["graph"] + row["gathered"] for row in chunks]
    right.plot(sizes, solved, marker="o", color=OURS, label="left in chunks")
    right.plot(sizes, gathered, marker="s", ls="--", color=OURS, label="gathered into one array")
    right.legend(frameon=False)
    right.axhline(1, color=PEER, lw=1)
    place: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": "left"}
    right.annotate("plain call", (0, 1), (3, 3), color="#555555", **place)
    right.set_xscale("log")
    right.set_yscale("log")
    right.set_xlabel(f"points a chunk, of {chunks[0]['points']:,}")
    right.set_ylabel("time of Dask over that of a plain call")
    return figure


def _colour(way: str) -> str:
    return OURS if way.startswith("sweep") else FLOOR if WAYS[way].startswith("floor") else PEER


def _short(speed: float) -> str:
    for unit, size in (("G", 1e9), ("M", 1e6), ("k", 1e3)):
        if speed >= size:
            return f"{speed / size:.3g} {unit}"
    return f"{speed:.3g} "


def main() -> None:
    """Draw what there are results for."""
    parser = ArgumentParser(description="Figures of the results")
    parser.add_argument("--quick", action="store_true", help="do nothing: a short run measures nothing")
    parser.add_argument("--results", type=Path, default=FOLDER, metavar="DIR", help="where the results are")
    parser.add_argument("--out", type=Path, default=FOLDER, metavar="DIR", help="where the figures go")
    parser.add_argument("--format", default="svg", choices=("svg", "png"))
    options = parser.parse_args()
    if options.quick:
        return
    drawings: dict[str, Any] = {"sweep": ("peers", peers), "scaling": ("scaling", scaling)}
    with mpl.rc_context(STYLE):
        for question, (name, draw) in drawings.items():
            if (options.results / f"{question}.json").exists():
                metadata = {"Date": None} if options.format == "svg" else None
                figure = draw(results(question, options.results))
                figure.savefig(options.out / f"{name}.{options.format}", metadata=metadata, dpi=150)


if __name__ == "__main__":
    main()
