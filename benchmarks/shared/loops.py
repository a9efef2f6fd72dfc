"""Other ways to solve many games: one after the other, by the solvers that there are for one game."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import nashpy
import numpy as np
import sympy as sp

from benchmarks.shared.measure import seconds
from benchmarks.shared.points import Columns, Floats, first, payoffs_at
from benchmarks.shared.two_players import SOLVERS, Profile, Solver, compiled_solvers, fractions, judge
from coopgame import FiniteGame
from coopgame.solve.extreme import extreme_equilibria

FLOATS = next(s for s in SOLVERS if s.name == "Gambit, floats")
NASHPY = next(s for s in SOLVERS if s.name == "nashpy, supports")
REPEATS = 3


@dataclass(frozen=True)
class Looped:
    """How a solver did in a loop: the time for a game, and in how many games an answer lacks or invents something."""

    name: str
    points: int
    seconds: float
    missing: int
    wrong: int
    raised: int
    erring: int

    @property
    def faults(self) -> dict[str, int]:
        """How many games have which fault; erring is to lack an equilibrium or to have a wrong one."""
        return {"missing": self.missing, "wrong": self.wrong, "raised": self.raised, "erring": self.erring}


def looped(solver: Solver, tables: Sequence[Floats]) -> list[Any]:
    """Solve game after game, each made from its matrices first, since a loop has to do that too."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return [solver.attempt(solver.prepare(*matrices)) for matrices in zip(*tables, strict=True)]


def evaluated(game: FiniteGame, columns: Columns, solver: Solver) -> list[Any]:
    """Evaluate all payoffs at once by ``lambdify``, then solve in a loop: the best use of a solver for one game."""
    return looped(solver, payoffs_at(game, columns))


def substituted(game: FiniteGame, columns: Columns) -> list[Any]:
    """Put the parameters into the payoffs by ``subs`` and solve, point by point, as scripts do."""
    matrices = [sp.Matrix(*game.shape, table) for table in game.tables]
    symbols = list(columns)
    answers = []
    for row in zip(*(columns[s].tolist() for s in symbols), strict=True):
        values = dict(zip(symbols, row, strict=True))
        a, b = (np.array(matrix.subs(values), dtype=float) for matrix in matrices)
        answers.append(NASHPY.attempt(nashpy.Game(a, b)))
    return answers


def two_player_loops(quick: bool) -> list[Solver]:
    """The peers, but for those that are not installed, or take longer to compile than a short run should."""
    return [NASHPY, FLOATS, *(() if quick else compiled_solvers())]


def timed(run: Callable[[Columns], list[Any]], game: FiniteGame, columns: Columns, repeats: int = REPEATS) -> float:
    """The least seconds a point; what has to be compiled is compiled before."""
    run(first(columns, 2))
    points = len(next(iter(columns.values())))
    return min(seconds(partial(run, columns)) for _ in range(repeats)) / points


def truth(game: FiniteGame, columns: Columns) -> list[set[Profile]]:
    """The extreme equilibria at the payoffs that the peers get: floats, taken as the exact numbers they are."""
    a, b = payoffs_at(game, columns)
    return [set(extreme_equilibria(fractions(x), fractions(y)).equilibria) for x, y in zip(a, b, strict=True)]


def compared(
    solver: Solver,
    game: FiniteGame,
    columns: Columns,
    equilibria: Sequence[set[Profile]],
    run: Callable[[Columns], list[Any]] | None = None,
    repeats: int = REPEATS,
) -> Looped:
    """Time a loop and judge its answers."""
    run = run or partial(evaluated, game, solver=solver)
    spent = timed(run, game, columns, repeats)
    found = [
        judge(solver, answer, expected, a, b)
        for answer, expected, a, b in zip(run(columns), equilibria, *payoffs_at(game, columns), strict=True)
    ]
    judged = zip(*((j.missing, j.wrong, j.raised, j.erring) for j in found), strict=True)
    counts = tuple(sum(each) for each in judged)
    return Looped(solver.name, len(found), spent, *counts)
