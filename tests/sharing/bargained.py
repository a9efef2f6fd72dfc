"""Frontiers to bargain on, and a Hypothesis strategy for them."""

from typing import Any

import sympy as sp
from hypothesis import strategies as st

from coopgame.games.bargaining import BargainingProblem
from coopgame.symbols import Region, parameters

u = parameters("u")


def curve(other: Any, low: Any = 0, high: Any = 1, at: tuple[Any, Any] = (0, 0), region: Region = Region()) -> Any:
    """A problem of E and U on a curve, written in u."""
    return BargainingProblem.on_frontier(u, other, (low, high), {"E": at[0], "U": at[1]}, region)


@st.composite
def frontiers(draw: st.DrawFn) -> tuple[BargainingProblem, dict[str, sp.Rational]]:
    """A parabola or a line that falls on [0, h], a point under it, and weights."""
    high = sp.Rational(draw(st.fractions(sp.Rational(1, 2), 2, max_denominator=4)))
    linear, bend = draw(st.integers(1, 4)), draw(st.integers(0, 4))
    top = linear * high + bend * high**2 + draw(st.integers(0, 3))
    first = high * sp.Rational(draw(st.integers(0, 3)), 4)
    second = (top - linear * first - bend * first**2) * sp.Rational(draw(st.integers(-2, 3)), 4)
    weight = sp.Rational(draw(st.integers(1, 5)), 6)
    return curve(top - linear * u - bend * u**2, high=high, at=(first, second)), {"E": weight, "U": 1 - weight}
