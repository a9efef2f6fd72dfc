r"""Absorptive capacity: what flows from others must be met with R&D of one's own.

Two enterprises set their R&D :math:`x_i`, then they sell :math:`q_i`. What is learnt from the other's R&D rests on the
own R&D by the part :math:`\delta`, which is called absorptive capacity:

.. math::
    \pi_i = \bigl(S - b (q_1 + q_2) + x_i + \beta x_i^\delta x_j^{1 - \delta}\bigr) q_i - \tfrac12 \gamma x_i^2

for a market of size :math:`S`, the demand's intercept less the initial unit cost. Without it, :math:`\delta = 0`,
spillovers lower the R&D of rivals; from :math:`\delta = 1/3` on they raise it. The solution is a local maximum of each
enterprise's profit; where it earns less than nothing, no R&D is better.
"""

from sympy import Rational, diff

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import FORM_OURS, REVIEW, Parameter
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

S, b, gamma, beta, delta = parameters("S b gamma beta delta")
x_1, x_2, q_1, q_2 = parameters("x_1 x_2 q_1 q_2")
FIRST, SECOND = "enterprise 1", "enterprise 2"
BOTH = ((FIRST, SECOND),)

price = S - b * (q_1 + q_2)
reaches_1 = x_1 + beta * x_1**delta * x_2 ** (1 - delta)
reaches_2 = x_2 + beta * x_2**delta * x_1 ** (1 - delta)
first = (price + reaches_1) * q_1 - gamma * x_1**2 / 2
second = (price + reaches_2) * q_2 - gamma * x_2**2 / 2

region = Region(S > 0, b > 0, gamma > 0, beta >= 0, beta <= 1, delta >= 0, delta <= 1)
game = StagedGame(
    {FIRST: first, SECOND: second},
    (Stage("research", {FIRST: (x_1,), SECOND: (x_2,)}), Stage("output", {FIRST: (q_1,), SECOND: (q_2,)})),
    region & Region(x_1 >= 0, x_2 >= 0, q_1 >= 0, q_2 >= 0),
)

# What the regimes come to, for the claims: 2 kappa q = 3 gamma x.
B = b * gamma
kappa = {"N": 2 + beta * (3 * delta - 1), "C": 1 + beta}
D = {name: 9 * B - 2 * k * (1 + beta) for name, k in kappa.items()}
research = {name: 2 * k * S / D[name] for name, k in kappa.items()}
rivals_exist = D["N"] > 0
earned = b * (3 * gamma * S / D["N"]) ** 2 - gamma * research["N"] ** 2 / 2

MODEL = StagedModel(
    name="absorptive-capacity",
    title="Absorptive capacity",
    summary="Two enterprises learn from each other's R&D, and the more so the more R&D they do themselves; then they "
    "compete. Where learning rests enough on one's own R&D, spillovers raise R&D, and a research cartel lowers it.",
    factor="4 External factors: absorption of new external knowledge",
    regimes=(
        Regime("rivals", "N", game, {}, BOTH),
        Regime("research cartel", "C", game, {"research": BOTH}, BOTH),
    ),
    # In any market equilibrium a seller's margin is b times its output, so that powers need not appear.
    quantities=(
        Quantity("R&D of each enterprise", "x", x_1),
        Quantity("reduction of the unit cost", "z", b * (2 * q_1 + q_2) - S),
        Quantity("output of both", "Q", q_1 + q_2),
        Quantity("profit of each enterprise", r"\pi", b * q_1**2 - gamma * x_1**2 / 2),
        Quantity("welfare", "W", b * (q_1**2 + q_2**2) - gamma * (x_1**2 + x_2**2) / 2 + b * (q_1 + q_2) ** 2 / 2),
    ),
    parameters=(
        Parameter(S, "size of the market: the demand's intercept less the initial unit cost", 2),
        Parameter(b, "slope of demand", 1),
        Parameter(gamma, "slope of the marginal cost of R&D", 3),
        Parameter(beta, "spillover: how much is learnt from the other's R&D", Rational(3, 5)),
        Parameter(delta, "absorptive capacity: the part of learning that rests on own R&D", Rational(1, 2)),
    ),
    region=region,
    axes=(beta, delta),
    statics=(beta, delta),
    claims=(
        Claim(
            diff(research["N"], beta) > 0,
            region & rivals_exist & (delta >= Rational(1, 3)),
            name="where a third of learning rests on own R&D, spillovers raise the R&D of rivals",
        ),
        Claim(
            iff(research["C"] > research["N"], beta * (2 - 3 * delta) > 1),
            region & rivals_exist & (D["C"] > 0),
            name="a research cartel does more R&D than rivals exactly for beta (2 - 3 delta) > 1",
        ),
        Claim(
            iff(earned >= 0, 9 * B - 2 * kappa["N"] ** 2 >= 0),
            region & rivals_exist,
            name="rivals earn no less than nothing exactly for 9 b gamma >= 2 (2 + beta (3 delta - 1))^2",
        ),
        Claim(
            diff(research["N"], beta) > 0,
            region & rivals_exist,
            source=f"{REVIEW}, section 4",
            name="knowledge from outside makes rivals do more R&D of their own, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4",
        "W. Cohen and D. Levinthal (1989), Economic Journal 99:569-596, for absorptive capacity",
        (
            "M. Kamien and I. Zang (2000), International Journal of Industrial Organization 18:995-1012, for own R&D "
            "as a factor of what is learnt"
        ),
        FORM_OURS,
    ),
)
