"""Linear programmes solved exactly."""

from fractions import Fraction
from operator import mul

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from coopgame.errors import SolverError
from coopgame.sharing.values.simplex import Infeasible, Optimum, maximise

entries = st.integers(-3, 4)


@st.composite
def programmes(draw: st.DrawFn) -> tuple[list[list[int]], list[Fraction], list[int]]:
    """Up to four equations in up to seven unknowns, bounded by the last one."""
    rows, unknowns = draw(st.integers(1, 3)), draw(st.integers(1, 7))
    columns = [[*draw(st.lists(entries, min_size=rows, max_size=rows)), 1] for _ in range(unknowns)]
    gains = [draw(st.fractions(-3, 3, max_denominator=5)) for _ in columns]
    return columns, gains, [*draw(st.lists(st.integers(0, 3), min_size=rows, max_size=rows)), 2]


# --- published results


def test_a_programme_that_cycles_without_care_ends() -> None:
    # Beale 1955, its equations times a hundred: with ties broken by position, Dantzig's rule returns to where it was.
    columns = [[25, 50, 0], [-6000, -9000, 0], [-4, -2, 1], [900, 300, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
    gains = [*map(Fraction, ("3/4", "-150", "1/50", "-6")), *[Fraction(0)] * 3]
    found = maximise(columns, gains, [0, 0, 1])
    assert isinstance(found, Optimum)
    assert sum(gains[j] * weight for j, weight in found.weights.items()) == Fraction(1, 20)


# --- properties


@given(programmes())
def test_an_answer_proves_itself(programme: tuple[list[list[int]], list[Fraction], list[int]]) -> None:
    columns, gains, bounds = programme
    found = maximise(columns, gains, bounds)
    priced = [sum(map(mul, found.prices, column)) for column in columns]
    budget = sum(map(mul, found.prices, bounds))
    if isinstance(found, Infeasible):
        assert min(priced) >= 0
        assert budget < 0
        return
    assert all(price >= gain for price, gain in zip(priced, gains, strict=True))
    assert all(weight > 0 for weight in found.weights.values())
    assert budget == sum(gains[j] * weight for j, weight in found.weights.items())
    for k, bound in enumerate(bounds):
        assert sum(columns[j][k] * weight for j, weight in found.weights.items()) == bound


# --- differential


@given(programmes())
def test_floating_point_agrees(programme: tuple[list[list[int]], list[Fraction], list[int]]) -> None:
    columns, gains, bounds = programme
    found = maximise(columns, gains, bounds)
    answer = linprog([-float(gain) for gain in gains], A_eq=np.array(columns).T, b_eq=bounds, method="highs")
    assert isinstance(found, Infeasible) == (answer.status == 2)
    if isinstance(found, Optimum):
        assert float(sum(map(mul, found.prices, bounds))) == pytest.approx(-answer.fun, abs=1e-7)


# --- refusals


def test_a_gain_without_bound_is_refused() -> None:
    with pytest.raises(SolverError, match="the linear programme has no greatest value; expected a bounded one"):
        maximise([[1], [-1]], [Fraction(1), Fraction(0)], [1])
