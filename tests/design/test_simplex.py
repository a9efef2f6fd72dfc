"""The exact simplex method, against SciPy's."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.design.simplex import Infeasible, Optimal, Unbounded, inverse, solve
from tests.design.drawn import minimised


def with_signs(rows: list[list[int]], count: int) -> list[tuple[Fraction, ...]]:
    """The rows, and after them that no unknown is negative."""
    identity = [[int(i == j) for j in range(count)] for i in range(count)]
    return [tuple(map(Fraction, row)) for row in (*rows, *identity)]


def solved(costs: list[int], rows: list[list[int]], bounds: list[int]) -> Any:
    """What the method ends with."""
    padded = tuple(map(Fraction, (*bounds, *(0 for _ in costs))))
    return solve(with_signs(rows, len(costs)), padded, tuple(map(Fraction, costs)))


# Published results.


def test_the_diet_of_two_foods_is_found() -> None:
    # Chvátal (1983), Linear Programming, is full of such; by hand: x + y >= 2 and x + 3y >= 3 meet in (3/2, 1/2).
    ended = solved([2, 3], [[1, 1], [1, 3]], [2, 3])
    assert ended == Optimal((0, 1)) or set(ended.basis) == {0, 1}


def test_the_example_that_cycles_under_the_largest_coefficient_does_not() -> None:
    # Beale (1955): the dual of this programme cycles without a rule such as Bland's.
    rows = [[-1, -2, 0], [240, 50, 0], [4, 2, -100], [-36, -12, 0]]
    ended = solved([0, 0, 1], rows, [-3, 80, -2, -24])
    assert isinstance(ended, Optimal | Infeasible)


# Differential.


@settings(max_examples=150)
@given(st.data())
def test_it_ends_as_scipy_does(data: st.DataObject) -> None:
    count, height = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 4))
    small = st.integers(-3, 3)
    costs = data.draw(st.lists(small, min_size=count, max_size=count))
    rows = data.draw(st.lists(st.lists(small, min_size=count, max_size=count), min_size=height, max_size=height))
    bounds = data.draw(st.lists(small, min_size=height, max_size=height))
    ended, peer = solved(costs, rows, bounds), minimised(costs, list(zip(rows, bounds, strict=True)))
    if isinstance(ended, Optimal):
        every = with_signs(rows, count)
        padded = [*bounds, *(0 for _ in costs)]
        inverted = inverse([every[k] for k in ended.basis])
        point = [sum(a * padded[k] for a, k in zip(line, ended.basis, strict=True)) for line in inverted]
        assert all(sum(a * x for a, x in zip(r, point, strict=True)) >= b for r, b in zip(every, padded, strict=True))
        assert peer.status == 0
        assert float(sum(c * x for c, x in zip(costs, point, strict=True))) == pytest.approx(peer.fun, abs=1e-7)
    elif isinstance(ended, Infeasible):
        assert minimised([0] * count, list(zip(rows, bounds, strict=True))).status == 2
    else:
        assert isinstance(ended, Unbounded)
        assert minimised([0] * count, list(zip(rows, bounds, strict=True))).status == 0
        # SciPy's presolve may call such a programme infeasible; in a large box it tells how far cost falls.
        assert minimised(costs, list(zip(rows, bounds, strict=True)), [10**4] * count).fun < -100
