"""The first-order conditions of a stage, solved by the first method that fits their form.

Linear ones over the field of fractions; products of powers in logarithms; else one unknown after another is eliminated
by a condition that is linear in it, and what is left in one unknown is solved by its roots. Nothing is tried that could
run without end.
"""

from collections.abc import Iterator, Sequence

import sympy as sp

from coopgame.errors import SolverError
from coopgame.solve.staged.linear import Singular, coefficients, solve_linear
from coopgame.solve.staged.normal import powers, reduced
from coopgame.solve.staged.powers import solve_powers
from coopgame.solve.staged.roots import Solution, solve_one
from coopgame.symbols import Region


def solve_system(
    equations: Sequence[sp.Expr], unknowns: Sequence[sp.Symbol], region: Region = Region()
) -> tuple[Solution, ...] | Singular:
    """Solve as many equations as there are unknowns.

    Parameters
    ----------
    equations : sequence of Expr
        In lowest terms.
    unknowns : sequence of Symbol
    region : Region
        Where the parameters are.

    Returns
    -------
    tuple of Solution
        Every one there is; none where the equations contradict each other.
    Singular
        When the equations are linear and leave a direction open.

    Raises
    ------
    SolverError
        When no method fits; the equation is named.

    """
    if not unknowns:
        return (Solution({}),)
    linear = coefficients(equations, unknowns)
    if linear is not None:
        answer = solve_linear(*linear, unknowns)
        if isinstance(answer, Singular):
            return answer
        values, determinant = answer
        return (Solution(values, conditions=() if determinant.is_number else (sp.Ne(determinant, 0),)),)
    if len(unknowns) > 1 and any(p.has(*unknowns) for e in equations for p in powers(e)):
        in_logs = solve_powers(equations, unknowns)
        if in_logs is not None:
            return (in_logs,)
    return tuple(_eliminated(list(equations), list(unknowns), region))


def _eliminated(equations: list[sp.Expr], unknowns: list[sp.Symbol], region: Region) -> Iterator[Solution]:
    if len(unknowns) == 1:
        (equation,), (unknown,) = equations, unknowns
        symbolic = any(p.has(unknown) and not p.exp.is_Rational for p in powers(equation))
        power = solve_powers(equations, unknowns) if symbolic else None
        yield from solve_one(equation, unknown, region) if power is None else (power,)
        return
    cleared = [_cleared(e, unknowns) for e in equations]
    for position, equation in enumerate(cleared):
        for unknown in sorted(equation.free_symbols & set(unknowns), key=str):
            slope = sp.diff(equation, unknown)
            if sp.expand(slope).has(unknown) or powers(equation):
                continue
            rest = equation.xreplace({unknown: sp.Integer(0)})
            value = sp.factor(-rest / slope)
            others = [e.xreplace({unknown: value}) for k, e in enumerate(cleared) if k != position]
            for inner in _eliminated(others, [z for z in unknowns if z != unknown], region):
                yield Solution(
                    {**inner.values, unknown: reduced(inner.applied(value))},
                    inner.root,
                    (*inner.conditions, *(() if slope.is_number else (sp.Ne(inner.applied(slope), 0),))),
                    inner.notes,
                    inner.quadratic,
                )
            return
    yield from _by_resultant(cleared, unknowns, region)


def _cleared(equation: sp.Expr, unknowns: Sequence[sp.Symbol]) -> sp.Expr:
    """Leave out denominators, and factors without an unknown in them."""
    numerator = sp.factor(sp.fraction(sp.together(equation))[0])
    return sp.Mul(*(f for f in sp.Mul.make_args(numerator) if f.has(*unknowns)))


def _by_resultant(equations: list[sp.Expr], unknowns: list[sp.Symbol], region: Region) -> Iterator[Solution]:
    """Two polynomials in two unknowns: the resultant has one unknown left; each of its roots is tried in both."""
    if len(unknowns) > 2 or not all(e.is_polynomial(*unknowns) for e in equations):
        raise SolverError(
            f"the first-order conditions for {', '.join(map(str, unknowns))} are not linear, and none is linear in one "
            "of them",
            expected="symmetric=..., fewer choices at the stage, or solve_staged_numeric",
        )
    first, second = unknowns
    shared = sp.gcd(*equations)
    if shared.has(*unknowns):
        raise SolverError(
            f"the first-order conditions for {first} and {second} share the factor {shared}, and leave open how it is "
            "made up",
            expected="symmetric=... for players that act alike, or fewer choices at the stage",
        )
    left = sp.resultant(*equations, second)
    for outer in solve_one(left, first, region) if left != 0 else ():
        for inner in solve_one(outer.applied(equations[0]), second, region):
            other = reduced(sp.expand(inner.applied(outer.applied(equations[1]))))
            if other == 0 or (other.is_number and sp.simplify(other) == 0):
                yield Solution(
                    {**outer.values, **inner.values},
                    conditions=(*outer.conditions, *inner.conditions),
                    notes=(*outer.notes, *inner.notes),
                )
