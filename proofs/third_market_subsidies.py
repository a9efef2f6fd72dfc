r"""Subsidies of rival governments for enterprises that sell in a third market, with spillovers.

*Primitives.* Two enterprises of two countries sell in a third one, whose demand is :math:`P = a - b Q`. R&D
:math:`x_i` costs :math:`\gamma x_i^2 / 2`, lowers the own unit cost by :math:`x_i` and the other's by
:math:`\beta x_i`; :math:`S` is the intercept less the initial unit cost. First the governments, or one of them, commit
to a subsidy :math:`s_i` of a unit of R&D, then the enterprises choose R&D, then quantities. No customer lives at home:
a country gets its enterprise's profit, less the subsidy (Spencer and Brander, 1983, there without spillovers).

*Derivation.* :math:`3 b q_i = S + (2 - \beta) x_i + (2 \beta - 1) x_j`, and R&D solves :math:`\gamma x_i - \tfrac23 (2
- \beta) q_i = s_i`: two linear equations with a determinant proportional to :math:`D U`, for :math:`D = 9 b \gamma - 2
(2 - \beta)(1 + \beta)` and :math:`U = 3 b \gamma - 2 (1 - \beta)(2 - \beta)`. So :math:`W_i = b q_i^2 - \gamma x_i^2 /
2` is quadratic in :math:`s_i`, concave where a cubic :math:`K` in :math:`b \gamma` is positive, and its derivative is
linear. The other country's best answers make no difference to whether it is concave.

*Theorems.* Where a best subsidy exists (:math:`K > 0`) it is positive on both sides of :math:`\beta = 1/2`, where it is
zero. But stability of the enterprises' game, :math:`U > 0`, is not enough for one to exist: it follows from :math:`K >
0` and does not imply it. The subsidy harms the other country exactly for :math:`\beta < 1/2`. There, to subsidise or
not is a prisoners' dilemma of governments, and both lose by what both do; for :math:`\beta > 1/2` both gain.
"""

import pytest
import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.errors import SolverError
from coopgame.models.third_market import MODEL
from coopgame.solve.staged.backward import solve_staged
from coopgame.symbols import Region, parameters

S, a, A, b, gamma, beta, s, s_1, s_2 = parameters("S a A b gamma beta s s_1 s_2")
B = b * gamma
SPENCER_BRANDER = "B. J. Spencer and J. A. Brander (1983), Review of Economic Studies 50:707-722, without spillovers"

D, U = 9 * B - 2 * (2 - beta) * (1 + beta), 3 * B - 2 * (1 - beta) * (2 - beta)


def quantity(own: sp.Expr, other: sp.Expr) -> sp.Expr:
    """What an enterprise sells."""
    return (S + (2 - beta) * own + (2 * beta - 1) * other) / (3 * b)


def research(own: sp.Expr | int, other: sp.Expr | int) -> sp.Expr:
    """R&D of the enterprise with the first subsidy, from sum and difference of the two conditions."""
    total = (4 * (2 - beta) * S + 9 * b * (own + other)) / D
    difference = 3 * b * (own - other) / U
    return (total + difference) / 2


def welfare(own: sp.Expr | int, other: sp.Expr | int) -> sp.Expr:
    """Profit without the subsidy, of the country with the first one."""
    mine, theirs = research(own, other), research(other, own)
    return sp.factor(b * quantity(mine, theirs) ** 2 - gamma * mine**2 / 2)


def solved(slope: sp.Expr, unknown: sp.Symbol) -> sp.Expr:
    """The root of a linear condition."""
    at_zero = slope.subs(unknown, 0)
    return sp.factor(-at_zero / sp.diff(slope, unknown))


slope = sp.diff(welfare(s_1, s_2), s_1)
one = solved(slope.subs(s_2, 0), s_1)
both = solved(slope.subs({s_1: s, s_2: s}), s)
none_at_all, first, harmed, mutual = welfare(0, 0), welfare(one, 0), welfare(0, one), welfare(both, both)

K = 81 * B**3 - 54 * B**2 * (2 - beta) ** 2 - 4 * B * (5 * beta**4 - 16 * beta**3 - 6 * beta**2 + 56 * beta - 40)
K -= 8 * (1 - beta) ** 2 * (2 - beta) ** 2 * (1 + beta) ** 2
N = 27 * B**2 + 18 * B * (beta - 2) + 4 * beta**4 - 4 * beta**3 - 12 * beta**2 + 4 * beta + 8

# Each enterprise's profit concave in its own R&D, and a positive outcome without any policy.
curved = 9 * B - 2 * (2 - beta) ** 2 > 0
market = Region(S > 0, b > 0, gamma > 0, beta >= 0, beta <= 1, curved, D > 0)
concave, stable = K > 0, U > 0
other_active = quantity(research(0, one), research(one, 0)) > 0
half = sp.Rational(1, 2)
little = beta < half

THEOREMS = (
    Theorem(
        Claim(
            welfare(s, 0) <= first,
            market & concave,
            source=SPENCER_BRANDER,
            name="no subsidy brings the country that alone has one more than the stated one",
        ),
        dropping=concave,
    ),
    Theorem(
        Claim(
            sp.And(one >= 0, sp.Equivalent(sp.Eq(one, 0), sp.Eq(beta, half))),
            market & concave,
            source=SPENCER_BRANDER,
            name="the best subsidy is never a tax, and zero only where half spills over",
        ),
        dropping=concave,
    ),
    Theorem(
        Claim(stable, market & concave, name="where there is a best subsidy, the enterprises' own game is stable"),
        dropping=concave,
    ),
    Theorem(
        Claim(
            sp.Equivalent(harmed < none_at_all, beta < half),
            market & concave & other_active,
            name="one country's best subsidy harms the other exactly when less than half spills over",
        ),
        dropping=other_active,
    ),
    Theorem(
        Claim(
            sp.And(both >= 0, sp.Equivalent(sp.Eq(both, 0), sp.Eq(beta, half))),
            market & concave & (N > 0),
            name="when both governments subsidise, neither taxes, and both abstain only where half spills over",
        ),
        dropping=N > 0,
    ),
    Theorem(
        Claim(
            sp.And(
                sp.Implies(beta < half, mutual < none_at_all),
                sp.Implies(beta > half, mutual > none_at_all),
            ),
            market & concave & (N > 0),
            name="both countries lose by the subsidies of both below a half of spillovers, and gain above it",
        ),
        dropping=N > 0,
    ),
    Theorem(
        Claim(
            sp.And(
                welfare(both, 0) > none_at_all,
                none_at_all > mutual,
                mutual > welfare(0, both),
            ),
            market & concave & (N > 0) & little,
            name="below a half of spillovers, to subsidise or not is a prisoners' dilemma of governments",
        ),
        dropping=little,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_research_solves_both_conditions() -> None:
    mine, theirs = research(s_1, s_2), research(s_2, s_1)
    for own, other, subsidy in ((mine, theirs, s_1), (theirs, mine, s_2)):
        assert sp.simplify(gamma * own - 2 * (2 - beta) * quantity(own, other) / 3 - subsidy) == 0


def test_closed_forms() -> None:
    assert sp.simplify(sp.diff(slope, s_1) * U**2 * D**2 + 9 * b * K) == 0, "concave exactly where K is positive"
    numerator = 4 * S * gamma * (2 - beta) * (2 * beta - 1) ** 2
    assert sp.simplify(one - numerator * U / (3 * K)) == 0
    assert sp.simplify(both - numerator / (3 * N)) == 0
    assert sp.simplify(first - S**2 * gamma * U**2 / K) == 0
    rivalry = 81 * B**3 - 216 * B**2 + 160 * B - 32
    assert sp.simplify(one.subs(beta, 0) - 8 * S * gamma * (3 * B - 4) / (3 * rivalry)) == 0


def test_the_subsidy_makes_its_enterprise_a_leader_in_research() -> None:
    x_1, x_2 = parameters("x_1 x_2")
    answer = solved(2 * (2 - beta) * quantity(x_2, x_1) / 3 - gamma * x_2, x_2)
    leading = (b * quantity(x_1, x_2) ** 2 - gamma * x_1**2 / 2).subs(x_2, answer)
    assert sp.simplify(solved(sp.diff(leading, x_1), x_1) - research(one, 0)) == 0


def test_known_values() -> None:
    at = {S: 10, b: 1, gamma: 3, beta: 0}
    found = [value.subs(at) for value in (one, research(one, 0), research(0, one), first)]
    assert found == [sp.Rational(value, 691) for value in (400, 1400, 1160, 7500)]
    assert [none_at_all.subs(at), mutual.subs(at)] == [sp.Rational(5700, 529), sp.Rational(207300, 20449)]
    assert one.subs(at | {beta: sp.Rational(4, 5)}) == sp.Rational(28400, 298587)
    much = at | {beta: sp.Rational(9, 10)}
    assert [round(float(value.subs(much)), 6) for value in (none_at_all, mutual)] == [14.160280, 14.282474]


def test_a_stable_market_need_not_have_a_best_subsidy() -> None:
    at = {b: 1, gamma: sp.Rational(7, 5), beta: 0}
    assert U.subs(at) > 0 > K.subs(at)
    assert one.subs(at | {S: 1}) < 0, "what the closed form gives there is the worst subsidy, not the best"


def test_the_library_finds_the_same_subsidies_and_conditions() -> None:
    # In numbers: the closed forms of the symbolic outcomes are those of tests/models/test_third_market.py.
    for at in ({S: 10, b: 1, gamma: 3, beta: 0}, {S: 6, b: 2, gamma: 1, beta: sp.Rational(4, 5)}):
        numbers = {s: at[s] for s in (b, gamma, beta)}
        for label, expected in (("1", {s_1: one}), ("2", {s_1: both, s_2: both})):
            regime = MODEL.regime(label)
            outcome = solve_staged(regime.game.at({**numbers, a: at[S] + 1, A: 1}), regime.cooperation)
            assert {own: outcome.choices[own] for own in expected} == {s: form.subs(at) for s, form in expected.items()}
    # Where a government's payoff is not concave there is no outcome.
    nowhere = {a: sp.Integer(2), A: sp.Integer(1), b: sp.Integer(1), gamma: sp.Rational(7, 5), beta: sp.Integer(0)}
    with pytest.raises(SolverError, match="concave"):
        solve_staged(MODEL.regime("1").game.at(nowhere))
