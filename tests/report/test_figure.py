"""The map as SVG and as PDF."""

import re
import subprocess
import sys
from dataclasses import replace

import pytest
import sympy as sp

from coopgame.report.analysis import Analysis, study
from coopgame.report.figure import FILLS, HATCHES, color, letters, pdf, svg
from tests.report.models import hostile, laboratory, numbers

WITHOUT_MATPLOTLIB = """
import sys
sys.modules["matplotlib"] = None
from coopgame.cli import main
sys.exit(main(["analyse", "alliance", "--out", sys.argv[1]]))
"""


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return study(laboratory())


def test_the_svg_stands_alone(analysis: Analysis) -> None:
    assert analysis.chart is not None
    drawn = svg(analysis.chart, "a &amp; b")
    assert drawn.startswith('<svg viewBox="0 0 ')
    assert 'aria-label="a &amp; b"' in drawn
    assert "<metadata" not in drawn
    addresses = set(re.findall(r"https?://[^\s\"']+", drawn))
    assert not addresses
    assert set(re.findall(r"(?:href|url)[=(][\"']?(.)", drawn)) == {"#"}


def test_the_same_map_is_drawn_the_same_twice(analysis: Analysis) -> None:
    assert analysis.chart is not None
    assert svg(analysis.chart, "") == svg(analysis.chart, "")
    assert pdf(analysis.chart, analysis.areas()) == pdf(analysis.chart, analysis.areas())


def test_the_pdf_is_one(analysis: Analysis) -> None:
    assert analysis.chart is not None
    assert pdf(analysis.chart, analysis.areas()).startswith(b"%PDF-")


def test_words_that_the_font_lacks_leave_the_letters() -> None:
    analysis = study(hostile())
    assert analysis.chart is not None
    assert len(pdf(analysis.chart, analysis.areas())) < len(
        pdf(analysis.chart, ("plain words",) * len(analysis.areas()))
    )


def test_one_parameter_makes_a_bar() -> None:
    chart = study(replace(laboratory(), axes=laboratory().axes[:1])).chart
    assert chart is not None
    assert svg(chart, "").count("<svg") == 1


def test_a_game_without_parameters_has_no_map() -> None:
    assert study(numbers()).chart is None


def test_areas_have_distinct_letters_colours_and_hatches() -> None:
    names = letters(60)
    assert len(set(names)) == 60
    assert names[:2] == ("A", "B")
    assert names[26] == "A1"
    pairs = {(color(k), HATCHES[k % len(HATCHES)]) for k in range(72)}
    assert len(pairs) == len(FILLS) * len(HATCHES) == 72


def test_a_parameter_of_another_script_labels_its_axis() -> None:
    assert sp.Symbol("cost_of_企业", real=True) in hostile().axes
    chart = study(hostile()).chart
    assert chart is not None
    svg(chart, "")


def test_without_matplotlib_the_error_names_the_extra(tmp_path: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_MATPLOTLIB, f"{tmp_path}/report"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "matplotlib" in done.stderr
    assert 'pip install "innovation-coopgame[plot]"' in done.stderr
    assert "Traceback" not in done.stderr
