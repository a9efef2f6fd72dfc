"""Which solver sweeps a finite game of which shape, and what its variables are called."""

from collections.abc import Mapping
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np

from coopgame.errors import GameError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.finite.bimatrix import Bimatrix
from coopgame.sweeps.finite.listing import LARGEST
from coopgame.sweeps.finite.pure_only import PureOnly
from coopgame.sweeps.finite.sign_table import most_equilibria
from coopgame.sweeps.finite.trilateral import DEFAULT_MOST as MOST_TRILATERAL
from coopgame.sweeps.finite.trilateral import Trilateral
from coopgame.sweeps.finite.two_by_two import TwoByTwo
from coopgame.sweeps.guarded import Guarded
from coopgame.sweeps.labels import Labels, as_json
from coopgame.sweeps.outputs import Options, Outside, Solver
from coopgame.sweeps.points.axes import Design

MOST_PROFILES = 64


def finite_solver(game: FiniteGame, design: Design, options: Options) -> Solver:
    """Return the solver of a game's shape, for the points of a design.

    Raises
    ------
    GameError
        When the game has more than 64 profiles.
    SolverError
        When the number of equilibria to list is no positive integer, or can't be chosen for the shape.
    ExpressionError
        When a payoff is not rational in the parameters.

    """
    detail, outside, engine, threads, most = options
    symbols, reading = design.symbols, design.reading
    if prod(game.shape) > MOST_PROFILES:
        raise GameError(f"the game has {prod(game.shape)} profiles", expected=f"at most {MOST_PROFILES} in a sweep")
    if most is not None and (isinstance(most, bool) or not isinstance(most, int | np.integer) or most < 1):
        raise SolverError(f"the most equilibria to list are {most!r:.40}", expected="a positive integer")
    if game.shape == (2, 2):
        if most not in (None, most_equilibria()):
            raise SolverError(f"{most} equilibria are to be listed", expected=f"{most_equilibria()} in a 2x2 game")
        return TwoByTwo(game, symbols, reading, detail, outside, engine, threads, design.extents)
    inner = 1 if outside is Outside.MASK else threads
    solver: Solver
    if len(game.shape) == 2 and max(game.shape) <= LARGEST:
        solver = Bimatrix(game, symbols, reading, detail, engine, None if most is None else int(most), inner)
    elif game.shape == (2, 2, 2):
        solver = Trilateral(game, symbols, reading, detail, engine, int(most or MOST_TRILATERAL), inner)
    else:
        solver = PureOnly(game, symbols, reading, detail, int(most or prod(game.shape) // max(game.shape)), inner)
    return Guarded(solver, game.region, reading, outside, threads)


def finite_labels(game: FiniteGame, attributes: Mapping[str, Any], meanings: Mapping[str, str]) -> Labels:
    """Return what a sweep of a finite game says of itself."""
    profiles = [tuple(profile) for profile in game.profiles()]
    bits = next(size for size in (8, 16, 32, 64) if len(profiles) <= size)
    flags = {
        "flag_masks": np.array([1 << k for k in range(len(profiles))], dtype=f"uint{bits}"),
        "flag_meanings": " ".join(_distinct(["/".join(_word(s) for s in profile) for profile in profiles])),
        "profiles": "; ".join(", ".join(profile) for profile in profiles),
    }
    actions = _distinct([f"{p}: {s}" for p, own in game.strategies.items() for s in own])
    return Labels(
        {"title": "Equilibria of a finite game", **attributes, **_written(game)},
        {"player": list(game.players), "action": actions},
        {"pure": flags, "strict": flags},
        meanings,
    )


@lru_cache(maxsize=64)
def _written(game: FiniteGame) -> dict[str, str]:
    """Write a game and its region."""
    text = {
        "players": list(game.players),
        "strategies": {p: list(own) for p, own in game.strategies.items()},
        "payoffs": {p: [str(u) for u in table] for p, table in zip(game.players, game.tables, strict=True)},
    }
    return {"region": str(game.region), "game": as_json(text)}


def _distinct(names: list[str]) -> list[str]:
    """Number names, unless each is there once: as labels, they must tell what they stand for."""
    return names if len(set(names)) == len(names) else [f"{name}#{k}" for k, name in enumerate(names)]


def _word(name: str) -> str:
    """Write a name as CF has flags: without blanks."""
    return "_".join(name.split())
