"""Repeated play: how patient everyone must be for a threat to sustain a profile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.claims.decide import Empty
from coopgame.errors import GameError
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.family import Literal
from coopgame.solve.field import PayoffField
from coopgame.solve.literals import reduced, where
from coopgame.solve.search import Search, search_over
from coopgame.symbols import Region

BUDGET = 2.0
FRIEDMAN = "Friedman, J. W. (1971), A non-cooperative equilibrium for supergames, Review of Economic Studies 38, 1-12"


@dataclass(frozen=True)
class CriticalDiscount:
    r"""The least discount factor :math:`\delta^* = \max_i \delta_i^*` at which grim trigger sustains a profile.

    Player :math:`i`, getting :math:`C_i` by keeping to the profile, at most :math:`D_i` in a single period, and
    :math:`P_i` in each period after anyone's deviation, keeps to it where
    :math:`C_i \ge (1 - \delta) D_i + \delta P_i`, that is :math:`\delta \ge \delta_i^* = (D_i - C_i) / (D_i - P_i)`.

    Attributes
    ----------
    game : FiniteGame
    cooperate, punish : PerPlayer of str
        The profile to sustain, and the one played for ever after a deviation.
    thresholds : PerPlayer of Expr
        :math:`\delta_i^*`; zero for whom no deviation ever pays.
    threshold : Expr
        :math:`\delta^*`.
    binding : tuple of str
        The players whose threshold is proven to be the largest all over the condition; empty where that depends.
    condition : Region
        Where the threat is credible and hurts, within the game's region: punishment is an equilibrium of the stage
        game, and every player gets more by cooperation than by punishment. The threshold is below one there.
    witness : dict or None
        An exact point of the region at which the condition holds.
    source : str

    """

    game: FiniteGame
    cooperate: PerPlayer[str]
    punish: PerPlayer[str]
    thresholds: PerPlayer[sp.Expr]
    threshold: sp.Expr
    binding: tuple[str, ...]
    condition: Region
    witness: Any
    source: str = FRIEDMAN

    def __str__(self) -> str:
        """Write the threshold, where it holds, and who it binds."""
        line = f"({', '.join(self.cooperate)}) is sustained if the discount factor is at least {self.threshold}"
        if self.condition.conditions:
            line += f"  if  {self.condition}"
        return line + (f"; it binds {' and '.join(self.binding)}" if self.binding else "")

    def _repr_latex_(self) -> str:
        return rf"$\delta^* = {sp.latex(self.threshold)}\quad\text{{if }} {self.condition.latex()}$"


def critical_discount(
    game: FiniteGame, *, cooperate: Sequence[str], punish: Sequence[str], budget: float = BUDGET
) -> CriticalDiscount:
    r"""Return the discount factor from which grim trigger sustains a profile, with where the threat is one.

    Everyone keeps to ``cooperate`` as long as everyone has, and to ``punish`` for ever after. No one-period deviation
    pays exactly if :math:`\delta \ge \max_i (D_i - C_i) / (D_i - P_i)`, :math:`D_i` being the most that player
    :math:`i` can get in a period against the others' cooperation, own cooperation included.

    Parameters
    ----------
    game : FiniteGame
        Any number of players; payoffs rational in the parameters.
    cooperate, punish : sequence of str
        A strategy for each player.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    CriticalDiscount
        Alternatives that are proven never to be the largest, where the threat is one, are left out of the maxima.

    Raises
    ------
    GameError
        When a profile does not fit the game, or it is proven that nowhere in the region punishment is an equilibrium of
        the stage game that everyone likes less than cooperation; what fails is named, if it is one thing.
    SolverError
        When a payoff is undefined somewhere in the region.
    ExpressionError
        When a payoff is not rational in the parameters.
    RegionError
        When the region is empty.

    References
    ----------
    Friedman, J. W. (1971), A non-cooperative equilibrium for supergames, Review of Economic Studies 38, 1-12.

    """
    repeated = _Repeated(game, _profile(game, cooperate), _profile(game, punish), search_over(game, budget))
    condition, witness = where(repeated.search, [literal for _, literal in repeated.threat()])
    if condition == NEVER:
        profiles = (
            f"({', '.join(repeated.punish)}) is nowhere in the region a threat for ({', '.join(repeated.cooperate)})"
        )
        raise GameError(
            profiles + repeated.blame(),
            expected="an equilibrium of the stage game that everyone likes less",
        )
    found = [repeated.ratios(player) for player in range(len(game.players))]
    thresholds = [repeated.written(player, ratios) for player, ratios in enumerate(found)]
    largest = repeated.largest([ratio for ratios in found for ratio in ratios])
    opaque = [threshold for threshold, ratios in zip(thresholds, found, strict=True) if not ratios]
    threshold = sp.Max(*opaque, *map(repeated.field.expression, largest))
    binds = [name for name, ratios in zip(game.players, found, strict=True) if ratios == largest and any(ratios)]
    return CriticalDiscount(
        game,
        repeated.cooperate,
        repeated.punish,
        PerPlayer(game.players, thresholds),
        threshold,
        tuple(binds) if len(largest) == 1 and not opaque else (),
        condition,
        witness,
    )


def _profile(game: FiniteGame, profile: Sequence[str]) -> PerPlayer[str]:
    game.index(profile)  # which refuses one that does not fit
    return PerPlayer(game.players, profile)


class _Repeated:
    """Payoffs of the repeated game as field elements, compared where the threat is one."""

    def __init__(self, game: FiniteGame, cooperate: PerPlayer[str], punish: PerPlayer[str], search: Search) -> None:
        self.game, self.cooperate, self.punish = game, cooperate, punish
        self.search, self.field = search, PayoffField(game)
        self.premises = [literal for _, literal in self.threat()]

    def payoff(self, player: int, profile: PerPlayer[str], strategy: str) -> Any:
        """Return what a player gets by a strategy where the others keep to a profile."""
        changed = (*profile[:player], strategy, *profile[player + 1 :])
        return self.field.tables[player][self.game.index(changed)]

    def stays(self, player: int, profile: PerPlayer[str]) -> Any:
        """Return what a player gets at a profile."""
        return self.payoff(player, profile, profile[player])

    def threat(self) -> Iterator[tuple[str, Literal]]:
        """Yield what makes a threat, in words and as a literal."""
        for player, name in enumerate(self.game.players):
            punished = self.stays(player, self.punish)
            for strategy in self.game.strategies[player]:
                if strategy != self.punish[player]:
                    gain = self.payoff(player, self.punish, strategy) - punished
                    yield f"{name} would rather play {strategy} there", (self.field.form(gain), "<=")
            hurt = self.stays(player, self.cooperate) - punished
            yield f"{name} does not like it less", (self.field.form(hurt), ">")

    def blame(self) -> str:
        """Say which single requirement fails all over the region, if one does."""
        for words, literal in self.threat():
            if where(self.search, [literal])[0] == NEVER:
                return f": {words}"
        return ""

    def ratios(self, player: int) -> list[Any]:
        r"""Return what the player's threshold is the largest of; nothing where it can't be written so.

        :math:`(D - C) / (D - P)` rises with :math:`D` where :math:`D > P`, so that the largest payoff has the largest
        ratio. A deviation that may pay less than punishment is harmless, but its ratio then means nothing.
        """
        kept, punished = self.stays(player, self.cooperate), self.stays(player, self.punish)
        best = self.best(player)
        if any(not self.never([(self.field.form(most - punished), "<=")]) for most in best):
            return []
        return self.largest([(most - kept) / (most - punished) for most in best])

    def written(self, player: int, ratios: Sequence[Any]) -> sp.Expr:
        """Return the player's threshold in closed form."""
        if ratios:
            return sp.Max(*map(self.field.expression, ratios))
        most = sp.Max(*map(self.field.expression, self.best(player)))
        kept, punished = (self.field.expression(self.stays(player, p)) for p in (self.cooperate, self.punish))
        return (most - kept) / (most - punished)

    def best(self, player: int) -> list[Any]:
        """Return the payoffs of which the largest is the most a player can get against the others' cooperation."""
        names = self.game.strategies[player]
        return self.largest([self.payoff(player, self.cooperate, strategy) for strategy in names])

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
