r"""Knowledge sharing between two equal enterprises.

.. math::
    R = \alpha k + \sigma - c - \ell, \qquad S = -c - \ell, \qquad T = \alpha k, \qquad P = 0

are the payoffs when both share, of the one who shares alone, of the one who withholds alone, and when both
withhold. The game is a prisoner's dilemma for :math:`\sigma < c + \ell < \alpha k + \sigma`, a stag hunt for
:math:`c + \ell < \sigma`, and a deadlock for :math:`c + \ell > \alpha k + \sigma`.
"""

from sympy import And, Rational

from coopgame.claims.claim import Claim
from coopgame.games.finite import FiniteGame
from coopgame.models.model import FORM_OURS, REVIEW, Model, Parameter
from coopgame.models.stability import equilibrium, iff, strict_equilibrium
from coopgame.symbols import Region, parameters

alpha, k, sigma, c, ell = parameters("alpha k sigma c ell")
SHARE, WITHHOLD = "share", "withhold"

region = Region(alpha > 0, alpha <= 1, k > 0, sigma > 0, c > 0, ell >= 0)
game = FiniteGame.from_dict(
    {
        (SHARE, SHARE): (alpha * k + sigma - c - ell, alpha * k + sigma - c - ell),
        (SHARE, WITHHOLD): (-c - ell, alpha * k),
        (WITHHOLD, SHARE): (alpha * k, -c - ell),
        (WITHHOLD, WITHHOLD): (0, 0),
    },
    players=("enterprise 1", "enterprise 2"),
    region=region,
)
R, S, T, P = (game.tables[0][k] for k in (0, 1, 2, 3))
dilemma = And(T > R, R > P, P > S)

MODEL = Model(
    name="knowledge-sharing-symmetric",
    title="Knowledge sharing between two equal enterprises",
    summary="The same for both: absorbed knowledge tempts to take without giving, synergy rewards giving. Cost and "
    "leakage decide whether the two are in a prisoner's dilemma, a stag hunt or a deadlock.",
    factor="4 External factors: knowledge exchange and sharing",
    game=game,
    parameters=(
        Parameter(alpha, "absorptive capacity: the part of the other's knowledge that can be used", Rational(1, 2)),
        Parameter(k, "knowledge of each enterprise", 6),
        Parameter(sigma, "synergy: what combining both stocks of knowledge is worth to each", 2),
        Parameter(c, "cost of sharing", 1),
        Parameter(ell, "what is lost when knowledge leaks", Rational(1, 2)),
    ),
    axes=(sigma, ell),
    claims=(
        Claim(
            iff(dilemma, And(sigma < c + ell, c + ell < alpha * k + sigma)),
            region,
            name="a prisoner's dilemma exactly when the burden lies between the synergy and all that is gained",
        ),
        Claim(
            iff(strict_equilibrium(game, SHARE, SHARE), sigma > c + ell),
            region,
            name="a stag hunt exactly when the synergy exceeds the burden",
        ),
        Claim(
            iff(R - T > P - S, c + ell < sigma / 2),
            region,
            source="J. Harsanyi and R. Selten (1988), A General Theory of Equilibrium Selection in Games",
            name="sharing is risk-dominant exactly when the burden is less than half of the synergy",
        ),
        Claim(
            strict_equilibrium(game, WITHHOLD, WITHHOLD),
            region,
            name="that neither shares is always a strict equilibrium",
        ),
        Claim(
            equilibrium(game, SHARE, SHARE),
            region & (R > P),
            source=f"{REVIEW}, section 4",
            name="knowledge that both gain from is shared, as the review states it",
        ),
    ),
    sources=(f"{REVIEW}, section 4", FORM_OURS),
)
