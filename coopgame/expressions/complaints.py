"""Errors that point at a place in a formula and say what to write there."""

import difflib
import keyword
import unicodedata
from collections.abc import Collection

from coopgame.errors import ExpressionError
from coopgame.expressions.tokens import MISTAKES, Token

SHOWN = 60  # characters of a formula that an error quotes
SHOWN_NAMES = 12
CONJUNCTIONS = ("and", "or", "not")
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
FUNCTION_NAMES = ("sqrt", "abs", "min", "max")


def complaint(text: str, start: int, problem: str, expected: str) -> ExpressionError:
    """Return the error that something is wrong at a place in a formula."""
    first = max(0, min(start - SHOWN // 2, len(text) - SHOWN))
    last = first + SHOWN
    quoted = "…" * (first > 0) + text[first:last] + "…" * (last < len(text))
    return ExpressionError(f"{problem} at column {start + 1} of {quoted!r}", expected=expected)


def missing(text: str, token: Token) -> ExpressionError:
    """Return the error that a word stands where a name or a number belongs."""
    if token.kind == "stray":
        return _stray(text, token)
    before = "the end" if token.kind == "end" else repr(token.text)
    return complaint(text, token.start, f"nothing to work on before {before}", "a name, a number or '('")


def surplus(text: str, token: Token, *, conditions: bool) -> ExpressionError:
    """Return the error that a word stands where an operator or the end belongs."""
    if token.kind == "stray":
        return _stray(text, token)
    if token.text in COMPARISONS + CONJUNCTIONS and not conditions:
        problem = f"a condition, with {token.text!r}, where a value belongs"
        return complaint(text, token.start, problem, "an arithmetic expression")
    if token.text == ")":
        return complaint(text, token.start, "a ')' that closes nothing", "as many '(' before it")
    if token.text == ",":
        return complaint(text, token.start, "a comma outside a function", "a decimal point in a number, as in 0.4")
    if keyword.iskeyword(token.text):
        return complaint(text, token.start, f"{_described(token.text)}, a word of Python,", "an operator, such as *")
    return complaint(text, token.start, f"no operator before {_described(token.text)}", "an operator, such as *")


def unknown(text: str, token: Token, names: Collection[str], *, called: bool) -> ExpressionError:
    """Return the error that a name is not among those declared."""
    word = _described(token.text)
    if called:
        return complaint(text, token.start, f"unknown function {word}", f"one of {', '.join(FUNCTION_NAMES)}")
    if token.text in FUNCTION_NAMES:
        return complaint(text, token.start, f"the function {word} without parentheses", f"{token.text}(...)")
    if not names:
        return complaint(text, token.start, f"the name {word}", "numbers alone, as no parameter is declared")
    shown = sorted(names)[:SHOWN_NAMES]
    expected = f"one of {', '.join(shown)}" + ", …" * (len(names) > SHOWN_NAMES)
    close = _closest(token.text, names)
    hint = f" (did you mean {_described(close)}?)" if close else ""
    return complaint(text, token.start, f"unknown name {word}", expected + hint)


def _closest(word: str, names: Collection[str]) -> str | None:
    # Letters that look alike come first: the micro sign for mu, or an accent typed as a character of its own.
    folded = unicodedata.normalize("NFKC", word)
    twins = [name for name in names if unicodedata.normalize("NFKC", name) == folded]
    return next(iter(twins or difflib.get_close_matches(word[:SHOWN], names, n=1)), None)


def _stray(text: str, token: Token) -> ExpressionError:
    expected = MISTAKES.get(token.text, "names, numbers, parentheses and + - * / **")
    return complaint(text, token.start, f"the character {_described(token.text)}", expected)


def _described(word: str) -> str:
    """Quote a word; name those of its characters that may look like others."""
    foreign = dict.fromkeys(unicodedata.name(c, f"U+{ord(c):04X}") for c in word[:SHOWN] if not c.isascii())
    return repr(word[:SHOWN]) + (f" ({', '.join(foreign)})" if foreign else "")
