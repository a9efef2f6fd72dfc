"""nashpy's solvers, with every answer checked."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings

from coopgame.errors import SolverError
from coopgame.solve import bimatrix
from coopgame.solve.bimatrix import (
    Answers,
    Method,
    lemke_howson,
    support_enumeration,
    vertex_enumeration,
    within_reach,
)
from coopgame.solve.extreme import extreme_equilibria
from coopgame.solve.linear import Matrix, transposed
from coopgame.solve.rounding import is_best_reply
from tests.solve.drawn import bimatrices, matrix

DILEMMA = matrix([[3, 0], [5, 1]]), matrix([[3, 5], [0, 1]])
STAG_HUNT = matrix([[4, 1], [3, 3]]), matrix([[4, 3], [1, 3]])
# On this one nashpy 0.0.43 pivots without end from four labels and answers NaN from two.
ENDLESS = (
    matrix([[-3, 2, 0, 1, 0], [-1, 3, -3, 3, 3], [0, 2, 2, -2, 0], [3, -2, -3, -2, 0], [-3, -1, 3, 3, 0]]),
    matrix([[3, -3, 3, 2, 0], [-2, 0, 1, 2, 1], [2, 0, -1, -2, 0], [1, -1, 2, 1, 3], [-3, 3, 0, 3, 2]]),
)
SOLVERS = (support_enumeration, vertex_enumeration, lemke_howson)


def assert_equilibria(a: Matrix, b: Matrix, answers: Answers) -> None:
    for x, y in answers.equilibria:
        assert is_best_reply(a, x, y)
        assert is_best_reply(transposed(b), y, x)


# Published results


@pytest.mark.parametrize("solver", [support_enumeration, vertex_enumeration])
def test_the_enumerations_find_all_three_equilibria_of_the_stag_hunt(solver: object) -> None:
    assert callable(solver)
    assert solver(*STAG_HUNT).equilibria == extreme_equilibria(*STAG_HUNT).equilibria


def test_lemke_howson_finds_one_equilibrium_a_label() -> None:
    third = (Fraction(2, 3), Fraction(1, 3))
    first = ((Fraction(1), Fraction(0)),) * 2
    assert {pair for k in range(4) for pair in lemke_howson(*STAG_HUNT, label=k).equilibria} <= {
        first,
        ((Fraction(0), Fraction(1)),) * 2,
        (third, third),
    }
    assert first in lemke_howson(*STAG_HUNT).equilibria


# What nashpy gets wrong


def test_a_million_added_to_every_payoff_makes_no_equilibria() -> None:
    a, b = (matrix([[value + 10**6 for value in row] for row in m]) for m in DILEMMA)
    for solver in SOLVERS:
        assert solver(a, b).equilibria == solver(*DILEMMA).equilibria
        assert len(solver(a, b).equilibria) == 1


def test_vertex_enumeration_takes_a_column_of_zeros() -> None:
    a, b = matrix([[3, 0], [5, 0]]), matrix([[3, 5], [0, 0]])
    assert vertex_enumeration(a, b).equilibria == extreme_equilibria(a, b).equilibria
    assert len(vertex_enumeration(a, b).equilibria) == 3


def test_the_zero_game_raises_nothing() -> None:
    zero = matrix([[0, 0], [0, 0]])
    for solver in SOLVERS:
        assert solver(zero, zero).equilibria


def test_lemke_howson_ends_where_nashpy_pivots_on() -> None:
    answers = lemke_howson(*ENDLESS)
    assert answers.equilibria
    assert_equilibria(*ENDLESS, answers)


def test_lemke_howson_ends_on_twenty_strategies_and_drops_what_is_no_equilibrium() -> None:
    random = Random(1)
    a, b = (matrix([[random.randint(0, 99) for _ in range(20)] for _ in range(20)]) for _ in "AB")
    answers = lemke_howson(a, b)
    assert answers.dropped + len(answers.equilibria) <= 40
    assert answers.dropped
    assert_equilibria(a, b, answers)


def test_a_path_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bimatrix, "MAX_PIVOTS", 1)
    assert lemke_howson(*STAG_HUNT, label=0) == Answers((), dropped=1)


def test_a_solver_that_breaks_off_says_how() -> None:
    answers = vertex_enumeration(matrix([[1, 2]]), matrix([[3, 4]]))
    assert answers.equilibria == ()
    assert answers.failure.startswith("QhullError")


def test_payoffs_beyond_any_float_are_scaled() -> None:
    a, b = matrix([[10**400, 0], [0, 10**400]]), matrix([[10**500, 0], [0, 10**500]])
    assert len(support_enumeration(a, b).equilibria) == 3


# Properties


@settings(max_examples=15)
@given(bimatrices(largest=3))
def test_whatever_nashpy_answers_is_an_equilibrium_or_dropped(game: tuple[Matrix, Matrix]) -> None:
    for solver in SOLVERS:
        assert_equilibria(*game, solver(*game))


# Refusals


@pytest.mark.parametrize(("solver", "method"), list(zip(SOLVERS, Method, strict=True))[:2])
def test_a_game_too_large_for_an_enumeration_is_refused(solver: object, method: Method) -> None:
    assert callable(solver)
    rows = matrix([[0] * 12] * 12)
    with pytest.raises(SolverError, match=f"{method.value} would not end .* on 12 by 12"):
        solver(rows, rows)
    assert within_reach(12, 12, Method.LEMKE_HOWSON)


def test_a_label_that_the_game_does_not_have_is_refused() -> None:
    with pytest.raises(SolverError, match="no label 4; expected a whole number from 0 to 3"):
        lemke_howson(*DILEMMA, label=4)
