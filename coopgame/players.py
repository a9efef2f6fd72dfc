"""Tuples in the players' order that can also be indexed by a player's name."""

from collections.abc import Iterable, Iterator
from typing import Any, SupportsIndex, TypeVar, overload

from coopgame.errors import GameError

T_co = TypeVar("T_co", covariant=True)


class PerPlayer(tuple[T_co, ...]):
    """One value a player, :math:`(v_i)_{i \\in N}`, in the order of the players.

    A profile is one strategy name a player, a mixture one tuple of probabilities a player. It *is* a
    tuple: it compares, hashes and unpacks as one; ``value["enterprise"]`` reads that player's entry.

    Parameters
    ----------
    players : iterable of str
        The players' names, in order.
    values : iterable
        One value a player.

    Raises
    ------
    GameError
        When the two differ in length, or a name is asked for that is no player's.

    Examples
    --------
    >>> profile = PerPlayer(("enterprise", "university"), ("share", "withhold"))
    >>> profile["university"], profile[0]
    ('withhold', 'share')

    """

    players: tuple[str, ...]

    def __new__(cls, players: Iterable[str], values: Iterable[T_co]) -> "PerPlayer[T_co]":
        """Pair the values with the players."""
        names = tuple(players)
        self = super().__new__(cls, values)
        if len(names) != len(self):
            raise GameError(
                f"{len(self)} values given for the {len(names)} players {', '.join(names)}",
                expected="one value a player",
            )
        self.players = names
        return self

    @overload
    def __getitem__(self, key: SupportsIndex | str) -> T_co: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, key: Any) -> Any:
        """Read by position, or by the player's name."""
        if not isinstance(key, str):
            return super().__getitem__(key)
        if key not in self.players:
            raise self._unknown(key)
        return super().__getitem__(self.players.index(key))

    def items(self) -> Iterator[tuple[str, T_co]]:
        """Pairs of player and value, in order."""
        return zip(self.players, self, strict=True)

    def replace(self, player: str, value: Any) -> "PerPlayer[Any]":
        """The same values but for one player's."""
        if player not in self.players:
            raise self._unknown(player)
        position = self.players.index(player)
        return PerPlayer(self.players, (*self[:position], value, *self[position + 1 :]))

    def _unknown(self, player: object) -> GameError:
        return GameError(f"no player is called {player!r}", expected=f"one of {', '.join(self.players)}")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle with the players' names."""
        return (PerPlayer, (self.players, tuple(self)))
