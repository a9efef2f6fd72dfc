r"""What a form of payment does to effort: reimbursement, fees, milestones and guarantees.

*Primitives.* A university that works for an enterprise spends effort :math:`e \ge 0` at the cost :math:`k e^2 / 2`. In
a project that would cost :math:`C`, effort lowers the cost to :math:`C - e`; the enterprise pays the price :math:`F`
and reimburses the part :math:`\sigma` of the cost. Or effort earns :math:`e`, of which the university gets the part
:math:`\rho` and a fee :math:`F`; a milestone pays :math:`M` at :math:`e \ge 1 / k`, a guarantee at least :math:`G`.

*Derivation.* With reimbursement the university gets :math:`F - (1 - \sigma)(C - e) - k e^2 / 2`, so :math:`e = (1 -
\sigma) / k`, where :math:`1 / k` would be best. What is lost is :math:`k / 2` times the squared distance,
:math:`\sigma^2 / (2 k)`. A guarantee is worth :math:`G` without effort; the best effort beyond it, :math:`\rho / k`, is
worth :math:`\rho^2 / (2 k)`.

*Theorems.* A fixed price leaves effort at its best, reimbursement lowers it, and cost-plus ends it, a mark-up in
percent all the more (Laffont and Tirole, 1986). A fee has no effect on effort: without a part of what it earns there is
none (Jensen and Thursby, 2001). A milestone that covers the cost of the best effort brings it about. A guaranteed
minimum ends all effort when it exceeds what the share alone would be worth, and else changes none.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.backward import solve_staged
from coopgame.symbols import Region, parameters

C, F, G, M, k, e, z, h, sigma, rho = parameters("C F G M k e z h sigma rho")
LAFFONT_TIROLE = "J.-J. Laffont and J. Tirole (1986), Journal of Political Economy 94:614-641"
JENSEN_THURSBY = "R. Jensen and M. Thursby (2001), American Economic Review 91:240-259"

disutility = k * e**2 / 2
reimbursed = F - (1 - sigma) * (C - e) - disutility
fee_and_part = F + rho * e - disutility
milestone = sp.Piecewise((M, e >= 1 / k), (0, True)) - disutility
guaranteed = sp.Max(G, rho * e) - disutility

lowered, best = (1 - sigma) / k, 1 / k
worth_its_cost, earns_its_cost = sp.Eq(k * z, 1 - sigma), sp.Eq(k * z, rho)  # of an effort z, at the margin
saved = sp.expand((e - disutility).subs(e, lowered))  # by both together, as a payment between them is a transfer
convex_cost = Region(k > 0)

THEOREMS = (
    Theorem(
        Claim(
            reimbursed <= reimbursed.subs(e, z),
            Region(k >= 0, worth_its_cost),
            source=LAFFONT_TIROLE,
            name="no effort is better than what the part not reimbursed makes worth its cost",
        ),
        dropping=worth_its_cost,
    ),
    Theorem(
        Claim(
            reimbursed < reimbursed.subs(e, 0),
            convex_cost & Region(e > 0, sigma >= 1),
            source=LAFFONT_TIROLE,
            name="under cost-plus, with or without a mark-up, every effort is worse than none",
        ),
        dropping=sigma >= 1,
    ),
    Theorem(
        Claim(
            saved.subs(sigma, sigma + h) < saved,
            convex_cost & Region(sigma >= 0, h > 0),
            source=LAFFONT_TIROLE,
            name="the more is reimbursed the less the two save, so that a fixed price saves most",
        ),
        dropping=sigma >= 0,
    ),
    Theorem(
        Claim(
            fee_and_part <= fee_and_part.subs(e, z),
            Region(k >= 0, earns_its_cost),
            source=JENSEN_THURSBY,
            name="whatever the fee, no effort is better than what the part of its result makes worth its cost",
        ),
        dropping=earns_its_cost,
    ),
    Theorem(
        Claim(
            fee_and_part < F,
            convex_cost & Region(e > 0, rho <= 0),
            source=JENSEN_THURSBY,
            name="for a fee alone, however high, every effort is worse than none",
        ),
        dropping=rho <= 0,
    ),
    Theorem(
        Claim(
            milestone <= milestone.subs(e, best),
            convex_cost & Region(e >= 0, 1 / (2 * k) <= M),
            name="a milestone that pays the cost of the best effort brings it about",
        ),
        dropping=1 / (2 * k) <= M,
    ),
    Theorem(
        Claim(
            guaranteed <= guaranteed.subs(e, 0),
            convex_cost & Region(e >= 0, G >= 0, rho**2 / (2 * k) <= G),
            name="a guaranteed minimum above what the share alone is worth ends all effort",
        ),
        dropping=rho**2 / (2 * k) <= G,
    ),
    Theorem(
        Claim(
            guaranteed <= guaranteed.subs(e, rho / k),
            convex_cost & Region(e >= 0, rho >= 0, rho**2 / (2 * k) >= G),
            name="one below it changes no effort",
        ),
        dropping=rho**2 / (2 * k) >= G,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    assert sp.simplify(sp.solve(sp.diff(reimbursed, e), e)[0] - lowered) == 0
    assert sp.simplify((e - disutility).subs(e, best) - saved - sigma**2 / (2 * k)) == 0
    assert sp.solve(sp.diff(fee_and_part, e), e) == [rho / k]
    assert sp.simplify((rho * e - disutility).subs(e, rho / k) - rho**2 / (2 * k)) == 0


def test_the_library_finds_the_same_efforts() -> None:
    effort = Stage("effort", {"university": (e,)})
    region = convex_cost & Region(e >= 0, sigma >= 0, sigma < 1, rho > 0)
    together = {"effort": (("university", "enterprise"),)}
    for payment, alone in ((reimbursed, lowered), (fee_and_part, rho / k)):
        game = StagedGame({"university": payment, "enterprise": e - disutility - payment}, (effort,), region, (C, F))
        assert sp.simplify(solve_staged(game).choices[e] - alone) == 0
        assert sp.simplify(solve_staged(game, together).choices[e] - best) == 0
