r"""Sharing the cost of R&D, and alliances of unequal partners.

*Primitives.* The duopoly of ``rd_spillovers``. (a) Each enterprise bears the part :math:`1 - \phi` of the cost of its
own R&D and :math:`\phi` of its partner's, and sets its own R&D alone (after Katz, 1986, who shares the cost of joint
results). (b) The partners differ: costs :math:`A_i`, :math:`\gamma_i`, and :math:`\beta_{ij}` of the R&D of :math:`j`
reaches :math:`i`.

*Derivation.* (a) The first-order condition of N with :math:`(1 - \phi) \gamma` for :math:`\gamma` gives :math:`x_\phi =
2 (2 - \beta) S / (9 B (1 - \phi) - 2 (2 - \beta)(1 + \beta))`, the cartel's R&D at :math:`\phi^* = (2 \beta - 1) / (1 +
\beta)`. (b) The market gives :math:`3 b q_1 = a - 2 A_1 + A_2 + (2 - \beta_{21}) x_1 + (2 \beta_{12} - 1) x_2`; two
conditions linear in R&D follow. As nothing depends on the units, the theorems are stated for :math:`b = 1` and with
the first partner's :math:`a - 2 A_1 + A_2` equal to 1; the other's is :math:`S_2`.

*Theorems.* Sharing cost brings rivals to the cartel's R&D at :math:`\phi^*` and at no other share, below or above;
:math:`\phi^*` is a share only for :math:`\beta \ge 1/2` and never more than one half, and no other share earns more.
The partner from whom more flows does less R&D, sells less and earns less, and the more flows from it the less R&D it
does; yet its own profit need not fall.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import sympy as sp

from coopgame.claims.claim import Claim, Refuted
from coopgame.claims.decide import decide
from coopgame.claims.theorem import Theorem, examine
from coopgame.games.staged import StagedGame
from coopgame.models import asymmetric_alliance, rd_cooperation
from coopgame.solve.staged.backward import solve_staged
from coopgame.symbols import Region, parameters
from proofs.rd_spillovers import D_C, D_N, HALF, A, B, C, a, alone, b, beta, gamma, root, spillover, unit, x, x_1, x_2

phi, S_2 = parameters("phi S_2")
A_1, A_2, gamma_1, gamma_2, beta_12, beta_21 = parameters("A_1 A_2 gamma_1 gamma_2 beta_12 beta_21")
q_1, q_2 = parameters("q_1 q_2")
KATZ = "M. Katz (1986), RAND Journal of Economics 17:527-543, for the idea"


class Partner(NamedTuple):
    """What a partner does for R&D and what it sells."""

    x: Any
    q: Any

    @property
    def profit(self) -> Any:
        """What it earns."""
        return self.q**2 - B * self.x**2 / 2

    def at(self, values: Mapping[Any, Any]) -> "Partner":
        """Return the same where some parameters are set."""
        return Partner(self.x.subs(values), self.q.subs(values))


# (a) Shared cost.
bearing = alone + phi * gamma * (x_1**2 - x_2**2) / 2
x_shared = root(sp.diff(bearing, x_1).subs({x_1: x, x_2: x}), x)
shared = unit(x_shared)
earned = unit(bearing).subs({x_1: shared, x_2: shared})
phi_star = (2 * beta - 1) / (1 + beta)
concave = 9 * B * (1 - phi) - 2 * (2 - beta) ** 2 > 0
exists = 9 * B * (1 - phi) - 2 * (2 - beta) * (1 + beta) > 0

# (b) Unequal partners: the market, then R&D.
cost_1, cost_2 = A_1 - x_1 - beta_12 * x_2, A_2 - x_2 - beta_21 * x_1
profit_1 = (a - b * (q_1 + q_2) - cost_1) * q_1 - gamma_1 * x_1**2 / 2
profit_2 = (a - b * (q_1 + q_2) - cost_2) * q_2 - gamma_2 * x_2**2 / 2
market = next(iter(sp.linsolve([sp.diff(profit_1, q_1), sp.diff(profit_2, q_2)], q_1, q_2)))
sold = dict(zip((q_1, q_2), market, strict=True))
reached = [value.subs(sold, simultaneous=True) for value in (profit_1, profit_2)]
system = [sp.diff(reached[0], x_1), sp.diff(reached[1], x_2)]
research = dict(zip((x_1, x_2), map(sp.factor, next(iter(sp.linsolve(system, x_1, x_2)))), strict=True))


def normal(expression: Any) -> Any:
    """The same for b = 1, equal costs of R&D, S_1 = 1 and the other partner's S_2."""
    at = {b: 1, gamma_1: B, gamma_2: B, A_1: a - (2 + S_2) / 3, A_2: a - (1 + 2 * S_2) / 3}
    return sp.factor(expression.subs(at, simultaneous=True))


first = Partner(normal(research[x_1]), normal(market[0].subs(research)))
second = Partner(normal(research[x_2]), normal(market[1].subs(research)))
one, other = first.at({S_2: 1}), second.at({S_2: 1})
jacobian = sp.Matrix(2, 2, lambda i, j: normal(sp.diff(system[i], (x_1, x_2)[j])))
flows = Region(beta_12 >= 0, beta_12 <= 1, beta_21 >= 0, beta_21 <= 1)
own, stable = Region(jacobian[0, 0] < 0, jacobian[1, 1] < 0), jacobian.det() > 0
active = Region(one.x > 0, other.x > 0)
partners = flows & own & stable

THEOREMS = (
    Theorem(
        Claim(
            sp.And(
                sp.Equivalent(shared > C.x, phi > phi_star), sp.Equivalent(sp.Eq(shared, C.x), sp.Eq(phi, phi_star))
            ),
            spillover & Region(B > 0, exists, D_C > 0),
            source=KATZ,
            name="shared cost gives the cartel's R&D at phi = (2 beta - 1) / (1 + beta), more above it and less below",
        ),
        dropping=D_C > 0,
    ),
    Theorem(
        Claim(
            earned <= C.profit,
            spillover & Region(exists, D_C > 0),
            source=KATZ,
            name="no other share of the cost earns more",
        ),
        dropping=D_C > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(phi_star >= 0, beta >= HALF),
            spillover,
            source=KATZ,
            name="that is a share exactly for spillovers from one half on",
        ),
        dropping=beta >= 0,
    ),
    Theorem(
        Claim(phi_star <= HALF, spillover, source=KATZ, name="each bears at least half of the cost of its own R&D"),
        dropping=beta <= 1,
    ),
    Theorem(
        Claim(
            sp.Equivalent(concave.subs(phi, phi_star), D_N > 0),
            spillover,
            name="at that share the second-order condition holds exactly where rivals without one have an equilibrium",
        ),
        dropping=beta <= 1,
    ),
    Theorem(
        Claim(
            sp.And(one.x < other.x, one.q < other.q),
            partners & (beta_21 > beta_12),
            name="of equal partners, the one from whom more flows does less R&D and sells less",
        ),
        dropping=beta_21 > beta_12,
    ),
    Theorem(
        Claim(
            one.profit < other.profit,
            partners & active & (beta_21 > beta_12),
            name="of equal partners, the one from whom more flows earns less",
        ),
        dropping=beta_21 > beta_12,
    ),
    Theorem(
        Claim(
            sp.diff(one.x, beta_21) < 0,
            partners & active,
            name="the more flows from a partner, the less R&D it does",
        ),
        dropping=stable,
    ),
    Theorem(
        Claim(
            sp.diff(one.x + other.x, beta_21) < 0,
            partners & active,
            name="the more flows from a partner, the less R&D both do together",
        ),
        dropping=stable,
    ),
    Theorem(
        Claim(
            sp.And(first.x > second.x, first.q > second.q).subs(beta_12, beta_21),
            Region(beta_21 >= 0, beta_21 <= 1, S_2 < 1, *(own & stable).at({beta_12: beta_21}).conditions),
            name="when as much flows either way, the partner of lower cost does more R&D and sells more",
        ),
        dropping=S_2 < 1,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_a_partner_may_gain_when_more_flows_from_it() -> None:
    verdict = decide(Claim(sp.diff(one.profit, beta_21) < 0, partners & active))
    assert isinstance(verdict, Refuted)
    assert sp.diff(one.profit, beta_21).subs(verdict.witness) > 0


def test_closed_forms() -> None:
    S, curvature = a - A, 9 * b * gamma
    assert sp.simplify(x_shared - 2 * (2 - beta) * S / (curvature * (1 - phi) - 2 * (2 - beta) * (1 + beta))) == 0
    assert sp.simplify(shared.subs(phi, phi_star) - C.x) == 0
    leak_1, leak_2 = 2 - beta_21, 2 - beta_12
    matrix = sp.Matrix(
        [
            [9 * b * gamma_1 - 2 * leak_1**2, -2 * leak_1 * (2 * beta_12 - 1)],
            [-2 * leak_2 * (2 * beta_21 - 1), 9 * b * gamma_2 - 2 * leak_2**2],
        ]
    )
    right = sp.Matrix([2 * leak_1 * (a - 2 * A_1 + A_2), 2 * leak_2 * (a - 2 * A_2 + A_1)])
    assert (matrix * sp.Matrix(list(research.values())) - right).applyfunc(sp.simplify).is_zero_matrix


def test_equal_partners_are_those_of_the_symmetric_duopoly() -> None:
    at = {A_1: A, A_2: A, gamma_1: gamma, gamma_2: gamma, beta_12: beta, beta_21: beta}
    for value in research.values():
        assert sp.simplify(value.subs(at) - x_shared.subs(phi, 0)) == 0


def test_known_values() -> None:
    for at, values in (
        ((20, 1, 10, 12, 3, 3, "1/5", "3/5"), ("15120/10991", "12100/10991", "48600/10991", "30250/10991")),
        ((30, 1, 12, 10, 4, 5, "9/10", "1/10"), ("2280000/1025669", "1071620/1025669")),
    ):
        known = dict(zip((a, b, A_1, A_2, gamma_1, gamma_2, beta_12, beta_21), map(sp.Rational, at), strict=True))
        found = [value.subs(research).subs(known) for value in (x_1, x_2, *market)]
        assert found[: len(values)] == [sp.Rational(value) for value in values]
    assert [phi_star.subs(beta, at) for at in (HALF, 1)] == [0, HALF]


def test_the_library_finds_the_same_rd() -> None:
    game, paid = rd_cooperation.game, phi * gamma * (x_1**2 - x_2**2) / 2
    payoffs = {"enterprise 1": game.payoffs[0] + paid, "enterprise 2": game.payoffs[1] - paid}
    outcome = solve_staged(StagedGame(payoffs, game.stages, game.region & Region(phi < 1)))
    for choice in (x_1, x_2):
        assert sp.simplify(outcome.choices[choice] - x_shared) == 0
    found = asymmetric_alliance.MODEL.regime("N").outcome.choices
    for choice, value in research.items():
        assert sp.simplify(found[choice] - value) == 0
