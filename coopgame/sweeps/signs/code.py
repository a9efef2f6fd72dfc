"""Expressions as Python functions of columns and a position, for Numba to compile."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sympy as sp
from sympy.printing.pycode import PythonCodePrinter


class _Printer(PythonCodePrinter):  # type: ignore[misc]  # SymPy has no types
    """Writes a parameter as an entry of its column, and a constant as what stands in its column's place."""

    def __init__(
        self, symbols: Sequence[sp.Symbol], constants: Sequence[sp.Symbol], templates: Mapping[str, str]
    ) -> None:
        super().__init__({"fully_qualified_modules": False, "inline": True, "allow_unknown_functions": True})
        self._written = {symbol: f"columns[{k}][i]" for k, symbol in enumerate(symbols)}
        self._written |= {constant: f"columns[{k}]" for k, constant in enumerate(constants, len(symbols))}
        self._templates = templates

    def _print_Function(self, call: Any) -> str:
        name = call.func.__name__
        if name not in self._templates:
            return str(super()._print_Function(call))
        return self._templates[name].format(*(f"({self._print(part)})" for part in call.args))

    def _print_Symbol(self, symbol: sp.Symbol) -> str:
        return self._written.get(symbol, str(symbol.name))


def at_position(
    expressions: sp.Expr | Sequence[sp.Expr],
    symbols: Sequence[sp.Symbol],
    functions: Mapping[str, Callable[..., Any] | str],
    constants: Sequence[sp.Symbol] = (),
) -> Callable[..., Any]:
    """Return ``f(columns, i)``: the value of an expression, or the values of several, at point ``i``.

    Parameters
    ----------
    expressions : Expr or sequence of Expr
        Built of the symbols by sums, products, powers, ``Abs``, and the functions.
    symbols : sequence of Symbol
        In the order of the columns.
    functions : mapping of str to callable or str
        What undefined functions in the expressions stand for: what is called, or what is written in their place, with
        ``{0}``, ``{1}`` and so on for their arguments, which spares Numba a function to compile.
    constants : sequence of Symbol, optional
        The same at every point: after the columns, each has a number.

    """
    several = not isinstance(expressions, sp.Expr)
    # Names of the user's own would stand in the way of what the code calls, such as `abs`.
    stand_ins = {s: sp.Symbol(f"parameter_{k}", real=True) for k, s in enumerate((*symbols, *constants))}
    given: Sequence[sp.Expr] = expressions if several else (expressions,)
    read = tuple(e.xreplace(stand_ins) for e in given)
    columns, numbers = ([stand_ins[symbol] for symbol in group] for group in (symbols, constants))
    # Numbers that no machine integer holds go in as floats: integer arithmetic would overflow.
    ready = tuple(e.replace(_is_no_machine_integer, lambda number: sp.Float(number, 17)) for e in read)
    made: Callable[..., Any] = sp.lambdify(
        [sp.Symbol("columns"), sp.Symbol("i")],
        tuple(sp.Float(e) if e.is_Integer else e for e in ready) if several else ready[0],
        modules=[{name: function for name, function in functions.items() if not isinstance(function, str)}, "math"],
        printer=_Printer(columns, numbers, {n: text for n, text in functions.items() if isinstance(text, str)}),
        cse=True,
    )
    return made


def _is_no_machine_integer(part: Any) -> bool:
    return bool(part.is_Rational and (not part.is_Integer or abs(part) > 2**53))
