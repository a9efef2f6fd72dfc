"""Arithmetic on the parts of a formula; what would grow without end is refused before it is computed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, prod
from typing import Any

import sympy as sp

from coopgame.errors import ExpressionError
from coopgame.expressions.complaints import complaint

MAX_DIGITS = 1000  # of a number, typed or computed
MAX_POWER = 32
MAX_DEGREE = 64  # of a part, with the powers of its parts multiplied in
MAX_TERMS = 10_000  # of a part when multiplied out
MAX_RADICAND = 10**9  # so far SymPy's factors are sure to be primes; it fails on some longer numbers
MAX_RADICALS = 4  # irrational constants: comparing sums of n of them is work of order 2**n

_MAX_BITS = MAX_DIGITS * 10 // 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a formula: its value, where in which text it starts, and bounds on its degree and terms."""

    value: Any
    text: str
    start: int
    degree: int = 0
    terms: int = 1

    def complaint(self, problem: str, expected: str) -> ExpressionError:
        """Return the error that points at this part."""
        return complaint(self.text, self.start, problem, expected)

    def moved(self, start: int, value: Any = None) -> "Part":
        """Return the part as it starts elsewhere: at its sign, or at its parenthesis."""
        return Part(self.value if value is None else value, self.text, start, self.degree, self.terms)


def number(literal: str, text: str, start: int) -> Part:
    """Read a decimal as the rational number it stands for."""
    mantissa, _, exponent = literal.lower().partition("e")
    # The exponent's own length comes first: it is turned into a number here.
    if len(mantissa) > MAX_DIGITS or len(exponent) > MAX_DIGITS or abs(int(exponent or 0)) > MAX_DIGITS:
        raise _too_large(text, start)
    value = Fraction(literal)
    return Part(sp.Rational(value.numerator, value.denominator), text, start)


def add(parts: Sequence[Part]) -> Part:
    """Sum the parts at once; one after the other takes time of the order of their number squared."""
    degree, terms = max(part.degree for part in parts), sum(part.terms for part in parts)
    return _built(lambda: sp.Add(*(part.value for part in parts)), parts, degree, terms)


def multiply(parts: Sequence[Part]) -> Part:
    """Multiply the parts."""
    degree, terms = sum(part.degree for part in parts), prod(part.terms for part in parts)
    return _built(lambda: sp.Mul(*(part.value for part in parts)), parts, degree, terms)


def inverse(part: Part) -> Part:
    """Divide one by the part, unless that is plainly zero."""
    if part.value.is_zero:
        raise part.complaint("division by zero", "a divisor other than zero")
    return part.moved(part.start, 1 / part.value)


def raised(base: Part, power: Part) -> Part:
    """Raise to a small whole power."""
    exponent = power.value
    if not (exponent.is_Integer and abs(exponent) <= MAX_POWER):
        half = exponent.is_Rational and abs(exponent) == sp.S.Half
        raise power.complaint(
            "a power that is not a small whole number",
            "sqrt(...) for a square root" if half else f"a whole number from -{MAX_POWER} to {MAX_POWER}",
        )
    base = inverse(base) if exponent < 0 else base
    n = abs(int(exponent))
    return _built(lambda: base.value**n, [base], base.degree * n, comb(base.terms + n - 1, n))


def root(part: Part, radicals: set[Any]) -> Part:
    """Take the square root, unless that is plainly not real; constants that are irrational join the radicals."""
    if part.value.is_extended_negative:
        raise part.complaint("the square root of a negative value", "a value that can be positive")
    factor = part.value.as_coeff_Mul()[0]
    if max(abs(factor.p), factor.q) > MAX_RADICAND:
        raise part.complaint("too long a number under a root", f"at most {MAX_RADICAND}, above and below the line")
    value = sp.sqrt(part.value)
    _check_real(value, part)
    if value.is_number and not value.is_Rational:
        radicals.add(value)
        if len(radicals) > MAX_RADICALS:
            raise part.complaint("one irrational constant too many", f"at most {MAX_RADICALS} in an expression")
    # A root of constants counts as a degree, so that powers of it are bounded as those of a parameter are.
    return Part(value, part.text, part.start, max(part.degree, 1), part.terms)


def compared(function: Callable[..., Any], parts: Sequence[Part]) -> Part:
    """Apply what compares its arguments: ``abs``, ``min``, ``max``, or a relation."""

    def value() -> Any:
        try:
            return function(*(part.value for part in parts))
        except (TypeError, ValueError) as error:
            # SymPy won't compare what is not real, nor constants it can't tell from zero.
            expected = "real values, constants in simple form"
            raise parts[0].complaint("values that can't be compared", expected) from error

    part = _built(value, parts, max(part.degree for part in parts), sum(part.terms for part in parts))
    _check_real(part.value, part)
    return part


def _check_real(value: Any, part: Part) -> None:
    # Where SymPy finds that a root is imaginary, it writes its modulus with real and imaginary parts.
    if value.has(sp.I, sp.re, sp.im):
        raise part.complaint("a value that is not real", "roots of values that can be positive")


def _built(make: Callable[[], Any], parts: Sequence[Part], degree: int, terms: int) -> Part:
    first = parts[0]
    if degree > MAX_DEGREE:
        raise first.complaint(f"an expression of degree {degree}", f"at most degree {MAX_DEGREE}")
    if terms > MAX_TERMS:
        raise first.complaint(
            f"an expression that has {_count(terms)} terms when multiplied out", f"at most {MAX_TERMS} terms"
        )
    # Sums and products of many long numbers are slow before they are long.
    if sum(_bits(part.value.as_coeff_Mul()[0]) for part in parts if isinstance(part.value, sp.Expr)) > 10 * _MAX_BITS:
        raise _too_large(first.text, first.start)
    value = make()
    if any(_bits(argument) > _MAX_BITS for argument in (value, *value.args)):
        raise _too_large(first.text, first.start)
    return Part(value, first.text, first.start, degree, terms)


def check_numbers(part: Part) -> None:
    """Refuse numbers that are too long, wherever in the part they stand."""
    if any(_bits(value) > _MAX_BITS for value in part.value.atoms(sp.Rational)):
        raise _too_large(part.text, part.start)


def _bits(value: Any) -> int:
    return value.p.bit_length() + value.q.bit_length() if value.is_Rational else 0


def _too_large(text: str, start: int) -> ExpressionError:
    return complaint(text, start, "too long a number", f"at most {MAX_DIGITS} digits")


def _count(n: int) -> str:
    return str(n) if n < 10**9 else "more than 10**9"
