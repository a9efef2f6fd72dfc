"""The numeric solvers against Gambit's: rational enumeration between two players, polynomial systems among three."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pygambit as gbt
import pytest

from coopgame import FiniteGame, Method, nash_equilibria
from coopgame.solve import extreme
from coopgame.solve.numeric import NumericEquilibria

SHAPES = list(product(range(2, 6), repeat=2))
GAMES_A_SHAPE = 32
LARGEST_PAYOFFS = (1, 2, 3, 9)
"""The smaller the payoffs, the more ties: most of these games are degenerate."""
TWO_PLAYERS = [
    "books/myerson1991/fig2_1",
    "books/myerson1991/fig4_2",
    "books/shohamleytonbrown2008/fig5_1",
    "books/shohamleytonbrown2008/fig6_2",
    "books/vonstengel2022/fig10.5",
    "books/watson2013/exercise29_6",
    "conf/itcs/jakobsen2016/fig1a",
    "journals/geb/bagwell1995",
    "journals/ijgt/nau2004/sec3",
    "journals/ijgt/selten1975/fig2",
    "journals/mor/vonstengelforges2008/fig6",
    "journals/other/shapley1974/fig2",
]


def gambit_game(game: FiniteGame) -> Any:
    """The same game in Gambit, with rational payoffs."""
    arrays = [
        np.array([gbt.Rational(int(u.p), int(u.q)) for u in table], dtype=object).reshape(game.shape)
        for table in game.tables
    ]
    return gbt.Game.from_arrays(*arrays)


def extreme_by_gambit(game: Any) -> set[tuple[Fraction, ...]]:
    """All extreme equilibria, the players' probabilities in one row."""
    found = gbt.nash.enummixed_solve(game, rational=True).equilibria
    return {tuple(fraction(profile[s]) for player in game.players for s in player.strategies) for profile in found}


def ours(found: NumericEquilibria) -> list[tuple[Fraction, ...]]:
    return [tuple(fraction(p) for mixture in e.mixture for p in mixture) for e in found]


def fraction(number: Any) -> Fraction:
    return Fraction(str(number))


def drawn(shape: tuple[int, ...], random: Random, largest: int) -> FiniteGame:
    """A game of whole payoffs from 0 to the largest."""
    size = int(np.prod(shape))
    tables = [np.array([random.randint(0, largest) for _ in range(size)]).reshape(shape) for _ in shape]
    return FiniteGame.from_arrays(*(table.tolist() for table in tables))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: "{}x{}".format(*shape))
def test_random_games_of_small_payoffs_have_gambits_extreme_equilibria(shape: tuple[int, int]) -> None:
    random = Random(f"{shape}")
    degenerate = 0
    for k in range(GAMES_A_SHAPE):
        game = drawn(shape, random, LARGEST_PAYOFFS[k % len(LARGEST_PAYOFFS)])
        found = nash_equilibria(game, list(Method)[k % 3])
        answers = ours(found)
        assert len(answers) == len(set(answers))
        assert set(answers) == extreme_by_gambit(gambit_game(game))
        assert set(found.regrets) == {0}
        assert found.complete
        degenerate += bool(found.degenerate)
    assert degenerate > GAMES_A_SHAPE // 2


@pytest.mark.parametrize("shape", [(3, 3), (4, 4), (5, 5)], ids=lambda shape: "{}x{}".format(*shape))
def test_a_list_from_which_one_may_be_missing_is_never_called_complete(
    shape: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extreme, "MAX_VERTICES", 1)
    random = Random(0)
    short = 0
    for _ in range(20):
        game = drawn(shape, random, 3)
        found = nash_equilibria(game)
        every = extreme_by_gambit(gambit_game(game))
        assert set(ours(found)) <= every
        assert not found.complete
        short += set(ours(found)) != every
    assert short


@pytest.mark.parametrize("name", TWO_PLAYERS)
def test_gambits_published_games_of_two_have_the_extreme_equilibria_it_finds(name: str) -> None:
    game = gbt.catalog.load(name)
    arrays = [array.tolist() for array in game.to_arrays(dtype=gbt.Rational)]
    assert set(ours(nash_equilibria(FiniteGame.from_arrays(*arrays)))) == extreme_by_gambit(game)


def published(name: str) -> NumericEquilibria:
    arrays = gbt.catalog.load(name).to_arrays(dtype=gbt.Rational)
    return nash_equilibria(FiniteGame.from_arrays(*(array.tolist() for array in arrays)))


def test_seltens_horse_has_two_pure_equilibria_each_at_the_end_of_a_segment() -> None:
    found = published("journals/ijgt/selten1975/fig1")
    assert [e.profile for e in found if e.profile] == [("1", "1", "2"), ("2", "1", "1")]
    assert found.components == ((0, 2), (1, 3))
    assert found.equilibria[2].mixture[2] == (Fraction(1, 4), Fraction(3, 4))
    assert found.equilibria[3].mixture[1] == (Fraction(1, 3), Fraction(2, 3))
    assert found.complete


def test_the_curve_of_completely_mixed_equilibria_of_nau_et_al_is_reported() -> None:
    found = published("journals/ijgt/nau2004/sec5")
    assert not found.complete
    assert len(found.continua) == 1
    assert found.continua[0].startswith("player 1, player 2 and player 3 mix: ")


def test_whatever_gambit_finds_in_generic_games_of_three_is_found() -> None:
    random = Random(3)
    for _ in range(40):
        game = drawn((2, 2, 2), random, 99)
        found = nash_equilibria(game)
        assert found.complete
        ours_now = [first_probabilities(equilibrium.mixture) for equilibrium in found]
        other = gambit_game(game)
        for profile in gbt.nash.enumpoly_solve(other).equilibria:
            theirs = first_probabilities([[profile[s] for s in player.strategies] for player in other.players])
            assert min(abs(theirs - each).max() for each in ours_now) < 1e-6


def first_probabilities(mixtures: Iterable[Any]) -> Any:
    return np.array([float(mixture[0]) for mixture in mixtures])
