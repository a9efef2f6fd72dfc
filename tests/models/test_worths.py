"""Games in coalitional form in files."""

from pathlib import Path

import pytest
import sympy as sp

from coopgame.errors import FileError
from coopgame.models.worths import has_worths, read_worths
from coopgame.symbols import Region, parameters

s = parameters("s")
GAME = """\
players = ["E", "U"]
region = ["s > 0"]
[parameters]
s = "synergy"
[worths]
E = 20
U = 1.5
"U, E" = "30 + s"
"""


def written(folder: Path, text: str) -> Path:
    """A file with this text."""
    path = folder / "game.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_worths_are_read_exactly_whatever_the_order_of_members(tmp_path: Path) -> None:
    path = written(tmp_path, GAME)
    assert has_worths(path)
    game = read_worths(path)
    assert game.players == ("E", "U")
    assert game.worths == (0, 20, sp.Rational(3, 2), s + 30)
    assert game.region == Region(s > 0)


def test_other_files_have_no_worths(tmp_path: Path) -> None:
    assert not has_worths(written(tmp_path, "title = 'a model'"))
    assert not has_worths("alliance")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("E = 20", "E = 20\nF = 1"), "a coalition names 'F'"),
        (("E = 20\n", ""), "no worth is given for {E}"),
        (("E = 20", 'E = 20\n"E,U" = 3'), "names a coalition for the second time"),
        (("E = 20", 'E = "20 +"'), "worths.E"),
        (("E = 20", '"E, E" = 20'), "names 'E' twice"),
        (('["E", "U"]', '["E, Ltd", "U"]'), "players: 'E, Ltd' can't be told from two players"),
        (('["E", "U"]', '["E ", "U"]'), "players: 'E ' begins or ends with a space"),
        (("E = 20", 'E = "q"'), "q"),
        (('players = ["E", "U"]', "players = []"), "0 are listed"),
        (('players = ["E", "U"]', 'players = ["E", "U"]\nrule = "equal"'), "rule: is no key of a model file"),
        (("[worths]", "[worths"), "is no TOML"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_name(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    path = written(tmp_path, GAME.replace(*change))
    with pytest.raises(FileError) as error:
        read_worths(path)
    assert "game.toml" in str(error.value)
    assert says in str(error.value)
