"""Games in coalitional form: what each coalition can earn, and nothing about how."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import sympy as sp

from coopgame.errors import GameError, RegionError
from coopgame.exact import is_float
from coopgame.games.settled import setting, settled
from coopgame.games.tables import entry, names
from coopgame.symbols import Region

MOST_PLAYERS = 16

Coalition = tuple[str, ...]


@dataclass(frozen=True)
class CoalitionalGame:
    r"""A game :math:`(N, v)` with transferable utility, :math:`v: 2^N \to \mathbb{R}`, :math:`v(\emptyset) = 0`.

    Parameters
    ----------
    players : tuple of str
    worths : tuple of Expr
        :math:`v(S)` for every coalition, the empty one included; player :math:`k` is in the coalition at position
        :math:`m` where bit :math:`k` of :math:`m` is set. A worth may hold ``Max``, ``Min`` and ``Piecewise``.
    region : Region
        What the parameters may be.
    exact : bool
        False when a worth was given as a float.

    Raises
    ------
    GameError
        When names are missing or double, there are more than 16 players, a worth is no finite real number or
        expression, the empty coalition is worth something, or the number of worths does not fit.
    RegionError
        When the region is none.

    References
    ----------
    von Neumann, J. and Morgenstern, O. (1944), Theory of Games and Economic Behavior, chapter 6.

    """

    players: tuple[str, ...]
    worths: tuple[sp.Expr, ...]
    region: Region = Region()
    exact: bool = True

    def __post_init__(self) -> None:
        """Check names and shapes, and read the worths exactly."""
        players = _players(self.players)
        object.__setattr__(self, "players", players)
        if not isinstance(self.region, Region):
            raise RegionError(f"{self.region!r} is not a Region", expected="coopgame.Region(...)")
        if len(self.worths) != 1 << len(players):
            raise GameError(
                f"{len(self.worths)} worths are given for {len(players)} players",
                expected=f"{1 << len(players)}, the empty coalition's first",
            )
        read = [entry(v, f"the worth of {_written(self.members(k))}") for k, v in enumerate(self.worths)]
        if read[0][0] != 0:
            raise GameError(f"the empty coalition is worth {read[0][0]}", expected="0")
        object.__setattr__(self, "worths", tuple(value for value, _ in read))
        object.__setattr__(self, "exact", self.exact and not any(inexact for _, inexact in read))

    @classmethod
    def from_worth(
        cls, players: Sequence[str], worths: Mapping[Any, Any], region: Region = Region()
    ) -> "CoalitionalGame":
        """Build a game from the worth of each coalition.

        Parameters
        ----------
        players : sequence of str
        worths : mapping of coalition to number or expression
            A coalition is a tuple or frozenset of players, in any order; a single player may stand for itself.
        region : Region

        Raises
        ------
        GameError
            When a coalition has no worth or two, or names a stranger.

        Examples
        --------
        >>> game = CoalitionalGame.from_worth(("E", "U"), {"E": 20, "U": 10, ("E", "U"): 60})
        >>> game.worth(("U", "E"))
        60

        """
        listed = _players(players)
        if not isinstance(worths, Mapping):
            raise GameError(f"the worths are {worths!r:.60}", expected="a mapping {coalition: worth}")
        table: dict[int, Any] = {0: 0}
        for coalition, worth in worths.items():
            place = _place(listed, coalition)
            if place in table and place:
                raise GameError(f"two worths are given for {_written(_members(listed, place))}", expected="one")
            table[place] = worth
        for place in _by_size(len(listed)):
            if place not in table:
                raise GameError(f"no worth is given for {_written(_members(listed, place))}", expected="one, if only 0")
        return cls(listed, tuple(table[place] for place in range(1 << len(listed))), region)

    @classmethod
    def from_function(
        cls, players: Sequence[str], worth: Callable[[Coalition], Any], region: Region = Region()
    ) -> "CoalitionalGame":
        """Build a game by asking for the worth of every coalition but the empty one.

        Parameters
        ----------
        players : sequence of str
        worth : callable
            ``worth(coalition)``; the coalition is a tuple of players, in their order.
        region : Region

        """
        listed = _players(players)
        if not callable(worth):
            raise GameError(f"{worth!r:.60} is not a function", expected="worth(coalition)")
        return cls(listed, (0, *(worth(_members(listed, place)) for place in range(1, 1 << len(listed)))), region)

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The parameters in the worths, sorted by name."""
        return tuple(sorted({s for value in self.worths for s in value.free_symbols}, key=str))

    @property
    def is_numeric(self) -> bool:
        """Whether every worth is a number."""
        return not self.symbols

    @property
    def grand(self) -> sp.Expr:
        """:math:`v(N)`."""
        return self.worths[-1]

    def coalitions(self) -> Iterator[Coalition]:
        """Every coalition but the empty one, small ones first, in the order of the players."""
        return (self.members(place) for place in _by_size(len(self.players)))

    def members(self, place: int) -> Coalition:
        """Who is in the coalition at a position."""
        return _members(self.players, place)

    def place(self, coalition: str | Iterable[str]) -> int:
        """Position of a coalition's worth.

        Raises
        ------
        GameError
            When it names a stranger, or somebody twice.

        """
        return _place(self.players, coalition)

    def worth(self, coalition: str | Iterable[str]) -> sp.Expr:
        """:math:`v(S)`."""
        return self.worths[self.place(coalition)]

    def marginal(self, player: str, coalition: str | Iterable[str]) -> sp.Expr:
        r""":math:`v(S \cup i) - v(S \setminus i)`: what a player adds to a coalition."""
        own, place = self.place(player), self.place(coalition)
        return self.worths[place | own] - self.worths[place & ~own]

    def at(self, values: Mapping[Any, Any]) -> "CoalitionalGame":
        """Set parameters; what is exact stays exact.

        Parameters
        ----------
        values : mapping of Symbol or name to number or expression

        Raises
        ------
        SymbolError
            When a name is no parameter of the game or its region, or is set twice.
        RegionError
            When the point lies outside the region.

        """
        point = setting(values, (*self.symbols, *self.region.symbols), "the game")
        worths = (settled(v, point, f"the worth of {_written(self.members(k))}") for k, v in enumerate(self.worths))
        inexact = any(map(is_float, values.values()))
        return CoalitionalGame(self.players, tuple(worths), self.region.at(point), self.exact and not inexact)


def _players(players: Any) -> tuple[str, ...]:
    found = names("players", players)
    if len(found) > MOST_PLAYERS:
        raise GameError(f"{len(found)} players have 2^{len(found)} coalitions", expected=f"at most {MOST_PLAYERS}")
    return found


def _members(players: Sequence[str], place: int) -> Coalition:
    return tuple(player for k, player in enumerate(players) if place >> k & 1)


def _place(players: Sequence[str], coalition: Any) -> int:
    if not isinstance(coalition, str | tuple | list | set | frozenset):
        raise GameError(f"{coalition!r} is no coalition", expected="a tuple of players")
    place = 0
    for player in (coalition,) if isinstance(coalition, str) else coalition:
        if player not in players:
            raise GameError(f"a coalition names {player!r}", expected=f"one of {', '.join(players)}")
        bit = 1 << players.index(player)
        if place & bit:
            raise GameError(f"a coalition names {player!r} twice", expected="each player once")
        place |= bit
    return place


def _by_size(count: int) -> Iterator[int]:
    for size in range(1, count + 1):
        for chosen in combinations(range(count), size):
            yield sum(1 << k for k in chosen)


def _written(coalition: Coalition) -> str:
    return "{" + ", ".join(coalition) + "}"
