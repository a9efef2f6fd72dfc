r"""First-order conditions that equate products of powers, solved in logarithms.

Every equation is :math:`\kappa_i \prod_j z_j^{a_{ij}} = \lambda_i \prod_j z_j^{b_{ij}}`, as marginal product and
marginal cost are under Cobb and Douglas. In logarithms it is linear, :math:`\sum_j (b_{ij} - a_{ij}) \log z_j =
\log(\kappa_i / \lambda_i)`, and the exponents may be parameters.
"""

from collections.abc import Sequence

import sympy as sp

from coopgame.solve.staged.linear import Singular, solve_linear
from coopgame.solve.staged.normal import bases, powers, split
from coopgame.solve.staged.roots import Solution


def solve_powers(equations: Sequence[sp.Expr], unknowns: Sequence[sp.Symbol]) -> Solution | None:
    """Solve equations of two terms each in logarithms, for positive unknowns; None where they are not of this kind."""
    rows, ratios = [], []
    for equation in equations:
        numerator = sp.fraction(sp.together(split(equation)))[0]
        terms = sp.Add.make_args(sp.expand(split(numerator)))
        pair = _pair(terms, unknowns)
        if pair is None:
            return None
        rows.append(pair[0])
        ratios.append(pair[1])
    logs = [sp.Dummy(f"log{k}", real=True) for k in range(len(ratios))]
    answer = solve_linear(rows, logs, unknowns)
    if isinstance(answer, Singular):
        return None
    found, determinant = answer
    values = {
        z: split(sp.Mul(*(r ** sp.factor(sp.diff(found[z], log)) for r, log in zip(ratios, logs, strict=True))))
        for z in unknowns
    }
    conditions = (
        *(r > 0 for r in ratios),
        *(base > 0 for base in dict.fromkeys(base for value in values.values() for base in bases(value))),
        *(() if determinant.is_number else (sp.Ne(determinant, 0),)),
    )
    whole = [z for z in unknowns if not any(p.has(z) for e in equations for p in powers(e))]
    notes = (f"{', '.join(map(str, whole))} is taken to be positive.",) if whole else ()
    return Solution(values, conditions=conditions, notes=notes)


def _pair(terms: Sequence[sp.Expr], unknowns: Sequence[sp.Symbol]) -> tuple[list[sp.Expr], sp.Expr] | None:
    """Return exponents and constant of the quotient of two terms; several terms of like exponents are one."""
    groups: dict[tuple[sp.Expr, ...], sp.Expr] = {}
    for term in terms:
        exponents, constant = [sp.Integer(0)] * len(unknowns), sp.Integer(1)
        for factor in sp.Mul.make_args(term):
            base, power = factor.as_base_exp()
            if base in unknowns and not power.has(*unknowns):
                exponents[list(unknowns).index(base)] += power
            elif factor.has(*unknowns):
                return None
            else:
                constant *= factor
        key = tuple(map(sp.cancel, exponents))
        groups[key] = groups.get(key, sp.Integer(0)) + constant
    if len(groups) != 2:
        return None
    (one, first), (other, second) = groups.items()
    return [sp.cancel(b - a) for a, b in zip(one, other, strict=True)], sp.factor(-first / second)
