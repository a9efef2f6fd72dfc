"""The first-order conditions of a stage, solved by the first method that fits their form.

Linear ones over the field of fractions; products of powers in logarithms; else every condition is split into its
factors, and one unknown after another is eliminated: by a condition in it alone, by one that is linear in it, or by the
resultant of two. Nothing is tried that could run without end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import sympy as sp

from coopgame.conditions import sign_of, value_at
from coopgame.errors import RegionError, SolverError
from coopgame.solve.staged.linear import Singular, coefficients, solve_linear
from coopgame.solve.staged.normal import powers, reduced
from coopgame.solve.staged.powers import solve_powers
from coopgame.solve.staged.roots import Solution, nonzero, solve_one
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
    for equation in equations:
        _require_plain(equation, unknowns)
    linear = coefficients(equations, unknowns)
    if linear is not None:
        answer = solve_linear(*linear, unknowns)
        if isinstance(answer, Singular):
            return answer
        values, determinant = answer
        return (Solution(values, conditions=nonzero(determinant)),)
    if len(unknowns) > 1 and any(p.has(*unknowns) for e in equations for p in powers(e)):
        in_logs = solve_powers(equations, unknowns)
        if in_logs is not None:
            return (in_logs,)
    found = _eliminated(list(equations), list(unknowns), region)
    return tuple({(*s.values.items(), *s.conditions): s for s in found if sp.false not in s.conditions}.values())


def _require_plain(equation: sp.Expr, unknowns: Sequence[sp.Symbol]) -> None:
    if equation.has(sp.nan, sp.zoo):
        raise SolverError(
            f"the first-order conditions for {', '.join(map(str, unknowns))} are not defined where choices are equal "
            "or at a bound",
            expected="payoffs that have derivatives there",
        )
    for part in sorted(equation.atoms(sp.Function), key=sp.default_sort_key):
        if part.has(*unknowns):
            raise SolverError(
                f"a first-order condition holds {str(part)[:100]}",
                expected="sums, products, quotients and powers of the choices; solve_staged_numeric works for any",
            )


def _eliminated(equations: list[sp.Expr], unknowns: list[sp.Symbol], region: Region) -> Iterator[Solution]:
    if len(unknowns) == 1:
        (equation,), (unknown,) = equations, unknowns
        if reduced(sp.expand(equation)) == 0:
            raise _open(unknowns)
        symbolic = any(p.has(unknown) and not p.exp.is_Rational for p in powers(equation))
        power = solve_powers(equations, unknowns) if symbolic else None
        yield from solve_one(equation, unknown, region) if power is None else (power,)
        return
    for way in product(*(_factors(e, unknowns) for e in equations)):
        yield from _of_factors(list(way), unknowns, region)


def _of_factors(equations: list[sp.Expr], unknowns: list[sp.Symbol], region: Region) -> Iterator[Solution]:
    """Take an equation in one unknown alone first, else one that is linear in an unknown, else a resultant."""
    for position, equation in enumerate(equations):
        others = equations[:position] + equations[position + 1 :]
        present = sorted(equation.free_symbols & set(unknowns), key=str)
        if len(present) == 1:
            for outer in solve_one(equation, present[0], region):
                placed = [reduced(outer.applied(e)) for e in others]
                for inner in _eliminated(placed, [z for z in unknowns if z not in present], region):
                    yield _together(outer, inner)
            return
    for position, equation in enumerate(equations):
        others = equations[:position] + equations[position + 1 :]
        for unknown in sorted(equation.free_symbols & set(unknowns), key=str):
            if not powers(equation) and not sp.expand(sp.diff(equation, unknown)).has(unknown):
                yield from _by_linear(equation, unknown, others, unknowns, region)
                return
    yield from _by_resultant(equations, unknowns, region)


def _by_linear(
    equation: sp.Expr, unknown: sp.Symbol, others: list[sp.Expr], unknowns: list[sp.Symbol], region: Region
) -> Iterator[Solution]:
    """Eliminate an unknown by an equation that is linear in it; or its coefficient is zero, and the rest is as well."""
    left = [z for z in unknowns if z != unknown]
    slope, rest = sp.factor(sp.diff(equation, unknown)), equation.xreplace({unknown: sp.Integer(0)})
    value = sp.factor(-rest / slope)
    for inner in _eliminated([e.xreplace({unknown: value}) for e in others], left, region):
        values = {**inner.values, unknown: reduced(inner.applied(value))}
        yield replace(inner, values=values, conditions=(*inner.conditions, *nonzero(inner.applied(slope))))
    if len(left) > 1 and slope.has(*left):  # in one unknown alone, coprime polynomials are not zero both
        for inner in _eliminated([slope, *others], unknowns, region):
            if _vanishes(inner.applied(rest), region):
                yield inner


def _together(outer: Solution, inner: Solution) -> Solution:
    values = {**outer.values, **inner.values}
    conditions, notes = (*outer.conditions, *inner.conditions), (*outer.notes, *inner.notes)
    if outer.quadratic is None and outer.root is None:
        return replace(inner, values=values, conditions=conditions, notes=notes)
    if inner.quadratic is None and inner.root is None:
        return replace(outer, values=values, conditions=conditions, notes=notes)
    return Solution(values, conditions=conditions, notes=notes)


def _factors(equation: sp.Expr, unknowns: Sequence[sp.Symbol]) -> list[sp.Expr]:
    """Return the factors of an equation's numerator that have an unknown in them, each once."""
    numerator = sp.factor(sp.fraction(sp.together(equation))[0])
    if numerator == 0:
        raise _open(unknowns)
    parts = (f.base if f.is_Pow and f.exp.is_Integer else f for f in sp.Mul.make_args(numerator))
    return list(dict.fromkeys(f for f in parts if f.has(*unknowns)))


def _by_resultant(equations: list[sp.Expr], unknowns: list[sp.Symbol], region: Region) -> Iterator[Solution]:
    """Two polynomials in two unknowns: the resultant has one unknown left; each of its roots is tried in both."""
    if len(unknowns) > 2 or not all(e.is_polynomial(*unknowns) for e in equations):
        raise SolverError(
            f"the first-order conditions for {', '.join(map(str, unknowns))} are not linear, and none is linear in one "
            "of them",
            expected="symmetric=..., fewer choices at the stage, or solve_staged_numeric",
        )
    first, second = unknowns
    left = sp.resultant(*equations, second)
    if left == 0:
        raise _open(unknowns)
    for outer in solve_one(left, first, region):
        known = _common_root(equations, second, outer)
        if known is not None:
            yield known
            continue
        one, other = sorted((reduced(sp.expand(outer.applied(e))) for e in equations), key=lambda e: not e.has(second))
        for inner in solve_one(one, second, region):
            if _vanishes(inner.applied(other), region):
                yield _together(outer, inner)


def _common_root(equations: list[sp.Expr], unknown: sp.Symbol, outer: Solution) -> Solution | None:
    """Read the one common root off the linear subresultant; None where there is none, or it does not tell."""
    leading = [reduced(sp.expand(outer.applied(sp.LC(e, unknown)))) for e in equations]
    linear = next((s for s in sp.subresultants(*equations, unknown) if sp.degree(s, unknown) == 1), None)
    if linear is None or not any(map(_is_settled, leading)):
        return None
    slope = reduced(sp.expand(outer.applied(sp.LC(linear, unknown))))
    if not _is_settled(slope):
        return None
    rest = reduced(sp.expand(outer.applied(linear.xreplace({unknown: sp.Integer(0)}))))
    values = {**outer.values, unknown: reduced(-rest / slope)}
    return replace(outer, values=values, conditions=(*outer.conditions, *nonzero(slope)))


def _is_settled(value: sp.Expr) -> bool:
    """Whether a number is not zero, or an expression not zero throughout."""
    return bool(abs(value.evalf(30)) > 1e-20) if value.is_number else value != 0


def _open(unknowns: Sequence[sp.Symbol]) -> SolverError:
    return SolverError(
        f"the first-order conditions for {', '.join(map(str, unknowns))} share a factor, and leave open how it is made "
        "up",
        expected="symmetric=... for players that act alike, or fewer choices at the stage",
    )


def _vanishes(expression: sp.Expr, region: Region) -> bool:
    """Whether an expression is zero: not where it has another value at a point of the region, and else by its form."""
    plain = reduced(sp.expand(expression))
    if plain.is_number:
        return sign_of(plain) == 0
    try:
        points = region.sample(3, symbols=tuple(plain.free_symbols))
    except RegionError:
        points = ()
    for point in points:
        value = value_at(plain, point)
        if value is not None and sign_of(value) != 0:
            return False
    return bool(sp.simplify(plain) == 0)
