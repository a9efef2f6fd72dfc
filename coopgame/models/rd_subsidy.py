r"""A subsidy for a unit of R&D, with spillovers.

The government commits to a subsidy :math:`s` of every unit of R&D; then two enterprises set their R&D :math:`x_i`, each
alone or both jointly, and at last they sell :math:`q_i` in competition, as in the model of cooperation in R&D:

.. math::
    u_i = \bigl(a - b (q_1 + q_2) - (A - x_i - \beta x_j)\bigr) q_i - \tfrac12 \gamma x_i^2 + s x_i, \qquad
    u_g = \tfrac12 b (q_1 + q_2)^2 + u_1 + u_2 - s (x_1 + x_2)

The government counts everybody's surplus, and the subsidy is a transfer. In the second best it sets :math:`x_1` and
:math:`x_2` itself.
"""

from sympy import And, Expr, Rational

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import REVIEW, Parameter
from coopgame.models.rd_cooperation import (
    AJ,
    BOTH,
    FIRST,
    SECOND,
    STAGES,
    A,
    a,
    b,
    beta,
    bounds,
    consumers,
    first,
    gamma,
    q_1,
    q_2,
    region,
    second,
    x_1,
    x_2,
)
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import parameters

s = parameters("s")
GOVERNMENT = "government"
HINLOOPEN = "J. Hinloopen (1997), Journal of Economics 66:151-175"

surplus = consumers + first + second
free = StagedGame({GOVERNMENT: surplus, FIRST: first, SECOND: second}, STAGES, region & bounds)
subsidised = StagedGame(
    {GOVERNMENT: surplus, FIRST: first + s * x_1, SECOND: second + s * x_2},
    (Stage("policy", {GOVERNMENT: (s,)}), *STAGES),
    region & bounds,
)
planned = StagedGame(
    dict(free.payoffs.items()), (Stage("research", {GOVERNMENT: (x_1, x_2)}), STAGES[1]), region & bounds
)

PROFIT = Quantity("profit of each enterprise", r"\pi", first)
SUBSIDY = Quantity("subsidy of a unit of R&D", "s", 0)
SPENDING = Quantity("public spending", "G", 0)
paid = (
    Quantity(PROFIT.name, PROFIT.symbol, first + s * x_1),
    Quantity(SUBSIDY.name, SUBSIDY.symbol, s),
    Quantity(SPENDING.name, SPENDING.symbol, s * (x_1 + x_2)),
)
PARAMETERS = (
    Parameter(a, "the price at which demand ceases", 10),
    Parameter(A, "initial unit cost", 8),
    Parameter(b, "slope of demand", 1),
    Parameter(gamma, "slope of the marginal cost of R&D", 3),
    Parameter(beta, "spillover: the part of the other's R&D that lowers the own cost as well", Rational(3, 10)),
)

# What the regimes come to, for the claims.
B, S = b * gamma, a - A
D_N, D_C, Delta = 9 * B - 2 * (2 - beta) * (1 + beta), 9 * B - 2 * (1 + beta) ** 2, 9 * B - 4 * (1 + beta) ** 2
x_alone, x_joint, x_best = 2 * (2 - beta) * S / D_N, 2 * (1 + beta) * S / D_C, 4 * (1 + beta) * S / Delta
s_alone, s_joint = 6 * beta * gamma * S / Delta, 2 * (1 + beta) * gamma * S / Delta


def welfare(research: Expr) -> Expr:
    """Welfare when both do as much R&D and compete in the market."""
    return 4 * (S + (1 + beta) * research) ** 2 / (9 * b) - gamma * research**2


MODEL = StagedModel(
    name="rd-subsidy",
    title="A subsidy for a unit of R&D, with spillovers",
    summary="A government subsidises the R&D of two enterprises whose knowledge spills over and who then compete. One "
    "outcome is the best it can bring; rivals and a research cartel reach it by different subsidies.",
    factor="4.3 Government departments: funds that support enterprises' R&D",
    regimes=(
        Regime("rivals, no subsidy", "N", free),
        Regime("research cartel, no subsidy", "C", free, {"research": BOTH}),
        Regime("subsidised rivals", "N+s", subsidised, quantities=paid),
        Regime("subsidised research cartel", "C+s", subsidised, {"research": BOTH}, quantities=paid),
        Regime("second best: the government sets R&D", "SB", planned),
    ),
    quantities=(
        Quantity("R&D of each enterprise", "x", x_1),
        Quantity("output of both", "Q", q_1 + q_2),
        SUBSIDY,
        SPENDING,
        PROFIT,
        Quantity("welfare", "W", surplus),
    ),
    parameters=PARAMETERS,
    region=region,
    axes=(beta, gamma),
    statics=(beta, gamma),
    claims=(
        Claim(
            And(iff(s_joint > s_alone, beta < Rational(1, 2)), s_joint > 0),
            region & (Delta > 0),
            source=HINLOOPEN,
            name="a research cartel is always subsidised, and more than rivals exactly when less than half spills over",
        ),
        Claim(
            And(welfare(x_best) > welfare(x_joint), iff(welfare(x_best) > welfare(x_alone), beta > 0)),
            region & (Delta > 0),
            source=HINLOOPEN,
            name="a subsidy is better than leave to cooperate, and than rivalry once anything spills over",
        ),
        Claim(
            iff(welfare(x_alone).diff(beta) > 0, 9 * B * (4 - 5 * beta) > 2 * (2 - beta) ** 3),
            region & (D_N > 0),
            name="with rivals, a platform that raises spillovers raises welfare exactly while 9 B (4 - 5 beta) exceeds "
            "2 (2 - beta)^3, with B = b gamma",
        ),
        Claim(
            welfare(x_joint).diff(beta) > 0,
            region & (D_C > 0),
            name="with a research cartel, a platform that raises spillovers always raises welfare",
        ),
        Claim(
            s_alone > 0,
            region & (Delta > 0),
            source=f"{REVIEW}, section 4.3",
            name="public funds for the R&D of rivals are worth spending, as the review states it",
        ),
        Claim(
            welfare(x_alone).diff(beta) > 0,
            region & (D_N > 0),
            source=f"{REVIEW}, section 4.3",
            name="a platform on which knowledge flows raises welfare, as the review states it",
        ),
    ),
    sources=(f"{REVIEW}, section 4.3", f"{AJ}, for the duopoly", f"{HINLOOPEN}, for the subsidies"),
)
