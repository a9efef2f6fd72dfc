r"""Heterogeneous knowledge: an optimal distance between enterprise and university.

.. math::
    I(d) = (A_0 - a d)(n_0 + b d), \qquad u = \tfrac12 I(d) - c \text{ if both cooperate}

is the value of learning at the knowledge distance :math:`d`: what is new grows with it, the capacity to
absorb it falls. The value peaks at :math:`d^* = (A_0 b - a n_0) / (2 a b)`, and both cooperate in equilibrium
for an interval of distances, those with :math:`I(d) \ge 2 c`.
"""

from sympy import Rational

from coopgame.claims.claim import Claim
from coopgame.games.venture import Venture
from coopgame.models.aim import Aim
from coopgame.models.model import FORM_OURS, REVIEW, Model, Parameter
from coopgame.models.stability import equilibrium, iff, strict_equilibrium
from coopgame.players import PerPlayer
from coopgame.sharing.equal import equal_split
from coopgame.symbols import Region, parameters

A_0, a, n_0, b, d, c = parameters("A_0 a n_0 b d c")
further = parameters("d_2")  # a second distance, to compare with: no parameter of the game
ENTERPRISE, UNIVERSITY = "enterprise", "university"
COOPERATE, ABSTAIN = "cooperate", "abstain"

region = Region(A_0 > 0, a > 0, n_0 > 0, b > 0, c > 0, d >= 0, a * d <= A_0)
learning = (A_0 - a * d) * (n_0 + b * d)
peak = (A_0 * b - a * n_0) / (2 * a * b)


def revenue(profile: PerPlayer[str]) -> object:
    """What the two learn from each other."""
    return learning if set(profile) == {COOPERATE} else 0


venture = Venture.from_functions(
    revenue,
    costs={player: {COOPERATE: c, ABSTAIN: 0} for player in (ENTERPRISE, UNIVERSITY)},
    strategies=dict.fromkeys((ENTERPRISE, UNIVERSITY), (COOPERATE, ABSTAIN)),
    region=region,
)
rule = equal_split()
game = venture.under(rule)

both = equilibrium(game, COOPERATE, COOPERATE)
two_distances = region & (d < further) & (a * further <= A_0)

MODEL = Model(
    name="heterogeneous-knowledge",
    title="Heterogeneous knowledge of enterprise and university",
    summary="An enterprise and a university whose knowledge differs cooperate or abstain. The more it differs the more "
    "there is to learn and the less is understood: cooperation lasts at a middle distance.",
    factor="4.2 Colleges, universities, and scientific research institutions: heterogeneity of knowledge",
    game=game,
    parameters=(
        Parameter(A_0, "absorptive capacity at distance zero", 4),
        Parameter(a, "what a unit of distance takes from absorptive capacity", 1),
        Parameter(n_0, "novelty at distance zero", 1),
        Parameter(b, "what a unit of distance adds to novelty", 1),
        Parameter(d, "distance between the partners' knowledge", 2),
        Parameter(c, "cost of cooperating", Rational(5, 2)),
    ),
    axes=(d, c),
    claims=(
        Claim(iff(both, learning >= 2 * c), region, name="both cooperate in equilibrium exactly when learning pays"),
        Claim(strict_equilibrium(game, ABSTAIN, ABSTAIN), region, name="abstaining is always a strict equilibrium"),
        Claim(
            learning <= (A_0 * b + a * n_0) ** 2 / (4 * a * b),
            region,
            source="B. Nooteboom et al. (2007), Research Policy 36:1016-1034",
            name="learning is greatest at the optimal distance",
        ),
        Claim(
            learning.subs(d, further) > learning,
            two_distances & (further <= peak),
            source="B. Nooteboom et al. (2007), Research Policy 36:1016-1034",
            name="more heterogeneity means more learning, up to the optimal distance",
        ),
        Claim(
            learning.subs(d, further) > learning,
            two_distances,
            source=f"{REVIEW}, section 4.2",
            name="the higher the heterogeneity the more learning, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.2",
        (
            "B. Nooteboom, W. Van Haverbeke, G. Duysters, V. Gilsing and A. van den Oord (2007), Optimal Cognitive "
            "Distance and Absorptive Capacity, Research Policy 36:1016-1034, for the value of learning"
        ),
        f"{FORM_OURS} where they concern cost and division",
    ),
    venture=venture,
    rule=rule,
    aim=Aim((COOPERATE, COOPERATE)),
)
