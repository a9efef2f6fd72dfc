"""Jobs are done on every task, and none is begun after an error."""

from collections.abc import Callable
from threading import Event

import pytest

from coopgame.sweeps.storage.running import run


@pytest.mark.parametrize("threads", [1, 3])
def test_every_task_is_done_once_and_told_of(threads: int) -> None:
    done: list[int] = []
    told: list[int] = []
    run(done.append, range(20), None, threads, lambda: told.append(len(done)))
    assert sorted(done) == list(range(20))
    assert len(told) == 20
    assert told == sorted(told)


def test_without_tasks_nothing_happens() -> None:
    run(pytest.fail, [], None, 2, pytest.fail)


def raising(error: BaseException) -> Callable[..., None]:
    """A function that raises an error."""

    def raise_it(*_: object) -> None:
        raise error

    return raise_it


@pytest.mark.parametrize("error", [ZeroDivisionError("job"), KeyboardInterrupt()])
def test_after_an_error_in_a_job_no_other_is_begun(error: BaseException) -> None:
    begun: list[int] = []

    def job(task: int) -> None:
        begun.append(task)
        if task == 1:
            raise error
        if task > 1:
            Event().wait(0.05)

    with pytest.raises(type(error)):
        run(job, range(100), None, 1, lambda: None)
    assert len(begun) < 20


def test_when_being_told_fails_what_was_begun_is_ended_and_no_other_begun() -> None:
    begun: list[int] = []
    ended: list[int] = []

    def job(task: int) -> None:
        begun.append(task)
        Event().wait(0.05)
        ended.append(task)

    with pytest.raises(KeyboardInterrupt):
        run(job, range(100), None, 2, raising(KeyboardInterrupt()))
    assert sorted(begun) == sorted(ended)
    assert len(ended) < 20
