r"""Governments that subsidise R&D for a third market.

The two enterprises of the model of cooperation in R&D belong to two countries and sell in a third one. The government
of a country commits to a subsidy :math:`s_i` of a unit of R&D of its enterprise and counts that enterprise's profit,
less the subsidy:

.. math::
    u_i = \bigl(a - b (q_1 + q_2) - (A - x_i - \beta x_j)\bigr) q_i - \tfrac12 \gamma x_i^2 + s_i x_i, \qquad
    u_{g_i} = u_i - s_i x_i

No government, the first one, or both at once set a subsidy; then R&D is chosen, then quantities. The initial unit cost
:math:`A` is taken to be high enough for R&D not to use it up.
"""

from sympy import And, Eq, Implies, Rational

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import REVIEW, Parameter
from coopgame.models.rd_cooperation import (
    AJ,
    FIRST,
    SECOND,
    STAGES,
    A,
    a,
    b,
    beta,
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
from coopgame.symbols import Region, parameters

s_1, s_2 = parameters("s_1 s_2")
HOME, FOREIGN = "government 1", "government 2"
SPENCER_BRANDER = "B. J. Spencer and J. A. Brander (1983), Review of Economic Studies 50:707-722"

# That R&D leaves some unit cost is not among the bounds: the conditions of the regimes would fill pages.
bounds = Region(x_1 >= 0, x_2 >= 0, q_1 > 0, q_2 > 0)
free = StagedGame({HOME: first, FOREIGN: second, FIRST: first, SECOND: second}, STAGES, region & bounds)
by_one = StagedGame(
    {HOME: first, FOREIGN: second, FIRST: first + s_1 * x_1, SECOND: second},
    (Stage("policy", {HOME: (s_1,)}), *STAGES),
    region & bounds,
)
by_both = StagedGame(
    {HOME: first, FOREIGN: second, FIRST: first + s_1 * x_1, SECOND: second + s_2 * x_2},
    (Stage("policy", {HOME: (s_1,), FOREIGN: (s_2,)}), *STAGES),
    region & bounds,
)
SUBSIDY = Quantity("subsidy of country 1", "s_1", 0)
OTHER_SUBSIDY = Quantity("subsidy of country 2", "s_2", 0)
home = Quantity(SUBSIDY.name, SUBSIDY.symbol, s_1)
abroad = Quantity(OTHER_SUBSIDY.name, OTHER_SUBSIDY.symbol, s_2)

# What the regimes come to, for the claims: concave is the sign of a government's second-order condition.
B, S = b * gamma, a - A
D, U = 9 * B - 2 * (2 - beta) * (1 + beta), 3 * B - 2 * (1 - beta) * (2 - beta)
concave = (
    81 * B**3
    - 54 * B**2 * (2 - beta) ** 2
    - 4 * B * (5 * beta**4 - 16 * beta**3 - 6 * beta**2 + 56 * beta - 40)
    - 8 * (1 - beta) ** 2 * (2 - beta) ** 2 * (1 + beta) ** 2
)
mutual = 27 * B**2 + 18 * B * (beta - 2) + 4 * beta**4 - 4 * beta**3 - 12 * beta**2 + 4 * beta + 8
alone = 4 * S * gamma * (2 - beta) * (2 * beta - 1) ** 2 * U / (3 * concave)
together = 4 * S * gamma * (2 - beta) * (2 * beta - 1) ** 2 / (3 * mutual)

untouched, mutually = S**2 * gamma * (9 * B - 2 * (2 - beta) ** 2) / D**2, S**2 * gamma * concave / mutual**2
outcomes = region & Region(2 * (2 - beta) ** 2 < 9 * B, D > 0, concave > 0)

MODEL = StagedModel(
    name="third-market-subsidy",
    title="Governments that subsidise R&D for a third market",
    summary="Two enterprises of two countries sell in a third one. A government that subsidises the R&D of its "
    "own makes it a leader in research; when both governments do, they may both lose.",
    factor="4.3 Government departments: funds that support enterprises' R&D",
    regimes=(
        Regime("no policy", "0", free),
        Regime("one government subsidises", "1", by_one, quantities=(home,)),
        Regime("both governments subsidise", "2", by_both, quantities=(home, abroad)),
    ),
    quantities=(
        Quantity("R&D of enterprise 1", "x_1", x_1),
        Quantity("R&D of enterprise 2", "x_2", x_2),
        Quantity("output of both", "Q", q_1 + q_2),
        SUBSIDY,
        OTHER_SUBSIDY,
        Quantity("welfare of country 1", "W_1", first),
        Quantity("welfare of country 2", "W_2", second),
    ),
    parameters=(
        Parameter(a, "the price at which demand in the third country ceases", 40),
        Parameter(A, "initial unit cost", 30),
        Parameter(b, "slope of demand", 1),
        Parameter(gamma, "slope of the marginal cost of R&D", 3),
        Parameter(beta, "spillover: the part of the other's R&D that lowers the own cost as well", 0),
    ),
    region=region,
    axes=(beta, gamma),
    statics=(beta, gamma),
    claims=(
        Claim(
            And(alone >= 0, iff(Eq(alone, 0), Eq(beta, Rational(1, 2)))),
            outcomes,
            source=SPENCER_BRANDER,
            name="a government that acts alone never taxes R&D, and leaves it alone only where half spills over",
        ),
        Claim(U > 0, outcomes, name="where a government has a best subsidy, the enterprises' own game is stable"),
        Claim(
            And(
                Implies(beta < Rational(1, 2), mutually < untouched),
                Implies(beta > Rational(1, 2), mutually > untouched),
            ),
            outcomes & (mutual > 0),
            name="when both subsidise, both lose where less than half spills over, and both gain where more does",
        ),
        Claim(
            mutually >= untouched,
            outcomes & (mutual > 0),
            source=f"{REVIEW}, section 4.3",
            name="governments that invest funds in the R&D of their enterprises gain by it, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.3",
        f"{SPENCER_BRANDER}, for the game without spillovers",
        f"{AJ}, for the spillovers",
    ),
)
