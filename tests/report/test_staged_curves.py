"""What the figures of a staged model show agrees with the closed forms and their conditions."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp

from coopgame.errors import OutputError
from coopgame.report.attempts import Attempts
from coopgame.report.borders import Traced
from coopgame.report.chart import OUTSIDE
from coopgame.report.curves import curves, leaders
from coopgame.report.solutions import Solution, solved
from coopgame.report.staged_analysis import StagedAnalysis
from coopgame.report.staged_figure import drawn, limits
from coopgame.symbols import Region
from tests.report.models import S, beta, duopoly, gamma, hostile_staged


@pytest.fixture(scope="module")
def solutions() -> tuple[Solution, ...]:
    return solved(duopoly(), Attempts())


def test_a_line_is_the_closed_form_and_ends_where_the_regime_has_no_outcome(solutions: tuple[Solution, ...]) -> None:
    model = duopoly()
    found = curves(model, solutions, gamma)
    for quantity, lines in found.lines:
        for solution, (label, ys) in zip(solutions, lines, strict=True):
            assert solution.regime.label == label
            value = solution.value(quantity)
            assert value is not None
            for k in range(1, len(found.xs), 57):
                point = model.example | {gamma: sp.Rational(float(found.xs[k]))}
                if solution.condition.contains(point):
                    assert ys[k] == pytest.approx(float(value.subs(point)), rel=1e-9)
                else:
                    assert np.isnan(ys[k])
    assert any(np.isnan(ys).any() and not np.isnan(ys).all() for _, lines in found.lines for _, ys in lines)


def test_an_axis_along_which_no_regime_has_an_outcome_is_refused(solutions: tuple[Solution, ...]) -> None:
    never = [replace(solution, condition=Region(S < 0)) for solution in solutions]
    with pytest.raises(OutputError, match="no regime has an outcome along beta"):
        curves(duopoly(), never, beta)
    with pytest.raises(OutputError, match="nowhere over beta and gamma do all regimes have an outcome"):
        leaders(duopoly(), never, duopoly().quantities[0], (beta, gamma), fine=20)


def test_a_map_shows_who_has_the_most(solutions: tuple[Solution, ...]) -> None:
    model, fine = duopoly(), 30
    chart = leaders(model, solutions, model.quantities[0], (beta, gamma), fine)
    for row in range(0, fine, 3):
        for column in range(0, fine, 3):
            point = model.example | {
                beta: sp.Rational(float(chart.xs[column])),
                gamma: sp.Rational(float(chart.ys[row])),
            }
            code = chart.codes[row, column]
            if not all(solution.condition.contains(point) for solution in solutions):
                assert code == OUTSIDE
                continue
            ((label,),) = chart.sets[code]
            assert label == ("C" if point[beta] > sp.Rational(1, 2) else "N")


def test_the_line_between_two_regimes_is_where_they_are_equal(solutions: tuple[Solution, ...]) -> None:
    chart = leaders(duopoly(), solutions, duopoly().quantities[0], (beta, gamma), 30)
    assert any(np.allclose(line[0], 0.5) and np.ptp(line[1]) > 1 for line in chart.boundaries)


def test_regimes_that_are_equal_are_ahead_together(solutions: tuple[Solution, ...]) -> None:
    twins = [solutions[0], replace(solutions[0], regime=replace(solutions[0].regime, label="T"))]
    chart = leaders(duopoly(), twins, duopoly().quantities[0], (beta, gamma), 20)
    assert chart.sets == (frozenset({("N",), ("T",)}),)


def test_what_is_no_polynomial_is_traced(solutions: tuple[Solution, ...]) -> None:
    model = duopoly()
    (research, *_) = model.quantities
    lifted = [
        replace(solutions[0], values=((research, sp.sqrt(gamma)),)),
        replace(solutions[1], values=((research, 1 + beta),)),
    ]
    chart = leaders(model, lifted, research, (beta, gamma), 40)
    assert {next(iter(front))[0] for front in chart.sets} == {"N", "C"}
    (line,) = [line for line in chart.boundaries if np.allclose(line[1], (1 + line[0]) ** 2, atol=1e-3)]
    assert np.ptp(line[0]) > 0.8
    assert Traced(sp.sqrt(gamma)).symbols == (gamma,)


def test_a_panel_is_not_stretched_by_a_line_that_runs_off() -> None:
    xs = np.linspace(0, 1, 400)
    low, high = limits(1 / (1.0001 - xs))
    assert low < 1
    assert 10 < high < 1000
    assert limits(np.full(5, np.nan)) == (0.0, 1.0)
    low, high = limits(np.zeros(7))
    assert low < 0 < high


def test_every_quantity_has_a_panel_and_every_regime_a_line(of_duopoly: StagedAnalysis) -> None:
    assert of_duopoly.curves is not None
    figure = drawn(of_duopoly.curves)
    shown = [axes for axes in figure.axes if axes.axison]
    assert [axes.get_title() for axes in shown] == ["R&D", "profit", "welfare"]
    assert all(len(axes.lines) == 3 for axes in shown)  # two regimes, and the example
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["N", "C", "the example"]


def test_a_name_that_the_font_lacks_is_left_to_the_caption(of_hostile_staged: StagedAnalysis) -> None:
    assert of_hostile_staged.model.name == hostile_staged().name
    assert of_hostile_staged.curves is not None
    assert [axes.get_title() for axes in drawn(of_hostile_staged.curves).axes] == ["", "of one regime"]
