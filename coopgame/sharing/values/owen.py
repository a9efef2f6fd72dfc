"""The Owen value: players have joined unions beforehand, and unions arrive whole."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import factorial
from typing import Any

from coopgame.errors import GameError, RuleError, require_kind
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.combination import Row, combinations_of_worths


def owen(game: CoalitionalGame, unions: Iterable[Sequence[str]]) -> Allocation:
    r"""Return what players add, averaged over the orders in which no union is interrupted.

    For a player :math:`i` of the union :math:`B_k`, one of the :math:`m` unions :math:`M`, with :math:`b = |B_k|`,

    .. math::
        \psi_i = \sum_{H \subseteq M \setminus k} \sum_{T \subseteq B_k \setminus i}
        \frac{|H|!\,(m - |H| - 1)!}{m!} \frac{|T|!\,(b - |T| - 1)!}{b!} \, [v(Q \cup T \cup i) - v(Q \cup T)],
        \qquad Q = \bigcup_{h \in H} B_h .

    With everybody alone, or all in one union, it is the Shapley value; a union gets as much as it would in the Shapley
    value of the game between unions.

    Parameters
    ----------
    game : CoalitionalGame
    unions : iterable of tuple of str
        Every player in exactly one.

    Returns
    -------
    Allocation
        Without a condition of its own.

    Raises
    ------
    RuleError
        When a player is in no union or in two, or a union has no or an unknown player.

    References
    ----------
    Owen, G. (1977), Values of games with a priori unions, Mathematical Economics and Game Theory, 76-88.

    Examples
    --------
    >>> votes = {"1": 0, "2": 0, "3": 0, ("1", "2"): 1, ("1", "3"): 1, ("2", "3"): 0, ("1", "2", "3"): 1}
    >>> print(owen(CoalitionalGame.from_worth(("1", "2", "3"), votes), [("1",), ("2", "3")]))
    Owen value with unions {1}, {2, 3}: 1 1/2, 2 1/4, 3 1/4

    """
    require_kind(game, CoalitionalGame)
    places = _unions(game, unions)
    shares = combinations_of_worths(game, (_row(len(game.players), k, places) for k in range(len(game.players))))
    names = ", ".join("{" + ", ".join(game.members(place)) + "}" for place in places)
    return Allocation(game, f"Owen value with unions {names}", PerPlayer(game.players, shares))


def _row(players: int, k: int, places: Sequence[int]) -> Row:
    """Count for each coalition the uninterrupted orders in which it is there as a player has arrived, less before."""
    own = next(place for place in places if place >> k & 1)
    others = [place for place in places if place != own]
    mates = [1 << j for j in range(players) if own >> j & 1 and j != k]
    row = [0] * (1 << players)
    for earlier, outer in _arrived(others):
        for before, inner in _arrived(mates):
            row[earlier | before | 1 << k] += outer * inner
            row[earlier | before] -= outer * inner
    return row, factorial(len(places)) * factorial(len(mates) + 1)


def _arrived(others: Sequence[int]) -> list[tuple[int, int]]:
    """List who of the others may be there already, with the number of orders in which it is so."""
    count = len(others)
    return [
        (sum(chosen), factorial(size) * factorial(count - size))
        for size in range(count + 1)
        for chosen in combinations(others, size)
    ]


def _unions(game: CoalitionalGame, unions: Any) -> list[int]:
    expected = f"a partition of {', '.join(game.players)}"
    if isinstance(unions, str) or not isinstance(unions, Iterable):
        raise RuleError(f"{unions!r:.60} lists no unions", expected=expected)
    places: list[int] = []
    for union in unions:
        try:
            place = game.place(union)
        except GameError as error:
            raise RuleError(f"union {union!r:.60}: {error.problem}", expected=error.expected) from error
        if not place:
            raise RuleError("a union has no member", expected=expected)
        for other in places:
            if twice := game.members(other & place):
                raise RuleError(f"{twice[0]} is in two unions", expected=expected)
        places.append(place)
    if missing := game.members((1 << len(game.players)) - 1 - sum(places)):
        raise RuleError(f"{missing[0]} is in no union", expected=expected)
    return places
