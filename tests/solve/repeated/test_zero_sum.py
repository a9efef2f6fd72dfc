"""The value of a matrix game."""

from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from coopgame.solve.linear import Matrix
from coopgame.solve.repeated.zero_sum import secured
from tests.solve.drawn import matrix


@st.composite
def matrices(draw: st.DrawFn, largest: int = 5) -> Matrix:
    rows, columns = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    entry = st.one_of(st.integers(-2, 2), st.builds(Fraction, st.integers(-9, 9), st.integers(1, 4)))
    return matrix(draw(st.lists(st.lists(entry, min_size=columns, max_size=columns), min_size=rows, max_size=rows)))


# Published results


def test_matching_pennies_rock_paper_scissors_and_a_saddle_point() -> None:
    pennies = secured(matrix([[1, -1], [-1, 1]]))
    assert pennies.value == 0
    assert pennies.maximiser == pennies.minimiser == (Fraction(1, 2),) * 2
    assert secured(matrix([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])).maximiser == (Fraction(1, 3),) * 3
    saddle = secured(matrix([[3, 5], [2, 9]]))
    assert saddle.value == 3
    assert saddle.maximiser == saddle.minimiser == (Fraction(1), Fraction(0))


def test_the_two_by_two_formula_holds_without_a_saddle_point() -> None:
    """The value is (ad - bc) / (a + d - b - c) (von Neumann 1928)."""
    assert secured(matrix([[5, 1], [2, 4]])).value == Fraction(5 * 4 - 1 * 2, 5 + 4 - 1 - 2)


def test_ties_everywhere_do_not_keep_the_pivots_from_ending() -> None:
    equal = matrix([[1, 1, 1], [1, 1, 1], [1, 0, 1]])
    assert_certified(equal, secured(equal))
    assert secured(equal).value == 1


# Properties


def assert_certified(payoffs: Matrix, found: Any) -> None:
    """Each side's mixture secures the value, so that neither can do better: exactly, without any solver."""
    for mixture in (found.maximiser, found.minimiser):
        assert sum(mixture) == 1
        assert min(mixture) >= 0
    for column in zip(*payoffs, strict=True):
        assert sum(x * a for x, a in zip(found.maximiser, column, strict=True)) >= found.value
    for row in payoffs:
        assert sum(a * y for a, y in zip(row, found.minimiser, strict=True)) <= found.value


@settings(max_examples=80)
@given(matrices())
def test_both_mixtures_secure_the_value(payoffs: Matrix) -> None:
    assert_certified(payoffs, secured(payoffs))


def test_twenty_strategies_a_side_are_no_trouble() -> None:
    drawn = np.random.default_rng(3).integers(-3, 4, size=(20, 20))
    payoffs = matrix([[int(value) for value in row] for row in drawn])
    assert_certified(payoffs, secured(payoffs))


# Differential


@settings(max_examples=40)
@given(matrices())
def test_a_linear_programme_in_floats_has_the_same_value(payoffs: Matrix) -> None:
    a = np.array([[float(value) for value in row] for row in payoffs])
    rows, columns = a.shape
    answer = linprog(
        [*np.zeros(columns), 1],
        A_ub=np.hstack([a, -np.ones((rows, 1))]),
        b_ub=np.zeros(rows),
        A_eq=[[*np.ones(columns), 0]],
        b_eq=[1],
        bounds=[(0, None)] * columns + [(None, None)],
    )
    assert abs(answer.fun - float(secured(payoffs).value)) < 1e-9
