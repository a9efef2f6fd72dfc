r"""The signs of polynomials at many points, every one of them certain.

A sign is read off in floating point where the value is farther from zero than it can be wrong; elsewhere the polynomial
is evaluated with fractions. Each polynomial is evaluated on the axes it depends on, and no others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial, reduce
from math import prod
from operator import mul
from typing import Any, NamedTuple

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.polynomials import Polynomial
from coopgame.sweeps.blocks import Slices, each, mesh_shape, part, slices
from coopgame.sweeps.outputs import Floats
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.signs.cut_signs import Product
from coopgame.sweeps.signs.factors import DOUBTFUL, factor_signs
from coopgame.sweeps.signs.hulls import error_within, extents_of

BLOCK = 1 << 19
FEW = 4  # points for each value of a parameter from which on it pays to look at all values first

Read = Callable[[Sequence[Floats]], NDArray[np.int8]]


class Signs(NamedTuple):
    """The signs of one polynomial, -1, 0 or 1, and where they were found with fractions.

    Both have one axis a dimension of the mesh, of length 1 where the polynomial does not depend on it.
    """

    values: NDArray[np.int8]
    rechecked: NDArray[np.bool_]


@dataclass(frozen=True)
class FactorSigns:
    r"""The map :math:`\theta \mapsto (\operatorname{sgn} f_1(\theta), \dots, \operatorname{sgn} f_k(\theta))`.

    Parameters
    ----------
    factors : tuple of Polynomial
    symbols : tuple of Symbol
        In the order in which values are given.
    reading : Reading
        Which exact numbers the values stand for.
    threads : int

    """

    factors: tuple[Polynomial, ...]
    symbols: tuple[sp.Symbol, ...]
    reading: Reading = field(default_factory=Reading)
    threads: int = 1

    @cached_property
    def _own(self) -> list[list[int]]:
        """For each factor the positions of its symbols."""
        place = {symbol: k for k, symbol in enumerate(self.symbols)}
        return [[place[s] for s in factor.symbols] for factor in self.factors]

    def __call__(self, columns: Sequence[Floats]) -> list[Signs]:
        """Return the signs of each factor at the points of a mesh."""
        return [
            self._signs(factor, [columns[k] for k in own], columns[0].ndim if columns else 0)
            for factor, own in zip(self.factors, self._own, strict=True)
        ]

    def _signs(self, factor: Polynomial, columns: list[Floats], dimensions: int) -> Signs:
        if not columns:  # a constant
            sign = np.full((1,) * dimensions, np.sign(factor.terms[0][1]), dtype=np.int8)
            return Signs(sign, np.zeros(sign.shape, dtype=np.bool_))
        shape = np.broadcast_shapes(*(column.shape for column in columns))
        found = Signs(np.empty(shape, dtype=np.int8), np.zeros(shape, dtype=np.bool_))
        if not prod(shape):
            return found
        ways = self._ways(factor, columns)

        def job(where: Slices) -> None:
            own = [part(column, where) for column in columns]
            sign = ways[0](own)
            for k, closer in enumerate(ways[1:], 2):
                doubtful = sign == DOUBTFUL
                (there,) = np.nonzero(doubtful.reshape(-1))
                if not len(there):
                    break
                at = np.unravel_index(there, sign.shape)
                sign.reshape(-1)[there] = closer([np.broadcast_to(column, sign.shape)[at] for column in own])
                if k == len(ways):
                    found.rechecked[where] = doubtful
            found.values[where] = sign

        each(job, list(slices(shape, BLOCK)), self.threads)
        return found

    def _ways(self, factor: Polynomial, columns: Sequence[Floats]) -> list[Read]:
        """Return how signs are found, each way for what the one before it leaves in doubt; the last one leaves none.

        Where the columns have few values among them, one bound on the error for all points costs nothing to know.
        """

        def by_floats(own: Sequence[Floats], error: float | None = None) -> NDArray[np.int8]:
            return factor_signs(factor, dict(zip(factor.symbols, own, strict=True)), self.reading, error)

        ways: list[Read] = [by_floats, partial(exact_signs, factor, reading=self.reading)]
        if sum(column.size for column in columns) * FEW > prod(mesh_shape(columns)):
            return ways
        return [partial(by_floats, error=error_within(factor, extents_of(factor.symbols, columns))), *ways]


def product_signs(product: Product, signs: Mapping[Polynomial, Signs], axes: int) -> NDArray[np.int8]:
    """Return the signs of a product of factors, on the axes, of so many, that any of them depends on."""
    total = np.full((1,) * axes, product.sign, dtype=np.int8)
    for factor in product.factors:
        values = signs[factor].values
        total = total * (values * values if factor in product.even else values)
    return total


def exact_signs(factor: Polynomial, columns: Sequence[Floats], *, reading: Reading) -> NDArray[np.int8]:
    r"""Return the signs of :math:`\sum_k c_k \prod_j x_j^{e_{kj}}` at flat points, exactly.

    With :math:`x_j = n_j / d_j` the sum is multiplied by :math:`\prod_j d_j^{D_j}`, :math:`D_j` the degree in
    :math:`x_j`, so that all is done in whole numbers.
    """
    powers: list[list[Any]] = []
    for k, (symbol, column) in enumerate(zip(factor.symbols, columns, strict=True)):
        distinct, which = np.unique(column, return_inverse=True)
        degree = max(exponents[k] for exponents, _ in factor.terms)
        numbers = [reading(symbol, value) for value in distinct.tolist()]
        tables = [[x.numerator**e * x.denominator ** (degree - e) for x in numbers] for e in range(degree + 1)]
        powers.append([np.array(table, dtype=object)[which.reshape(-1)] for table in tables])
    total: Any = sum(
        reduce(mul, (own[e] for own, e in zip(powers, exponents, strict=True)), c) for exponents, c in factor.terms
    )
    return np.asarray((total > 0).astype(np.int8) - (total < 0).astype(np.int8))
