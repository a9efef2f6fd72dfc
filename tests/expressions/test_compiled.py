"""Compiled expressions have the values of the expressions, in the shape of the points."""

import pickle
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from coopgame.errors import ExpressionError, SymbolError
from coopgame.expressions import compile_numpy
from coopgame.expressions.compiled import _kernel

b, c, k = SYMBOLS = sp.symbols("b c k", real=True)
coordinates = st.fractions(-4, 4, max_denominator=8)

EXPRESSIONS = (
    b - c,
    sp.Integer(2),
    b**3 / 7 + sp.Rational(1, 3) * c,
    sp.Max(b, c, 1),
    sp.Min(b, c, k, 0),
    sp.Abs(b - c) + sp.sign(k),
    sp.sqrt(b**2 + c**2),
    sp.exp(-c) + sp.log(1 + b**2) + sp.pi,
    1 / (1 + b**2),
    sp.Piecewise((b, sp.And(b > 0, c > 0)), (c, sp.Or(b > c, sp.Not(sp.Eq(c, k)))), (1, True)),
)


# Properties


@given(st.lists(st.tuples(coordinates, coordinates, coordinates), min_size=1, max_size=4))
def test_the_values_are_those_of_the_expressions(points: list[tuple[Fraction, ...]]) -> None:
    columns = np.array(points, dtype=float).T
    for expression, values in zip(EXPRESSIONS, compile_numpy(EXPRESSIONS, SYMBOLS)(*columns), strict=True):
        expected = [float(expression.subs(dict(zip(SYMBOLS, point, strict=True)))) for point in points]
        assert_allclose(values, expected, rtol=1e-12, atol=1e-12)


@given(coordinates, coordinates)
def test_many_expressions_with_common_parts_keep_their_values(first: Fraction, second: Fraction) -> None:
    symbols = x0, x1 = sp.symbols("x0 x1", real=True)  # as SymPy calls the common parts it finds
    expressions = [n * x0 + (x0 + x1) ** 2 / n for n in range(1, 120)]
    values = compile_numpy(expressions, symbols)(first, second)
    expected = [float(n * first + (first + second) ** 2 / n) for n in range(1, 120)]
    assert_allclose(values, expected, rtol=1e-12, atol=1e-12)


def test_results_have_the_common_shape_of_an_open_mesh() -> None:
    grid = np.linspace(-1, 1, 3)[:, None], np.linspace(0, 2, 4)[None, :], 1.5
    results = compile_numpy(EXPRESSIONS, SYMBOLS)(*grid)
    assert {result.shape for result in results} == {(3, 4)}
    assert {result.dtype for result in results} == {np.dtype(float)}
    full = compile_numpy(EXPRESSIONS, SYMBOLS)(*np.broadcast_arrays(*grid))
    assert_allclose(results, full)


def test_constants_are_arrays_of_the_points_shape() -> None:
    (two,) = compile_numpy((2,), (b,))(np.zeros((2, 5)))
    assert_allclose(two, np.full((2, 5), 2.0))
    assert compile_numpy((), ())() == ()
    assert compile_numpy((sp.Rational(1, 2),), ())()[0].shape == ()


def test_a_mapping_sets_symbols_by_symbol_or_name() -> None:
    (difference,) = compile_numpy((b - c,), (b, c))({"c": [1, 2], b: 5})
    assert_allclose(difference, [4, 3])


@pytest.mark.parametrize("values", [3, np.int8(3), [Fraction(3), sp.Integer(3)], np.array([3], dtype=object)])
def test_whole_and_exact_numbers_are_taken(values: Any) -> None:
    assert_allclose(compile_numpy((b**-2,), (b,))(values)[0], 1 / 9)


@pytest.mark.parametrize("name", ["lambda", "sqrt", "select", "reduce", "maximum", "abs", "numpy", "nan", "a b"])
def test_a_parameter_may_be_called_as_a_function_of_the_code(name: str) -> None:
    symbol = sp.Symbol(name, real=True)
    expression = sp.sqrt(sp.Max(symbol, b, 0)) + sp.Abs(b) + sp.Piecewise((symbol, b > 0), (b, True))
    assert_allclose(compile_numpy((expression,), (symbol, b))(4.0, 1.0)[0], 7.0)


def test_where_an_expression_is_undefined_the_result_says_so_without_a_warning() -> None:
    one, two, three = compile_numpy((1 / b, sp.sqrt(b), sp.Piecewise((b, b < 0))), (b,))([-4.0, 0.0])
    assert_allclose(one, [-0.25, np.inf])
    assert_allclose(two, [np.nan, 0])
    assert_allclose(three, [-4, np.nan])


def test_results_do_not_lend_the_arguments_out_for_writing() -> None:
    values = np.ones(3)
    (same,) = compile_numpy((b,), (b,))(values)
    with pytest.raises(ValueError, match="read-only"):
        same[0] = 2


def test_equal_content_is_compiled_once_and_crosses_processes() -> None:
    compiled = compile_numpy((b + sp.Symbol("q", real=True),), (b, sp.Symbol("q", real=True)))
    misses = _kernel.cache_info().misses
    again = pickle.loads(pickle.dumps(compiled))
    assert again == compiled == compile_numpy(compiled.expressions, compiled.symbols)
    assert hash(again) == hash(compiled)
    assert_allclose(again(1, 2)[0], 3)
    assert _kernel.cache_info().misses == misses


def test_very_large_and_very_small_constants_stay_floats() -> None:
    expressions = (10**300 * b, b / 10**400, sp.sqrt(10**99 + 1) * b, sp.Max(b, 10**99), sp.exp(100) + sp.pi)
    results = compile_numpy(expressions, (b,))([2.0])
    assert_allclose(np.ravel(results), [2e300, 0, 2 * 10**49.5, 1e99, np.exp(100)])


# Refusals


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ((1,), "1 values given; expected 2, for b, c"),
        ((1, 2, 3), "3 values given; expected 2, for b, c"),
        (({b: 1},), "c not set; expected a value for each of b, c"),
        (({b: 1, c: 2, "d": 3},), "unknown symbol d; expected a value for each of b, c"),
        (([1, 2], [1, 2, 3]), r"shapes do not fit together: b: \(2,\), c: \(3,\)"),
        ((1j, 1), "the values of b, 1j, are not all real numbers"),
        ((1, "x"), "the values of c, x, are not all real numbers"),
        ((True, 1), "the values of b, True, are not all real numbers"),
        (([1, None], 1), r"the values of b, \[1, None\], are not all real numbers"),
        (([[1, 2], [3]], 1), r"the values of b, \[\[1, 2\], \[3\]\], are not all real numbers"),
        ((c, 1), "the values of b, c, are not all real numbers"),
    ],
)
def test_points_that_are_none_are_refused(values: tuple[Any, ...], message: str) -> None:
    with pytest.raises(SymbolError, match=message):
        compile_numpy((b - c,), (b, c))(*values)


@pytest.mark.parametrize(
    ("expressions", "symbols", "message"),
    [
        ((b + c + k,), (b,), r"unknown symbol c, k in the expression b \+ c \+ k; expected symbols among b"),
        ((b,), (), "unknown symbol b in the expression b; expected symbols among none"),
        ((b,), (b, sp.Symbol("b")), "two symbols are called b"),
        ((b,), ("b",), "'b' is not a symbol"),
    ],
)
def test_symbols_that_do_not_fit_are_refused(expressions: Any, symbols: Any, message: str) -> None:
    with pytest.raises(SymbolError, match=message):
        compile_numpy(expressions, symbols)


@pytest.mark.parametrize(
    ("expressions", "message"),
    [
        (b, "b is one expression; expected a sequence of them"),
        ((sp.Function("system")(b),), r"system\(b\) can't be compiled; expected sums, products"),
        ((sp.sin(b),), r"sin\(b\) can't be compiled"),
        ((sp.Integer(10) ** 310 * b,), r"1000.*… is too large a number; expected less than 1.8e308"),
        ((float("nan"),), "nan of type float is no finite real number"),
        ((sp.I * b,), r"I\*b of type Mul is no finite real number"),
    ],
)
def test_expressions_that_are_no_code_are_refused(expressions: Any, message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        compile_numpy(expressions, (b,))
