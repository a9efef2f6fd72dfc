"""Finite punishment: so many periods of it after a deviation, then cooperation again."""

from collections.abc import Sequence
from numbers import Integral

from coopgame.errors import GameError
from coopgame.games.finite import FiniteGame
from coopgame.solve.repeated.dealing import Dealing, Incentive
from coopgame.solve.repeated.discount import CriticalDiscount
from coopgame.solve.repeated.grim import BUDGET
from coopgame.solve.repeated.thresholds import CREDIBLE, critical

MOST_PERIODS = 40
SOURCE = (
    "Mailath, G. J. and Samuelson, L. (2006), Repeated Games and Reputations, Oxford University Press, for punishment "
    "of a fixed length"
)


def finite_punishment(
    game: FiniteGame, *, cooperate: Sequence[str], punish: Sequence[str], periods: int, budget: float = BUDGET
) -> CriticalDiscount:
    r"""Return the discount factor from which :math:`k` periods of punishment sustain a profile.

    After a deviation from ``cooperate`` by anyone, ``punish`` is played for :math:`k` periods, whatever happens in
    them, and ``cooperate`` again. With :math:`C_i`, :math:`D_i` and :math:`P_i` as in :func:`critical_discount`, nobody
    gains by a deviation exactly if

    .. math:: D_i - C_i \le (C_i - P_i) (\delta + \delta^2 + \dots + \delta^k) \quad\text{for every } i,

    since punishment is an equilibrium of the stage game. The right side rises with :math:`\delta`.

    Parameters
    ----------
    game : FiniteGame
        Any number of players; payoffs rational in the parameters.
    cooperate, punish : sequence of str
        A strategy for each player.
    periods : int
        :math:`k`, from 1 to 40.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    CriticalDiscount
        Its condition is that of :func:`critical_discount`, and :math:`D_i - C_i < k (C_i - P_i)`: otherwise no patience
        is enough. The threshold is :math:`\max_i (D_i - C_i) / (C_i - P_i)` for one period, a square root for two, and
        an exact real root (``CRootOf``) for more where the ratio is a number. Where it holds parameters the threshold
        is None, and ``sustained()`` says from where on the profile is sustained.

    Raises
    ------
    GameError
        When the number of periods is none, a profile does not fit the game, or it is proven that nowhere in the region
        the threat is one; what fails is named, if it is one thing.
    SolverError, ExpressionError, RegionError
        As :func:`critical_discount`.

    References
    ----------
    Mailath, G. J. and Samuelson, L. (2006), Repeated Games and Reputations, Oxford University Press.

    Examples
    --------
    >>> dilemma = FiniteGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], strategies=[("c", "d")] * 2)
    >>> found = finite_punishment(dilemma, cooperate=("c", "c"), punish=("d", "d"), periods=3)
    >>> found.threshold.evalf(10)
    0.5436890127
    >>> print(found.sustained())
    delta**3 + delta**2 + delta >= 1

    """
    if isinstance(periods, bool) or not isinstance(periods, Integral) or not 1 <= periods <= MOST_PERIODS:
        raise GameError(
            f"punishment for {periods!r} periods", expected=f"a whole number of periods from 1 to {MOST_PERIODS}"
        )
    dealing, k = Dealing(game, cooperate, punish, budget), int(periods)
    everyone = range(len(game.players))
    incentives = [Incentive(i, dealing.cooperate, dealing.loss(i), dealing.field.zero) for i in everyone]
    requirements = [
        r
        for i in everyone
        for r in (*dealing.is_equilibrium(i), dealing.hurts(i), *dealing.outweighs(incentives[i], k))
    ]
    expected = f"{CREDIBLE}, and enough periods of it"
    return critical(dealing, incentives, requirements, expected=expected, periods=k, source=SOURCE)
