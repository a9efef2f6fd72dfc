"""Deviation gains and a region's bounds as constraints on one share."""

from collections.abc import Sequence

import sympy as sp

from coopgame.design.ends import Constraint, Ends, solved
from coopgame.design.gains import against, parted
from coopgame.design.literals import Settled
from coopgame.design.programme import Row, either
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.symbols import Region


def gain_rows(game: FiniteGame, target: PerPlayer[str], share: sp.Symbol) -> list[Row]:
    """Return, for each deviation, that it does not pay."""
    return [row for player in game.players for row in against(game, target, player, [target], [share])]


def solved_for_share(
    game: FiniteGame, target: PerPlayer[str], share: sp.Symbol, *, strict: bool, budget: float
) -> tuple[tuple[Ends, ...], Settled]:
    """Solve the region's bounds on the share and the deviation gains for the share."""
    gains = [constraint(row, strict) for row in gain_rows(game, target, share)]
    domain = parted(game.region, [share])
    settled = Settled(domain.region, budget)
    bounds = [constraint(one, one in domain.strict) for one in domain.rows]
    for each in (*bounds, *gains):
        settled.defined(each.slope, each.name)
        settled.defined(each.bound, each.name)
    whole = Settled(game.region, budget)
    fails = "<=" if strict else "<"
    needed = [c for c in gains if not whole.never(whole.relation(c.slope * share - c.bound, fails))]
    return solved([*bounds, *needed], settled), settled


def constraint(one: Row, strict: bool = False) -> Constraint:
    """Read a row over the share alone."""
    return Constraint(one.coefficients[0], one.bound, one.name, one.party, strict)


def held(gains: Sequence[Constraint], share: sp.Symbol, settled: Settled, operator: str) -> Region:
    """Return where the gains hold, within the region."""
    literals = [settled.relation(gain.slope * share - gain.bound, operator) for gain in gains]
    if settled.never(*literals):
        return Region(sp.false)
    return settled.shortest(literals)


def anywhere(cases: Sequence[Ends], settled: Settled) -> Region:
    """Return where some case leaves a share."""
    found = either(case.case & case.nonempty for case in cases)
    return settled.shortest([found.condition]) if len(cases) > 1 else found
