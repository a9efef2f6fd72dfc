r"""An open standard, and how open patents are best made.

A *standard* is a network good: at the total :math:`Q` it sells at the price :math:`S + \mu Q^e - Q`, where :math:`Q^e`
is the total that buyers expect. The incumbent keeps it closed, or opens it to :math:`n - 1` others like itself; nobody
has costs. One of them stands for all and takes the others' quantity :math:`\hat q` as given, so that :math:`n` is any
number. Both expectations are those of a player that loses by being wrong:

.. math::
    u_1 = (S + \mu Q^e - q_1 - (n - 1) \hat q) q_1, \qquad u_M = -(Q^e - n q_1)^2 - (\hat q - q_1)^2 .

*Patents* protect the incumbent's cost advantage :math:`\epsilon < S` in a duopoly. Their openness :math:`\phi \in [0,
1]` hands :math:`\epsilon \phi` of it to the rival and adds :math:`\eta \phi` to demand. Profit is convex in
:math:`\phi`: open patents altogether for :math:`\eta > \epsilon`, not at all for :math:`\eta < \epsilon`.
"""

from sympy import Expr, Integer, Rational

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import FORM_OURS, REVIEW, Parameter
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

S, mu, n, epsilon, eta, phi = parameters("S mu n epsilon eta phi")
q_1, q_2, Q_e, q_e = parameters("q_1 q_2 Q_e q_e")
INCUMBENT, RIVAL, MARKET = "incumbent", "rival", "market"

network = Region(S > 0, mu >= 0, n >= 2, n * mu < n + 1)
advantage = Region(S > 0, epsilon > 0, epsilon < S, eta > 0)

alone = StagedGame(
    {INCUMBENT: (S + mu * Q_e - q_1) * q_1, MARKET: -((Q_e - q_1) ** 2)},
    (Stage("output", {INCUMBENT: (q_1,), MARKET: (Q_e,)}),),
    network & (q_1 >= 0),
)
joined = StagedGame(
    {
        INCUMBENT: (S + mu * Q_e - q_1 - (n - 1) * q_e) * q_1,
        MARKET: -((Q_e - n * q_1) ** 2) - (q_e - q_1) ** 2,
    },
    (Stage("output", {INCUMBENT: (q_1,), MARKET: (Q_e, q_e)}),),
    network & (q_1 >= 0),
)


def duopoly(openness: Expr) -> dict[str, Expr]:
    """What incumbent and rival earn when patents are this open."""
    price = S + eta * openness - q_1 - q_2
    return {INCUMBENT: (price + epsilon) * q_1, RIVAL: (price + epsilon * openness) * q_2}


selling = Stage("output", {INCUMBENT: (q_1,), RIVAL: (q_2,)})
# Openness as a choice: its two bounds are where it ends up, which staged_outcomes finds.
OPENNESS = StagedGame(
    duopoly(phi),
    (Stage("openness", {INCUMBENT: (phi,)}), selling),
    advantage & Region(phi >= 0, phi <= 1, q_1 >= 0, q_2 >= 0),
)
closed_patents, opened_patents = (
    StagedGame(duopoly(Integer(bound)), (selling,), advantage & Region(q_1 >= 0, q_2 >= 0)) for bound in (0, 1)
)

# Closed forms: what each sells is also the price, or its excess over cost, so that profits are the squares.
monopolist, each = S / (2 - mu), S / (n + 1 - n * mu)
kept, opened = (S + 2 * epsilon) / 3, (S + epsilon + eta) / 3


def quantities(incumbent: Expr, output: Expr, others: Expr) -> tuple[Quantity, ...]:
    """What regimes are compared by: the incumbent's profit, all output, and what each other one earns."""
    return (
        Quantity("profit of the incumbent", r"\pi_1", incumbent),
        Quantity("profit of another one", r"\pi_2", others),
        Quantity("output", "Q", output),
    )


def of_patents(game: StagedGame) -> tuple[Quantity, ...]:
    """The quantities of a duopoly."""
    return quantities(game.payoffs[INCUMBENT], q_1 + q_2, game.payoffs[RIVAL])


MODEL = StagedModel(
    name="open-standard",
    title="An open standard, and open patents",
    summary="An incumbent keeps a standard to itself or opens it to others, whose users make it more valuable; or it "
    "keeps or opens the patents behind its lower cost, which expands demand and helps its rival.",
    factor="4.1 External enterprises: open patents (Tesla)",
    regimes=(
        Regime("closed standard", "SC", alone, quantities=quantities(alone.payoffs[INCUMBENT], q_1, Integer(0))),
        Regime("open standard", "SO", joined),
        Regime("closed patents", "PC", closed_patents, quantities=of_patents(closed_patents)),
        Regime("open patents", "PO", opened_patents, quantities=of_patents(opened_patents)),
    ),
    quantities=quantities(joined.payoffs[INCUMBENT], n * q_1, joined.payoffs[INCUMBENT]),
    parameters=(
        Parameter(S, "size of the market: the price, or its excess over the old unit cost, at which demand ceases", 10),
        Parameter(mu, "network effect: what a unit of expected sales adds to the price", Rational(6, 5)),
        Parameter(n, "enterprises that sell an open standard, the incumbent among them", 3),
        Parameter(epsilon, "leakage: the cost advantage that the patents protect", 2),
        Parameter(eta, "demand expansion that open patents bring about", 3),
    ),
    region=network & advantage,
    axes=(mu, n),
    statics=(mu, n, epsilon, eta),
    claims=(
        Claim(
            iff(each**2 > monopolist**2, mu > 1),
            network,
            source="in the manner of N. Economides (1996), European Journal of Political Economy 12:211-233",
            name="an incumbent gains from opening its standard exactly when the network effect exceeds one",
        ),
        Claim(n * each > monopolist, network, name="an open standard always sells more than a closed one"),
        Claim(
            iff(opened**2 > kept**2, eta > epsilon),
            advantage,
            name="open patents pay exactly when the expansion of demand exceeds the leakage",
        ),
        Claim(
            ((S + 2 * epsilon + phi * (eta - epsilon)) / 3) ** 2 < opened**2,
            advantage & Region(phi >= 0, phi < 1, eta > epsilon),
            name="where open patents pay, patents that are open in part pay less",
        ),
        Claim(
            each**2 >= monopolist**2,
            network,
            source=f"{REVIEW}, section 4.1",
            name="opening up brings the incumbent higher profits, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.1",
        (
            "N. Economides (1996), Network Externalities, Complementarities, and Invitations to Enter, European "
            "Journal of Political Economy 12:211-233, for the invitation to enter"
        ),
        f"{FORM_OURS} where they concern patents",
    ),
)
