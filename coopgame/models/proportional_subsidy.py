r"""A subsidy that pays a part of the cost of R&D, out of public funds that are dear.

The government pays the part :math:`\sigma` of each enterprise's cost of R&D. A unit of public money costs society
:math:`1 + \mu`, as the taxes it comes from distort. In the duopoly of the model of cooperation in R&D,

.. math::
    u_i = \bigl(a - b (q_1 + q_2) - (A - x_i - \beta x_j)\bigr) q_i - (1 - \sigma) \tfrac12 \gamma x_i^2, \qquad
    u_g = \tfrac12 b (q_1 + q_2)^2 + u_1 + u_2 - (1 + \mu) \sigma \tfrac12 \gamma (x_1^2 + x_2^2)

A negative :math:`\sigma` is a tax.
"""

from sympy import Expr, Rational

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import REVIEW, Parameter
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
    second,
    x_1,
    x_2,
)
from coopgame.models.rd_cooperation import region as market
from coopgame.models.rd_subsidy import D_N, GOVERNMENT, HINLOOPEN, PARAMETERS, PROFIT, SPENDING, B, Delta, S, surplus
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import parameters

sigma, mu = parameters("sigma mu")

region = market & (mu >= 0)
cost_1, cost_2 = gamma * x_1**2 / 2, gamma * x_2**2 / 2
spending = sigma * (cost_1 + cost_2)
free = StagedGame({GOVERNMENT: surplus, FIRST: first, SECOND: second}, STAGES, region & bounds)
subsidised = StagedGame(
    {GOVERNMENT: surplus - mu * spending, FIRST: first + sigma * cost_1, SECOND: second + sigma * cost_2},
    (Stage("policy", {GOVERNMENT: (sigma,)}), *STAGES),
    region & bounds,
)
PART = Quantity("part of the cost of R&D that is paid", r"\sigma", 0)
OWN = Quantity("own spending of each enterprise on R&D", "c", cost_1)
WELFARE = Quantity("welfare", "W", surplus)
paid = (
    Quantity(PART.name, PART.symbol, sigma),
    Quantity(OWN.name, OWN.symbol, (1 - sigma) * cost_1),
    Quantity(SPENDING.name, SPENDING.symbol, spending),
    Quantity(PROFIT.name, PROFIT.symbol, first + sigma * cost_1),
    Quantity(WELFARE.name, WELFARE.symbol, surplus - mu * spending),
)

# What the regimes come to, for the claims.
ALONE, TOGETHER = 2 - beta, 1 + beta


def part(kappa: Expr) -> Expr:
    """The best part to pay of what is done alone or together."""
    left = 9 * B * (4 * (1 + beta) - kappa * (2 + mu)) + 2 * mu * kappa**2 * (1 + beta)
    return left / (9 * B * (4 * (1 + beta) + kappa * mu))


def research(kappa: Expr, paid_for: Expr | int) -> Expr:
    """What each enterprise does when this part is paid."""
    return 2 * kappa * S / (9 * B * (1 - paid_for) - 2 * kappa * (1 + beta))


def own_cost(kappa: Expr, paid_for: Expr | int) -> Expr:
    """What it spends of its own."""
    return (1 - paid_for) * gamma * research(kappa, paid_for) ** 2 / 2


margin = 54 * B * beta / ((2 - beta) * D_N)

MODEL = StagedModel(
    name="proportional-subsidy",
    title="A subsidy that pays a part of the cost of R&D",
    summary="A government pays a part of what enterprises spend on R&D, out of public funds that cost more than "
    "they bring in. Without that cost the best part does not depend on the market; with it, it may be a tax.",
    factor="4.3 Government departments: funds that support enterprises' R&D",
    regimes=(
        Regime("rivals, no subsidy", "N", free),
        Regime("research cartel, no subsidy", "C", free, {"research": BOTH}),
        Regime("subsidised rivals", "N+s", subsidised, quantities=paid),
        Regime("subsidised research cartel", "C+s", subsidised, {"research": BOTH}, quantities=paid),
    ),
    quantities=(
        Quantity("R&D of each enterprise", "x", x_1),
        Quantity("output of both", "Q", q_1 + q_2),
        PART,
        OWN,
        SPENDING,
        PROFIT,
        WELFARE,
    ),
    parameters=(
        *PARAMETERS,
        Parameter(mu, "shadow cost: what a unit of public money costs society beyond itself", Rational(3, 10)),
    ),
    region=region,
    axes=(beta, mu),
    statics=(beta, mu),
    claims=(
        Claim(
            iff(part(ALONE) < 0, mu > margin),
            region & (Delta > 0),
            name="rivals are taxed exactly when public funds cost more than their first unit adds to welfare",
        ),
        Claim(
            part(ALONE).diff(mu) < 0,
            region & (Delta > 0),
            name="the dearer public funds, the smaller the part that is paid to rivals",
        ),
        Claim(
            iff(own_cost(ALONE, part(ALONE)) > own_cost(ALONE, 0), part(ALONE) > 0),
            region & (Delta > 0),
            name="whenever a part is paid, rivals spend more of their own too",
        ),
        Claim(
            part(TOGETHER).subs(mu, 0) >= part(ALONE).subs(mu, 0),
            region & (Delta > 0) & (beta <= Rational(1, 2)),
            source=HINLOOPEN,
            name="with no more than half spilling over, a research cartel is paid at least as large a part as rivals",
        ),
        Claim(
            part(ALONE) >= 0,
            region & (Delta > 0),
            source=f"{REVIEW}, section 4.3",
            name="the best policy invests funds in the R&D of rivals, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.3",
        f"{HINLOOPEN}, for the subsidies; the shadow cost of public funds is this catalogue's addition",
    ),
)
