r"""Sharing a partner's cost: an enterprise that leads pays a part of the university's effort.

*Primitives.* Output :math:`p_1 e_1 + p_2 e_2`; effort costs :math:`k_i e_i^2 / 2`; the university gets the share
:math:`s` of output, the enterprise the rest. The enterprise offers first to pay the part :math:`\phi \in [0, 1)` of the
university's cost and sets its own effort; then the university sets :math:`e_2`. With :math:`w_i = p_i^2 / k_i`, only
:math:`w_1` and :math:`w_2` matter to payoffs.

*Derivation.* The university's :math:`e_2 = s p_2 / ((1 - \phi) k_2)` gives the enterprise from it :math:`w_2 (s (1 - s)
\tau - s^2 \tau (\tau - 1) / 2)` with :math:`\tau = 1 / (1 - \phi) \ge 1`, concave in :math:`\tau` and greatest at
:math:`\tau = (2 - s) / (2 s)`, that is :math:`\phi^* = (2 - 3 s) / (2 - s)`, or at the bound :math:`\phi = 0`.

*Theorems.* The enterprise's best offer is :math:`\max(0, \phi^*)`. It makes both better off exactly for :math:`s <
2/3`, and nobody otherwise. With it the joint surplus falls in the university's share, from the first best at none, so
that a small share with an offer does better than any share without one. That does not contradict Holmström: an offer
presumes that the effort, or its cost, can be verified, which in a team's moral hazard it can't.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.cost_sharing_leader import MODEL, OFFER
from coopgame.solve.staged.backward import staged_outcomes
from coopgame.symbols import Region, parameters

p_1, p_2, k_1, k_2, e_2 = parameters("p_1 p_2 k_1 k_2 e_2")
w_1, w_2, s, t, phi = parameters("w_1 w_2 s t phi")
TWO_THIRDS = sp.Rational(2, 3)
LEADER = "in the manner of S. Jørgensen, S. P. Sigué and G. Zaccour (2000), Journal of Retailing 76:71-92"


def enterprise(part: sp.Expr, share: sp.Expr = s) -> sp.Expr:
    """What the enterprise earns when it pays this part."""
    tau = 1 / (1 - part)
    return w_1 * (1 - share) ** 2 / 2 + w_2 * (share * (1 - share) * tau - share**2 * tau * (tau - 1) / 2)


def university(part: sp.Expr, share: sp.Expr = s) -> sp.Expr:
    """What the university earns when this part is paid for it."""
    return w_1 * share * (1 - share) + w_2 * share**2 / (1 - part) / 2


def offer(share: sp.Expr = s) -> sp.Expr:
    """The enterprise's best offer."""
    return sp.Max(0, (2 - 3 * share) / (2 - share))


def joint(share: sp.Expr = s) -> sp.Expr:
    """What both earn under the best offer."""
    return enterprise(offer(share), share) + university(offer(share), share)


first_best = (w_1 + w_2) / 2
best_without = first_best - w_1 * w_2 / (2 * (w_1 + w_2))  # of all shares without an offer: proofs/team_production.py
gains = sp.And(enterprise(offer()) > enterprise(sp.Integer(0)), university(offer()) > university(sp.Integer(0)))

setting = Region(w_1 > 0, w_2 > 0, s > 0, s < 1)

THEOREMS = (
    Theorem(
        Claim(
            enterprise(phi) <= enterprise(offer()),
            setting & Region(phi >= 0, phi < 1),
            source=LEADER,
            name="no offer is better for the enterprise than the greater of none and (2 - 3 s) / (2 - s)",
        ),
        dropping=phi >= 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(gains, s < TWO_THIRDS),
            setting,
            source=LEADER,
            name="the offer makes both better off exactly for a university's share below two thirds",
        ),
        dropping=w_2 > 0,
    ),
    Theorem(
        Claim(
            joint() > joint(t),
            setting & Region(s < t, t <= TWO_THIRDS),
            name="the joint surplus under the offer falls in the university's share up to two thirds",
        ),
        dropping=t <= TWO_THIRDS,
    ),
    Theorem(
        Claim(
            joint() < first_best,
            setting,
            name="with the offer, the first best is approached but not attained",
        ),
        dropping=s > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(joint() > best_without, s**2 * (4 * w_1 + w_2) * (w_1 + w_2) < 4 * w_1 * w_2),
            setting & (s <= TWO_THIRDS),
            name="with the offer, a small share of the university does better than any share without one",
        ),
        dropping=w_1 > 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    gain = s * p_2 * e_2 - (1 - phi) * k_2 * e_2**2 / 2
    answer = sp.solve(sp.diff(gain, e_2), e_2)[0]
    earned = (1 - s) * p_2 * answer - phi * k_2 * answer**2 / 2
    by_weight = {w_1: 0, w_2: p_2**2 / k_2}
    assert sp.simplify(earned - enterprise(phi).subs(by_weight)) == 0
    assert sp.simplify(gain.subs(e_2, answer) - university(phi).subs(by_weight)) == 0
    inner = (2 - 3 * s) / (2 - s)
    falling = sp.simplify(enterprise(inner) + university(inner))
    assert sp.simplify(sp.diff(enterprise(phi), phi).subs(phi, inner)) == 0
    assert sp.simplify(answer.subs(phi, inner) - (2 - s) * p_2 / (2 * k_2)) == 0
    assert sp.simplify(enterprise(inner) - enterprise(sp.Integer(0)) - w_2 * (2 - 3 * s) ** 2 / 8) == 0
    assert sp.simplify(university(inner) - university(sp.Integer(0)) - w_2 * s * (2 - 3 * s) / 4) == 0
    assert sp.expand(first_best - falling - s**2 * (4 * w_1 + w_2) / 8) == 0


def test_known_values() -> None:
    for share, part in (("3/10", "11/17"), ("1/2", "1/3"), ("2/3", "0"), ("4/5", "0")):
        assert offer(sp.Rational(share)) == sp.Rational(part)


def test_the_library_finds_the_same_offer_and_its_bound() -> None:
    inside, at_none = staged_outcomes(OFFER)
    assert sp.simplify(inside.choices[phi] - (2 - 3 * s) / (2 - s)) == 0
    assert at_none.choices[phi] == 0
    assert MODEL.regime("cost sharing").outcome.choices[phi] == inside.choices[phi]
