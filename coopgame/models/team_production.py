r"""Team production: efforts of an enterprise and a university under a share of revenue.

Output is :math:`y = p_1 e_1 + p_2 e_2`, effort costs :math:`\tfrac12 k_i e_i^2`, and the enterprise gets the share
:math:`s`:

.. math::
    u_1 = s y - \tfrac12 k_1 e_1^2, \qquad u_2 = (1 - s) y - \tfrac12 k_2 e_2^2 .

The share is given, or both agree on it beforehand; or both decide on their efforts jointly; or a third party breaks the
budget: each gets the whole output against a fee :math:`f`, and the third party pays output a second time out of the
fees. With :math:`w_i = p_i^2 / k_i`, the best share is :math:`w_1 / (w_1 + w_2)`.
"""

from sympy import And, Eq, Rational, diff

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import FORM_OURS, REVIEW, Parameter
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

p_1, p_2, k_1, k_2, s, f, e_1, e_2 = parameters("p_1 p_2 k_1 k_2 s f e_1 e_2")
ENTERPRISE, UNIVERSITY, THIRD = "enterprise", "university", "third party"
BOTH = (ENTERPRISE, UNIVERSITY)

region = Region(p_1 > 0, p_2 > 0, k_1 > 0, k_2 > 0, s > 0, s < 1)
output = p_1 * e_1 + p_2 * e_2
cost_1, cost_2 = k_1 * e_1**2 / 2, k_2 * e_2**2 / 2
payoffs = {ENTERPRISE: s * output - cost_1, UNIVERSITY: (1 - s) * output - cost_2}
effort = Stage("effort", {ENTERPRISE: (e_1,), UNIVERSITY: (e_2,)})
contract = Stage("contract", {ENTERPRISE: (s,)})

exerted = Region(e_1 >= 0, e_2 >= 0)

game = StagedGame(payoffs, (effort,), region & exerted)
agreed = StagedGame(payoffs, (contract, effort), region & exerted)
broken = StagedGame(
    {ENTERPRISE: output - f - cost_1, UNIVERSITY: output - f - cost_2, THIRD: 2 * f - output},
    (effort,),
    region & exerted & (f > 0),
)

# Closed forms, in what each adds to output at the best effort.
w_1, w_2 = p_1**2 / k_1, p_2**2 / k_2
surplus = w_1 * (s - s**2 / 2) + w_2 * (1 - s**2) / 2
best_share = w_1 / (w_1 + w_2)
first_best = (w_1 + w_2) / 2
second_best = first_best - w_1 * w_2 / (2 * (w_1 + w_2))
alone = w_1 * s**2 / 2 + w_2 * s * (1 - s), w_1 * s * (1 - s) + w_2 * (1 - s) ** 2 / 2
HOLMSTROM = "B. Holmström (1982), Bell Journal of Economics 13:324-340"

MODEL = StagedModel(
    name="team-production",
    title="Team production under a share of revenue",
    summary="An enterprise and a university exert effort for a joint revenue that they share. Who gets a part of what "
    "the own effort adds exerts too little of it; no balanced share mends that, but breaking the budget does.",
    factor="4 External factors: cooperation on the principle of complementary advantages and revenue sharing",
    regimes=(
        Regime("given share", "G", game),
        Regime("share chosen beforehand", "S", agreed, {"contract": (BOTH,)}),
        Regime("first best", "F", game, {"effort": (BOTH,)}),
        Regime("third party breaks the budget", "B", broken),
    ),
    quantities=(
        Quantity("effort of the enterprise", "e_1", e_1),
        Quantity("effort of the university", "e_2", e_2),
        Quantity("output", "y", output),
        Quantity("joint surplus", r"\Sigma", output - cost_1 - cost_2),
    ),
    parameters=(
        Parameter(p_1, "what a unit of the enterprise's effort adds to output", 2),
        Parameter(p_2, "what a unit of the university's effort adds to output", 2),
        Parameter(k_1, "how steeply the enterprise's cost of effort rises", 1),
        Parameter(k_2, "how steeply the university's cost of effort rises", 2),
        Parameter(s, "share of the enterprise", Rational(1, 2)),
        Parameter(f, "fee that each pays to the third party", 3),
    ),
    region=region & (f > 0),
    axes=(s, p_1),
    statics=(s, p_1, k_1),
    claims=(
        Claim(
            surplus < first_best,
            region,
            source=HOLMSTROM,
            name="no share brings about the efforts that are best jointly",
        ),
        Claim(surplus <= second_best, region, name="no share is better than the one in proportion to p^2 / k"),
        Claim(
            4 * second_best >= 3 * first_best,
            region,
            name="that share attains at least three quarters of the first best",
        ),
        Claim(
            And(*(direction * diff(u, s).subs(s, best_share) > 0 for direction, u in zip((1, -1), alone, strict=True))),
            region,
            name="at the share that is best jointly, each would rather have a larger one",
        ),
        Claim(
            Eq(surplus, first_best),
            region,
            source=f"{REVIEW}, section 4",
            name="complementary advantages and revenue sharing suffice for the best efforts, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4",
        "B. Holmström (1982), Moral Hazard in Teams, Bell Journal of Economics 13:324-340",
        f"{FORM_OURS} where they concern the third party's fee",
    ),
)
