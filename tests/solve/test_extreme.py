"""The exact enumeration of extreme equilibria."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgame.errors import SolverError
from coopgame.solve import extreme
from coopgame.solve.extreme import ExtremeEquilibria, best_response_vertices, extreme_equilibria
from coopgame.solve.linear import Matrix, transposed
from coopgame.solve.rounding import is_best_reply
from tests.solve.drawn import bimatrices, matrix

IDENTITY = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
AGT = [[3, 3], [2, 5], [0, 6]]

# Published results: payoffs, then pairs of mixtures, then whether the game is degenerate.
PUBLISHED = {
    "prisoner's dilemma": ([[3, 0], [5, 1]], [[3, 5], [0, 1]], ["0 1 | 0 1"], False),
    "battle of the sexes": (
        [[2, 0], [0, 1]],
        [[1, 0], [0, 2]],
        ["1 0 | 1 0", "0 1 | 0 1", "2/3 1/3 | 1/3 2/3"],
        False,
    ),
    "stag hunt": ([[4, 1], [3, 3]], [[4, 3], [1, 3]], ["1 0 | 1 0", "0 1 | 0 1", "2/3 1/3 | 2/3 1/3"], False),
    "chicken": ([[0, 7], [2, 6]], [[0, 2], [7, 6]], ["1 0 | 0 1", "0 1 | 1 0", "1/3 2/3 | 1/3 2/3"], False),
    "von Stengel (2002)": (
        [[0, 6], [2, 5], [3, 3]],
        [[1, 0], [0, 2], [4, 3]],
        ["0 0 1 | 1 0", "0 1/3 2/3 | 2/3 1/3", "2/3 1/3 0 | 1/3 2/3"],
        False,
    ),
    "von Stengel in Algorithmic Game Theory (2007), example 3.3": (
        AGT,
        [[3, 2], [2, 6], [3, 1]],
        ["1 0 0 | 1 0", "4/5 1/5 0 | 2/3 1/3", "0 1/3 2/3 | 1/3 2/3"],
        False,
    ),
    "the same made degenerate (lrsnash manual)": (
        AGT,
        [[3, 3], [2, 6], [3, 1]],
        ["1 0 0 | 1 0", "1 0 0 | 2/3 1/3", "0 1/3 2/3 | 1/3 2/3"],
        True,
    ),
    "nashpy's degenerate zero-sum game": (
        [[0, -1, 1], [-1, 0, 1], [-1, 0, 1]],
        [[0, 1, -1], [1, 0, -1], [1, 0, -1]],
        ["1/2 1/2 0 | 1/2 1/2 0", "1/2 0 1/2 | 1/2 1/2 0"],
        True,
    ),
    "indifference everywhere": (
        [[1, 1], [1, 1]],
        [[1, 1], [1, 1]],
        ["1 0 | 1 0", "1 0 | 0 1", "0 1 | 1 0", "0 1 | 0 1"],
        True,
    ),
    "knowledge sharing where the synergy equals cost and leakage": (
        [[3, 0], [3, 1]],
        [[3, 3], [0, 1]],
        ["1 0 | 1 0", "0 1 | 0 1"],
        True,
    ),
    "Shapley (1964)": (
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [[0, 1, 0], [0, 0, 1], [1, 0, 0]],
        ["1/3 1/3 1/3 | 1/3 1/3 1/3"],
        False,
    ),
    "coordination on three": (
        IDENTITY,
        IDENTITY,
        [
            "1 0 0 | 1 0 0",
            "0 1 0 | 0 1 0",
            "0 0 1 | 0 0 1",
            "1/2 1/2 0 | 1/2 1/2 0",
            "1/2 0 1/2 | 1/2 0 1/2",
            "0 1/2 1/2 | 0 1/2 1/2",
            "1/3 1/3 1/3 | 1/3 1/3 1/3",
        ],
        False,
    ),
}


def pair(text: str) -> tuple[tuple[Fraction, ...], ...]:
    """Mixtures written as in the literature, a bar between the players."""
    return tuple(tuple(map(Fraction, side.split())) for side in text.split("|"))


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_games_have_exactly_their_published_extreme_equilibria(name: str) -> None:
    a, b, expected, degenerate = PUBLISHED[name]
    found = extreme_equilibria(matrix(a), matrix(b))
    assert set(found.equilibria) == {pair(text) for text in expected}
    assert found.degenerate is degenerate


def test_an_edge_of_equilibria_is_one_maximal_nash_subset() -> None:
    found = extreme_equilibria(matrix(AGT), matrix([[3, 3], [2, 6], [3, 1]]))
    edge = {found.equilibria.index(pair("1 0 0 | 1 0")), found.equilibria.index(pair("1 0 0 | 2/3 1/3"))}
    assert {frozenset(subset) for subset in found.subsets} == {
        frozenset(edge),
        frozenset({0, 1, 2} - edge),
    }


def test_subsets_that_meet_make_one_component() -> None:
    found = extreme_equilibria(matrix([[3, 0], [5, 0]]), matrix([[3, 5], [0, 0]]))
    assert (found.subsets, found.components) == (((0, 1), (0, 2)), ((0, 1, 2),))
    chained = ExtremeEquilibria((), ((0, 1), (2, 3), (1, 2), (4,)), degenerate=True)
    assert chained.components == ((0, 1, 2, 3), (4,))


def test_cutting_off_two_opposite_corners_of_a_square_leaves_six_vertices() -> None:
    # {z >= 0, 2 z_1 + z_2 <= 1 etc.}: a hexagon in the plane of two strategies with labels on every edge.
    found = best_response_vertices(matrix([[4, 1], [1, 4], [3, 3]]))
    assert len(found) == 5
    assert found[0].labels == 0b00011
    assert all(vertex.labels.bit_count() == 2 for vertex in found)


# Properties


@given(bimatrices())
def test_every_extreme_equilibrium_is_one(game: tuple[Matrix, Matrix]) -> None:
    a, b = game
    found = extreme_equilibria(a, b)
    assert found.equilibria
    for x, y in found.equilibria:
        assert sum(x) == sum(y) == 1
        assert is_best_reply(a, x, y)
        assert is_best_reply(transposed(b), y, x)


@given(bimatrices())
def test_a_game_that_is_not_degenerate_has_an_odd_number_of_isolated_equilibria(
    game: tuple[Matrix, Matrix],
) -> None:
    found = extreme_equilibria(*game)
    if not found.degenerate:
        assert len(found.equilibria) % 2 == 1
        assert found.subsets == tuple((k,) for k in range(len(found.equilibria)))


@given(bimatrices(), st.randoms(use_true_random=False))
def test_every_mixture_within_a_maximal_nash_subset_is_an_equilibrium(
    game: tuple[Matrix, Matrix], random: Random
) -> None:
    a, b = game
    found = extreme_equilibria(a, b)
    assert {k for subset in found.subsets for k in subset} == set(range(len(found.equilibria)))
    for subset in found.subsets:
        sides = [sorted({found.equilibria[k][side] for k in subset}) for side in (0, 1)]
        assert len(sides[0]) * len(sides[1]) == len(subset)
        x, y = (mean(side, random) for side in sides)
        assert is_best_reply(a, x, y)
        assert is_best_reply(transposed(b), y, x)


@given(bimatrices(largest=3))
def test_every_equilibrium_on_a_grid_lies_within_a_subset(game: tuple[Matrix, Matrix]) -> None:
    a, b = game
    found = extreme_equilibria(a, b)
    for x, y in product(grid(len(a)), grid(len(a[0]))):
        if is_best_reply(a, x, y) and is_best_reply(transposed(b), y, x):
            assert any(
                supported(x, [found.equilibria[k][0] for k in subset])
                and supported(y, [found.equilibria[k][1] for k in subset])
                for subset in found.subsets
            )


def mean(points: list[tuple[Fraction, ...]], random: Random) -> tuple[Fraction, ...]:
    weights = [random.randint(1, 9) for _ in points]
    return tuple(
        sum((w * p[k] for w, p in zip(weights, points, strict=True)), Fraction(0)) / sum(weights)
        for k in range(len(points[0]))
    )


def grid(count: int) -> list[tuple[Fraction, ...]]:
    return [tuple(Fraction(k, 4) for k in parts) for parts in product(range(5), repeat=count) if sum(parts) == 4]


def supported(point: tuple[Fraction, ...], corners: list[tuple[Fraction, ...]]) -> bool:
    """Whether the point plays nothing that no corner plays: what being in their hull implies."""
    return all(not weight or any(corner[k] for corner in corners) for k, weight in enumerate(point))


# Refusals


def test_a_polytope_with_too_many_vertices_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extreme, "MAX_VERTICES", 4)
    with pytest.raises(SolverError, match="polytope of 3 strategies has more than 4 vertices"):
        extreme_equilibria(matrix(IDENTITY), matrix(IDENTITY))


def test_a_game_far_too_large_is_refused_before_long() -> None:
    random = Random(0)
    rows = matrix([[random.randint(-999, 999) for _ in range(20)] for _ in range(20)])
    with pytest.raises(SolverError, match="more than 5000 vertices"):
        extreme_equilibria(rows, rows)
