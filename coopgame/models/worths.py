"""Games in coalitional form in files of the user's own: players, parameters, and what each coalition is worth."""

from pathlib import Path

from coopgame.errors import CoopGameError
from coopgame.games.coalitional import MOST_PLAYERS, CoalitionalGame
from coopgame.models.fields import Fields
from coopgame.models.file import tables
from coopgame.models.written import declared, region_of

KEYS = ("title", "players", "parameters", "region", "worths", "source")


def has_worths(path: Path | str) -> bool:
    """Whether a file holds a table of worths."""
    return Path(path).suffix == ".toml" and "worths" in tables(Path(path))


def read_worths(path: Path | str) -> CoalitionalGame:
    """Read a game in coalitional form from a ``.toml`` file.

    It has a list ``players``, a table ``worths`` with a formula for every coalition, whose members are separated by
    commas, and, where there are parameters, ``parameters`` and ``region`` as in :func:`coopgame.read_model`.

    Parameters
    ----------
    path : Path or str

    Raises
    ------
    FileError
        When there is no such file, it is no TOML, a key is unknown or missing, a coalition has no worth or two, or
        names a stranger; file and key are named.

    """
    fields = Fields(tables(Path(path)), str(path))
    fields.require_known(*KEYS)
    symbols = declared(fields)
    region = region_of(fields, symbols)
    players = fields.texts("players")
    if not 0 < len(players) <= MOST_PLAYERS:
        raise fields.error("players", f"{len(players)} are listed", f"a list of 1 to {MOST_PLAYERS}")
    for player in players:
        if "," in player:
            raise fields.error("players", f"{player!r} can't be told from two players", "a name without a comma")
        if player != player.strip():
            raise fields.error("players", f"{player!r} begins or ends with a space", repr(player.strip()))
    written = fields.inner("worths")
    worths = {}
    for key in written.table:
        named = [name.strip() for name in key.split(",")]
        coalition = frozenset(named)
        if twice := [name for name in named if named.count(name) > 1]:
            raise written.error(key, f"names {twice[0]!r} twice", "each player once")
        if coalition in worths:
            raise written.error(key, "names a coalition for the second time", "one worth for each")
        worths[coalition] = written.parsed(key, written.formula(key), symbols)
    try:
        return CoalitionalGame.from_worth(players, worths, region)
    except CoopGameError as error:
        raise fields.blame("worths", error) from error
