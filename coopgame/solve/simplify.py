"""Conditions no part of which follows from the rest."""

from collections.abc import Sequence
from typing import Any

import sympy as sp

from coopgame.claims.decide import Empty, find_point
from coopgame.symbols import Region

PER_QUERY = 2.0


def irredundant(region: Region, literals: Sequence[Any], budget: float = PER_QUERY) -> Region:
    """Drop, one after another, each literal that the region and the remaining ones are proven to imply.

    Equalities are kept as long as anything else can go: they say the most.
    """
    kept = list(dict.fromkeys(literals))
    for literal in sorted(kept, key=lambda c: isinstance(c, sp.Eq)):
        others = [c for c in kept if c != literal]
        if isinstance(find_point(Region(region, *others, sp.Not(literal)), budget), Empty):
            kept = others
    return Region(*kept)
