"""Formulas, conditions and plain text as LaTeX and as HTML wants them."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any
from unicodedata import category, normalize

import sympy as sp
from latex2mathml.converter import convert
from markupsafe import Markup
from sympy.core.relational import Relational
from sympy.printing.latex import LatexPrinter
from sympy.printing.str import StrPrinter

from coopgame.conditions import conjuncts
from coopgame.symbols import Region

LETTERS = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell"
)
COMMANDS = frozenset(LETTERS.split(" "))
GREEK = {
    letter: rf"\{name}"
    for letter, name in zip("αβγδϵεζηθϑικλμνξπρστυϕφχψωΓΔΘΛΞΠΣΥΦΨΩℓ", LETTERS.split(" "), strict=True)
}
SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "–": "--",
    "—": "---",
    "‘": "`",
    "’": "'",
    "“": "``",
    "”": "''",
    "…": r"\ldots{}",
    "×": r"$\times$",
    "−": "$-$",
    "≤": r"$\le$",
    "≥": r"$\ge$",
    "≠": r"$\ne$",
    "∈": r"$\in$",
    "→": r"$\to$",
    "·": r"$\cdot$",
    "°": r"$^\circ$",
    "\u00a0": "~",
    **{character: f"\\{character}" for character in "&%$#_{}"},
    **{letter: f"${name}$" for letter, name in GREEK.items()},
}
"""What a character becomes in LaTeX's text; accented Latin letters stand for themselves."""

LAST_ACCENTED = 0x17F
ACCENTS = frozenset(("bar", "hat", "tilde", "dot", "text", "mathrm", "mathit", "mathcal", "star", "ast", "prime"))
PLAIN = re.compile(r"[A-Za-z0-9\\{}_^*'+ ,()-]+")
NAME = re.compile(r"([^\W\d_]+)(?:_(.+)|(\d+))?")


class _Positive:
    """A sum opens with a term that is added, where it has one: ``a - b``, and not ``-b + a``."""

    def _as_ordered_terms(self, expr: Any, order: Any = None) -> list[Any]:
        terms: list[Any] = super()._as_ordered_terms(expr, order=order)  # type: ignore[misc]  # the printer's
        added = next((k for k, term in enumerate(terms) if not term.could_extract_minus_sign()), 0)
        return [terms[added], *terms[:added], *terms[added + 1 :]]


class _Latex(_Positive, LatexPrinter):  # type: ignore[misc]  # SymPy is untyped
    """Writes LaTeX."""


class _Text(_Positive, StrPrinter):  # type: ignore[misc]  # SymPy is untyped
    """Writes plain text."""


def terms(value: sp.Add) -> list[Any]:
    """Return the terms of a sum in the order in which they are written."""
    return list(_Latex()._as_ordered_terms(value))  # noqa: SLF001 - SymPy's hook, which is ours here


def typed(value: Any) -> str:
    """Write an expression in plain text, as one would type it."""
    return str(_Text().doprint(value))


@lru_cache(maxsize=65536)
def formula(value: Any) -> str:
    """Write an expression or a relation in LaTeX, without dollar signs."""
    return _latex(value, _names(value, latex_text, GREEK))


@lru_cache(maxsize=65536)
def mathml(value: Any) -> Markup:
    """Write an expression or a relation as a ``<math>`` element."""
    return _converted(_latex(value, _names(value, _harmless, {letter: letter for letter in GREEK})))


def _converted(latex: str) -> Markup:
    found = convert(latex).replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    return Markup(found.replace("<mo>&#x0002F;</mo>", '<mo lspace="0em" rspace="0em">/</mo>'))


def _latex(value: Any, names: dict[sp.Symbol, str]) -> str:
    # Numbers stand on the line, 853/32, where stacked ones would be too small to read.
    sides = value.args if isinstance(value, Relational) else (value,)
    on_the_line = any(isinstance(side, sp.Expr) and side.is_number for side in sides)
    printer = _Latex({"symbol_names": names, "fold_short_frac": on_the_line})
    return str(printer.doprint(value)).replace(" / ", "/")


def _names(value: Any, text: Callable[[str], str], greek: Mapping[str, str]) -> dict[sp.Symbol, str]:
    """How to write each parameter: words upright, as words and not as a product of letters."""
    symbols = value.free_symbols if isinstance(value, sp.Basic) else set()
    return {symbol: _name(str(symbol), text, greek) for symbol in symbols}


def _name(name: str, text: Callable[[str], str], greek: Mapping[str, str]) -> str:
    found = NAME.fullmatch(name)
    head, index = (found[1], found[2] or found[3] or "") if found else (name, "")
    parts = [_part(part, text, greek) for part in (head, index) if part]
    return f"{parts[0]}_{{{parts[1]}}}" if len(parts) == 2 else parts[0]


def _part(part: str, text: Callable[[str], str], greek: Mapping[str, str]) -> str:
    if part in greek:
        return greek[part]
    if part in COMMANDS:
        return f"\\{part}"
    if part.isascii() and (len(part) == 1 or part.isdigit()) and part.isalnum():
        return part
    return rf"\text{{{text(part.replace('_', ' ').strip() or part)}}}"


def _harmless(text: str) -> str:
    """Keep letters, digits, blanks and a few signs: the converter to MathML escapes nothing."""
    return "".join(c for c in text if c.isalnum() or c in " +-*/=.,:()")


def is_harmless(latex: str) -> bool:
    """Whether LaTeX that somebody else wrote is a plain symbol, such as ``\\tilde{x}_1``: it does nothing else."""
    depth = 0
    for c in latex:
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    commands = set(re.findall(r"\\([A-Za-z]+|.)", latex))
    return depth == 0 and bool(PLAIN.fullmatch(latex)) and commands <= COMMANDS | ACCENTS


def written(latex: str, name: str, label: str = "") -> str:
    """Write a quantity by its symbol, or by its name where that is none, with a label as its index; for a paper."""
    return _indexed(latex if is_harmless(latex) else rf"\text{{{latex_text(name)}}}", latex_text(label))


def written_mathml(latex: str, name: str, label: str = "") -> Markup:
    """Write a quantity by its symbol as a ``<math>`` element."""
    return _converted(_indexed(latex if is_harmless(latex) else rf"\text{{{_harmless(name)}}}", _harmless(label)))


def _indexed(symbol: str, label: str) -> str:
    """Hang a label on a symbol, above where below is taken."""
    place = "^" if "_" in symbol else "_"
    return rf"{symbol if place == '^' else '{' + symbol + '}'}{place}{{\text{{{label}}}}}" if label else symbol


def latex_text(text: str) -> str:
    r"""Escape plain text for LaTeX; what its fonts lack becomes ``\other{code point}{character}``.

    The preamble of the report defines ``\other``: XeTeX and LuaTeX print the character, pdfTeX its code point.
    """
    return "".join(_character(c) for c in normalize("NFC", " ".join(text.split())))


def _character(c: str) -> str:
    if c in SPECIAL:
        return SPECIAL[c]
    if c.isascii():
        return c if c.isprintable() else ""
    if ord(c) <= LAST_ACCENTED and category(c).startswith("L"):
        return c
    return rf"\other{{{ord(c):X}}}{{{c}}}"


def sentence(condition: Any) -> tuple[Any, ...]:
    """Take a condition apart into words and relations: ``a > b``, " and ", "(", ``c > d``, " or ", ...

    Written this way a long condition can be broken between its parts, which one formula can't.
    """
    if isinstance(condition, Region):
        condition = sp.And(*condition.conditions)
    if condition in (sp.true, sp.false):
        return ("always" if condition == sp.true else "never",)
    if isinstance(condition, sp.Equivalent):
        return _joined(condition.args, " if and only if ")
    if isinstance(condition, sp.Implies):
        return ("if ", *sentence(condition.args[0]), ", then ", *sentence(condition.args[1]))
    if isinstance(condition, sp.Not):
        return ("not (", *sentence(condition.args[0]), ")")
    if isinstance(condition, sp.And):
        return _joined(conjuncts(condition), " and ")
    if isinstance(condition, sp.Or):
        return _joined(sorted(condition.args, key=sp.default_sort_key), " or ")
    return (condition,)


def _joined(parts: Iterable[Any], word: str) -> tuple[Any, ...]:
    found: list[Any] = []
    for part in parts:
        inner = sentence(part)
        found += [word, *(inner if len(inner) == 1 else ("(", *inner, ")"))]
    return tuple(found[1:])
