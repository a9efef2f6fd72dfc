"""Jobs that may never end, in a process of their own."""

import multiprocessing
from collections.abc import Callable
from typing import Any, TypeVar

from benchmarks.shared.measure import seconds

Answer = TypeVar("Answer")


def within(limit: float, job: Callable[[], Answer]) -> tuple[float, Answer] | None:
    """Run a job in a process of its own; None when it is not done in time."""
    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, job))
    process.start()
    theirs.close()
    answer: tuple[float, Answer] | None = None
    if mine.poll(limit):
        try:
            answer = mine.recv()
        except EOFError:
            answer = None
    process.kill()
    process.join()
    return answer


def _answer(channel: Any, job: Callable[[], Answer]) -> None:
    answer: list[Answer] = []
    spent = seconds(lambda: answer.append(job()))
    channel.send((spent, answer[0]))
