"""Convex polygons, exactly."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from coopgame.solve.repeated.polygons import Point, at_least, contains, hull, turn

coordinates = st.builds(Fraction, st.integers(-6, 6), st.integers(1, 3))
points = st.tuples(coordinates, coordinates)
clouds = st.lists(points, max_size=8)


def point(x: int, y: int) -> Point:
    return Fraction(x), Fraction(y)


# Published results


def test_corners_go_round_from_the_least_and_leave_out_what_lies_between() -> None:
    square = [point(x, y) for x in (0, 1, 2) for y in (0, 1, 2)]
    assert hull(square) == (point(0, 0), point(2, 0), point(2, 2), point(0, 2))


def test_what_is_no_polygon_is_a_segment_a_point_or_nothing() -> None:
    assert hull([point(2, 2), point(0, 0), point(1, 1)]) == (point(0, 0), point(2, 2))
    assert hull([point(1, 1), point(1, 1)]) == (point(1, 1),)
    assert hull([]) == ()
    assert at_least(hull([point(0, 0), point(2, 4)]), 1, Fraction(1)) == ((Fraction(1, 2), Fraction(1)), point(2, 4))
    assert at_least(hull([point(0, 0)]), 0, Fraction(1)) == ()
    assert contains((point(0, 0), point(2, 2)), point(1, 1))
    assert not contains((point(0, 0), point(2, 2)), point(3, 3))
    assert not contains((), point(0, 0))


# Properties


@given(clouds)
def test_a_hull_holds_its_points_turns_left_and_is_its_own_hull(cloud: list[Point]) -> None:
    corners = hull(cloud)
    assert set(corners) <= set(cloud)
    assert all(contains(corners, each) for each in cloud)
    assert hull(corners) == corners
    if len(corners) > 2:
        around = zip(corners, corners[1:] + corners[:1], corners[2:] + corners[:2], strict=True)
        assert all(turn(*three) > 0 for three in around)


@given(clouds, st.integers(0, 1), coordinates, points, st.lists(st.integers(0, 5), min_size=8, max_size=8))
def test_a_half_of_a_polygon_holds_those_of_its_points_that_are_on_that_side(
    cloud: list[Point], axis: int, bound: Fraction, other: Point, weights: list[int]
) -> None:
    corners = hull(cloud)
    half = at_least(corners, axis, bound)
    assert all(contains(corners, each) and each[axis] >= bound for each in half)
    pairs = [(weight, each) for weight, each in zip(weights, cloud, strict=False) if weight]
    total = Fraction(sum(weight for weight, _ in pairs))
    inside = [other]
    if pairs:
        mean = [sum((w * each[k] for w, each in pairs), Fraction(0)) / total for k in (0, 1)]
        inside.append((mean[0], mean[1]))
        assert contains(corners, inside[1])
    for each in inside:
        assert contains(half, each) == (contains(corners, each) and each[axis] >= bound)
