"""Where results go: a table on the screen, and a JSON file."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.shared.measure import machine

FOLDER = Path(__file__).parents[1] / "results"

Row = dict[str, Any]


def arguments(question: str) -> Namespace:
    """Read the command line: ``quick`` and ``out``."""
    parser = ArgumentParser(description=question.strip().splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer and smaller games, in seconds")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the JSON file goes (default: see below)")
    parser.epilog = "Results go to benchmarks/results; with --quick, which measures nothing, only to --out."
    return parser.parse_args()


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    print(f"\n{title}")
    for row in (columns, ["-" * width for width in widths], *rows):
        first, *others = (
            cell.rjust(width) if k else cell.ljust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join((first, *others)))


def ratio(value: float) -> str:
    """A ratio to two digits, without an exponent."""
    if value < 0.01:
        return "< 0.01"
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def save(name: str, question: str, options: Namespace, rows: Sequence[Row]) -> None:
    """Write rows with the question they answer and the machine that answered, unless they measure nothing."""
    folder = options.out or (None if options.quick else FOLDER)
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    content = {"question": question.strip(), "quick": options.quick, "machine": machine(), "rows": list(rows)}
    (folder / f"{name}.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
