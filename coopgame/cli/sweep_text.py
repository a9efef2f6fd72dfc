"""What the command ``sweep`` says: which equilibria there are at how many points, or how far each quantity ranges."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from math import prod
from typing import Any

import xarray as xr
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from coopgame.claims.claim import point_text
from coopgame.cli.text import Line, counted, heading, line
from coopgame.report.records import Record
from coopgame.sweeps.summary import Regimes, Spread, regimes, spreads

SHOWN = 20  # sets of equilibria in the table


def told(dataset: xr.Dataset, axes: Mapping[str, Any], fixed: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Write a summary for a terminal."""
    shape = " x ".join(str(len(values)) for values in axes.values())
    total = prod(map(len, axes.values()))
    product = f"{shape} = " if len(axes) > 1 else ""
    yield heading(f"{' x '.join(axes)}: {product}{counted(total, 'point')}")
    if fixed:
        yield line(f"at {point_text(fixed)}", 1)
    yield Text("")
    if "pure" not in dataset:
        yield _table(("variable", "least", "greatest", "points"), map(_spread, spreads(dataset)), 1)
        yield Text("")
        yield from map(line, _held(dataset))
        return
    found = regimes(dataset)
    yield from _sets(found, total)
    yield Text("")
    yield from map(line, _counts(found))


def _sets(found: Regimes, total: int) -> Iterator[Table | Line]:
    shown = [(r.name, f"{r.points:,}", f"{r.points / total:.1%}") for r in found.regimes[:SHOWN]]
    yield _table(("pure equilibria", "points", "share"), shown, 1)
    if left := found.regimes[SHOWN:]:
        yield line(f"{counted(len(left), 'more set')} at {counted(sum(r.points for r in left), 'point')}")


def _held(dataset: xr.Dataset) -> Iterator[str]:
    yield f"an outcome: at {counted(int(dataset['holds'].sum()), 'point')}"
    if "inside" in dataset and (outside := int((~dataset["inside"]).sum())):
        yield f"outside the region: {counted(outside, 'point')}"
    yield f"decided again with exact arithmetic: {counted(int(dataset['rechecked'].sum()), 'point')}"


def _counts(found: Regimes) -> Iterator[str]:
    if found.mixed is None:
        yield "Mixed equilibria were not looked for."
    else:
        yield f"mixed equilibria: at {counted(found.mixed, 'point')}"
        yield f"infinitely many equilibria: at {counted(found.continuum, 'point')}"
        if found.incomplete:
            yield f"there may be more equilibria than are known: at {counted(found.incomplete, 'point')}"
    if found.outside:
        yield f"outside the region: {counted(found.outside, 'point')}"
    yield f"decided again with exact arithmetic: {counted(found.rechecked, 'point')}"


def _spread(spread: Spread) -> tuple[str, ...]:
    ends = ("none" if end is None else f"{end:.6g}" for end in (spread.least, spread.greatest))
    return spread.name, *ends, f"{spread.points:,}"


def _table(columns: Sequence[str], rows: Iterable[tuple[str, ...]], words: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for k, column in enumerate(columns):
        table.add_column(column, justify="left" if k < words else "right", overflow="fold", no_wrap=k >= words)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def record(dataset: xr.Dataset) -> Record:
    """Write a summary for machines."""
    if "pure" not in dataset:
        return {"variables": [asdict(spread) for spread in spreads(dataset)], "holds": int(dataset["holds"].sum())}
    counts = asdict(regimes(dataset))
    sets = [{"equilibria": list(map(list, s["profiles"])), "points": s["points"]} for s in counts.pop("regimes")]
    return {"pure": sets, **counts}
