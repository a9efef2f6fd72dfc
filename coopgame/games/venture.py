"""Ventures: joint revenue and private costs, before a rule divides the revenue."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

import sympy as sp

from coopgame.errors import GameError
from coopgame.exact import is_float
from coopgame.games.coalitional import CoalitionalGame
from coopgame.games.finite import FiniteGame
from coopgame.games.rule import Account, Rule, payoffs
from coopgame.games.settled import setting, settled
from coopgame.games.tables import Profile, Table, arity, entry, read_function
from coopgame.players import PerPlayer
from coopgame.symbols import Region

__all__ = ["Costs", "Rule", "Venture"]

Costs = Callable[[str, Profile], Any] | Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Venture:
    r"""A venture :math:`(N, (S_i), R, (c_i))_{i \in N}`: revenue :math:`R(s)`, costs :math:`c_i(s)`.

    Under a rule that gives player :math:`i` the amount :math:`r_i(s)`, with :math:`\sum_i r_i(s) = R(s)`, it
    is the finite game with payoffs :math:`u_i(s) = r_i(s) - c_i(s)`. A payment that is no part of the
    revenue, such as a subsidy, a fine or a compensation, enters the costs: with a minus sign when it is
    received.

    Parameters
    ----------
    players : tuple of str
    strategies : PerPlayer of tuple of str
    revenues : tuple of Expr
        :math:`R` over the profiles, the last player's strategy fastest.
    costs : tuple of tuple of Expr
        One such table a player.
    region : Region
        What the parameters may be.
    exact : bool
        False when any revenue or cost was given as a float.

    Raises
    ------
    GameError
        When names are missing or double, a table does not fit, or an entry is no finite real number or
        expression.

    """

    players: tuple[str, ...]
    strategies: PerPlayer[tuple[str, ...]]
    revenues: Table
    costs: tuple[Table, ...]
    region: Region = Region()
    exact: bool = True

    def __post_init__(self) -> None:
        """Check names and shapes, as those of a game."""
        bare = FiniteGame(self.players, self.strategies, self.costs, self.region)
        object.__setattr__(self, "players", bare.players)
        object.__setattr__(self, "strategies", bare.strategies)
        if len(self.revenues) != len(bare.tables[0]):
            raise GameError(
                f"{len(self.revenues)} revenues are given", expected=f"{len(bare.tables[0])}, one a profile"
            )

    @classmethod
    def from_functions(
        cls,
        revenue: Callable[[Profile], Any],
        costs: Costs,
        strategies: Mapping[str, Sequence[str]],
        region: Region = Region(),
    ) -> "Venture":
        """Build a venture by asking for every profile.

        Parameters
        ----------
        revenue : callable
            ``revenue(profile)``; the profile can be read by position or by player.
        costs : callable or mapping
            ``costs(player, profile)``; or, where a cost depends on the own strategy alone,
            ``{player: {strategy: cost}}``.
        strategies : mapping of player to sequence of str
            In the order of the players.
        region : Region

        """
        if not callable(revenue) or arity(revenue) != 1:
            raise GameError(f"revenue {revenue!r} does not take one profile", expected="a function of the profile")
        if not isinstance(costs, Mapping) and (not callable(costs) or arity(costs) != 2):
            raise GameError(
                f"costs {costs!r} are not given by player",
                expected="costs(player, profile) or {player: {strategy: cost}}",
            )
        cost = _by_strategy(costs) if isinstance(costs, Mapping) else costs
        players, lists, rows = read_function(cost, strategies)
        if isinstance(costs, Mapping) and (unknown := [p for p in costs if p not in players]):
            raise GameError(f"costs are given for {unknown[0]!r}", expected=f"one of {', '.join(players)}")
        income = [entry(revenue(profile), f"revenue at {tuple(profile)}") for profile in rows]
        spent = [
            [entry(row[k], f"cost of {player} at {tuple(profile)}") for profile, row in rows.items()]
            for k, player in enumerate(players)
        ]
        return cls(
            players,
            lists,
            tuple(value for value, _ in income),
            tuple(tuple(value for value, _ in table) for table in spent),
            region,
            not any(inexact for table in (income, *spent) for _, inexact in table),
        )

    @cached_property
    def _ledger(self) -> FiniteGame:
        """The costs, kept as payoffs are: a game knows its profiles, and says which it does not have."""
        return FiniteGame(self.players, self.strategies, self.costs, self.region, self.exact)

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The parameters in revenue and costs, sorted by name."""
        found = {s for table in (self.revenues, *self.costs) for value in table for s in value.free_symbols}
        return tuple(sorted(found, key=str))

    def profiles(self) -> Iterator[Profile]:
        """Every profile, the last player's strategy fastest."""
        return self._ledger.profiles()

    def revenue(self, profile: Sequence[str]) -> sp.Expr:
        """:math:`R(s)`."""
        return self.revenues[self._ledger.index(profile)]

    def cost(self, player: str, profile: Sequence[str]) -> sp.Expr:
        """:math:`c_i(s)`."""
        return self._ledger.payoff(player, profile)

    def surplus(self, profile: Sequence[str]) -> sp.Expr:
        r""":math:`R(s) - \sum_i c_i(s)`: what there is to divide, whatever the rule."""
        return self.revenue(profile) - sp.Add(*self._ledger.payoffs(profile))

    def accounts(self) -> list[Account]:
        """Revenue and costs of every profile, in the order of the profiles."""
        costs = (PerPlayer(self.players, row) for row in zip(*self.costs, strict=True))
        return [Account(*row) for row in zip(self.revenues, costs, self.profiles(), strict=True)]

    def under(self, rule: Rule) -> FiniteGame:
        """Return the game in which a rule divides the revenue.

        Parameters
        ----------
        rule : Rule
            Such as ``linear_share(...)``, ``equal_split()``, ``proportional_to_cost()``.

        Raises
        ------
        RuleError
            When the rule does not fit the venture, or its shares do not add up to one throughout the region.

        """
        tables = tuple(zip(*payoffs(self, rule), strict=True))
        return FiniteGame(self.players, self.strategies, tables, self.region, self.exact and rule.exact)

    def coalitional_form(self) -> CoalitionalGame:
        r"""Return what every coalition can be sure of.

        .. math:: v(S) = \max_{s_S} \min_{s_{-S}} \Bigl( R(s) - \sum_{i \in S} c_i(s) \Bigr) .

        A coalition cooperates and keeps the revenue; the others do their worst. Other conventions are those of
        :func:`coopgame.coalitional_form`.

        References
        ----------
        von Neumann, J. and Morgenstern, O. (1944), Theory of Games and Economic Behavior, section 25 (maximin).

        """

        def worth(coalition: tuple[str, ...]) -> sp.Expr:
            inside = [own if p in coalition else ("",) for p, own in self.strategies.items()]
            outside = [("",) if p in coalition else own for p, own in self.strategies.items()]
            return sp.Max(
                *(sp.Min(*(earned(coalition, joined(s, t)) for t in product(*outside))) for s in product(*inside))
            )

        def joined(inside: tuple[str, ...], outside: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(own or other for own, other in zip(inside, outside, strict=True))

        def earned(coalition: tuple[str, ...], profile: tuple[str, ...]) -> sp.Expr:
            return self.revenue(profile) - sp.Add(*(self.cost(player, profile) for player in coalition))

        form = CoalitionalGame.from_function(self.players, worth, self.region)
        return replace(form, exact=self.exact)

    def at(self, values: Mapping[Any, Any]) -> "Venture":
        """Set parameters; what is exact stays exact.

        Parameters
        ----------
        values : mapping of Symbol or name to number or expression

        Raises
        ------
        SymbolError
            When a name is no parameter of the venture or its region, or is set twice.
        RegionError
            When the point lies outside the region.

        """
        point = setting(values, (*self.region.symbols, *self.symbols), "the venture")
        costs = (
            tuple(settled(value, point, f"a cost of {player}") for value in table)
            for player, table in zip(self.players, self.costs, strict=True)
        )
        return Venture(
            self.players,
            self.strategies,
            tuple(settled(value, point, "the revenue") for value in self.revenues),
            tuple(costs),
            self.region.at(point),
            self.exact and not any(map(is_float, values.values())),
        )


def _by_strategy(costs: Mapping[str, Mapping[str, Any]]) -> Callable[[str, Profile], Any]:
    def cost(player: str, profile: Profile) -> Any:
        try:
            return costs[player][profile[player]]
        except KeyError:
            raise GameError(
                f"no cost is given for {player} at {profile[player]!r}", expected="one for each strategy"
            ) from None

    return cost
