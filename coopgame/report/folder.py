"""The folder of a report: written aside, and put in its place only when it is whole."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coopgame.errors import OutputError


@contextmanager
def replaced(directory: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """Give a new folder to write to; at the end its files take the place of those of the same names.

    When anything goes wrong before, the folder asked for stays as it was, or is not made at all.

    Parameters
    ----------
    directory : Path
        Where the files shall be. Other files in it are left alone.
    names : tuple of str
        Every file that a report may have; those that this one does not have are removed.

    Raises
    ------
    OutputError
        When the folder can't be made or written to, or is no folder.

    """
    aside = directory.absolute().with_name(f".{directory.absolute().name}.{secrets.token_hex(4)}.tmp")
    with _named(directory):
        if directory.exists() and not directory.is_dir():
            raise OutputError(f"{str(directory)!r} is not a folder", expected="the name of a folder")
        for name in names:
            if (directory / name).is_dir():
                raise OutputError(f"{str(directory / name)!r} is a folder", expected="no folder of this name")
        if directory.is_dir() and not os.access(directory, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
        aside.parent.mkdir(parents=True, exist_ok=True)
        aside.mkdir()
    try:
        with _named(directory):
            yield aside
            _moved(aside, directory, names)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _moved(aside: Path, directory: Path, names: tuple[str, ...]) -> None:
    if not directory.exists():
        aside.rename(directory)
        return
    for name in names:
        if (aside / name).exists():
            (aside / name).replace(directory / name)
        else:
            (directory / name).unlink(missing_ok=True)


@contextmanager
def _named(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{str(directory)!r} can't be written: {error.strerror or error}", expected="a folder to write to"
        ) from error
