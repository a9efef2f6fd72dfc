"""The search for equilibria of bimatrix games: what it is sure of is so, and the rest is doubtful."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coopgame.solve.extreme import ExtremeEquilibria, extreme_equilibria
from coopgame.sweeps.compiling import AVAILABLE
from coopgame.sweeps.finite.bimatrix_kernel import search, support_tables
from coopgame.sweeps.finite.bimatrix_loops import loops
from coopgame.sweeps.finite.bimatrix_steps import ARRAYS, Listed, Steps
from coopgame.sweeps.finite.supports import supports
from coopgame.sweeps.outputs import Floats

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="Numba is not installed")
STEPS = pytest.mark.parametrize("steps", [ARRAYS, loops()] if AVAILABLE else [ARRAYS])
COMPILES = pytest.mark.parametrize("compiles", [False, True])
SHAPES = ((1, 2), (2, 1), (2, 3), (3, 3), (3, 4), (4, 4))


def searched(compiles: bool, tables: NDArray[np.float64], errors: float | Floats = 0.0, most: int = 30) -> Listed:
    """What is found for payoffs of shape (n, 2, rows, columns) that are wrong by at most as much."""
    points, _, rows, columns = tables.shape
    listed = (
        np.zeros((points, most, rows + columns)),
        np.zeros(points, np.uint64),
        np.zeros(points, np.int16),
        np.zeros(points, np.bool_),
    )
    bounds = np.broadcast_to(errors, (points, 2)).astype(float)
    payoffs = np.ascontiguousarray(tables.reshape(points, 2, rows * columns))
    search(compiles)(payoffs, bounds, support_tables(rows, columns), True, listed)
    return listed


def exactly(table: NDArray[np.float64]) -> ExtremeEquilibria:
    A, B = (tuple(tuple(Fraction(value) for value in line) for line in each) for each in table.tolist())
    return extreme_equilibria(A, B)


# The steps.


@STEPS
def test_weights_are_the_signed_minors(steps: Steps) -> None:
    """Expanding a determinant along an added column gives the same as NumPy's determinant."""
    rng = np.random.default_rng(1)
    for size, weigh in ((2, steps.opposite), (3, steps.minor), (4, steps.cofactor)):
        gains = np.empty((4, 4, 4, 5))
        payoffs = rng.standard_normal((5, 2, 16))
        steps.differences(payoffs, (1, 4, 1), gains)
        for own in combinations(range(4), size):
            replies = np.array(sorted(rng.permutation(4)[:size]))
            w = np.empty((size, 5))
            for left in range(size):
                weigh(gains, np.array(own), left, replies, w[left])
            column = rng.standard_normal(size)
            for k in range(5):
                table = payoffs[k, 1].reshape(4, 4)[np.array(own)][:, replies]
                whole = np.column_stack([column, table[:, 1:] - table[:, :1]])
                assert column @ w[:, k] == pytest.approx(np.linalg.det(whole))


@STEPS
def test_differences_are_those_of_either_player(steps: Steps) -> None:
    payoffs = np.arange(2 * 2 * 6, dtype=float).reshape(2, 2, 6) ** 2
    of_column, of_row = np.empty((2, 3, 3, 2)), np.empty((3, 2, 2, 2))
    steps.differences(payoffs, (1, 3, 1), of_column)
    steps.differences(payoffs, (0, 1, 3), of_row)
    A, B = payoffs.reshape(2, 2, 2, 3)[:, 0], payoffs.reshape(2, 2, 2, 3)[:, 1]
    for k in range(2):
        assert (of_column[1, 0, 2, k], of_column[1, 2, 0, k]) == (B[k, 1, 2] - B[k, 1, 0], B[k, 1, 0] - B[k, 1, 2])
        assert (of_row[2, 0, 1, k], of_row[2, 1, 0, k]) == (A[k, 1, 2] - A[k, 0, 2], A[k, 0, 2] - A[k, 1, 2])


def test_supports_come_with_what_they_leave_out() -> None:
    chosen, left = supports(4, 2, 3)
    assert chosen.tolist() == [list(pair) for pair in combinations(range(4), 2)]
    assert [sorted(a + b) for a, b in zip(chosen.tolist(), left.tolist(), strict=True)] == [[0, 1, 2, 3]] * 6
    assert [table.shape for table in supports(4, 3, 2)] == [(0, 3), (0, 1)]


# What is sure is so.


@COMPILES
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_the_errors_within_their_bounds_what_is_not_doubtful_is_right(
    compiles: bool, data: st.DataObject
) -> None:
    """The payoffs are moved by anything up to the bound; what is decided must hold of the game as it was."""
    rows, columns = data.draw(st.sampled_from(SHAPES))
    bound = data.draw(st.sampled_from((0.0, 1e-12, 1e-3, 0.1, 0.5)))
    whole = data.draw(st.lists(st.integers(-4, 4), min_size=2 * rows * columns, max_size=2 * rows * columns))
    moves = data.draw(st.lists(st.sampled_from((-1, 0, 1)), min_size=len(whole), max_size=len(whole)))
    true = np.array(whole, dtype=float).reshape(1, 2, rows, columns)
    probability, pure, count, doubtful = searched(compiles, true + bound * np.reshape(moves, true.shape), bound)
    if doubtful[0]:
        return
    truth = exactly(true[0])
    assert count[0] == len(truth.equilibria)
    assert all(len(subset) == 1 for subset in truth.subsets)
    wanted = np.array([[float(p) for mixture in pair for p in mixture] for pair in truth.equilibria])
    assert {tuple(row > 0) for row in probability[0, : count[0]]} == {tuple(row > 0) for row in wanted}
    sure = [pair for pair in truth.equilibria if max(pair[0]) == max(pair[1]) == 1]
    assert pure[0] == sum(1 << (x.index(1) * columns + y.index(1)) for x, y in sure)


def test_both_engines_decide_the_same_at_every_point() -> None:
    """More points than a chunk holds, half of them with ties."""
    rng = np.random.default_rng(7)
    for rows, columns in SHAPES:
        tables = rng.standard_normal((1200, 2, rows, columns))
        tables[::2] = rng.integers(0, 3, tables[::2].shape)
        errors = np.where(rng.random((1200, 2)) < 0.1, 0.2, 1e-15)
        compiled, plain = (searched(compiles, tables, errors) for compiles in (True, False))
        sure = ~plain[3]
        assert (compiled[3] == plain[3]).all()
        assert sure.any()
        assert (compiled[1][sure] == plain[1][sure]).all()
        assert (compiled[2][sure] == plain[2][sure]).all()
        np.testing.assert_allclose(compiled[0][sure], plain[0][sure], rtol=0, atol=1e-12)


@COMPILES
def test_an_equilibrium_that_is_hard_to_place_is_doubtful(compiles: bool) -> None:
    """It mixes because payoffs differ by little: its probabilities would be wrong in the fourth digit."""
    near = np.array([[[[1e-10, 0.0, -9], [0.0, 1e-10, -9]], [[0.0, 1e-10, -9], [1e-10, 0.0, -9]]]])
    assert searched(compiles, near, 1e-15)[3][0]
    assert not searched(compiles, np.where(near > 0, 1.0, near), 1e-15)[3][0]
    assert not searched(compiles, near[..., :2], 1e-25)[3][0]


@COMPILES
def test_a_mixture_of_replies_rules_out_what_no_reply_does(compiles: bool) -> None:
    """In coordination on four strategies no reply beats the third against both the first and the second."""
    identity = np.eye(4)
    probability, pure, count, doubtful = searched(compiles, np.array([[identity, identity]]), 1e-15)
    assert (count[0], pure[0], doubtful[0]) == (15, sum(1 << 5 * k for k in range(4)), False)
    assert np.isnan(probability[0, 15:]).all()


# What can't be told.


@COMPILES
def test_ties_unbounded_errors_and_numbers_out_of_range_are_doubtful(compiles: bool) -> None:
    plain = np.array([[[[4.0, 1], [3, 3]], [[4, 3], [1, 3]]]])
    assert not searched(compiles, plain)[3][0]
    assert searched(compiles, np.zeros_like(plain))[3][0]
    assert searched(compiles, plain, np.inf)[3][0]
    assert searched(compiles, plain, 1.0)[3][0]
    assert not searched(compiles, plain * 2.0**190)[3][0]
    assert searched(compiles, plain * 2.0**210)[3][0]
    assert searched(compiles, plain * 2.0**-210)[3][0]


@COMPILES
@pytest.mark.parametrize("player", [0, 1])
def test_an_unbounded_error_counts_where_nobody_replies_as_well(compiles: bool, player: int) -> None:
    errors = np.array([[0.0, 0.0]])
    tables = np.array([[[[1.0, 2]], [[1, 2]]]])
    assert not searched(compiles, tables, errors)[3][0]
    errors[0, player] = np.inf
    assert searched(compiles, tables, errors)[3][0]


@COMPILES
def test_no_points_are_no_trouble(compiles: bool) -> None:
    assert searched(compiles, np.zeros((0, 2, 3, 3)))[2].shape == (0,)
