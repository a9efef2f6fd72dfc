"""One stage: who decides maximises, given what was chosen before and how later stages will answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from coopgame.errors import SolverError
from coopgame.solve.staged.bounds import Held
from coopgame.solve.staged.curvature import contraction
from coopgame.solve.staged.linear import Singular, coefficients, solve_linear
from coopgame.solve.staged.normal import derivative, powers, reduced
from coopgame.solve.staged.optimality import concave, downwards, local, second_derivatives, stays
from coopgame.solve.staged.problem import Problem
from coopgame.solve.staged.roots import Solution
from coopgame.solve.staged.system import solve_system

Relations = tuple[Any, ...]


@dataclass(frozen=True)
class Answer:
    """How a stage is played, as a function of earlier choices and the parameters.

    Attributes
    ----------
    solution : Solution
        What is chosen, and where those forms are defined.
    second_order, interior, stability : tuple of relation
    notes : tuple of str
    on_path : bool
        Whether this is known only for equal earlier choices of players that are taken to act alike.

    """

    solution: Solution
    second_order: Relations
    interior: Relations
    stability: Relations
    notes: tuple[str, ...]
    on_path: bool


def answers(problem: Problem, held: Held) -> Iterator[Answer]:
    """Solve a stage, some of its choices held at a bound.

    Raises
    ------
    SolverError
        When the first-order conditions have no closed form, leave a direction open, or the payoffs are not known where
        they are needed; the stage is named.

    """
    if problem.on_path:
        _require_joint(problem)
    try:
        for solution, reduced_by in _solutions(problem, held):
            yield _answer(problem, held, solution, reduced_by)
    except SolverError as error:
        if error.problem.startswith("stage "):
            raise
        raise SolverError(f"stage {problem.stage.name!r}: {error.problem}", expected=error.expected) from error


def _solutions(problem: Problem, held: Held) -> Iterator[tuple[Solution, bool]]:
    """Solutions, and whether each was found by setting choices equal."""
    at_bound = {z: bound.value for z, bound in held.items()}
    slopes = {
        z: derivative(objective, z).xreplace(at_bound)
        for k, objective in enumerate(problem.objectives)
        for z in problem.own(k)
        if z not in held
    }
    for z, slope in slopes.items():
        _require_interior(problem, z, slope)
    unknowns = tuple(slopes)
    alike = {} if problem.on_path else {z: problem.alike[z] for z in unknowns if z in problem.alike}
    if alike and (whole := _linear(slopes)) is not None:
        yield Solution({**whole.values, **at_bound}, conditions=whole.conditions), False
        return
    everywhere = problem.alike if alike else {}
    unknowns = problem.symmetry.of(unknowns) if alike else unknowns
    domain = problem.symmetry.game.domain
    found = solve_system([reduced(slopes[z].xreplace(everywhere)) for z in unknowns], unknowns, domain)
    if isinstance(found, Singular):
        raise _open_direction(problem, found)
    mirrored = problem.symmetry.alike([z for z in problem.stage.symbols if z not in held])
    for solution in found:
        values = {**solution.values, **at_bound}
        if alike or problem.on_path:
            values |= {z: values[leader] for z, leader in mirrored.items()}
        yield replace(solution, values=values), bool(alike)


def settled(solution: Solution, expression: sp.Expr) -> sp.Expr:
    """Put a solution into an expression; where it has roots, what is in lowest terms already is left so."""
    placed = solution.applied(expression)
    return placed if solution.quadratic is not None else reduced(placed)


def _linear(slopes: Mapping[sp.Symbol, sp.Expr]) -> Solution | None:
    """Solve conditions without setting choices equal, where they are linear and have one solution."""
    unknowns = tuple(slopes)
    if any(p.has(*unknowns) for slope in slopes.values() for p in powers(slope)):
        return None
    found = coefficients([reduced(slope) for slope in slopes.values()], unknowns)
    answer = None if found is None else solve_linear(*found, unknowns)
    if answer is None or isinstance(answer, Singular):
        return None
    values, determinant = answer
    return Solution(values, conditions=() if determinant.is_number else (sp.Ne(determinant, 0),))


def _answer(problem: Problem, held: Held, solution: Solution, by_symmetry: bool) -> Answer:
    at = {**(problem.alike if by_symmetry else {})}

    def put(expression: sp.Expr) -> sp.Expr:
        return settled(solution, expression.xreplace(at))

    notes = [*solution.notes]
    if by_symmetry or (problem.on_path and problem.symmetry.alike(problem.stage.symbols)):
        notes.append(f"{problem.symmetry.sentence(problem.stage.symbols)} is assumed at stage {problem.stage.name!r}.")
    second_order: list[Any] = []
    interior: list[Any] = []
    judged = set[tuple[sp.Symbol, ...]]()
    for k, objective in enumerate(problem.objectives):
        free = [z for z in problem.own(k) if z not in held]
        leaders = problem.symmetry.of(problem.own(k))
        if by_symmetry and leaders in judged:
            continue  # one of a group has been judged for all
        judged.add(leaders)
        alone = len(problem.coalitions) == 1 and not by_symmetry  # else more than one's own marginal payoff was solved
        if alone and solution.quadratic is not None and free == [solution.quadratic.unknown]:
            notes.append(local(problem))
            second_order += downwards(problem, objective, {z: bound.value for z, bound in held.items()}, solution)
        else:
            second_order += concave(problem, objective, free, put, notes)
        for z in (z for z in problem.own(k) if z in held):
            interior += stays(problem, k, held[z], put, notes)
    rows = [(z, k) for k in range(len(problem.objectives)) for z in problem.own(k) if z not in held]
    stability: Relations = ()
    if len(problem.coalitions) > 1:
        second = sp.ImmutableDenseMatrix(_second_derivatives(problem, rows, put, by_symmetry))
        blocks = [[i for i, (_, k) in enumerate(rows) if k == c] for c in range(len(problem.coalitions))]
        stability = contraction(second, [block for block in blocks if block])
    return Answer(
        solution, tuple(second_order), tuple(interior), stability, tuple(notes), by_symmetry or problem.on_path
    )


def _second_derivatives(
    problem: Problem, rows: Sequence[tuple[sp.Symbol, int]], put: Any, by_symmetry: bool
) -> list[list[sp.Expr]]:
    """Return a row for each choice; those of players that act alike are permutations of the first one's."""
    order = [z for z, _ in rows]
    swaps = {z: problem.symmetry.exchange(problem.chooser(z))[1] if by_symmetry else {} for z in order}
    leaders = {z: problem.objectives[k] for z, k in rows if swaps[z].get(z, z) == z}
    found = second_derivatives(leaders, order, put)
    return [
        [found[swap.get(z, z)][order.index(swap.get(other, other))] for other in order] for z, swap in swaps.items()
    ]


def _require_joint(problem: Problem) -> None:
    """Payoffs that are known for equal choices only will do where one coalition makes all of them."""
    alike = problem.symmetry.alike(problem.stage.symbols)
    for coalition in problem.coalitions:
        chosen = set(coalition.choices(problem.stage))
        for z, leader in alike.items():
            if (z in chosen) != (leader in chosen):
                raise SolverError(
                    f"stage {problem.stage.name!r} needs to know how a later stage answers unequal choices of {leader} "
                    f"and {z}, but that was solved for equal ones only",
                    expected=f"those who choose them to decide jointly at {problem.stage.name!r}",
                )


def _require_interior(problem: Problem, choice: sp.Symbol, slope: sp.Expr) -> None:
    if not slope.has(*problem.stage.symbols):
        sense = "does not depend on" if slope == 0 else "is linear in"
        raise SolverError(
            f"stage {problem.stage.name!r} has no interior solution: the payoff of who chooses {choice} {sense} it"
            + ("" if slope == 0 else ", and so unbounded"),
            expected=f"a payoff that is concave in {choice}, or bounds on it and staged_outcomes",
        )


def _open_direction(problem: Problem, found: Singular) -> SolverError:
    if not found.solvable:
        return SolverError(
            f"the first-order conditions contradict each other along {found}: there is no interior solution",
            expected="payoffs that are concave in what is chosen",
        )
    return SolverError(
        f"the first-order conditions leave {found} open: it can change without anybody's payoff changing",
        expected="symmetric=... for players that act alike, or fewer choices at the stage",
    )
