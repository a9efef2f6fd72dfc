"""Balanced collections: coalitions among which every player divides the whole of the own time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import sympy as sp

from coopgame.errors import GameError
from coopgame.games.coalitional import Coalition, CoalitionalGame
from coopgame.games.tables import names
from coopgame.sharing.values.excess import indicator

MOST_PLAYERS = 4  # five have 1292 minimal collections


@dataclass(frozen=True)
class BalancedCollection:
    r"""Coalitions with weights :math:`\lambda_S > 0` such that :math:`\sum_{S \ni i} \lambda_S = 1` for every player.

    Parameters
    ----------
    players : tuple of str
    coalitions : tuple of tuple of str
    weights : tuple of Rational
        One a coalition.

    Raises
    ------
    GameError
        When a weight is missing or not positive, or a player's do not add up to one.

    References
    ----------
    Shapley, L. S. (1967), On balanced sets and cores, Naval Research Logistics Quarterly 14, 453-460.

    """

    players: tuple[str, ...]
    coalitions: tuple[Coalition, ...]
    weights: tuple[sp.Rational, ...]

    def __post_init__(self) -> None:
        """Check that the weights balance."""
        if len(self.weights) != len(self.coalitions):
            raise GameError(
                f"{len(self.weights)} weights for {len(self.coalitions)} coalitions", expected="one a coalition"
            )
        for coalition, weight in zip(self.coalitions, self.weights, strict=True):
            if not weight > 0:
                raise GameError(f"the weight of {_written(coalition)} is {weight}", expected="a positive one")
        for player in self.players:
            total = sum(w for coalition, w in zip(self.coalitions, self.weights, strict=True) if player in coalition)
            if total != 1:
                raise GameError(f"the weights of the coalitions with {player} add up to {total}", expected="1")

    def worth(self, game: CoalitionalGame) -> sp.Expr:
        r""":math:`\sum_S \lambda_S v(S)`; the core is empty where it exceeds :math:`v(N)`."""
        pairs = zip(self.coalitions, self.weights, strict=True)
        return sp.Add(*(weight * game.worth(coalition) for coalition, weight in pairs))

    def __str__(self) -> str:
        """Write the coalitions with their weights."""
        pairs = zip(self.coalitions, self.weights, strict=True)
        return ", ".join(
            _written(coalition) + ("" if weight == 1 else f" with weight {weight}") for coalition, weight in pairs
        )


def minimal_balanced_collections(players: Sequence[str]) -> tuple[BalancedCollection, ...]:
    r"""Return the balanced collections that hold no smaller one, :math:`\{N\}` among them.

    They are the vertices of :math:`\{\lambda \ge 0 : \sum_S \lambda_S 1_S = 1_N\}`, found by adding one linearly
    independent coalition after another. There are 1, 2, 6 and 42 for one to four players.

    Parameters
    ----------
    players : sequence of str
        At most four.

    Raises
    ------
    GameError
        When there are more players, or names are missing or double.

    References
    ----------
    Shapley, L. S. (1967), Naval Research Logistics Quarterly 14, 453-460; Peleg, B. (1965), An inductive method for
    constructing minimal balanced collections of finite sets, Naval Research Logistics Quarterly 12, 155-162.

    """
    listed = names("players", players)
    if len(listed) > MOST_PLAYERS:
        raise GameError(f"{len(listed)} players have too many balanced collections", expected=f"at most {MOST_PLAYERS}")
    return tuple(
        BalancedCollection(
            listed,
            tuple(tuple(p for k, p in enumerate(listed) if place >> k & 1) for place in places),
            tuple(sp.Rational(weight) for weight in weights),
        )
        for places, weights in _minimal(len(listed))
    )


Row = tuple[int, tuple[Fraction, ...]]


@lru_cache
def _minimal(n: int) -> tuple[tuple[tuple[int, ...], tuple[Fraction, ...]], ...]:
    one = (Fraction(1),) * n + (Fraction(0),) * n
    return tuple(_grown(n, (), (), one))


def _grown(
    n: int, chosen: tuple[int, ...], rows: tuple[Row, ...], left: tuple[Fraction, ...]
) -> Iterator[tuple[tuple[int, ...], tuple[Fraction, ...]]]:
    """Add coalitions; ``left`` is what the chosen ones leave of everybody's time, and at what weights."""
    if not any(left[:n]):
        weights = tuple(-weight for weight in left[n : n + len(chosen)])
        if all(weight > 0 for weight in weights):
            yield chosen, weights
        return  # with more coalitions the weights would be the same, and those of the new ones zero
    for place in range(chosen[-1] + 1 if chosen else 1, 1 << n):
        used = tuple(Fraction(k == len(chosen)) for k in range(n))
        vector = _reduced((*map(Fraction, indicator(place, n)), *used), rows)
        pivot = next((k for k in range(n) if vector[k]), None)
        if pivot is not None:
            row = (pivot, tuple(entry / vector[pivot] for entry in vector))
            yield from _grown(n, (*chosen, place), (*rows, row), _reduced(left, (row,)))


def _reduced(vector: tuple[Fraction, ...], rows: Sequence[Row]) -> tuple[Fraction, ...]:
    for pivot, row in rows:
        if factor := vector[pivot]:
            vector = tuple(a - factor * b for a, b in zip(vector, row, strict=True))
    return vector


def _written(coalition: Coalition) -> str:
    return "{" + ", ".join(coalition) + "}"
