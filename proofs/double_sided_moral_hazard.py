r"""Double-sided moral hazard: the share of a joint output when neither partner's effort can be contracted on.

*Primitives.* Output :math:`y = \Theta e_1^{A_1} e_2^{A_2}`; the enterprise gets the share :math:`s` and the university
the rest, in pure shares :math:`s_1 = s`, :math:`s_2 = 1 - s`; effort costs :math:`c_i e_i^m / m`. With :math:`\alpha_i
= A_i / m`, returns decrease: :math:`\alpha_1 + \alpha_2 < 1` (Bhattacharyya and Lafontaine, 1995).

*Derivation.* First-order conditions :math:`c_i e_i^m = s_i A_i y` make :math:`i`'s cost :math:`s_i \alpha_i y`, so that
the joint surplus is :math:`y (1 - \alpha_1 s - \alpha_2 (1 - s))` with :math:`y` proportional to :math:`(s^{\alpha_1}
(1 - s)^{\alpha_2})^{1 / (1 - \alpha_1 - \alpha_2)}`. The derivative of its logarithm is a positive multiple of
:math:`\alpha_1 (1 - \alpha_2) (1 - s)^2 - \alpha_2 (1 - \alpha_1) s^2`, a difference of two squares. It is divided by
:math:`(1 - \alpha_1) (1 - \alpha_2)` and written with the roots :math:`t_i` of the odds :math:`\alpha_i / (1 -
\alpha_i)`, which leaves no root in a theorem; :math:`\alpha_1 + \alpha_2 < 1` is :math:`t_1 t_2 < 1`.

*Theorems.* The best share is :math:`s^* = t_1 / (t_1 + t_2) = \sqrt{\alpha_1 (1 - \alpha_2)} / (\sqrt{\alpha_1 (1 -
\alpha_2)} + \sqrt{\alpha_2 (1 - \alpha_1)})`, the only root between 0 and 1: it depends on neither :math:`\Theta` nor
the costs, and on exponents only through :math:`\alpha_i`. The partner whose effort weighs more gets more than half, and
more so the more it weighs, yet less than in proportion to :math:`\alpha_i`. As a higher share of one that costs the
other nothing always adds to the surplus, no balanced share attains the first best, which takes all of output for each.
"""

import sympy as sp

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.double_moral_hazard import MODEL
from coopgame.symbols import Region, parameters

A_1, A_2, m, Theta, c_1, c_2 = parameters("A_1 A_2 m Theta c_1 c_2")
alpha_1, alpha_2, s, s_1, s_2, t_1, t_2, t_3 = parameters("alpha_1 alpha_2 s s_1 s_2 t_1 t_2 t_3")
HALF = sp.Rational(1, 2)
LAFONTAINE = "S. Bhattacharyya and F. Lafontaine (1995), RAND Journal of Economics 26:761-781"

# The surplus in logarithms, up to what the share does not change.
left = 1 - alpha_1 * s - alpha_2 * (1 - s)
slope = (alpha_1 / s - alpha_2 / (1 - s)) / (1 - alpha_1 - alpha_2) + sp.diff(left, s) / left
sign = alpha_1 * (1 - alpha_2) * (1 - s) ** 2 - alpha_2 * (1 - alpha_1) * s**2

odds = {alpha_1: t_1**2 / (1 + t_1**2), alpha_2: t_2**2 / (1 + t_2**2)}
root_1, root_2 = sp.sqrt(alpha_1 * (1 - alpha_2)), sp.sqrt(alpha_2 * (1 - alpha_1))
s_star = root_1 / (root_1 + root_2)
best = t_1 / (t_1 + t_2)
weight = (alpha_1 / (alpha_1 + alpha_2)).subs(odds)

# The same with a share for each that need not add up to one.
apart = 1 - alpha_1 * s_1 - alpha_2 * s_2
slope_of_own = alpha_1 / s_1 / (1 - alpha_1 - alpha_2) + sp.diff(apart, s_1) / apart
attained = sp.sqrt(s_1 * s_2) * apart.subs({alpha_1: HALF**2, alpha_2: HALF**2})

decreasing = Region(t_1 > 0, t_2 > 0, t_1 * t_2 < 1)
inside = Region(s > 0, s < 1)

THEOREMS = (
    Theorem(
        Claim(
            sp.Equivalent(slope.subs(odds) > 0, s < best),
            decreasing & inside,
            source=LAFONTAINE,
            name="the joint surplus rises with the enterprise's share exactly below the best one",
        ),
        dropping=t_1 * t_2 < 1,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sp.Eq(slope.subs(odds), 0), sp.Eq(s, best)),
            decreasing & inside,
            source=LAFONTAINE,
            name="between none and all there is one share at which the surplus is stationary",
        ),
        dropping=s < 1,
    ),
    Theorem(
        Claim(
            sp.Equivalent(best > HALF, odds[alpha_1] > odds[alpha_2]),
            decreasing,
            name="who gets more than half is the partner whose effort weighs more",
        ),
        dropping=t_2 > 0,
    ),
    Theorem(
        Claim(
            best < best.subs(t_1, t_3),
            decreasing & Region(t_1 < t_3, t_3 * t_2 < 1),
            name="the share rises with the weight of one's own effort",
        ),
        dropping=t_1 < t_3,
    ),
    Theorem(
        Claim(
            weight > best,
            decreasing & (t_1 > t_2),
            name="the partner whose effort weighs more gets less than in proportion to its weight",
        ),
        dropping=t_1 > t_2,
    ),
    Theorem(
        Claim(
            slope_of_own > 0,
            Region(alpha_1 > 0, alpha_2 > 0, alpha_1 + alpha_2 < 1, s_1 > 0, s_2 > 0, s_1 < 1, s_2 <= 1),
            name="a higher share of one at no cost to the other's raises the surplus, until both get all",
        ),
        dropping=s_2 <= 1,
    ),
    Theorem(
        Claim(
            attained < attained.subs({s_1: 1, s_2: 1}),
            Region(s_1 >= 0, s_2 >= 0, sp.Eq(s_1 + s_2, 1)),
            name="between partners of weight one quarter, no share attains the first best",
        ),
        dropping=sp.Eq(s_1 + s_2, 1),
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_surplus_follows_from_the_first_order_conditions() -> None:
    log_e = parameters("log_e_1 log_e_2")
    shares, weights, costs = (s, 1 - s), (A_1, A_2), (c_1, c_2)
    # log output, and each first-order condition log c + m log e = log (s A y), linear in the logarithms of efforts
    output = sp.log(Theta) + A_1 * log_e[0] + A_2 * log_e[1]
    conditions = [
        sp.log(c) + m * e - sp.log(part) - sp.log(A) - output
        for c, e, part, A in zip(costs, log_e, shares, weights, strict=True)
    ]
    solved = sp.solve(conditions, log_e, dict=True)[0]
    surplus = output.subs(solved) + sp.log(1 - A_1 / m * s - A_2 / m * (1 - s))
    found = sp.diff(surplus, s)
    in_weights = found.subs({A_1: alpha_1 * m, A_2: alpha_2 * m})
    assert sp.simplify(in_weights - slope) == 0, "neither Theta nor costs nor m are left"
    assert sp.simplify(slope - sign / (s * (1 - s) * (1 - alpha_1 - alpha_2) * left)) == 0


def test_closed_forms() -> None:
    quadratic = (alpha_1 - alpha_2) * s**2 - 2 * alpha_1 * (1 - alpha_2) * s + alpha_1 * (1 - alpha_2)
    assert sp.expand(quadratic - sign) == 0
    assert sp.simplify(sign.subs(s, s_star)) == 0
    positive = sp.symbols("t_1 t_2", positive=True)
    in_odds = s_star.subs(odds).subs(dict(zip((t_1, t_2), positive, strict=True)))
    assert sp.simplify(in_odds - positive[0] / sum(positive)) == 0
    assert sp.expand(quadratic.subs(alpha_2, alpha_1)).coeff(s, 2) == 0, "linear at equal weights"
    assert sp.simplify(s_star.subs(alpha_2, alpha_1) - HALF) == 0
    swap = {alpha_1: alpha_2, alpha_2: alpha_1, s_1: s_2, s_2: s_1}
    other = slope_of_own.subs(swap, simultaneous=True)
    assert sp.simplify((slope_of_own - other).subs({s_1: s, s_2: 1 - s}) - slope) == 0


def test_known_values() -> None:
    for weights, exponent, share in (
        (("3/5", "2/5"), 2, "0.5669697220"),
        (("3/10", "1/5"), 1, "0.5669697220"),
        (("9/10", "3/10"), 2, "0.6828640358"),
    ):
        at = {a: sp.Rational(w) / exponent for a, w in zip((alpha_1, alpha_2), weights, strict=True)}
        assert abs(s_star.subs(at).evalf(20) - sp.Rational(share)) < sp.Rational(1, 10**9)


def test_the_library_finds_the_same_share() -> None:
    chosen = MODEL.regime("share chosen beforehand").outcome.choices["s"]
    assert chosen.free_symbols == {A_1, A_2, m}, "neither the size of output nor costs matter"
    by_weight = {alpha_1: A_1 / m, alpha_2: A_2 / m}
    assert sp.simplify(sign.subs(by_weight).subs(s, chosen)) == 0
    lies_between = Claim(sp.And(chosen > 0, chosen < 1), Region(A_1 > 0, A_2 > 0, m > A_1 + A_2))
    assert isinstance(decide(lies_between), Proved), "and so it is the one stationary share that there is"
