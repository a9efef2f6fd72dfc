"""The Shapley value, the Banzhaf value and equal surplus."""

from itertools import permutations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values.banzhaf import banzhaf
from coopgame.sharing.values.equal_surplus import equal_surplus
from coopgame.sharing.values.shapley import shapley
from coopgame.symbols import Region, parameters
from tests.sharing.coalitional import (
    numeric_games,
    rational_games,
    renamed,
    rescaled,
    summed,
    symbol_of,
    symbolic_game,
)
from tests.sharing.published import GLOVE, LEMAIRE, MAJORITY, THREE, TRIPARTITE, VETO, airport, bankruptcy
from tests.sharing.voting import EEC, SECURITY_COUNCIL, WEIGHTED

R = sp.Rational
a, b = parameters("a b")


def by_permutations(game: CoalitionalGame) -> dict[str, sp.Expr]:
    """The average of what players add over all orders of arrival, one by one."""
    total = dict.fromkeys(game.players, sp.Integer(0))
    orders = list(permutations(game.players))
    for order in orders:
        for k, player in enumerate(order):
            total[player] += game.worth(order[: k + 1]) - (game.worth(order[:k]) if k else 0)
    return {player: value / len(orders) for player, value in total.items()}


# --- published results


@pytest.mark.parametrize(
    ("game", "shares"),
    [
        (GLOVE, (R(2, 3), R(1, 6), R(1, 6))),
        (MAJORITY, (R(1, 3),) * 3),
        (WEIGHTED, (R(2, 3), R(1, 6), R(1, 6))),
        # Aumann and Maschler 1985, the Talmud's three estates
        (bankruptcy(100, (100, 200, 300)), (R(100, 3),) * 3),
        (bankruptcy(200, (100, 200, 300)), (R(100, 3), R(250, 3), R(250, 3))),
        (bankruptcy(300, (100, 200, 300)), (50, 100, 150)),
        (LEMAIRE, (51750, 25875, 12375)),
        (THREE, (R(7, 6), R(5, 3), R(13, 6))),
        (VETO, (R(4, 3), R(5, 6), R(5, 6))),
        (TRIPARTITE, (R(140, 3), R(205, 6), R(115, 6))),
        (EEC, (*(R(7, 30),) * 3, R(3, 20), R(3, 20), 0)),
        (SECURITY_COUNCIL, (*(R(421, 2145),) * 5, *(R(4, 2145),) * 10)),
    ],
)
def test_the_published_shapley_values(game: CoalitionalGame, shares: tuple[sp.Expr, ...]) -> None:
    assert shapley(game).shares == shares


@pytest.mark.parametrize(
    ("costs", "shares"),
    [
        ((1, 2, 3), (R(1, 3), R(5, 6), R(11, 6))),
        ((4, 6, 12, 20), (1, R(5, 3), R(14, 3), R(38, 3))),
        ((3, 3, 6, 6, 9), (R(3, 5), R(3, 5), R(8, 5), R(8, 5), R(23, 5))),
    ],
)
def test_the_airport_game_is_shared_by_sequential_equal_contributions(
    costs: tuple[int, ...], shares: tuple[sp.Expr, ...]
) -> None:
    assert tuple(-share for share in shapley(airport(costs)).shares) == shares
    steps = [R(high - low, len(costs) - k) for k, (low, high) in enumerate(zip((0, *costs), costs, strict=False))]
    assert shares == tuple(sum(steps[: k + 1]) for k in range(len(costs)))


def test_the_swings_in_the_security_council_and_the_community_of_six() -> None:
    swings = [share * 2**14 for share in banzhaf(SECURITY_COUNCIL).shares]
    assert swings == [848] * 5 + [84] * 10
    assert sum(swings) == 5080
    assert [share * 2**5 for share in banzhaf(EEC).shares] == [10, 10, 10, 6, 6, 0]


def test_the_banzhaf_value_says_that_it_does_not_add_up() -> None:
    assert banzhaf(SECURITY_COUNCIL).notes == ("the shares add up to 635/2048, and the worth of all is 1",)
    assert banzhaf(symbolic_game(2)).notes[0].startswith("in this game the shares add up to the worth of all")
    assert banzhaf(symbolic_game(3)).notes[0].endswith("and the worth of all is v_ABC")


# --- properties


@given(numeric_games())
def test_the_shapley_value_and_equal_surplus_are_efficient(game: CoalitionalGame) -> None:
    assert shapley(game).of(game.players) == game.grand == equal_surplus(game).of(game.players)


@pytest.mark.parametrize("players", [2, 3, 4])
def test_the_symbolic_shares_add_up_to_the_worth_of_all(players: int) -> None:
    game = symbolic_game(players)
    assert shapley(game).of(game.players) == game.grand == equal_surplus(game).of(game.players)


@given(st.data())
def test_none_of_the_values_depends_on_the_order_of_the_players(data: st.DataObject) -> None:
    game = data.draw(numeric_games())
    other = renamed(game, tuple(data.draw(st.permutations(game.players))))
    for value in (shapley, banzhaf, equal_surplus):
        assert dict(value(other).shares.items()) == dict(value(game).shares.items())


@given(numeric_games((2, 4)), st.integers(-3, 3))
def test_a_dummy_player_gets_the_own_worth_from_shapley_and_banzhaf(game: CoalitionalGame, own: int) -> None:
    def worth(coalition: tuple[str, ...]) -> sp.Expr:
        others = tuple(player for player in coalition if player != "dummy")
        return game.worth(others) + (own if "dummy" in coalition else 0)

    larger = CoalitionalGame.from_function((*game.players, "dummy"), worth)
    for value in (shapley, banzhaf):
        assert value(larger).shares["dummy"] == own
        assert value(larger).shares[:-1] == value(game).shares


@given(st.data())
def test_the_values_are_additive(data: st.DataObject) -> None:
    first = data.draw(rational_games((3, 3)))
    second = data.draw(numeric_games((3, 3)))
    for value in (shapley, banzhaf, equal_surplus):
        parts = zip(value(first).shares, value(second).shares, strict=True)
        assert value(summed(first, second)).shares == tuple(x + y for x, y in parts)


@given(st.data())
def test_the_values_follow_the_units_and_the_origin_of_account(data: st.DataObject) -> None:
    game, factor = data.draw(rational_games()), sp.Rational(data.draw(st.fractions(-3, 3, max_denominator=5)))
    gifts = {player: sp.Integer(data.draw(st.integers(-5, 5))) for player in game.players}
    for value in (shapley, banzhaf, equal_surplus):
        shares = value(game).shares.items()
        assert value(rescaled(game, factor, gifts)).shares == tuple(factor * x + gifts[p] for p, x in shares)


def test_a_worth_with_branches_is_shared_like_any_other() -> None:
    game = CoalitionalGame.from_worth(("E", "U"), {"E": sp.Max(a, 0), "U": b, ("E", "U"): sp.Max(a, 0) + b + 2})
    assert shapley(game).shares == (sp.Max(a, 0) + 1, b + 1)


def test_a_quotient_that_makes_no_difference_is_seen_to_make_none() -> None:
    game = CoalitionalGame.from_worth(
        ("E", "U"), {"E": a / (a + b), "U": b / (a + b), ("E", "U"): 1}, Region(a > 0, b > 0)
    )
    assert all(
        sp.cancel(share - alone) == 0 for share, alone in zip(shapley(game).shares, game.worths[1:3], strict=True)
    )


def test_sixteen_players_are_no_more_than_their_coalitions() -> None:
    game = CoalitionalGame.from_function([f"p{k}" for k in range(16)], lambda coalition: len(coalition) ** 2)
    assert shapley(game).shares == (16,) * 16


# --- differential


@settings(max_examples=40)
@given(numeric_games((2, 5)))
def test_the_subset_formula_agrees_with_the_orders_of_arrival(game: CoalitionalGame) -> None:
    assert dict(shapley(game).shares.items()) == by_permutations(game)


@pytest.mark.parametrize("players", [2, 3, 4])
def test_the_symbolic_value_agrees_with_the_orders_of_arrival(players: int) -> None:
    game = symbolic_game(players)
    expected = by_permutations(game)
    assert all(sp.expand(share - expected[player]) == 0 for player, share in shapley(game).shares.items())


@given(numeric_games((3, 3)))
def test_numbers_may_be_put_in_before_or_after(game: CoalitionalGame) -> None:
    values = {symbol_of(coalition): game.worth(coalition) for coalition in game.coalitions()}
    for value in (shapley, banzhaf, equal_surplus):
        assert tuple(share.subs(values) for share in value(symbolic_game(3)).shares) == value(game).shares
