"""Dominated strategies, dominant equilibria, iterated elimination."""

from itertools import permutations, product
from typing import Any

import pygambit as gbt
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.claims.smt import Unknown
from coopgame.errors import RegionError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.solve import search
from coopgame.solve.dominance import Dominance, dominance, dominant_equilibrium
from coopgame.solve.elimination import iterated_elimination
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.mixed import mixed_equilibria
from coopgame.solve.pure import pure_equilibria
from coopgame.symbols import Region, parameters
from tests.strategies import numeric_games, parametric_games, x, y

alpha, k, sigma, c, loss = parameters("alpha k sigma c l")
SHARING = Region(alpha > 0, alpha <= 1, k > 0, sigma >= 0, c > 0, loss >= 0)
ACTIONS = ("share", "withhold")


def sharing(region: Region = SHARING) -> FiniteGame:
    payoffs = [[alpha * k + sigma - c - loss, -c - loss], [alpha * k, 0]]
    columns = list(zip(*payoffs, strict=True))
    return FiniteGame.from_arrays(payoffs, columns, strategies=(ACTIONS, ACTIONS), region=region)


def gains(game: FiniteGame, player: str, better: str, worse: str) -> list[Any]:
    """What the one strategy gives more than the other against everything."""
    played = (profile for profile in game.profiles() if profile[player] == worse)
    return [game.deviation_gain(player, profile, better) for profile in played]


# Published results


def test_withholding_dominates_where_the_burden_exceeds_the_synergy() -> None:
    found = dominance(sharing())
    assert [(d.player, d.strategy, d.over) for d in found] == [
        ("row", "withhold", "share"),
        ("column", "withhold", "share"),
    ]
    assert all(d.strict == Region(c + loss > sigma) and d.weak == Region(c + loss >= sigma) for d in found)
    (equilibrium,) = dominant_equilibrium(sharing())
    assert equilibrium.profile == ("withhold", "withhold")
    assert equilibrium.condition == Region(c + loss >= sigma)
    assert equilibrium.strict_condition == Region(c + loss > sigma)
    assert equilibrium.witness is not None
    assert (SHARING & equilibrium.condition).contains(equilibrium.witness)


def test_the_prisoners_dilemma_is_solved_in_one_round() -> None:
    game = sharing(SHARING & (sigma < c + loss))
    done = iterated_elimination(game)
    assert [str(step) for step in done.steps] == [
        "round 1: row drops share, dominated by withhold",
        "round 1: column drops share, dominated by withhold",
    ]
    assert done.profile == ("withhold", "withhold")
    assert done.game.payoff("row", ("withhold", "withhold")) == 0


def test_a_textbook_game_is_solved_in_three_rounds() -> None:
    # Osborne and Rubinstein (1994), section 4.2, with one payoff of the first round left open.
    game = FiniteGame.from_arrays(
        [[1, 1, 0], [0, 0, x]],
        [[0, 2, 1], [3, 1, 0]],
        strategies=(("up", "down"), ("left", "middle", "right")),
        region=Region(x > 1),
    )
    done = iterated_elimination(game)
    assert [(s.round, s.player, s.strategy, s.by) for s in done.steps] == [
        (1, "column", "right", "middle"),
        (2, "row", "down", "up"),
        (3, "column", "left", "middle"),
    ]
    assert [len(steps) for steps in done.rounds] == [1, 1, 1]
    assert done.profile == ("up", "middle")
    assert str(done).endswith("row keeps up\ncolumn keeps middle")


def test_of_several_that_dominate_one_that_lasts_is_named() -> None:
    game = FiniteGame.from_arrays([0, 1, 2], players=("firm",), strategies=[("low", "middle", "high")])
    assert [(s.round, s.strategy, s.by) for s in iterated_elimination(game).steps] == [
        (1, "low", "high"),
        (1, "middle", "high"),
    ]


# Properties


@settings(max_examples=15)
@given(parametric_games(players=2), st.integers(0, 3))
def test_the_conditions_are_those_of_the_definition(game: FiniteGame, seed: int) -> None:
    found = {(d.player, d.strategy, d.over): d for d in dominance(game)}
    pairs = [(p, *pair) for p in game.players for pair in permutations(game.strategies[p], 2)]
    for point, pair in product(game.region.sample(4, seed, symbols=(x, y)), pairs):
        values = [gain.subs(point) for gain in gains(game, *pair)]
        strictly, weakly = min(values) > 0, min(values) >= 0 and max(values) > 0
        if pair in found:
            assert found[pair].strict.contains(point) == strictly
            assert found[pair].weak.contains(point) == weakly
        else:
            assert not weakly


@settings(max_examples=15)
@given(parametric_games(players=2))
def test_a_dominant_equilibrium_is_an_equilibrium_under_a_weaker_condition(game: FiniteGame) -> None:
    pure = {e.profile: e for e in pure_equilibria(game)}
    points = game.region.sample(4, symbols=(x, y))
    for equilibrium in dominant_equilibrium(game):
        assert equilibrium.mixture == pure[equilibrium.profile].mixture
        for point in points:
            if equilibrium.condition.contains(point):
                assert pure[equilibrium.profile].condition.contains(point)
            if equilibrium.strict_condition.contains(point):
                assert pure[equilibrium.profile].strict_condition.contains(point)


@settings(max_examples=15)
@given(parametric_games(players=2))
def test_elimination_takes_away_no_equilibrium(game: FiniteGame) -> None:
    left = iterated_elimination(game).game
    for point in game.region.sample(3, symbols=(x, y)):
        every = {e.profile for e in pure_equilibria(game) if e.condition.contains(point)}
        assert {e.profile for e in pure_equilibria(left) if e.condition.contains(point)} == every
    if len(game.players) == 2:
        assert len(mixed_equilibria(left)) == len(mixed_equilibria(game))


# Differential


@given(numeric_games())
def test_gambit_keeps_the_same_strategies(game: FiniteGame) -> None:
    other = gbt.Game.new_table(game.shape)
    for indexes, values in zip(product(*map(range, game.shape)), zip(*game.tables, strict=True), strict=True):
        for player, u in zip(other.players, values, strict=True):
            other[indexes][player] = int(u)
    profile = other.strategy_support_profile()
    while (smaller := gbt.supports.undominated_strategies_solve(profile, strict=True)) != profile:
        profile = smaller
    kept = [[s in smaller for s in player.strategies] for player in other.players]
    left = iterated_elimination(game).game.strategies
    ours = [[s in mine for s in every] for mine, every in zip(left, game.strategies, strict=True)]
    assert ours == kept


# What is shown


def test_a_statement_reads_as_a_sentence() -> None:
    (first, _) = dominance(sharing())
    assert str(first) == "row: withhold dominates share strictly  if  c + l > sigma, weakly  if  c + l >= sigma"
    assert first._repr_latex_().startswith(r"$\text{row: withhold} \succ \text{share}\quad\text{strictly if } c + l >")
    (always,) = dominance(FiniteGame.from_arrays([1, 0], players=("firm",), strategies=[("in", "out")]))
    assert always == Dominance("firm", "in", "out", Region(), Region(), None)
    assert str(always) == "firm: in dominates out strictly"
    (where,) = dominance(FiniteGame.from_arrays([x, 0], players=("firm",), region=Region(x > -1, x <= 0)))
    assert str(where) == "firm: 2 dominates 1 strictly  if  x < 0"
    assert r"\text{strictly if } x < 0$" in where._repr_latex_()


def test_an_elimination_is_shown_with_what_it_leaves() -> None:
    done = iterated_elimination(sharing())
    assert done.steps == ()
    assert done.rounds == ()
    assert done.profile is None
    assert str(done) == "row keeps share, withhold\ncolumn keeps share, withhold"
    shown = iterated_elimination(sharing(SHARING & (sigma < c + loss)))._repr_latex_()
    assert r"\text{row: withhold} \succ \text{share}" in shown
    assert r"\{\text{withhold}\} \times \{\text{withhold}\}" in shown


def test_weak_dominance_may_hold_in_several_ways() -> None:
    game = FiniteGame.from_arrays([[x, y], [0, 0]], sp.zeros(2, 2), region=Region(x >= 0, y >= 0))
    (only,) = dominance(game)
    assert only.strict == Region(x > 0, y > 0)
    assert only.weak == Region(sp.Or(x > 0, y > 0))


# Refusals


def test_a_dominance_that_is_not_proven_drops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    game = sharing(SHARING & (sigma < c + loss))
    monkeypatch.setattr(search, "solve", lambda *_: Unknown("no time"))
    assert iterated_elimination(game).steps == ()
    assert {d.strategy for d in dominance(game)} == {"share", "withhold"}  # kept, as nothing could be ruled out
    assert all(d.witness is None for d in dominance(game) if d.strategy == "share")


def test_what_dominates_nowhere_is_left_out() -> None:
    game = FiniteGame.from_arrays([[x, -x], [0, 0]], sp.zeros(2, 2), region=Region(x > 0))
    assert dominance(game) == ()
    assert [e.condition for e in dominant_equilibrium(game)] == []
    assert NEVER not in [d.weak for d in dominance(game)]


def test_payoffs_that_are_undefined_and_regions_that_are_empty_are_refused() -> None:
    with pytest.raises(SolverError, match="undefined at x = 0"):
        dominance(FiniteGame.from_arrays([1 / x, 0], players=("firm",), region=Region(x >= 0)))
    with pytest.raises(RegionError, match="empty"):
        iterated_elimination(FiniteGame.from_arrays([x, 0], players=("firm",), region=Region(x > 0, x < 0)))
