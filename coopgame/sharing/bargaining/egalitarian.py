"""The egalitarian solution: everybody gains the same, as much as there is."""

from collections.abc import Sequence
from typing import Any, overload

import sympy as sp

from coopgame.games.bargaining import BargainingProblem
from coopgame.games.coalitional import CoalitionalGame
from coopgame.games.feasible import Frontier, Line
from coopgame.sharing.bargaining.agreement import Agreement, Amounts, answered, posed
from coopgame.sharing.bargaining.frontier import crossing, frontier_condition
from coopgame.sharing.bargaining.line import line_conditions, room_of
from coopgame.sharing.extremes import least
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.combination import collected
from coopgame.sharing.values.within import defined_where
from coopgame.symbols import Region

Answer = tuple[Sequence[sp.Expr], Region, tuple[str, ...]]
LEFT_OVER = "where a bound or the frontier's end binds, a part of what there is goes to nobody"


@overload
def egalitarian(given: CoalitionalGame, *, disagreement: Amounts = None, bounds: Amounts = None) -> Allocation: ...
@overload
def egalitarian(given: BargainingProblem, *, disagreement: Amounts = None, bounds: Amounts = None) -> Agreement: ...
def egalitarian(given: Any, *, disagreement: Amounts = None, bounds: Amounts = None) -> Any:
    r"""Return the greatest :math:`u = d + t (1, \dots, 1) \in F`.

    Where one player can gain no more, the others stop as well: with bounds, or on a frontier that ends, some of what
    there is may be left over, and a note says so. It is the only one of the three solutions that compares utilities.

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
    Kalai, E. (1977), Proportional solutions to bargaining situations: interpersonal utility comparisons, Econometrica
    45, 1623-1630.

    Examples
    --------
    >>> game = CoalitionalGame.from_worth(("E", "U"), {"E": 20, "U": 10, ("E", "U"): 60})
    >>> print(egalitarian(game))
    egalitarian solution: E 35, U 25

    """
    problem = posed(given, disagreement, bounds)
    feasible = problem.feasible
    answer = _on_frontier(problem, feasible) if isinstance(feasible, Frontier) else _on_line(problem, feasible)
    return answered(given, problem, "egalitarian solution", *answer)


def _on_frontier(problem: BargainingProblem, frontier: Frontier) -> Answer:
    condition = frontier_condition(problem, frontier)
    first, second = problem.disagreement
    ahead = (frontier.other - second) - (frontier.utility - first)
    at, inner = crossing(ahead, frontier.utility, first, frontier.high, problem.region & condition)
    notes = (LEFT_OVER,) if at == frontier.high else ()
    return (at, sp.expand(second + at - first)), condition & inner, notes


def _on_line(problem: BargainingProblem, line: Line) -> Answer:
    gain = collected((line.total, *(-without for without in problem.disagreement)))
    condition = defined_where(list(line_conditions(problem, line, gain)), problem.region, "a gain to share")
    limits = [own for own in room_of(problem, line) if own is not None]
    each = least((gain / len(problem.players), *limits), problem.region & condition)
    notes = (LEFT_OVER,) if limits and each != gain / len(problem.players) else ()
    return [collected((without, each)) for without in problem.disagreement], condition, notes
