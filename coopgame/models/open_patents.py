r"""Open patents: demand expansion against leakage.

An incumbent with the cost advantage :math:`\epsilon` opens its patents or keeps them; a rival enters at the
cost :math:`f` or stays out; then they sell under Cournot competition, with :math:`S` the size of the market
(the demand's intercept less the old unit cost). Opening expands demand by :math:`\eta` and hands the cost
advantage to the rival:

.. math::
    \begin{array}{l|cc}
         & \text{enter} & \text{stay out} \\ \hline
        \text{open} & \tfrac19 (S+\epsilon+\eta)^2,\; \tfrac19 (S+\epsilon+\eta)^2 - f
            & \tfrac14 (S+\epsilon+\eta)^2,\; 0 \\
        \text{keep} & \tfrac19 (S+2\epsilon)^2,\; \tfrac19 (S-\epsilon)^2 - f & \tfrac14 (S+\epsilon)^2,\; 0
    \end{array}
"""

from sympy import And

from coopgame.claims.claim import Claim
from coopgame.games.finite import FiniteGame
from coopgame.models.model import FORM_OURS, REVIEW, Model, Parameter
from coopgame.models.stability import equilibrium, iff
from coopgame.symbols import Region, parameters

S, epsilon, eta, f = parameters("S epsilon eta f")
OPEN, KEEP, ENTER, STAY = "open", "keep", "enter", "stay out"

# For epsilon < S the rival still sells when the patents are kept: the advantage is not drastic.
region = Region(epsilon > 0, epsilon < S, eta > 0, f > 0)
shared = (S + epsilon + eta) ** 2 / 9
game = FiniteGame.from_dict(
    {
        (OPEN, ENTER): (shared, shared - f),
        (OPEN, STAY): ((S + epsilon + eta) ** 2 / 4, 0),
        (KEEP, ENTER): ((S + 2 * epsilon) ** 2 / 9, (S - epsilon) ** 2 / 9 - f),
        (KEEP, STAY): ((S + epsilon) ** 2 / 4, 0),
    },
    players=("incumbent", "rival"),
    region=region,
)
shunned = And(*(~equilibrium(game, *profile) for profile in game.profiles()))

MODEL = Model(
    name="open-patents",
    title="Open patents: demand expansion against leakage",
    summary="An incumbent opens its patents or keeps them, a rival enters the market or stays out. Open patents "
    "expand demand and invite entry, and they give the cost advantage away.",
    factor="4.1 External enterprises: open patents (Tesla)",
    game=game,
    parameters=(
        Parameter(S, "size of the market: the demand's intercept less the unit cost of the old technology", 10),
        Parameter(epsilon, "leakage: the cost advantage that the patents protect", 2),
        Parameter(eta, "demand expansion that open patents bring about", 3),
        Parameter(f, "the rival's cost of entry", 20),
    ),
    axes=(epsilon, eta),
    claims=(
        Claim(
            iff(game.deviation_gain("incumbent", (KEEP, ENTER), OPEN) > 0, eta > epsilon),
            region,
            name="against a rival in the market, opening pays exactly when the expansion exceeds the leakage",
        ),
        Claim(
            iff(shared > (S + epsilon) ** 2 / 4, eta > (S + epsilon) / 2),
            region,
            name="inviting a rival beats a closed monopoly exactly when demand grows by more than half of S + epsilon",
        ),
        Claim(
            iff(shunned, And(eta < epsilon, (S - epsilon) ** 2 < 9 * f, 9 * f < (S + epsilon + eta) ** 2)),
            region,
            name="there is no equilibrium in pure strategies exactly when leakage prevails and entry needs the patents",
        ),
        Claim(
            ~equilibrium(game, KEEP, STAY),
            region,
            name="closed patents never keep a rival out in equilibrium: then opening costs nothing",
        ),
        Claim(
            game.payoff("incumbent", (OPEN, ENTER)) >= game.payoff("incumbent", (KEEP, ENTER)),
            region,
            source=f"{REVIEW}, section 4.1",
            name="open patents bring the incumbent higher profits, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.1",
        (
            "N. Economides (1996), Network Externalities, Complementarities, and Invitations to Enter, European "
            "Journal of Political Economy 12:211-233, for the invitation to enter"
        ),
        FORM_OURS,
    ),
)
