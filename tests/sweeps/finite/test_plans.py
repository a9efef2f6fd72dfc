"""What is left to compute at each point, given the box that holds them all."""

import pytest
import sympy as sp

from coopgame.games.finite import FiniteGame
from coopgame.sweeps.finite.plans import fusable, known_within
from coopgame.symbols import Region, parameters

a, b, c = parameters("a b c")
NOTHING: frozenset[sp.Symbol] = frozenset()


def game(*conditions: sp.Basic) -> FiniteGame:
    """Its gains are a b - 1, 1 / (a + b) and constants."""
    return FiniteGame.from_arrays([[a * b, 1], [1, 0]], [[1 / (a + b), 0], [0, 1]], region=Region(*conditions))


def test_points_clearly_inside_leave_nothing_but_gains_and_one_bound_each() -> None:
    known = known_within(game(a > 0, b >= 0, a + b < 10), (a, b), NOTHING, ((0.5, 2.0), (0.0, 3.0)))
    assert known.inside
    assert known.plan.steady
    assert not known.plan.requirements
    assert not known.plan.poles
    assert [str(f.expression) for f in known.plan.doubtful] == ["a*b - 1", "a + b"]
    assert len(known.bounds) == 2
    assert all(0 < bound < 1e-13 for bound in known.bounds)


@pytest.mark.parametrize(
    ("condition", "inside"),
    [(a > 0, False), (a >= 0, True), (b < 3, False), (b <= 3, True), (3 * b <= 9, True), (sp.Or(a > -1, b > 1), False)],
)
def test_at_the_border_it_matters_whether_the_region_is_closed(condition: sp.Basic, inside: bool) -> None:
    known = known_within(game(condition, b > -1), (a, b), NOTHING, ((0.0, 2.0), (1.0, 3.0)))
    assert known.inside == inside
    assert known.plan.steady == inside
    assert known.bounds == () or inside


def test_what_was_given_exactly_is_not_compared_as_floats() -> None:
    box = ((0.0, 2.0), (1.0, 3.0))
    assert known_within(game(a >= 0), (a, b), NOTHING, box).inside
    assert not known_within(game(a >= 0), (a, b), frozenset([a]), box).inside


def test_a_pole_that_may_vanish_is_looked_at_point_by_point() -> None:
    known = known_within(game(b > 0), (a, b), NOTHING, ((-2.0, 2.0), (1.0, 3.0)))
    assert known.inside
    assert not known.plan.steady
    assert len(known.plan.poles) == 1


def test_only_plain_inequalities_are_compiled_in() -> None:
    conditions = (a > 0, b <= 1, sp.Eq(c, 1), sp.Or(a > 1, b > 1), a / b > 1, a**2 > 1, sp.exp(a) > 2)
    kept = fusable(conditions)
    assert [(r.turn, str(r.factor.expression), r.strict) for r in kept] == [(1, "a", True), (-1, "b - 1", False)]
