"""Points of a region, one for each combination of signs that polynomials can be seen to take.

All arithmetic here is exact although it runs in floating point: coordinates are multiples of 1/64 and so bounded that
every product and sum in every polynomial fits 53 bits.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.errors import ExpressionError
from coopgame.polynomials import Polynomial, relation_form
from coopgame.sampling import RESOLUTION, plainness, proposals, satisfied
from coopgame.solve.cuts import Cut
from coopgame.symbols import Region

DRAWS = 40_000
ROUNDS = 40
MOST_ROWS = 60_000
SMALLEST_BOUND = 8
BLOCK = 4096
STEP = 0.25
SIGNIFICAND = 2**53

Points = NDArray[np.float64]
Signs = tuple[int, ...]


def explore(cuts: Sequence[Cut], region: Region, symbols: tuple[sp.Symbol, ...]) -> dict[Signs, dict[sp.Symbol, Any]]:
    """Collect combinations of signs from drawn points and from moves onto and across each polynomial's zeros.

    Nothing is claimed of what is not found: that is for the prover to settle.
    """
    bound = _exact_bound(cuts, region)
    if bound < SMALLEST_BOUND or not symbols:
        return {}
    search = _Exploration(cuts, region, symbols, bound)
    columns = proposals(region.conditions, symbols, DRAWS, np.random.default_rng(0))
    plainest = np.argsort(plainness(columns), kind="stable")  # of equal combinations the first point is kept
    frontier = search.absorb(np.array([columns[s][plainest] for s in symbols]))
    for _ in range(ROUNDS):
        if not frontier.shape[1] or len(search.found) > MOST_ROWS:
            break
        fresh = [search.absorb(moved) for moved in search.moves(frontier)]
        frontier = np.concatenate(fresh, axis=1) if fresh else frontier[:, :0]
    return search.witnesses()


def _exact_bound(cuts: Sequence[Cut], region: Region) -> float:
    """How large coordinates may be so that no polynomial of cuts or region is ever rounded; 0 where none is safe."""
    polynomials = {f for cut in cuts for f in (*cut.odd, *cut.even)}
    try:
        for condition in region.conditions:
            for relation in condition.atoms(sp.core.relational.Relational):
                form = relation_form(relation)
                polynomials.update((*form.odd, *form.even, *form.poles))
    except ExpressionError:
        return 0.0
    bounds = [1024.0]
    for p in polynomials:
        weight = sum(abs(c) for _, c in p.terms)
        bounds.append((SIGNIFICAND / weight) ** (1 / max(p.degree, 1)) / RESOLUTION / 2)
    return min(bounds)


class _Exploration:
    def __init__(self, cuts: Sequence[Cut], region: Region, symbols: tuple[sp.Symbol, ...], bound: float) -> None:
        self.cuts, self.region, self.symbols, self.bound = cuts, region, symbols, bound
        self.factors = tuple(dict.fromkeys(f for cut in cuts for f in (*cut.odd, *cut.even)))
        self.weights = 3 ** np.arange(len(cuts), dtype=object) if len(cuts) > 39 else 3 ** np.arange(len(cuts))
        self.codes: set[int] = set()
        self.found: list[tuple[Signs, Points]] = []

    def absorb(self, points: Points) -> Points:
        """Keep one point of every combination not seen before, and return those points."""
        points = points[:, (np.abs(points) <= self.bound).all(axis=0)]
        points = points[:, (np.mod(points * RESOLUTION, 1) == 0).all(axis=0)]
        if points.shape[1]:
            points = points[:, satisfied(self.region.conditions, dict(zip(self.symbols, points, strict=True)))]
        if not points.shape[1]:
            return points
        signs = self._signs(points)
        codes, first = np.unique(self.weights @ (signs + 1), return_index=True)
        new = [int(k) for code, k in zip(codes.tolist(), first, strict=True) if code not in self.codes]
        self.codes.update(codes.tolist())
        self.found += [(tuple(signs[:, k].tolist()), points[:, k]) for k in new]
        return points[:, new]

    def _signs(self, points: Points) -> NDArray[np.int64]:
        columns = dict(zip(self.symbols, points, strict=True))
        values = {f: np.sign(f.values(columns)).astype(np.int64) for f in self.factors}
        ones = np.ones(points.shape[1], dtype=np.int64)
        rows = []
        for cut in self.cuts:
            row = ones
            for f in cut.odd:
                row = row * values[f]
            for f in cut.even:
                row = row * np.abs(values[f])
            rows.append(row)
        return np.array(rows, dtype=np.int64).reshape(len(self.cuts), points.shape[1])

    def moves(self, frontier: Points) -> Iterator[Points]:
        """From every point, along each parameter in which a polynomial is linear, to its zero and past it."""
        for start in range(0, frontier.shape[1], BLOCK):
            block = frontier[:, start : start + BLOCK]
            columns = dict(zip(self.symbols, block, strict=True))
            for factor in self.factors:
                value = factor.values(columns)
                moved = []
                for symbol in factor.symbols:
                    slope = _slope(factor, symbol)
                    if slope is None:
                        continue
                    with np.errstate(divide="ignore", invalid="ignore"):
                        steepness = np.broadcast_to(slope.values(columns), value.shape)
                        change = np.nan_to_num(value / steepness, posinf=np.inf, neginf=-np.inf)
                    past = STEP * np.where(value * steepness < 0, -1.0, 1.0)
                    # Off the zero set: onto it, and to its other side. On it: to either side.
                    for beyond in (np.where(value == 0, -past, 0.0), past):
                        target = block.copy()
                        target[self.symbols.index(symbol)] -= change + beyond
                        moved.append(target)
                if moved:
                    yield np.concatenate(moved, axis=1)

    def witnesses(self) -> dict[Signs, dict[sp.Symbol, Any]]:
        """Turn the points into exact ones."""
        units = {k: sp.Rational(k, RESOLUTION) for _, point in self.found for k in (point * RESOLUTION).tolist()}
        return {
            signs: {s: units[k] for s, k in zip(self.symbols, (point * RESOLUTION).tolist(), strict=True)}
            for signs, point in self.found
        }


def _slope(polynomial: Polynomial, symbol: sp.Symbol) -> Polynomial | None:
    """Return the coefficient of a symbol in which the polynomial is linear, or None where it is not."""
    axis = polynomial.symbols.index(symbol)
    terms = []
    for exponents, c in polynomial.terms:
        if exponents[axis] > 1:
            return None
        if exponents[axis] == 1:
            terms.append(((*exponents[:axis], *exponents[axis + 1 :]), c))
    others = (*polynomial.symbols[:axis], *polynomial.symbols[axis + 1 :])
    constant = all(not any(e) for e, _ in terms)
    return Polynomial((), (((), terms[0][1]),)) if constant else Polynomial(others, tuple(terms))
