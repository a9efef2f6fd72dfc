"""Where in a region do literals hold? Drawn points answer first, then the prover, on the polynomials as they stand.

The same few polynomials return in very many combinations here, already factored; relations would be factored anew.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.claims.claim import point_text
from coopgame.claims.decide import Empty, Found, Unsettled
from coopgame.claims.formula import Formula, Translation, sign_relation
from coopgame.claims.smt import Sat, Unknown, Unsat, solve
from coopgame.conditions import evaluate
from coopgame.errors import ExpressionError, RegionError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.polynomials import Polynomial, SignForm, holds, relation, sign_form
from coopgame.sampling import proposals, satisfied
from coopgame.solve.family import Literal
from coopgame.solve.field import PayoffField
from coopgame.solve.projection import moved, moved_exactly, moves
from coopgame.symbols import Region

DRAWS = 4096
LOOKED_AT = 8
ROUNDED = (1, 2, 10, 100, 10**4, 10**8)
OPERATORS = {-1: "<", 0: "==", 1: ">"}

Point = dict[sp.Symbol, Any]
Core = frozenset[Literal]


@dataclass
class Search:
    """Looks for points of one region, remembering what it learnt.

    Parameters
    ----------
    region : Region
    symbols : sequence of Symbol
        Parameters to give values to besides those the region restricts.
    budget : float
        Seconds for each question to the prover.

    Raises
    ------
    RegionError
        When the region is empty.

    """

    region: Region
    symbols: Sequence[sp.Symbol]
    budget: float
    columns: dict[sp.Symbol, NDArray[np.float64]] = field(init=False)
    premises: list[Formula] = field(init=False)
    possible: dict[Polynomial, frozenset[int]] = field(init=False, default_factory=dict)
    cores: list[Core] = field(init=False, default_factory=list)
    asked: dict[Core, Sat | Unsat | Unknown] = field(init=False, default_factory=dict)
    drawn: dict[Polynomial, NDArray[np.int8]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Draw points, and see that there is a region to speak of."""
        self.symbols = tuple(sorted({*self.symbols, *self.region.symbols}, key=str))
        translation = Translation()
        self.premises = [translation.formula(c) for c in self.region.conditions]
        self.premises += translation.definitions
        self.columns = _drawn(self.region, self.symbols)
        if isinstance(self.find(()), Empty):
            raise RegionError(f"the region {self.region} is empty", expected="a region with at least one point")

    def find(self, literals: Sequence[Literal]) -> Found | Empty | Unsettled:
        """Find an exact point at which the literals hold, or prove that there is none."""
        if any(core <= set(literals) for core in self.cores):
            return Empty()
        for point in self._seen(literals):
            if self.stands(literals, point):
                return Found(point)
        answer = self.ask(literals)
        if isinstance(answer, Unsat):
            return Empty()
        if isinstance(answer, Unknown):
            return Unsettled(answer.reason)
        for point in rounded(answer.model):
            if self.stands(literals, point):
                return Found(point)
        return Unsettled(f"the prover's witness {answer.model} did not stand substitution")

    def ask(self, literals: Sequence[Literal]) -> Sat | Unsat | Unknown:
        """Put literals to the prover, once; they may hold further unknowns besides the parameters."""
        question = frozenset(literals)
        if question not in self.asked:
            unknown = {s for form, _ in literals for f in (*form.odd, *form.even) for s in f.symbols}
            names = tuple(sorted({*self.symbols, *unknown}, key=str))
            formulas = [*self.premises, *(sign_relation(form, operator) for form, operator in literals)]
            self.asked[question] = solve(formulas, names, self.budget)
        return self.asked[question]

    def explained(self, literals: Sequence[Literal]) -> Found | Empty | Unsettled:
        """Find a point as above; where there is none, remember which few of the literals contradict each other."""
        answer = self.find(literals)
        if isinstance(answer, Empty):
            core = list(literals)
            for literal in literals:
                fewer = [other for other in core if other != literal]
                if isinstance(self.find(fewer), Empty):
                    core = fewer
            self.cores.append(frozenset(core))
        return answer

    def signs(self, factor: Polynomial) -> frozenset[int]:
        """Which signs a polynomial may take in the region; one is left out only when proven impossible."""
        if factor not in self.possible:
            found = {sign for sign in (-1, 1) if self._rows and np.any(self._drawn_signs(factor) == sign)}
            form = SignForm(1, (factor,), (), ())
            for sign in (-1, 1, 0):
                between = sign == 0 and found == {-1, 1}  # it may vanish, as far as that matters here
                if sign not in found and (between or not isinstance(self.find([(form, OPERATORS[sign])]), Empty)):
                    found.add(sign)
            self.possible[factor] = frozenset(found)
        return self.possible[factor]

    @property
    def _rows(self) -> int:
        return len(next(iter(self.columns.values()))) if self.columns else 0

    def _seen(self, literals: Sequence[Literal]) -> Iterator[Point]:
        """Yield points at which the literals seem to hold: drawn ones or, where they ask for ties, such moved there."""
        if not self.symbols:
            yield {}
        if not self._rows:
            return
        ties = [form for form, operator in literals if operator == "=="]
        if not ties:
            hit = np.ones(self._rows, dtype=bool)
            for form, operator in literals:
                hit &= _hold(form, operator, self._drawn_signs)
            yield from self.points(hit)
        elif all(form.odd for form in ties) and (path := moves([form.odd[0] for form in ties])):
            with np.errstate(invalid="ignore"):
                columns = moved(self.columns, path)
                hit = satisfied(self.region.conditions, columns)
                for form, operator in literals:
                    if operator != "==":
                        hit &= _hold(form, operator, lambda factor: np.sign(factor.values(columns)))
            found = (moved_exactly(point, path) for point in self.points(hit))
            yield from (point for point in found if point is not None)

    def points(self, hit: NDArray[np.bool_]) -> Iterator[Point]:
        """Yield some of the drawn points that are marked, the plainest numbers first."""
        rows = np.flatnonzero(hit)
        plain = sum(np.abs(c[rows]) + 8 * (np.mod(c[rows], 1) != 0) for c in self.columns.values())
        for row in rows[np.argsort(plain, kind="stable")][:LOOKED_AT]:
            yield {s: sp.Rational(Fraction(float(column[row]))) for s, column in self.columns.items()}

    def _drawn_signs(self, factor: Polynomial) -> NDArray[np.int8]:
        if factor not in self.drawn:
            signs = np.sign(factor.values(self.columns))
            self.drawn[factor] = np.broadcast_to(signs, self._rows).astype(np.int8)
        return self.drawn[factor]

    def stands(self, literals: Sequence[Literal], point: Point) -> bool:
        """Whether a point lies in the region and the literals hold there, exactly."""
        if not all(value.is_Rational for value in point.values()):
            relations = (relation(form, operator) for form, operator in literals)
            return all(evaluate(c, point) for c in (*self.region.conditions, *relations))
        fractions = {s: Fraction(int(v.p), int(v.q)) for s, v in point.items()}
        return all(holds(operator, form.at(fractions) or 0) for form, operator in literals) and all(
            evaluate(c, point) for c in self.region.conditions
        )


def search_over(game: FiniteGame, budget: float) -> Search:
    """Return a search over the region of a game, once it is certain that every payoff is defined there.

    Raises
    ------
    RegionError
        When the region is empty.
    ExpressionError
        When a payoff is not rational in the parameters.
    SolverError
        When a payoff is undefined somewhere in the region, or may be; the point is given.

    """
    PayoffField(game)  # which names the payoff that is not rational, and its player
    search = Search(game.region, game.symbols, budget)
    for player, table in zip(game.players, game.tables, strict=True):
        for payoff in dict.fromkeys(table):
            for pole in sign_form(payoff).poles:
                found = search.find([(SignForm(1, (pole,), (), ()), "==")])
                if not isinstance(found, Empty):
                    where = f" at {point_text(found.point)}" if isinstance(found, Found) else " perhaps"
                    raise SolverError(
                        f"the payoff {payoff} of {player} is undefined{where}",
                        expected="payoffs defined all over the region",
                    )
    return search


def _drawn(region: Region, symbols: Sequence[sp.Symbol]) -> dict[sp.Symbol, NDArray[np.float64]]:
    if not symbols:
        return {}
    columns = proposals(region.conditions, symbols, DRAWS, np.random.default_rng(0))
    try:
        inside = satisfied(region.conditions, columns)
    except ExpressionError:  # roots and the like: only the exact test can tell
        inside = np.zeros(DRAWS, dtype=bool)
    return {s: column[inside] for s, column in columns.items()}


def _hold(form: SignForm, operator: str, signs: Callable[[Polynomial], NDArray[Any]]) -> NDArray[np.bool_]:
    """Where a literal holds, by the signs of its factors at many points."""
    sign: Any = form.sign
    for factor in form.odd:
        sign = sign * signs(factor)
    for factor in form.even:
        sign = sign * np.abs(signs(factor))
    return np.isin(sign, [s for s in (-1, 0, 1) if holds(operator, s)])


def rounded(model: Point) -> Iterator[Point]:
    """The prover's point with its irrational numbers rounded, ever more finely, and at last as it is."""
    if not all(value.is_Rational for value in model.values()):
        for denominator in ROUNDED:
            yield {
                s: v if v.is_Rational else sp.Rational(round(v.evalf(30) * denominator), denominator)
                for s, v in model.items()
            }
    yield model
