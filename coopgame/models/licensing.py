r"""Licensing against own development.

The owner of a technology that lowers the unit cost by :math:`\epsilon` offers its rival a licence for a fee,
for a royalty, or none. The rival relies on the offer, or develops the technology itself at the cost
:math:`g`. Then they sell under Cournot competition in a market of size :math:`S`. The owner sets the best fee
:math:`F = \tfrac49 \epsilon S` and the best royalty :math:`r = \epsilon`, a contract costs it :math:`t`, and
metering the royalty costs :math:`m` more:

.. math::
    \begin{array}{l|cc}
         & \text{rely on the licence} & \text{develop} \\ \hline
        \text{fee} & \tfrac19 (S+\epsilon)^2 + F - t,\; \tfrac19 (S-\epsilon)^2
            & \tfrac19 (S+\epsilon)^2 - t,\; \tfrac19 (S+\epsilon)^2 - g \\
        \text{royalty} & \tfrac19 (S+2\epsilon)^2 + \tfrac13 \epsilon (S-\epsilon) - t - m,\; \tfrac19 (S-\epsilon)^2
            & \tfrac19 (S+\epsilon)^2 - t - m,\; \tfrac19 (S+\epsilon)^2 - g \\
        \text{none} & \tfrac19 (S+2\epsilon)^2,\; \tfrac19 (S-\epsilon)^2
            & \tfrac19 (S+\epsilon)^2,\; \tfrac19 (S+\epsilon)^2 - g
    \end{array}
"""

from sympy import And, Rational

from coopgame.claims.claim import Claim
from coopgame.games.finite import FiniteGame
from coopgame.models.model import FORM_OURS, REVIEW, Model, Parameter
from coopgame.models.stability import equilibrium, iff, strict_equilibrium
from coopgame.symbols import Region, parameters

S, epsilon, g, t, m = parameters("S epsilon g t m")
FEE, ROYALTY, NONE, RELY, DEVELOP = "fee", "royalty", "no licence", "rely on the licence", "develop"

# For epsilon < S the rival still sells without the technology: the innovation is not drastic.
region = Region(epsilon > 0, epsilon < S, g > 0, t > 0, m >= 0)
fee = 4 * epsilon * S / 9
level, behind = (S + epsilon) ** 2 / 9, (S - epsilon) ** 2 / 9
game = FiniteGame.from_dict(
    {
        (FEE, RELY): (level + fee - t, level - fee),
        (FEE, DEVELOP): (level - t, level - g),
        (ROYALTY, RELY): ((S + 2 * epsilon) ** 2 / 9 + epsilon * (S - epsilon) / 3 - t - m, behind),
        (ROYALTY, DEVELOP): (level - t - m, level - g),
        (NONE, RELY): ((S + 2 * epsilon) ** 2 / 9, behind),
        (NONE, DEVELOP): (level, level - g),
    },
    players=("owner", "rival"),
    region=region,
)
licensed = equilibrium(game, FEE, RELY) | equilibrium(game, ROYALTY, RELY)

MODEL = Model(
    name="licensing",
    title="Licensing against own development",
    summary="The owner of a better technology offers a licence for a fee or a royalty, or none; its rival relies on "
    "the licence or develops by itself. A royalty keeps the rival's cost up and a fee does not.",
    factor="4.1 External enterprises: patent licensing (Philips)",
    game=game,
    parameters=(
        Parameter(S, "size of the market: the demand's intercept less the unit cost of the old technology", 6),
        Parameter(epsilon, "reduction of the unit cost by the new technology", 1),
        Parameter(g, "the rival's cost of developing the technology itself", 3),
        Parameter(
            t, "the owner's cost of drawing up a contract, whether or not the rival relies on it", Rational(1, 4)
        ),
        Parameter(m, "the owner's cost of metering the rival's output for a royalty", Rational(1, 4)),
    ),
    axes=(epsilon, g),
    claims=(
        Claim(
            iff(strict_equilibrium(game, NONE, DEVELOP), g < fee),
            region,
            name="the rival develops by itself exactly when that costs less than the best fee",
        ),
        Claim(
            iff(game.payoff("owner", (ROYALTY, RELY)) > game.payoff("owner", (FEE, RELY)), epsilon * S > 9 * m),
            region,
            source="X. H. Wang (1998), Economics Letters 60:55-62, for m = 0",
            name="a royalty beats a fee for the owner exactly when metering costs less than a ninth of epsilon S",
        ),
        Claim(
            iff(
                game.payoff("owner", (FEE, RELY)) > game.payoff("owner", (NONE, RELY)),
                9 * t < epsilon * (2 * S - 3 * epsilon),
            ),
            region,
            name="a fee beats no licence only for a small enough innovation",
        ),
        Claim(
            And(game.payoff("rival", (FEE, RELY)) <= behind, game.payoff("rival", (ROYALTY, RELY)) <= behind),
            region,
            name="the rival gains nothing from either licence: the owner takes all",
        ),
        Claim(
            licensed,
            region & (g > fee),
            source=f"{REVIEW}, section 4.1",
            name="licensing keeps the owner in the lead wherever own development is dear, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.1",
        (
            "X. H. Wang (1998), Fee versus Royalty Licensing in a Cournot Duopoly Model, Economics Letters 60:55-62, "
            "for fee and royalty"
        ),
        f"{FORM_OURS} where they concern own development and the costs of contracts",
    ),
)
