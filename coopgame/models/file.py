"""Models in files of the user's own: ``.toml``, and games in Gambit's ``.nfg``."""

import tomllib
from pathlib import Path

from coopgame.errors import FileError
from coopgame.games.nfg import read_nfg
from coopgame.models.fields import Fields, Literal
from coopgame.models.model import Model
from coopgame.models.written import written_model

LARGEST = 1_000_000  # bytes
SUFFIXES = (".toml", ".nfg")


def read_model(path: Path | str) -> Model:
    """Read a model from a file.

    A ``.toml`` file has the tables ``players`` and ``parameters``, a list ``region`` of conditions, and either
    ``payoffs`` by profile, or ``revenue`` and ``costs`` with a ``rule``; besides, ``title``, ``summary``, ``factor``,
    ``axes``, ``claims`` and ``source``. Formulas are read by :func:`coopgame.parse`, never evaluated. An ``.nfg`` file
    holds a game without parameters.

    Parameters
    ----------
    path : Path or str

    Raises
    ------
    FileError
        When there is no such file, it can't be read, is too large, no UTF-8, no TOML, or no model; file and key are
        named.

    """
    file = Path(path)
    if file.suffix not in SUFFIXES:
        raise FileError(f"{file} is no model file", expected=f"a name that ends in {' or '.join(SUFFIXES)}")
    if file.suffix == ".nfg":
        return Model(name=file.stem, title=file.stem, game=read_nfg(file), parameters=())
    return written_model(Fields(tables(file), str(file)), file.stem)


def tables(file: Path) -> dict[str, object]:
    """Read a TOML file as it is written.

    Raises
    ------
    FileError
        When it can't be read, is too large, no UTF-8 or no TOML.

    """
    try:
        if file.stat().st_size > LARGEST:
            raise FileError(f"{file} has {file.stat().st_size} bytes", expected=f"at most {LARGEST}")
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileError(f"{file} is not UTF-8 at byte {error.start}", expected="a text in UTF-8") from error
    except (OSError, ValueError) as error:
        problem = error.strerror if isinstance(error, OSError) else error
        raise FileError(f"{str(file)!r} can't be read: {problem}", expected="a file to be read") from error
    try:
        return tomllib.loads(text, parse_float=Literal)
    except RecursionError as error:
        raise FileError(f"{file} is nested too deep", expected="a TOML file") from error
    except ValueError as error:  # what is no TOML, and numbers and dates that are none
        raise FileError(f"{file} is no TOML: {error}", expected="a TOML file") from error
