r"""Knowledge sharing inside an enterprise: free riding, critical mass and uniqueness.

*Primitives.* :math:`n` teams; sharing costs :math:`c`, each shared piece of knowledge is worth :math:`b` to every team
and each pair of shared pieces :math:`g` more. With :math:`m` teams sharing, everyone's benefit is
:math:`V(m) = b m + g m (m - 1) / 2`.

*Derivation.* A team that shares when :math:`m` others do gains :math:`V(m + 1) - V(m) - c = b + g m - c`, which grows
in :math:`m` for :math:`g > 0`. When each of the :math:`n - 1` others shares with probability :math:`p`, the expected
gain is :math:`b + g (n - 1) p - c`, as it is linear in :math:`m`; it vanishes at :math:`p^* = (c - b) / (g (n - 1))`.

*Theorems.* Sharing is dominant for :math:`c < b`, free riding for :math:`c > b + g (n - 1)`; in between both all and
none share in equilibrium, divided by a critical mass that larger enterprises reach with a smaller part of their teams.
Free riding may be dominant although all would be better off sharing. The form of the payoffs is this library's own.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.team_knowledge import MODEL
from coopgame.symbols import Region, parameters
from proofs.agreement import assert_pure_equilibria

b, g, c, n, m = parameters("b g c n m")


def benefit(sharing: sp.Expr) -> sp.Expr:
    """What every team gets from this many shared pieces."""
    return b * sharing + g * sharing * (sharing - 1) / 2


gain = sp.expand(benefit(m + 1) - benefit(m)) - c  # of sharing, when m others do
worth_sharing = benefit(n) - c > benefit(sp.Integer(0))
most_costly = b + g * (n - 1)
p_star = (c - b) / (g * (n - 1))
others = Region(m >= 0, m <= n - 1)

THEOREMS = (
    Theorem(
        Claim(
            gain < 0,
            others & Region(g >= 0, c > most_costly),
            name="free riding is dominant when the cost exceeds what the last team adds for itself",
        ),
        dropping=g >= 0,
    ),
    Theorem(
        Claim(
            gain > 0,
            others & Region(g >= 0, c < b),
            name="sharing is dominant, and so the only equilibrium, when one piece alone is worth its cost",
        ),
        dropping=c < b,
    ),
    Theorem(
        Claim(
            ~sp.And(gain.subs(m, m - 1) >= 0, gain <= 0),
            Region(g > 0),
            name="partial sharing is never an equilibrium: the last to share would stop, or the next one start",
        ),
        dropping=g > 0,
    ),
    Theorem(
        Claim(
            worth_sharing,
            Region(n >= 2, b > 0, g > 0, c <= most_costly),
            name="where all share in equilibrium, everyone is better off than where nobody does",
        ),
        dropping=n >= 2,
    ),
    Theorem(
        Claim(
            most_costly < benefit(n),
            Region(n >= 2, b > 0, g >= 0),
            name="there are costs at which free riding is dominant and yet all would be better off sharing",
        ),
        dropping=b > 0,
    ),
    Theorem(
        Claim(
            sp.And(sp.Eq(b + g * (n - 1) * p_star - c, 0), p_star > 0, p_star < 1),
            Region(n > 1, b < c, c < most_costly),
            name="between the two thresholds a critical mass divides sharing from withholding",
        ),
        dropping=c < most_costly,
    ),
    Theorem(
        Claim(
            sp.diff(p_star, n) < 0,
            Region(n > 1, g > 0, b < c),
            name="the critical mass is a smaller part of a larger enterprise",
        ),
        dropping=b < c,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_library_finds_the_same_thresholds() -> None:
    everyone, nobody = ("share",) * 3, ("withhold",) * 3
    assert_pure_equilibria(MODEL.game, {everyone: c <= most_costly.subs(n, 3), nobody: c >= b})
