r"""Government, enterprise and university: subsidies, fines and a shared revenue.

With :math:`x, y, z` the probabilities that the government incentivises, and that enterprise and university
collaborate, the gains from doing so are

.. math::
    \Delta_G &= -C_g - y S_e - z S_u + (1-y) F_e + (1-z) F_u + L (1 - y z) + E_g y z \\
    \Delta_E &= D - C_e + x (S_e + F_e) + z (\theta \Delta_R - B_e) \\
    \Delta_U &= D - C_u + x (S_u + F_u) + y ((1-\theta) \Delta_R - B_u)

The extra revenue :math:`\Delta_R` of a collaboration is the joint revenue, divided between enterprise and
university; all else enters as a private cost.
"""

from sympy import And, Expr, Rational

from coopgame.claims.claim import Claim
from coopgame.games.venture import Venture
from coopgame.models.aim import Aim
from coopgame.models.model import FORM_OURS, REVIEW, Model, Parameter
from coopgame.models.stability import iff, strict_equilibrium
from coopgame.players import PerPlayer
from coopgame.sharing.linear import linear_share
from coopgame.symbols import Region, parameters

R_g, E_g, C_g, S_e, S_u, F_e, F_u, L, pi_e, pi_u, theta, Delta_R, C_e, C_u, D, B_e, B_u = parameters(
    "R_g E_g C_g S_e S_u F_e F_u L pi_e pi_u theta Delta_R C_e C_u D B_e B_u"
)
GOVERNMENT, ENTERPRISE, UNIVERSITY = "government", "enterprise", "university"
INCENTIVISE, ABSTAIN, COLLABORATE, DEFECT = "incentivise", "abstain", "collaborate", "defect"

positive = (R_g, E_g, C_g, S_e, S_u, F_e, F_u, L, pi_e, pi_u, theta, Delta_R, C_e, C_u, D, B_e, B_u)
region = Region(*(symbol > 0 for symbol in positive), theta < 1)


def revenue(profile: PerPlayer[str]) -> Expr | int:
    """What enterprise and university earn more by collaborating."""
    return Delta_R if profile[1:] == (COLLABORATE, COLLABORATE) else 0


def cost(player: str, profile: PerPlayer[str]) -> Expr:
    """What each bears; what it gets besides the shared revenue is a negative cost."""
    incentivised = profile[GOVERNMENT] == INCENTIVISE
    enterprise, university = (profile[p] == COLLABORATE for p in (ENTERPRISE, UNIVERSITY))
    if player == GOVERNMENT:
        spent = C_g + (S_e if enterprise else -F_e) + (S_u if university else -F_u) if incentivised else 0
        if enterprise and university:
            return spent - R_g - (E_g if incentivised else 0)
        return spent if incentivised else L
    if player == ENTERPRISE:
        own, partner = (enterprise, university), (pi_e, C_e, S_e, F_e, B_e)
    else:
        own, partner = (university, enterprise), (pi_u, C_u, S_u, F_u, B_u)
    base, effort, subsidy, fine, free_riding = partner
    alone = own[0] != own[1]
    if own[0]:
        return effort - base - (subsidy if incentivised else 0) - (D if alone else 0)
    return -base + (fine if incentivised else 0) + (D - free_riding if alone else 0)


venture = Venture.from_functions(
    revenue,
    cost,
    {
        GOVERNMENT: (INCENTIVISE, ABSTAIN),
        ENTERPRISE: (COLLABORATE, DEFECT),
        UNIVERSITY: (COLLABORATE, DEFECT),
    },
    region,
)
rule = linear_share({GOVERNMENT: 0, ENTERPRISE: theta, UNIVERSITY: 1 - theta})
game = venture.under(rule)

permanent = strict_equilibrium(game, INCENTIVISE, COLLABORATE, COLLABORATE)
self_sustaining = strict_equilibrium(game, ABSTAIN, COLLABORATE, COLLABORATE)

MODEL = Model(
    name="government-enterprise-university",
    title="Government, enterprise and university",
    summary="The government incentivises collaboration by subsidies and fines or abstains; enterprise and university "
    "collaborate or defect. Incentives pay the government only while they are needed.",
    factor="4.3 Government departments: funds and steering of industry-university-research cooperation",
    game=game,
    parameters=(
        Parameter(R_g, "what a collaboration is worth to the government", 10),
        Parameter(E_g, "what it is worth to the government besides that it was incentivised", 6),
        Parameter(C_g, "the government's cost of incentivising", 2),
        Parameter(S_e, "subsidy to an enterprise that collaborates", 1),
        Parameter(S_u, "subsidy to a university that collaborates", 1),
        Parameter(F_e, "fine for an enterprise that defects", 1),
        Parameter(F_u, "fine for a university that defects", 1),
        Parameter(L, "the government's loss of reputation when it abstains and collaboration fails", 3),
        Parameter(pi_e, "what the enterprise earns anyway", 5),
        Parameter(pi_u, "what the university earns anyway", 4),
        Parameter(theta, "share of the enterprise in the extra revenue", Rational(3, 5)),
        Parameter(Delta_R, "extra revenue of a collaboration", 12),
        Parameter(C_e, "cost of collaborating to the enterprise", 5),
        Parameter(C_u, "cost of collaborating to the university", 4),
        Parameter(D, "compensation that who defects pays to the partner", 1),
        Parameter(B_e, "what the enterprise gains by free riding", 2),
        Parameter(B_u, "what the university gains by free riding", 2),
    ),
    axes=(S_e, E_g),
    claims=(
        Claim(
            ~permanent,
            region & (E_g <= C_g + S_e + S_u),
            name="permanent incentives are no strict equilibrium unless their extra benefit covers what they cost",
        ),
        Claim(
            ~And(permanent, self_sustaining),
            region,
            name="collaboration with permanent incentives and without any are never both strict equilibria",
        ),
        Claim(
            iff(
                self_sustaining,
                And(E_g < C_g + S_e + S_u, theta * Delta_R > C_e + B_e - D, (1 - theta) * Delta_R > C_u + B_u - D),
            ),
            region,
            name="collaboration sustains itself exactly when each share covers cost and free riding, and incentives "
            "do not pay",
        ),
        Claim(
            strict_equilibrium(game, INCENTIVISE, COLLABORATE, COLLABORATE),
            region & (C_e < S_e + F_e + D) & (C_u < S_u + F_u + D),
            source=f"{REVIEW}, section 4.3",
            name="incentives that cover every cost of collaborating bring it about, as the review states it",
        ),
    ),
    sources=(f"{REVIEW}, section 4.3", FORM_OURS + ", one of a family that is common in the literature"),
    venture=venture,
    rule=rule,
    aim=Aim(
        (INCENTIVISE, COLLABORATE, COLLABORATE),
        share=theta,
        payer=GOVERNMENT,
        subsidies=((ENTERPRISE, S_e), (UNIVERSITY, S_u)),
    ),
)
