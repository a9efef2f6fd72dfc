"""When what solves the first-order conditions of a stage is a maximum for everybody who decides."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sympy as sp

from coopgame.errors import SolverError
from coopgame.solve.staged.bounds import Bound
from coopgame.solve.staged.curvature import is_singular, negative_definite, negative_semidefinite
from coopgame.solve.staged.normal import derivative, has_open_powers, parted, powers, reduced, without_common_power
from coopgame.solve.staged.problem import Problem
from coopgame.solve.staged.pruning import shortened
from coopgame.solve.staged.roots import Solution


def second_derivatives(
    objectives: Mapping[sp.Symbol, sp.Expr], choices: Sequence[sp.Symbol], put: Any
) -> dict[sp.Symbol, list[sp.Expr]]:
    """Return a row of second derivatives for a choice, of the objective of who makes it.

    Choices that stand in powers are measured in logarithms, and the powers that a row shares are left out: scaling rows
    and choices changes neither the sign of a diagonal entry nor whether best responses contract.
    """
    raw = {z: [derivative(objective, z, other) for other in choices] for z, objective in objectives.items()}
    powered = {z for row in raw.values() for entry in row for p in powers(entry) for z in p.base.free_symbols}
    unit = {z: z if z in powered else sp.Integer(1) for z in choices}
    scaled = {
        z: [parted(put(unit[z] * unit[w] * entry)) for w, entry in zip(choices, row, strict=True)]
        for z, row in raw.items()
    }
    if not powered & unit.keys() or any(len({s for s, rest in row if rest != 0}) > 1 for row in scaled.values()):
        return {z: [put(entry) for entry in row] for z, row in raw.items()}
    return {z: [rest for _, rest in row] for z, row in scaled.items()}


def concave(
    problem: Problem, objective: sp.Expr, free: Sequence[sp.Symbol], put: Any, notes: list[str]
) -> Iterator[Any]:
    """Say when a coalition's payoff is concave in its choices; along equal ones only, where it is flat along others."""
    if not free:
        return
    raw = [[derivative(objective, z, w) for w in free] for z in free]
    if not _is_quadratic(objective, free):
        notes.append(local(problem))
    if len(free) == 1 and has_open_powers(raw[0][0]):
        raw = [[without_common_power(raw[0][0])]]
    hessian = sp.ImmutableDenseMatrix([[put(entry) for entry in row] for row in raw])
    leaders = problem.symmetry.of(free)
    if len(leaders) < len(free) and is_singular(hessian):
        notes.append(
            f"At stage {problem.stage.name!r} the joint payoff is flat along some unequal choices of "
            f"{', '.join(map(str, free))}; its second-order condition is along equal ones."
        )
        total = objective.xreplace(problem.alike)
        hessian = sp.ImmutableDenseMatrix([[put(derivative(total, z, w)) for w in leaders] for z in leaders])
    yield from negative_definite(hessian)


def local(problem: Problem) -> str:
    """Say that a maximum is one among nearby choices."""
    return f"The second-order conditions at stage {problem.stage.name!r} are local."


def _is_quadratic(objective: sp.Expr, choices: Sequence[sp.Symbol]) -> bool:
    """Whether second derivatives are the same everywhere, so that what they tell nearby holds throughout."""
    entries = (derivative(objective, z, w) for z in choices for w in choices)
    return not any(powers(entry) or reduced(entry).has(*choices) for entry in entries if entry.has(*choices))


def downwards(
    problem: Problem, objective: sp.Expr, held: Mapping[sp.Symbol, sp.Expr], solution: Solution
) -> Iterator[Any]:
    """Say when a marginal payoff that has a quadratic factor falls where that is zero.

    Elsewhere it is that factor times something whose sign is known more often before the root is put in.
    """
    assert solution.quadratic is not None
    solved = solution.quadratic
    marginal = derivative(objective, solved.unknown).xreplace(dict(held))
    slope = without_common_power(reduced(marginal.xreplace(problem.alike)))
    other = sp.factor(sp.cancel(slope / solved.polynomial))
    for condition in shortened((solved.sign * other < 0,), problem.symmetry.game.region):
        yield condition.func(*map(solution.applied, condition.args))
    yield sp.Ne(solved.discriminant, 0)


def stays(problem: Problem, position: int, bound: Bound, put: Any, notes: list[str]) -> Iterator[Any]:
    """Say when it pays to stay at a bound: leaving it does not, and neither does going to the other one.

    At a later stage leaving must cost: where it does not, the smallest change before it moves the stage off the bound,
    and what that does was not solved for.
    """
    objective, z = problem.objectives[position], bound.choice
    slope = put(derivative(objective, z))
    if slope.has(sp.zoo, sp.nan, sp.oo):
        raise SolverError(
            f"the payoff of who chooses {z} has no derivative at {z} = {bound.value}",
            expected="payoffs with a derivative at the bounds; solve_staged_numeric works without",
        )
    outwards = bound.side * without_common_power(slope)
    yield outwards < 0 if problem.later else outwards <= 0
    opposite = [b for b in problem.bounds if b.choice == z and b.side != bound.side]
    own = problem.own(position)
    if not _is_quadratic(objective, own):
        notes.append(local(problem))
    if len(own) == 1 and opposite:
        gain = put(objective) - put(objective.xreplace({z: opposite[0].value}))
        yield reduced(gain) >= 0
    elif len(own) == 1:
        yield reduced(put(derivative(objective, z, z))) <= 0
    else:
        yield from negative_semidefinite(
            sp.ImmutableDenseMatrix([[put(derivative(objective, a, b)) for b in own] for a in own])
        )
