r"""The sign of a difference :math:`f - g` over a region, factor by factor; each factor's sign is settled once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp

from coopgame.claims.decide import Empty, Found, Unsettled, find_point
from coopgame.conditions import evaluate
from coopgame.errors import CoopGameError, ExpressionError
from coopgame.polynomials import Polynomial, SignForm, relation, sign_form
from coopgame.solve.staged.floating import holds
from coopgame.solve.staged.normal import has_open_powers, is_nested, split, without_common_power
from coopgame.symbols import Region

Point = dict[sp.Symbol, sp.Expr]
Answer = Found | Empty | Unsettled

DRAWS = 64  # points of the region that are looked at before a prover is asked
TESTED = 4  # of them, where roots make it slow
NOT_ASKED = Unsettled("not asked")
OPERATORS = {1: ">", 0: "==", -1: "<"}


@dataclass(frozen=True)
class Difference:
    r"""The sign of :math:`f - g` by the factors that decide it.

    Attributes
    ----------
    form : SignForm
        Without poles, and without factors whose sign was proven.
    roots : tuple of (Symbol, Expr)
        Roots and powers stand for themselves in the form.

    """

    form: SignForm
    roots: tuple[tuple[sp.Symbol, sp.Expr], ...] = ()

    def where(self, sign: int) -> Region:
        """Say where the difference has a sign."""
        even = self.form.even
        if sign:
            parts = [relation(SignForm(self.form.sign, self.form.odd, (), ()), OPERATORS[sign])]
            parts += [relation(SignForm(1, (factor,), (), ()), "!=") for factor in even]
            whole = sp.And(*parts) if self.form.sign else sp.false
        else:
            zeros = (relation(SignForm(1, (factor,), (), ()), "==") for factor in (*self.form.odd, *even))
            whole = sp.Or(*zeros) if self.form.sign else sp.true
        return Region(whole.xreplace(dict(self.roots)))


class Differences:
    """Differences over one region, with what was found out about their factors.

    Parameters
    ----------
    region : Region
    symbols : sequence of Symbol
        Every parameter, so that points give a value to each.
    budget : float
        Seconds the prover may take on each question.

    """

    def __init__(self, region: Region, symbols: Sequence[sp.Symbol], budget: float) -> None:
        self.region, self.symbols, self.budget = region, tuple(symbols), budget
        self.points: list[Point] = []
        self.known: dict[sp.Expr, dict[int, Answer]] = {}
        self.positive: dict[sp.Expr, bool] = {}
        self.inhabitant = self.occurs(Region())
        if isinstance(self.inhabitant, Found):
            with suppress(CoopGameError):  # too thin to be sampled: the prover answers all
                self.points = sorted(region.sample(DRAWS, symbols=self.symbols), key=_plainness)

    def occurs(self, condition: Region) -> Answer:
        """Whether a condition holds somewhere in the region."""
        if condition.conditions == (sp.false,):
            return Empty()
        for point in self._likely(condition):
            if _holds(condition, point):
                return Found(point)
        try:
            found = find_point(self.region & condition, self.budget, symbols=self.symbols)
        except CoopGameError as error:
            return Unsettled(str(error))
        if isinstance(found, Found):
            self.points.append(found.point)
        return found

    def _likely(self, condition: Region) -> list[Point]:
        """The points worth an exact test: all, unless such a test takes its time."""
        if not self.points or all(_is_quick(part) for part in condition.conditions):
            return self.points
        columns = {s: np.array([float(point[s]) for point in self.points]) for s in self.symbols}
        try:
            likely = holds(condition, columns)
        except CoopGameError:
            return self.points
        return [point for point, seems in zip(self.points, likely, strict=True) if seems][:TESTED]

    def undefined(self, expressions: Iterable[sp.Expr]) -> list[Any]:
        """Say what must hold for expressions to be defined, where that is not settled."""
        conditions: dict[Any, None] = {}
        for power in sorted({p for e in expressions for p in e.atoms(sp.Pow)}, key=sp.default_sort_key):
            if power.exp.is_negative:
                conditions.update(dict.fromkeys(self._without_zeros(power.base)))
            if _is_power(power) and not self.is_positive(power.base):
                needed = power.base >= 0 if power.exp.is_positive else _compared(power.base, 1)
                conditions |= {} if self._never(sp.Not(needed)) else {needed: None}
        return list(conditions)

    def _without_zeros(self, base: sp.Expr) -> list[Any]:
        """Say that an expression is not zero, factor by factor, where that is not settled."""
        rational, roots = without_roots(base)
        form = sign_form(rational)
        vanishing = (factor for factor in (*form.odd, *form.even) if 0 in self._possible(factor, roots))
        return [relation(SignForm(1, (factor,), (), ()), "!=").xreplace(dict(roots)) for factor in vanishing]

    def is_positive(self, expression: sp.Expr) -> bool:
        """Whether an expression is proven to be positive, part by part where that is enough."""
        if expression not in self.positive:
            parts = (expression.base,) if expression.is_Pow else expression.args
            joined = isinstance(expression, sp.Add | sp.Mul | sp.Pow) and all(map(self.is_positive, parts))
            self.positive[expression] = joined or self._never(expression <= 0)
        return self.positive[expression]

    def between(self, first: sp.Expr, second: sp.Expr) -> Difference:
        """Return the difference of two expressions that are defined throughout the region, reduced."""
        difference = first - second
        if has_open_powers(difference):
            difference = without_common_power(difference)
        rational, roots = without_roots(difference)
        form = sign_form(rational)
        sign, odd, even = form.sign, list[Polynomial](), list[Polynomial]()
        for factor in form.odd:
            possible = self._possible(factor, roots)
            if possible <= {0, -1}:
                sign = -sign
            if possible == {0}:
                sign = 0
            elif possible == {1, -1} or len(possible) == 3:
                odd.append(factor)
            elif 0 in possible:
                even.append(factor)
        even += [factor for factor in form.even if 0 in self._possible(factor, roots)]
        return Difference(SignForm(sign, tuple(odd), tuple(even), ()), tuple(roots.items()))

    def _possible(self, factor: Polynomial, roots: Mapping[sp.Symbol, sp.Expr]) -> set[int]:
        """The signs that a factor is not proven to lack."""
        expression = factor.expression.xreplace(dict(roots))
        if expression not in self.known:
            plain = SignForm(1, (factor,), (), ())  # a condition is factored only where it has to be
            self.known[expression] = self._signs(
                expression, lambda sign: _compared(expression, sign) if roots else relation(plain, OPERATORS[sign])
            )
        return {sign for sign, answer in self.known[expression].items() if not isinstance(answer, Empty)}

    def _signs(self, expression: sp.Expr, compared: Callable[[int], Any]) -> dict[int, Answer]:
        if _is_power(expression) and self.is_positive(expression.base):
            return {1: NOT_ASKED, 0: Empty(), -1: Empty()}
        if any(_is_power(p) for p in expression.atoms(sp.Pow)) and (known := self._of_powers(expression)):
            return known
        signs = {sign: self.occurs(Region(compared(sign))) for sign in (1, -1)}
        both = all(isinstance(answer, Found) for answer in signs.values())
        return signs | {0: NOT_ASKED if both else self.occurs(Region(compared(0)))}

    def _of_powers(self, expression: sp.Expr) -> dict[int, Answer]:
        r"""The sign of :math:`u - v` by :math:`u / v = \prod_k b_k^{e_k}`, if all of these are on one side of 1.

        A power :math:`b^e` is less than one exactly where :math:`(b - 1) e < 0`, for a positive base.
        """
        terms = sorted(sp.Add.make_args(expression), key=lambda term: bool(term.could_extract_minus_sign()))
        if len(terms) != 2 or not terms[1].could_extract_minus_sign():
            return {}
        under = [factor.as_base_exp()[0] for factor in sp.Mul.make_args(-terms[1])]
        ratio = terms[0] / -terms[1]
        factors = [f.as_base_exp() for f in sp.Mul.make_args(ratio if is_nested(ratio) else split(ratio))]
        if not all(map(self.is_positive, (*under, *(base for base, _ in factors)))):
            return {}
        leanings = [(base - 1) * exponent for base, exponent in factors]
        for sign in (1, -1):
            if all(self._never(sign * leaning < 0) for leaning in leanings):
                strict = any(self._never(sign * leaning <= 0) for leaning in leanings)
                return {sign: NOT_ASKED, -sign: Empty(), 0: Empty() if strict else NOT_ASKED}
        return {}

    def _never(self, condition: Any) -> bool:
        return isinstance(self.occurs(Region(condition)), Empty)


def _compared(expression: sp.Expr, sign: int) -> Any:
    try:  # written as it would be in a condition, so that the same question has the same form
        return relation(sign_form(expression), OPERATORS[sign])
    except ExpressionError:
        return {1: sp.Gt, 0: sp.Eq, -1: sp.Lt}[sign](expression, 0)


def _plainness(point: Point) -> int:
    """Order points by how plain they are to read."""
    return sum(abs(int(value.p)) + 3 * int(value.q) for value in point.values())


def _holds(condition: Region, point: Point) -> bool:
    try:
        return all(evaluate(part, point) for part in condition.conditions)
    except CoopGameError:  # too close to call
        return False


def _is_quick(condition: Any) -> bool:
    return not any(_is_power(power) for power in condition.atoms(sp.Pow))


def _is_power(expression: sp.Expr) -> bool:
    return bool(expression.is_Pow and not expression.exp.is_Integer)


def without_roots(expression: sp.Expr) -> tuple[sp.Expr, dict[sp.Symbol, sp.Expr]]:
    """Let a symbol stand for whatever is not rational, such as a root; return what each stands for."""
    names: dict[sp.Expr, sp.Symbol] = {}

    def named(part: sp.Expr) -> sp.Symbol:
        return names.setdefault(part, sp.Symbol(f"root!{len(names)}", real=True))

    def replaced(part: sp.Expr) -> sp.Expr:
        if part.is_Symbol or part.is_Rational or part.is_Float:
            return part
        if isinstance(part, sp.Add | sp.Mul):
            return part.func(*map(replaced, part.args))
        if part.is_Pow and part.exp.is_Integer:
            return replaced(part.base) ** part.exp
        if part.is_Pow and part.exp.is_Rational:
            return named(sp.Pow(part.base, sp.Rational(1, part.exp.q))) ** part.exp.p
        return named(part)

    rational = replaced(expression)
    return rational, {symbol: part for part, symbol in names.items()}
