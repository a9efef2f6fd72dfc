"""How times are taken, and what is said about the machine they were taken on.

Times are of the processor, not of the wall clock, unless a question is about several cores: every other job here works
in one thread, and a shared machine that lets it wait must not make it look slow.
"""

import gc
import os
import platform
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import process_time

from sympy.core.cache import clear_cache

PACKAGES = (
    "dask", "nashpy", "numba", "numpy", "pygambit", "quantecon", "scipy", "sympy", "xarray", "z3-solver", "zarr",
)  # fmt: skip
CPU_INFO = Path("/proc/cpuinfo")
CACHE = type(lru_cache(lambda: None))


def seconds(job: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    """How long one run of the job takes."""
    start = clock()
    job()
    return clock() - start


def median_seconds(jobs: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """The median time of each job, each run with empty caches.

    The jobs take turns, so that what else the machine does slows none of them more than the others.
    """
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(repeats):
        for name, job in jobs.items():
            forget()
            times[name].append(seconds(job))
    return {name: median(each) for name, each in times.items()}


def least_seconds(
    jobs: Mapping[str, Callable[[], object]], repeats: int, clock: Callable[[], float] = process_time
) -> dict[str, float]:
    """The least time of each job, run warm: what it has compiled or cached, it keeps.

    The jobs take turns here too. What else the machine does only ever adds to a time, so the least is the nearest to
    what the job itself takes.
    """
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(repeats):
        for name, job in jobs.items():
            times[name].append(seconds(job, clock))
    return {name: min(each) for name, each in times.items()}


def forget() -> None:
    """Empty the caches of SymPy and coopgame, so that the next run does all of its work."""
    clear_cache()
    for cache in gc.get_objects():
        # By its exact type: to ask isinstance of what is only weakly referenced may raise.
        if type(cache) is CACHE and (cache.__module__ or "").startswith("coopgame."):
            cache.cache_clear()


def machine() -> dict[str, object]:
    """The machine and the versions, without a name or a path that would tell whose it is."""
    packages = {}
    for package in PACKAGES:
        try:
            packages[package] = version(package)
        except PackageNotFoundError:
            packages[package] = "not installed"
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": packages,
        "date": datetime.now(UTC).date().isoformat(),
    }


def _cpu() -> str:
    if CPU_INFO.exists():
        for line in CPU_INFO.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.machine()
