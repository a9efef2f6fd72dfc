"""What a report on a staged model finds out, and what it says it did not."""

from dataclasses import replace

import pytest
import sympy as sp

from coopgame.claims.claim import Proved, Refuted
from coopgame.report import staged_analysis as module
from coopgame.report.staged_analysis import StagedAnalysis, contenders, study
from coopgame.solve.staged.pair import Comparison
from coopgame.solve.staged.ranking import rank
from coopgame.solve.staged.statics import Direction
from coopgame.symbols import Region, parameters
from tests.report.models import S, beta, duopoly, gamma

x, y = parameters("x y")


def test_everything_is_found_out_about_a_small_model(of_duopoly: StagedAnalysis) -> None:
    assert [s.regime.label for s in of_duopoly.solutions] == ["N", "C"]
    assert [quantity.name for quantity, _ in of_duopoly.rankings] == ["R&D", "profit", "welfare"]
    assert len(of_duopoly.statics) == 12
    assert of_duopoly.curves is not None
    assert [type(verdict) for verdict in of_duopoly.verdicts] == [Proved, Refuted, Proved]
    assert of_duopoly.omissions == ('The claim "nothing is said" says nothing: no point satisfies its hypotheses.',)


def test_a_map_is_drawn_where_no_regime_is_always_ahead(of_duopoly: StagedAnalysis) -> None:
    assert [quantity.name for quantity, _ in of_duopoly.maps] == ["R&D", "welfare"]
    for quantity, chart in of_duopoly.maps:
        assert set(of_duopoly.labels(chart)) == {("N",), ("C",)}
        assert of_duopoly.aside(quantity) == ()
    assert of_duopoly.aside(of_duopoly.model.quantities[1]) == ("N", "C")


def test_the_same_regime_has_the_same_colour_on_every_map(of_duopoly: StagedAnalysis) -> None:
    for _, chart in of_duopoly.maps:
        assert dict(zip(of_duopoly.labels(chart), of_duopoly.tones(chart), strict=True)) == {("N",): 0, ("C",): 1}


def test_those_ahead_of_all_others_are_set_aside_one_after_another() -> None:
    region = Region(x > 0, x < 2, y > 0)
    values = {"first": x + y + 3, "second": x + 1, "equal": x + 1, "either": x, "other": sp.Integer(1)}
    assert contenders(rank(values, region)) == ("either", "other")
    assert contenders(rank({"f": x, "g": x + 1}, region)) == ()


def test_steps_are_told_one_by_one() -> None:
    told: list[str] = []
    study(duopoly(), told.append)
    assert told[0] == "regime N"
    assert "ranking by welfare" in told
    assert told[-1] == "claim 3 of 3"


def test_a_regime_that_can_not_be_solved_is_said(of_hostile_staged: StagedAnalysis) -> None:
    assert len(of_hostile_staged.solutions) == 2
    assert of_hostile_staged.omissions[0].startswith("The regime no end (U) is left out: ")


def test_a_model_with_one_regime_has_neither_rankings_nor_maps() -> None:
    model = duopoly()
    found = study(replace(model, regimes=model.regimes[:1], claims=()))
    assert found.region is None
    assert found.rankings == ()
    assert found.maps == ()
    assert found.curves is not None


def test_a_model_without_axes_is_drawn_over_its_first_parameter() -> None:
    found = study(replace(duopoly(), axes=(), statics=(), claims=()))
    assert found.curves is not None
    assert found.curves.plane.axes == (S,)
    assert found.maps == ()


def test_a_model_whose_regimes_can_not_be_solved_has_nothing_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "solved", lambda model, attempt: ())
    found = study(replace(duopoly(), claims=()))
    assert (found.rankings, found.statics, found.curves, found.maps) == ((), (), None, ())


def test_what_is_undecided_is_said(of_duopoly: StagedAnalysis) -> None:
    ((quantity, ranking), *_), (static, *_) = of_duopoly.rankings, of_duopoly.statics
    pair = replace(ranking.pairs[0], relation=Comparison.UNDECIDED, reason="no answer " * 100)
    (first, *others) = of_duopoly.solutions
    unsure = replace(
        of_duopoly,
        solutions=(replace(first, outcome=replace(first.outcome, witness=None)), *others),
        rankings=((quantity, replace(ranking, pairs=(pair,))),),
        statics=(replace(static, found=replace(static.found, direction=Direction.UNDECIDED)),),
        verdicts=(),
    )
    anywhere, compared, moved = module._gaps(unsure)
    assert anywhere == "Whether the regime N has an outcome anywhere was not decided."
    assert compared.startswith("How N and C compare by R&D was not decided: no answer")
    assert len(compared) < 250
    assert moved == "How R&D in the regime N changes with beta was not decided."


def test_an_example_at_which_a_regime_has_no_outcome_is_said(of_duopoly: StagedAnalysis) -> None:
    model = replace(of_duopoly.model)
    thin = {S: sp.Integer(5), gamma: sp.Rational(1, 2), beta: sp.Integer(1)}
    model.__dict__["example"] = thin
    assert list(module._gaps(replace(of_duopoly, model=model, verdicts=()))) == [
        "At the example the regime C has no outcome."
    ]
