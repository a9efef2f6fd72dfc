"""Numbers become the nearest floats, and nothing of what they stand for is lost."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
import xarray as xr
from hypothesis import assume, given
from hypothesis import strategies as st

from coopgame.errors import SymbolError
from coopgame.exact import exact
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.points.values import BLOCK, check_floats, checked_values, read_rows, read_values

b = sp.Symbol("b", real=True)

numbers = st.one_of(
    st.integers(-(10**20), 10**20),
    st.fractions(max_denominator=10**6),
    st.decimals(-(10**6), 10**6, allow_nan=False, allow_infinity=False, places=25),
    st.floats(-1e300, 1e300, allow_subnormal=False),
)


# Properties


@given(st.lists(numbers, min_size=1, max_size=6))
def test_the_floats_and_the_reading_together_give_back_the_exact_numbers(values: list[Any]) -> None:
    wanted = [Fraction(int(q.p), int(q.q)) for q in map(exact, values)]
    assume(len({float(q) for q in wanted}) == len(set(wanted)))
    floats, known = checked_values("b", values)
    assert [Reading({b: known})(b, x) for x in floats.tolist()] == wanted
    assert floats.tolist() == [float(q) for q in wanted]
    assert all(Fraction(repr(x)) != q for x, q in known.items())


@pytest.mark.parametrize(
    "values",
    [
        [1, 2.0, 3],
        (1, Decimal(2), Fraction(3)),
        range(1, 4),
        np.arange(1, 4),
        np.arange(1, 4, dtype=np.uint8),
        np.array([1, 0, 2, 0, 3.0])[::2],
        np.array([1, 2, 3], dtype=">f8"),
        np.array([1, 2, 3], dtype=np.float32),
        np.array(["1", "2", "6/2"]),
        np.array([1, sp.Integer(2), Fraction(3)], dtype=object),
        np.ma.array([1.0, 2.0, 3.0]),
        xr.DataArray([1.0, 2.0, 3.0], dims="b"),
        xr.DataArray([1, 2, 3], dims="b").to_series(),
        [np.float64(1), np.int64(2), sp.Float(3)],
    ],
    ids=lambda values: type(values).__name__,
)
def test_sequences_of_many_kinds_are_read_alike(values: Any) -> None:
    floats, known = checked_values("b", values)
    assert floats.tolist() == [1, 2, 3]
    assert floats.dtype == np.float64
    assert floats.flags.c_contiguous
    assert not known


def test_a_contiguous_array_of_doubles_is_not_copied() -> None:
    values = np.linspace(0, 1, 10)
    assert np.shares_memory(read_values("b", values)[0], values)


def test_a_narrow_float_is_the_decimal_that_it_prints() -> None:
    floats, known = read_values("b", np.array([0.1, 0.7], dtype=np.float32))
    assert floats.tolist() == [0.1, 0.7]
    assert not known


def test_an_integer_beyond_the_floats_keeps_its_value() -> None:
    for values in ([2**60 + 1], np.array([2**60 + 1]), range(2**60 + 1, 2**60 + 2)):
        floats, known = read_values("b", values)
        assert known == {floats[0]: 2**60 + 1}


def test_rows_become_columns() -> None:
    for rows in ([(1, "1/3"), (3, 4)], np.array([[1, "1/3"], [3, 4]], dtype=object)):
        (first, whole), (second, thirds) = read_rows(("b", "c"), rows)
        assert first.tolist() == [1, 3]
        assert second.tolist() == [1 / 3, 4]
        assert (whole, thirds) == ({}, {1 / 3: Fraction(1, 3)})
    assert [floats.tolist() for floats, _ in read_rows(("b", "c"), np.eye(2))] == [[1, 0], [0, 1]]


# Refusals


@pytest.mark.parametrize(
    "values",
    [3, 0.5, sp.Integer(3), np.float64(3), np.array(3.0), Decimal("0.1"), "1/3", b"13", None, {1, 2}, {1: 2}],
    ids=repr,
)
def test_what_is_no_sequence_is_refused(values: Any) -> None:
    with pytest.raises(
        SymbolError, match=r"^b is given .*; expected a sequence of values; a single one goes into fixed"
    ):
        read_values("b", values)


def test_a_dataset_is_no_sequence_of_values() -> None:
    with pytest.raises(SymbolError, match=r"^b is given <xarray"):
        read_values("b", xr.Dataset({"b": ("x", [1.0])}))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "b has no values; expected at least one"),
        (np.array([]), "b has no values"),
        (range(0), "b has no values"),
        ([[1, 2], [3]], r"b\[0\] is \[1, 2\]; expected one dimension a parameter"),
        ([1, [2, [3]]], r"b\[1\] is \[2, \[3\]\]; expected one dimension"),
        (np.eye(2), r"the values of b have shape \(2, 2\); expected one dimension a parameter"),
        ([1, True], r"b\[1\]: True .*; expected a finite real number"),
        (np.array([False]), r"b\[0\] is .*False.* of type bool; expected a finite real number"),
        ([1, 2, "rubbish"], r"b\[2\]: 'rubbish' is not a number; expected a finite real number"),
        (["1/0"], r"b\[0\]: '1/0' divides by zero"),
        ([1, None], r"b\[1\]: None"),
        ([1j], r"b\[0\]: 1j"),
        (np.array([1j]), r"b\[0\] is .*1j.* of type complex128"),
        (np.array(["2026-01-01"], dtype="M8[D]"), r"b\[0\] is .*2026-01-01.* of type datetime64"),
        (np.array([3], dtype="m8[s]"), r"b\[0\] is .* of type timedelta64"),
        ([sp.sqrt(2)], r"b\[0\] is sqrt\(2\); expected a rational number: a float where it is meant approximately"),
        ([0, b], r"b\[1\] is b; expected a rational number"),
        ([sp.oo], r"b\[0\]: oo"),
        ([Decimal("nan")], r"b\[0\]: Decimal\('NaN'\)"),
        ([1.0, float("nan")], r"b\[1\] is nan; expected a finite real number"),
        (["1", float("inf")], r"b\[1\]: inf of type float"),
        (np.array([1, 2, -np.inf]), r"b\[2\] is -inf; expected a finite real number"),
        (np.ma.array([1.0, 2.0], mask=[False, True]), r"b\[1\] is nan"),
        ([1, 10**400], r"b\[1\] is 10{59}, too large or too small for a float; expected 0, or a size from"),
        ([Fraction(1, 10**400)], r"b\[0\] is 1/10{57}, too large or too small for a float"),
        ([1, 10**5000], r"b\[1\]: a number of about .* digits; expected a finite real number"),
        ([Fraction(1, 10**5000)], r"b\[0\]: a number of about .* digits"),
        ([Fraction(1, 10**310)], r"b\[0\] is 1e-310, too small for a float"),
        (np.array([0.0, 1.0, -5e-324]), r"b\[2\] is -5e-324, too small for a float; expected 0, or a size from"),
        ([Fraction(1, 3), 1 / 3], "b is both 1/3 and 3333333333333333/1.*, which are the same float, 0.333"),
        ([2**53 + 1, 2**53], "b is both 9007199254740993 and 9007199254740992, which are the same float"),
    ],
)
def test_a_bad_value_is_named_with_its_position(values: Any, message: str) -> None:
    with pytest.raises(SymbolError, match="^" + message):
        checked_values("b", values)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e-310])
def test_a_bad_value_is_found_far_into_an_array(bad: float) -> None:
    values = np.zeros(2 * BLOCK + 3)
    check_floats("b", values)
    values[-2] = bad
    with pytest.raises(SymbolError, match=rf"^b\[{2 * BLOCK + 1}\] is {bad}"):
        check_floats("b", values)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([(1, 2), (3,)], r"row 1 of \(b, c\) is \(3,\); expected rows of 2 values, one for each of b, c"),
        ([(1, 2), (3, 4, 5)], r"row 1 of \(b, c\) is \(3, 4, 5\)"),
        ([1, 2], r"row 0 of \(b, c\) is 1"),
        (["12"], r"row 0 of \(b, c\) is '12'"),
        ([np.eye(2)], r"row 0 of \(b, c\) is array"),
        ([(1, (2, 3))], r"c\[0\] is \(2, 3\)"),
        (np.ones(2), r"the values of \(b, c\) have shape \(2,\); expected rows of 2 values"),
        (np.ones((2, 3)), r"the values of \(b, c\) have shape \(2, 3\)"),
        (3, r"\(b, c\) is given 3; expected rows of 2 values, .*; coopgame.scenarios for a table"),
        ({"c": [1], "b": [2]}, r"\(b, c\) is given \{.*; coopgame.scenarios for a table"),
        ([], "b has no values"),
        ([(1, 2), (3, np.nan)], r"c\[1\] is nan"),
    ],
)
def test_bad_rows_are_named(rows: Any, message: str) -> None:
    with pytest.raises(SymbolError, match="^" + message):
        read_rows(("b", "c"), rows)


def test_a_table_with_column_names_is_no_rows_whatever_their_order() -> None:
    frame = xr.Dataset({"c": ("x", [1.0]), "b": ("x", [2.0])}).to_dataframe()
    with pytest.raises(SymbolError, match=r"coopgame\.scenarios for a table"):
        read_rows(("b", "c"), frame)
