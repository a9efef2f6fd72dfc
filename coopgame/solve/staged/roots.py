"""One equation in one unknown: its numerator factored, linear and quadratic factors solved, branches named."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.errors import SolverError
from coopgame.solve.staged.normal import needed, parted, powers, reduced, split, without_common_power
from coopgame.solve.staged.pruning import implied
from coopgame.symbols import Region


@dataclass(frozen=True)
class Quadratic:
    """What an unknown solves, and which of the two roots it is.

    Attributes
    ----------
    unknown : Symbol
    polynomial : Expr
    discriminant : Expr
        Up to a positive factor.
    sign : int
        That of the polynomial's slope at the root.

    """

    unknown: sp.Symbol
    polynomial: sp.Expr
    discriminant: sp.Expr
    sign: int


@dataclass(frozen=True)
class Solution:
    """Values of unknowns that solve equations, and what must hold for that.

    Attributes
    ----------
    values : dict of Symbol to Expr
    root : (base, q, value), optional
        What the :math:`q`-th root of an expression of the unknowns comes to, where that is simpler than their values.
    conditions : tuple of relation
    notes : tuple of str
        Which branch was taken, in sentences.
    quadratic : Quadratic, optional
        What an unknown solves; its powers are reduced by it before its value is put in.

    """

    values: dict[sp.Symbol, sp.Expr]
    root: tuple[sp.Expr, int, sp.Expr] | None = None
    conditions: tuple[Any, ...] = ()
    notes: tuple[str, ...] = ()
    quadratic: Quadratic | None = None

    def applied(self, expression: Any) -> Any:
        """Put the solution into an expression or condition."""
        if self.root is not None and isinstance(expression, sp.Expr):
            base, q, value = self.root
            expression = split(expression).replace(
                lambda e: isinstance(e, sp.Pow) and e.base == base and e.exp.is_Rational and q % e.exp.q == 0,
                lambda e: value ** (e.exp * q),
            )
        if self.quadratic is not None and isinstance(expression, sp.Expr):
            expression = _remainder(expression, self.quadratic)
        return expression.xreplace(self.values)


def _remainder(expression: sp.Expr, quadratic: Quadratic) -> sp.Expr:
    """Reduce numerator and denominator of an expression by a quadratic that the unknown solves."""
    unknown = quadratic.unknown
    shared, rest = parted(expression)
    if powers(rest) or not rest.has(unknown):
        return expression
    over, under = (sp.rem(side, quadratic.polynomial, unknown) for side in sp.fraction(sp.together(rest)))
    return shared * over / under


def solve_one(equation: sp.Expr, unknown: sp.Symbol, region: Region = Region()) -> Iterator[Solution]:
    """Solve one equation for one unknown; every root is one solution.

    Parameters
    ----------
    equation : Expr
        That is to be zero.
    unknown : Symbol
    region : Region
        Where the parameters are: of two forms of a root, the one that is defined throughout is taken.

    Raises
    ------
    SolverError
        When a factor is of a degree over 2 with parameters in it, or is no polynomial.

    """
    if any(part.has(unknown) for part in equation.atoms(sp.Function)):
        raise _unsolved(equation, unknown)
    plain = split(without_common_power(equation))
    inside = [p for p in powers(plain) if p.has(unknown)]
    if not inside:
        yield from _rational(plain, unknown, region)
        return
    yield from _by_root(plain, unknown, inside, equation, region)


def _by_root(
    plain: sp.Expr, unknown: sp.Symbol, inside: list[sp.Expr], equation: sp.Expr, region: Region
) -> Iterator[Solution]:
    """Take the root of a linear expression as the unknown: t = (a x + b)^(1/q)."""
    base = inside[0].base
    slope, rest = sp.diff(base, unknown), base.xreplace({unknown: sp.Integer(0)})
    if slope.has(unknown) or any(p.base != base or not p.exp.is_Rational for p in inside):
        raise _unsolved(equation, unknown)
    q = sp.ilcm(*(p.exp.q for p in inside)) if len(inside) > 1 else inside[0].exp.q
    name = str(sp.root(base, q))
    t = sp.Symbol(name if q == 2 else f"({name})", real=True)  # no parameter can be called so
    raised = plain.xreplace({p: t ** (p.exp * q) for p in inside}).xreplace({unknown: (t**q - rest) / slope})
    for found in _rational(raised, t, region):
        root = found.values[t]
        positive = without_common_power(root) > 0
        if positive is sp.false:
            continue
        value = reduced((root**q - rest) / slope)
        conditions = (*found.conditions, positive, *nonzero(slope))
        yield Solution({unknown: value}, (base, q, root), conditions, found.notes)


def _rational(equation: sp.Expr, unknown: sp.Symbol, region: Region) -> Iterator[Solution]:
    numerator = sp.fraction(sp.together(equation))[0]
    _, factors = sp.factor_list(numerator, unknown) if numerator.has(unknown) else (numerator, [])
    for factor, _ in factors:
        yield from _of_factor(factor, unknown, region)


def _of_factor(factor: sp.Expr, unknown: sp.Symbol, region: Region) -> Iterator[Solution]:
    form = sp.Poly(factor, unknown)
    if form.degree() == 1:
        a, b = form.all_coeffs()
        yield Solution({unknown: reduced(-b / a)}, conditions=nonzero(a))
    elif not factor.free_symbols - {unknown} and form.domain.is_ZZ | form.domain.is_QQ:
        for k, root in enumerate(form.real_roots(multiple=True), start=1):
            yield Solution({unknown: root}, notes=(f"{unknown} is real root {k} of {factor}.",))
    elif form.degree() == 2:
        yield from _of_quadratic(form, unknown, region)
    else:
        raise SolverError(
            f"the first-order condition {str(factor)[:200]} = 0 is of degree {form.degree()} in {unknown}",
            expected="degree 1 or 2, or every parameter set; solve_staged_numeric works for any",
        )


def _of_quadratic(form: sp.Poly, unknown: sp.Symbol, region: Region) -> Iterator[Solution]:
    r"""Solve :math:`a z^2 + b z + c = 0` by :math:`(-b \pm \sqrt d) / (2 a)`, or by :math:`2 c / (-b \mp \sqrt d)`.

    The latter form also has the one root there is where :math:`a = 0`.
    """
    a, b, c = map(sp.factor, form.all_coeffs())
    even = sp.fraction(sp.together(b / 2))[1] == 1
    half, whole = (b / 2, 1) if even else (b, 2)
    inner = sp.factor(half**2 - whole**2 * a * c)
    if inner.is_negative:
        return
    # Symbols under the root are taken out of it later on, each as a power of its own.
    single = [c for c in needed(sp.sqrt(inner)) if not c.lhs.atoms(sp.Add) and not c.lhs.is_number]
    turned = not implied(sp.Ne(a, 0), region) and implied(sp.Ne(c, 0), region)
    for sign in (1, -1):
        root = sign * sp.sqrt(inner)
        over, under = (whole * c, -half - root) if turned else (-half + root, whole * a)
        side = "+" if sign > 0 else "-"
        note = f"{unknown} is the root with {side}sqrt({inner}) of {sp.collect(form.as_expr(), unknown)}."
        solved = Quadratic(unknown, form.as_expr(), inner, sign)
        yield Solution({unknown: over / under}, None, (inner >= 0, *single, *nonzero(under)), (note,), solved)


def nonzero(value: sp.Expr) -> tuple[Any, ...]:
    """Say that a divisor is not zero, the powers in it, which are positive, left out."""
    plain = without_common_power(value)
    return () if plain.is_number and plain != 0 else (sp.Ne(plain, 0),)


def _unsolved(equation: sp.Expr, unknown: sp.Symbol) -> SolverError:
    return SolverError(
        f"the first-order condition {str(equation)[:200]} = 0 has no closed form for {unknown}",
        expected="a rational one, one with a root of one linear expression, or products of powers; "
        "solve_staged_numeric works for any",
    )
