"""The partition of a region into cells, and all that it stands on."""

import pickle
from collections import Counter
from itertools import product
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame import models
from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import Empty, Found, decide, find_point
from coopgame.errors import ExpressionError, RegionError, SolverError, SymbolError
from coopgame.games.finite import FiniteGame
from coopgame.solve.equilibrium import ALWAYS
from coopgame.solve.numeric import nash_equilibria
from coopgame.solve.partition import Partition, partition
from coopgame.solve.pure import pure_equilibria
from coopgame.symbols import Region, parameters
from tests.strategies import parametric_games

x, y, z = parameters("x y z")


def symmetric(a: Any, b: Any, c: Any, d: Any, region: Region) -> FiniteGame:
    return FiniteGame.from_arrays([[a, b], [c, d]], [[a, c], [b, d]], region=region)


def crossing(*gains: Any, region: Region) -> FiniteGame:
    """A game of one player a gain, none of whom cares what the others do."""
    players = tuple(f"player {k}" for k in range(len(gains)))
    strategies = dict.fromkeys(players, ("out", "in"))
    worth = dict(zip(players, gains, strict=True))
    return FiniteGame.from_function(lambda p, s: worth[p] if s[p] == "in" else 0, strategies, region)


@pytest.fixture(scope="module")
def tripartite() -> Partition:
    return partition(models.find("government-enterprise-university", models.CATALOGUE).game)


def holds(region: Region, point: dict[Any, Any]) -> bool:
    return region.contains(point)


def is_cut_up(found: Partition, points: list[dict[Any, Any]]) -> None:
    """Each point lies in exactly one cell, the one it is located in, or in an undecided part."""
    for point in points:
        inside = [cell for cell in found.cells if holds(cell.condition, point)]
        aside = [part for part in found.undecided if holds(part, point)]
        if aside:
            assert not inside
        else:
            assert inside == [found.locate(point)]
        regimes = [regime for regime in found.regimes if holds(regime.condition, point)]
        if not aside:
            assert [found.cells.index(inside[0]) in regime.cells for regime in regimes] == [True]


# Published results


def test_the_split_game_is_solved_for_every_x_boundaries_included() -> None:
    found = partition(symmetric(x / 2, x, 1 - x, (1 - x) / 2, Region(x >= 0, x <= 1)))
    summary = {
        str(cell.condition): ([e.label for e in cell.equilibria], cell.continuum, cell.full_dimensional)
        for cell in found.cells
    }
    mixed = "(3*x - 1, 2 - 3*x) x (3*x - 1, 2 - 3*x)"
    assert summary == {
        "x < 1/3": (["(2, 2)"], False, True),
        "x == 1/3": (["(1, 2)", "(2, 1)", "(2, 2)"], True, False),
        "x < 2/3 and x > 1/3": (["(1, 2)", "(2, 1)", mixed], False, True),
        "x == 2/3": (["(1, 1)", "(1, 2)", "(2, 1)"], True, False),
        "x > 2/3": (["(1, 1)"], False, True),
    }


def test_knowledge_sharing_is_a_dilemma_or_a_stag_hunt_and_degenerate_between() -> None:
    found = partition(models.find("knowledge-sharing-symmetric", models.CATALOGUE).game)
    assert [(str(c.condition), len(c.equilibria)) for c in found.cells] == [
        ("c + ell < sigma", 3),
        ("c + ell == sigma", 2),
        ("c + ell > sigma", 1),
    ]
    assert [r.name for r in found.regimes] == [
        "(withhold, withhold)",
        "(share, share) and (withhold, withhold)",
    ]


def test_the_tripartite_game_has_its_cells_and_none_is_undecided(tripartite: Partition) -> None:
    # Enterprise and university each order (a, a+s) and (b, b+s): 5 x 5 sign patterns; the government has 11 x 3.
    assert len(tripartite.cells) == 25 * 25 * 33
    assert sum(cell.full_dimensional for cell in tripartite.cells) == 9 * 9 * 10
    assert tripartite.undecided == ()
    assert len(tripartite.table.cores) == 24


def test_the_tripartite_equilibria_are_strict_where_every_eigenvalue_is_negative(tripartite: Partition) -> None:
    game = tripartite.game
    for point in game.region.sample(6, seed=3, symbols=game.symbols):
        strict = {e.profile for e in tripartite.locate(point).equilibria if e.profile and e.strict_condition == ALWAYS}
        numbers = game.at(point)
        negative = {
            profile
            for profile in game.profiles()
            if all(
                numbers.deviation_gain(p, profile, s) < 0
                for p, own in game.strategies.items()
                for s in own
                if s != profile[p]
            )
        }
        assert strict == negative


# Properties


@settings(max_examples=8)
@given(parametric_games(), st.integers(0, 99))
def test_cells_are_disjoint_and_cover_and_hold_the_equilibria_of_their_points(game: FiniteGame, seed: int) -> None:
    if isinstance(find_point(game.region), Empty):
        return
    found = partition(game)
    points = [*game.region.sample(4, seed, symbols=game.symbols), *(cell.witness for cell in found.cells[:6])]
    is_cut_up(found, points)
    for point in points:
        cell = found.locate(point)
        numbers = game.at({s: v for s, v in point.items() if s in {*game.symbols, *game.region.symbols}})
        expected = [e.profile for e in pure_equilibria(numbers)]
        assert [e.profile for e in cell.equilibria if e.profile] == expected


@pytest.mark.parametrize(
    "game",
    [
        models.find("knowledge-sharing", models.CATALOGUE).game,
        models.find("alliance", models.CATALOGUE).game,
        crossing(x**2 + y**2 - 1, x - y, region=Region()),
        crossing(x**3 - x, region=Region(x >= -1)),
        crossing(x * y - 1, y, region=Region(sp.Eq(x, 1) | (x > 2))),
        crossing((x - y) ** 2 * x, region=Region(x > -1)),
    ],
    ids=["sharing", "alliance", "circle", "cubic", "hyperbola", "double line"],
)
def test_the_table_is_proven_and_no_literal_is_idle(game: FiniteGame) -> None:
    found = partition(game)
    table, region = found.table, game.region
    rows = {tuple(row) for row in table.rows.tolist()}
    for signs in product((-1, 0, 1), repeat=len(table.cuts)):
        assert (signs in rows) != any(all(signs[k] == s for k, s in core) for core in table.cores)
    for core in table.cores:
        literals = [table.cuts[k].literal(s) for k, s in core]
        assert isinstance(find_point(Region(region, *literals)), Empty)
        for literal in literals:
            fewer = Region(region, *(other for other in literals if other != literal))
            assert isinstance(find_point(fewer), Found)
    for cell in found.cells[:12]:
        assert holds(region & cell.condition, cell.witness)
        for literal in cell.condition.conditions:
            rest = Region(*(other for other in cell.condition.conditions if other != literal))
            assert not isinstance(decide(Claim(literal, region & rest)), Proved)
    is_cut_up(found, [cell.witness for cell in found.cells])


@pytest.mark.parametrize("region", [Region(), Region(sp.Eq(x**2 + y**2, 2)), Region(x > 0, x < sp.Rational(1, 10**6))])
def test_what_time_does_not_allow_is_undecided_and_nothing_is_claimed_of_it(region: Region) -> None:
    game = crossing(x**3 + y**2 - z, x * y * z - 1, z**3 - y - x, region=region)
    found = partition(game, budget=1e-9)
    assert found.undecided
    points = list(region.sample(3, seed=1, symbols=game.symbols)) if len(region.symbols) < 2 else []
    is_cut_up(found, [*points, *(cell.witness for cell in found.cells[:3])])


def test_relabelling_players_keeps_the_cells() -> None:
    region = Region(x > 0, y > 0)
    one = partition(crossing(x - y, x + y - 2, region=region))
    other = partition(crossing(x + y - 2, x - y, region=region))
    assert {c.condition for c in one.cells} == {c.condition for c in other.cells}


def test_a_game_without_parameters_or_choices_has_one_cell() -> None:
    found = partition(FiniteGame.from_arrays([[1, 0]], [[0, 1]]))
    assert [(cell.condition, len(cell.equilibria)) for cell in found.cells] == [(ALWAYS, 1)]
    assert str(found).startswith("1 cells (1 with an interior), 0 undecided; 1 regimes")


def test_a_partition_survives_pickling_and_shows_itself_in_a_notebook() -> None:
    found = partition(symmetric(x / 2, x, 1 - x, (1 - x) / 2, Region(x >= 0, x <= 1)))
    assert pickle.loads(pickle.dumps(found)) == found
    assert "pure equilibria" in found._repr_html_()
    assert "no equilibrium" not in str(found.cells[0])
    assert Counter(r.full_dimensional for r in found.regimes) == {True: 3, False: 2}


def test_where_nobody_settles_the_regime_says_so() -> None:
    found = partition(FiniteGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]))
    assert [r.name for r in found.regimes] == ["no pure equilibrium"]


# Refusals


def test_an_empty_region_is_refused() -> None:
    with pytest.raises(RegionError, match="is empty; expected a region with at least one point"):
        partition(crossing(x, region=Region(x > 1, x < 0)))


def test_a_payoff_undefined_in_the_region_is_refused_with_the_point() -> None:
    with pytest.raises(SolverError, match="undefined at x = 1"):
        partition(crossing(1 / (x - 1), region=Region(x > 0)))


def test_a_payoff_that_is_not_rational_is_refused() -> None:
    with pytest.raises((ExpressionError, SolverError), match="not a quotient of polynomials"):
        partition(crossing(sp.sqrt(x) - 1, region=Region(x > 0)))


def test_a_point_can_be_located_only_inside_and_whole() -> None:
    found = partition(crossing(x - 1, region=Region(x > 0)))
    with pytest.raises(SymbolError, match="x not set"):
        found.locate({})
    with pytest.raises(RegionError, match="x=-1 lies outside the region; expected x > 0"):
        found.locate({x: -1})


def test_a_point_in_an_undecided_part_is_not_located() -> None:
    found = partition(crossing(x - y, x * y, region=Region(sp.Eq(x**2 + y**2, 1))), budget=1e-9)
    assert found.locate({x: 1, y: 0}).signs == (1, 0)
    with pytest.raises(RegionError, match="left undecided"):
        found.locate({x: "4/5", y: "3/5"})


# Differential


@pytest.mark.parametrize("seed", range(6))
def test_the_mixed_equilibria_of_a_cell_are_those_of_its_points(seed: int) -> None:
    payoffs = np.random.default_rng(seed).integers(-2, 4, size=(3, 2, 2, 2)).astype(object)
    payoffs[0, 0, 0, 0] = x  # one payoff is left open, so that interior equilibria hold at roots
    game = FiniteGame.from_arrays(*payoffs, region=Region(x > -4, x < 4))
    found = partition(game)
    for point in game.region.sample(5, seed=seed):
        numbers = nash_equilibria(game.at(point))
        if numbers.degenerate or not numbers.complete:
            continue
        mixed = [e.mixture for e in found.locate(point).equilibria if not e.is_pure and e.condition.contains(point)]
        at_point = {
            tuple(round(float(sp.sympify(p).subs(point)), 9) for own in mixture for p in own) for mixture in mixed
        }
        expected = {
            tuple(round(float(p), 9) for own in e.mixture for p in own) for e in numbers.equilibria if not e.is_pure
        }
        assert at_point == expected


def test_a_shape_without_closed_forms_says_that_only_pure_equilibria_are_listed() -> None:
    game = FiniteGame.from_arrays(*(np.zeros((2, 2, 2, 2), dtype=int) for _ in range(4)))
    assert "closed forms for 2x2x2x2 games are not known" in partition(game).unlisted
    assert "pure equilibria only" in str(partition(game))
