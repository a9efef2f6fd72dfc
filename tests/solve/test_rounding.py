"""From float answers to exact equilibria."""

from fractions import Fraction
from math import inf, nan

import pytest

from coopgame.solve.rounding import nearby_equilibrium
from tests.solve.drawn import matrix

BATTLE = matrix([[2, 0], [0, 1]]), matrix([[1, 0], [0, 2]])


def test_thirds_in_floats_become_thirds() -> None:
    assert nearby_equilibrium(*BATTLE, [0.6666666666, 0.3333333333], [0.3333333, 0.6666667]) == (
        (Fraction(2, 3), Fraction(1, 3)),
        (Fraction(1, 3), Fraction(2, 3)),
    )


def test_noise_that_looks_like_support_is_taken_away_by_a_wider_tolerance() -> None:
    assert nearby_equilibrium(*BATTLE, [1 - 1e-7, 1e-7], [1 - 1e-7, 1e-7]) == (
        (Fraction(1), Fraction(0)),
        (Fraction(1), Fraction(0)),
    )


def test_a_tie_that_only_floats_see_does_not_hide_the_equilibrium() -> None:
    close = matrix([[1, 0], [1 - Fraction(1, 10**12), 0]]), matrix([[1, 0], [1, 0]])
    assert nearby_equilibrium(*close, [1.0, 0.0], [1.0, 0.0]) == (
        (Fraction(1), Fraction(0)),
        (Fraction(1), Fraction(0)),
    )


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ([1.0, 0.0], [1.0]),
        ([nan, nan], [1.0, 0.0]),
        ([inf, 0.0], [1.0, 0.0]),
        ([0.0, 0.0], [1.0, 0.0]),
        ([1.0, 0.0], [0.0, 1.0]),
        ([0.5, 0.5], [1.0, 0.0]),
    ],
    ids=["a strategy short", "not a number", "infinite", "nothing played", "no equilibrium", "half of one"],
)
def test_anything_else_is_no_equilibrium(row: list[float], column: list[float]) -> None:
    assert nearby_equilibrium(*BATTLE, row, column) is None
