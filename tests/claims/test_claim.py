"""Claims and verdicts as nouns: what they hold, how they compare, and how they read."""

import pickle
from typing import Any

import pytest
import sympy as sp
from hypothesis import given

from coopgame.claims.claim import Claim, Proved, Refuted, Undecided, point_text
from coopgame.errors import ClaimError
from coopgame.symbols import Region, parameters
from tests.strategies import conditions, regions

b, c, k = parameters("b c k")
GAIN = Region(b > c, c > 0)
claim = Claim(b**2 > c**2, GAIN, source="Author (2001), eq. 3", name="squares")

# Properties


@given(conditions(), regions(most=1))
def test_claims_compare_hash_and_pickle(statement: Any, region: Region) -> None:
    one, other = Claim(statement, region), Claim(statement, Region(*reversed(region.conditions)))
    assert one == other
    assert hash(one) == hash(other)
    again = pickle.loads(pickle.dumps(one))
    assert again == one
    assert again.smtlib() == one.smtlib()


@pytest.mark.parametrize(
    "verdict",
    [
        Proved(claim, {b: sp.Integer(2), c: sp.Integer(1)}),
        Proved(claim, None),
        Refuted(claim, {b: sp.sqrt(2), c: sp.Integer(1)}),
        Undecided(claim, "no answer within 1 s"),
    ],
    ids=lambda verdict: str(verdict).split(":", maxsplit=1)[0],
)
def test_verdicts_compare_hash_pickle_and_are_no_truth_values(verdict: Proved | Refuted | Undecided) -> None:
    again = pickle.loads(pickle.dumps(verdict))
    assert again == verdict
    assert hash(again) == hash(verdict)
    assert vars(again) == vars(verdict)
    with pytest.raises(TypeError, match=r"a verdict is one of three, not a truth value; ask isinstance"):
        bool(verdict)
    with pytest.raises(TypeError, match=r"not a truth value"):
        assert not verdict


def test_the_three_verdicts_are_never_equal() -> None:
    verdicts = [Proved(claim, None), Refuted(claim, {}), Undecided(claim, "")]
    assert len(set(verdicts)) == 3


def test_a_claim_reads_as_a_sentence() -> None:
    assert str(claim) == "b**2 > c**2  for all  b > c and c > 0"
    assert str(Claim(b > 0)) == "b > 0"
    assert str(Claim(sp.Or(b > 0, c > 0), GAIN)) == "b > 0 or c > 0  for all  b > c and c > 0"
    assert claim._repr_latex_() == r"$b^{2} > c^{2}\quad\forall\; b > c,\; c > 0$"
    assert Claim(b > 0)._repr_latex_() == "$b > 0$"


def test_verdicts_read_as_sentences() -> None:
    assert str(Proved(claim, {})) == f"proved: {claim}"
    assert str(Proved(claim, None)) == f"proved (vacuously: the region is empty): {claim}"
    assert str(Refuted(claim, {c: sp.Integer(1), b: sp.Integer(2)})) == f"refuted: {claim}  fails at  b = 2, c = 1"
    assert str(Undecided(claim, "no time")) == f"undecided (no time): {claim}"


def test_verdicts_are_written_in_latex() -> None:
    inner = claim._repr_latex_().strip("$")
    assert Proved(claim, {})._repr_latex_() == rf"$\text{{proved: }}{inner}$"
    assert Refuted(claim, {b: sp.sqrt(2)})._repr_latex_() == (
        rf"$\text{{refuted: }}{inner}\quad\text{{fails at }}b=\sqrt{{2}}$"
    )
    assert Undecided(claim, "")._repr_latex_() == rf"$\text{{undecided: }}{inner}$"


def test_the_symbols_of_a_claim_are_those_of_both_sides() -> None:
    assert Claim(k > 0, GAIN).symbols == (b, c, k)


def test_a_region_or_a_truth_value_can_be_the_statement() -> None:
    assert Claim(GAIN).statement == sp.And(b > c, c > 0)
    assert Claim(True).statement is sp.true
    assert Claim(b > 0.5).statement == (b > sp.Rational(1, 2))


def test_a_point_reads_as_one_would_write_it() -> None:
    assert point_text({c: sp.Rational(1, 2), b: sp.sqrt(2)}) == "b = sqrt(2), c = 1/2"
    assert point_text({}) == ""


# Refusals


@pytest.mark.parametrize("statement", ["b > c", b, 1, None, sp.Symbol("p", positive=True) > b, sp.And(b > 0, c)])
def test_what_is_no_condition_is_no_claim(statement: Any) -> None:
    with pytest.raises(ClaimError):
        Claim(statement, GAIN)


def test_a_region_must_be_a_region() -> None:
    region: Any = (b > 0,)
    with pytest.raises(ClaimError, match=r"\(b > 0,\) is not a Region; expected coopgame.Region\(...\)"):
        Claim(b > 0, region)


def test_a_claim_that_cannot_be_translated_cannot_be_exported() -> None:
    with pytest.raises(ClaimError, match=r"sin in sin\(b\) can't be translated"):
        Claim(sp.sin(b) > c).smtlib()
