"""Text to SymPy, by an allow-list."""

from collections.abc import Iterable
from typing import Any

import sympy as sp

from coopgame.errors import ExpressionError, SymbolError
from coopgame.expressions.grammar import Reader


def parse(text: str, symbols: Iterable[sp.Symbol]) -> sp.Expr:
    r"""Read a formula as the element of :math:`\mathbb{R}(\theta)` (with roots, ``abs``, ``min``, ``max``) it denotes.

    Decimals are the rationals they stand for: ``0.4`` is 2/5. ``-x**2`` is :math:`-(x^2)`, ``x**y**z`` is
    :math:`x^{(y^z)}`. Powers are whole numbers. Nothing is evaluated as Python.

    Parameters
    ----------
    text : str
        Of names, numbers, ``+ - * / **``, parentheses, ``sqrt``, ``abs``, ``min`` and ``max``.
    symbols : iterable of Symbol
        The names it may use; also names that mean something in Python or SymPy, such as ``lambda`` or ``pi``.

    Returns
    -------
    Expr

    Raises
    ------
    ExpressionError
        With the column, when the text is not such a formula, divides by zero or takes the root of a negative
        constant; or when it exceeds a bound: 10 000 characters, 20 levels, numbers of 1000 digits, powers of 32,
        degree 64, 10 000 terms multiplied out, 24 arguments of ``abs``, ``min`` and ``max``, 4 irrational constants,
        numbers of 10**9 under a root.
    SymbolError
        When two of the symbols share a name.

    Examples
    --------
    >>> b, c = sp.symbols("b c", real=True)
    >>> parse("0.4*b - max(c, 0)**2", (b, c))
    2*b/5 - Max(0, c)**2

    """
    return _reader(text, symbols, conditions=False).read()


def parse_condition(text: str, symbols: Iterable[sp.Symbol]) -> Any:
    r"""Read a condition as the set :math:`\{\theta : C(\theta)\}` it describes.

    Comparisons of formulas as in :func:`parse`, with ``< <= > >= == !=``, joined by ``and``, ``or``, ``not``; a chain
    ``0 < a <= 1`` is the conjunction of its links.

    Parameters
    ----------
    text : str
        The condition.
    symbols : iterable of Symbol
        The names it may use.

    Returns
    -------
    Boolean
        True or false where the comparison is one of constants.

    Raises
    ------
    ExpressionError
        As :func:`parse`, and when the text is a value, not a condition.
    SymbolError
        When two of the symbols share a name.

    Examples
    --------
    >>> a, b = sp.symbols("a b", real=True)
    >>> parse_condition("b < a <= 1", (a, b))
    (a <= 1) & (b < a)

    """
    return _reader(text, symbols, conditions=True).read()


def _reader(text: Any, symbols: Iterable[Any], *, conditions: bool) -> Reader:
    if not isinstance(text, str):
        raise ExpressionError(f"{text!r} is no text", expected="a formula in a string")
    names: dict[str, Any] = {}
    for symbol in symbols:
        if not isinstance(symbol, sp.Symbol):
            raise SymbolError(f"{symbol!r} is no symbol", expected='symbols as from parameters("b c")')
        if names.setdefault(symbol.name, symbol) != symbol:
            raise SymbolError(f"two different symbols are called {symbol.name!r}", expected="one symbol a name")
    return Reader(text, names, conditions=conditions)
