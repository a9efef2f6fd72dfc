r"""Research joint ventures: joint budgets, shared results, or both.

Enterprises spend :math:`x_i` on R&D. Spillovers are on spending: with :math:`X_i = x_i + \beta \sum_{j \ne i} x_j`
the unit cost falls by :math:`\sqrt{2 X_i / \gamma}`. Then they sell :math:`q_i`:

.. math::
    \pi_i = \Bigl(a - \sum_j q_j - c + \sqrt{2 X_i / \gamma}\Bigr) q_i - x_i

and R&D can't lower the unit cost below zero: :math:`2 X_i \le \gamma c^2`. They set R&D alone (N) or jointly (C), or
run a research joint venture, which shares all results, :math:`\beta = 1`, with budgets set alone (NJ) or jointly (CJ).
They always compete in the market. In NJ and CJ only the sum of budgets matters, so they are taken to be alike.
"""

from sympy import And, Expr, Integer, Rational, sqrt

from coopgame.claims.claim import Claim
from coopgame.errors import GameError
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import REVIEW, Parameter
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

a, c, gamma, beta = parameters("a c gamma beta")
KMZ = "M. Kamien, E. Muller and I. Zang (1992), American Economic Review 82:1293-1306"


def players(n: int) -> tuple[str, ...]:
    """The enterprises, when there are so many."""
    return tuple(f"enterprise {i + 1}" for i in range(n))


def game(n: int, spillover: Expr = beta) -> StagedGame:
    r"""R&D, then output, of ``n`` enterprises.

    Parameters
    ----------
    n : int
        At least two. The choices are ``x_1``, ``x_2``, ... and ``q_1``, ``q_2``, ...
    spillover : expression
        :math:`\beta`, or 1 for a research joint venture.

    Raises
    ------
    GameError
        When there are fewer than two.

    """
    if n < 2:
        raise GameError(f"{n} enterprises have nobody to cooperate with", expected="at least two")
    spent = [parameters(f"x_{i + 1}") for i in range(n)]
    sold = [parameters(f"q_{i + 1}") for i in range(n)]
    reached = [own + spillover * (sum(spent) - own) for own in spent]
    margin = a - sum(sold) - c
    payoffs = {
        player: (margin + sqrt(2 * total / gamma)) * output - own
        for player, own, output, total in zip(players(n), spent, sold, reached, strict=True)
    }
    stages = (
        Stage("research", {player: (own,) for player, own in zip(players(n), spent, strict=True)}),
        Stage("output", {player: (output,) for player, output in zip(players(n), sold, strict=True)}),
    )
    bounds = (bound for k in range(n) for bound in (spent[k] >= 0, sold[k] >= 0, 2 * reached[k] <= gamma * c**2))
    market = Region(c > 0, a > c, gamma > 0)
    return StagedGame(payoffs, stages, (region if spillover == beta else market) & Region(*bounds))


region = Region(c > 0, a > c, gamma > 0, beta >= 0, beta <= 1)
duopoly, venture = game(2), game(2, Integer(1))
ALIKE = (players(2),)
JOINTLY = {"research": ALIKE}
x_1, x_2 = duopoly.stage("research").symbols
q_1, q_2 = duopoly.stage("output").symbols

# A seller's margin is its output, so that profit and the cost reduction need no root.
profit, rival_profit = q_1**2 - x_1, q_2**2 - x_2
EFFECTIVE = Quantity("effective R&D", "X", x_1 + beta * x_2)
shared = (Quantity(EFFECTIVE.name, EFFECTIVE.symbol, x_1 + x_2),)

# What the regimes come to, for the claims: kappa is what a unit of spending does, relative to its effect in NJ.
kappa = {"N": 2 - beta, "C": 1 + beta, "NJ": Integer(1), "CJ": Integer(2)}
reduction = {name: 2 * k * (a - c) / (9 * gamma - 2 * k) for name, k in kappa.items()}
reaching = {"N": 1 + beta, "C": 1 + beta, "NJ": Integer(2), "CJ": Integer(2)}
earned = {
    name: (3 * gamma * (a - c) / (9 * gamma - 2 * k)) ** 2 - gamma * reduction[name] ** 2 / (2 * reaching[name])
    for name, k in kappa.items()
}
all_exist = region & (gamma > Rational(4, 9))

MODEL = StagedModel(
    name="research-joint-venture",
    title="Research joint ventures",
    summary="Two enterprises spend on R&D whose results spill over, and then compete. They set their budgets alone or "
    "jointly, and share all results or only what spills over anyway: sharing without joint budgets does the least R&D.",
    factor="4.1 External enterprises: innovative alliances",
    regimes=(
        Regime("rivals", "N", duopoly, {}, ALIKE),
        Regime("research cartel", "C", duopoly, JOINTLY, ALIKE),
        Regime("joint venture, budgets set alone", "NJ", venture, {}, ALIKE, shared),
        Regime("joint venture, joint budgets", "CJ", venture, JOINTLY, ALIKE, shared),
    ),
    quantities=(
        Quantity("R&D spending of each enterprise", "x", x_1),
        EFFECTIVE,
        Quantity("reduction of the unit cost", "y", 2 * q_1 + q_2 - a + c),
        Quantity("output of both", "Q", q_1 + q_2),
        Quantity("profit of each enterprise", r"\pi", profit),
        Quantity("welfare", "W", (q_1 + q_2) ** 2 / 2 + profit + rival_profit),
    ),
    parameters=(
        Parameter(a, "the price at which demand ceases", 10),
        Parameter(c, "initial unit cost", 8),
        Parameter(gamma, "how dear R&D is: a cost reduction of y needs gamma y^2 / 2 of effective spending", 3),
        Parameter(beta, "spillover: the part of the other's spending that counts as one's own", Rational(3, 10)),
    ),
    region=region,
    axes=(beta, gamma),
    statics=(beta, gamma),
    claims=(
        Claim(
            And(*(And(reduction["CJ"] >= reduction[r], reduction[r] >= reduction["NJ"]) for r in ("N", "C"))),
            all_exist,
            source=KMZ,
            name="a joint venture lowers cost the most with joint budgets, and the least without",
        ),
        Claim(
            iff(reduction["C"] > reduction["N"], beta > Rational(1, 2)),
            all_exist,
            source=KMZ,
            name="a research cartel lowers cost by more than rivals exactly when more than half spills over",
        ),
        Claim(
            And(earned["CJ"] >= earned["C"], earned["C"] >= earned["N"], earned["CJ"] >= earned["NJ"]),
            all_exist,
            source=KMZ,
            name="a joint venture with joint budgets earns the most, and a cartel no less than rivals",
        ),
        Claim(
            earned["NJ"] < earned["N"],
            all_exist & (beta < 1) & (beta >= Rational(1, 2)),
            name="a joint venture without joint budgets earns less than rivals when half or more spills over",
        ),
        Claim(
            earned["NJ"] >= earned["N"],
            all_exist,
            source=f"{REVIEW}, section 4.1",
            name="an alliance that shares its results earns more than rivals, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.1",
        f"{KMZ}, for the regimes, here with the cost reduction sqrt(2 X / gamma)",
    ),
)
