"""The grammar of Gambit's strategic form: labels, strategies, and payoffs one after the other or by outcome."""

import math
import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

import sympy as sp

from coopgame.errors import ExpressionError, FileError
from coopgame.exact import exact
from coopgame.games.tables import MOST_PROFILES

Labels = tuple[str, ...]
Payoffs = tuple[sp.Expr, ...]

_TOKEN = re.compile(
    r"""\s*(?:
    "(?P<label> (?: [^"\\] | \\. )*+ )"
    | (?P<sign> [{},] )
    | (?P<word> [^\s{}",]+ )
    | (?P<open> " )
    | (?P<end> \Z )
    )""",
    re.VERBOSE | re.DOTALL,
)
_EXAMPLE = '{ "enterprise" "university" }'
_COUNT = re.compile("[0-9]{1,9}")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


class NfgReader:
    """A cursor over the tokens of one file.

    Parameters
    ----------
    text : str
        The content of the file.
    name : str
        What errors call it.

    """

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._tokens = self._tokenised()
        self._token = next(self._tokens)
        self._numbers: dict[str, sp.Expr] = {}

    def read(self) -> tuple[Labels, tuple[Labels, ...], list[Payoffs]]:
        """Read the players, each one's strategies, and the payoffs, the first player's strategy fastest.

        Raises
        ------
        FileError
            At the first token that is wrong.

        """
        self._header()
        players = self._labels("player", f"the players, such as {_EXAMPLE}")
        strategies = self._strategies(players)
        count = math.prod(map(len, strategies))
        if count > MOST_PROFILES:
            self._fail(f"a game of {count} profiles", f"at most {MOST_PROFILES}")
        if self._token.kind == "label":
            self._advance()  # a comment
        rows = self._by_outcome(players, count) if self._at("{") else self._by_profile(players, count)
        if self._token.kind != "end":
            self._fail(f"{self._found()} after the payoffs", f"the end, as the game has {count} profiles")
        return players, strategies, rows

    def _header(self) -> None:
        for words in (("NFG",), ("1",), ("R", "D")):
            if self._token.kind != "word" or self._token.text not in words:
                self._fail(f"{self._found()} in the header", 'NFG 1 R "title"')
            self._advance()
        if self._token.kind != "label":
            self._fail(f"{self._found()} in the header", 'a title in quotes, as in NFG 1 R "title"')
        self._advance()

    def _labels(self, kind: str, expected: str) -> Labels:
        """Read a list of labels; one that is left blank is the number of its place."""
        self._sign("{", expected)
        labels: dict[str, None] = {}
        while self._token.kind == "label":
            label = self._token.text if self._token.text.strip() else str(len(labels) + 1)
            if label in labels:
                self._fail(f"a second {kind} called {label!r}", "distinct labels")
            labels[label] = None
            self._advance()
        self._sign("}", f"a label in quotes for each {kind}, then }}")
        if not labels:
            self._fail(f"no {kind} given", expected)
        return tuple(labels)

    def _strategies(self, players: Labels) -> tuple[Labels, ...]:
        """Read one list of labels a player, or one number of strategies a player."""
        expected = f"a list of strategies, or a number of them, for each of {len(players)} players"
        self._sign("{", expected)
        strategies: list[tuple[str, ...]] = []
        while not self._at("}"):
            if len(strategies) == len(players):
                self._fail(f"{self._found()} after the strategies of the last player", "}")
            player = players[len(strategies)]
            if self._token.kind == "word" and _COUNT.fullmatch(self._token.text):
                strategies.append(self._numbered(player))
            else:
                strategies.append(self._labels(f"strategy of {player}", expected))
        if len(strategies) < len(players):
            self._fail(f"no strategies of {players[len(strategies)]}", expected)
        self._advance()
        return tuple(strategies)

    def _numbered(self, player: str) -> Labels:
        size = int(self._token.text)
        if not 1 <= size <= MOST_PROFILES:
            self._fail(f"{size} strategies of {player}", f"from 1 to {MOST_PROFILES}")
        self._advance()
        return tuple(str(k + 1) for k in range(size))

    def _by_profile(self, players: Labels, count: int) -> list[Payoffs]:
        return [tuple(self._number(f"a payoff of {player}") for player in players) for _ in range(count)]

    def _by_outcome(self, players: Labels, count: int) -> list[Payoffs]:
        self._advance()
        outcomes: list[Payoffs] = [(sp.S.Zero,) * len(players)]  # outcome 0 is that nobody gets anything
        while self._at("{"):
            if len(outcomes) > MOST_PROFILES:
                self._fail("one outcome too many", f"at most {MOST_PROFILES}")
            outcomes.append(self._outcome(players))
        self._sign("}", "an outcome in braces, or } after the last")
        return [outcomes[self._index(len(outcomes) - 1)] for _ in range(count)]

    def _outcome(self, players: Labels) -> Payoffs:
        self._advance()
        if self._token.kind != "label":
            self._fail(f"{self._found()} as an outcome", 'a label in quotes, as in { "name" 1, 2 }')
        self._advance()
        payoffs = []
        for player in players:
            payoffs.append(self._number(f"a payoff of {player}"))
            if self._at(","):
                self._advance()
        self._sign("}", f"}} after the payoffs of {len(players)} players")
        return tuple(payoffs)

    def _index(self, last: int) -> int:
        if self._token.kind != "word" or not _COUNT.fullmatch(self._token.text) or int(self._token.text) > last:
            self._fail(f"{self._found()} as the outcome of a profile", f"a number from 0 to {last}")
        return int(self._advance().text)

    def _number(self, meaning: str) -> sp.Expr:
        word = self._token.text
        # Most payoffs occur many times.
        if self._token.kind == "word" and word not in self._numbers:
            try:
                self._numbers[word] = exact(word)
            except ExpressionError:
                self._fail(f"{self._found()} as {meaning}", "a number such as 3, 0.25 or 1/3")
        elif self._token.kind != "word":
            self._fail(f"{self._found()} as {meaning}", "a number such as 3, 0.25 or 1/3")
        self._advance()
        return self._numbers[word]

    # The cursor.

    def _tokenised(self) -> Iterator[_Token]:
        position = 0
        while True:
            match = _TOKEN.match(self._text, position)
            assert match is not None  # some group matches everywhere
            kind = str(match.lastgroup)
            text, start = match[kind], match.start(kind)
            yield _Token(kind, re.sub(r'\\(["\\])', r"\1", text) if kind == "label" else text, start)
            position = match.end()

    def _advance(self) -> _Token:
        token, self._token = self._token, next(self._tokens)
        if self._token.kind == "open":
            self._fail("a quote that is never closed", 'a closing "')
        return token

    def _sign(self, sign: str, expected: str) -> None:
        if not self._at(sign):
            self._fail(f"{self._found()} where {sign} belongs", expected)
        self._advance()

    def _at(self, sign: str) -> bool:
        return self._token.kind == "sign" and self._token.text == sign

    def _found(self) -> str:
        return "the end of the file" if self._token.kind == "end" else repr(self._token.text[:40])

    def _fail(self, problem: str, expected: str) -> NoReturn:
        line = self._text.count("\n", 0, self._token.start) + 1
        raise FileError(f"{self._name}, line {line}: {problem}", expected=expected)
