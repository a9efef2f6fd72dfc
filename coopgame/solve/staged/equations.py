"""The equations of every subgame, written from the last stage to the first."""

from collections.abc import Iterator, Mapping, Sequence

import sympy as sp

from coopgame.games.staged import Stage, StagedGame
from coopgame.players import PerPlayer
from coopgame.solve.staged.bounds import bounds
from coopgame.solve.staged.coalitions import Coalition
from coopgame.solve.staged.reaction import Lever, Subgame, held, in_pieces
from coopgame.solve.staged.symmetry import Symmetry


def subgames(game: StagedGame, coalitions: Sequence[Sequence[Coalition]], symmetry: Symmetry) -> tuple[Subgame, ...]:
    """Write the equations of every subgame, the whole game first."""
    smooth = [in_pieces(u) for u in game.payoffs]
    tied: dict[sp.Symbol, sp.Symbol] = {}
    found: list[Subgame] = []
    for stage, teams in zip(reversed(game.stages), reversed(coalitions), strict=True):
        own = tuple(levers(stage, teams, symmetry))
        here = {z: lever.symbol for lever in own for z in lever.tied}
        tied |= here
        payoffs = PerPlayer(game.players, (u.xreplace(tied) for u in smooth))
        found.insert(0, _subgame(game, stage, own, here, payoffs, found[0] if found else None))
    return tuple(found)


def levers(stage: Stage, coalitions: Sequence[Coalition], symmetry: Symmetry) -> Iterator[Lever]:
    """Who sets what at a stage; equal by symmetry only within a coalition, for others answer by themselves."""
    for coalition in coalitions:
        own = coalition.choices(stage)
        for leader in symmetry.of(own):
            tied = tuple(z for z in own if symmetry.first.get(z, z) == leader)
            yield Lever(tied[0], tied, coalition)


def _subgame(
    game: StagedGame,
    stage: Stage,
    own: tuple[Lever, ...],
    here: Mapping[sp.Symbol, sp.Symbol],
    payoffs: PerPlayer[sp.Expr],
    later: Subgame | None,
) -> Subgame:
    all_levers = (*own, *(later.levers if later else ()))
    position = {lever.symbol: k for k, lever in enumerate(all_levers)}
    sides: dict[tuple[int, int], sp.Expr] = {}
    for bound in bounds(game, stage):
        key = (position[here[bound.choice]], bound.side)
        sides[key] = _tighter(sides[key], bound.value, bound.side) if key in sides else bound.value
    own_slopes, rows = [], []
    for k, lever in enumerate(own):
        joint = lever.coalition.objective(payoffs)
        slope = sp.diff(joint, lever.symbol)
        for other in later.levers if later else ():
            slope += sp.diff(joint, other.symbol) * _answer(other.symbol, lever.symbol)
        own_slopes.append(slope)
        at = {side: held(lever.symbol, side) for side in (1, -1) if (k, side) in sides}
        away = (switch * (sides[k, side] - lever.symbol) for side, switch in at.items())
        rows.append((1 - sp.Add(*at.values())) * slope + sp.Add(*away))
    if later is None:
        symbols = tuple(lever.symbol for lever in own)
        return Subgame(game, stage, own, len(own), symbols, tuple(rows), tuple(own_slopes), sides, None)
    unknowns = [lever.symbol for lever in own] + [*later.unknowns]
    rows += [row.xreplace(here) for row in later.rows]
    for lever in own:
        unknowns += [_answer(y, lever.symbol) for y in later.unknowns]
        for i in range(len(later.rows)):
            answered = [later.derivatives.get((i, y), 0) * _answer(y, lever.symbol) for y in later.unknowns]
            direct = [later.derivatives.get((i, z), 0) for z in lever.tied]
            rows.append(sp.Add(*answered, *direct).xreplace(here))
    slopes = (*own_slopes, *(slope.xreplace(here) for slope in later.slopes))
    sides |= {(k + len(own), side): value.xreplace(here) for (k, side), value in later.bounds.items()}
    return Subgame(game, stage, all_levers, len(own), tuple(unknowns), tuple(rows), slopes, sides, later)


def _answer(unknown: sp.Symbol, choice: sp.Symbol) -> sp.Symbol:
    return sp.Symbol(f"d({unknown})/d({choice})", real=True)


def _tighter(first: sp.Expr, second: sp.Expr, side: int) -> sp.Expr:
    return sp.Piecewise((first, first >= second if side > 0 else first <= second), (second, True))
