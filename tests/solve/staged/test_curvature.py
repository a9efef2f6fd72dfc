"""Second-order conditions and contraction, against eigenvalues."""

import itertools

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st
from sympy import sqrt

from coopgame.solve.staged.curvature import (
    contraction,
    is_singular,
    negative_definite,
    negative_semidefinite,
    positive,
)
from coopgame.symbols import parameters

a, b, k, x, A = parameters("a b k x A")
entries = st.integers(-4, 4)


@st.composite
def matrices(draw: st.DrawFn, most: int = 4, symmetric: bool = False) -> sp.ImmutableDenseMatrix:
    size = draw(st.integers(1, most))
    rows = draw(st.lists(st.lists(entries, min_size=size, max_size=size), min_size=size, max_size=size))
    matrix = sp.Matrix(rows)
    return sp.ImmutableDenseMatrix(matrix + matrix.T if symmetric else matrix)


def numbers(matrix: sp.Matrix) -> np.ndarray:
    return np.array(matrix.tolist(), dtype=float)


def all_hold(conditions: tuple[sp.Basic, ...]) -> bool:
    return all(condition == sp.true for condition in conditions)


# Differential: against NumPy


@given(matrices(symmetric=True))
def test_a_hessian_is_negative_definite_where_its_eigenvalues_are_negative(hessian: sp.Matrix) -> None:
    largest = np.linalg.eigvalsh(numbers(hessian)).max()
    assume(abs(largest) > 1e-9)
    assert all_hold(negative_definite(hessian)) == (largest < 0)


@given(matrices(most=3, symmetric=True), st.booleans())
def test_a_hessian_is_semidefinite_where_no_eigenvalue_is_positive(hessian: sp.Matrix, square: bool) -> None:
    if square:  # minus a Gram matrix, and so semidefinite, often without being definite
        hessian = -(hessian[:, :1] * hessian[:, :1].T)
    largest = np.linalg.eigvalsh(numbers(hessian)).max()
    assert all_hold(negative_semidefinite(hessian)) == (largest < 1e-9)


@given(matrices())
def test_a_matrix_is_singular_where_its_determinant_vanishes(matrix: sp.Matrix) -> None:
    assert is_singular(matrix) == (matrix.det() == 0)


@given(matrices(), st.data())
def test_best_responses_contract_where_the_spectral_radius_of_their_jacobian_is_below_one(
    second: sp.Matrix, data: st.DataObject
) -> None:
    size = second.rows
    assume(size > 1)
    cuts = data.draw(st.sets(st.integers(1, size - 1), min_size=1))
    edges = [0, *sorted(cuts), size]
    blocks = [list(range(i, j)) for i, j in itertools.pairwise(edges)]
    values = numbers(second)
    diagonal = np.zeros_like(values)
    for block in blocks:
        diagonal[np.ix_(block, block)] = values[np.ix_(block, block)]
    assume(abs(np.linalg.det(diagonal)) > 1e-9)
    radius = max(abs(np.linalg.eigvals(-np.linalg.solve(diagonal, values - diagonal))))
    assume(abs(radius - 1) > 1e-6)
    assert all_hold(contraction(second, blocks)) == (radius < 1)


@given(matrices(most=3), st.integers(0, 2**31))
def test_conditions_with_symbols_are_those_of_the_numbers_put_in(pattern: sp.Matrix, seed: int) -> None:
    # few distinct entries, so that symbols stand for several of them
    names = sp.symbols("e:9", real=True)
    size = pattern.rows
    assume(size > 1)
    symbolic = pattern.applyfunc(lambda n: names[int(n) + 4])
    drawn = np.random.default_rng(seed).integers(-9, 10, 9)
    values = dict(zip(names, map(sp.Integer, map(int, drawn)), strict=True))
    concrete = symbolic.xreplace(values)
    assert all_hold(tuple(c.xreplace(values) for c in negative_definite(symbolic))) == all_hold(
        negative_definite(concrete)
    )
    blocks = [[i] for i in range(size)]
    assume(all(concrete[i, i] for i in range(size)))
    assert all_hold(tuple(c.xreplace(values) for c in contraction(symbolic, blocks))) == all_hold(
        contraction(concrete, blocks)
    )


# Forms


def test_a_polynomial_of_the_square_is_judged_by_the_square() -> None:
    second = sp.ImmutableDenseMatrix([[-2, a], [b, -2]])
    (condition,) = contraction(second, [[0], [1]])
    for at, inside in (({a: 1, b: 3}, True), ({a: 2, b: 3}, False), ({a: -2, b: 3}, False), ({a: 0, b: 9}, True)):
        values = {symbol: sp.Integer(n) for symbol, n in at.items()}
        holds = condition.xreplace(values)
        assert holds == sp.sympify(inside)


def test_a_round_of_answers_contracts_where_their_product_does() -> None:
    # each answers one other: the cube of an eigenvalue is the product of the slopes
    second = sp.ImmutableDenseMatrix([[-1, a, 0], [0, -1, b], [k, 0, -1]])
    conditions = contraction(second, [[0], [1], [2]])
    for numbers_drawn, inside in (((1, 1, sp.Rational(1, 2)), True), ((2, 3, 1), False), ((-1, -1, -1), False)):
        values = dict(zip((a, b, k), map(sp.sympify, numbers_drawn), strict=True))
        assert all_hold(tuple(c.xreplace(values) for c in conditions)) == inside


def test_one_who_decides_alone_needs_no_contraction() -> None:
    assert contraction(sp.ImmutableDenseMatrix([[a]]), [[0]]) == ()


def test_followers_who_answer_nobody_contract_at_once() -> None:
    assert contraction(sp.ImmutableDenseMatrix([[-1, 5], [0, -2]]), [[0], [1]]) == ()


def test_what_never_contracts_says_so() -> None:
    assert contraction(sp.ImmutableDenseMatrix([[-1, 1], [2, -1]]), [[0], [1]]) == (sp.false,)


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        (a * b**A - 2 * b**A, a > 2),
        (a * b - a, a * (b - 1) > 0),
        (sqrt(k) + a * sqrt(k) / k, k + a > 0),
        (sqrt(k) + a, sqrt(k) + a > 0),
    ],
)
def test_powers_that_are_shared_are_left_out_of_a_sign(expression: sp.Expr, says: sp.Basic) -> None:
    found = positive(expression)
    for n, m, exponent in ((1, 4, 2), (-3, 2, 1), (3, 9, 3), (-5, 4, -1)):
        at = {a: sp.Integer(n), b: sp.Integer(m), k: sp.Integer(m), A: sp.Rational(exponent, 2)}
        assert found.xreplace(at) == says.xreplace(at)
    assert found.free_symbols == says.free_symbols
