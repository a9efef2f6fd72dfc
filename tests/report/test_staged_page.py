"""The page on a staged model: whole by itself, safe to open, and formulas as MathML."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from coopgame.report.notation import is_harmless, written, written_mathml
from coopgame.report.staged_analysis import StagedAnalysis
from coopgame.report.staged_page import page
from tests.report.models import hostile_staged
from tests.report.test_page import MEASURE, Read


@pytest.fixture(scope="session")
def pages(of_duopoly: StagedAnalysis, of_hostile_staged: StagedAnalysis) -> dict[str, str]:
    return {"duopoly": page(of_duopoly), "hostile": page(of_hostile_staged)}


@pytest.mark.parametrize("name", ["duopoly", "hostile"])
def test_the_page_needs_nothing_else(pages: dict[str, str], name: str) -> None:
    read = Read(pages[name])
    assert not {"script", "link", "img", "iframe", "object", "embed"} & set(read.tags)
    assert not [value for attribute, value in read.attributes if attribute.startswith("on")]
    addresses = {value for attribute, value in read.attributes if attribute in {"href", "src", "xlink:href"}}
    assert all(address.startswith("#") or address in {"results.json", "report.tex"} for address in addresses)
    assert "http" not in pages[name].replace("http://example.org", "").replace("http://x", "")


def test_every_link_inside_the_page_leads_somewhere(pages: dict[str, str]) -> None:
    for text in pages.values():
        read = Read(text)
        targets = {value for attribute, value in read.attributes if attribute == "id"}
        inside = {value[1:] for attribute, value in read.attributes if attribute == "href" and value.startswith("#")}
        assert inside <= targets


def test_what_is_found_out_is_on_the_page(pages: dict[str, str]) -> None:
    read = Read(pages["duopoly"])
    prose = " ".join(read.prose.split())
    for words in (
        "R&D of two enterprises",
        "research: {enterprise 1, enterprise 2}",
        "Choices are bounded:",
        "Side by side",
        "Regimes are compared at all points of the domain at which each of them has its outcome",
        "exactly where",
        "and the other way round at",
        "Comparative statics",
        "With : spillover",
        "Which regime is ahead",
        "all is positive",
        "It fails at",
        "the claim says nothing",
        "0.3788",
        "a source",
    ):
        assert words in prose, words
    assert read.tags.count("svg") == 3  # curves, and two maps
    assert not re.search(r"\\(frac|left|alpha|text|ge|le)\b", read.prose)


def test_hostile_text_is_shown_and_never_obeyed(pages: dict[str, str]) -> None:
    model = hostile_staged()
    text = Read(pages["hostile"]).text
    for shown in (model.title, model.summary, model.regimes[0].name, model.regimes[1].label, model.quantities[0].name):
        assert shown in text
    assert "<script>alert" not in pages["hostile"]
    assert "no interior solution" in text


def test_what_was_not_found_out_is_not_on_the_page(of_duopoly: StagedAnalysis) -> None:
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
    text = Read(page(nothing)).prose
    assert "All." in text
    for words in ("Rankings", "Comparative statics", "Figures", "Claims"):
        assert words not in text


@pytest.mark.parametrize(
    ("symbol", "plain"),
    [
        ("x", True),
        (r"\pi_1", True),
        (r"\tilde{x}_{ij}", True),
        (r"\input{x}", False),
        ("x}{", False),
        ("x_{1", False),
        ("a&b", False),
        ("$x$", False),
        (r"x\\y", False),
        ("", False),
    ],
)
def test_only_a_plain_symbol_is_taken_as_latex(symbol: str, plain: bool) -> None:
    assert is_harmless(symbol) is plain


def test_a_quantity_is_written_by_its_symbol_and_the_regime() -> None:
    assert written("W", "welfare", "N+s") == r"{W}_{\text{N+s}}"
    assert written("x_1", "R&D", "C") == r"x_1^{\text{C}}"
    assert written(r"\input{x}", "5 % & more") == r"\text{5 \% \& more}"
    assert "<mtext>N+s</mtext>" in written_mathml("W", "welfare", "N+s")
    assert "<" not in re.sub(r"</?m[a-z]+[^<>]*>", "", written_mathml("$", "<b>", "<i>"))


@pytest.mark.parametrize("name", ["duopoly", "hostile"])
@pytest.mark.parametrize("width", [400, 1200])
def test_nothing_sticks_out_of_a_narrow_or_a_wide_screen(
    pages: dict[str, str], name: str, width: int, chromium: str, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    framed = f'<iframe id="f" style="width:{width}px;height:900px;border:0" srcdoc="{{}}"></iframe>'
    inner = pages[name].replace("</body>", MEASURE.replace("document.title", "parent.document.title"))
    file.write_text(framed.format(inner.replace("&", "&amp;").replace('"', "&quot;")), encoding="utf-8")
    options = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    done = subprocess.run(
        [chromium, *options.split(" "), f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", file.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "<title>measured 0 .</title>" in done.stdout
