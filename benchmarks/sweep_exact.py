"""The question: does every answer of a sweep equal the exact solver's, ties included, and what do ties cost.

A fifth of the points lies exactly on ties, where somebody is indifferent between two profiles, in decimals that no
binary number equals; a fifth on the floats next to these; the others are drawn at random. At each of them
``coopgame.sweep`` has to say, with either engine, what ``coopgame.nash_equilibria`` says of the game with these
decimals as its parameters: which profiles are equilibria, and which of them strict, how many equilibria there are,
whether infinitely many, whether all are known, and which they are. What differs ends the run. The cost of a tie is what
a point takes longer in a sweep over ties alone than in one over random points; beside it, what the exact solver takes.
"""

from collections.abc import Callable, Sequence
from functools import partial

import coopgame as cg
from benchmarks.shared.measure import seconds
from benchmarks.shared.points import (
    Columns,
    any_game,
    assert_same,
    beside_ties,
    enterprise_university,
    exact_answer,
    joined,
    on_ties,
    scattered,
)
from benchmarks.shared.results import Row, arguments, save, show
from coopgame import Engine, FiniteGame, NumericEquilibria

GAMES: dict[str, tuple[Callable[[], FiniteGame], int]] = {
    "2 x 2, eight parameters": (enterprise_university, 10_000),
    "2 x 2, any": (partial(any_game, (2, 2)), 10_000),
    "3 x 3, any": (partial(any_game, (3, 3)), 5000),
    "2 x 2 x 2, any": (partial(any_game, (2, 2, 2)), 5000),
}
QUICK_POINTS = 50
QUICK = 2  # games in the short form
REPEATS = 3
SEED = 20240607


def drawn(game: FiniteGame, n: int, seed: int) -> tuple[Columns, Columns, Columns]:
    """Return points at random, on ties, and beside ties."""
    ties = on_ties(game, n // 5, seed)
    return scattered(game, n - 2 * (n // 5), seed), ties, beside_ties(ties, seed)


def measure(name: str, game: FiniteGame, n: int, repeats: int) -> Row:
    """Compare one game's sweeps with the exact solver, and time ties."""
    random, ties, beside = drawn(game, n, SEED)
    columns = joined(random, ties, beside)
    answers: list[NumericEquilibria] = []
    exactly = seconds(lambda: answers.extend(exact_answer(game, columns, k) for k in range(n)))
    row: Row = {"game": name, "points": n, "on ties": n // 5, "beside ties": n // 5, "agree": {}}
    for engine in (Engine.NUMBA, Engine.NUMPY):
        swept = cg.sweep(game, cg.scenarios(columns), engine=engine)
        for k, answer in enumerate(answers):
            assert_same(swept, k, answer, game, listed=True)
        row["agree"][engine.value] = n
        row["rechecked"] = int(swept["rechecked"].sum())
    usual, tied = extra(game, n, repeats)
    return row | {
        "degenerate": sum(answer.degenerate is True for answer in answers),
        "seconds a random point": usual,
        "seconds a tie": tied,
        "seconds by the exact solver": exactly / n,
    }


def extra(game: FiniteGame, n: int, repeats: int) -> tuple[float, float | None]:
    """Return seconds a random point, and seconds more for each that fractions decide, if any does.

    Each time with points that no run before has met, as exact answers are remembered.
    """
    usual, more = [], []
    for k in range(repeats):
        random, ties, _ = drawn(game, n, SEED + 1 + k)
        usual.append(swept(game, random)[0] / (n - 2 * (n // 5)))
        spent, again = swept(game, ties)
        if again:
            more.append(max(0.0, spent - usual[-1] * (n // 5)) / again)
    return min(usual), min(more, default=None)


def swept(game: FiniteGame, columns: Columns) -> tuple[float, int]:
    """Return the seconds of a sweep, and at how many points it asked fractions."""
    made = []
    points = cg.scenarios(columns)
    spent = seconds(lambda: made.append(cg.sweep(game, points, threads=1)))
    return spent, int(made[0]["rechecked"].sum())


def report(rows: Sequence[Row]) -> None:
    """Print the table."""
    show(
        "Points at which a sweep says all that the exact solver says; and microseconds a point, and more for a tie",
        ["", "points", "on ties", "beside", "degenerate", "by fractions", "agree", "random", "a tie", "exact solver"],
        [
            [
                row["game"],
                f"{row['points']:,}",
                f"{row['on ties']:,}",
                f"{row['beside ties']:,}",
                f"{row['degenerate']:,}",
                f"{row['rechecked']:,}",
                " ".join(f"{count:,}" for count in row["agree"].values()),
                f"{row['seconds a random point'] * 1e6:,.2f}",
                "" if row["seconds a tie"] is None else f"{row['seconds a tie'] * 1e6:,.0f}",
                f"{row['seconds by the exact solver'] * 1e6:,.0f}",
            ]
            for row in rows
        ],
    )
    print("agree: compiled by Numba, and in NumPy. A tie of two parameters needs no fractions: floats compare exactly.")


def main() -> None:
    """Run the comparison."""
    options = arguments(__doc__ or "")
    rows = [
        measure(name, make(), QUICK_POINTS if options.quick else n, 1 if options.quick else REPEATS)
        for name, (make, n) in list(GAMES.items())[: QUICK if options.quick else None]
    ]
    report(rows)
    save("sweep_exact", __doc__ or "", options, rows)


if __name__ == "__main__":
    main()
