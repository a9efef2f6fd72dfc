"""Exact linear algebra."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgame.solve.linear import primitive, transposed, unique_solution, whole


def system(*rows: str) -> list[list[Fraction]]:
    return [[Fraction(word) for word in row.split()] for row in rows]


def test_a_vector_is_divided_by_its_greatest_common_divisor() -> None:
    assert primitive([6, -9, 0]) == (2, -3, 0)
    assert primitive([0, 0]) == (0, 0)


def test_a_matrix_becomes_whole_by_the_least_common_denominator() -> None:
    assert whole(system("1/2 1/3", "0 -1/6")) == [[3, 2], [0, -1]]


@pytest.mark.parametrize(
    ("rows", "solution"),
    [
        (("2 1 3", "1 -1 0"), (Fraction(1), Fraction(1))),
        (("0 2 1", "3 0 1"), (Fraction(1, 3), Fraction(1, 2))),
        (("1 1 1", "2 2 2"), None),  # a line of solutions
        (("1 1 1", "1 1 2", "1 0 0"), None),  # none
        (("1 1 1", "1 0 1/2", "0 1 1/2"), (Fraction(1, 2), Fraction(1, 2))),  # one equation too many, and consistent
    ],
)
def test_only_a_unique_solution_is_returned(rows: tuple[str, ...], solution: tuple[Fraction, ...] | None) -> None:
    assert unique_solution(system(*rows)) == solution


@given(st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=3, max_size=4))
def test_a_solution_solves_every_equation(rows: list[list[int]]) -> None:
    found = unique_solution([list(map(Fraction, row)) for row in rows])
    if found is not None:
        assert all(row[0] * found[0] + row[1] * found[1] == row[2] for row in rows)


def test_the_transposed_matrix_has_columns_for_rows() -> None:
    assert transposed(((Fraction(1), Fraction(2)), (Fraction(3), Fraction(4)))) == (
        (Fraction(1), Fraction(3)),
        (Fraction(2), Fraction(4)),
    )
