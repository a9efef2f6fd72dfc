"""The parser reads formulas as a person means them, and nothing else."""

import re
from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from coopgame.errors import ExpressionError, SymbolError
from coopgame.expressions import parse, parse_condition

b, c, k = SYMBOLS = sp.symbols("b c k", real=True)


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operator = st.sampled_from(["+", " - ", "*", " / "])
    return st.one_of(
        st.tuples(parts, operator, parts).map("".join),
        parts.map(lambda part: f"({part})"),
        parts.map(lambda part: f"-{part}"),
        st.tuples(parts, st.integers(0, 3)).map(lambda pair: f"({pair[0]})**{pair[1]}"),
        st.tuples(st.sampled_from("bck"), st.integers(-2, 3)).map(lambda pair: f"{pair[0]}**{pair[1]}"),
        st.tuples(parts, parts).map(lambda pair: f"max({pair[0]}, {pair[1]})"),
        parts.map(lambda part: f"abs({part})"),
    )


numerals = st.one_of(st.integers(0, 20).map(str), st.sampled_from(["0.4", ".5", "2.", "1e-3", "12.5E1"]))
formulas = st.recursive(st.one_of(numerals, st.sampled_from("bck")), joined, max_leaves=6)


@st.composite
def expressions(draw: st.DrawFn) -> Any:
    """SymPy expressions of the kind the grammar has words for."""
    leaf = st.one_of(st.fractions(-5, 5, max_denominator=9).map(sp.Rational), st.sampled_from(SYMBOLS))
    leaf |= st.sampled_from([2, 3]).map(sp.sqrt)

    def grow(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        pair = st.tuples(parts, parts)
        return st.one_of(
            pair.map(lambda p: p[0] + p[1]),
            pair.map(lambda p: p[0] * p[1]),
            pair.map(lambda p: sp.Max(*p)),
            pair.map(lambda p: sp.Min(*p)),
            parts.map(sp.Abs),
            st.tuples(parts, st.integers(0, 3)).map(lambda p: p[0] ** p[1]),
        )

    return draw(st.recursive(leaf, grow, max_leaves=6))


# Published results


def test_the_cournot_profit_with_spillover_reads_as_printed() -> None:
    """C. d'Aspremont and A. Jacquemin (1988), American Economic Review 78, p. 1134."""
    a, A, beta, gamma, x_i, x_j, Q, q_i = symbols = sp.symbols("a A beta gamma x_i x_j Q q_i", real=True)
    profit = parse("(a - b*Q)*q_i - (A - x_i - beta*x_j)*q_i - gamma*x_i**2/2", (*symbols, b))
    assert profit == (a - b * Q) * q_i - (A - x_i - beta * x_j) * q_i - gamma * x_i**2 / 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.4", sp.Rational(2, 5)),
        ("1e-3", sp.Rational(1, 1000)),
        (".5", sp.Rational(1, 2)),
        ("2.", sp.Integer(2)),
        ("-b**2", -(b**2)),
        ("2**3**2", sp.Integer(512)),
        ("2**-1", sp.Rational(1, 2)),
        ("b/3/c", b / (3 * c)),
        ("b - c - k", b - c - k),
        ("- - + b", b),
        ("sqrt(8)*b", 2 * sp.sqrt(2) * b),
        ("sqrt(b**2)", sp.Abs(b)),
        ("abs(b - c)", sp.Abs(b - c)),
        ("max(0, b, c) + min(b, 1)", sp.Max(0, b, c) + sp.Min(b, 1)),
        ("Max(0, b) + Abs(c) + Min(b, c)", sp.Max(0, b) + sp.Abs(c) + sp.Min(b, c)),
        (" b\n\t+ c ", b + c),
        ("0**0", sp.Integer(1)),
    ],
)
def test_arithmetic_reads_as_mathematicians_write_it(text: str, value: Any) -> None:
    assert parse(text, SYMBOLS) == value


def test_names_that_mean_something_to_python_or_sympy_are_plain_parameters() -> None:
    names = ["lambda", "E", "I", "S", "N", "pi", "Q", "max", "sqrt", "beta", "zeta", "if", "None", "δ"]
    symbols = sp.symbols(names, real=True)
    assert parse(" + ".join(names), symbols) == sum(symbols)
    assert parse("max(max, sqrt(lambda))", symbols).free_symbols == {symbols[0], symbols[7]}


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("b > c", b > c),
        ("b < c and c <= k or not k >= 1", sp.Or(sp.And(b < c, c <= k), k < 1)),
        ("0 < b <= 1", sp.And(b > 0, b <= 1)),
        ("b == c", sp.Eq(b, c)),
        ("b != c", sp.Ne(b, c)),
        ("(b + c) < k", b + c < k),
        ("(b < c) and (k > 0)", sp.And(b < c, k > 0)),
        ("not not b > 0", b > 0),
        ("1 < 2", sp.true),
        ("2 < 1 or b > 0", b > 0),
        ("max(b, c) >= abs(k)", sp.Max(b, c) >= sp.Abs(k)),
    ],
)
def test_conditions_read_as_python_writes_them(text: str, condition: Any) -> None:
    assert sp.simplify_logic(sp.Equivalent(parse_condition(text, SYMBOLS), condition)) == sp.true


# Properties


@given(expressions())
def test_what_sympy_prints_is_read_back(expression: Any) -> None:
    assume(not expression.atoms(sp.Pow) or max(abs(p.exp) for p in expression.atoms(sp.Pow)) < 32)
    # SymPy leaves abs(abs(b)) alone when another factor comes first; built again, it does not.
    assert parse(str(expression), SYMBOLS).doit() == expression.doit()


@given(formulas, formulas, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]))
def test_a_comparison_is_the_comparison_of_its_sides(left: str, right: str, sign: str) -> None:
    relations = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "==": sp.Eq, "!=": sp.Ne}
    try:
        sides = parse(left, SYMBOLS), parse(right, SYMBOLS)
    except ExpressionError:
        assume(False)
    assert parse_condition(f"{left} {sign} {right}", SYMBOLS) == relations[sign](*sides)


@given(st.text(st.sampled_from("bck_ 0129.e+-*/()<>=!,^\n'[]{}:;@µμ²α√"), max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (parse, parse_condition):
        with suppress(ExpressionError):
            read(text, SYMBOLS)


@given(formulas, st.data())
def test_a_mutilated_formula_is_read_or_refused(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    put = data.draw(st.sampled_from(["", "(", ")", "**", ",", "b", "7", "/0", "sqrt(", " and ", "<", "\0", "1e9"]))
    cut = data.draw(st.integers(0, 3))
    mutilated = text[:at] + put + text[at + cut :]
    for read in (parse, parse_condition):
        with suppress(ExpressionError):
            read(mutilated, SYMBOLS)


# Differential


NUMERAL = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


@given(formulas, st.tuples(*[st.fractions(-3, 3, max_denominator=7)] * 3))
def test_the_value_is_that_of_python(text: str, values: tuple[Fraction, ...]) -> None:
    point = dict(zip(SYMBOLS, values, strict=True))
    names = {"F": Fraction, "max": max, "abs": abs} | {str(symbol): value for symbol, value in point.items()}
    try:
        expected = eval(NUMERAL.sub(r"F('\g<0>')", text), names)  # numerals as Fractions, to stay exact
        expression = parse(text, SYMBOLS)
    except ZeroDivisionError:
        assume(False)
    except ExpressionError as error:
        # A bound, or a divisor that is zero at every point, such as c - c.
        assume(not re.match("division by zero|an expression of degree|too long a number", error.problem))
        raise
    assert expression.subs(point) == expected


# Refusals


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("__import__('os')", "unknown function '__import__' at column 1"),
        ("b.__class__", "the character '.' at column 2 of 'b.__class__'"),
        ("lambda: 0", "unknown name 'lambda' at column 1 of 'lambda: 0'; expected one of b, c, k"),
        ("[1]", "the character '[' at column 1"),
        ("'a'", 'the character "\'" at column 1'),
        ("b if c else k", "'if', a word of Python, at column 3"),
        ("b == c", "a condition, with '==', where a value belongs at column 3"),
        ("b and c", "a condition, with 'and', where a value belongs at column 3"),
        ("max(b < c, 1)", "a condition, with '<', where a value belongs at column 7"),
        ("", "an expression is empty"),
        (" \n", "an expression is empty"),
        ("b c", "no operator before 'c' at column 3 of 'b c'; expected an operator, such as *"),
        ("2b", "no operator before 'b' at column 2 of '2b'; expected an operator, such as *"),
        ("b(c)", "no operator before '(' at column 2"),
        ("1.2.3", "no operator before '.3' at column 4"),
        ("b +", "nothing to work on before the end at column 4"),
        ("b * * c", "nothing to work on before '*' at column 5"),
        ("not b", "nothing to work on before 'not' at column 1"),
        ("foo(b)", "unknown function 'foo' at column 1 of 'foo(b)'; expected one of sqrt, abs, min, max"),
        ("sqrt b", "the function 'sqrt' without parentheses at column 1"),
        ("sqrt(b, c)", "'sqrt' with 2 arguments at column 1 of 'sqrt(b, c)'; expected one"),
        ("max(b)", "'max' with 1 argument at column 1 of 'max(b)'; expected two or more"),
        ("(b", "a parenthesis that is never closed at column 1"),
        ("(b 2)", "no operator before '2' at column 4"),
        ("b)", "a ')' that closes nothing at column 2"),
        ("0,4", "a comma outside a function at column 2 of '0,4'; expected a decimal point"),
        ("b^2", "the character '^' at column 2 of 'b^2'; expected ** for a power"),
        ("b²", "the character '²' (SUPERSCRIPT TWO) at column 2 of 'b²'; expected **2"),
        ("b // c", "the character '//' at column 3 of 'b // c'; expected /"),
        ("b − c", "the character '−' (MINUS SIGN) at column 3 of 'b − c'; expected -"),
        ("１", "the character '１' (FULLWIDTH DIGIT ONE) at column 1"),
        ("с + b", "unknown name 'с' (CYRILLIC SMALL LETTER ES) at column 1"),
        ("kk", "unknown name 'kk' at column 1 of 'kk'; expected one of b, c, k (did you mean 'k'?)"),
        ("1/0", "division by zero at column 3 of '1/0'"),
        ("1/(b - b)", "division by zero at column 3"),
        ("0**-1", "division by zero at column 1"),
        ("sqrt(-1)", "the square root of a negative value at column 6 of 'sqrt(-1)'"),
        ("sqrt(-b**2)", "a value that is not real at column 6 of 'sqrt(-b**2)'; expected roots of values that can"),
        ("abs(sqrt(min(b, 0)) - c)", "a value that is not real at column 5"),
        ("sqrt(12345678912345*b)", "too long a number under a root at column 6"),
        ("sqrt(1/1e10)", "too long a number under a root at column 6"),
        ("b**c", "a power that is not a small whole number at column 4"),
        ("b**0.5", "a power that is not a small whole number at column 4 of 'b**0.5'; expected sqrt(...)"),
        ("b**33", "a power that is not a small whole number at column 4"),
        ("9**9**9", "a power that is not a small whole number at column 4"),
        ("10**32**32", "a power that is not a small whole number at column 5"),
        ("((10**32)**32)**32", "too long a number at column 2"),
        ("(b**32)**3", "an expression of degree 96 at column 1"),
        ("(1 + b + c + k + b*c)**32", "an expression that has 58905 terms when multiplied out at column 1"),
        ("*".join(f"(b + c*{n})**9" for n in range(7)), "an expression that has 10000000 terms"),
        ("*".join(f"(b + c + k*{n})**9" for n in range(7)), "more than 10**9 terms"),
        ("9" * 1001, "too long a number at column 1 of '99999999"),
        ("1e99999", "too long a number at column 1"),
        ("1e" + "9" * 5000, "too long a number at column 1"),
        ("*".join(["1e900"] * 1600), "too long a number at column 1"),
        ("+".join(f"b/(1e900+{n})" for n in range(500)), "too long a number"),
        ("+".join(f"{n}*b" for n in range(9, 2000)), "characters; expected at most 10000"),
        ("(" * 1000 + "b" + ")" * 1000, "nesting too deep at column 21"),
        ("max(b,c)" + "+max(b,c)" * 12, "too many arguments of abs, min and max at column"),
        ("+".join(f"sqrt({n})" for n in (2, 3, 5, 6, 7)), "one irrational constant too many"),
        ("max(1, sqrt(5 + 2*sqrt(6)) - sqrt(2) - sqrt(3))", "values that can't be compared at column 5"),
        ("1e999*(1e999*c + b)", "too long a number at column 1"),
    ],
)
def test_what_is_not_a_formula_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text, SYMBOLS)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("b", "a value where a condition belongs at column 1 of 'b'; expected a comparison such as b > 0"),
        ("b = c", "the character '=' at column 3 of 'b = c'; expected == for equality"),
        ("b => c", "the character '=>' at column 3 of 'b => c'; expected >="),
        ("b ≤ c", "the character '≤' (LESS-THAN OR EQUAL TO) at column 3 of 'b ≤ c'; expected <="),
        ("b > 0 & c > 0", "the character '&' at column 7 of 'b > 0 & c > 0'; expected and"),
        ("b > 0 and c", "a value where a condition belongs at column 11"),
        ("b < (c < k)", "a condition where a value belongs at column 5"),
        ("(b < c) + 1", "a condition where a value belongs at column 1"),
        ("not b", "a value where a condition belongs at column 5"),
        ("b > 0 not", "'not', a word of Python, at column 7"),
        ("b > 0 and", "nothing to work on before the end"),
        ("not " * 30 + "b > 0", "nesting too deep"),
        ("b > 1e999*(1e999*c + b)", "too long a number"),
        ("b > 0 or sqrt(-1) > 0", "the square root of a negative value at column 15"),
    ],
)
def test_what_is_not_a_condition_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_condition(text, SYMBOLS)
    assert message in str(caught.value)


def test_a_letter_typed_as_its_twin_is_recognised() -> None:
    mu = sp.Symbol("μ", real=True)
    with pytest.raises(ExpressionError, match=r"'µ' \(MICRO SIGN\) .*did you mean 'μ' \(GREEK SMALL LETTER MU\)"):
        parse("2*µ", (mu, b))


def test_of_many_names_a_few_are_listed() -> None:
    with pytest.raises(ExpressionError, match=r"expected one of x0, x1, .*, …$"):
        parse("y", sp.symbols("x:30", real=True))


def test_without_parameters_only_numbers_are_read() -> None:
    assert parse("1/3 + 0.5", ()) == sp.Rational(5, 6)
    with pytest.raises(ExpressionError, match="numbers alone, as no parameter is declared"):
        parse("b", ())


def test_a_long_formula_is_quoted_around_the_place() -> None:
    text = " + ".join(["b*c"] * 100) + " + 2b" + " + c*k" * 100
    with pytest.raises(ExpressionError, match=r"of '….* 2b .*…'") as caught:
        parse(text, SYMBOLS)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("text", [None, 3, b"b", b + c])
def test_what_is_no_text_is_refused(text: Any) -> None:
    with pytest.raises(ExpressionError, match="is no text; expected a formula in a string"):
        parse(text, SYMBOLS)


def test_symbols_are_symbols_of_different_names() -> None:
    with pytest.raises(SymbolError, match="two different symbols are called 'b'"):
        parse("b", (b, sp.Symbol("b", positive=True)))
    with pytest.raises(SymbolError, match="'b' is no symbol"):
        parse("b", ["b"])
    assert parse("b", (b, b)) == b
