"""What coalitions are worth in a venture, by three conventions on what those outside do."""

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from time import monotonic

import sympy as sp

from coopgame.errors import GameError, SolverError, require_kind
from coopgame.games.coalitional import Coalition, CoalitionalGame
from coopgame.games.tables import Profile
from coopgame.games.venture import Rule, Venture
from coopgame.sharing.extremes import greatest, least
from coopgame.solve.response import Gains, NashResponse, response

BUDGET = 20.0


class Convention(Enum):
    """What a coalition expects of those outside it.

    ``PESSIMISTIC``: their worst; ``OPTIMISTIC``: their best; ``NASH_RESPONSE``: that each of them does what is best
    for itself.
    """

    PESSIMISTIC = "pessimistic"
    OPTIMISTIC = "optimistic"
    NASH_RESPONSE = "Nash response"


def coalitional_form(
    venture: Venture,
    convention: Convention = Convention.PESSIMISTIC,
    rule: Rule | None = None,
    budget: float = BUDGET,
) -> CoalitionalGame:
    r"""Return the worths of all coalitions when their members act as one.

    With :math:`w_S(s) = R(s) - \sum_{i \in S} c_i(s)`, or :math:`w_S(s) = \sum_{i \in S} u_i(s)` under a rule,

    .. math::
        v_{\text{pessimistic}}(S) = \max_{s_S} \min_{s_{-S}} w_S(s), \qquad
        v_{\text{optimistic}}(S) = \max_s w_S(s) .

    By Nash response :math:`v(S)` is the least that :math:`S` gets at a pure equilibrium of the game between
    :math:`S`, who gets :math:`w_S`, and each outsider by itself, who gets :math:`u_i` under the rule; without a rule
    the coalition keeps the revenue and outsiders just bear their costs.

    Maxima and minima are written without what is proven never to be the largest or smallest in the region, as far as
    the budget goes; their values do not depend on it.

    Parameters
    ----------
    venture : Venture
    convention : Convention
    rule : Rule, optional
        How revenue is divided between a coalition and the outsiders.
    budget : float
        Seconds after which maxima and minima are no longer shortened, and for the questions of Nash response.

    Returns
    -------
    CoalitionalGame
        In the venture's region; worths may hold ``Max``, ``Min`` and ``Piecewise``.

    Raises
    ------
    RuleError
        When the rule does not fit the venture.
    SolverError
        When a coalition and the outsiders have no pure equilibrium at some point of the region, or whether they have
        one throughout was not decided; the message says where.
    ExpressionError
        With Nash response, when a payoff is not rational in the parameters.

    References
    ----------
    von Neumann, J. and Morgenstern, O. (1944), Theory of Games and Economic Behavior, section 25 (pessimistic).
    Hart, S. and Kurz, M. (1983), Endogenous formation of coalitions, Econometrica 51, 1047-1064 (conventions on what
    outsiders do).
    Chander, P. and Tulkens, H. (1997), The core of an economy with multilateral environmental externalities,
    International Journal of Game Theory 26, 379-401 (outsiders each by themselves).

    """
    require_kind(venture, Venture)
    if not isinstance(convention, Convention):
        raise SolverError(f"{convention!r} is no convention", expected="a coopgame.Convention")
    if not budget > 0:
        raise SolverError(f"a budget of {budget} s leaves no time", expected="a positive number of seconds")
    gains, region, ends = Gains.of(venture, rule), venture.region, monotonic() + budget

    def worth(coalition: Coalition) -> sp.Expr:
        if coalition == venture.players or convention is Convention.OPTIMISTIC:
            return greatest((gains.together(coalition, s) for s in venture.profiles()), region, ends - monotonic())
        if convention is Convention.NASH_RESPONSE:
            return response(gains, coalition, budget / (2 ** len(venture.players) - 2)).worth
        sure = [
            least((gains.together(coalition, s) for s in row), region, ends - monotonic())
            for row in _by_own_part(venture, coalition)
        ]
        return greatest(sure, region, ends - monotonic())

    form = CoalitionalGame.from_function(venture.players, worth, region)
    return replace(form, exact=venture.exact and (rule is None or rule.exact))


def nash_response(
    venture: Venture, coalition: str | Iterable[str], rule: Rule | None = None, budget: float = BUDGET
) -> NashResponse:
    """Return what one coalition gets by Nash response, with the game it plays and the equilibria of it.

    Parameters
    ----------
    venture : Venture
    coalition : tuple of str
        Some of the players, not all.
    rule : Rule, optional
    budget : float
        Seconds the prover may take on each question.

    Raises
    ------
    GameError
        When the coalition names a stranger.
    SolverError
        When it is empty or holds everybody; and as :func:`coalitional_form`.

    """
    named = (coalition,) if isinstance(coalition, str) else tuple(coalition)
    if strangers := [player for player in named if player not in venture.players]:
        raise GameError(f"the coalition names {strangers[0]!r}", expected=f"one of {', '.join(venture.players)}")
    members = tuple(player for player in venture.players if player in named)
    if not members or members == venture.players:
        raise SolverError(f"the coalition is {named!r}", expected="some of the players, not all")
    return response(Gains.of(venture, rule), members, budget)


def _by_own_part(venture: Venture, coalition: Coalition) -> list[list[Profile]]:
    """Gather the profiles in which the coalition does the same."""
    rows: dict[tuple[str, ...], list[Profile]] = {}
    for profile in venture.profiles():
        rows.setdefault(tuple(profile[player] for player in coalition), []).append(profile)
    return list(rows.values())
