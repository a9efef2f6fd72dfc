r"""An alliance of two enterprises that share their joint revenue.

.. math::
    R = \begin{cases}
        v_1 + v_2 + \sigma & \text{both invest} \\ v_i & \text{only } i \text{ invests} \\ 0 & \text{neither}
    \end{cases}
    \qquad u_1 = \theta R - c_1 [1 \text{ invests}], \quad u_2 = (1 - \theta) R - c_2 [2 \text{ invests}]

Both invest in equilibrium exactly when the share of enterprise 1 lies in the interval
:math:`\frac{c_1}{v_1 + \sigma} \le \theta \le 1 - \frac{c_2}{v_2 + \sigma}`.
"""

from sympy import And, Ne, Rational

from coopgame.claims.claim import Claim
from coopgame.games.venture import Venture
from coopgame.models.aim import Aim
from coopgame.models.model import FORM_OURS, REVIEW, Model, Parameter
from coopgame.models.stability import equilibrium, iff
from coopgame.players import PerPlayer
from coopgame.sharing.linear import linear_share
from coopgame.symbols import Region, parameters

v_1, v_2, sigma, c_1, c_2, theta = parameters("v_1 v_2 sigma c_1 c_2 theta")
FIRST, SECOND = "enterprise 1", "enterprise 2"
INVEST, HOLD = "invest", "hold back"

region = Region(v_1 > 0, v_2 > 0, sigma > 0, c_1 > 0, c_2 > 0, theta > 0, theta < 1)


def revenue(profile: PerPlayer[str]) -> object:
    """What the alliance earns."""
    alone = (v_1 if profile[FIRST] == INVEST else 0) + (v_2 if profile[SECOND] == INVEST else 0)
    return alone + (sigma if set(profile) == {INVEST} else 0)


venture = Venture.from_functions(
    revenue,
    costs={FIRST: {INVEST: c_1, HOLD: 0}, SECOND: {INVEST: c_2, HOLD: 0}},
    strategies={FIRST: (INVEST, HOLD), SECOND: (INVEST, HOLD)},
    region=region,
)
rule = linear_share({FIRST: theta, SECOND: 1 - theta})
game = venture.under(rule)

both = equilibrium(game, INVEST, INVEST)
least, most = c_1 / (v_1 + sigma), 1 - c_2 / (v_2 + sigma)
best = And(*(venture.surplus((INVEST, INVEST)) > venture.surplus(p) for p in venture.profiles() if HOLD in p))

MODEL = Model(
    name="alliance",
    title="An alliance of two enterprises with a linear share",
    summary="Two enterprises with complementary knowledge invest in a joint technology or hold back, and divide what "
    "it earns. Each bears its whole cost and gets a part of what it adds, so that the share decides.",
    factor="4.1 External enterprises: innovative alliances",
    game=game,
    parameters=(
        Parameter(v_1, "what the investment of enterprise 1 earns by itself", 2),
        Parameter(v_2, "what the investment of enterprise 2 earns by itself", 2),
        Parameter(sigma, "synergy: what both investments together earn besides", 4),
        Parameter(c_1, "cost of investing to enterprise 1", 2),
        Parameter(c_2, "cost of investing to enterprise 2", 2),
        Parameter(theta, "share of enterprise 1 in the joint revenue", Rational(1, 2)),
    ),
    axes=(theta, sigma),
    claims=(
        Claim(
            iff(both, And(least <= theta, theta <= most)),
            region,
            name="both invest in equilibrium exactly when the share lies in the interval",
        ),
        Claim(
            c_1 + c_2 < v_1 + v_2 + sigma,
            region & both,
            name="where both invest in equilibrium, the alliance earns more than it costs",
        ),
        Claim(
            ~(equilibrium(game, INVEST, INVEST) & equilibrium(game, INVEST, HOLD)),
            region & Ne((1 - theta) * (v_2 + sigma), c_2),
            name="joint investment and enterprise 1 alone are both equilibria only if enterprise 2 is indifferent",
        ),
        Claim(
            both,
            region & best,
            source=f"{REVIEW}, sections 4 and 4.1",
            name="complementary advantages and revenue sharing suffice, as the review states it",
        ),
        Claim(
            least <= most,
            region & best,
            source=f"{REVIEW}, sections 4 and 4.1",
            name="some share makes the best joint plan an equilibrium, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, sections 4 and 4.1",
        (
            "B. Holmström (1982), Moral Hazard in Teams, Bell Journal of Economics 13:324-340, for the loss that a "
            "balanced division of revenue entails"
        ),
        FORM_OURS,
    ),
    venture=venture,
    rule=rule,
    aim=Aim((INVEST, INVEST), share=theta),
)
