"""Conditions no part of which follows from the rest."""

from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import Unsettled, decide
from coopgame.solve.simplify import irredundant
from coopgame.symbols import Region
from tests.strategies import KINDS, SQUARE, points, polynomials, x, y

LITERALS = st.lists(st.tuples(st.sampled_from(KINDS), polynomials((x, y), 1)), min_size=1, max_size=4).map(
    lambda parts: [kind(left, 0) for kind, left in parts if left.free_symbols]
)

# Published results


def test_what_the_region_or_the_rest_implies_is_dropped() -> None:
    assert irredundant(Region(x > 0), [x >= 0, x > -1]) == Region()
    assert irredundant(Region(), [x > y, x > y - 1, y > 0]) == Region(x > y, y > 0)
    assert irredundant(Region(x >= y), [x <= y, sp.Eq(x, y)]) == Region(sp.Eq(x, y))
    assert irredundant(Region(x**2 < 1), [x < 2, x**3 < 1]) == Region()


def test_equalities_stay_as_long_as_an_inequality_can_go() -> None:
    assert irredundant(Region(), [sp.Eq(x, y), x >= y, x <= y]) == Region(sp.Eq(x, y))


def test_a_literal_said_twice_is_said_once() -> None:
    assert irredundant(Region(), [x > y, x > y]) == Region(x > y)


# Properties


@settings(max_examples=20)
@given(LITERALS, st.lists(points((x, y)), max_size=8))
def test_nothing_is_lost_and_nothing_is_idle(literals: list[Any], drawn: list[Any]) -> None:
    short = irredundant(SQUARE, literals)
    for point in drawn:
        if SQUARE.contains(point):
            assert short.contains(point) == Region(*literals).contains(point)
    for literal in short.conditions:
        rest = Region(*(other for other in short.conditions if other != literal))
        assert not isinstance(decide(Claim(literal, SQUARE & rest)), Proved)


def test_what_the_prover_leaves_open_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopgame.solve.simplify.find_point", lambda *_: Unsettled("no time"))
    assert irredundant(Region(x > 0), [x > -1]) == Region(x > -1)
