"""Reading a table of a model file: what is there, of the right kind, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.errors import CoopGameError, FileError
from coopgame.expressions import parse

Symbols = tuple[sp.Symbol, ...]


class Literal(str):
    """A decimal number of a TOML file, kept as it was written."""

    __slots__ = ()


@dataclass(frozen=True)
class Fields:
    """A table of a file, and where it stands.

    Parameters
    ----------
    table : mapping
    file : str
        The file's name.
    path : str
        The keys that lead to the table, as a reader would look for them; empty for the file itself.

    """

    table: Mapping[str, Any]
    file: str
    path: str = ""

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def error(self, key: str, problem: str, expected: str) -> FileError:
        """Build the error that something is wrong with a key."""
        where = ".".join(filter(None, (self.path, _quoted(key) if key else "")))
        return FileError(f"{self.file}: {where}: {problem}" if where else f"{self.file}: {problem}", expected=expected)

    def blame(self, key: str, error: CoopGameError) -> FileError:
        """Turn what the library says of a key's value into an error of the file, unless it is one already."""
        return error if isinstance(error, FileError) else self.error(key, error.problem, error.expected)

    def require_known(self, *known: str) -> None:
        """Refuse keys that mean nothing here."""
        for key in self.table:
            if key not in known:
                raise self.error(
                    key,
                    "is no key of a model file" if not self.path else "is unknown here",
                    f"one of {', '.join(known)}",
                )

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text."""
        value = self._value(key, default, "a text")
        if type(value) is not str:
            raise self.error(key, f"{_shown(value)} is not a text", 'a text such as "..."')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; one text alone is a list of one; none where the key is missing."""
        value = self.table.get(key, ())
        if type(value) is str:
            return (value,)
        if not isinstance(value, list | tuple) or any(type(entry) is not str for entry in value):
            raise self.error(key, f"{_shown(value)} is not a list of texts", 'a list such as ["...", "..."]')
        return tuple(value)

    def formula(self, key: str) -> str:
        """Read a formula: a text, or a number, as the text it stands for."""
        return self.as_formula(key, self._value(key, None, "a formula"))

    def formulas(self, key: str, n: int, each: str) -> tuple[str, ...]:
        """Read a list of ``n`` formulas."""
        value = self._value(key, None, f"{n} formulas")
        if not isinstance(value, list) or len(value) != n:
            raise self.error(key, f"{_shown(value)} does not fit", f"a list of {n} formulas, one for {each}")
        return tuple(self.as_formula(key, entry) for entry in value)

    def as_formula(self, key: str, value: Any) -> str:
        """Take a text or a number as a formula."""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.error(key, f"{_shown(value)} is not a formula", 'a text such as "b - c", or a number')
        return str(value).replace("_", "") if isinstance(value, Literal) else str(value)

    def parsed(self, key: str, text: str, symbols: Symbols, read: Callable[[str, Symbols], Any] = parse) -> Any:
        """Parse what stands under a key."""
        try:
            return read(text, symbols)
        except CoopGameError as error:
            raise self.blame(key, error) from error

    def inner(self, key: str) -> "Fields":
        """Read a table inside the table."""
        value = self._value(key, None, "a table")
        if not isinstance(value, dict):
            raise self.error(key, f"{_shown(value)} is not a table", f"a table [{key}]")
        return Fields(value, self.file, ".".join(filter(None, (self.path, _quoted(key)))))

    def inners(self, key: str) -> Iterable["Fields"]:
        """Read a list of tables; none where the key is missing."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or any(not isinstance(entry, dict) for entry in value):
            raise self.error(key, f"{_shown(value)} is not a list of tables", f"tables [[{key}]]")
        path = ".".join(filter(None, (self.path, _quoted(key))))
        return [Fields(entry, self.file, f"{path}[{k}]") for k, entry in enumerate(value, start=1)]

    def _value(self, key: str, default: Any, expected: str) -> Any:
        value = self.table.get(key, default)
        if value is None:
            raise self.error(key, "is missing", expected)
        return value


def _quoted(key: str) -> str:
    plain = key.replace("_", "").replace("-", "")
    return key if plain.isascii() and plain.isalnum() else f'"{key}"'


def _shown(value: Any) -> str:
    """Quote what the user wrote, cut short."""
    text = str(value) if isinstance(value, Literal) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
