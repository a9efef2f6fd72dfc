"""SymPy draws the same numbers inside, and is not disturbed outside."""

import pytest
from sympy.core import random

from coopgame.solve.staged.steady import steady


def drawn() -> list[int]:
    return [random.rng.randrange(10**9) for _ in range(3)]


def failing() -> None:
    drawn()
    raise ZeroDivisionError


def test_inside_the_same_numbers_are_drawn_each_time() -> None:
    with steady():
        first = drawn()
    with steady():
        assert drawn() == first


def test_outside_the_draws_go_on_as_if_nothing_had_happened() -> None:
    random.seed(7)
    expected = drawn()
    random.seed(7)
    with pytest.raises(ZeroDivisionError), steady():
        failing()
    assert drawn() == expected
