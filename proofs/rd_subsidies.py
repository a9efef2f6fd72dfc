r"""R&D subsidies with spillovers: what they are, and how they compare with letting enterprises cooperate.

*Primitives.* Two enterprises, demand :math:`P = a - b Q`. R&D :math:`x_i` costs :math:`\gamma x_i^2 / 2` and lowers the
own unit cost by :math:`x_i`, the other's by :math:`\beta x_i`; :math:`S` is the intercept less the initial unit cost.
First the government commits to a subsidy, then R&D is chosen (alone: N; jointly: C), then quantities.

*Derivation.* Cournot competition gives :math:`3 b q_i = S + (2 - \beta) x_i + (2 \beta - 1) x_j` and the profit
:math:`b q_i^2 - \gamma x_i^2 / 2`. With :math:`\kappa = 2 - \beta` (N) or :math:`1 + \beta` (C), what a unit of R&D
earns is :math:`\tfrac23 \kappa q`, and in a symmetric outcome :math:`3 b q = S + (1 + \beta) x`. A unit subsidy adds
:math:`s` to it, a proportional one takes the part :math:`\sigma` off the marginal cost :math:`\gamma x`. Welfare is
:math:`4 b q^2 - \gamma x^2`, as the subsidy is a transfer.

*Theorems.* One outcome is the best that a subsidy can bring, and each regime reaches it by its own subsidy (Hinloopen,
1997): the cartel by :math:`\sigma = 1/2` whatever the market, rivals by :math:`3 \beta / (2 (1 + \beta))`. The cartel
needs the larger one exactly for :math:`\beta < 1/2`. The subsidy beats leave to cooperate. But existence of the best
outcome does not make it an equilibrium: for :math:`\beta < 1/2` proportional subsidies of that size can destroy the
enterprises' own second-order conditions. What changes when public funds are dear is the subject of ``shadow_costs``.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.rd_subsidy import MODEL
from coopgame.symbols import Region, parameters
from proofs.agreement import same

S, a, A, b, gamma, beta, x, s = parameters("S a A b gamma beta x s")
B = b * gamma
HINLOOPEN = "J. Hinloopen (1997), Journal of Economics 66:151-175"
ALONE, TOGETHER = 2 - beta, 1 + beta


def research(kappa: sp.Expr, subsidy: sp.Expr | int = 0) -> sp.Expr:
    """R&D under a unit subsidy: ``2 kappa (S + (1 + beta) x) / (9 b) + s = gamma x``."""
    return (2 * kappa * S + 9 * b * subsidy) / (9 * B - 2 * kappa * (1 + beta))


def research_shared(kappa: sp.Expr, part: sp.Expr) -> sp.Expr:
    """R&D under a proportional subsidy: ``2 kappa (S + (1 + beta) x) / (9 b) = (1 - sigma) gamma x``."""
    return 2 * kappa * S / (9 * B * (1 - part) - 2 * kappa * (1 + beta))


def output(r: sp.Expr) -> sp.Expr:
    """Each enterprise's quantity."""
    return (S + (1 + beta) * r) / (3 * b)


def welfare(r: sp.Expr) -> sp.Expr:
    """Consumers' surplus and profits; a subsidy is a transfer."""
    return 4 * b * output(r) ** 2 - gamma * r**2


Delta = 9 * B - 4 * (1 + beta) ** 2
best = 4 * (1 + beta) * S / Delta
s_alone, s_together = 6 * beta * gamma * S / Delta, 2 * (1 + beta) * gamma * S / Delta
part_alone, part_together = 3 * beta / (2 * (1 + beta)), sp.Rational(1, 2)

# Own second derivatives at N, and at C along (1, 1) and (1, -1), all of them times -9 b.
curved_alone = 9 * B * (1 - part_alone) - 2 * (2 - beta) ** 2
curved_together = 9 * B * (1 - part_together) - 2 * (1 + beta) ** 2
curved_apart = 9 * B * (1 - part_together) - 18 * (1 - beta) ** 2

market = Region(S > 0, b > 0, gamma > 0, beta >= 0, beta <= 1)
exists = Delta > 0
half = sp.Rational(1, 2)

THEOREMS = (
    Theorem(
        Claim(welfare(x) <= welfare(best), market & exists, name="no symmetric R&D is better than the second best"),
        dropping=exists,
    ),
    Theorem(
        Claim(
            sp.And(
                sp.Equivalent(sp.Eq(research(ALONE, s), best), sp.Eq(s, s_alone)),
                sp.Equivalent(sp.Eq(research(TOGETHER, s), best), sp.Eq(s, s_together)),
            ),
            market & exists,
            source=HINLOOPEN,
            name="rivals and cartel reach the same outcome, each by one unit subsidy of its own",
        ),
        dropping=exists,
    ),
    Theorem(
        Claim(
            sp.And(
                sp.Eq(research_shared(ALONE, part_alone), best), sp.Eq(research_shared(TOGETHER, part_together), best)
            ),
            market & exists,
            source=HINLOOPEN,
            name="rivals and cartel reach it by proportional subsidies that do not depend on the market",
        ),
        dropping=exists,
    ),
    Theorem(
        Claim(
            sp.And(
                sp.Equivalent(s_together > s_alone, beta < half),
                sp.Equivalent(part_together > part_alone, beta < half),
            ),
            market & exists,
            name="the cartel needs the larger subsidy exactly when less than half spills over",
        ),
        dropping=exists,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sp.Eq(s_alone, 0), sp.Eq(beta, 0)),
            market & exists,
            name="rivals need no subsidy exactly when nothing spills over",
        ),
        dropping=S > 0,
    ),
    Theorem(
        Claim(
            sp.And(best > research(TOGETHER), best > research(ALONE)),
            market & exists & (beta > 0),
            source=HINLOOPEN,
            name="a subsidy brings more R&D than leave to cooperate, and more than rivalry once anything spills over",
        ),
        dropping=beta > 0,
    ),
    Theorem(
        Claim(
            sp.And(
                welfare(best) > welfare(research(TOGETHER)),
                sp.Equivalent(welfare(best) > welfare(research(ALONE)), beta > 0),
            ),
            market & exists,
            source=HINLOOPEN,
            name="a subsidy is better than leave to cooperate, and than rivalry once anything spills over",
        ),
        dropping=S > 0,
    ),
    Theorem(
        Claim(
            curved_alone > 0,
            market & exists & (beta >= half),
            name="with half or more spilling over, the subsidy leaves rivals' second-order condition intact",
        ),
        dropping=beta >= half,
    ),
    Theorem(
        Claim(
            sp.And(curved_together > 0, curved_apart > 0),
            market & exists & (beta >= half),
            name="with half or more spilling over, the subsidised cartel gains nothing by unequal R&D",
        ),
        dropping=beta >= half,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    x_1, x_2, sigma = parameters("x_1 x_2 sigma")

    def profit(own: sp.Expr, other: sp.Expr) -> sp.Expr:
        sold = (S + (2 - beta) * own + (2 * beta - 1) * other) / (3 * b)
        return b * sold**2 - (1 - sigma) * gamma * own**2 / 2 + s * own

    first, joint = profit(x_1, x_2), profit(x_1, x_2) + profit(x_2, x_1)
    for kappa, objective in ((ALONE, first), (TOGETHER, joint)):
        slope = sp.diff(objective, x_1).subs({x_1: x, x_2: x})
        assert sp.simplify(slope.subs({sigma: 0, x: research(kappa, s)})) == 0
        assert sp.simplify(slope.subs({s: 0, x: research_shared(kappa, sigma)})) == 0
    own = sp.diff(first, x_1, 2)
    across, along = (sp.diff(joint, x_1, 2) + sign * sp.diff(joint, x_1, x_2) for sign in (-1, 1))
    assert sp.simplify(own.subs(sigma, part_alone) * 9 * b + curved_alone) == 0
    assert sp.simplify(along.subs(sigma, part_together) * 9 * b + curved_together) == 0
    assert sp.simplify(across.subs(sigma, part_together) * 9 * b + curved_apart) == 0
    assert sp.simplify(welfare(best) - 4 * gamma * S**2 / Delta) == 0
    assert sp.simplify(output(best) - 3 * gamma * S / Delta) == 0


def test_known_values() -> None:
    for at, values in (
        ({S: 2, b: 1, gamma: 3, beta: "3/10"}, ("130/253", "135/253", "195/253", "9/26", "600/253")),
        ({S: 5, b: 2, gamma: 2, beta: "4/5"}, ("25/16", "25/12", "25/16", "2/3", "625/72")),
    ):
        found = [value.subs(at) for value in (best, s_alone, s_together, part_alone, welfare(best))]
        assert found == list(map(sp.Rational, values))
    at = {S: 2, b: 1, gamma: 3, beta: half}
    assert s_alone.subs(at) == s_together.subs(at)
    assert part_alone.subs(at) == part_together


def test_the_library_finds_the_same_subsidies_and_conditions() -> None:
    size = {S: a - A}
    domain = MODEL.region & exists
    affordable = ((1 + beta) * best <= A).subs(size)
    second_order = {
        "N+s": sp.And(2 * (2 - beta) ** 2 < 9 * B, sp.Ne(3 * B, 2 * (1 - beta) * (2 - beta))),
        "C+s": 2 * (1 - beta) ** 2 < B,
    }
    for label, subsidy in (("N+s", s_alone), ("C+s", s_together)):
        found = MODEL.regime(label).outcome
        assert sp.simplify(found.choices[s] - subsidy.subs(size)) == 0
        assert sp.simplify(found.choices["x_2"] - best.subs(size)) == 0
        assert sp.simplify(found.payoffs["government"] - welfare(best).subs(size)) == 0
        assert same(found.condition, sp.And(affordable, second_order[label]), domain)
