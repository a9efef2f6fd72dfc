"""The question: how long until *all* extreme equilibria of a two-player game are known, and who misses some.

Every solver gets the same games, of which the set-up is not timed; times are relative to ``coopgame.nash_equilibria``.
Gambit's rational enumeration says what the equilibria are. The two exact answers of coopgame must equal it, or nothing
is reported; an answer of the others may lack equilibria or contain wrong ones, and such games are counted.
A time without all equilibria is no answer to the question, so read both tables together.

The solvers in floating point promise all equilibria of non-degenerate games only. So these are told apart by an exact
test, not by how they are drawn: ties are common enough among whole numbers up to 99. nashpy is also given its payoffs
divided by a power of 2, which changes nothing in exact arithmetic; undivided, it takes rounding below zero in an unused
strategy for a negative weight.
"""

import os
import warnings
from collections.abc import Sequence
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.shared.measure import median_seconds, seconds
from benchmarks.shared.results import Row, arguments, ratio, save, show
from benchmarks.shared.two_players import (
    COOPGAME,
    GAMBIT,
    SOLVERS,
    Judgement,
    Payoffs,
    Solver,
    compiled_solvers,
    exactly,
    fractions,
    judge,
)
from coopgame.solve.extreme import extreme_equilibria

SIZES = (2, 3, 4, 5, 6)
GAMES = 40  # of each size and kind
REPEATS = 3
QUICK_SIZES = (2, 3)
QUICK_GAMES = 4
SEED = 20240607
KINDS = {"non-degenerate": (-99, 99), "degenerate": (0, 2)}  # whole numbers from which the payoffs are drawn

Game = tuple[Payoffs, Payoffs]


def drawn(size: int, kind: str, games: int) -> list[Game]:
    """Square games with payoffs drawn evenly, those of the other kind left out."""
    least, most = KINDS[kind]
    generator = np.random.default_rng((SEED, size, most))
    chosen: list[Game] = []
    while len(chosen) < games:
        a, b = generator.integers(least, most + 1, (2, size, size))
        if extreme_equilibria(fractions(a), fractions(b)).degenerate == (kind == "degenerate"):
            chosen.append((a, b))
    return chosen


def first_run(solver: Solver) -> float:
    """Run once on a small game, so that nothing is compiled or loaded later; how long that takes is told apart."""
    a = np.array([[3, 0], [0, 1]])
    game = solver.prepare(a, a)
    return seconds(lambda: run(solver, [game]))


def run(solver: Solver, prepared: Sequence[Any]) -> list[Any]:
    """What is timed: every game, one after the other. Warnings are for a solver's users, not for its judge."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return [solver.attempt(game) for game in prepared]


def compare(solvers: Sequence[Solver], kind: str, size: int, games: Sequence[Game], repeats: int) -> list[Row]:
    """Judge all solvers on the same games, then time them."""
    prepared = {solver.name: [solver.prepare(a, b) for a, b in games] for solver in solvers}
    answers = {solver.name: run(solver, prepared[solver.name]) for solver in solvers}
    truth = [set(exactly(GAMBIT, answer)) for answer in answers[GAMBIT.name]]
    judgements: dict[str, list[Judgement]] = {}
    for solver in solvers:
        cases = list(zip(games, answers[solver.name], truth, strict=True))
        if solver.name.startswith(COOPGAME.name):
            for (a, b), answer, equilibria in cases:
                assert sorted(exactly(solver, answer)) == sorted(equilibria), (
                    f"{solver.name} is wrong on {a.tolist()}, {b.tolist()}"
                )
        judgements[solver.name] = [judge(solver, answer, equilibria, a, b) for (a, b), answer, equilibria in cases]
    times = median_seconds({s.name: partial(run, s, prepared[s.name]) for s in solvers}, repeats)
    return [
        {
            "kind": kind,
            "size": size,
            "solver": name,
            "games": len(games),
            "seconds a game": times[name] / len(games),
            "ratio": times[name] / times[COOPGAME.name],
            "missing": sum(j.missing for j in found),
            "wrong": sum(j.wrong for j in found),
            "raised": sum(j.raised for j in found),
            "erring": sum(j.erring for j in found),
        }
        for name, found in judgements.items()
    ]


def report(rows: Sequence[Row], kind: str, sizes: Sequence[int], games: int) -> None:
    """Print the times and the mistakes for one kind of games."""
    of = {(row["solver"], row["size"]): row for row in rows if row["kind"] == kind}
    names = list(dict.fromkeys(name for name, _ in of))
    heads = [f"{size} x {size}" for size in sizes]
    show(
        f"{kind.capitalize()} games, payoffs from {KINDS[kind][0]} to {KINDS[kind][1]}: time relative to coopgame",
        ["", *heads],
        [[str(name), *(ratio(of[name, size]["ratio"]) for size in sizes)] for name in names],
    )
    show(
        f"{kind.capitalize()} games with an extreme equilibrium missing, of {games}; in all sizes, with a wrong one",
        ["", *heads, "wrong", "raised"],
        [
            [
                str(name),
                *(str(of[name, size]["missing"]) for size in sizes),
                *(str(sum(int(of[name, size][fault]) for size in sizes)) for fault in ("wrong", "raised")),
            ]
            for name in names
        ],
    )


def main() -> None:
    """Run the comparison."""
    options = arguments(__doc__ or "")
    sizes, games = (QUICK_SIZES, QUICK_GAMES) if options.quick else (SIZES, GAMES)
    with TemporaryDirectory() as folder:
        os.environ["NUMBA_CACHE_DIR"] = folder  # or a compilation of another day would be loaded instead
        solvers = SOLVERS if options.quick else SOLVERS + compiled_solvers()
        first = {solver.name: first_run(solver) for solver in solvers}
        rows = []
        for kind in KINDS:
            for size in sizes:
                rows += compare(solvers, kind, size, drawn(size, kind, games), 1 if options.quick else REPEATS)
            report(rows, kind, sizes, games)
    show(
        "First run of all, compilation included, in seconds of processor time",
        ["", "s"],
        [[n, f"{s:.3f}"] for n, s in first.items()],
    )
    rows += [{"solver": name, "first run, seconds": each} for name, each in first.items()]
    save("bimatrix", __doc__ or "", options, rows)


if __name__ == "__main__":
    main()
