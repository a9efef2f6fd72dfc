"""The Kalai-Smorodinsky solution: everybody gets the same part of the most that was to be hoped for."""

from collections.abc import Sequence
from typing import Any, overload

import sympy as sp

from coopgame.games.bargaining import BargainingProblem
from coopgame.games.coalitional import CoalitionalGame
from coopgame.games.feasible import Frontier, Line
from coopgame.sharing.bargaining.agreement import Agreement, Amounts, answered, posed
from coopgame.sharing.bargaining.frontier import crossing, frontier_condition, height, root
from coopgame.sharing.bargaining.line import line_conditions, room_of
from coopgame.sharing.extremes import least
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.combination import cancelled, collected
from coopgame.sharing.values.within import defined_where
from coopgame.symbols import Region

Answer = tuple[Sequence[sp.Expr], Region]


@overload
def kalai_smorodinsky(
    given: CoalitionalGame, *, disagreement: Amounts = None, bounds: Amounts = None
) -> Allocation: ...
@overload
def kalai_smorodinsky(
    given: BargainingProblem, *, disagreement: Amounts = None, bounds: Amounts = None
) -> Agreement: ...
def kalai_smorodinsky(given: Any, *, disagreement: Amounts = None, bounds: Amounts = None) -> Any:
    r"""Return the greatest :math:`u = d + t (a - d) \in F`, :math:`a_i = \max \{u_i : u \in F, u \ge d\}`.

    The ideal :math:`a_i` is the most that player :math:`i` could hope for. With transfers and no bounds everybody may
    hope for the whole gain, and gets an equal part of it. A bound lowers what its player may hope for to
    :math:`\min(b_i - d_i, V - \sum_j d_j)`.

    Parameters
    ----------
    given : CoalitionalGame or BargainingProblem
        In a coalitional game all divide :math:`v(N)`, and :math:`d_i = v(\{i\})`.
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
        When there is no gain throughout the region, the frontier is not falling and concave, or the equation has no
        closed form; the message names the parameters to set.

    References
    ----------
    Kalai, E. and Smorodinsky, M. (1975), Other solutions to Nash's bargaining problem, Econometrica 43, 513-518.

    Examples
    --------
    >>> problem = BargainingProblem.with_transfers(60, {"E": 20, "U": 10}, bounds={"U": 20})
    >>> print(kalai_smorodinsky(problem))
    Kalai-Smorodinsky solution: E 85/2, U 35/2

    """
    problem = posed(given, disagreement, bounds)
    feasible = problem.feasible
    answer = _on_frontier(problem, feasible) if isinstance(feasible, Frontier) else _on_line(problem, feasible)
    return answered(given, problem, "Kalai-Smorodinsky solution", *answer)


def _on_frontier(problem: BargainingProblem, frontier: Frontier) -> Answer:
    condition = frontier_condition(problem, frontier)
    u, f = frontier.utility, frontier.other
    first, second = problem.disagreement
    most, inner = crossing(f - second, u, first, frontier.high, problem.region & condition)
    condition = condition & inner
    # On the line through the disagreement point and the ideal one, gains are as the greatest gains are.
    balance = (most - first) * (f - second) - (frontier.value(first) - second) * (u - first)
    at, inner = root(balance, u, first, most, problem.region & condition)
    return (at, height(frontier, at)), condition & inner


def _on_line(problem: BargainingProblem, line: Line) -> Answer:
    gain = collected((line.total, *(-without for without in problem.disagreement)))
    conditions = list(line_conditions(problem, line, gain))
    condition = defined_where(conditions, problem.region, "a gain to share")
    count = len(problem.players)
    if all(bound is None for bound in line.bounds):
        return [collected((without, gain / count)) for without in problem.disagreement], condition
    region = problem.region & condition
    rooms = room_of(problem, line)
    hopes = [gain if own is None else least((own, gain), region) for own in rooms]
    total = collected(hopes)
    if total == 0:  # there is nothing but the disagreement point
        return list(problem.disagreement), condition
    # Who has no bound hopes for the whole gain, and then all hopes can't be met.
    open_ = any(own is None for own in rooms)
    conditions.append((gain > 0 if open_ else total > 0, "nobody has anything to gain"))
    condition = defined_where(conditions, problem.region, "a gain to share")
    part = cancelled(gain / total)
    if not open_:
        part = least((sp.Integer(1), part), problem.region & condition)
    shares = zip(problem.disagreement, hopes, strict=True)
    return [collected((without, part * hope)) for without, hope in shares], condition
