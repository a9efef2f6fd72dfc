r"""One compiled loop from scattered points to a table: payoffs, deviation gains, region and decision at once.

Each polynomial is compared with the bound on its rounding error at that very point, and its sign is clear or it is not.
The signs of the gains, in base 3, and whether the point is clearly inside the region, are the position in a table.
Whatever is unclear has its own positions there, so the loop has no branches and is vectorised by the compiler.
"""

from collections.abc import Callable, Collection, Sequence
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

Kernel = Callable[[tuple[Floats, ...], NDArray[np.uint64], NDArray[np.uint64]], int]


class Requirement(NamedTuple):
    """That a polynomial, turned by a sign, is positive, or not negative."""

    turn: int
    factor: Polynomial
    strict: bool


class Plan(NamedTuple):
    """What a kernel computes.

    Parameters
    ----------
    symbols : tuple of Symbol
        In the order of the columns.
    cuts : tuple of Product
        At most four, so that twice 3**4 positions fit a byte; their own signs are 1.
    requirements : tuple of Requirement
        Without them every point is inside.
    poles : tuple of Polynomial
        They must not vanish.
    certain : frozenset of Polynomial
        Those on which floats don't err.

    """

    symbols: tuple[sp.Symbol, ...]
    cuts: tuple[Product, ...]
    requirements: tuple[Requirement, ...]
    poles: tuple[Polynomial, ...]
    certain: frozenset[Polynomial]

    @property
    def places(self) -> int:
        """How many combinations of signs there are; as many again for points not clearly inside, or near a pole."""
        return int(3 ** len(self.cuts))


def place_of(signs: Sequence[int]) -> int:
    """Return the position of a combination of signs."""
    return sum(3**k * (sign + 1) for k, sign in enumerate(signs))


@lru_cache(maxsize=64)
def fused(plan: Plan) -> Kernel:
    """Compile a plan; once a process for the same one.

    Returns
    -------
    callable
        ``kernel(columns, table, out)`` writes ``table[position]`` of each point and returns all of them joined by *or*.
        The columns are contiguous and as long as ``out``; the table has ``2 * plan.places`` entries.

    """
    place = compiled(_python(plan))

    def positions(columns: Any, found: Any) -> None:
        for i in range(found.shape[0]):
            found[i] = place(columns, i)

    def look(found: Any, table: Any, out: Any) -> Any:
        joined = np.uint64(0)
        for i in range(found.shape[0]):
            entry = table[found[i]]
            out[i] = entry
            joined |= entry
        return joined

    find, write = compiled(positions), compiled(look)

    def kernel(columns: tuple[Floats, ...], table: NDArray[np.uint64], out: NDArray[np.uint64]) -> int:
        found = np.empty(out.shape, dtype=np.uint8)
        find(columns, found)
        return int(write(found, table, out))

    return kernel


@lru_cache(maxsize=256)
def sign_loop(factor: Polynomial, certain: bool) -> Callable[[tuple[Floats, ...], NDArray[np.int8]], None]:
    """Compile the signs of one polynomial: ``loop(columns, out)`` writes -1, 0 or 1, and 0 where it is unclear."""
    place = compiled(_python(Plan(factor.symbols, (Product(1, (factor,)),), (), (), frozenset([factor] * certain))))

    def loop(columns: Any, out: Any) -> None:
        for i in range(out.shape[0]):
            out[i] = place(columns, i) - 1

    return compiled(loop)


def _python(plan: Plan) -> Callable[..., Any]:
    """Return the position of point ``i`` as a Python function of the columns."""
    clear, short, below, near, either = map(sp.Function, ("clear", "short", "below", "near", "either"))

    def bound(factor: Polynomial) -> sp.Expr:
        return sp.Integer(0) if factor in plan.certain else terms_of(factor.expression).bound

    def sign(factor: Polynomial) -> sp.Expr:
        return clear(factor.expression, bound(factor))

    def lacking(requirement: Requirement) -> sp.Expr:
        turn, factor, strict = requirement
        compare = below if factor in plan.certain and not strict else short
        return compare(turn * factor.expression, bound(factor))

    position = sp.Integer(0)
    for k, cut in enumerate(plan.cuts):
        digit = sp.Mul(*(sign(f) for f in cut.odd), *(sign(h) ** 2 for h in cut.even))
        position += 3**k * (digit + 1)
    unclear = [*map(lacking, plan.requirements), *(near(pole.expression, bound(pole)) for pole in plan.poles)]
    if unclear:
        position += plan.places * reduce(either, unclear)
    functions = {
        "clear": compiled(lambda v, t: np.int64(v > t) - np.int64(v < -t)),
        "short": compiled(lambda v, t: not v > t),
        "below": compiled(lambda v, t: not v >= t),
        "near": compiled(lambda v, t: not abs(v) > t),
        "either": compiled(lambda a, b: a | b),
    }
    return at_position(position, plan.symbols, functions)


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
