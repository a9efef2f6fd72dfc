r"""Sharing the cost of a runway: the Shapley value and the nucleolus of three users who need one of different lengths.

*Primitives.* User :math:`i` needs a runway that costs :math:`c_i`, with :math:`0 < c_1 \le c_2 \le c_3`; a coalition
needs the longest of its members'. It saves :math:`c(S) - x(S)` when its members pay :math:`x_i` and :math:`x(N) = c_3`.

*Derivation.* In the Shapley value each piece of the runway is paid for in equal parts by those who need it (Littlechild
and Owen, 1973). For the nucleolus let the smallest saving be :math:`r`. As {2, 3} save :math:`x_1`, they and user 1
save :math:`c_1` together, so :math:`2 r \le c_1`; {1, 3} save :math:`x_2`, so the three pairs save :math:`c_2` together
and :math:`3 r \le c_2`. The smaller bound is attained, and is what user 1 pays; then {1, 2} and {1, 3} are to save the
same, :math:`(c_2 - r) / 2`, which is what user 2 pays (Littlechild, 1974).

*Theorems.* Both are in the core. No division saves every coalition more than the nucleolus does. By the Shapley value
nobody pays for a piece that it does not need; under the nucleolus the smallest user may: what it pays rises with
:math:`c_2`, as long as :math:`c_2 < 3 c_1 / 2`. The smallest never pays less there than in the Shapley value, the
largest never more.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values.nucleolus import nucleolus
from coopgame.sharing.values.shapley import shapley
from coopgame.symbols import Region, parameters
from proofs.coalitions import Payoffs, of, shapley_by_orders

c_1, c_2, c_3, x_1, x_2, x_3, h = parameters("c_1 c_2 c_3 x_1 x_2 x_3 h")
LITTLECHILD_OWEN = "S. C. Littlechild and G. Owen (1973), Management Science 20:370-372"
LITTLECHILD = "S. C. Littlechild (1974), International Journal of Game Theory 3:21-29"

cost = {"": sp.Integer(0), "1": c_1, "2": c_2, "3": c_3, "12": c_2, "13": c_3, "23": c_3, "123": c_3}
some = ("1", "2", "3", "12", "13", "23")
value = shapley_by_orders(cost)
least = sp.Min(c_1 / 2, c_2 / 3)
charges = {"1": least, "2": (c_2 - least) / 2, "3": c_3 - (c_2 + least) / 2}
any_payments = {"1": x_1, "2": x_2, "3": x_3}

rising = Region(c_1 > 0, c_1 <= c_2, c_2 <= c_3)
divided = sp.Eq(x_1 + x_2 + x_3, c_3)


def smallest_saving(payments: Payoffs) -> sp.Expr:
    """What the coalition that gains least by the joint runway saves."""
    return sp.Min(*(cost[coalition] - of(payments, coalition) for coalition in some))


is_nucleolus = sp.And(*(sp.Eq(any_payments[i], charges[i]) for i in "123"))
nobody_saves_less = smallest_saving(any_payments) >= least

THEOREMS = (
    Theorem(
        Claim(
            sp.And(*(of(value, coalition) <= cost[coalition] for coalition in some)),
            rising,
            source=LITTLECHILD_OWEN,
            name="no coalition pays more by the Shapley value than for a runway of its own",
        ),
        dropping=c_1 > 0,
    ),
    Theorem(
        Claim(
            smallest_saving(any_payments) <= least,
            rising & divided,
            source=LITTLECHILD,
            name="no division saves every coalition more than the smaller of c_1 / 2 and c_2 / 3",
        ),
        dropping=divided,
    ),
    Theorem(
        Claim(
            sp.And(*(cost[coalition] - of(charges, coalition) >= least for coalition in some)),
            rising,
            source=LITTLECHILD,
            name="the nucleolus saves every coalition that much",
        ),
        dropping=c_1 <= c_2,
    ),
    Theorem(
        Claim(
            sp.Or(sp.Min(c_2 - x_1 - x_2, x_2) < charges["2"], is_nucleolus),
            rising & Region(divided, nobody_saves_less),
            source=LITTLECHILD,
            name="of such divisions, no other saves {1, 2} and {1, 3} as much as the nucleolus does",
        ),
        dropping=nobody_saves_less,
    ),
    Theorem(
        Claim(
            sp.And(*(value[i].subs(c_2, c_2 + h) <= value[i] for i in "13")),
            rising & Region(h > 0, c_2 + h <= c_3),
            source=LITTLECHILD_OWEN,
            name="by the Shapley value nobody but user 2 pays more when user 2 needs a longer runway",
        ),
        dropping=h > 0,
    ),
    Theorem(
        Claim(
            charges["1"].subs(c_2, c_2 + h) > charges["1"],
            rising & Region(h > 0, 2 * c_2 < 3 * c_1),
            name="in the nucleolus the smallest user pays more then, if user 2 needs less than half as much again",
        ),
        dropping=2 * c_2 < 3 * c_1,
    ),
    Theorem(
        Claim(
            sp.And(charges["1"] >= value["1"], charges["3"] <= value["3"]),
            rising,
            name="the nucleolus charges the smallest user no less than the Shapley value, the largest no more",
        ),
        dropping=c_1 <= c_2,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    pieces = (c_1 / 3, c_1 / 3 + (c_2 - c_1) / 2, c_1 / 3 + (c_2 - c_1) / 2 + c_3 - c_2)
    assert [sp.expand(value[i] - paid) for i, paid in zip("123", pieces, strict=True)] == [0, 0, 0]
    assert sp.expand(sum(charges.values())) == c_3


def saving(costs: tuple[sp.Expr, ...]) -> CoalitionalGame:
    """Users who need runways of these costs, as the library holds it: a cost is a worth below zero."""
    return CoalitionalGame.from_function(
        ("1", "2", "3"), lambda members: -costs[max(int(user) for user in members) - 1]
    )


def test_the_library_finds_the_same_charges() -> None:
    assert [sp.expand(share) for share in shapley(saving((c_1, c_2, c_3))).shares] == [-value[i] for i in "123"]
    published = {c_1: sp.Integer(1), c_2: sp.Integer(2), c_3: sp.Integer(3)}
    assert [charges[i].subs(published) for i in "123"] == list(map(sp.Rational, ("1/2", "3/4", "7/4")))
    for at in (published, *rising.sample(6)):
        found = nucleolus(saving(tuple(at[c] for c in (c_1, c_2, c_3)))).shares
        assert [-share for share in found] == [charges[i].subs(at) for i in "123"]
