"""Relations between rational expressions as signs of integer polynomials."""

import pickle
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from coopgame.conditions import evaluate
from coopgame.errors import ExpressionError
from coopgame.polynomials import (
    Polynomial,
    SignForm,
    difference_form,
    holds,
    polynomial,
    relation,
    relation_form,
    sign_form,
)
from tests.strategies import SYMBOLS, interpreted, points, polynomials, rational_expressions, x, y, z

OPERATORS = (">", ">=", "<", "<=", "==", "!=")
Point = dict[sp.Symbol, sp.Rational]


def fractions(point: Mapping[sp.Symbol, sp.Rational]) -> dict[sp.Symbol, Fraction]:
    return {symbol: Fraction(int(value.p), int(value.q)) for symbol, value in point.items()}


def sign(value: Fraction | None) -> int | None:
    return None if value is None else (value > 0) - (value < 0)


# Published results


def test_the_sign_of_a_fraction_is_that_of_numerator_times_denominator() -> None:
    form = sign_form((x**2 - 1) / (y - x))
    assert {factor.expression for factor in form.odd} == {x - 1, x + 1, x - y}
    assert {pole.expression for pole in form.poles} == {x - y}
    assert form.sign == -1


def test_an_even_power_only_says_where_the_sign_is_zero() -> None:
    form = sign_form(-3 * (x - y) ** 2)
    assert (form.sign, form.odd) == (-1, ())
    assert [factor.expression for factor in form.even] == [x - y]


def test_a_denominator_that_cancels_is_a_pole_all_the_same() -> None:
    assert [pole.expression for pole in sign_form(1 / (x - 1) + 1 / (1 - x)).poles] == [x - 1]
    assert [pole.expression for pole in sign_form((x**2 - 1) / (x - 1)).poles] == [x - 1]
    assert [pole.expression for pole in relation_form(sp.Gt(y + 1 / x, 1 / x, evaluate=False)).poles] == [x]
    assert {pole.expression for pole in sign_form(1 / (1 + 1 / x)).poles} == {x, x + 1}


def test_coefficients_are_coprime_integers_and_the_first_is_positive() -> None:
    turn, found = polynomial(-x / 6 - y / 4)
    assert turn == -1
    assert found == Polynomial((x, y), (((1, 0), 2), ((0, 1), 3)))
    assert polynomial(sp.Integer(-7)) == (-1, Polynomial((), (((), 1),)))


def test_a_relation_is_written_with_positive_terms_on_both_sides() -> None:
    assert relation(sign_form(x - y - 1), ">") == (x > y + 1)
    assert relation(sign_form(-2 * x + 1), "<=") == (x >= sp.Rational(1, 2))
    assert relation(sign_form(-x * y - 1), "<") == (x * y + 1 > 0)
    assert relation(sign_form((x - 1) * (y - 1)), ">=") == ((x - 1) * (y - 1) >= 0)
    assert relation(sign_form(x * (y - 1) ** 2), "==") == sp.Eq(x * (y - 1) ** 2, 0)


def test_a_relation_says_that_poles_are_not_zero_where_it_does_not_follow() -> None:
    assert relation(sign_form(1 / x), ">") == (x > 0)
    assert relation(sign_form(1 / x), ">=") == sp.And(x >= 0, sp.Ne(x, 0))
    assert relation(sign_form(1 / x**2), ">") == sp.Ne(x, 0)
    assert relation(sign_form(1 / x - 1 / x + 0 * y), "==") == sp.true
    assert relation(sign_form(1 / (x - 1) + 1 / (1 - x)), "==") == sp.Ne(x, 1)
    assert relation(sign_form(1 / (x - 1) + 1 / (1 - x)), ">") == sp.false


def test_degree_and_sides() -> None:
    _, found = polynomial(x**2 * y - 3 * y**2 - 1)
    assert found.degree == 3
    assert found.balanced() == (x**2 * y, 3 * y**2 + 1)


# Properties


@given(rational_expressions(), points())
def test_the_form_has_the_sign_of_the_expression_at_every_point(expression: sp.Expr, point: Point) -> None:
    assert sign_form(expression).at(fractions(point)) == sign(interpreted(expression, point))


@given(rational_expressions(), rational_expressions(), points())
def test_a_difference_is_undefined_wherever_a_side_is(left: sp.Expr, right: sp.Expr, point: Point) -> None:
    sides = interpreted(left, point), interpreted(right, point)
    expected = None if None in sides else sign(interpreted(left, point) - interpreted(right, point))
    assert difference_form(left, right).at(fractions(point)) == expected


@given(rational_expressions(), st.sampled_from(OPERATORS), points())
def test_a_written_relation_holds_where_the_sign_says_so(expression: sp.Expr, operator: str, point: Point) -> None:
    form = sign_form(expression)
    found = form.at(fractions(point))
    assert evaluate(relation(form, operator), point) == (found is not None and holds(operator, found))


@given(polynomials(degree=3), points())
def test_a_polynomial_is_its_sign_times_a_positive_multiple_of_itself(expression: sp.Expr, point: Point) -> None:
    assume(sp.expand(expression) != 0)
    turn, found = polynomial(sp.expand(expression))
    assert sign(turn * found.value(fractions(point))) == sign(interpreted(expression, point))
    assert found.balanced()[0] - found.balanced()[1] == sp.expand(found.expression)
    assert all(coefficient > 0 for _, coefficient in found.terms[:1])


@given(polynomials(degree=3), st.lists(points(), min_size=1, max_size=4))
def test_many_points_at_once_give_what_each_gives_alone(expression: sp.Expr, drawn: list[Point]) -> None:
    assume(sp.expand(expression) != 0)
    _, found = polynomial(sp.expand(expression))
    columns = {s: np.array([float(point[s]) for point in drawn]) for s in SYMBOLS}
    values = np.broadcast_to(found.values(columns), len(drawn))
    assert values == pytest.approx([float(found.value(fractions(point))) for point in drawn])


def test_a_coefficient_too_large_for_floating_point_is_infinite_there() -> None:
    _, found = polynomial(10**400 * x - 10**500 - 1)
    with np.errstate(invalid="ignore"):
        assert np.isnan(found.values({x: np.array([1.0])})).all()
    assert found.value({x: Fraction(1)}) < 0


def test_forms_and_polynomials_hash_and_pickle() -> None:
    form = sign_form((x - y) ** 3 * z / (x + 1))
    again = pickle.loads(pickle.dumps(form))
    assert again == form
    assert hash(again) == hash(form)
    assert {form: 1}[again] == 1
    assert isinstance(again, SignForm)


# Refusals


@pytest.mark.parametrize(
    ("expression", "culprit"),
    [
        (sp.sin(x) * y, "y*sin(x)"),
        (sp.sqrt(2) + x, "x + sqrt(2)"),
        (sp.sqrt(x), "sqrt(x)"),
        (sp.sqrt(x) * y, "sqrt(x)*y"),
        (x**y, "x**y"),
        (2**x, "2**x"),
        (sp.Abs(x), "Abs(x)"),
        (1 / (x + sp.pi), "x + pi"),
    ],
)
def test_what_is_not_rational_is_quoted(expression: sp.Expr, culprit: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        sign_form(expression)
    assert caught.value.problem == f"{culprit} is not a quotient of polynomials with rational coefficients"


def test_what_is_not_rational_does_not_slip_through_by_cancelling() -> None:
    for side in (sp.sqrt(x), 1 / (x + sp.pi)):
        with pytest.raises(ExpressionError, match=r"not a quotient of polynomials"):
            difference_form(side + y, side)


def test_an_infinite_expression_is_defined_nowhere() -> None:
    with pytest.raises(ExpressionError, match=r"zoo is not defined anywhere; expected a finite expression"):
        sign_form(sp.zoo)
