r"""Knowledge sharing between equal enterprises: dilemma, stag hunt, deadlock.

*Primitives.* Each of two enterprises shares or withholds. Let :math:`a = \alpha k` be what an enterprise absorbs of the
other's knowledge, :math:`\sigma` the synergy when both share, and :math:`\beta = c + \ell` the burden of sharing: its
cost and what leakage takes. The payoffs are

.. math:: R = a + \sigma - \beta, \qquad S = -\beta, \qquad T = a, \qquad P = 0.

*Derivation.* Against a partner that shares, withholding gains :math:`T - R = \beta - \sigma`; against one that
withholds, it gains :math:`P - S = \beta`. So what is absorbed never matters for the choice, only for what is lost by a
wrong one. The partner's sharing with probability :math:`p` makes both choices equal when
:math:`p \sigma = \beta`.

*Theorems.* The prisoner's dilemma, the stag hunt and the deadlock are cut out by two thresholds for :math:`\beta`,
which are :math:`\sigma` and :math:`a + \sigma`. At :math:`\beta = \sigma` exactly, sharing is still an equilibrium and
weakly dominated. In the stag hunt sharing is risk-dominant, in the sense of Harsanyi and Selten (1988), exactly when
:math:`\beta < \sigma / 2`. The form of the payoffs is this library's own.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.knowledge_sharing_symmetric import MODEL
from coopgame.solve.mixed import mixed_equilibria
from coopgame.symbols import Region, parameters
from proofs.agreement import assert_pure_equilibria, same

alpha, k, sigma, c, ell = parameters("alpha k sigma c ell")
absorbed, burden = alpha * k, c + ell
R, S, T, P = absorbed + sigma - burden, -burden, absorbed, 0

dilemma = sp.And(T > R, R > P, P > S)
deadlock = sp.And(T > R, P > R, P > S)
stag_hunt = sp.And(R > T, P > S)

p_star = burden / sigma
indifferent = sp.Eq(p_star * R + (1 - p_star) * S, p_star * T + (1 - p_star) * P)
# Harsanyi and Selten compare the products of what the two players lose by leaving each equilibrium.
risk_dominant = (R - T) ** 2 > (P - S) ** 2

THEOREMS = (
    Theorem(
        Claim(
            sp.Equivalent(dilemma, sp.And(sigma < burden, burden < absorbed + sigma)),
            Region(sigma >= 0),
            name="a prisoner's dilemma exactly when the burden lies between the synergy and all that is gained",
        ),
        dropping=sigma >= 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(deadlock, burden > absorbed + sigma),
            Region(sigma >= 0, alpha > 0, k > 0),
            name="a deadlock exactly when the burden exceeds all that is gained",
        ),
        dropping=alpha > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(stag_hunt, burden < sigma),
            Region(c > 0, ell >= 0),
            name="a stag hunt exactly when the synergy exceeds the burden",
        ),
        dropping=c > 0,
    ),
    Theorem(
        Claim(
            sp.And(indifferent, p_star > 0, p_star < 1),
            Region(burden > 0, burden < sigma),
            name="in the stag hunt both choices are equal at the partner's probability burden / synergy",
        ),
        dropping=burden < sigma,
    ),
    Theorem(
        Claim(
            sp.Equivalent(risk_dominant, burden < sigma / 2),
            Region(burden > 0, burden < sigma),
            source="J. Harsanyi and R. Selten (1988), A General Theory of Equilibrium Selection in Games",
            name="in the stag hunt sharing is risk-dominant exactly when the burden is below half of the synergy",
        ),
        dropping=burden > 0,
    ),
    Theorem(
        Claim(
            sp.And(sp.Eq(R - T, 0), S < P),
            Region(sp.Eq(sigma, burden), burden > 0),
            name="on the boundary sharing is weakly dominated, and still a best reply to sharing",
        ),
        dropping=sp.Eq(sigma, burden),
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_library_finds_the_same_thresholds() -> None:
    both, neither = ("share", "share"), ("withhold", "withhold")
    assert_pure_equilibria(MODEL.game, {both: burden <= sigma, neither: sp.true})


def test_the_library_finds_the_same_mixture() -> None:
    (mixed,) = mixed_equilibria(MODEL.game)
    assert all(sp.simplify(row[0] - p_star) == 0 for row in mixed.mixture)
    assert same(mixed.condition, burden < sigma, MODEL.game.region)
