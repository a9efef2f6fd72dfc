r"""Sharing in proportion to cost: it sustains cooperation wherever that pays, and makes partners spend too much.

*Primitives.* Partners spend :math:`x_i \ge 0`, :math:`X = \sum_i x_i`, and earn :math:`R(X)` together. In proportion to
cost partner :math:`i` gets :math:`R(X) x_i / X`; shared equally, :math:`R(X) / n`. In a joint investment two partners
spend :math:`c_i` or nothing and earn :math:`r` together, or :math:`r_i` when only :math:`i` spends.

*Derivation.* A unit more spent earns :math:`i` the amount :math:`R' x_i / X + (R / X) (1 - x_i / X)`: part of what it
adds, and part of what the others' spending earned. In a symmetric outcome that is :math:`m / n + (1 - 1/n) A` with the
marginal revenue :math:`m = R'` and the average :math:`A = R / X`; under equal shares it is :math:`m / n`. The best
spending has :math:`m = 1`. If the part :math:`\lambda` is divided by cost and the rest equally, it is
:math:`m / n + \lambda (1 - 1/n) A`. With :math:`R = a X - b X^2 / 2` the best is :math:`X^* = (a - 1) / b`, sharing by
cost leads to :math:`2 n X^* / (n + 1)`, equal shares to :math:`(a - n) / b`, and :math:`z X^*` attains the part
:math:`z (2 - z)` of the best surplus.

*Theorems.* By cost, each spends too much exactly where average revenue exceeds marginal revenue, that is where returns
decrease, and equal shares spend too little (Sen, 1966). With quadratic revenue sharing by cost is the better of the two
exactly for :math:`a < n + 2`. The mixture that is just right divides by cost the part :math:`1 / A`, which is the
elasticity of revenue there: it repays what was spent and splits the rest. A prize that does not depend on spending is
a contest (Tullock, 1980), of which two waste half. A joint investment is an equilibrium when shared by cost exactly
when revenue covers cost, so by cost whenever by any linear share; but also where one partner should not invest.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.games.venture import Venture
from coopgame.sharing.equal import equal_split
from coopgame.sharing.linear import linear_share
from coopgame.sharing.proportional import proportional_to_cost
from coopgame.symbols import Region, parameters
from proofs.agreement import found_by_the_library, same

n, m, A, a, b, x, z, P, part, theta = parameters("n m A a b x z P part theta")
c_1, c_2, r_1, r_2, r = parameters("c_1 c_2 r_1 r_2 r")
SEN = "A. K. Sen (1966), Review of Economic Studies 33:361-371"
TULLOCK = "G. Tullock (1980), in Buchanan, Tollison and Tullock (eds), Toward a Theory of the Rent-Seeking Society"

# What one more unit of one's own spending earns, in a symmetric outcome.
by_cost, equally = m / n + (1 - 1 / n) * A, m / n
mixed = m / n + part * (1 - 1 / n) * A

# Quadratic revenue: what each spends, and the part of the best surplus that is attained.
best = (a - 1) / b
spent_by_cost, spent_equally = 2 * n * best / (n + 1), (a - n) / b
attained_by_cost = 4 * n / (n + 1) ** 2
attained_equally = 1 - (n - 1) ** 2 / (a - 1) ** 2


def earned(total: sp.Expr) -> sp.Expr:
    """Quadratic revenue."""
    return a * total - b * total**2 / 2


def gets(own: sp.Expr, other: sp.Expr) -> sp.Expr:
    """What one of two gets by cost from quadratic revenue, less what it spends."""
    return sp.expand(own * (a - b * (own + other) / 2) - own)


split = sp.expand(earned(x + z) / 2 - x)
each_by_cost, each_equally = sp.Eq(3 * b * z, 2 * (a - 1)), sp.Eq(2 * b * z, a - 2)  # what each of two spends, z
contest = P * x / (x + P / 4) - x

# A joint investment, as an equilibrium: by cost, holding back spends and gets nothing.
sustained_by_cost = sp.And(r * c_1 / (c_1 + c_2) >= c_1, r * c_2 / (c_1 + c_2) >= c_2)
sustained_linearly = sp.And(theta * r - c_1 >= theta * r_2, (1 - theta) * r - c_2 >= (1 - theta) * r_1)
spending = Region(c_1 > 0, c_2 > 0)
partners = Region(n >= 1)

THEOREMS = (
    Theorem(
        Claim(
            sp.Equivalent(by_cost > m, m < A),
            partners & (n > 1),
            source=SEN,
            name="by cost, each gains more than it adds exactly where average revenue exceeds marginal revenue",
        ),
        dropping=n > 1,
    ),
    Theorem(
        Claim(
            sp.And(equally < m, equally < by_cost),
            Region(n > 1, m > 0, A > 0),
            source=SEN,
            name="shared equally, each gains less than it adds, and less than by cost",
        ),
        dropping=A > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sp.Eq(mixed, 1), sp.Eq(part, 1 / A)),
            Region(n > 1, A > 0, sp.Eq(m, 1)),
            source=SEN,
            name="at the best spending, the mixture that is just right divides by cost what was spent, no more",
        ),
        dropping=sp.Eq(m, 1),
    ),
    Theorem(
        Claim(
            gets(x, z) <= gets(z, z),
            Region(b >= 0, each_by_cost),
            name="by cost, two who spend a third more than is best are in equilibrium",
        ),
        dropping=each_by_cost,
    ),
    Theorem(
        Claim(
            split <= split.subs(x, z),
            Region(b >= 0, each_equally),
            name="with equal shares, two who spend what makes half of marginal revenue one are in equilibrium",
        ),
        dropping=each_equally,
    ),
    Theorem(
        Claim(
            sp.And(spent_equally < best, best < spent_by_cost),
            partners & Region(n > 1, a > 1, b > 0),
            source=SEN,
            name="equal shares make partners spend too little, shares by cost too much",
        ),
        dropping=n > 1,
    ),
    Theorem(
        Claim(
            sp.Equivalent(attained_by_cost > attained_equally, a < n + 2),
            partners & Region(n > 1, a > 1, a >= n),
            name="sharing by cost attains more than sharing equally exactly when the first unit earns less than n + 2",
        ),
        dropping=n > 1,
    ),
    Theorem(
        Claim(
            contest <= P / 4,
            Region(P > 0, x >= 0),
            source=TULLOCK,
            name="two who share a given prize by cost spend a quarter of it each: half is wasted",
        ),
        dropping=x >= 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sustained_by_cost, r >= c_1 + c_2),
            spending & (c_1 + c_2 > 0),
            name="shared by cost, a joint investment is an equilibrium exactly when revenue covers cost",
        ),
        dropping=c_2 > 0,
    ),
    Theorem(
        Claim(
            sp.Implies(sustained_linearly, sustained_by_cost),
            spending & Region(theta >= 0, theta <= 1, r_1 >= 0, r_2 >= 0),
            name="what some linear share sustains, sharing by cost sustains",
        ),
        dropping=r_1 >= 0,
    ),
    Theorem(
        Claim(
            sp.And(sustained_by_cost, r - c_1 - c_2 < r_1 - c_1),
            spending & Region(r - r_1 < c_2, r >= c_1 + c_2),
            name="and it sustains the investment of a partner who adds less than it spends",
        ),
        dropping=r - r_1 < c_2,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    own, others = parameters("own others")
    revenue = sp.Function("R")(own + others)
    marginal = sp.diff(revenue * own / (own + others), own).doit()
    total, slope, level = own + others, sp.Symbol("slope"), sp.Symbol("level")
    written = marginal.replace(lambda part: isinstance(part, sp.Subs | sp.Derivative), lambda _: slope)
    written = written.subs(sp.Function("R")(total), level)
    symmetric = {others: (n - 1) * own}
    assert sp.simplify((written - by_cost.subs({m: slope, A: level / total})).subs(symmetric)) == 0

    quadratic = {m: a - b * x, A: a - b * x / 2}
    assert sp.solve(by_cost.subs(quadratic) - 1, x) == [sp.factor(spent_by_cost)]
    assert sp.simplify(sp.solve(equally.subs(quadratic) - 1, x)[0] - spent_equally) == 0

    for condition, spent in ((each_by_cost, spent_by_cost), (each_equally, spent_equally)):
        assert sp.simplify(condition.subs(z, spent.subs(n, 2) / 2)) == sp.true

    def surplus(total: sp.Expr) -> sp.Expr:
        return earned(total) - total

    assert sp.solve(sp.diff(surplus(x), x), x) == [best]
    assert sp.simplify(surplus(spent_by_cost) / surplus(best) - attained_by_cost) == 0
    assert sp.simplify(surplus(spent_equally) / surplus(best) - attained_equally) == 0
    elasticity = (quadratic[m] / quadratic[A]).subs(x, best)
    assert sp.simplify(elasticity - 1 / quadratic[A].subs(x, best)) == 0, "the part by cost is the elasticity"
    assert sp.solve(sp.diff(P * x / (x + b) - x, x).subs(b, x), x) == [P / 4]


INVEST, HOLD = "invest", "hold back"
BOTH = (INVEST, INVEST)
earned_by: dict[tuple[str, ...], sp.Expr | int] = {BOTH: r, (INVEST, HOLD): r_1, (HOLD, INVEST): r_2, (HOLD, HOLD): 0}
venture = Venture.from_functions(
    lambda profile: earned_by[tuple(profile)],
    {"one": {INVEST: c_1, HOLD: 0}, "other": {INVEST: c_2, HOLD: 0}},
    {"one": (INVEST, HOLD), "other": (INVEST, HOLD)},
    spending & Region(r_1 >= 0, r_2 >= 0, r > 0, theta > 0, theta < 1),
)


def test_the_library_finds_the_same_equilibria() -> None:
    for rule, expected in (
        (proportional_to_cost(), r >= c_1 + c_2),
        (linear_share({"one": theta, "other": 1 - theta}), sustained_linearly),
        (equal_split(), sustained_linearly.subs(theta, sp.Rational(1, 2))),
    ):
        game = venture.under(rule)
        assert same(found_by_the_library(game)[BOTH].condition, expected, game.region)
