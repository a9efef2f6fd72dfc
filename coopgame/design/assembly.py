"""Critical regions written in terms of players, and proved to sustain the target and to be the least."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.design.ends import Ends, written
from coopgame.design.literals import Settled
from coopgame.design.overlay import Cheapest
from coopgame.design.programme import ParametricSolution, Row, by_case, either
from coopgame.design.requirement import Alternative
from coopgame.design.shares import shares_at_least_cost
from coopgame.design.transfers import Binding, LeastTransfers, Verdict
from coopgame.players import PerPlayer
from coopgame.symbols import Region


@dataclass(frozen=True)
class Solved:
    """A way to sustain the target, and the least cost of it.

    Attributes
    ----------
    system : Alternative
    solution : ParametricSolution
        In the transfers, and after them the share, if there is one, times ``unit``.
    unit : Expr
    parties : tuple of str
        Whose the transfers are.
    with_share : bool

    """

    system: Alternative
    solution: ParametricSolution
    unit: sp.Expr
    parties: tuple[str, ...]
    with_share: bool

    def values(self, point: Sequence[sp.Expr]) -> tuple[sp.Expr, ...]:
        """Return the unknowns at a point of the programme: the share alone is scaled."""
        return (*point[:-1], sp.expand(point[-1]) / self.unit) if self.with_share else tuple(point)


def joined(found: Sequence[Cheapest], solved: Sequence[Solved]) -> list[list[Cheapest]]:
    """Put together the critical regions of one programme that differ in the share alone."""
    groups: dict[Any, list[Cheapest]] = {}
    for each in found:
        point = each.part.point[:-1] if solved[each.number].with_share else each.part.point
        groups.setdefault((each.number, point, each.part.value), []).append(each)
    return list(groups.values())


def least_transfers(
    group: Sequence[Cheapest],
    solved: Sequence[Solved],
    strict: Sequence[Row],
    players: Sequence[str],
    settled: Settled,
) -> LeastTransfers:
    """Write critical regions with the same transfers in terms of players, and prove them.

    Parameters
    ----------
    group : sequence of Cheapest
        Of one programme.
    solved : sequence of Solved
        Every way to sustain the target.
    strict : sequence of Row
        What must hold strictly.
    players : sequence of str
    settled : Settled
        Over the region.

    """
    one, part = solved[group[0].number], group[0].part
    programme = one.solution.programme
    condition = _together(group, solved, settled)
    # That the target is sustained holds wherever the closed form is one, cheapest or not.
    region = programme.region & either(each.whole.condition for each in group)
    shares = _shares(group, one, settled) if one.with_share else None
    for point in _points(group, shares, one):
        sustained = decide(Claim(programme.satisfied(point), region), settled.budget)
        if isinstance(sustained, Proved):
            break
    values = one.values(point)
    transfers = dict(zip(one.parties, values, strict=False))
    rows = dict.fromkeys(row for each in group for row in each.part.binding if row.party)
    binding = [Binding(row.party, row.name, row.slack(point)) for row in rows]
    return LeastTransfers(
        condition=condition,
        transfers=PerPlayer(players, (transfers.get(player, sp.Integer(0)) for player in players)),
        total=part.value,
        share=values[-1] if one.with_share else None,
        shares=_rescaled(shares, one.unit),
        binding=tuple(sorted(binding, key=lambda b: players.index(b.party))),
        order=one.system.order,
        attained=_attained([row.slack(values) for row in strict], region, settled),
        witness=part.witness,
        sustained=sustained,
        least=_least(part.value, programme.region & condition, solved, settled),
    )


def _least(value: sp.Expr, region: Region, solved: Sequence[Solved], settled: Settled) -> Verdict:
    """Prove that no lesser total sustains the target.

    Where no row holds two unknowns, it is proved of every way that no transfer by itself can be less; in which of the
    ways the total is the least is what the region says.
    """
    programmes = [one.solution.programme for one in solved]
    if not all(
        programme.is_separable and len(one.solution.regions) <= 1
        for one, programme in zip(solved, programmes, strict=True)
    ):
        wanted = sp.Or(*(programme.satisfied(programme.unknowns) for programme in programmes))
        cost = programmes[0].cost(programmes[0].unknowns)
        return decide(Claim(sp.Ge(cost, value), region & wanted), settled.budget)
    verdicts = []
    for one, programme in zip(solved, programmes, strict=True):
        for part in one.solution.regions:
            ends = zip(programme.unknowns, part.point, strict=True)
            least = sp.And(
                *(sp.Ge(t, low) for t, end in ends for low in (end.args if isinstance(end, sp.Max) else (end,)))
            )
            within = programme.region & programme.satisfied(programme.unknowns)
            verdicts.append(decide(Claim(least, within), settled.budget))
    return next((verdict for verdict in verdicts if not isinstance(verdict, Proved)), verdicts[0])


def _together(group: Sequence[Cheapest], solved: Sequence[Solved], settled: Settled) -> Region:
    """Return where any of some critical regions is: where their cost is the largest of all, if that says it."""
    if len(group) == 1:
        return group[0].part.condition
    solution, value = solved[group[0].number].solution, group[0].part.value
    same = [part for part in solution.regions if part.value == value]
    everywhere = solution.programme.is_jointly_convex and solution.infeasible.conditions == (sp.false,)
    if len(solved) > 1 or not everywhere or len(same) != len(group):
        return either(each.part.condition for each in group)
    return settled.shortest([settled.relation(value - part.value, ">=") for part in solution.regions])


def _shares(group: Sequence[Cheapest], one: Solved, settled: Settled) -> Ends | None:
    """Return the shares that go with the least total, cheapest or not: what goes with it does not depend on that."""
    whole = replace(group[0].whole, condition=either(each.whole.condition for each in group))
    return shares_at_least_cost(one.solution.programme, len(one.parties), whole, settled.budget)


def _points(group: Sequence[Cheapest], shares: Ends | None, one: Solved) -> Iterator[tuple[sp.Expr, ...]]:
    """Yield the point of least cost, with the least share in closed form first where it differs by case."""
    point = group[0].part.point
    if len(group) > 1 and shares is not None:
        yield (*point[:-1], written(shares.lower, sp.Max))
    if one.with_share:
        yield (*point[:-1], by_case((each.part.point[-1], each.part.condition) for each in group))
    else:
        yield point


def _attained(slacks: Sequence[sp.Expr], region: Region, settled: Settled) -> bool:
    """Whether what must hold strictly is proven to do so."""
    verdict: Verdict | None = None
    if slacks:
        verdict = decide(Claim(sp.And(*(sp.Gt(slack, 0) for slack in slacks)), region), settled.budget)
    return verdict is None or isinstance(verdict, Proved)


def _rescaled(ends: Ends | None, unit: sp.Expr) -> Ends | None:
    if ends is None or unit == 1:
        return ends
    lower, upper = (
        tuple(replace(end, value=sp.expand(end.value) / unit) for end in side) for side in (ends.lower, ends.upper)
    )
    return replace(ends, lower=lower, upper=upper)
