"""The rectangle a map is drawn in."""

import pytest
import sympy as sp

from coopgame.errors import RegionError
from coopgame.report.plane import plane
from coopgame.symbols import Region, parameters

x, y, z = parameters("x y z")
POINT = {x: sp.Integer(1), y: sp.Rational(1, 2), z: sp.Integer(3)}


def test_an_axis_ends_where_the_region_does() -> None:
    found = plane((y, x), POINT, Region(y >= 0, 2 * y < 3, x > 0, x <= 5, z > 0), [x - y])
    assert found.spans == ((0.0, 1.5), (0.0, 5.0))
    assert found.fixed == {z: 3}
    assert found.region == Region(y >= 0, 2 * y < 3, x > 0, x <= 5)


def test_an_axis_without_an_end_goes_beyond_the_last_change() -> None:
    found = plane((x, y), POINT, Region(x > 0, y > 0), [x - z, x * y - 4])
    (left, right), (low, high) = found.spans
    assert (left, low) == (0.0, 0.0)
    assert right > 8
    assert high > 4


def test_an_axis_without_any_end_shows_both_sides_of_the_example() -> None:
    ((left, right),) = plane((x,), POINT, Region(), [x + 2]).spans
    assert left < -2 < 1 < right


def test_changes_far_away_do_not_stretch_an_axis() -> None:
    ((_, right),) = plane((x,), POINT, Region(x > 0), [x - 1000]).spans
    assert right < 10


def test_a_region_bounded_by_other_than_numbers_or_polynomials_sets_no_end() -> None:
    region = Region(x > 0, x < z, sp.sqrt(x) < 5, sp.Or(x > 5, x < 7), sp.Ne(x, 2))
    ((left, right),) = plane((x,), POINT, region & (z < 9), [x - 2]).spans
    assert left == 0.0
    assert right == 3.0  # z is held at 3


def test_an_example_that_is_zero_has_room_around() -> None:
    ((left, right),) = plane((x,), {x: sp.Integer(0)}, Region(x <= 0), []).spans
    assert left < 0 == right


def test_a_single_point_has_room_around() -> None:
    assert plane((x,), POINT, Region(x >= 1, x <= 1), []).spans == ((0.0, 2.0),)


def test_the_sign_on_the_plane_holds_the_others_at_the_example() -> None:
    form = plane((x, y), POINT, Region(), []).restricted(x - z)
    assert form.odd[0].expression == x - 3


def test_an_example_outside_the_region_is_refused() -> None:
    with pytest.raises(RegionError, match="outside the region"):
        plane((x,), POINT, Region(z > 5), [])
