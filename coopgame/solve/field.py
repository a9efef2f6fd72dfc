"""Exact arithmetic with payoffs: the field of quotients of polynomials in a game's parameters."""

from collections.abc import Iterator, Sequence
from functools import cache
from math import prod
from typing import Any

import sympy as sp
from sympy import ZZ
from sympy.polys.polyerrors import CoercionFailed

from coopgame.errors import ExpressionError
from coopgame.games.finite import FiniteGame
from coopgame.polynomials import Polynomial, SignForm

READABLE = 60  # terms of the longest polynomial worth factoring for the eye


class PayoffField:
    r"""The field :math:`\mathbb{Q}(\theta_1, \dots, \theta_m)` of a game's parameters, and its payoffs in it.

    Elements are SymPy's, so that sums and products come out cancelled without anything being simplified.

    Parameters
    ----------
    game : FiniteGame

    Raises
    ------
    ExpressionError
        When a payoff is not a quotient of polynomials with rational coefficients.

    """

    def __init__(self, game: FiniteGame) -> None:
        # A field without generators is another kind of object; one generator that never occurs keeps it the same.
        self.domain = ZZ.frac_field(*(game.symbols or [sp.Dummy("none")]))
        self.one, self.zero = self.domain.one, self.domain.zero
        self.tables = [
            [self._read(payoff, player) for payoff in table]
            for player, table in zip(game.players, game.tables, strict=True)
        ]
        self.form = cache(self._form)
        self.expression = cache(self._expression)

    def _read(self, payoff: sp.Expr, player: str) -> Any:
        try:
            return self.domain.from_sympy(payoff)
        except (CoercionFailed, ValueError):
            raise ExpressionError(
                f"the payoff {payoff} of {player} is not a quotient of polynomials with rational coefficients",
                expected="payoffs made of numbers and parameters by + - * / and whole powers",
            ) from None

    def _form(self, element: Any) -> SignForm:
        """Return what decides the sign of an element wherever its denominator does not vanish."""
        if not element:
            return SignForm(0, (), (), ())
        sign, counts = 1, dict[Polynomial, int]()
        for part, inverted in ((element.numer, False), (element.denom, True)):
            constant, factors = factored(part)
            sign *= 1 if constant > 0 else -1
            for factor, multiplicity in factors:
                turn, primitive = _primitive(factor)
                sign *= turn**multiplicity
                counts[primitive] = -multiplicity if inverted else multiplicity
        odd = tuple(f for f, n in counts.items() if n % 2)
        return SignForm(sign, odd, tuple(f for f, n in counts.items() if n > 0 and not n % 2), ())

    def _expression(self, element: Any) -> sp.Expr:
        """Write an element, factored where that makes it shorter to read."""
        return _written(element.numer) / _written(element.denom)

    def is_readable(self, element: Any) -> bool:
        """Whether an element is short enough to be written out as one quotient of polynomials."""
        return max(len(element.numer), len(element.denom)) <= READABLE

    def content(self, elements: Sequence[Any]) -> Any:
        """Return a greatest common divisor of elements not all zero: divided by it they are coprime polynomials."""
        parts = [element for element in elements if element]
        over, under = parts[0].numer, parts[0].denom
        for element in parts[1:]:
            over, under = over.gcd(element.numer), under.lcm(element.denom)
        return self.domain(over) / self.domain(under)


def factored(polynomial: Any) -> tuple[Any, list[tuple[Any, int]]]:
    """Factor a ring element over the integers, as a constant and pairs of irreducible factor and multiplicity.

    One that is linear in some generator factors as its content with respect to it times an irreducible rest, which
    saves the search for factors where payoffs are concerned: most are linear in something.
    """
    if polynomial.is_ground:
        return polynomial.LC, []
    for k, degree in enumerate(polynomial.degrees()):
        if degree == 1:
            rest = polynomial.coeff_wrt(k, 0)
            content = polynomial.coeff_wrt(k, 1).gcd(rest) if rest else polynomial.coeff_wrt(k, 1)
            constant, factors = factored(content)
            return constant, [*factors, (polynomial.exquo(content), 1)]
    constant, factors = polynomial.factor_list()
    return constant, factors


def _primitive(factor: Any) -> tuple[int, Polynomial]:
    """Write an irreducible ring element as a sign times a :class:`Polynomial` whose first coefficient is positive."""
    terms = [(exponents, int(c)) for exponents, c in factor.terms()]
    used = [k for k in range(len(factor.ring.symbols)) if any(exponents[k] for exponents, _ in terms)]
    sign = 1 if terms[0][1] > 0 else -1
    divisor = abs(int(factor.content())) * sign
    symbols = tuple(factor.ring.symbols[k] for k in used)
    return sign, Polynomial(symbols, tuple((tuple(e[k] for k in used), c // divisor) for e, c in terms))


def _written(polynomial: Any) -> sp.Expr:
    if len(polynomial) > READABLE:
        return polynomial.as_expr()
    constant, factors = factored(polynomial)
    return sp.Mul(sp.Integer(int(constant)), *_powers(factors))


def _powers(factors: Sequence[tuple[Any, int]]) -> Iterator[sp.Expr]:
    return (factor.as_expr() ** multiplicity for factor, multiplicity in factors)


def square_root(polynomial: Any) -> Any | None:
    """Return the ring element whose square this one is, if there is one."""
    constant, factors = factored(polynomial)
    root, exact = sp.integer_nthroot(int(constant), 2) if constant > 0 else (0, constant == 0)
    if not exact or any(multiplicity % 2 for _, multiplicity in factors):
        return None
    return prod((factor ** (multiplicity // 2) for factor, multiplicity in factors), start=root)
