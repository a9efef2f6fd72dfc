"""The table of all sign combinations: complete, and proven complete."""

import pickle
from itertools import product
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coopgame.claims.decide import Empty, Found, Unsettled, ask, find_point
from coopgame.polynomials import sign_form
from coopgame.solve import signs as module
from coopgame.solve.cuts import Cut
from coopgame.solve.signs import SignTable, sign_table
from coopgame.symbols import Region
from tests.strategies import REGIONS, polynomials, x, y, z


def cut(expression: sp.Expr) -> Cut:
    form = sign_form(expression)
    return Cut(form.odd, form.even)


def rows(table: SignTable) -> set[tuple[int, ...]]:
    return {tuple(row) for row in table.rows.tolist()}


def is_sound(table: SignTable, region: Region) -> None:
    """Rows have their signs, cores are contradictions, and what is neither row nor undecided contains a core."""
    assert table.rows.dtype == np.int8
    assert table.rows.tolist() == sorted(table.rows.tolist())
    for row, point in zip(table.rows.tolist(), table.witnesses, strict=True):
        assert region.contains(point)
        assert [c.sign(point) for c in table.cuts] == row
    for signs in product((-1, 0, 1), repeat=len(table.cuts)):
        refuted = any(all(signs[k] == s for k, s in core) for core in table.cores)
        aside = any(signs[: len(prefix)] == prefix for prefix in table.undecided)
        assert (signs in rows(table)) + (refuted or aside) == 1
    for core in table.cores:
        assert isinstance(find_point(Region(region, *(table.cuts[k].literal(s) for k, s in core))), Empty)


# Published results


def test_two_circles_meet_in_points_that_may_be_irrational() -> None:
    table = sign_table([cut(x**2 + y**2 - 1), cut((x - 1) ** 2 + y**2 - 1)], Region(), (x, y))
    # Each inside, on, or outside of the other: all nine; they cross at (1/2, +-sqrt(3)/2).
    assert len(table.rows) == 9
    assert not table.undecided
    crossing = table.witnesses[sorted(rows(table)).index((0, 0))]
    assert crossing[x] == sp.Rational(1, 2)
    assert abs(crossing[y]) == sp.sqrt(3) / 2


def test_a_cubic_curve_and_its_tangent() -> None:
    # y = x^3 and its tangent at 1, y = 3x - 2, cross again at -2: above, on or below both, and between.
    table = sign_table([cut(y - x**3), cut(y - 3 * x + 2)], Region(), (x, y))
    assert len(table.rows) == 9
    assert len(sign_table([cut(y - x**3), cut(y - 3 * x + 2)], Region(x > -2, x < 1), (x, y)).rows) == 5


def test_on_a_line_two_cuts_become_one() -> None:
    table = sign_table([cut(x - 1), cut(y - 1)], Region(sp.Eq(x, y)), (x, y))
    assert rows(table) == {(-1, -1), (0, 0), (1, 1)}
    assert not table.undecided


# Properties


@settings(max_examples=20)
@given(st.lists(polynomials((x, y), 2), min_size=1, max_size=3), st.sampled_from(REGIONS))
def test_the_table_is_complete_and_its_cores_are_minimal(expressions: list[Any], region: Region) -> None:
    cuts = list(dict.fromkeys(cut(e) for e in expressions if sp.expand(e).free_symbols))
    assume(cuts)
    table = sign_table(cuts, region, (x, y))
    assert not table.undecided
    is_sound(table, region)
    for point in region.sample(8, symbols=(x, y)):
        assert tuple(c.sign(point) for c in cuts) in rows(table)
    for core in table.cores:
        for one in core:
            fewer = [table.cuts[k].literal(s) for k, s in core if (k, s) != one]
            assert isinstance(find_point(Region(region, *fewer)), Found)


@pytest.mark.parametrize(
    "region",
    [
        Region(),
        Region(sp.Eq(x**2 + y**2, 2)),
        Region(x - y < sp.Rational(1, 10**6), y - x < sp.Rational(1, 10**6), x > 10**6),
        Region(sp.Eq(x**2, 2), sp.Eq(y**3, 5)),
        Region(sp.sqrt(x) > y, x < 2),
        Region(x > 0, x < sp.Rational(1, 10**9)),
        Region(sp.Eq(x * y, 1)),
    ],
    ids=str,
)
@pytest.mark.parametrize("budget", [1e-9, 0.02, 60.0])
def test_the_table_is_sound_whatever_the_region_and_the_budget(region: Region, budget: float) -> None:
    cuts = [cut(x**2 + y**2 - 1), cut(x - y), cut(x**3 - y**2 + x * y - 3)]
    table = sign_table(cuts, region, (x, y), budget)
    is_sound(table, region)
    assert not table.undecided or budget < 60


def test_without_time_or_points_everything_is_undecided() -> None:
    table = sign_table([cut(x - y)], Region(sp.Eq(x**2, 2)), (x, y), budget=1e-9)
    assert table.rows.shape == (0, 1)
    assert set(table.undecided) == {(-1,), (0,), (1,)}
    assert table.cores == ()


def test_without_cuts_the_region_is_the_one_combination() -> None:
    for region in (Region(), Region(x > 5), Region(x > 10**9), Region(sp.Eq(x**2, 2))):
        table = sign_table([], region, (x,))
        assert table.rows.shape == (1, 0)
        assert region.contains(table.witnesses[0])
    nothing = sign_table([], Region(sp.Eq(x**2, 2)), (x,), budget=1e-9)
    assert nothing.rows.shape == (0, 0)
    assert nothing.undecided == ((),)


def test_a_core_learnt_later_settles_what_was_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    # The first question, whether x can be negative, gets no answer; the same contradiction is found again later.
    answered = []

    def slow(*arguments: Any) -> Found | Empty | Unsettled:
        answered.append(1)
        return Unsettled("no time") if len(answered) == 1 else ask(*arguments)

    monkeypatch.setattr(module, "ask", slow)
    table = sign_table([cut(x), cut(y)], Region(x > 0), (x, y))
    is_sound(table, Region(x > 0))


def test_witnesses_name_every_symbol_asked_for() -> None:
    table = sign_table([cut(x - 1)], Region(y > 0), (z,))
    assert all(set(point) == {x, y, z} for point in table.witnesses)


def test_a_table_pickles() -> None:
    table = sign_table([cut(x - 1)], Region(x > 0), (x,))
    again = pickle.loads(pickle.dumps(table))
    assert (again.cuts, again.rows.tolist(), again.witnesses, again.cores) == (
        table.cuts,
        table.rows.tolist(),
        table.witnesses,
        table.cores,
    )
