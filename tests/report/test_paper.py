"""The LaTeX: escaped, with few packages, and it compiles."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import sympy as sp

from coopgame.claims.claim import Undecided
from coopgame.games.finite import FiniteGame
from coopgame.models.model import Model
from coopgame.report.analyse import FIGURE
from coopgame.report.analysis import Analysis, study
from coopgame.report.figure import pdf
from coopgame.report.paper import math, paper
from coopgame.symbols import Region, parameters

a, b, c, d = parameters("a b c d")
PACKAGES = {"fontspec", "inputenc", "fontenc", "lmodern", "geometry", "amsmath", "booktabs", "longtable", "graphicx"}


def balanced(text: str) -> bool:
    bare = re.sub(r"\\\\|\\[{}]", "", text)
    return bare.count("{") == bare.count("}")


def test_few_packages_are_asked_for(of_laboratory: Analysis) -> None:
    used = re.findall(r"\\usepackage(?:\[[^]]*\])?{([^}]*)}", paper(of_laboratory, FIGURE))
    assert {name for names in used for name in names.split(",")} <= PACKAGES


def test_what_is_found_out_is_in_the_paper(of_laboratory: Analysis) -> None:
    text = paper(of_laboratory, FIGURE)
    assert balanced(text)
    for words in (
        r"\title{A joint laboratory}",
        r"\includegraphics[width=.9\linewidth]{regimes.pdf}",
        r"$0 < \alpha < 1$",
        "It fails at",
        "These are all the equilibria",
        r"\begin{tabular}{lcc}",
        r"enterprise $\alpha$, university $1 - \alpha$.",
    ):
        assert words in text


def test_a_wide_payoff_table_becomes_a_list() -> None:
    wide = 10**30
    game = FiniteGame.from_arrays([[wide, 1], [wide, 0]], [[wide, 1], [wide, 0]])
    text = paper(study(Model(name="wide", title="Wide", game=game, parameters=())), FIGURE)
    assert r"\begin{tabular}" not in text
    assert f"row: ${wide}$" in text


def test_a_long_fraction_is_written_on_the_line() -> None:
    long = (a**2 + b * c + 3 * d + a * b * d) / (a * b * (1 - c) + c * d + a * c * d)
    assert r"\frac" not in math(long)
    assert r"\left" not in math(long)
    assert r"\frac{a}{b}" in math(a / b)
    assert math(a >= b) == r"$a \ge b$"
    assert "see results.json" in math(sp.expand((a + b + c + d) ** 9))


def test_hostile_text_is_escaped(of_hostile: Analysis) -> None:
    text = paper(of_hostile, FIGURE)
    assert balanced(text)
    assert text.count(r"\end{document}") == 1
    assert r"\input{" not in text
    assert "<script>" not in text
    assert "49" not in text


def test_what_was_not_found_out_is_left_out(of_laboratory: Analysis) -> None:
    nothing = replace(
        of_laboratory, pure=None, mixed=None, partition=None, chart=None, numeric=None, verdicts=(), omissions=("All.",)
    )
    text = paper(nothing, FIGURE)
    assert r"\item All." in text
    for words in ("Pure equilibria", "Regimes", "Claims", "Regret", "includegraphics"):
        assert words not in text


def test_what_is_missing_or_incomplete_is_said(of_laboratory: Analysis) -> None:
    assert of_laboratory.numeric is not None
    numeric = replace(of_laboratory.numeric, components=((0, 1),), continua=("A curve.",), complete=False)
    verdicts = (Undecided(of_laboratory.model.claims[0], "time ran out"),)
    text = paper(replace(of_laboratory, pure=(), mixed=(), numeric=numeric, verdicts=verdicts), FIGURE)
    for words in (
        "There is no pure equilibrium anywhere",
        "There is no equilibrium in mixed strategies",
        "Every mixture of number 1 and number 2 is an equilibrium too.",
        "A curve.",
        "There may be more equilibria",
        "time ran out",
    ):
        assert words in text


def test_a_rule_that_is_no_list_of_shares_is_named_and_a_free_parameter_may_be_any_number(
    of_laboratory: Analysis,
) -> None:
    model = replace(of_laboratory.model)
    object.__setattr__(model, "rule", "by lot")
    assert "The rule: by lot." in paper(replace(of_laboratory, model=model), FIGURE)
    free = replace(model, game=replace(model.game, region=Region()), venture=None, rule=None, aim=None)
    assert "any real number" in paper(replace(of_laboratory, model=free), FIGURE)


def three_players() -> Model:
    names = {"government": ("incentivise", "abstain"), "enterprise": ("go", "stay"), "university": ("go", "stay")}
    game = FiniteGame.from_function(lambda player, profile: len(player) * len(profile[0]), names)
    return Model(name="three", title="Three", game=game, parameters=())


@pytest.mark.parametrize("name", ["laboratory", "numbers", "hostile", "three"])
def test_the_paper_compiles_and_nothing_sticks_out(
    name: str, of_laboratory: Analysis, of_numbers: Analysis, of_hostile: Analysis, pdflatex: str, tmp_path: Path
) -> None:
    made = {"laboratory": of_laboratory, "numbers": of_numbers, "hostile": of_hostile}
    analysis = made[name] if name in made else study(three_players())
    (tmp_path / "report.tex").write_text(paper(analysis, FIGURE), encoding="utf-8")
    if analysis.chart is not None:
        (tmp_path / FIGURE).write_bytes(pdf(analysis.chart, analysis.areas()))
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
    # A word that can't be broken may stick out; none of ours does.
    assert name == "hostile" or "Overfull" not in done.stdout
