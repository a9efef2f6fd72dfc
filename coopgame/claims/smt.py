"""Satisfiability of polynomial formulas over the reals by z3: the only module that imports it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import mul
from typing import Any

import sympy as sp
import z3

from coopgame.claims.formula import All, Atom, Formula, No, Some
from coopgame.polynomials import Polynomial

LONGEST = 4e6  # seconds; z3 counts milliseconds in 32 bits
COMPARE = {
    ">": lambda p: p > 0,
    ">=": lambda p: p >= 0,
    "<": lambda p: p < 0,
    "<=": lambda p: p <= 0,
    "==": lambda p: p == 0,
    "!=": lambda p: p != 0,
}


@dataclass(frozen=True, slots=True)
class Sat:
    """A point at which the formulas hold, in exact real algebraic numbers."""

    model: dict[sp.Symbol, sp.Expr]


@dataclass(frozen=True, slots=True)
class Unsat:
    """There is no such point."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The solver gave up, with its reason."""

    reason: str


def solve(formulas: Sequence[Formula], symbols: Sequence[sp.Symbol], budget: float) -> Sat | Unsat | Unknown:
    """Decide whether formulas hold together at some point.

    A fresh solver each time: pushing and popping bilinear constraints times out where this takes milliseconds. Linear
    formulas are left to the simplex method, which does not mind how many symbols there are.

    Parameters
    ----------
    formulas : sequence of Formula
    symbols : sequence of Symbol
        The symbols to give values to.
    budget : float
        Seconds.

    """
    solver = z3.SolverFor("QF_LRA") if all(map(_is_linear, formulas)) else z3.Tactic("qfnra-nlsat").solver()
    solver.set("timeout", max(1, int(1000 * min(budget, LONGEST))))
    for formula in formulas:
        solver.add(_expression(formula))
    try:
        answer = solver.check()
    except z3.Z3Exception as error:  # a tactic that runs out of its limits may raise instead of answering
        return Unknown(str(error))
    if answer == z3.unsat:
        return Unsat()
    if answer == z3.unknown:
        reason = solver.reason_unknown()
        return Unknown(f"no answer within {budget:g} s" if reason in ("timeout", "canceled") else reason)
    model = solver.model()
    return Sat({s: _number(model.eval(z3.Real(s.name), model_completion=True)) for s in symbols})


def _is_linear(formula: Formula) -> bool:
    match formula:
        case Atom(factors, _):
            return sum(f.degree for f in factors) <= 1
        case No(part):
            return _is_linear(part)
        case All(parts) | Some(parts):
            return all(map(_is_linear, parts))


def _expression(formula: Formula) -> Any:
    match formula:
        case Atom(factors, operator):
            return COMPARE[operator](reduce(mul, (_polynomial(f) for f in factors)))
        case No(part):
            return z3.Not(_expression(part))
        case All(parts):
            return z3.And(*map(_expression, parts)) if parts else z3.BoolVal(True)
        case Some(parts):
            return z3.Or(*map(_expression, parts)) if parts else z3.BoolVal(False)


@lru_cache(maxsize=16384)
def _polynomial(polynomial: Polynomial) -> Any:
    variables = [z3.Real(s.name) for s in polynomial.symbols]
    terms = []
    for exponents, c in polynomial.terms:
        term: Any = z3.RealVal(c)
        for variable, e in zip(variables, exponents, strict=True):
            for _ in range(e):
                term = term * variable
        terms.append(term)
    return z3.Sum(terms)


def _number(value: Any) -> sp.Expr:
    if z3.is_rational_value(value):
        return sp.Rational(value.numerator_as_long(), value.denominator_as_long())
    unknown = sp.Dummy("x")
    coefficients = [sp.Rational(c.numerator_as_long(), c.denominator_as_long()) for c in value.poly()]
    polynomial = sp.Poly(list(reversed(coefficients)), unknown)
    approximate = sp.Rational(value.approx(30).as_fraction())
    roots = sp.real_roots(polynomial)
    return min(roots, key=lambda root: abs(root.evalf(40) - approximate))
