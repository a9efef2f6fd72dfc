r"""Routines: how much patience sustains cooperation that is repeated without end.

*Primitives.* A prisoner's dilemma :math:`T > R > P > S`, repeated with discount factor :math:`\delta`. A grim routine
cooperates until the first defection and defects ever after.

*Derivation.* Keeping to the routine is worth :math:`R / (1 - \delta)`, leaving it :math:`T + \delta P / (1 - \delta)`.
With imperfect monitoring a bad signal comes with probability :math:`p` after cooperation and :math:`q > p` after a
defection, and ends cooperation. Then cooperation is worth the solution :math:`V` of

.. math:: V = R + \delta \left[ (1 - p) V + p \frac{P}{1 - \delta} \right],

and one defection :math:`T + \delta [(1 - q) V + q P / (1 - \delta)]`.

*Theorems.* The grim routine is an equilibrium exactly when :math:`\delta \ge \delta^* = (T - R) / (T - P)` (Friedman,
1971). In the sharing game :math:`\delta^* = (c + \ell - \sigma) / (\alpha k)`: absorptive capacity, knowledge and
synergy make routines easier, cost and leakage harder. A longer punishment never sustains less. With noise the threshold
is

.. math:: \delta^*_{p,q} = \frac{T - R}{(q - p)(R - P) + (1 - p)(T - R)},

below one exactly when :math:`(q - p)(R - P) > p (T - R)` (in the manner of Green and Porter, 1984; derived here).
"""

from dataclasses import replace

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.knowledge_sharing_symmetric import MODEL as SHARING
from coopgame.models.routine import MODEL
from coopgame.solve.repeated import critical_discount
from coopgame.symbols import Region, parameters
from proofs.agreement import same

T, R, P, delta, p, q = parameters("T R P delta p q")
alpha, k, sigma, c, ell = parameters("alpha k sigma c ell")

dilemma = Region(T > R, R > P)
impatient = Region(delta > 0, delta < 1)
signals = Region(p >= 0, p < q, q <= 1)

threshold = (T - R) / (T - P)
grim = R / (1 - delta) >= T + delta * P / (1 - delta)

in_sharing = (c + ell - sigma) / (alpha * k)


def punished(rounds: int) -> sp.Expr:
    """What a defection followed by so many rounds of punishment loses, over keeping to the routine."""
    return (R - T) + sum((R - P) * delta**round_ for round_ in range(1, rounds + 1))


worth = (R + delta * p * P / (1 - delta)) / (1 - delta * (1 - p))
noisy = worth >= T + delta * ((1 - q) * worth + q * P / (1 - delta))
noisy_threshold = (T - R) / ((q - p) * (R - P) + (1 - p) * (T - R))

THEOREMS = (
    Theorem(
        Claim(
            sp.Equivalent(grim, delta >= threshold),
            dilemma & impatient,
            source="J. Friedman (1971), Review of Economic Studies 38:1-12",
            name="the grim routine is an equilibrium exactly from the critical discount factor on",
        ),
        dropping=R > P,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sp.And(in_sharing > 0, in_sharing < 1), sp.And(sigma < c + ell, c + ell < alpha * k + sigma)),
            Region(alpha > 0, k > 0),
            name="in the sharing game the critical discount factor lies in (0, 1) exactly in the dilemma",
        ),
        dropping=alpha > 0,
    ),
    Theorem(
        Claim(
            sp.And(*(sp.diff(in_sharing, helpful) < 0 for helpful in (alpha, k, sigma))),
            Region(alpha > 0, k > 0, sigma < c + ell),
            name="absorptive capacity, knowledge and synergy each lower the patience needed",
        ),
        dropping=sigma < c + ell,
    ),
    Theorem(
        Claim(
            sp.And(*(sp.diff(in_sharing, harmful) > 0 for harmful in (c, ell))),
            Region(alpha > 0, k > 0),
            name="cost and leakage each raise the patience needed",
        ),
        dropping=k > 0,
    ),
    Theorem(
        Claim(
            punished(3) >= 0,
            Region(punished(2) >= 0, R > P, delta > 0),
            name="what two rounds of punishment sustain, three sustain as well",
        ),
        dropping=R > P,
    ),
    Theorem(
        Claim(
            sp.Equivalent(noisy, delta >= noisy_threshold),
            dilemma & impatient & signals,
            name="with noisy signals the routine is an equilibrium exactly from a higher discount factor on",
        ),
        dropping=p < q,
    ),
    Theorem(
        Claim(
            sp.Equivalent(noisy_threshold < 1, (q - p) * (R - P) > p * (T - R)),
            dilemma & signals,
            name="some patience suffices exactly when signals tell enough",
        ),
        dropping=p < q,
    ),
    Theorem(
        Claim(
            noisy_threshold > threshold,
            dilemma & signals & (p > 0),
            name="false alarms raise the patience needed",
        ),
        dropping=p > 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_value_of_a_noisy_routine_solves_its_equation() -> None:
    bad = P / (1 - delta)
    assert sp.simplify(worth - (R + delta * ((1 - p) * worth + p * bad))) == 0
    assert sp.simplify(worth - bad - (R - P) / (1 - delta * (1 - p))) == 0


def test_the_threshold_of_the_sharing_game_is_that_of_its_payoffs() -> None:
    at = {T: alpha * k, R: alpha * k + sigma - c - ell, P: 0}
    assert sp.simplify(threshold.subs(at) - in_sharing) == 0


def test_known_thresholds() -> None:
    assert threshold.subs({T: 5, R: 3, P: 1}) == sp.Rational(1, 2)
    assert threshold.subs({T: 7, R: 5, P: 2}) == sp.Rational(2, 5)
    tenths = {p: sp.Rational(1, 10), q: sp.Rational(7, 10)}
    assert noisy_threshold.subs({T: 4, R: 2, P: 0} | tenths) == sp.Rational(2, 3)
    assert noisy_threshold.subs({T: 5, R: 3, P: 0, p: sp.Rational(1, 20), q: sp.Rational(1, 2)}) == sp.Rational(8, 13)


def test_three_rounds_of_punishment_need_a_little_more_patience_than_endless_ones() -> None:
    for payoffs, known in (({T: 5, R: 3, P: 1}, 0.5436890127), ({T: 7, R: 5, P: 2}, 0.4183845911)):
        (root,) = [r for r in sp.real_roots(punished(3).subs(payoffs)) if r > 0]
        assert abs(float(root) - known) < 1e-9
        assert root > threshold.subs(payoffs)


def test_the_library_finds_the_same_discount_factors() -> None:
    routine = critical_discount(MODEL.game, cooperate=("cooperate",) * 2, punish=("defect",) * 2)
    assert sp.simplify(routine.threshold - threshold) == 0
    in_dilemma = replace(SHARING.game, region=SHARING.game.region & (sigma < c + ell) & (c + ell < alpha * k + sigma))
    sharing = critical_discount(in_dilemma, cooperate=("share",) * 2, punish=("withhold",) * 2)
    assert sp.simplify(sharing.threshold - in_sharing) == 0
    assert same(sharing.condition, sp.true, in_dilemma.region)
