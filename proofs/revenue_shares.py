r"""The shares of a joint revenue that sustain cooperation.

*Primitives.* An alliance: enterprise :math:`i` invests at the cost :math:`c_i`; the revenue is :math:`v_i` when only
:math:`i` invests and :math:`v_1 + v_2 + \sigma` when both do; enterprise 1 gets the share :math:`\theta`. An enterprise
and a university: collaborating costs :math:`c`; the revenue is :math:`r = k_e k_u` when both collaborate and nothing
else; who defects on a collaborator gains :math:`B` and pays the compensation :math:`D`.

*Derivation.* Holding back from joint investment costs enterprise 1 :math:`\theta (v_1 + \sigma)` of revenue and saves
:math:`c_1`. Defecting on a collaborating university costs the enterprise :math:`\theta r`, saves :math:`c_e`, and earns
:math:`B_e - D`. Each player's condition bounds :math:`\theta` from one side; the two bounds make an interval.

*Theorems.* The interval is the one the bounds make, it is empty exactly when the bounds cross, and then no linear share
works, however much the alliance would earn: the balanced division of revenue is what stands in the way (Holmström,
1982, for smooth efforts). With no free riding, the share that least demands trust,
:math:`\theta^* = \sqrt{A} / (\sqrt{A} + \sqrt{B})`, minimises the sum :math:`A/\theta + B/(1-\theta)` of the two
beliefs in the partner that the players need.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.alliance import MODEL as ALLIANCE
from coopgame.models.enterprise_university import MODEL as UNIVERSITY
from coopgame.symbols import Region, parameters
from proofs.agreement import found_by_the_library, same

v_1, v_2, sigma, c_1, c_2, theta = parameters("v_1 v_2 sigma c_1 c_2 theta")
k_e, k_u, c_e, c_u, D, B_e, B_u = parameters("k_e k_u c_e c_u D B_e B_u")
a, b = parameters("a b")  # the square roots of A and B

positive = Region(v_1 > 0, v_2 > 0, sigma > 0)


def invest(share: sp.Expr) -> sp.Expr:
    """Neither enterprise gains by holding back from joint investment."""
    return sp.And(share * (v_1 + sigma) >= c_1, (1 - share) * (v_2 + sigma) >= c_2)


def collaborate(share: sp.Expr) -> sp.Expr:
    """Neither enterprise nor university gains by defecting on the other."""
    revenue = k_e * k_u
    return sp.And(share * revenue - c_e >= B_e - D, (1 - share) * revenue - c_u >= B_u - D)


low, high = c_1 / (v_1 + sigma), 1 - c_2 / (v_2 + sigma)
lowest, highest = (c_e + B_e - D) / (k_e * k_u), 1 - (c_u + B_u - D) / (k_e * k_u)
enough = k_e * k_u >= c_e + c_u + B_e + B_u - 2 * D
trust_needed = a**2 / theta + b**2 / (1 - theta)

THEOREMS = (
    Theorem(
        Claim(
            sp.Equivalent(invest(theta), sp.And(low <= theta, theta <= high)),
            positive,
            name="joint investment is an equilibrium exactly for the shares in the interval",
        ),
        dropping=sigma > 0,
    ),
    Theorem(
        Claim(
            invest((low + high) / 2),
            positive & Region(low <= high),
            name="when the bounds do not cross, the share half way between them sustains joint investment",
        ),
        dropping=low <= high,
    ),
    Theorem(
        Claim(~invest(theta), positive & Region(low > high), name="when the bounds cross, no share sustains it"),
        dropping=low > high,
    ),
    Theorem(
        Claim(
            low <= high,
            positive & Region(c_2 > 0, v_1 <= v_2, c_1 + c_2 <= v_1 + sigma),
            name="some share sustains joint investment if the weaker enterprise adds as much as both together spend",
        ),
        dropping=v_1 <= v_2,
    ),
    Theorem(
        Claim(
            sp.Equivalent(collaborate(theta), sp.And(lowest <= theta, theta <= highest)),
            Region(k_e > 0, k_u > 0),
            name="collaboration with a university is an equilibrium exactly for the shares in the interval",
        ),
        dropping=k_u > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(lowest <= highest, enough),
            Region(k_e > 0, k_u > 0),
            name="such a share exists exactly when revenue covers costs and free riding less twice the compensation",
        ),
        dropping=k_e > 0,
    ),
    Theorem(
        Claim(
            sp.And(sp.diff(lowest, D) < 0, sp.diff(highest, D) > 0),
            Region(k_e > 0, k_u > 0),
            name="a higher compensation widens the interval at both ends",
        ),
        dropping=k_e > 0,
    ),
    Theorem(
        Claim(
            trust_needed >= (a + b) ** 2,
            Region(theta > 0, theta < 1),
            name="no share needs less trust than the square of the sum of the roots",
        ),
        dropping=theta < 1,
    ),
    Theorem(
        Claim(
            sp.Eq(trust_needed.subs(theta, a / (a + b)), (a + b) ** 2),
            Region(a > 0, b > 0),
            name="the share in proportion to the roots needs just that",
        ),
        dropping=a > 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_library_finds_the_same_intervals() -> None:
    for model, both, interval in (
        (ALLIANCE, ("invest", "invest"), sp.And(low <= theta, theta <= high)),
        (UNIVERSITY, ("collaborate", "collaborate"), sp.And(lowest <= theta, theta <= highest)),
    ):
        found = found_by_the_library(model.game)[both]
        assert same(found.condition, interval, model.game.region)
