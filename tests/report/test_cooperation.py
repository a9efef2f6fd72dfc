"""What sustains cooperation, as reports tell it."""

import json

import sympy as sp
from sympy import Rational

from coopgame.design.subsidy import MinimalSubsidy
from coopgame.models import find
from coopgame.models.model import Model
from coopgame.report import cooperation_records
from coopgame.report.analysis import Analysis
from coopgame.report.attempts import Attempts
from coopgame.report.cooperation import Cooperation, cooperation, never, paid_for, parts
from coopgame.report.page import page
from coopgame.report.paper import paper
from coopgame.symbols import Region
from tests.report.models import R, alpha, c, numbers


def of(name: str) -> Cooperation:
    """What a model of the catalogue aims at."""
    model = find(name)
    assert isinstance(model, Model)
    assert model.venture is not None
    assert model.rule is not None
    assert model.aim is not None
    return cooperation(model.venture, model.rule, model.aim, Attempts(lambda step: None))


def test_shares_and_subsidy_are_those_worked_out_by_hand(of_laboratory: Analysis) -> None:
    found = of_laboratory.cooperation
    assert found is not None
    assert found.interval is not None
    assert (found.interval.lower, found.interval.upper) == (c / R, 1 - c / R) or found.shares_at({R: 4, c: 1}) == (
        Rational(1, 4),
        Rational(3, 4),
    )
    bill = found.bill_at({R: 6, c: 4})
    assert bill is not None
    assert bill.total == 2  # 4 / 6 for each is more than all there is: twice the cost less the revenue
    assert found.sustained is not None
    assert found.sustained.condition == Region(sp.Ge(R, 2 * c))


def test_where_no_share_will_do_there_are_no_numbers(of_laboratory: Analysis) -> None:
    found = of_laboratory.cooperation
    assert found is not None
    assert found.shares_at({R: 6, c: 4}) is None
    assert Cooperation(found.aim, None, None, None).shares_at({}) is None
    assert Cooperation(found.aim, None, None, None).bill_at({}) is None


def test_page_and_paper_tell_shares_subsidy_and_divisions(of_laboratory: Analysis) -> None:
    text = page(of_laboratory)
    for words in (
        "Sharing what is earned together",
        "Shapley value",
        "What sustains (invest, invest)",
        "The least subsidy",
        "Any balanced division",
        "as beyond that enterprise would rather wait",
    ):
        assert words in text
    latex = paper(of_laboratory, "regimes.pdf", "divisions.pdf")
    for words in (r"\includegraphics[width=.8\linewidth]{divisions.pdf}", r"\subsection*{The least subsidy}"):
        assert words in latex


def test_a_game_without_a_venture_says_nothing_of_sharing(of_numbers: Analysis) -> None:
    assert of_numbers.divisions is None
    assert of_numbers.cooperation is None
    assert "Sharing what is earned" not in page(of_numbers)
    assert numbers().venture is None


def test_records_are_plain(of_laboratory: Analysis) -> None:
    found = of_laboratory.cooperation
    assert found is not None
    assert of_laboratory.divisions is not None
    record = json.loads(json.dumps(cooperation_records.cooperation(found)))
    assert record["target"] == ["invest", "invest"]
    assert record["shares"]["share"] == str(alpha)
    assert record["subsidy"]["proved"]
    assert {part["total"] for part in record["subsidy"]["parts"]} >= {"0"}
    assert record["balanced"]["condition"] == ["R >= 2*c"]
    divided = json.loads(json.dumps(cooperation_records.divisions(of_laboratory.divisions)))
    assert divided["worths"][-1] == {"coalition": ["enterprise", "university"], "worth": "4"}
    assert {rule["rule"] for rule in divided["rules"]} >= {"shapley", "nucleolus"}
    empty = cooperation_records.cooperation(Cooperation(found.aim, None, None, None))
    assert (empty["shares"], empty["subsidy"], empty["balanced"]) == (None, None, None)


def test_the_government_pays_as_its_payoffs_say() -> None:
    found = of("government-enterprise-university")
    assert isinstance(found.subsidy, MinimalSubsidy)
    assert found.subsidy.payer == "government"
    assert paid_for(found.subsidy) == "as the payoffs say"
    assert {who for _, who in parts(found.subsidy)} >= {"", "enterprise and university"}


def test_without_a_share_to_choose_only_subsidies_are_asked_for() -> None:
    found = of("heterogeneous-knowledge")
    assert found.interval is None
    assert found.subsidy is not None
    assert paid_for(found.subsidy) == "whenever the player plays the target strategy"


def test_an_empty_region_is_told_apart() -> None:
    assert never(~Region())
    assert not never(Region(c > 0))
