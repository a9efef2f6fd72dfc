"""Axioms held against a value: exactly on games with numbers, by proof where worths are parameters."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted, Undecided
from coopgame.claims.decide import decide
from coopgame.errors import CoopGameError, GameError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.games.venture import Venture
from coopgame.players import PerPlayer
from coopgame.sharing.axioms.demands import Demand
from coopgame.sharing.axioms.statements import Axiom
from coopgame.symbols import Region

Game = CoalitionalGame | Venture


class Given(Protocol):
    """What a rule gives: an :class:`coopgame.Allocation`, or the like for a venture."""

    @property
    def rule(self) -> str:
        """What the rule calls itself."""

    @property
    def shares(self) -> PerPlayer[sp.Expr]:
        """One share a player."""

    @property
    def condition(self) -> Region:
        """Where the rule is defined."""


Value = Callable[[Any], Given]


@dataclass(frozen=True)
class Violation:
    """A case in which a value breaks an axiom, exact.

    Attributes
    ----------
    axiom : Axiom
    rule : str
        What the value calls itself.
    games : tuple of CoalitionalGame or Venture
        The game, or the two that are compared.
    demand : Demand
        What is owed and what is given.

    """

    axiom: Axiom
    rule: str
    games: tuple[Game, ...]
    demand: Demand

    def __str__(self) -> str:
        """Write what is given and what is owed."""
        return f"{self.rule} breaks {self.axiom.name}: {self.demand}"


class _RefusalError(Exception):
    """A rule refuses a game that an axiom asks about."""

    def __init__(self, error: CoopGameError) -> None:
        super().__init__(str(error))
        self.error = error


def demanded(axiom: Axiom, rule: Value, *games: Game) -> tuple[Demand, ...]:
    """All that an axiom may ask of a rule on given games: each with its hypothesis, and where the rule is defined.

    Parameters
    ----------
    axiom : Axiom
    rule : callable
    *games : CoalitionalGame
        As many as the axiom compares; with numbers or parameters.

    Raises
    ------
    GameError
        When there are more or fewer games, or they have other players.
    CoopGameError
        What the rule raises, if it refuses a game in question.

    """
    try:
        return _demanded(axiom, rule, games)
    except _RefusalError as refusal:
        raise refusal.error from None


def _demanded(axiom: Axiom, rule: Value, games: tuple[Game, ...]) -> tuple[Demand, ...]:
    if len(games) != axiom.games:
        raise GameError(f"{axiom.name} is asked of {len(games)} games", expected=str(axiom.games))
    defined: list[Region] = []

    @cache
    def shares(game: Game) -> PerPlayer[sp.Expr]:
        try:
            found = rule(game)
        except CoopGameError as error:
            raise _RefusalError(error) from error
        defined.append(found.condition)
        return found.shares

    found = tuple(axiom.demands(shares, *games))
    return tuple(replace(demand, where=Region(demand.where, *defined)) for demand in found)


def owed(axiom: Axiom, rule: Value, *games: Game) -> tuple[Demand, ...]:
    """What an axiom asks of a value on given games: the demands whose hypothesis holds there.

    A value that refuses one of the games in question owes nothing.

    Parameters
    ----------
    axiom : Axiom
    rule : callable
        Such as ``coopgame.shapley``: from a game to an Allocation.
    *games : CoalitionalGame
        As many as the axiom compares, with numbers as worths.

    Raises
    ------
    GameError
        When there are more or fewer games, they have other players, or a worth holds a parameter.

    """
    for game in games:
        if game.symbols:
            raise GameError(
                f"{axiom.name} is asked of a game with the parameter {game.symbols[0]}",
                expected="numbers; set it with game.at(...)",
            )
    try:
        return tuple(demand for demand in _demanded(axiom, rule, games) if demand.where.contains({}))
    except _RefusalError:
        return ()


def violation(axiom: Axiom, rule: Value, *games: Game) -> Violation | None:
    """Where a value breaks an axiom on given games; None where it keeps it.

    Parameters
    ----------
    axiom : Axiom
    rule : callable
        Such as ``coopgame.shapley``: from a game to an Allocation.
    *games : CoalitionalGame
        As many as the axiom compares, with numbers as worths.

    Raises
    ------
    GameError
        When there are more or fewer games, they have other players, or a worth holds a parameter.

    Examples
    --------
    >>> from coopgame.sharing.axioms.statements import CORE_SELECTION
    >>> from coopgame.sharing.values.shapley import shapley
    >>> worths = {"1": 0, "2": 0, "3": 0, ("1", "2"): 1, ("1", "3"): 1, ("2", "3"): 0, ("1", "2", "3"): 1}
    >>> print(violation(CORE_SELECTION, shapley, CoalitionalGame.from_worth(("1", "2", "3"), worths)))
    Shapley value breaks coalitional rationality: x(1, 2) = 5/6, owed at least 1

    """
    for demand in owed(axiom, rule, *games):
        if not demand.relation:
            return Violation(axiom, rule(games[0]).rule, games, demand)
    return None


def prove(axiom: Axiom, rule: Value, *games: Game, budget: float = 10.0) -> tuple[Proved | Refuted | Undecided, ...]:
    r"""Decide whether a value satisfies an axiom, wherever it is defined, in games with parameters in their worths.

    Parameters
    ----------
    axiom : Axiom
    rule : callable
        A value that is a formula in the worths of these games.
    *games : CoalitionalGame
        As many as the axiom compares, such as :func:`coopgame.sharing.axioms.generic.generic_games` gives.
    budget : float
        Seconds the prover may take on each claim.

    Returns
    -------
    tuple of Proved, Refuted or Undecided
        One for each hypothesis of the axiom, such as that players 1 and 2 are alike.

    Raises
    ------
    GameError
        When there are more or fewer games, or they have other players.
    CoopGameError
        What the value raises, if it refuses a game in question.

    """
    region = Region(*(game.region for game in games))
    together: dict[Region, list[Any]] = {}
    for demand in demanded(axiom, rule, *games):
        together.setdefault(demand.where, []).append(demand.relation)
    return tuple(
        decide(_claim(axiom, sp.And(*relations), region & where), budget) for where, relations in together.items()
    )


def _claim(axiom: Axiom, statement: Any, region: Region) -> Claim:
    """State what is to be proven, once parameters that a hypothesis such as w_12 = v_12 settles are put in."""
    conditions = list(region.conditions)
    while (k := next((k for k, condition in enumerate(conditions) if _settles(condition)), None)) is not None:
        symbol, value = sorted(conditions.pop(k).args, key=lambda side: not side.is_Symbol)
        conditions = [condition.subs(symbol, value) for condition in conditions]
        statement = statement.subs(symbol, value)
    return Claim(statement, Region(*conditions), axiom.source, axiom.name)


def _settles(condition: Any) -> bool:
    return isinstance(condition, sp.Eq) and any(
        side.is_Symbol and side not in other.free_symbols for side, other in (condition.args, condition.args[::-1])
    )
