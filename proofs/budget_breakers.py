r"""Working or shirking: when a balanced division keeps partners at work, and what somebody outside adds to it.

*Primitives.* Two partners work at the cost :math:`c_i > 0`, or shirk. The revenue is :math:`R` when both work and
:math:`r_i` when only :math:`i` does; where revenue does not tell who shirked, :math:`r_1 = r_2 = r`. A rule says what
each gets at each revenue; it is balanced when that adds up to the revenue. (Smooth efforts are the subject of
``team_production``.)

*Derivation.* Partner 1 gets :math:`s` of :math:`R` and :math:`t` of :math:`r`, partner 2 the rest. Working takes
:math:`s - t \ge c_1` and :math:`(R - s) - (r - t) \ge c_2`; added up, :math:`s` and :math:`t` go: :math:`R - r \ge c_1
+ c_2`. Each further partner adds a line to the sum. Working is best under the weaker :math:`R - r \ge c_i`. With
:math:`z` of the revenue :math:`r` taken away the sum says :math:`z \ge c_1 + c_2 - (R - r)`.

*Theorems.* Where revenue does not tell who shirked, a balanced rule keeps both at work exactly when the last one's work
earns what all of them cost (Holmström, 1982, with two levels of effort); a budget breaker who takes all when somebody
shirks needs no more than :math:`R \ge c_1 + c_2`, and nothing does with less if nobody can be made to pay in. Where
revenue tells who shirked, a balanced rule that gives the shirker nothing does as well as the breaker, also where no
linear share does (Legros and Matthews, 1993). The breaker gains when partners fail: that it does not bribe one of
them takes a surplus of :math:`2 r` (after Eswaran and Kotwal, 1984), and mutual shirking stays an equilibrium.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.games.venture import Venture
from coopgame.players import PerPlayer
from coopgame.sharing.linear import linear_share
from coopgame.symbols import Region, parameters
from proofs.agreement import assert_pure_equilibria, found_by_the_library, same

R, r, r_1, r_2, c_1, c_2, c, s, t, t_1, t_2 = parameters("R r r_1 r_2 c_1 c_2 c s t t_1 t_2")
z, theta, gain, gains, costs, b_1, b_2 = parameters("z theta gain gains costs b_1 b_2")
HOLMSTROM = "B. Holmström (1982), Bell Journal of Economics 13:324-340"
LEGROS_MATTHEWS = "P. Legros and S. A. Matthews (1993), Review of Economic Studies 60:599-611"
ESWARAN_KOTWAL = "M. Eswaran and A. Kotwal (1984), RAND Journal of Economics 15:578-581"


def both_work(when_both: tuple[sp.Expr, sp.Expr], when_shirking: tuple[sp.Expr, sp.Expr]) -> sp.Basic:
    """Neither gains by shirking, when the two get these amounts if both work, and these for shirking alone."""
    return sp.And(when_both[0] - when_shirking[0] >= c_1, when_both[1] - when_shirking[1] >= c_2)


working = Region(c_1 > 0, c_2 > 0)
half_the_surplus = (R + c_1 - c_2) / 2  # covers partner 1's cost and half of what is left
nothing = (sp.Integer(0), sp.Integer(0))
shared_linearly = both_work((theta * R, (1 - theta) * R), (theta * r_2, (1 - theta) * r_1))
best_to_work = Region(R - r >= c_1, R - r >= c_2, c_1 + c_2 <= R)
bounds_cross = c_1 / (R - r_2) + c_2 / (R - r_1) > 1

THEOREMS = (
    Theorem(
        Claim(
            ~both_work((s, R - s), (t, r - t)),
            working & Region(R - r < c_1 + c_2),
            source=HOLMSTROM,
            name="no balanced rule keeps both at work when the last one's work earns less than both cost",
        ),
        dropping=R - r < c_1 + c_2,
    ),
    Theorem(
        Claim(
            both_work((t + c_1, R - t - c_1), (t, r - t)),
            working & Region(R - r >= c_1 + c_2),
            source=HOLMSTROM,
            name="when it earns that much, a balanced rule that adds just one partner's cost to its part does",
        ),
        dropping=R - r >= c_1 + c_2,
    ),
    Theorem(
        Claim(
            gains + gain >= costs + c,
            Region(gains >= costs, gain >= c),
            source=HOLMSTROM,
            name="with one more at work, what all gain by the last one's work still covers all costs",
        ),
        dropping=gain >= c,
    ),
    Theorem(
        Claim(
            sp.And(~both_work((s, R - s), (t, r - t)), both_work((half_the_surplus, R - half_the_surplus), nothing)),
            working & best_to_work & Region(R - r < c_1 + c_2),
            source=HOLMSTROM,
            name="in between it is best that both work, no balanced rule makes them, and a budget breaker does",
        ),
        dropping=c_1 + c_2 <= R,
    ),
    Theorem(
        Claim(
            z >= c_1 + c_2 - (R - r),
            Region(s - t_1 >= c_1, (R - s) - t_2 >= c_2, sp.Eq(t_1 + t_2, r - z)),
            name="what the breaker must be able to take is at least what both cost less what the last one's work earns",
        ),
        dropping=sp.Eq(t_1 + t_2, r - z),
    ),
    Theorem(
        Claim(
            c_1 + c_2 <= R,
            Region(s - t_1 >= c_1, (R - s) - t_2 >= c_2, t_1 >= 0, t_2 >= 0),
            name="if nobody can be made to pay in, no rule keeps both at work unless revenue covers cost",
        ),
        dropping=t_1 >= 0,
    ),
    Theorem(
        Claim(
            sp.And(~shared_linearly, both_work((half_the_surplus, R - half_the_surplus), nothing)),
            working & Region(r_1 < R, r_2 < R, c_1 + c_2 <= R, bounds_cross),
            source=LEGROS_MATTHEWS,
            name="where revenue tells who shirked, giving that one nothing works although no linear share does",
        ),
        dropping=bounds_cross,
    ),
    Theorem(
        Claim(
            R - c_1 - c_2 >= 2 * r,
            Region(b_1 - c_1 >= r, b_2 - c_2 >= r, b_1 + b_2 <= R),
            source=ESWARAN_KOTWAL,
            name="a breaker that gets r by bribing either partner needs a surplus of twice that to be trusted",
        ),
        dropping=b_1 + b_2 <= R,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


WORK, SHIRK = "work", "shirk"
BOTH, NEITHER = (WORK, WORK), (SHIRK, SHIRK)
strategies = {"one": (WORK, SHIRK), "other": (WORK, SHIRK)}
share = {"one": theta, "other": 1 - theta}
earned: dict[tuple[str, ...], sp.Expr | int] = {BOTH: R, (WORK, SHIRK): r_1, (SHIRK, WORK): r_2, NEITHER: 0}
region = working & Region(theta > 0, theta < 1, r_1 < R, r_2 < R, r_1 > 0, r_2 > 0)


def revenue(profile: PerPlayer[str]) -> sp.Expr | int:
    """What the two earn."""
    return earned[tuple(profile)]


def cost(player: str, profile: PerPlayer[str]) -> sp.Expr | int:
    """What work costs."""
    return {"one": c_1, "other": c_2}[player] if profile[player] == WORK else 0


def cost_and_forfeit(player: str, profile: PerPlayer[str]) -> sp.Expr | int:
    """The same, and one's share of the revenue unless both work."""
    return cost(player, profile) + (0 if tuple(profile) == BOTH else share[player] * revenue(profile))


def test_the_library_finds_where_a_linear_share_works() -> None:
    game = Venture.from_functions(revenue, cost, strategies, region).under(linear_share(share))
    assert same(found_by_the_library(game)[BOTH].condition, shared_linearly, region)


def test_the_library_finds_both_equilibria_of_the_budget_breaker() -> None:
    game = Venture.from_functions(revenue, cost_and_forfeit, strategies, region).under(linear_share(share))
    works = both_work((theta * R, (1 - theta) * R), nothing)
    assert_pure_equilibria(game, {BOTH: works, NEITHER: sp.true})
