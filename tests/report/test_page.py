"""The page: whole by itself, safe to open, and formulas as MathML."""

import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import sympy as sp

from coopgame.claims.claim import Undecided
from coopgame.report import page as module
from coopgame.report.analysis import Analysis
from coopgame.report.page import page
from coopgame.symbols import Region
from tests.report.models import hostile

VOID = {"meta", "br", "img", "link", "input", "hr"}
MEASURE = """<script>
const root = document.documentElement;
const wide = [...document.querySelectorAll("body *")].filter(e =>
  e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest(".scroll *, .f *, svg"));
const names = wide.map(e => `${e.tagName}.${e.className}`).join(" ");
document.title = `measured ${root.scrollWidth - root.clientWidth} ${names}.`;
</script></body>"""


class Read(HTMLParser):
    """Tags, attributes and text of a page, which must be well-formed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.prose = ""
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that ends at once."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        """Check that it ends what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note the text, and what of it is no formula."""
        self.text += data
        if not {"style", "math", "svg"} & set(self.open):
            self.prose += data


@pytest.fixture(scope="session")
def pages(of_laboratory: Analysis, of_numbers: Analysis, of_hostile: Analysis) -> dict[str, str]:
    return {"laboratory": page(of_laboratory), "numbers": page(of_numbers), "hostile": page(of_hostile)}


@pytest.mark.parametrize("name", ["laboratory", "numbers", "hostile"])
def test_the_page_needs_nothing_else(pages: dict[str, str], name: str) -> None:
    read = Read(pages[name])
    assert not {"script", "link", "img", "iframe", "object", "embed"} & set(read.tags)
    assert not [value for attribute, value in read.attributes if attribute.startswith("on")]
    addresses = {value for attribute, value in read.attributes if attribute in {"href", "src", "xlink:href"}}
    assert all(address.startswith("#") or address in {"results.json", "report.tex"} for address in addresses)
    assert "http" not in pages[name].replace("http://example.org", "").replace("http://x", "")
    assert "@import" not in pages[name]


@pytest.mark.parametrize("name", ["laboratory", "numbers", "hostile"])
def test_all_formulas_are_mathml(pages: dict[str, str], name: str) -> None:
    read = Read(pages[name])
    assert "math" in read.tags
    assert not re.search(r"\\(frac|left|alpha|text|ge|le)\b", read.prose)


def test_every_link_inside_the_page_leads_somewhere(pages: dict[str, str]) -> None:
    read = Read(pages["laboratory"])
    targets = {value for attribute, value in read.attributes if attribute == "id"}
    inside = {value[1:] for attribute, value in read.attributes if attribute == "href" and value.startswith("#")}
    assert inside <= targets


def test_what_is_found_out_is_on_the_page(pages: dict[str, str]) -> None:
    text = Read(pages["laboratory"]).text
    for words in (
        "A joint laboratory",
        "revenue",
        "(invest, invest) and (wait, wait)",
        "half is enough",
        "proved",
        "refuted",
        "It fails at",
        "the claim says nothing",
        "These are all the equilibria",
        "Each player's payoff is a share of the joint revenue",
        "a source",
        "coopgame 0.",
    ):
        assert words in text


def test_a_game_in_numbers_has_neither_map_nor_parameters(pages: dict[str, str]) -> None:
    text = Read(pages["numbers"]).prose
    assert "Equilibria in numbers" in text
    assert "Nothing: everything asked was decided." in text
    assert "Parameters" not in text
    assert "Map of regimes" not in text


def test_hostile_text_is_shown_and_never_obeyed(pages: dict[str, str]) -> None:
    model = hostile()
    text = Read(pages["hostile"]).text
    for written in (model.title, model.summary, model.claims[0].name, model.sources[0], *model.game.players):
        assert written in text
    assert "<script>alert" not in pages["hostile"]


def test_many_mixed_equilibria_are_folded_away(of_laboratory: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "<details>" not in page(of_laboratory)
    monkeypatch.setattr(module, "MANY", 0)
    assert "<details>" in page(of_laboratory)


def test_a_rule_that_is_no_list_of_shares_is_named(of_laboratory: Analysis) -> None:
    from_costs = replace(of_laboratory.model)
    object.__setattr__(from_costs, "rule", "by lot")
    assert "The rule: by lot." in page(replace(of_laboratory, model=from_costs))


def test_what_was_not_found_out_is_not_on_the_page(of_laboratory: Analysis) -> None:
    nothing = replace(
        of_laboratory, pure=None, mixed=None, partition=None, chart=None, numeric=None, verdicts=(), omissions=("All.",)
    )
    text = Read(page(nothing)).prose
    assert "All." in text
    for words in ("Pure", "Mixed", "Regimes", "Claims", "Regret"):
        assert words not in text


def test_a_formula_nobody_would_read_is_not_shown() -> None:
    assert "see results.json" in module.formula(sp.expand(sp.Symbol("x", real=True) + 1) ** 3 * sp.Integer(10) ** 500)


def test_no_equilibrium_at_all_is_said(of_laboratory: Analysis) -> None:
    text = Read(page(replace(of_laboratory, pure=(), mixed=()))).prose
    assert "There is no pure equilibrium anywhere in the domain." in text
    assert "There is no equilibrium in mixed strategies." in text


def test_continua_and_undecided_claims_are_said(of_laboratory: Analysis) -> None:
    assert of_laboratory.numeric is not None
    numeric = replace(of_laboratory.numeric, components=((0, 1),), continua=("A curve.",), complete=False)
    verdicts = (Undecided(of_laboratory.model.claims[0], "time ran out"),)
    text = Read(page(replace(of_laboratory, numeric=numeric, verdicts=verdicts))).prose
    assert "Every mixture of number 1 and number 2 is an equilibrium too." in " ".join(text.split())
    assert "A curve." in text
    assert "There may be more equilibria than these" in text
    assert "time ran out" in text


def test_a_parameter_without_bounds_may_be_any_number(of_laboratory: Analysis) -> None:
    model = of_laboratory.model
    game = replace(model.game, region=Region())
    free = replace(of_laboratory, model=replace(model, game=game, venture=None, rule=None, aim=None))
    assert "any real number" in Read(page(free)).prose


@pytest.mark.parametrize("name", ["laboratory", "hostile"])
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
