r"""Subsidies that leave no other equilibrium: between what makes collaboration one and what makes it dominant.

*Primitives.* Collaborating asks :math:`a_i` of player :math:`i` when nobody else does, and :math:`x_i` less when the
partner does: the gain of collaborating, when the partner does with probability :math:`z`, is :math:`s_i - a_i + x_i z`
with the subsidy :math:`s_i \ge 0`. Strategies are complements: :math:`x_i \ge 0`. For enterprise and university
:math:`a_i = C_i - D - F_i` and :math:`x_i = \theta_i \Delta_R - B_i`. A bonus :math:`b_i` is paid only when both
collaborate.

*Derivation.* An equilibrium takes :math:`s_i \ge a_i - x_i`, a dominant strategy :math:`s_i \ge a_i`. That nobody
collaborates is no equilibrium once one of the two, say the first, wants to start: :math:`s_1 > a_1`. Then the second
counts on the first, and needs only :math:`s_2 > a_2 - x_2`: divide and conquer. The order is free, so the larger of the
two discounts :math:`x_i` is had. With :math:`n` alike, of whom the one at place :math:`m + 1` counts on :math:`m`, the
sum of :math:`a - m x` is half way between :math:`n a` and :math:`n (a - (n - 1) x)`.

*Theorems.* The totals rank: equilibrium, unique equilibrium, dominant strategies (Segal, 2003). Divide and conquer
leaves no other equilibrium, mixed ones included, and nothing cheaper does. Those whose partner's collaboration matters
most to them come last, and equals are treated unequally (Winter, 2004). A bonus on joint success costs the same at the
target, but leaves mutual defection an equilibrium, however large.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.design.minimal import minimal_subsidy
from coopgame.design.payment import Payment
from coopgame.design.requirement import Sustains
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.symbols import Region, parameters
from proofs.agreement import found_by_the_library, same

a_1, a_2, x_1, x_2, s_1, s_2, y, z, a, x, s, b_1, b_2 = parameters("a_1 a_2 x_1 x_2 s_1 s_2 y z a x s b_1 b_2")
total, n, m = parameters("total n m")
SEGAL = "I. Segal (2003), Journal of Economic Theory 113:147-181"
WINTER = "E. Winter (2004), American Economic Review 94:764-773"


def part(value: sp.Expr) -> sp.Expr:
    """What is positive of it."""
    return sp.Max(0, value)


equilibrium = part(a_1 - x_1) + part(a_2 - x_2)
dominant = part(a_1) + part(a_2)
first_comes_1, first_comes_2 = part(a_1) + part(a_2 - x_2), part(a_2) + part(a_1 - x_1)
unique = sp.Min(first_comes_1, first_comes_2)

gain_1, gain_2 = s_1 - a_1 + x_1 * z, s_2 - a_2 + x_2 * y  # y, z: how likely player 1, 2 is to collaborate


def best_reply(probability: sp.Expr, gain: sp.Expr) -> sp.Basic:
    """That collaborating with this probability is a best reply."""
    return sp.And(sp.Or(probability >= 1, gain <= 0), sp.Or(probability <= 0, gain >= 0))


any_equilibrium = sp.And(best_reply(y, gain_1), best_reply(z, gain_2))
with_bonus = any_equilibrium.subs({s_1: 0, s_2: 0, x_1: x_1 + b_1, x_2: x_2 + b_2})
probabilities = Region(y >= 0, y <= 1, z >= 0, z <= 1)
complements = Region(x_1 >= 0, x_2 >= 0)
somebody_starts = sp.Or(s_1 > a_1, s_2 > a_2)
keeps_1, keeps_2 = s_1 >= a_1 - x_1, s_2 >= a_2 - x_2

three = [part(a - k * x) for k in range(3)]

THEOREMS = (
    Theorem(
        Claim(
            sp.And(equilibrium <= unique, unique <= dominant),
            complements,
            source=SEGAL,
            name="uniqueness costs no less than an equilibrium and no more than dominant strategies",
        ),
        dropping=x_1 >= 0,
    ),
    Theorem(
        Claim(
            sp.Implies(any_equilibrium, sp.And(sp.Eq(y, 1), sp.Eq(z, 1))),
            probabilities & complements & Region(s_1 > a_1, s_2 > a_2 - x_2),
            source=SEGAL,
            name="divide and conquer leaves no other equilibrium, mixed ones included",
        ),
        dropping=x_1 >= 0,
    ),
    Theorem(
        Claim(
            s_1 + s_2 >= unique,
            complements & Region(s_1 >= 0, s_2 >= 0, keeps_1, keeps_2, somebody_starts),
            source=SEGAL,
            name="no cheaper subsidies make collaboration an equilibrium and mutual defection none",
        ),
        dropping=somebody_starts,
    ),
    Theorem(
        Claim(
            sp.Equivalent(first_comes_1 <= first_comes_2, x_1 <= x_2),
            Region(x_1 >= 0, x_2 >= 0, a_1 >= x_1, a_2 >= x_2),
            source=SEGAL,
            name="who gains most by the partner's collaboration is to come last",
        ),
        dropping=a_2 >= x_2,
    ),
    Theorem(
        Claim(
            2 * s > unique.subs({a_1: a, a_2: a, x_1: x, x_2: x}) + x,
            Region(x > 0, a >= x, s > a),
            source=WINTER,
            name="equal subsidies to equals cost more than unequal ones, by the whole discount",
        ),
        dropping=s > a,
    ),
    Theorem(
        Claim(
            sp.Eq(2 * sum(three), 3 * part(a) + 3 * part(a - 2 * x)),
            Region(x >= 0, a >= 2 * x),
            source=WINTER,
            name="for three alike, uniqueness costs half way between an equilibrium and dominant strategies",
        ),
        dropping=a >= 2 * x,
    ),
    Theorem(
        Claim(
            sp.Eq(2 * (total + a - n * x), (n + 1) * a + (n + 1) * (a - n * x)),
            Region(sp.Eq(2 * total, n * a + n * (a - (n - 1) * x))),
            source=WINTER,
            name="if for n alike, then for one more",
        ),
        dropping=sp.Eq(2 * total, n * a + n * (a - (n - 1) * x)),
    ),
    Theorem(
        Claim(
            sp.And(with_bonus.subs({y: 1, z: 1}), with_bonus.subs({y: 0, z: 0})),
            Region(a_1 >= 0, a_2 >= 0, b_1 >= part(a_1 - x_1), b_2 >= part(a_2 - x_2)),
            name="a bonus on joint success does as much at the target, but leaves mutual defection an equilibrium",
        ),
        dropping=a_1 >= 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


COLLABORATE, DEFECT = "collaborate", "defect"
BOTH, NEITHER = (COLLABORATE, COLLABORATE), (DEFECT, DEFECT)
asked, eased = {"one": a_1, "other": a_2}, {"one": x_1, "other": x_2}


def payoff(player: str, profile: PerPlayer[str]) -> sp.Expr | int:
    """What one of the two has without any subsidy; who defects has nothing."""
    if profile[player] == DEFECT:
        return 0
    return (eased[player] if tuple(profile) == BOTH else 0) - asked[player]


game = FiniteGame.from_function(payoff, dict.fromkeys(asked, (COLLABORATE, DEFECT)), complements)


def test_the_library_finds_the_same_totals() -> None:
    for sustains, expected in (
        (Sustains.EQUILIBRIUM, equilibrium),
        (Sustains.UNIQUE, unique),
        (Sustains.DOMINANT, dominant),
    ):
        found = minimal_subsidy(game, target=BOTH, sustains=sustains)
        assert same(Region(sp.Eq(found.total, expected)), sp.true, game.region), sustains


def test_the_library_finds_that_a_bonus_costs_the_same_and_leaves_mutual_defection() -> None:
    found = minimal_subsidy(game, target=BOTH, payment=Payment.OUTCOME)
    assert same(Region(sp.Eq(found.total, equilibrium)), sp.true, game.region)
    neither = found_by_the_library(found.game)[NEITHER].condition
    assert same(neither, sp.And(a_1 >= 0, a_2 >= 0), found.game.region)
