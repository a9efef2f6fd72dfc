r"""Rankings of R&D, output, profit and welfare between regimes, and where a published ranking fails.

*Primitives.* The duopoly of ``rd_spillovers``. Beside N (R&D alone) and C (R&D jointly, competition in the market)
there are M, where R&D and output are joint, and S, where a planner sets both; in these the two enterprises are alike.

*Derivation.* In M and S the total :math:`2 (S - b Q + (1 + \beta) x) Q / 2 - \gamma x^2`, with :math:`b Q^2 / 2` added
in S, is stationary at :math:`x = S (1 + \beta) / (4 B - (1 + \beta)^2)` and at the same with 2 for 4. When one
enterprise makes all output, the other does :math:`\beta` times its R&D, and the total in M is :math:`B / (2 (2 B - 1 -
\beta^2))` for :math:`S = b = 1`. So are the theorems stated, as nothing in them depends on the units.

*Theorems.* Cooperation in R&D alone raises R&D, output and welfare exactly for :math:`\beta > 1/2` and never lowers
profit. Full cooperation raises R&D against none exactly for :math:`\beta > 7/17`, whatever the other parameters, which
gives the ranking of R&D in full (d'Aspremont and Jacquemin, 1988; Henriques, 1990). The published ranking of output for
:math:`\beta > 1/2` ends in :math:`Q_N > Q_M`. That is false on part of its domain: it holds exactly for :math:`3 B >
(1 + \beta)(5 \beta - 1)`. And symmetry costs something: for :math:`\beta < 1` a planner or a cartel that also sets
output does strictly better with all output in one enterprise (Salant and Shaffer, 1998).
"""

import sympy as sp

from coopgame.claims.claim import Claim, Refuted
from coopgame.claims.decide import decide
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.rd_cooperation import MODEL
from coopgame.symbols import Region, parameters
from proofs.rd_spillovers import AJ, D_C, D_N, HALF, HENRIQUES, B, C, N, Regime, beta, spillover, unit

S, x, Q, x_1, x_2, q_1, q_2 = parameters("S x Q x_1 x_2 q_1 q_2")
SALANT_SHAFFER = "S. Salant and G. Shaffer (1998), International Journal of Industrial Organization 16:195-208"


def surplus(consumers: int) -> sp.Expr:
    """What M maximises, or with one part of consumers' surplus S, for b = 1, at any R&D and outputs."""
    total = q_1 + q_2
    gross = (S - total) * total + (x_1 + beta * x_2) * q_1 + (x_2 + beta * x_1) * q_2
    return gross - B * (x_1**2 + x_2**2) / 2 + consumers * total**2 / 2


def best(objective: sp.Expr, *choices: sp.Symbol) -> dict[sp.Symbol, sp.Expr]:
    """Where an expression of the second degree in these is stationary, the others being settled."""
    conditions = [sp.diff(objective, choice) for choice in choices]
    return dict(zip(choices, map(sp.factor, next(iter(sp.linsolve(conditions, *choices)))), strict=True))


def alike(consumers: int) -> Regime:
    """M or S with equal enterprises."""
    objective = surplus(consumers).subs({x_1: x, x_2: x, q_1: Q / 2, q_2: Q / 2})
    at = best(objective, x, Q)
    earned = surplus(0).subs({x_1: x, x_2: x, q_1: Q / 2, q_2: Q / 2}).subs(at) / 2
    return Regime(*(sp.factor(value.subs(S, 1)) for value in (at[x], at[Q], earned, 2 * earned + at[Q] ** 2 / 2)))


def one_sells(consumers: int) -> sp.Expr:
    """M or S with all output in one enterprise."""
    objective = surplus(consumers).subs(q_2, 0)
    return sp.factor(objective.subs(best(objective, x_1, x_2, q_1)).subs(S, 1))


M, P = alike(0), alike(1)  # P for the planner's S, as S is the size of the market
D_M, D_P = 4 * B - (1 + beta) ** 2, 2 * B - (1 + beta) ** 2
both = spillover & Region(D_N > 0, D_C > 0)
full = spillover & Region(D_N > 0, D_M > 0)
all_exist = spillover & Region(D_N > 0, D_P > 0)  # D_P > 0 implies that C and M exist

published = Claim(
    N.Q > M.Q,
    all_exist & (beta > HALF),
    source=AJ,
    name="for spillovers above one half, output is lowest with full cooperation",
)

THEOREMS = (
    Theorem(
        Claim(
            sp.And(sp.Equivalent(C.x > N.x, beta > HALF), sp.Equivalent(C.Q > N.Q, beta > HALF)),
            both,
            source=AJ,
            name="cooperation raises R&D and output exactly for spillovers above one half",
        ),
        dropping=D_N > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(C.W > N.W, beta > HALF),
            both,
            source=AJ,
            name="cooperation raises welfare exactly for spillovers above one half",
        ),
        dropping=D_C > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(C.profit > N.profit, sp.Ne(beta, HALF)),
            both,
            source=AJ,
            name="cooperation raises profit at every spillover but one half",
        ),
        dropping=D_C > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(M.x > N.x, 17 * beta > 7),
            full,
            source=HENRIQUES,
            name="full cooperation raises R&D exactly for spillovers above 7/17",
        ),
        dropping=D_M > 0,
    ),
    Theorem(
        Claim(
            sp.And(P.x > N.x, N.x > M.x, M.x > C.x),
            all_exist & (17 * beta < 7),
            source=HENRIQUES,
            name="below 7/17 R&D falls in the order S, N, M, C",
        ),
        dropping=17 * beta < 7,
    ),
    Theorem(
        Claim(
            sp.And(P.x > M.x, M.x > N.x, N.x > C.x),
            all_exist & (17 * beta > 7) & (beta < HALF),
            source=HENRIQUES,
            name="between 7/17 and one half R&D falls in the order S, M, N, C",
        ),
        dropping=beta < HALF,
    ),
    Theorem(
        Claim(
            sp.And(P.x > M.x, M.x > C.x, C.x > N.x),
            all_exist & (beta > HALF),
            source=AJ,
            name="above one half R&D falls in the order S, M, C, N",
        ),
        dropping=beta > HALF,
    ),
    Theorem(
        Claim(sp.And(P.Q > C.Q, C.Q > M.Q), all_exist, source=AJ, name="output always falls in the order S, C, M"),
        dropping=D_P > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(N.Q > M.Q, 3 * B - (1 + beta) * (5 * beta - 1) > 0),
            full,
            name="output is lower with full cooperation than with none exactly for 3 B > (1 + beta) (5 beta - 1)",
        ),
        dropping=D_M > 0,
    ),
    Theorem(
        Claim(
            one_sells(0) > 2 * M.profit,
            spillover & Region(beta < 1, 2 * B - 1 - beta**2 > 0),
            source=SALANT_SHAFFER,
            name="with full cooperation, all output in one enterprise earns more than equal enterprises",
        ),
        dropping=beta < 1,
    ),
    Theorem(
        Claim(
            one_sells(1) > P.W,
            spillover & Region(beta < 1, B - 1 - beta**2 > 0),
            source=SALANT_SHAFFER,
            name="the planner does better with all output in one enterprise than with equal enterprises",
        ),
        dropping=beta < 1,
    ),
    Theorem(
        Claim(
            surplus(1).subs(S, 1) <= one_sells(1),
            spillover & Region(B - 1 - beta**2 > 0, q_1 >= 0, q_2 >= 0, x_1 >= 0, x_2 >= 0),
            source=SALANT_SHAFFER,
            name="and nothing the planner can choose does better still",
        ),
        dropping=B - 1 - beta**2 > 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_published_ranking_of_output_fails() -> None:
    verdict = decide(published)
    assert isinstance(verdict, Refuted)
    assert published.region.contains(verdict.witness)
    at = {B: sp.Rational(25, 16), beta: sp.Rational(3, 4)}
    assert published.region.contains(at)
    assert N.Q.subs(at) < M.Q.subs(at)


def test_closed_forms() -> None:
    cooperation, planner = 1 - 4 * B / D_M, 1 - 2 * B / D_P
    for found, expected in (
        (M.x, (1 + beta) / D_M),
        (P.x, (1 + beta) / D_P),
        (M.Q, 2 * B / D_M),
        (P.Q, 2 * B / D_P),
        (2 * M.profit, B / D_M),
        (P.W, B / D_P),
        (C.x - N.x, 18 * B * (2 * beta - 1) / (D_N * D_C)),
        (C.profit - N.profit, 18 * B**2 * (2 * beta - 1) ** 2 / (D_C * D_N**2)),
        (M.x - N.x, B * (17 * beta - 7) / (D_M * D_N)),
        (one_sells(0), B / (2 * (2 * B - 1 - beta**2))),
        (one_sells(1), B / (2 * (B - 1 - beta**2))),
        (cooperation, -((1 + beta) ** 2) / D_M),
        (planner, -((1 + beta) ** 2) / D_P),
    ):
        assert sp.simplify(found - expected) == 0


def test_ties_at_one_half_and_at_seven_seventeenths() -> None:
    for one, other in zip(N, C, strict=True):
        assert sp.simplify((one - other).subs(beta, HALF)) == 0
    assert sp.simplify((M.x - N.x).subs(beta, sp.Rational(7, 17))) == 0


def test_known_values() -> None:
    for (size, slope, curvature, share), values in (
        ((2, 1, 3, "3/10"), ("260/1031", "260/431", "1200/1031", "1200/431")),
        ((5, 2, 2, "4/5"), ("225/319", "225/119", "500/319", "500/119")),
    ):
        at = {B: slope * curvature, beta: sp.Rational(share)}
        found = [size * M.x, size * P.x, sp.Rational(size, slope) * M.Q, sp.Rational(size, slope) * P.Q]
        assert [sp.sympify(value).subs(at) for value in found] == [sp.Rational(value) for value in values]
    assert [20 * r.x.subs({B: 4, beta: HALF}) for r in (M, P)] == [sp.Rational(24, 11), sp.Rational(120, 23)]
    assert 4 * one_sells(1).subs({B: 3, beta: sp.Rational(3, 10)}) == sp.Rational(600, 191)


def test_the_library_finds_the_same_outcomes() -> None:
    for name, expected in (("M", M), ("S", P)):
        outcome = MODEL.regime(name).outcome
        for choice, closed in ((x_1, expected.x), (x_2, expected.x), (q_1, expected.Q / 2), (q_2, expected.Q / 2)):
            assert sp.simplify(unit(outcome.choices[choice]) - closed) == 0
