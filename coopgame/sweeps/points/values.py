"""Sequences of numbers as floats, with the exact numbers that some of the floats stand for."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NoReturn

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.errors import ExpressionError, SymbolError
from coopgame.exact import exact
from coopgame.sweeps.outputs import Extent, Floats

WHOLE = 2**53  # integers up to here are floats
LONG = 2**1000  # fractions of integers up to here are read without a look at their length
SMALLEST = float(np.finfo(np.float64).tiny)  # below, a float is no longer near its decimal in relative terms
BLOCK = 1 << 15  # values that are looked at while they are in the cache
NUMBER = "a finite real number"
SIZES = "0, or a size from 2.3e-308 to 1.7e308"

Given = dict[float, Fraction]


def read_values(name: str, values: Any) -> tuple[Floats, Given]:
    r"""Read a sequence of rational numbers :math:`q_k` as the nearest floats :math:`x_k`.

    Parameters
    ----------
    name : str
        Of the parameter, for messages.
    values : sequence, range or one-dimensional array
        Numbers as :func:`coopgame.exact` reads them. Contiguous arrays of float64 are taken without a copy, and
        without a look at them: :func:`check_floats` has one.

    Returns
    -------
    floats : array
        Of one dimension, contiguous.
    given : dict of float to Fraction
        The :math:`x_k \mapsto q_k` for which :math:`q_k` is another number than the shortest decimal that reads back
        as :math:`x_k`.

    Raises
    ------
    SymbolError
        When there is no value, they are not in one dimension, or one is not a rational number, too large or too
        small for a float, or stands for another number than one equal to it as a float.

    """
    array = _one_dimension(name, values)
    if not len(array):
        raise SymbolError(f"{name} has no values", expected="at least one")
    given: Given = {}
    if not _are_floats(array):
        array, given = _one_by_one(name, list(array))
    return np.ascontiguousarray(array, dtype=np.float64), given


def checked_values(name: str, values: Any) -> tuple[Floats, Given]:
    """Read values as :func:`read_values` does, and look at them as :func:`check_floats` does."""
    floats, given = read_values(name, values)
    check_floats(name, floats)
    return floats, given


def read_rows(names: Sequence[str], rows: Any) -> list[tuple[Floats, Given]]:
    r"""Read rows of values, one a name, as columns.

    Raises
    ------
    SymbolError
        When there is no name, or rows are not of their number, or as :func:`read_values` and :func:`check_floats`.

    """
    group = ", ".join(names)
    expected = f"rows of {len(names)} values, one for each of {group}"
    if not names:
        raise SymbolError("an axis has no parameter", expected="at least one symbol or name in its key")
    if not is_sequence(rows) or hasattr(rows, "keys"):  # the columns of a table have names, and an order of their own
        raise SymbolError(f"({group}) is given {rows!r:.60}", expected=f"{expected}; coopgame.scenarios for a table")
    if hasattr(rows, "__array__"):
        array = _as_array(group, rows)
        if array.ndim != 2 or array.shape[1] != len(names):
            raise SymbolError(f"the values of ({group}) have shape {array.shape}", expected=expected)
        return [checked_values(name, array[:, k].copy()) for k, name in enumerate(names)]
    for k, row in enumerate(rows):
        if not is_sequence(row) or getattr(row, "ndim", 1) != 1 or len(row) != len(names):
            raise SymbolError(f"row {k} of ({group}) is {row!r:.60}", expected=expected)
    return [checked_values(name, [row[k] for row in rows]) for k, name in enumerate(names)]


def name_of(key: Any) -> str:
    """Return the name of a parameter that is given as a symbol or by name.

    Raises
    ------
    SymbolError
        When it is given as something else.

    """
    if not isinstance(key, sp.Symbol | str):
        raise SymbolError(f"{key!r:.60} is given for a parameter", expected="a symbol or its name")
    return key if isinstance(key, str) else str(key.name)


def check_distinct(names: Sequence[str]) -> None:
    """Check that no parameter is named twice.

    Raises
    ------
    SymbolError
        When one is.

    """
    for k, name in enumerate(names):
        if name in names[:k]:
            raise SymbolError(f"{name} is given values twice", expected="each parameter once")


def is_sequence(values: Any) -> bool:
    """Whether something holds values in an order: an array of whatever library, or a sequence that is no text."""
    return hasattr(values, "__array__") or (isinstance(values, Sequence) and not isinstance(values, str | bytes))


def _are_floats(array: NDArray[Any]) -> bool:
    """Whether doubles stand for the values; a narrower float has a shorter decimal than the double equal to it."""
    if array.dtype.kind in "iu":
        return abs(int(array.min())) <= WHOLE and abs(int(array.max())) <= WHOLE
    return array.dtype.kind == "f" and array.dtype.itemsize == 8


def _one_dimension(name: str, values: Any) -> NDArray[Any]:
    if isinstance(values, range):
        return np.arange(values.start, values.stop, values.step)
    if not is_sequence(values):
        raise _no_sequence(name, values)
    if not hasattr(values, "__array__"):
        return _listed(name, values)
    array = _as_array(name, values)
    if array.ndim == 0:
        raise _no_sequence(name, values)
    if array.ndim > 1:
        raise SymbolError(f"the values of {name} have shape {array.shape}", expected="one dimension a parameter")
    if array.dtype.kind not in "fiuOUT":  # a truth value, a complex number, a date
        _refuse(name, 0, f"{array[0]!r} of type {array.dtype}")
    return array


def _as_array(name: str, values: Any) -> NDArray[Any]:
    """Return an array of whatever library as one of NumPy, what is masked in it as nan."""
    try:
        return np.ma.filled(values.astype(float), np.nan) if np.ma.is_masked(values) else np.asarray(values)
    except (TypeError, ValueError):
        raise _no_sequence(name, values) from None


def _listed(name: str, values: Sequence[Any]) -> NDArray[Any]:
    """Return numbers as they are, but as floats where this changes none of them."""
    if all(type(v) is float or type(v) is np.float64 or (type(v) is int and abs(v) <= WHOLE) for v in values):
        return np.array(values, dtype=np.float64)
    array = np.empty(len(values), dtype=np.object_)
    for k, value in enumerate(values):
        if is_sequence(value) and getattr(value, "ndim", 1) != 0:
            raise SymbolError(f"{name}[{k}] is {value!r:.60}", expected="one dimension a parameter")
        array[k] = value
    return array


def _no_sequence(name: str, values: Any) -> SymbolError:
    return SymbolError(f"{name} is given {values!r:.60}", expected="a sequence of values; a single one goes into fixed")


def _one_by_one(name: str, values: Sequence[Any]) -> tuple[Floats, Given]:
    floats = np.empty(len(values))
    read: Given = {}
    for k, value in enumerate(values):
        number = _number(name, k, value)
        try:
            nearest = number.numerator / number.denominator  # correctly rounded, unlike SymPy's
        except OverflowError:
            nearest = np.inf
        if nearest == np.inf or (nearest == 0 and number):
            _refuse(name, k, f"{value!s:.60}, too large or too small for a float", SIZES)
        other = read.setdefault(nearest, number)
        if other != number:
            problem = f"{name} is both {other} and {number}, which are the same float, {nearest}"
            raise SymbolError(problem, expected="values that differ as floats")
        floats[k] = nearest
    return floats, {x: q for x, q in read.items() if q != Fraction(repr(x))}


def _number(name: str, k: int, value: Any) -> Fraction:
    if type(value) is Fraction and max(abs(value.numerator), value.denominator) <= LONG:
        return value
    try:
        number = exact(value)
    except ExpressionError as error:
        raise SymbolError(f"{name}[{k}]: {error.problem}", expected=NUMBER) from None
    if not number.is_Rational:
        _refuse(name, k, f"{number!s:.60}", "a rational number: a float where it is meant approximately")
    return Fraction(int(number.p), int(number.q))


def check_floats(name: str, floats: Floats) -> Extent:
    """Return the least and the largest of some values, having checked that each is finite, and zero or a normal float.

    Raises
    ------
    SymbolError
        When one is not; it and its position are named.

    """
    ends = []
    for start in range(0, len(floats), BLOCK):
        block = floats[start : start + BLOCK]
        low, high = float(block.min()), float(block.max())  # nan where any value is
        if not -np.inf < low <= high < np.inf:
            k = start + int(np.flatnonzero(~np.isfinite(block))[0])
            _refuse(name, k, str(floats[k]))
        if low < SMALLEST and high > -SMALLEST:
            small = np.flatnonzero((np.abs(block) < SMALLEST) & (block != 0))
            if len(small):
                _refuse(name, start + int(small[0]), f"{block[small[0]]}, too small for a float", SIZES)
        ends.append((low, high))
    return min(low for low, _ in ends), max(high for _, high in ends)


def _refuse(name: str, k: int, value: str, expected: str = NUMBER) -> NoReturn:
    raise SymbolError(f"{name}[{k}] is {value}", expected=expected)


def read_only(values: Floats) -> Floats:
    """Return the values such that nothing writes to them through what is returned; contiguous ones are not copied."""
    view = np.ascontiguousarray(values).view()
    view.flags.writeable = False
    return view
