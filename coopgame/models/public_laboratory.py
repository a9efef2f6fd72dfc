r"""A public laboratory, a subsidy of R&D, or both.

*Indirect* support: a laboratory does R&D :math:`x_p` at the public cost :math:`\tfrac12 \gamma_p x_p^2`, the part
:math:`\theta` of which lowers the unit cost of both enterprises. *Direct* support: a subsidy :math:`s` of a unit of
their own R&D. In the duopoly of the model of cooperation in R&D,

.. math::
    u_i &= \bigl(a - b (q_1 + q_2) - (A - x_i - \beta x_j - \theta x_p)\bigr) q_i - \tfrac12 \gamma x_i^2 + s x_i, \\
    u_g &= \tfrac12 b (q_1 + q_2)^2 + u_1 + u_2 - s (x_1 + x_2) - \tfrac12 \gamma_p x_p^2

The subsidy is a transfer; the laboratory uses resources up.
"""

from sympy import Rational

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import FORM_OURS, REVIEW, Parameter
from coopgame.models.rd_cooperation import (
    AJ,
    FIRST,
    SECOND,
    STAGES,
    A,
    a,
    b,
    beta,
    consumers,
    first,
    gamma,
    q_1,
    q_2,
    second,
    x_1,
    x_2,
)
from coopgame.models.rd_cooperation import region as market
from coopgame.models.rd_subsidy import D_N, GOVERNMENT, SUBSIDY, B, Delta, S, s
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

theta, gamma_p, x_p = parameters("theta gamma_p x_p")

region = market & Region(theta > 0, gamma_p > 0)
own = Region(x_1 >= 0, x_2 >= 0, q_1 > 0, q_2 > 0)
bounds = own & Region(x_1 + beta * x_2 <= A, x_2 + beta * x_1 <= A)
helped_bounds = own & Region(x_1 + beta * x_2 + theta * x_p <= A, x_2 + beta * x_1 + theta * x_p <= A)
helped, also_helped = first + theta * x_p * q_1, second + theta * x_p * q_2
public_cost = gamma_p * x_p**2 / 2
surplus, with_laboratory = consumers + first + second, consumers + helped + also_helped - public_cost

none = StagedGame({GOVERNMENT: surplus, FIRST: first, SECOND: second}, STAGES, region & bounds)
subsidy = StagedGame(
    {GOVERNMENT: surplus, FIRST: first + s * x_1, SECOND: second + s * x_2},
    (Stage("policy", {GOVERNMENT: (s,)}), *STAGES),
    region & bounds,
)
laboratory = StagedGame(
    {GOVERNMENT: with_laboratory, FIRST: helped, SECOND: also_helped},
    (Stage("policy", {GOVERNMENT: (x_p,)}), *STAGES),
    region & helped_bounds,
)
joint = StagedGame(
    {GOVERNMENT: with_laboratory, FIRST: helped + s * x_1, SECOND: also_helped + s * x_2},
    (Stage("policy", {GOVERNMENT: (s, x_p)}), *STAGES),
    region & helped_bounds,
)
BY_LABORATORY, SPENDING = Quantity("R&D of the laboratory", "x_p", 0), Quantity("public spending", "G", 0)
WELFARE = Quantity("welfare", "W", surplus)
paid, done = Quantity(SUBSIDY.name, SUBSIDY.symbol, s), Quantity(BY_LABORATORY.name, BY_LABORATORY.symbol, x_p)
better = Quantity(WELFARE.name, WELFARE.symbol, with_laboratory)
transfer = s * (x_1 + x_2)

# What the regimes come to, for the claims: welfare with a laboratory for each unit of welfare without one.
w_none, w_subsidy = 4 * gamma * (9 * B - (2 - beta) ** 2) / D_N**2, 4 * gamma / Delta
W_none, W_subsidy = w_none * S**2, w_subsidy * S**2
W_laboratory, W_joint = (w * gamma_p * S**2 / (gamma_p - 2 * w * theta**2) for w in (w_none, w_subsidy))
x_none = 2 * (2 - beta) * S / D_N
x_laboratory = x_none * gamma_p / (gamma_p - 2 * w_none * theta**2)
x_subsidy = 4 * (1 + beta) * S / Delta
bounded = region & Region(Delta > 0, gamma_p * Delta > 8 * gamma * theta**2)

MODEL = StagedModel(
    name="public-laboratory",
    title="A public laboratory, a subsidy of R&D, or both",
    summary="A government does research itself that enterprises can use, pays them for theirs, or both. The laboratory "
    "raises what enterprises do of their own, and each support is worth more beside the other.",
    factor="4.3 Government departments: national laboratories against direct funds",
    regimes=(
        Regime("no support", "0", none),
        Regime("subsidy only", "s", subsidy, quantities=(paid, Quantity(SPENDING.name, "G", transfer))),
        Regime(
            "laboratory only",
            "p",
            laboratory,
            quantities=(done, better, Quantity(SPENDING.name, "G", public_cost)),
        ),
        Regime(
            "laboratory and subsidy",
            "s+p",
            joint,
            quantities=(paid, done, better, Quantity(SPENDING.name, "G", transfer + public_cost)),
        ),
    ),
    quantities=(
        Quantity("R&D of each enterprise", "x", x_1),
        BY_LABORATORY,
        SUBSIDY,
        SPENDING,
        Quantity("output of both", "Q", q_1 + q_2),
        WELFARE,
    ),
    parameters=(
        Parameter(a, "the price at which demand ceases", 15),
        Parameter(A, "initial unit cost", 10),
        Parameter(b, "slope of demand", 1),
        Parameter(gamma, "slope of the marginal cost of enterprises' R&D", 3),
        Parameter(beta, "spillover: the part of the other's R&D that lowers the own cost as well", Rational(3, 10)),
        Parameter(theta, "the part of the laboratory's R&D that enterprises can use", Rational(1, 2)),
        Parameter(gamma_p, "slope of the marginal cost of the laboratory's R&D", 4),
    ),
    region=region,
    axes=(theta, beta),
    statics=(beta, theta, gamma_p),
    claims=(
        Claim(x_laboratory > x_none, bounded, name="a public laboratory raises the R&D of rivals"),
        Claim(
            W_joint - W_laboratory > W_subsidy - W_none,
            bounded & (beta > 0),
            name="a subsidy adds more to welfare where there is a laboratory: the two supports are complements",
        ),
        Claim(
            W_laboratory > W_subsidy,
            bounded & Region(beta <= 0),
            name="where nothing spills over, the laboratory alone is better than the subsidy alone",
        ),
        Claim(
            W_laboratory >= W_subsidy,
            bounded,
            source=f"{REVIEW}, section 4.3",
            name="a public laboratory alone is the better support, as the review states it",
        ),
        Claim(
            x_laboratory >= x_subsidy,
            bounded,
            source=f"{REVIEW}, section 4.3",
            name="indirect support moves enterprises to more R&D than funds do, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.3",
        f"{AJ}, for the duopoly",
        f"{FORM_OURS} of the laboratory, in the spirit of M.-L. Cabon-Dhersin and R. Gibert (2018)",
    ),
)
