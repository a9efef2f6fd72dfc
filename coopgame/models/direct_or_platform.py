r"""A direct grant or a platform of the same public cost.

A government spends :math:`2 s` on two enterprises: as a grant of :math:`s` to each that invests, or on a
platform over which the knowledge :math:`k` of each investor reaches the other, who can use the part
:math:`\beta`. Investing earns :math:`v` and costs :math:`c > v`. The government counts everybody's surplus, a
public benefit :math:`w` of each investment, and what it spends. With :math:`m` enterprises investing,

.. math::
    u_i = [i \text{ invests}] \, (v - c + s), \quad u_g = m (w + v - c) \quad & \text{under the grant,} \\
    u_i = [i \text{ invests}] \, (v - c + \beta k [m = 2]), \quad
    u_g = m (w + v - c) + 2 \beta k [m = 2] - 2 s \quad & \text{under the platform.}
"""

from sympy import And, Rational

from coopgame.claims.claim import Claim
from coopgame.games.finite import FiniteGame
from coopgame.models.model import FORM_OURS, REVIEW, Model, Parameter
from coopgame.models.stability import equilibrium, iff
from coopgame.players import PerPlayer
from coopgame.symbols import Region, parameters

v, c, s, beta, k, w = parameters("v c s beta k w")
GOVERNMENT, FIRST, SECOND = "government", "enterprise 1", "enterprise 2"
GRANT, PLATFORM, INVEST, HOLD = "grant", "platform", "invest", "hold back"

# c > v: without support nobody would invest, so that there is something to support.
region = Region(v > 0, c > v, s > 0, beta > 0, beta <= 1, k > 0, w > 0)


def payoff(player: str, profile: PerPlayer[str]) -> object:
    """What one of the three gets."""
    investing = profile.count(INVEST)
    flow = beta * k if profile[GOVERNMENT] == PLATFORM and investing == 2 else 0
    if player == GOVERNMENT:
        # A grant is taken from one of the three and given to another: in the sum of all it cancels.
        return investing * (w + v - c) + 2 * flow - (2 * s if profile[GOVERNMENT] == PLATFORM else 0)
    support = s if profile[GOVERNMENT] == GRANT else flow
    return v - c + support if profile[player] == INVEST else 0


game = FiniteGame.from_function(
    payoff, {GOVERNMENT: (GRANT, PLATFORM), FIRST: (INVEST, HOLD), SECOND: (INVEST, HOLD)}, region
)
by_platform = equilibrium(game, PLATFORM, INVEST, INVEST)
by_grant = equilibrium(game, GRANT, INVEST, INVEST)
nothing = equilibrium(game, GRANT, HOLD, HOLD)

MODEL = Model(
    name="direct-or-platform",
    title="A direct grant or a platform of the same public cost",
    summary="A government supports two enterprises by a grant to each or by a platform that makes their knowledge "
    "flow. The grant is certain; the platform is worth something only when both invest.",
    factor="4.3 Government departments: direct funds and indirect support through a platform",
    game=game,
    parameters=(
        Parameter(v, "what an investment earns by itself", 2),
        Parameter(c, "cost of investing", 4),
        Parameter(s, "public money spent on each enterprise", Rational(3, 2)),
        Parameter(beta, "part of the other's knowledge that the platform makes usable", Rational(1, 2)),
        Parameter(k, "knowledge that an investment creates", 5),
        Parameter(w, "public benefit of each investment", 2),
    ),
    axes=(s, beta),
    claims=(
        Claim(
            iff(by_platform, And(beta * k >= s, v + beta * k >= c)),
            region,
            name="the platform sustains investment exactly when what flows exceeds the grant and covers the gap",
        ),
        Claim(
            iff(by_grant, And(s >= beta * k, v + s >= c)),
            region,
            name="the grant sustains investment exactly when it exceeds what flows and covers the gap",
        ),
        Claim(
            iff(And(by_platform, nothing), And(v + s <= c, c <= v + beta * k)),
            region,
            name="a platform sustains investment where the grant is too small, beside an equilibrium without any",
        ),
        Claim(
            ~equilibrium(game, PLATFORM, HOLD, HOLD),
            region,
            name="a platform that nobody uses is never in equilibrium",
        ),
        Claim(
            ~nothing,
            region,
            source=f"{REVIEW}, section 4.3",
            name="direct funds bring about investment, as the review states it",
        ),
        Claim(
            by_platform,
            region & (v + beta * k >= c),
            source=f"{REVIEW}, section 4.3",
            name="a platform that covers the gap is the better support, as the review states it",
        ),
    ),
    sources=(f"{REVIEW}, section 4.3", FORM_OURS),
)
