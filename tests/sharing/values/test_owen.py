"""The Owen value."""

from itertools import permutations
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.errors import RuleError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values.owen import owen
from coopgame.sharing.values.shapley import shapley
from tests.sharing.coalitional import numeric_games, partitions, summed, symbolic_game
from tests.sharing.published import TRIPARTITE
from tests.sharing.voting import WEIGHTED

R = sp.Rational


def by_permutations(game: CoalitionalGame, unions: tuple[tuple[str, ...], ...]) -> dict[str, sp.Expr]:
    """The average over the orders of arrival that interrupt no union."""
    total = dict.fromkeys(game.players, sp.Integer(0))
    orders = [order for order in permutations(game.players) if all(_together(order, union) for union in unions)]
    for order in orders:
        for k, player in enumerate(order):
            total[player] += game.worth(order[: k + 1]) - (game.worth(order[:k]) if k else 0)
    return {player: value / len(orders) for player, value in total.items()}


def _together(order: tuple[str, ...], union: tuple[str, ...]) -> bool:
    places = [order.index(player) for player in union]
    return max(places) - min(places) == len(union) - 1


# --- published results


@pytest.mark.parametrize(
    ("game", "unions", "shares"),
    [
        (WEIGHTED, [("1",), ("2", "3")], (R(1, 2), R(1, 4), R(1, 4))),
        (WEIGHTED, [("1", "2"), ("3",)], (R(3, 4), R(1, 4), 0)),
        (TRIPARTITE, [("E", "U"), ("G",)], (45, R(65, 2), R(45, 2))),
        (TRIPARTITE, [("E",), ("U", "G")], (50, R(65, 2), R(35, 2))),
    ],
)
def test_the_published_owen_values(game: CoalitionalGame, unions: Any, shares: tuple[sp.Expr, ...]) -> None:
    assert owen(game, unions).shares == shares


def test_the_rule_names_its_unions() -> None:
    assert str(owen(WEIGHTED, [["3", "2"], ("1",)])) == "Owen value with unions {2, 3}, {1}: 1 1/2, 2 1/4, 3 1/4"


# --- properties


@given(numeric_games())
def test_with_everybody_alone_or_all_in_one_union_it_is_the_shapley_value(game: CoalitionalGame) -> None:
    value = shapley(game).shares
    assert owen(game, [(player,) for player in game.players]).shares == value == owen(game, [game.players]).shares


@given(st.data())
def test_it_is_efficient_and_additive(data: st.DataObject) -> None:
    first, second = data.draw(numeric_games((4, 4))), data.draw(numeric_games((4, 4)))
    unions = data.draw(partitions(first.players))
    parts = zip(owen(first, unions).shares, owen(second, unions).shares, strict=True)
    both = owen(summed(first, second), unions)
    assert both.shares == tuple(x + y for x, y in parts)
    assert both.of(first.players) == first.grand + second.grand


@given(st.data())
def test_a_union_gets_its_shapley_value_in_the_game_between_unions(data: st.DataObject) -> None:
    game = data.draw(numeric_games((3, 5)))
    unions = {"+".join(union): union for union in data.draw(partitions(game.players))}
    between = CoalitionalGame.from_function(
        tuple(unions), lambda coalition: game.worth([player for union in coalition for player in unions[union]])
    )
    value = owen(game, unions.values())
    for name, share in shapley(between).shares.items():
        assert value.of(unions[name]) == share


def test_symmetric_members_of_a_union_get_the_same_in_symbols() -> None:
    game = symbolic_game(3)
    swap = {"v_A": "v_B", "v_AC": "v_BC"}
    settled = {sp.Symbol(old, real=True): sp.Symbol(new, real=True) for old, new in swap.items()}
    shares = owen(game, [("A", "B"), ("C",)]).shares
    assert shares["A"].subs(settled) == shares["B"].subs(settled)
    assert sp.expand(sp.Add(*shares) - game.grand) == 0


# --- differential


@settings(max_examples=40)
@given(st.data())
def test_it_agrees_with_the_orders_that_interrupt_no_union(data: st.DataObject) -> None:
    game = data.draw(numeric_games((3, 5)))
    unions = data.draw(partitions(game.players))
    assert dict(owen(game, unions).shares.items()) == by_permutations(game, unions)


# --- refusals


@pytest.mark.parametrize(
    ("unions", "says"),
    [
        ([("E", "U")], "G is in no union; expected a partition of E, U, G"),
        ([("E", "U"), ("U", "G")], "U is in two unions; expected a partition"),
        ([("E", "U"), ("G", "G")], r"union \('G', 'G'\): a coalition names 'G' twice; expected each player once"),
        ([("E", "U"), ("G", "bank")], r"union .*: a coalition names 'bank'; expected one of E, U, G"),
        ([("E", "U"), ("G",), ()], "a union has no member"),
        ("EUG", "'EUG' lists no unions"),
        (3, "3 lists no unions"),
        ([3], "union 3: 3 is no coalition"),
    ],
)
def test_what_is_no_partition_is_refused(unions: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        owen(TRIPARTITE, unions)
