"""The question: how a sweep's time grows with points and falls with cores, and what Dask and storage add to it.

The game of eight parameters is swept over scattered points and over a grid, for codes alone and with every equilibrium
listed: by a plain call with one thread a core, by Dask with threads, in chunks of several lengths, and by Dask with
processes. A plain call leaves codes that are looked up when a variable is looked at; Dask looks up all that it is asked
for, so that it is held against a plain call and looking at everything. Everything is on the wall clock, and each answer
is asserted to be that of the plain call. Grids are made in the processes; scattered points would have to be sent there,
which takes longer than to solve them. What is written to a Zarr store is of several sizes; the memory for it should not
depend on them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from typing import Any

import distributed
import numpy as np

import coopgame as cg
from benchmarks.shared.grids import assert_equal, axes_of, chunks_of
from benchmarks.shared.measure import least_seconds
from benchmarks.shared.points import enterprise_university, scattered
from benchmarks.shared.results import Row, arguments, ratio, save, show
from benchmarks.shared.storing import stored
from coopgame import Detail, FiniteGame

POINTS = (10**4, 10**5, 10**6, 10**7)
QUICK_POINTS = (10**3, 10**4)
CORES = (1, 2)
CHUNKS = (10**4, 10**5, 10**6, 25 * 10**5, 5 * 10**6)
QUICK_CHUNKS = (5000,)
GRID = (10, 10, 10, 10, 8, 5, 5, 5)
LISTED = (10, 10, 10, 10, 5, 5, 2, 2)
QUICK_GRID = (5, 5, 5, 5, 2, 2, 2, 2)
QUICK_LISTED = (4, 4, 4, 2, 2, 2, 1, 1)
STORED = ((100, 10, 10, 10, 10, 10, 1, 1), (100, 100, 10, 10, 10, 10, 1, 1))
QUICK_STORED = ((10, 10, 10, 1, 1, 1, 1, 1),)
STORED_CHUNK = 10**6
REPEATS = 5
SEED = 20240607
OVERHEAD_TARGET = 1.15
CORES_TARGET = 1.7


def by_points(game: FiniteGame, sizes: Sequence[int], repeats: int) -> list[Row]:
    """Time plain calls by the number of points."""
    rows = []
    for n in sizes:
        points = cg.scenarios(scattered(game, n, SEED))
        jobs = {str(cores): partial(cg.sweep, game, points, detail=Detail.CODES, threads=cores) for cores in CORES}
        for job in jobs.values():
            job()
        times = least_seconds(jobs, repeats, perf_counter)
        rows += [{"part": "points", "points": n, "cores": c, "seconds": times[str(c)]} for c in CORES]
    return rows


def loaded(game: FiniteGame, axes: Any, detail: Detail, threads: int) -> Any:
    """Sweep by a plain call, and look at every variable."""
    return cg.sweep(game, axes, detail=detail, threads=threads).load()


@contextmanager
def processes(count: int) -> Iterator[None]:
    """Have Dask use so many processes with a thread each."""
    made: Any = distributed  # which has no types
    cluster = made.LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=":0", silence_logs="CRITICAL")
    with cluster, made.Client(cluster):
        yield


def by_cores(game: FiniteGame, quick: bool, repeats: int) -> list[Row]:
    """Time the same sweep with one core and with two, plain and by Dask."""
    lengths = QUICK_GRID if quick else GRID
    n = int(np.prod(lengths))
    half = chunks_of(game, lengths, n // 8)
    few = QUICK_LISTED if quick else LISTED
    kinds: dict[str, tuple[Any, Any, Detail]] = {
        "scattered": (cg.scenarios(scattered(game, n, SEED)), n // 8, Detail.CODES),
        "grid": (axes_of(game, lengths), half, Detail.CODES),
        "grid, listing equilibria": (axes_of(game, few), chunks_of(game, few, int(np.prod(few)) // 8), Detail.FULL),
    }
    rows = []
    for kind, (axes, chunks, detail) in kinds.items():
        plain = {c: partial(loaded, game, axes, detail, c) for c in CORES}
        lazy = cg.sweep(game, axes, detail=detail, chunks=chunks)
        jobs: dict[str, Callable[[], Any]] = {}
        for cores in CORES:
            jobs[f"plain, {cores}"] = plain[cores]
            threads = {"scheduler": "threads", "num_workers": cores}
            jobs[f"Dask, threads, one variable, {cores}"] = partial(lazy[["pure"]].persist, **threads)
            jobs[f"Dask, threads, left in chunks, {cores}"] = partial(lazy.persist, **threads)
            jobs[f"Dask, threads, gathered, {cores}"] = partial(lazy.compute, **threads)
        expected = plain[1]()
        for job in jobs.values():
            assert_equal(job(), expected)
        times = least_seconds(jobs, repeats, perf_counter)
        for cores in () if kind == "scattered" or (quick and kind != "grid") else CORES[-1:] if quick else CORES:
            with processes(cores):
                assert_equal(expected, lazy.compute())
                name = f"Dask, processes, gathered, {cores}"
                times |= least_seconds({name: lazy.compute}, repeats, perf_counter)
        rows += [
            {"part": "cores", "kind": kind, "points": int(expected["pure"].size), "way": way, "seconds": spent}
            for way, spent in times.items()
        ]
    return rows


def by_chunks(game: FiniteGame, n: int, sizes: Sequence[int], repeats: int) -> list[Row]:
    """Time Dask with threads by the length of a chunk, in turns with a plain call with as many threads.

    What the graph takes to be made, what the chunks take to be solved, and what they take to be solved and put together
    in one array a variable are told apart.
    """
    points = cg.scenarios(scattered(game, n, SEED))
    cores = max(CORES)
    plain = partial(loaded, game, points, Detail.CODES, cores)
    expected = plain()
    rows = []
    for size in sizes:
        made = partial(cg.sweep, game, points, detail=Detail.CODES, chunks=size)
        lazy = made()
        threads = {"scheduler": "threads", "num_workers": cores}
        jobs = {
            "plain": plain,
            "graph": made,
            "solved": partial(lazy.persist, **threads),
            "gathered": partial(lazy.compute, **threads),
        }
        assert_equal(expected, jobs["gathered"]())
        times = least_seconds(jobs, repeats, perf_counter)
        ratios = {name: times[name] / times["plain"] for name in jobs if name != "plain"}
        rows.append({"part": "chunks", "points": n, "chunk": size, "seconds": times, **ratios})
    return rows


def _speed(plain: Row, other: Row | None) -> str:
    return ratio(plain["seconds"] / other["seconds"]) if other else ""


def report(rows: Sequence[Row]) -> None:
    """Print the tables."""
    of: Mapping[str, list[Row]] = {
        part: [row for row in rows if row["part"] == part] for part in ("points", "cores", "chunks", "store")
    }
    sizes = sorted({row["points"] for row in of["points"]})
    spent = {(row["points"], row["cores"]): row["seconds"] for row in of["points"]}
    show(
        f"Nanoseconds a scattered point, by points and threads; target: {CORES_TARGET} times as fast at {max(sizes):,}",
        ["", *(f"{n:,}" for n in sizes)],
        [
            *([f"threads: {c}", *(f"{spent[n, c] / n * 1e9:,.1f}" for n in sizes)] for c in CORES),
            ["as fast", *(ratio(spent[n, min(CORES)] / spent[n, max(CORES)]) for n in sizes)],
        ],
    )
    for kind in dict.fromkeys(row["kind"] for row in of["cores"]):
        own = {row["way"]: row for row in of["cores"] if row["kind"] == kind}
        ways = dict.fromkeys(name.rpartition(", ")[0] for name in own)
        show(
            f"{kind}, {own['plain, 1']['points']:,} points, looked at: speed relative to a plain call with one thread",
            ["cores", *map(str, CORES)],
            [[way, *(_speed(own["plain, 1"], own.get(f"{way}, {c}")) for c in CORES)] for way in ways],
        )
    show(
        f"Dask with threads, {of['chunks'][0]['points']:,} points: time relative to a plain call with as many threads",
        ["", "making the graph", "solving", "solving and gathering", "target: graph and solving, at the best"],
        [
            [
                f"chunks of {row['chunk']:,}",
                *(f"{row[name]:.2f}" for name in ("graph", "solved", "gathered")),
                f"< {OVERHEAD_TARGET}",
            ]
            for row in of["chunks"]
        ],
    )
    show(
        f"Written to a Zarr store, {of['store'][0]['chunk']:,} points a chunk: MB held at most, and seconds",
        ["points", "answers", "held", "seconds"],
        [
            [f"{row['points']:,}", f"{row['answers, MB']:,.1f}", f"{row['beyond, MB']:,.0f}", f"{row['seconds']:.2f}"]
            for row in of["store"]
        ],
    )


def main() -> None:
    """Run the comparison."""
    options = arguments(__doc__ or "")
    game, quick = enterprise_university(), bool(options.quick)
    sizes, repeats = (QUICK_POINTS, 1) if quick else (POINTS, REPEATS)
    rows = by_points(game, sizes, repeats)
    rows += by_cores(game, quick, repeats)
    rows += by_chunks(game, max(sizes), QUICK_CHUNKS if quick else CHUNKS, repeats)
    rows += stored(game, QUICK_STORED if quick else STORED, STORED_CHUNK if not quick else 250)
    report(rows)
    save("scaling", __doc__ or "", options, rows)


if __name__ == "__main__":
    main()
