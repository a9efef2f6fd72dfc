"""Grim trigger: cooperation until the first deviation, punishment ever after."""

from collections.abc import Sequence

from coopgame.games.finite import FiniteGame
from coopgame.solve.repeated.dealing import Dealing, Incentive
from coopgame.solve.repeated.discount import CriticalDiscount
from coopgame.solve.repeated.thresholds import critical

BUDGET = 2.0
FRIEDMAN = "Friedman, J. W. (1971), A non-cooperative equilibrium for supergames, Review of Economic Studies 38, 1-12"


def critical_discount(
    game: FiniteGame, *, cooperate: Sequence[str], punish: Sequence[str], budget: float = BUDGET
) -> CriticalDiscount:
    r"""Return the discount factor from which grim trigger sustains a profile, with where the threat is one.

    Everyone keeps to ``cooperate`` as long as everyone has, and to ``punish`` for ever after. Player :math:`i`, getting
    :math:`C_i` by keeping to the profile, at most :math:`D_i` in a single period, own cooperation included, and
    :math:`P_i` in each period after anyone's deviation, keeps to it where :math:`C_i \ge (1 - \delta) D_i + \delta
    P_i`. So no one-period deviation pays exactly if :math:`\delta \ge \max_i (D_i - C_i) / (D_i - P_i)`.

    Parameters
    ----------
    game : FiniteGame
        Any number of players; payoffs rational in the parameters.
    cooperate, punish : sequence of str
        A strategy for each player.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    CriticalDiscount
        Its condition: punishment is an equilibrium of the stage game, and every player gets more by cooperation than by
        punishment. Alternatives that are proven never to be the largest there are left out of the maxima.

    Raises
    ------
    GameError
        When a profile does not fit the game, or it is proven that nowhere in the region punishment is an equilibrium of
        the stage game that everyone likes less than cooperation; what fails is named, if it is one thing.
    SolverError
        When a payoff is undefined somewhere in the region.
    ExpressionError
        When a payoff is not rational in the parameters.
    RegionError
        When the region is empty.

    References
    ----------
    Friedman, J. W. (1971), A non-cooperative equilibrium for supergames, Review of Economic Studies 38, 1-12.

    """
    dealing = Dealing(game, cooperate, punish, budget)
    everyone = range(len(game.players))
    incentives = [Incentive(i, dealing.cooperate, dealing.loss(i), dealing.field.one) for i in everyone]
    requirements = [r for i in everyone for r in (*dealing.is_equilibrium(i), dealing.hurts(i))]
    return critical(dealing, incentives, requirements, source=FRIEDMAN)
