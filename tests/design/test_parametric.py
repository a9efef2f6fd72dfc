"""Parametric linear programmes: critical regions, their cover, and SciPy at points of them."""

from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.claims.decide import is_empty
from coopgame.design import parametric
from coopgame.design.parametric import solve_programme
from coopgame.design.programme import Programme, Row
from coopgame.errors import RegionError, SolverError
from coopgame.symbols import Region
from tests.design.drawn import BOX, at, p, programmes, q, x1, x2


def check_against_scipy(programme: Programme, points: int) -> None:
    """Compare closed forms with SciPy at points, and see that the cover is one."""
    solution = solve_programme(programme)
    assert solution.complete
    parts = [*(part.condition for part in solution.regions), solution.infeasible, solution.unbounded]
    assert is_empty(programme.region & Region(*(sp.Not(part.condition) for part in parts)))
    witnesses = [part.witness for part in solution.regions]
    for point in (*witnesses, *programme.region.sample(points, seed=1)):
        peer = at(programme, point)
        holding = [part for part in solution.regions if part.condition.contains(point)]
        # SciPy may not tell an infeasible programme from one without a bound.
        assert (peer.status == 0) == bool(holding)
        for part in holding:
            assert float(part.value.subs(point)) == pytest.approx(peer.fun, abs=1e-7)
            assert programme.satisfied(part.point).subs(point) == sp.true
        if holding:
            assert float(solution.value.subs(point)) == pytest.approx(peer.fun, abs=1e-7)


# Published results.


def test_a_transport_problem_splits_at_its_capacity() -> None:
    # Gal (1979), Postoptimal Analyses, chapter 4: the cheaper unknown first, up to where its row binds.
    rows = (Row("demand", (1, 1), p), Row("capacity", (-1, 0), -1))
    solution = solve_programme(Programme((x1, x2), (1, 3), rows, Region(p >= 0)))
    assert solution.value == sp.Max(*(part.value for part in solution.regions))
    assert {(part.point, part.value) for part in solution.regions} == {((p, 0), p), ((1, p - 1), 3 * p - 2)}
    assert solution.infeasible.conditions == solution.unbounded.conditions == (sp.false,)


def test_a_point_that_many_bases_lead_to_is_listed_once() -> None:
    rows = tuple(Row(f"row {k}", (1, 1), p) for k in range(3))
    solution = solve_programme(Programme((x1, x2), (1, 2), rows, Region(p > 0)))
    assert [(part.point, part.condition) for part in solution.regions] == [((p, 0), Region())]


def test_where_nothing_is_feasible_and_where_cost_has_no_end_are_conditions() -> None:
    rows = (Row("at least p", (1,), p), Row("at most q", (-1,), -q))
    solution = solve_programme(Programme((x1,), (1,), rows, BOX))
    point = {p: 1, q: 0}
    assert solution.infeasible.contains(point)
    assert not solution.condition.contains(point)
    endless = solve_programme(Programme((x1,), (p,), (Row("x <= q - x q", (-q,), -1),), BOX))
    assert endless.unbounded.contains({p: -1, q: -1})
    assert not endless.unbounded.contains({p: -1, q: 1})
    assert endless.complete


# Differential.


@settings(max_examples=12)
@given(programmes())
def test_parameters_on_the_right_agree_with_scipy(programme: Programme) -> None:
    check_against_scipy(programme, 6)


@settings(max_examples=6)
@given(programmes(tilted=True))
def test_parameters_on_the_left_agree_with_scipy(programme: Programme) -> None:
    check_against_scipy(programme, 6)


# Refusals.


@pytest.mark.parametrize(
    ("given_", "error", "says"),
    [
        ({"costs": (1,)}, SolverError, "the objective: 1 coefficients; expected 2"),
        ({"rows": (Row("short", (1,), 0),)}, SolverError, "short: 1 coefficients; expected 2"),
        ({"rows": (Row("mixed", (1, 1), x1),)}, SolverError, "x1 is both unknown and parameter"),
        ({"unknowns": (), "costs": (), "rows": ()}, SolverError, "the objective: 0 coefficients"),
    ],
)
def test_what_does_not_fit_is_refused(given_: Any, error: type[Exception], says: str) -> None:
    whole: dict[str, Any] = {"unknowns": (x1, x2), "costs": (1, 1), "rows": (Row("plain", (1, 1), p),), **given_}
    with pytest.raises(error, match=says):
        Programme(**whole)


def test_an_empty_region_and_a_pole_are_refused() -> None:
    with pytest.raises(RegionError, match="is empty"):
        solve_programme(Programme((x1,), (1,), (Row("one", (1,), p),), Region(p > 0, p < 0)))
    with pytest.raises(SolverError, match="is undefined at p = 0"):
        solve_programme(Programme((x1,), (1,), (Row("one", (1,), 1 / p),), Region(p >= 0)))
    with pytest.raises(SolverError, match="no solution anywhere"):
        solve_programme(Programme((x1,), (1,), (Row("one", (-1,), 1),), Region(p > 0))).value  # noqa: B018 - reading it is refused


def test_what_is_left_over_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parametric, "MOST_REGIONS", 1)
    rows = (Row("demand", (1, 1), p), Row("capacity", (-1, 0), -1))
    solution = solve_programme(Programme((x1, x2), (1, 3), rows, Region(p >= 0)))
    assert not solution.complete
    assert solution.reason == "there are more than 1 critical regions"


def test_a_region_without_rational_points_is_left_open() -> None:
    solution = solve_programme(Programme((x1,), (1,), (Row("least", (1,), p),), Region(sp.Eq(p**2, 2))))
    assert not solution.complete
    assert solution.reason == "a part of the region has no rational point that was found"


@given(st.integers(-3, 3))
def test_a_programme_of_numbers_needs_no_region(bound: int) -> None:
    (part,) = solve_programme(Programme((x1,), (2,), (Row("least", (1,), bound),))).regions
    assert part.value == 2 * max(bound, 0)
