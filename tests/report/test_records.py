"""Results for machines: exact numbers as text, floats as floats."""

import json
from fractions import Fraction

import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Undecided
from coopgame.report import records
from coopgame.report.analyse import results
from coopgame.report.analysis import Analysis
from coopgame.symbols import Region, parameters

x = parameters("x")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (sp.Rational(1, 3), "1/3"),
        (Fraction(1, 3), "1/3"),
        (0.25, 0.25),
        (sp.Float(0.25), 0.25),
        (x / 2, "x/2"),
        (0, "0"),
    ],
)
def test_exact_numbers_are_texts_and_floats_are_floats(value: object, written: object) -> None:
    assert records.number(value) == written


def test_conditions_are_lists_of_what_must_hold_together() -> None:
    assert records.condition(Region(x > 0, sp.Or(x < 1, x > 2))) == ["x > 0", "x > 2 or x < 1"]
    assert records.condition(Region()) == []


def test_an_undecided_verdict_has_its_reason() -> None:
    assert records.verdict(Undecided(Claim(x > 0), "time"))["reason"] == "time"


def test_the_results_are_json_and_whole(of_laboratory: Analysis) -> None:
    found = json.loads(results(of_laboratory))
    assert found["library"] == "coopgame"
    assert found["model"]["game"]["payoffs"][0] == {
        "profile": ["invest", "invest"],
        "payoffs": ["R*alpha - c", "R*(1 - alpha) - c"],
    }
    assert found["model"]["parameters"][0]["example"] == "1/2"
    assert [claim["verdict"] for claim in found["claims"]] == ["proved", "refuted", "proved"]
    assert found["claims"][2]["vacuous"] is True
    assert {regime["name"] for regime in found["partition"]["regimes"]} >= {"(wait, wait)"}
    assert found["example"]["equilibria"]["complete"] is True
    assert all(e["regret"] == "0" for e in found["example"]["equilibria"]["equilibria"])


def test_what_is_not_there_is_null(of_numbers: Analysis) -> None:
    found = json.loads(results(of_numbers))
    assert found["partition"] is None
    assert found["mixed_equilibria"] is None
    assert found["model"]["rule"] is None
    assert found["pure_equilibria"][0]["profile"] == {"row": "2", "column": "2"}
