"""What Hypothesis draws: linear programmes and ventures; and what can be said of them at a point without a prover."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from hypothesis import strategies as st
from scipy.optimize import linprog

from coopgame.design.programme import Programme, Row
from coopgame.games.venture import Venture
from coopgame.players import PerPlayer
from coopgame.symbols import Region, parameters

p, q, x1, x2, x3 = parameters("p q x1 x2 x3")
BOX = Region(p >= -2, p <= 2, q >= -2, q <= 2)
PLAYERS = ("enterprise", "university", "government")

whole = st.integers(-3, 3)
slanted = st.builds(lambda a, b, c: a + b * p + c * q, whole, st.integers(-1, 1), st.integers(-1, 1))


@st.composite
def programmes(draw: st.DrawFn, *, tilted: bool = False) -> Programme:
    """A programme of two or three unknowns; where tilted, one coefficient of its rows holds a parameter as well."""
    unknowns = (x1, x2, x3)[: draw(st.integers(2, 3))]
    rows = [
        Row(f"row {k}", tuple(draw(whole) for _ in unknowns), draw(slanted)) for k in range(draw(st.integers(1, 3)))
    ]
    if tilted:
        rows[0] = Row("row 0", (rows[0].coefficients[0] + p, *rows[0].coefficients[1:]), rows[0].bound)
    costs = tuple(draw(st.integers(-1, 3)) for _ in unknowns)
    return Programme(unknowns, costs, tuple(rows), BOX)


def minimised(costs: Sequence[Any], rows: Sequence[tuple[Sequence[Any], Any]], most: Sequence[Any] = ()) -> Any:
    """What SciPy says: least cost of ``rows >= bounds`` without negative unknowns."""
    matrix = np.array([[-float(a) for a in row] for row, _ in rows]).reshape(len(rows), len(costs))
    limits = [(0, None if m is None else float(m)) for m in (most or [None] * len(costs))]
    return linprog([float(c) for c in costs], matrix, [-float(b) for _, b in rows], bounds=limits, method="highs")


def at(programme: Programme, point: Any) -> Any:
    """What SciPy says of a programme at a point."""
    rows = [([a.subs(point) for a in row.coefficients], row.bound.subs(point)) for row in programme.rows]
    return minimised([c.subs(point) for c in programme.costs], rows)


@st.composite
def plain_ventures(draw: st.DrawFn, *, most: int = 3, strategies: int = 3) -> Venture:
    """A venture of numbers, with ties."""
    players = PLAYERS[: draw(st.integers(2, most))]
    lists = {player: tuple("abc"[: draw(st.integers(2, strategies))]) for player in players}
    return drawn(draw, lists, lambda: draw(st.integers(0, 8)), lambda: draw(st.integers(0, 4)))


v, c = parameters("v c")


@st.composite
def ventures(draw: st.DrawFn) -> Venture:
    """A venture of two with parameters."""
    lists = {player: tuple("ab"[: draw(st.integers(1, 2))]) for player in PLAYERS[:2]}
    earned = st.builds(lambda a, b: a + b * v, st.integers(0, 3), st.integers(-1, 3))
    spent = st.builds(lambda a, b: a + b * c, st.integers(0, 3), st.integers(0, 2))
    return drawn(draw, lists, lambda: draw(earned), lambda: draw(spent), Region(v > 0, v <= 3, c > 0))


def drawn(
    draw: Callable[..., Any],
    lists: dict[str, tuple[str, ...]],
    earn: Callable[[], Any],
    spend: Callable[[], Any],
    region: Region = Region(),
) -> Venture:
    """A venture filled profile by profile."""
    revenue = {profile: earn() for profile in product(*lists.values())}
    costs = {(player, profile): spend() for player in lists for profile in revenue}
    return Venture.from_functions(
        lambda profile: revenue[tuple(profile)], lambda player, profile: costs[player, tuple(profile)], lists, region
    )


def target_of(draw: Callable[..., Any], venture: Venture) -> tuple[str, ...]:
    """One profile of a venture."""
    return tuple(draw(st.sampled_from(own)) for own in venture.strategies)


def turned(profile: Sequence[str], place: int, strategy: str) -> tuple[str, ...]:
    """A profile after one player's deviation."""
    return (*profile[:place], strategy, *profile[place + 1 :])


def is_equilibrium(
    players: Sequence[str],
    strategies: PerPlayer[tuple[str, ...]],
    payoff: Callable[[int, tuple[str, ...]], Any],
    profile: tuple[str, ...],
    watched: Sequence[int] | None = None,
) -> bool:
    """Whether nobody gains by a deviation, straight from the payoffs."""
    return all(
        payoff(k, turned(profile, k, strategy)) <= payoff(k, profile)
        for k in (range(len(players)) if watched is None else watched)
        for strategy in strategies[k]
    )


def number(expression: Any, point: Any) -> Fraction:
    """The value of an expression at a point."""
    value = sp.sympify(expression).subs(point)
    return Fraction(int(value.p), int(value.q))
