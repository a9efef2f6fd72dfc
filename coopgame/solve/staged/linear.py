r"""Linear first-order conditions :math:`A z = r`, solved over the field of fractions of the parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sympy as sp
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

from coopgame.solve.staged.normal import powers


@dataclass(frozen=True)
class Singular:
    r"""The conditions leave a direction :math:`v` open: :math:`A v = 0`.

    Attributes
    ----------
    direction : mapping of Symbol to Expr
        :math:`v`, the unknowns that do not take part left out.
    solvable : bool
        Whether there are solutions at all: a line of them.

    """

    direction: Mapping[sp.Symbol, sp.Expr]
    solvable: bool

    def __str__(self) -> str:
        """Write the combination of choices that is left open."""
        return str(sp.Add(*(c * z for z, c in self.direction.items())))


def coefficients(
    equations: Sequence[sp.Expr], unknowns: Sequence[sp.Symbol]
) -> tuple[list[list[sp.Expr]], list[sp.Expr]] | None:
    """Read :math:`(A, r)` off equations :math:`A z - r = 0` in lowest terms; None where one is not linear."""
    if any(p.has(*unknowns) for e in equations for p in powers(e)):
        return None
    rows, right = [], []
    for equation in equations:
        over, under = sp.fraction(sp.together(equation))
        if under.has(*unknowns):
            return None
        if not over.is_polynomial(*unknowns):  # a maximum, or another function of theirs
            return None
        form = sp.Poly(over, *unknowns)
        if form.total_degree() > 1:
            return None
        rows.append([form.coeff_monomial(z) / under for z in unknowns])
        right.append(-form.coeff_monomial(1) / under)
    return rows, right


def solve_linear(
    rows: Sequence[Sequence[sp.Expr]], right: Sequence[sp.Expr], unknowns: Sequence[sp.Symbol]
) -> tuple[dict[sp.Symbol, sp.Expr], sp.Expr] | Singular:
    """Solve :math:`A z = r`.

    Returns
    -------
    solution, determinant
        With :math:`\\det A`, which must not be zero for the solution to be the only one.
    Singular
        When the determinant is zero throughout.

    """
    matrix = DomainMatrix.from_Matrix(sp.Matrix(rows)).to_field()
    side = DomainMatrix.from_Matrix(sp.Matrix([[r] for r in right])).to_field()
    matrix, side = matrix.unify(side)
    try:
        solution = matrix.lu_solve(side).to_Matrix()
    except DMNonInvertibleMatrixError:
        return _singular(matrix, side, unknowns)
    return dict(zip(unknowns, map(sp.factor, solution), strict=True)), sp.factor(matrix.domain.to_sympy(matrix.det()))


def _singular(matrix: DomainMatrix, side: DomainMatrix, unknowns: Sequence[sp.Symbol]) -> Singular:
    kernel = matrix.nullspace().to_Matrix()
    vector = [sp.factor(v) for v in kernel.row(0)]
    scale = next(v for v in vector if v != 0)
    direction = {z: sp.cancel(v / scale) for z, v in zip(unknowns, vector, strict=True) if v != 0}
    return Singular(direction, matrix.hstack(side).rank() == matrix.rank())
