"""The walk inside a set: it finds the inside, and it stays there."""

import random
from itertools import islice
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.conditions import evaluate
from coopgame.errors import RegionError
from coopgame.slices import MOST_BITS, walk
from coopgame.symbols import parameters
from tests.strategies import x, y, z

Point = dict[sp.Symbol, sp.Rational]
a, b, c, d = parameters("a b c d")


def walked(
    conditions: list[Any], symbols: tuple[sp.Symbol, ...], n: int, known: list[Point] | None = None
) -> list[Point]:
    return list(islice(walk(conditions, symbols, random.Random(0), known or []), n))


# Properties


@pytest.mark.parametrize(
    "conditions",
    [
        [x**2 + y**2 > 1, x**2 + y**2 < 1 + sp.Rational(1, 10**30)],
        [sp.Eq(x * y, 6), x + y > 5, x > y],
        [sp.Eq(x**2 + y**2, 1), x > 0],
        [x**3 - y > 0, x**3 - y < sp.Rational(1, 1000), y > 10],
        [x**4 + y**4 <= 1, x * y > sp.Rational(1, 3)],
        [sp.Or(sp.And(x > 10**9, y < x), sp.And(y > 10**9, x < y))],
        [1 / (x - y) > 10**6],
        [(x - 1) ** 2 <= 0, sp.Eq(y, x)],
    ],
    ids=str,
)
def test_every_step_of_the_walk_lies_inside(conditions: list[Any]) -> None:
    for point in walked(conditions, (x, y), 15):
        assert all(evaluate(condition, point) for condition in conditions)


def test_the_walk_leaves_a_plateau_on_which_single_moves_gain_nothing() -> None:
    conditions = [a > 10, b > a, c > b, d > c, d < 11]
    assert all(10 < p[a] < p[b] < p[c] < p[d] < 11 for p in walked(conditions, (a, b, c, d), 10))


def test_the_walk_starts_from_the_last_point_known() -> None:
    far = {x: sp.Integer(10**40), y: sp.Integer(10**40 + 1)}
    strip = [y > x, y < x + 2, x > 10**39]
    assert all(point[x] > 10**39 for point in walked(strip, (x, y), 5, [{x: sp.Integer(0), y: sp.Integer(0)}, far]))


def test_the_walk_moves() -> None:
    assert len({tuple(p.values()) for p in walked([x**2 + y**2 < 1], (x, y), 20)}) > 15


def test_points_stay_short_enough_to_be_written_down() -> None:
    shell = [x**2 + y**2 + z**2 > 1, x**2 + y**2 + z**2 < 1 + sp.Rational(1, 10**6)]
    for point in walked(shell, (x, y, z), 100)[-10:]:
        assert all(int(value.q).bit_length() <= 2 * MOST_BITS for value in point.values())


def test_conditions_that_are_not_rational_are_checked_though_not_sliced() -> None:
    for point in walked([sp.sqrt(x) < 3, x > 1], (x,), 10):
        assert 1 < point[x] < 9


@given(st.integers(0, 2**32))
def test_the_walk_is_a_function_of_its_generator(seed: int) -> None:
    strip = [y > x, y < x + sp.Rational(1, 100), x > 5]
    first, second = (list(islice(walk(strip, (x, y), random.Random(seed), []), 3)) for _ in range(2))
    assert first == second


# Refusals


@pytest.mark.parametrize(
    "conditions",
    [[x > y, y > x], [x**2 + y**2 <= -1 + 0 * x], [sp.Eq(x**2, 2), y > 0], [sp.Eq(x**3, 2), y > 0], [sp.false]],
    ids=str,
)
def test_a_set_of_which_no_rational_point_is_found_is_written_out(conditions: list[Any]) -> None:
    with pytest.raises(RegionError, match=r"no point found at which .*; expected a region with at least one point"):
        walked(conditions, (x, y), 1)
