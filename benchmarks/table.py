"""The table of README.md, made from the results in ``benchmarks/results``.

``python benchmarks/table.py`` writes ``benchmarks/results/table.md``; with ``--write`` also the block of README.md
between the two markers, with ``--check`` it only tells whether that block is the table.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.shared.results import FOLDER, Row, ratio

README = FOLDER.parents[1] / "README.md"
TABLE = FOLDER / "table.md"
BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"

OURS, LISTING = "sweep", "sweep, listing equilibria"
PEERS = {
    "nashpy, subs": "nashpy, `subs` at each point",
    "nashpy, supports": "nashpy, `lambdify`",
    "Gambit, floats": "pygambit, `lambdify`",
    "QuantEcon, supports": "QuantEcon.py, warm",
    "payoffs, NumPy, kept": "NumPy, the eight payoffs alone, kept",
    "payoffs, NumPy": "NumPy, the eight payoffs alone, thrown away",
    "payoffs, compiled, added up": "Numba, the eight payoffs alone, added up",
    "sweep, a thread a core, on the wall clock": "`coopgame.sweep`, a thread a core",
    "sweep, over a grid of 100,000,000": "`coopgame.sweep` over a grid of 100,000,000 points",
}
SHAPED = {
    "QuantEcon, supports": "QuantEcon.py, supports",
    "QuantEcon, vertices": "QuantEcon.py, vertices",
    "Gambit, floats": "pygambit, floats",
    "nashpy, supports": "nashpy, supports",
    "Gambit, polynomials": "pygambit, polynomials",
}
SOLO = {
    "coopgame": "coopgame",
    "Gambit, rational": "pygambit, rational",
    "Gambit, floats": "pygambit, floats",
    "nashpy, supports": "nashpy, supports",
    "nashpy, vertices": "nashpy, vertices",
    "QuantEcon, vertices": "QuantEcon.py, vertices",
    "QuantEcon, supports": "QuantEcon.py, supports",
}
SHAPES = ("3 x 3", "4 x 4", "2 x 2 x 2")
SIZES = (2, 4, 6)


def results(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """Read the results of one question."""
    content: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return content


def lines(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Write a table in Markdown, the first column to the left and the others to the right."""
    marks = ["---", *["---:"] * (len(heads) - 1)]
    return [f"| {' | '.join(row)} |" for row in (heads, marks, *rows)]


def _machine(content: Row) -> str:
    machine = content["machine"]
    return f"{machine['cpu']}, {machine['cores']} cores, {machine['date']}"


def _many(folder: Path) -> list[str]:
    content = results("sweep", folder)
    compared = [row for row in content["rows"] if "way" in row]
    n = max(row["points"] for row in compared)
    of = {row["way"]: row for row in compared if row["points"] == n}
    ours = of[OURS]
    table = [["**`coopgame.sweep`**, every equilibrium known", f"{1 / ours['seconds a point']:,.0f}", "1"]]
    table += [
        [text, f"{1 / of[way]['seconds a point']:,.0f}", ratio(of[way]["ratio"])]
        for way, text in PEERS.items()
        if way in of
    ]
    title = f"A 2x2 game of eight parameters at {n:,} scattered points, one core ({_machine(content)}):"
    return [title, "", *lines(["", "points a second", "time a point, ratio"], table)]


def _shapes(folder: Path) -> list[str]:
    content = results("sweep_shapes", folder)
    of = {(row["way"], row["shape"], row["kind"]): row for row in content["rows"]}
    shapes = [shape for shape in SHAPES if (LISTING, shape, "generic") in of]

    def cell(way: str, shape: str) -> str:
        if (way, shape, "generic") not in of:
            return ""
        erring = [_erring(of[way, shape, kind]) for kind in ("generic", "degenerate")]
        return f"{ratio(of[way, shape, 'generic']['ratio'])} ({', '.join(erring)})"

    names = [way for way in SHAPED if any((way, shape, "generic") in of for shape in shapes)]
    table = [["**`coopgame.sweep`**", *("1 (0 %, 0 %)" for _ in shapes)]]
    table += [[SHAPED[way], *(cell(way, shape) for shape in shapes)] for way in names]
    title = (
        "All equilibria of larger games, payoffs as parameters, against loops of peers: time a point, ratio "
        "(generic, degenerate games with an equilibrium missing or wrong):"
    )
    return [title, "", *lines(["", *(shape.replace(" x ", "x") for shape in shapes)], table)]


def _erring(row: Row) -> str:
    return f"{100 * row['erring'] / (row.get('points tried') or row['games']):.0f} %"


def _single(folder: Path) -> list[str]:
    rows = [row for row in results("bimatrix", folder)["rows"] if "kind" in row]
    of = {(row["solver"], row["size"], row["kind"]): row for row in rows}

    def cell(name: str, size: int) -> str:
        both = [of[name, size, kind] for kind in ("non-degenerate", "degenerate")]
        return f"{ratio(both[0]['ratio'])} ({', '.join(map(_erring, both))})"

    names = [name for name in SOLO if all((name, size, "degenerate") in of for size in SIZES)]
    table = [[SOLO[name], *(cell(name, size) for size in SIZES)] for name in names]
    title = "One game at a time, `coopgame.nash_equilibria` with its proof that all are there; read likewise:"
    return [title, "", *lines(["", *(f"{size}x{size}" for size in SIZES)], table)]


def _staged(folder: Path) -> list[str]:
    rows = results("staged", folder)["rows"]

    def told(value: float | None) -> str:
        return "not done" if value is None else ratio(value)

    table = [
        [row["game"], f"{row['seconds']:.2f}", told(row["simplify, ratio"]), told(row["factor, ratio"])] for row in rows
    ]
    title = "Games in stages, with every condition, against `sympy.solve` a stage, without any:"
    return [title, "", *lines(["", "seconds", "solve and simplify, ratio", "solve and factor, ratio"], table)]


SECTIONS: dict[str, Callable[[Path], list[str]]] = {
    "sweep": _many,
    "sweep_shapes": _shapes,
    "bimatrix": _single,
    "staged": _staged,
}


def table(folder: Path = FOLDER) -> str:
    """Return the tables of all questions that have results."""
    made = [section(folder) for name, section in SECTIONS.items() if (folder / f"{name}.json").exists()]
    return "\n\n".join("\n".join(part) for part in made) + "\n"


def block(text: str) -> str | None:
    """Return what stands between the markers, or None where they are not."""
    before, begin, rest = text.partition(BEGIN)
    inside, end, _ = rest.partition(END)
    del before
    return inside.strip("\n") + "\n" if begin and end else None


def replaced(text: str, inside: str) -> str:
    """Return the text with the table between the markers.

    Raises
    ------
    ValueError
        When there are no markers.

    """
    if block(text) is None:
        raise ValueError(f"no markers: expected {BEGIN} and {END}")
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{inside}\n{END}{rest.partition(END)[2]}"


def main() -> None:
    """Write the table, or compare it with README.md."""
    parser = ArgumentParser(description="The table of README.md, made from the results")
    parser.add_argument("--quick", action="store_true", help="do nothing: a short run measures nothing")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--check", action="store_true", help="fail where README.md has another table")
    options = parser.parse_args()
    if options.quick:
        return
    made = table()
    if options.check:
        sys.exit(None if block(README.read_text(encoding="utf-8")) == made else "README.md has another table")
    TABLE.write_text(made, encoding="utf-8")
    if options.write:
        README.write_text(replaced(README.read_text(encoding="utf-8"), made), encoding="utf-8")


if __name__ == "__main__":
    main()
