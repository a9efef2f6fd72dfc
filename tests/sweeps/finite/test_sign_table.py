"""The 81 cases of 2x2 games, against two solvers that know nothing of the table."""

from itertools import product

import nashpy
import numpy as np
import pytest

import coopgame as cg
from coopgame.sweeps.finite.sign_table import (
    CASES,
    FIRST,
    MIXED,
    OUTSIDE,
    SECOND,
    cases,
    kinds,
    most_equilibria,
    records,
)


def matrices(signs: tuple[int, ...], stakes: tuple[int, ...] = (3, 5, 2, 7)) -> tuple[list[list[int]], list[list[int]]]:
    """A game whose gains have these signs, and are of unequal size."""
    a, b, c, d = (sign * stake for sign, stake in zip(signs, stakes, strict=True))
    return [[a + 1, b], [1, 0]], [[c, 0], [d + 4, 4]]


def test_there_are_81_cases_each_in_its_place() -> None:
    assert len(cases()) == CASES == 3**4
    for k, case in enumerate(cases()):
        assert k == sum(3**j * (sign + 1) for j, sign in enumerate(case.signs))


@pytest.mark.parametrize("signs", list(product((-1, 0, 1), repeat=4)))
def test_a_case_is_what_the_exact_solver_says_of_a_game_with_other_stakes(signs: tuple[int, ...]) -> None:
    case = cases()[sum(3**j * (sign + 1) for j, sign in enumerate(signs))]
    truth = cg.nash_equilibria(cg.FiniteGame.from_arrays(*matrices(signs)))
    found = {tuple(MIXED if 0 < m[0] < 1 else int(m[0]) for m in e.mixture) for e in truth}
    assert found == set(case.equilibria)
    assert len(truth) == len(case.equilibria)
    assert case.continuum == any(len(component) > 1 for component in truth.components)
    profiles: list[tuple[str, ...]] = [("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")]
    pure = [e for e in truth if e.profile is not None]
    assert case.pure == sum(1 << profiles.index(tuple(e.profile)) for e in pure if e.profile)
    strict = [e for e in pure if not e.strict_condition.conditions]
    assert case.strict == sum(1 << profiles.index(tuple(e.profile)) for e in strict if e.profile)


def test_without_ties_nashpy_finds_the_same() -> None:
    for case in cases():
        if 0 in case.signs:
            continue
        found = {
            tuple(MIXED if 1e-9 < p[0] < 1 - 1e-9 else round(p[0]) for p in pair)
            for pair in nashpy.Game(*matrices(case.signs)).support_enumeration()
        }
        assert found == set(case.equilibria)


def test_an_isolated_set_of_equilibria_is_odd_unless_there_is_a_tie() -> None:
    assert all(len(case.equilibria) in (1, 3) for case in cases() if 0 not in case.signs)


def test_records_say_what_the_cases_say_and_nothing_of_points_outside() -> None:
    assert OUTSIDE < 2**8  # a code is a byte
    assert len(records()) == OUTSIDE + 1
    for k, record in enumerate(records()[:OUTSIDE]):
        case = cases()[k % CASES]
        assert record["signs"] == k % CASES
        assert record["pure"] == case.pure
        assert record["strict"] == case.strict
        assert record["count"] == len(case.equilibria)
        assert record["continuum"] == case.continuum
        assert record["inside"]
        assert record["complete"]
        assert record["rechecked"] == (k >= CASES)
    assert not any(records()[OUTSIDE].tolist())


def test_kinds_list_pure_equilibria_before_mixed_ones() -> None:
    assert kinds().shape == (CASES, most_equilibria(), 2)
    for row, case in zip(kinds(), cases(), strict=True):
        listed = [tuple(pair) for pair in row.tolist() if pair[0] >= 0]
        assert listed == list(case.equilibria)
        mixed = [MIXED in pair for pair in listed]
        assert mixed == sorted(mixed)
    assert {FIRST, SECOND, MIXED, -1} == set(np.unique(kinds()).tolist())
