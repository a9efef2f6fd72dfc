"""Jobs shared out among threads of this process, or among the workers of a Dask cluster."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import lru_cache
from typing import Any, cast

import distributed
from distributed.protocol.pickle import dumps, loads

Job = Callable[[Any], object]


def run(
    job: Job, tasks: Sequence[Any], client: distributed.Client | None, threads: int, told: Callable[[], object]
) -> None:
    """Do a job on every task; after an error, in the job or in being told, those not yet begun are left.

    Parameters
    ----------
    job : callable
        To be done twice without harm: a cluster does again what it loses with a worker.
    tasks : sequence
    client : distributed.Client or None
        None stands for the one that Dask would use by itself, and for threads where there is none.
    threads : int
        How many there are.
    told : callable
        Called in this thread after each.

    """
    client = client or _current_client()
    if client is None:
        _run_here(job, tasks, threads, told)
    else:
        _run_there(client, job, tasks, told)


def _run_here(job: Job, tasks: Sequence[Any], threads: int, told: Callable[[], object]) -> None:
    pool = ThreadPoolExecutor(threads)
    try:
        for future in as_completed([pool.submit(job, task) for task in tasks]):
            future.result()
            told()
    finally:
        pool.shutdown(cancel_futures=True)


def _run_there(client: distributed.Client, job: Job, tasks: Sequence[Any], told: Callable[[], object]) -> None:
    sent = dumps(job)
    futures = client.map(_do, tasks, sent=sent, pure=False)
    try:
        for future in distributed.as_completed(futures):
            future.result()
            told()
    finally:
        client.cancel(futures)


def _do(task: Any, sent: bytes) -> None:
    _received(sent)(task)


@lru_cache(maxsize=1)
def _received(sent: bytes) -> Job:
    """Return the job of a pickle; a worker unpickles it once, as what the job compiles is kept with it."""
    return cast("Job", loads(sent))


def _current_client() -> distributed.Client | None:
    try:
        return cast("distributed.Client", distributed.default_client())
    except ValueError:
        return None
