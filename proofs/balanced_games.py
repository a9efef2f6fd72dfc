r"""When three can share so that no coalition leaves, and what it takes from outside when they can't.

*Primitives.* Worths :math:`v(S)` of one, two and three players. A division :math:`x` of :math:`v(N)` is in the core
when :math:`x(S) \ge v(S)` for every coalition :math:`S`.

*Derivation.* As :math:`x(N) = v(N)`, a pair gets its worth exactly when the third player gets at most
:math:`v(N) - v(jk)`. So the core is a box with a plane through it: :math:`v(i) \le x_i \le v(N) - v(jk)`. The plane
meets the box when no side of it is empty (three inequalities) and :math:`v(N)` lies between the sums of the lower ends
and of the upper ones (two more). Those are the five that minimal balanced collections of three players give (Bondareva,
1963; Shapley, 1967). A point of it: players come in turn, each takes as much as it may while those after it keep their
lower ends. The sum of the upper ends is where the majority game fails.

*Theorems.* The five inequalities hold where the core has a point, and where they hold that greedy division is one. In a
superadditive game only the last can fail; then half of what pairs are worth beyond :math:`2 v(N)` is the least that
somebody from outside, such as a government, must add to what all earn (the cost of stability of Bachrach et al., 2009),
and without it some pair goes short by at least a third of the gap.
"""

from itertools import combinations

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.sharing.values.core import core_condition
from coopgame.symbols import Region, parameters
from proofs.agreement import same
from proofs.coalitions import as_game, generic, no_coalition_leaves, of, superadditive

BONDAREVA_SHAPLEY = "O. N. Bondareva (1963), Problemy Kibernetiki 10:119-139; L. S. Shapley (1967), NRLQ 14:453-460"
BACHRACH = "Y. Bachrach et al. (2009), Algorithmic Game Theory (SAGT), LNCS 5814:122-134"

x_1, x_2, x_3, added = parameters("x_1 x_2 x_3 added")
v = generic("123")
x = {"1": x_1, "2": x_2, "3": x_3}
divided = sp.Eq(x_1 + x_2 + x_3, v["123"])
gap = v["12"] + v["13"] + v["23"] - 2 * v["123"]

alone = [v["123"] >= v["1"] + v["2"] + v["3"]]
with_a_pair = [v["123"] >= v["12"] + v["3"], v["123"] >= v["13"] + v["2"], v["123"] >= v["23"] + v["1"]]
half_of_the_pairs = v["123"] >= (v["12"] + v["13"] + v["23"]) / 2
balanced = Region(*alone, *with_a_pair, half_of_the_pairs)


def greedy(worth_of_all: sp.Expr) -> dict[str, sp.Expr]:
    """Each takes its upper end, or what is left when those after it keep their lower ends."""
    first = sp.Min(worth_of_all - v["23"], worth_of_all - v["2"] - v["3"])
    second = sp.Min(worth_of_all - v["13"], worth_of_all - first - v["3"])
    return {"1": first, "2": second, "3": worth_of_all - first - second}


def in_the_core(payoffs: dict[str, sp.Expr]) -> sp.Basic:
    """No coalition of less than three gets less than its worth."""
    return sp.And(*(of(payoffs, c) >= v[c] for c in ("1", "2", "3", "12", "13", "23")))


most_short = sp.Max(*(v[i + j] - x[i] - x[j] for i, j in combinations("123", 2)))

THEOREMS = (
    Theorem(
        Claim(
            balanced,
            Region(*no_coalition_leaves(v, x), divided),
            source=BONDAREVA_SHAPLEY,
            name="where the core has a point, the five inequalities of balanced collections hold",
        ),
        dropping=x_1 + x_2 - v["12"] >= 0,
    ),
    Theorem(
        Claim(
            in_the_core(greedy(v["123"])),
            balanced,
            source=BONDAREVA_SHAPLEY,
            name="where the five inequalities hold, the greedy division is in the core",
        ),
        dropping=half_of_the_pairs,
    ),
    Theorem(
        Claim(
            sp.Equivalent(in_the_core(greedy(v["123"])), half_of_the_pairs),
            Region(*superadditive(v)),
            source=BONDAREVA_SHAPLEY,
            name="three who never lose by joining have a core exactly when all are worth half of what pairs are",
        ),
        dropping=v["123"] - v["12"] - v["3"] >= 0,
    ),
    Theorem(
        Claim(
            added >= gap / 2,
            Region(*no_coalition_leaves(v, x), sp.Eq(x_1 + x_2 + x_3, v["123"] + added)),
            source=BACHRACH,
            name="nobody leaves only if half the gap between the pairs' worths and twice that of all is added",
        ),
        dropping=sp.Eq(x_1 + x_2 + x_3, v["123"] + added),
    ),
    Theorem(
        Claim(
            in_the_core(greedy(v["123"] + added)),
            Region(*superadditive(v), added >= 0, added >= gap / 2),
            source=BACHRACH,
            name="and in a superadditive game that much is enough",
        ),
        dropping=added >= gap / 2,
    ),
    Theorem(
        Claim(
            most_short >= gap / 3,
            Region(divided),
            name="without it some pair goes short by at least a third of the gap",
        ),
        dropping=divided,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_library_finds_the_same_inequalities() -> None:
    assert same(core_condition(as_game(v, Region())), balanced.condition, Region())
    merging = as_game(v, Region(*superadditive(v)))
    assert same(core_condition(merging), half_of_the_pairs, merging.region)
    supported = as_game(v | {"123": v["123"] + added}, merging.region & (added >= 0))
    assert same(core_condition(supported), added >= gap / 2, supported.region)
