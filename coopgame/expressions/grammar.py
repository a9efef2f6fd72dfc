"""The grammar of formulas, read by recursive descent.

Neither SymPy's parser, which evaluates text as Python, nor Python's own is used: ``lambda`` is a parameter here and a
keyword there, and Python's parser exhausts memory or the stack on deep nesting before an allow-list is ever asked.
"""

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from coopgame.errors import ExpressionError
from coopgame.expressions.arithmetic import Part, add, check_numbers, compared, inverse, multiply, number, raised, root
from coopgame.expressions.complaints import CONJUNCTIONS, complaint, missing, surplus, unknown
from coopgame.expressions.tokens import Token, tokenise

MAX_DEPTH = 20  # of parentheses, calls, powers of powers and negations
MAX_COMPARED = 24  # arguments of abs, min and max: SymPy compares them in pairs

FUNCTIONS: dict[str, Callable[..., Any]] = {"sqrt": sp.sqrt, "abs": sp.Abs, "min": sp.Min, "max": sp.Max}
FUNCTIONS |= {"Abs": sp.Abs, "Min": sp.Min, "Max": sp.Max}  # as SymPy prints them
RELATIONS = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "==": sp.Eq, "!=": sp.Ne}


class Reader:
    """A cursor over the words of one formula.

    Parameters
    ----------
    text : str
        The formula.
    names : mapping of str to Symbol
        The only names it may use.
    conditions : bool
        Whether it is a condition: comparisons joined by ``and``, ``or`` and ``not``.

    """

    def __init__(self, text: str, names: Mapping[str, Any], *, conditions: bool) -> None:
        self._text = text
        self._names = names
        self._conditions = conditions
        self._tokens = tokenise(text)
        self._position = 0
        self._depth = 0
        self._compared = 0
        self._radicals: set[Any] = set()

    def read(self) -> Any:
        """Read the formula to its end.

        Raises
        ------
        ExpressionError
            At the first word that is wrong.

        """
        part = self._disjunction()
        if self._token.kind != "end":
            raise surplus(self._text, self._token, conditions=self._conditions)
        part = self._condition(part) if self._conditions else self._value(part)
        check_numbers(part)
        return part.value

    # The grammar, from what binds least to what binds most.

    def _disjunction(self) -> Part:
        return self._joined("or", sp.Or, self._conjunction)

    def _conjunction(self) -> Part:
        return self._joined("and", sp.And, self._negation)

    def _joined(self, word: str, join: Callable[..., Any], read: Callable[[], Part]) -> Part:
        parts = [read()]
        while self._conditions and self._skip(word):
            parts.append(read())
        if len(parts) == 1:
            return parts[0]
        return parts[0].moved(parts[0].start, join(*(self._condition(part).value for part in parts)))

    def _negation(self) -> Part:
        opening = self._token
        if self._conditions and self._skip("not"):
            part = self._condition(self._nested(self._negation, opening))
            return part.moved(opening.start, sp.Not(part.value))
        return self._comparison()

    def _comparison(self) -> Part:
        parts = [self._sum()]
        relations = []
        while self._conditions and self._token.text in RELATIONS:
            relation = RELATIONS[self._advance().text]
            parts.append(self._sum())
            relations.append(compared(relation, [self._value(part) for part in parts[-2:]]).value)
        return parts[0].moved(parts[0].start, sp.And(*relations)) if relations else parts[0]

    def _sum(self) -> Part:
        parts = [self._product()]
        while self._token.text in ("+", "-"):
            sign = -1 if self._advance().text == "-" else 1
            part = self._value(self._product())
            parts.append(part.moved(part.start, sign * part.value))
        return parts[0] if len(parts) == 1 else add([self._value(parts[0]), *parts[1:]])

    def _product(self) -> Part:
        parts = [self._signed()]
        while self._token.text in ("*", "/"):
            divides = self._advance().text == "/"
            part = self._value(self._signed())
            parts.append(inverse(part) if divides else part)
        return parts[0] if len(parts) == 1 else multiply([self._value(parts[0]), *parts[1:]])

    def _signed(self) -> Part:
        start, sign = self._token.start, 1
        while self._token.text in ("+", "-"):
            sign = -sign if self._advance().text == "-" else sign
        part = self._power()
        return part if part.start == start else self._value(part).moved(start, sign * part.value)

    def _power(self) -> Part:
        base = self._atom()
        opening = self._token
        if not self._skip("**"):
            return base
        return raised(self._value(base), self._value(self._nested(self._signed, opening)))

    def _atom(self) -> Part:
        token = self._token
        if token.kind == "number":
            return number(self._advance().text, self._text, token.start)
        if token.kind == "name" and token.text not in CONJUNCTIONS:
            return self._named(self._advance())
        if token.text != "(":
            raise missing(self._text, token)
        self._advance()
        part = self._nested(self._disjunction, token)
        self._close(token)
        return part.moved(token.start)

    def _named(self, name: Token) -> Part:
        called = self._token.text == "("
        if called and name.text in FUNCTIONS:
            return self._call(name, self._advance())
        if name.text not in self._names:
            raise unknown(self._text, name, self._names, called=called)
        return Part(self._names[name.text], self._text, name.start, degree=1)

    def _call(self, name: Token, opening: Token) -> Part:
        parts = [self._value(self._nested(self._disjunction, opening))]
        while self._skip(","):
            parts.append(self._value(self._nested(self._disjunction, opening)))
        self._close(opening)
        function = FUNCTIONS[name.text]
        several = function in (sp.Min, sp.Max)
        if several != (len(parts) > 1):
            problem = f"{name.text!r} with {len(parts)} argument{'s' * (len(parts) > 1)}"
            raise self._complaint(name, problem, "two or more" if several else "one")
        if function is sp.sqrt:
            return root(parts[0], self._radicals).moved(name.start)
        self._compared += len(parts)
        if self._compared > MAX_COMPARED:
            raise self._complaint(name, "too many arguments of abs, min and max", f"at most {MAX_COMPARED} in all")
        return compared(function, parts).moved(name.start)

    # The cursor.

    @property
    def _token(self) -> Token:
        return self._tokens[self._position]

    def _advance(self) -> Token:
        self._position += 1
        return self._tokens[self._position - 1]

    def _skip(self, text: str) -> bool:
        found = self._token.text == text
        self._position += found
        return found

    def _close(self, opening: Token) -> None:
        if self._token.kind == "end":
            raise self._complaint(opening, "a parenthesis that is never closed", "a ')'")
        if not self._skip(")"):
            raise surplus(self._text, self._token, conditions=self._conditions)

    def _nested(self, read: Callable[[], Part], opening: Token) -> Part:
        if self._depth == MAX_DEPTH:
            raise self._complaint(opening, "nesting too deep", f"at most {MAX_DEPTH} levels")
        self._depth += 1
        part = read()
        self._depth -= 1
        return part

    def _value(self, part: Part) -> Part:
        if not isinstance(part.value, sp.Expr):
            raise part.complaint("a condition where a value belongs", "an arithmetic expression")
        return part

    def _condition(self, part: Part) -> Part:
        if isinstance(part.value, sp.Expr):
            raise part.complaint("a value where a condition belongs", "a comparison such as b > 0")
        return part

    def _complaint(self, token: Token, problem: str, expected: str) -> ExpressionError:
        return complaint(self._text, token.start, problem, expected)
