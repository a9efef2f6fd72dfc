"""Formulas, conditions and plain text as LaTeX and as MathML."""

from html.parser import HTMLParser

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.report.notation import formula, latex_text, mathml, sentence
from coopgame.symbols import Region, parameters
from tests.strategies import conditions, polynomials

a, b = parameters("a b")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("R_g", "R_{g}"),
        ("alpha", r"\alpha"),
        ("Delta_R", r"\Delta_{R}"),
        ("a1", "a_{1}"),
        ("lambda", r"\lambda"),
        ("budget", r"\text{budget}"),
        ("cost_of_it", r"\text{cost}_{\text{of it}}"),
        ("β_企业", r"\beta_{\text{\other{4F01}{企}\other{4E1A}{业}}}"),
        ("é", r"\text{é}"),
        ("<b>", r"\text{\textless{}b\textgreater{}}"),
        ("_", r"\text{\_}"),
    ],
)
def test_a_parameter_is_written_by_its_name(name: str, written: str) -> None:
    assert formula(sp.Symbol(name, real=True)) == written


def test_a_number_stands_on_the_line_and_a_formula_does_not() -> None:
    assert formula(sp.Rational(853, 32)) == "853/32"
    assert formula(a / b) == r"\frac{a}{b}"
    assert "<mo lspace" in mathml(sp.Rational(1, 2))


def test_mathml_names_no_address() -> None:
    assert "http" not in mathml(sp.Eq(a, sp.sqrt(b) / 2))
    assert mathml(a).startswith("<math")


def test_mathml_keeps_markup_out() -> None:
    assert (
        mathml(sp.Symbol("<script>&", real=True)) == '<math display="inline"><mrow><mtext>script</mtext></mrow></math>'
    )


@given(polynomials())
def test_mathml_is_well_formed(expression: sp.Expr) -> None:
    depth: list[str] = []

    class Checker(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            depth.append(tag)

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            pass

        def handle_endtag(self, tag: str) -> None:
            assert depth.pop() == tag

    Checker().feed(mathml(expression))
    assert not depth


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a & b_c 5% $#{}", r"a \& b\_c 5\% \$\#\{\}"),
        (
            '\\~^<>|"',
            r"\textbackslash{}\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}\textbar{}\textquotedbl{}",
        ),
        ("é ß ő", "é ß ő"),
        ("e\u0301", "é"),
        ("β ≤ 1", r"$\beta$ $\le$ 1"),
        ("企", r"\other{4F01}{企}"),
        ("a\n  b\x00", "a b"),
    ],
)
def test_plain_text_is_escaped_for_latex(text: str, written: str) -> None:
    assert latex_text(text) == written


@given(st.text())
def test_escaped_text_holds_no_bare_command(text: str) -> None:
    written = latex_text(text)
    assert written.count("{") - written.count(r"\{") == written.count("}") - written.count(r"\}")
    assert "\n" not in written


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (sp.true, ("always",)),
        (sp.false, ("never",)),
        (a > b, (a > b,)),
        (Region(a > 0, b > 0), (a > 0, " and ", b > 0)),
        (sp.Or(a > 0, sp.And(a < 0, b > 0)), (a > 0, " or ", "(", b > 0, " and ", a < 0, ")")),
        (sp.Equivalent(a > 0, b > 1), (a > 0, " if and only if ", b > 1)),
        (sp.Implies(a > 0, b > 1), ("if ", a > 0, ", then ", b > 1)),
        (sp.Not(sp.Xor(a > 0, b > 0), evaluate=False), None),
        (sp.Not(sp.And(a > 0, b > 0), evaluate=False), ("not (", a > 0, " and ", b > 0, ")")),
    ],
)
def test_a_condition_is_taken_apart_into_words_and_relations(
    condition: object, words: tuple[object, ...] | None
) -> None:
    found = sentence(condition)
    if words is not None:
        assert sorted(map(str, found)) == sorted(map(str, words))
    assert "".join(str(part) for part in found).count("(") == "".join(str(part) for part in found).count(")")


@given(conditions())
def test_any_condition_can_be_written(condition: object) -> None:
    for part in sentence(condition):
        assert isinstance(part, str) or (formula(part) and mathml(part))
