"""The solvers that find all equilibria of a two-player game, made alike; and a judge of their answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import nashpy
import numpy as np
import pygambit
from numpy.typing import NDArray

from coopgame import FiniteGame, nash_equilibria
from coopgame.solve.extreme import extreme_equilibria

Payoffs = NDArray[np.int64]
Number = Fraction | float
Profile = tuple[tuple[Number, ...], tuple[Number, ...]]

NEAR = 1e-6
"""How far a floating-point answer may lie from the exact one, and its regret from 0 as a part of the payoffs' range."""

DIVISOR = 256
"""A power of 2 above the range of the payoffs: the quotients are exact."""


@dataclass(frozen=True)
class Solver:
    """A solver: set-up, which is not timed; the run, which is; and how its answer is read, which is not.

    Parameters
    ----------
    name : str
    prepare : callable
        From the two payoff matrices to what the solver is given.
    solve : callable
        From that to its answer.
    read : callable
        From the answer to profiles.

    """

    name: str
    prepare: Callable[[Payoffs, Payoffs], Any]
    solve: Callable[[Any], Any]
    read: Callable[[Any], Iterable[Profile]]

    def attempt(self, game: Any) -> Any:
        """The answer, or in its place whatever exception was raised, which is a finding too."""
        try:
            return self.solve(game)
        except Exception as error:
            return error


def _coopgame_game(a: Payoffs, b: Payoffs) -> FiniteGame:
    return FiniteGame.from_arrays(a.tolist(), b.tolist())


def _from_coopgame(answer: Any) -> list[Profile]:
    assert answer.complete
    assert not any(answer.regrets)
    return [(_rationals(equilibrium.mixture[0]), _rationals(equilibrium.mixture[1])) for equilibrium in answer]


def _rationals(mixture: Iterable[Any]) -> tuple[Fraction, ...]:
    return tuple(Fraction(int(p.p), int(p.q)) for p in mixture)


def fractions(matrix: Payoffs) -> tuple[tuple[Fraction, ...], ...]:
    """The payoffs as exact numbers."""
    return tuple(tuple(Fraction(value) for value in row) for row in matrix.tolist())


def _from_gambit(answer: Any) -> list[Profile]:
    def mixture(profile: Any, player: Any) -> tuple[Number, ...]:
        values = (profile[strategy] for strategy in player.strategies)
        return tuple(float(v) if isinstance(v, float) else Fraction(v) for v in values)

    profiles = []
    for profile in answer.equilibria:
        row, column = profile.game.players
        profiles.append((mixture(profile, row), mixture(profile, column)))
    return profiles


def _from_arrays(answer: Any) -> list[Profile]:
    return [(tuple(x.tolist()), tuple(y.tolist())) for x, y in answer]


COOPGAME = Solver("coopgame", _coopgame_game, nash_equilibria, _from_coopgame)
GAMBIT = Solver(
    "Gambit, rational",
    pygambit.Game.from_arrays,
    partial(pygambit.nash.enummixed_solve, rational=True),
    _from_gambit,
)
SOLVERS = (
    COOPGAME,
    Solver(
        "coopgame, exact part alone",
        lambda a, b: (fractions(a), fractions(b)),
        lambda game: extreme_equilibria(*game),
        lambda answer: answer.equilibria,
    ),
    GAMBIT,
    Solver(
        "Gambit, floats",
        pygambit.Game.from_arrays,
        partial(pygambit.nash.enummixed_solve, rational=False),
        _from_gambit,
    ),
    Solver("nashpy, supports", nashpy.Game, lambda game: list(game.support_enumeration()), _from_arrays),
    Solver(
        f"nashpy, supports, / {DIVISOR}",
        lambda a, b: nashpy.Game(a / DIVISOR, b / DIVISOR),
        lambda game: list(game.support_enumeration()),
        _from_arrays,
    ),
    Solver("nashpy, vertices", nashpy.Game, lambda game: list(game.vertex_enumeration()), _from_arrays),
)


def compiled_solvers() -> tuple[Solver, ...]:
    """Those of QuantEcon.py, or nothing where it is not installed: importing it and compiling it take long."""
    if find_spec("quantecon") is None:
        return ()
    theory = import_module("quantecon.game_theory")

    def prepare(a: Payoffs, b: Payoffs) -> Any:
        columns = np.ascontiguousarray(b.T, dtype=float)
        return theory.NormalFormGame((theory.Player(a.astype(float)), theory.Player(columns)))

    return (
        Solver("QuantEcon, vertices", prepare, theory.vertex_enumeration, _from_arrays),
        Solver("QuantEcon, supports", prepare, theory.support_enumeration, _from_arrays),
    )


@dataclass(frozen=True)
class Judgement:
    """What is wrong with an answer: an extreme equilibrium it lacks, a profile that is none, an exception."""

    missing: bool
    wrong: bool
    raised: bool

    @property
    def erring(self) -> bool:
        """Whether the answer is not right."""
        return self.missing or self.wrong


def judge(solver: Solver, answer: Any, truth: set[Profile], a: Payoffs, b: Payoffs) -> Judgement:
    """Compare an answer with all extreme equilibria of the game. Another equilibrium beside them is not wrong."""
    if isinstance(answer, Exception):
        return Judgement(missing=bool(truth), wrong=False, raised=True)
    profiles = list(solver.read(answer))
    missing = any(not any(_near(profile, equilibrium) for profile in profiles) for equilibrium in truth)
    return Judgement(missing, any(not _stands(profile, a, b) for profile in profiles), raised=False)


def _near(profile: Profile, equilibrium: Profile) -> bool:
    return all(
        len(p) == len(q) and all(abs(float(u) - float(v)) <= NEAR for u, v in zip(p, q, strict=True))
        for p, q in zip(profile, equilibrium, strict=True)
    )


def _stands(profile: Profile, a: Payoffs, b: Payoffs) -> bool:
    """Whether a profile is a pair of distributions with next to no regret. Nothing compares well with NaN."""
    if tuple(map(len, profile)) != a.shape:
        return False
    x, y = (np.array(mixture, dtype=float) for mixture in profile)
    return (
        all(_is_distribution(mixture) for mixture in (x, y))
        and bool(np.max(a @ y) - x @ a @ y <= NEAR * _range(a))
        and bool(np.max(x @ b) - x @ b @ y <= NEAR * _range(b))
    )


def _is_distribution(mixture: NDArray[np.float64]) -> bool:
    return bool(np.min(mixture) >= -NEAR and abs(mixture.sum() - 1) <= NEAR)


def _range(payoffs: Payoffs) -> float:
    return max(1.0, float(np.max(payoffs) - np.min(payoffs)))


def exactly(solver: Solver, answer: Any) -> list[Profile]:
    """The answer of an exact solver. Gambit's may name an equilibrium of a degenerate game more than once."""
    if isinstance(answer, Exception):
        raise answer
    return list(solver.read(answer))
