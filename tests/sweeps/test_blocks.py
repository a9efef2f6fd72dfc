"""Points in blocks: every one of them once, whatever the shape."""

import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgame.errors import SolverError
from coopgame.sweeps.blocks import (
    aligned,
    each,
    flat,
    mesh_shape,
    part,
    slices,
    threads_for,
    written,
    written_in_blocks,
)
from coopgame.sweeps.outputs import Output

SHAPES = st.lists(st.integers(1, 7), max_size=4).map(tuple)


@given(SHAPES, st.integers(1, 50))
def test_boxes_cover_every_point_once_and_hold_no_more_than_asked(shape: tuple[int, ...], size: int) -> None:
    seen = np.zeros(shape, dtype=int)
    for where in slices(shape, size):
        seen[where] += 1
        assert seen[where].size <= size
    assert (seen == 1).all()


def test_a_part_of_a_column_keeps_the_axes_it_does_not_depend_on() -> None:
    column = np.arange(5.0).reshape(5, 1)
    assert part(column, (slice(1, 3), slice(2, 9))).ravel().tolist() == [1, 2]
    assert flat([column], (slice(1, 3), slice(0, 2)))[0].tolist() == [1, 1, 2, 2]


@pytest.mark.parametrize("threads", [1, 3])
def test_blocks_are_put_together_again(threads: int) -> None:
    x, y = np.arange(7.0).reshape(7, 1), np.arange(5.0).reshape(1, 5)
    outputs = (Output("sum", "float64"), Output("both", "float64", (("which", 2),)))
    total, both = written_in_blocks(written(lambda c: (c[0] + c[1], np.stack(c, axis=1))), [x, y], outputs, 4, threads)
    assert np.array_equal(total, x + y)
    assert np.array_equal(both[..., 1], np.broadcast_to(y, (7, 5)))


@given(SHAPES, st.integers(1, 50), st.lists(st.integers(1, 3), max_size=2))
def test_what_is_written_of_a_block_gets_to_its_points(shape: tuple[int, ...], size: int, own: list[int]) -> None:
    number = np.arange(float(np.prod(shape))).reshape(shape)
    outputs = (Output("one", "int16"), Output("more", "float64", tuple((f"d{k}", n) for k, n in enumerate(own))))

    def write(columns: list[np.ndarray], targets: list[np.ndarray]) -> None:
        assert [target.shape for target in targets] == [(columns[0].size,), (columns[0].size, *own)]
        targets[0][:] = columns[0]
        targets[1][:] = columns[0].reshape((-1, *(1 for _ in own)))

    one, more = written_in_blocks(write, [number], outputs, size, 1)
    assert one.dtype == np.int16
    assert more.shape == (*shape, *own)
    assert np.array_equal(one, number)
    assert (more == number.reshape((*shape, *(1 for _ in own)))).all()


def test_no_points_are_never_asked_about() -> None:
    def fail(columns: object) -> tuple[np.ndarray, ...]:
        raise AssertionError

    (found,) = written_in_blocks(written(fail), [np.empty(0)], (Output("x", "uint8"),), 4, 1)
    assert found.shape == (0,)


def test_columns_of_fewer_axes_are_aligned_at_the_last() -> None:
    left = aligned([np.ones((2, 3)), np.ones(3), np.ones(())])
    assert [column.shape for column in left] == [(2, 3), (1, 3), (1, 1)]
    assert mesh_shape(left) == (2, 3)


def test_an_error_in_a_thread_comes_out() -> None:
    def job(where: object) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        each(job, list(slices((8,), 1)), 2)


def test_threads_are_as_many_as_asked_or_as_there_are_cores() -> None:
    assert threads_for(3) == 3
    assert 1 <= threads_for(None) <= (os.cpu_count() or 1)


@pytest.mark.parametrize("count", [0, -1, 1.5, True, "two"])
def test_an_impossible_number_of_threads_is_refused(count: object) -> None:
    with pytest.raises(SolverError, match="threads are asked for"):
        threads_for(count)  # type: ignore[arg-type]  # what a user may write
