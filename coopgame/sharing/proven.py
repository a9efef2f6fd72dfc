"""Whether something is settled by the region: asked by rules that write out what is."""

from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.errors import ClaimError
from coopgame.symbols import Region

BUDGET = 1.0


def proven(statement: Any, region: Region, budget: float = BUDGET) -> bool:
    """Whether a statement is proven over a region; what can't be translated for the prover is not.

    Parameters
    ----------
    statement : relation or Boolean
    region : Region
    budget : float
        Seconds the prover may take.

    """
    if statement in (sp.true, sp.false):
        return bool(statement)
    try:
        return isinstance(decide(Claim(statement, region), budget), Proved)
    except ClaimError:
        return False
