"""A sweep over two parameters as a map: which equilibria there are, or how large something is."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import numpy as np
import sympy as sp
import xarray as xr
from numpy.typing import NDArray

from coopgame.errors import OutputError
from coopgame.report.canvas import STYLE, label, printable
from coopgame.report.categories import Categories, categories
from coopgame.report.figure import HATCHES, LEGEND_LINE, LEGEND_WIDTH, LEVELS, color
from coopgame.report.plotting import Axes, Figure, FigureCanvasAgg, Patch, rc_context
from coopgame.report.saving import require_format, save
from coopgame.sweeps.summary import profiles_of

WIDTH, HEIGHT = 6.4, 4.4  # inches
FINEST = 1500  # points along a side; more could not be told apart on paper
SHADES = "viridis"  # even steps for every kind of colour vision, and in grey
REST, NOWHERE = "#555555", "#eeeeee"
NOWHERE_HATCH = "/" * 6
CODES = ("pure", "strict")  # sets of profiles, as bits
VISIBLE = 0.001  # of the map: what is smaller is not hatched
OUTSIDE, UNDEFINED = "outside the region", "no value"

Array = NDArray[Any]


@dataclass(frozen=True)
class Grid:
    """What is drawn: values over two axes, and where there is none."""

    names: tuple[str, str]
    xs: Array
    ys: Array
    values: xr.DataArray
    inside: Array
    at: str


def heat_map(
    dataset: xr.Dataset, x: Any, y: Any, variable: str = "pure", path: str | os.PathLike[str] | None = None
) -> Figure:
    r"""Draw :math:`(x, y) \mapsto v(x, y)`, a variable of a sweep over two of its parameters.

    The sets of pure equilibria (``pure``, ``strict``), truth values and small whole numbers get a colour and a hatch
    each, named in a legend; any other number a shade, with a bar. Where a point is outside the game's region, or the
    variable has no value, the map is grey and hatched.

    Parameters
    ----------
    dataset : Dataset
        As from :func:`coopgame.sweep`.
    x, y : Symbol or str
        The dimensions across and up.
    variable : str
        Its other dimensions, if any, of length 1.
    path : str or path, optional
        Where to write the figure: its name ends in ``.pdf``, ``.png`` or ``.svg``.

    Returns
    -------
    Figure
        Of matplotlib.

    Raises
    ------
    OutputError
        When there is no such variable or dimension, one along an axis has fewer than two values, the variable has
        further dimensions, which are named, or the file can't be written.

    """
    if path is not None:
        require_format(path)
    grid = _grid(dataset, str(x), str(y), variable)
    profiles = profiles_of(dataset) if variable in CODES else None
    named = categories(grid.values, grid.inside, profiles)
    figure = _of_categories(grid, named) if named is not None else _of_numbers(grid)
    if path is not None:
        save(figure, path)
    return figure


def _grid(dataset: xr.Dataset, x: str, y: str, variable: str) -> Grid:
    if variable not in dataset:
        known = ", ".join(map(str, dataset.data_vars))
        raise OutputError(f"the sweep has no variable {variable!r}", expected=f"one of {known}")
    values = dataset[variable]
    if x == y:
        raise OutputError(f"{x!r} is asked for along both axes of the map", expected="two dimensions")
    for name in (x, y):
        if name not in values.dims:
            known = ", ".join(map(str, values.dims)) or "none"
            raise OutputError(f"{name!r} is no dimension of {variable}", expected=f"two of its dimensions, {known}")
        if values.sizes[name] < 2 or values[name].dtype.kind not in "iuf":
            raise OutputError(f"{name!r} is no axis of at least two numbers", expected="a parameter that varies")
    longer = [f"{dim} ({size})" for dim, size in values.sizes.items() if dim not in (x, y) and size > 1]
    if longer:
        first = longer[0].split(" ")[0]
        raise OutputError(
            f"{variable} varies along {', '.join(longer)} besides {x} and {y}",
            expected=f"one value of each selected first, such as dataset.isel({first}=0)",
        )
    values = values.squeeze([dim for dim in values.dims if dim not in (x, y)])
    values = _thinned(values.transpose(y, x).sortby([y, x]))
    inside = np.ones(values.shape, dtype=bool)
    if "inside" in dataset:
        # What does not depend on an axis is the same along it.
        mask = dataset["inside"].reindex_like(values).squeeze().broadcast_like(values)
        inside = np.asarray(mask.transpose(y, x)).astype(bool)
    held = [
        f"{name} = {float(coordinate):.6g}"
        for name, coordinate in values.coords.items()
        if not coordinate.dims and coordinate.dtype.kind in "iuf" and name != "equilibrium"
    ]
    return Grid((x, y), np.asarray(values[x], float), np.asarray(values[y], float), values, inside, ", ".join(held))


def _thinned(values: xr.DataArray) -> xr.DataArray:
    """Keep so many points along each axis as can be seen, the first and the last among them."""
    keep = {dim: np.unique(np.linspace(0, size - 1, FINEST).round().astype(int)) for dim, size in values.sizes.items()}
    return values.isel({dim: at for dim, at in keep.items() if values.sizes[dim] > FINEST})


def _of_categories(grid: Grid, named: Categories) -> Figure:
    places = named.places
    tones = [color(k) for k in range(len(named.names))]
    shares = [float((places == k).mean()) for k in range(len(tones))]
    entries = ["\n".join(wrap(name, LEGEND_WIDTH)) for name in named.names]
    legend: list[Any] = [
        Patch(facecolor=tone, hatch=HATCHES[k % len(HATCHES)] * 2, edgecolor="#888888") for k, tone in enumerate(tones)
    ]
    if named.rest:
        tones.append(REST)
        entries.append(f"{named.rest} more sets" if named.rest > 1 else "one more set")
        legend.append(Patch(facecolor=REST))
    if (places < 0).any():
        entries.append(OUTSIDE)
        legend.append(_nowhere())
    with rc_context(STYLE):
        lines = sum(text.count("\n") + 1 for text in entries) + 1 + bool(named.title)
        figure, axes = _empty(HEIGHT + lines * LEGEND_LINE)
        palette = np.array([_rgb(tone) for tone in (*tones, NOWHERE)])
        _mesh(axes, grid, palette[places])
        for k, share in enumerate(shares):
            hatch = HATCHES[k % len(HATCHES)]
            if hatch and share >= VISIBLE:
                _hatched(axes, grid, places == k, hatch)
        _hatched(axes, grid, places < 0, NOWHERE_HATCH)
        _frame(axes, grid)
        _legend(figure, legend, entries, named.title)
        return figure


def _of_numbers(grid: Grid) -> Figure:
    values = np.where(grid.inside, np.asarray(grid.values, float), np.nan)
    undefined = ~np.isfinite(values)
    if undefined.all():
        raise OutputError(f"{grid.values.name} has no value anywhere on the map", expected="a point at which it has")
    values[undefined] = np.nan
    entries = [words for words, there in ((OUTSIDE, ~grid.inside), (UNDEFINED, undefined & grid.inside)) if there.any()]
    with rc_context(STYLE):
        figure, axes = _empty(HEIGHT + bool(entries) * 2 * LEGEND_LINE)
        mesh = _mesh(axes, grid, values)
        bar = figure.colorbar(mesh, ax=axes, pad=0.02)
        bar.outline.set_visible(False)
        bar.set_label(described(grid.values), parse_math=False)
        _hatched(axes, grid, undefined, NOWHERE_HATCH)
        _frame(axes, grid)
        if entries:
            _legend(figure, [_nowhere()], [" or ".join(entries)], "")
        return figure


def described(values: xr.DataArray) -> str:
    """Return what a variable is called, with its units if it has any."""
    name = str(values.attrs.get("long_name", values.name)).split(": ")[0]
    units = str(values.attrs.get("units", "1"))
    text = name if units in {"1", ""} else f"{name} [{units}]"
    return text if printable(text) else ""


def _empty(tall: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDTH, tall), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def _mesh(axes: Axes, grid: Grid, colours: Array) -> Any:
    # Dots, not a shape a point: a million of those would choke whoever opens the file.
    axes.set_facecolor(NOWHERE)
    return axes.pcolormesh(_edges(grid.xs), _edges(grid.ys), colours, cmap=SHADES, rasterized=True)


def _edges(centres: Array) -> Array:
    """Where the cells end: half way between points, and at the first and the last of them."""
    return np.concatenate([centres[:1], (centres[1:] + centres[:-1]) / 2, centres[-1:]])


def _hatched(axes: Axes, grid: Grid, area: Array, hatch: str) -> None:
    if area.any():
        # Both ends of each cell, so that the hatch ends where the colour does.
        corners = area.repeat(2, axis=0).repeat(2, axis=1).astype(float)
        axes.contourf(_ends(grid.xs), _ends(grid.ys), corners, levels=LEVELS, colors="none", hatches=[hatch])


def _ends(centres: Array) -> Array:
    edges = _edges(centres)
    inwards = np.diff(edges) * 1e-6
    return np.column_stack([edges[:-1] + inwards, edges[1:] - inwards]).ravel()


def _frame(axes: Axes, grid: Grid) -> None:
    across, up = (label(sp.Symbol(name, real=True), name if printable(name) else "") for name in grid.names)
    axes.set(xlim=(grid.xs[0], grid.xs[-1]), ylim=(grid.ys[0], grid.ys[-1]), xlabel=across, ylabel=up)
    if grid.at and printable(grid.at):
        axes.set_title("\n".join(wrap(f"at {grid.at}", LEGEND_WIDTH)), fontsize=9, parse_math=False)


def _legend(figure: Figure, handles: Sequence[Any], entries: Sequence[str], title: str) -> None:
    words = [entry if printable(entry) else f"set {k}" for k, entry in enumerate(entries, start=1)]
    legend = figure.legend(handles, words, loc="outside lower left", frameon=False, title=title, alignment="left")
    for text in legend.get_texts():
        text.set_parse_math(False)


def _nowhere() -> Any:
    return Patch(facecolor=NOWHERE, hatch=NOWHERE_HATCH, edgecolor="#888888")


def _rgb(tone: str) -> tuple[float, ...]:
    return tuple(int(tone[k : k + 2], 16) / 255 for k in (1, 3, 5))
