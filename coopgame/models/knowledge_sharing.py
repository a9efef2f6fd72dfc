r"""Knowledge sharing between two unequal enterprises.

.. math::
    u_i = \begin{cases}
        \alpha_i k_j + \sigma - c_i - \ell_i & \text{both share} \\
        -c_i - \ell_i & \text{only } i \text{ shares} \\
        \alpha_i k_j & \text{only } j \text{ shares} \\
        0 & \text{neither}
    \end{cases}

Enterprise :math:`i` can use the part :math:`\alpha_i` of what the other knows; combining both stocks of
knowledge is worth :math:`\sigma` to each; whoever shares bears a cost :math:`c_i` and loses :math:`\ell_i` by
leakage.
"""

from sympy import And, Max, Rational

from coopgame.claims.claim import Claim
from coopgame.games.finite import FiniteGame
from coopgame.models.model import FORM_OURS, REVIEW, Model, Parameter
from coopgame.models.stability import dominant, equilibrium, iff, strict_equilibrium
from coopgame.players import PerPlayer
from coopgame.symbols import Region, parameters

alpha_1, alpha_2, k_1, k_2, sigma, c_1, c_2, ell_1, ell_2 = parameters(
    "alpha_1 alpha_2 k_1 k_2 sigma c_1 c_2 ell_1 ell_2"
)
FIRST, SECOND = "enterprise 1", "enterprise 2"
SHARE, WITHHOLD = "share", "withhold"

absorbed = {FIRST: alpha_1 * k_2, SECOND: alpha_2 * k_1}
burden = {FIRST: c_1 + ell_1, SECOND: c_2 + ell_2}

region = Region(
    alpha_1 > 0, alpha_1 <= 1, alpha_2 > 0, alpha_2 <= 1, k_1 > 0, k_2 > 0,
    sigma > 0, c_1 > 0, c_2 > 0, ell_1 >= 0, ell_2 >= 0,
)  # fmt: skip


def payoff(player: str, profile: PerPlayer[str]) -> object:
    """What one enterprise gets."""
    partner = SECOND if player == FIRST else FIRST
    given = -burden[player] if profile[player] == SHARE else 0
    taken = absorbed[player] if profile[partner] == SHARE else 0
    return given + taken + (sigma if set(profile) == {SHARE} else 0)


game = FiniteGame.from_function(payoff, {FIRST: (SHARE, WITHHOLD), SECOND: (SHARE, WITHHOLD)}, region)
both = equilibrium(game, SHARE, SHARE)
both_gain = And(*(game.payoff(player, (SHARE, SHARE)) > 0 for player in game.players))

MODEL = Model(
    name="knowledge-sharing",
    title="Knowledge sharing between two enterprises",
    summary="Two enterprises that differ in knowledge, absorptive capacity, cost and leakage each share or withhold. "
    "What the other can absorb makes sharing valuable, but not stable: only the synergy rewards the one who shares.",
    factor="4.1 External enterprises: technical knowledge obtained by cooperation",
    game=game,
    parameters=(
        Parameter(alpha_1, "absorptive capacity of enterprise 1", Rational(3, 5)),
        Parameter(alpha_2, "absorptive capacity of enterprise 2", Rational(2, 5)),
        Parameter(k_1, "knowledge of enterprise 1", 5),
        Parameter(k_2, "knowledge of enterprise 2", 4),
        Parameter(sigma, "synergy: what combining both stocks of knowledge is worth to each", 3),
        Parameter(c_1, "cost of sharing to enterprise 1", 1),
        Parameter(c_2, "cost of sharing to enterprise 2", 1),
        Parameter(ell_1, "what enterprise 1 loses when its knowledge leaks", 1),
        Parameter(ell_2, "what enterprise 2 loses when its knowledge leaks", Rational(1, 2)),
    ),
    axes=(sigma, ell_1),
    claims=(
        Claim(
            iff(both, sigma >= Max(*burden.values())),
            region,
            name="both share in equilibrium exactly when the synergy covers the larger cost and leakage",
        ),
        Claim(
            strict_equilibrium(game, WITHHOLD, WITHHOLD),
            region,
            name="that neither shares is always a strict equilibrium",
        ),
        Claim(
            ~(equilibrium(game, SHARE, WITHHOLD) | equilibrium(game, WITHHOLD, SHARE)),
            region,
            name="one enterprise never shares alone",
        ),
        Claim(
            iff(dominant(game, FIRST, WITHHOLD), sigma < burden[FIRST]),
            region,
            name="withholding is dominant for an enterprise exactly when the synergy does not cover its burden",
        ),
        Claim(
            both,
            region & both_gain,
            source=f"{REVIEW}, section 4.1",
            name="knowledge that both gain from is shared, as the review states it",
        ),
    ),
    sources=(f"{REVIEW}, section 4.1", FORM_OURS),
)
