"""Balanced divisions that see the profile, the revenue alone, or nothing: where one sustains a profile."""

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any

import sympy as sp

from coopgame.design.division import filled
from coopgame.design.ends import Constraint, Ends, solved, written
from coopgame.design.gains import profile_of
from coopgame.design.literals import BUDGET, Settled
from coopgame.design.programme import by_case
from coopgame.design.sustained import Observed, Sustained, Way, answered, deviations, largest
from coopgame.errors import GameError, require_kind
from coopgame.games.venture import Venture
from coopgame.players import PerPlayer
from coopgame.symbols import Region

ZERO = sp.Integer(0)


def can_be_sustained(
    venture: Venture, *, target: Sequence[str], observed: Observed = Observed.PROFILE, budget: float = BUDGET
) -> Sustained:
    r"""Ask for :math:`r_i(s) \ge 0`, :math:`\sum_i r_i(s) = R(s)`, that make a profile :math:`s^*` an equilibrium.

    With :math:`k_i(s) = c_i(s^*) - c_i(s)`, what player :math:`i` saves by a deviation to :math:`s`, there are such

    - if the profile is observed: exactly where :math:`\sum_i \max(0, \max_s k_i(s)) \le R(s^*)`, as who deviates can be
      left with nothing;
    - if revenue alone is: where besides no deviation that leaves revenue as it is saves anything, and
      :math:`\rho + \sum_i \max_{R(s) = \rho} k_i(s) \le R(s^*)` for every revenue :math:`\rho` that each of the players
      can bring about alone, as then it is not known who deviated (Holmström);
    - if shares are constant: where :math:`\sum_i \underline\theta_i \le 1 \le \sum_i \overline\theta_i`, the ends being
      those of :math:`\theta_i (R(s^*) - R(s)) \ge k_i(s)`.

    In each case revenue must not be negative at any profile.

    Parameters
    ----------
    venture : Venture
        Of at least two players.
    target : sequence of str
        The profile :math:`s^*`.
    observed : Observed
    budget : float
        Seconds for each question to the prover.

    Raises
    ------
    GameError
        When the target is no profile, or one player has nobody to share with.
    RegionError
        When the region is empty.
    SolverError
        When revenue or a cost is undefined somewhere in the region.

    References
    ----------
    Holmström, B. (1982), Moral hazard in teams, Bell Journal of Economics 13, 324-340. Legros, P. and Matthews, S. A.
    (1993), Efficient and nearly-efficient partnerships, Review of Economic Studies 60, 599-611.

    Examples
    --------
    >>> from coopgame import Region, Venture, parameters
    >>> r, k = parameters("r k")
    >>> both, either = ("work", "work"), ("work", "shirk")
    >>> venture = Venture.from_functions(
    ...     lambda profile: r if profile == both else 0,
    ...     {"enterprise": {"work": k, "shirk": 0}, "university": {"work": k, "shirk": 0}},
    ...     {"enterprise": either, "university": either},
    ...     Region(r > 0, k > 0),
    ... )
    >>> print(can_be_sustained(venture, target=both).condition)
    2*k <= r

    """
    require_kind(venture, Venture)
    require_kind(observed, Observed)
    chosen = profile_of(venture, target)
    if len(venture.players) < 2:
        raise GameError(f"{venture.players[0]} has nobody to share with", expected="at least two players")
    settled = Settled(venture.region, budget)
    for player, table in zip(venture.players, venture.costs, strict=True):
        for entry in dict.fromkeys((*table, *venture.revenues)):
            settled.defined(entry, player)
    ways = {Observed.PROFILE: _by_profile, Observed.REVENUE: _by_revenue, Observed.SHARES: _by_shares}
    return answered(venture, chosen, observed, ways[observed](venture, chosen, settled), settled)


def _saved(venture: Venture, target: PerPlayer[str], player: str, profile: Sequence[str]) -> sp.Expr:
    return sp.expand(venture.cost(player, target) - venture.cost(player, profile))


def _enough(needs: Sequence[Sequence[sp.Expr]], whole: sp.Expr, settled: Settled) -> list[Any]:
    """Return that a sum of maxima is at most the whole: every choice of one of each is."""
    return [settled.relation(whole - sp.Add(*choice), ">=") for choice in product(*needs)]


def _by_profile(venture: Venture, target: PerPlayer[str], settled: Settled) -> Way:
    count, revenue = len(venture.players), venture.revenue(target)
    others = deviations(venture, target)
    needs = [
        largest([ZERO, *(_saved(venture, target, player, s) for s in profiles)], settled)
        for player, profiles in others.items()
    ]
    least = tuple(sp.Max(*need) for need in needs)
    rest = revenue - sp.Add(*least)
    guilty = {tuple(s): k for k, profiles in enumerate(others.values()) for s in profiles}

    def amounts(profile: PerPlayer[str]) -> tuple[sp.Expr, ...]:
        earned = venture.revenue(profile)
        if tuple(profile) == tuple(target):
            return tuple(need + rest / count for need in least)
        if tuple(profile) in guilty:
            return tuple(ZERO if k == guilty[tuple(profile)] else earned / (count - 1) for k in range(count))
        return (earned / count,) * count

    return Way(
        tuple(_enough(needs, revenue, settled)),
        (),
        least,
        sp.Max(0, -rest),
        (),
        tuple(map(amounts, venture.profiles())),
    )


def _by_revenue(venture: Venture, target: PerPlayer[str], settled: Settled) -> Way:
    count, revenue = len(venture.players), sp.expand(venture.revenue(target))
    reached: dict[sp.Expr, dict[int, list[sp.Expr]]] = {}
    for k, (player, profiles) in enumerate(deviations(venture, target).items()):
        for s in profiles:
            saved = reached.setdefault(sp.cancel(venture.revenue(s)), {}).setdefault(k, [])
            saved.append(_saved(venture, target, player, s))
    unseen = reached.pop(sp.cancel(revenue), {})
    literals = [settled.relation(saved, "<=") for each in unseen.values() for saved in each]
    needs = [
        largest([ZERO, *(saved for by in reached.values() for saved in by.get(k, ()))], settled) for k in range(count)
    ]
    least = tuple(sp.Max(*need) for need in needs)
    common = {rho: [largest(by[k], settled) for k in range(count)] for rho, by in reached.items() if len(by) == count}
    tight = [rho + sp.Add(*(sp.Max(*saved) for saved in by)) - revenue for rho, by in common.items()]
    here = tuple(need + (revenue - sp.Add(*least)) / count for need in least)

    def divided(rho: sp.Expr) -> tuple[sp.Expr, ...]:
        by = reached.get(rho, {})
        if rho == sp.cancel(revenue):
            return here
        if rho in common:
            return tuple(filled(rho, [x - sp.Max(*saved) for x, saved in zip(here, common[rho], strict=True)]))
        return tuple(ZERO if k in by else rho / (count - len(by)) for k in range(count))

    return Way(
        (
            *literals,
            *_enough(needs, revenue, settled),
            *(c for r, by in common.items() for c in _enough(by, revenue - r, settled)),
        ),
        tuple(settled.relation(a - b, "!=") for a, b in combinations((sp.cancel(revenue), *reached), 2)),
        least,
        sp.Max(0, sp.Add(*least) - revenue, *tight),
        tuple(literals),
        tuple(divided(sp.cancel(venture.revenue(s))) for s in venture.profiles()),
    )


def _by_shares(venture: Venture, target: PerPlayer[str], settled: Settled) -> Way:
    revenue = venture.revenue(target)
    cases = []
    for player, profiles in deviations(venture, target).items():
        constraints = [Constraint(sp.Integer(1), ZERO, f"the share of {player} is not negative")]
        for s in profiles:
            slope, saved = sp.cancel(revenue - venture.revenue(s)), _saved(venture, target, player, s)
            constraints.append(Constraint(slope, saved, f"{player} would rather {s[player]}", player))
        cases.append(solved(constraints, settled))
    found = []
    for combination in product(*cases):
        case = Region(*(ends.case for ends in combination))
        if settled.never(case):
            continue
        found.append((case, _constant(combination, Settled(venture.region & case, settled.budget))))
    whole = sp.Or(*(sp.And(case.condition, *way.literals) for case, way in found))
    mendable = sp.Or(*(sp.And(case.condition, *way.mendable) for case, way in found))
    return Way(
        (whole,) if len(found) > 1 else found[0][1].literals,
        (),
        tuple(by_case((way.needs[k], case) for case, way in found) for k in range(len(venture.players))),
        by_case((way.loss * revenue, case) for case, way in found),
        (mendable,) if len(found) > 1 else found[0][1].mendable,
        tuple(
            tuple(
                by_case((way.amounts[0][k], case) for case, way in found) * earned for k in range(len(venture.players))
            )
            for earned in venture.revenues
        ),
    )


def _constant(combination: Sequence[Ends], settled: Settled) -> Way:
    """Return constant shares where the signs of all differences of revenue are known."""
    least = [written(ends.lower, sp.Max) for ends in combination]
    rooms = [
        written(ends.upper, sp.Min) - low if ends.upper else None for ends, low in zip(combination, least, strict=True)
    ]
    extra = filled(1 - sp.Add(*least), rooms)
    possible = [c for ends in combination for c in ends.nonempty.conditions]
    if all(ends.upper for ends in combination):
        tops = [[end.value for end in ends.upper] for ends in combination]
        possible += [settled.relation(sp.Add(*choice) - 1, ">=") for choice in product(*tops)]
    lows = [[end.value for end in ends.lower] for ends in combination]
    return Way(
        (*possible, *_enough(lows, sp.Integer(1), settled)),
        (),
        tuple(least),
        sp.Max(0, sp.Add(*least) - 1),
        tuple(possible),
        (tuple(low + more for low, more in zip(least, extra, strict=True)),),
    )
