"""Figures as files: the format by the name's ending, written whole or not at all, and the same bytes each time."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

from coopgame.errors import OutputError
from coopgame.files import write_bytes
from coopgame.report.canvas import STYLE
from coopgame.report.plotting import Figure, rc_context

DATELESS: dict[str, dict[str, Any]] = {
    ".pdf": {"CreationDate": None},
    ".png": {"Software": None},
    ".svg": {"Date": None},
}
DOTS = 200  # an inch


def require_format(path: str | os.PathLike[str]) -> str:
    """Return the ending of a figure's name.

    Raises
    ------
    OutputError
        When no figure is written in a format of that ending.

    """
    ending = Path(path).suffix.lower()
    if ending not in DATELESS:
        raise OutputError(f"{str(path)!r} names no figure", expected=f"a name that ends in {', '.join(DATELESS)}")
    return ending


def save(figure: Figure, path: str | os.PathLike[str]) -> None:
    """Write a figure to a file; after an error, what was there is there still.

    Parameters
    ----------
    figure : Figure
    path : str or path
        Ends in ``.pdf``, ``.png`` or ``.svg``, in a folder that exists.

    Raises
    ------
    OutputError
        When the ending is another, or the file can't be written.

    """
    ending, buffer = require_format(path), BytesIO()
    with rc_context(STYLE):
        figure.savefig(buffer, format=ending[1:], dpi=DOTS, metadata=DATELESS[ending])
    write_bytes(path, buffer.getvalue())
