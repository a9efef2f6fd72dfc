"""Combinations of signs seen at points: every one is real, though not every real one need be seen."""

from typing import Any

import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coopgame.polynomials import sign_form
from coopgame.solve import exploration
from coopgame.solve.cuts import Cut
from coopgame.solve.exploration import explore
from coopgame.symbols import Region, parameters
from tests.strategies import REGIONS, polynomials, x, y


def cut(expression: sp.Expr) -> Cut:
    form = sign_form(expression)
    return Cut(form.odd, form.even)


# Published results


def test_lines_through_a_point_make_all_their_cells() -> None:
    # Three lines through the origin: six sectors, six rays, the point.
    cuts = [cut(x), cut(y), cut(x - y)]
    found = explore(cuts, Region(), (x, y))
    assert len(found) == 13
    assert (0, 0, 0) in found


def test_a_linear_arrangement_in_general_position_makes_all_its_cells() -> None:
    # n lines in general position: n(n+1)/2 + 1 regions, n^2 edges, n(n-1)/2 points (Schlaefli).
    lines = [x, y, x + y - 1, x - y + 5, 2 * x + y + 3]
    found = explore([cut(line) for line in lines], Region(), (x, y))
    dimensions = [sum(sign == 0 for sign in signs) for signs in found]
    assert [dimensions.count(k) for k in range(2)] == [16, 25]
    assert dimensions.count(2) <= 10  # a point is met only where the walk comes by


def test_bilinear_zero_sets_are_met_exactly() -> None:
    found = explore([cut(x * y - 1), cut(x - y)], Region(x > 0), (x, y))
    assert {(s, t) for s in (-1, 0, 1) for t in (-1, 0, 1)} - set(found) <= {(0, 0)}
    assert found.get((0, 0), {x: 1, y: 1}) == {x: 1, y: 1}


# Properties


@settings(max_examples=25)
@given(st.lists(polynomials((x, y), 3), min_size=1, max_size=3), st.sampled_from(REGIONS))
def test_every_combination_seen_is_that_of_its_point(expressions: list[Any], region: Region) -> None:
    cuts = [cut(e) for e in expressions if sp.expand(e).free_symbols]
    assume(all(c.odd or c.even for c in cuts))
    for signs, point in explore(cuts, region, (x, y)).items():
        assert tuple(point) == (x, y)
        assert region.contains(point)
        assert tuple(c.sign(point) for c in cuts) == signs


def test_exploring_twice_sees_the_same() -> None:
    cuts = [cut(x * y - 2), cut(x - 3 * y)]
    assert explore(cuts, Region(x > 0), (x, y)) == explore(cuts, Region(x > 0), (x, y))


def test_without_cuts_there_is_one_combination() -> None:
    found = explore([], Region(x > 1), (x,))
    assert list(found) == [()]


def test_more_than_thirty_nine_cuts_are_told_apart() -> None:
    many = parameters(" ".join(f"v{k}" for k in range(41)))
    cuts = [cut(v - 1) for v in many]
    region = Region(*(sp.Ge(v, 0) for v in many), *(sp.Eq(v, 0) for v in many[1:]))
    found = explore(cuts, region, many)
    assert set(found) <= {(sign, *(-1 for _ in many[1:])) for sign in (-1, 0, 1)}


def test_a_square_that_vanishes_is_seen_to_vanish() -> None:
    assert {(0,), (1,)} == set(explore([cut((x - y) ** 2)], Region(), (x, y)))


@pytest.mark.parametrize(
    "case",
    [
        ([cut(x - 10**20)], Region(), (x,)),
        ([cut(x)], Region(sp.sqrt(y) > 1), (x, y)),
        ([cut(x)], Region(x > 10**400), (x,)),
        ([cut(x**9 - y**9 * 10**9)], Region(), (x, y)),
        ([], Region(), ()),
        ([cut(x)], Region(x > 10**6), (x,)),
        ([cut(x)], Region(sp.Eq(x**2, 2)), (x,)),
    ],
    ids=[
        "large constant",
        "root in the region",
        "beyond floats",
        "high degree",
        "no symbols",
        "far away",
        "irrational",
    ],
)
def test_where_arithmetic_would_not_be_exact_or_nothing_is_drawn_nothing_is_claimed(case: Any) -> None:
    assert explore(*case) == {}


def test_the_search_stops_when_there_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploration, "MOST_ROWS", 3)
    monkeypatch.setattr(exploration, "DRAWS", 8)
    cuts = [cut(x - k) for k in range(12)]
    assert 3 < len(explore(cuts, Region(), (x,))) < 25


def test_polynomials_linear_in_nothing_are_not_moved_onto() -> None:
    found = explore([cut(x**2 + y**2 - 3)], Region(), (x, y))
    assert {(-1,), (1,)} <= set(found)
    assert (0,) not in found  # the circle of radius sqrt 3 has no rational point
