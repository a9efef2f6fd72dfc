"""Exported scripts: cvc5, which shares no code with z3, never contradicts a verdict."""

from collections.abc import Iterator
from typing import Any

import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings

from coopgame.claims.claim import Claim, Proved, Refuted
from coopgame.claims.decide import decide
from coopgame.symbols import Region, parameters
from tests.claims.cvc5_process import Cvc5
from tests.strategies import BOX, branching_expressions, conditions, regions, x, y, z

b, c, k, beta, gamma, size = parameters("b c k beta gamma S")

POSITIVE = Region(b > 0, c > 0)
DUOPOLY = Region(beta >= 0, beta <= 1, gamma > 0, size > 0)
NASH = size * (2 - beta) / (sp.Rational(9, 2) * gamma - (2 - beta) * (1 + beta))
CARTEL = size * (1 + beta) / (sp.Rational(9, 2) * gamma - (1 + beta) ** 2)
INTERIOR = Region(9 * gamma > 2 * (2 - beta) * (1 + beta), 9 * gamma > 2 * (1 + beta) ** 2)

CLAIMS = {
    # true
    "squares": (Claim(b**2 + c**2 >= 2 * b * c), "unsat"),
    "means": (Claim((b + c) / 2 >= sp.sqrt(b * c), POSITIVE), "unsat"),
    "harmonic mean": (Claim(2 / (1 / b + 1 / c) <= (b + c) / 2, POSITIVE), "unsat"),
    "motzkin": (Claim(x**4 * y**2 + x**2 * y**4 + z**6 >= 3 * x**2 * y**2 * z**2), "unsat"),
    "triangle": (Claim(sp.Abs(b + c) <= sp.Abs(b) + sp.Abs(c)), "unsat"),
    "maximum and minimum": (Claim(sp.Eq(sp.Max(b, c) + sp.Min(b, c), b + c)), "unsat"),
    "absolute value by cases": (Claim(sp.Eq(sp.Piecewise((b, b > 0), (-b, True)), sp.Abs(b))), "unsat"),
    "root of a square": (Claim(sp.Eq(sp.Pow(b**2, sp.Rational(1, 2), evaluate=False), sp.Abs(b))), "unsat"),
    "inverse root": (Claim(1 / sp.sqrt(b) < 1, Region(b > 1)), "unsat"),
    "three halves": (Claim(b ** sp.Rational(3, 2) >= b, Region(b >= 1)), "unsat"),
    "cube root": (Claim(sp.cbrt(b) >= b, Region(b >= 0, b <= 1)), "unsat"),
    "nested roots": (Claim(sp.sqrt(sp.sqrt(b) + 1) > 1, Region(b > 0)), "unsat"),
    "pole avoided": (Claim(1 / (b - 1) > 0, Region(b > 1)), "unsat"),
    "implication": (Claim(sp.Implies(b > 2, b**2 > 4)), "unsat"),
    "vacuous": (Claim(b > 5, Region(b > 0, b < 0)), "unsat"),
    "always": (Claim(sp.true), "unsat"),
    "research cartel": (Claim(CARTEL > NASH, DUOPOLY & INTERIOR & (beta > sp.Rational(1, 2))), "unsat"),
    # false
    "strict squares": (Claim(b**2 + c**2 > 2 * b * c), "sat"),
    "irrational point": (Claim(sp.Ne(b**2, 2)), "sat"),
    "irrational cube": (Claim(sp.Ne(b**3, b + 7)), "sat"),
    "pole": (Claim(1 / b**2 > 0), "sat"),
    "cancelled pole": (Claim(sp.Eq(b / (b - 1) - 1 / (b - 1), 1, evaluate=False)), "sat"),
    "root undefined": (Claim(sp.sqrt(b) >= 0, Region(b >= -1)), "sat"),
    "root below": (Claim(sp.sqrt(b) <= b, Region(b > 0)), "sat"),
    "maximum with a pole": (Claim(sp.Max(1 / b, c) >= c), "sat"),
    "open cases": (Claim(sp.Piecewise((b, b > 0)) > -1), "sat"),
    "case with a pole": (Claim(sp.Piecewise((1 / b, b >= 0), (1, True)) > 0), "sat"),
    "thin strip": (Claim(sp.Eq(b, c), Region(b - c < sp.Rational(1, 10**6), c - b < sp.Rational(1, 10**6))), "sat"),
    "equivalence": (Claim(sp.Equivalent(b > 0, b**2 > 0)), "sat"),
    "never": (Claim(sp.false), "sat"),
    "research cartel, small spillover": (Claim(CARTEL > NASH, DUOPOLY & INTERIOR), "sat"),
}


@pytest.fixture(scope="module")
def cvc5() -> Iterator[Cvc5]:
    process = Cvc5()
    yield process
    process.close()


# Differential


@pytest.mark.parametrize(("claim", "answer"), CLAIMS.values(), ids=CLAIMS.keys())
def test_z3_decides_and_cvc5_does_not_contradict_the_script(claim: Claim, answer: str, cvc5: Cvc5) -> None:
    verdict = decide(claim)
    assert isinstance(verdict, Proved if answer == "unsat" else Refuted)
    assert cvc5.ask(claim.smtlib()) in (answer, "unknown")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(regions(most=1), conditions())
def test_cvc5_does_not_contradict_any_verdict(cvc5: Cvc5, region: Region, statement: Any) -> None:
    claim = Claim(statement, region)
    verdict = decide(claim, budget=2.0)
    if isinstance(verdict, Proved | Refuted):
        assert cvc5.ask(claim.smtlib()) in ("unsat" if isinstance(verdict, Proved) else "sat", "unknown")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(conditions(branching_expressions()))
def test_cvc5_does_not_contradict_verdicts_on_roots_and_branches(cvc5: Cvc5, statement: Any) -> None:
    claim = Claim(statement, BOX)
    verdict = decide(claim, budget=2.0)
    if isinstance(verdict, Proved | Refuted):
        assert cvc5.ask(claim.smtlib()) in ("unsat" if isinstance(verdict, Proved) else "sat", "unknown")


def test_a_script_that_takes_too_long_is_unknown_and_the_next_is_answered(
    cvc5: Cvc5, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.claims.cvc5_process.SECONDS", 0.3)
    hard = Claim(sp.Ne(x**7 * y**5 + z**9 - x * y * z + b**6 * c**7 - 3 * k**11, 1), Region(x**6 + y**8 + z**4 < b * c))
    assert cvc5.ask(hard.smtlib()) in ("sat", "unknown")
    monkeypatch.undo()
    assert cvc5.ask(CLAIMS["squares"][0].smtlib()) == "unsat"


# Published results


def test_the_script_is_the_claim_in_smt_lib() -> None:
    claim = Claim(b / c > 1, Region(b > c, c > 0), name="more than one")
    assert claim.smtlib().splitlines() == [
        "; more than one: b/c > 1  for all  b > c and c > 0",
        "; unsat: the claim holds throughout the region; sat: it does not",
        "(set-logic QF_NRA)",
        "(declare-const |b| Real)",
        "(declare-const |c| Real)",
        "(assert (> (+ |b| (- |c|)) 0))",
        "(assert (> |c| 0))",
        "(assert (not (and (> (* (+ |b| (- |c|)) |c|) 0) (not (= |c| 0)))))",
        "(check-sat)",
    ]


def test_numbers_and_powers_are_written_out() -> None:
    assert "(* 3 |b| |b|)" in Claim(3 * b**2 >= 7).smtlib()
    assert "(- 7)" in Claim(3 * b**2 >= 7).smtlib()
    assert "(= (* |b| (+ |c| (- 1))) 0)" not in Claim(b * (c - 1) >= 0).smtlib()


def test_a_comment_of_several_lines_stays_a_comment() -> None:
    script = Claim(b > 0, name="first\n(assert false)").smtlib()
    assert all(line.startswith(("; ", "(")) for line in script.splitlines())
    assert "\n(assert false)" not in script
