r"""Knowledge sharing among three teams of an enterprise: a public good that accumulates.

.. math::
    u_i = b\,m + g\,\frac{m (m - 1)}{2} - c\,[i \text{ shares}]

for the number :math:`m` of teams that share. Each team's knowledge, once made explicit, is worth :math:`b` to
every team, each pair of shared pieces combines into new knowledge worth :math:`g` to every team, and sharing
costs :math:`c`. With :math:`m` others sharing, sharing gains :math:`b + g m - c`.
"""

from sympy import And, Rational

from coopgame.claims.claim import Claim
from coopgame.games.finite import FiniteGame
from coopgame.models.model import FORM_OURS, REVIEW, Model, Parameter
from coopgame.models.stability import dominant, equilibrium, iff, strict_equilibrium
from coopgame.players import PerPlayer
from coopgame.symbols import Region, parameters

b, g, c = parameters("b g c")
TEAMS = ("team 1", "team 2", "team 3")
SHARE, WITHHOLD = "share", "withhold"

region = Region(b > 0, g > 0, c > 0)


def payoff(player: str, profile: PerPlayer[str]) -> object:
    """What one team gets."""
    sharing = profile.count(SHARE)
    return b * sharing + g * Rational(sharing * (sharing - 1), 2) - (c if profile[player] == SHARE else 0)


game = FiniteGame.from_function(payoff, dict.fromkeys(TEAMS, (SHARE, WITHHOLD)), region)
ALL, NONE = (SHARE,) * 3, (WITHHOLD,) * 3
worth_more_to_all = game.payoff("team 1", ALL) > game.payoff("team 1", NONE)

MODEL = Model(
    name="team-knowledge",
    title="Knowledge sharing among the teams of an enterprise",
    summary="Three teams (or people) each make their knowledge explicit or keep it. What is shared serves all, and "
    "pieces combine, so that sharing pays the more the more others share: a critical mass decides.",
    factor="3.1 The individual and 3.2 The organization: accumulation and sharing of knowledge inside",
    game=game,
    parameters=(
        Parameter(b, "what each shared piece of knowledge is worth to every team", 2),
        Parameter(g, "what the new knowledge from combining two pieces is worth to every team", 1),
        Parameter(c, "cost of making knowledge explicit", 3),
    ),
    axes=(g, c),
    claims=(
        Claim(
            iff(dominant(game, "team 1", WITHHOLD), c > b + 2 * g),
            region,
            name="free riding is dominant exactly when the cost exceeds all that a team adds for itself",
        ),
        Claim(
            iff(equilibrium(game, *ALL), c <= b + 2 * g),
            region,
            name="all share in equilibrium exactly when the cost is at most what the last team adds for itself",
        ),
        Claim(
            iff(And(strict_equilibrium(game, *ALL), strict_equilibrium(game, *NONE)), And(b < c, c < b + 2 * g)),
            region,
            name="a critical mass is needed exactly when sharing pays in company and not alone",
        ),
        Claim(
            ~(equilibrium(game, SHARE, WITHHOLD, WITHHOLD) | equilibrium(game, SHARE, SHARE, WITHHOLD)),
            region,
            name="sharing is never partial: all share, or nobody does",
        ),
        Claim(
            equilibrium(game, *ALL),
            region & worth_more_to_all,
            source=f"{REVIEW}, section 3.1",
            name="a common goal brings about sharing, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, sections 3.1 and 3.2",
        (
            "I. Nonaka, R. Toyama and N. Konno (2000), SECI, Ba and Leadership, Long Range Planning 33:5-34, for the "
            "conversion of individual into organizational knowledge"
        ),
        FORM_OURS,
    ),
)
