"""Balanced collections: all minimal ones, and no others."""

from itertools import combinations
from typing import Any

import pytest
import sympy as sp

from coopgame.errors import GameError
from coopgame.sharing.values.balanced_collections import BalancedCollection, minimal_balanced_collections

HALF = sp.Rational(1, 2)

# --- published results


@pytest.mark.parametrize(("count", "number"), [(1, 1), (2, 2), (3, 6), (4, 42)])
def test_there_are_as_many_as_published(count: int, number: int) -> None:
    # Peleg 1965; Laplace Mermoud, Grabisch and Sudhölter 2023 count up to seven players.
    assert len(minimal_balanced_collections(tuple("ABCD")[:count])) == number


def test_three_players_have_five_partitions_and_the_three_pairs() -> None:
    found = {collection.coalitions: collection.weights for collection in minimal_balanced_collections(tuple("ABC"))}
    pairs = (("A", "B"), ("A", "C"), ("B", "C"))
    assert found[pairs] == (HALF,) * 3
    assert all(weights == (1,) * len(weights) for coalitions, weights in found.items() if coalitions != pairs)


# --- properties


def test_none_holds_another() -> None:
    found = [set(collection.coalitions) for collection in minimal_balanced_collections(tuple("ABCD"))]
    assert not any(one <= other or other <= one for one, other in combinations(found, 2))


# --- refusals


@pytest.mark.parametrize(
    ("coalitions", "weights", "message"),
    [
        ((("A",), ("B",)), (1,), "1 weights for 2 coalitions; expected one a coalition"),
        ((("A",), ("B",), ("A", "B")), (1, 1, 0), r"the weight of \{A, B\} is 0; expected a positive one"),
        ((("A",), ("A", "B")), (HALF, 1), "the weights of the coalitions with A add up to 3/2; expected 1"),
    ],
)
def test_weights_that_do_not_balance_are_refused(coalitions: Any, weights: Any, message: str) -> None:
    with pytest.raises(GameError, match=message):
        BalancedCollection(("A", "B"), coalitions, weights)


def test_five_players_are_too_many() -> None:
    with pytest.raises(GameError, match="5 players have too many balanced collections; expected at most 4"):
        minimal_balanced_collections(tuple("ABCDE"))


def test_a_collection_is_written_with_its_weights() -> None:
    partition = BalancedCollection(("A", "B"), (("A",), ("B",)), (1, 1))
    assert str(partition) == "{A}, {B}"
    pairs = BalancedCollection(tuple("ABC"), tuple(combinations("ABC", 2)), (HALF,) * 3)
    assert str(pairs) == "{A, B} with weight 1/2, {A, C} with weight 1/2, {B, C} with weight 1/2"
