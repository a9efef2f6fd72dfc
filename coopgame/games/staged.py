"""Games of continuous choices made in stages; who decides jointly is not part of the game but asked of its solution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.errors import GameError, RegionError, SymbolError
from coopgame.exact import is_float
from coopgame.games.settled import setting, settled
from coopgame.games.stage import Stage
from coopgame.games.tables import entry, names
from coopgame.players import PerPlayer
from coopgame.symbols import Region

__all__ = ["Stage", "StagedGame"]


@dataclass(frozen=True, init=False)
class StagedGame:
    r"""A game :math:`(N, (Z_t)_{t \le T}, (u_i)_{i \in N})` of perfect information between stages.

    At stage :math:`t` the players set :math:`z_t = (z_{it})_i` simultaneously, knowing :math:`z_1, \dots, z_{t-1}`;
    then :math:`i` gets :math:`u_i(z_1, \dots, z_T; \theta)`.

    Parameters
    ----------
    payoffs : mapping of player to expression
        :math:`u_i` in the choices and the parameters :math:`\theta`. A government is a player whose payoff is welfare.
    stages : sequence of Stage
        In the order in which they are played.
    region : Region
        What the parameters may be, and what may be chosen: a condition with a choice in it, such as ``x >= 0`` or
        ``(1 + beta) * x <= A``, bounds that choice.
    parameters : tuple of Symbol
        Parameters that the region does not restrict. When region and this are both empty, every symbol that nobody
        chooses is a parameter.
    exact : bool
        False when a payoff was given as a float.

    Raises
    ------
    GameError
        When a player at a stage has no payoff, a stage occurs twice, a choice is made at two stages, made by nobody,
        or of no consequence.

    """

    payoffs: PerPlayer[sp.Expr]
    stages: tuple[Stage, ...]
    region: Region
    parameters: tuple[sp.Symbol, ...]
    exact: bool

    def __init__(
        self,
        payoffs: Mapping[str, Any] | PerPlayer[Any],
        stages: Stage | Sequence[Stage],
        region: Region = Region(),
        parameters: Sequence[sp.Symbol] = (),
        exact: bool = True,
    ) -> None:
        if not isinstance(region, Region):
            raise RegionError(f"{region!r} is not a Region", expected="coopgame.Region(...)")
        if not isinstance(stages, Stage | tuple | list):
            raise GameError(f"the stages are {stages!r}", expected="at least one coopgame.Stage(...)")
        read, inexact = _payoffs(payoffs)
        object.__setattr__(self, "payoffs", read)
        object.__setattr__(self, "stages", (stages,) if isinstance(stages, Stage) else tuple(stages))
        object.__setattr__(self, "region", region)
        alone = isinstance(parameters, sp.Symbol)
        object.__setattr__(self, "parameters", (parameters,) if alone else tuple(parameters))
        object.__setattr__(self, "exact", exact and not inexact)
        self._check_stages()
        self._check_symbols()

    @property
    def players(self) -> tuple[str, ...]:
        """Everybody with a payoff, in order."""
        return self.payoffs.players

    @cached_property
    def choices(self) -> tuple[sp.Symbol, ...]:
        """Everything that is chosen, stage by stage."""
        return tuple(symbol for stage in self.stages for symbol in stage.symbols)

    @cached_property
    def domain(self) -> Region:
        """The conditions of the region that are about parameters alone."""
        chosen = set(self.choices)
        return Region(*(c for c in self.region.conditions if not c.free_symbols & chosen))

    @cached_property
    def constraints(self) -> tuple[Any, ...]:
        """The conditions of the region that bound choices."""
        chosen = set(self.choices)
        return tuple(c for c in self.region.conditions if c.free_symbols & chosen)

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The parameters of payoffs and region, sorted by name."""
        return tuple(sorted({*_symbols(self.payoffs), *self.region.symbols} - set(self.choices), key=str))

    @property
    def is_numeric(self) -> bool:
        """Whether every parameter is set."""
        return not self.symbols

    def stage(self, name: str) -> Stage:
        """Return the stage of a name.

        Raises
        ------
        GameError
            When no stage is called so.

        """
        stages = {stage.name: stage for stage in self.stages}
        if name not in stages:
            raise GameError(f"no stage is called {name!r}", expected=f"one of {', '.join(stages)}")
        return stages[name]

    def at(self, values: Mapping[Any, Any]) -> "StagedGame":
        """Set parameters; what is exact stays exact.

        Parameters
        ----------
        values : mapping of Symbol or name to number or expression

        Raises
        ------
        SymbolError
            When a name is no parameter of the game, or is set twice.
        RegionError
            When the point lies outside the region.

        """
        point = setting(values, (*self.symbols, *self.parameters), "the game", self.choices)
        left = {*self.parameters, *self.symbols, *_symbols(tuple(point.values()))}
        payoffs = (settled(u, point, f"a payoff of {player}") for player, u in self.payoffs.items())
        game = StagedGame.__new__(StagedGame)  # not checked again: a choice may matter no longer
        game.__dict__.update(
            payoffs=PerPlayer(self.players, payoffs),
            stages=self.stages,
            region=self.region.at(point),
            parameters=tuple(sorted(left - point.keys(), key=str)),
            exact=self.exact and not any(map(is_float, values.values())),
        )
        return game

    def _check_stages(self) -> None:
        if not self.stages or not all(isinstance(stage, Stage) for stage in self.stages):
            raise GameError(f"the stages are {self.stages!r}", expected="at least one coopgame.Stage(...)")
        made: dict[sp.Symbol, str] = {}
        for k, stage in enumerate(self.stages):
            if stage.name in {other.name for other in self.stages[:k]}:
                raise GameError(f"two stages are called {stage.name!r}", expected="distinct names")
            for player, own in stage.choices.items():
                if own and player not in self.players:
                    raise GameError(
                        f"{player!r} chooses {own[0]} at stage {stage.name!r} but has no payoff",
                        expected=f"a payoff for {player!r}, or one of {', '.join(self.players)}",
                    )
            for symbol in stage.symbols:
                if symbol in made:
                    raise GameError(
                        f"{symbol} is chosen at stage {made[symbol]!r} and again at {stage.name!r}",
                        expected="one stage for each choice",
                    )
                made[symbol] = stage.name

    def _check_symbols(self) -> None:
        present = _symbols(self.payoffs)
        for symbol in self.parameters:
            if not isinstance(symbol, sp.Symbol):
                raise SymbolError(f"{symbol!r} is no parameter", expected="symbols from coopgame.parameters")
        for symbol in self.choices:
            if symbol not in present:
                raise GameError(f"{symbol} is chosen, but no payoff depends on it", expected="a choice that matters")
            if symbol in self.parameters:
                raise GameError(f"{symbol} is both chosen and a parameter", expected="one of the two")
        declared = {*self.parameters, *self.region.symbols}
        if not declared - set(self.choices):
            return
        for symbol in sorted(present - declared - set(self.choices), key=str):
            raise GameError(
                f"{symbol} occurs in the payoffs, but nobody chooses it and the region does not mention it",
                expected=f"a stage at which {symbol} is chosen, a condition on it, or parameters=({symbol},)",
            )


def _symbols(expressions: Sequence[sp.Expr]) -> set[sp.Symbol]:
    return {s for expression in expressions for s in expression.free_symbols}


def _payoffs(payoffs: Any) -> tuple[PerPlayer[sp.Expr], bool]:
    """Read payoffs, and whether one was given as a float."""
    given = dict(payoffs.items()) if isinstance(payoffs, PerPlayer) else payoffs
    if not isinstance(given, Mapping) or not given:
        raise GameError(f"the payoffs are {given!r}", expected="a mapping {player: expression}")
    read = [entry(payoff, f"the payoff of {player}") for player, payoff in given.items()]
    return PerPlayer(names("players", map(str, given)), (value for value, _ in read)), any(
        inexact for _, inexact in read
    )
