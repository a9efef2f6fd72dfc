"""The map as SVG and as PDF."""

import re
import sys
from dataclasses import replace
from importlib import import_module

import pytest
import sympy as sp

from coopgame.errors import OutputError
from coopgame.report.analysis import Analysis, study
from coopgame.report.chart import Chart
from coopgame.report.figure import FILLS, HATCHES, _places, color, letters, pdf, svg
from tests.report.models import laboratory


def test_the_svg_stands_alone(of_laboratory: Analysis) -> None:
    assert of_laboratory.chart is not None
    drawn = svg(of_laboratory.chart, "a &amp; b")
    assert drawn.startswith('<svg viewBox="0 0 ')
    assert 'aria-label="a &amp; b"' in drawn
    assert "<metadata" not in drawn
    addresses = set(re.findall(r"https?://[^\s\"']+", drawn))
    assert not addresses
    assert set(re.findall(r"(?:href|url)[=(][\"']?(.)", drawn)) == {"#"}


def test_the_same_map_is_drawn_the_same_twice(of_laboratory: Analysis) -> None:
    assert of_laboratory.chart is not None
    assert svg(of_laboratory.chart, "") == svg(of_laboratory.chart, "")
    assert pdf(of_laboratory.chart, of_laboratory.areas()) == pdf(of_laboratory.chart, of_laboratory.areas())


def test_the_pdf_is_one(of_laboratory: Analysis) -> None:
    assert of_laboratory.chart is not None
    assert pdf(of_laboratory.chart, of_laboratory.areas()).startswith(b"%PDF-")


def test_words_that_the_font_lacks_leave_the_letters(of_hostile: Analysis) -> None:
    chart, areas = of_hostile.chart, of_hostile.areas()
    assert chart is not None
    assert len(pdf(chart, areas)) < len(pdf(chart, ("plain words",) * len(areas)))


def test_one_parameter_makes_a_bar() -> None:
    chart = study(replace(laboratory(), axes=laboratory().axes[:1])).chart
    assert chart is not None
    assert svg(chart, "").count("<svg") == 1


def test_a_letter_makes_way_for_the_example(of_laboratory: Analysis) -> None:
    chart = of_laboratory.chart
    assert chart is not None
    for fine in (chart, replace(chart, plane=replace(chart.plane, centre={**chart.plane.centre, **_middle(chart)}))):
        for _, place in _places(fine, letters(len(chart.sets))):
            apart = [
                abs(at - float(fine.plane.centre[axis])) / (high - low)
                for at, axis, (low, high) in zip(place, chart.plane.axes, chart.plane.spans, strict=True)
            ]
            assert max(apart) > 0.06


def _middle(chart: Chart) -> dict[sp.Symbol, sp.Rational]:
    """The place of the first letter, as an example."""
    _, place = next(iter(_places(chart, letters(len(chart.sets)))))
    return dict(zip(chart.plane.axes, map(sp.Rational, place), strict=True))


def test_a_game_without_parameters_has_no_map(of_numbers: Analysis) -> None:
    assert of_numbers.chart is None


def test_areas_have_distinct_letters_colours_and_hatches() -> None:
    names = letters(60)
    assert len(set(names)) == 60
    assert names[:2] == ("A", "B")
    assert names[26] == "A1"
    pairs = {(color(k), HATCHES[k % len(HATCHES)]) for k in range(72)}
    assert len(pairs) == len(FILLS) * len(HATCHES) == 72


def test_a_parameter_of_another_script_leaves_its_axis_to_the_caption(of_hostile: Analysis) -> None:
    assert sp.Symbol("cost_of_企业", real=True) in of_hostile.model.axes
    assert of_hostile.chart is not None
    assert "<!-- up -->" in svg(of_hostile.chart, "")


def test_without_matplotlib_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "coopgame.report.plotting")
    with pytest.raises(OutputError, match='pip install "innovation-coopgame\\[plot]"'):
        import_module("coopgame.report.plotting")
