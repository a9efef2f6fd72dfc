"""Second-order conditions, and whether best responses contract."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import sympy as sp

from coopgame.solve.staged.normal import powers, reduced, without_common_power

Matrix = Any  # SymPy's, which have no types


def negative_definite(hessian: Matrix) -> tuple[Any, ...]:
    """Sylvester's criterion: the leading minors of :math:`-H` are positive."""
    named, back = _with_names(-hessian)
    return tuple(positive(_minor(named, k).xreplace(back)) for k in range(1, hessian.rows + 1))


def negative_semidefinite(hessian: Matrix) -> tuple[Any, ...]:
    """Return when all principal minors of :math:`-H` are non-negative."""
    named, back = _with_names(-hessian)
    rows = range(hessian.rows)
    minors = (_minor(named[list(chosen), list(chosen)], k + 1) for k in rows for chosen in combinations(rows, k + 1))
    return tuple(_sign(minor.xreplace(back)) >= 0 for minor in minors)


def is_singular(hessian: Matrix) -> bool:
    """Whether :math:`\\det H` is zero throughout."""
    named, back = _with_names(hessian)
    return bool(reduced(_minor(named, hessian.rows).xreplace(back)) == 0)


def positive(expression: sp.Expr) -> Any:
    """``expression > 0``, powers of a common kind, which are positive, left out."""
    return _sign(expression) > 0


def _sign(expression: sp.Expr) -> sp.Expr:
    plain = without_common_power(expression)
    return plain if powers(plain) else sp.factor(plain)


def contraction(second: Matrix, blocks: Sequence[Sequence[int]]) -> tuple[Any, ...]:
    r"""When best responses contract: the spectral radius of their Jacobian is below one.

    With :math:`D` the diagonal blocks of the second derivatives, one a coalition, and :math:`O` the rest, best
    responses move by :math:`-D^{-1} O`, whose eigenvalues solve :math:`\det(\lambda D + O) = 0`. Where they lie is told
    by the criterion of Schur and Cohn, for each factor of that polynomial.

    Parameters
    ----------
    second : Matrix
        Row :math:`z`: the derivative of :math:`\partial U_C / \partial z` by every choice, :math:`C` the coalition that
        chooses :math:`z`.
    blocks : sequence of sequence of int
        The rows of each coalition.

    """
    if len(blocks) < 2:
        return ()
    named, back = _with_names(second)
    root = sp.Dummy("lambda")
    inside = {(i, j) for block in blocks for i in block for j in block}
    pencil = sp.Matrix(named.rows, named.cols, lambda i, j: named[i, j] * (root if (i, j) in inside else 1))
    _, factors = sp.factor_list(pencil.det(method="berkowitz"), root)
    found: dict[Any, None] = {}
    for factor, _ in factors:
        for condition in _inside_unit_circle(sp.Poly(factor, root).all_coeffs()):
            found[positive(condition.xreplace(back))] = None
    return tuple(condition for condition in found if condition is not sp.true)


def _inside_unit_circle(coefficients: list[sp.Expr]) -> Iterator[sp.Expr]:
    """What must be positive for all roots of a polynomial, leading coefficient first, to be inside the unit circle."""
    coefficients = [*coefficients]
    if all(c == 0 for c in coefficients[1::2]):  # a polynomial of the square of the unknown
        coefficients = coefficients[::2]
    while len(coefficients) > 1:
        if all(c == 0 for c in coefficients[1:]):
            return
        first, last = coefficients[0], coefficients[-1]
        if len(coefficients) == 3:
            yield first**2 - last**2
            yield (first + last) ** 2 - coefficients[1] ** 2
            return
        yield first**2 - last**2
        turned = coefficients[::-1]
        coefficients = [sp.expand(first * a - last * b) for a, b in zip(coefficients, turned, strict=True)][:-1]


def _with_names(matrix: Matrix) -> tuple[sp.Matrix, Mapping[sp.Symbol, sp.Expr]]:
    """Write a symbol for every distinct entry: in a determinant, alike ones cancel before they are multiplied out."""
    names: dict[sp.Expr, Any] = {}
    for entry in matrix:
        if not entry.is_number and entry not in names:
            names[entry] = sp.Dummy(f"h{len(names)}", real=True)
    return sp.Matrix(matrix).xreplace(names), {name: entry for entry, name in names.items()}


def _minor(matrix: sp.Matrix, size: int) -> sp.Expr:
    return sp.factor(matrix[:size, :size].det(method="berkowitz"))
