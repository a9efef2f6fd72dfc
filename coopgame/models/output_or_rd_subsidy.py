r"""A subsidy of output, of R&D, or of both.

In the duopoly of the model of cooperation in R&D the government commits to a subsidy :math:`t` of a unit of output, a
subsidy :math:`s` of a unit of R&D, or both:

.. math::
    u_i = \bigl(a - b (q_1 + q_2) - (A - x_i - \beta x_j)\bigr) q_i - \tfrac12 \gamma x_i^2 + t q_i + s x_i, \qquad
    u_g = \tfrac12 b (q_1 + q_2)^2 + u_1 + u_2 - t (q_1 + q_2) - s (x_1 + x_2)

With both it attains what is best for two enterprises alike: price equals cost, and R&D is worth its marginal cost to
all. A negative subsidy is a tax.
"""

from sympy import And, Rational

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import FORM_OURS, REVIEW
from coopgame.models.rd_cooperation import (
    BOTH,
    FIRST,
    SECOND,
    STAGES,
    beta,
    bounds,
    first,
    gamma,
    q_1,
    q_2,
    region,
    second,
    x_1,
    x_2,
)
from coopgame.models.rd_subsidy import GOVERNMENT, PARAMETERS, SUBSIDY, B, Delta, S, free, s, subsidised, surplus
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import parameters

t = parameters("t")
LEAHY_NEARY = "D. Leahy and J. P. Neary (1997), American Economic Review 87:642-662"

on_output = StagedGame(
    {GOVERNMENT: surplus, FIRST: first + t * q_1, SECOND: second + t * q_2},
    (Stage("policy", {GOVERNMENT: (t,)}), *STAGES),
    region & bounds,
)
on_both = StagedGame(
    {GOVERNMENT: surplus, FIRST: first + t * q_1 + s * x_1, SECOND: second + t * q_2 + s * x_2},
    (Stage("policy", {GOVERNMENT: (t, s)}), *STAGES),
    region & bounds,
)
ON_OUTPUT, SPENDING = Quantity("subsidy of a unit of output", "t", 0), Quantity("public spending", "G", 0)
researched = Quantity(SUBSIDY.name, SUBSIDY.symbol, s)
sold = Quantity(ON_OUTPUT.name, ON_OUTPUT.symbol, t)
for_research, for_output = s * (x_1 + x_2), t * (q_1 + q_2)

# What the regimes come to, for the claims.
D_S = 2 * B - (1 + beta) ** 2
bounded = 2 * (2 - beta) * (1 + 4 * beta) < 9 * B
s_first_best, s_first_best_joint = (scale * gamma * S / (3 * D_S) for scale in (5 * beta - 1, 1 + beta))
W_first_best, W_research = gamma * S**2 / D_S, 4 * gamma * S**2 / Delta
W_output = 9 * gamma * S**2 / (18 * B - 4 * (2 - beta) * (1 + 4 * beta))

MODEL = StagedModel(
    name="output-or-rd-subsidy",
    title="A subsidy of output, of R&D, or of both",
    summary="A government subsidises what two enterprises sell, their R&D, or both. Once output is put right, "
    "rivals may do too much R&D: the best policy towards it is a tax where little spills over.",
    factor="4.3 Government departments: funds that support enterprises' R&D",
    regimes=(
        Regime("no subsidy", "0", free),
        Regime("R&D subsidised", "s", subsidised, quantities=(researched, Quantity(SPENDING.name, "G", for_research))),
        Regime("output subsidised", "t", on_output, quantities=(sold, Quantity(SPENDING.name, "G", for_output))),
        Regime(
            "both subsidised: the first best",
            "s+t",
            on_both,
            quantities=(researched, sold, Quantity(SPENDING.name, "G", for_research + for_output)),
        ),
        Regime(
            "both subsidised, research cartel",
            "C+s+t",
            on_both,
            {"research": BOTH},
            quantities=(researched, sold, Quantity(SPENDING.name, "G", for_research + for_output)),
        ),
    ),
    quantities=(
        Quantity("R&D of each enterprise", "x", x_1),
        Quantity("output of both", "Q", q_1 + q_2),
        SUBSIDY,
        ON_OUTPUT,
        SPENDING,
        Quantity("welfare", "W", surplus),
    ),
    parameters=PARAMETERS,
    region=region,
    axes=(beta, gamma),
    statics=(beta, gamma),
    claims=(
        Claim(
            And(iff(s_first_best < 0, beta < Rational(1, 5)), s_first_best_joint > 0),
            region & (D_S > 0),
            source=LEAHY_NEARY,
            name="together with the output subsidy, rivals' R&D is taxed exactly where less than a fifth spills "
            "over, and a research cartel's never",
        ),
        Claim(
            iff(W_output > W_research, 4 * (1 - 5 * beta) ** 2 < 9 * B),
            region & (Delta > 0) & bounded,
            name="of the two subsidies alone, that of output is the better one exactly for 9 B > 4 (1 - 5 beta)^2, "
            "with B = b gamma",
        ),
        Claim(
            And(W_first_best >= W_output, W_first_best > W_research),
            region & (Delta > 0) & bounded & (D_S > 0),
            name="both subsidies together are never worse than one of them",
        ),
        Claim(
            s_first_best >= 0,
            region & (D_S > 0),
            source=f"{REVIEW}, section 4.3",
            name="the best policy invests funds in enterprises' R&D, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.3",
        f"{LEAHY_NEARY}, for first-best policy towards R&D and output",
        f"{FORM_OURS} where they concern a subsidy of output alone",
    ),
)
