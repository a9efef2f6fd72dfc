r"""Spillovers and cooperative R&D in a duopoly: what is chosen, and where that is an equilibrium.

*Primitives.* Two enterprises first set R&D :math:`x_i` at the cost :math:`\gamma x_i^2 / 2`, then sell :math:`q_i`
under Cournot competition at the price :math:`a - b (q_1 + q_2)`, each at the unit cost :math:`A - x_i - \beta x_j` with
the spillover :math:`0 \le \beta \le 1` (d'Aspremont and Jacquemin, 1988). Regime N: each sets its R&D alone; C: both
set it jointly and compete in the market.

*Derivation.* With :math:`S = a - A`, the market gives :math:`q_i = (S + (2 - \beta) x_i + (2 \beta - 1) x_j) / (3 b)`
and :math:`\pi_i = b q_i^2 - \gamma x_i^2 / 2`. First-order conditions at :math:`x_1 = x_2` give the closed forms. They
are homogeneous, with :math:`B = b \gamma`: R&D is :math:`S` times, output :math:`S / b` times and profit
:math:`S^2 / b` times a function of :math:`B` and :math:`\beta`, so the theorems are stated for :math:`S = b = 1`.

*Theorems.* Each regime's closed form is a maximum against every deviation, also one that drives an enterprise out of
the market, under these conditions and not without them: :math:`9 B > 2 (2 - \beta)^2` in N; in C
:math:`9 B > 2 (1 + \beta)^2` and also :math:`B > 2 (1 - \beta)^2`, as otherwise unequal R&D does better. Best responses
in N converge for :math:`3 B > 2 (2 - \beta) (1 - \beta)` if :math:`\beta < 1/2`, and else always. Spillovers lower R&D,
but effective R&D :math:`(1 + \beta) x` only beyond :math:`\beta = 1/2`. How the regimes compare is the subject of
``rd_rankings``.
"""

from typing import Any, NamedTuple

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.rd_cooperation import MODEL
from coopgame.symbols import Region, parameters
from proofs.agreement import same

a, A, b, gamma, beta, B = parameters("a A b gamma beta B")
x, x_1, x_2, q_1, q_2 = parameters("x x_1 x_2 q_1 q_2")
HALF = sp.Rational(1, 2)
AJ = "C. d'Aspremont and A. Jacquemin (1988), American Economic Review 78:1133-1137"
HENRIQUES = "I. Henriques (1990), American Economic Review 80:638-640"


class Regime(NamedTuple):
    """What each enterprise spends on R&D, what both sell together, what each earns, and welfare."""

    x: Any
    Q: Any
    profit: Any
    W: Any


def profit(own: sp.Expr, other: sp.Expr, research: sp.Expr, rival_research: sp.Expr) -> sp.Expr:
    """What is earned by selling so much, with so much R&D of both."""
    price, cost = a - b * (own + other), A - research - beta * rival_research
    return (price - cost) * own - gamma * research**2 / 2


def root(condition: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
    """Where a linear expression vanishes."""
    return sp.factor(-condition.subs(symbol, 0) / sp.diff(condition, symbol))


def regime(research: sp.Expr, output: sp.Expr) -> Regime:
    """What follows from the R&D of each, and from all output made in equal parts."""
    earned = profit(output / 2, output / 2, research, research)
    return Regime(*map(sp.factor, (research, output, earned, 2 * earned + b * output**2 / 2)))


def unit(expression: sp.Expr) -> sp.Expr:
    """The same for S = b = 1."""
    return sp.factor(expression.subs({a: A + 1, b: 1, gamma: B}))


# The market.
market = [sp.diff(profit(q_1, q_2, x_1, x_2), q_1), sp.diff(profit(q_2, q_1, x_2, x_1), q_2)]
sold = dict(zip((q_1, q_2), next(iter(sp.linsolve(market, q_1, q_2))), strict=True))
alone = profit(q_1, q_2, x_1, x_2).subs(sold, simultaneous=True)
joint = alone + profit(q_2, q_1, x_2, x_1).subs(sold, simultaneous=True)

# R&D, by the first-order conditions at equal R&D.
alike = {x_1: x, x_2: x}
set_by = {"N": alone, "C": joint}
competing = {
    name: regime(r, 2 * sold[q_1].subs(alike).subs(x, r))
    for name, r in ((name, root(sp.diff(objective, x_1).subs(alike), x)) for name, objective in set_by.items())
}
N, C = (Regime(*map(unit, competing[name])) for name in "NC")

# What the theorems need of each: denominators, second-order conditions, the slope of best responses.
D_N = 9 * B - 2 * (2 - beta) * (1 + beta)
D_C = 9 * B - 2 * (1 + beta) ** 2
CONCAVE_N = 9 * B - 2 * (2 - beta) ** 2 > 0
CONCAVE_C = B - 2 * (1 - beta) ** 2 > 0
slope = -unit(sp.diff(alone, x_1, x_2) / sp.diff(alone, x_1, 2))

spillover = Region(beta >= 0, beta <= 1)


def monopoly(research: sp.Expr, rival_research: sp.Expr) -> sp.Expr:
    """The best that one enterprise earns with these costs when the other sells nothing, before its R&D is paid."""
    return (1 + research + beta * rival_research) ** 2 / 4


def out(research: sp.Expr, rival_research: sp.Expr) -> sp.Expr:
    """The rival of an enterprise with this R&D sells nothing."""
    return 1 + (2 - beta) * rival_research + (2 * beta - 1) * research <= 0


THEOREMS = (
    Theorem(
        Claim(
            unit(alone).subs(x_2, N.x) <= N.profit,
            spillover & (D_N > 0) & CONCAVE_N,
            name="alone, no other R&D earns more while both sell",
        ),
        dropping=CONCAVE_N,
    ),
    Theorem(
        Claim(
            monopoly(x_1, N.x) - B * x_1**2 / 2 <= N.profit,
            spillover & Region(D_N > 0, CONCAVE_N, x_1 >= 0, out(x_1, N.x)),
            name="alone, driving the rival out of the market earns no more",
        ),
        dropping=CONCAVE_N,
    ),
    Theorem(
        Claim(
            unit(joint) <= 2 * C.profit,
            spillover & (D_C > 0) & CONCAVE_C,
            name="the cartel's equal R&D beats unequal R&D where B > 2 (1 - beta)^2",
        ),
        dropping=CONCAVE_C,
    ),
    Theorem(
        Claim(
            unit(joint) <= 2 * C.profit,
            spillover & (D_C > 0) & CONCAVE_C,
            name="the cartel's R&D is bounded where 9 B > 2 (1 + beta)^2",
        ),
        dropping=D_C > 0,
    ),
    Theorem(
        Claim(
            monopoly(x_1, x_2) - B * (x_1**2 + x_2**2) / 2 <= 2 * C.profit,
            spillover & Region(D_C > 0, CONCAVE_C, x_1 >= 0, x_2 >= 0, out(x_1, x_2)),
            name="the cartel gains nothing by closing one enterprise where B > 2 (1 - beta)^2",
        ),
        dropping=CONCAVE_C,
    ),
    Theorem(
        Claim(
            sp.Equivalent(slope**2 < 1, 3 * B - 2 * (2 - beta) * (1 - beta) > 0),
            spillover & Region(beta < HALF, CONCAVE_N),
            source=HENRIQUES,
            name="below one half, best responses in R&D converge exactly for 3 B > 2 (2 - beta) (1 - beta)",
        ),
        dropping=beta < HALF,
    ),
    Theorem(
        Claim(
            sp.Equivalent(slope**2 < 1, D_N > 0),
            spillover & Region(beta >= HALF, CONCAVE_N),
            source=HENRIQUES,
            name="from one half on, best responses in R&D converge wherever the equilibrium exists",
        ),
        dropping=beta >= HALF,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sp.diff(N.x, beta) < 0, CONCAVE_N),
            spillover & (D_N > 0),
            source=AJ,
            name="spillovers lower R&D exactly where the second-order condition holds",
        ),
        dropping=D_N > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sp.diff((1 + beta) * N.x, beta) > 0, beta < HALF),
            spillover & (D_N > 0),
            source=AJ,
            name="spillovers raise effective R&D exactly below one half",
        ),
        dropping=D_N > 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    S, scale = a - A, {B: b * gamma}
    n, c = D_N.subs(scale), D_C.subs(scale)
    alone_, joint_ = competing["N"], competing["C"]
    assert sp.simplify(sold[q_1] - (S + (2 - beta) * x_1 + (2 * beta - 1) * x_2) / (3 * b)) == 0
    for found, expected in (
        (alone_.x, 2 * S * (2 - beta) / n),
        (joint_.x, 2 * S * (1 + beta) / c),
        (alone_.Q, 6 * S * gamma / n),
        (joint_.Q, 6 * S * gamma / c),
        (alone_.profit, gamma * S**2 * (9 * b * gamma - 2 * (2 - beta) ** 2) / n**2),
        (joint_.profit, gamma * S**2 / c),
        (alone_.W, b * alone_.Q**2 - gamma * alone_.x**2),
        (sp.diff((1 + beta) * alone_.x, beta), 18 * S * b * gamma * (1 - 2 * beta) / n**2),
    ):
        assert sp.simplify(found - expected) == 0


def test_second_order_conditions_are_the_signs_of_the_curvatures() -> None:
    along, across = sp.diff(joint, x_1, 2) + sp.diff(joint, x_1, x_2), sp.diff(joint, x_1, 2) - sp.diff(joint, x_1, x_2)
    assert unit(sp.diff(alone, x_1, 2) * 9) == unit(2 * (2 - beta) ** 2 - 9 * b * gamma)
    assert unit(9 * along + D_C) == 0
    assert unit(across - 2 * (1 - beta) ** 2 + B) == 0


def test_known_values() -> None:
    for at, in_N, in_C in (
        (
            (10, 8, 1, 3, "3/10"),
            ("340/1129", "1800/1129", "636600/1274641", "2893200/1274641"),
            ("260/1181", "1800/1181", "600/1181", "3037200/1394761"),
        ),
        (
            (20, 15, 2, 2, "4/5"),
            ("25/66", "125/66", "14375/8712", "2500/363"),
            ("25/41", "250/123", "625/369", "113750/15129"),
        ),
        (
            (100, 80, 1, 4, "1/2"),
            ("40/21", "320/21", "3200/63", "32000/147"),
            ("40/21", "320/21", "3200/63", "32000/147"),
        ),
    ):
        point = dict(zip((a, A, b, gamma, beta), map(sp.Rational, at), strict=True))
        for name, values in (("N", in_N), ("C", in_C)):
            assert [value.subs(point) for value in competing[name]] == [sp.Rational(value) for value in values]
    # Best responses stop converging at beta = (3 - sqrt 7) / 2 = 0.177 for B = 1.
    assert sp.simplify((3 - 2 * (2 - beta) * (1 - beta)).subs(beta, (3 - sp.sqrt(7)) / 2)) == 0


def test_the_library_finds_the_same_outcomes_and_where_they_are() -> None:
    singular = sp.Ne(3 * B, 2 * (2 - beta) * (1 - beta))
    for name, conditions in (("N", (D_N > 0, CONCAVE_N, singular)), ("C", (D_C > 0, CONCAVE_C))):
        outcome, expected = MODEL.regime(name).outcome, competing[name]
        for choice, value in ((x_1, expected.x), (x_2, expected.x), (q_1, expected.Q / 2), (q_2, expected.Q / 2)):
            assert sp.simplify(outcome.choices[choice] - value) == 0
        where = sp.And(*(c.subs(B, b * gamma) for c in conditions), (1 + beta) * expected.x <= A)
        assert same(outcome.condition, where, MODEL.region)
    assert same(
        MODEL.regime("N").outcome.stability, slope.subs(B, b * gamma) ** 2 < 1, MODEL.regime("N").outcome.condition
    )
