"""A walk inside a semialgebraic set: one coordinate at a time is drawn anew from its exact slice.

With the other coordinates fixed, a condition cuts the line into points and open intervals on each of which it holds or
fails as a whole. The same move that keeps a walk inside finds the inside to begin with: take the piece on which the
weightiest conditions hold, and let those that keep failing gain weight (breakout search: Morris, 1993).
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

ROUNDS_TO_START = 60  # at most; where slices have many pieces, as many as EFFORT allows
FEWEST_ROUNDS = 4
EFFORT = 3000
SLOW = 100  # what a condition that is not rational counts for
RESTARTS = 4
ROUNDS_BETWEEN = 2
REACH = 8  # an unbounded piece is entered up to 2**REACH deep,
NEAR = 24  # or by no more than 2**-2, down to 2**-NEAR, for the sake of conditions on other parameters
ROOMY = 0.6  # how often the former
MOST_BITS = 200  # of a denominator: a point is no use when writing it down takes pages
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
    weights = dict.fromkeys(conditions, 1)
    while True:
        for _ in range(ROUNDS_BETWEEN):
            for symbol in rng.sample(list(symbols), len(symbols)):
                _move(point, symbol, relevant[symbol], weights, rng)
        yield dict(point)


def _start(
    conditions: Sequence[Any],
    symbols: Sequence[sp.Symbol],
    relevant: Mapping[sp.Symbol, Sequence[Any]],
    rng: random.Random,
) -> Point:
    work = sum(len({f for c in own for f in _factors(c)}) ** 2 for own in relevant.values())
    work += SLOW * sum(not _factors(c) for c in conditions)
    rounds = min(ROUNDS_TO_START, max(FEWEST_ROUNDS, EFFORT // max(1, work)))
    for _ in range(RESTARTS):
        point = {s: sp.Rational(rng.randint(-4, 8), rng.choice((1, 2, 4))) for s in symbols}
        weights = dict.fromkeys(conditions, 1)
        for _ in range(rounds):
            failing = [c for c in conditions if not evaluate(c, point)]
            if not failing:
                return point
            for condition in failing:
                weights[condition] += 1
            for symbol in rng.sample(list(symbols), len(symbols)):
                _move(point, symbol, relevant[symbol], weights, rng)
    raise RegionError(
        f"no point found at which {' and '.join(map(str, conditions))}",
        expected="a region with at least one point (coopgame.is_empty decides whether there is one)",
    )


def _move(
    point: Point, symbol: sp.Symbol, conditions: Sequence[Any], weights: Mapping[Any, int], rng: random.Random
) -> None:
    """Redraw one coordinate among the pieces of its slice on which the weightiest conditions hold."""
    here = point[symbol]
    best = sum(weights[c] for c in conditions if evaluate(c, point))
    choices: list[tuple[sp.Rational, bool]] = []
    for value, single in _pieces(point, symbol, conditions, rng):
        point[symbol] = value
        score = sum(weights[c] for c in conditions if evaluate(c, point))
        if score > best:
            best, choices = score, []
        if score == best:
            choices.append((value, single))
    if not choices:  # what is not rational is not among the cuts, and may hold here alone
        choices = [(here, False)]
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
        if cut.denominator.bit_length() <= MOST_BITS:
            yield sp.Rational(cut), True
    if not ends:
        yield sp.Rational(_spread(rng) * rng.choice((-1, 1))), False
        return
    below, above = ends[0] - 2 * _spread(rng), ends[-1] + 2 * _spread(rng)
    for low, high in pairwise((below, *ends, above)):
        yield sp.Rational(_between(low, high, rng)), False


def _spread(rng: random.Random) -> Fraction:
    exponent = rng.randint(-2, REACH) if rng.random() < ROOMY else rng.randint(-NEAR, -2)
    return Fraction(rng.randint(1, 63), 64) * Fraction(2) ** exponent


def _between(low: Fraction, high: Fraction, rng: random.Random) -> Fraction:
    value: Fraction = low + (high - low) * Fraction(rng.randint(1, 63), 64)
    largest = 1024
    while not low < (simple := value.limit_denominator(largest)) < high:
        largest *= largest
    return simple  # else digits would double with every step, as each coordinate's cuts are made of the others


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
        root = _square_root(discriminant)
        return [(-slope - root) / (2 * curve), (-slope + root) / (2 * curve)]
    if len(coefficients) < 2:
        return []
    largest = max(abs(c) for c in coefficients)
    roots = np.roots([float(c / largest) for c in reversed(coefficients)])
    return [Fraction(float(r.real)).limit_denominator(10**9) for r in roots if abs(r.imag) < 1e-9 * (1 + abs(r.real))]


def _square_root(number: Fraction) -> Fraction:
    """Return the root of a non-negative number: exact where rational, else to 64 binary digits."""
    p, q = number.numerator, number.denominator
    digits = 64 + max(0, (q.bit_length() - p.bit_length()) // 2)
    root = Fraction(isqrt((p << 2 * digits) // q), 1 << digits)
    exact = Fraction(isqrt(p), isqrt(q))
    return exact if exact * exact == number else root
