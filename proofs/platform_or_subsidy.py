r"""Direct or indirect support of R&D: a subsidy, a platform, a public laboratory.

*Primitives.* Two enterprises, demand :math:`P = a - b Q`, R&D :math:`x` at the cost :math:`\gamma x^2 / 2` that lowers
the own unit cost by :math:`x` and the other's by :math:`\beta x`; :math:`S` is the intercept less the initial unit
cost. *Direct*: the government pays the part :math:`\sigma` of the cost of R&D. *A platform* raises :math:`\beta`. *A
public laboratory* does R&D :math:`x_p` at the cost :math:`\gamma_p x_p^2 / 2`, which lowers both unit costs by
:math:`\theta x_p` (in the spirit of Cabon-Dhersin and Gibert, 2018; the form is this library's own).

*Derivation.* Cournot competition leaves :math:`3 b q = S + (1 + \beta) x` and R&D solves :math:`\tfrac23 \kappa q = (1
- \sigma) \gamma x` for :math:`\kappa = 2 - \beta` (rivals) or :math:`1 + \beta` (a cartel). The laboratory puts
:math:`S + \theta x_p` in the place of :math:`S`. Welfare :math:`4 b q^2 - \gamma x^2` without it is :math:`w S^2`, so
that with it :math:`w (S + \theta x_p)^2 - \gamma_p x_p^2 / 2`, which is largest at :math:`x_p = 2 w \theta S /
(\gamma_p - 2 w \theta^2)`.

*Theorems.* A subsidy always crowds private spending in. A platform always helps a cartel: it raises R&D, profits and
welfare. With rivals it raises welfare exactly while :math:`9 b \gamma (4 - 5 \beta) > 2 (2 - \beta)^3` and profits
while :math:`27 b \gamma (1 - \beta) > 2 (2 - \beta)^3`: never from :math:`\beta = 4/5` on, and for profits never at
:math:`\beta = 1`. So 'a knowledge-sharing platform helps' is true with cooperation and on a part of the domain without.
A laboratory raises private R&D, and laboratory and subsidy are complements. At equal public cost, a small enough
laboratory is better than the subsidy, as the first unit of its R&D costs nothing and the first unit of the subsidy adds
no more than :math:`m` times itself.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.public_laboratory import MODEL
from coopgame.symbols import Region, parameters
from proofs.rd_subsidies import (
    ALONE,
    TOGETHER,
    A,
    B,
    Delta,
    S,
    a,
    b,
    best,
    beta,
    exists,
    gamma,
    market,
    output,
    research,
    research_shared,
    welfare,
    x,
)
from proofs.shadow_costs import budget, margin, sigma

theta, gamma_p, x_p, y, k = parameters("theta gamma_p x_p y k")
CABON = "in the spirit of M.-L. Cabon-Dhersin and R. Gibert (2018)"


def profit(r: sp.Expr) -> sp.Expr:
    """Each enterprise's profit without support."""
    return b * output(r) ** 2 - gamma * r**2 / 2


alone, together = research(ALONE), research(TOGETHER)
D_N, D_C = (9 * B - 2 * kappa * (1 + beta) for kappa in (ALONE, TOGETHER))

# Welfare for each unit of S^2 with the R&D of rivals, and with the best one.
w_alone, w_best = (sp.factor(welfare(r) / S**2) for r in (alone, best))
m = margin(ALONE)  # what the first unit of public money for rivals adds to welfare


def laboratory(w: sp.Expr) -> sp.Expr:
    """The best R&D of a laboratory."""
    return 2 * w * theta * S / (gamma_p - 2 * w * theta**2)


def with_laboratory(w: sp.Expr) -> sp.Expr:
    """Welfare with the best laboratory."""
    return w * gamma_p * S**2 / (gamma_p - 2 * w * theta**2)


supported = 9 * B * (1 - sigma) > 2 * (1 + beta) * (2 - beta)
supported_cartel = 9 * B * (1 - sigma) > 2 * (1 + beta) ** 2
rivalry, cartel = D_N > 0, D_C > 0
public = Region(gamma_p > 0, theta > 0)
bounded = gamma_p * Delta > 8 * gamma * theta**2

# At equal public cost a laboratory of y = theta x_p costs k y^2 / 2 with k = gamma_p / theta^2.
lab_alone = w_alone * (S + y) ** 2 - k * y**2 / 2
small = (k * (1 + m) / 2 - w_alone) * y < 2 * w_alone * S

THEOREMS = (
    *(
        Theorem(
            Claim(
                sp.diff((1 - sigma) * gamma * research_shared(kappa, sigma) ** 2 / 2, sigma) > 0,
                market & paid & (sigma < 1),
                name=f"the larger the part that is paid, the more {who} spend of their own",
            ),
            dropping=paid,
        )
        for who, kappa, paid in (("rivals", ALONE, supported), ("the members of a cartel", TOGETHER, supported_cartel))
    ),
    Theorem(
        Claim(
            sp.Equivalent(sp.diff(welfare(alone), beta) > 0, 9 * B * (4 - 5 * beta) > 2 * (2 - beta) ** 3),
            market & rivalry,
            name="with rivals, a platform raises welfare exactly while 9 b gamma (4 - 5 beta) > 2 (2 - beta)^3",
        ),
        dropping=rivalry,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sp.diff(profit(alone), beta) > 0, 27 * B * (1 - beta) > 2 * (2 - beta) ** 3),
            market & rivalry,
            name="with rivals, a platform raises profits exactly while 27 b gamma (1 - beta) > 2 (2 - beta)^3",
        ),
        dropping=rivalry,
    ),
    Theorem(
        Claim(
            sp.diff(welfare(alone), beta) < 0,
            market & rivalry & (beta >= sp.Rational(4, 5)),
            name="with rivals, a platform lowers welfare where four fifths spill over already",
        ),
        dropping=beta >= sp.Rational(4, 5),
    ),
    Theorem(
        Claim(
            sp.And(*(sp.diff(f, beta) > 0 for f in (together, welfare(together), profit(together)))),
            market & cartel,
            name="with a cartel, a platform raises R&D, welfare and profits",
        ),
        dropping=cartel,
    ),
    Theorem(
        Claim(
            sp.diff(alone.subs(S, S + theta * x), x) > 0,
            market & rivalry & (theta > 0),
            source=CABON,
            name="a public laboratory raises the R&D of rivals",
        ),
        dropping=rivalry,
    ),
    Theorem(
        Claim(
            laboratory(w_best) > laboratory(w_alone),
            market & exists & public & bounded & (beta > 0),
            name="where R&D is subsidised as well, the best laboratory is larger",
        ),
        dropping=beta > 0,
    ),
    Theorem(
        Claim(
            with_laboratory(w_best) - with_laboratory(w_alone) > (w_best - w_alone) * S**2,
            market & exists & public & bounded & (beta > 0),
            name="laboratory and subsidy are complements: each adds more where there is the other",
        ),
        dropping=bounded,
    ),
    Theorem(
        Claim(
            lab_alone > welfare(x),
            market & exists & Region(k > 0, y > 0, small, sp.Eq(budget(ALONE, x), k * y**2 / 2)),
            name="at equal public cost, a small enough laboratory is better than a subsidy for rivals",
        ),
        dropping=small,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    assert sp.simplify(w_best - 4 * gamma / Delta) == 0
    joint = 9 * B * gamma_p - 4 * gamma_p * (1 + beta) ** 2 - 8 * gamma * theta**2
    done = laboratory(w_best)
    assert sp.simplify(done - 8 * gamma * theta * S / joint) == 0
    assert sp.simplify(best.subs(S, S + theta * done) - 4 * gamma_p * (1 + beta) * S / joint) == 0
    assert sp.simplify(with_laboratory(w_best) - 4 * gamma * gamma_p * S**2 / joint) == 0
    for w in (w_alone, w_best):
        total = w * (S + theta * x) ** 2 - gamma_p * x**2 / 2
        assert sp.simplify(sp.diff(total, x).subs(x, laboratory(w))) == 0
        assert sp.simplify(total.subs(x, laboratory(w)) - with_laboratory(w)) == 0
    rate = sp.diff(welfare(x), x) / sp.diff(budget(ALONE, x), x)
    assert sp.simplify(rate.subs(x, alone) - m) == 0
    assert sp.simplify(sp.diff(alone.subs(S, S + theta * x), x) - 2 * theta * (2 - beta) / D_N) == 0


def test_known_values() -> None:
    at = {S: 5, b: 1, gamma: 3, beta: sp.Rational(3, 10), theta: sp.Rational(1, 2), gamma_p: 4}
    done = laboratory(w_best)
    found = [value.subs(at) for value in (best.subs(S, S + theta * done), done, with_laboratory(w_best))]
    assert found == [sp.Rational(value, 937) for value in (1300, 750, 15000)]
    found = [value.subs(at) for value in (laboratory(w_alone), with_laboratory(w_alone))]
    assert found == [sp.Rational(value, 2368457) for value in (1808250, 36165000)]
    assert [welfare(r).subs(at) for r in (best, alone)] == [sp.Rational(3750, 253), sp.Rational(18082500, 1274641)]


def test_the_library_finds_the_same_laboratories() -> None:
    size = {S: a - A}
    for label, w, chosen in (("p", w_alone, alone), ("s+p", w_best, best)):
        found = MODEL.regime(label).outcome
        assert sp.simplify(found.choices[x_p] - laboratory(w).subs(size)) == 0
        expected = chosen.subs(S, S + theta * laboratory(w)).subs(size)
        assert sp.simplify(found.choices["x_1"] - expected) == 0
        assert sp.simplify(found.payoffs["government"] - with_laboratory(w).subs(size)) == 0
