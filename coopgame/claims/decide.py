"""Deciding claims: look for a counterexample by sampling, then ask the prover, then check what it says."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted, Undecided, point_text
from coopgame.claims.formula import Formula, No, Translation
from coopgame.claims.smt import Sat, Unknown, Unsat, solve
from coopgame.conditions import evaluate, substituted, without_branches
from coopgame.errors import ClaimError, ExpressionError, require_kind
from coopgame.sampling import plainness, proposals, satisfied, solve_equalities
from coopgame.symbols import Region

DRAWS = 2048
LOOKED_AT = 16
NEARBY = (2, 10, 100, 10**4, 10**8)

Point = dict[sp.Symbol, sp.Expr]


@dataclass(frozen=True)
class Found:
    """A region has a point: this one, exact."""

    point: Point = field(compare=False)


@dataclass(frozen=True)
class Empty:
    """A region has no point: the prover refuted its conditions."""


@dataclass(frozen=True)
class Unsettled:
    """Whether a region has a point was not decided."""

    reason: str


def decide(claim: Claim, budget: float = 10.0) -> Proved | Refuted | Undecided:
    r"""Decide :math:`\forall \theta \in \Theta: C(\theta)`.

    Parameters
    ----------
    claim : Claim
    budget : float
        Seconds the prover may take; running out is :class:`Undecided`.

    Returns
    -------
    Proved
        The prover showed that no point of the region violates the statement; whether the region has any point is
        settled as well.
    Refuted
        With an exact witness, re-checked by substitution.
    Undecided
        With the reason.

    Raises
    ------
    ClaimError
        When a function in the claim can't be translated; the function is named.

    """
    require_kind(claim, Claim)
    if not budget > 0:
        raise ClaimError(f"a budget of {budget} s leaves no time", expected="a positive number of seconds")
    outcome = _search(claim.region.conditions, claim.statement, claim.symbols, budget)
    if isinstance(outcome, Found):
        return Refuted(claim, outcome.point)
    if isinstance(outcome, Unsettled):
        return Undecided(claim, outcome.reason)
    inhabitant = find_point(claim.region, budget, symbols=claim.symbols)
    if isinstance(inhabitant, Unsettled):
        return Undecided(claim, f"no counterexample exists, but whether the region has a point: {inhabitant.reason}")
    return Proved(claim, inhabitant.point if isinstance(inhabitant, Found) else None)


def find_point(region: Region, budget: float = 10.0, *, symbols: Sequence[sp.Symbol] = ()) -> Found | Empty | Unsettled:
    """Find an exact point of a region, or prove that there is none.

    Parameters
    ----------
    region : Region
    budget : float
        Seconds the prover may take.
    symbols : sequence of Symbol
        Parameters to give values to besides those the region restricts.

    """
    names = tuple(sorted({*region.symbols, *symbols}, key=str))
    return _search(region.conditions, sp.false, names, budget)


def is_empty(region: Region, budget: float = 10.0) -> bool:
    """Whether a region has no point.

    Raises
    ------
    ClaimError
        When that could not be decided within the budget.

    """
    found = find_point(region, budget)
    if isinstance(found, Unsettled):
        raise ClaimError(f"whether {region} is empty was not decided: {found.reason}", expected="a larger budget")
    return isinstance(found, Empty)


def _search(
    hypotheses: Sequence[Any], statement: Any, symbols: Sequence[sp.Symbol], budget: float
) -> Found | Empty | Unsettled:
    """Look for a point where the hypotheses hold and the statement does not."""
    translation = Translation()
    formulas: list[Formula] = [translation.formula(c) for c in hypotheses]
    formulas.append(No(translation.formula(statement)))
    formulas += translation.definitions

    def is_counterexample(point: Point) -> bool:
        return all(evaluate(c, point) for c in hypotheses) and not evaluate(statement, point)

    for point in _guesses(hypotheses, statement, symbols):
        if is_counterexample(point):
            return Found(point)
    return ask(formulas, symbols, budget, is_counterexample)


def ask(
    formulas: Sequence[Formula],
    symbols: Sequence[sp.Symbol],
    budget: float,
    accepts: Callable[[Point], bool],
) -> Found | Empty | Unsettled:
    """Put formulas to the prover; a point of its is returned only if it stands an exact test.

    Parameters
    ----------
    formulas : sequence of Formula
        Joined by *and*.
    symbols : sequence of Symbol
        The parameters to give values to.
    budget : float
        Seconds.
    accepts : callable
        The exact test.

    """
    answer = solve(formulas, symbols, budget)
    if isinstance(answer, Unsat):
        return Empty()
    if isinstance(answer, Unknown):
        return Unsettled(answer.reason)
    for point in _nearby(answer):
        if accepts(point):
            return Found(point)
    return Unsettled(f"the prover's witness {point_text(answer.model)} did not stand substitution")


def _guesses(hypotheses: Sequence[Any], statement: Any, symbols: Sequence[sp.Symbol]) -> Iterator[Point]:
    """Simple points that, in floating point, are counterexamples."""
    free, left, solved = solve_equalities(hypotheses, symbols)
    if not free:
        return
    goal = statement
    for symbol, value in solved:
        goal = substituted(goal, {symbol: value})
    columns = proposals(left, free, DRAWS, np.random.default_rng(0))
    hypotheses, goal = [without_branches(c) for c in left], without_branches(goal)
    try:
        rows = np.flatnonzero(satisfied(hypotheses, columns) & ~satisfied([goal], columns))
    except ExpressionError:  # roots and the like: the prover goes first
        return
    # The plainest numbers first: a witness is there to be read.
    plain = plainness({s: columns[s][rows] for s in free})
    for row in rows[np.argsort(plain, kind="stable")][:LOOKED_AT]:
        point: Point = {s: sp.Rational(float(columns[s][row])) for s in free}
        for symbol, value in reversed(solved):
            point[symbol] = value.subs(point)
        yield point


def _nearby(answer: Sat) -> Iterator[Point]:
    """The solver's point with its irrational numbers rounded, ever more finely, and at last as it is."""
    if all(value.is_Rational for value in answer.model.values()):
        yield answer.model
        return
    for denominator in NEARBY:
        yield {
            s: value if value.is_Rational else sp.Rational(round(value.evalf(30) * denominator), denominator)
            for s, value in answer.model.items()
        }
    yield answer.model
