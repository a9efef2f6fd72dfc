"""Conditions written shortly: the same points satisfy them, and nothing that follows from the rest is left."""

from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, And, Eq, Ne, Or, Rational, sqrt

from coopgame.claims.decide import is_empty
from coopgame.conditions import evaluate
from coopgame.solve.staged.pruning import implied, irredundant, shortened, unsigned
from coopgame.symbols import Region, parameters

a, b, c, k, A = parameters("a b c k A")
REGION = Region(a > 0, b > a)

factors = st.sampled_from((a, b, a - b, c, c - 1, a + b - c, a - 2 * c, a**2 + 1, b * c - 1))
kinds = st.sampled_from((sp.Gt, sp.Ge, sp.Lt, sp.Le, sp.Ne, sp.Eq))


@st.composite
def relations(draw: st.DrawFn) -> Any:
    """A relation between zero and a product of factors, some of which the region settles; or one over another."""
    over = sp.Mul(*(f ** draw(st.integers(1, 2)) for f in draw(st.lists(factors, min_size=1, max_size=3))))
    under = draw(factors) if draw(st.booleans()) else sp.Integer(1)
    return draw(kinds)(draw(st.sampled_from((1, -1))) * over / under, 0)


def points(extra: Any = sp.true) -> list[dict[sp.Symbol, sp.Expr]]:
    grid = [Rational(n, 2) for n in (1, 2, 3, 5)]
    every = [{a: x, b: x + y, c: z} for x in grid for y in grid for z in (-1, 0, Rational(1, 2), 1, 2, 3)]
    return [p for p in ({s: sp.sympify(v) for s, v in p.items()} for p in every) if evaluate(extra, p)]


# Properties


@settings(max_examples=25)
@given(st.lists(relations(), min_size=1, max_size=3))
def test_shortened_conditions_hold_where_those_given_hold(given_conditions: list[Any]) -> None:
    short = And(*shortened(given_conditions, REGION))
    for p in points():
        assert evaluate(short, p) == all(evaluate(condition, p) for condition in given_conditions)


@settings(max_examples=15)
@given(st.lists(relations(), min_size=1, max_size=4))
def test_conditions_that_are_left_hold_where_all_of_them_hold(given_conditions: list[Any]) -> None:
    given_conditions = [condition for condition in given_conditions if condition not in (sp.true, sp.false)]
    left = irredundant(given_conditions, REGION)
    for p in points():
        assert evaluate(And(*left), p) == all(evaluate(condition, p) for condition in given_conditions)


@settings(max_examples=10)
@given(st.lists(relations(), min_size=2, max_size=4))
def test_none_of_what_is_left_follows_from_the_rest(given_conditions: list[Any]) -> None:
    left = irredundant(shortened(given_conditions, REGION), REGION)
    for condition in left:
        others = [other for other in left if other != condition]
        assert not implied(condition, Region(REGION, *others))


# What follows


@pytest.mark.parametrize(
    ("condition", "follows"),
    [
        (sp.true, True),
        (sp.false, False),
        (a + b > 0, True),
        (b > 2 * a, False),
        (a**A > 0, False),  # beyond the prover: not proven, and so not left out
    ],
)
def test_what_is_not_proven_does_not_follow(condition: Any, follows: bool) -> None:
    assert implied(condition, REGION) is follows


# Forms


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        (a * (b - c) > 0, (b > c,)),
        ((a - b) * c > 0, (c < 0,)),
        ((a - b) / (c - a) < 0, (c > a,)),
        (Ne(c * (c - 1) * b, 0), (Ne(c, 0), Ne(c, 1))),
        ((c - 1) ** 2 > 0, (Ne(c, 1),)),
        (a / (c - 1) >= 0, (c > 1,)),
        (sp.Gt(a, 0), ()),
        (sp.Lt(a * b, 0), (sp.false,)),
        (And(c > 0, c < 1), (c > 0, c < 1)),
        (Or(c > 1, c < 0), (Or(c > 1, c < 0),)),
        (sqrt(c) > 1, (sqrt(c) > 1,)),
        ((b - c) * 2**A > 0, (b > c,)),
        ((b - c) * Abs(a - b) > 0, (b > c,)),
        ((c**2 - 1) / (c - 1) >= c + 1, (Ne(c, 1),)),  # nothing but defined
        (Eq(b * (c - 1), 0), (Eq(c, 1),)),
        (Eq(b * (c - 1) ** 2, 0), (Eq(c, 1),)),
    ],
)
def test_factors_whose_sign_is_settled_are_left_out(condition: Any, says: tuple[Any, ...]) -> None:
    assert written(shortened((condition,), REGION)) == written(says)


@pytest.mark.parametrize(
    ("conditions", "says"),
    [
        ((c >= 1, Ne(c, 1)), (c > 1,)),
        ((c <= 1, Ne(1, c)), (c < 1,)),
        ((c > 1, Ne(c, 1)), (c > 1,)),
        ((c >= 1, c <= 1), (Eq(c, 1),)),
        ((c >= 1, c > 0), (c >= 1,)),
        ((c > 1, c > 1), (c > 1,)),
        ((Ne(c, 1),), (Ne(c, 1),)),
        (((c - 1) * (c - a) > 0, c < a, a < 1), (c < a, a < 1)),
        ((c * k > 0, c > b), (k > 0, c > b)),
        (((c - b) * (k - 1) > 0, c > a + b), (k > 1, c > a + b)),
    ],
)
def test_what_follows_from_the_others_is_left_out(conditions: tuple[Any, ...], says: tuple[Any, ...]) -> None:
    assert written(irredundant(conditions, REGION)) == written(says)


def written(conditions: tuple[Any, ...]) -> set[Any]:
    """Conditions written the same whichever side of theirs comes first."""
    return {c.reversed if isinstance(c, sp.Lt | sp.Le) else c for c in conditions}


@pytest.mark.parametrize(
    "conditions",
    [
        (-a > 0,),
        (c < 0, c > 1),
        ((c - 1) * (2 - c) > 0, c >= 5),  # each of its factors is positive somewhere else
        ((c - 1) * (c - 2) < 0, c >= 5),
        ((c - 1) * (c - 2) > 0, c >= sp.Rational(3, 2), c < 2),
        (Eq(c, 1), Ne(c, 1)),
    ],
)
def test_what_contradicts_itself_still_does_when_it_is_shortened(conditions: tuple[Any, ...]) -> None:
    assert is_empty(Region(REGION, *irredundant(conditions, REGION)))
    assert is_empty(Region(REGION, *shortened(conditions, REGION)))


def test_signs_are_written_for_absolute_values_that_are_settled() -> None:
    assert unsigned(Abs(a - b) + Abs(c) + Abs(a + b), REGION) == 2 * b + Abs(c)
    assert unsigned(a - b, REGION) == a - b
