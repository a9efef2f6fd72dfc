"""Bargaining problems: what the players may agree on, and what they have if they don't."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.errors import GameError, RegionError
from coopgame.exact import is_float
from coopgame.games.feasible import Frontier, Line
from coopgame.games.settled import setting, settled
from coopgame.games.tables import entry, names
from coopgame.players import PerPlayer
from coopgame.symbols import Region


@dataclass(frozen=True)
class BargainingProblem:
    r"""A bargaining problem :math:`(F, d)`: feasible utilities :math:`F`, disagreement point :math:`d`.

    Parameters
    ----------
    players : tuple of str
    feasible : Line or Frontier
        A frontier is one of two players, the first of whom has the utility that it is written in.
    disagreement : PerPlayer of Expr
        :math:`d_i`: what each has without an agreement.
    region : Region
        What the parameters may be.
    exact : bool
        False when a number was given as a float.

    Raises
    ------
    GameError
        When there is one player only, a frontier and more than two, a utility is no finite real number or expression,
        the bounds are not one a player, or the frontier's own symbol stands elsewhere too.
    RegionError
        When the region is none.

    References
    ----------
    Nash, J. F. (1950), The bargaining problem, Econometrica 18, 155-162.

    """

    players: tuple[str, ...]
    feasible: Line | Frontier
    disagreement: PerPlayer[sp.Expr]
    region: Region = Region()
    exact: bool = True

    def __post_init__(self) -> None:
        """Check who bargains, and over what."""
        players = names("players", self.players)
        if len(players) < 2:
            raise GameError(f"{players[0]} bargains alone", expected="at least two players")
        if not isinstance(self.region, Region):
            raise RegionError(f"{self.region!r} is not a Region", expected="coopgame.Region(...)")
        object.__setattr__(self, "players", players)
        object.__setattr__(self, "disagreement", PerPlayer(players, tuple(self.disagreement)))
        if isinstance(self.feasible, Frontier):
            self._check_frontier(self.feasible)
        elif not isinstance(self.feasible, Line):
            raise GameError(f"{self.feasible!r:.60} is nothing to agree on", expected="a Line or a Frontier")
        elif len(self.feasible.bounds) != len(players):
            raise GameError(f"{len(self.feasible.bounds)} bounds for {len(players)} players", expected="one a player")

    def _check_frontier(self, frontier: Frontier) -> None:
        own = frontier.utility
        if len(self.players) != 2:
            raise GameError(f"a frontier is given for {len(self.players)} players", expected="one of two players")
        if any(own in without.free_symbols for without in self.disagreement):
            raise GameError(f"the frontier's variable {own} stands in a disagreement utility", expected="other symbols")
        if own in self.region.symbols:
            raise GameError(f"the region restricts {own}, the frontier's variable", expected="low and high to do so")

    @classmethod
    def with_transfers(
        cls,
        total: Any,
        disagreement: Mapping[str, Any],
        bounds: Mapping[str, Any] | None = None,
        region: Region = Region(),
    ) -> "BargainingProblem":
        """Build a problem in which a total is divided, unit by unit.

        Parameters
        ----------
        total : number or expression
        disagreement : mapping of player to number or expression
            In the order of the players.
        bounds : mapping of player to number or expression, optional
            The most that a player can use; who is not named has no bound.
        region : Region

        Examples
        --------
        >>> BargainingProblem.with_transfers(60, {"E": 20, "U": 10}).disagreement["U"]
        10

        """
        players, without, plain = _disagreement(disagreement)
        limits = {} if bounds is None else _mapping(bounds, "bounds")
        for player in limits:
            if player not in players:
                raise GameError(f"a bound is given for {player!r}", expected=f"one of {', '.join(players)}")
        read = {player: entry(limit, f"the bound of {player}")[0] for player, limit in limits.items()}
        line = Line(entry(total, "the total")[0], tuple(read.get(player) for player in players))
        return cls(players, line, without, region, plain and not any(map(is_float, (total, *limits.values()))))

    @classmethod
    def on_frontier(
        cls,
        utility: sp.Symbol,
        other: Any,
        interval: tuple[Any, Any],
        disagreement: Mapping[str, Any],
        region: Region = Region(),
    ) -> "BargainingProblem":
        r"""Build a problem of two players from the curve :math:`u_2 = f(u_1)`, :math:`u_1 \in [l, h]`.

        Parameters
        ----------
        utility : Symbol
            :math:`u_1`.
        other : expression
            :math:`f(u_1)`; the rules ask for a curve that falls and is concave, and prove it.
        interval : pair of number or expression
            :math:`l` and :math:`h`.
        disagreement : mapping of player to number or expression
            In the order of the players.
        region : Region
            What the parameters may be; the utility is none.

        """
        players, without, plain = _disagreement(disagreement)
        if not isinstance(interval, tuple | list) or len(interval) != 2:
            raise GameError(f"{interval!r:.60} is no interval of the first utility", expected="(low, high)")
        read = [
            entry(value, f"the frontier's {part}")[0] for value, part in zip((other, *interval), PARTS, strict=True)
        ]
        floats = any(map(is_float, (other, *interval)))
        return cls(players, Frontier(utility, *read), without, region, plain and not floats)

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The parameters, sorted by name; a frontier's own variable is none."""
        given = {s for without in self.disagreement for s in without.free_symbols}
        return tuple(sorted(given | self.feasible.symbols, key=str))

    def at(self, values: Mapping[Any, Any]) -> "BargainingProblem":
        """Set parameters; what is exact stays exact.

        Parameters
        ----------
        values : mapping of Symbol or name to number or expression

        Raises
        ------
        SymbolError
            When a name is no parameter of the problem or its region, or is set twice.
        RegionError
            When the point lies outside the region.

        """
        point = setting(values, (*self.symbols, *self.region.symbols), "the problem")
        without = PerPlayer(self.players, (settled(d, point, "the disagreement") for d in self.disagreement))
        plain = self.exact and not any(map(is_float, values.values()))
        return BargainingProblem(self.players, self.feasible.at(point), without, self.region.at(point), plain)


PARTS = ("curve", "low end", "high end")


def _disagreement(given: Any) -> tuple[tuple[str, ...], PerPlayer[sp.Expr], bool]:
    mapping = _mapping(given, "disagreement utilities")
    players = names("players", mapping)
    read = [entry(mapping[player], f"the disagreement utility of {player}") for player in players]
    return players, PerPlayer(players, (value for value, _ in read)), not any(inexact for _, inexact in read)


def _mapping(given: Any, what: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise GameError(f"{given!r:.60} gives no {what}", expected="a mapping {player: utility}")
    return dict(given)
