"""Ventures whose joint revenue depends on continuous choices made in stages, before a rule divides it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.errors import GameError
from coopgame.exact import is_float
from coopgame.games.rule import Account, Rule, payoffs
from coopgame.games.settled import setting, settled
from coopgame.games.stage import Stage
from coopgame.games.staged import StagedGame
from coopgame.games.tables import entry
from coopgame.players import PerPlayer
from coopgame.symbols import Region


@dataclass(frozen=True, init=False)
class StagedVenture:
    r"""A venture :math:`(N, (Z_t)_{t \le T}, R, (c_i)_{i \in N})`: revenue :math:`R(z)`, costs :math:`c_i(z)`.

    Players set the choices :math:`z` stage by stage; under a rule that gives player :math:`i` the amount
    :math:`r_i(z)`, with :math:`\sum_i r_i(z) = R(z)`, it is the staged game with payoffs
    :math:`u_i(z) = r_i(z) - c_i(z)`. A payment that is no part of the revenue enters the costs: with a minus sign when
    it is received.

    Parameters
    ----------
    revenue : expression
        :math:`R` in the choices and the parameters.
    costs : mapping of player to expression
        :math:`c_i`; also who bears none is named, with 0.
    stages : sequence of Stage
        In the order in which they are played. A share may be a choice too, such as one agreed on at a first stage.
    region : Region
        What the parameters may be, and what may be chosen.
    parameters : tuple of Symbol
        Parameters that the region does not restrict.
    exact : bool
        False when revenue or a cost was given as a float.

    Raises
    ------
    GameError
        When revenue or a cost is no finite real number or expression; when a player at a stage has no cost, a stage
        occurs twice, a choice is made at two stages, or a symbol is neither chosen nor a parameter.

    References
    ----------
    Holmström, B. (1982), Moral hazard in teams, Bell Journal of Economics 13, 324-340.

    Examples
    --------
    >>> from coopgame import equal_split, parameters
    >>> x, y = parameters("x y")
    >>> team = StagedVenture(3 * x + y, {"A": x**2, "B": y**2}, Stage("effort", {"A": x, "B": y}))
    >>> team.under(equal_split()).payoffs["A"]
    -x**2 + 3*x/2 + y/2

    """

    revenue: sp.Expr
    costs: PerPlayer[sp.Expr]
    stages: tuple[Stage, ...]
    region: Region
    parameters: tuple[sp.Symbol, ...]
    exact: bool

    def __init__(
        self,
        revenue: Any,
        costs: Mapping[str, Any] | PerPlayer[Any],
        stages: Stage | Sequence[Stage],
        region: Region = Region(),
        parameters: Sequence[sp.Symbol] = (),
        exact: bool = True,
    ) -> None:
        income, inexact = entry(revenue, "the revenue")
        given = dict(costs.items()) if isinstance(costs, PerPlayer) else costs
        if not isinstance(given, Mapping) or not given:
            raise GameError(f"the costs are {given!r}", expected="a mapping {player: expression}")
        spent = {player: entry(cost, f"the cost of {player}") for player, cost in given.items()}
        # A staged game knows what stages are. Which choices matter is known under a rule only, so here all do.
        listed = stages if isinstance(stages, tuple | list) else (stages,)
        chosen = (symbol for stage in listed if isinstance(stage, Stage) for symbol in stage.symbols)
        everything = sp.Add(income, *(cost for cost, _ in spent.values()), *chosen, evaluate=False)
        shape = StagedGame(dict.fromkeys(spent, everything), stages, region, parameters)
        object.__setattr__(self, "revenue", income)
        object.__setattr__(self, "costs", PerPlayer(shape.players, (cost for cost, _ in spent.values())))
        object.__setattr__(self, "stages", shape.stages)
        object.__setattr__(self, "region", shape.region)
        object.__setattr__(self, "parameters", shape.parameters)
        object.__setattr__(self, "exact", exact and not inexact and not any(flag for _, flag in spent.values()))

    @property
    def players(self) -> tuple[str, ...]:
        """Everybody with a cost, in order."""
        return self.costs.players

    @cached_property
    def choices(self) -> tuple[sp.Symbol, ...]:
        """Everything that is chosen, stage by stage."""
        return tuple(symbol for stage in self.stages for symbol in stage.symbols)

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The parameters of revenue, costs and region, sorted by name."""
        present = {s for value in (self.revenue, *self.costs) for s in value.free_symbols}
        return tuple(sorted({*present, *self.region.symbols} - set(self.choices), key=str))

    @property
    def surplus(self) -> sp.Expr:
        r""":math:`R(z) - \sum_i c_i(z)`: what there is to divide, whatever the rule."""
        return self.revenue - sp.Add(*self.costs)

    def accounts(self) -> list[Account]:
        """Revenue and costs, in the choices: one account, as of one outcome."""
        return [Account(self.revenue, self.costs)]

    def under(self, rule: Rule) -> StagedGame:
        """Return the staged game in which a rule divides the revenue.

        Parameters
        ----------
        rule : Rule
            Such as ``linear_share(...)``, ``equal_split()``, ``fee_and_royalty(...)``; what it needs is proven for all
            choices in the region.

        Raises
        ------
        RuleError
            When the rule does not fit the venture, or does not divide the revenue throughout the region.
        GameError
            When under the rule a choice is of no consequence, or the rule holds a symbol that nobody chooses and the
            venture does not know.

        """
        (divided,) = payoffs(self, rule)
        return StagedGame(divided, self.stages, self.region, self.parameters, self.exact and rule.exact)

    def at(self, values: Mapping[Any, Any]) -> "StagedVenture":
        """Set parameters; what is exact stays exact.

        Parameters
        ----------
        values : mapping of Symbol or name to number or expression

        Raises
        ------
        SymbolError
            When a name is no parameter of the venture, or is set twice.
        RegionError
            When the point lies outside the region.

        """
        point = setting(values, (*self.symbols, *self.parameters), "the venture", self.choices)
        entering = {s for value in point.values() for s in value.free_symbols}
        left = {*self.parameters, *self.symbols, *entering} - point.keys()
        return StagedVenture(
            settled(self.revenue, point, "the revenue"),
            {player: settled(cost, point, f"the cost of {player}") for player, cost in self.costs.items()},
            self.stages,
            self.region.at(point),
            tuple(sorted(left, key=str)),
            self.exact and not any(map(is_float, values.values())),
        )
