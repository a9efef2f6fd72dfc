"""The words of a formula."""

import re
from dataclasses import dataclass
from typing import Literal, cast

from coopgame.errors import ExpressionError

MAX_LENGTH = 10_000

OPERATORS = ("**", "<=", ">=", "==", "!=", "+", "-", "*", "/", "(", ")", ",", "<", ">")
# What is often typed instead, and what to write.
MISTAKES = {
    "^": "** for a power",
    "²": "**2",
    "³": "**3",
    "//": "/",
    "−": "-",
    "–": "-",
    "×": "*",
    "·": "*",
    "⋅": "*",
    "÷": "/",
    "√": "sqrt(...)",
    "=": "== for equality",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "~": "not",
}

_SIGNS = "|".join(re.escape(sign) for sign in sorted({*OPERATORS, *MISTAKES}, key=len, reverse=True))
# Digits are 0 to 9 alone: `\d` would let in the digits of every script. Names are letters of any script, so that Greek
# parameters can be written as such; whether a name is known, the grammar asks.
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<number> (?:[0-9]+(?:\.[0-9]*)? | \.[0-9]+) (?:[eE][+-]?[0-9]+)? )
    | (?P<sign> {_SIGNS} )
    | (?P<name> [^\W\d](?:(?![²³])\w)* )
    | (?P<end> \Z )
    | (?P<stray> . )
    )""",
    re.VERBOSE | re.DOTALL,
)

Kind = Literal["number", "sign", "name", "end", "stray"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a formula: its kind, its text, and where it starts."""

    kind: Kind
    text: str
    start: int


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut a formula into words, the last of kind ``end``.

    A character that belongs nowhere becomes a word of kind ``stray``: the grammar reports the first thing that is
    wrong, and that may come before it.

    Raises
    ------
    ExpressionError
        When the text is empty, or longer than 10 000 characters.

    """
    if not text.strip():
        raise ExpressionError("an expression is empty", expected="names, numbers and operators")
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            f"the expression that starts {text[:30]!r} has {len(text)} characters", expected=f"at most {MAX_LENGTH}"
        )
    tokens: list[Token] = []
    position = 0
    while not tokens or tokens[-1].kind != "end":
        match = _TOKEN.match(text, position)
        assert match is not None  # `end` or `stray` matches everywhere
        kind = cast(Kind, match.lastgroup)  # the groups are called as the kinds
        word, start = match[kind], match.start(kind)
        tokens.append(Token("stray" if word in MISTAKES else kind, word, start))
        position = match.end()
    return tuple(tokens)
