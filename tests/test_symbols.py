"""Parameters and regions."""

import pickle
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings

from coopgame.errors import CoopGameError, RegionError, SymbolError
from coopgame.symbols import Region, parameters
from tests.strategies import BOX, conditions, points

b, c, k, x, y = parameters("b c k x y")

THIN = {
    "annulus": Region(x**2 + y**2 < 1, x**2 + y**2 > sp.Rational(99, 100)),
    "far from the origin": Region(b > 1000, c > b, c < b + sp.Rational(1, 1000)),
    "bilinear slab": Region(b > 10, c > 10, b * c < k, k < b * c + sp.Rational(1, 100)),
    "chain of equalities": Region(sp.Eq(b, c + 1), sp.Eq(k, b * c), c > 0),
    "two parts": Region((b < -100) | (b > 100), b**2 < 10201),
    "roots": Region(sp.sqrt(b) > 3, sp.sqrt(b) < 4),
    "a point": Region(b >= 2, b <= 2),
    "unbounded": Region(b > 10**6),
}

# Plain cases


def test_parameters_are_real_and_nothing_else() -> None:
    assert x == sp.Symbol("x", real=True)
    assert parameters("alpha, beta") == (sp.Symbol("alpha", real=True), sp.Symbol("beta", real=True))
    assert parameters("lambda").name == "lambda"


def test_membership_is_exact_where_floats_are_not() -> None:
    region = Region(x**2 < 2, x > 0)
    assert region.contains({x: "1.41421356237309504880168872420969807"})
    assert not region.contains({x: "1.41421356237309504880168872420969808"})
    assert not region.contains({"x": sp.sqrt(2)})
    assert Region(sp.Eq(x, sp.Rational(3, 10))).contains({x: 0.3})


def test_a_relation_that_is_undefined_does_not_hold() -> None:
    for region in (Region(1 / x > -5), Region(sp.sqrt(x) > -1), Region(x / y >= 0)):
        assert not region.contains({x: 0 if region.symbols == (x,) and "sqrt" not in str(region) else -1, y: 0})


def test_regions_join_and_compare_whatever_the_order() -> None:
    assert Region(x > 0) & (y > 0) == Region(y > 0, x > 0) == Region(Region(y > 0), sp.And(x > 0, y > 0))
    assert hash(Region(x > 0, y > 0)) == hash(Region(y > 0, x > 0))
    either = Region(x > 1) | (x < -1)
    assert [either.contains({x: v}) for v in (-2, 0, 2)] == [True, False, True]
    assert [(~either).contains({x: v}) for v in (-2, 0, 2)] == [False, True, False]
    assert pickle.loads(pickle.dumps(either)) == either
    assert Region(True) == Region()
    assert str(Region()) == "always"
    assert str(Region(False)) == "never"


def test_a_region_reads_as_one_would_say_it() -> None:
    region = Region(b > c, (c > 0) | sp.Eq(b, 2))
    assert str(region) == "b > c and (b == 2 or c > 0)"
    assert region.latex().startswith("b > c")
    assert region._repr_latex_().startswith("$b > c")


def test_setting_parameters_leaves_the_region_of_the_others() -> None:
    assert Region(b > c, c > 0).at({c: sp.Integer(1)}) == Region(b > 1)


# Properties


@pytest.mark.parametrize("name", THIN)
def test_samples_fill_regions_however_thin_or_unbounded(name: str) -> None:
    region = THIN[name]
    drawn = region.sample(25, seed=7)
    assert len(drawn) == 25
    assert all(region.contains(point) for point in drawn)
    assert drawn == region.sample(25, seed=7)
    if name != "a point":
        assert len({tuple(point.values()) for point in drawn}) > 10


def test_both_parts_of_a_region_are_reached() -> None:
    drawn = THIN["two parts"].sample(60, seed=1)
    assert {bool(point[b] > 0) for point in drawn} == {True, False}


def test_parameters_without_a_condition_can_be_drawn_too() -> None:
    (point,) = Region(b > 0).sample(1, symbols=(c,))
    assert set(point) == {b, c}
    assert Region().sample(2) == ({}, {})


@settings(max_examples=60)
@given(conditions(), conditions(), points())
def test_joining_is_the_logic_of_points(first: Any, second: Any, point: dict[Any, Any]) -> None:
    one, other = Region(BOX, first), Region(BOX, second)
    inside = one.contains(point), other.contains(point)
    assert (one & other).contains(point) == all(inside)
    assert (one | other).contains(point) == any(inside)


# Refusals


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        ("", "no parameter named"),
        ("1x", "'1x' can't name a parameter"),
        ("_x", "'_x' can't name"),
        ("if", "'if' can't name"),
        ("b c b", "parameter 'b' is named twice"),
    ],
)
def test_a_name_that_can_be_none_is_refused(names: str, problem: str) -> None:
    with pytest.raises(SymbolError, match=problem):
        parameters(names)


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        (x + 1, "is not a condition"),
        ("x > 0", "'x > 0' is not a condition"),
        (sp.Symbol("p", positive=True) < 1, "symbol p in p < 1 is not a plain real symbol"),
        (sp.Symbol("n") < 1, "not a plain real symbol"),
    ],
    ids=str,
)
def test_what_is_no_condition_is_refused(condition: Any, problem: str) -> None:
    with pytest.raises(RegionError, match=problem):
        Region(condition)


def test_points_must_be_whole_plain_and_inside() -> None:
    region = Region(b > c, c > 0)
    with pytest.raises(SymbolError, match="c not set; expected a value for each of b, c"):
        region.contains({b: 1})
    with pytest.raises(SymbolError, match="is set twice"):
        region.contains({b: 1, "b": 2, c: 1})
    with pytest.raises(SymbolError, match="b is set to"):
        region.contains({b: c, c: 1})
    with pytest.raises(RegionError, match="b=1, c=2 lies outside the region; expected b > c"):
        region.at({b: sp.Integer(1), c: sp.Integer(2)})


def test_an_empty_region_yields_no_sample() -> None:
    with pytest.raises(RegionError, match="the region is empty"):
        Region(False).sample(1)
    with pytest.raises(CoopGameError, match="expected a region with at least one point"):
        Region(x > 1, x < 0).sample(1)
