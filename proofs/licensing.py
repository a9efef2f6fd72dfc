r"""Licensing a cost reduction: fee or royalty, inside or outside the market.

*Primitives.* Demand :math:`P = a - Q`, unit cost :math:`\gamma`, a technology that lowers it by :math:`\epsilon`;
:math:`S = a - \gamma`. *Inside* (Wang, 1998): the owner is one of two Cournot competitors. *Outside* (Kamien and
Tauman, 1986): it is none of :math:`n`.

*Derivation.* With a royalty :math:`r` the insider sells :math:`q_1 = (X + r) / 3` and its rival :math:`q_2 = (X - 2 r)
/ 3` for :math:`X = S + \epsilon`; the insider earns :math:`q_1^2 + r q_2` and the rival :math:`q_2^2`. Without a
licence the rival sells :math:`(S - \epsilon) / 3` and the insider :math:`(S + 2 \epsilon) / 3`. A fee can take what the
licence adds to the rival's profit. When :math:`k` of :math:`n` enterprises hold the outsider's licence, a holder sells
:math:`(S + (n - k + 1) \epsilon) / (n + 1)` and another one :math:`(S - k \epsilon) / (n + 1)`.

*Theorems.* For an innovation that is not drastic (:math:`\epsilon < S`), the insider's best royalty is the whole cost
reduction; it beats the best fee by :math:`\epsilon S / 9` and no licence by :math:`\epsilon (S - \epsilon) / 3`, is
what a two-part tariff comes to, and costs society :math:`\epsilon (2 S + 3 \epsilon) / 18` against the fee. A fee beats
no licence only for :math:`\epsilon < 2 S / 3`. A drastic innovation is not licensed. The outsider's ranking is the
opposite.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.licensing import MODEL
from coopgame.symbols import Region, parameters
from proofs.agreement import found_by_the_library, same

S, epsilon, r, n, k = parameters("S epsilon r n k")
g, t, m = parameters("g t m")
X = S + epsilon
WANG = "X. H. Wang (1998), Economics Letters 60:55-62"
KAMIEN_TAUMAN = "M. Kamien and Y. Tauman (1986), Quarterly Journal of Economics 101:471-491"


def rival(royalty: sp.Expr) -> sp.Expr:
    """The rival's profit under a royalty."""
    return ((X - 2 * royalty) / 3) ** 2


def insider(royalty: sp.Expr) -> sp.Expr:
    """The owner's profit under a royalty, its revenue included."""
    return ((X + royalty) / 3) ** 2 + royalty * (X - 2 * royalty) / 3


def welfare(output: sp.Expr) -> sp.Expr:
    """Consumers' and producers' surplus together, when all output is made at the low cost."""
    return X * output - output**2 / 2


none_owner, none_rival = ((S + 2 * epsilon) / 3) ** 2, ((S - epsilon) / 3) ** 2
fee = sp.expand(rival(sp.Integer(0)) - none_rival)
by_fee, by_royalty = insider(sp.Integer(0)) + fee, insider(epsilon)
two_part = insider(r) + rival(r) - none_rival
loss = welfare(2 * X / 3) - welfare((2 * S + epsilon) / 3)


def holder(licences: sp.Expr) -> sp.Expr:
    """A licence holder's profit, when there are so many."""
    return ((S + (n - licences + 1) * epsilon) / (n + 1)) ** 2


def without(licences: sp.Expr) -> sp.Expr:
    """The profit of one without a licence."""
    return ((S - licences * epsilon) / (n + 1)) ** 2


outside_fee = k * (holder(k) - without(k - 1))
outside_royalty = n * epsilon * S / (n + 1)
auction = k * (holder(k) - without(k))

minor = Region(epsilon > 0, epsilon < S)
affordable = Region(r >= 0, r <= epsilon)

THEOREMS = (
    Theorem(
        Claim(
            insider(r) <= by_royalty,
            minor & affordable,
            source=WANG,
            name="the insider's best royalty is the whole cost reduction",
        ),
        dropping=epsilon < S,
    ),
    Theorem(
        Claim(by_royalty > by_fee, minor, source=WANG, name="inside, a royalty beats every fee"),
        dropping=epsilon > 0,
    ),
    Theorem(
        Claim(by_royalty > none_owner, minor, source=WANG, name="inside, a royalty beats no licence"),
        dropping=epsilon < S,
    ),
    Theorem(
        Claim(
            sp.Equivalent(by_fee > none_owner, epsilon < 2 * S / 3),
            Region(epsilon > 0),
            source=WANG,
            name="inside, a fee beats no licence exactly for innovations below two thirds of the market",
        ),
        dropping=epsilon > 0,
    ),
    Theorem(
        Claim(
            two_part <= two_part.subs(r, epsilon),
            minor & affordable,
            name="inside, a two-part tariff comes to the royalty alone",
        ),
        dropping=epsilon < S,
    ),
    Theorem(
        Claim(loss > 0, minor, source=WANG, name="society loses by the royalty, against the fee"),
        dropping=epsilon > 0,
    ),
    Theorem(
        Claim(
            insider(r) + rival(r) < (X / 2) ** 2,
            Region(2 * r < X),
            name="a drastic innovation is not licensed: a monopoly earns more than owner and rival together",
        ),
        dropping=2 * r < X,
    ),
    Theorem(
        Claim(
            outside_fee.subs(k, n) > outside_royalty,
            Region(n >= 1, epsilon > 0, n * epsilon <= S),
            source=KAMIEN_TAUMAN,
            name="outside, a fee from everyone beats the royalty",
        ),
        dropping=n * epsilon <= S,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    assert sp.expand(fee - 4 * epsilon * S / 9) == 0
    assert sp.expand(by_royalty - by_fee - epsilon * S / 9) == 0
    assert sp.expand(by_royalty - none_owner - epsilon * (S - epsilon) / 3) == 0
    assert sp.expand(loss - epsilon * (2 * S + 3 * epsilon) / 18) == 0
    assert sp.expand(rival(epsilon) - none_rival) == 0, "the fixed part of the two-part tariff"
    assert sp.expand((X / 2) ** 2 - insider(sp.Integer(0)) - rival(sp.Integer(0)) - X**2 / 36) == 0
    revenue = k * n * epsilon * (2 * S + (n - 2 * k + 2) * epsilon) / (n + 1) ** 2
    assert sp.simplify(outside_fee - revenue) == 0


def test_known_values() -> None:
    for size, reduction, values in (
        (6, 1, (64, 24, 73, 79)),
        (10, 4, (324, 160, 356, 396)),
        (15, 10, (1225, 600, 1225, 1375)),
    ):
        at = {S: size, epsilon: reduction}
        found = [value.subs(at) * 9 for value in (none_owner, fee, by_fee, by_royalty)]
        assert found == list(values)
    at = {S: 10, epsilon: 1, n: 2}
    assert outside_royalty.subs(at) == sp.Rational(20, 3)
    assert [outside_fee.subs(at | {k: j}) for j in (1, 2)] == [sp.Rational(44, 9), sp.Rational(80, 9)]
    at = {S: 10, epsilon: 2, n: 4}
    assert [float(outside_fee.subs(at | {k: j})) for j in (1, 2, 3, 4)] == [8.96, 15.36, 19.2, 20.48]
    assert [float(auction.subs(at | {k: j})) for j in (1, 2, 3)] == [10.4, 17.6, 21.6]


def test_the_library_finds_the_same_choice_of_the_owner() -> None:
    found = found_by_the_library(MODEL.game)
    relied_on = g >= fee
    royalty, bare = by_royalty - t - m, none_owner
    expected = relied_on & (royalty >= by_fee - t) & (royalty >= bare)
    assert same(found["royalty", "rely on the licence"].condition, expected, MODEL.game.region)
    assert same(found["no licence", "develop"].condition, g <= fee, MODEL.game.region)
