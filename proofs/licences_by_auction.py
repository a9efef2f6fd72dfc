r"""Licences by fee, royalty or auction, sold by an owner outside the market.

*Primitives.* :math:`n` Cournot competitors, demand :math:`P = a - Q`, unit cost :math:`\gamma`, :math:`S = a - \gamma`;
a technology that lowers the cost by :math:`\epsilon` is owned by none of them (Kamien and Tauman, 1986). :math:`k` of
them hold a licence, and the others stay in the market: :math:`k \epsilon \le S`.

*Derivation.* A holder sells :math:`(S + (n - k + 1) \epsilon) / (n + 1)` and another one :math:`(S - k \epsilon) / (n +
1)`; profits are the squares. A *fee* takes what a licence adds when the other :math:`k - 1` have theirs. In an
*auction* of :math:`k < n` licences the highest loser would take the place of a winner, so each bids what a licence adds
when all :math:`k` are sold in any case. With :math:`k = n` there is no loser: nobody has to bid, unless the owner sets
a reserve price, and that is the fee. The *royalty* :math:`r` is paid by all, who sell :math:`(S + \epsilon - r) / (n +
1)` each.

*Theorems.* An auction of :math:`k < n` licences beats the fee for them. The best royalty is the whole cost reduction,
and already the auction of all licences but one beats it; that a fee from everyone does is in ``proofs/licensing.py``.
*The trap:* the auction's formula at :math:`k = n` promises more than the reserve price brings, and where it says that
all licences should be sold, :math:`2 S \ge (3 n - 1) \epsilon`, all but one may do better: exactly where :math:`2 S <
(n^2 + n - 3) \epsilon`. The number of competitors is any real number in every theorem but the one that names it.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.backward import solve_staged
from coopgame.symbols import Region, parameters

S, epsilon, n, k, r = parameters("S epsilon n k r")
q_h, q_u, h, u = parameters("q_h q_u h u")
KAMIEN_TAUMAN = "M. Kamien and Y. Tauman (1986), Quarterly Journal of Economics 101:471-491"


def holder(licences: sp.Expr) -> sp.Expr:
    """A licence holder's profit, when there are so many."""
    return ((S + (n - licences + 1) * epsilon) / (n + 1)) ** 2


def without(licences: sp.Expr) -> sp.Expr:
    """The profit of one without a licence."""
    return ((S - licences * epsilon) / (n + 1)) ** 2


def fee(licences: sp.Expr) -> sp.Expr:
    """What so many licences bring, each at the price that leaves its holder as well off as without it."""
    return licences * (holder(licences) - without(licences - 1))


def auction(licences: sp.Expr) -> sp.Expr:
    """What so many licences bring, each at the highest bid of one who gets none; meaningless when there is no such."""
    return licences * (holder(licences) - without(licences))


def royalty(rate: sp.Expr) -> sp.Expr:
    """What a royalty from everybody brings."""
    return n * rate * (S + epsilon - rate) / (n + 1)


market = Region(epsilon > 0, n >= 2, n * epsilon <= S)
all_but_one = Region(epsilon > 0, n >= 2, (n - 1) * epsilon <= S)  # nobody is without when all n have one
number = Region(k >= 1, k <= n - 1)
all_by_the_formula = (3 * n - 1) * epsilon <= 2 * S
one_short = (n**2 + n - 3) * epsilon > 2 * S

THEOREMS = (
    Theorem(
        Claim(
            auction(k) > fee(k),
            Region(epsilon > 0, n >= 2, k * epsilon <= S) & number,
            source=KAMIEN_TAUMAN,
            name="as long as there is a loser, an auction beats a fee for as many licences",
        ),
        dropping=k * epsilon <= S,
    ),
    Theorem(
        Claim(
            royalty(r) <= royalty(epsilon),
            Region(epsilon > 0, epsilon <= S, n >= 1, r <= epsilon),
            source=KAMIEN_TAUMAN,
            name="the outsider's best royalty is the whole cost reduction",
        ),
        dropping=epsilon <= S,
    ),
    Theorem(
        Claim(
            auction(n - 1) > royalty(epsilon),
            all_but_one,
            source=KAMIEN_TAUMAN,
            name="an auction of all licences but one beats the royalty",
        ),
        dropping=n >= 2,
    ),
    Theorem(
        Claim(
            fee(n) > fee(k),
            market & number & ((3 * n - 4) * epsilon < 2 * S),
            name="of all fees, the one from everyone brings most where 2 S > (3 n - 4) epsilon",
        ),
        dropping=(3 * n - 4) * epsilon < 2 * S,
    ),
    Theorem(
        Claim(
            auction(n) > fee(n),
            market,
            name="the trap: with no loser, the auction's formula promises more than the reserve price brings",
        ),
        dropping=n * epsilon <= S,
    ),
    Theorem(
        Claim(
            auction(n) >= auction(k),
            market & number & all_by_the_formula,
            name="the trap: read for any number, the formula says to sell to everyone where 2 S >= (3 n - 1) epsilon",
        ),
        dropping=all_by_the_formula,
    ),
    Theorem(
        Claim(
            sp.Equivalent(auction(n - 1) > fee(n), one_short),
            all_but_one,
            source=KAMIEN_TAUMAN,
            name="an auction of all licences but one beats everyone's fee exactly for a large enough innovation",
        ),
        dropping=epsilon > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(fee(n) > auction(n - 1), 3 * epsilon < 2 * S),
            all_but_one & sp.Eq(n, 2),
            name="of two competitors, licences for both bring more than the auction of one exactly for 3 epsilon < 2 S",
        ),
        dropping=sp.Eq(n, 2),
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    for found, expected in (
        (fee(k), k * n * epsilon * (2 * S + (n - 2 * k + 2) * epsilon) / (n + 1) ** 2),
        (auction(k), k * epsilon * (2 * S + (n + 1 - 2 * k) * epsilon) / (n + 1)),
        (royalty(epsilon), epsilon * n * S / (n + 1)),
    ):
        assert sp.simplify(found - expected) == 0


def test_known_values() -> None:
    small, large = {S: 10, epsilon: 1, n: 2}, {S: 10, epsilon: 2, n: 4}
    for at, by_royalty, fees, bids in (
        (small, "20/3", ("44/9", "80/9"), ("7",)),
        (large, "16", ("8.96", "15.36", "19.2", "20.48"), ("10.4", "17.6", "21.6")),
    ):
        assert royalty(epsilon).subs(at) == sp.Rational(by_royalty)
        assert [fee(sp.Integer(j)).subs(at) for j in range(1, at[n] + 1)] == list(map(sp.Rational, fees))
        assert [auction(sp.Integer(j)).subs(at) for j in range(1, at[n])] == list(map(sp.Rational, bids))
    # The trap at work: the formula says to sell to all four, three licences bring more than all four in fact do.
    formula = [auction(sp.Integer(j)).subs(large) for j in range(1, 5)]
    assert max(formula) == formula[3] == sp.Rational("22.4")
    assert formula[2] > fee(sp.Integer(4)).subs(large) == sp.Rational("20.48")
    assert bool(one_short.subs(large))


def test_the_library_finds_the_same_market_for_any_number_of_competitors() -> None:
    # One holder and one of the others stand for their kind; they take as given what a market foresees of the rest.
    price = S - q_h - (k - 1) * h - (n - k) * u + epsilon, S - q_u - k * h - (n - k - 1) * u
    game = StagedGame(
        {"holder": price[0] * q_h, "other": price[1] * q_u, "market": -((h - q_h) ** 2) - (u - q_u) ** 2},
        (Stage("output", {"holder": (q_h,), "other": (q_u,), "market": (h, u)}),),
        Region(epsilon > 0, k * epsilon < S, n > k, k >= 1),
    )
    outcome = solve_staged(game)
    assert sp.simplify(outcome.payoffs["holder"] - holder(k)) == 0
    assert sp.simplify(outcome.payoffs["other"] - without(k)) == 0
