"""Deciding claims: proved, refuted with an exact witness, or undecided with the reason."""

import pickle
from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.claims import decide as module
from coopgame.claims.claim import Claim, Proved, Refuted, Undecided
from coopgame.claims.decide import Empty, Found, Unsettled, ask, decide, find_point, is_empty
from coopgame.claims.formula import TRUE
from coopgame.claims.smt import Unknown
from coopgame.conditions import evaluate
from coopgame.errors import ClaimError, RegionError
from coopgame.symbols import Region, parameters
from tests.strategies import conditions, polynomials, regions

b, c, k, x, y, z = parameters("b c k x y z")
alpha, cost, leak, synergy, value = parameters("alpha c ell sigma k")
GAIN = Region(b > c, c > 0)
HALF = sp.Rational(1, 2)

# Three equations of degree twelve in three unknowns: z3 takes minutes.
HARD = Region(
    sp.Eq(x**7 * y**5 + z**9 - x * y * z, 2),
    sp.Eq(x**5 * z**3 - y**8 + 3 * x, 1),
    sp.Eq(x**4 + y**6 - z**5, 1 + x * y * z),
)

TRUE_CLAIMS = [
    Claim(b**2 > c**2, GAIN),
    Claim(b / c > 1, GAIN),
    Claim(sp.sqrt(b) > sp.sqrt(c), GAIN),
    Claim(sp.sqrt(x) + sp.sqrt(y) >= sp.sqrt(x + y), Region(x >= 0, y >= 0)),
    Claim(sp.Abs(b) + sp.Abs(k) >= sp.Abs(b + k)),
    Claim(sp.Max(b, c) > c, GAIN),
    Claim(sp.Min(b, c) < b, GAIN),
    Claim(sp.Max(x, y, z) >= (x + y + z) / 3),
    Claim(sp.Piecewise((b, b > 0), (-b, True)) >= 0),
    Claim(sp.Piecewise((1 / b, b > 0), (0, True)) >= 0),
    Claim(b ** sp.Rational(3, 2) > 1, Region(b > 1)),
    Claim(sp.Implies(b > 2, b**2 > 4)),
    Claim(sp.Equivalent(b > c, b - c > 0)),
    Claim(x**2 + y**2 + z**2 >= x * y + y * z + z * x),
    Claim(x**3 + y**3 >= x**2 * y + x * y**2, Region(x >= 0, y >= 0)),
    Claim((x + y) / 2 >= sp.sqrt(x * y), Region(x >= 0, y >= 0)),
    Claim(x > 1, Region(sp.Eq(x**5 - x, 1))),
    Claim(sp.Ne(x + y, 3), Region(sp.Eq(x**2, 2), sp.Eq(y**3, 5))),
    Claim(1 / x**2 > 0, Region(sp.Ne(x, 0))),
    Claim(sp.sqrt(2) * x <= 1, Region(10 * x <= 7)),
    Claim(0.1 * x < 0.3, Region(x < 3)),
]
FALSE_CLAIMS = [
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
    Claim(0.1 * x < 0.3, Region(x <= 3)),
    Claim(1 / (x - 1) > 0, Region(sp.Eq(x, 1))),
    Claim(sp.Max(1 / x, 1) >= 1),
    Claim(sp.Abs(sp.sqrt(x)) > HALF, Region(x < -1)),
    Claim(False),
]
IRRATIONAL = [
    Claim(sp.Ne(x**2, 2), Region(x > 0)),
    Claim(sp.Ne(x**3, 2)),
    Claim(sp.Ne(x**3 + x, 1)),
    Claim(sp.Ne(x**5 - x, 1)),
    Claim(sp.Ne(y**3 - y, x), Region(sp.Eq(x**2, 2))),
    Claim(sp.Ne(y**2, x), Region(sp.Eq(x**5 - x, 1))),
    Claim(x + y > 4, Region(sp.Eq(x**2, 2), sp.Eq(y**3, 5))),
    Claim(sp.Ne(sp.sqrt(x) + x, 3)),
    Claim(sp.Ne(sp.Max(x**2, y), 2), Region(x > 1, y < 1)),
]


def stands(claim: Claim, verdict: Proved | Refuted | Undecided) -> None:
    """See that a claim is refuted by a point of its region at which it fails."""
    assert isinstance(verdict, Refuted)
    assert set(verdict.witness) == set(claim.symbols)
    assert claim.region.contains(verdict.witness)
    assert not evaluate(claim.statement, verdict.witness)


# Published results


@pytest.mark.parametrize(
    "claim",
    [
        Claim(synergy < cost + leak, Region(synergy < cost + leak, cost + leak < value + synergy)),
        # d'Aspremont and Jacquemin (1988): per-firm research of a cartel exceeds the rivals' iff beta > 1/2.
        Claim(
            (1 + x) / (9 * b / 2 - (1 + x) ** 2) > (2 - x) / (9 * b / 2 - (2 - x) * (1 + x)),
            Region(x > HALF, x <= 1, 9 * b > 2 * (1 + x) ** 2, 9 * b > 2 * (2 - x) * (1 + x)),
        ),
        # Holmstrom (1982): with two equally productive partners the best linear rule loses a quarter.
        Claim(x * (1 - x / 2) + (1 - x) * (1 + x) / 2 <= sp.Rational(3, 4)),
    ],
    ids=["dilemma", "spillovers", "team production"],
)
def test_published_statements_are_proved(claim: Claim) -> None:
    verdict = decide(claim)
    assert isinstance(verdict, Proved)
    assert not verdict.vacuous


def test_the_spillover_statement_fails_without_its_hypothesis() -> None:
    existence = Region(x >= 0, x <= 1, 9 * b > 2 * (1 + x) ** 2, 9 * b > 2 * (2 - x) * (1 + x))
    more = (1 + x) / (9 * b / 2 - (1 + x) ** 2) > (2 - x) / (9 * b / 2 - (2 - x) * (1 + x))
    claim = Claim(more, existence)
    verdict = decide(claim)
    stands(claim, verdict)
    assert isinstance(verdict, Refuted)
    assert verdict.witness[x] <= HALF


@pytest.mark.parametrize("claim", TRUE_CLAIMS, ids=str)
def test_what_is_true_is_proved_and_its_region_has_a_point(claim: Claim) -> None:
    verdict = decide(claim)
    assert isinstance(verdict, Proved)
    assert not verdict.vacuous
    assert verdict.inhabitant is not None
    assert claim.region.contains(verdict.inhabitant)


@pytest.mark.parametrize("claim", FALSE_CLAIMS, ids=str)
def test_what_is_false_is_refuted_with_a_witness_inside(claim: Claim) -> None:
    stands(claim, decide(claim))


@pytest.mark.parametrize("claim", IRRATIONAL, ids=str)
def test_a_witness_that_must_be_irrational_is_exact(claim: Claim) -> None:
    stands(claim, decide(claim))


def test_the_witness_is_the_root_itself() -> None:
    verdict = decide(IRRATIONAL[0])
    assert isinstance(verdict, Refuted)
    assert verdict.witness == {x: sp.sqrt(2)}


def test_a_witness_is_plain_where_a_plain_one_exists() -> None:
    for claim in (Claim(x**2 > x), Claim(x > 0, Region(x > -3, x < 5)), Claim(x**3 < 100)):
        verdict = decide(claim)
        assert isinstance(verdict, Refuted)
        assert verdict.witness[x].is_Integer


def test_an_irrational_model_is_rounded_where_that_will_do() -> None:
    verdict = decide(Claim(x <= y, Region(sp.sqrt(x) > 1, sp.Eq(sp.sqrt(y), 2), x**2 < 17)))
    assert isinstance(verdict, Refuted)
    assert all(number.is_Rational for number in verdict.witness.values())


@pytest.mark.parametrize(
    "region", [Region(c > 1, c < 0), Region(sp.Eq(x**2, -(y**2) - 1)), Region(False), Region(sp.sqrt(x) < 0)], ids=str
)
def test_a_claim_over_nothing_is_proved_vacuously_and_says_so(region: Region) -> None:
    verdict = decide(Claim(b > 0, region))
    assert isinstance(verdict, Proved)
    assert verdict.vacuous
    assert verdict.inhabitant is None


def test_running_out_of_time_is_undecided_with_the_reason() -> None:
    verdict = decide(Claim(~HARD), budget=0.01)
    assert isinstance(verdict, Undecided)
    assert verdict.reason == "no answer within 0.01 s"
    assert pickle.loads(pickle.dumps(verdict)) == verdict


def test_whether_the_region_has_a_point_is_part_of_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_point", lambda *_, **__: Unsettled("no answer within 1 s"))
    verdict = decide(Claim(b**2 > c**2, GAIN))
    assert isinstance(verdict, Undecided)
    assert verdict.reason == "no counterexample exists, but whether the region has a point: no answer within 1 s"


def test_a_witness_that_does_not_stand_is_not_returned() -> None:
    assert ask([TRUE], (x,), 1.0, lambda point: False) == Unsettled(
        "the prover's witness x = 0 did not stand substitution"
    )


def test_points_are_found_or_excluded() -> None:
    found = find_point(Region(sp.Eq(x**2 + y**2, 2), x > y))
    assert isinstance(found, Found)
    assert Region(sp.Eq(x**2 + y**2, 2), x > y).contains(found.point)
    assert find_point(Region(x**2 + y < 0, y > 0)) == Empty()
    assert is_empty(Region(x > y, y > z, z > x))
    assert is_empty(Region(False))
    assert not is_empty(Region())


def test_a_point_names_the_other_symbols_asked_for_too() -> None:
    found = find_point(Region(x > 1), symbols=(y, z))
    assert isinstance(found, Found)
    assert set(found.point) == {x, y, z}


# Properties


@given(regions(most=2), conditions(), st.integers(0, 99))
def test_no_point_contradicts_a_proof_and_every_witness_stands(region: Region, statement: Any, seed: int) -> None:
    claim = Claim(statement, region)
    verdict = decide(claim, budget=3)
    if isinstance(verdict, Refuted):
        stands(claim, verdict)
    elif isinstance(verdict, Proved):
        try:
            points = region.sample(5, seed, symbols=claim.symbols)
        except RegionError:
            return
        assert not verdict.vacuous
        assert all(evaluate(claim.statement, point) for point in points)


@given(regions(polynomials(), most=2), conditions(polynomials()))
def test_a_claim_and_its_opposite_are_both_proved_only_over_nothing(region: Region, statement: Any) -> None:
    verdicts = decide(Claim(statement, region)), decide(Claim(sp.Not(statement), region))
    if all(isinstance(verdict, Proved) for verdict in verdicts):
        assert all(isinstance(verdict, Proved) and verdict.vacuous for verdict in verdicts)
        assert is_empty(region)


@given(regions(most=2))
def test_a_region_is_empty_or_has_the_point_that_is_found(region: Region) -> None:
    found = find_point(region, 3.0)
    if isinstance(found, Found):
        assert region.contains(found.point)
    elif isinstance(found, Empty):
        with pytest.raises(RegionError):
            region.sample(1)


def test_the_same_claim_gets_the_same_witness() -> None:
    for claim in (*FALSE_CLAIMS, *IRRATIONAL):
        first, second = decide(claim), decide(claim)
        assert isinstance(first, Refuted)
        assert isinstance(second, Refuted)
        assert first.witness == second.witness


# Refusals


@pytest.mark.parametrize(
    ("statement", "named"),
    [(sp.sin(b) > 0, "sin"), (sp.exp(b) > 2, "exp"), (sp.gamma(b) > b, "gamma"), (b**c > 1, "Pow"), (b > sp.pi, "pi")],
    ids=str,
)
def test_a_function_that_cannot_be_translated_is_named(statement: Any, named: str) -> None:
    asks: tuple[Callable[[], Any], ...] = (
        lambda: decide(Claim(statement)),
        lambda: find_point(Region(statement)),
        lambda: is_empty(Region(statement)),
    )
    for asked in asks:
        with pytest.raises(ClaimError, match=rf"^{named}\b.* can't be translated"):
            asked()


@pytest.mark.parametrize("budget", [0, -1, float("nan")])
def test_a_budget_must_leave_some_time(budget: float) -> None:
    with pytest.raises(ClaimError, match=r"a budget of .* s leaves no time; expected a positive number of seconds"):
        decide(Claim(b > c), budget)


def test_emptiness_that_was_not_decided_is_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "solve", lambda *_: Unknown("no answer within 1 s"))
    with pytest.raises(
        ClaimError, match=r"whether .* is empty was not decided: no answer within 1 s; expected a larger"
    ):
        is_empty(Region(x > 0, x < 0))
