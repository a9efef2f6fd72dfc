"""Linear first-order conditions: the one solution and its determinant, or the direction that is left open."""

import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st
from sympy import sqrt

from coopgame.solve.staged.linear import Singular, coefficients, solve_linear
from coopgame.symbols import parameters

x, y, z, a, b, k = parameters("x y z a b k")
entries = st.sampled_from((sp.Integer(0), sp.Integer(1), sp.Integer(-2), a, b, a - b, 1 / a, a * b))


# Properties


@given(st.integers(1, 3), st.data())
def test_what_is_found_solves_the_equations(size: int, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.lists(entries, min_size=size, max_size=size), min_size=size, max_size=size))
    right = data.draw(st.lists(entries, min_size=size, max_size=size))
    unknowns = (x, y, z)[:size]
    found = solve_linear(rows, right, unknowns)
    matrix = sp.Matrix(rows)
    if isinstance(found, Singular):
        assert sp.cancel(matrix.det()) == 0
        direction = sp.Matrix([found.direction.get(u, sp.Integer(0)) for u in unknowns])
        assert all(sp.cancel(entry) == 0 for entry in matrix * direction)
        assert any(direction)
        assert found.solvable == (matrix.rank() == matrix.row_join(sp.Matrix(right)).rank())
    else:
        values, determinant = found
        assert sp.cancel(determinant - matrix.det()) == 0
        assert all(sp.cancel(e) == 0 for e in matrix * sp.Matrix([values[u] for u in unknowns]) - sp.Matrix(right))


@given(st.lists(st.lists(entries, min_size=3, max_size=3), min_size=2, max_size=2))
def test_coefficients_are_read_back(rows: list[list[sp.Expr]]) -> None:
    assume(all(any(row[:2]) for row in rows))
    read = coefficients([row[0] * x + row[1] * y - row[2] for row in rows], (x, y))
    assert read is not None
    matrix, right = read
    assert all(sp.cancel(matrix[i][j] - rows[i][j]) == 0 for i in range(2) for j in range(2))
    assert all(sp.cancel(right[i] - rows[i][2]) == 0 for i in range(2))


# What is linear


def test_a_common_denominator_of_parameters_is_divided_by() -> None:
    assert coefficients([(2 * x - a) / b], (x,)) == ([[2 / b]], [a / b])


def test_what_is_not_linear_is_told() -> None:
    assert coefficients([x**2 - a], (x,)) is None
    assert coefficients([x * y - a, x], (x, y)) is None
    assert coefficients([1 / x - a], (x,)) is None
    assert coefficients([sqrt(x) - a], (x,)) is None


def test_roots_of_parameters_are_coefficients() -> None:
    read = coefficients([sqrt(k) * x - 1], (x,))
    assert read is not None
    found = solve_linear(*read, (x,))
    assert found == ({x: 1 / sqrt(k)}, sqrt(k))


# What is left open


def test_an_open_direction_is_written_as_a_combination_of_choices() -> None:
    found = solve_linear([[a, a], [a, a]], [b, b], (x, y))
    assert isinstance(found, Singular)
    assert str(found) == "x - y"
    assert found.solvable


def test_contradictions_are_told_from_a_line_of_solutions() -> None:
    found = solve_linear([[a, a], [a, a]], [b, sp.Integer(0)], (x, y))
    assert isinstance(found, Singular)
    assert not found.solvable


def test_a_determinant_that_is_zero_only_as_a_root_squared_is_found() -> None:
    r = sqrt(k + 1)
    found = solve_linear([[r, k + 1], [sp.Integer(1), r]], [a, b], (x, y))
    assert isinstance(found, Singular)


def test_a_maximum_of_unknowns_is_not_linear() -> None:
    assert coefficients([sp.Max(x, 1) - 2], (x,)) is None
    assert coefficients([x - 2], (x,)) is not None
