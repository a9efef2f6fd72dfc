"""Which points of a mesh satisfy conditions, compared with the exact answer point by point."""

import pickle
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sympy import Abs, Eq, Max, Min, Ne, Not, Or, Piecewise, Rational, exp, log, sqrt

from coopgame.conditions import evaluate
from coopgame.errors import ExpressionError, SymbolError
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs import membership
from coopgame.sweeps.signs.membership import Membership, first_outside
from coopgame.symbols import Region
from tests.strategies import SYMBOLS, conditions, rationals, x, y, z

values = st.lists(rationals(), min_size=1, max_size=4, unique=True)


def decided(
    region: Region, axes: Sequence[Sequence[Any]], symbols: Sequence[sp.Symbol] = SYMBOLS
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Decide on an open mesh whose axes are exact numbers; floats stand for themselves as they are printed."""
    given = {
        s: {float(v): Fraction(str(v)) for v in axis if not isinstance(v, float)}
        for s, axis in zip(symbols, axes, strict=True)
    }
    meshes = np.meshgrid(*([float(v) for v in axis] for axis in axes), indexing="ij", sparse=True)
    return Membership(region.conditions, tuple(symbols), Reading(given))(*meshes)


def one_by_one(
    region: Region, axes: Sequence[Sequence[Any]], symbols: Sequence[sp.Symbol] = SYMBOLS
) -> NDArray[np.bool_]:
    shape = tuple(len(axis) for axis in axes)
    points = product(*axes)
    return np.array([region.contains(dict(zip(symbols, point, strict=True))) for point in points]).reshape(shape)


# Published results


def test_the_sign_of_rumps_polynomial_is_found_though_floating_point_has_no_digit_of_it() -> None:
    # Rump (1988), Algorithms for verified inclusions: -54767/66192 at 77617 and 33096.
    rump = Rational(1335, 4) * y**6 + x**2 * (11 * x**2 * y**2 - y**6 - 121 * y**4 - 2) + Rational(11, 2) * y**8
    point = np.array(77617.0), np.array(33096.0)
    inside, rechecked = Membership(((rump + x / (2 * y) < 0), rump + x / (2 * y) > -1), (x, y))(*point)
    assert inside.shape == ()
    assert inside.all()
    assert rechecked.all()


def test_a_pythagorean_triple_lies_on_the_circle_and_its_neighbours_on_either_side() -> None:
    below, above = np.nextafter(0.8, 0), np.nextafter(0.8, 1)
    inside, rechecked = decided(Region(x**2 + y**2 <= 1), [[0.6], [float(below), 0.8, float(above)]], (x, y))
    assert inside.tolist() == [[True, True, False]]
    assert rechecked.all()


# Properties


ZERO, ONE, THIRD = Rational(0), Rational(1), Rational(1, 3)


@settings(max_examples=60, deadline=None)
@given(st.lists(conditions(), min_size=1, max_size=2), st.tuples(values, values, values))
@example([sp.Gt(z + 1 / x, 1 / x, evaluate=False), Or(1 / y > z, y >= z)], ([ZERO, ONE], [ZERO, THIRD], [THIRD]))
@example([Not(sp.And(1 / x > 0, y > 0))], ([ZERO, ONE], [-ONE, ONE], [ZERO]))
@example([Max(x, 1 / y) >= 0], ([ONE], [ZERO, ONE], [ZERO]))
@example([Piecewise((1, 1 / x > y), (sqrt(z), True)) > 0], ([ZERO, ONE], [ZERO], [-ONE]))
def test_every_point_of_a_mesh_gets_the_exact_answer(conditions: list[Any], axes: Any) -> None:
    region = Region(*conditions)
    assert np.array_equal(decided(region, axes)[0], one_by_one(region, axes))


@settings(max_examples=30, deadline=None)
@given(st.lists(conditions(), min_size=1, max_size=2), st.tuples(values, values, values))
def test_flat_points_get_the_answer_of_the_mesh(conditions: list[Any], axes: Any) -> None:
    reading = Reading({s: {float(v): Fraction(str(v)) for v in axis} for s, axis in zip(SYMBOLS, axes, strict=True)})
    decide = Membership(Region(*conditions).conditions, SYMBOLS, reading)
    open_mesh = np.meshgrid(*([float(v) for v in axis] for axis in axes), indexing="ij", sparse=True)
    flat = [np.broadcast_to(m, np.broadcast_shapes(*(o.shape for o in open_mesh))).reshape(-1) for m in open_mesh]
    for over_mesh, over_points in zip(decide(*open_mesh), decide(*flat), strict=True):
        assert np.array_equal(over_mesh.reshape(-1), over_points)


@given(st.sampled_from((x * y + z, 3 * x - 2 * y, x**3 - y, (x - y) ** 2, x / y - z)), st.floats(0.1, 10))
def test_ties_that_rounding_hides_are_decided_exactly(expression: sp.Expr, size: float) -> None:
    axes = [[size, 2 * size, 0.1, 0.3], [size, 0.5, 0.2, 0.001], [size, -0.03, 1.5, 1.0]]
    for kind in (sp.Gt, sp.Ge, sp.Eq):
        region = Region(kind(expression, 0))
        assert np.array_equal(decided(region, axes)[0], one_by_one(region, axes))


IRRATIONAL = (
    sqrt(x) <= y,
    sqrt(x * y) * z < Rational(1, 2),
    Max(x, 1 / y) > Min(z, x * y),
    Abs(x - y) <= z,
    exp(x) * y > z,
    log(y) + x >= 0,
    x ** Rational(2, 3) > y,
    y ** (x + Rational(1, 2)) >= z,
    (x - 1) ** y > 0,
    sp.sign(x - y) >= z,
    sqrt(2) * x > y,
    1 / sqrt(x) > y,
    Piecewise((sqrt(x), y > 0), (z, x < y)) >= x,
    Eq(sqrt(x) * sqrt(y), sqrt(x * y)),
    sp.pi * x > 3 * y,
)


@pytest.mark.parametrize("condition", IRRATIONAL, ids=str)
def test_roots_powers_and_cases_are_decided_by_values_with_bounds(condition: Any) -> None:
    axes = [[-1.0, 0.0, 0.25, 1.0, 2.7], [-0.5, 0.0, 0.5, 1.0, Rational(1, 3)], [-1.0, 0.0, 0.5, 2.0]]
    region = Region(condition)
    inside, rechecked = decided(region, axes)
    assert np.array_equal(inside, one_by_one(region, axes))
    assert rechecked.mean() < 0.5


def test_a_condition_that_floating_point_can_read_is_not_decided_again() -> None:
    region = Region(x > 0, y <= Rational(1, 3), x >= y, Or(x < Rational(1, 10), z != 0))
    grid = [-0.5, 0.0, 0.1, 0.2, Rational(1, 3), 0.5]
    inside, rechecked = decided(region, [grid, grid, [0.0, 1.0]])
    assert np.array_equal(inside, one_by_one(region, [grid, grid, [0.0, 1.0]]))
    assert inside.any()
    assert not rechecked.any()


@pytest.mark.parametrize("condition", [x < y, x >= y, Eq(x, Rational(1, 3)), x < Rational(1, 3), Ne(2 * x, 2 * y)])
def test_a_third_is_no_decimal_of_sixteen_digits(condition: Any) -> None:
    third = float(Rational(1, 3))
    for axes in ([Rational(1, 3)], [third]), ([third], [Rational(1, 3)]), ([third], [third]):
        assert np.array_equal(decided(Region(condition), axes, (x, y))[0], one_by_one(Region(condition), axes, (x, y)))


def test_numbers_so_small_that_products_vanish_keep_their_signs() -> None:
    axes = [[1e-200, -1e-200, 0.0], [1e-180, 1e300], [5e-324, 1e150]]
    for condition in (x * y > 0, x * y * z > 0, x**2 * y > 0, x * y**2 * z < 0, x + y > y):
        assert np.array_equal(decided(Region(condition), axes)[0], one_by_one(Region(condition), axes))


@pytest.mark.parametrize("block", [1, 3, 7])
def test_blocks_change_nothing(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    region = Region(x > 0, Or(x * y <= Rational(1, 4), z > y), sqrt(x) < 1 + z, y * z < 2)
    axes = [[-0.5, 0.5, 1.0, 0.25], [0.5, 1.0, 0.25], [-1.0, 0.0, 1.0, 2.0]]
    whole = decided(region, axes)
    monkeypatch.setattr(membership, "BLOCK", block)
    for before, after in zip(whole, decided(region, axes), strict=True):
        assert np.array_equal(before, after)


def test_a_tied_point_is_decided_once_however_often_it_occurs(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counting(condition: Any, point: Any) -> bool:
        asked.append(point)
        return evaluate(condition, point)

    monkeypatch.setattr(membership, "evaluate", counting)
    monkeypatch.setattr(membership, "BLOCK", 4)
    inside, rechecked = decided(Region(x * y <= Rational(1, 4), z >= 0), [[0.5], [0.5], range(10)])
    assert inside.all()
    assert rechecked.all()
    assert asked == [{x: Rational(1, 2), y: Rational(1, 2)}]


def test_a_point_that_has_failed_is_not_asked_about_what_cannot_be_decided() -> None:
    undecidable = Eq(log(x) + log(y), log(x * y))
    for failing in (x > 2, x * y < 6):  # the latter is a tie
        assert not decided(Region(failing, undecidable), [[2.0], [3.0]], (x, y))[0].any()


def test_without_conditions_every_point_is_inside_and_never_is_none() -> None:
    columns = np.zeros((2, 1)), np.zeros((1, 3))
    assert Membership((), (x, y))(*columns)[0].tolist() == [[True] * 3] * 2
    assert not Membership((sp.false,), (x, y))(*columns)[0].any()
    assert Membership((), ())()[0].tolist() is True


def test_sides_that_are_always_equal_are_equal_where_they_are_defined() -> None:
    same = (x + 1) ** 2 / y, (x**2 + 2 * x + 1) / y
    columns = np.array([0.1, 0.3]), np.array([0.2, 0.0])
    assert Membership((sp.Ge(*same, evaluate=False),), (x, y))(*columns)[0].tolist() == [True, False]
    assert Membership((sp.Gt(*same, evaluate=False),), (x, y))(*columns)[0].tolist() == [False, False]


def test_columns_of_fewer_axes_and_empty_ones_broadcast() -> None:
    decide = Membership((x > y,), (x, y))
    assert decide(np.array([[1.0], [3.0]]), np.array([0.0, 2.0]))[0].tolist() == [[True, False], [True, True]]
    assert decide(np.empty((0, 1)), np.array([[1.0]]))[0].shape == (0, 1)


def test_it_goes_through_pickle() -> None:
    decide = Membership((x * y > 1, sqrt(x) < 3), (x, y), Reading({x: {0.5: Fraction(1, 2)}}))
    columns = np.array([1.0, 2.0]), np.array([1.0, 1.0])
    decide(*columns)
    again = pickle.loads(pickle.dumps(decide))
    assert again == decide
    assert again(*columns)[0].tolist() == [False, True]


def test_arrays_can_be_written_to() -> None:
    for array in Membership((x > 0,), (x, y))(np.array([[1.0]]), np.array([[1.0, 2.0]])):
        array[...] = False
        assert not array.any()


# Refusals


@pytest.mark.parametrize(
    ("axes", "message"),
    [
        ([[0.5, 0.0], [1.0]], "x=0.0 lies outside the region; expected x > 0"),
        ([[0.5], [0.25, 0.1]], "x=0.5, y=0.1 lies outside the region; expected x*y >= 1/8"),
        ([[Rational(1, 3)], [0.25]], "x=1/3, y=0.25 lies outside the region; expected x*y >= 1/8"),
    ],
)
def test_the_first_point_outside_is_named_with_the_condition_that_fails(axes: list[Any], message: str) -> None:
    region = Region(x > 0, x * y >= Rational(1, 8))
    given = {x: {float(v): Fraction(str(v)) for v in axes[0] if not isinstance(v, float)}}
    columns = np.meshgrid(*([float(v) for v in axis] for axis in axes), indexing="ij", sparse=True)
    inside, _ = Membership(region.conditions, (x, y), Reading(given))(*columns)
    assert str(first_outside(region, (x, y), columns, inside, Reading(given))) == message


def test_where_nothing_is_inside_no_parameter_is_named() -> None:
    error = first_outside(Region(sp.false), (x,), [np.zeros(2)], np.zeros(2, dtype=np.bool_), Reading())
    assert str(error) == "every point lies outside the region; expected never"


def test_a_condition_on_a_symbol_without_values_is_refused() -> None:
    with pytest.raises(SymbolError, match="z in z > x has no values; expected conditions on x, y"):
        Membership((y > 0, z > x), (x, y))


def test_a_tie_between_numbers_that_are_not_algebraic_is_an_error() -> None:
    with pytest.raises(ExpressionError, match="can't be decided"):
        decided(Region(Eq(log(x) + log(y), log(x * y))), [[2.0], [3.0]], (x, y))
