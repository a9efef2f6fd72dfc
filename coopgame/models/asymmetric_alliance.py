r"""An alliance of unequal partners.

Two enterprises set their R&D :math:`x_i`, then they sell :math:`q_i`. They differ in their initial unit costs
:math:`A_i`, in what R&D costs them, and in what reaches them: :math:`\beta_{ij}` of the R&D of :math:`j` lowers the
cost of :math:`i`:

.. math::
    \pi_i = \bigl(a - b (q_1 + q_2) - (A_i - x_i - \beta_{ij} x_j)\bigr) q_i - \tfrac12 \gamma_i x_i^2

and R&D can't lower a unit cost below zero: :math:`x_i + \beta_{ij} x_j \le A_i`. They set R&D alone (N) or jointly
(C), and always compete in the market.
"""

from sympy import And, Expr, Rational, diff

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import FORM_OURS, REVIEW, Parameter
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

a, b, A_1, A_2, gamma_1, gamma_2 = parameters("a b A_1 A_2 gamma_1 gamma_2")
beta_12, beta_21 = parameters("beta_12 beta_21")
x_1, x_2, q_1, q_2 = parameters("x_1 x_2 q_1 q_2")
FIRST, SECOND = "enterprise 1", "enterprise 2"

price = a - b * (q_1 + q_2)
first = (price - A_1 + x_1 + beta_12 * x_2) * q_1 - gamma_1 * x_1**2 / 2
second = (price - A_2 + x_2 + beta_21 * x_1) * q_2 - gamma_2 * x_2**2 / 2

region = Region(
    *(A_1 > 0, A_2 > 0, a > A_1, a > A_2, b > 0, gamma_1 > 0, gamma_2 > 0),
    *(beta_12 >= 0, beta_12 <= 1, beta_21 >= 0, beta_21 <= 1),
)
bounds = Region(x_1 >= 0, x_2 >= 0, q_1 >= 0, q_2 >= 0, x_1 + beta_12 * x_2 <= A_1, x_2 + beta_21 * x_1 <= A_2)
game = StagedGame(
    {FIRST: first, SECOND: second},
    (Stage("research", {FIRST: (x_1,), SECOND: (x_2,)}), Stage("output", {FIRST: (q_1,), SECOND: (q_2,)})),
    region & bounds,
)

# What rivals come to when they have the same costs, A and gamma, for the claims; B is b gamma.
A, gamma = parameters("A gamma")
B = b * gamma
leaks_1, leaks_2 = 2 - beta_21, 2 - beta_12
own_1, own_2 = 9 * B - 2 * leaks_1**2, 9 * B - 2 * leaks_2**2
cross_1, cross_2 = 2 * leaks_1 * (2 * beta_12 - 1), 2 * leaks_2 * (2 * beta_21 - 1)
determinant = own_1 * own_2 - cross_1 * cross_2


def does(leaks: Expr, other_leaks: Expr, other_own: Expr, cross: Expr) -> Expr:
    """R&D of a partner with the same costs as the other."""
    return 2 * (a - A) * (leaks * other_own + cross * other_leaks) / determinant


research_1, research_2 = does(leaks_1, leaks_2, own_2, cross_1), does(leaks_2, leaks_1, own_1, cross_2)
sold_1, sold_2 = (3 * gamma * x / (2 * leaks) for x, leaks in ((research_1, leaks_1), (research_2, leaks_2)))
alike = Region(a > A, A > 0, b > 0, gamma > 0, beta_12 >= 0, beta_12 <= 1, beta_21 >= 0, beta_21 <= 1)
rivalry = alike & Region(own_1 > 0, own_2 > 0, determinant > 0, research_1 > 0, research_2 > 0)
earned_1, earned_2 = (b * q**2 - gamma * x**2 / 2 for q, x in ((sold_1, research_1), (sold_2, research_2)))

MODEL = StagedModel(
    name="asymmetric-alliance",
    title="An alliance of unequal partners",
    summary="Two enterprises that differ in their costs and in what they learn from each other's R&D set it alone or "
    "jointly, and then compete. The partner from whom more flows does less R&D, sells less and earns less.",
    factor="4.1 External enterprises: innovative alliances",
    regimes=(
        Regime("rivals", "N", game),
        Regime("research cartel", "C", game, {"research": ((FIRST, SECOND),)}),
    ),
    quantities=(
        Quantity("R&D of enterprise 1", "x_1", x_1),
        Quantity("R&D of enterprise 2", "x_2", x_2),
        Quantity("output of enterprise 1", "q_1", q_1),
        Quantity("output of enterprise 2", "q_2", q_2),
        Quantity("profit of enterprise 1", r"\pi_1", b * q_1**2 - gamma_1 * x_1**2 / 2),
        Quantity("profit of enterprise 2", r"\pi_2", b * q_2**2 - gamma_2 * x_2**2 / 2),
    ),
    parameters=(
        Parameter(a, "the price at which demand ceases", 20),
        Parameter(b, "slope of demand", 1),
        Parameter(A_1, "initial unit cost of enterprise 1", 10),
        Parameter(A_2, "initial unit cost of enterprise 2", 12),
        Parameter(gamma_1, "slope of the marginal cost of R&D of enterprise 1", 3),
        Parameter(gamma_2, "slope of the marginal cost of R&D of enterprise 2", 3),
        Parameter(beta_12, "the part of enterprise 2's R&D that reaches enterprise 1", Rational(1, 5)),
        Parameter(beta_21, "the part of enterprise 1's R&D that reaches enterprise 2", Rational(3, 5)),
    ),
    region=region,
    axes=(beta_12, beta_21),
    statics=(beta_12, beta_21),
    claims=(
        Claim(
            And(research_1 < research_2, sold_1 < sold_2, earned_1 < earned_2),
            rivalry & (beta_21 > beta_12),
            name="of partners with the same costs, the one from whom more flows does less R&D, sells and earns less",
        ),
        Claim(
            diff(research_1, beta_21) < 0,
            rivalry,
            name="of partners with the same costs, one does the less R&D the more flows from it",
        ),
        Claim(
            diff(earned_1, beta_21) > 0,
            rivalry,
            source=f"{REVIEW}, section 4.1",
            name="an enterprise that opens its technology to its allies earns more, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.1",
        "C. d'Aspremont and A. Jacquemin (1988), American Economic Review 78:1133-1137, for equal partners",
        f"{FORM_OURS} where partners differ",
    ),
)
