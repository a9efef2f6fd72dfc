r"""Repeated dealing between two enterprises: the stage game of an inter-organizational routine.

.. math::
    T > R > P > S, \qquad 2 R > T + S, \qquad \delta^* = \frac{T - R}{T - P}

With payoff :math:`R` from mutual cooperation, :math:`T` for defecting on a cooperator, :math:`S` for being
defected on and :math:`P` from mutual defection, the stage game has one equilibrium, mutual defection.
Cooperation until the first defection is an equilibrium of the repeated game exactly when the discount factor
is at least :math:`\delta^*`.
"""

from sympy import And

from coopgame.claims.claim import Claim
from coopgame.games.finite import FiniteGame
from coopgame.models.model import REVIEW, Model, Parameter
from coopgame.models.stability import dominant, iff
from coopgame.symbols import Region, parameters

T, R, P, S = parameters("T R P S")
delta = parameters("delta")  # the discount factor: a parameter of the claims, not of the stage game
FIRST, SECOND = "enterprise 1", "enterprise 2"
COOPERATE, DEFECT = "cooperate", "defect"

region = Region(T > R, R > P, P > S, 2 * R > T + S)
game = FiniteGame.from_dict(
    {
        (COOPERATE, COOPERATE): (R, R),
        (COOPERATE, DEFECT): (S, T),
        (DEFECT, COOPERATE): (T, S),
        (DEFECT, DEFECT): (P, P),
    },
    players=(FIRST, SECOND),
    region=region,
)
patience = Region(delta > 0, delta < 1)
FRIEDMAN = "J. Friedman (1971), A Non-cooperative Equilibrium for Supergames, Review of Economic Studies 38:1-12"
threshold = (T - R) / (T - P)
sustained = R / (1 - delta) >= T + delta * P / (1 - delta)

MODEL = Model(
    name="routine",
    title="Repeated dealing: the stage game of a routine",
    summary="Two enterprises deal with each other again and again. Once, defecting is dominant; repeated, patience "
    "above a threshold makes cooperation a routine.",
    factor="4.1 External enterprises: inter-organizational routines",
    game=game,
    parameters=(
        Parameter(T, "temptation: payoff from defecting on a partner that cooperates", 5),
        Parameter(R, "reward: payoff when both cooperate", 3),
        Parameter(P, "punishment: payoff when both defect", 1),
        Parameter(S, "payoff from cooperating with a partner that defects", 0),
    ),
    axes=(T, R),
    claims=(
        Claim(And(*(dominant(game, p, DEFECT) for p in game.players)), region, name="dealing once, both defect"),
        Claim(
            iff(sustained, delta >= threshold),
            region & patience,
            source=FRIEDMAN,
            name="the threat of ending cooperation sustains it exactly when patience is at least the threshold",
        ),
        Claim(And(threshold > 0, threshold < 1), region, name="the threshold lies strictly between 0 and 1"),
        Claim(
            game.payoff(FIRST, (DEFECT, COOPERATE)) + game.payoff(SECOND, (DEFECT, COOPERATE)) <= 2 * R,
            region,
            name="taking turns in defecting is worth less than cooperating",
        ),
        Claim(
            sustained,
            region & patience,
            source=f"{REVIEW}, section 4.1",
            name="repeated cooperation settles into a stable routine, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.1",
        (
            "M. Zollo, J. Reuer and H. Singh (2002), Interorganizational Routines and Performance in Strategic "
            "Alliances, Organization Science 13:701-713, for the notion of a routine"
        ),
        FRIEDMAN,
    ),
)
