"""Points of a bargaining frontier: where a falling polynomial crosses zero, exactly."""

from typing import Any

import sympy as sp

from coopgame.claims.decide import Empty, find_point
from coopgame.conditions import sign_of
from coopgame.errors import RuleError
from coopgame.games.bargaining import BargainingProblem
from coopgame.games.feasible import Frontier
from coopgame.sharing.balance import require
from coopgame.sharing.values.combination import cancelled
from coopgame.sharing.values.pruning import kept
from coopgame.sharing.values.within import defined_where
from coopgame.symbols import Region

BUDGET = 2.0
DIGITS = 50
ZERO = sp.Rational(1, 10**30)
CLOSED_FORMS = "a frontier of degree one or two in it, one such as 1 - u**n, or numbers for all parameters"


def frontier_condition(problem: BargainingProblem, frontier: Frontier) -> Region:
    r"""Prove that the frontier falls and is concave, and return where the disagreement point lies under it.

    Raises
    ------
    RuleError
        When :math:`l < h`, :math:`f' < 0` or :math:`f'' \le 0` fails somewhere in the region and between the ends, or
        the disagreement point lies nowhere under the frontier.

    """
    u, f, low, high = frontier.utility, frontier.other, frontier.low, frontier.high
    if not f.is_polynomial(u):
        raise RuleError(f"the frontier {f} is no polynomial in {u}", expected="a polynomial")
    require(low < high, problem.region, f"the frontier runs from {low} to", high, "a low end below the high one")
    between = problem.region & Region(low < u, u < high)
    slope = sp.diff(f, u)
    require(slope < 0, between, f"the slope of the frontier {f} is", slope, "one that falls")
    bend = sp.diff(slope, u)
    require(bend <= 0, between, f"the second derivative of the frontier {f} is", bend, "a concave one")
    first, second = problem.disagreement
    top = frontier.value(first)
    names = problem.players
    return defined_where(
        [
            (
                low <= first,
                f"the disagreement utility of {names[0]}, {first}, lies below the frontier's low end, {low},",
            ),
            (
                first <= high,
                f"the disagreement utility of {names[0]}, {first}, lies beyond the frontier's end, {high},",
            ),
            (second <= top, f"the disagreement utility of {names[1]}, {second}, exceeds the {top} on the frontier"),
        ],
        problem.region,
        "a disagreement point under the frontier",
    )


def crossing(
    falling: sp.Expr, variable: sp.Symbol, low: sp.Expr, high: sp.Expr, region: Region
) -> tuple[sp.Expr, Region]:
    r"""Return the greatest :math:`t \in [l, h]` with :math:`g(t) \ge 0`, and where it is that.

    Parameters
    ----------
    falling : Expr
        A polynomial :math:`g` that falls on :math:`[l, h]` and is not negative at :math:`l`.
    variable : Symbol
        :math:`t`.
    low, high : Expr
        :math:`l` and :math:`h`.
    region : Region

    Raises
    ------
    RuleError
        When there is no closed form.

    """
    end = falling.xreplace({variable: high})
    inner = kept([end <= 0], region)
    if _empty(region & inner, end < 0):
        return high, Region()
    at, condition = root(falling, variable, low, high, region & inner)
    return at, inner & condition


def root(falling: sp.Expr, variable: sp.Symbol, low: sp.Expr, high: sp.Expr, region: Region) -> tuple[sp.Expr, Region]:
    r"""Return the :math:`t \in [l, h]` with :math:`g(t) = 0`, and where the formula for it holds.

    A quadratic that falls at its root, and whose leading coefficient :math:`-a` is negative as that of a concave
    function is, has it at :math:`(B + \sqrt{B^2 + 4 a C}) / 2a`: nothing has to be chosen.

    Raises
    ------
    RuleError
        When there is no closed form.

    """
    poly = sp.Poly(sp.expand(falling), variable)
    if poly.is_zero:  # as where the disagreement point lies on the frontier
        return low, Region()
    degree, leading, rest = poly.degree(), -poly.LC(), poly.coeff_monomial(1)
    if degree == 2:
        return _quadratic(leading, poly.coeff_monomial(variable), rest, region)
    if degree == 1:
        return cancelled(rest / leading), _apart(leading, region)
    if poly.monoms()[1:] in ([], [(0,)]) and _empty(region, leading < 0) and _empty(region, rest < 0):
        return _oriented(rest / leading, region) ** sp.Rational(1, degree), _apart(leading, region)
    if unset := falling.free_symbols - {variable}:
        names = ", ".join(sorted(map(str, unset)))
        raise RuleError(
            f"the point on the frontier solves an equation of degree {degree} with {names} in it", expected=CLOSED_FORMS
        )
    return _isolated(falling, variable, low, high), Region()


def _isolated(falling: sp.Expr, variable: sp.Symbol, low: sp.Expr, high: sp.Expr) -> sp.Expr:
    """Return the one root between low and high of a polynomial with algebraic coefficients, by leaving no other.

    Its norm has rational coefficients, and all its roots among its own.
    """
    poly = sp.Poly(sp.expand(falling), variable, extension=True)
    norm = poly if poly.domain.is_QQ or poly.domain.is_ZZ else poly.norm()
    inside = [t for t, _ in norm.real_roots(multiple=False) if _between(t, low, high)]
    found = [t for t in inside if abs(falling.xreplace({variable: t}).evalf(DIGITS)) < ZERO]
    if len(found) != 1:
        raise RuleError(f"the roots of {falling} lie too close to tell them apart", expected=CLOSED_FORMS)
    return found[0]


def height(frontier: Frontier, utility: sp.Expr) -> sp.Expr:
    r"""Return :math:`f(u_1)`, multiplied out and, with parameters, as one fraction."""
    value = sp.expand(frontier.value(utility))
    return sp.factor(cancelled(value)) if value.free_symbols else value


def _quadratic(leading: sp.Expr, middle: sp.Expr, rest: sp.Expr, region: Region) -> tuple[sp.Expr, Region]:
    condition = _apart(leading, region)
    if middle == 0:
        return sp.sqrt(_oriented(rest / leading, region)), condition
    discriminant = sp.factor(middle**2 + 4 * leading * rest)
    value = (middle + sp.sqrt(discriminant)) / (2 * leading)
    return sp.factor(sp.cancel(value)) if value.free_symbols else sp.radsimp(sp.expand(value)), condition


def _oriented(ratio: sp.Expr, region: Region) -> sp.Expr:
    """Write a ratio so that what stands below is positive."""
    above, below = sp.fraction(sp.cancel(ratio))
    return -above / -below if _empty(region, below > 0) else above / below


def _apart(leading: sp.Expr, region: Region) -> Region:
    """Say that a leading coefficient is not zero, unless the region says so."""
    return kept([sp.Ne(leading, 0)], region)


def _between(value: sp.Expr, low: sp.Expr, high: sp.Expr) -> bool:
    return sign_of(value - low) != -1 and sign_of(high - value) != -1


def _empty(region: Region, condition: Any) -> bool:
    if condition in (sp.true, sp.false):
        return bool(condition == sp.false)
    return isinstance(find_point(Region(region, condition), BUDGET), Empty)
