"""Conditions: decided exactly at a point, rewritten without changing what they say, written to be read."""

from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from sympy.logic.boolalg import ITE, Equivalent, Implies, Xor

from coopgame.conditions import (
    as_condition,
    conjuncts,
    evaluate,
    latex,
    literals,
    sign_of,
    substituted,
    text,
    value_at,
    without_branches,
)
from coopgame.errors import ExpressionError, RegionError
from tests.strategies import (
    branching_expressions,
    conditions,
    expressions,
    interpreted,
    points,
    rational_expressions,
    rationals,
    x,
    y,
    z,
)

Point = dict[sp.Symbol, Any]
ZERO = sp.Integer(0)

# Published results


def test_sums_of_roots_that_cancel_are_zero() -> None:
    # Denesting: (sqrt 2 + sqrt 3)^2 = 5 + 2 sqrt 6, which no finite number of digits shows.
    number = sp.sqrt(2) + sp.sqrt(3) - sp.sqrt(5 + 2 * sp.sqrt(6))
    assert sign_of(number) == 0
    assert sign_of(number + sp.Rational(1, 10**90)) == 1
    assert sign_of(number - sp.Rational(1, 10**90)) == -1


def test_ramanujans_cube_roots_are_equal() -> None:
    left = sp.cbrt(sp.cbrt(2) - 1)
    right = sp.cbrt(sp.Rational(1, 9)) - sp.cbrt(sp.Rational(2, 9)) + sp.cbrt(sp.Rational(4, 9))
    assert sign_of(left - right) == 0


def test_a_root_of_a_quintic_that_no_radical_writes_is_decided() -> None:
    (root,) = sp.real_roots(sp.Poly(z**5 - z - 1))
    assert evaluate(sp.Eq(z**5 - z, 1), {z: root})
    assert evaluate(sp.And(z > sp.Rational(1167, 1000), z < sp.Rational(1168, 1000)), {z: root})


def test_what_is_no_real_number_has_no_sign() -> None:
    for number in (sp.I, sp.sqrt(-2) * sp.sqrt(3), sp.zoo, sp.nan, sp.oo, sp.log(-1)):
        assert sign_of(number) is None


# Properties


@given(rational_expressions(), points())
def test_the_value_of_a_rational_expression_is_the_one_arithmetic_gives(expression: sp.Expr, point: Point) -> None:
    value, expected = value_at(expression, point), interpreted(expression, point)
    assert (value is None) == (expected is None)
    assert value is None or sp.cancel(value) == sp.Rational(expected)


@given(branching_expressions(), points())
def test_the_value_of_a_branching_expression_is_the_one_step_by_step_evaluation_gives(
    expression: sp.Expr, point: Point
) -> None:
    value, expected = value_at(expression, point), interpreted(expression, point)
    assert (value is None) == (expected is None)
    assert value is None or float(value) == pytest.approx(float(expected))


@given(conditions(), points())
def test_a_condition_and_its_opposite_never_hold_together(condition: Any, point: Point) -> None:
    assert not (evaluate(condition, point) and evaluate(sp.Not(condition), point))


@given(conditions(rational_expressions()), points())
def test_one_of_a_condition_and_its_opposite_holds_where_all_is_defined(condition: Any, point: Point) -> None:
    sides = [side for literal in literals(condition) for side in literal.args]
    if all(value_at(side, point) is not None for side in sides):
        assert evaluate(condition, point) != evaluate(sp.Not(condition), point)


@given(conditions(rational_expressions()), points(), rationals())
def test_substituting_then_evaluating_is_evaluating(condition: Any, point: Point, number: sp.Rational) -> None:
    whole = point | {x: number}
    set_first = substituted(condition, {x: number})
    assert x not in set_first.free_symbols
    assert evaluate(set_first, whole) == evaluate(condition, whole)


@given(conditions(), points(), rationals())
def test_substituting_loses_no_point_of_a_condition_with_branches(
    condition: Any, point: Point, number: sp.Rational
) -> None:
    whole = point | {x: number}
    assert evaluate(substituted(condition, {x: number}), whole) or not evaluate(condition, whole)


@given(conditions(rational_expressions()), points())
def test_substituting_a_symbol_by_another_is_exact_for_rational_conditions(condition: Any, point: Point) -> None:
    assert evaluate(substituted(condition, {x: y}), point) == evaluate(condition, point | {x: point[y]})


@given(conditions(), points())
def test_writing_branches_out_changes_nothing_where_all_is_defined(condition: Any, point: Point) -> None:
    written = without_branches(condition)
    assert not written.has(sp.Abs, sp.Max, sp.Min, sp.Piecewise)
    assert evaluate(written, point) or not evaluate(condition, point)
    if all(value_at(e, point) is not None for e in sp.preorder_traversal(condition) if isinstance(e, sp.Expr)):
        assert evaluate(written, point) == evaluate(condition, point)


@given(conditions(expressions()))
def test_any_condition_can_be_written(condition: Any) -> None:
    assert text(condition)
    assert latex(condition)
    assert as_condition(condition) == condition


@pytest.mark.parametrize(
    ("condition", "inside", "outside"),
    [
        (Xor(x > 0, y > 0), {x: 1, y: 0}, {x: 1, y: 1}),
        (Equivalent(x > 0, y > 0), {x: 1, y: 1}, {x: 1, y: 0}),
        (Implies(x > 0, y > 0), {x: 0, y: 0}, {x: 1, y: 0}),
        (ITE(x > 0, y > 0, y < 0), {x: 1, y: 1}, {x: 1, y: -1}),
        (sp.Not(sp.Or(x > 0, y > 0)), {x: 0, y: 0}, {x: 1, y: 0}),
    ],
)
def test_every_logical_connective_is_understood(condition: Any, inside: Point, outside: Point) -> None:
    assert evaluate(condition, {s: sp.Integer(v) for s, v in inside.items()})
    assert not evaluate(condition, {s: sp.Integer(v) for s, v in outside.items()})


@pytest.mark.parametrize("kind", [sp.Gt, sp.Ge, sp.Lt, sp.Le, sp.Eq, sp.Ne])
@pytest.mark.parametrize(
    "expression", [1 / x, y / x + 1, sp.sqrt(x - 1), sp.Max(1 / x, y), sp.Abs(sp.sqrt(x - 1)), sp.Piecewise((y, x > 0))]
)
def test_no_relation_holds_where_a_side_is_undefined(kind: Any, expression: sp.Expr) -> None:
    relation = kind(expression, z, evaluate=False)
    for value in (-1, 0, 1):
        assert not evaluate(relation, {x: ZERO, y: sp.Integer(value), z: sp.Integer(value)})


def test_a_relation_is_undefined_also_where_its_sides_cancel() -> None:
    assert not evaluate(sp.Gt(y + 1 / x, 1 / x, evaluate=False), {x: ZERO, y: sp.Integer(1)})
    assert not evaluate(sp.Eq(1 / (x - 1) + 1 / (1 - x), 0, evaluate=False), {x: sp.Integer(1)})
    assert not evaluate(sp.Ge(sp.sqrt(x), sp.sqrt(x) - y, evaluate=False), {x: sp.Integer(-1), y: ZERO})


def test_a_case_whose_condition_is_undefined_is_passed_over() -> None:
    cases = sp.Piecewise((1, 1 / x > y), (2, True))
    assert value_at(cases, {x: ZERO, y: ZERO}) == 2


def test_poles_at_algebraic_points_are_seen() -> None:
    relation = 1 / (x**2 - 5 - y) > 0
    assert not evaluate(relation, {x: sp.sqrt(2) + sp.sqrt(3), y: 2 * sp.sqrt(6)})


def test_a_substitution_keeps_what_a_vanishing_pole_excluded() -> None:
    assert substituted(y / x >= 0, {y: ZERO}) == sp.Ne(x, 0)
    assert substituted(y / (x**2 - z**2) >= 0, {y: ZERO, z: sp.Integer(1)}) == sp.And(sp.Ne(x - 1, 0), sp.Ne(x + 1, 0))
    assert substituted(1 / (x - y) > 0, {y: x}) == sp.false
    assert substituted(z / (x - y) - z / (x - y) * 2 >= 0, {y: x, z: ZERO}) == sp.false
    assert substituted(sp.Or(1 / x > 0, y > 0), {x: ZERO}) == (y > 0)


def test_a_substitution_happens_all_at_once() -> None:
    assert substituted(x > 2 * y, {x: y, y: x}) == (y > 2 * x)


def test_an_absolute_value_is_two_inequalities() -> None:
    written = without_branches(sp.Abs(x - y) < 1)
    assert written == sp.Or(sp.And(x - y >= 0, x - y < 1), sp.And(x - y < 0, y - x < 1))


def test_conditions_are_written_as_one_would_say_them() -> None:
    assert text(sp.And(x > y, sp.Or(z >= 0, sp.Eq(x, 2)))) == "(x == 2 or z >= 0) and x > y"
    assert text(sp.Ne(x, y)) == "x != y"
    assert (text(sp.true), text(sp.false)) == ("always", "never")
    assert text(sp.Implies(x > 0, y > 0)) == "Implies(x > 0, y > 0)"
    assert (latex(sp.true), latex(sp.false)) == (r"\text{always}", r"\text{never}")
    assert latex(x >= y) == r"x \geq y"


def test_conjuncts_are_what_must_hold_together() -> None:
    assert conjuncts(sp.true) == ()
    assert conjuncts(x > 0) == (x > 0,)
    assert set(conjuncts(sp.And(x > 0, y > 0))) == {x > 0, y > 0}


def test_floats_in_a_condition_are_the_decimals_they_were_written_as() -> None:
    assert as_condition(0.1 * x > 0.3) == (x / 10 > sp.Rational(3, 10))
    assert not evaluate(as_condition(0.1 * x > 0.3), {x: sp.Integer(3)})


def test_truth_values_are_conditions() -> None:
    assert as_condition(True) is sp.true
    assert as_condition(False) is sp.false
    assert as_condition(sp.true) is sp.true


# Refusals


@pytest.mark.parametrize("value", ["x > 0", 1, None, x, x + 1, sp.Interval(0, 1), sp.Contains(x, sp.Interval(0, 1))])
def test_what_is_no_condition_is_quoted(value: Any) -> None:
    with pytest.raises(RegionError, match=r"is not a condition; expected a relation such as b > 0") as caught:
        as_condition(value)
    assert repr(value) in str(caught.value)


@pytest.mark.parametrize(
    "condition",
    [
        sp.And(y > 0, x),
        sp.Not(x),
        sp.Eq(x > 0, y > 0, evaluate=False),
        sp.And(y > 0, sp.Contains(x, sp.Interval(0, 1))),
    ],
)
def test_a_part_that_is_no_relation_is_named(condition: Any) -> None:
    with pytest.raises(RegionError, match=r"is not a relation between expressions"):
        as_condition(condition)


@pytest.mark.parametrize(
    "assumptions",
    [
        {},
        {"positive": True},
        {"nonnegative": True},
        {"nonpositive": True},
        {"integer": True},
        {"complex": True},
        {"rational": True},
        {"real": True, "nonzero": True},
    ],
)
def test_a_symbol_declared_other_than_real_is_named(assumptions: dict[str, bool]) -> None:
    symbol = sp.Symbol("p", **assumptions)
    with pytest.raises(RegionError, match=r"symbol p in .* is not a plain real symbol; expected a symbol from"):
        as_condition(sp.Gt(symbol, y - 1, evaluate=False))


def test_a_dummy_is_no_parameter() -> None:
    with pytest.raises(RegionError, match=r"not a plain real symbol"):
        as_condition(sp.Dummy("x", real=True) > 0)


def test_a_number_that_is_not_algebraic_and_may_be_zero_is_not_guessed_at() -> None:
    with pytest.raises(ExpressionError, match=r"whether .*log.* is zero can't be decided; expected algebraic numbers"):
        evaluate(sp.Eq(sp.log(x), 2 * sp.log(y)), {x: sp.Integer(4), y: sp.Integer(2)})
    assert evaluate(sp.log(x) > sp.log(y), {x: sp.Integer(4), y: sp.Integer(2)})
