"""The question: how fast all equilibria of larger games are known at many points, and who misses some.

Every payoff is a parameter, so that any game of the shape may come up. ``coopgame.sweep`` lists all extreme equilibria
of 3x3 and 4x4 games, and all isolated ones of 2x2x2 games, in one thread; peers solve one game after the other, with
their payoffs evaluated all at once. Generic points are drawn evenly from -1 to 1; degenerate ones are whole numbers
from 0 to 2. The answers of the sweep on games that peers get are asserted to be those of the exact solver, or nothing
is reported; the peers' answers are judged by exact ones too, for a time without all equilibria is no answer.
"""

from collections.abc import Sequence
from functools import partial

import coopgame as cg
from benchmarks.shared.loops import Looped, compared, truth, two_player_loops
from benchmarks.shared.measure import seconds
from benchmarks.shared.points import Columns, any_game, assert_same, exact_answer, first, scattered, whole
from benchmarks.shared.results import Row, arguments, ratio, save, show
from benchmarks.shared.three_players import compared_by_polynomials
from coopgame import Detail, FiniteGame

POINTS = 10**5
DEGENERATE = 2000
QUICK_POINTS = 200
REPEATS = 3
SEED = 20240607
SHAPES = ((3, 3), (4, 4), (2, 2, 2))
QUICK_SHAPES = ((3, 3), (2, 2, 2))
GAMES = {"QuantEcon, supports": 2000, "QuantEcon, vertices": 2000, "Gambit, floats": 300, "nashpy, supports": 200}
TRILATERAL_GAMES = 100
QUICK_GAMES = 6
LIMIT = 2.0  # seconds a game for a solver that may not end
FASTER, POLYNOMIALS = "QuantEcon, the faster", "Gambit, polynomials"
TARGETS = {((3, 3), FASTER): 30.0, ((4, 4), FASTER): 10.0, ((2, 2, 2), POLYNOMIALS): 2000.0}
KINDS = {"generic": scattered, "degenerate": whole}


def name_of(shape: Sequence[int]) -> str:
    """Return how many strategies each player has, as it is written."""
    return " x ".join(map(str, shape))


def judged(game: FiniteGame, columns: Columns, quick: bool) -> list[Looped]:
    """Run the peers over the first points, each over as many as it has time for."""
    repeats = 1 if quick else REPEATS
    if len(game.shape) == 3:
        return [compared_by_polynomials(game, first(columns, QUICK_GAMES if quick else TRILATERAL_GAMES), LIMIT)]
    most = QUICK_GAMES if quick else max(GAMES.values())
    some = first(columns, most)
    equilibria = truth(game, some)
    made = []
    for solver in two_player_loops(quick):
        few = min(most, GAMES[solver.name])
        made.append(compared(solver, game, first(some, few), equilibria[:few], repeats=repeats))
    return made


def check(game: FiniteGame, columns: Columns, checked: int) -> None:
    """Assert the answers at the first points in full."""
    few = first(columns, checked)
    swept = cg.sweep(game, cg.scenarios(few))
    for k in range(swept.sizes["point"]):
        assert_same(swept, k, exact_answer(game, few, k), game, listed=True)


def swept(game: FiniteGame, kind: str, detail: Detail, n: int, repeats: int) -> float:
    """Return the least seconds of a sweep over points that no run before has met, so that no answer is remembered."""
    drawn = (
        cg.scenarios(KINDS[kind](game, n, SEED + 1 + k + repeats * (detail is Detail.FULL))) for k in range(repeats)
    )
    cg.sweep(game, cg.scenarios(KINDS[kind](game, 2, SEED)), detail=detail, threads=1)
    return min(seconds(partial(cg.sweep, game, points, detail=detail, threads=1)) for points in drawn)


def measure(shape: tuple[int, ...], kind: str, quick: bool) -> list[Row]:
    """Sweep one kind of points for one shape, and run the peers over some of them."""
    game = any_game(shape)
    n = QUICK_POINTS if quick else {"generic": POINTS, "degenerate": DEGENERATE}[kind]
    columns = KINDS[kind](game, n, SEED)
    check(game, columns, QUICK_GAMES if quick else max(GAMES.values()) // 4)
    repeats = 1 if quick else REPEATS
    full, codes = (swept(game, kind, detail, n, repeats) / n for detail in (Detail.FULL, Detail.CODES))
    rechecked = int(cg.sweep(game, cg.scenarios(columns), detail=Detail.CODES)["rechecked"].sum())
    rows: list[Row] = [
        {
            "shape": name_of(shape),
            "kind": kind,
            "way": way,
            "points tried": n,
            "seconds a point": spent,
            "ratio": spent / full,
            "target": None,
            "missing": 0,
            "wrong": 0,
            "raised": 0,
            "erring": 0,
            "rechecked": rechecked,
        }
        for way, spent in (("sweep, listing equilibria", full), ("sweep", codes))
    ]
    peers = judged(game, columns, quick)
    quantecon = [p for p in peers if p.name.startswith("QuantEcon")]
    faster = min(quantecon, key=lambda p: p.seconds, default=None)
    for peer in peers:
        target = TARGETS.get((shape, FASTER if peer is faster else peer.name)) if kind == "generic" else None
        rows.append(
            {
                "shape": name_of(shape),
                "kind": kind,
                "way": peer.name,
                "points tried": peer.points,
                "seconds a point": peer.seconds,
                "ratio": peer.seconds / full,
                "target": target,
                **peer.faults,
            }
        )
    return rows


def report(rows: Sequence[Row], shape: str, kind: str) -> None:
    """Print the times and the mistakes for one kind of points."""
    show(
        f"{kind.capitalize()} {shape} games: time relative to sweep with all equilibria listed; games with a mistake",
        ["", "microseconds", "ratio", "target", "missing", "wrong", "raised", "of"],
        [
            [
                row["way"],
                f"{row['seconds a point'] * 1e6:,.2f}",
                ratio(row["ratio"]),
                "" if row["target"] is None else f">= {ratio(row['target'])}",
                *(str(row[fault]) for fault in ("missing", "wrong", "raised")),
                f"{row['points tried']:,}",
            ]
            for row in rows
        ],
    )
    print(f"decided again with fractions: {rows[0]['rechecked']:,} of {rows[0]['points tried']:,} points")


def main() -> None:
    """Run the comparison."""
    options = arguments(__doc__ or "")
    rows: list[Row] = []
    for shape in QUICK_SHAPES if options.quick else SHAPES:
        for kind in KINDS:
            made = measure(shape, kind, options.quick)
            report(made, name_of(shape), kind)
            rows += made
    if not any(row["way"].startswith("QuantEcon") for row in rows):
        print("QuantEcon.py is left out: it is not installed, or takes longer to compile than a short run should.")
    save("sweep_shapes", __doc__ or "", options, rows)


if __name__ == "__main__":
    main()
