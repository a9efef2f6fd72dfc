"""Sweeps of staged games: the closed form once, then its value at every point."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import sympy as sp
import xarray as xr

from coopgame.errors import SymbolError
from coopgame.games.settled import setting
from coopgame.games.staged import StagedGame
from coopgame.solve.staged.outcome import Outcome
from coopgame.sweeps.guarded import Fixed, Guarded
from coopgame.sweeps.labels import Labels, as_json, labelled
from coopgame.sweeps.outputs import Options, Solver
from coopgame.sweeps.points.axes import read_axes
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.staged.closed_form import staged_solver

LARGEST = sp.Integer(int(1.79e308))


class Teams(NamedTuple):
    """Who decides jointly, and whose choices are set equal, as :func:`coopgame.solve_staged` has it."""

    cooperation: Any
    symmetric: Any


def staged_sweep(  # noqa: PLR0913, PLR0917 - what the public call has read
    game: StagedGame | Outcome,
    axes: Any,
    fixed: Mapping[Any, Any],
    teams: Teams,
    options: Options,
    told: Mapping[str, Any],
    meanings: Mapping[str, str],
    chunks: Any,
) -> xr.Dataset:
    """Sweep over a staged game, or over an outcome that was found already."""
    if isinstance(game, Outcome):
        base, constant = game.game, _constants(game.game, fixed)
        source: StagedGame | Outcome = game
    else:
        base, constant = game.at(fixed), {}
        source = base
    symbols = dict.fromkeys((*base.symbols, *base.parameters, *_weights(teams)))
    design = read_axes(axes, sorted((s for s in symbols if s not in constant), key=str), fixed)
    numbers = {s: {float(value): Fraction(int(value.p), int(value.q))} for s, value in constant.items()}
    reading = Reading({**design.reading.given, **numbers})
    known = (*design.symbols, *constant)
    cooperation, symmetric = teams
    solver: Solver = staged_solver(source, known, reading, cooperation, symmetric, options.engine, options.threads)
    solver = Guarded(solver, base.domain, reading, options.outside, options.threads)
    values = tuple((symbol, float(value)) for symbol, value in constant.items())
    return labelled(Fixed(solver, values), design, _labels(game, teams, told, meanings), chunks)


def _constants(game: StagedGame, fixed: Mapping[Any, Any]) -> dict[sp.Symbol, sp.Expr]:
    """Read the parameters of an outcome that have one value."""
    point = setting(fixed, (*game.symbols, *game.parameters), "the game", game.choices)
    for symbol, value in point.items():
        if not value.is_Rational:
            raise SymbolError(f"{symbol} is fixed at {value}", expected="a rational number")
        if abs(value) > LARGEST:
            raise SymbolError(f"{symbol} is fixed at too large a number for a float", expected="less than 1.8e308")
    return point


def _weights(teams: Teams) -> set[sp.Symbol]:
    """The parameters in the weights of coalitions."""
    weights = (
        weight
        for groups in teams.cooperation.values()
        for group in groups
        if isinstance(group, Mapping)
        for weight in group.values()
    )
    return {symbol for weight in weights if isinstance(weight, sp.Expr) for symbol in weight.free_symbols}


def _labels(game: StagedGame | Outcome, teams: Teams, told: Mapping[str, Any], meanings: Mapping[str, str]) -> Labels:
    base = game.game if isinstance(game, Outcome) else game
    text = {
        "payoffs": {player: str(payoff) for player, payoff in base.payoffs.items()},
        "stages": {
            stage.name: {player: [str(z) for z in own] for player, own in stage.choices.items()}
            for stage in base.stages
        },
    }
    together = {str(stage): str(groups) for stage, groups in teams.cooperation.items()}
    attributes = {
        "title": "Outcomes of a game in stages",
        **told,
        "region": str(base.region),
        "game": as_json(text),
        "cooperation": as_json(together),
    }
    choices = {str(z): {"long_name": f"what is chosen as {z}"} for z in base.choices}
    return Labels(attributes, {"player": list(base.players)}, choices, meanings)
