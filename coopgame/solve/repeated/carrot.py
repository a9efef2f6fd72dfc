"""Stick and carrot: one period of a stick after a deviation, then cooperation again, if all took part in the stick."""

from collections.abc import Sequence

from coopgame.games.finite import FiniteGame
from coopgame.solve.repeated.dealing import Dealing, Incentive
from coopgame.solve.repeated.discount import CriticalDiscount
from coopgame.solve.repeated.grim import BUDGET
from coopgame.solve.repeated.thresholds import critical

ABREU = (
    "Abreu, D. (1986), Extremal equilibria of oligopolistic supergames, Journal of Economic Theory 39, 191-225; "
    "Abreu, D. (1988), On the theory of infinitely repeated games with discounting, Econometrica 56, 383-396"
)


def stick_and_carrot(
    game: FiniteGame, *, cooperate: Sequence[str], stick: Sequence[str], budget: float = BUDGET
) -> CriticalDiscount:
    r"""Return the discount factor from which a stick, followed by cooperation as the carrot, sustains a profile.

    Everyone keeps to ``cooperate``. After a deviation from what was to be played, be it cooperation or the stick,
    ``stick`` is played in the next period, and once all have played it, ``cooperate`` again. With :math:`C_i` and
    :math:`B_i` what player :math:`i` gets in the two profiles, and :math:`D_i(\cdot)` the most in a period against the
    others' part in them, no one-period deviation pays exactly if for every player

    .. math::
        D_i(\text{cooperate}) - C_i \le \delta (C_i - B_i), \qquad D_i(\text{stick}) - B_i \le \delta (C_i - B_i).

    The stick need not be an equilibrium of the stage game; by the second constraint it is played all the same. Its
    profile is ``punish`` in the result.

    Parameters
    ----------
    game : FiniteGame
        Any number of players; payoffs rational in the parameters.
    cooperate, stick : sequence of str
        A strategy for each player.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    CriticalDiscount
        Its condition: :math:`C_i > B_i`, and both gains are less than :math:`C_i - B_i`; otherwise no patience is
        enough.

    Raises
    ------
    GameError
        When a profile does not fit the game, or it is proven that nowhere in the region the threat is one; what fails
        is named, if it is one thing.
    SolverError, ExpressionError, RegionError
        As :func:`critical_discount`.

    References
    ----------
    Abreu, D. (1986), Extremal equilibria of oligopolistic supergames, Journal of Economic Theory 39, 191-225.
    Abreu, D. (1988), On the theory of infinitely repeated games with discounting, Econometrica 56, 383-396.

    """
    dealing = Dealing(game, cooperate, stick, budget)
    everyone = range(len(game.players))
    incentives = [
        Incentive(i, profile, dealing.loss(i), dealing.field.zero)
        for i in everyone
        for profile in (dealing.cooperate, dealing.punish)
    ]
    requirements = [dealing.hurts(i) for i in everyone]
    requirements += [r for incentive in incentives for r in dealing.outweighs(incentive)]
    expected = "a stick that takes more from everyone than any deviation gains, from cooperation or from the stick"
    return critical(dealing, incentives, requirements, expected=expected, source=ABREU)
