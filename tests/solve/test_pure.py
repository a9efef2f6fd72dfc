"""Pure equilibria of games with parameters."""

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame import models
from coopgame.claims.decide import Empty, find_point
from coopgame.errors import RegionError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.equilibrium import ALWAYS, NEVER, Equilibrium
from coopgame.solve.pure import pure_equilibria
from coopgame.symbols import Region, parameters
from tests.strategies import parametric_games, venture_games

x, y = parameters("x y")


def by_profile(game: FiniteGame) -> dict[tuple[str, ...], Equilibrium]:
    return {tuple(e.profile): e for e in pure_equilibria(game) if e.profile is not None}


def agrees(one: FiniteGame, other: FiniteGame) -> None:
    first, second = by_profile(one), by_profile(other)
    for point in one.region.sample(3, seed=5, symbols=(*one.symbols, *other.symbols)):
        for left, right in ((first, second), (second, first)):
            for profile, e in left.items():
                if e.condition.contains(point):
                    assert profile in right
                    assert right[profile].condition.contains(point)
                    assert right[profile].strict_condition.contains(point) == e.strict_condition.contains(point)


def mapped(game: FiniteGame, scale: int, shift: int) -> FiniteGame:
    tables = tuple(tuple(scale * u + shift + k for u in t) for k, t in enumerate(game.tables))
    return FiniteGame(game.players, game.strategies, tables, game.region, game.exact)


# Published results


def test_sharing_is_an_equilibrium_exactly_when_synergy_covers_every_burden() -> None:
    sharing = by_profile(models.find("knowledge-sharing-symmetric", models.CATALOGUE).game)
    assert str(sharing["share", "share"].condition) == "c + ell <= sigma"
    assert str(sharing["share", "share"].strict_condition) == "c + ell < sigma"
    assert sharing["withhold", "withhold"].strict_condition == ALWAYS
    assert set(sharing) == {("share", "share"), ("withhold", "withhold")}


# Properties


@settings(max_examples=20)
@given(st.one_of(parametric_games(), venture_games()), st.integers(0, 99))
def test_substituting_and_solving_commute(game: FiniteGame, seed: int) -> None:
    if isinstance(find_point(game.region), Empty):
        return
    found = pure_equilibria(game)
    for point in game.region.sample(3, seed, symbols=game.symbols):
        numbers = pure_equilibria(game.at(point))
        assert [e.profile for e in found if e.condition.contains(point)] == [e.profile for e in numbers]
        strict = [e.profile for e in found if e.strict_condition.contains(point)]
        assert strict == [e.profile for e in numbers if e.strict_condition == ALWAYS]


@settings(max_examples=10)
@given(parametric_games(players=2), st.integers(1, 3), st.integers(-2, 2))
def test_positive_affine_changes_of_payoffs_change_nothing(game: FiniteGame, scale: int, shift: int) -> None:
    agrees(game, mapped(game, scale, shift))


@settings(max_examples=8)
@given(parametric_games(players=2))
def test_a_player_who_does_not_matter_changes_nothing(game: FiniteGame) -> None:
    strategies = {**dict(game.strategies.items()), "onlooker": ("watch",)}

    def payoff(player: str, profile: PerPlayer[str]) -> sp.Expr:
        return sp.Integer(0) if player == "onlooker" else game.payoff(player, profile[:-1])

    wider = by_profile(FiniteGame.from_function(payoff, strategies, game.region))
    assert {p[:-1]: e.condition for p, e in wider.items()} == {p: e.condition for p, e in by_profile(game).items()}


@settings(max_examples=8)
@given(parametric_games(players=2))
def test_relabelling_strategies_relabels_equilibria(game: FiniteGame) -> None:
    names = {p: {s: f"{s}'" for s in own} for p, own in game.strategies.items()}
    strategies = {p: tuple(reversed([names[p][s] for s in own])) for p, own in game.strategies.items()}
    back = {p: {new: old for old, new in pairs.items()} for p, pairs in names.items()}
    other = FiniteGame.from_function(
        lambda player, profile: game.payoff(player, tuple(back[p][s] for p, s in profile.items())),
        strategies,
        game.region,
    )
    renamed = {
        tuple(back[p][s] for p, s in zip(game.players, profile, strict=True)): set(e.condition.conditions)
        for profile, e in by_profile(other).items()
    }
    assert set(renamed) == set(by_profile(game))


def test_witnesses_lie_where_the_equilibrium_is_one() -> None:
    for model in models.CATALOGUE:
        for e in pure_equilibria(model.game):
            assert e.witness is not None
            assert (model.game.region & e.condition).contains(e.witness)


def test_what_is_an_equilibrium_nowhere_is_left_out_by_proof() -> None:
    game = FiniteGame.from_function(lambda p, s: x if s[p] == "in" else 0, {"one": ("out", "in")}, Region(x > 0))
    assert [e.profile for e in pure_equilibria(game)] == [("in",)]


def test_an_equilibrium_that_is_nowhere_strict_says_so() -> None:
    (tie,) = pure_equilibria(FiniteGame.from_arrays([[0], [0]], [[0], [0]]))[:1]
    assert tie.strict_condition == NEVER
    on_a_line = FiniteGame.from_function(
        lambda p, s: x**2 if s[p] == "in" else 0, {"one": ("out", "in")}, Region(x > -1)
    )
    assert str(pure_equilibria(on_a_line)[0]) == "(out)  if  x**2 == 0" or "x" in str(pure_equilibria(on_a_line)[0])


def test_an_equilibrium_shows_itself() -> None:
    for e in pure_equilibria(models.find("alliance", models.CATALOGUE).game):
        assert e.is_pure
        assert e.players == ("enterprise 1", "enterprise 2")
        assert e._repr_latex_().startswith("$")


# Refusals


def test_an_empty_region_and_a_pole_are_refused() -> None:
    def game(payoff: sp.Expr, region: Region) -> FiniteGame:
        return FiniteGame.from_function(lambda p, s: payoff if s[p] == "in" else 0, {"one": ("out", "in")}, region)

    with pytest.raises(RegionError, match="is empty"):
        pure_equilibria(game(x, Region(x > 1, x < 1)))
    with pytest.raises(SolverError, match="undefined at x = 0"):
        pure_equilibria(game(1 / x, Region(x > -1)))
