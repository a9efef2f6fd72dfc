"""What is asked for on the command line: a model of the catalogue or of a file, and parameters that are set."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coopgame.errors import GameError, SymbolError
from coopgame.exact import exact
from coopgame.models import find
from coopgame.models.file import SUFFIXES, read_model
from coopgame.models.model import Model
from coopgame.models.staged_model import StagedModel


def load(name: str) -> Model | StagedModel:
    """Find a model in the catalogue, or read it from a file."""
    return read_model(name) if is_file(name) else find(name)


def load_staged(name: str) -> StagedModel:
    """Find a staged model."""
    model = load(name)
    if not isinstance(model, StagedModel):
        raise GameError(
            f"{name} has finitely many strategies, and no regimes of cooperation to compare",
            expected=f"`coopgame partition {name}`, or a staged model of `coopgame models`",
        )
    return model


def is_file(name: str) -> bool:
    """Whether a name is that of a file, by how it ends or by what is there."""
    return Path(name).suffix in SUFFIXES or "/" in name or Path(name).is_file()


def assignments(written: Sequence[str]) -> dict[str, Any]:
    """Read ``name=number`` texts."""
    values: dict[str, Any] = {}
    for entry in written:
        name, equals, value = (part.strip() for part in entry.partition("="))
        if not (name and equals):
            raise SymbolError(f"{entry!r} sets nothing", expected="NAME=NUMBER, such as alpha=0.4")
        if name in values:
            raise SymbolError(f"{name!r} is set twice", expected="one value for each parameter")
        values[name] = exact(value)
    return values
