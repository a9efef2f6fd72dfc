r"""Where the rules for dividing a worth agree: with two players they all do, with three they part.

*Primitives.* Worths :math:`v_1, v_2` alone and :math:`v_{12}` together; for three players all seven. The standard
solution of two gives each its own worth and half of the surplus :math:`v_{12} - v_1 - v_2`.

*Derivation.* By its definition, each rule is a problem that the standard solution solves: the Shapley value averages
two orders; the nucleolus minimises the larger of two excesses, whose sum is fixed; the Nash solution maximises the
product of two gains, whose sum is fixed; the :math:`\tau`-value (Tijs, 1981) is the efficient point between what each
is left with when the other takes all that it adds and what each adds. With three players write :math:`s_{ij} = v_{ij} -
v_i - v_j`. Then :math:`\phi_i - v_i - (v_{123} - \sum_j v_j) / 3 = (s_{ij} + s_{ik} - 2 s_{jk}) / 6`.

*Theorems.* The four agree on two players. Equal surplus division is the Shapley value of three exactly when all pairs
earn the same surplus. It knows nothing of pairs, and is no safer for it: where it is in the core of a superadditive
game of three, the Shapley value is as well.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.sharing.bargaining.nash import nash_bargaining
from coopgame.sharing.values.equal_surplus import equal_surplus
from coopgame.sharing.values.nucleolus import nucleolus
from coopgame.sharing.values.shapley import shapley
from coopgame.sharing.values.tau import tau_value
from coopgame.symbols import Region, parameters
from proofs.coalitions import as_game, generic, no_coalition_leaves, shapley_by_orders, superadditive

TIJS = "S. H. Tijs (1981), in Moeschlin and Pallaschke (eds), Game Theory and Mathematical Economics, 123-132"
SCHMEIDLER = "D. Schmeidler (1969), SIAM Journal on Applied Mathematics 17:1163-1170"
NASH = "J. F. Nash (1950), Econometrica 18:155-162"

x_1, x_2, t = parameters("x_1 x_2 t")
two, three = generic("12"), generic("123")
v_1, v_2, v_12 = two["1"], two["2"], two["12"]
standard = {"1": (v_12 + v_1 - v_2) / 2, "2": (v_12 + v_2 - v_1) / 2}
divided = sp.Eq(x_1 + x_2, v_12)
surplus = v_12 > v_1 + v_2
excess = sp.Max(v_1 - x_1, v_2 - x_2)

# Tijs: what each adds, and the least it can ask for; the tau-value is the efficient point between the two.
adds = {"1": v_12 - v_2, "2": v_12 - v_1}
asks = {"1": sp.Max(v_1, v_12 - adds["2"]), "2": sp.Max(v_2, v_12 - adds["1"])}
between = {i: asks[i] + t * (adds[i] - asks[i]) for i in "12"}
efficient = sp.Eq(between["1"] + between["2"], v_12)

phi = shapley_by_orders(three)
in_equal_parts = {i: three[i] + (three["123"] - three["1"] - three["2"] - three["3"]) / 3 for i in "123"}
s_12, s_13, s_23 = (three[i + j] - three[i] - three[j] for i, j in ("12", "13", "23"))
alike = [sp.Eq(s_12, s_13), sp.Eq(s_12, s_23)]

THEOREMS = (
    Theorem(
        Claim(
            sp.Equivalent(sp.Eq(excess, (v_1 + v_2 - v_12) / 2), sp.Eq(x_1, standard["1"])),
            Region(divided),
            source=SCHMEIDLER,
            name="only at the standard solution is the larger of two excesses as small as half of their sum",
        ),
        dropping=divided,
    ),
    Theorem(
        Claim(
            excess >= (v_1 + v_2 - v_12) / 2,
            Region(divided),
            source=SCHMEIDLER,
            name="and no division makes it smaller: the nucleolus of two is the standard solution",
        ),
        dropping=divided,
    ),
    Theorem(
        Claim(
            (x_1 - v_1) * (x_2 - v_2) <= (standard["1"] - v_1) * (standard["2"] - v_2),
            Region(divided),
            source=NASH,
            name="no division of a sum has a larger product of gains than the standard solution",
        ),
        dropping=divided,
    ),
    Theorem(
        Claim(
            sp.And(*(sp.Eq(between[i], standard[i]) for i in "12")),
            Region(surplus, efficient),
            source=TIJS,
            name="the tau-value of two is the standard solution",
        ),
        dropping=efficient,
    ),
    Theorem(
        Claim(
            sp.And(*(sp.Eq(phi[i], in_equal_parts[i]) for i in "123")),
            Region(*alike),
            name="equal surplus division is the Shapley value of three when all pairs earn the same surplus",
        ),
        dropping=alike[0],
    ),
    Theorem(
        Claim(
            sp.And(*alike),
            Region(*(sp.Eq(phi[i], in_equal_parts[i]) for i in "12")),
            name="and only then",
        ),
        dropping=sp.Eq(phi["2"], in_equal_parts["2"]),
    ),
    Theorem(
        Claim(
            sp.Implies(sp.And(*no_coalition_leaves(three, in_equal_parts)), sp.And(*no_coalition_leaves(three, phi))),
            Region(*superadditive(three)),
            name="in a superadditive game of three the Shapley value is in the core wherever equal surplus division is",
        ),
        dropping=s_12 >= 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_library_finds_that_all_agree_on_two() -> None:
    game = as_game(two, Region(surplus))
    for rule in (shapley, nucleolus, tau_value, equal_surplus, nash_bargaining):
        for share, expected in zip(rule(game).shares, standard.values(), strict=True):
            assert sp.simplify(share - expected) == 0, rule.__name__


def test_the_library_finds_where_they_part_on_three() -> None:
    game = as_game(three, Region())
    apart = [a - b for a, b in zip(shapley(game).shares, equal_surplus(game).shares, strict=True)]
    differences = (s_12 + s_13 - 2 * s_23, s_12 + s_23 - 2 * s_13, s_13 + s_23 - 2 * s_12)
    assert [sp.expand(6 * found - expected) for found, expected in zip(apart, differences, strict=True)] == [0, 0, 0]
