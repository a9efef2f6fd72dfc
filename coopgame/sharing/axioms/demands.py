"""What each axiom asks of a value on given games: equations and inequalities, and where they are owed.

Every function takes the value as a function from games to shares, then the game or games it is about. The same
demands are evaluated on games with numbers and proven for games whose worths are symbols.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import sympy as sp

from coopgame.conditions import substituted
from coopgame.games.coalitional import Coalition, CoalitionalGame
from coopgame.sharing.axioms.derived import (
    Shares,
    davis_maschler,
    hart_mas_colell,
    require_same_players,
    subsets,
    total,
)
from coopgame.sharing.values.properties import balanced, convex, superadditive
from coopgame.symbols import Region


@dataclass(frozen=True)
class Demand:
    r"""One thing that is owed: :math:`g = p` or :math:`g \ge p`, wherever a hypothesis holds.

    Attributes
    ----------
    subject : str
        What :math:`g` is.
    given : Expr
        :math:`g`: what the value gives.
    owed : Expr
        :math:`p`: what the axiom promises.
    exactly : bool
        Whether the two must be equal; else :math:`g` may be more.
    where : Region
        The hypothesis.

    """

    subject: str
    given: sp.Expr
    owed: sp.Expr
    exactly: bool = True
    where: Region = Region()

    @property
    def relation(self) -> Any:
        """The demand as a condition on the worths."""
        difference = sp.expand(self.given - self.owed)
        return sp.Eq(difference, 0) if self.exactly else sp.Ge(difference, 0)

    def at(self, point: Mapping[sp.Symbol, Any]) -> "Demand":
        """Set parameters."""
        given, owed = self.given.subs(point), self.owed.subs(point)
        return Demand(self.subject, given, owed, self.exactly, Region(substituted(self.where.condition, point)))

    def __str__(self) -> str:
        """Write what is given and what is owed."""
        return f"{self.subject} = {self.given}, owed {'' if self.exactly else 'at least '}{self.owed}"


def efficiency(value: Shares, game: CoalitionalGame) -> Iterator[Demand]:
    """The shares add up to the worth of the grand coalition."""
    yield Demand(_share(game.players), sp.Add(*value(game)), game.grand)


def symmetry(value: Shares, game: CoalitionalGame) -> Iterator[Demand]:
    """Two players who add the same to every coalition get the same."""
    for first, second in combinations(game.players, 2):
        others = [player for player in game.players if player not in (first, second)]
        where = Region(*(sp.Eq(game.worth((*s, first)), game.worth((*s, second))) for s in subsets(others)))
        if _possible(where):
            shares = value(game)
            yield Demand(_share((second,)), shares[second], shares[first], where=where)


def null_player(value: Shares, game: CoalitionalGame) -> Iterator[Demand]:
    """A player who adds nothing to any coalition gets nothing."""
    for player in game.players:
        without = [s for s in subsets(game.players) if player not in s]
        where = Region(*(sp.Eq(game.worth((*s, player)), game.worth(s)) for s in without))
        if _possible(where):
            yield Demand(_share((player,)), value(game)[player], sp.Integer(0), where=where)


def additivity(value: Shares, game: CoalitionalGame, other: CoalitionalGame) -> Iterator[Demand]:
    """What is given in the sum of two games is what is given in both."""
    together = zip(value(total(game, other)).items(), value(game), value(other), strict=True)
    for (player, joint), first, second in together:
        yield Demand(f"{_share((player,))} in the sum of the games", joint, first + second)


def covariance(value: Shares, game: CoalitionalGame, other: CoalitionalGame) -> Iterator[Demand]:
    """Other units, and a payment to each player, change the shares as they change the worths."""
    require_same_players(game, other)
    factor = multiple(_gains(game), _gains(other))
    where = Region(factor > 0)
    if _possible(where):
        before, after = value(game), value(other)
        for player in game.players:
            addition = other.worth(player) - factor * game.worth(player)
            yield Demand(_second(player), after[player], factor * before[player] + addition, where=where)


def individual_rationality(value: Shares, game: CoalitionalGame) -> Iterator[Demand]:
    """Nobody gets less than alone, where there is enough for that."""
    alone = sp.Add(*(game.worth(player) for player in game.players))
    yield from _alone(value, game, Region(game.grand >= alone))


def superadditive_rationality(value: Shares, game: CoalitionalGame) -> Iterator[Demand]:
    """Nobody gets less than alone, where no two coalitions lose by joining."""
    yield from _alone(value, game, superadditive(game))


def core_selection(value: Shares, game: CoalitionalGame) -> Iterator[Demand]:
    """The shares are in the core, where it is not empty."""
    yield from _core(value, game, balanced(game))


def convex_core(value: Shares, game: CoalitionalGame) -> Iterator[Demand]:
    """The shares are in the core of a convex game."""
    yield from _core(value, game, convex(game))


def coalitional_monotonicity(value: Shares, game: CoalitionalGame, other: CoalitionalGame) -> Iterator[Demand]:
    """Raising the worth of one coalition alone makes none of its members worse off."""
    for coalition in game.coalitions():
        yield from _raised(value, game, other, coalition)


def aggregate_monotonicity(value: Shares, game: CoalitionalGame, other: CoalitionalGame) -> Iterator[Demand]:
    """Raising the worth of the grand coalition alone makes nobody worse off."""
    yield from _raised(value, game, other, game.players)


def balanced_monotonicity(value: Shares, game: CoalitionalGame, other: CoalitionalGame) -> Iterator[Demand]:
    """Raising the worth of the grand coalition alone makes nobody worse off, where the core is not empty."""
    where = balanced(game)
    if _possible(where):
        for demand in _raised(value, game, other, game.players):
            yield replace(demand, where=demand.where & where)


def davis_maschler_consistency(value: Shares, game: CoalitionalGame) -> Iterator[Demand]:
    """Two or more who stay get the same in the reduced game of Davis and Maschler, where the core is not empty."""
    where = balanced(game)
    if _possible(where):
        shares = value(game)
        for coalition in _staying(game):
            again = value(davis_maschler(game, shares, coalition))
            for player in coalition:
                yield Demand(_reduced(player, coalition), again[player], shares[player], where=where)


def hart_mas_colell_consistency(value: Shares, game: CoalitionalGame) -> Iterator[Demand]:
    """Two or more who stay get the same in the reduced game of Hart and Mas-Colell."""
    shares = value(game)
    for coalition in _staying(game):
        again = value(hart_mas_colell(game, value, coalition))
        for player in coalition:
            yield Demand(_reduced(player, coalition), again[player], shares[player])


def multiple(before: Sequence[sp.Expr], after: Sequence[sp.Expr]) -> sp.Expr:
    r"""Return the :math:`a` with :math:`y = a x`; 0 when there is none, and 1 when each is as good as another."""
    pivot = next((k for k, value in enumerate(before) if value != 0), None)
    factor = sp.Integer(1) if pivot is None else sp.cancel(after[pivot] / before[pivot])
    fits = all(sp.expand(new - factor * old) == 0 for old, new in zip(before, after, strict=True))
    return factor if fits else sp.Integer(0)


def _alone(value: Shares, game: CoalitionalGame, where: Region) -> Iterator[Demand]:
    if _possible(where):
        for player, share in value(game).items():
            yield Demand(_share((player,)), share, game.worth(player), exactly=False, where=where)


def _core(value: Shares, game: CoalitionalGame, where: Region) -> Iterator[Demand]:
    if _possible(where):
        shares = value(game)
        for coalition in game.coalitions():
            whole = coalition == game.players
            given = sp.Add(*(shares[player] for player in coalition))
            yield Demand(_share(coalition), given, game.worth(coalition), exactly=whole, where=where)


def _raised(value: Shares, game: CoalitionalGame, other: CoalitionalGame, coalition: Coalition) -> Iterator[Demand]:
    require_same_players(game, other)
    same = (sp.Eq(other.worth(s), game.worth(s)) for s in game.coalitions() if s != coalition)
    where = Region(*same, other.worth(coalition) >= game.worth(coalition))
    if _possible(where):
        before, after = value(game), value(other)
        for player in coalition:
            yield Demand(_second(player), after[player], before[player], exactly=False, where=where)


def _gains(game: CoalitionalGame) -> list[sp.Expr]:
    r""":math:`v(S) - \sum_{i \in S} v(i)`."""
    return [sp.expand(game.worth(s) - sp.Add(*(game.worth(player) for player in s))) for s in game.coalitions()]


def _staying(game: CoalitionalGame) -> Iterator[Coalition]:
    """Coalitions of two or more; who stays alone gets the worth of a game of one player, which is efficiency again."""
    return (coalition for coalition in game.coalitions() if 1 < len(coalition) < len(game.players))


def _possible(where: Region) -> bool:
    """Whether a hypothesis is not plainly false: the value is asked for only then."""
    return sp.false not in where.conditions


def _share(coalition: Coalition) -> str:
    return f"x({', '.join(coalition)})"


def _second(player: str) -> str:
    return f"{_share((player,))} in the second game"


def _reduced(player: str, coalition: Coalition) -> str:
    return f"{_share((player,))} in the game reduced to {{{', '.join(coalition)}}}"
