"""Imperfect public monitoring: a signal tells, not always rightly, whether all cooperated."""

from collections.abc import Iterator, Sequence
from typing import Any

import sympy as sp

from coopgame.errors import CoopGameError, GameError
from coopgame.exact import exact
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.polynomials import sign_form
from coopgame.solve.repeated.dealing import Dealing, Incentive, Requirement
from coopgame.solve.repeated.discount import DELTA, CriticalDiscount, check_discount
from coopgame.solve.repeated.grim import BUDGET
from coopgame.solve.repeated.thresholds import CREDIBLE, critical

GREEN_PORTER = (
    "in the manner of Green, E. J. and Porter, R. H. (1984), Noncooperative collusion under imperfect price "
    "information, Econometrica 52, 87-100"
)
PROBABILITY = "a probability: a rational number in [0, 1], or an expression of parameters"


def imperfect_monitoring(
    game: FiniteGame,
    *,
    cooperate: Sequence[str],
    punish: Sequence[str],
    false_alarm: Any,
    detection: Any,
    budget: float = BUDGET,
) -> CriticalDiscount:
    r"""Return the discount factor from which grim trigger on a public signal sustains a profile.

    Nobody sees what the others do. A signal all see is bad with probability :math:`p` if all cooperated, and with
    :math:`q > p` if one player deviated; ``punish`` is played for ever after the first bad one. With :math:`C_i`,
    :math:`D_i` and :math:`P_i` as in :func:`critical_discount`, cooperation is worth :math:`(C_i - P_i) / (1 - \delta
    (1 - p))` more than punishment, and no deviation pays exactly if for every player

    .. math:: D_i - C_i \le \delta \left[ (q - p) (C_i - P_i) + (1 - p) (D_i - C_i) \right].

    Parameters
    ----------
    game : FiniteGame
        Any number of players; payoffs rational in the parameters.
    cooperate, punish : sequence of str
        A strategy for each player.
    false_alarm, detection : number or expression
        :math:`p` and :math:`q`.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    CriticalDiscount
        Its condition: that of :func:`critical_discount`, :math:`0 \le p < q \le 1`, and :math:`(q - p) (C_i - P_i) > p
        (D_i - C_i)`; otherwise no patience is enough.

    Raises
    ------
    GameError
        When a probability is none or a bad signal no likelier after a deviation, a profile does not fit the game, or it
        is proven that nowhere in the region the threat is one; what fails is named, if it is one thing.
    SolverError, ExpressionError, RegionError
        As :func:`critical_discount`.

    References
    ----------
    Green, E. J. and Porter, R. H. (1984), Noncooperative collusion under imperfect price information, Econometrica 52,
    87-100; here the signal is binary and punishment without end.

    Examples
    --------
    >>> dilemma = FiniteGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], strategies=[("c", "d")] * 2)
    >>> kept, threat = ("c", "c"), ("d", "d")
    >>> print(imperfect_monitoring(dilemma, cooperate=kept, punish=threat, false_alarm="0.1", detection="0.7"))
    (c, c) is sustained if the discount factor is at least 2/3; it binds row and column

    """
    p, q = _probability("a false alarm", false_alarm), _probability("detection", detection)
    if (p < q) is sp.false or p == q:
        raise GameError(
            f"a bad signal comes with probability {p} after cooperation and {q} after a deviation",
            expected="a bad signal that is likelier after a deviation",
        )
    dealing = Dealing(game, cooperate, punish, budget, (p, q))
    alarm, detected = dealing.chances
    everyone = range(len(game.players))
    incentives = [
        Incentive(i, dealing.cooperate, (detected - alarm) * dealing.loss(i), dealing.field.one - alarm)
        for i in everyone
    ]
    requirements = [*_signals(dealing)]
    for i in everyone:
        requirements += [*dealing.is_equilibrium(i), dealing.hurts(i), *dealing.outweighs(incentives[i])]
    expected = f"{CREDIBLE}, and signals that tell enough"
    return critical(dealing, incentives, requirements, expected=expected, source=GREEN_PORTER)


def monitored_value(
    game: FiniteGame,
    *,
    cooperate: Sequence[str],
    punish: Sequence[str],
    false_alarm: Any,
    discount: Any = DELTA,
) -> PerPlayer[sp.Expr]:
    r"""Return what each player gains by cooperation under imperfect monitoring, over punishment from the start.

    It is :math:`V_i = (C_i - P_i) / (1 - \delta (1 - p))`, the solution of :math:`V_i = C_i - P_i + \delta (1 - p)
    V_i`, in the sum of discounted payoffs.

    Parameters
    ----------
    game, cooperate, punish, false_alarm
        As for :func:`imperfect_monitoring`.
    discount : number in [0, 1) or Symbol
        :math:`\delta`.

    Raises
    ------
    GameError
        When a profile does not fit the game, the false alarm is no probability, or the number no discount factor.
    SymbolError
        When the discount factor is named like a parameter of the game.

    """
    p = _probability("a false alarm", false_alarm)
    if isinstance(discount, sp.Symbol):
        check_discount(discount, {*game.symbols, *game.region.symbols, *p.free_symbols})
        delta: sp.Expr = discount
    else:
        delta = exact(discount)
        if not delta.is_number or not (delta >= 0) or not (delta < 1):
            raise GameError(f"a discount factor of {delta}", expected="a number in [0, 1), or a symbol")
    pairs = zip(game.payoffs(cooperate), game.payoffs(punish), strict=True)
    return PerPlayer(game.players, (sp.cancel((c - b) / (1 - delta * (1 - p))) for c, b in pairs))


def _probability(what: str, value: Any) -> sp.Expr:
    try:
        found = exact(value)
    except CoopGameError as error:
        raise GameError(f"the probability of {what}: {error.problem}", expected=PROBABILITY) from error
    if found.is_number and not (found.is_Rational and 0 <= found <= 1):
        raise GameError(f"the probability of {what} is {found}", expected=PROBABILITY)
    sign_form(found)  # which refuses one that is not rational in the parameters
    return found


def _signals(dealing: Dealing) -> Iterator[Requirement]:
    p, q = dealing.chances
    one, form = dealing.field.one, dealing.field.form
    yield f"the probability of a false alarm, {p}, is negative", (form(p), ">=")
    yield "a bad signal is no likelier after a deviation", (form(q - p), ">")
    yield f"the probability of detection, {q}, is more than one", (form(q - one), "<=")
