"""From a model to a folder."""

import json
from pathlib import Path

import pytest

from coopgame.errors import OutputError
from coopgame.report import analyse as module
from coopgame.report.analyse import DIVISION, FILES, FOLK, analyse
from tests.report.models import laboratory, numbers


def test_a_report_on_a_venture_of_two_is_six_files(tmp_path: Path) -> None:
    told: list[str] = []
    page = analyse(laboratory(), tmp_path / "report", told.append)
    assert page == tmp_path / "report" / "index.html"
    assert {path.name for path in page.parent.iterdir()} == {*FILES, DIVISION, FOLK}
    assert json.loads((page.parent / "results.json").read_text(encoding="utf-8"))["model"]["name"] == "laboratory"
    assert told[-1] == "writing"


def test_a_game_in_numbers_has_no_figure_and_takes_a_former_one_away(tmp_path: Path) -> None:
    (tmp_path / "regimes.pdf").write_bytes(b"old")
    page = analyse(numbers(), str(tmp_path))
    assert {path.name for path in page.parent.iterdir()} == {"index.html", "report.tex", "repeated.pdf", "results.json"}


def test_a_folder_that_cannot_be_written_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "study", lambda *_: pytest.fail("worked in vain"))
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="is not a folder"):
        analyse(laboratory(), tmp_path / "taken")
