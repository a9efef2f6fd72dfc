r"""Invitations to enter: fulfilled expectations of a network's size, and openness that is all or nothing.

*Primitives.* (a) :math:`n` enterprises without costs sell a network good at the price :math:`A + \mu Q^e - Q`, taking
as given the total :math:`Q^e` that buyers expect; expectations are fulfilled (in the manner of Economides, 1996). (b)
The duopoly of ``proofs/open_patents.py``: the incumbent's cost advantage is :math:`\epsilon`; openness :math:`\phi`
lowers the rival's cost by :math:`\epsilon \phi` and adds :math:`\eta \phi` to demand; :math:`S` is the size of the
market.

*Derivation.* (a) For a given expectation each sells :math:`(A + \mu Q^e) / (n + 1)`, so that the total answers the
expectation with the slope :math:`n \mu / (n + 1)`; it is fulfilled at :math:`q = A / (n + 1 - n \mu)`, with the profit
:math:`q^2`. (b) While both sell, the incumbent's profit is the square of :math:`(S + 2 \epsilon + \phi (\eta -
\epsilon)) / 3` and the rival sells :math:`(S - \epsilon + \phi (\eta + 2 \epsilon)) / 3`; where that is not positive
the incumbent is a monopolist and earns the square of :math:`(S + \epsilon + \eta \phi) / 2`.

*Theorems.* (a) Expectations that are revised towards what is sold settle exactly where the closed form is positive. An
incumbent alone gains from inviting any number of others exactly when :math:`\mu > 1`, and then the market bears fewer
than :math:`1 / (\mu - 1)`; the industry as a whole gains already for :math:`\mu > 1 - 1/n`, and buyers always. (b) What
lies between closed and open is strictly worse than the better of the two unless :math:`\eta = \epsilon`, when all are
alike. That rests on a rival who sells: an advantage :math:`\epsilon > S` is best opened in part, as far as the rival
does not enter. Part (b) is this library's own form.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.open_standard import MODEL, OPENNESS
from coopgame.solve.staged.backward import staged_outcomes
from coopgame.symbols import Region, parameters

A, mu, n, q, expected, revised = parameters("A mu n q expected revised")
S, epsilon, eta, phi = parameters("S epsilon eta phi")
ECONOMIDES = "in the manner of N. Economides (1996), European Journal of Political Economy 12:211-233"


def total(expectation: sp.Expr) -> sp.Expr:
    """What all sell together when buyers expect so much."""
    return n * (A + mu * expectation) / (n + 1)


def sold(enterprises: sp.Expr) -> sp.Expr:
    """What each sells where the expectation is fulfilled."""
    return A / (enterprises + 1 - enterprises * mu)


fulfilled = n * sold(n)
deviating = q * (A + mu * fulfilled - (n - 1) * sold(n) - q)

partly = ((S + 2 * epsilon + phi * (eta - epsilon)) / 3) ** 2
rival_sells = S - epsilon + phi * (eta + 2 * epsilon) > 0
earned = sp.Piecewise((partly, rival_sells), (((S + epsilon + eta * phi) / 2) ** 2, True))
closed, opened = (earned.subs(phi, openness) for openness in (0, 1))

network = Region(A > 0, mu >= 0, n >= 1, n * mu < n + 1)
expansion = Region(S > 0, epsilon > 0, eta > 0)
between = Region(phi > 0, phi < 1)

THEOREMS = (
    Theorem(
        Claim(
            deviating <= sold(n) ** 2,
            network,
            source=ECONOMIDES,
            name="where expectations are fulfilled, no enterprise gains by selling more or less",
        ),
        dropping=n * mu < n + 1,
    ),
    Theorem(
        Claim(
            sp.Abs(total(expected) - fulfilled) < sp.Abs(expected - fulfilled),
            network & sp.Ne(expected, fulfilled),
            name="what is sold lies nearer to the fulfilled expectation than any other expectation did",
        ),
        dropping=n * mu < n + 1,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sold(n) ** 2 > sold(sp.Integer(1)) ** 2, mu > 1),
            network & (n > 1),
            source=ECONOMIDES,
            name="an incumbent gains from inviting any number of others exactly when the network effect exceeds one",
        ),
        dropping=n * mu < n + 1,
    ),
    Theorem(
        Claim(
            sp.Equivalent(n * mu < n + 1, n < 1 / (mu - 1)),
            Region(n >= 1, mu > 1),
            name="a network effect above one bears fewer than 1 / (mu - 1) enterprises",
        ),
        dropping=mu > 1,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sp.diff(n * sold(n) ** 2, n) > 0, n * mu > n - 1),
            network,
            name="entry raises what all earn together exactly while the network effect exceeds 1 - 1 / n",
        ),
        dropping=n * mu < n + 1,
    ),
    Theorem(
        Claim(
            sp.diff(fulfilled, n) > 0,
            network,
            source=ECONOMIDES,
            name="entry always raises what buyers get",
        ),
        dropping=A > 0,
    ),
    Theorem(
        Claim(
            earned < sp.Max(closed, opened),
            expansion & between & Region(epsilon <= S, sp.Ne(eta, epsilon)),
            name="openness between the extremes is strictly worse than the better of them, unless eta = epsilon",
        ),
        dropping=sp.Ne(eta, epsilon),
    ),
    Theorem(
        Claim(
            sp.Equivalent(earned > closed, eta > epsilon),
            expansion & Region(phi > 0, phi <= 1, epsilon <= S),
            name="any openness beats none exactly when the expansion exceeds the leakage",
        ),
        dropping=epsilon <= S,
    ),
    Theorem(
        Claim(
            earned <= sp.Max(closed, opened),
            expansion & Region(phi >= 0, phi <= 1, epsilon <= S),
            name="openness is all or nothing, as long as the rival sells even against closed patents",
        ),
        dropping=epsilon <= S,
    ),
    Theorem(
        Claim(
            earned > closed,
            expansion & between & ~rival_sells,
            name="a drastic advantage is opened as far as the rival does not enter",
        ),
        dropping=phi > 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    own, others = parameters("own others")
    answer = sp.solve(sp.diff(own * (A + mu * expected - others - own), own), own)[0]
    assert sp.simplify(answer.subs(others, (n - 1) * total(expected) / n) - total(expected) / n) == 0
    assert sp.simplify(total(fulfilled) - fulfilled) == 0
    assert sp.simplify(sp.diff(total(expected), expected) - n * mu / (n + 1)) == 0
    assert sp.simplify(deviating.subs(q, sold(n)) - sold(n) ** 2) == 0
    at_equal = partly.subs(eta, epsilon)
    assert sp.expand(at_equal - ((S + 2 * epsilon) / 3) ** 2) == 0, "at eta = epsilon openness does not matter"


def test_known_values() -> None:
    # A leader with S = 1, epsilon = 3, eta = 1 opens by 2/7 and stays alone: more than closed, and more than open.
    at = {S: 1, epsilon: 3, eta: 1}
    found = [earned.subs({**at, phi: openness}) for openness in (0, sp.Rational(2, 7), 1)]
    assert found == [4, sp.Rational(225, 49), sp.Rational(25, 9)]


def test_the_library_finds_the_same_network_and_the_same_openness() -> None:
    standard = MODEL.regime("open standard").outcome
    assert sp.simplify(standard.payoffs["incumbent"] - (sold(n) ** 2).subs(A, S)) == 0
    ends = {outcome.choices[phi]: outcome for outcome in staged_outcomes(OPENNESS)}
    assert set(ends) == {0, 1}, "no openness between is an outcome"
    for openness, outcome in ends.items():
        assert sp.simplify(outcome.payoffs["incumbent"] - partly.subs(phi, openness)) == 0
