"""Ventures: joint revenue and private costs, before a rule divides the revenue."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, runtime_checkable

import sympy as sp

from coopgame.errors import GameError, RuleError, SymbolError
from coopgame.exact import exact, is_float
from coopgame.games.finite import FiniteGame
from coopgame.games.tables import Profile, Table, arity, entry, read_function
from coopgame.players import PerPlayer
from coopgame.symbols import Region

Costs = Callable[[str, Profile], Any] | Mapping[str, Mapping[str, Any]]


@runtime_checkable
class Rule(Protocol):
    """A way to divide joint revenue, as :meth:`Venture.under` asks for it."""

    @property
    def exact(self) -> bool:
        """False when a share was given as a float."""

    def divide(self, venture: "Venture") -> Sequence[PerPlayer[sp.Expr]]:
        """Return what each player gets of the revenue, one entry a profile in the order of the profiles.

        Raises
        ------
        RuleError
            When the rule does not fit the venture, or what it hands out is not the revenue throughout the
            region.

        """


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
        if not isinstance(rule, Rule) or isinstance(rule, type):
            raise RuleError(
                f"{rule!r} is not a rule of sharing",
                expected="linear_share(...), equal_split() or proportional_to_cost()",
            )
        amounts = rule.divide(self)
        tables = tuple(
            tuple(amount[player] - cost for amount, cost in zip(amounts, self.costs[k], strict=True))
            for k, player in enumerate(self.players)
        )
        return FiniteGame(self.players, self.strategies, tables, self.region, self.exact and rule.exact)

    def at(self, values: Mapping[Any, Any]) -> "Venture":
        """Set parameters; what is exact stays exact.

        Parameters
        ----------
        values : mapping of Symbol or name to number or expression

        Raises
        ------
        SymbolError
            When a name is no parameter of the venture or its region.
        RegionError
            When the point lies outside the region.

        """
        known = {str(s): s for s in (*self.region.symbols, *self.symbols)}
        for key in values:
            if str(key) not in known:
                raise SymbolError(
                    f"the venture has no parameter {str(key)!r}",
                    expected=f"one of {', '.join(sorted(known)) or 'none'}",
                )
        settled = {known[str(key)]: exact(value) for key, value in values.items()}
        return Venture(
            self.players,
            self.strategies,
            tuple(_substituted(value, settled, "the revenue") for value in self.revenues),
            tuple(
                tuple(_substituted(value, settled, f"a cost of {player}") for value in table)
                for player, table in zip(self.players, self.costs, strict=True)
            ),
            self.region.at(settled),
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


def _substituted(value: sp.Expr, settled: Mapping[sp.Symbol, Any], what: str) -> sp.Expr:
    result = value.subs(settled)
    if result.has(sp.nan, sp.zoo, sp.oo) or result.is_real is False:
        raise GameError(f"{what}, {value}, is not a number there", expected="values at which it is")
    return result
