"""What a model is: a game with the meaning of its parameters, an example, claims and sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim, point_text
from coopgame.errors import CoopGameError, GameError, RegionError, SymbolError
from coopgame.exact import exact
from coopgame.games.finite import FiniteGame
from coopgame.games.venture import Rule, Venture
from coopgame.models.aim import Aim
from coopgame.symbols import Region

REVIEW = (
    "L. Liu and Y. Zou (2024), A Review of the Research on the Influencing Factors of Enterprise Key Core "
    "Technology Breakthrough"
)
FORM_OURS = "The payoffs are this catalogue's own form"


@dataclass(frozen=True)
class Parameter:
    r"""A parameter :math:`\theta_j`, what it means, and a value to try.

    Parameters
    ----------
    symbol : Symbol
    meaning : str
        In plain words.
    example : number
        Read exactly; the examples of a model's parameters together are a point of its region.

    Raises
    ------
    SymbolError
        When the symbol is none, has no meaning, or the example is no number.

    """

    symbol: sp.Symbol
    meaning: str
    example: Any

    def __post_init__(self) -> None:
        """Read the example exactly."""
        if not isinstance(self.symbol, sp.Symbol):
            raise SymbolError(f"{self.symbol!r} is not a symbol", expected="one from coopgame.parameters")
        if not self.meaning.strip():
            raise SymbolError(f"parameter {self.symbol} has no meaning", expected="a few words")
        try:
            value = exact(self.example)
        except CoopGameError as error:
            raise SymbolError(f"the example of {self.symbol}: {error.problem}", expected=error.expected) from error
        if value.free_symbols:
            raise SymbolError(f"the example of {self.symbol}, {value}, is not a number", expected="a number")
        object.__setattr__(self, "example", value)


@dataclass(frozen=True)
class Model:
    r"""A game with its reading: :math:`(G, \theta \mapsto \text{meaning}, \hat\theta \in \Theta, \text{claims})`.

    Parameters
    ----------
    name : str
        What it is called on the command line.
    title : str
        What it is called in a report.
    game : FiniteGame
        What is played. When there is a venture, the game is ``venture.under(rule)``.
    parameters : tuple of Parameter
        Every parameter of game and region, in the order to be read.
    summary : str
        What happens, in a few sentences.
    factor : str
        Which factor of the review it is about, with the section.
    axes : tuple of Symbol
        At most two parameters, the ones a map of regimes is drawn over.
    claims : tuple of Claim
        Statements about the game, each to be decided; those that restate a sentence of the review may well be
        refuted.
    sources : tuple of str
    venture : Venture, optional
    rule : Rule, optional
    aim : Aim, optional
        Which cooperation a design is to sustain; with a venture only.

    Raises
    ------
    SymbolError
        When a parameter has no entry, two, or is not the game's; when an axis is none of the parameters.
    RegionError
        When the example lies outside the region.
    GameError
        When there is no name or title; when a venture comes without a rule, or the game is another than
        theirs, or when an aim comes without a venture or does not fit the game.

    """

    name: str
    title: str
    game: FiniteGame
    parameters: tuple[Parameter, ...]
    summary: str = ""
    factor: str = ""
    axes: tuple[sp.Symbol, ...] = ()
    claims: tuple[Claim, ...] = ()
    sources: tuple[str, ...] = ()
    venture: Venture | None = field(default=None)
    rule: Rule | None = None
    aim: Aim | None = None

    def __post_init__(self) -> None:
        """Check that the parts belong together."""
        if not (self.name.strip() and self.title.strip()):
            raise GameError("a model has no name or no title", expected="both")
        self._check_venture()
        self._check_parameters()
        self._check_aim()
        if not self.game.region.contains(self.example):
            raise RegionError(
                f"the example of {self.name}, {point_text(self.example)}, lies outside the region",
                expected=str(self.game.region),
            )

    @cached_property
    def example(self) -> dict[sp.Symbol, sp.Expr]:
        """A point of the region: every parameter's example."""
        return {p.symbol: p.example for p in self.parameters}

    def domain(self, parameter: Parameter) -> Region:
        """What the region says of one parameter alone."""
        return Region(*(c for c in self.game.region.conditions if c.free_symbols == {parameter.symbol}))

    def of_venture(self, values: Mapping[Any, Any]) -> dict[Any, Any]:
        """Keep what the venture has of these parameters, by symbol or name; the others are the rule's."""
        venture = self.venture
        present = {str(s) for s in (*venture.symbols, *venture.region.symbols)} if venture else set()
        return {key: value for key, value in values.items() if str(key) in present}

    def _check_venture(self) -> None:
        if (self.venture is None) != (self.rule is None):
            raise GameError(f"{self.name} has a venture or a rule alone", expected="both or neither")
        if self.venture and self.rule and self.venture.under(self.rule) != self.game:
            raise GameError(
                f"the game of {self.name} is not its venture under its rule", expected="venture.under(rule)"
            )

    def _check_aim(self) -> None:
        if self.aim is None:
            return
        if self.venture is None:
            raise GameError(f"{self.name} aims at cooperation without a venture", expected="a venture and a rule")
        self.game.index(self.aim.target)
        means = [symbol for _, symbol in self.aim.subsidies] + [s for s in (self.aim.share,) if s is not None]
        for symbol in means:
            if symbol not in self.game.symbols:
                raise SymbolError(
                    f"{self.name} aims at cooperation by {symbol}", expected="a parameter of the game, or none"
                )
        for player in [player for player, _ in self.aim.subsidies] + [p for p in (self.aim.payer,) if p is not None]:
            if player not in self.game.players:
                raise GameError(f"the aim of {self.name} names {player!r}", expected=", ".join(self.game.players))

    def _check_parameters(self) -> None:
        described = [p.symbol for p in self.parameters]
        for k, symbol in enumerate(described):
            if symbol in described[:k]:
                raise SymbolError(f"parameter {symbol} of {self.name} is described twice", expected="once")
        present = {*self.game.symbols, *self.game.region.symbols}
        for symbol in sorted(present.symmetric_difference(described), key=str):
            problem = "has no meaning given" if symbol in present else "does not occur in the game"
            raise SymbolError(f"parameter {symbol} of {self.name} {problem}", expected="one entry for each parameter")
        if len(self.axes) > 2 or len(set(self.axes)) < len(self.axes) or not set(self.axes) <= set(described):
            raise SymbolError(
                f"{', '.join(map(str, self.axes))} can't be the axes of {self.name}",
                expected=f"at most two of {', '.join(map(str, described)) or 'none'}",
            )
