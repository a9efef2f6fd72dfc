"""Payoffs of a repeated game as field elements, compared where the threat is one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy import ZZ

from coopgame.claims.claim import point_text
from coopgame.claims.decide import Empty, Found
from coopgame.errors import GameError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.polynomials import SignForm, sign_form
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.family import Literal
from coopgame.solve.field import PayoffField
from coopgame.solve.literals import reduced, where
from coopgame.solve.search import Point, Search, search_over
from coopgame.symbols import Region

Requirement = tuple[str, Literal]
"""What fails, in words, and the literal that says it does not."""


@dataclass(frozen=True)
class Incentive:
    r"""Against leaving a profile: a gain :math:`g` costs :math:`\delta (h + w g) + h (\delta^2 + \dots + \delta^k)`.

    Attributes
    ----------
    player : int
    profile : PerPlayer of str
        What is kept to.
    hurt : field element
        :math:`h`, positive where the threat is one.
    weight : field element
        :math:`w`.

    """

    player: int
    profile: PerPlayer[str]
    hurt: Any
    weight: Any


class Dealing:
    """A game, the profile to sustain and the one to threaten with, and what is known where the threat is one."""

    def __init__(
        self,
        game: FiniteGame,
        cooperate: Sequence[str],
        punish: Sequence[str],
        budget: float,
        chances: Sequence[sp.Expr] = (),
    ) -> None:
        self.game = game
        self.cooperate, self.punish = _profile(game, cooperate), _profile(game, punish)
        self.search, self.field = search_over(game, budget), PayoffField(game)
        self.premises: list[Literal] = []
        if any(chance.free_symbols for chance in chances):
            self.search, self.field = _wider_search(self.search, game, chances), _WiderField(game, chances)
        self.chances = [self.field.domain.from_sympy(chance) for chance in chances]

    def payoff(self, player: int, profile: PerPlayer[str], strategy: str) -> Any:
        """Return what a player gets by a strategy where the others keep to a profile."""
        changed = (*profile[:player], strategy, *profile[player + 1 :])
        return self.field.tables[player][self.game.index(changed)]

    def stays(self, player: int, profile: PerPlayer[str]) -> Any:
        """Return what a player gets at a profile."""
        return self.payoff(player, profile, profile[player])

    def loss(self, player: int) -> Any:
        """Return what a period of punishment takes from a player."""
        return self.stays(player, self.cooperate) - self.stays(player, self.punish)

    def gains(self, player: int, profile: PerPlayer[str]) -> Iterator[tuple[str, Any]]:
        """Yield what each deviation from a profile gains in its period."""
        for strategy in self.game.strategies[player]:
            if strategy != profile[player]:
                yield strategy, self.payoff(player, profile, strategy) - self.stays(player, profile)

    def is_equilibrium(self, player: int) -> Iterator[Requirement]:
        """Yield that no deviation of a player from punishment pays in its period."""
        for strategy, gain in self.gains(player, self.punish):
            words = f"{self.game.players[player]} would rather play {strategy} there"
            yield words, (self.field.form(gain), "<=")

    def hurts(self, player: int) -> Requirement:
        """Return that a player gets less by punishment than by cooperation."""
        return f"{self.game.players[player]} does not like it less", (self.field.form(self.loss(player)), ">")

    def outweighs(self, incentive: Incentive, periods: int = 1) -> Iterator[Requirement]:
        """Yield that, without any discount, each deviation would cost more than it gains."""
        for strategy, gain in self.gains(incentive.player, incentive.profile):
            excess = incentive.hurt * periods - gain * (self.field.one - incentive.weight)
            words = f"{self.game.players[incentive.player]} gains no less by {strategy} than what follows takes"
            yield words, (self.field.form(excess), ">")

    def require(self, requirements: Iterable[Requirement], expected: str) -> tuple[Region, Point | None]:
        """Take the requirements for granted from here on; return where they hold, and a point at which they do.

        Raises
        ------
        GameError
            When it is proven that they hold nowhere in the region; the one that fails is named, if it is a single one.

        """
        named = list(requirements)
        condition, witness = where(self.search, [literal for _, literal in named])
        if condition == NEVER:
            blame = next((words for words, literal in named if where(self.search, [literal])[0] == NEVER), "")
            raise GameError(
                f"({', '.join(self.punish)}) is nowhere in the region a threat for ({', '.join(self.cooperate)})"
                + (f": {blame}" if blame else ""),
                expected=expected,
            )
        self.premises = [literal for _, literal in named]
        return condition, witness

    def best(self, player: int, profile: PerPlayer[str]) -> list[Any]:
        """Return the payoffs of which the largest is the most a player can get against the others' profile."""
        return self.largest([self.payoff(player, profile, strategy) for strategy in self.game.strategies[player]])

    def largest(self, elements: Sequence[Any]) -> list[Any]:
        """Leave out, one after another, what is proven not to exceed another one that stays."""
        kept = list(dict.fromkeys(elements))
        for element in list(kept):
            if any(other != element and self.never_above(element, other) for other in kept):
                kept.remove(element)
        return kept

    def never_above(self, element: Any, other: Any) -> bool:
        """Whether one quantity is proven not to exceed another where the threat is one."""
        return self.never([(self.field.form(element - other), ">")])

    def never(self, literals: Sequence[Literal]) -> bool:
        """Whether it is proven that the literals never hold where the threat is one."""
        left = reduced(self.search, [*self.premises, *literals])
        return left is None or isinstance(self.search.find(left), Empty)


class _WiderField(PayoffField):
    """The field of a game's parameters and of those in chances."""

    def __init__(self, game: FiniteGame, chances: Sequence[sp.Expr]) -> None:
        super().__init__(game)  # which names the payoff that is not rational
        found = {*game.symbols, *(s for chance in chances for s in chance.free_symbols)}
        self.domain = ZZ.frac_field(*sorted(found, key=str))
        self.one, self.zero = self.domain.one, self.domain.zero
        self.tables = [[self.domain.from_sympy(payoff) for payoff in table] for table in game.tables]


def _wider_search(search: Search, game: FiniteGame, chances: Sequence[sp.Expr]) -> Search:
    """Return a search that knows the parameters in chances, once it is certain that these are defined."""
    wider = Search(game.region, [*game.symbols, *(s for c in chances for s in c.free_symbols)], search.budget)
    for chance in chances:
        for pole in sign_form(chance).poles:
            found = wider.find([(SignForm(1, (pole,), (), ()), "==")])
            if not isinstance(found, Empty):
                at = f" at {point_text(found.point)}" if isinstance(found, Found) else " perhaps"
                raise SolverError(
                    f"the probability {chance} is undefined{at}",
                    expected="probabilities defined all over the region",
                )
    return wider


def _profile(game: FiniteGame, profile: Sequence[str]) -> PerPlayer[str]:
    game.index(profile)  # which refuses one that does not fit
    return PerPlayer(game.players, profile)
