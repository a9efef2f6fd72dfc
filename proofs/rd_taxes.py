r"""When the best R&D policy towards many enterprises is a tax.

*Primitives.* :math:`n` enterprises, demand :math:`P = a - Q`, unit cost lowered by :math:`y = \sqrt{2 X / \gamma}` for
effective spending :math:`X_i = x_i + \beta \sum_{j \ne i} x_j` (Kamien, Muller and Zang, 1992); the government pays the
part :math:`s` of :math:`x_i`. :math:`S` is the demand's intercept less the initial unit cost.

*Derivation.* :math:`(n + 1) q = S + y`, and what a unit of spending earns equals its cost where :math:`2 \kappa q = (n
+ 1) (1 - s) \gamma y`, with :math:`\kappa_N = n - (n - 1) \beta` for rivals and :math:`\kappa_C = 1 + (n - 1) \beta`
for a cartel. Welfare :math:`n (n + 2) q^2 / 2 - n x` has the same condition with :math:`\kappa_W = (n + 2) \kappa_C /
2` and no subsidy; so :math:`s = 1 - \kappa / \kappa_W`. Here :math:`n` is any real number above one.

*Theorems.* Rivals are taxed exactly when there are more than two and little spills over, never from :math:`\beta = (7 -
2 \sqrt 6) / 25 < 0.0841` on; a cartel is always subsidised, by :math:`n / (n + 2)`. The cartel needs the larger subsidy
exactly for :math:`\beta < 1/2`, whatever its size. While anything is kept back, existence of the best outcome,
:math:`\gamma (n + 1)^2 > 2 \kappa_W`, is not enough for rivals' second-order condition; a cartel's, which unequal
spending must not break either, is :math:`\gamma > 2 \kappa_W`.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.backward import solve_staged
from coopgame.symbols import Region, parameters
from proofs.agreement import same

S, gamma, beta, n, y = parameters("S gamma beta n y")
KAMIEN = "M. Kamien, E. Muller and I. Zang (1992), American Economic Review 82:1293-1306, for the game"

kappa_alone, kappa_together = n - (n - 1) * beta, 1 + (n - 1) * beta
kappa_welfare = (n + 2) * kappa_together / 2
tax_or_not, cartel = (sp.factor(1 - kappa / kappa_welfare) for kappa in (kappa_alone, kappa_together))
most_spilled = (7 - 2 * sp.sqrt(6)) / 25


def reduction(kappa: sp.Expr, part: sp.Expr | int = 0) -> sp.Expr:
    """The cost reduction: ``2 kappa (S + y) / (n + 1) = (n + 1) (1 - s) gamma y``."""
    return 2 * kappa * S / (gamma * (n + 1) ** 2 * (1 - part) - 2 * kappa)


def welfare_of_many(cut: sp.Expr) -> sp.Expr:
    """Consumers' surplus and profits, each enterprise spending ``gamma y^2 / (2 (1 + (n - 1) beta))``."""
    return n * (n + 2) * ((S + cut) / (n + 1)) ** 2 / 2 - n * gamma * cut**2 / (2 * kappa_together)


many = Region(n > 1, S > 0, gamma > 0, beta >= 0, beta <= 1)
enough_curvature = gamma * (n + 1) ** 2 > 2 * kappa_welfare

# What gamma (n + 1)^2 must exceed: for the best outcome to exist, and for a rival's profit to be concave there.
existence_needs = 2 * kappa_welfare
own_needs = 2 * kappa_alone**3 / ((1 - tax_or_not) * (n - (n - 1) * beta**2))

THEOREMS = (
    Theorem(
        Claim(
            welfare_of_many(y) <= welfare_of_many(reduction(kappa_welfare)),
            many & enough_curvature,
            name="of all symmetric cost reductions the second best brings most",
        ),
        dropping=enough_curvature,
    ),
    Theorem(
        Claim(
            sp.And(
                sp.Eq(reduction(kappa_alone, tax_or_not), reduction(kappa_welfare)),
                sp.Eq(reduction(kappa_together, cartel), reduction(kappa_welfare)),
            ),
            many & enough_curvature,
            source=KAMIEN,
            name="rivals and cartel of any size reach it, each by its own part of the spending",
        ),
        dropping=enough_curvature,
    ),
    Theorem(
        Claim(
            sp.Equivalent(tax_or_not < 0, beta * (n - 1) * (n + 4) < n - 2),
            Region(n > 1, beta >= 0),
            name="rivals are taxed exactly when there are more than two and little enough spills over",
        ),
        dropping=n > 1,
    ),
    Theorem(
        Claim(
            tax_or_not >= 0,
            Region(n > 1, beta >= most_spilled),
            name="from about a twelfth of spillovers on, no number of rivals is taxed",
        ),
        dropping=beta >= most_spilled,
    ),
    Theorem(
        Claim(
            sp.And(cartel > 0, sp.Eq(sp.diff(cartel, beta), 0)),
            Region(n > 1, beta >= 0, beta <= 1),
            name="a cartel is always subsidised, by a part that does not depend on spillovers",
        ),
        dropping=n > 1,
    ),
    Theorem(
        Claim(
            sp.Equivalent(cartel > tax_or_not, beta < sp.Rational(1, 2)),
            Region(n > 1, beta >= 0, beta <= 1),
            name="a cartel of any size needs the larger subsidy exactly when less than half spills over",
        ),
        dropping=n > 1,
    ),
    Theorem(
        Claim(
            own_needs > existence_needs,
            Region(n > 1, beta >= 0, beta < 1),
            name="while anything is kept back, rivals' second-order condition needs dearer R&D than existence does",
        ),
        dropping=beta < 1,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    own, other, sigma = parameters("own other sigma")
    cut = [sp.sqrt(2 * X / gamma) for X in (own + (n - 1) * beta * other, beta * own + (1 + (n - 2) * beta) * other)]
    sold = (S + n * cut[0] - (n - 1) * cut[1]) / (n + 1)
    rival = (S + 2 * cut[1] - cut[0]) / (n + 1)
    spent = gamma * y**2 / (2 * kappa_together)
    at = {S: 7, gamma: 5, n: 4, beta: sp.Rational(1, 3), sigma: sp.Rational(1, 6)}
    marginal = sp.diff(sold**2 - (1 - sigma) * own, own)
    joint = marginal + (n - 1) * sp.diff(rival**2, own)
    for kappa, slope in ((kappa_alone, marginal), (kappa_together, joint)):
        level = spent.subs(y, reduction(kappa, sigma)).subs(at)
        assert sp.simplify(slope.subs(at).subs({own: level, other: level})) == 0
    assert sp.simplify(tax_or_not - (beta * (n - 1) * (n + 4) - n + 2) / ((n + 2) * kappa_together)) == 0
    assert sp.simplify(cartel - n / (n + 2)) == 0
    assert sp.simplify(tax_or_not.subs(n, 2) - 3 * beta / (2 * (1 + beta))) == 0, (
        "as in the duopoly with spillovers of cost reductions"
    )
    curved = 2 * kappa_alone**3 - gamma * (n + 1) ** 2 * (1 - sigma) * (n - (n - 1) * beta**2)
    y_alone = reduction(kappa_alone, sigma)
    level = (gamma * y_alone**2 / (2 * kappa_together)).subs(at)
    second = sp.diff(sold**2, own, 2).subs(at).subs({own: level, other: level})
    assert sp.simplify(second - (curved / (gamma**2 * y_alone**2 * kappa_alone * (n + 1) ** 2)).subs(at)) == 0


def test_second_order_and_existence_part_by_a_square() -> None:
    gap = kappa_alone**2 - (n - (n - 1) * beta**2)
    assert sp.expand(gap - n * (n - 1) * (1 - beta) ** 2) == 0


def test_known_values() -> None:
    assert [tax_or_not.subs({beta: sp.Rational(1, 12), n: k}) for k in (4, 5)] == [0, 0]
    assert tax_or_not.subs({beta: most_spilled, n: 2 + sp.sqrt(6)}).simplify() == 0
    assert [cartel.subs(n, k) for k in (2, 3)] == [sp.Rational(1, 2), sp.Rational(3, 5)]
    assert tax_or_not.subs({n: 3, beta: sp.Rational(1, 14)}) == 0
    assert tax_or_not.subs({n: 3, beta: 0}) == -sp.Rational(1, 5)


def test_the_library_finds_the_same_policies_for_three() -> None:
    x, q = parameters("x_1 x_2 x_3"), parameters("q_1 q_2 q_3")
    s = parameters("s")
    names = ("enterprise 1", "enterprise 2", "enterprise 3")
    spent = [own + beta * (sum(x) - own) for own in x]
    earned = [(S - sum(q) + sp.sqrt(2 * X / gamma)) * q[i] - x[i] for i, X in enumerate(spent)]
    payoffs = {name: earned[i] + s * x[i] for i, name in enumerate(names)}
    game = StagedGame(
        {"government": sum(q) ** 2 / 2 + sum(earned), **payoffs},
        (
            Stage("policy", {"government": s}),
            Stage("research", dict(zip(names, x, strict=True))),
            Stage("output", dict(zip(names, q, strict=True))),
        ),
        Region(S > 0, gamma > 0, beta >= 0, beta <= 1, *(z > 0 for z in (*x, *q))),
    )
    y_best = reduction(kappa_welfare).subs(n, 3)
    for together, policy, needed in (((), tax_or_not, own_needs / 16), ((names,), cartel, existence_needs)):
        found = solve_staged(game, {"research": together}, symmetric=(names,))
        assert sp.simplify(found.choices[s] - policy.subs(n, 3)) == 0
        assert sp.simplify(found.choices[x[2]] - (gamma * y_best**2 / (2 * kappa_together)).subs(n, 3)) == 0
        below_full = game.domain & (beta < 1)  # with beta = 1 only what a cartel spends in all matters
        assert same(found.condition, gamma > needed.subs(n, 3), below_full)
