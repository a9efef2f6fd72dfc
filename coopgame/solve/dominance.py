"""Dominated strategies: which strategy beats which other, for which parameters."""

from dataclasses import dataclass, field
from itertools import permutations, product
from typing import Any

import sympy as sp

from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.comparison import Comparison
from coopgame.solve.equilibrium import NEVER, Equilibrium
from coopgame.solve.literals import where
from coopgame.solve.pure import certain
from coopgame.solve.search import search_over
from coopgame.symbols import Region

BUDGET = 2.0


@dataclass(frozen=True)
class Dominance:
    r"""Where one strategy dominates another: :math:`u_i(s, s_{-i}) > u_i(t, s_{-i})` for all :math:`s_{-i}`.

    Attributes
    ----------
    player, strategy, over : str
        :math:`i`, :math:`s` and :math:`t`.
    strict : Region
        Where it dominates strictly, within the game's region.
    weak : Region
        Where no :math:`s_{-i}` speaks for :math:`t` and at least one against it; contains ``strict``.
    witness : dict or None
        An exact point of the game's region at which it dominates weakly; None when the game is numeric, or when whether
        there is one was not decided.

    """

    player: str
    strategy: str
    over: str
    strict: Region
    weak: Region
    witness: dict[sp.Symbol, Any] | None = field(compare=False)

    def __str__(self) -> str:
        """Write the statement as a sentence."""
        start = f"{self.player}: {self.strategy} dominates {self.over}"
        if self.strict == self.weak:
            return f"{start} strictly  if  {self.strict}" if self.strict.conditions else f"{start} strictly"
        return f"{start} strictly  if  {self.strict}, weakly  if  {self.weak}"

    def _repr_latex_(self) -> str:
        sign = rf"\text{{{self.player}: {self.strategy}}} \succ \text{{{self.over}}}"
        weakly = "" if self.strict == self.weak else rf"\quad\text{{weakly if }} {self.weak.latex()}"
        return rf"${sign}\quad\text{{strictly if }} {self.strict.latex()}{weakly}$"


def dominance(game: FiniteGame, budget: float = BUDGET) -> tuple[Dominance, ...]:
    r"""Every pair of a player's strategies of which one dominates the other somewhere in the region, with where.

    Strategy :math:`s` dominates :math:`t` strictly where :math:`u_i(s, s_{-i}) > u_i(t, s_{-i})` for all
    :math:`s_{-i}`, and weakly where :math:`\ge` holds for all and :math:`>` for some.

    Parameters
    ----------
    game : FiniteGame
        Any number of players; payoffs rational in the parameters.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    tuple of Dominance
        By player, then by the strategy that dominates. Pairs proven to dominate nowhere are left out.

    Raises
    ------
    SolverError
        When a payoff is undefined somewhere in the region.
    ExpressionError
        When a payoff is not rational in the parameters.
    RegionError
        When the region is empty.

    """
    comparison = Comparison(game, search_over(game, budget))
    found = []
    for player, strategies in enumerate(game.strategies):
        for better, worse in permutations(range(len(strategies)), 2):
            weak, witness = comparison.weakly(player, better, worse)
            if weak != NEVER:
                strict = comparison.strictly(player, better, worse)
                names = (game.players[player], strategies[better], strategies[worse])
                found.append(Dominance(*names, strict, weak, witness))
    return tuple(found)


def dominant_equilibrium(game: FiniteGame, budget: float = BUDGET) -> tuple[Equilibrium, ...]:
    r"""Profiles :math:`s` with :math:`u_i(s_i, t_{-i}) \ge u_i(t_i, t_{-i})` for every player and profile :math:`t`.

    Parameters
    ----------
    game : FiniteGame
        Any number of players; payoffs rational in the parameters.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    tuple of Equilibrium
        ``condition`` says where each strategy is a best reply to everything, ``strict_condition`` where it dominates
        every other one strictly. Profiles proven to be such nowhere in the region are left out.

    Raises
    ------
    SolverError
        When a payoff is undefined somewhere in the region.
    ExpressionError
        When a payoff is not rational in the parameters.
    RegionError
        When the region is empty.

    """
    comparison = Comparison(game, search_over(game, budget))
    candidates = [
        [s for s in range(size) if where(comparison.search, comparison.best(player, s))[0] != NEVER]
        for player, size in enumerate(game.shape)
    ]
    found = []
    for chosen in product(*candidates):
        literals = [literal for player, s in enumerate(chosen) for literal in comparison.best(player, s)]
        condition, witness = where(comparison.search, literals)
        if condition != NEVER:
            strict, _ = where(comparison.search, [(form, ">") for form, _ in literals])
            profile = PerPlayer(game.players, (names[s] for names, s in zip(game.strategies, chosen, strict=True)))
            mixture, payoffs = certain(game, profile), game.payoffs(profile)
            found.append(Equilibrium(profile, mixture, payoffs, condition, strict, witness))
    return tuple(found)
