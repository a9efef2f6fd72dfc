"""The Nash bargaining solution: the agreement with the greatest product of gains."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, overload

import sympy as sp

from coopgame.errors import RuleError
from coopgame.games.bargaining import BargainingProblem
from coopgame.games.coalitional import CoalitionalGame
from coopgame.games.feasible import Frontier, Line
from coopgame.players import PerPlayer
from coopgame.sharing.bargaining.agreement import Agreement, Amounts, answered, posed
from coopgame.sharing.bargaining.frontier import crossing, frontier_condition, height
from coopgame.sharing.bargaining.line import line_conditions, room_of
from coopgame.sharing.extremes import greatest, least
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.combination import cancelled, collected
from coopgame.sharing.values.weights import read_weights
from coopgame.sharing.values.within import defined_where
from coopgame.symbols import Region

MOST_BOUNDS = 4

Answer = tuple[Sequence[sp.Expr], Region]


@overload
def nash_bargaining(
    given: CoalitionalGame, *, weights: Amounts = None, disagreement: Amounts = None, bounds: Amounts = None
) -> Allocation: ...
@overload
def nash_bargaining(
    given: BargainingProblem, *, weights: Amounts = None, disagreement: Amounts = None, bounds: Amounts = None
) -> Agreement: ...
def nash_bargaining(
    given: Any, *, weights: Amounts = None, disagreement: Amounts = None, bounds: Amounts = None
) -> Any:
    r"""Return :math:`\arg\max_{u \in F,\, u \ge d} \prod_i (u_i - d_i)^{\alpha_i}`.

    With transfers it is :math:`u_i = d_i + \alpha_i (V - \sum_j d_j)`, where :math:`V \ge \sum_j d_j`. Upper
    bounds :math:`b_i` are met by filling up: :math:`u_i = \min(b_i, d_i + \alpha_i \lambda)`, with one :math:`\lambda`
    for all. On a frontier :math:`u_2 = f(u_1)` it is where :math:`\alpha_1 (f - d_2) + \alpha_2 (u_1 - d_1) f' = 0`, or
    the frontier's end if there the left side is still positive.

    Parameters
    ----------
    given : CoalitionalGame or BargainingProblem
        In a coalitional game all divide :math:`v(N)`, and :math:`d_i = v(\{i\})`.
    weights : mapping of player to number or expression, optional
        :math:`\alpha_i \in [0, 1]`, which add up to one; else all the same.
    disagreement : mapping of player to number or expression, optional
        In place of the problem's own.
    bounds : mapping of player to number or expression, optional
        :math:`b_i`, with transfers only; who is not named has no bound.

    Returns
    -------
    Allocation or Agreement
        For a game or for a problem; with the condition that there is a gain.

    Raises
    ------
    RuleError
        When the weights are no division of one, there is no gain throughout the region, the frontier is not falling and
        concave, or the equation has no closed form; the message names the parameters to set.

    References
    ----------
    Nash, J. F. (1950), The bargaining problem, Econometrica 18, 155-162.
    Kalai, E. (1977), Nonsymmetric Nash solutions and replications of 2-person bargaining, International Journal of Game
    Theory 6, 129-133.

    Examples
    --------
    >>> game = CoalitionalGame.from_worth(("E", "U"), {"E": 20, "U": 10, ("E", "U"): 60})
    >>> print(nash_bargaining(game, weights={"E": "2/3", "U": "1/3"}))
    Nash bargaining solution: E 40, U 20

    """
    problem = posed(given, disagreement, bounds)
    players = problem.players
    equal = dict.fromkeys(players, sp.Rational(1, len(players)))
    shares = read_weights(equal if weights is None else weights, players, problem.region)
    feasible = problem.feasible
    answer = (
        _on_frontier(problem, feasible, shares)
        if isinstance(feasible, Frontier)
        else _on_line(problem, feasible, shares)
    )
    return answered(given, problem, "Nash bargaining solution", *answer)


def _on_frontier(problem: BargainingProblem, frontier: Frontier, weights: PerPlayer[sp.Expr]) -> Answer:
    condition = frontier_condition(problem, frontier)
    u, f = frontier.utility, frontier.other
    first, second = problem.disagreement
    slope = weights[0] * (f - second) + weights[1] * (u - first) * sp.diff(f, u)
    at, inner = crossing(slope, u, first, frontier.high, problem.region & condition)
    return (at, height(frontier, at)), condition & inner


def _on_line(problem: BargainingProblem, line: Line, weights: PerPlayer[sp.Expr]) -> Answer:
    gain = collected((line.total, *(-without for without in problem.disagreement)))
    conditions = list(line_conditions(problem, line, gain))
    if all(bound is None for bound in line.bounds):
        shares = zip(problem.disagreement, weights, strict=True)
        return [collected((d, weight * gain)) for d, weight in shares], defined_where(
            conditions, problem.region, "a gain to share"
        )
    conditions += [
        (weight > 0, f"the weight of {player}, {weight}, is not positive") for player, weight in weights.items()
    ]
    condition = defined_where(conditions, problem.region, "a gain to share, and bounds that leave room for it")
    room = room_of(problem, line)
    region = problem.region & condition
    return [
        collected((without, _filled(k, gain, room, weights, region))) for k, without in enumerate(problem.disagreement)
    ], condition


def _filled(
    k: int, gain: sp.Expr, room: Sequence[sp.Expr | None], weights: Sequence[sp.Expr], region: Region
) -> sp.Expr:
    r"""Return :math:`\min(c_k, \max_{K \ni k} (s - \sum_{j \notin K} c_j) \alpha_k / \alpha(K))`.

    Filled up at level :math:`\lambda`, all have :math:`\sum_j \min(c_j, \alpha_j \lambda)`, the least over :math:`K` of
    :math:`\sum_{j \notin K} c_j + \lambda \alpha(K)`. So the level at which that is the gain is the greatest over
    :math:`K`; and whoever is not in the best :math:`K` is full, and stays so when counted in.
    """
    levels = (
        cancelled((gain - sp.Add(*(room[j] for j in full))) * weights[k] / _weight(weights, full))
        for full in _fullest(k, room, weights)
    )
    level = greatest(levels, region)
    own = room[k]
    return level if own is None else least((own, level), region)


def _weight(weights: Sequence[sp.Expr], full: Sequence[int]) -> sp.Expr:
    """Add up the weights of those who are not full; of all, it is one."""
    return sp.Integer(1) - sp.Add(*(weights[j] for j in full))


def _fullest(k: int, room: Sequence[sp.Expr | None], weights: Sequence[sp.Expr]) -> Iterator[Sequence[int]]:
    """List who may be full while one player is not: for numbers, those who are so the first."""
    bounded = [j for j, own in enumerate(room) if own is not None and j != k]
    if not any((room[j] / weights[j]).free_symbols for j in bounded):
        order = sorted(bounded, key=lambda j: room[j] / weights[j])
        yield from (order[:count] for count in range(len(order) + 1))
        return
    if len(bounded) > MOST_BOUNDS:
        raise RuleError(
            f"{len(bounded) + 1} bounds can bind in 2^{len(bounded) + 1} ways",
            expected=f"at most {MOST_BOUNDS + 1} with parameters in them, or numbers for all bounds, weights and "
            "disagreement utilities",
        )
    for count in range(len(bounded) + 1):
        yield from combinations(bounded, count)
