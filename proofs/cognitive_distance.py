r"""Cognitive distance: how different partners' knowledge should be.

*Primitives.* At the distance :math:`d` there is :math:`n_0 + b d` that is new, of which the capacity
:math:`A_0 - a d` can be absorbed. Learning is their product :math:`I(d)` (Nooteboom and others, 2007). Enterprise and
university share it equally and each pays :math:`c` to cooperate.

*Derivation.* :math:`I'(d) = A_0 b - a n_0 - 2 a b d` vanishes at :math:`d^* = (A_0 b - a n_0) / (2 a b)`, where
:math:`I(d^*) = (A_0 b + a n_0)^2 / (4 a b)`; and :math:`I'' = -2 a b < 0`.

*Theorems.* Learning grows with distance up to :math:`d^*` and falls after it, so that 'the higher the heterogeneity,
the more inclined to learn' is true on one side only, and on neither if :math:`A_0 b \le a n_0`. Cooperation is an
equilibrium on an interval of distances, and nowhere once it costs each more than half of the peak. Absorptive capacity
moves the optimal distance outwards.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.heterogeneous_knowledge import MODEL
from coopgame.symbols import Region, parameters
from proofs.agreement import assert_pure_equilibria

A_0, a, n_0, b, c, d, d_1, d_2 = parameters("A_0 a n_0 b c d d_1 d_2")
NOOTEBOOM = "B. Nooteboom et al. (2007), Research Policy 36:1016-1034"


def learning(distance: sp.Expr) -> sp.Expr:
    """What the partners learn from each other."""
    return (A_0 - a * distance) * (n_0 + b * distance)


d_star = (A_0 * b - a * n_0) / (2 * a * b)
peak = (A_0 * b + a * n_0) ** 2 / (4 * a * b)
decay = Region(a > 0, b > 0)


def pays(distance: sp.Expr) -> sp.Expr:
    """Cooperating at this distance is worth its cost to each."""
    return learning(distance) / 2 >= c


THEOREMS = (
    Theorem(
        Claim(learning(d) <= peak, decay, source=NOOTEBOOM, name="no distance teaches more than the optimal one"),
        dropping=a > 0,
    ),
    Theorem(
        Claim(
            learning(d_1) < learning(d_2),
            decay & Region(d_1 < d_2, d_2 <= d_star),
            source=NOOTEBOOM,
            name="up to the optimal distance, more heterogeneity means more learning",
        ),
        dropping=d_2 <= d_star,
    ),
    Theorem(
        Claim(
            learning(d_1) > learning(d_2),
            decay & Region(d_1 < d_2, d_1 >= d_star),
            source=NOOTEBOOM,
            name="beyond it, more heterogeneity means less learning",
        ),
        dropping=d_1 >= d_star,
    ),
    Theorem(
        Claim(
            learning(d_1) > learning(d_2),
            decay & Region(d_1 >= 0, d_1 < d_2, A_0 * b <= a * n_0),
            name="with little absorptive capacity, heterogeneity only hurts",
        ),
        dropping=A_0 * b <= a * n_0,
    ),
    Theorem(
        Claim(
            pays(d),
            decay & Region(d_1 <= d, d <= d_2) & pays(d_1) & pays(d_2),
            name="cooperation that pays at two distances pays at every distance between",
        ),
        dropping=a > 0,
    ),
    Theorem(
        Claim(
            ~pays(d),
            decay & Region(c > peak / 2),
            name="cooperation pays at no distance once its cost exceeds half of the peak",
        ),
        dropping=c > peak / 2,
    ),
    Theorem(
        Claim(
            sp.diff(d_star, A_0) > 0,
            decay,
            source=NOOTEBOOM,
            name="absorptive capacity moves the optimal distance outwards",
        ),
        dropping=a > 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_derivative_vanishes_at_the_optimal_distance() -> None:
    assert sp.simplify(sp.diff(learning(d), d).subs(d, d_star)) == 0
    assert sp.simplify(learning(d_star) - peak) == 0


def test_the_library_finds_the_same_interval() -> None:
    both, neither = ("cooperate", "cooperate"), ("abstain", "abstain")
    assert_pure_equilibria(MODEL.game, {both: pays(d), neither: sp.true})
