r"""A platform or a direct grant of the same public cost: which sustains more investment.

*Primitives.* :math:`n` enterprises; investing earns :math:`v` and costs :math:`c > v`. The government spends :math:`s`
an enterprise: as a grant to each that invests, or on a platform over which every investor receives :math:`\beta k` from
every other. A grant is a transfer; the platform uses resources up.

*Derivation.* When all invest, the sum of surpluses is :math:`n (v - c)` under the grant, as the transfer cancels, and
:math:`n (v - c + (n - 1) \beta k - s)` under the platform. For two enterprises, investing on the platform is worth its
cost to one that expects the other to invest with probability :math:`p` from :math:`p \beta k = c - v` on.

*Theorems.* The platform is the better use of the money exactly when what reaches each enterprise exceeds the grant;
with enough enterprises it always is. But it sustains investment only together with an equilibrium in which nothing
happens, wherever a grant of that size would not do: the beliefs of the enterprises decide, and investing is
risk-dominant exactly when what flows is twice the gap. The form is this library's own; for grants and platforms in
cluster policy see Nishimura and Okamuro (2011), Research Policy 40:714-727.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.direct_or_platform import MODEL
from coopgame.symbols import Region, parameters
from proofs.agreement import found_by_the_library, same

v, c, s, beta, k, n = parameters("v c s beta k n")
flow = beta * k

surplus_grant = n * (v - c)
surplus_platform = n * (v - c + (n - 1) * flow - s)

# With two enterprises: what a player gains by changing, at each of the three candidate profiles.
platform_all = sp.And(2 * (v - c) + 2 * flow - 2 * s >= 2 * (v - c), v - c + flow >= 0)
grant_all = sp.And(2 * (v - c) >= 2 * (v - c) + 2 * flow - 2 * s, v - c + s >= 0)
grant_none = sp.And(-2 * s <= 0, v - c + s <= 0)
risk_dominant = (v - c + flow) ** 2 > (v - c) ** 2

THEOREMS = (
    Theorem(
        Claim(
            sp.Equivalent(surplus_platform > surplus_grant, (n - 1) * flow > s),
            Region(n > 0),
            name="the platform beats the grant of equal cost exactly when more reaches each enterprise",
        ),
        dropping=n > 0,
    ),
    Theorem(
        Claim(
            surplus_platform > surplus_grant,
            Region(beta > 0, k > 0, s > 0, n > 1 + s / flow),
            name="with enough enterprises the platform always beats the grant",
        ),
        dropping=n > 1 + s / flow,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sp.And(platform_all, grant_none), sp.And(v + s <= c, c <= v + flow)),
            Region(s > 0),
            name="investment on a platform and nothing under a grant are both equilibria exactly in the gap",
        ),
        dropping=s > 0,
    ),
    Theorem(
        Claim(
            platform_all | grant_all | grant_none,
            Region(s > 0),
            name="one of the three is always an equilibrium",
        ),
        dropping=s > 0,
    ),
    Theorem(
        Claim(
            grant_none,
            Region(s > 0, s < c - v),
            name="a grant below the gap between cost and return is no use: nobody investing stays an equilibrium",
        ),
        dropping=s < c - v,
    ),
    Theorem(
        Claim(
            sp.Equivalent(risk_dominant, flow > 2 * (c - v)),
            Region(c > v, flow > 0),
            name="on the platform investing is risk-dominant exactly when what flows is twice the gap",
        ),
        dropping=flow > 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_library_finds_the_same_equilibria() -> None:
    found = {profile: e.condition for profile, e in found_by_the_library(MODEL.game).items()}
    region = MODEL.game.region
    assert same(found["platform", "invest", "invest"], platform_all, region)
    assert same(found["grant", "invest", "invest"], grant_all, region)
    assert same(found["grant", "hold back", "hold back"], grant_none, region)
    on_the_boundary = set(found) - {("platform", "invest", "invest"), ("grant", "invest", "invest")}
    assert on_the_boundary == {
        ("grant", "hold back", "hold back"),
        ("grant", "invest", "hold back"),
        ("grant", "hold back", "invest"),
    }
