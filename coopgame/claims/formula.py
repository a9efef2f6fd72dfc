"""Quantifier-free formulas over polynomials: what every prover is handed.

A SymPy Boolean over rational expressions becomes one by clearing denominators: ``n/d > 0`` means ``n*d > 0`` together
with ``d != 0``, so that a relation never holds where it is undefined. Square roots, absolute values, minima, maxima and
``Piecewise`` each become an auxiliary variable with a definition that is total: it has exactly one value at every
point, so that no point is lost, and a separate formula says where the expression is defined.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from coopgame.errors import ClaimError, ExpressionError
from coopgame.polynomials import FLIPPED, Polynomial, SignForm, difference_form, sign_form


@dataclass(frozen=True, slots=True)
class Atom:
    r""":math:`\prod_f f \;\square\; 0` for an operator :math:`\square`."""

    factors: tuple[Polynomial, ...]
    operator: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts, true."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Some part holds; without parts, false."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class No:
    """The part does not hold."""

    part: "Formula"


Formula = Atom | All | Some | No
TRUE, FALSE = All(()), Some(())


def polynomials(formula: Formula) -> Iterator[Polynomial]:
    """Every polynomial of a formula."""
    match formula:
        case Atom(factors):
            yield from factors
        case No(part):
            yield from polynomials(part)
        case All(parts) | Some(parts):
            for part in parts:
                yield from polynomials(part)


def sign_relation(form: SignForm, operator: str) -> Formula:
    """Return ``form operator 0`` as a formula, false where the form is undefined."""
    if form.sign < 0:
        operator = FLIPPED[operator]
    if form.sign == 0:
        core: Formula = TRUE if operator in ("==", ">=", "<=") else FALSE
    elif operator in ("==", "!="):
        some_zero = Some(tuple(Atom((f,), "==") for f in (*form.odd, *form.even)))
        core = some_zero if operator == "==" else No(some_zero)
    else:
        by_sign: Formula = Atom(form.odd, operator) if form.odd else (TRUE if operator in (">", ">=") else FALSE)
        strict = operator in "<>"
        even = tuple(Atom((f,), "!=" if strict else "==") for f in form.even)
        core = All((by_sign, *even)) if strict else Some((by_sign, *even))
    return All((core, *_defined(form)))


def _defined(form: SignForm) -> tuple[Formula, ...]:
    return tuple(Atom((pole,), "!=") for pole in form.poles)


@dataclass
class Translation:
    """Turns conditions into formulas; collects the auxiliary variables' definitions on the way.

    One translation serves a whole query, so that the same square root is the same variable throughout.
    """

    definitions: list[Formula] = field(default_factory=list)
    auxiliaries: dict[Any, tuple[sp.Symbol, Formula]] = field(default_factory=dict)

    def formula(self, condition: Any) -> Formula:
        """Translate a condition.

        Raises
        ------
        ClaimError
            When a function in it can't be translated; the function is named.

        """
        if condition in (sp.true, sp.false):
            return TRUE if condition else FALSE
        if isinstance(condition, sp.And):
            return All(tuple(self.formula(part) for part in sorted(condition.args, key=sp.default_sort_key)))
        if isinstance(condition, sp.Or):
            return Some(tuple(self.formula(part) for part in sorted(condition.args, key=sp.default_sort_key)))
        if isinstance(condition, Relational):
            return self.relation(condition.lhs, condition.rel_op, condition.rhs)
        return self.formula(sp.to_nnf(condition, simplify=False))

    def relation(self, left: sp.Expr, operator: str, right: sp.Expr = sp.S.Zero) -> Formula:
        """Translate ``left operator right``."""
        (left, left_defined), (right, right_defined) = self._rational(left), self._rational(right)
        try:
            form = difference_form(left, right)
        except ExpressionError as error:
            raise ClaimError(error.problem, expected=error.expected) from error
        return All((sign_relation(form, operator), *left_defined, *right_defined))

    def _rational(self, expression: sp.Expr) -> tuple[sp.Expr, list[Formula]]:
        """Replace what is not rational by auxiliary variables; also say where those are defined."""
        if expression.is_Atom:
            if not (expression.is_Rational or expression.is_Symbol or expression.is_Float):
                raise ClaimError(f"{expression} can't be translated", expected="rational numbers and symbols")
            return expression, []
        if isinstance(expression, sp.Add | sp.Mul):
            pairs = [self._rational(part) for part in expression.args]
            return expression.func(*(e for e, _ in pairs)), [d for _, ds in pairs for d in ds]
        if isinstance(expression, sp.Pow) and expression.exp.is_Integer:
            base, defined = self._rational(expression.base)
            return base**expression.exp, defined
        if isinstance(expression, sp.Pow) and expression.exp.is_Rational:
            root, defined = self._auxiliary(sp.Pow(expression.base, sp.Rational(1, expression.exp.q)))
            return root**expression.exp.p, defined
        if isinstance(expression, sp.Abs | sp.Max | sp.Min | sp.Piecewise):
            return self._auxiliary(expression)
        raise ClaimError(
            f"{expression.func.__name__} in {expression} can't be translated for the prover",
            expected="+ - * /, rational powers, Abs, Min, Max, Piecewise",
        )

    def _auxiliary(self, expression: Any) -> tuple[sp.Symbol, list[Formula]]:
        if expression not in self.auxiliaries:
            symbol = sp.Symbol(f"aux!{len(self.auxiliaries)}", real=True)
            self.auxiliaries[expression] = (symbol, TRUE)  # reserves the number; inner ones come after it
            branches = list(self._branches(symbol, expression))
            earlier: list[Formula] = []
            ways: list[Formula] = []
            defined: list[Formula] = []
            for condition, value, sound in branches:
                chosen = All((*map(No, earlier), condition))
                ways.append(All((chosen, *sound, value)))
                ways.append(All((chosen, No(All(sound)), self.relation(symbol, "=="))))
                defined.append(All((chosen, *sound)))
                earlier.append(condition)
            ways.append(All((*map(No, earlier), self.relation(symbol, "=="))))
            self.definitions.append(Some(tuple(ways)))
            self.auxiliaries[expression] = (symbol, Some(tuple(defined)))
        symbol, whole = self.auxiliaries[expression]
        return symbol, [whole]

    def _branches(self, symbol: sp.Symbol, expression: Any) -> Iterator[tuple[Formula, Formula, tuple[Formula, ...]]]:
        """Condition, definition of the variable, and where that is sound, for each way the expression is formed."""
        if isinstance(expression, sp.Pow):
            power, inside = symbol**expression.exp.q, expression.base
            value = All((self.relation(symbol, ">="), self.relation(power, "==", inside)))
            yield self.relation(inside, ">="), value, ()
        elif isinstance(expression, sp.Abs):
            (inside,) = expression.args
            yield self.relation(inside, ">="), self.relation(symbol, "==", inside), ()
            yield self.relation(inside, "<"), self.relation(symbol, "==", -inside), ()
        elif isinstance(expression, sp.Piecewise):
            for inside, condition in expression.args:
                rational, defined = self._rational(inside)
                sound = (*defined, *_defined(sign_form(rational)))
                yield self.formula(condition), self.relation(symbol, "==", inside), sound
        else:
            operator = ">=" if isinstance(expression, sp.Max) else "<="
            for inside in expression.args:
                beats = All(tuple(self.relation(inside, operator, other) for other in expression.args))
                yield beats, self.relation(symbol, "==", inside), ()
