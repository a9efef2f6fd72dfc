"""A walk inside a semialgebraic set: one coordinate at a time is drawn anew from its exact slice.

With the other coordinates fixed, a condition cuts the line into points and open intervals on each of which it holds or
fails as a whole. The same move that keeps a walk inside finds the inside to begin with: take the piece on which the
most conditions hold.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import isqrt
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational

from coopgame.conditions import evaluate
from coopgame.errors import ExpressionError, RegionError
from coopgame.polynomials import Polynomial, relation_form

Point = dict[sp.Symbol, sp.Rational]

ROUNDS_TO_START = 40
RESTARTS = 8
ROUNDS_BETWEEN = 2
REACH = 8  # an unbounded piece is entered up to 2**REACH deep
ON_A_POINT = 0.1  # how often a single point is preferred where intervals are open as well


def walk(
    conditions: Sequence[Any], symbols: Sequence[sp.Symbol], rng: random.Random, known: Sequence[Point]
) -> Iterator[Point]:
    """Yield points at which every condition holds, from a known one or from one found first.

    Raises
    ------
    RegionError
        When no point to start from was found.

    """
    relevant = {s: [c for c in conditions if s in c.free_symbols] for s in symbols}
    point = dict(known[-1]) if known else _start(conditions, symbols, relevant, rng)
    while True:
        for _ in range(ROUNDS_BETWEEN):
            for symbol in rng.sample(list(symbols), len(symbols)):
                _move(point, symbol, relevant[symbol], rng)
        yield dict(point)


def _start(
    conditions: Sequence[Any],
    symbols: Sequence[sp.Symbol],
    relevant: Mapping[sp.Symbol, Sequence[Any]],
    rng: random.Random,
) -> Point:
    for _ in range(RESTARTS):
        point = {s: sp.Rational(rng.randint(-4, 8), rng.choice((1, 2, 4))) for s in symbols}
        for _ in range(ROUNDS_TO_START):
            if all(evaluate(c, point) for c in conditions):
                return point
            for symbol in rng.sample(list(symbols), len(symbols)):
                _move(point, symbol, relevant[symbol], rng)
    raise RegionError(
        f"no point found at which {' and '.join(map(str, conditions))}",
        expected="a region with at least one point (coopgame.is_empty decides whether there is one)",
    )


def _move(point: Point, symbol: sp.Symbol, conditions: Sequence[Any], rng: random.Random) -> None:
    """Redraw one coordinate among the pieces of its slice on which the most conditions hold."""
    best = -1
    choices: list[tuple[sp.Rational, bool]] = []
    for value, single in _pieces(point, symbol, conditions, rng):
        point[symbol] = value
        score = sum(evaluate(c, point) for c in conditions)
        if score > best:
            best, choices = score, []
        if score == best:
            choices.append((value, single))
    wide = [value for value, single in choices if not single]
    narrow = [value for value, single in choices if single]
    point[symbol] = rng.choice(narrow if not wide or (narrow and rng.random() < ON_A_POINT) else wide)


def _pieces(
    point: Point, symbol: sp.Symbol, conditions: Sequence[Any], rng: random.Random
) -> Iterator[tuple[sp.Rational, bool]]:
    """One value from each piece of the slice, and whether that piece is a single point."""
    others = {s: Fraction(int(v.p), int(v.q)) for s, v in point.items() if s != symbol}
    cuts: set[Fraction] = set()
    for condition in conditions:
        for factor in _factors(condition):
            if symbol in factor.symbols:
                cuts.update(_roots(factor, symbol, others))
    ends = sorted(cuts)
    for cut in ends:
        yield sp.Rational(cut), True
    if not ends:
        yield sp.Rational(_spread(rng) * rng.choice((-1, 1))), False
        return
    yield sp.Rational(ends[0] - _spread(rng)), False
    yield sp.Rational(ends[-1] + _spread(rng)), False
    for low, high in pairwise(ends):
        yield sp.Rational(_between(low, high, rng)), False


def _spread(rng: random.Random) -> Fraction:
    return Fraction(rng.randint(1, 63), 64) * Fraction(2) ** rng.randint(-2, REACH)


def _between(low: Fraction, high: Fraction, rng: random.Random) -> Fraction:
    value: Fraction = low + (high - low) * Fraction(rng.randint(1, 63), 64)
    simple = value.limit_denominator(1024)
    return simple if low < simple < high else value


@lru_cache(maxsize=65536)
def _factors(condition: Any) -> tuple[Polynomial, ...]:
    """Every polynomial at whose zeros the condition may change; relations that are not rational are left out."""
    found: dict[Polynomial, None] = {}
    for relation in condition.atoms(Relational):
        try:
            form = relation_form(relation)
        except ExpressionError:
            continue
        found.update(dict.fromkeys((*form.odd, *form.even, *form.poles)))
    return tuple(found)


def _roots(polynomial: Polynomial, symbol: sp.Symbol, others: Mapping[sp.Symbol, Fraction]) -> list[Fraction]:
    """Return the real roots along one axis: exact where rational, else near enough to separate the pieces."""
    axis = polynomial.symbols.index(symbol)
    coefficients = [Fraction(0)] * (1 + max(exponents[axis] for exponents, _ in polynomial.terms))
    for exponents, c in polynomial.terms:
        term = Fraction(c)
        for k, s in enumerate(polynomial.symbols):
            if k != axis and exponents[k]:
                term *= others[s] ** exponents[k]
        coefficients[exponents[axis]] += term
    while coefficients and coefficients[-1] == 0:
        coefficients.pop()
    if len(coefficients) == 2:
        return [-coefficients[0] / coefficients[1]]
    if len(coefficients) == 3:
        constant, slope, curve = coefficients
        discriminant = slope * slope - 4 * curve * constant
        if discriminant < 0:
            return []
        over, under = isqrt(discriminant.numerator), isqrt(discriminant.denominator)
        exact = over * over == discriminant.numerator and under * under == discriminant.denominator
        root = Fraction(over, under) if exact else Fraction(float(discriminant) ** 0.5)
        return [(-slope - root) / (2 * curve), (-slope + root) / (2 * curve)]
    if len(coefficients) < 2:
        return []
    largest = max(abs(c) for c in coefficients)
    roots = np.roots([float(c / largest) for c in reversed(coefficients)])
    return [Fraction(float(r.real)).limit_denominator(10**9) for r in roots if abs(r.imag) < 1e-9 * (1 + abs(r.real))]
