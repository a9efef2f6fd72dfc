"""Exact rational points of a condition, however thin or unbounded the set it describes.

Equalities that are linear in a symbol are solved for it first. Then a wide net is cast: many proposals at once, decided
in floating point and confirmed exactly. Where it catches too little, a walk (:mod:`coopgame.slices`) takes over.
"""

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.relational import Relational

from coopgame.conditions import conjuncts, evaluate, substituted, without_branches
from coopgame.errors import ExpressionError, RegionError
from coopgame.polynomials import holds, relation_form
from coopgame.slices import walk

Point = dict[sp.Symbol, sp.Rational]
Columns = Mapping[sp.Symbol, NDArray[np.float64]]

PROPOSALS = 4096
STEPS = 50  # of the walk, in vain
RESOLUTION = 64  # proposals are multiples of 1/RESOLUTION, so that polynomials of them are exact in floating point
FARTHEST = 2.0**46  # where floating-point numbers still are multiples of 1/RESOLUTION
SPANS = (2, 4, 8, 32, 256)  # widths of the net along an unbounded axis
SCALES = (1.0, 2.0**-8, 2.0**-16)  # of that net, the next where the one before caught too little


def sample(conditions: Sequence[Any], symbols: Sequence[sp.Symbol], n: int, seed: int) -> tuple[Point, ...]:
    """Draw ``n`` rational points at which every condition holds, the same ones for the same seed.

    Raises
    ------
    RegionError
        When no such point was found.

    """
    if n < 0:
        raise RegionError(f"{n} points asked for", expected="none or more")
    if sp.false in conditions:
        raise RegionError("the region is empty", expected="a region with at least one point")
    free, reduced, solved = solve_equalities(conditions, symbols)
    rational = [without_branches(c) for c in reduced]
    points = _caught(reduced, rational, free, n, seed)
    if len(points) < n:
        steps = islice(walk(rational, free, random.Random(seed), points), STEPS + 2 * n)
        points += islice((point for point in steps if _inside(reduced, point)), n - len(points))
    if len(points) < n:
        raise RegionError(f"only {len(points)} of {n} points found in the region", expected="a region easier to fill")
    return tuple(_completed(point, solved, symbols) for point in points)


def solve_equalities(
    conditions: Sequence[Any], symbols: Sequence[sp.Symbol]
) -> tuple[list[sp.Symbol], list[Any], list[tuple[sp.Symbol, sp.Expr]]]:
    """Use each equality that is linear in a symbol to express that symbol by the others.

    Returns the symbols left, the conditions on them, and the substitutions in the order they were made.
    """
    free, left = list(symbols), list(conditions)
    solved: list[tuple[sp.Symbol, sp.Expr]] = []
    while (found := _linear_equality(left)) is not None:
        equality, symbol, value, nonzero = found
        left.remove(equality)
        left += [sp.Ne(expression, 0) for expression in nonzero]
        left = [part for c in left for part in conjuncts(substituted(c, {symbol: value}))]
        free.remove(symbol)
        solved.append((symbol, value))
    return free, left, solved


def _linear_equality(conditions: Sequence[Any]) -> tuple[Any, sp.Symbol, sp.Expr, Sequence[sp.Expr]] | None:
    candidates = []
    for condition in conditions:
        if not isinstance(condition, sp.Eq):
            continue
        try:
            poles = [pole.expression for pole in relation_form(condition).poles]
        except ExpressionError:
            continue
        numerator = sp.expand(sp.fraction(sp.together(condition.lhs - condition.rhs))[0])
        for symbol in sorted(numerator.free_symbols, key=str):
            coefficient = sp.diff(numerator, symbol)
            if symbol not in coefficient.free_symbols:
                value = sp.cancel(symbol - numerator / coefficient)
                rank = (len(coefficient.free_symbols), str(symbol))
                candidates.append((rank, (condition, symbol, value, (coefficient, *poles))))
    return min(candidates, key=lambda c: c[0])[1] if candidates else None


def _completed(point: Point, solved: Sequence[tuple[sp.Symbol, sp.Expr]], symbols: Sequence[sp.Symbol]) -> Point:
    whole = dict(point)
    for symbol, value in reversed(solved):
        whole[symbol] = value.subs(whole)
    return {symbol: whole[symbol] for symbol in symbols}


def _caught(
    conditions: Sequence[Any], rational: Sequence[Any], symbols: Sequence[sp.Symbol], n: int, seed: int
) -> list[Point]:
    if not symbols:
        return [{} for _ in range(n)] if _inside(conditions, {}) else []
    rng = np.random.default_rng(seed)
    points: list[Point] = []
    for scale in SCALES:
        columns = proposals(conditions, symbols, max(PROPOSALS, 4 * n), rng, scale)
        try:
            inside = np.flatnonzero(satisfied(rational, columns))
        except ExpressionError:  # not rational in the symbols: the exact test takes its time, so the likely ones first
            likely = _likely(conditions, symbols, columns)
            inside = np.argsort(~likely, kind="stable")[: max(np.count_nonzero(likely), n)]
        for k in inside:
            if len(points) == n:
                return points
            point = {s: sp.Rational(Fraction(float(columns[s][k]))) for s in symbols}
            if _inside(conditions, point):
                points.append(point)
    return points


def _likely(conditions: Sequence[Any], symbols: Sequence[sp.Symbol], columns: Columns) -> NDArray[np.bool_]:
    """Guess in floating point where conditions with roots and the like hold."""
    rows = len(columns[symbols[0]])
    with np.errstate(all="ignore"):
        held = sp.lambdify(list(symbols), sp.And(*conditions), "numpy")(*(columns[s] for s in symbols))
    return np.broadcast_to(np.asarray(held, dtype=bool), (rows,))


def _inside(conditions: Sequence[Any], point: Point) -> bool:
    return all(evaluate(c, point) for c in conditions)


def proposals(
    conditions: Sequence[Any], symbols: Sequence[sp.Symbol], n: int, rng: np.random.Generator, scale: float = 1.0
) -> dict[sp.Symbol, NDArray[np.float64]]:
    """Draw dyadic points from the box the conditions on single symbols leave, ever wider where it is unbounded."""
    bounds = {symbol: _bounds(conditions, symbol) for symbol in symbols}
    columns = {}
    spans, finest = scale * np.resize(np.array(SPANS, dtype=float), n), scale / RESOLUTION
    coarse = rng.random(n) < 1 / 2  # coarse values make ties, which are where boundaries lie, and plain witnesses
    for symbol, (low, high) in bounds.items():
        unit = rng.random(n)
        if low is not None and high is not None:
            values = low + (high - low) * unit
            grain = 2.0 ** np.floor(np.log2(max(high - low, finest) / 8))
        else:
            values, grain = spans * (unit if low is not None or high is not None else 2 * unit - 1), scale
            values = low + values if low is not None else high - values if high is not None else values
        step = np.where(coarse, max(grain, finest), finest)
        columns[symbol] = np.round(values / step) * step
    return columns


def plainness(columns: Columns) -> Any:
    """Say how far each point is from being plain to read: its coordinates' sizes and digits after the point."""
    powers = 2.0 ** np.arange(RESOLUTION.bit_length() - 1)
    digits = (np.count_nonzero(np.mod(np.multiply.outer(powers, c), 1), axis=0) for c in columns.values())
    return sum(np.abs(c) + 2 * d for c, d in zip(columns.values(), digits, strict=True))


def _bounds(conditions: Sequence[Any], symbol: sp.Symbol) -> tuple[float | None, float | None]:
    low: float | None = None
    high: float | None = None
    for condition in conditions:
        if not isinstance(condition, Relational) or condition.free_symbols != {symbol}:
            continue
        difference = sp.expand(condition.lhs - condition.rhs)
        slope = sp.diff(difference, symbol)
        if condition.rel_op in ("==", "!=") or not slope.is_Rational or slope == 0:
            continue
        value = sp.expand(symbol - difference / slope)
        if abs(value) > FARTHEST:
            continue
        value = float(value)
        if (slope > 0) == (condition.rel_op in (">", ">=")):
            low = value if low is None else max(low, value)
        else:
            high = value if high is None else min(high, value)
    return low, high


def satisfied(conditions: Sequence[Any], columns: Columns) -> NDArray[np.bool_]:
    """Decide the conditions at many points at once, in floating point.

    Raises
    ------
    ExpressionError
        When a condition is not rational in the symbols.

    """
    rows = len(next(iter(columns.values())))
    inside = np.ones(rows, dtype=bool)
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large to be told is not inside
        for condition in conditions:
            inside &= _satisfied(condition, columns, rows)
    return inside


def _satisfied(condition: Any, columns: Columns, rows: int) -> NDArray[np.bool_]:
    if condition in (sp.true, sp.false):
        return np.full(rows, bool(condition))
    if isinstance(condition, sp.And | sp.Or):
        parts = [_satisfied(part, columns, rows) for part in condition.args]
        joined = np.logical_and if isinstance(condition, sp.And) else np.logical_or
        return np.asarray(joined.reduce(parts), dtype=bool)
    if not isinstance(condition, Relational):
        return _satisfied(sp.to_nnf(condition, simplify=False), columns, rows)
    form = relation_form(condition)
    sign = np.full(rows, float(form.sign))
    defined = np.ones(rows, dtype=bool)
    for factor in form.odd:
        sign *= np.sign(factor.values(columns))
    for factor in form.even:
        sign *= np.abs(np.sign(factor.values(columns)))
    for pole in form.poles:
        defined &= pole.values(columns) != 0
    return defined & np.isin(sign, [s for s in (-1, 0, 1) if holds(condition.rel_op, s)])
