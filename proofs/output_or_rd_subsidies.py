r"""A subsidy of R&D, of output, or of both, with spillovers: what each is worth, and when R&D is taxed.

*Primitives.* The duopoly of ``rd_subsidies``: :math:`P = a - b Q`, R&D cost :math:`\gamma x^2 / 2`, spillover
:math:`\beta`, market size :math:`S`. Besides the subsidy :math:`s` of a unit of R&D there is one of :math:`t` a unit of
output (in the manner of Leahy and Neary, 1997).

*Derivation.* Welfare of two alike is :math:`2 (S + (1 + \beta) x) q - 2 b q^2 - \gamma x^2` and asks for :math:`2 b q =
S + (1 + \beta) x` and :math:`\gamma x = (1 + \beta) q`. Competition gives :math:`3 b q = S + t + (1 + \beta) x` and
:math:`\gamma x = \tfrac23 (2 - \beta) q + s`, or :math:`\tfrac23 (1 + \beta) q + s` for a cartel; so :math:`t = b q`.
With output subsidised alone :math:`x = \tfrac{2 (2 - \beta)}{3 \gamma} q`.

*Theorems.* Together with the output subsidy that makes price equal cost, the policy towards rivals' R&D is a tax
exactly for :math:`\beta < 1/5`, and that is also where existence of the first best does not suffice for their
second-order condition. A cartel's R&D is always subsidised. Of the two subsidies alone, that of output is the better
one exactly for :math:`9 b \gamma > 4 (1 - 5 \beta)^2`: always, when no more than half spills over. Optima are among
outcomes in which both do the same; a planner free to close one enterprise could do better.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.output_or_rd_subsidy import MODEL
from coopgame.symbols import parameters
from proofs.agreement import same
from proofs.rd_subsidies import A, B, Delta, S, a, b, best, beta, exists, gamma, market, x
from proofs.rd_subsidies import welfare as competing

q, t, s = parameters("q t s")
LEAHY_NEARY = "in the manner of D. Leahy and J. P. Neary (1997), American Economic Review 87:642-662"

D_S = 2 * B - (1 + beta) ** 2
best_research, best_output = (1 + beta) * S / D_S, gamma * S / D_S
s_alone, s_together = (5 * beta - 1) * best_output / 3, (1 + beta) * best_output / 3


def welfare(r: sp.Expr, sold: sp.Expr) -> sp.Expr:
    """What two enterprises alike and their customers get together."""
    return 2 * (S + (1 + beta) * r) * sold - 2 * b * sold**2 - gamma * r**2


by_output_alone = 9 * gamma * S**2 / (18 * B - 4 * (2 - beta) * (1 + 4 * beta))
by_research_alone = 4 * gamma * S**2 / Delta
first_best = D_S > 0
bounded = 2 * (2 - beta) * (1 + 4 * beta) < 9 * B  # else ever more output is ever better
little = beta <= sp.Rational(1, 2)

THEOREMS = (
    Theorem(
        Claim(
            welfare(x, q) <= welfare(best_research, best_output),
            market & first_best,
            source=LEAHY_NEARY,
            name="no symmetric R&D and output are better than the first best",
        ),
        dropping=first_best,
    ),
    Theorem(
        Claim(
            sp.And(sp.Equivalent(s_alone < 0, beta < sp.Rational(1, 5)), s_together > 0),
            market & first_best,
            source=LEAHY_NEARY,
            name="with output put right, rivals' R&D is taxed exactly below a fifth of spillovers, a cartel's never",
        ),
        dropping=first_best,
    ),
    Theorem(
        Claim(
            2 * (2 - beta) ** 2 < 9 * B,
            market & first_best & (beta >= sp.Rational(1, 5)),
            name="where the first-best policy is no tax, rivals' second-order condition holds by itself",
        ),
        dropping=beta >= sp.Rational(1, 5),
    ),
    Theorem(
        Claim(
            sp.Equivalent(by_output_alone > by_research_alone, 4 * (1 - 5 * beta) ** 2 < 9 * B),
            market & exists & bounded,
            name="an output subsidy alone beats an R&D subsidy alone exactly for 9 b gamma > 4 (1 - 5 beta)^2",
        ),
        dropping=exists,
    ),
    Theorem(
        Claim(
            by_output_alone >= by_research_alone,
            market & exists & bounded & little,
            name="with no more than half spilling over, of the two subsidies alone that of output is the better one",
        ),
        dropping=little,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    output = (S + t + (1 + beta) * x) / (3 * b)
    for slope, subsidy in ((2 - beta, s_alone), (1 + beta, s_together)):
        at = {x: best_research, t: b * best_output, s: subsidy}
        assert sp.simplify((output - best_output).subs(at)) == 0
        assert sp.simplify((2 * slope * output / 3 + s - gamma * x).subs(at)) == 0
    followed = welfare(2 * (2 - beta) * q / (3 * gamma), q)
    assert sp.simplify(followed.subs(q, sp.solve(sp.diff(followed, q), q)[0]) - by_output_alone) == 0
    assert sp.simplify(competing(best) - by_research_alone) == 0


def test_known_values() -> None:
    at = {S: 2, b: 1, gamma: 3, beta: sp.Rational(3, 10)}
    assert [value.subs(at) for value in (best_research, 2 * best_output)] == [
        sp.Rational(value, 431) for value in (260, 1200)
    ]
    assert s_alone.subs(at | {beta: sp.Rational(1, 5)}) == 0
    even = {b: 1, gamma: 4, beta: 1}  # 9 B = 36 < 64 = 4 (1 - 5 beta)^2
    assert by_output_alone.subs(even | {S: 1}) < by_research_alone.subs(even | {S: 1})


def test_the_library_finds_the_same_policies() -> None:
    size = {a: A + S}
    both, joint, output = (MODEL.regime(label).outcome for label in ("s+t", "C+s+t", "t"))
    for found, subsidy in ((both, s_alone), (joint, s_together)):
        assert sp.factor(found.choices[s].subs(size) - subsidy) == 0
        assert sp.factor(found.choices[t].subs(size) - b * best_output) == 0
        assert sp.factor(found.payoffs["government"].subs(size) - welfare(best_research, best_output)) == 0
    assert sp.factor(output.payoffs["government"].subs(size) - by_output_alone) == 0
    rivals = sp.And(2 * (2 - beta) ** 2 < 9 * B, sp.Ne(3 * B, 2 * (1 - beta) * (2 - beta)))
    affordable = ((1 + beta) * best_research <= A).subs(S, a - A)
    assert same(both.condition, sp.And(affordable, rivals), MODEL.region & first_best)
    assert same(joint.condition, sp.And(affordable, 2 * (1 - beta) ** 2 < B), MODEL.region & first_best)
