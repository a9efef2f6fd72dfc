"""Claims and their three verdicts."""

import pickle
import subprocess
import sys
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.claims.claim import Claim, Proved, Refuted, Undecided
from coopgame.claims.decide import Empty, Found, decide, find_point, is_empty
from coopgame.errors import ClaimError, RegionError
from coopgame.symbols import Region, parameters
from tests.strategies import BOX, conditions, regions

b, c, k, x, y, z = parameters("b c k x y z")
GAIN = Region(b > c, c > 0)

TRUE = [
    Claim(b**2 > c**2, GAIN),
    Claim(b / c > 1, GAIN),
    Claim(sp.sqrt(b) > sp.sqrt(c), GAIN),
    Claim(sp.Abs(b) + sp.Abs(k) >= sp.Abs(b + k)),
    Claim(sp.Max(b, c) > c, GAIN),
    Claim(sp.Min(b, c) < b, GAIN),
    Claim(sp.Piecewise((b, b > 0), (-b, True)) >= 0),
    Claim(b ** sp.Rational(3, 2) > 1, Region(b > 1)),
    Claim(sp.Implies(b > 2, b**2 > 4)),
    Claim(sp.Equivalent(b > c, b - c > 0)),
    Claim(x**2 + y**2 + z**2 >= x * y + y * z + z * x),
    Claim(x**3 + y**3 >= x**2 * y + x * y**2, Region(x >= 0, y >= 0)),
    Claim((x + y) / 2 >= sp.sqrt(x * y), Region(x >= 0, y >= 0)),
]
FALSE = [
    Claim(b > 2 * c, GAIN),
    Claim(1 / (b - 2) > -100, GAIN),
    Claim(sp.Ne(b**2, 2), GAIN),
    Claim(sp.Ne(b**3, 2)),
    Claim(sp.Max(b, c) > b, GAIN),
    Claim(sp.sqrt(x) < x, Region(x > 0)),
    Claim(sp.Abs(x - y) > 0),
    Claim(1 / b + b > 0, Region(b >= 0)),
    Claim(sp.sqrt(x) + 1 > 0),
    Claim(x**2 + y**2 > 2 * x * y),
    Claim(sp.Piecewise((1 / x, x >= 0), (x**2, True)) > 0),
    Claim(sp.Not(x > y) | (x > 1), Region(x > 0)),
    Claim(sp.Eq(x + y, 1), Region(x + y > sp.Rational(99, 100), x + y < sp.Rational(101, 100))),
]


def cvc5_says(script: str) -> str:
    """Ask cvc5 in a process that can be killed, since it does not keep to its time limit."""
    program = (
        "import sys, cvc5\n"
        "solver = cvc5.Solver()\n"
        "parser = cvc5.InputParser(solver)\n"
        "parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, sys.stdin.read(), 'claim')\n"
        "manager = parser.getSymbolManager()\n"
        "while not (command := parser.nextCommand()).isNull():\n"
        "    print(command.invoke(solver, manager), end='')\n"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", program], input=script, capture_output=True, text=True, timeout=20, check=True
        )
    except subprocess.TimeoutExpired:
        return "unknown"
    return done.stdout.strip()


# Published results and plain cases


@pytest.mark.parametrize("claim", TRUE, ids=str)
def test_what_is_true_is_proved(claim: Claim) -> None:
    verdict = decide(claim)
    assert isinstance(verdict, Proved)
    assert not verdict.vacuous
    assert str(verdict).startswith("proved: ")
    assert verdict._repr_latex_().startswith("$")


@pytest.mark.parametrize("claim", FALSE, ids=str)
def test_what_is_false_is_refuted_with_a_witness_inside(claim: Claim) -> None:
    verdict = decide(claim)
    assert isinstance(verdict, Refuted)
    assert claim.region.contains(verdict.witness)
    assert not Region(claim.statement).contains(verdict.witness)
    assert "fails at" in str(verdict)
    assert "fails at" in verdict._repr_latex_()


def test_a_witness_that_must_be_irrational_is_exact() -> None:
    verdict = decide(Claim(sp.Ne(x**2, 2), Region(x > 0)))
    assert isinstance(verdict, Refuted)
    assert verdict.witness == {x: sp.sqrt(2)}
    cube = decide(Claim(sp.Ne(x**3 + x, 1)))
    assert isinstance(cube, Refuted)
    assert not cube.witness[x].is_Rational


def test_a_claim_over_nothing_is_proved_vacuously_and_says_so() -> None:
    verdict = decide(Claim(b > 0, Region(c > 1, c < 0)))
    assert isinstance(verdict, Proved)
    assert verdict.vacuous
    assert "vacuously" in str(verdict)


def test_running_out_of_time_is_undecided_with_the_reason() -> None:
    hard = Claim(
        sp.Ne(x**7 * y**5 + z**9 - x * y * z + b**6 * c**7 - 3 * k**11, 1),
        Region(x**6 + y**8 + z**4 + b**10 + c**6 + k**8 < 2, x**5 * b**3 > k**7 + c**9, y**9 * c**5 > z**3 * x),
    )
    verdict = decide(hard, budget=0.001)
    if isinstance(verdict, Undecided):
        assert verdict.reason
        assert "undecided (" in str(verdict)
        assert "undecided" in verdict._repr_latex_()
    else:
        assert isinstance(verdict, Refuted)


def test_points_are_found_or_excluded() -> None:
    assert isinstance(find_point(Region(sp.Eq(x**2 + y**2, 2), x > y)), Found)
    assert isinstance(find_point(Region(x**2 < 0)), Empty)
    assert is_empty(Region(x > y, y > z, z > x))
    assert not is_empty(Region())


# Properties


@settings(max_examples=30)
@given(regions(within=BOX), conditions(), st.integers(0, 99))
def test_no_point_contradicts_a_proof_and_every_witness_stands(region: Region, statement: Any, seed: int) -> None:
    claim = Claim(statement, region)
    verdict = decide(claim, budget=3)
    if isinstance(verdict, Refuted):
        assert region.contains(verdict.witness)
        assert not Region(claim.statement).contains(verdict.witness)
    elif isinstance(verdict, Proved) and not verdict.vacuous:
        try:
            points = region.sample(8, seed, symbols=claim.symbols)
        except RegionError:
            return
        assert all(Region(claim.statement).contains(point) for point in points)


def test_nouns_compare_hash_and_pickle() -> None:
    for claim in (*TRUE[:3], *FALSE[:3]):
        verdict = decide(claim)
        for noun in (claim, verdict):
            assert pickle.loads(pickle.dumps(noun)) == noun
            assert hash(noun) == hash(pickle.loads(pickle.dumps(noun)))


# Differential


@pytest.mark.parametrize(("claim", "answer"), [(c, "unsat") for c in TRUE] + [(c, "sat") for c in FALSE], ids=str)
def test_cvc5_does_not_contradict_the_exported_script(claim: Claim, answer: str) -> None:
    assert cvc5_says(claim.smtlib()) in (answer, "unknown")


# Refusals


def test_a_verdict_is_not_a_truth_value() -> None:
    for verdict in (decide(TRUE[0]), decide(FALSE[0]), Undecided(TRUE[0], "no time")):
        with pytest.raises(TypeError, match="one of three"):
            bool(verdict)


@pytest.mark.parametrize(
    ("statement", "named"),
    [(sp.sin(b) > 0, "sin"), (sp.exp(b) > 2, "exp"), (sp.gamma(b) > b, "gamma"), (b**c > 1, "Pow"), (b > sp.pi, "pi")],
    ids=str,
)
def test_a_function_that_cannot_be_translated_is_named(statement: Any, named: str) -> None:
    for use in (decide, Claim.smtlib):
        with pytest.raises(ClaimError, match=named):
            use(Claim(statement))


def test_what_is_no_claim_is_refused() -> None:
    with pytest.raises(ClaimError, match="not a condition"):
        Claim(b + c)
    with pytest.raises(ClaimError, match="not a Region"):
        Claim(b > c, region=(b > 0))
    with pytest.raises(ClaimError, match="leaves no time"):
        decide(TRUE[0], budget=0)
