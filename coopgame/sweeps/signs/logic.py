"""What floating point can tell of conditions at many points: false, true, or unknown."""

from collections.abc import Mapping
from functools import lru_cache, reduce
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.relational import Relational

from coopgame.errors import ExpressionError
from coopgame.polynomials import Polynomial, SignForm, holds, relation_form
from coopgame.sweeps.outputs import Floats
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.enclosures import Enclosures
from coopgame.sweeps.signs.factors import DOUBTFUL, Signs, factor_signs

FALSE, UNKNOWN, TRUE = -1, 0, 1  # so that "and" is the minimum, "or" the maximum

Truth = NDArray[np.int8]


class Truths:
    """The truth of conditions at some points; what they share is evaluated once.

    Parameters
    ----------
    columns : mapping of Symbol to array
        They broadcast against each other.
    reading : Reading
        Which exact numbers the values stand for.

    """

    def __init__(self, columns: Mapping[sp.Symbol, Floats], reading: Reading) -> None:
        self._columns, self._reading = columns, reading
        self._signs: dict[Polynomial, Signs] = {}
        self.enclosed = Enclosures(columns, reading, self)

    def __call__(self, condition: Any) -> Truth:
        """Tell what is known of a condition, step by step as :func:`coopgame.conditions.evaluate` decides it.

        Returns
        -------
        int8 array
            Of the shape to which the columns of the condition's own symbols broadcast, or fewer.

        """
        if condition in (sp.true, sp.false):
            return np.array(TRUE if condition else FALSE, dtype=np.int8)
        if isinstance(condition, sp.And | sp.Or):
            join = np.minimum if isinstance(condition, sp.And) else np.maximum
            return np.asarray(reduce(join, sorted(map(self, condition.args), key=np.size)))
        if not isinstance(condition, Relational):
            return self(_inward(condition))
        form = _form(condition)
        return self._by_values(condition) if form is None else self._by_signs(form, condition.rel_op)

    def _by_values(self, relation: Any) -> Truth:
        # Not simplified: what is undefined on one side only would cancel.
        difference = sp.Add(relation.lhs, sp.Mul(-1, relation.rhs, evaluate=False), evaluate=False)
        values, errors = self.enclosed(difference)
        known = (np.abs(values) > errors) | (errors == 0)
        signs = np.where(known, np.sign(values), DOUBTFUL)
        absent = np.isnan(values)
        return np.where(absent, FALSE, _answers(relation.rel_op).take(np.where(absent, 0, signs).astype(np.int8)))

    def _by_signs(self, form: SignForm, operator: str) -> Truth:
        total: Signs = np.array(form.sign, dtype=np.int8)
        if form.sign:
            for signs in (*map(self._sign, form.odd), *(np.abs(self._sign(factor)) for factor in form.even)):
                total = np.clip(total * signs, -DOUBTFUL, DOUBTFUL)
        truth = _answers(operator).take(total)
        for pole in form.poles:
            truth = np.minimum(truth, np.array([FALSE, TRUE, UNKNOWN], dtype=np.int8).take(np.abs(self._sign(pole))))
        return np.asarray(truth)

    def _sign(self, factor: Polynomial) -> Signs:
        if factor not in self._signs:
            self._signs[factor] = factor_signs(factor, self._columns, self._reading)
        return self._signs[factor]


def _answers(operator: str) -> Truth:
    """Whether the relation holds, by the sign of the difference: in order 0, 1, 2, -2, -1, as negative ones wrap."""
    minus, zero, plus = (TRUE if holds(operator, sign) else FALSE for sign in (-1, 0, 1))
    return np.array([zero, plus, UNKNOWN, UNKNOWN, minus], dtype=np.int8)


@lru_cache(maxsize=4096)
def _inward(condition: Any) -> Any:
    """Move *not* inside."""
    return sp.to_nnf(condition, simplify=False)


@lru_cache(maxsize=65536)
def _form(relation: Any) -> SignForm | None:
    try:
        return relation_form(relation)
    except ExpressionError:
        return None
