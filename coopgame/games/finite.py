"""Finite games in strategic form, with payoffs that may hold parameters."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.errors import GameError, RegionError
from coopgame.exact import is_float
from coopgame.games.display import html, sheets
from coopgame.games.settled import setting, settled
from coopgame.games.tables import (
    Profile,
    Table,
    bounded,
    names,
    profiles,
    read_arrays,
    read_dict,
    read_function,
    read_tables,
    strategy_lists,
)
from coopgame.players import PerPlayer
from coopgame.symbols import Region


@dataclass(frozen=True)
class FiniteGame:
    r"""A game :math:`(N, (S_i)_{i \in N}, (u_i)_{i \in N})`, :math:`u_i : \prod_j S_j \times \Theta \to \mathbb{R}`.

    Payoffs are SymPy expressions of the parameters :math:`\theta \in \Theta`, the region. A float is read as the exact
    decimal Python prints for it; ``exact`` remembers that one was given.

    Parameters
    ----------
    players : tuple of str
    strategies : PerPlayer of tuple of str
    tables : tuple of tuple of Expr
        One flat table a player over the profiles, the last player's strategy fastest.
    region : Region
        What the parameters may be.
    exact : bool
        False when any payoff was given as a float.

    Raises
    ------
    GameError
        When names are missing or double, a table has another length than there are profiles, a payoff is no finite
        real number or expression.

    """

    players: tuple[str, ...]
    strategies: PerPlayer[tuple[str, ...]]
    tables: tuple[Table, ...]
    region: Region = Region()
    exact: bool = True

    def __post_init__(self) -> None:
        """Check names, shapes and payoffs."""
        object.__setattr__(self, "players", names("players", self.players))
        object.__setattr__(self, "strategies", strategy_lists(self.players, self.strategies))
        count = bounded(self.strategies)
        if len(self.tables) != len(self.players) or any(len(table) != count for table in self.tables):
            raise GameError("the payoff tables do not fit", expected=f"{count} payoffs for each player")
        if not isinstance(self.region, Region):
            raise RegionError(f"{self.region!r} is not a Region", expected="coopgame.Region(...)")
        tables, inexact = read_tables(self.strategies, self.tables)
        object.__setattr__(self, "tables", tables)
        object.__setattr__(self, "exact", self.exact and not inexact)

    @classmethod
    def from_function(
        cls,
        payoff: Callable[..., Any],
        strategies: Mapping[str, Sequence[str]],
        region: Region = Region(),
    ) -> "FiniteGame":
        """Build a game by asking a function for every profile.

        Parameters
        ----------
        payoff : callable
            ``payoff(player, profile)``, or ``payoff(profile)`` returning one payoff a player (a mapping or a
            sequence). The profile can be read by position or by player: ``profile["university"]``.
        strategies : mapping of player to sequence of str
            In the order of the players.
        region : Region

        """
        return cls._from_rows(*read_function(payoff, strategies), region)

    @classmethod
    def from_arrays(
        cls,
        *arrays: Any,
        players: Sequence[str] | None = None,
        strategies: Sequence[Sequence[str]] | Mapping[str, Sequence[str]] | None = None,
        region: Region = Region(),
    ) -> "FiniteGame":
        """Build a game from one array a player, of one axis a player.

        Parameters
        ----------
        *arrays : nested sequences, NumPy arrays or SymPy matrices
            Entries are numbers, texts of numbers (``"1/3"``) or SymPy expressions.
        players : sequence of str, optional
            By default ``"row"`` and ``"column"``, or ``"player 1"``, ... for another number than two.
        strategies : sequence of sequence of str, optional
            By default ``"1"``, ``"2"``, ...
        region : Region

        Raises
        ------
        GameError
            When an array is ragged, or the arrays differ in shape or number of axes.

        """
        return cls._from_rows(*read_arrays(arrays, players, strategies), region)

    @classmethod
    def from_dict(
        cls,
        payoffs: Mapping[Sequence[str], Sequence[Any]],
        players: Sequence[str],
        region: Region = Region(),
    ) -> "FiniteGame":
        """Build a game from a mapping of profiles to payoffs; strategies keep the order of their first occurrence.

        Raises
        ------
        GameError
            When a profile is missing or has another length than there are players.

        """
        return cls._from_rows(*read_dict(payoffs, players), region)

    @classmethod
    def _from_rows(
        cls,
        players: tuple[str, ...],
        lists: PerPlayer[tuple[str, ...]],
        rows: Mapping[Profile, Sequence[Any]],
        region: Region,
    ) -> "FiniteGame":
        return cls(players, lists, tuple(zip(*rows.values(), strict=True)), region)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """The number of strategies of each player."""
        return tuple(len(s) for s in self.strategies)

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The parameters in the payoffs, sorted by name."""
        return tuple(sorted({s for table in self.tables for u in table for s in u.free_symbols}, key=str))

    @property
    def is_numeric(self) -> bool:
        """Whether every payoff is a number."""
        return not self.symbols

    def profiles(self) -> Iterator[Profile]:
        """Every profile, the last player's strategy fastest."""
        return profiles(self.players, self.strategies)

    def index(self, profile: Sequence[str]) -> int:
        """Return the position of a profile in the tables.

        Raises
        ------
        GameError
            When the profile has another length than there are players, or names a strategy that is not there.

        """
        if isinstance(profile, str) or len(profile) != len(self.players):
            raise GameError(f"profile {profile!r} does not fit", expected=f"one strategy for each of {self.players}")
        position = 0
        for player, strategy, available in zip(self.players, profile, self.strategies, strict=True):
            if strategy not in available:
                raise GameError(f"{player} has no strategy {strategy!r}", expected=f"one of {', '.join(available)}")
            position = position * len(available) + available.index(strategy)
        return position

    def payoff(self, player: str, profile: Sequence[str]) -> sp.Expr:
        """:math:`u_i(s)`."""
        return self.tables[self._player(player)][self.index(profile)]

    def payoffs(self, profile: Sequence[str]) -> PerPlayer[sp.Expr]:
        """:math:`(u_i(s))_{i \\in N}`."""
        k = self.index(profile)
        return PerPlayer(self.players, (table[k] for table in self.tables))

    def deviation_gain(self, player: str, profile: Sequence[str], strategy: str) -> sp.Expr:
        """:math:`u_i(s_i', s_{-i}) - u_i(s)`: what the player gains by leaving the profile for the strategy."""
        i = self._player(player)
        other = (*profile[:i], strategy, *profile[i + 1 :])
        return sp.expand(self.payoff(player, other) - self.payoff(player, profile))

    def at(self, values: Mapping[Any, Any]) -> "FiniteGame":
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
        point = setting(values, (*self.region.symbols, *self.symbols), "the game")
        region = self.region.at(point)
        tables = tuple(
            tuple(settled(u, point, f"a payoff of {p}") for u in table)
            for p, table in zip(self.players, self.tables, strict=True)
        )
        return FiniteGame(
            self.players,
            self.strategies,
            tables,
            region,
            self.exact and not any(map(is_float, values.values())),
        )

    def _repr_html_(self) -> str:
        return html(sheets(self.players, self.strategies, self.tables), self.players)

    def _player(self, player: str) -> int:
        if player not in self.players:
            raise GameError(f"no player is called {player!r}", expected=f"one of {', '.join(self.players)}")
        return self.players.index(player)
