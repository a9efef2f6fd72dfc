r"""Cooperation in R&D with spillovers.

Two enterprises set their R&D :math:`x_i`, then they sell :math:`q_i`. A part :math:`\beta` of the other's R&D lowers
the own unit cost as well:

.. math::
    \pi_i = \bigl(a - b (q_1 + q_2) - (A - x_i - \beta x_j)\bigr) q_i - \tfrac12 \gamma x_i^2

and R&D can't lower it below zero: :math:`x_i + \beta x_j \le A`. They decide alone (N), set R&D jointly and compete in
the market (C), or set everything jointly (M); or a planner sets everything (S), who counts consumers' surplus
:math:`\tfrac12 b (q_1 + q_2)^2` as well. In M and S only total output matters, so the two are taken to be alike; a
planner or a cartel free to treat them differently would let one enterprise sell everything (Salant and Shaffer, 1998).
"""

from sympy import Expr, Rational

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import REVIEW, Parameter
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

a, A, b, gamma, beta = parameters("a A b gamma beta")
x_1, x_2, q_1, q_2 = parameters("x_1 x_2 q_1 q_2")
FIRST, SECOND = "enterprise 1", "enterprise 2"
BOTH = ((FIRST, SECOND),)
AJ = "C. d'Aspremont and A. Jacquemin (1988), American Economic Review 78:1133-1137"
HENRIQUES = "I. Henriques (1990), American Economic Review 80:638-640"

STAGES = (
    Stage("research", {FIRST: (x_1,), SECOND: (x_2,)}),
    Stage("output", {FIRST: (q_1,), SECOND: (q_2,)}),
)


def earned(research: Expr, rival_research: Expr, sold: Expr, rival_sold: Expr) -> Expr:
    """An enterprise's profit."""
    margin = a - b * (sold + rival_sold) - A + research + beta * rival_research
    return margin * sold - gamma * research**2 / 2


first, second = earned(x_1, x_2, q_1, q_2), earned(x_2, x_1, q_2, q_1)
consumers = b * (q_1 + q_2) ** 2 / 2

region = Region(A > 0, a > A, b > 0, gamma > 0, beta >= 0, beta <= 1)
bounds = Region(x_1 >= 0, x_2 >= 0, q_1 >= 0, q_2 >= 0, x_1 + beta * x_2 <= A, x_2 + beta * x_1 <= A)
game = StagedGame({FIRST: first, SECOND: second}, STAGES, region & bounds)
# The planner is the coalition of both when each has one half of consumers' surplus.
planned = StagedGame({FIRST: first + consumers / 2, SECOND: second + consumers / 2}, STAGES, region & bounds)

# What the regimes come to, for the claims.
B, S = b * gamma, a - A
D = {
    "N": 9 * B - 2 * (2 - beta) * (1 + beta),
    "C": 9 * B - 2 * (1 + beta) ** 2,
    "M": 4 * B - (1 + beta) ** 2,
    "S": 2 * B - (1 + beta) ** 2,
}
research = {
    "N": 2 * (2 - beta) * S / D["N"],
    "C": 2 * (1 + beta) * S / D["C"],
    "M": (1 + beta) * S / D["M"],
    "S": (1 + beta) * S / D["S"],
}
output = {name: scale * gamma * S / D[name] for name, scale in (("N", 6), ("C", 6), ("M", 2), ("S", 2))}
profit = {name: b * output[name] ** 2 / 4 - gamma * research[name] ** 2 / 2 for name in ("N", "C")}
second_order = Region(9 * B - 2 * (2 - beta) ** 2 > 0, B - 2 * (1 - beta) ** 2 > 0)
compared = region & Region(D["N"] > 0, D["C"] > 0) & second_order
everywhere = region & Region(D["N"] > 0, D["S"] > 0)  # C and M exist where S does

MODEL = StagedModel(
    name="rd-cooperation",
    title="Cooperation in R&D with spillovers",
    summary="Two enterprises lower their unit costs by R&D, some of which spills over to the other, and then sell. "
    "They cooperate in nothing, in R&D, or in everything; a planner shows what would be best.",
    factor="4.1 External enterprises: technical knowledge obtained by cooperation",
    regimes=(
        Regime("rivals", "N", game),
        Regime("research cartel", "C", game, {"research": BOTH}),
        Regime("full cooperation, both alike", "M", game, {"research": BOTH, "output": BOTH}, BOTH),
        Regime("planner, both alike", "S", planned, {"research": BOTH, "output": BOTH}, BOTH),
    ),
    quantities=(
        Quantity("R&D of each enterprise", "x", x_1),
        Quantity("effective R&D", "X", x_1 + beta * x_2),
        Quantity("output of both", "Q", q_1 + q_2),
        Quantity("profit of each enterprise", r"\pi", first),
        Quantity("welfare", "W", first + second + consumers),
    ),
    parameters=(
        Parameter(a, "the price at which demand ceases", 20),
        Parameter(A, "initial unit cost", 15),
        Parameter(b, "slope of demand", 2),
        Parameter(gamma, "slope of the marginal cost of R&D", 2),
        Parameter(beta, "spillover: the part of the other's R&D that lowers the own cost as well", Rational(4, 5)),
    ),
    region=region,
    axes=(beta, gamma),
    statics=(beta, gamma),
    claims=(
        Claim(
            iff(research["C"] > research["N"], beta > Rational(1, 2)),
            compared,
            source=AJ,
            name="a research cartel does more R&D than rivals exactly when more than half spills over",
        ),
        Claim(profit["C"] >= profit["N"], compared, source=AJ, name="a research cartel never earns less than rivals"),
        Claim(
            iff(research["M"] > research["N"], beta > Rational(7, 17)),
            everywhere,
            source=HENRIQUES,
            name="full cooperation does more R&D than rivals exactly when more than 7/17 spills over",
        ),
        Claim(
            iff(output["N"] > output["M"], 3 * B - (1 + beta) * (5 * beta - 1) > 0),
            everywhere,
            name="full cooperation sells less than rivals exactly for 3 B > (1 + beta) (5 beta - 1), with B = b gamma",
        ),
        Claim(
            research["C"] >= research["N"],
            compared,
            source=f"{REVIEW}, section 4.1",
            name="enterprises that obtain technical knowledge by cooperation do more R&D, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.1",
        f"{AJ}, for the model",
        f"{HENRIQUES}, for the stability of rivals' R&D",
        (
            "S. Salant and G. Shaffer (1998), International Journal of Industrial Organization 16:195-208, for optima "
            "that are not symmetric"
        ),
    ),
)
