"""A file is written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from coopgame.errors import OutputError
from coopgame.files import write_text


def test_a_file_holds_what_was_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "α\nβ\n")
    write_text(str(path), "γ\n")
    assert path.read_bytes() == "γ\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_gets_the_rights_that_files_get_here(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "a.txt", "a")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a.txt")
    write_text(tmp_path / "link", "a")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "a"


# Refusals


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("absent/a.txt", "can't be written: No such file or directory; expected a place to write to"),
        ("", "is not an ordinary file"),
        ("folder", "is not an ordinary file; expected the name of a file to write"),
        ("x" * 300, "can't be written: File name too long"),
        ("a\0b", "can't be written: embedded null byte"),
    ],
)
def test_a_place_that_can_not_be_written_to_is_refused_by_name(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match=message):
        write_text(tmp_path / name, "a")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_device_is_not_replaced() -> None:
    with pytest.raises(OutputError, match="'/dev/null' is not an ordinary file"):
        write_text("/dev/null", "a")


def test_after_an_error_the_file_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "before")
    with pytest.raises(OutputError, match="surrogates not allowed"):
        write_text(path, "after \udc80")
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]
