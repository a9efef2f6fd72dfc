"""Parameters and regions: exact membership, set operations, substitution, and how a region reads."""

import pickle
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.conditions import evaluate
from coopgame.errors import CoopGameError, ExpressionError, RegionError, SymbolError
from coopgame.symbols import Region, by_name, parameters, point_of
from tests.strategies import SYMBOLS, conditions, points, rational_expressions, rationals, regions, x, y, z

Point = dict[sp.Symbol, sp.Rational]
b, c, k = parameters("b c k")


# Published results


def test_a_parameter_is_real_and_nothing_else() -> None:
    assert (b, c, k) == tuple(sp.Symbol(name, real=True) for name in "bck")
    assert b.is_positive is None
    assert parameters("theta") == sp.Symbol("theta", real=True)
    assert parameters("b, c,k") == parameters(" b c  k ") == (b, c, k)
    assert parameters("lambda") == sp.Symbol("lambda", real=True)


def test_the_knowledge_sharing_region_of_a_prisoners_dilemma() -> None:
    # Sharing costs c and spills l, earns a synergy s, gives access to knowledge worth v: s < c + l < v + s.
    synergy, cost, leak, value = parameters("s c l v")
    dilemma = Region(synergy < cost + leak, cost + leak < value + synergy)
    assert dilemma.contains({"s": 1, "c": 1, "l": 1, "v": 2})
    assert not dilemma.contains({"s": 2, "c": 1, "l": 1, "v": 2})
    assert str(dilemma) == "s < c + l and c + l < s + v"


# Properties


@given(regions(), points())
def test_membership_is_that_every_condition_holds(region: Region, point: Point) -> None:
    assert region.contains(point) == all(evaluate(condition, point) for condition in region.conditions)


@given(conditions(), conditions(), points())
def test_and_or_and_not_are_intersection_union_and_outside(first: Any, second: Any, point: Point) -> None:
    one, other = Region(first), Region(second)
    assert (one & other).contains(point) == (one.contains(point) and other.contains(point))
    assert (one & second) == (one & other)
    assert not ((~one).contains(point) and one.contains(point))


@given(conditions(rational_expressions()), conditions(rational_expressions()), points())
def test_the_union_holds_what_either_holds(first: Any, second: Any, point: Point) -> None:
    union = Region(first) | Region(second)
    # SymPy makes "1/x > 0 or 1/x <= 0" always true; else the union holds nothing more.
    assert union.contains(point) or not (Region(first).contains(point) or Region(second).contains(point))
    if union.conditions:
        assert not union.contains(point) or Region(first).contains(point) or Region(second).contains(point)


@given(st.lists(conditions(), max_size=3))
def test_regions_are_equal_whatever_the_order_of_their_conditions(parts: list[Any]) -> None:
    region = Region(*parts)
    for order in permutations(parts):
        other = Region(*order)
        assert other == region
        assert hash(other) == hash(region)


@given(regions())
def test_regions_pickle(region: Region) -> None:
    again = pickle.loads(pickle.dumps(region))
    assert again == region
    assert hash(again) == hash(region)
    assert again.symbols == region.symbols
    assert str(again) == str(region)


@given(regions(rational_expressions()), points(), st.sets(st.sampled_from(SYMBOLS)))
def test_setting_some_parameters_first_changes_no_membership(
    region: Region, point: Point, chosen: set[sp.Symbol]
) -> None:
    try:
        rest = region.at({symbol: point[symbol] for symbol in chosen})
    except RegionError:
        assert not region.contains(point)
        return
    assert not set(rest.symbols) & chosen
    assert rest.contains(point) == region.contains(point)


@given(st.fractions(), rationals())
def test_every_way_of_writing_a_number_is_read_the_same(number: Fraction, bound: sp.Rational) -> None:
    region = Region(b <= bound)
    answers = {
        region.contains({key: value}) for key in (b, "b") for value in (number, sp.Rational(number), str(number))
    }
    assert answers == {number <= Fraction(int(bound.p), int(bound.q))}


@pytest.mark.parametrize(
    "value", [0.1, "0.1", "1/10", Decimal("0.1"), Fraction(1, 10), np.float64(0.1), np.float32(0.1)]
)
def test_a_float_is_the_decimal_it_prints_as(value: Any) -> None:
    region = Region(10 * b <= 1, 10 * b >= 1)
    assert region.contains({b: value})
    assert Region(b >= value if isinstance(value, float) else 10 * b >= 1).contains({b: value})


def test_algebraic_points_are_decided_exactly() -> None:
    circle = Region(sp.Eq(x**2 + y**2, 1))
    assert circle.contains({x: sp.sqrt(2) / 2, y: -sp.sqrt(2) / 2})
    assert circle.contains({x: sp.Rational(3, 5), y: sp.Rational(4, 5)})
    assert not circle.contains({x: sp.sqrt(2) / 2, y: sp.Rational(70710678, 10**8)})
    assert Region(x**2 + y**2 > 1).contains({x: sp.sqrt(2) / 2, y: sp.sqrt(2) / 2 + sp.Rational(1, 10**80)})


def test_a_point_may_name_more_than_the_region_restricts() -> None:
    assert Region(b > 0).contains({b: 1, "nobody": "not even a number"})


def test_a_region_without_conditions_is_the_whole_space() -> None:
    assert Region() == Region(True) == Region(sp.true, sp.true)
    assert Region().contains({})
    assert Region().symbols == ()
    assert str(Region()) == "always"
    assert Region().latex() == r"\text{always}"


def test_a_false_condition_makes_the_region_that_has_no_point() -> None:
    never = Region(b > 0, False)
    assert never == Region(sp.false) == Region(c > 0, sp.Gt(c, c))
    assert not never.contains({})
    assert str(never) == "never"


def test_regions_and_conjunctions_among_the_conditions_are_taken_apart() -> None:
    assert Region(Region(b > 0), sp.And(c > 0, k > 0), b > 0) == Region(b > 0, c > 0, k > 0)
    assert Region(b > 0, sp.Or(c > 0, k > 0)).conditions == (b > 0, sp.Or(c > 0, k > 0))


def test_where_an_expression_is_undefined_neither_the_region_nor_its_opposite_holds() -> None:
    for region in (
        Region(1 / b > 0),
        Region(1 / b > 0, c > 0),
        Region(sp.Or(1 / b > 0, c < 0)),
        Region(sp.sqrt(b - 1) > 0),
    ):
        assert not region.contains({b: 0, c: 1})
        assert not (~region).contains({b: 0, c: 1})


def test_a_region_reads_as_one_would_say_it() -> None:
    region = Region(b > c, sp.Or(c > 0, k >= 2))
    assert str(region) == "b > c and (k >= 2 or c > 0)"
    assert str(Region(sp.Or(c > 0, k >= 2))) == "k >= 2 or c > 0"
    assert region.latex() == r"b > c,\; k \geq 2 \vee c > 0"
    assert region._repr_latex_() == f"${region.latex()}$"
    assert region.symbols == (b, c, k)
    assert region.condition == sp.And(b > c, sp.Or(c > 0, k >= 2))


def test_setting_parameters_by_name_or_symbol_to_anything_that_is_a_number() -> None:
    region = Region(b > 0, c > b)
    for values in ({b: 3}, {"b": "3"}, {b: 3.0}, {"b": Fraction(3)}):
        assert region.at(values) == Region(c > 3)
    assert region.at({b: 3, "unknown": 1}) == Region(c > 3)
    assert region.at({}) == region


def test_setting_a_parameter_to_an_expression_of_others() -> None:
    region = Region(b > 0, c > b)
    assert region.at({b: 2 * k}) == Region(2 * k > 0, c > 2 * k)
    assert region.at({b: c, c: b}) == Region(c > 0, b > c)
    assert Region(b >= c).at({b: c + 1}) == Region()


def test_setting_a_parameter_keeps_what_a_vanishing_pole_excludes() -> None:
    assert Region(c / b >= 0).at({c: 0}) == Region(sp.Ne(b, 0))


def test_names_and_symbols_may_be_mixed_but_not_doubled() -> None:
    assert by_name({b: 1, "c": 2}) == {"b": 1, "c": 2}
    assert point_of((b, c), {"c": "1/2", b: 0.5}) == {b: sp.Rational(1, 2), c: sp.Rational(1, 2)}


# Refusals


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"no parameter named; expected names such as"),
        (" , ", r"no parameter named"),
        ("b 2c", r"'2c' can't name a parameter; expected a letter, then letters, digits and _"),
        ("b class", r"'class' can't name a parameter"),
        ("_b", r"'_b' can't name a parameter"),
        ("b-c", r"'b-c' can't name a parameter"),
        ("__import__('os')", r"can't name a parameter"),
        ("b c b", r"parameter 'b' is named twice; expected distinct names"),
    ],
)
def test_a_malformed_name_is_quoted(text: str, message: str) -> None:
    with pytest.raises(SymbolError, match=message):
        parameters(text)


def test_every_parameter_of_the_region_must_be_set() -> None:
    with pytest.raises(SymbolError, match=r"c, k not set; expected a value for each of b, c, k"):
        Region(b > 0, c > k).contains({b: 1})


def test_a_parameter_set_twice_is_named() -> None:
    for ask in (Region(b > 0).contains, Region(b > 0).at):
        with pytest.raises(SymbolError, match=r"b is set twice; expected one value for each parameter"):
            ask({b: 1, "b": 2})


def test_a_parameter_set_to_an_expression_is_no_point() -> None:
    with pytest.raises(SymbolError, match=r"b is set to 2\*c; expected a number"):
        Region(b > 0).contains({b: 2 * c})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1j, sp.I, True, None, "b", "1/0", sp.oo, np.array([1])])
def test_what_is_no_real_number_is_no_coordinate(value: Any) -> None:
    with pytest.raises(ExpressionError):
        Region(b > 0).contains({b: value})
    with pytest.raises(ExpressionError):
        Region(b > c).at({b: value})


@pytest.mark.parametrize("values", [{b: 0}, {b: 0, c: 1}, {"b": -1}])
def test_values_outside_the_region_are_refused_with_the_condition_that_fails(values: Any) -> None:
    with pytest.raises(RegionError, match=r"b=(0|-1) lies outside the region; expected b > 0"):
        Region(b > 0, c > b).at(values)


def test_values_that_leave_nothing_of_the_region_are_refused() -> None:
    with pytest.raises(RegionError, match=r"b=0 lies outside the region; expected b\*c > 1"):
        Region(b * c > 1).at({b: 0})
    with pytest.raises(RegionError, match=r"b=0 lies outside the region; expected c/b > 1"):
        Region(c / b > 1).at({b: 0})
    with pytest.raises(RegionError, match=r"every point lies outside the region; expected never"):
        Region(False).at({b: 0})


@pytest.mark.parametrize("condition", ["b > 0", b, 1, None, sp.Interval(0, 1), [b > 0], sp.Symbol("p") > 0])
def test_what_is_no_condition_makes_no_region(condition: Any) -> None:
    with pytest.raises(RegionError):
        Region(condition)
    with pytest.raises(CoopGameError):
        Region(b > 0) & condition
    with pytest.raises(CoopGameError):
        Region(b > 0) | condition


def test_a_region_cannot_be_changed() -> None:
    region = Region(b > 0)
    with pytest.raises(AttributeError):
        region.conditions = ()  # type: ignore[misc] # that it is refused is the point


def test_a_region_is_not_equal_to_something_else() -> None:
    assert Region(b > 0) != sp.Gt(b, 0)
    assert Region(b > 0) != Region(c > 0)
    assert z not in Region(b > 0).symbols
