"""Candidates for equilibria of a game with parameters: closed forms, and the signs on which it turns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product
from math import prod
from typing import Any

import sympy as sp

from coopgame.players import PerPlayer
from coopgame.polynomials import SignForm, holds, relation
from coopgame.solve.field import PayoffField
from coopgame.symbols import Region

Literal = tuple[SignForm, str]
"""A sign form and the operator by which it is compared with zero."""

Table = Mapping[tuple[int, ...], Any]
"""Payoffs or gains as field elements, by the positions of the strategies played."""

POSITIVE = SignForm(1, (), (), ())


@dataclass(frozen=True)
class Family:
    r"""A mixture :math:`\sigma(\theta)` that is an equilibrium wherever :math:`f_k(\theta) \;\square_k\; 0` for all k.

    Attributes
    ----------
    mixture : PerPlayer of tuple of Expr
        The probabilities in closed form.
    payoffs : PerPlayer of Expr
        What the players expect.
    literals : tuple of (SignForm, str)
        The signs it takes, as products of polynomials: known signs of their factors decide them by lookup.
    further : tuple of relations
        What must hold besides and is not the sign of a polynomial: relations between square roots.
    questions : tuple of tuple of Literal
        The same without roots, in the parameters and a probability as a further unknown: unless each of these
        conjunctions has a solution, the mixture is an equilibrium nowhere; the last has none but such. Empty where
        there are no roots.

    """

    mixture: PerPlayer[tuple[Any, ...]]
    payoffs: PerPlayer[Any]
    literals: tuple[Literal, ...]
    further: tuple[Any, ...] = ()
    questions: tuple[tuple[Literal, ...], ...] = ()

    @cached_property
    def condition(self) -> Region:
        """Where the mixture is an equilibrium, if every payoff is defined there."""
        return Region(*(relation(form, operator) for form, operator in self.literals), *self.further)


@dataclass(frozen=True)
class Weights:
    r"""A mixed strategy up to scale, :math:`\sigma_s = w_s / \sum_t w_t`, where all :math:`w_s \ne 0` agree in sign.

    Attributes
    ----------
    values : mapping of strategy's position to field element
        The weights of the strategies played.
    sign : SignForm
        The sign of one of them, and so of all.
    literals : tuple of Literal
        That they agree in sign and none vanishes.

    """

    values: Mapping[int, Any]
    sign: SignForm
    literals: tuple[Literal, ...]

    def probabilities(self, field: PayoffField, size: int) -> tuple[Any, ...]:
        """The mixed strategy in closed form, over all strategies."""
        total = sum(self.values.values(), field.zero)
        if len(self.values) > 2:
            return tuple(field.expression(self.values.get(s, field.zero) / total) for s in range(size))
        # Two coprime weights are coprime to their sum as well: there is nothing to cancel.
        over = (field.expression(self.values.get(s, field.zero)) for s in range(size))
        return tuple(weight / field.expression(total) for weight in over)


def certain(field: PayoffField, strategy: int) -> Weights:
    """Return the weights of playing one strategy for sure."""
    return Weights({strategy: field.one}, POSITIVE, ())


def weighted(field: PayoffField, values: Mapping[int, Any]) -> Weights | None:
    """Return the weights with these values, or None where they are nowhere all of one sign.

    A common factor is divided out, and must not vanish: where it does, nothing determines the weights.
    """
    if not all(values.values()) or not sum(values.values(), field.zero):
        return None  # one that never plays a part, or weights of which some are always negative
    content = field.content(list(values.values()))
    coprime = _turned(field, {s: value / content for s, value in values.items()})
    forms = {s: field.form(value) for s, value in coprime.items()}
    # The one with the plainest sign speaks for all: conditions are then written with it.
    first = min(forms, key=lambda s: sum(len(f.terms) for f in (*forms[s].odd, *forms[s].even)))
    agree = [(times(forms[first], form), ">") for s, form in forms.items() if s != first]
    common = field.form(content)
    apart = [(SignForm(1, (factor,), (), ()), "!=") for factor in (*common.odd, *common.even)]
    literals = settled([*agree, *apart])
    return None if literals is None else Weights(coprime, forms[first], literals)


def _turned(field: PayoffField, values: Mapping[int, Any]) -> Mapping[int, Any]:
    """Change all signs where that reads better: numbers positive, and more plus than minus in the sum."""
    numbers = [value.numer.LC > 0 for value in values.values() if value.numer.is_ground]
    signs = numbers or [c > 0 for c in sum(values.values(), field.zero).numer.coeffs()]
    return values if 2 * sum(signs) >= len(signs) else {s: -value for s, value in values.items()}


def crossing(field: PayoffField, first: Any, second: Any) -> Weights | None:
    r"""Return the mixture :math:`(p, 1 - p)` at which a gain that is linear in :math:`p` crosses zero.

    Parameters
    ----------
    field : PayoffField
    first, second : field elements
        The gain where the mixer plays the first strategy for sure, and where the second.

    """
    return weighted(field, {0: second, 1: -first})


def times(*forms: SignForm) -> SignForm:
    """Return the sign form of a product, as far as no denominator vanishes."""
    return reduce(_times, forms)


def _times(a: SignForm, b: SignForm) -> SignForm:
    if not a.sign * b.sign:
        return SignForm(0, (), (), ())
    odd = tuple(dict.fromkeys(f for f in (*a.odd, *b.odd) if (f in a.odd) != (f in b.odd)))
    even = dict.fromkeys(f for f in (*a.odd, *a.even, *b.even) if f not in odd)
    return SignForm(a.sign * b.sign, odd, tuple(even), ())


def settled(literals: Iterable[Literal]) -> tuple[Literal, ...] | None:
    """Drop literals that always hold, or that equalities among them settle; None if one of them never holds."""
    distinct = dict.fromkeys(literals)
    zero = {f for form, operator in distinct if operator == "==" for f in _only_factor(form)}
    kept = []
    for form, operator in distinct:
        vanishes = operator != "==" and not zero.isdisjoint((*form.odd, *form.even))
        if vanishes or not (form.odd or form.even):
            if not holds(operator, 0 if vanishes else form.sign):
                return None
        elif not form.odd and not holds(operator, form.sign) and not holds(operator, 0):
            return None
        elif form.odd or operator not in (">=", "<=") or not holds(operator, form.sign):
            kept.append((form, operator))
    return tuple(kept)


def _only_factor(form: SignForm) -> tuple[Any, ...]:
    factors = (*form.odd, *form.even)
    return factors if len(factors) == 1 else ()


def expected(field: PayoffField, weights: Sequence[Mapping[int, Any]], table: Table) -> Any:
    r"""Return :math:`\sum_s \prod_j w_j(s_j) \, v(s)`, a payoff or gain against weights, up to their scale."""
    total = field.zero
    for profile in product(*weights):
        total += prod((w[s] for w, s in zip(weights, profile, strict=True)), start=field.one) * table[profile]
    return total


def mean(field: PayoffField, weights: Sequence[Weights], table: Table) -> Any:
    """Return what is expected of a table of payoffs when everyone plays by weights, in closed form.

    Where that is too long to be read as one quotient it is written as the sum over profiles of probability and payoff.
    """
    total = expected(field, [w.values for w in weights], table)
    scale = prod((sum(w.values.values(), field.zero) for w in weights), start=field.one)
    if field.is_readable(total) and field.is_readable(scale):
        return field.expression(total / scale)
    shares = [w.probabilities(field, 1 + max(profile[k] for profile in table)) for k, w in enumerate(weights)]
    profiles = product(*(w.values for w in weights))
    return sp.Add(
        *(sp.Mul(*(p[s] for p, s in zip(shares, t, strict=True)), field.expression(table[t])) for t in profiles)
    )
