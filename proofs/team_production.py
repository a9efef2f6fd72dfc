r"""Team production: a balanced share of revenue never brings about the best efforts, and how near it comes.

*Primitives.* Output :math:`y = \sum_i p_i e_i`; effort costs :math:`k_i e_i^2 / 2`; player :math:`i` gets :math:`s_i y`
with :math:`\sum_i s_i = 1` (Holmström, 1982, in the linear-quadratic case).

*Derivation.* Efforts are :math:`e_i = s_i p_i / k_i`. With :math:`w_i = p_i^2 / k_i` the surplus is :math:`\sum_i w_i
(s_i - s_i^2 / 2)`, which falls short of its maximum :math:`\sum_i w_i / 2` by :math:`\sum_i w_i (1 - s_i)^2 / 2`. Write
:math:`t_i = 1 - s_i`, so that :math:`\sum_i t_i = n - 1`, and :math:`R = \sum_i 1 / w_i`. For one player :math:`w t^2 =
t^2 / R`; adding a player keeps :math:`\sum_i w_i t_i^2 \ge (\sum_i t_i)^2 / R` true, which is the induction step below.
So the loss is at least :math:`(n - 1)^2 / (2 R)`, for any :math:`n`.

*Theorems.* No balanced linear share attains the first best for two players, nor for :math:`n`, nor does any balanced
rule that is differentiable at the best output. A rule that breaks the budget does: everybody loses the share when
output falls short; the best output :math:`\sum_i w_i` is twice what the efforts cost, so that such shares can be paid.
The best share of two is in proportion to :math:`w_i` and attains at least three quarters of the first best, and more of
it the less alike they are. With more players, who adds too little gets nothing.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.team_production import MODEL
from coopgame.symbols import Region, parameters

p_1, p_2, k_1, k_2, e, w_1, w_2, w_3 = parameters("p_1 p_2 k_1 k_2 e w_1 w_2 w_3")
s, s_1, s_2, s_3, b, n, loss, t, T, R, w = parameters("s s_1 s_2 s_3 b n loss t T R w")
sigma_1, sigma_2, m_1, m_2 = parameters("sigma_1 sigma_2 m_1 m_2")
HOLMSTROM = "B. Holmström (1982), Bell Journal of Economics 13:324-340"


def surplus(*weighted: tuple[sp.Expr, sp.Expr]) -> sp.Expr:
    """The joint surplus of players with these weights and shares."""
    return sum((weight * (share - share**2 / 2) for weight, share in weighted), sp.Integer(0))


two = surplus((w_1, s_1), (w_2, s_2))
first_best = (w_1 + w_2) / 2
best_share = w_1 / (w_1 + w_2)
best_of_two = surplus((w_1, best_share), (w_2, 1 - best_share))
efficiency = sp.factor(best_of_two / first_best)

three = surplus((w_1, s_1), (w_2, s_2), (w_3, s_3))
inverse = 1 / w_1 + 1 / w_2 + 1 / w_3
inner = {s_i: 1 - 2 / (w_i * inverse) for s_i, w_i in ((s_1, w_1), (s_2, w_2), (s_3, w_3))}

# The group penalty: b when output comes up to the best one, nothing otherwise; the other player does its part.
effort_1, effort_2 = p_1 / k_1, p_2 / k_2
enough = p_1 * e + p_2 * effort_2 >= p_1 * effort_1 + p_2 * effort_2
penalised = sp.Piecewise((b, enough), (0, True)) - k_1 * e**2 / 2

balanced = Region(sp.Eq(s_1 + s_2, 1))
positive = Region(w_1 > 0, w_2 > 0)
trio = Region(w_1 > 0, w_2 > 0, w_3 > 0, sp.Eq(s_1 + s_2 + s_3, 1))

THEOREMS = (
    Theorem(
        Claim(
            two < first_best,
            positive & balanced,
            source=HOLMSTROM,
            name="no balanced linear share attains the first best of two",
        ),
        dropping=sp.Eq(s_1 + s_2, 1),
    ),
    Theorem(
        Claim(
            loss + w * t**2 >= (T + t) ** 2 / (R + 1 / w),
            Region(R > 0, w > 0, loss >= T**2 / R),
            name="a further player leaves the loss at least the squared sum of what shares lack of one, over R",
        ),
        dropping=loss >= T**2 / R,
    ),
    Theorem(
        Claim(
            loss > 0,
            Region(R > 0, n > 1, loss >= (n - 1) ** 2 / R),
            source=HOLMSTROM,
            name="so that no balanced linear share attains the first best of any number",
        ),
        dropping=n > 1,
    ),
    Theorem(
        Claim(
            sp.Or(sp.Ne(sigma_1 * m_1, m_1), sp.Ne(sigma_2 * m_2, m_2)),
            Region(m_1 > 0, m_2 > 0, sp.Eq(sigma_1 + sigma_2, 1)),
            source=HOLMSTROM,
            name="no balanced differentiable rule gives each what its effort adds to output at the margin",
        ),
        dropping=sp.Eq(sigma_1 + sigma_2, 1),
    ),
    Theorem(
        Claim(
            penalised <= b - k_1 * effort_1**2 / 2,
            Region(p_1 > 0, k_1 > 0, k_2 > 0, e >= 0, b >= k_1 * effort_1**2 / 2),
            source=HOLMSTROM,
            name="with a group penalty, no effort is better than the best one",
        ),
        dropping=b >= k_1 * effort_1**2 / 2,
    ),
    Theorem(
        Claim(two <= best_of_two, positive & balanced, name="the best share of two is in proportion to p^2 / k"),
        dropping=sp.Eq(s_1 + s_2, 1),
    ),
    Theorem(
        Claim(
            sp.And(efficiency >= sp.Rational(3, 4), efficiency < 1),
            positive,
            name="the best share of two attains at least three quarters of the first best, and not all",
        ),
        dropping=w_1 > 0,
    ),
    Theorem(
        Claim(
            efficiency > efficiency.subs(w_1, w_3),
            positive & Region(w_3 >= w_2, w_1 > w_3),
            name="the more unlike the two are, the nearer they come to the first best",
        ),
        dropping=w_3 >= w_2,
    ),
    Theorem(
        Claim(
            three <= three.subs(inner),
            trio,
            name="no balanced share of three is better than the one with all first-order conditions",
        ),
        dropping=sp.Eq(s_1 + s_2 + s_3, 1),
    ),
    Theorem(
        Claim(
            three <= best_of_two,
            trio & Region(s_3 >= 0, w_3 * inverse <= 2),
            name="who adds too little gets nothing, and the others share as if they were two",
        ),
        dropping=s_3 >= 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    gain = s * (p_1 * e + p_2 * effort_2) - k_1 * e**2 / 2
    assert sp.solve(sp.diff(gain, e), e) == [s * p_1 / k_1]
    alone = p_1 * (s * p_1 / k_1) - k_1 * (s * p_1 / k_1) ** 2 / 2
    assert sp.simplify(alone - surplus((p_1**2 / k_1, s))) == 0
    assert sp.expand(first_best - two - (w_1 * (1 - s_1) ** 2 + w_2 * (1 - s_2) ** 2) / 2) == 0
    assert sp.simplify(first_best - best_of_two - w_1 * w_2 / (2 * (w_1 + w_2))) == 0
    assert sp.simplify(efficiency - 1 + w_1 * w_2 / (w_1 + w_2) ** 2) == 0
    assert sp.simplify(sum(inner.values()) - 1) == 0
    lost = (w_1 + w_2 + w_3) / 2 - three.subs(inner)
    assert sp.simplify(lost - 2 / inverse) == 0, "the bound (n - 1)^2 / (2 R) is attained"


def test_known_values() -> None:
    for weights, shares in (
        ((5, 5, 1), ("1/2", "1/2", "0")),
        ((4, 2, 1), ("2/3", "1/3", "0")),
        ((3, 3, 3), ("1/3", "1/3", "1/3")),
    ):
        at = dict(zip((w_1, w_2, w_3), weights, strict=True))
        found = [inner[share].subs(at) for share in (s_1, s_2, s_3)]
        if found[2] < 0:
            found = [best_share.subs(at), 1 - best_share.subs(at), sp.Integer(0)]
        assert found == list(map(sp.Rational, shares))


def test_the_library_finds_the_same_shares_of_two() -> None:
    by_weight = {w_1: p_1**2 / k_1, w_2: p_2**2 / k_2}
    chosen, best = (MODEL.regime(name).outcome for name in ("share chosen beforehand", "first best"))
    total = [sum(outcome.payoffs, sp.Integer(0)) for outcome in (chosen, best)]
    assert sp.simplify(chosen.choices[s] - best_share.subs(by_weight)) == 0
    assert sp.simplify(total[0] - best_of_two.subs(by_weight)) == 0
    assert sp.simplify(total[1] - first_best.subs(by_weight)) == 0
