"""Tit for tat: do what the other one did."""

from collections.abc import Sequence

import sympy as sp

from coopgame.claims.decide import Empty, find_point
from coopgame.errors import GameError
from coopgame.games.finite import FiniteGame
from coopgame.polynomials import relation, sign_form
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.repeated.dealing import Dealing, Incentive
from coopgame.solve.repeated.discount import DELTA, CriticalDiscount, check_discount
from coopgame.solve.repeated.grim import BUDGET
from coopgame.solve.repeated.thresholds import critical
from coopgame.solve.simplify import irredundant
from coopgame.symbols import Region

AXELROD = (
    "Axelrod, R. (1981), The emergence of cooperation among egoists, American Political Science Review 75, 306-318"
)
NOTE = (
    "an equilibrium, but in general no subgame-perfect one: after a deviation retaliation need not pay; "
    "perfect_tit_for_tat says where it does"
)


def tit_for_tat(
    game: FiniteGame, *, cooperate: Sequence[str], punish: Sequence[str], budget: float = BUDGET
) -> CriticalDiscount:
    r"""Return the discount factor from which tit for tat is an equilibrium.

    Both play ``cooperate`` first, and then what answers the other one's last choice: their part of ``cooperate`` to
    cooperation, of ``punish`` to the other strategy. A player who gets :math:`R` where both cooperate, :math:`T`
    deviating alone, :math:`S` when the other one does and :math:`P` where both do has a best reply among cooperating
    always, deviating once and returning, again and again, and deviating for ever. So tit for tat is an equilibrium
    exactly if for each player

    .. math:: T - R \le \delta (R - S), \qquad T - R \le \delta (T - P).

    Parameters
    ----------
    game : FiniteGame
        Two players with two strategies each; payoffs rational in the parameters.
    cooperate, punish : sequence of str
        A strategy for each player, other ones in the two profiles.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    CriticalDiscount
        With :math:`\delta^* = \max \{(T - R) / (T - P), (T - R) / (R - S)\}` where :math:`T \ge R`. Its condition:
        :math:`R > P`, :math:`R > S` and :math:`2 R > T + S`; otherwise no patience is enough, or patience does harm.

    Raises
    ------
    GameError
        When there are not two players with two strategies each, a profile does not fit the game, a player's strategy is
        the same in both, or it is proven that nowhere in the region the threat is one.
    SolverError, ExpressionError, RegionError
        As :func:`critical_discount`.

    References
    ----------
    Axelrod, R. (1981), The emergence of cooperation among egoists, American Political Science Review 75, 306-318.

    Examples
    --------
    >>> dilemma = FiniteGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], strategies=[("c", "d")] * 2)
    >>> print(tit_for_tat(dilemma, cooperate=("c", "c"), punish=("d", "d")))
    (c, c) is sustained if the discount factor is at least 2/3; it binds row and column

    """
    dealing = _dilemma(game, cooperate, punish, budget)
    incentives, requirements = [], []
    for i, name in enumerate(game.players):
        left_alone = dealing.stays(i, dealing.cooperate) - _alone(dealing, i)
        returning = Incentive(i, dealing.cooperate, left_alone, dealing.field.zero)
        incentives += [Incentive(i, dealing.cooperate, dealing.loss(i), dealing.field.one), returning]
        requirements.append(dealing.hurts(i))
        requirements.append((f"{name} loses nothing when it cooperates alone", (dealing.field.form(left_alone), ">")))
        requirements += dealing.outweighs(returning)
    expected = "a dilemma: R > P, R > S and 2 R > T + S for both"
    return critical(dealing, incentives, requirements, expected=expected, source=AXELROD, notes=(NOTE,))


def perfect_tit_for_tat(
    game: FiniteGame,
    *,
    cooperate: Sequence[str],
    punish: Sequence[str],
    discount: sp.Symbol = DELTA,
    budget: float = BUDGET,
) -> Region:
    r"""Return where tit for tat is a subgame-perfect equilibrium, for :math:`0 < \delta < 1`.

    The last choices of both are the state. After both cooperated, and after the other one alone did, the same
    comparison, of :math:`R` for ever with :math:`T, S, T, \dots`, must not favour deviating nor keeping to it; so with
    :math:`P` for ever and :math:`S, T, S, \dots` after the other two. Hence it is one exactly if for each player

    .. math:: T - R = \delta (R - S), \qquad P - S = \delta (T - P).

    For equal players that is :math:`T + S = R + P` at the single :math:`\delta = (T - R) / (R - S)`.

    Parameters
    ----------
    game, cooperate, punish, budget
        As for :func:`tit_for_tat`.
    discount : Symbol
        What to call the discount factor.

    Returns
    -------
    Region
        A condition on the parameters and the discount factor, within the game's region and :math:`0 < \delta < 1`;
        false where it is proven that there is no such point.

    Raises
    ------
    SymbolError
        When the discount factor is named like a parameter of the game.
    GameError, SolverError, ExpressionError, RegionError
        As :func:`tit_for_tat`, but for the condition there.

    """
    check_discount(discount, {*game.symbols, *game.region.symbols})
    dealing = _dilemma(game, cooperate, punish, budget)
    literals = []
    for i in range(2):
        (_, tempted), (_, relieved) = (next(dealing.gains(i, p)) for p in (dealing.cooperate, dealing.punish))
        kept, punished = dealing.stays(i, dealing.cooperate), dealing.stays(i, dealing.punish)
        for gain, cost in ((tempted, kept - _alone(dealing, i)), (-relieved, kept + tempted - punished)):
            balance = dealing.field.expression(gain) - discount * dealing.field.expression(cost)
            literals.append(relation(sign_form(sp.expand(balance)), "=="))
    region = game.region & Region(discount > 0, discount < 1)
    if isinstance(find_point(region & Region(*literals), budget), Empty):
        return NEVER
    return irredundant(region, literals, budget)


def _dilemma(game: FiniteGame, cooperate: Sequence[str], punish: Sequence[str], budget: float) -> Dealing:
    if game.shape != (2, 2):
        raise GameError(
            f"tit for tat between players with {', '.join(map(str, game.shape))} strategies",
            expected="two players with two strategies each",
        )
    dealing = Dealing(game, cooperate, punish, budget)
    for name, kept, other in zip(game.players, dealing.cooperate, dealing.punish, strict=True):
        if kept == other:
            raise GameError(f"{name} plays {kept!r} in both profiles", expected="another strategy in punishment")
    return dealing


def _alone(dealing: Dealing, player: int) -> object:
    """What a player gets who cooperates alone."""
    return dealing.payoff(player, dealing.punish, dealing.cooperate[player])
