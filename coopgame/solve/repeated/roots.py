"""The exact root that a punishment of several periods leads to."""

from fractions import Fraction

import sympy as sp
from sympy.polys.rootisolation import RealInterval

HALVINGS = 200


def discount_root(ratio: sp.Rational, periods: int) -> sp.Expr:
    r"""Return the :math:`\delta \in (0, 1)` with :math:`\delta + \dots + \delta^k = g`, for :math:`0 < g < k`.

    Times :math:`\delta - 1` the polynomial has three terms: by Descartes' rule it has one positive root and, for even
    :math:`k`, one negative.

    Parameters
    ----------
    ratio : Rational
        :math:`g`.
    periods : int
        :math:`k`.

    Returns
    -------
    Expr
        A ``CRootOf``, or what SymPy writes in its place where the factor it is a root of is at most quadratic.

    """
    root = sp.CRootOf(sp.Poly([1] * periods + [-ratio], sp.Symbol("delta")), (periods + 1) % 2)
    if isinstance(root, sp.CRootOf):
        # SymPy narrows the root by continued fractions, for minutes where a simple fraction is as near as g / (1 + g)
        # tends to be. It takes a narrow interval as well, and refines it from there when more digits are asked for.
        bounds = (sp.QQ(end.numerator, end.denominator) for end in _interval(_fraction(ratio), periods))
        field = root.poly.domain
        coefficients = [field.from_sympy(c) for c in root.poly.all_coeffs()]
        root._set_interval(RealInterval(tuple(bounds), coefficients, field))  # noqa: SLF001 - there is no other way in
    return root


def _interval(ratio: Fraction, periods: int) -> tuple[Fraction, Fraction]:
    """Two numbers close to each other with the root between them."""
    low, high = Fraction(0), Fraction(1)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle * (1 - middle**periods) < ratio * (1 - middle):
            low = middle
        else:
            high = middle
    return low, high


def _fraction(number: sp.Rational) -> Fraction:
    return Fraction(int(number.p), int(number.q))
