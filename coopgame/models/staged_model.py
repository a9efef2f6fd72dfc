"""What a model of continuous choices is: one game or several, solved under regimes that are compared."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim, point_text
from coopgame.errors import GameError, RegionError, SymbolError
from coopgame.exact import exact
from coopgame.games.staged import StagedGame
from coopgame.models.model import Parameter
from coopgame.solve.staged.backward import solve_staged
from coopgame.solve.staged.coalitions import Cooperation
from coopgame.solve.staged.outcome import Outcome
from coopgame.symbols import Region


@dataclass(frozen=True)
class Quantity:
    r"""Something regimes are compared by: an expression :math:`f(z, \theta)` of choices and parameters.

    Parameters
    ----------
    name : str
        Such as ``"R&D of each firm"``.
    symbol : str
        How it is written in a table, in LaTeX without dollar signs, such as ``x`` or ``W``.
    expression : Expr

    """

    name: str
    symbol: str
    expression: sp.Expr

    def __post_init__(self) -> None:
        """Read the expression exactly."""
        object.__setattr__(self, "expression", exact(self.expression))


@dataclass(frozen=True)
class Regime:
    r"""Who decides what jointly: a game, a cooperation, and the players taken to act alike.

    Parameters
    ----------
    name : str
        In words, such as ``"cooperative R&D"``.
    label : str
        In a table or figure, such as ``"C"``.
    game : StagedGame
    cooperation : mapping of stage to coalitions
    symmetric : tuple of tuple of str
        Groups of players whose choices are set equal.
    quantities : tuple of Quantity
        Of the model's quantities, those whose expression is another one in this regime, by name.

    """

    name: str
    label: str
    game: StagedGame
    cooperation: Cooperation = field(default_factory=dict, hash=False)
    symmetric: tuple[tuple[str, ...], ...] = ()
    quantities: tuple[Quantity, ...] = ()

    @cached_property
    def outcome(self) -> Outcome:
        """What is chosen; worked out once, when first asked for."""
        return solve_staged(self.game, self.cooperation, symmetric=self.symmetric)


@dataclass(frozen=True)
class StagedModel:
    r"""Regimes over one domain, what they are compared by, and statements about them.

    Parameters
    ----------
    name, title, summary, factor : str
        As of a :class:`coopgame.models.Model`.
    regimes : tuple of Regime
    quantities : tuple of Quantity
    parameters : tuple of Parameter
        Every parameter of the games, in the order to be read; their examples together are a point of ``region`` at
        which every regime's condition holds.
    region : Region
        The domain on which regimes are compared.
    axes : tuple of Symbol
        At most two parameters: the first is the one quantities are drawn over.
    statics : tuple of Symbol
        The parameters by which the table of comparative statics differentiates.
    claims : tuple of Claim
    sources : tuple of str

    Raises
    ------
    GameError
        When there is no name, title, regime or quantity, or two are called the same.
    SymbolError
        When a parameter has no entry, or an axis is none.
    RegionError
        When the example lies outside the region.

    """

    name: str
    title: str
    regimes: tuple[Regime, ...]
    quantities: tuple[Quantity, ...]
    parameters: tuple[Parameter, ...]
    region: Region
    summary: str = ""
    factor: str = ""
    axes: tuple[sp.Symbol, ...] = ()
    statics: tuple[sp.Symbol, ...] = ()
    claims: tuple[Claim, ...] = ()
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check that the parts belong together."""
        if not (self.name.strip() and self.title.strip() and self.regimes and self.quantities):
            raise GameError(
                f"staged model {self.name!r} is incomplete", expected="a name, a title, regimes and quantities"
            )
        for kind, names in self._names():
            for k, name in enumerate(names):
                if name in names[:k]:
                    raise GameError(f"two {kind} of {self.name} are called {name!r}", expected="distinct names")
        self._check_parameters()
        if not self.region.contains(self.example):
            raise RegionError(
                f"the example of {self.name}, {point_text(self.example)}, lies outside the region",
                expected=str(self.region),
            )

    @cached_property
    def example(self) -> dict[sp.Symbol, sp.Expr]:
        """A point of the region: every parameter's example."""
        return {p.symbol: p.example for p in self.parameters}

    def domain(self, parameter: Parameter) -> Region:
        """What the region says of one parameter alone."""
        return Region(*(c for c in self.region.conditions if c.free_symbols == {parameter.symbol}))

    def regime(self, name: str) -> Regime:
        """Return the regime of a name or label.

        Raises
        ------
        GameError
            When there is none.

        """
        for regime in self.regimes:
            if name in (regime.name, regime.label):
                return regime
        known = ", ".join(f"{r.name} ({r.label})" if r.label != r.name else r.name for r in self.regimes)
        raise GameError(f"{self.name} has no regime {name!r}", expected=f"one of {known}")

    def value(self, quantity: Quantity, regime: Regime) -> sp.Expr:
        """Return a quantity in a regime, as a function of the parameters."""
        own = next((q for q in regime.quantities if q.name == quantity.name), quantity)
        return regime.outcome.value(own.expression)

    def _names(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield "regimes", tuple(r.name for r in self.regimes)
        yield "labels of regimes", tuple(r.label for r in self.regimes)
        yield "quantities", tuple(q.name for q in self.quantities)

    def _check_parameters(self) -> None:
        described = [p.symbol for p in self.parameters]
        for k, symbol in enumerate(described):
            if symbol in described[:k]:
                raise SymbolError(f"parameter {symbol} of {self.name} is described twice", expected="once")
        present: set[Any] = {s for r in self.regimes for s in r.game.symbols} | set(self.region.symbols)
        for symbol in sorted(present.symmetric_difference(described), key=str):
            problem = "has no meaning given" if symbol in present else "does not occur in the games"
            raise SymbolError(f"parameter {symbol} of {self.name} {problem}", expected="one entry for each parameter")
        for symbol in (*self.axes, *self.statics):
            if symbol not in described:
                raise SymbolError(f"{symbol} can't be an axis of {self.name}", expected=", ".join(map(str, described)))
