"""What Hypothesis draws: expressions, conditions, regions, points, and games."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

import sympy as sp
from hypothesis import strategies as st

from coopgame.games.finite import FiniteGame
from coopgame.symbols import Region, parameters

x, y, z = SYMBOLS = parameters("x y z")

KINDS = (sp.Gt, sp.Ge, sp.Lt, sp.Le, sp.Eq, sp.Ne)
BOX = Region(x >= -2, x <= 2, y >= -2, y <= 2, z >= -2, z <= 2)


def rationals(bound: int = 4) -> st.SearchStrategy[sp.Rational]:
    """Plain rational numbers, integers and halves among them often enough for ties."""
    return st.builds(sp.Rational, st.integers(-2 * bound, 2 * bound), st.sampled_from((1, 2, 2, 3)))


def points(symbols: tuple[sp.Symbol, ...] = SYMBOLS) -> st.SearchStrategy[dict[sp.Symbol, sp.Rational]]:
    """A rational number for each symbol."""
    return st.fixed_dictionaries({symbol: rationals() for symbol in symbols})


@st.composite
def polynomials(draw: st.DrawFn, symbols: tuple[sp.Symbol, ...] = SYMBOLS, degree: int = 2) -> sp.Expr:
    """A polynomial with a few terms and small integer coefficients, which may be constant."""
    terms = draw(
        st.lists(
            st.tuples(st.integers(-3, 3), st.lists(st.sampled_from(symbols), max_size=degree)), min_size=1, max_size=4
        )
    )
    return sp.Add(*(c * sp.Mul(*factors) for c, factors in terms))


@st.composite
def rational_expressions(draw: st.DrawFn, symbols: tuple[sp.Symbol, ...] = SYMBOLS) -> sp.Expr:
    """A sum, difference or product of two quotients of polynomials: poles, and some that cancel."""
    quotients = []
    for _ in range(2):
        over, under = draw(polynomials(symbols)), draw(polynomials(symbols, degree=1))
        quotients.append(over / under if under != 0 else over)
    join = draw(st.sampled_from((sp.Add, sp.Mul, lambda a, b: a - b)))
    return join(*quotients)


@st.composite
def branching_expressions(draw: st.DrawFn, symbols: tuple[sp.Symbol, ...] = SYMBOLS) -> sp.Expr:
    """An expression with a root, an absolute value, a minimum, a maximum or cases in it."""
    first, second, third = (draw(polynomials(symbols, degree=1)) for _ in range(3))
    kind = draw(st.sampled_from(("root", "inverse root", "absolute", "maximum", "minimum", "cases", "open cases")))
    made = {
        "root": lambda: sp.sqrt(first),
        "inverse root": lambda: 1 / sp.sqrt(first),
        "absolute": lambda: sp.Abs(first),
        "maximum": lambda: sp.Max(first, second),
        "minimum": lambda: sp.Min(first, 1 / second if second != 0 else third),
        "cases": lambda: sp.Piecewise((first, second > 0), (third, True)),
        "open cases": lambda: sp.Piecewise((first, second > 0)),
    }[kind]()
    finite = made if not made.has(sp.nan, sp.zoo, sp.oo, sp.I) else first
    return draw(st.sampled_from((finite, finite + third, finite * 2 - third)))


def expressions(symbols: tuple[sp.Symbol, ...] = SYMBOLS) -> st.SearchStrategy[sp.Expr]:
    """Anything a prover can be asked about."""
    return st.one_of(polynomials(symbols), rational_expressions(symbols), branching_expressions(symbols))


@st.composite
def relations(draw: st.DrawFn, of: st.SearchStrategy[sp.Expr] | None = None) -> Any:
    """A relation between two expressions; SymPy may settle it on the spot."""
    of = expressions() if of is None else of
    left, right = draw(of), draw(st.one_of(st.integers(-1, 1).map(sp.Integer), of))
    return draw(st.sampled_from(KINDS))(left, right)


def conditions(of: st.SearchStrategy[sp.Expr] | None = None) -> st.SearchStrategy[Any]:
    """Relations joined by and, or, not, and implies."""
    pair = st.tuples(relations(of), relations(of))
    return st.one_of(
        relations(of),
        pair.map(lambda p: sp.And(*p)),
        pair.map(lambda p: sp.Or(*p)),
        pair.map(lambda p: sp.Not(sp.And(*p))),
        pair.map(lambda p: sp.Implies(*p)),
    )


def regions(
    of: st.SearchStrategy[sp.Expr] | None = None, *, most: int = 3, within: Region = BOX
) -> st.SearchStrategy[Region]:
    """A region in a box; it may be empty."""
    return st.lists(conditions(of), max_size=most).map(lambda parts: Region(within, *parts))


def names(word: str, count: int) -> tuple[str, ...]:
    """Player or strategy names: ``word 1``, ``word 2``, ..."""
    return tuple(f"{word} {k + 1}" for k in range(count))


def built(shape: tuple[int, ...], payoffs: list[Any], region: Region = Region()) -> FiniteGame:
    """A game of a shape whose payoffs come from one list, player by player."""
    players = names("player", len(shape))
    strategies = {p: names("strategy", size) for p, size in zip(players, shape, strict=True)}
    profiles = list(product(*strategies.values()))
    table = {
        (player, profile): payoffs[i * len(profiles) + k]
        for i, player in enumerate(players)
        for k, profile in enumerate(profiles)
    }
    return FiniteGame.from_function(lambda player, profile: table[player, tuple(profile)], strategies, region)


@st.composite
def numeric_games(draw: st.DrawFn, *, bound: int = 2) -> FiniteGame:
    """A game of one to three players with small integer payoffs, so that most are degenerate."""
    shape = draw(st.sampled_from(((2,), (3,), (2, 2), (2, 3), (3, 3), (1, 2), (2, 2, 2), (1, 2, 2))))
    size = len(shape) * prod(shape)
    return built(shape, draw(st.lists(st.integers(-bound, bound), min_size=size, max_size=size)))


SQUARE = Region(x >= -1, x <= 1, y >= -1, y < 1)
TRIANGLE = Region(x > 0, y > 0, x + y <= 2)
DISC = Region(x**2 + y**2 <= 2)
LINE = Region(sp.Eq(x, y), x >= -1, x <= 1)
QUADRANT = Region(x > 0, y >= 0)
SPLIT = Region(sp.Or(x < -1, x >= 1), y >= -1, y <= 1)
REGIONS = (SQUARE, TRIANGLE, DISC, LINE, QUADRANT, SPLIT)


@st.composite
def parametric_games(draw: st.DrawFn, *, degree: int = 1, players: int = 3) -> FiniteGame:
    """A game of up to three players whose payoffs are polynomials of two parameters over a region with boundaries."""
    shapes = [s for s in ((2,), (2, 2), (2, 2), (2, 3), (2, 2, 2)) if len(s) <= players]
    shape = draw(st.sampled_from(shapes))
    size = len(shape) * prod(shape)
    plain = st.integers(-2, 2).map(sp.Integer)
    payoff = st.one_of(plain, plain, st.sampled_from((x, y, x - y, x + y - 1)), polynomials((x, y), degree))
    payoffs = draw(st.lists(payoff, min_size=size, max_size=size))
    return built(shape, payoffs, draw(st.sampled_from(REGIONS)))


@st.composite
def venture_games(draw: st.DrawFn) -> FiniteGame:
    """Joint revenue divided by a share x, less a private cost y: what most cooperation games look like."""
    revenue = draw(st.lists(st.integers(0, 6), min_size=4, max_size=4))
    cost = draw(st.lists(st.integers(0, 2), min_size=2, max_size=2))
    shares = (x, 1 - x)
    payoffs = [
        share * revenue[k] - (cost[i] + y) * int(profile[i] == 0)
        for i, share in enumerate(shares)
        for k, profile in enumerate(product((0, 1), repeat=2))
    ]
    return built((2, 2), payoffs, Region(x >= 0, x <= 1, y >= 0, y <= 3))


def interpreted(expression: sp.Expr, point: Mapping[sp.Symbol, Any]) -> Any:
    """The value of an expression operation by operation, a Fraction but for roots; None where a part has none."""
    if expression.is_Rational:
        return Fraction(int(expression.p), int(expression.q))
    if expression.is_Symbol:
        return Fraction(int(point[expression].p), int(point[expression].q))
    if isinstance(expression, sp.Piecewise):
        return next((interpreted(value, point) for value, case in expression.args if _true(case, point)), None)
    parts = [interpreted(part, point) for part in expression.args]
    return None if None in parts else _applied(expression, parts)


def _applied(expression: sp.Expr, parts: list[Any]) -> Any:
    if expression.is_Pow:
        base, exponent = parts
        if base == 0 and exponent < 0:
            return None
        if exponent.denominator == 1:
            return base ** int(exponent)
        return None if base < 0 else float(base) ** float(exponent)
    operation: dict[Any, Callable[[list[Any]], Any]] = {
        sp.Add: sum,
        sp.Mul: prod,
        sp.Max: max,
        sp.Min: min,
        sp.Abs: lambda one: abs(one[0]),
    }
    return operation[expression.func](parts)


def _true(case: Any, point: Mapping[sp.Symbol, Any]) -> bool:
    if case == sp.true:
        return True
    left, right = (interpreted(side, point) for side in case.args)
    return None not in (left, right) and bool(case.func(sp.Rational(left), sp.Rational(right)))
