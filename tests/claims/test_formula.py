"""Formulas say at every point what the conditions they were made from say."""

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given

from coopgame.claims.formula import FALSE, TRUE, All, Atom, Formula, No, Some, Translation, polynomials, sign_relation
from coopgame.claims.smt import Sat, Unsat, solve
from coopgame.conditions import evaluate
from coopgame.errors import ClaimError
from coopgame.polynomials import Polynomial, holds, sign_form
from tests.strategies import SYMBOLS, branching_expressions, conditions, points, rational_expressions, x, y, z

Point = dict[sp.Symbol, sp.Rational]


def fractions(point: Point) -> dict[sp.Symbol, Fraction]:
    return {symbol: Fraction(int(value.p), int(value.q)) for symbol, value in point.items()}


def true_at(formula: Formula, point: dict[sp.Symbol, Fraction]) -> bool:
    """Evaluate a formula without auxiliary variables, by arithmetic alone."""
    match formula:
        case Atom(factors, operator):
            sign = 1
            for factor in factors:
                value = factor.value(point)
                sign *= (value > 0) - (value < 0)
            return holds(operator, sign)
        case No(part):
            return not true_at(part, point)
        case All(parts):
            return all(true_at(part, point) for part in parts)
        case Some(parts):
            return any(true_at(part, point) for part in parts)


def pinned(point: Point) -> list[Formula]:
    """The formulas that say where we are."""
    return [sign_relation(sign_form(symbol - value), "==") for symbol, value in point.items()]


# Properties


@given(conditions(rational_expressions()), points())
def test_a_formula_without_auxiliaries_is_true_where_its_condition_holds(condition: Any, point: Point) -> None:
    translation = Translation()
    formula = translation.formula(condition)
    assert translation.definitions == []
    assert true_at(formula, fractions(point)) == evaluate(condition, point)


@given(conditions(branching_expressions()), points())
def test_a_formula_with_auxiliaries_can_be_met_exactly_where_its_condition_holds(condition: Any, point: Point) -> None:
    translation = Translation()
    formula = translation.formula(condition)
    here = [*translation.definitions, *pinned(point)]
    assert isinstance(solve(here, SYMBOLS, 5.0), Sat)  # the definitions are total: no point is lost
    expected = Sat if evaluate(condition, point) else Unsat
    assert isinstance(solve([formula, *here], SYMBOLS, 5.0), expected)
    opposite = Unsat if evaluate(condition, point) else Sat
    assert isinstance(solve([No(formula), *here], SYMBOLS, 5.0), opposite)


def test_the_same_root_is_the_same_variable_throughout() -> None:
    translation = Translation()
    translation.formula(sp.And(sp.sqrt(x) > y, x ** sp.Rational(3, 2) < 2, 1 / sp.sqrt(x) < 3))
    assert len(translation.definitions) == 1
    assert list(translation.auxiliaries) == [sp.sqrt(x)]


def test_what_is_inside_an_auxiliary_gets_its_own() -> None:
    translation = Translation()
    translation.formula(sp.sqrt(sp.Abs(x - y) + sp.sqrt(z)) > 1)
    assert len({symbol for symbol, _ in translation.auxiliaries.values()}) == len(translation.definitions) == 3


def test_every_polynomial_of_a_formula_is_listed() -> None:
    formula = Translation().formula(sp.Or(x > 0, sp.And(y * (x - 1) > 0, sp.Not(sp.Eq(z, 2)))))
    found = {p.expression for p in polynomials(formula)}
    assert found == {x, y, x - 1, z - 2}


def test_truth_values_are_formulas() -> None:
    assert Translation().formula(sp.true) == TRUE
    assert Translation().formula(sp.false) == FALSE


@pytest.mark.parametrize("operator", [">", ">=", "<", "<=", "==", "!="])
def test_constants_are_settled_by_their_sign(operator: str) -> None:
    for number in (-2, 0, sp.Rational(1, 3)):
        formula = sign_relation(sign_form(sp.Integer(0) + number), operator)
        assert true_at(formula, {}) == holds(operator, int(sp.sign(number)))


def test_formulas_compare_and_hash() -> None:
    one, other = (Translation().formula(sp.And(x / y > 1, z > 0)) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert Atom((Polynomial((x,), (((1,), 1),)),), ">") == Atom((Polynomial((x,), (((1,), 1),)),), ">")


# Refusals


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (
            sp.sin(x) > y,
            r"sin in sin\(x\) can't be translated for the prover; expected \+ - \* /, rational powers, Abs",
        ),
        (sp.Function("f")(x) > 0, r"f in f\(x\) can't be translated"),
        (sp.exp(x * y) > 2, r"exp in exp\(x\*y\) can't be translated"),
        (2**x > 1, r"Pow in 2\*\*x can't be translated"),
        (x**y > 1, r"Pow in x\*\*y can't be translated"),
        (sp.sign(x) > y, r"sign in sign\(x\) can't be translated"),
        (sp.floor(x) > y, r"floor in floor\(x\) can't be translated"),
        (sp.sqrt(sp.log(x)) > y, r"log in log\(x\) can't be translated"),
        (x > sp.pi, r"pi can't be translated; expected rational numbers and symbols"),
        (x > sp.E * y, r"E can't be translated"),
    ],
    ids=str,
)
def test_a_function_that_cannot_be_translated_is_named(condition: Any, message: str) -> None:
    with pytest.raises(ClaimError, match=message):
        Translation().formula(condition)
