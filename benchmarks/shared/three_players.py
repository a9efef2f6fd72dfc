"""Gambit's solver for more than two players in a loop, and a judge of its answers on 2x2x2 games."""

from collections.abc import Sequence
from functools import partial
from time import process_time

import numpy as np
import pygambit

from benchmarks.shared.limited import within
from benchmarks.shared.loops import Looped
from benchmarks.shared.points import Columns, Floats, exact_answer, payoffs_at
from coopgame import FiniteGame, NumericEquilibria

NAME = "Gambit, polynomials"
REGRET = 1e-4
"""What the solver itself lets pass, as a part of the payoffs' range."""
DISTANCE = 1e-3
"""How far such an answer may lie from the equilibrium that is meant."""


def compared_by_polynomials(game: FiniteGame, columns: Columns, limit: float) -> Looped:
    """Time Gambit's enumeration of supports with a system of polynomials each, and judge its answers.

    Parameters
    ----------
    game : FiniteGame
    columns : Columns
    limit : float
        Seconds a game; what takes longer counts as raised, and as having taken that long.

    """
    tables = payoffs_at(game, columns)
    spent, missing, wrong, raised, erring = 0.0, 0, 0, 0, 0
    for k, own in enumerate(zip(*tables, strict=True)):
        answer = within(limit, partial(_polynomials, own))
        if answer is None:
            spent += limit
            missing, raised, erring = missing + 1, raised + 1, erring + 1
            continue
        _, (seconds, profiles) = answer
        spent += seconds
        lacks = any(not any(_near(p, e) for p in profiles) for e in isolated(exact_answer(game, columns, k)))
        invents = any(not stands(p, own) for p in profiles)
        missing, wrong, erring = missing + lacks, wrong + invents, erring + (lacks or invents)
    points = len(tables[0])
    return Looped(NAME, points, spent / points, missing, wrong, raised, erring)


def _polynomials(tables: Sequence[Floats]) -> tuple[float, list[tuple[Floats, ...]]]:
    """Solve one game, once another has seen to it that everything is loaded in this process."""
    pygambit.nash.enumpoly_solve(pygambit.Game.from_arrays(*(np.eye(8)[0].reshape(2, 2, 2),) * 3))
    start = process_time()
    answer = pygambit.nash.enumpoly_solve(pygambit.Game.from_arrays(*tables))
    spent = process_time() - start
    made = []
    for profile in answer.equilibria:
        mixtures = ([float(profile[s]) for s in player.strategies] for player in profile.game.players)
        made.append(tuple(np.array(mixture) for mixture in mixtures))
    return spent, made


def isolated(exact: NumericEquilibria) -> list[tuple[Floats, ...]]:
    """The equilibria that are part of no larger set."""
    alone = [exact.equilibria[c[0]] for c in exact.components if len(c) == 1]
    return [tuple(np.array([*map(float, mixture)]) for mixture in e.mixture) for e in alone]


def stands(profile: Sequence[Floats], tables: Sequence[Floats]) -> bool:
    """Whether a profile has next to no regret. Nothing compares well with NaN."""
    for player, table in enumerate(tables):
        values = np.moveaxis(table, player, 0)
        for other in reversed([p for k, p in enumerate(profile) if k != player]):
            values = values @ other
        room = REGRET * max(1.0, float(np.ptp(table)))
        if not float(values.max() - profile[player] @ values) <= room:
            return False
    return True


def _near(profile: Sequence[Floats], equilibrium: Sequence[Floats]) -> bool:
    return all(bool(np.abs(p - q).max() <= DISTANCE) for p, q in zip(profile, equilibrium, strict=True))
