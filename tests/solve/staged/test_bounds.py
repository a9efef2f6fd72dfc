"""Bounds read off a region, and every way in which they may bind."""

from itertools import product
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Eq, Or, Rational

from coopgame.errors import SolverError
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.backward import staged_outcomes
from coopgame.solve.staged.bounds import Bound, bounds, patterns
from coopgame.symbols import Region, parameters

x, y, z, a, b, beta = parameters("x y z a b beta")


def read(*conditions: Any, stage: int = 1) -> tuple[Bound, ...]:
    """The bounds of the second of three stages, unless told otherwise."""
    stages = (Stage("first", {"A": x}), Stage("second", {"A": y}), Stage("third", {"A": z}))
    game = StagedGame({"A": -(x**2) - y**2 - z**2}, stages, Region(a > 0, b < 0, *conditions), parameters=(beta,))
    return bounds(game, game.stages[stage])


# What is read


@pytest.mark.parametrize(
    ("condition", "bound"),
    [
        (y >= 0, Bound(y, sp.Integer(0), 1)),
        (y <= 1, Bound(y, sp.Integer(1), -1)),
        (2 * y - x >= a, Bound(y, (a + x) / 2, 1)),
        (x - 3 * y >= a, Bound(y, (x - a) / 3, -1)),
        (sp.Le(0, y), Bound(y, sp.Integer(0), 1)),
        (a * y <= 1, Bound(y, 1 / a, -1)),
        (b * y <= 1, Bound(y, 1 / b, 1)),
        ((1 + beta**2) * y <= a, Bound(y, a / (1 + beta**2), -1)),
    ],
)
def test_a_weak_bound_is_read_whatever_way_it_is_written(condition: Any, bound: Bound) -> None:
    (found,) = read(condition)
    assert (found.choice, found.side) == (bound.choice, bound.side)
    assert sp.cancel(found.value - bound.value) == 0
    assert found.binding == Eq(y, found.value)


@pytest.mark.parametrize(
    "condition",
    [
        y > 0,  # strict: never met
        Eq(y, a),
        y**2 <= 1,
        beta * y <= 1,  # from above or from below?
        x * y <= 1,
        Or(y <= 1, y >= 2),
        y + z <= 1,  # a bound of the later choice
        x <= 1,
        sp.Le((y + 1) ** 2 - y**2 - 2 * y, a),  # y cancels
    ],
)
def test_anything_else_is_only_checked_at_the_outcome(condition: Any) -> None:
    assert read(condition) == ()


def test_a_constraint_on_several_choices_belongs_to_the_latest() -> None:
    (found,) = read(y + z <= 1, stage=2)
    assert found == Bound(z, 1 - y, -1)


# Patterns


def test_no_bound_is_held_first_and_every_choice_at_most_at_one() -> None:
    known = (Bound(x, a, 1), Bound(x, b, -1), Bound(y, a, 1))
    found = list(patterns((x, y), known))
    assert found[0] == {}
    assert len(found) == 6
    assert len({tuple(sorted((str(s), held.side) for s, held in way.items())) for way in found}) == 6


def test_too_many_ways_are_refused() -> None:
    many = sp.symbols("z:5", real=True)
    known = [Bound(s, sp.Integer(n), side) for s in many for n, side in ((0, 1), (1, -1))]
    with pytest.raises(SolverError) as error:
        list(patterns(many, known))
    assert str(error.value) == "243 ways in which bounds of z0, z1, z2, z3, z4 may bind; expected at most 81"


# Differential: against every way tried by hand

halves = st.integers(-4, 4).map(lambda n: Rational(n, 2))


@st.composite
def boxed(draw: st.DrawFn) -> tuple[StagedGame, list[tuple[Any, Any]]]:
    """Players who choose a number each, on an interval that may lack an end, with quadratic payoffs."""
    size = draw(st.integers(1, 3))
    chosen = (x, y, z)[:size]
    payoffs, ends, conditions = {}, [], []
    for i, own in enumerate(chosen):
        others = [s for s in chosen if s != own]
        slope = draw(halves) + sp.Add(*(draw(halves) * s for s in others))
        curved = draw(st.sampled_from((-1, 1, 2, 3)))
        payoffs[f"P{i}"] = slope * own - curved * own**2 / 2 + sp.Add(*(draw(halves) * s**2 for s in others))
        low, high = draw(st.sampled_from(((0, 1), (0, None), (None, 1), (-1, 2), (None, None))))
        ends.append((low, high))
        conditions += [own >= e for e in (low,) if e is not None] + [own <= e for e in (high,) if e is not None]
    return StagedGame(payoffs, Stage("only", dict(zip(payoffs, chosen, strict=True))), Region(*conditions)), ends


@settings(max_examples=25)
@given(boxed())
def test_on_a_box_every_equilibrium_is_listed_and_nothing_else(drawn: tuple[StagedGame, list[tuple[Any, Any]]]) -> None:
    game, ends = drawn
    try:
        found = {tuple(o.choices.values()) for o in staged_outcomes(game)}
    except SolverError:
        found = set()
    assert found == set(equilibria(game, ends))


def equilibria(game: StagedGame, ends: list[tuple[Any, Any]]) -> list[tuple[sp.Expr, ...]]:
    """Equilibria by trying every choice at each end and inside, and asking every player for a better one."""
    held = []
    for way in product(*(("inside", *(e for e in pair if e is not None)) for pair in ends)):
        at = {s: sp.Integer(w) for s, w in zip(game.choices, way, strict=True) if w != "inside"}
        free = [s for s in game.choices if s not in at]
        slopes = [sp.diff(u, s).xreplace(at) for u, s in zip(game.payoffs, game.choices, strict=True) if s in free]
        solution = sp.linsolve(slopes, free) if free else [()]
        known = [point for point in solution if not any(sp.sympify(value).free_symbols for value in point)]
        held += [{**at, **dict(zip(free, point, strict=True))} for point in known]
    return list({tuple(p[s] for s in game.choices): None for p in held if stands(game, ends, p)})


def stands(game: StagedGame, ends: list[tuple[Any, Any]], point: dict[sp.Symbol, sp.Expr]) -> bool:
    for payoff, own, (low, high) in zip(game.payoffs, game.choices, ends, strict=True):
        alone = payoff.xreplace({s: v for s, v in point.items() if s != own})
        curved, now = sp.diff(alone, own, 2), point[own]
        if (low is not None and now < low) or (high is not None and now > high):
            return False
        if curved > 0 and None in (low, high):
            return False  # unbounded
        peak = sp.solve(sp.diff(alone, own), own)[0]
        better = [e for e in (low, high) if e is not None]
        if curved < 0 and (low is None or peak >= low) and (high is None or peak <= high):
            better.append(peak)
        if any(alone.xreplace({own: sp.sympify(e)}) > alone.xreplace({own: now}) for e in better):
            return False
        if curved > 0 and now not in (low, high):
            return False
    return True
