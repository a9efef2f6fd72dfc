"""When what solves the first-order conditions of a stage is a maximum for everybody who decides."""

from collections.abc import Iterator, Sequence
from typing import Any

import sympy as sp

from coopgame.solve.staged.bounds import Bound
from coopgame.solve.staged.curvature import is_singular, negative_definite
from coopgame.solve.staged.normal import derivative, has_open_powers, parted, powers, reduced, without_common_power
from coopgame.solve.staged.problem import Problem
from coopgame.solve.staged.pruning import shortened
from coopgame.solve.staged.roots import Solution


def second_derivatives(objective: sp.Expr, choice: sp.Symbol, others: Sequence[sp.Symbol], put: Any) -> list[sp.Expr]:
    """Return second derivatives; as elasticities, without the powers they share, where there are any.

    Scaling choices and rows changes neither the sign of a diagonal entry nor whether best responses contract.
    """
    raw = [derivative(objective, choice, other) for other in others]
    if not any(p.has(*others) for entry in raw for p in powers(entry)):
        return [put(entry) for entry in raw]
    scaled = [parted(put(choice * other * entry)) for other, entry in zip(others, raw, strict=True)]
    if len({shared for shared, rest in scaled if rest != 0}) > 1:
        return [put(entry) for entry in raw]
    return [rest for _, rest in scaled]


def concave(
    problem: Problem, objective: sp.Expr, free: Sequence[sp.Symbol], put: Any, notes: list[str]
) -> Iterator[Any]:
    """Say when a coalition's payoff is concave in its choices; along equal ones only, where it is flat along others."""
    if not free:
        return
    raw = [[derivative(objective, z, w) for w in free] for z in free]
    if any(powers(entry) or reduced(entry).has(*free) for row in raw for entry in row if entry.has(*free)):
        notes.append(f"The second-order conditions at stage {problem.stage.name!r} are local.")
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


def downwards(problem: Problem, objective: sp.Expr, solution: Solution) -> Iterator[Any]:
    """Say when a marginal payoff that has a quadratic factor falls where that is zero.

    Elsewhere it is that factor times something whose sign is known more often before the root is put in.
    """
    assert solution.quadratic is not None
    solved = solution.quadratic
    slope = without_common_power(reduced(derivative(objective, solved.unknown).xreplace(problem.alike)))
    other = sp.factor(sp.cancel(slope / solved.polynomial))
    for condition in shortened((solved.sign * other < 0,), problem.symmetry.game.region):
        yield condition.func(*map(solution.applied, condition.args))
    yield sp.Ne(solved.discriminant, 0)


def stays(problem: Problem, position: int, bound: Bound, put: Any) -> Iterator[Any]:
    """Say when it pays to stay at a bound: leaving it does not, and neither does going to the other one.

    At a later stage leaving must cost: where it does not, the smallest change before it moves the stage off the bound,
    and what that does was not solved for.
    """
    objective, z = problem.objectives[position], bound.choice
    outwards = bound.side * without_common_power(put(derivative(objective, z)))
    yield outwards < 0 if problem.later else outwards <= 0
    opposite = [b for b in problem.bounds if b.choice == z and b.side != bound.side]
    own = problem.own(position)
    if len(own) == 1 and opposite:
        gain = put(objective) - put(objective.xreplace({z: opposite[0].value}))
        yield reduced(gain) >= 0
    elif len(own) == 1:
        yield reduced(put(derivative(objective, z, z))) <= 0
    else:
        yield from negative_definite(
            sp.ImmutableDenseMatrix([[put(derivative(objective, a, b)) for b in own] for a in own])
        )
