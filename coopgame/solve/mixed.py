"""Mixed equilibria of games with parameters, in closed form, each with where it is one."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from coopgame.claims.smt import Sat, Unsat
from coopgame.conditions import sign_of
from coopgame.errors import SolverError, require_kind
from coopgame.expressions import compile_numpy
from coopgame.games.finite import FiniteGame
from coopgame.polynomials import holds
from coopgame.solve.equilibrium import NEVER, Equilibrium
from coopgame.solve.families import families, unlisted
from coopgame.solve.family import Family, Literal
from coopgame.solve.literals import irredundant, reduced, stated, where
from coopgame.solve.search import Point, Search, rounded, search_over
from coopgame.symbols import Region

BUDGET = 2.0


def mixed_equilibria(game: FiniteGame, budget: float = BUDGET) -> tuple[Equilibrium, ...]:
    r"""Every closed form :math:`\sigma(\theta)` that is an equilibrium in which someone mixes, with where it is one.

    Of two players these are the extreme equilibria: for each pair of supports, of equal size or not, the mixtures of
    which all equilibria are convex combinations. Where supports differ in size the condition holds an equality, and the
    mixture is the end of a continuum. Of 2x2x2 games these are the isolated equilibria on edges, faces and in the
    interior, and the points at which another player's gain crosses zero and so ends a straight continuum; curves and
    surfaces of equilibria show by where they meet edges and faces.

    Parameters
    ----------
    game : FiniteGame
        Of two players, or of three with two strategies each; players with one strategy do not count. Payoffs are
        rational in the parameters.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    tuple of Equilibrium
        Conditions hold within the game's region, and nothing in them follows from the rest. What is proven to be an
        equilibrium nowhere in the region is left out; where that was not decided, the witness is None.

    Raises
    ------
    SolverError
        When the game has another shape, or too many pairs of supports, with their number; when a payoff is undefined
        somewhere in the region.
    ExpressionError
        When a payoff is not rational in the parameters.
    RegionError
        When the region is empty.

    References
    ----------
    Vorob'ev, N. N. (1958), Equilibrium points in bimatrix games, Theory of Probability and its Applications 3, 297-309.
    Avis, D., Rosenberg, G., Savani, R., von Stengel, B. (2010), Enumeration of Nash equilibria for two-player games,
    Economic Theory 42, 9-37.

    """
    require_kind(game, FiniteGame)
    if reason := unlisted(game):
        raise SolverError(reason, expected="two players with up to 4 strategies each or so, or 2x2x2")
    search = search_over(game, budget)
    kept: dict[Any, list[tuple[Family, Region, Any]]] = {}
    for family in families(game):
        condition, point = (_by_questions if family.questions else _by_literals)(search, family)
        if condition != NEVER:
            kept.setdefault(family.mixture, []).append((family, condition, point))
    return tuple(_joined(same) for same in kept.values())


def _by_literals(search: Search, family: Family) -> tuple[Region, Point | None]:
    return where(search, family.literals)


def _by_questions(search: Search, family: Family) -> tuple[Region, Point | None]:
    """Look for a point among those drawn, else by the questions that need no roots; see by these if there is none."""
    literals = reduced(search, family.literals)
    if literals is None:
        return NEVER, None
    points = _drawn(search, family)
    for question in family.questions:
        point = next((point for point in points if _stands(search, family, point)), None)
        if point is not None:
            return _condition(search, literals, family), point
        answer = search.ask(question)
        if isinstance(answer, Unsat):
            return NEVER, None
        points = rounded({s: answer.model[s] for s in search.symbols}) if isinstance(answer, Sat) else iter(())
    point = next((point for point in points if _stands(search, family, point)), None)
    return _condition(search, literals, family), point


def _condition(search: Search, literals: Sequence[Literal], family: Family) -> Region:
    return stated(irredundant(search, literals)) & Region(*family.further)


def _drawn(search: Search, family: Family) -> Iterator[Point]:
    differences = [c.lhs - c.rhs for c in family.further]
    wanted = [1 if c.rel_op in (">", ">=") else -1 for c in family.further]
    columns = [search.columns[s] for s in search.symbols]
    with np.errstate(all="ignore"):
        values = compile_numpy(differences, search.symbols)(*columns)
        hit = np.all([sign * value > 0 for sign, value in zip(wanted, values, strict=True)], axis=0)
    yield from search.points(hit)


def _stands(search: Search, family: Family, point: Point) -> bool:
    """Whether a mixture with roots is an equilibrium at a point, exactly."""
    if not search.stands(family.literals, point):
        return False
    # Numbers go in first: the relations are long, and would be tried as quotients of polynomials before all else.
    signs = (sign_of((c.lhs - c.rhs).subs(point)) for c in family.further)
    return all(sign is not None and holds(c.rel_op, sign) for c, sign in zip(family.further, signs, strict=True))


def _joined(same: Sequence[tuple[Family, Region, Any]]) -> Equilibrium:
    """Make one equilibrium of the cases in which the same mixture is one."""
    (family, condition, _), *others = same
    for _, other, _ in others:
        condition |= other
    point = next((point for _, _, point in same if point is not None), None)
    return Equilibrium(None, family.mixture, family.payoffs, condition, NEVER, point)
