"""Files, written whole or not at all."""

import os
import secrets
from pathlib import Path

from coopgame.errors import OutputError


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a text file in UTF-8, replacing what was there; after an error, what was there is there still.

    Parameters
    ----------
    path : str or path
        In a folder that exists.
    text : str
        The whole content.

    Raises
    ------
    OutputError
        When the file can't be written, or the path is a folder or a device.

    """
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError as error:  # half a character
        raise _unwritten(path, error) from error
    write_bytes(path, content)


def write_bytes(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file as :func:`write_text` does.

    Raises
    ------
    OutputError
        When the file can't be written, or the path is a folder or a device.

    """
    try:
        target = Path(path).resolve()
        if target.exists() and not target.is_file():
            raise OutputError(f"{str(path)!r} is not an ordinary file", expected="the name of a file to write")
        # Opened by `open`, not `tempfile`: the file gets the rights that files get here.
        temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
        try:
            with temporary.open("xb") as stream:
                stream.write(content)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OutputError:
        raise
    except (OSError, ValueError) as error:  # a null byte in the name is a ValueError
        raise _unwritten(path, error) from error


def _unwritten(path: str | os.PathLike[str], error: Exception) -> OutputError:
    reason = error.strerror if isinstance(error, OSError) else error
    return OutputError(f"{str(path)!r} can't be written: {reason}", expected="a place to write to")
