"""The question: how fast a 2x2 game of eight parameters is solved at millions of points, and what bounds it.

``coopgame.sweep`` tells at each point which profiles are equilibria, how many equilibria there are, and whether they
are all, by a code that is looked up when a variable is looked at; ``Detail.FULL`` also lists them. The game is the
catalogue's of an enterprise and a university. Peers solve one game at a time, so they run in a loop over a few of the
same points, and time is told by the point; they get their payoffs evaluated all at once, but for the loop as scripts
have it, with ``subs``. Floors are what can't be left out: reading the parameters, evaluating the eight payoffs, in
NumPy chunk by chunk, kept or thrown away, and compiled, and writing some answer. On a grid fewer values are evaluated
than there are points. All of it runs in one thread, but for one line.

The pure equilibria are asserted at every point, everything at some points against the exact solver, and the peers'
answers are judged by exact enumeration. What is compiled for a game new to a process is told apart.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from time import perf_counter

import numpy as np

import coopgame as cg
from benchmarks.shared.floors import CHUNKS, compiled_read, compiled_stored, compiled_sum, numpy_payoffs
from benchmarks.shared.loops import NASHPY, Looped, compared, substituted, truth, two_player_loops
from benchmarks.shared.measure import least_seconds
from benchmarks.shared.points import (
    RANGES,
    Columns,
    assert_pure,
    assert_same,
    enterprise_university,
    exact_answer,
    first,
    scattered,
)
from benchmarks.shared.results import Row, arguments, ratio, save, show
from benchmarks.shared.starting import extra_memory, start
from coopgame import Detail, FiniteGame

SIZES = (10**6, 10**7)
QUICK_SIZES = (10**4,)
LISTED = 10**6  # with every equilibrium a point takes some 200 bytes: no more points than this
GRIDS = ((10, 10, 10, 10, 8, 5, 5, 5), (10,) * 8)
QUICK_GRIDS = ((4, 4, 3, 3, 3, 3, 3, 3),)
LOOPS = {"nashpy, subs": 100, "nashpy, supports": 1000, "Gambit, floats": 2000}
LOOP = 10_000  # points for a peer that is not named
QUICK_LOOP = 20
CHECKED = 200
FIRST = 10_000  # points of the first sweep in a process
REPEATS = 7
STARTS = 3
SEED = 20240607

CODES, LOOKED, EVERYTHING = "sweep", "sweep, and looking at all variables", "sweep, listing equilibria"
GRIDDED, THREADED = "sweep, over a grid", "sweep, a thread a core, on the wall clock"
NUMPY, KEPT = "payoffs, NumPy", "payoffs, NumPy, kept"
SUM, STORED = "payoffs, compiled, added up", "payoffs, compiled, stored"
READ, WRITTEN, TAKEN = "reading the parameters", "writing a byte", "checking the points, once"

TARGETS = {
    "nashpy, supports": 5e4,
    "QuantEcon, the faster": 2e3,
    NUMPY: 2.5,
    KEPT: 2.5,
    SUM: 0.5,
    **{f"{GRIDDED} of {np.prod(lengths):,}": 0.1 for lengths in GRIDS},
}
"""Time over that of the sweep: at least so much; of the grid, at most."""
EXTRA_TARGET = 256.0  # megabytes
START_TARGET = 3.0  # seconds


def check(game: FiniteGame, columns: Columns) -> None:
    """Assert the answers, those at all points and those in full at some."""
    n = len(next(iter(columns.values())))
    codes = cg.sweep(game, cg.scenarios(columns), detail=Detail.CODES)
    assert assert_pure(codes, game, columns) > 0.999 * n
    pure = sum((codes["pure"].values >> k) & 1 for k in range(4))
    assert (codes["count"].values[~codes["continuum"].values] == np.where(pure == 2, 3, 1)).mean() > 0.999
    some = first(columns, CHECKED)
    for detail in Detail:
        full = cg.sweep(game, cg.scenarios(some), detail=detail)
        for k in range(0, CHECKED, 1 if detail is Detail.FULL else 10):
            assert_same(full, k, exact_answer(game, some, k), game, listed=detail is Detail.FULL)


def compiled_and_swept(game: FiniteGame, n: int, repeats: int) -> dict[str, float]:
    """Return seconds a point, of the sweep and of the floors, over the same points in turns."""
    columns = scattered(game, n, SEED)
    check(game, columns)
    arrays = tuple(columns.values())
    added, stored = np.empty(n), np.empty((8, n))
    add, store, read = compiled_sum(game), compiled_stored(game), compiled_read()
    jobs: dict[str, Callable[[], object]] = {
        f"{name}, {chunk}": numpy_payoffs(game, arrays, chunk, target)
        for name, target in ((NUMPY, None), (KEPT, stored))
        for chunk in CHUNKS
    }
    jobs |= {SUM: partial(add, arrays, added), STORED: partial(store, arrays, stored), READ: partial(read, arrays)}
    jobs[TAKEN] = partial(cg.scenarios, columns)
    jobs[WRITTEN] = partial(np.full, n, 1, np.uint8)
    points = cg.scenarios(columns)
    jobs[CODES] = partial(cg.sweep, game, points, detail=Detail.CODES, threads=1)
    jobs[LOOKED] = lambda: cg.sweep(game, points, detail=Detail.CODES, threads=1).load()
    if n <= LISTED:
        jobs[EVERYTHING] = partial(cg.sweep, game, points, threads=1)
    for job in jobs.values():
        job()
    assert np.allclose(stored.sum(axis=0), added)
    times = least_seconds(jobs, repeats)
    for name in (NUMPY, KEPT):
        times[name] = min(times.pop(f"{name}, {chunk}") for chunk in CHUNKS)
    threaded = {THREADED: partial(cg.sweep, game, points, detail=Detail.CODES)}
    times |= least_seconds(threaded, repeats, perf_counter)
    return {name: spent / n for name, spent in times.items()}


def gridded(game: FiniteGame, lengths: Sequence[int], repeats: int) -> float:
    """Return seconds a point on a grid of all parameters."""
    axes = {s: np.linspace(*RANGES[s.name], length) for s, length in zip(game.symbols, lengths, strict=True)}
    job = partial(cg.sweep, game, axes, detail=Detail.CODES, threads=1)
    grid = job()
    n = int(np.prod(lengths))
    generator = np.random.default_rng(SEED)
    corner = [generator.integers(length, size=CHECKED) for length in lengths]
    drawn = {s: axes[s][places] for s, places in zip(game.symbols, corner, strict=True)}
    flat = cg.sweep(game, cg.scenarios(drawn), detail=Detail.CODES)
    for name in ("pure", "strict", "count", "continuum", "complete"):
        assert (grid[name].values[tuple(corner)] == flat[name].values).all(), name
    for k in range(0, CHECKED, 10):
        assert_same(flat, k, exact_answer(game, drawn, k), game, listed=False)
    return least_seconds({"grid": job}, repeats)["grid"] / n


def loops(game: FiniteGame, quick: bool) -> list[Looped]:
    """Run the peers, each over its number of points."""

    def some(name: str) -> Columns:
        return scattered(game, QUICK_LOOP if quick else LOOPS.get(name, LOOP), SEED)

    repeats = 1 if quick else 3
    columns = some("nashpy, subs")
    naive = compared(NASHPY, game, columns, truth(game, columns), partial(substituted, game), repeats)
    made = [replace(naive, name="nashpy, subs")]
    for solver in two_player_loops(quick):
        columns = some(solver.name)
        made.append(compared(solver, game, columns, truth(game, columns), repeats=repeats))
    return made


def rows_of(n: int, times: Mapping[str, float], peers: Sequence[Looped]) -> list[Row]:
    """Return what is compared with the sweep over ``n`` points, one row each, as times over that of the sweep."""
    rows: list[Row] = []
    made = {**{p.name: p.seconds for p in peers}, **times}
    faster = min((p for p in peers if p.name.startswith("QuantEcon")), key=lambda p: p.seconds, default=None)
    for name, spent in made.items():
        peer = next((p for p in peers if p.name == name), None)
        target = TARGETS.get("QuantEcon, the faster" if faster is not None and name == faster.name else name)
        rows.append(
            {
                "points": n,
                "way": name,
                "points tried": n if peer is None else peer.points,
                "seconds a point": spent,
                "ratio": spent / times[CODES],
                "target": target,
                **({} if peer is None else peer.faults),
            }
        )
    return rows


def report(rows: Sequence[Row], n: int) -> None:
    """Print how long the ways take, relative to the sweep."""

    def aim(row: Row) -> str:
        sign = "<=" if row["way"].startswith(GRIDDED) else ">="
        return "" if row["target"] is None else f"{sign} {ratio(row['target'])}"

    show(
        f"Time a point relative to sweep over {n:,} scattered points; games in which a peer errs",
        ["", "nanoseconds", "ratio", "target", "missing", "wrong", "raised", "of"],
        [
            [
                row["way"],
                f"{row['seconds a point'] * 1e9:,.1f}",
                ratio(row["ratio"]),
                aim(row),
                *(str(row.get(fault, "")) for fault in ("missing", "wrong", "raised")),
                f"{row['points tried']:,}",
            ]
            for row in rows
            if row.get("points") == n
        ],
    )


def main() -> None:
    """Run the comparison."""
    options = arguments(__doc__ or "")
    game, quick = enterprise_university(), bool(options.quick)
    sizes, repeats = (QUICK_SIZES, 1) if quick else (SIZES, REPEATS)
    peers = loops(game, quick)
    grids = {
        f"{GRIDDED} of {np.prod(lengths):,}": gridded(game, lengths, repeats)
        for lengths in (QUICK_GRIDS if quick else GRIDS)
    }
    rows = []
    for n in sizes:
        rows += rows_of(n, {**compiled_and_swept(game, n, repeats), **grids}, peers)
        report(rows, n)
    if not any(p.name.startswith("QuantEcon") for p in peers):
        print("QuantEcon.py is left out: it is not installed, or takes longer to compile than a short run should.")
    begun = {detail.value: start(FIRST, 1 if quick else STARTS, detail) for detail in Detail}
    memory = extra_memory(max(sizes))
    show(
        f"A first sweep, of {FIRST:,} points, in a fresh process: seconds, of which compiling the game",
        ["detail", "import", "build", "first sweep", "of it, compiling", "together", "target"],
        [
            [
                detail,
                *(f"{took[name]:.2f}" for name in ("import", "build", "first sweep")),
                f"{took['first sweep'] - took['second sweep']:.2f}",
                f"{sum(took.values()) - took['second sweep']:.2f}",
                f"< {START_TARGET:g}",
            ]
            for detail, took in begun.items()
        ],
    )
    show(
        f"Memory at {max(sizes):,} points, in MB: at most held beyond inputs and outputs",
        ["inputs", "outputs", "beyond", "target"],
        [[*(f"{memory[name]:,.0f}" for name in ("inputs", "outputs", "extra")), f"< {EXTRA_TARGET:g}"]],
    )
    rows += [
        {"first sweep, seconds": begun, "points": FIRST, "target": START_TARGET},
        {"memory, MB": memory, "points": max(sizes), "target": EXTRA_TARGET},
    ]
    save("sweep", __doc__ or "", options, rows)


if __name__ == "__main__":
    main()
