r"""Knowledge sharing between unequal enterprises, and what a payment between them can do.

*Primitives.* As in ``knowledge_sharing``, but each enterprise has its own absorption :math:`a_i` and its own burden
:math:`\beta_i = c_i + \ell_i` of sharing; the synergy :math:`\sigma` is the same for both.

*Derivation.* Enterprise :math:`i` facing a partner that shares compares :math:`a_i + \sigma - \beta_i` with
:math:`a_i`; facing one that withholds, :math:`-\beta_i` with :math:`0`. A payment :math:`t` that the second enterprise
makes to the first when both share turns the first comparisons into :math:`\sigma - \beta_1 + t \ge 0` and
:math:`\sigma - \beta_2 - t \ge 0`; the payment :math:`t^* = (\beta_1 - \beta_2) / 2` evens them out.

*Theorems.* Both share in equilibrium exactly when the synergy covers the *larger* burden. With a payment it need only
cover the *average* one, and no payment does with less. The form of the payoffs is this library's own.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.knowledge_sharing import MODEL
from coopgame.symbols import Region, parameters
from proofs.agreement import assert_pure_equilibria

sigma, c_1, c_2, ell_1, ell_2, t = parameters("sigma c_1 c_2 ell_1 ell_2 t")
burden_1, burden_2 = c_1 + ell_1, c_2 + ell_2


def both_share(payment: sp.Expr) -> sp.Expr:
    """Neither gains by withholding, when the second pays the first this much for sharing."""
    return sp.And(sigma - burden_1 + payment >= 0, sigma - burden_2 - payment >= 0)


only_first_shares = sp.And(-burden_1 >= 0, sigma - burden_2 <= 0)
t_star = (burden_1 - burden_2) / 2

THEOREMS = (
    Theorem(
        Claim(
            sp.Equivalent(both_share(sp.Integer(0)), sigma >= burden_1),
            Region(burden_1 >= burden_2),
            name="without payments the larger burden decides",
        ),
        dropping=burden_1 >= burden_2,
    ),
    Theorem(
        Claim(~only_first_shares, Region(c_1 > 0, ell_1 >= 0), name="no enterprise shares alone"),
        dropping=c_1 > 0,
    ),
    Theorem(
        Claim(
            both_share(t_star),
            Region(2 * sigma >= burden_1 + burden_2),
            name="with the payment that evens the burdens out, a synergy that covers the average suffices",
        ),
        dropping=2 * sigma >= burden_1 + burden_2,
    ),
    Theorem(
        Claim(
            ~both_share(t),
            Region(2 * sigma < burden_1 + burden_2),
            name="no payment makes both share when the synergy is below the average burden",
        ),
        dropping=2 * sigma < burden_1 + burden_2,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_library_finds_the_same_threshold() -> None:
    both, neither = ("share", "share"), ("withhold", "withhold")
    assert_pure_equilibria(MODEL.game, {both: sigma >= sp.Max(burden_1, burden_2), neither: sp.true})
