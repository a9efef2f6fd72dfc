r"""When the Shapley value is in the core: convexity suffices, superadditivity does not.

*Primitives.* Worths :math:`v(S)`. The Shapley value gives player :math:`i` what it adds to those before it, averaged
over all orders of arrival. A division of :math:`v(N)` is in the core when no coalition gets less than its worth. The
game is convex when :math:`v(S \cup i) - v(S)` never falls as :math:`S` grows, superadditive when disjoint coalitions
never lose by joining.

*Derivation.* Let the players come in the order :math:`1, \dots, n` and take any coalition. When its member :math:`k`
comes, it gets :math:`v([k]) - v([k - 1])`, by convexity at least what it adds to the members before it. So if those
have got the worth they have together, they and :math:`k` have as well: an induction over the members, for any
:math:`n`. The core holds each mean of its points, and the Shapley value is the mean over all orders. With three players
all is linear, and is decided at once.

*Theorems.* In a convex game every order of arrival ends in the core, and so does their mean (Shapley, 1971); only
convex games have that property (Ichiishi, 1981). Superadditivity buys individual rationality, no more: the glove game
is the witness. What the core takes beyond it is that each adds to the two others, as the last to come, at least what it
adds on average when it is not (a case of Iñarra and Usategui, 1993).
"""

from itertools import permutations

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.sharing.values import properties
from coopgame.sharing.values.core import in_core
from coopgame.sharing.values.shapley import shapley
from coopgame.symbols import Region, parameters
from proofs.agreement import same
from proofs.coalitions import (
    arrivals,
    as_game,
    convex,
    generic,
    no_coalition_leaves,
    of,
    shapley_by_orders,
    superadditive,
)

SHAPLEY = "L. S. Shapley (1971), International Journal of Game Theory 1:11-26"
ICHIISHI = "T. Ichiishi (1981), Journal of Economic Theory 25:283-286"
AVERAGE_CONVEX = "E. Iñarra and J. M. Usategui (1993), International Journal of Game Theory 22:13-29"

v = generic("123")
phi = shapley_by_orders(v)
stays = sp.And(*no_coalition_leaves(v, phi))
third = v["123"] - v["13"] - v["23"] + v["3"]  # what the arrival of 2 adds to what 1 adds to 3
pairs = v["12"] - v["1"] - v["2"]
every_order = Region(*(c for order in permutations("123") for c in no_coalition_leaves(v, arrivals(v, order))))
late = sp.Min(*(c.lhs for c in convex(v) if v["123"] in c.free_symbols)) >= 0  # convexity among the last to come

four = generic("1234")
phi_of_four = shapley_by_orders(four)

# What a player adds as the last to come, and on average over the four of six orders in which it does not come last.
last = {i: v["123"] - v[jk] for i, jk in (("1", "23"), ("2", "13"), ("3", "12"))}
sooner = {
    "1": (2 * v["1"] + v["12"] - v["2"] + v["13"] - v["3"]) / 4,
    "2": (2 * v["2"] + v["12"] - v["1"] + v["23"] - v["3"]) / 4,
    "3": (2 * v["3"] + v["13"] - v["1"] + v["23"] - v["2"]) / 4,
}
late_enough = sp.And(*(last[i] >= sooner[i] for i in "123"))

# One step of the induction: a coalition's members before k have got paid, and are worth worth; then k comes.
paid, worth, worth_with, all_before, all_with = parameters("paid worth worth_with all_before all_with")
total, orders, own = parameters("total orders own")

THEOREMS = (
    Theorem(
        Claim(
            paid + (all_with - all_before) >= worth_with,
            Region(paid >= worth, all_with - all_before >= worth_with - worth),
            source=SHAPLEY,
            name="if a coalition's members have got their worth so far, so have they when a further one has come",
        ),
        dropping=all_with - all_before >= worth_with - worth,
    ),
    Theorem(
        Claim(
            (total + own) / (orders + 1) >= worth,
            Region(orders > 0, total / orders >= worth, own >= worth),
            name="if a coalition gets its worth on average over some orders, so it does with one more",
        ),
        dropping=own >= worth,
    ),
    Theorem(
        Claim(stays, Region(*convex(v)), source=SHAPLEY, name="the Shapley value of a convex game is in the core"),
        dropping=third >= 0,
    ),
    Theorem(
        Claim(
            stays,
            Region(*superadditive(v), late),
            name="superadditivity puts it there only together with what convexity says of the last to come",
        ),
        dropping=late,
    ),
    Theorem(
        Claim(
            sp.Equivalent(stays, late_enough),
            Region(*superadditive(v)),
            source=AVERAGE_CONVEX,
            name="a superadditive game's value is in the core exactly when each adds enough as the last to come",
        ),
        dropping=pairs >= 0,
    ),
    Theorem(
        Claim(
            sp.And(*(phi[i] >= v[i] for i in "123")),
            Region(*superadditive(v)),
            source=SHAPLEY,
            name="the Shapley value of a superadditive game is individually rational",
        ),
        dropping=pairs >= 0,
    ),
    Theorem(
        Claim(
            sp.And(*convex(v)),
            every_order,
            source=ICHIISHI,
            name="a game in which every order of arrival ends in the core is convex",
        ),
        dropping=third >= 0,
    ),
    Theorem(
        Claim(
            sp.And(*(of(phi_of_four, coalition) >= four[coalition] for coalition in ("1", "12", "123"))),
            Region(*convex(four)),
            source=SHAPLEY,
            name="so is that of a convex game of four, here for one coalition of each size",
        ),
        dropping=four["1234"] - four["123"] - four["124"] + four["12"] >= 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_known_values() -> None:
    for worths, expected, inside in (
        ((0, 0, 0, 1, 1, 0, 1), ("2/3", "1/6", "1/6"), False),  # gloves
        ((0, 0, 0, 1, 1, 1, 1), ("1/3", "1/3", "1/3"), False),  # majority
        ((20, 10, 5, 60, 35, 20, 100), ("140/3", "205/6", "115/6"), True),
    ):
        at = dict(zip((v[c] for c in v if c), worths, strict=True))
        assert [phi[i].subs(at) for i in "123"] == list(map(sp.Rational, expected))
        assert stays.subs(at) == sp.sympify(inside)


def test_the_library_finds_the_same_value_and_the_same_conditions() -> None:
    for worths in (v, four):
        game = as_game(worths, Region())
        assert tuple(map(sp.expand, shapley(game).shares)) == tuple(shapley_by_orders(worths).values())
        assert same(properties.convex(game), sp.And(*convex(worths)), Region())
    game = as_game(v, Region(*superadditive(v)))
    assert same(in_core(shapley(game)), late_enough, game.region)
