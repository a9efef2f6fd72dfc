r"""Equity or royalty: how an inventor is paid for the effort that makes an invention work.

The invention works with the probability :math:`e`, the inventor's effort, at the cost :math:`\tfrac12 k e^2`. If it
does, the licensee sells :math:`x` at the price :math:`a - x` and the unit cost :math:`c`. The inventor gets a fixed fee
:math:`f`, a royalty :math:`r` on each unit, or the share :math:`\sigma` of the profit:

.. math::
    \begin{array}{l|cc}
                       & \text{inventor} & \text{licensee} \\ \hline
        \text{fee}     & f - \tfrac12 k e^2 & e (a - c - x) x - f \\
        \text{royalty} & e r x - \tfrac12 k e^2 & e (a - c - r - x) x \\
        \text{equity}  & e \sigma (a - c - x) x - \tfrac12 k e^2 & e (1 - \sigma) (a - c - x) x
    \end{array}

The royalty is given, or chosen beforehand by one of the two or both; so is equity, by both, or set so that it brings
about the effort of the given royalty: :math:`\sigma = 2 r (a - c - r) / (a - c)^2`.
"""

from sympy import And, Eq, Expr, Symbol

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import FORM_OURS, REVIEW, Parameter
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

a, c, k, r, f, sigma, e, x = parameters("a c k r f sigma e x")
INVENTOR, LICENSEE = "inventor", "licensee"
BOTH = (INVENTOR, LICENSEE)

M = a - c
region = Region(c > 0, a > c, k > 0, r > 0, r < M, f > 0)
monopoly = M**2 / 4
cost = k * e**2 / 2
research, market = Stage("research", {INVENTOR: (e,)}), Stage("output", {LICENSEE: (x,)})
# Effort is a probability. Nobody sells in the state that never comes, so a fee's monopoly profit is put in as it is.
probable = Region(e >= 0, e <= 1)
by_fee = StagedGame({INVENTOR: f - cost, LICENSEE: e * monopoly - f}, (research,), region & probable)
royalty_payoffs = {INVENTOR: e * r * x - cost, LICENSEE: e * (M - r - x) * x}
by_royalty = StagedGame(royalty_payoffs, (research, market), region & probable)


def equity_payoffs(share: Expr, profit: Expr) -> dict[str, Expr]:
    """What both get when this share of profit goes to the inventor."""
    return {INVENTOR: e * share * profit - cost, LICENSEE: e * (1 - share) * profit}


def licence(who: str, choice: Symbol) -> Stage:
    """The stage at which the reward is set, in the name of one."""
    return Stage("licence", {who: (choice,)})


def royalty_chosen(who: str) -> StagedGame:
    """The game in which a royalty is chosen first."""
    return StagedGame(royalty_payoffs, (licence(who, r), research, market), region & probable)


alike = 2 * r * (M - r) / M**2
by_equity = StagedGame(equity_payoffs(alike, (M - x) * x), (research, market), region & probable)
# A licensee who keeps nothing does not care what is sold; that it is what a monopoly sells is put in, as for the fee.
equity_chosen = StagedGame(
    equity_payoffs(sigma, monopoly),
    (licence(LICENSEE, sigma), research),
    Region(c > 0, a > c, k > 0, sigma >= 0, sigma <= 1) & probable,
)

# Closed forms of what both earn together.
joint_royalty = M * r * (M - r) ** 2 / (8 * k)
joint_equity = joint_royalty + r**3 * (M - r) / (8 * k)
best_royalty, first_best = M**4 / (54 * k), M**4 / (32 * k)
JENSEN_THURSBY = "in the manner of R. Jensen and M. Thursby (2001), American Economic Review 91:240-259"

# The quantities of a regime in which the market is put in.
monopolised = (
    Quantity("output after success", "x", M / 2),
    Quantity("joint surplus", r"\Sigma", e * monopoly - cost),
)

MODEL = StagedModel(
    name="equity-or-royalty",
    title="Equity or royalty for an inventor",
    summary="A university's inventor is needed to make an invention work. A fee buys no effort, a royalty buys some "
    "and makes the licensee sell less, equity buys the same effort and leaves the market alone.",
    factor="4.2 Colleges, universities, and scientific research institutions: complementary advantages",
    regimes=(
        Regime("fixed fee", "N", by_fee, quantities=monopolised),
        Regime("given royalty", "R", by_royalty),
        Regime("equity with the same effort", "E", by_equity),
        Regime("royalty chosen by the licensee", "RL", royalty_chosen(LICENSEE)),
        Regime("royalty chosen by the inventor", "RI", royalty_chosen(INVENTOR)),
        Regime("royalty chosen jointly", "RJ", royalty_chosen(LICENSEE), {"licence": (BOTH,)}),
        Regime("equity chosen by the licensee", "EL", equity_chosen, quantities=monopolised),
        Regime("equity chosen jointly", "EJ", equity_chosen, {"licence": (BOTH,)}, quantities=monopolised),
        Regime("first best", "F", by_fee, {"research": (BOTH,)}, quantities=monopolised),
    ),
    quantities=(
        Quantity("probability of success", "e", e),
        Quantity("output after success", "x", x),
        Quantity("joint surplus", r"\Sigma", e * (M - x) * x - cost),
    ),
    parameters=(
        Parameter(a, "the price at which demand ceases", 10),
        Parameter(c, "unit cost", 4),
        Parameter(k, "how steeply the inventor's cost of effort rises", 12),
        Parameter(r, "royalty on each unit", 1),
        Parameter(f, "fixed fee", 1),
    ),
    region=region,
    axes=(r, a),
    statics=(r, a, k),
    claims=(
        Claim(
            joint_equity > joint_royalty,
            region,
            source=JENSEN_THURSBY,
            name="equity beats the royalty that buys the same effort",
        ),
        Claim(
            joint_royalty > 0, region, source=JENSEN_THURSBY, name="a royalty beats a fixed fee, which buys no effort"
        ),
        Claim(
            joint_royalty <= best_royalty, region, name="no royalty is better for both together than a third of a - c"
        ),
        Claim(And(alike > 0, 2 * alike <= 1), region, name="at most half of the profit buys what a royalty buys"),
        Claim(
            Eq(joint_royalty, first_best),
            region,
            source=f"{REVIEW}, section 4",
            name="complementary advantages and revenue sharing suffice for the best efforts, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.2",
        (
            "R. Jensen and M. Thursby (2001), Proofs and Prototypes for Sale: The Licensing of University Inventions, "
            "American Economic Review 91:240-259, for the inventor's effort and its reward"
        ),
        FORM_OURS,
    ),
)
