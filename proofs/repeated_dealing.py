r"""Repeated dealing: shorter threats, reciprocity, noisy signals, and shares that ask for little patience.

*Primitives.* A prisoner's dilemma :math:`T > R > P > S`, repeated with discount factor :math:`\delta`. A deviation is
answered by defection for ever or for :math:`k` periods, by tit for tat, or by one period of a stick.

*Derivation.* A punishment of :math:`k` periods takes :math:`(R - P)(\delta + \dots + \delta^k) = (R - P) \delta (1 -
x) / (1 - \delta)` with :math:`x = \delta^k`; to speak of any number of periods is to speak of any :math:`x` in (0, 1).
Against tit for tat the state is what the other one does next. Where it cooperates, cooperation is worth :math:`V_C =
R / (1 - \delta)` for ever; where it defects, the better of returning and of defecting on is worth :math:`V_D = \max
\{S + \delta V_C, P / (1 - \delta)\}`. By Bellman's equation no play is better than cooperation exactly if :math:`T +
\delta V_D \le V_C`. A stick pays :math:`B`, and :math:`M` to the one who keeps out of it; then all cooperate again.

Two partners work on a venture that earns :math:`V` if both do and :math:`W` if one does, at costs :math:`c_1` and
:math:`c_2`. Of the revenue the first gets the share :math:`\theta`. Idleness once pays it :math:`\theta W` in place of
:math:`\theta V - c_1`, and nothing ever after, so that :math:`\delta_1 = 1 - (\theta V - c_1) / (\theta W)`.

*Theorems.* A punishment that ends needs more patience than one that does not, and the longer it is the closer it comes.
Tit for tat needs at least the patience of the grim routine, more of it exactly if :math:`T + S > R + P`, and it is
subgame perfect only if :math:`T + S = R + P`, at a single discount factor. False alarms ask for patience, detection
saves it. A harsh stick can do with less than the grim routine. Shares in proportion to costs, which make both partners'
thresholds equal, ask for the least.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.games.finite import FiniteGame
from coopgame.games.venture import Venture
from coopgame.models.routine import MODEL
from coopgame.solve.repeated import (
    critical_discount,
    finite_punishment,
    imperfect_monitoring,
    perfect_tit_for_tat,
    sharing_for_patience,
    stick_and_carrot,
    tit_for_tat,
)
from coopgame.symbols import Region, parameters
from proofs.agreement import same

T, R, P, S, delta, x, p, q, B, M = parameters("T R P S delta x p q B M")
V, W, c_1, c_2, theta = parameters("V W c_1 c_2 theta")
AXELROD = "R. Axelrod (1981), American Political Science Review 75:306-318"
ABREU = "D. Abreu (1988), Econometrica 56:383-396"

dilemma = Region(T > R, R > P, P > S)
impatient = Region(delta > 0, delta < 1)
signals = Region(p >= 0, p < q, q <= 1)

grim = (T - R) / (T - P)
lasting = (R - P) * delta * (1 - x) >= (T - R) * (1 - delta)  # so many periods that delta^k is x
long_enough = 1 - (T - R) * (1 - delta) / ((R - P) * delta)

cooperating = R / (1 - delta)
returning, defecting_on = S + delta * cooperating, P / (1 - delta)
reciprocal = T + delta * sp.Max(returning, defecting_on) <= cooperating
tit_for_tat_threshold = sp.Max(grim, (T - R) / (R - S))

# One deviation, after what both did last: against what tit for tat goes on to.
after_both_or_neither = (R * (1 + delta) >= T + delta * S, P * (1 + delta) >= S + delta * T)
after_one = (T + delta * S >= R * (1 + delta), S + delta * T >= P * (1 + delta))

noisy = (T - R) / ((q - p) * (R - P) + (1 - p) * (T - R))
stick = sp.Max((T - R) / (R - B), (M - B) / (R - B))

patience_1 = 1 - (theta * V - c_1) / (theta * W)
patience_2 = 1 - ((1 - theta) * V - c_2) / ((1 - theta) * W)
by_cost = c_1 / (c_1 + c_2)
least = 1 - (V - c_1 - c_2) / W

THEOREMS = (
    Theorem(
        Claim(
            delta > grim,
            dilemma & impatient & Region(x > 0, x < 1, lasting),
            name="what a punishment of any length sustains, the grim routine sustains with patience to spare",
        ),
        dropping=x > 0,
    ),
    Theorem(
        Claim(
            sp.And(long_enough > 0, sp.Implies(x <= long_enough, lasting)),
            dilemma & impatient & Region(delta > grim),
            name="with more patience than the grim routine needs, any punishment that is long enough does",
        ),
        dropping=delta > grim,
    ),
    Theorem(
        Claim(
            sp.Equivalent(reciprocal, delta >= tit_for_tat_threshold),
            dilemma & impatient,
            source=AXELROD,
            name="tit for tat is an equilibrium exactly from the larger of two thresholds on",
        ),
        dropping=T > R,
    ),
    Theorem(
        Claim(
            sp.And(tit_for_tat_threshold >= grim, sp.Equivalent(tit_for_tat_threshold > grim, T + S > R + P)),
            dilemma,
            name="tit for tat never needs less patience than the grim routine, and more exactly if T + S > R + P",
        ),
        dropping=T > R,
    ),
    Theorem(
        Claim(
            sp.Equivalent(
                sp.And(*after_both_or_neither, *after_one), sp.And(sp.Eq(T + S, R + P), sp.Eq(delta * (R - S), T - R))
            ),
            Region(delta > 0),
            name="tit for tat is subgame perfect exactly if T + S = R + P, at a single discount factor",
        ),
        dropping=delta > 0,
    ),
    Theorem(
        Claim(
            sp.And(sp.diff(noisy, p) > 0, sp.diff(noisy, q) < 0),
            dilemma & signals,
            name="the likelier a false alarm the more patience is needed, the likelier detection the less",
        ),
        dropping=R > P,
    ),
    Theorem(
        Claim(
            sp.Equivalent(stick < grim, sp.And(R - B > T - P, (M - B) * (T - P) < (T - R) * (R - B))),
            dilemma & Region(R > B, M >= B),
            source=ABREU,
            name="a stick does with less patience than the grim routine if it is harsh, and joining in not too hard",
        ),
        dropping=T > R,
    ),
    Theorem(
        Claim(
            grim < (T - R) / (R - B),
            dilemma & Region(B >= P, B < R),
            source=ABREU,
            name="a stick no harsher than the equilibrium of the stage game needs more patience",
        ),
        dropping=B >= P,
    ),
    Theorem(
        Claim(
            sp.And(
                sp.Or(patience_1 >= least, patience_2 >= least),
                sp.Equivalent(sp.And(patience_1 <= least, patience_2 <= least), sp.Eq(theta * (c_1 + c_2), c_1)),
            ),
            Region(W > 0, c_1 > 0, c_2 > 0, theta > 0, theta < 1),
            name="shares in proportion to costs, and only they, ask for the least patience of two partners",
        ),
        dropping=theta < 1,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    k = 5
    rounds = sum(delta**j for j in range(1, k + 1))
    assert sp.simplify(rounds - delta * (1 - delta**k) / (1 - delta)) == 0
    assert sp.expand(cooperating * (1 - delta) - R) == 0
    for threshold in (patience_1, patience_2):
        assert sp.simplify(threshold.subs(theta, by_cost) - least) == 0
    assert sp.simplify(sp.diff(noisy, p) - noisy**2 * (T - P) / (T - R)) == 0


def test_known_thresholds() -> None:
    axelrod = {T: 5, R: 3, P: 1, S: 0}
    assert grim.subs(axelrod) == sp.Rational(1, 2)
    assert tit_for_tat_threshold.subs(axelrod) == sp.Rational(2, 3)
    donation = {T: 3, R: 2, P: 0, S: -1}
    assert tit_for_tat_threshold.subs(donation) == grim.subs(donation) == sp.Rational(1, 3)
    tenths = {p: sp.Rational(1, 10), q: sp.Rational(7, 10)}
    assert noisy.subs({T: 4, R: 2, P: 0} | tenths) == sp.Rational(2, 3)
    # Linear Cournot duopoly: the cartel pays 1/8, leaving it 9/64, competition 1/9, a stick of 5/12 each 5/72.
    cournot = {T: sp.Rational(9, 64), R: sp.Rational(1, 8), P: sp.Rational(1, 9)}
    assert grim.subs(cournot) == sp.Rational(9, 17)
    assert stick.subs(cournot | {B: sp.Rational(5, 72), M: sp.Rational(49, 576)}) == sp.Rational(9, 32)


def test_the_library_finds_the_same_discount_factors() -> None:
    kept, threat = ("cooperate",) * 2, ("defect",) * 2
    assert sp.simplify(critical_discount(MODEL.game, cooperate=kept, punish=threat).threshold - grim) == 0
    found = tit_for_tat(MODEL.game, cooperate=kept, punish=threat)
    assert sp.simplify(found.threshold - tit_for_tat_threshold) == 0
    assert same(found.sustained(), reciprocal, MODEL.game.region & impatient)
    three = finite_punishment(MODEL.game, cooperate=kept, punish=threat, periods=3)
    assert same(three.sustained(), lasting.subs(x, delta**3), MODEL.game.region & impatient)
    perfect = perfect_tit_for_tat(MODEL.game, cooperate=kept, punish=threat)
    assert same(perfect, sp.And(*after_both_or_neither, *after_one), dilemma & impatient)
    watched = imperfect_monitoring(MODEL.game, cooperate=kept, punish=threat, false_alarm=p, detection=q)
    assert sp.simplify(watched.threshold - noisy) == 0
    # The first strategy cooperates, the second is the equilibrium, the third the stick.
    table = [[R, S, B], [T, P, B], [M, M, B]]
    game = FiniteGame.from_arrays(table, [list(row) for row in zip(*table, strict=True)])
    at = {R: 6, S: 0, T: 8, P: 4, B: -1, M: 1}
    carrot = stick_and_carrot(game.at(at), cooperate=("1", "1"), stick=("3", "3"))
    assert carrot.threshold == stick.subs(at) < grim.subs(at)


def test_the_library_finds_the_same_share() -> None:
    earned = (sp.Integer(0), W, V)
    venture = Venture.from_functions(
        lambda profile: earned[profile.count("work")],
        {"first": {"work": c_1, "idle": 0}, "second": {"work": c_2, "idle": 0}},
        {"first": ("work", "idle"), "second": ("work", "idle")},
        Region(W > 0, c_1 > 0, c_2 > 0, V > W, c_1 + c_2 > W, c_1 + c_2 < V, c_1 + c_2 + W > V),
    )
    found = sharing_for_patience(venture, cooperate=("work", "work"), punish=("idle", "idle"), share=theta)
    assert sp.simplify(found.share - by_cost) == 0
    assert sp.simplify(found.threshold - least) == 0
    assert found.condition == Region()
