r"""Double-sided moral hazard: output that needs both partners' efforts, neither of which can be contracted on.

Output is :math:`y = \Theta e_1^{A_1} e_2^{A_2}`, an effort costs :math:`c_i e_i^m / m`, and the enterprise gets the
share :math:`s` (Bhattacharyya and Lafontaine, 1995):

.. math::
    u_1 = s y - \tfrac1m c_1 e_1^m, \qquad u_2 = (1 - s) y - \tfrac1m c_2 e_2^m .

With :math:`\alpha_i = A_i / m` and :math:`\alpha_1 + \alpha_2 < 1`, the best share is :math:`\sqrt{\alpha_1 (1 -
\alpha_2)} / (\sqrt{\alpha_1 (1 - \alpha_2)} + \sqrt{\alpha_2 (1 - \alpha_1)})`, whatever :math:`\Theta` and the costs
are. A fixed payment besides divides the surplus as the two like.
"""

from sympy import Eq, Rational, sqrt

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import REVIEW, Parameter
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

A_1, A_2, m, Theta, c_1, c_2, s, e_1, e_2 = parameters("A_1 A_2 m Theta c_1 c_2 s e_1 e_2")
ENTERPRISE, UNIVERSITY = "enterprise", "university"
BOTH = (ENTERPRISE, UNIVERSITY)

decreasing = Region(A_1 > 0, A_2 > 0, m > A_1 + A_2)
region = decreasing & Region(Theta > 0, c_1 > 0, c_2 > 0, s > 0, s < 1)
output = Theta * e_1**A_1 * e_2**A_2
cost_1, cost_2 = c_1 * e_1**m / m, c_2 * e_2**m / m
payoffs = {ENTERPRISE: s * output - cost_1, UNIVERSITY: (1 - s) * output - cost_2}
effort = Stage("effort", {ENTERPRISE: (e_1,), UNIVERSITY: (e_2,)})
contract = Stage("contract", {ENTERPRISE: (s,)})

game = StagedGame(payoffs, (effort,), region & Region(e_1 > 0, e_2 > 0))
agreed = StagedGame(payoffs, (contract, effort), region & Region(e_1 > 0, e_2 > 0))

# Closed forms: how the joint surplus changes with the share, and with the enterprise's share at no cost to the other's,
# both relative to it; and the share at which it peaks.
left = m - A_1 * s - A_2 * (1 - s)
slope = (A_1 / s - A_2 / (1 - s)) / (m - A_1 - A_2) - (A_1 - A_2) / left
wanting = A_1 / s / (m - A_1 - A_2) - A_1 / left
weights = sqrt(A_1 * (m - A_2)), sqrt(A_2 * (m - A_1))
share = weights[0] / (weights[0] + weights[1])
LAFONTAINE = "S. Bhattacharyya and F. Lafontaine (1995), RAND Journal of Economics 26:761-781"

MODEL = StagedModel(
    name="double-moral-hazard",
    title="Double-sided moral hazard under a share of revenue",
    summary="What an enterprise and a university bring about together needs the efforts of both, and neither can be "
    "enforced. The share of revenue trades one's effort against the other's; the best one does not depend on costs.",
    factor="4 External factors: cooperation on the principle of complementary advantages and revenue sharing",
    regimes=(
        Regime("given share", "G", game),
        Regime("share chosen beforehand", "S", agreed, {"contract": (BOTH,)}),
        Regime("first best", "F", game, {"effort": (BOTH,)}),
    ),
    quantities=(
        Quantity("share of the enterprise", "s", s),
        Quantity("effort of the enterprise", "e_1", e_1),
        Quantity("effort of the university", "e_2", e_2),
        Quantity("output", "y", output),
        Quantity("joint surplus", r"\Sigma", output - cost_1 - cost_2),
    ),
    parameters=(
        Parameter(A_1, "weight of the enterprise's effort in output", Rational(3, 5)),
        Parameter(A_2, "weight of the university's effort in output", Rational(2, 5)),
        Parameter(m, "how steeply the cost of effort rises", 2),
        Parameter(Theta, "size of the project", 3),
        Parameter(c_1, "cost of the enterprise's effort", 1),
        Parameter(c_2, "cost of the university's effort", 2),
        Parameter(s, "share of the enterprise", Rational(1, 2)),
    ),
    region=region,
    axes=(s, A_1),
    statics=(s, Theta, c_1),
    claims=(
        Claim(
            iff(slope > 0, A_1 * (m - A_2) * (1 - s) ** 2 > A_2 * (m - A_1) * s**2),
            region,
            source=LAFONTAINE,
            name="the joint surplus rises with the share exactly while s / (1 - s) is below its best value",
        ),
        Claim(
            iff(share > Rational(1, 2), A_1 > A_2),
            region,
            name="the best share gives more than half to the partner whose effort weighs more",
        ),
        Claim(wanting > 0, region, name="at every share, more for one at no cost to the other would raise the surplus"),
        Claim(
            Eq(wanting, 0),
            region,
            source=f"{REVIEW}, section 4",
            name="complementary advantages and revenue sharing suffice for the best efforts, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4",
        (
            "S. Bhattacharyya and F. Lafontaine (1995), Double-Sided Moral Hazard and the Nature of Share Contracts, "
            "RAND Journal of Economics 26:761-781"
        ),
    ),
)
