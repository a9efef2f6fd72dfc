"""Exact rational points of a condition, however thin or unbounded the set it describes.

Equalities that are linear in a symbol are solved for it first. Then a wide net is cast: many proposals at once, decided
in floating point and confirmed exactly. Where it catches too little, a walk (:mod:`coopgame.slices`) takes over.
"""

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.relational import Relational

from coopgame.conditions import evaluate
from coopgame.errors import ExpressionError, RegionError
from coopgame.polynomials import holds, relation_form
from coopgame.slices import walk

Point = dict[sp.Symbol, sp.Rational]
Columns = Mapping[sp.Symbol, NDArray[np.float64]]

PROPOSALS = 4096
RESOLUTION = 64  # proposals are multiples of 1/RESOLUTION, so that polynomials of them are exact in floating point
SPANS = (2, 4, 8, 32, 256)  # widths of the net along an unbounded axis


def sample(conditions: Sequence[Any], symbols: Sequence[sp.Symbol], n: int, seed: int) -> tuple[Point, ...]:
    """Draw ``n`` rational points at which every condition holds, the same ones for the same seed.

    Raises
    ------
    RegionError
        When no such point was found.

    """
    if sp.false in conditions:
        raise RegionError("the region is empty", expected="a region with at least one point")
    free, reduced, solved = solve_equalities(conditions, symbols)
    points = _caught(reduced, free, n, seed)
    if len(points) < n:
        steps = walk(reduced, free, random.Random(seed), points)
        points += [next(steps) for _ in range(n - len(points))]
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
        equality, symbol, value, coefficient = found
        left.remove(equality)
        left = [part for c in (*left, sp.Ne(coefficient, 0)) if (part := c.subs(symbol, value)) != sp.true]
        free.remove(symbol)
        solved.append((symbol, value))
    return free, left, solved


def _linear_equality(conditions: Sequence[Any]) -> tuple[Any, sp.Symbol, sp.Expr, sp.Expr] | None:
    candidates = []
    for condition in conditions:
        if not isinstance(condition, sp.Eq):
            continue
        numerator = sp.fraction(sp.together(condition.lhs - condition.rhs))[0]
        for symbol in sorted(numerator.free_symbols, key=str):
            coefficient = sp.diff(numerator, symbol)
            if symbol not in coefficient.free_symbols:
                value = sp.cancel(symbol - numerator / coefficient)
                candidates.append((len(coefficient.free_symbols), str(symbol), condition, symbol, value, coefficient))
    return min(candidates, key=lambda c: c[:2])[2:] if candidates else None


def _completed(point: Point, solved: Sequence[tuple[sp.Symbol, sp.Expr]], symbols: Sequence[sp.Symbol]) -> Point:
    whole = dict(point)
    for symbol, value in reversed(solved):
        whole[symbol] = value.subs(whole)
    return {symbol: whole[symbol] for symbol in symbols}


def _caught(conditions: Sequence[Any], symbols: Sequence[sp.Symbol], n: int, seed: int) -> list[Point]:
    if not symbols:
        return [{} for _ in range(n)] if all(evaluate(c, {}) for c in conditions) else []
    columns = proposals(conditions, symbols, max(PROPOSALS, 4 * n), np.random.default_rng(seed))
    try:
        inside = np.flatnonzero(satisfied(conditions, columns))
    except ExpressionError:  # not rational in the symbols: only the exact test can tell
        inside = np.arange(min(len(columns[symbols[0]]), 8 * n))
    points: list[Point] = []
    for k in inside:
        point = {s: sp.Rational(Fraction(float(columns[s][k]))) for s in symbols}
        if all(evaluate(c, point) for c in conditions):
            points.append(point)
        if len(points) == n:
            break
    return points


def proposals(
    conditions: Sequence[Any], symbols: Sequence[sp.Symbol], n: int, rng: np.random.Generator
) -> dict[sp.Symbol, NDArray[np.float64]]:
    """Draw dyadic points from the box the conditions on single symbols leave, ever wider where it is unbounded."""
    bounds = {symbol: _bounds(conditions, symbol) for symbol in symbols}
    columns = {}
    spans = np.resize(np.array(SPANS, dtype=float), n)
    for symbol, (low, high) in bounds.items():
        unit = rng.random(n)
        if low is not None and high is not None:
            values = low + (high - low) * unit
            grain = 2.0 ** np.floor(np.log2(max(high - low, 1 / RESOLUTION) / 8))
        else:
            values, grain = spans * (unit if low is not None or high is not None else 2 * unit - 1), 1.0
            values = low + values if low is not None else high - values if high is not None else values
        coarse = rng.random(n) < 1 / 2  # coarse values make ties, which are where boundaries lie
        step = np.where(coarse, max(grain, 1 / RESOLUTION), 1 / RESOLUTION)
        columns[symbol] = np.round(values / step) * step
    return columns


def _bounds(conditions: Sequence[Any], symbol: sp.Symbol) -> tuple[float | None, float | None]:
    low: float | None = None
    high: float | None = None
    for condition in conditions:
        if not isinstance(condition, Relational) or condition.free_symbols != {symbol}:
            continue
        difference = condition.lhs - condition.rhs
        slope = sp.diff(difference, symbol)
        if condition.rel_op in ("==", "!=") or not slope.is_Rational or slope == 0:
            continue
        value = float(symbol - difference / slope)
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
