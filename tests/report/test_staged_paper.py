"""The LaTeX on a staged model: escaped, with few packages, and it compiles."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from coopgame.report.staged_analysis import StagedAnalysis
from coopgame.report.staged_paper import figures, paper
from tests.report.test_paper import PACKAGES, balanced

CURVES, MAPS = "quantities.pdf", "regimes.pdf"


def test_few_packages_are_asked_for(of_duopoly: StagedAnalysis) -> None:
    used = re.findall(r"\\usepackage(?:\[[^]]*\])?{([^}]*)}", paper(of_duopoly, CURVES, MAPS))
    assert {name for names in used for name in names.split(",")} <= PACKAGES


def test_what_is_found_out_is_in_the_paper(of_duopoly: StagedAnalysis) -> None:
    text = paper(of_duopoly, CURVES, MAPS)
    assert balanced(text)
    for words in (
        r"\title{R\&D of two enterprises}",
        r"research: \{enterprise 1, enterprise 2\}",
        r"$25/66$ $\approx$ 0.3788",
        r"${W}_{\text{N}} > {W}_{\text{C}}$ exactly where $\beta < 1/2$",
        r"${\pi}_{\text{C}} \ge {\pi}_{\text{N}}$",
        r"\begin{tabular}{p{.36\linewidth}*{2}{c}}",
        r"R\&D & $-$ & $+$ \\",
        r"welfare & $\pm$\textsuperscript{2} & $+$ \\",
        r"\includegraphics[width=\linewidth]{quantities.pdf}",
        r"\includegraphics[page=2,width=.8\linewidth]{regimes.pdf}",
        "It fails at",
    ):
        assert words in text, words


def test_figures_are_drawn_a_page_a_map_and_the_same_twice(of_duopoly: StagedAnalysis) -> None:
    curves, maps = figures(of_duopoly)
    assert curves is not None
    assert maps is not None
    assert maps.count(b"/Type /Page ") == 2
    assert figures(of_duopoly) == (curves, maps)
    assert figures(replace(of_duopoly, curves=None, maps=())) == (None, None)


def test_hostile_text_is_escaped(of_hostile_staged: StagedAnalysis) -> None:
    text = paper(of_hostile_staged, CURVES, MAPS)
    assert balanced(text)
    assert text.count(r"\end{document}") == 1
    assert r"\input{" not in text
    assert "<script>" not in text
    assert "49" not in text


def test_what_was_not_found_out_is_left_out(of_duopoly: StagedAnalysis) -> None:
    nothing = replace(
        of_duopoly,
        solutions=(),
        region=None,
        rankings=(),
        statics=(),
        curves=None,
        maps=(),
        verdicts=(),
        omissions=("All.",),
    )
    text = paper(nothing, CURVES, MAPS)
    assert r"\item All." in text
    for words in ("Rankings", "Comparative statics", "Claims", "includegraphics"):
        assert words not in text


@pytest.mark.parametrize("name", ["duopoly", "hostile"])
def test_the_paper_compiles_and_nothing_sticks_out(
    name: str, of_duopoly: StagedAnalysis, of_hostile_staged: StagedAnalysis, pdflatex: str, tmp_path: Path
) -> None:
    analysis = of_duopoly if name == "duopoly" else of_hostile_staged
    (tmp_path / "report.tex").write_text(paper(analysis, CURVES, MAPS), encoding="utf-8")
    for file, content in zip((CURVES, MAPS), figures(analysis), strict=True):
        if content is not None:
            (tmp_path / file).write_bytes(content)
    done = subprocess.run(
        [pdflatex, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "report.tex"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert name == "hostile" or "Overfull" not in done.stdout
