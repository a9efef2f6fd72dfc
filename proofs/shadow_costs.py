r"""The shadow cost of public funds: how much a subsidy of R&D adds to welfare for what it costs, and when it is a tax.

*Primitives.* The duopoly of ``rd_subsidies`` under a proportional subsidy :math:`\sigma`. A unit of public money costs
society :math:`1 + \mu`, as the taxes it comes from distort.

*Derivation.* :math:`\sigma` is chosen so that :math:`\tfrac23 \kappa q = (1 - \sigma) \gamma x`. So the budget
:math:`\sigma \gamma x^2 = (\gamma x - \tfrac23 \kappa q) x` is quadratic in :math:`x`, as welfare :math:`W` is, and so
is :math:`W` less :math:`\mu` times the budget. At the R&D that is done without a subsidy the ratio of their derivatives
is

.. math:: m = \frac{9 b \gamma (4 (1 + \beta) - 2 \kappa)}{\kappa (9 b \gamma - 2 \kappa (1 + \beta))}.

*Theorems.* A unit of public money adds at most :math:`m` to welfare. The best :math:`\sigma` is a closed form that
falls with :math:`\mu`, and it is a tax exactly for :math:`\mu > m`. Nothing of this depends on the size of the market.
With :math:`\mu = 0` it is the subsidy of Hinloopen (1997); the shadow cost is this library's addition.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.proportional_subsidy import MODEL
from coopgame.symbols import parameters
from proofs.rd_subsidies import (
    ALONE,
    TOGETHER,
    A,
    B,
    S,
    a,
    b,
    beta,
    exists,
    gamma,
    half,
    market,
    output,
    part_alone,
    part_together,
    research,
    research_shared,
    welfare,
    x,
)

mu, sigma = parameters("mu sigma")


def budget(kappa: sp.Expr, r: sp.Expr) -> sp.Expr:
    """What the subsidy costs under which this R&D is chosen."""
    return (gamma * r - 2 * kappa * output(r) / 3) * r


def dear(kappa: sp.Expr, r: sp.Expr) -> sp.Expr:
    """Welfare, less what public funds cost beyond the transfer."""
    return welfare(r) - mu * budget(kappa, r)


def margin(kappa: sp.Expr) -> sp.Expr:
    """What the first unit of public money adds to welfare."""
    return sp.factor(9 * B * (4 * (1 + beta) - 2 * kappa) / (kappa * (9 * B - 2 * kappa * (1 + beta))))


def best_part(kappa: sp.Expr) -> sp.Expr:
    """The part of the cost of R&D that is best paid."""
    left = 9 * B * (4 * (1 + beta) - kappa * (2 + mu)) + 2 * mu * kappa**2 * (1 + beta)
    return left / (9 * B * (4 * (1 + beta) + kappa * mu))


regimes = (("rivals", ALONE), ("a cartel", TOGETHER))

THEOREMS = (
    *(
        Theorem(
            Claim(
                welfare(x) <= welfare(research(kappa)) + margin(kappa) * budget(kappa, x),
                market & exists,
                name=f"a unit of public money for {who} adds at most its first unit's worth to welfare",
            ),
            dropping=exists,
        )
        for who, kappa in regimes
    ),
    *(
        Theorem(
            Claim(
                dear(kappa, x) <= dear(kappa, research_shared(kappa, best_part(kappa))),
                market & exists & (mu >= 0),
                name=f"with a shadow cost of public funds, no R&D of {who} is better than under the stated subsidy",
            ),
            dropping=exists,
        )
        for who, kappa in regimes
    ),
    Theorem(
        Claim(
            sp.And(*(sp.Equivalent(best_part(kappa) < 0, mu > margin(kappa)) for kappa in (ALONE, TOGETHER))),
            market & exists & (mu >= 0),
            name="the best policy is a tax exactly when public funds cost more than their first unit adds",
        ),
        dropping=exists,
    ),
    Theorem(
        Claim(
            sp.And(*(sp.diff(best_part(kappa), mu) < 0 for kappa in (ALONE, TOGETHER))),
            market & exists & (mu >= 0),
            name="the dearer public funds, the smaller the part that is paid",
        ),
        dropping=exists,
    ),
    Theorem(
        Claim(
            margin(TOGETHER) > margin(ALONE),
            market & exists & (beta < half),
            name="public money adds more to welfare with a cartel than with rivals while less than half spills over",
        ),
        dropping=beta < half,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    for kappa, part in ((ALONE, part_alone), (TOGETHER, part_together)):
        r = research_shared(kappa, sigma)
        assert sp.simplify(budget(kappa, r) - sigma * gamma * r**2) == 0
        assert sp.simplify(best_part(kappa).subs(mu, 0) - part) == 0
        rate = sp.diff(welfare(x), x) / sp.diff(budget(kappa, x), x)
        assert sp.simplify(rate.subs(x, research(kappa)) - margin(kappa)) == 0
        assert sp.simplify(best_part(kappa).subs(mu, margin(kappa))) == 0


def test_known_values() -> None:
    at = {S: 2, b: 1, gamma: 3, beta: "3/10", mu: "3/10"}
    assert best_part(ALONE).subs(at) == sp.Rational(61807, 256950)
    at = {S: 5, b: 2, gamma: 2, beta: "4/5", mu: "1/5"}
    assert best_part(TOGETHER).subs(at) == sp.Rational(153, 350)


def test_the_library_finds_the_same_subsidies() -> None:
    size = {S: a - A}
    for label, kappa in (("N+s", ALONE), ("C+s", TOGETHER)):
        found = MODEL.regime(label).outcome
        assert sp.simplify(found.choices[sigma] - best_part(kappa)) == 0
        expected = dear(kappa, research_shared(kappa, best_part(kappa))).subs(size)
        assert sp.simplify(found.payoffs["government"] - expected) == 0
