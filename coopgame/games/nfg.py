"""Gambit's files of games in strategic form."""

import math
import os
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import product
from pathlib import Path

from coopgame.errors import FileError, GameError
from coopgame.files import write_text
from coopgame.games.finite import FiniteGame
from coopgame.games.nfg_text import NfgReader
from coopgame.players import PerPlayer

MAX_BYTES = 32 * 2**20
MAX_DIGITS = 400  # of a payoff's numerator or denominator, as many as `exact` reads


class NfgForm(Enum):
    """How payoffs are written: one after the other, or as outcomes that the profiles refer to by number."""

    PAYOFFS = "payoffs"
    OUTCOMES = "outcomes"


def read_nfg(path: str | os.PathLike[str]) -> FiniteGame:
    r"""Read the game :math:`(N, (S_i), (u_i))` from a file in Gambit's strategic form.

    Payoffs are read exactly: ``1/3`` and ``0.25`` are rationals. Strategies without a label are called by their
    number, players likewise.

    Parameters
    ----------
    path : str or path
        A file of at most 32 MiB in UTF-8, in payoff or outcome form.

    Returns
    -------
    FiniteGame

    Raises
    ------
    FileError
        When there is no such file, or it is malformed; with the line.

    References
    ----------
    The Gambit Project, *Game representation formats*, "The strategic game (.nfg) file format".

    """
    name, source = os.fspath(path), Path(path)
    if not source.is_file():
        problem = "is a folder" if source.is_dir() else "is not a file" if source.exists() else "does not exist"
        raise FileError(f"{name!r} {problem}", expected="a .nfg file")
    try:
        with source.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileError(f"{name!r} can't be read: {error.strerror}", expected="a .nfg file") from error
    if len(content) > MAX_BYTES:
        raise FileError(f"{name!r} has more than {MAX_BYTES} bytes", expected="a smaller game")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError(f"{name}, line {line}: bytes that are no text", expected="UTF-8") from error
    return parse_nfg(text, name)


def parse_nfg(text: str, name: str = "text") -> FiniteGame:
    """Read a game from the text of a file in Gambit's strategic form, as :func:`read_nfg` does.

    Parameters
    ----------
    text : str
        The content.
    name : str
        What errors call it.

    Raises
    ------
    FileError
        When it is malformed; with the line.

    Examples
    --------
    >>> game = parse_nfg('NFG 1 R "" { "row" "column" } { 2 2 }  1 1  1/2 0  0 2  0 0')
    >>> game.payoff("row", ("2", "1"))
    1/2

    """
    players, strategies, rows = NfgReader(text, name).read()
    placed = dict(zip(_file_order(tuple(map(len, strategies))), rows, strict=True))
    tables = tuple(tuple(placed[k][i] for k in range(len(rows))) for i in range(len(players)))
    return FiniteGame(players, PerPlayer(players, strategies), tables)


def write_nfg(game: FiniteGame, path: str | os.PathLike[str], title: str = "", form: NfgForm = NfgForm.PAYOFFS) -> None:
    """Write a game to a file in Gambit's strategic form; a file that is there is replaced whole or not at all.

    Gambit itself takes only ASCII labels; the file is in UTF-8.

    Parameters
    ----------
    game : FiniteGame
        With rational payoffs.
    path : str or path
    title : str
    form : NfgForm

    Raises
    ------
    GameError
        When a payoff holds a parameter or is irrational.
    OutputError
        When the file can't be written.

    """
    write_text(path, format_nfg(game, title, form))


def format_nfg(game: FiniteGame, title: str = "", form: NfgForm = NfgForm.PAYOFFS) -> str:
    """Write a game in Gambit's strategic form, as :func:`write_nfg` does, to a string.

    Raises
    ------
    GameError
        When a payoff holds a parameter or is irrational.

    """
    if game.symbols:
        raise GameError(
            f"the game has parameters that are not set: {', '.join(map(str, game.symbols))}",
            expected="game.at({...}) with a value for each",
        )
    for player, table in zip(game.players, game.tables, strict=True):
        for payoff in table:
            if not payoff.is_Rational:
                problem = f"a payoff of {player}, {str(payoff)[:60]}, is irrational"
                raise GameError(problem, expected="rational payoffs, as a .nfg file holds no others")
            if max(abs(payoff.p), payoff.q) >= 10**MAX_DIGITS:
                raise GameError(f"a payoff of {player} is too long", expected=f"at most {MAX_DIGITS} digits")
    rows = [tuple(table[k] for table in game.tables) for k in _file_order(game.shape)]
    lines = [f"NFG 1 R {_quoted(title)} {_labels(game.players)}", ""]
    lines += ["{", *map(_labels, game.strategies), "}", '""', ""]
    if form is NfgForm.PAYOFFS:
        lines += [" ".join(map(str, row)) for row in rows]
    else:
        numbers = {row: k + 1 for k, row in enumerate(dict.fromkeys(rows))}
        lines += ["{", *(f'{{ "{k}" {", ".join(map(str, row))} }}' for row, k in numbers.items()), "}"]
        lines += [" ".join(str(numbers[row]) for row in rows)]
    return "\n".join(lines) + "\n"


def _file_order(shape: Sequence[int]) -> Iterator[int]:
    """Yield the positions of the profiles in a table, where the last player's strategy changes fastest.

    They come in the order of the file, where the first player's does.
    """
    strides = [math.prod(shape[i + 1 :]) for i in range(len(shape))]
    for profile in product(*map(range, reversed(shape))):
        yield sum(k * stride for k, stride in zip(reversed(profile), strides, strict=True))


def _quoted(label: str) -> str:
    escaped = label.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _labels(labels: Sequence[str]) -> str:
    return f"{{ {' '.join(map(_quoted, labels))} }}"
