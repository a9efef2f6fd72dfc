"""Expressions to NumPy, compiled once."""

import builtins
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.logic.boolalg import BooleanAtom

from coopgame.errors import ExpressionError, SymbolError
from coopgame.exact import exact

CACHED = 128
SHARED_FROM = 100  # expressions from which looking for common parts costs less than it saves

# What becomes code: heads that SymPy translates to NumPy's names. The name of any other would be copied as it is.
_HEADS: tuple[Any, ...] = (sp.Symbol, sp.Rational, sp.NumberSymbol, sp.Add, sp.Mul, sp.Pow)
_HEADS += (sp.Abs, sp.sign, sp.Min, sp.Max, sp.exp, sp.log)
_HEADS += (sp.Piecewise, ExprCondPair, Relational, sp.And, sp.Or, sp.Not, BooleanAtom)

Kernel = Callable[..., Iterable[Any]]


@dataclass(frozen=True)
class Compiled:
    r"""A map :math:`\mathbb{R}^m \to \mathbb{R}^n`, evaluated at many points at once.

    Call it with one number or array a symbol, in the symbols' order, or with one mapping from symbols (or their names)
    to such. The arrays broadcast against each other; each of the ``n`` results is a read-only float64 array of the
    common shape, also where an expression is constant or depends on some of the arrays only. Where an expression is
    undefined (a division by zero, the root of a negative number) the result is nan or infinite, without a warning.

    Parameters
    ----------
    expressions : tuple of Expr
        Of length ``n``, checked by :func:`compile_numpy`.
    symbols : tuple of Symbol
        Of length ``m``.

    """

    expressions: tuple[sp.Expr, ...]
    symbols: tuple[sp.Symbol, ...]

    def __call__(self, *values: Any) -> tuple[NDArray[np.float64], ...]:
        """Evaluate at the values.

        Raises
        ------
        SymbolError
            When a symbol is not given a value, one is given that is not among them, values are not real numbers, or
            their shapes don't fit together.

        """
        given = self._ordered(values[0]) if len(values) == 1 and isinstance(values[0], Mapping) else values
        if len(given) != len(self.symbols):
            wanted = f"{len(self.symbols)}, for {_listed(self.symbols)}"
            raise SymbolError(f"{len(given)} values given", expected=wanted)
        arrays = [_real(symbol, value) for symbol, value in zip(self.symbols, given, strict=True)]
        try:
            shape = np.broadcast_shapes(*(array.shape for array in arrays))
        except ValueError:
            shapes = ", ".join(f"{s}: {array.shape}" for s, array in zip(self.symbols, arrays, strict=True))
            raise SymbolError(f"shapes do not fit together: {shapes}", expected="shapes that broadcast") from None
        with np.errstate(all="ignore"):
            results = _kernel(self.expressions, self.symbols)(*arrays)
        return tuple(np.broadcast_to(np.asarray(result, dtype=np.float64), shape) for result in results)

    def _ordered(self, values: Mapping[Any, Any]) -> tuple[Any, ...]:
        by_name = {str(key): value for key, value in values.items()}
        missing = [symbol for symbol in self.symbols if str(symbol) not in by_name]
        unknown = sorted(by_name.keys() - {str(symbol) for symbol in self.symbols})
        if missing or unknown:
            problem = f"{_listed(missing)} not set" if missing else f"unknown symbol {', '.join(unknown)}"
            raise SymbolError(problem, expected=f"a value for each of {_listed(self.symbols)}")
        return tuple(by_name[str(symbol)] for symbol in self.symbols)


def compile_numpy(expressions: Iterable[Any], symbols: Iterable[sp.Symbol]) -> Compiled:
    r"""Compile expressions to the map :math:`\theta \mapsto (e_1(\theta), \dots, e_n(\theta))` over arrays.

    The code is generated once for equal expressions and symbols, and kept for the last 128 of them.

    Parameters
    ----------
    expressions : iterable of Expr or number
        Sums, products, powers, ``Abs``, ``sign``, ``Min``, ``Max``, ``exp``, ``log`` and ``Piecewise``.
    symbols : iterable of Symbol
        In the order in which their values will be given.

    Returns
    -------
    Compiled

    Raises
    ------
    SymbolError
        When an expression holds a symbol that is not among them, or two of them share a name.
    ExpressionError
        When an expression is not real, holds another function, or a number too large for a float.

    Examples
    --------
    >>> b, c = sp.symbols("b c", real=True)
    >>> payoffs = compile_numpy((b - c, 2), (b, c))
    >>> payoffs([1, 2, 3], 1)
    (array([0., 1., 2.]), array([2., 2., 2.]))

    """
    if isinstance(expressions, sp.Basic):
        raise ExpressionError(f"{str(expressions)[:60]} is one expression", expected="a sequence of them")
    formulas, order = tuple(map(exact, expressions)), tuple(symbols)
    for k, symbol in enumerate(order):
        if not isinstance(symbol, sp.Symbol):
            raise SymbolError(f"{symbol!r} is not a symbol", expected='symbols as from parameters("b c")')
        if symbol.name in (other.name for other in order[:k]):
            raise SymbolError(f"two symbols are called {symbol}", expected="one symbol a name")
    for formula in formulas:
        unknown = sorted(formula.free_symbols - set(order), key=str)
        if unknown:
            problem = f"unknown symbol {_listed(unknown)} in the expression {str(formula)[:60]}"
            raise SymbolError(problem, expected=f"symbols among {_listed(order)}")
        for part in sp.preorder_traversal(formula):
            _check(part)
    _kernel(formulas, order)
    return Compiled(formulas, order)


@lru_cache(maxsize=CACHED)
def _kernel(expressions: tuple[sp.Expr, ...], symbols: tuple[sp.Symbol, ...]) -> Kernel:
    # A parameter called `sqrt` or `select` would stand for NumPy's function in the code. The others keep their names:
    # to rename them is to compare the arguments of every minimum and maximum again.
    renamed = {symbol: sp.Dummy(real=True) for symbol in symbols if _is_called(symbol.name)}
    kernel: Kernel = sp.lambdify(
        [renamed.get(symbol, symbol) for symbol in symbols],
        [expression.xreplace({**renamed, **_constants(expression)}) for expression in expressions],
        modules="numpy",
        cse=_common_parts if len(expressions) >= SHARED_FROM else False,
    )
    if not any(expression.has(sp.Piecewise) for expression in expressions):
        return kernel
    # The code joins the conditions of a piece as the rows of one array, which must be of one length.
    return lambda *arrays: kernel(*np.broadcast_arrays(*arrays))


def _constants(expression: sp.Expr) -> dict[sp.Expr, sp.Expr]:
    """Evaluate constants such as the root of 10**99, which NumPy would be asked for in integers it does not have."""
    found, left = {}, [expression]
    while left:
        part = left.pop()
        if isinstance(part, sp.Expr) and part.is_number and not part.is_Rational:
            found[part] = part.evalf(17)
        else:
            left.extend(part.args)
    return found


def _is_called(name: str) -> bool:
    return hasattr(np, name) or hasattr(builtins, name) or name == "reduce"


def _common_parts(expressions: list[sp.Expr]) -> Any:
    # SymPy's own names, x0, x1, ..., would overwrite parameters called so.
    return sp.cse(expressions, symbols=sp.numbered_symbols("common", cls=sp.Dummy), list=False)


def _check(part: Any) -> None:
    if not isinstance(part, _HEADS):
        raise ExpressionError(
            f"{str(part)[:60]} can't be compiled", expected="sums, products, powers, Abs, Min, Max, Piecewise"
        )
    if part.is_Rational and math.isinf(float(part)):
        raise ExpressionError(f"{str(part)[:20]}… is too large a number", expected="less than 1.8e308")


def _real(symbol: sp.Symbol, value: Any) -> NDArray[np.float64]:
    try:
        array = np.asarray(value)
        if array.dtype == np.object_:  # Fractions and SymPy's numbers; NumPy itself would read None as nan
            return np.array([float(exact(entry)) for entry in array.flat]).reshape(array.shape)
        if array.dtype.kind not in "iuf":
            raise TypeError
        return array.astype(np.float64)
    except (TypeError, ValueError):
        problem = f"the values of {symbol}, {str(value)[:40]}, are not all real numbers"
        raise SymbolError(problem, expected="a real number, or an array of them") from None


def _listed(symbols: Iterable[Any]) -> str:
    return ", ".join(map(str, symbols)) or "none"
