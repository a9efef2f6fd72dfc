"""Gambit's files of games are read and written exactly, or refused with the line that is wrong."""

import io
import math
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pygambit
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.errors import FileError, GameError, OutputError
from coopgame.games.finite import FiniteGame
from coopgame.games.nfg import NfgForm, format_nfg, parse_nfg, read_nfg, write_nfg
from coopgame.players import PerPlayer

SELTEN_PAYOFFS = """NFG 1 R "Selten (IJGT, 75), Figure 2, normal form"
{ "Player 1" "Player 2" } { 3 2 }

1 1 0 2 0 2 1 1 0 3 2 0
"""
SELTEN_OUTCOMES = """NFG 1 R "Selten (IJGT, 75), Figure 2, normal form" { "Player 1" "Player 2" }

{
{ "1" "2" "3" }
{ "1" "2" }
}
"a comment, \\"quoted\\""

{
{ "" 1, 1 }
{ "all for \\"2\\"" 0, 2 }
{ "" 0, 2 }
{ "" 1, 1 }
{ "" 0 3 }
{ "" 2, 0 }
}
1 2 3 4 5 6
"""
rationals = st.fractions(-50, 50, max_denominator=30).map(sp.Rational)
any_label = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
gambit_label = st.text(st.sampled_from('abcXYZ019_-+.,;(){}[]"'), min_size=1, max_size=8)


@st.composite
def games(draw: st.DrawFn, labels: st.SearchStrategy[str]) -> FiniteGame:
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    players = tuple(draw(st.lists(labels, min_size=len(sizes), max_size=len(sizes), unique=True)))
    strategies = [tuple(draw(st.lists(labels, min_size=n, max_size=n, unique=True))) for n in sizes]
    count = math.prod(sizes)
    tables = tuple(tuple(draw(st.lists(rationals, min_size=count, max_size=count))) for _ in sizes)
    return FiniteGame(players, PerPlayer(players, strategies), tables)


def gambit_payoffs(game: Any) -> dict[tuple[int, ...], list[str]]:
    """What Gambit holds: for each profile, by the strategies' numbers, the payoffs as it prints them."""
    return {tuple(profile): [str(game[profile][player]) for player in game.players] for profile in game.contingencies}


def our_payoffs(game: FiniteGame) -> dict[tuple[int, ...], list[str]]:
    def numbers(profile: Sequence[str]) -> tuple[int, ...]:
        return tuple(names.index(s) for names, s in zip(game.strategies, profile, strict=True))

    return {numbers(profile): [str(u) for u in game.payoffs(profile)] for profile in game.profiles()}


# Published results


@pytest.mark.parametrize("text", [SELTEN_PAYOFFS, SELTEN_OUTCOMES])
def test_the_example_of_gambits_manual_reads_as_it_says(text: str) -> None:
    """The Gambit Project, "Game representation formats": the first player's strategy changes fastest."""
    game = parse_nfg(text)
    assert game.players == ("Player 1", "Player 2")
    assert game.shape == (3, 2)
    expected = {("1", "1"): (1, 1), ("2", "1"): (0, 2), ("3", "1"): (0, 2), ("1", "2"): (1, 1)}
    expected |= {("2", "2"): (0, 3), ("3", "2"): (2, 0)}
    assert {tuple(profile): tuple(game.payoffs(profile)) for profile in game.profiles()} == expected


def test_payoffs_are_read_exactly_whatever_way_they_are_written() -> None:
    game = parse_nfg('NFG 1 D "" { "only" } { 8 } 1/3 -2/6 .5 0.25 1.5e-3 1E2 +7 -8.')
    assert game.tables == (tuple(map(sp.Rational, ["1/3", "-1/3", "1/2", "1/4", "3/2000", "100", "7", "-8"])),)
    assert game.exact


def test_outcome_zero_gives_nobody_anything() -> None:
    game = parse_nfg('NFG 1 R "" { "A" "B" } { 2 1 } { { "good" 1/2, 3 } } 0 1')
    assert game.tables == ((0, sp.Rational(1, 2)), (0, 3))


def test_labels_left_blank_are_numbers() -> None:
    game = parse_nfg('NFG 1 R "" { "" "B" } { { "up" " " } 2 } 1 2 3 4 5 6 7 8')
    assert game.players == ("1", "B")
    assert game.strategies == (("up", "2"), ("1", "2"))


# Properties


@given(games(any_label), st.sampled_from(NfgForm), st.text(max_size=10))
def test_a_game_written_is_read_back_the_same(game: FiniteGame, form: NfgForm, title: str) -> None:
    assert parse_nfg(format_nfg(game, title, form)) == game


def test_a_file_written_is_read_back_the_same(tmp_path: Path) -> None:
    game = parse_nfg(SELTEN_OUTCOMES)
    path = tmp_path / "selten.nfg"
    path.write_text("what was there", encoding="utf-8")
    for form in NfgForm:
        write_nfg(game, path, "Selten", form)
        assert read_nfg(path) == game
        assert read_nfg(str(path)) == game
    assert list(tmp_path.iterdir()) == [path]


def test_a_byte_order_mark_and_dos_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "dos.nfg"
    path.write_bytes(b"\xef\xbb\xbf" + SELTEN_OUTCOMES.replace("\n", "\r\n").encode())
    assert read_nfg(path) == parse_nfg(SELTEN_OUTCOMES)


def mutilations(text: str) -> st.SearchStrategy[str]:
    parts = st.one_of(
        st.sampled_from(["", "{", "}", '"', "\\", ",", "/", "0", "-1", "99999", "e9", "nan", "NFG", "1/0", "\0", "é"]),
        st.text(max_size=3),
    )
    places = st.tuples(st.integers(0, len(text)), st.integers(0, 6))

    def changed(change: tuple[tuple[int, int], str, bool]) -> str:
        (start, length), put, cut = change
        return text[:start] + put if cut else text[:start] + put + text[start + length :]

    return st.tuples(places, parts, st.booleans()).map(changed)


@given(
    st.sampled_from([SELTEN_PAYOFFS, SELTEN_OUTCOMES])
    .flatmap(mutilations)
    .flatmap(lambda t: mutilations(t) | st.just(t))
)
def test_a_mutilated_file_is_read_or_refused(text: str) -> None:
    with suppress(FileError):
        assert isinstance(parse_nfg(text), FiniteGame)


@given(st.binary(max_size=60), st.integers(0, len(SELTEN_PAYOFFS)))
def test_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.nfg"
    path.write_bytes(SELTEN_PAYOFFS[:at].encode() + noise + SELTEN_PAYOFFS[at:].encode())
    with suppress(FileError):
        assert isinstance(read_nfg(path), FiniteGame)


# Differential


@given(games(gambit_label), st.sampled_from(NfgForm))
def test_gambit_reads_what_we_write(game: FiniteGame, form: NfgForm) -> None:
    read = pygambit.read_nfg(io.BytesIO(format_nfg(game, "a title", form).encode()))
    assert read.title == "a title"
    assert [player.label for player in read.players] == list(game.players)
    assert [[s.label for s in player.strategies] for player in read.players] == [list(s) for s in game.strategies]
    assert gambit_payoffs(read) == our_payoffs(game)


@given(games(gambit_label))
def test_we_read_what_gambit_writes(game: FiniteGame) -> None:
    written = pygambit.read_nfg(io.BytesIO(format_nfg(game).encode())).to_nfg()
    assert parse_nfg(written) == game


@given(st.lists(st.integers(1, 3), min_size=1, max_size=3), st.booleans(), st.data())
def test_a_file_of_any_form_reads_as_gambit_reads_it(shape: list[int], outcomes: bool, data: st.DataObject) -> None:
    numbers = st.sampled_from(["0", "3", "-2", "1/3", "-4/6", "0.25", ".5", "2.", "1e2", "12.5E-1"])
    rows = st.lists(numbers, min_size=len(shape), max_size=len(shape))
    count = math.prod(shape)
    players = " ".join(f'"p{k}"' for k in range(len(shape)))
    text = f'NFG 1 R "" {{ {players} }} {{ {" ".join(map(str, shape))} }}\n'
    if outcomes:
        listed = data.draw(st.lists(rows, min_size=1, max_size=4))
        text += "{ " + " ".join(f'{{ "o{k}" {", ".join(row)} }}' for k, row in enumerate(listed)) + " }\n"
        text += " ".join(str(data.draw(st.integers(1, len(listed)))) for _ in range(count))
    else:
        text += "\n".join(" ".join(data.draw(rows)) for _ in range(count))
    read = gambit_payoffs(pygambit.read_nfg(io.BytesIO(text.encode())))
    assert our_payoffs(parse_nfg(text)) == {k: [str(sp.Rational(u)) for u in row] for k, row in read.items()}


# Refusals

HEAD = 'NFG 1 R "t"\n{ "A" "B" }\n{ 2 2 }\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'game.nfg, line 1: the end of the file in the header; expected NFG 1 R "title"'),
        ("EFG 2 R", "game.nfg, line 1: 'EFG' in the header"),
        ('NFG 2 R "t"', "game.nfg, line 1: '2' in the header"),
        ("NFG 1 R t", "game.nfg, line 1: 't' in the header; expected a title in quotes"),
        ('"NFG" 1 R "t"', "game.nfg, line 1: 'NFG' in the header"),
        ('NFG 1 R "t', "game.nfg, line 1: a quote that is never closed"),
        ('NFG 1 R "t"\n\n{ A B }', "game.nfg, line 3: 'A' where } belongs; expected a label in quotes for each player"),
        ('NFG 1 R "t" A', "game.nfg, line 1: 'A' where { belongs; expected the players"),
        ('NFG 1 R "t" { }', "game.nfg, line 1: no player given"),
        ('NFG 1 R "t" { "A" "A" }', "game.nfg, line 1: a second player called 'A'; expected distinct labels"),
        ('NFG 1 R "t" { "A" } { { "s" "s" } }', "game.nfg, line 1: a second strategy of A called 's'"),
        ('NFG 1 R "t" { "A" } { { "2" "" } }', "game.nfg, line 1: a second strategy of A called '2'"),
        ('NFG 1 R "t" { "A" } { { } }', "game.nfg, line 1: no strategy of A given"),
        ('NFG 1 R "t" { "A" } 2', "game.nfg, line 1: '2' where { belongs; expected a list of strategies"),
        ('NFG 1 R "t" { "A" "B" } { 2 }', "game.nfg, line 1: no strategies of B"),
        ('NFG 1 R "t" { "A" } { 2 2 }', "game.nfg, line 1: '2' after the strategies of the last player; expected }"),
        ('NFG 1 R "t" { "A" } { 0 }', "game.nfg, line 1: 0 strategies of A; expected from 1 to 100000"),
        ('NFG 1 R "t" { "A" } { -1 }', "game.nfg, line 1: '-1' where { belongs"),
        ('NFG 1 R "t" { "A" "B" } { 1000 1000 }', "line 1: a game of 1000000 profiles; expected at most 100000"),
        (HEAD + "1 2\n3 4\n5 6\n7", "line 7: the end of the file as a payoff of B; expected a number such as 3"),
        (HEAD + "1 2\n3 4\n5 6\n7 8\n9", "line 8: '9' after the payoffs; expected the end, as the game has 4 profiles"),
        (HEAD + "1, 2", "line 4: ',' as a payoff of B"),
        (HEAD + "1 1/0", "line 4: '1/0' as a payoff of B"),
        (HEAD + "1 nan", "line 4: 'nan' as a payoff of B"),
        (HEAD + "1 1e999999999", "line 4: '1e999999999' as a payoff of B"),
        (HEAD + '"comment" "more"', "line 4: 'more' as a payoff of A"),
        (HEAD + '"comment" "{" 1', "line 4: '{' as a payoff of A"),
        (HEAD + '{ "o" 1 2 }', "line 4: 'o' where } belongs; expected an outcome in braces"),
        (HEAD + "{ { 1 2 } }", "line 4: '1' as an outcome; expected a label in quotes"),
        (HEAD + '{ { "o" 1 } }', "line 4: '}' as a payoff of B"),
        (HEAD + '{ { "o" 1 2 3 } }', "line 4: '3' where } belongs; expected } after the payoffs of 2 players"),
        (HEAD + '{ { "o" 1 2 } } 0 1 2 0', "line 4: '2' as the outcome of a profile; expected a number from 0 to 1"),
        (HEAD + '{ { "o" 1 2 } } 0 1 -1 0', "line 4: '-1' as the outcome of a profile"),
        (HEAD + '{ { "o" 1 2 } }\n0 1 0', "line 5: the end of the file as the outcome of a profile"),
    ],
)  # fmt: skip
def test_a_malformed_file_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(FileError, match=re.escape(message)):
        parse_nfg(text, "game.nfg")


def test_more_outcomes_than_profiles_can_need_are_refused() -> None:
    with pytest.raises(FileError, match="one outcome too many; expected at most 100000"):
        parse_nfg('NFG 1 R "" { "A" } { 1 } {' + '{ "" 0 }' * 100_001 + "} 1")


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"absent\.nfg' does not exist; expected a \.nfg file"):
        read_nfg(tmp_path / "absent.nfg")
    with pytest.raises(FileError, match="is a folder"):
        read_nfg(tmp_path)
    with pytest.raises(FileError, match="'/dev/null' is not a file"):
        read_nfg("/dev/null")
    with pytest.raises(FileError, match="does not exist"):
        read_nfg("a\0b")


def test_a_file_that_can_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "game.nfg"
    path.write_text(SELTEN_PAYOFFS, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileError, match="can't be read: Permission denied"):
        read_nfg(path)


def test_a_file_that_is_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.nfg"
    with path.open("wb") as stream:
        stream.truncate(2**25 + 1)
    with pytest.raises(FileError, match="has more than 33554432 bytes"):
        read_nfg(path)


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.nfg"
    path.write_bytes('NFG 1 R "t"\n{ "Université" }'.encode("latin-1"))
    with pytest.raises(FileError, match=r"latin\.nfg, line 2: bytes that are no text; expected UTF-8"):
        read_nfg(path)


def test_a_game_with_parameters_is_not_written(tmp_path: Path) -> None:
    c, b = sp.symbols("c b", real=True)
    game = FiniteGame.from_arrays([[b, c], [0, 1]], [[1, 2], [3, 4]])
    with pytest.raises(GameError, match=r"parameters that are not set: b, c; expected game\.at"):
        write_nfg(game, tmp_path / "game.nfg")
    assert list(tmp_path.iterdir()) == []
    assert format_nfg(game.at({b: 1, c: 2}))


def test_payoffs_that_have_no_place_in_a_file_are_refused() -> None:
    with pytest.raises(GameError, match=r"a payoff of row, sqrt\(2\), is irrational"):
        format_nfg(FiniteGame.from_arrays([[sp.sqrt(2)]], [[1]]))
    with pytest.raises(GameError, match="a payoff of column is too long; expected at most 400 digits"):
        format_nfg(FiniteGame.from_arrays([[1]], [[sp.Rational(1, 10**400)]]))


def test_a_place_that_can_not_be_written_to_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="can't be written"):
        write_nfg(parse_nfg(SELTEN_PAYOFFS), tmp_path / "absent" / "game.nfg")
