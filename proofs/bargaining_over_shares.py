r"""Bargaining over a share: what the disagreement point, power, bounds and moral hazard do to it.

*Primitives.* Two partners divide a revenue :math:`R` at the shares :math:`s` and :math:`1 - s` and bear costs
:math:`c_i`; without agreement they get :math:`d_i`. Nash (1950) maximises the product of gains, with the power
:math:`a` the product :math:`g_1^a g_2^{1 - a}`; Kalai and Smorodinsky (1975) give gains in proportion to the largest
each could have; the egalitarian solution (Kalai, 1977) gives equal gains, as large as bounds allow.

*Derivation.* The gains add up to the surplus :math:`R - \sum_i (c_i + d_i)` at every share, so the product is largest
where they are equal, at :math:`s^* = \tfrac12 + (c_1 + d_1 - c_2 - d_2) / (2 R)`. On a line :math:`g_1 + g_2 = V` with
bounds :math:`g_i \le b_i` the Nash solution moves only when a bound binds. Where efforts respond, as in
``team_production`` (:math:`e_i = s_i p_i / k_i`, :math:`w_i = p_i^2 / k_i`), the share changes the sum as well: payoffs
are :math:`w_1 s^2 / 2 + w_2 s (1 - s)` and the mirror image, and the frontier is curved.

*Theorems.* The share covers half of what costs and outside options differ by. Weighted power divides the surplus, not
the revenue. A bound that does not bind changes nothing for Nash, yet always lowers the share by Kalai and Smorodinsky;
one that does makes the egalitarian solution leave something undivided. With moral hazard the share that is bargained
for lies strictly between one half and the one that is best for both together: bargaining leaves surplus on the table.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.games.bargaining import BargainingProblem
from coopgame.models.team_production import MODEL, k_1, k_2, p_1, p_2
from coopgame.sharing.bargaining.egalitarian import egalitarian
from coopgame.sharing.bargaining.kalai_smorodinsky import kalai_smorodinsky
from coopgame.sharing.bargaining.nash import nash_bargaining
from coopgame.symbols import Region, parameters
from proofs.agreement import same

R, c_1, c_2, d_1, d_2, s, s_1, s_2, a, h = parameters("R c_1 c_2 d_1 d_2 s s_1 s_2 a h")
g_1, g_2, V, b_1, b_2, w_1, w_2 = parameters("g_1 g_2 V b_1 b_2 w_1 w_2")
NASH = "J. F. Nash (1950), Econometrica 18:155-162"
KALAI = "E. Kalai (1977), Econometrica 45:1623-1630"
KALAI_SMORODINSKY = "E. Kalai and M. Smorodinsky (1975), Econometrica 43:513-518"

# A given revenue: the gains, their product, and the share that makes them equal.
gains = (s_1 * R - c_1 - d_1, s_2 * R - c_2 - d_2)
balanced = sp.Eq(s_1 + s_2, 1)
s_star = sp.Rational(1, 2) + (c_1 + d_1 - c_2 - d_2) / (2 * R)
surplus = R - c_1 - c_2 - d_1 - d_2
bargained = {s_1: s_star, s_2: 1 - s_star}
slope = a / g_1 - (1 - a) / (V - g_1)  # of a log g_1 + (1 - a) log (V - g_1)

# A line with bounds, of which the second does not bind at the equal split.
nash = sp.Min(V / 2, b_1)
in_proportion = V * b_1 / (b_1 + b_2)
equal_gains = sp.Min(V / 2, b_1, b_2)
bounded = Region(V > 0, b_1 > 0, b_1 + b_2 > V, b_2 >= V / 2, b_1 <= V, b_2 <= V)

# Efforts that respond to the share.
output = w_1 * s + w_2 * (1 - s)
payoffs = (s * output - w_1 * s**2 / 2, (1 - s) * output - w_2 * (1 - s) ** 2 / 2)
nash_slope = sp.expand(sp.diff(payoffs[0] * payoffs[1], s))
best_share = w_1 / (w_1 + w_2)

THEOREMS = (
    Theorem(
        Claim(
            gains[0] * gains[1] <= gains[0].subs(bargained) * gains[1].subs(bargained),
            Region(R > 0, balanced),
            source=NASH,
            name="no shares have a larger product of gains than half, corrected by half of how the two's claims differ",
        ),
        dropping=balanced,
    ),
    Theorem(
        Claim(
            sp.And(*(gain.subs(bargained) > 0 for gain in gains)),
            Region(R > 0, surplus > 0),
            source=NASH,
            name="the bargained share leaves both better off when there is a surplus",
        ),
        dropping=surplus > 0,
    ),
    Theorem(
        Claim(
            sp.Or(*(gain <= 0 for gain in gains)),
            Region(balanced, surplus <= 0),
            name="when there is none, no share does",
        ),
        dropping=surplus <= 0,
    ),
    Theorem(
        Claim(
            sp.And(s_star.subs(d_1, d_1 + h) > s_star, s_star.subs(c_1, c_1 + h) > s_star),
            Region(R > 0, h > 0),
            name="a better outside option raises one's share, and so does a higher cost of one's own",
        ),
        dropping=h > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(slope > 0, g_1 < a * V),
            Region(g_1 > 0, g_1 < V),
            source="J. C. Harsanyi and R. Selten (1972), Management Science 18:P80-P106",
            name="the weighted product rises in a gain exactly below the part of the surplus that power gives",
        ),
        dropping=g_1 < V,
    ),
    Theorem(
        Claim(
            g_1 * (V - g_1) <= nash * (V - nash),
            bounded & Region(g_1 <= b_1, V - g_1 <= b_2),
            source=NASH,
            name="on a line with bounds, no gain within them has a larger product than half or the bound",
        ),
        dropping=g_1 <= b_1,
    ),
    Theorem(
        Claim(
            sp.And(sp.Eq(nash.subs(b_1, b_1 + h), nash), in_proportion.subs(b_1, b_1 + h) > in_proportion),
            bounded & Region(b_1 >= V / 2, h > 0, b_1 + h <= V),
            source=KALAI_SMORODINSKY,
            name="relaxing a bound that does not bind leaves the Nash solution, and raises Kalai and Smorodinsky's",
        ),
        dropping=b_1 >= V / 2,
    ),
    Theorem(
        Claim(
            in_proportion < nash,
            bounded & Region(b_1 < b_2),
            source=KALAI_SMORODINSKY,
            name="who is bounded more tightly gets less by Kalai and Smorodinsky than by Nash",
        ),
        dropping=b_1 < b_2,
    ),
    Theorem(
        Claim(
            sp.And(sp.Eq(equal_gains, nash), equal_gains < V - nash),
            bounded & Region(2 * b_1 < V),
            source=KALAI,
            name="where a bound binds, equal gains leave undivided a part of what Nash gives to the other",
        ),
        dropping=2 * b_1 < V,
    ),
    Theorem(
        Claim(
            nash_slope > 0,
            Region(w_2 > 0, w_1 > w_2, s > 0, s <= sp.Rational(1, 2)),
            name="with moral hazard, bargaining gives the partner whose effort weighs more over half",
        ),
        dropping=w_1 > w_2,
    ),
    Theorem(
        Claim(
            nash_slope < 0,
            Region(w_2 > 0, w_1 > w_2, s >= best_share, s < 1),
            name="yet less than the share that is best for both together",
        ),
        dropping=s >= best_share,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    product = (gains[0] * gains[1]).subs({s_1: s, s_2: 1 - s})
    assert sp.simplify(sp.solve(sp.diff(product, s), s)[0] - s_star) == 0
    assert sp.expand(sum(gains).subs(bargained) - surplus) == 0
    assert sp.simplify(sp.diff(a * sp.log(g_1) + (1 - a) * sp.log(V - g_1), g_1) - slope) == 0


def test_known_values() -> None:
    at = {w_1: 4, w_2: 1}
    share = next(root for root in sp.Poly(nash_slope.subs(at), s).nroots() if root.is_real and 0 < root < 1)
    assert sp.Rational(1, 2) < share < best_share.subs(at) == sp.Rational(4, 5)
    assert sp.Poly(nash_slope.subs({w_1: 1, w_2: 1}), s).eval(sp.Rational(1, 2)) == 0, "equals share equally"


def test_the_library_finds_the_same_share() -> None:
    region = Region(R > 0, surplus > 0)
    problem = BargainingProblem.with_transfers(R - c_1 - c_2, {"one": d_1, "other": d_2}, region=region)
    found = nash_bargaining(problem).utilities
    assert sp.simplify((found["one"] + c_1) / R - s_star) == 0
    powers = nash_bargaining(problem, weights={"one": sp.Rational(1, 3), "other": sp.Rational(2, 3)}).utilities
    assert sp.expand(powers["one"] - d_1 - surplus / 3) == 0


def test_the_library_finds_the_same_division_within_bounds() -> None:
    problem = BargainingProblem.with_transfers(V, {"one": 0, "other": 0}, {"one": b_1, "other": b_2}, bounded)
    for rule, expected in (
        (nash_bargaining, nash),
        (kalai_smorodinsky, in_proportion),
        (egalitarian, equal_gains),
    ):
        assert same(Region(sp.Eq(rule(problem).utilities["one"], expected)), sp.true, bounded)


def test_the_library_finds_the_same_payoffs_with_moral_hazard() -> None:
    by_weight = {w_1: p_1**2 / k_1, w_2: p_2**2 / k_2}
    found = MODEL.regime("given share").outcome.payoffs
    assert [sp.simplify(u - v.subs(by_weight)) for u, v in zip(found, payoffs, strict=True)] == [0, 0]
