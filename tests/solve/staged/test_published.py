"""Backward induction against what is published: closed forms, and the conditions under which they hold."""

from typing import Any

import numpy as np
import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.backward import solve_staged, staged_outcomes
from coopgame.solve.staged.outcome import Outcome
from coopgame.solve.staged.statics import Direction, comparative_statics
from coopgame.symbols import Region, parameters

a, A, b, gamma, beta, S = parameters("a A b gamma beta S")
x1, x2, q1, q2 = parameters("x1 x2 q1 q2")
B = b * gamma
ONE, TWO = BOTH = ("enterprise 1", "enterprise 2")
RESEARCH, OUTPUT = Stage("research", {ONE: x1, TWO: x2}), Stage("output", {ONE: q1, TWO: q2})


def profit(own: sp.Symbol, other: sp.Symbol, q: sp.Symbol) -> sp.Expr:
    return (a - b * (q1 + q2)) * q - (A - own - beta * other) * q - gamma * own**2 / 2


duopoly = StagedGame(
    {ONE: profit(x1, x2, q1), TWO: profit(x2, x1, q2)},
    (RESEARCH, OUTPUT),
    Region(a > A, A > 0, b > 0, gamma > 0, beta >= 0, beta <= 1, x1 >= 0, x2 >= 0, q1 >= 0, q2 >= 0),
)
rivals = solve_staged(duopoly)
cartel = solve_staged(duopoly, {"research": (BOTH,)})


def holds_exactly(outcome: Outcome, *expected: Any) -> bool:
    verdict = decide(Claim(sp.Equivalent(outcome.condition.condition, sp.And(*expected)), outcome.game.domain))
    return isinstance(verdict, Proved)


# Published results


def test_rivals_do_the_research_of_d_aspremont_and_jacquemin() -> None:
    denominator = 9 * B - 2 * (2 - beta) * (1 + beta)
    assert sp.cancel(rivals.choices[x1] - 2 * (a - A) * (2 - beta) / denominator) == 0
    expected = gamma * (a - A) ** 2 * (9 * B - 2 * (2 - beta) ** 2) / denominator**2
    assert sp.cancel(rivals.payoffs[ONE] - expected) == 0
    one_solution = sp.Ne(3 * B, 2 * (2 - beta) * (1 - beta))
    assert holds_exactly(rivals, 2 * (2 - beta) ** 2 < 9 * B, denominator > 0, one_solution)


def test_best_responses_of_rivals_contract_where_it_is_published() -> None:
    region = Region(rivals.condition, beta < sp.Rational(1, 2))
    claim = sp.Equivalent(rivals.stability.condition, 2 * (2 - beta) * (1 - beta) < 3 * B)
    assert isinstance(decide(Claim(claim, region)), Proved)
    high = Region(rivals.condition, beta > sp.Rational(1, 2))
    assert isinstance(decide(Claim(rivals.stability, high)), Proved)


def test_a_cartel_is_a_maximum_only_where_unequal_research_does_not_pay() -> None:
    assert sp.cancel(cartel.choices[x1] - 2 * (a - A) * (1 + beta) / (9 * B - 2 * (1 + beta) ** 2)) == 0
    assert holds_exactly(cartel, 2 * (1 + beta) ** 2 < 9 * B, 2 * (1 - beta) ** 2 < B)


def test_full_cooperation_is_solved_along_equal_choices_and_says_so() -> None:
    everything = {"research": (BOTH,), "output": (BOTH,)}
    merged = solve_staged(duopoly, everything, symmetric=(BOTH,))
    assert sp.cancel(merged.choices[q1] - gamma * (a - A) / (4 * B - (1 + beta) ** 2)) == 0
    assert holds_exactly(merged, (1 + beta) ** 2 < 4 * B)
    assert any("flat along some unequal choices of q1, q2" in note for note in merged.assumptions)


def test_symmetry_changes_nothing_where_it_is_not_needed() -> None:
    again = solve_staged(duopoly, symmetric=(BOTH,))
    assert again.choices == rivals.choices
    assert again.payoffs == rivals.payoffs
    assert again.condition == rivals.condition


@pytest.mark.parametrize("firms", [2, 3])
def test_spillovers_on_inputs_give_the_coefficients_of_kamien_muller_and_zang(firms: int) -> None:
    names = tuple(f"firm {k}" for k in range(firms))
    x = sp.symbols(f"x:{firms}", real=True)
    q = sp.symbols(f"q:{firms}", real=True)
    effective = [x[k] + beta * (sum(x) - x[k]) for k in range(firms)]
    game = StagedGame(
        {name: (S - sum(q) + sp.sqrt(2 * effective[k] / gamma)) * q[k] - x[k] for k, name in enumerate(names)},
        (Stage("research", dict(zip(names, x, strict=True))), Stage("output", dict(zip(names, q, strict=True)))),
        Region(S > 0, gamma > 0, beta >= 0, beta <= 1, *(z >= 0 for z in (*x, *q))),
    )
    alone = solve_staged(game, symmetric=(names,))
    joint = solve_staged(game, {"research": (names,)}, symmetric=(names,))
    for found, kappa in ((alone, firms - (firms - 1) * beta), (joint, 1 + (firms - 1) * beta)):
        expected = gamma * (firms + 1) * S / (gamma * (firms + 1) ** 2 - 2 * kappa)
        assert sp.cancel(found.choices[q[0]] - expected) == 0
    own = firms - (firms - 1) * beta
    second = gamma * (firms + 1) ** 2 * (firms - (firms - 1) * beta**2) > 2 * own**3
    assert holds_exactly(alone, second)
    assert holds_exactly(joint, gamma > 2 * (1 + (firms - 1) * beta), beta < 1)


def test_a_subsidy_in_proportion_is_the_same_whatever_the_market() -> None:
    s = parameters("s")
    one, two = duopoly.payoffs
    game = StagedGame(
        {
            "government": one + two + b * (q1 + q2) ** 2 / 2,
            ONE: one + s * gamma * x1**2 / 2,
            TWO: two + s * gamma * x2**2 / 2,
        },
        (Stage("policy", {"government": s}), RESEARCH, OUTPUT),
        duopoly.region & (s < 1),
    )
    assert sp.cancel(solve_staged(game).choices[s] - 3 * beta / (2 * (1 + beta))) == 0
    joint = solve_staged(game, {"research": (BOTH,)})
    assert joint.choices[s] == sp.Rational(1, 2)
    still = comparative_statics(joint, of=s, wrt=beta)
    assert still.direction is Direction.CONSTANT


# Bounds


def test_a_leader_pays_for_effort_until_its_share_is_too_small() -> None:
    phi, e1, e2, s, p1, p2, k1, k2 = parameters("phi e1 e2 s p1 p2 k1 k2")
    y = p1 * e1 + p2 * e2
    game = StagedGame(
        {
            "enterprise": (1 - s) * y - k1 * e1**2 / 2 - phi * k2 * e2**2 / 2,
            "university": s * y - (1 - phi) * k2 * e2**2 / 2,
        },
        (Stage("lead", {"enterprise": (phi, e1)}), Stage("follow", {"university": e2})),
        Region(s > 0, s < 1, p1 > 0, p2 > 0, k1 > 0, k2 > 0, phi >= 0, phi < 1, e1 >= 0, e2 >= 0),
    )
    inside, at_bound = staged_outcomes(game)
    assert sp.cancel(inside.choices[phi] - (2 - 3 * s) / (2 - s)) == 0
    assert inside.binding == ()
    assert holds_exactly(inside, s <= sp.Rational(2, 3))
    assert at_bound.choices[phi] == 0
    assert at_bound.binding == (sp.Eq(phi, 0),)
    assert holds_exactly(at_bound, s >= sp.Rational(2, 3))


def test_the_insider_s_royalty_is_at_its_bound() -> None:
    r, cut = parameters("r epsilon")
    game = StagedGame(
        {"owner": (S + cut - q1 - q2) * q1 + r * q2, "rival": (S + cut - r - q1 - q2) * q2},
        (Stage("licence", {"owner": r}), Stage("output", {"owner": q1, "rival": q2})),
        Region(cut < S, cut > 0, r >= 0, r <= cut, q1 >= 0, q2 >= 0),
    )
    (found,) = staged_outcomes(game)
    assert found.choices[r] == cut
    assert sp.expand(found.payoffs["owner"] - (S + 2 * cut) ** 2 / 9 - cut * (S - cut) / 3) == 0


# Conditions, by numbers


def test_second_order_conditions_are_those_of_the_eigenvalues() -> None:
    objective = sp.factor(sum(duopoly.payoffs).subs({q1: q_of(x1, x2), q2: q_of(x2, x1)}))
    hessian = sp.hessian(objective, (x1, x2))
    for point in Region(*duopoly.domain.conditions).sample(40, seed=3):
        values = np.array(hessian.subs(point).evalf(), dtype=float)
        eigenvalues = np.linalg.eigvalsh(values)
        if min(abs(eigenvalues)) > 1e-9:
            assert cartel.second_order.contains(point) == bool(eigenvalues.max() < 0) or not cartel.existence.contains(
                point
            )


def q_of(own: sp.Symbol, other: sp.Symbol) -> sp.Expr:
    """Output in Cournot competition, after research."""
    return (a - A + (2 - beta) * own + (2 * beta - 1) * other) / (3 * b)
