r"""Licensing contracts: fee, royalty or auction, by an owner inside or outside the market.

Two enterprises sell :math:`q_i` in a market of size :math:`S` (the demand's intercept less the unit cost), with the
margin :math:`S + \epsilon_i - q_1 - q_2` where a technology lowers :math:`i`'s cost by :math:`\epsilon_i \in \{0,
\epsilon\}`. *Inside*, enterprise 1 owns it. It keeps it, licenses it for the largest fee that its rival accepts,
:math:`\tfrac49 \epsilon S`, or for a royalty :math:`r \le \epsilon` on each unit, whose best value is that bound:

.. math::
    \pi_1 = (S + \epsilon - q_1 - q_2) q_1 + r q_2, \qquad \pi_2 = (S + \epsilon - r - q_1 - q_2) q_2 .

*Outside*, the owner is neither of them and sells it to both for a fee or a royalty, or auctions one licence. The fee is
what a licence adds when the other has one, the winning bid what it adds when it is the only one.
"""

from sympy import And, Expr, Integer

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import REVIEW, Parameter
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

S, epsilon, r, q_1, q_2 = parameters("S epsilon r q_1 q_2")
FIRST, SECOND, OWNER = "enterprise 1", "enterprise 2", "outside owner"
NOTHING = Integer(0)

region = Region(S > 0, epsilon > 0, epsilon < S)  # not drastic: who has no licence still sells
output = Stage("output", {FIRST: (q_1,), SECOND: (q_2,)})
sold = Region(q_1 >= 0, q_2 >= 0)

# What each earns with the technology when the other has none, when both have it, and without it when the other has it.
ahead, level, behind = (S + 2 * epsilon) ** 2 / 9, (S + epsilon) ** 2 / 9, (S - epsilon) ** 2 / 9
fee, bid = level - behind, ahead - behind


def market(reductions: tuple[Expr, Expr], rates: tuple[Expr, Expr], payments: tuple[Expr, Expr]) -> tuple[Expr, Expr]:
    """What the enterprises earn with these cost reductions, when they pay these royalties and fees."""
    first, second = ((S + reductions[i] - rates[i] - q_1 - q_2) * own - payments[i] for i, own in enumerate((q_1, q_2)))
    return first, second


def inside(reduction: Expr, rate: Expr, payment: Expr) -> dict[str, Expr]:
    """What all earn when enterprise 2 pays enterprise 1 for this reduction."""
    first, second = market((epsilon, reduction), (NOTHING, rate), (NOTHING, payment))
    return {FIRST: first + rate * q_2 + payment, SECOND: second}


def outside(reductions: tuple[Expr, Expr], rate: Expr, payments: tuple[Expr, Expr]) -> dict[str, Expr]:
    """What all earn when both enterprises pay an owner outside for these reductions."""
    first, second = market(reductions, (rate, rate), payments)
    return {FIRST: first, SECOND: second, OWNER: rate * (q_1 + q_2) + sum(payments)}


def quantities(payoffs: dict[str, Expr], owner: str) -> tuple[Quantity, ...]:
    """What regimes are compared by, for one with these payoffs."""
    return (
        Quantity("what the owner earns", r"\pi", payoffs[owner]),
        Quantity("what enterprise 2 earns", r"\pi_2", payoffs[SECOND]),
        Quantity("output", "Q", q_1 + q_2),
        Quantity("welfare", "W", (q_1 + q_2) ** 2 / 2 + sum(payoffs.values())),
    )


def regime(name: str, label: str, payoffs: dict[str, Expr], owner: str) -> Regime:
    """The market under a contract."""
    return Regime(name, label, StagedGame(payoffs, (output,), region & sold), quantities=quantities(payoffs, owner))


# The royalty as a choice: both the owner inside and the one outside end up at its bound r = epsilon.
any_size = Region(S > 0, epsilon > 0, r >= 0, r <= epsilon) & sold
ROYALTY_INSIDE = StagedGame(inside(epsilon, r, NOTHING), (Stage("licence", {FIRST: (r,)}), output), any_size)
ROYALTY_OUTSIDE = StagedGame(
    outside((epsilon, epsilon), r, (NOTHING, NOTHING)), (Stage("licence", {OWNER: (r,)}), output), any_size
)

# Closed forms of what the owner earns, and of what society loses by the royalty.
none, by_fee, by_royalty = ahead, level + fee, ahead + epsilon * (S - epsilon) / 3
outside_fee, outside_auction, outside_royalty = 2 * fee, bid, 2 * epsilon * S / 3
lost = epsilon * (2 * S + 3 * epsilon) / 18
WANG = "X. H. Wang (1998), Economics Letters 60:55-62"
KAMIEN_TAUMAN = "M. Kamien and Y. Tauman (1986), Quarterly Journal of Economics 101:471-491"
kept = inside(NOTHING, NOTHING, NOTHING)

MODEL = StagedModel(
    name="licensing-contracts",
    title="Licensing contracts inside and outside the market",
    summary="The owner of a better technology licenses it to a competitor for a fee or a royalty, or keeps it; or "
    "sells it to both from outside, by fee, royalty or auction. Inside a royalty is best, outside it is worst.",
    factor="4.1 External enterprises: patent licensing (Philips)",
    regimes=(
        regime("no licence", "N", kept, FIRST),
        regime("fee, inside", "IF", inside(epsilon, NOTHING, fee), FIRST),
        regime("royalty, inside", "IR", inside(epsilon, epsilon, NOTHING), FIRST),
        regime("fee, outside", "OF", outside((epsilon, epsilon), NOTHING, (fee, fee)), OWNER),
        regime("royalty, outside", "OR", outside((epsilon, epsilon), epsilon, (NOTHING, NOTHING)), OWNER),
        regime("auction, outside", "OA", outside((epsilon, NOTHING), NOTHING, (bid, NOTHING)), OWNER),
    ),
    quantities=quantities(kept, FIRST),
    parameters=(
        Parameter(S, "size of the market: the demand's intercept less the unit cost of the old technology", 6),
        Parameter(epsilon, "reduction of the unit cost by the new technology", 1),
    ),
    region=region,
    axes=(epsilon, S),
    statics=(epsilon, S),
    claims=(
        Claim(
            And(by_royalty > by_fee, by_royalty > none),
            region,
            source=WANG,
            name="inside, a royalty beats a fee and no licence",
        ),
        Claim(
            iff(by_fee > none, 3 * epsilon < 2 * S),
            region,
            source=WANG,
            name="inside, a fee beats no licence exactly below two thirds of the market",
        ),
        Claim(
            And(iff(outside_fee > outside_auction, 3 * epsilon < 2 * S), outside_auction > outside_royalty),
            region,
            source=KAMIEN_TAUMAN,
            name="outside, the royalty comes last, and a fee from both first exactly below two thirds of the market",
        ),
        Claim(lost > 0, region, source=WANG, name="society loses by the royalty inside, against the fee"),
        Claim(
            by_fee >= none,
            region,
            source=f"{REVIEW}, section 4.1",
            name="who licenses a patent for a fee keeps its lead in earnings, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.1",
        "X. H. Wang (1998), Fee versus Royalty Licensing in a Cournot Duopoly Model, Economics Letters 60:55-62",
        (
            "M. Kamien and Y. Tauman (1986), Fees versus Royalties and the Private Value of a Patent, Quarterly "
            "Journal of Economics 101:471-491"
        ),
    ),
)
