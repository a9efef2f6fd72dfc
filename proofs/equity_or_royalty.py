r"""Equity or royalty: how a university's inventor is paid for the effort that makes an invention work.

*Primitives.* An invention works with the probability :math:`e \le 1`, the inventor's effort, which costs :math:`k e^2 /
2`. Where it does, the licensee is a monopolist with the margin :math:`M - x` at the output :math:`x` (demand's
intercept less unit cost: :math:`M = a - c`). The inventor gets a fixed fee, a royalty :math:`r` on each unit, or the
share :math:`\sigma` of the licensee's profit (in the manner of Jensen and Thursby, 2001).

*Derivation.* A fee is paid anyway, and so :math:`e = 0`. Under the royalty the licensee sells :math:`x = (M - r) / 2`
and earns :math:`x^2`, and :math:`e = r x / k`. With equity it sells :math:`M / 2` and earns :math:`\Pi = M^2 / 4`, and
:math:`e = \sigma \Pi / k`: the effort of the royalty for :math:`\sigma = r x / \Pi`. A success is worth :math:`(M^2 -
r^2) / 4` to both together under the royalty and :math:`\Pi` with equity.

*Theorems.* Equity that brings about the same effort yields :math:`e r^2 / 4` more; the inventor earns the same and the
licensee that much more, and never gives away more than half. No royalty attains the first best, nor more than
:math:`16/27` of it, at :math:`r = M / 3`; the licensee alone would choose less, :math:`r = M / 4`, the inventor more,
:math:`r = M / 2`. Equity attains it with the whole profit for the inventor, against a fixed payment to the licensee.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.equity_or_royalty import MODEL
from coopgame.symbols import Region, parameters

M, k, r, sigma, a, c, e, x = parameters("M k r sigma a c e x")
profit = M**2 / 4  # of the licensee, without a royalty
JENSEN_THURSBY = "in the manner of R. Jensen and M. Thursby (2001), American Economic Review 91:240-259"

sold = (M - r) / 2
effort = r * sold / k
alike = r * sold / profit  # the equity that brings about the royalty's effort


def inventor(reward: sp.Expr) -> sp.Expr:
    """What the inventor earns who gets so much for a success, at the best effort."""
    return reward**2 / (2 * k)


by_royalty = {"inventor": inventor(r * sold), "licensee": effort * sold**2}
by_equity = {
    "inventor": inventor(sigma * profit),
    "licensee": sigma * profit / k * (1 - sigma) * profit,
}
royalty, equity = (sp.factor(sum(split.values(), sp.Integer(0))) for split in (by_royalty, by_equity))
first_best = profit**2 / (2 * k)
same_effort = {name: split.subs(sigma, alike) for name, split in by_equity.items()}

setting = Region(M > 0, k > 0)
priced = setting & Region(r > 0, r < M)

THEOREMS = (
    Theorem(
        Claim(
            sp.And(sp.Eq(equity.subs(sigma, alike) - royalty, effort * r**2 / 4), effort * r**2 > 0),
            priced,
            source=JENSEN_THURSBY,
            name="equity with the same effort beats a royalty, by a quarter of the effort times the royalty squared",
        ),
        dropping=r < M,
    ),
    Theorem(
        Claim(
            sp.And(
                sp.Eq(same_effort["inventor"], by_royalty["inventor"]),
                same_effort["licensee"] > by_royalty["licensee"],
            ),
            priced,
            name="that equity leaves the inventor as well off and the licensee better off",
        ),
        dropping=r > 0,
    ),
    Theorem(
        Claim(sp.And(alike > 0, alike <= sp.Rational(1, 2)), priced, name="that equity is at most one half"),
        dropping=r < M,
    ),
    Theorem(
        Claim(
            sp.And(royalty > 0, by_royalty["licensee"] > 0, by_royalty["inventor"] > 0),
            priced,
            source=JENSEN_THURSBY,
            name="a royalty beats a fixed fee, under which nobody exerts effort",
        ),
        dropping=r < M,
    ),
    Theorem(
        Claim(royalty <= royalty.subs(r, M / 3), setting & (r <= M), name="the joint best royalty is a third of M"),
        dropping=r <= M,
    ),
    Theorem(
        Claim(
            27 * royalty <= 16 * first_best,
            setting & (r <= M),
            name="no royalty attains more than 16/27 of the first best",
        ),
        dropping=r <= M,
    ),
    Theorem(
        Claim(
            by_royalty["licensee"] <= by_royalty["licensee"].subs(r, M / 4),
            setting & (r >= 0),
            name="the licensee's best royalty is a quarter of M",
        ),
        dropping=k > 0,
    ),
    Theorem(
        Claim(
            by_royalty["inventor"] <= by_royalty["inventor"].subs(r, M / 2),
            setting & Region(r >= 0, r <= M),
            name="the inventor's best royalty is half of M",
        ),
        dropping=r <= M,
    ),
    Theorem(
        Claim(
            equity <= first_best,
            setting & Region(sigma >= 0, sigma <= 1),
            name="equity never exceeds the first best, which the whole profit for the inventor attains",
        ),
        dropping=k > 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    assert sp.solve(sp.diff((M - x - r) * x, x), x) == [sold]
    reward = parameters("reward")
    gain = e * reward - k * e**2 / 2
    best = sp.solve(sp.diff(gain, e), e)[0]
    assert sp.simplify(gain.subs(e, best) - inventor(reward)) == 0
    assert sp.simplify((M - sold) * sold - (M**2 - r**2) / 4) == 0, "what a success is worth to both"
    assert sp.factor(royalty - M * r * (M - r) ** 2 / (8 * k)) == 0
    assert sp.simplify(royalty.subs(r, M / 3) - M**4 / (54 * k)) == 0
    assert sp.simplify(equity.subs(sigma, 1) - first_best) == 0
    assert sp.simplify(equity.subs(sigma, alike) - royalty - effort * r**2 / 4) == 0


def test_the_library_finds_the_same_royalties_and_equity() -> None:
    at = {M: a - c}
    for name, choice, expected in (
        ("royalty chosen jointly", r, M / 3),
        ("royalty chosen by the licensee", r, M / 4),
        ("royalty chosen by the inventor", r, M / 2),
        ("equity chosen jointly", sigma, sp.Integer(1)),
    ):
        outcome = MODEL.regime(name).outcome
        assert sp.simplify(outcome.choices[choice] - expected.subs(at)) == 0
    given, same = (MODEL.regime(name).outcome for name in ("given royalty", "equity with the same effort"))
    difference = sum(same.payoffs, sp.Integer(0)) - sum(given.payoffs, sp.Integer(0))
    assert sp.simplify(difference - (effort * r**2 / 4).subs(at)) == 0
