r"""Research joint ventures of any number of enterprises: who sets R&D jointly, and who shares its results.

*Primitives.* :math:`n \ge 2` enterprises spend :math:`x_i` on R&D; spillovers are on spending, so that :math:`X_i = x_i
+ \beta \sum_{j \ne i} x_j` lowers the unit cost of :math:`i` by :math:`y_i = f(X_i) = \sqrt{2 X_i / \gamma}`. Then they
sell under Cournot competition at the price :math:`a - \sum_j q_j` (Kamien, Muller and Zang, 1992, with this :math:`f`).
Regimes: N, each alone; C, R&D set jointly; NJ and CJ the same in a research joint venture, which shares all results:
:math:`\beta = 1`. The number :math:`n` is any real number from 2 on, so the theorems hold for all :math:`n` at once.

*Derivation.* :math:`(n + 1) q_i = S + n y_i - \sum_{j \ne i} y_j` and :math:`\pi_i = q_i^2 - x_i`. At equal spending a
unit of it by :math:`i` adds :math:`f' (n - (n - 1) \beta) / (n + 1)` to :math:`q_i` and :math:`f' (2 \beta - 1) / (n +
1)` to every other output, with :math:`f' = 1 / (\gamma y)` and :math:`f'' = -1 / (\gamma^2 y^3)`. So every regime
solves :math:`2 \kappa q f' = n + 1` with its own :math:`\kappa`: :math:`n - (n - 1) \beta` alone, :math:`1 + (n - 1)
\beta` jointly. All is stated for :math:`S = 1`: cost reductions grow with :math:`S`, profits with its square.

*Theorems.* CJ has the most R&D and the most output, NJ the least and the highest price; CJ also earns the most. NJ may
earn more or less than N and C. The cartel's equal R&D is a maximum exactly for :math:`\gamma > 2 \kappa_C`. In N the
second-order condition is local only: at :math:`\beta = 1/2, \gamma = 7/16` it holds and spending less earns more. For
two enterprises :math:`\gamma \ge 8/9` is enough for every :math:`\beta`.
"""

from typing import Any, NamedTuple

import sympy as sp

from coopgame.claims.claim import Claim, Refuted
from coopgame.claims.decide import decide
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.research_joint_venture import a, c, game, players
from coopgame.solve.staged.backward import solve_staged
from coopgame.symbols import Region, parameters

gamma, beta, n, S, y = parameters("gamma beta n S y")
m, v, t, s, K = parameters("m v t s K")
HALF = sp.Rational(1, 2)
KMZ = "M. Kamien, E. Muller and I. Zang (1992), American Economic Review 82:1293-1306"


class Regime(NamedTuple):
    """What sets R&D, the cost reduction of each, what each sells, and what it earns."""

    kappa: Any
    y: Any
    q: Any
    profit: Any


def regime(kappa: sp.Expr, spillover: sp.Expr) -> Regime:
    """Solve the first-order condition at equal spending, for S = 1."""
    condition = 2 * kappa * (1 + y) - gamma * (n + 1) ** 2 * y
    reduction = -condition.subs(y, 0) / sp.diff(condition, y)
    sold = (1 + reduction) / (n + 1)
    spent = gamma * reduction**2 / (2 * (1 + (n - 1) * spillover))
    return Regime(kappa, *map(sp.factor, (reduction, sold, sold**2 - spent)))


own, other = (n - (n - 1) * beta) / (n + 1), (n * beta - 1 - (n - 2) * beta) / (n + 1)
kappa_alone, kappa_joint = sp.cancel((n + 1) * own), sp.cancel((n + 1) * (own + (n - 1) * other))
N, C = regime(kappa_alone, beta), regime(kappa_joint, beta)
NJ, CJ = regime(kappa_alone.subs(beta, 1), sp.Integer(1)), regime(kappa_joint.subs(beta, 1), sp.Integer(1))

# At equal spending: the curvature of a rival's profit in its own spending, f' and f'' put in.
curvature = 2 * (own / (gamma * y)) ** 2 - 2 * (1 + y) / (n + 1) * (n - (n - 1) * beta**2) / (n + 1) / (gamma**2 * y**3)

# The cartel when cost reductions have the mean m and the variance v: the sum of all X is kappa_C times all spending.
joint = n * (((1 + m) / (n + 1)) ** 2 + v) - n * gamma * (m**2 + v) / (2 * C.kappa)

# Two enterprises in N: one changes its cost reduction to t times what it was, which makes the other's s times. What it
# gains is y_N^2 / 9 times `gain`, or `alone` when the other leaves the market, with K = 9 gamma / (2 (2 - beta)).
gain = (2 * t - s - 1) * (2 * K + 2 * t - s - 1) - (2 - beta) * K * (t**2 - 1)
alone = 9 * (K - 1 + t) ** 2 / 4 - K**2 - (2 - beta) * K * (t**2 - 1)

any_number = Region(n >= 2, beta >= 0, beta <= 1)
exists = gamma * (n + 1) ** 2 > 2 * n
duopoly = Region(beta >= 0, beta <= 1, gamma > sp.Rational(4, 9))
change = Region(beta >= 0, beta <= 1, K > 1, t >= 0, s >= 0, sp.Eq(s**2, beta * t**2 + 1 - beta)) & (
    (1 + beta) * t**2 >= beta
)
LOCAL = K * (2 - beta**2) > (2 - beta) ** 2
UNIFORM = (2 - beta) * K >= 4  # gamma >= 8/9


def two(expression: Any) -> Any:
    """The same for two enterprises."""
    return expression.subs(n, 2)


enough = Claim(gain <= 0, change & LOCAL, name="the local second-order condition is enough")

THEOREMS = (
    Theorem(
        Claim(
            sp.And(*(sp.And(CJ.y >= r.y, CJ.q >= r.q, r.y >= NJ.y, r.q >= NJ.q) for r in (N, C))),
            any_number & exists,
            source=KMZ,
            name="R&D and output are largest in CJ and smallest in NJ, where the price is highest",
        ),
        dropping=exists,
    ),
    Theorem(
        Claim(
            sp.And(
                sp.Equivalent(sp.Eq(N.y, CJ.y), sp.Eq(beta, 0)),
                sp.Equivalent(sp.Eq(C.y, CJ.y), sp.Eq(beta, 1)),
            ),
            any_number & exists,
            name="N does as CJ exactly without spillovers, and C exactly with full ones",
        ),
        dropping=n >= 2,
    ),
    Theorem(
        Claim(
            sp.Equivalent(C.y > N.y, beta > HALF),
            any_number & exists,
            source=KMZ,
            name="joint R&D exceeds rival R&D exactly for spillovers above one half, for any number",
        ),
        dropping=exists,
    ),
    Theorem(
        Claim(
            sp.And(CJ.profit >= C.profit, C.profit >= N.profit, CJ.profit >= NJ.profit),
            any_number & exists,
            source=KMZ,
            name="CJ earns the most, and C no less than N, for any number",
        ),
        dropping=exists,
    ),
    Theorem(
        Claim(
            sp.Equivalent(two(NJ.profit) < two(C.profit), 9 * gamma * (1 - 2 * beta) < 2 * (1 - beta)),
            duopoly,
            name="of two, NJ earns less than C exactly for 9 gamma (1 - 2 beta) < 2 (1 - beta)",
        ),
        dropping=gamma > sp.Rational(4, 9),
    ),
    Theorem(
        Claim(
            two(NJ.profit) < two(N.profit),
            duopoly & (beta < 1) & (beta >= HALF),
            name="of two, NJ earns less than N for every spillover from one half on",
        ),
        dropping=beta >= HALF,
    ),
    Theorem(
        Claim(
            joint <= n * C.profit,
            any_number & (v >= 0) & (gamma > 2 * C.kappa),
            name="the cartel's equal R&D beats unequal R&D for gamma > 2 kappa",
        ),
        dropping=gamma > 2 * C.kappa,
    ),
    Theorem(
        Claim(
            sp.Equivalent(curvature.subs(y, N.y) < 0, gamma * (n + 1) ** 2 * (n - (n - 1) * beta**2) > 2 * N.kappa**3),
            any_number & (gamma * (n + 1) ** 2 > 2 * N.kappa),
            name="alone, profit is locally concave exactly for gamma (n + 1)^2 (n - (n - 1) beta^2) > 2 kappa^3",
        ),
        dropping=gamma * (n + 1) ** 2 > 2 * N.kappa,
    ),
    Theorem(
        Claim(gain <= 0, change & LOCAL & (t >= 1), name="of two, a local maximum is beaten by no larger R&D"),
        dropping=LOCAL,
    ),
    Theorem(
        Claim(gain <= 0, change & UNIFORM, name="of two, no other R&D earns more for gamma >= 8/9"),
        dropping=UNIFORM,
    ),
    Theorem(
        Claim(
            alone <= 0,
            change & UNIFORM & (t >= K - 1 + 2 * s),
            name="of two, driving the rival out of the market earns no more for gamma >= 8/9",
        ),
        dropping=UNIFORM,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_local_condition_is_not_enough() -> None:
    assert isinstance(decide(enough), Refuted)
    at = {beta: HALF, gamma: sp.Rational(7, 16)}
    lower = [sp.Integer(2), sp.sqrt(178) / 5]  # cost reductions after one spends less; before, both are 16/5
    spent = [two(gamma * r**2 / 2).subs(at) for r in lower]
    own_spending = (spent[0] - HALF * spent[1]) / (1 - HALF**2)
    assert two(N.y).subs(at) == sp.Rational(16, 5)
    assert 0 < own_spending < (gamma * N.y**2 / 2 / (1 + beta)).subs(n, 2).subs(at)
    assert ((1 + 2 * lower[0] - lower[1]) / 3) ** 2 - own_spending > two(N.profit).subs(at)


def test_sharing_results_without_joint_budgets_may_earn_more_or_less() -> None:
    for claim in (two(NJ.profit) <= two(N.profit), two(NJ.profit) >= two(N.profit)):
        assert isinstance(decide(Claim(claim, duopoly)), Refuted)
    assert two(NJ.profit - N.profit).subs({gamma: 2, beta: HALF}) < 0


def test_closed_forms() -> None:
    assert sp.expand(N.kappa - n + (n - 1) * beta) == sp.expand(C.kappa - 1 - (n - 1) * beta) == 0
    assert (NJ.kappa, CJ.kappa) == (1, n)
    for r in (N, C, NJ, CJ):
        assert sp.simplify(r.q - gamma * (n + 1) / (gamma * (n + 1) ** 2 - 2 * r.kappa)) == 0
    for r in (C, CJ):
        assert sp.simplify(r.profit - gamma / (gamma * (n + 1) ** 2 - 2 * r.kappa)) == 0


def test_gains_are_those_of_the_payoffs() -> None:
    level = two(N.y)
    scale = {K: 9 * gamma / (2 * (2 - beta))}
    spent = gamma * level**2 * (t**2 - beta * (beta * t**2 + 1 - beta)) / (2 * (1 - beta**2))
    duel = ((1 + level * (2 * t - s)) / 3) ** 2 - spent - two(N.profit) - level**2 / 9 * gain.subs(scale)
    monopoly = ((1 + level * t) / 2) ** 2 - spent - two(N.profit) - level**2 / 9 * alone.subs(scale)
    assert sp.simplify(duel) == 0
    assert sp.simplify(monopoly) == 0


def test_first_order_conditions_hold_in_the_payoffs_themselves() -> None:
    for number, share, slope, joined in ((2, "3/10", 3, N), (2, "3/10", 3, C), (3, "3/4", 6, N), (3, "3/4", 6, C)):
        at = {n: number, beta: sp.Rational(share), gamma: slope}
        spending = parameters(" ".join(f"x_{i}" for i in range(number)))
        reached = [sp.sqrt(2 * (x + at[beta] * (sum(spending) - x)) / slope) for x in spending]
        profits = [
            ((1 + (number + 1) * r - sum(reached)) / (number + 1)) ** 2 - x
            for r, x in zip(reached, spending, strict=True)
        ]
        objective = profits[0] if joined is N else sum(profits)
        level = (gamma * joined.y**2 / 2 / (1 + (n - 1) * beta)).subs(at)
        assert sp.diff(objective, spending[0]).subs(dict.fromkeys(spending, level)) == 0


def test_known_values() -> None:
    for (size, slope, share, number), cuts, profits in (
        ((2, 3, "3/10", 2), ("17/59", "13/61", "4/25", "8/23"), ("21990/45253", "30/61", "312/625", "12/23")),
        ((10, 6, "3/4", 3), ("10/31", "50/91", "10/47", "2/3"), ("6280/961", "600/91", "14300/2209", "20/3")),
    ):
        at = {gamma: slope, beta: sp.Rational(share), n: number}
        assert [size * r.y.subs(at) for r in (N, C, NJ, CJ)] == [sp.Rational(cut) for cut in cuts]
        assert [size**2 * r.profit.subs(at) for r in (N, C, NJ, CJ)] == [sp.Rational(p) for p in profits]


def test_the_library_finds_the_same_outcomes() -> None:
    for number, name, expected in ((2, "N", N), (2, "C", C), (3, "N", N), (3, "C", C), (2, "NJ", NJ), (3, "CJ", CJ)):
        played = game(number, sp.Integer(1)) if name.endswith("J") else game(number)
        joint = {"research": (players(number),)} if name.startswith("C") else {}
        outcome = solve_staged(played, joint, symmetric=(players(number),))
        assert sp.simplify(outcome.choices["q_1"] - (a - c) * expected.q.subs(n, number)) == 0
        assert sp.simplify(outcome.payoffs[0] - (a - c) ** 2 * expected.profit.subs(n, number)) == 0
