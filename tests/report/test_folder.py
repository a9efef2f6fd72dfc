"""A report is put in its place whole, or not at all."""

import os
from pathlib import Path

import pytest

from coopgame.errors import OutputError
from coopgame.report.folder import replaced

NAMES = ("page", "figure")


def write(directory: Path, **files: str) -> None:
    with replaced(directory, NAMES) as aside:
        for name, text in files.items():
            (aside / name).write_text(text, encoding="utf-8")


def content(directory: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in directory.iterdir()}


def listed(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]


def test_a_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b", page="1", figure="2")
    assert content(tmp_path / "a" / "b") == {"page": "1", "figure": "2"}
    assert listed(tmp_path / "a") == ["b"]


def test_files_of_a_former_report_are_replaced_and_others_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "report"
    write(target, page="old", figure="old")
    (target / "notes").write_text("mine", encoding="utf-8")
    write(target, page="new")
    assert content(target) == {"page": "new", "notes": "mine"}


def test_after_an_error_everything_is_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "report"
    write(target, page="old")
    with pytest.raises(ZeroDivisionError), replaced(target, NAMES) as aside:
        (aside / "page").write_text(str(1 // 0), encoding="utf-8")
    assert content(target) == {"page": "old"}
    with pytest.raises(KeyboardInterrupt), replaced(tmp_path / "other", NAMES):
        raise KeyboardInterrupt
    assert listed(tmp_path) == ["report"]


def test_a_full_disk_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No space left"), replaced(tmp_path / "report", NAMES):
        raise OSError(28, "No space left on device")
    assert listed(tmp_path) == []


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="is not a folder"):
        write(tmp_path / "report", page="1")
    with pytest.raises(OutputError, match="can't be written"):
        write(tmp_path / "report" / "below", page="1")


def test_a_folder_in_the_place_of_a_file_is_refused_before_anything_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "report" / "figure").mkdir(parents=True)
    with pytest.raises(OutputError, match="figure' is a folder"):
        write(tmp_path / "report", page="1", figure="2")
    assert listed(tmp_path / "report") == ["figure"]


def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # who runs the tests may be allowed everything
    with pytest.raises(OutputError, match="Permission denied"):
        write(tmp_path, page="1")
    assert listed(tmp_path) == []
