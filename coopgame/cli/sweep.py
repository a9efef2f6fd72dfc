"""What the command ``sweep`` does: solve a model at every point of a grid, tell what is found, keep it, draw it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import xarray as xr

from coopgame.cli import sweep_text
from coopgame.cli.loading import assignments, load
from coopgame.cli.output import emit, emit_json, progress
from coopgame.cli.text import counted, line
from coopgame.errors import GameError, OutputError, SymbolError
from coopgame.exact import exact
from coopgame.models.model import Model
from coopgame.models.staged_model import Regime, StagedModel
from coopgame.report import records
from coopgame.sweeps.outputs import Detail, Outside
from coopgame.sweeps.points.axes import grid
from coopgame.sweeps.sensitivity.quantities import largest_payoff
from coopgame.sweeps.storage.store import ENGINES, require_suffix, save_sweep
from coopgame.sweeps.sweep import sweep as solve

FORMS = "NAME=LOW:HIGH:COUNT or NAME=NUMBER,NUMBER,..., such as alpha=0:1:101 or s=1,2,5"
PAYOFF = "payoff of "


@dataclass(frozen=True)
class Asked:
    """The options of the command.

    Attributes
    ----------
    axes, values : sequences of str
        As they were typed.
    regime, variable : str or None
        Of a staged model; what to draw.
    example, codes, mask : bool
    out : Path or None
    figure : Path or None
    draw : callable or None
        Draws an array beside the data set it is from, and returns what writes the figure.

    """

    axes: Sequence[str]
    values: Sequence[str]
    regime: str | None
    variable: str | None
    example: bool
    codes: bool
    mask: bool
    out: Path | None
    figure: Path | None
    draw: Callable[[xr.Dataset, xr.DataArray], Callable[[], None]] | None


def sweep(name: str, asked: Asked, json: bool) -> None:
    """Sweep over a grid of parameters."""
    model = load(name)
    axes = dict(map(axis, asked.axes))
    if len(axes) < len(asked.axes):
        raise SymbolError("a parameter has two axes", expected="one --axis for each parameter")
    if not axes:
        raise SymbolError("there is no axis", expected=f"--axis {FORMS}")
    _check_files(asked, [name for name, values in axes.items() if len(values) > 1])
    fixed = _fixed(model, axes, assignments(asked.values), asked.example)
    points = prod(map(len, axes.values()))
    with progress(f"{counted(points, 'point')} ...") as step:
        dataset = _solved(model, asked, axes, fixed)
        step("drawing")
        write = asked.draw(dataset, shown(dataset, asked.variable)) if asked.draw is not None else None
        if asked.out is not None:
            step("writing")
            save_sweep(dataset, asked.out)
        if write is not None:
            write()
    if json:
        told = {"model": model.name, "set": {name: str(value) for name, value in fixed.items()}}
        grids = {name: list(map(str, values)) for name, values in axes.items()}
        files = {"files": list(map(str, _files(asked)))}
        emit_json(records.library() | told | {"axes": grids, "points": points} | sweep_text.record(dataset) | files)
    else:
        emit(*sweep_text.told(dataset, axes, fixed), *(line(f"written: {file}") for file in _files(asked)))


def _check_files(asked: Asked, varying: Sequence[str]) -> None:
    """Refuse what could not be written or drawn before anything is computed."""
    if asked.out is not None:
        require_suffix(asked.out, *ENGINES)
    for path in _files(asked):
        if not path.absolute().parent.is_dir():
            raise OutputError(f"{str(path)!r} is in no folder", expected="the name of a file in a folder that exists")
    if asked.draw is not None and len(varying) != 2:
        raise OutputError(
            f"a map over {', '.join(varying) or 'one point'}", expected="two parameters with several values each"
        )


def axis(written: str) -> tuple[str, Any]:
    """Read ``name=low:high:count`` or ``name=number,number,...``; the values are exact.

    Raises
    ------
    SymbolError
        When it is neither.

    """
    name, equals, values = (part.strip() for part in written.partition("="))
    if not (name and equals and values):
        raise SymbolError(f"{written!r} is no axis", expected=FORMS)
    if ":" not in values:
        return name, [exact(value.strip()) for value in values.split(",")]
    ends = [part.strip() for part in values.split(":")]
    if len(ends) != 3 or not ends[2].isdecimal():
        raise SymbolError(f"{written!r} is no axis", expected=FORMS)
    return name, grid(ends[0], ends[1], int(ends[2]))


def _fixed(
    model: Model | StagedModel, axes: Mapping[str, Any], values: Mapping[str, Any], example: bool
) -> dict[str, Any]:
    """Return the values of the parameters that have no axis."""
    known = [str(p.symbol) for p in model.parameters]
    for name in (*axes, *values):
        if name not in known:
            raise SymbolError(f"{model.name} has no parameter {name!r}", expected=f"one of {', '.join(known)}")
        if name in axes and name in values:
            raise SymbolError(f"{name} is set and has an axis", expected="one of the two")
    given = {str(p.symbol): p.example for p in model.parameters} if example else {}
    fixed = {name: value for name, value in (given | dict(values)).items() if name not in axes}
    if missing := [name for name in known if name not in axes and name not in fixed]:
        raise SymbolError(
            f"{', '.join(missing)} of {model.name} not set", expected="--axis or --set for each, or --example"
        )
    return fixed


def _solved(model: Model | StagedModel, asked: Asked, axes: Mapping[str, Any], fixed: Mapping[str, Any]) -> xr.Dataset:
    outside = Outside.MASK if asked.mask else Outside.REFUSE
    full = not asked.codes and (asked.out is not None or asked.variable is not None)
    detail = Detail.FULL if full else Detail.CODES
    meanings = {str(p.symbol): p.meaning for p in model.parameters}
    if isinstance(model, Model):
        if asked.regime is not None:
            raise GameError(f"{model.name} has no regimes of cooperation", expected="no --regime, or a staged model")
        return solve(model.game, axes, fixed, detail=detail, outside=outside, meanings=meanings)
    regime = _regime(model, asked.regime)
    # What one regime's game lacks is a parameter of another's.
    own = {str(s) for s in (*regime.game.symbols, *regime.game.parameters)}
    for name in axes:
        if name not in own:
            raise SymbolError(f"{name} does not occur in {regime.name}", expected=f"some of {', '.join(sorted(own))}")
    held = {name: value for name, value in fixed.items() if name in own}
    return solve(
        regime.game,
        axes,
        held,
        cooperation=regime.cooperation,
        symmetric=regime.symmetric,
        outside=outside,
        meanings=meanings,
    )


def _regime(model: StagedModel, name: str | None) -> Regime:
    if name is not None:
        return model.regime(name)
    if len(model.regimes) > 1:
        known = ", ".join(regime.label for regime in model.regimes)
        raise GameError(f"{model.name} has {len(model.regimes)} regimes", expected=f"--regime with one of {known}")
    return model.regimes[0]


def shown(dataset: xr.Dataset, variable: str | None) -> xr.DataArray:
    """Return what a map shall show: a variable, or the largest payoff of a player.

    Raises
    ------
    GameError
        When the data set has none of the name.

    """
    name = variable or "pure"
    if name.startswith(PAYOFF):
        return largest_payoff(name.removeprefix(PAYOFF).strip())(dataset)
    if name not in dataset or len(dataset[name].dims) > len(dataset["rechecked"].dims):
        known = [str(v) for v in dataset.data_vars if len(dataset[v].dims) == len(dataset["rechecked"].dims)]
        raise GameError(
            f"the sweep has no variable {name!r} to show",
            expected=f"--show with one of {', '.join(known)}, or 'payoff of PLAYER'",
        )
    return dataset[name]


def _files(asked: Asked) -> list[Path]:
    return [path for path in (asked.out, asked.figure) if path is not None]
