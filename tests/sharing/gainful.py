"""Ventures that never lose, points of theirs, and what every rule owes them."""

from dataclasses import replace
from typing import Any

import sympy as sp
from hypothesis import strategies as st

from coopgame import Venture
from coopgame.games.rule import Rule
from tests.sharing.drawn import c, v, ventures


def gainful(venture: Venture) -> Venture:
    """The venture with revenues :math:`a + b v` made :math:`|a| + |b| v`."""
    revenues = (sp.expand(revenue) for revenue in venture.revenues)
    return replace(venture, revenues=tuple(abs(r.coeff(v, 0)) + abs(r.coeff(v, 1)) * v for r in revenues))


gainful_ventures = ventures().map(gainful)
points = st.fixed_dictionaries({v: st.fractions("1/8", 6), c: st.fractions("1/8", 6)})


def assert_divides(venture: Venture, rule: Rule, point: dict[sp.Symbol, Any]) -> None:
    """At the point the amounts add up to the revenue, and setting parameters before dividing or after is the same."""
    game, settled = venture.under(rule).at(point), venture.at(point)
    for profile in settled.profiles():
        assert sp.Add(*game.payoffs(profile)) == settled.surplus(profile), profile
    assert settled.under(rule) == game
