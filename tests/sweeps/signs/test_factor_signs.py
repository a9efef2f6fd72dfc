"""Signs of polynomials at many points: certain ones, also where floating point errs."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.polynomials import polynomial
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.factor_signs import FEW, FactorSigns, exact_signs
from coopgame.symbols import parameters
from tests.strategies import SYMBOLS, polynomials

x, y, z = SYMBOLS
TIES = st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.5, 1.0, -0.1, -0.3, 3.0])


def sign(number: Fraction) -> int:
    """-1, 0 or 1."""
    return (number > 0) - (number < 0)


@settings(max_examples=100)
@given(polynomials(degree=3), st.lists(st.tuples(TIES, TIES, TIES), min_size=1, max_size=5))
def test_signs_are_those_of_exact_values(expression: sp.Expr, rows: list[tuple[float, float, float]]) -> None:
    if sp.expand(expression) == 0:
        return
    _, factor = polynomial(sp.expand(expression))
    (found,) = FactorSigns((factor,), SYMBOLS)([np.array(column) for column in zip(*rows, strict=True)])
    for row, computed in zip(rows, np.broadcast_to(found.values, len(rows)), strict=True):
        assert computed == sign(factor.value({s: Fraction(repr(v)) for s, v in zip(SYMBOLS, row, strict=True)}))


def test_a_polynomial_is_evaluated_on_its_own_axes_alone() -> None:
    _, factor = polynomial(x - 2 * z)
    columns = [np.ones((4, 1, 1)), np.ones((1, 5, 1)), np.linspace(0, 1, 6).reshape(1, 1, 6)]
    (found,) = FactorSigns((factor,), SYMBOLS)(columns)
    assert found.values.shape == (4, 1, 6)


def test_ties_that_floats_miss_are_found_and_counted() -> None:
    _, factor = polynomial(3 * x - y)
    (found,) = FactorSigns((factor,), (x, y))([np.array([0.1, 0.1]), np.array([0.3, 0.4])])
    assert found.values.tolist() == [0, -1]
    assert found.rechecked.tolist() == [True, False]


def test_numbers_given_exactly_are_taken_for_what_they_are() -> None:
    _, factor = polynomial(3 * x - 1)
    third = np.array([1 / 3])
    (as_decimal,) = FactorSigns((factor,), (x,))([third])
    (as_given,) = FactorSigns((factor,), (x,), Reading({x: {1 / 3: Fraction(1, 3)}}))([third])
    assert as_decimal.values.tolist() == [-1]
    assert as_given.values.tolist() == [0]


@pytest.mark.parametrize("threads", [1, 2])
def test_one_bound_for_all_points_gives_the_same_signs_as_one_for_each(threads: int) -> None:
    a, b = parameters("a b")
    _, factor = polynomial(a**2 - 3 * a * b + 2 * b**2)  # 0 where a is b or 2 b
    values = np.linspace(0.001, 1, 600)
    columns = [values.reshape(-1, 1), (values / 2).reshape(1, -1)]
    assert 2 * values.size * FEW <= values.size**2
    (mesh,) = FactorSigns((factor,), (a, b), threads=threads)(columns)
    flat = [np.broadcast_to(column, mesh.values.shape).ravel() for column in columns]
    (scattered,) = FactorSigns((factor,), (a, b))(flat)
    assert np.array_equal(mesh.values.ravel(), scattered.values)
    assert np.array_equal(mesh.rechecked.ravel(), scattered.rechecked)
    assert (mesh.values == 0).any()
    assert not mesh.rechecked.all()


def test_exact_signs_need_no_small_numbers() -> None:
    _, factor = polynomial(x * y - z)
    columns = [np.array([1e300, 1e-300]), np.array([1e300, 1e-300]), np.array([1e300, 1e-300])]
    assert exact_signs(factor, columns, reading=Reading()).tolist() == [1, -1]


def test_a_constant_has_one_sign() -> None:
    _, factor = polynomial(sp.Integer(4))
    (found,) = FactorSigns((factor,), ())([np.ones((3, 1))])
    assert found.values.tolist() == [[1]]
