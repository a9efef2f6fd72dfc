"""Every equilibrium of 2x2x2 games."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgame.solve.bilinear import Bilinear
from coopgame.solve.interior import OTHERS, Point
from coopgame.solve.surds import Number, Surd
from coopgame.solve.trilateral_numeric import TrilateralEquilibria, _in_hull, trilateral_equilibria

Gains = tuple[Bilinear, Bilinear, Bilinear]

ZERO = (0, 0, 0, 0)


def gains(*coefficients: Sequence[int]) -> Gains:
    """Each from a, b, c, d of a + b u + c v + d u v."""
    one, two, three = (Bilinear(*map(Fraction, each)) for each in coefficients)
    return one, two, three


def worst(functions: Gains, point: Point) -> Number:
    """The largest gain from playing otherwise."""
    values = [f(point[u], point[v]) for f, (u, v) in zip(functions, OTHERS, strict=True)]
    return max(f * (1 - p) if f > 0 else -f * p for f, p in zip(values, point, strict=True))


def mean(weights: dict[Point, int]) -> Point:
    p, q, r = (
        sum((w * point[k] for point, w in weights.items()), Fraction(0)) / Fraction(sum(weights.values()))
        for k in range(3)
    )
    return p, q, r


def points(*texts: str) -> set[tuple[Fraction, ...]]:
    return {tuple(map(Fraction, text.split())) for text in texts}


def families(found: TrilateralEquilibria) -> set[frozenset[Point]]:
    return {frozenset(found.points[k] for k in each) for each in found.convex}


# Families of equilibria, each worked out by hand from the signs of the gains


def test_where_nobody_ever_gains_the_whole_cube_is_one_set() -> None:
    found = trilateral_equilibria(gains(ZERO, ZERO, ZERO))
    assert found.points == tuple(product((Fraction(1), Fraction(0)), repeat=3))
    assert found.convex == (tuple(range(8)),)
    assert not found.curved


def test_indifference_on_an_edge_is_a_segment_cut_where_the_others_leave() -> None:
    # Players 2 and 3 stay at 1 only while p_1 >= 1/3 and p_1 <= 3/4; player 1 is indifferent there.
    found = trilateral_equilibria(gains((-1, 1, 0, 0), (-1, 3, 0, 0), (3, -4, 0, 0)))
    assert frozenset(points("1/3 1 1", "3/4 1 1")) in families(found)


def test_a_face_of_indifference_is_cut_to_a_polygon() -> None:
    # Players 1 and 2 are indifferent where p_3 = 0, and player 3 stays there where 4 p_1 + 4 p_2 <= 5.
    found = trilateral_equilibria(gains((0, 0, 1, 0), (0, 0, 1, 0), (-5, 4, 4, 0)))
    assert frozenset(points("0 0 0", "1 0 0", "0 1 0", "1 1/4 0", "1/4 1 0")) in families(found)
    assert not found.curved


def test_a_face_of_indifference_is_cut_to_two_rectangles() -> None:
    # Player 3 stays at 0 where (2 p_1 - 1)(3 p_2 - 1) <= 0.
    found = trilateral_equilibria(gains((0, 0, 1, 0), (0, 0, 1, 0), (1, -2, -3, 6)))
    assert frozenset(points("0 1/3 0", "1/2 1/3 0", "0 1 0", "1/2 1 0")) in families(found)
    assert frozenset(points("1/2 0 0", "1 0 0", "1/2 1/3 0", "1 1/3 0")) in families(found)


def test_a_rectangle_cut_beside_the_square_is_left_out() -> None:
    # (p_1 + 1)(2 p_2 - 1) <= 0 is one half of the square; the other factor vanishes outside.
    found = trilateral_equilibria(gains((0, 0, 1, 0), (0, 0, 1, 0), (-1, -1, 2, 2)))
    assert frozenset(points("0 0 0", "1 0 0", "0 1/2 0", "1 1/2 0")) in families(found)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_face_cut_by_a_hyperbola_is_reported_as_curved(sign: int) -> None:
    third = (-sign, 0, 0, 2 * sign)
    found = trilateral_equilibria(gains((0, 0, 1, 0), (0, 0, 1, 0), third))
    assert (None, None, 0) in found.curved
    assert not found.regular


def test_a_straight_line_through_the_cube_is_a_segment() -> None:
    # f_1 = 0; f_2: p_3 = p_1; f_3: p_2 = 1 - p_1.
    found = trilateral_equilibria(gains(ZERO, (0, 1, -1, 0), (1, -1, -1, 0)))
    assert frozenset(points("0 1 0", "1 0 1")) in families(found)
    assert not found.curved


def test_a_line_of_two_players_times_the_third_is_a_rectangle() -> None:
    found = trilateral_equilibria(gains(ZERO, ZERO, (1, -1, -1, 0)))
    assert frozenset(points("0 1 0", "1 0 0", "0 1 1", "1 0 1")) in families(found)


def test_a_hyperbola_through_the_cube_is_reported_as_curved() -> None:
    found = trilateral_equilibria(gains(ZERO, ZERO, (-1, 0, 0, 2)))
    assert (None, None, None) in found.curved


def test_a_hyperbola_that_misses_the_cube_is_no_continuum_there() -> None:
    found = trilateral_equilibria(gains(ZERO, ZERO, (-3, 0, 0, 2)))
    assert not found.curved
    assert families(found) == {frozenset(points("0 0 0", "0 1 0", "1 0 0", "1 1 0"))}


def test_going_round_a_circle_of_equal_probabilities_is_the_diagonal() -> None:
    # p_2 = p_3, p_1 = p_3 and p_1 = p_2: three relations of which one says nothing new.
    found = trilateral_equilibria(gains((0, 1, -1, 0), (0, 1, -1, 0), (0, 1, -1, 0)))
    assert frozenset(points("0 0 0", "1 1 1")) in families(found)


def test_a_double_zero_of_the_indifference_equations_is_not_regular() -> None:
    # p_2 = p_3 and p_1 = p_2, and f_2 = 1 - 4 p_3 + 4 p_1 p_3 is (2 p - 1)^2 on the diagonal.
    found = trilateral_equilibria(gains((0, 1, -1, 0), (1, 0, -4, 4), (0, 1, -1, 0)))
    assert (Fraction(1, 2),) * 3 in found.points
    assert not found.regular


def test_an_equilibrium_that_is_isolated_but_not_strict_is_not_regular() -> None:
    # Players 1 and 2 each want their first strategy as soon as the other plays it at all.
    found = trilateral_equilibria(gains((0, 1, 0, 0), (0, 1, 0, 0), (-1, 0, 0, 0)))
    assert set(found.points) == points("0 0 0", "1 1 0")
    assert found.convex == ((0,), (1,))
    assert not found.regular


def test_an_irrational_equilibrium_stands_beside_a_segment() -> None:
    drawn = gains((-2, 1, 1, 3), (-3, 3, 3, 1), (-2, -3, 3, 2))
    found = trilateral_equilibria(drawn)
    (irrational,) = (point for point in found.points if isinstance(point[0], Surd))
    assert worst(drawn, irrational) == 0
    assert frozenset({irrational}) in families(found)
    assert frozenset(points("1 1 1/4", "1 1 1")) in families(found)


# Properties


@given(st.randoms(use_true_random=False))
def test_a_generic_game_has_an_odd_number_of_equilibria(random: Random) -> None:
    drawn = gains(*([random.randint(-99, 99) for _ in range(4)] for _ in range(3)))
    found = trilateral_equilibria(drawn)
    assert all(worst(drawn, point) == 0 for point in found.points)
    if found.regular:
        assert len(found.points) % 2 == 1
        assert found.convex == tuple((k,) for k in range(len(found.points)))


@given(st.lists(st.sampled_from([-1, 0, 0, 1]), min_size=12, max_size=12), st.randoms(use_true_random=False))
def test_every_equilibrium_on_a_grid_is_in_a_set_or_on_a_curved_face(values: list[int], random: Random) -> None:
    drawn = gains(values[:4], values[4:8], values[8:])
    found = trilateral_equilibria(drawn)
    hulls = [family for family in families(found) if len(family) > 1]
    for family in hulls:
        weights = {corner: random.randint(1, 5) for corner in sorted(family)}
        assert worst(drawn, mean(weights)) == 0
    quarters = [Fraction(k, 4) for k in range(5)]
    for point in ((p, q, r) for p in quarters for q in quarters for r in quarters):
        if worst(drawn, point) == 0 and point not in found.points:
            face = tuple(int(p) if p in (0, 1) else None for p in point)
            assert any(_in_hull(point, hull) for hull in hulls) or any(
                all(s is None or s == f for s, f in zip(curved, face, strict=True)) for curved in found.curved
            )
