r"""Enterprise and university: complementary knowledge, a shared revenue and a compensation for default.

.. math::
    R = k_e k_u [\text{both collaborate}], \qquad
    u_e - u_e' = D - c_e + z (\theta k_e k_u - B_e), \qquad
    u_u - u_u' = D - c_u + y ((1 - \theta) k_e k_u - B_u)

are the joint revenue and what collaborating gains the enterprise and the university, when the university
collaborates with probability :math:`z` and the enterprise with :math:`y`. Collaborating costs :math:`c`; who
defects on a partner that collaborates gets the free-riding gain :math:`B` and pays the partner the
compensation :math:`D`.
"""

from sympy import And, Rational

from coopgame.claims.claim import Claim
from coopgame.games.venture import Venture
from coopgame.models.aim import Aim
from coopgame.models.model import FORM_OURS, REVIEW, Model, Parameter
from coopgame.models.stability import equilibrium, iff, strict_equilibrium
from coopgame.players import PerPlayer
from coopgame.sharing.linear import linear_share
from coopgame.symbols import Region, parameters

k_e, k_u, theta, c_e, c_u, D, B_e, B_u = parameters("k_e k_u theta c_e c_u D B_e B_u")
ENTERPRISE, UNIVERSITY = "enterprise", "university"
COLLABORATE, DEFECT = "collaborate", "defect"

region = Region(k_e > 0, k_u > 0, theta > 0, theta < 1, c_e > 0, c_u > 0, D >= 0, B_e >= 0, B_u >= 0)
own_cost = {ENTERPRISE: c_e, UNIVERSITY: c_u}
free_riding = {ENTERPRISE: B_e, UNIVERSITY: B_u}


def revenue(profile: PerPlayer[str]) -> object:
    """What the two earn together: nothing unless both bring what they know."""
    return k_e * k_u if set(profile) == {COLLABORATE} else 0


def cost(player: str, profile: PerPlayer[str]) -> object:
    """What one of them bears; a compensation received and a free-riding gain are negative costs."""
    alone = len(set(profile)) == 2
    if profile[player] == COLLABORATE:
        return own_cost[player] - (D if alone else 0)
    return D - free_riding[player] if alone else 0


venture = Venture.from_functions(
    revenue, cost, {ENTERPRISE: (COLLABORATE, DEFECT), UNIVERSITY: (COLLABORATE, DEFECT)}, region
)
rule = linear_share({ENTERPRISE: theta, UNIVERSITY: 1 - theta})
game = venture.under(rule)

both = equilibrium(game, COLLABORATE, COLLABORATE)
least, most = (c_e + B_e - D) / (k_e * k_u), 1 - (c_u + B_u - D) / (k_e * k_u)

MODEL = Model(
    name="enterprise-university",
    title="Enterprise and university with a shared revenue",
    summary="An enterprise and a university with complementary knowledge collaborate or defect. The share of the "
    "joint revenue must reward both, against their costs and the gain from free riding.",
    factor="4.2 Colleges, universities, and scientific research institutions: complementary advantages, shared revenue",
    game=game,
    parameters=(
        Parameter(k_e, "knowledge that the enterprise brings", 4),
        Parameter(k_u, "knowledge that the university brings", 3),
        Parameter(theta, "share of the enterprise in the joint revenue", Rational(3, 5)),
        Parameter(c_e, "cost of collaborating to the enterprise", 3),
        Parameter(c_u, "cost of collaborating to the university", 2),
        Parameter(D, "compensation that who defects pays to the partner", 1),
        Parameter(B_e, "what the enterprise gains by free riding", 2),
        Parameter(B_u, "what the university gains by free riding", 1),
    ),
    axes=(theta, D),
    claims=(
        Claim(
            iff(both, And(least <= theta, theta <= most)),
            region,
            name="both collaborate in equilibrium exactly when the share lies in the interval",
        ),
        Claim(
            iff(strict_equilibrium(game, DEFECT, DEFECT), And(c_e > D, c_u > D)),
            region,
            name="that neither collaborates is a strict equilibrium exactly when the compensation covers neither cost",
        ),
        Claim(
            equilibrium(game, COLLABORATE, COLLABORATE),
            region & (theta * k_e * k_u >= B_e) & ((1 - theta) * k_e * k_u >= B_u) & (c_e <= D) & (c_u <= D),
            name="a compensation that covers each cost makes them collaborate, once each share covers free riding",
        ),
        Claim(
            least <= most,
            region & (k_e * k_u > c_e + c_u),
            source=f"{REVIEW}, section 4",
            name="complementary advantages and revenue sharing suffice, as the review states it",
        ),
    ),
    sources=(f"{REVIEW}, sections 4 and 4.2", FORM_OURS),
    venture=venture,
    rule=rule,
    aim=Aim((COLLABORATE, COLLABORATE), share=theta),
)
