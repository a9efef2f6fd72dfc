r"""Cognitive distance: how much is learned from a partner whose knowledge differs by so much.

At the distance :math:`d` there is :math:`n_0 + b d` that is new, of which the capacity :math:`A_0 - a d` can be
absorbed (Nooteboom and others, 2007). An enterprise and a university put effort :math:`e_i` into learning from each
other and share equally what comes of it:

.. math::
    I(d) = (A_0 - a d)(n_0 + b d), \qquad u_i = \tfrac12 I(d) (e_1 + e_2) - \tfrac12 k e_i^2 .

Their distance is given, or they choose it together when they look for each other; or they set everything jointly. It is
best at :math:`d^* = (A_0 b - a n_0) / (2 a b)`, in every regime.
"""

from sympy import And, diff

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import FORM_OURS, REVIEW, Parameter
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

A_0, a, n_0, b, k, d, e_1, e_2 = parameters("A_0 a n_0 b k d e_1 e_2")
further = parameters("d_2")  # a second distance, to compare with: no parameter of the games
ENTERPRISE, UNIVERSITY = "enterprise", "university"
BOTH = (ENTERPRISE, UNIVERSITY)

knowledge = Region(A_0 > 0, a > 0, n_0 > 0, b > 0, k > 0)
within = Region(d >= 0, a * d < A_0)
learning = (A_0 - a * d) * (n_0 + b * d)
yields = learning * (e_1 + e_2) / 2
payoffs = {player: yields - k * e**2 / 2 for player, e in zip(BOTH, (e_1, e_2), strict=True)}
effort = Stage("learning", {ENTERPRISE: (e_1,), UNIVERSITY: (e_2,)})
search = Stage("distance", {ENTERPRISE: (d,)})

exerted = Region(e_1 >= 0, e_2 >= 0)

given = StagedGame(payoffs, (effort,), knowledge & within & exerted)
chosen = StagedGame(payoffs, (search, effort), knowledge & within & exerted)

# Closed forms.
best = (A_0 * b - a * n_0) / (2 * a * b)
peak = (A_0 * b + a * n_0) ** 2 / (4 * a * b)
learned = learning / (2 * k)
apart = knowledge & within & (further > d) & (a * further < A_0)
NOOTEBOOM = "B. Nooteboom et al. (2007), Research Policy 36:1016-1034"

MODEL = StagedModel(
    name="cognitive-distance",
    title="The best cognitive distance of partners",
    summary="An enterprise and a university learn from each other. The more their knowledge differs the more is new "
    "and the less can be absorbed, so that the effort put into learning rises with distance first and falls then.",
    factor="4.2 Colleges, universities, and scientific research institutions: heterogeneity of knowledge",
    regimes=(
        Regime("given distance", "G", given),
        Regime("distance chosen together", "D", chosen, {"distance": (BOTH,)}),
        Regime("given distance, joint effort", "J", given, {"learning": (BOTH,)}),
        Regime("everything chosen together", "F", chosen, {"distance": (BOTH,), "learning": (BOTH,)}),
    ),
    quantities=(
        Quantity("distance", "d", d),
        Quantity("effort of each", "e", e_1),
        Quantity("what a unit of effort teaches", "I", learning),
        Quantity("joint surplus", r"\Sigma", sum(payoffs.values())),
    ),
    parameters=(
        Parameter(A_0, "absorptive capacity at distance zero", 4),
        Parameter(a, "what a unit of distance takes from absorptive capacity", 1),
        Parameter(n_0, "novelty at distance zero", 1),
        Parameter(b, "what a unit of distance adds to novelty", 1),
        Parameter(k, "how steeply the cost of effort rises", 1),
        Parameter(d, "distance between the partners' knowledge", 2),
    ),
    region=knowledge & within,
    axes=(d, A_0),
    statics=(d, A_0, a, n_0, b),
    claims=(
        Claim(
            learned.subs(d, further) > learned,
            apart & (further <= best),
            source=NOOTEBOOM,
            name="more heterogeneity means more effort to learn, up to the best distance",
        ),
        Claim(
            learned.subs(d, further) < learned,
            apart & (d >= best),
            source=NOOTEBOOM,
            name="more heterogeneity means less effort to learn, beyond the best distance",
        ),
        Claim(
            And(diff(best, A_0) > 0, diff(best, b) > 0, diff(best, a) < 0, diff(best, n_0) < 0),
            knowledge,
            source=NOOTEBOOM,
            name="the best distance rises with absorptive capacity, and falls with what is new already at none",
        ),
        Claim(iff(best > 0, A_0 * b > a * n_0), knowledge, name="partners seek a distance exactly for A_0 b > a n_0"),
        Claim(
            learned.subs(d, further) > learned,
            apart,
            source=f"{REVIEW}, section 4.2",
            name="the higher the heterogeneity the more inclined they are to learn, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.2",
        (
            "B. Nooteboom, W. Van Haverbeke, G. Duysters, V. Gilsing and A. van den Oord (2007), Optimal Cognitive "
            "Distance and Absorptive Capacity, Research Policy 36:1016-1034, for the value of learning"
        ),
        f"{FORM_OURS} where they concern effort",
    ),
)
