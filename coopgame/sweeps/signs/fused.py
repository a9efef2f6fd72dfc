r"""Signs at scattered points in one compiled loop: several products, being inside, and what is unclear.

A loop that evaluates everything at a point while its parameters are in registers does what the processor does fastest,
and needs memory for nothing but the parameters and the result: one byte, which is a position by the signs, or such a
position moved up by as many as there are, for a point at which something is unclear, or a condition fails.
"""

from collections.abc import Callable, Collection, Iterable
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any, NamedTuple

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.polynomials import Polynomial
from coopgame.sweeps.compiling import compiled
from coopgame.sweeps.outputs import Floats
from coopgame.sweeps.signs.code import at_position
from coopgame.sweeps.signs.cut_signs import Product
from coopgame.sweeps.signs.rounding import terms_of

LARGEST = float(np.finfo(np.float64).max)

Kernel = Callable[[tuple[Floats | float, ...], NDArray[np.uint8]], int]


class Requirement(NamedTuple):
    """``turn`` times a polynomial is to be positive, or not negative."""

    turn: int
    factor: Polynomial
    strict: bool


class Plan(NamedTuple):
    """What a kernel computes.

    Parameters
    ----------
    symbols : tuple of Symbol
        In the order of the columns.
    products : tuple of Product
        At most four, so that twice 3**4 positions fit a byte.
    requirements : tuple of Requirement
        Without them every point is inside.
    poles : tuple of Polynomial
        They must not vanish.
    certain : frozenset of Polynomial
        Those on which floats don't err.
    steady : bool
        Whether the bounds on errors are given, the same at all points, and not worked out at each.

    """

    symbols: tuple[sp.Symbol, ...]
    products: tuple[Product, ...]
    requirements: tuple[Requirement, ...] = ()
    poles: tuple[Polynomial, ...] = ()
    certain: frozenset[Polynomial] = frozenset()
    steady: bool = False

    @property
    def places(self) -> int:
        """How many combinations of signs there are; positions from here on are of what is unclear."""
        return int(3 ** len(self.products))

    @property
    def doubtful(self) -> tuple[Polynomial, ...]:
        """The polynomials on which floats may err, in the order of the bounds of a steady plan."""
        factors = (*(f for p in self.products for f in p.factors), *(r.factor for r in self.requirements), *self.poles)
        return tuple(f for f in dict.fromkeys(factors) if f not in self.certain)


def place_of(signs: Iterable[Any]) -> Any:
    """Return the position of a combination of signs: numbers, or expressions that stand for them."""
    return sum(3**k * (sign + 1) for k, sign in enumerate(signs))


@lru_cache(maxsize=64)
def fused(plan: Plan) -> Kernel:
    """Compile a plan; once a process for the same one.

    Returns
    -------
    callable
        ``kernel(columns, out)`` writes the position of each point, and returns the largest. The columns are contiguous
        and as long as ``out``; after them a steady plan has a bound for each of its doubtful polynomials.

    """
    place = compiled(_python(plan))

    def run(columns: Any, out: Any) -> Any:
        largest = np.uint8(0)
        for i in range(out.shape[0]):
            at = np.uint8(place(columns, i))
            out[i] = at
            largest = max(largest, at)
        return largest

    made: Kernel = compiled(run)
    return made


def _python(plan: Plan) -> Callable[..., Any]:
    """Return the position of point ``i`` as a Python function of the columns."""
    sign, short, below, near, either = map(sp.Function, ("sign", "short", "below", "near", "either"))
    given = {factor: sp.Symbol(f"bound_{k}") for k, factor in enumerate(plan.doubtful)} if plan.steady else {}

    def bound(factor: Polynomial) -> sp.Expr:
        return given[factor] if plan.steady else terms_of(factor.expression).bound

    def lacking(requirement: Requirement) -> sp.Expr:
        turn, factor, strict = requirement
        if factor in plan.certain:
            return (short if strict else below)(turn * factor.expression, sp.Integer(0))
        return short(turn * factor.expression, bound(factor))

    def may_vanish(factor: Polynomial) -> sp.Expr:
        return near(factor.expression, sp.Integer(0) if factor in plan.certain else bound(factor))

    def turned(product: Product) -> sp.Expr:
        signs = (*(sign(f.expression) for f in product.odd), *(sign(h.expression) ** 2 for h in product.even))
        return sp.Mul(product.sign, *signs)

    position = sp.sympify(place_of(map(turned, plan.products)), strict=True)
    decided = [f for f in plan.doubtful if any(f in p.factors for p in plan.products) and f not in plan.poles]
    unclear = [*map(lacking, plan.requirements), *map(may_vanish, (*plan.poles, *decided))]
    if unclear:
        position += plan.places * reduce(either, unclear)
    functions = {
        "sign": "(({0} > 0) - ({0} < 0))",
        # What is not finite has overflowed, maybe part way, and tells nothing.
        "short": f"(not {{1}} < {{0}} <= {LARGEST!r})",
        "below": "(not {0} >= {1})",
        "near": f"(not {{1}} < abs({{0}}) <= {LARGEST!r})",
        "either": "({0} | {1})",
    }
    return at_position(position, plan.symbols, functions, tuple(given.values()))


def is_comparison(factor: Polynomial, given: Collection[sp.Symbol] = ()) -> bool:
    r"""Whether a factor compares a parameter with zero, a number or another parameter, so that floats don't err.

    The difference of two floats has the right sign, and decimals that read as different floats are ordered as these.
    That holds for :math:`x`, :math:`\pm x \pm c` with a power of two times :math:`c` that is a float, and
    :math:`\pm x \mp y`.
    """
    if any(s in given for s in factor.symbols) or factor.degree != 1:
        return False
    slopes = [c for exponents, c in factor.terms if sum(exponents)]
    constant = next((c for exponents, c in factor.terms if not sum(exponents)), 0)
    if len(slopes) == 2:
        return not constant and sum(slopes) == 0
    slope = abs(slopes[0])
    if len(slopes) != 1 or slope & (slope - 1) or slope >= 2**500 or abs(constant) >= 2**53:
        return False
    # The float that is that number must stand for it: 3602879701896397/2**55 is a float, which stands for 1/10.
    at = Fraction(constant, slope)
    return Fraction(repr(float(at))) == at
