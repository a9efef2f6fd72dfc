"""Relations between rational expressions as signs of integer polynomials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import inf, prod
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.relational import Relational
from sympy.polys.polyerrors import PolynomialError

from coopgame.errors import ExpressionError

FLIPPED = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Polynomial:
    r"""A polynomial :math:`p = \sum_k c_k \prod_j x_j^{e_{kj}}` with coprime integer coefficients.

    Parameters
    ----------
    symbols : tuple of Symbol
        The symbols :math:`x_j` that occur, sorted by name.
    terms : tuple of (tuple of int, int)
        Pairs of exponents and coefficient.

    """

    symbols: tuple[sp.Symbol, ...]
    terms: tuple[tuple[tuple[int, ...], int], ...]

    @property
    def degree(self) -> int:
        """The total degree."""
        return max(sum(exponents) for exponents, _ in self.terms)

    @property
    def expression(self) -> sp.Expr:
        """The polynomial as a SymPy expression."""
        return sp.Add(*(self._monomial(exponents) * c for exponents, c in self.terms))

    def value(self, point: Mapping[sp.Symbol, Fraction]) -> Fraction:
        """:math:`p(x)`, exactly."""
        coordinates = [point[symbol] for symbol in self.symbols]
        total = Fraction(0)
        for exponents, c in self.terms:
            total += c * prod((x**e for x, e in zip(coordinates, exponents, strict=True) if e), start=Fraction(1))
        return total

    def values(self, columns: Mapping[sp.Symbol, NDArray[np.float64]]) -> Any:
        """:math:`p(x)` in floating point at many points, one array a symbol."""
        total: Any = 0.0
        for exponents, c in self.terms:
            powers: Any = (columns[s] for s, e in zip(self.symbols, exponents, strict=True) for _ in range(e))
            total = total + prod(powers, start=as_float(c))
        return total

    def balanced(self) -> tuple[sp.Expr, sp.Expr]:
        """The terms with a positive coefficient, and those with a negative one, the latter with its sign turned."""
        sides: tuple[list[sp.Expr], list[sp.Expr]] = ([], [])
        for exponents, c in self.terms:
            sides[c < 0].append(self._monomial(exponents) * abs(c))
        return sp.Add(*sides[0]), sp.Add(*sides[1])

    def _monomial(self, exponents: tuple[int, ...]) -> sp.Expr:
        return sp.Mul(*(x**e for x, e in zip(self.symbols, exponents, strict=True)))


@dataclass(frozen=True, slots=True)
class SignForm:
    r"""The sign of a rational expression, :math:`\operatorname{sgn} r = s \prod_{f \in O} \operatorname{sgn} f`.

    Holds where no pole vanishes and no even factor vanishes; where an even factor or an odd one that is no pole does,
    the sign is zero; where a pole vanishes the expression is undefined.

    Parameters
    ----------
    sign : {-1, 0, 1}
        The constant's sign :math:`s`.
    odd : tuple of Polynomial
        The irreducible factors :math:`O` of odd multiplicity, of numerator and denominator alike.
    even : tuple of Polynomial
        The numerator's factors of even multiplicity.
    poles : tuple of Polynomial
        The factors of every denominator, whether or not it cancels.

    """

    sign: int
    odd: tuple[Polynomial, ...]
    even: tuple[Polynomial, ...]
    poles: tuple[Polynomial, ...]

    def at(self, point: Mapping[sp.Symbol, Fraction]) -> int | None:
        """The sign at a point, or None where the expression is undefined."""
        if any(pole.value(point) == 0 for pole in self.poles):
            return None
        sign = self.sign
        for factor in self.odd:
            value = factor.value(point)
            sign *= (value > 0) - (value < 0)
            if not sign:
                return 0
        return 0 if sign and any(factor.value(point) == 0 for factor in self.even) else sign


def as_float(number: int) -> float:
    """Return the nearest float, infinite where there is none."""
    return float(number) if number.bit_length() < 1024 else inf if number > 0 else -inf


def polynomial(expression: sp.Expr) -> tuple[int, Polynomial]:
    """Write a non-zero polynomial as a sign times a primitive :class:`Polynomial` whose first term is positive."""
    generators = tuple(sorted(expression.free_symbols, key=str))
    if not generators:
        return (1 if expression > 0 else -1), Polynomial((), (((), 1),))
    terms = sp.Poly(expression, *generators, domain="QQ").primitive()[1].clear_denoms(convert=True)[1].terms()
    sign = 1 if terms[0][1] > 0 else -1
    return sign, Polynomial(generators, tuple((tuple(e), sign * int(c)) for e, c in terms))


@lru_cache(maxsize=65536)
def sign_form(expression: sp.Expr) -> SignForm:
    """Factor a rational expression into what decides its sign.

    Raises
    ------
    ExpressionError
        When the expression is not a quotient of polynomials with rational coefficients.

    """
    if expression.has(sp.zoo, sp.nan, sp.oo):
        raise ExpressionError(f"{expression} is not defined anywhere", expected="a finite expression")
    fraction = _rational(expression)
    numerator, denominator = sp.fraction(sp.together(fraction))
    over, upper = _factors(numerator)
    under, lower = _factors(denominator)
    poles = _denominators(fraction)
    counts: dict[Polynomial, int] = {}
    for factor, multiplicity in (*upper, *lower):
        counts[factor] = counts.get(factor, 0) + multiplicity
    odd = tuple(factor for factor, count in counts.items() if count % 2)
    even = tuple(factor for factor, count in counts.items() if not count % 2 and factor not in poles)
    return SignForm(over * under, odd, even, poles)


def _factors(expression: sp.Expr) -> tuple[int, Sequence[tuple[Polynomial, int]]]:
    if expression.is_zero or (zero := sp.expand(expression)) == 0:
        return 0, ()
    if not expression.free_symbols:
        return (1 if zero > 0 else -1), ()
    try:
        constant, pairs = sp.factor_list(expression, *sorted(expression.free_symbols, key=str), domain="QQ")
    except (PolynomialError, sp.CoercionFailed) as error:
        raise _irrational(expression) from error
    sign = 1 if constant > 0 else -1
    found = []
    for factor, multiplicity in pairs:
        turn, primitive = polynomial(factor)
        sign *= turn**multiplicity
        found.append((primitive, multiplicity))
    return sign, found


def _denominators(expression: sp.Expr) -> tuple[Polynomial, ...]:
    found: dict[Polynomial, None] = {}
    for power in sorted(expression.atoms(sp.Pow), key=sp.default_sort_key):
        if power.exp.is_negative:
            found.update((factor, None) for factor, _ in _factors(sp.fraction(sp.together(power.base))[0])[1])
    return tuple(found)


def rationalised(expression: sp.Expr) -> sp.Expr:
    """Replace every float by the exact decimal Python prints for it."""
    floats = expression.atoms(sp.Float)
    return expression.xreplace({x: sp.Rational(repr(float(x))) for x in floats}) if floats else expression


def relation_form(relation: Relational) -> SignForm:
    """Return the sign form of a relation's left side minus its right side."""
    return difference_form(relation.lhs, relation.rhs)


@lru_cache(maxsize=65536)
def difference_form(left: sp.Expr, right: sp.Expr) -> SignForm:
    """Return the sign form of ``left - right``, undefined wherever a side is, also where the two cancel."""
    form = sign_form(left - right)
    poles = dict.fromkeys(form.poles)
    for side in (left, right):
        poles.update(dict.fromkeys(_denominators(_rational(side))))
    return form if len(poles) == len(form.poles) else replace(form, poles=tuple(poles))


def _rational(expression: sp.Expr) -> sp.Expr:
    if not expression.is_rational_function(*expression.free_symbols):  # factoring would take sqrt(x) for a power of x
        raise _irrational(expression)
    return rationalised(expression)


def _irrational(expression: sp.Expr) -> ExpressionError:
    return ExpressionError(
        f"{expression} is not a quotient of polynomials with rational coefficients", expected="+ - * / and powers"
    )


def holds(operator: str, sign: int) -> bool:
    """Whether a quantity of this sign stands in the relation to zero that the operator names."""
    return {">": sign > 0, ">=": sign >= 0, "<": sign < 0, "<=": sign <= 0, "==": sign == 0, "!=": sign != 0}[operator]


def relation(form: SignForm, operator: str) -> Any:
    """Write ``form operator 0`` as a SymPy relation, positive terms on the left and negative ones on the right.

    Where the form has poles that the relation does not exclude by itself, their being non-zero is joined to it.
    """
    if form.sign < 0:
        operator = FLIPPED[operator]
    if form.sign == 0 or not (form.odd or form.even):
        always = sp.true if holds(operator, abs(form.sign)) else sp.false
        return sp.And(always, *map(_nonzero, form.poles))
    if len(form.odd) == 1 and not form.even:
        (factor,) = form.odd
        left, right = factor.balanced()
        if factor.degree == 1 and len(factor.symbols) == 1:  # one parameter: say what it is compared with
            (left,) = factor.symbols  # its coefficient comes first, and is positive
            right = sp.expand(left - factor.expression / sp.diff(factor.expression, left))
        elif left == 0:
            left, right, operator = right, left, FLIPPED[operator]
    else:
        squares = (f.expression**2 for f in form.even)
        left, right = sp.Mul(*(f.expression for f in form.odd), *squares), sp.Integer(0)
    strict = operator in "<>" or operator == "!="
    defined = (_nonzero(pole) for pole in form.poles if not (strict and pole in form.odd))
    return sp.And(_relational(left, right, operator), *defined)


def _nonzero(factor: Polynomial) -> Any:
    return relation(SignForm(1, (factor,), (), ()), "!=")


def _relational(left: sp.Expr, right: sp.Expr, operator: str) -> Any:
    kind = {">": sp.Gt, ">=": sp.Ge, "<": sp.Lt, "<=": sp.Le, "==": sp.Eq, "!=": sp.Ne}[operator]
    return kind(left, right)
