r"""Sharing a partner's cost: an enterprise leads and pays a part of the university's effort.

Output is :math:`y = p_1 e_1 + p_2 e_2`; the university gets the share :math:`s` of it. The enterprise first offers to
pay the part :math:`\phi \in [0, 1)` of the university's cost and sets its own effort, then the university sets its
effort:

.. math::
    u_1 = (1 - s) y - \tfrac12 k_1 e_1^2 - \phi \tfrac12 k_2 e_2^2, \qquad u_2 = s y - (1 - \phi) \tfrac12 k_2 e_2^2 .

The best offer is :math:`\max(0, (2 - 3 s) / (2 - s))`: at :math:`s = 2/3` it meets its bound.
"""

from sympy import And, Eq, Max, Rational

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import FORM_OURS, REVIEW, Parameter
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

p_1, p_2, k_1, k_2, s, phi, e_1, e_2 = parameters("p_1 p_2 k_1 k_2 s phi e_1 e_2")
ENTERPRISE, UNIVERSITY = "enterprise", "university"
BOTH = (ENTERPRISE, UNIVERSITY)

region = Region(p_1 > 0, p_2 > 0, k_1 > 0, k_2 > 0, s > 0, s < 1)
exerted = Region(e_1 >= 0, e_2 >= 0)
output = p_1 * e_1 + p_2 * e_2
cost_1, cost_2 = k_1 * e_1**2 / 2, k_2 * e_2**2 / 2

# The offer is a game of its own name: at its bound phi = 0 it has a second outcome, which staged_outcomes finds.
OFFER = StagedGame(
    {ENTERPRISE: (1 - s) * output - cost_1 - phi * cost_2, UNIVERSITY: s * output - (1 - phi) * cost_2},
    (Stage("offer", {ENTERPRISE: (phi, e_1)}), Stage("effort", {UNIVERSITY: (e_2,)})),
    region & exerted & Region(phi >= 0, phi < 1),
)
bare = StagedGame(
    {ENTERPRISE: (1 - s) * output - cost_1, UNIVERSITY: s * output - cost_2},
    (Stage("effort", {ENTERPRISE: (e_1,), UNIVERSITY: (e_2,)}),),
    region & exerted,
)

# Closed forms, in what each adds to output at the best effort.
w_1, w_2 = p_1**2 / k_1, p_2**2 / k_2
offer = Max(0, (2 - 3 * s) / (2 - s))
alone = w_1 * (1 - s) ** 2 / 2 + w_2 * s * (1 - s), w_1 * s * (1 - s) + w_2 * s**2 / 2
gain = w_2 * (2 - 3 * s) ** 2 / 8, w_2 * s * (2 - 3 * s) / 4
first_best = (w_1 + w_2) / 2
below = region & (3 * s < 2)

MODEL = StagedModel(
    name="cost-sharing-leader",
    title="An enterprise leads and shares the university's cost",
    summary="An enterprise offers to pay a part of a university's research before the university decides how much "
    "of it to do. The offer makes up for a small share of revenue, as long as the cost can be verified.",
    factor="4.2 Colleges, universities, and scientific research institutions: cooperation with enterprises",
    regimes=(
        Regime("no cost sharing", "N", bare),
        Regime("cost sharing", "L", OFFER, quantities=(Quantity("part of the cost paid", r"\phi", phi),)),
        Regime("first best", "F", bare, {"effort": (BOTH,)}),
    ),
    quantities=(
        Quantity("part of the cost paid", r"\phi", Rational(0)),
        Quantity("effort of the university", "e_2", e_2),
        Quantity("output", "y", output),
        Quantity("joint surplus", r"\Sigma", output - cost_1 - cost_2),
    ),
    parameters=(
        Parameter(p_1, "what a unit of the enterprise's effort adds to output", 2),
        Parameter(p_2, "what a unit of the university's effort adds to output", 2),
        Parameter(k_1, "how steeply the enterprise's cost of effort rises", 1),
        Parameter(k_2, "how steeply the university's cost of effort rises", 1),
        Parameter(s, "share of the university", Rational(3, 10)),
    ),
    region=region,
    axes=(s, p_2),
    statics=(s, p_2, k_2),
    claims=(
        Claim(
            iff(offer > 0, 3 * s < 2), region, name="the enterprise pays a part exactly for a share below two thirds"
        ),
        Claim(And(gain[0] > 0, gain[1] > 0), below, name="where the enterprise pays a part, both are better off"),
        Claim(sum(alone) + sum(gain) < first_best, below, name="even so the joint surplus stays below the first best"),
        Claim(
            Eq(sum(alone), first_best),
            region,
            source=f"{REVIEW}, section 4",
            name="complementary advantages and revenue sharing suffice for the best efforts, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.2",
        (
            "S. Jørgensen, S. P. Sigué and G. Zaccour (2000), Dynamic Cooperative Advertising in a Channel, Journal of "
            "Retailing 76:71-92, for a leader that pays a part of the other's effort"
        ),
        FORM_OURS,
    ),
)
