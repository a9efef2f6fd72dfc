"""Numeric equilibria under changes of the game that must leave them as they are."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations, product

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame import FiniteGame, Region, nash_equilibria
from tests.solve.drawn import float_regret, game_of, mixtures, numeric_games


@given(numeric_games())
def test_every_equilibrium_has_no_regret_by_another_route(game: FiniteGame) -> None:
    found = nash_equilibria(game)
    assert found.equilibria
    assert set(found.regrets) == {0}
    for equilibrium in found:
        assert float_regret(game.tables, equilibrium.mixture) < 1e-12
        assert all(sp.simplify(sum(mixture)) == 1 for mixture in equilibrium.mixture)
        assert (equilibrium.strict_condition == Region()) <= (equilibrium.profile is not None)


@given(numeric_games(), st.data())
def test_another_order_of_strategies_reorders_the_equilibria(game: FiniteGame, data: st.DataObject) -> None:
    orders = [data.draw(st.permutations(range(count))) for count in game.shape]
    names = [[available[k] for k in order] for available, order in zip(game.strategies, orders, strict=True)]
    other = rebuilt(game, names)
    expected = {
        tuple(tuple(mixture[k] for k in order) for mixture, order in zip(each, orders, strict=True))
        for each in mixtures(nash_equilibria(game))
    }
    assert mixtures(nash_equilibria(other)) == expected


@given(numeric_games())
def test_another_order_of_players_reorders_the_equilibria(game: FiniteGame) -> None:
    found = nash_equilibria(game)
    for order in permutations(range(len(game.players))):
        other = FiniteGame.from_dict(
            {
                tuple(profile[k] for k in order): [game.payoff(game.players[k], profile) for k in order]
                for profile in product(*game.strategies)
            },
            [game.players[k] for k in order],
        )
        again = nash_equilibria(other)
        assert mixtures(again) == {tuple(each[k] for k in order) for each in mixtures(found)}
        assert (again.complete, again.degenerate) == (found.complete, found.degenerate)


@given(numeric_games(), st.data())
def test_another_scale_of_payoffs_changes_nothing(game: FiniteGame, data: st.DataObject) -> None:
    scales = st.tuples(st.fractions(Fraction(1, 9), 1000), st.fractions(-(10**6), 10**6))
    drawn = [data.draw(scales) for _ in game.players]
    tables = [
        [sp.Rational(a) * u + sp.Rational(b) for u in table] for (a, b), table in zip(drawn, game.tables, strict=True)
    ]
    found, other = nash_equilibria(game), nash_equilibria(game_of(game.shape, tables))
    assert mixtures(found) == mixtures(other)
    assert (found.components, found.complete) == (other.components, other.complete)


@given(numeric_games(largest=2))
def test_a_strategy_played_twice_over_adds_only_its_copies(game: FiniteGame) -> None:
    if len(game.shape) != 2:
        return
    names = [[*game.strategies[0], "copy"], list(game.strategies[1])]
    doubled = rebuilt(game, names, {"copy": game.strategies[0][0]})
    merged = {((x[0] + x[-1], *x[1:-1]), y) for x, y in mixtures(nash_equilibria(doubled))}
    assert merged == mixtures(nash_equilibria(game))


@given(numeric_games(largest=2))
def test_a_player_who_does_not_matter_leaves_the_equilibria_of_the_others(game: FiniteGame) -> None:
    if game.shape != (2, 2):
        return
    tables = [[u for u in table for _ in (0, 1)] for table in game.tables]
    found = nash_equilibria(game_of((2, 2, 2), [*tables, [0] * 8]))
    assert found.complete
    assert mixtures(found) == {(*each, sure) for each in mixtures(nash_equilibria(game)) for sure in ((1, 0), (0, 1))}


@given(numeric_games())
def test_floats_give_the_same_equilibria_as_the_decimals_they_print_as(game: FiniteGame) -> None:
    exact = nash_equilibria(game)
    floats = nash_equilibria(game_of(game.shape, [[float(u) / 2 for u in table] for table in game.tables]))
    assert [e.profile for e in exact] == [e.profile for e in floats]
    assert exact.components == floats.components
    assert all(regret < 1e-14 for regret in floats.regrets)
    for ours, theirs in zip(exact, floats, strict=True):
        for p, q in zip(ours.mixture, theirs.mixture, strict=True):
            assert list(map(float, p)) == pytest.approx(list(q), abs=1e-15)


def rebuilt(game: FiniteGame, strategies: Sequence[Sequence[str]], alias: dict[str, str] | None = None) -> FiniteGame:
    """The game over those lists of strategies, an alias standing for another strategy."""
    known = alias or {}
    return FiniteGame.from_dict(
        {
            profile: [game.payoff(player, [known.get(s, s) for s in profile]) for player in game.players]
            for profile in product(*strategies)
        },
        game.players,
    )
