r"""The least subsidy that makes two collaborate, at a given share and at the share that suits it best.

*Primitives.* Collaborating costs :math:`C_i` and, when both do, earns :math:`\Delta_R`, of which the enterprise gets
:math:`\theta`. Who defects on a partner gains :math:`B_i`, pays it the compensation :math:`D` and the government the
fine :math:`F_i`; who collaborates gets the subsidy :math:`s_i \ge 0`.

*Derivation.* Collaborating beats defecting on a collaborator when :math:`s_i \ge A_i - \theta_i \Delta_R` with
:math:`A_i = C_i + B_i - D - F_i`, what collaborating asks of :math:`i`. So the least subsidies are the positive parts
of :math:`A_i - \theta_i \Delta_R`. Their sum is at least :math:`A_e + A_u - \Delta_R` at any share, as shares cancel.
At the share :math:`A_e / (A_e + A_u)` both terms have the same sign if both :math:`A_i` are positive, and the sum is
that or nothing. An :math:`A_i` that is negative is as good as none: shares end at zero and one.

*Theorems.* At a share :math:`\theta` no smaller total makes collaboration an equilibrium. If the share is chosen as
well, the least total is :math:`\max(0, A_e^+ + A_u^+ - \Delta_R)`: where collaborating asks something of both it is
:math:`\max(0, C_e + C_u + B_e + B_u - 2 D - F_e - F_u - \Delta_R)`; where it asks nothing of one, what that one has to
spare is no help to the other. A unit of revenue or of a fine saves a unit of subsidy, a unit of compensation two. Where
both fall short the share does not matter; where one does, a larger share for it saves money. Paying on success what
cannot be paid on action costs more: the rent of limited liability (Laffont and Martimort, 2002).
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.design.minimal import minimal_subsidy
from coopgame.games.venture import Venture
from coopgame.models.government_enterprise_university import (
    COLLABORATE,
    ENTERPRISE,
    GOVERNMENT,
    INCENTIVISE,
    MODEL,
    UNIVERSITY,
)
from coopgame.symbols import Region, parameters
from proofs.agreement import same

theta, Delta_R, C_e, C_u, D, B_e, B_u, F_e, F_u = parameters("theta Delta_R C_e C_u D B_e B_u F_e F_u")
s_e, s_u, S_e, S_u, A_e, A_u, h, b, c, p, q = parameters("s_e s_u S_e S_u A_e A_u h b c p q")
LAFFONT_MARTIMORT = "J.-J. Laffont and D. Martimort (2002), The Theory of Incentives, chapter 4"

asked_e, asked_u = C_e + B_e - D - F_e, C_u + B_u - D - F_u
lacks_e, lacks_u = A_e - theta * Delta_R, A_u - (1 - theta) * Delta_R
at_share = sp.Max(0, lacks_e) + sp.Max(0, lacks_u)
at_best_share = sp.Max(0, A_e + A_u - Delta_R)
least = sp.Max(0, asked_e + asked_u - Delta_R)
by_need = A_e / (A_e + A_u)

collaboration = Region(lacks_e <= s_e, lacks_u <= s_u)
shares = Region(theta >= 0, theta <= 1)

THEOREMS = (
    Theorem(
        Claim(
            s_e + s_u >= at_share,
            collaboration & Region(s_e >= 0, s_u >= 0),
            name="no subsidies that make both collaborate cost less than what each lacks at its share",
        ),
        dropping=s_e >= 0,
    ),
    Theorem(
        Claim(
            s_e + s_u >= at_best_share,
            collaboration & Region(s_e >= 0, s_u >= 0),
            name="whatever the share, they cost at least what collaborating asks of both beyond the revenue",
        ),
        dropping=s_u >= 0,
    ),
    Theorem(
        Claim(
            sp.Eq(at_share.subs(theta, by_need), at_best_share),
            Region(A_e > 0, A_u > 0, A_e + A_u > 0),
            name="the share in proportion to what collaborating asks of each needs no more",
        ),
        dropping=A_e > 0,
    ),
    Theorem(
        Claim(
            sp.Eq(at_share.subs(theta, 0), sp.Max(0, A_u - Delta_R)),
            Region(A_e <= 0),
            name="where collaborating asks nothing of one, all revenue goes to the other",
        ),
        dropping=A_e <= 0,
    ),
    Theorem(
        Claim(
            at_share >= sp.Max(0, A_e) + sp.Max(0, A_u) - Delta_R,
            shares & Region(Delta_R >= 0),
            name="no share saves more than the revenue: what one has to spare pays for nothing",
        ),
        dropping=theta <= 1,
    ),
    Theorem(
        Claim(
            sp.Eq(at_share, A_e + A_u - Delta_R),
            Region(lacks_e >= 0, lacks_u >= 0),
            name="where both fall short, the share moves the subsidy from one to the other and saves nothing",
        ),
        dropping=lacks_u >= 0,
    ),
    Theorem(
        Claim(
            at_share.subs(theta, theta + h) < at_share,
            Region(Delta_R > 0, h > 0, lacks_e > 0, lacks_u.subs(theta, theta + h) <= 0),
            name="where one alone falls short, a larger share for it saves money as long as the other can spare it",
        ),
        dropping=lacks_u.subs(theta, theta + h) <= 0,
    ),
    Theorem(
        Claim(
            sp.And(*(least.subs(x, x + h) < least for x in (Delta_R, F_e, D)), least.subs(C_e, C_e + h) > least),
            Region(h > 0, asked_e + asked_u > Delta_R),
            name="the least total falls in revenue, fine and compensation and rises in cost while there is any",
        ),
        dropping=asked_e + asked_u > Delta_R,
    ),
    Theorem(
        Claim(
            sp.And(*(sp.Eq(least - least.subs(x, x + h), saved) for x, saved in ((Delta_R, h), (F_e, h), (D, 2 * h)))),
            Region(h > 0, asked_e + asked_u - Delta_R >= 2 * h),
            name="a unit of revenue or of a fine saves a unit of subsidy, a unit of compensation two",
        ),
        dropping=asked_e + asked_u - Delta_R >= 2 * h,
    ),
    Theorem(
        Claim(
            p * b >= c + q * c / (p - q),
            Region(q >= 0, p > q, p <= 1, c > 0, b >= 0, p * b - c >= q * b),
            source=LAFFONT_MARTIMORT,
            name="paying for success costs more than paying for what it takes, by what is paid for luck",
        ),
        dropping=p * b - c >= q * b,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    in_primitives = {A_e: asked_e, A_u: asked_u}
    assert at_best_share.subs(in_primitives) == least
    assert least.subs(D, D + h) == least.subs({F_e: F_e + h, F_u: F_u + h}, simultaneous=True), "as fines on both"


BOTH = (COLLABORATE, COLLABORATE)


def test_the_library_finds_the_same_total_at_a_given_share() -> None:
    subsidies = {ENTERPRISE: S_e, UNIVERSITY: S_u}
    found = minimal_subsidy(MODEL.game, target=(INCENTIVISE, *BOTH), subsidies=subsidies, payer=GOVERNMENT)
    expected = at_share.subs({A_e: asked_e, A_u: asked_u})
    assert same(Region(sp.Eq(found.total, expected)), sp.true, found.region)


def test_the_library_finds_the_same_total_at_the_best_share() -> None:
    strategies = dict.fromkeys((ENTERPRISE, UNIVERSITY), (COLLABORATE, "defect"))
    asked = {ENTERPRISE: A_e, UNIVERSITY: A_u}
    region = shares & Region(Delta_R > 0)
    venture = Venture.from_functions(
        lambda profile: Delta_R if tuple(profile) == BOTH else 0,
        lambda player, profile: asked[player] if profile[player] == COLLABORATE else 0,
        strategies,
        region,
    )
    found = minimal_subsidy(venture, target=BOTH, share=theta)
    expected = sp.Max(0, sp.Max(0, A_e) + sp.Max(0, A_u) - Delta_R)
    assert same(Region(sp.Eq(found.total, expected)), sp.true, found.region)
