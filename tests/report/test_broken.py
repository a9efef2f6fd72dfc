"""Long formulas in LaTeX can be broken, and say what they said before."""

import re

import pytest
import sympy as sp
from hypothesis import given

from coopgame.report.broken import BREAK, broken
from coopgame.symbols import parameters
from tests.strategies import rational_expressions

a, b, c = parameters("a b c")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (a - b * (c - 1) ** 2, f"a - b{BREAK}(c - 1)^{{2}}"),
        (a * (b + 1) / (2 * c * (a + b)), f"a{BREAK}(b + 1) / (2{BREAK}c{BREAK}(a + b))"),
        (sp.Rational(-2, 3) * b * (a + 1), f"-2{BREAK}b{BREAK}(a + 1) / 3"),
        (1 / (a + b), "1 / (a + b)"),
        ((a + b) ** -2, "1 / (a + b)^{2}"),
        (1 / (a * (b + 1)), f"1 / (a{BREAK}(b + 1))"),
        (sp.sqrt(a + b) * (a + 1), rf"\sqrt{{a + b}}{BREAK}(a + 1)"),
        ((a + b) ** c * (a + 1), f"(a + b)^{{c}}{BREAK}(a + 1)"),
        (2 * a * b, "2 a b"),
        (a / b, r"\frac{a}{b}"),
        (sp.Integer(3), "3"),
    ],
)
def test_fractions_are_on_the_line_and_brackets_do_not_grow(value: sp.Expr, written: str) -> None:
    assert broken(value) == written


@given(rational_expressions())
def test_what_is_written_has_the_same_value(value: sp.Expr) -> None:
    text = broken(value)
    assert r"\left" not in text
    assert text.count("(") == text.count(")")
    read = re.sub(r"\\frac{([^{}]*(?:{[^{}]*}[^{}]*)*)}{([^{}]*(?:{[^{}]*}[^{}]*)*)}", r"((\1)/(\2))", text)
    read = re.sub(r"\^{(\d+)}", r"**\1", read.replace(BREAK, " ").replace("\\", ""))
    read = re.sub(r"(?<=[\w)])\s+(?=[\w(])", " * ", read)
    from_text = sp.parse_expr(read, {str(s): s for s in value.free_symbols})
    assert sp.cancel(from_text - value) == 0
