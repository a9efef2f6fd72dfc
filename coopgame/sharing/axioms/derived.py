"""Games made from games: sums, images, subgames, and the games that players left behind play."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, combinations

import sympy as sp

from coopgame.errors import GameError
from coopgame.games.coalitional import Coalition, CoalitionalGame
from coopgame.players import PerPlayer

Shares = Callable[[CoalitionalGame], PerPlayer[sp.Expr]]


def total(first: CoalitionalGame, second: CoalitionalGame) -> CoalitionalGame:
    r""":math:`(v + w)(S) = v(S) + w(S)`.

    Raises
    ------
    GameError
        When the players are not the same, in the same order.

    """
    require_same_players(first, second)
    worths = tuple(sp.expand(v + w) for v, w in zip(first.worths, second.worths, strict=True))
    return CoalitionalGame(first.players, worths, first.region & second.region, first.exact and second.exact)


def image(game: CoalitionalGame, factor: sp.Expr, additions: Mapping[str, sp.Expr]) -> CoalitionalGame:
    r""":math:`(a v + b)(S) = a\, v(S) + \sum_{i \in S} b_i`: the game in other units, with a payment to each player."""
    return CoalitionalGame.from_function(
        game.players,
        lambda coalition: factor * game.worth(coalition) + sp.Add(*(additions[player] for player in coalition)),
        game.region,
    )


def subgame(game: CoalitionalGame, coalition: Sequence[str]) -> CoalitionalGame:
    r""":math:`(S, v|_S)`: what is left when only a coalition is there."""
    return CoalitionalGame.from_function(_in_order(game, coalition), game.worth, game.region)


def davis_maschler(game: CoalitionalGame, shares: PerPlayer[sp.Expr], coalition: Sequence[str]) -> CoalitionalGame:
    r"""The game :math:`(S, v^x_S)` of those who stay, when everybody else may be hired for the share :math:`x_j`.

    :math:`v^x_S(S) = v(N) - x(N \setminus S)`, and
    :math:`v^x_S(T) = \max_{Q \subseteq N \setminus S} v(T \cup Q) - x(Q)` for :math:`\emptyset \ne T \subsetneq S`.

    References
    ----------
    Davis, M. and Maschler, M. (1965), The kernel of a cooperative game, Naval Research Logistics Quarterly 12.

    """
    stay = _in_order(game, coalition)
    rest = tuple(player for player in game.players if player not in stay)

    def left(coalition: Coalition, hired: Coalition) -> sp.Expr:
        return game.worth((*coalition, *hired)) - sp.Add(*(shares[player] for player in hired))

    def worth(coalition: Coalition) -> sp.Expr:
        if coalition == stay:
            return left(coalition, rest)
        return sp.Max(*(left(coalition, hired) for hired in subsets(rest)))

    return CoalitionalGame.from_function(stay, worth, game.region)


def hart_mas_colell(game: CoalitionalGame, shares: Shares, coalition: Sequence[str]) -> CoalitionalGame:
    r"""The game :math:`(S, v^x_S)` of those who stay, when everybody else is paid by the rule itself.

    :math:`v^x_S(T) = v(T \cup N \setminus S) - \sum_{j \in N \setminus S} x_j(v|_{T \cup N \setminus S})`.

    References
    ----------
    Hart, S. and Mas-Colell, A. (1989), Potential, value, and consistency, Econometrica 57, section 4.

    """
    stay = _in_order(game, coalition)
    rest = tuple(player for player in game.players if player not in stay)

    def worth(coalition: Coalition) -> sp.Expr:
        present = subgame(game, (*coalition, *rest))
        paid = shares(present)
        return sp.expand(present.grand - sp.Add(*(paid[player] for player in rest)))

    return CoalitionalGame.from_function(stay, worth, game.region)


def subsets(players: Sequence[str]) -> Iterator[Coalition]:
    """Every subset, the empty one first."""
    return chain.from_iterable(combinations(players, size) for size in range(len(players) + 1))


def require_same_players(first: CoalitionalGame, second: CoalitionalGame) -> None:
    """Check that two games are about the same players.

    Raises
    ------
    GameError
        When they are not, or stand in another order.

    """
    if first.players != second.players:
        raise GameError(f"the second game is one of {', '.join(second.players)}", expected=", ".join(first.players))


def _in_order(game: CoalitionalGame, coalition: Sequence[str]) -> Coalition:
    return game.members(game.place(coalition))
