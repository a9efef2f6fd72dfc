"""What a float stands for."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coopgame.sweeps.points.exactly import Reading
from coopgame.symbols import parameters

b, c = parameters("b c")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_the_shortest_decimal_that_reads_back_as_it(value: float) -> None:
    read = Reading()(b, value)
    assert float(read) == value
    assert read == Fraction(repr(value))


def test_what_was_given_exactly_is_that_for_its_parameter_alone() -> None:
    reading = Reading({b: {1 / 3: Fraction(1, 3)}})
    assert reading(b, 1 / 3) == Fraction(1, 3)
    assert reading(b, 0.25) == Fraction(1, 4)
    assert reading(c, 1 / 3) == Fraction("0.3333333333333333")


def test_points_are_read_row_by_row() -> None:
    points = Reading().points((b, c), [np.array([0.1, 0.2]), np.array([1.0, 2.0])])
    assert points == [{b: Fraction(1, 10), c: Fraction(1)}, {b: Fraction(1, 5), c: Fraction(2)}]
