r"""Open patents: expansion of demand against leakage, and invitations to enter.

*Primitives.* (a) A duopoly under Cournot competition with demand :math:`P = a - Q`. The incumbent's unit cost is
:math:`\gamma - \epsilon`; it chooses an openness :math:`\phi \in [0, 1]` of its patents, which lowers the rival's unit
cost to :math:`\gamma - \epsilon \phi` and raises the intercept of demand to :math:`a + \eta \phi`. (b) A network good:
:math:`n` enterprises without costs, demand :math:`P = A + \mu Q^e - Q` for the expected total :math:`Q^e`, which is the
total in equilibrium (in the manner of Economides, 1996).

*Derivation.* (a) With :math:`S = a - \gamma`, the first-order conditions give the incumbent
:math:`q_1 = [S + 2 \epsilon + \phi (\eta - \epsilon)] / 3` and the profit :math:`q_1^2`, convex in :math:`\phi`.
(b) They give :math:`q = A / (n + 1 - n \mu)` and the profit :math:`q^2`, while :math:`\mu < (n + 1) / n`.

*Theorems.* (a) Openness is all or nothing, and it is all exactly when expansion exceeds leakage; the rival gains in any
case. Opening to a newcomer beats a closed monopoly when demand expands enough. (b) An incumbent gains from one more
competitor exactly when the network effect exceeds one. Part (a) is this library's own form.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.open_patents import MODEL
from coopgame.symbols import Region, parameters
from proofs.agreement import assert_pure_equilibria

S, epsilon, eta, phi, f = parameters("S epsilon eta phi f")
A, mu, n = parameters("A mu n")
ECONOMIDES = "in the manner of N. Economides (1996), European Journal of Political Economy 12:211-233"


def quantities(openness: sp.Expr | int) -> tuple[sp.Expr, sp.Expr]:
    """The Cournot quantities: each solves ``margin - q_i - (q_1 + q_2) = 0``, whose profit is then its square."""
    q_1, q_2 = parameters("q_1 q_2")
    own, rival = S + eta * openness + epsilon, S + eta * openness + epsilon * openness
    solved = sp.solve((own - 2 * q_1 - q_2, rival - 2 * q_2 - q_1), (q_1, q_2))
    return sp.expand(solved[q_1]), sp.expand(solved[q_2])


(partly, _), (kept, rival_kept), (opened, rival_opened) = (quantities(openness) for openness in (phi, 0, 1))
monopoly = (S + epsilon) / 2


def network_quantity(competitors: sp.Expr) -> sp.Expr:
    """What each sells when the expected total is fulfilled: ``A + mu n q - n q - q = 0``."""
    return A / (competitors + 1 - competitors * mu)


market = Region(epsilon > 0, epsilon < S)

THEOREMS = (
    Theorem(
        Claim(
            partly**2 <= sp.Max(kept**2, opened**2),
            Region(phi >= 0, phi <= 1),
            name="openness is all or nothing: what lies between is never better than both extremes",
        ),
        dropping=phi <= 1,
    ),
    Theorem(
        Claim(
            sp.Equivalent(opened**2 > kept**2, eta > epsilon),
            market & Region(eta > 0),
            name="opening pays exactly when the expansion of demand exceeds the leakage",
        ),
        dropping=epsilon < S,
    ),
    Theorem(
        Claim(
            rival_opened**2 > rival_kept**2,
            market & Region(eta > 0),
            name="the rival always gains from open patents",
        ),
        dropping=epsilon > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(opened**2 > monopoly**2, eta > (S + epsilon) / 2),
            market & Region(eta > 0),
            name="inviting a rival beats a closed monopoly exactly when demand grows by more than half of S + epsilon",
        ),
        dropping=eta > 0,
    ),
    Theorem(
        Claim(
            sp.Equivalent(network_quantity(n + 1) ** 2 > network_quantity(n) ** 2, mu > 1),
            Region(A > 0, n >= 1, mu >= 0, mu * (n + 1) < n + 2),
            source=ECONOMIDES,
            name="an enterprise gains from one more competitor exactly when the network effect exceeds one",
        ),
        dropping=mu * (n + 1) < n + 2,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_quantity_is_linear_in_openness_and_so_the_profit_convex() -> None:
    assert sp.expand(partly - (S + 2 * epsilon + phi * (eta - epsilon)) / 3) == 0
    assert sp.expand(sp.diff(partly**2, phi, 2) - 2 * sp.diff(partly, phi) ** 2) == 0


def test_a_network_quantity_fulfils_what_was_expected() -> None:
    q = network_quantity(n)
    assert sp.simplify(A + mu * n * q - n * q - q) == 0


def test_the_library_finds_the_same_regimes() -> None:
    open_pays = eta >= epsilon
    assert_pure_equilibria(
        MODEL.game,
        {
            ("open", "enter"): open_pays & (rival_opened**2 >= f),
            ("open", "stay out"): rival_opened**2 <= f,
            ("keep", "enter"): (eta <= epsilon) & (rival_kept**2 >= f),
        },
    )
