r"""Absorptive capacity: what flows from a partner must be met with R&D of one's own.

*Primitives.* The duopoly of ``rd_spillovers``, where now the R&D of both lowers the unit cost of :math:`i` by
:math:`z_i`. (a) :math:`z_i = x_i + \beta x_i^\delta x_j^{1 - \delta}`: own R&D carries the part :math:`\delta` of
what is learnt; :math:`\delta = 0` is the case without absorptive capacity. The form is this library's own, in the
spirit of Kamien and Zang (2000), International Journal of Industrial Organization 18:995-1012. (b) :math:`z_i = x_i +
\beta \varphi(x_i) x_j` with :math:`\varphi(x) = x / (1 + x)`, after Cohen and Levinthal (1989), Economic Journal
99:569-596.

*Derivation.* At equal R&D, own R&D adds :math:`1 + \beta \delta` to :math:`z_i` and :math:`\beta (1 - \delta)` to
:math:`z_j`, so that :math:`2 \kappa q = 3 \gamma x` with :math:`\kappa_N = 2 + \beta (3 \delta - 1)` alone and
:math:`\kappa_C = 1 + \beta` jointly, and :math:`3 b q = S + (1 + \beta) x`. In (b) :math:`\kappa_N = 2 - \beta x (x -
1) / (1 + x)^2` and :math:`3 b q = S + x + \beta x^2 / (1 + x)`, which has no closed form. All is stated for :math:`S
= b = 1`.

*Theorems.* Where at least a third of learning rests on own R&D, spillovers raise R&D, and a cartel lowers it, whatever
the spillover: both reverse what holds without absorptive capacity. But the second-order condition is local only. It can
hold where profit is negative, and no R&D is better; for :math:`\delta = 1/2` the outcome is an equilibrium wherever
profit is not negative. In (b) spillovers raise what a unit of output makes of R&D exactly for :math:`x < 1`, and R&D
itself also for some more.
"""

from typing import Any, NamedTuple

import sympy as sp

from coopgame.claims.claim import Claim, Refuted
from coopgame.claims.decide import decide
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.absorptive_capacity import MODEL, b, gamma
from coopgame.solve.staged.backward import solve_staged
from coopgame.symbols import Region, parameters

B, beta, delta, x, x_1, x_2, S = parameters("B beta delta x x_1 x_2 S")
q, K, s, less, more = parameters("q K s less more")
HALF, THIRD = sp.Rational(1, 2), sp.Rational(1, 3)


class Regime(NamedTuple):
    """What sets R&D, the R&D of each, what each sells, and what it earns."""

    kappa: Any
    x: Any
    q: Any

    @property
    def profit(self) -> Any:
        """Revenue less the cost of R&D."""
        return self.q**2 - B * self.x**2 / 2


def equal(expression: sp.Expr) -> sp.Expr:
    """The value at equal R&D."""
    return sp.powsimp(sp.expand(expression.subs({x_1: x, x_2: x})))


# (a) What the R&D of the first does to both cost reductions and outputs.
learnt = (x_1 + beta * x_1**delta * x_2 ** (1 - delta), x_2 + beta * x_2**delta * x_1 ** (1 - delta))
outputs = ((S + 2 * learnt[0] - learnt[1]) / 3, (S + 2 * learnt[1] - learnt[0]) / 3)
effects = [equal(sp.diff(output, x_1)) for output in outputs]


def regime(kappa: sp.Expr) -> Regime:
    """Solve 2 kappa q = 3 B x with 3 q = 1 + (1 + beta) x."""
    research = 2 * kappa / (9 * B - 2 * kappa * (1 + beta))
    return Regime(kappa, research, 3 * B * research / (2 * kappa))


N, C = regime(sp.factor(3 * effects[0])), regime(sp.factor(3 * (effects[0] + effects[1])))

# Curvatures at equal R&D, where q = 3 B x / (2 kappa): of rivals' own profit, and of the cartel's in unequal R&D.
alone = outputs[0] ** 2 - B * x_1**2 / 2
joint = alone + outputs[1] ** 2 - B * x_2**2 / 2
revenue = S, 3 * q - (1 + beta) * x
own = sp.factor(equal(sp.diff(alone, x_1, 2)).subs(*revenue).subs(q, 3 * B * x / (2 * N.kappa)))
across = equal(sp.diff(joint, x_1, 2) - sp.diff(joint, x_1, x_2))
across = sp.factor(across.subs(*revenue).subs(q, 3 * B * x / (2 * C.kappa)))

# For delta = 1/2, when one enterprise does s^2 times the R&D of N: both outputs times 3, in units of x, with
# K = 9 B / (2 kappa). As a monopolist it would sell `single`.
kappa = N.kappa.subs(delta, HALF)
seller, rival = K - 2 - beta + 2 * s**2 + beta * s, K + 1 - beta + beta * s - s**2
single = sp.Rational(3, 2) * (K - 1 - beta + s**2 + beta * s)
gain = seller**2 - K**2 - kappa * K * (s**4 - 1)

# (b) Learning that saturates.
per_output = 2 - beta * x * (x - 1) / (1 + x) ** 2


def returns(spillover: sp.Symbol) -> sp.Expr:
    """What a unit of R&D returns at equal R&D, times 9 / 2."""
    return (S + x + spillover * x**2 / (1 + x)) * per_output.subs(beta, spillover)


market = Region(beta >= 0, beta <= 1, delta >= 0, delta <= 1)
EXISTS_N = 9 * B - 2 * N.kappa * (1 + beta) > 0
EXISTS_C = 9 * B - 2 * (1 + beta) ** 2 > 0
LOCAL = 9 * B * (N.kappa + beta * delta * (1 - delta)) - 2 * N.kappa**3 > 0
ACROSS = B * (1 + beta + 4 * beta * delta * (1 - delta)) - 2 * (1 + beta) * (1 - beta + 2 * beta * delta) ** 2 > 0
PAYS = 9 * B - 2 * N.kappa**2 >= 0
two_spillovers = Region(S > 0, x > 0, less >= 0, less < more, more <= 1)

THEOREMS = (
    Theorem(
        Claim(
            sp.Equivalent(sp.diff(N.x, beta) > 0, 9 * B * (3 * delta - 1) + 2 * N.kappa**2 > 0),
            market & EXISTS_N,
            name="spillovers raise R&D exactly for 9 B (3 delta - 1) + 2 kappa^2 > 0",
        ),
        dropping=EXISTS_N,
    ),
    Theorem(
        Claim(
            sp.diff(N.x, beta) > 0,
            market & EXISTS_N & (delta >= THIRD),
            name="where a third of learning rests on own R&D, spillovers always raise R&D",
        ),
        dropping=delta >= THIRD,
    ),
    Theorem(
        Claim(
            sp.Equivalent(C.x > N.x, beta * (2 - 3 * delta) > 1),
            market & EXISTS_N & EXISTS_C,
            name="a cartel raises R&D exactly for beta (2 - 3 delta) > 1",
        ),
        dropping=EXISTS_C,
    ),
    Theorem(
        Claim(
            C.x <= N.x,
            market & EXISTS_N & EXISTS_C & (delta >= THIRD),
            name="where a third of learning rests on own R&D, a cartel never raises R&D",
        ),
        dropping=delta >= THIRD,
    ),
    Theorem(
        Claim(
            sp.Equivalent(C.profit > N.profit, sp.Ne(beta * (2 - 3 * delta), 1)),
            market & EXISTS_N & EXISTS_C,
            name="a cartel earns more wherever it changes R&D",
        ),
        dropping=EXISTS_C,
    ),
    Theorem(
        Claim(
            sp.Equivalent(own < 0, LOCAL),
            market & EXISTS_N & (x > 0),
            name="alone, profit is locally concave exactly for 9 B (kappa + beta delta (1 - delta)) > 2 kappa^3",
        ),
        dropping=beta >= 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(across < 0, ACROSS),
            market & (x > 0),
            name="the cartel's equal R&D is a local maximum where learning is costly or rests on own R&D",
        ),
        dropping=beta >= 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(N.profit >= 0, PAYS),
            market & EXISTS_N,
            name="alone, profit is not negative exactly for 9 B >= 2 kappa^2",
        ),
        dropping=EXISTS_N,
    ),
    Theorem(
        Claim(
            gain <= 0,
            Region(beta >= 0, beta <= 1, 1 + beta < K, s >= 0, seller >= 0, kappa <= K),
            name="for delta = 1/2, no other R&D earns more wherever profit is not negative",
        ),
        dropping=kappa <= K,
    ),
    Theorem(
        Claim(
            single**2 <= seller**2,
            Region(single >= 0, rival <= 0),
            name="driving the rival out earns less than its negative output in the formulas would bring",
        ),
        dropping=rival <= 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(per_output > 2, x < 1),
            Region(beta > 0, x > 0),
            name="spillovers raise what a unit of output makes of R&D exactly for x < 1",
        ),
        dropping=beta > 0,
    ),
    Theorem(
        Claim(
            returns(less) < returns(more),
            two_spillovers & (x <= 1),
            name="up to x = 1, spillovers raise the returns to R&D",
        ),
        dropping=x <= 1,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_a_local_maximum_may_lose_money() -> None:
    assert isinstance(decide(Claim(N.profit >= 0, market & EXISTS_N & LOCAL)), Refuted)


def test_spillovers_may_raise_the_returns_beyond_one() -> None:
    assert isinstance(decide(Claim(returns(less) >= returns(more), two_spillovers & (x > 1))), Refuted)


def test_closed_forms() -> None:
    assert sp.expand(N.kappa - 2 - beta * (3 * delta - 1)) == 0
    assert sp.expand(C.kappa - 1 - beta) == 0
    assert sp.simplify(own - (2 * N.kappa**2 / 9 - B - B * beta * delta * (1 - delta) / N.kappa)) == 0
    for r in (N, C):
        assert sp.simplify(3 * r.q - 1 - (1 + beta) * r.x) == 0


def test_gains_are_those_of_the_payoffs() -> None:
    at = {B: 3, beta: sp.Rational(1, 4), delta: HALF}
    research, sold = N.x.subs(at), N.q.subs(at)
    for factor in (HALF, sp.Integer(2)):
        put = {**at, s: factor, K: (9 * B / (2 * kappa)).subs(at)}
        deviant = [value.subs({S: 1, x_1: factor**2 * research, x_2: research}).subs(at) for value in outputs]
        assert [3 * value / research for value in deviant] == [value.subs(put) for value in (seller, rival)]
        earned = deviant[0] ** 2 - 3 * factor**4 * research**2 / 2 - sold**2 + 3 * research**2 / 2
        assert earned == research**2 / 9 * gain.subs(put)


def test_known_values() -> None:
    for share, research in ((0, 8 / 23), (0.3, 0.3605746299), (0.6, 0.3742157550), (0.9, 0.3888440416)):
        condition = 2 * returns(beta).subs({S: 2, beta: sp.Rational(str(share))}) - 27 * x
        assert abs(sp.nsolve(condition, x, 0.35) - research) < 1e-9
    without = [2 * N.x.subs({B: 3, delta: 0, beta: sp.Rational(share, 10)}) for share in (3, 6, 9)]
    assert [round(float(value), 4) for value in without] == [0.3012, 0.2487, 0.1928]


def test_the_library_finds_the_same_outcomes_and_where_they_are() -> None:
    # In numbers: the closed forms of the symbolic outcomes are those of tests/models/test_absorptive_capacity.py.
    for name, expected in (("N", N), ("C", C)):
        regime, point = MODEL.regime(name), MODEL.example
        outcome = solve_staged(regime.game.at(point), regime.cooperation, symmetric=regime.symmetric)
        units = {**point, B: (b * gamma).subs(point)}
        assert sp.simplify(outcome.choices[x_1] - (S * expected.x).subs(units)) == 0
        assert sp.simplify(outcome.choices["q_1"] - (S / b * expected.q).subs(units)) == 0
