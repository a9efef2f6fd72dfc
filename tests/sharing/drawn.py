"""Hypothesis strategies for ventures and the shares of their players."""

from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import strategies as st

from coopgame import PerPlayer, Region, Venture, parameters

v, c = parameters("v c")
REGION = Region(v > 0, c > 0)
NAMES = ("enterprise", "university", "government")

amounts = st.builds(lambda a, b: a + b * v, st.integers(-3, 3), st.integers(-3, 3))
outlays = st.builds(lambda a, b: a + b * c, st.integers(1, 3), st.integers(0, 3))


@st.composite
def ventures(draw: st.DrawFn) -> Venture:
    """Two or three players with one or two strategies each; every cost is positive throughout the region."""
    players = NAMES[: draw(st.integers(2, 3))]
    strategies = {player: tuple("abc"[: draw(st.integers(1, 2))]) for player in players}
    profiles = list(product(*strategies.values()))
    earned = dict(zip(profiles, (draw(amounts) for _ in profiles), strict=True))
    spent = {(player, profile): draw(outlays) for player in players for profile in profiles}

    def revenue(profile: PerPlayer[str]) -> Any:
        return earned[tuple(profile)]

    def cost(player: str, profile: PerPlayer[str]) -> Any:
        return spent[player, tuple(profile)]

    return Venture.from_functions(revenue, cost, strategies, REGION)


@st.composite
def divisions(draw: st.DrawFn, players: tuple[str, ...]) -> dict[str, Any]:
    """Shares that add up to one: numbers, or rational functions of the parameters."""
    weights = [draw(st.integers(0, 4)) for _ in players]
    weights[0] += 1
    if draw(st.booleans()):
        return {player: Fraction(w, sum(weights)) for player, w in zip(players, weights, strict=True)}
    parts = [w + v * draw(st.integers(0, 2)) for w in weights]
    return {player: part / sum(parts) for player, part in zip(players, parts, strict=True)}
