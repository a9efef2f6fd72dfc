"""What a report finds out, and what it says it did not."""

from dataclasses import replace

import pytest
import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted, Undecided
from coopgame.games.finite import FiniteGame
from coopgame.models.model import Model, Parameter
from coopgame.report import analysis as module
from coopgame.report.analysis import Analysis, in_words, study
from coopgame.symbols import Region, parameters
from tests.report.models import laboratory

x, y = parameters("x y")


def test_everything_is_found_out_about_a_small_model(of_laboratory: Analysis) -> None:
    assert of_laboratory.pure is not None
    assert {tuple(e.profile) for e in of_laboratory.pure if e.profile} == {("invest", "invest"), ("wait", "wait")}
    assert of_laboratory.mixed
    assert of_laboratory.chart is not None
    assert of_laboratory.numeric is not None
    assert of_laboratory.numeric.complete
    assert [type(verdict) for verdict in of_laboratory.verdicts] == [Proved, Refuted, Proved]


def test_regimes_on_the_map_come_first_each_with_its_area(of_laboratory: Analysis) -> None:
    places = [area for _, area in of_laboratory.regimes()]
    assert places == [0, 1]
    for regime, area in of_laboratory.regimes():
        assert area is not None
        assert of_laboratory.areas()[area] == in_words(map(tuple, regime.profiles))


def test_steps_are_told_one_by_one() -> None:
    told: list[str] = []
    study(laboratory(), told.append)
    assert told[:3] == ["pure equilibria", "mixed equilibria", "regimes"]
    assert told[-8:] == [
        *(f"claim {k} of 3" for k in (1, 2, 3)),
        "rules of sharing",
        "shares",
        "least subsidy",
        "balanced divisions",
        "repeated play",
    ]


def test_a_game_in_numbers_has_equilibria_and_no_regimes(of_numbers: Analysis) -> None:
    assert of_numbers.partition is None
    assert of_numbers.regimes() == ()
    assert of_numbers.areas() == ()
    assert of_numbers.omissions == ()


def test_a_regime_without_equilibria_is_called_so() -> None:
    assert in_words([]) == "no pure equilibrium"
    assert in_words([("b", "c"), ("a", "d")]) == "(a, d) and (b, c)"


def with_payoff(payoff: sp.Expr, example: int = 1, **more: object) -> Model:
    game = FiniteGame.from_function(
        lambda profile: (payoff if profile[0] == "go" else 0,), {"planner": ("go", "stay")}, Region(x > 0, y > 0)
    )
    described = (Parameter(x, "first", example), Parameter(y, "second", 1))
    return replace(Model(name="m", title="m", game=game, parameters=described), **more)  # type: ignore[arg-type]  # the caller's


def test_what_a_solver_refuses_is_left_out_and_said() -> None:
    found = study(with_payoff(sp.sqrt(x) - y))
    assert found.chart is None
    assert any(o.startswith("The map of regimes is left out: ") for o in found.omissions)
    assert found.numeric is not None


def test_numbers_too_large_to_draw_leave_the_map_out() -> None:
    found = study(with_payoff(x * 10**400 - y * 10**399 + 1))
    assert any("map of regimes is left out: the numbers are too large" in o for o in found.omissions)


def test_axes_along_which_the_region_has_no_area_leave_the_map_out() -> None:
    model = with_payoff(x - y)
    pinned = replace(model, game=replace(model.game, region=model.game.region & sp.Eq(x, 1)))
    assert any("the region has no area over x and y" in o for o in study(pinned).omissions)


def test_a_model_without_axes_is_mapped_over_its_first_parameters() -> None:
    found = study(with_payoff(x - y))
    assert found.chart is not None
    assert found.chart.plane.axes == (x, y)


def test_an_undecided_claim_and_a_claim_about_nothing_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = (Claim(x > y, name="first"), Claim(x > 1, Region(x > 2, x < 1)))
    verdicts = {claims[0]: Undecided(claims[0], "time ran out"), claims[1]: Proved(claims[1], None)}
    monkeypatch.setattr(module, "decide", verdicts.__getitem__)
    found = study(with_payoff(x - y, claims=claims))
    assert 'The claim "first" was not decided: time ran out.' in found.omissions
    assert any("says nothing: no point satisfies its hypotheses" in o for o in found.omissions)


def test_what_was_not_decided_and_what_is_incomplete_is_said(of_laboratory: Analysis) -> None:
    assert of_laboratory.pure is not None
    assert of_laboratory.partition is not None
    assert of_laboratory.numeric is not None
    unsure = replace(
        of_laboratory,
        pure=(replace(of_laboratory.pure[0], witness=None),),
        partition=replace(of_laboratory.partition, undecided=(Region(x > y),)),
        numeric=replace(of_laboratory.numeric, complete=False),
    )
    said = list(module._gaps(unsure))
    assert any("anywhere in the region was not decided" in gap for gap in said)
    assert any("x > y was not decided" in gap for gap in said)
    assert "At the example there may be equilibria besides those listed." in said
