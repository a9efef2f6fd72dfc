"""Dominated strategies: for which parameters, and what is left when they are eliminated."""

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
from coopgame.solve.search import Search, search_over
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


@dataclass(frozen=True)
class Eliminated:
    """A strategy proven to be strictly dominated all over the region, in the game of its round.

    Attributes
    ----------
    round : int
        1, 2, ...
    player, strategy, by : str
        Whose strategy it is, which, and what dominates it.

    """

    round: int
    player: str
    strategy: str
    by: str

    def __str__(self) -> str:
        """Write the step in one line."""
        return f"round {self.round}: {self.player} drops {self.strategy}, dominated by {self.by}"


@dataclass(frozen=True)
class Elimination:
    """What iterated elimination of strictly dominated strategies did, and what it left.

    Attributes
    ----------
    steps : tuple of Eliminated
        In order; within a round all that were dominated went together.
    game : FiniteGame
        The game on the strategies that are left. It has the same equilibria, mixed ones included.

    """

    steps: tuple[Eliminated, ...]
    game: FiniteGame

    @property
    def rounds(self) -> tuple[tuple[Eliminated, ...], ...]:
        """The steps, a tuple a round."""
        last = max((step.round for step in self.steps), default=0)
        return tuple(tuple(step for step in self.steps if step.round == k + 1) for k in range(last))

    @property
    def profile(self) -> PerPlayer[str] | None:
        """The one profile left, if it is one: then the game is dominance solvable all over the region."""
        if max(self.game.shape) > 1:
            return None
        return PerPlayer(self.game.players, (only for (only,) in self.game.strategies))

    def __str__(self) -> str:
        """Write what was dropped and what is left, one line each."""
        left = (f"{player} keeps {', '.join(names)}" for player, names in self.game.strategies.items())
        return "\n".join([*map(str, self.steps), *left])

    def _repr_latex_(self) -> str:
        steps = (rf"{s.round}.\;& \text{{{s.player}: {s.by}}} \succ \text{{{s.strategy}}} \\" for s in self.steps)
        left = r" \times ".join(rf"\{{\text{{{', '.join(names)}}}\}}" for names in self.game.strategies)
        return rf"$\begin{{aligned}}{' '.join(steps)} & {left}\end{{aligned}}$"


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


def iterated_elimination(game: FiniteGame, budget: float = BUDGET) -> Elimination:
    """Drop strategies proven to be strictly dominated by another one all over the region, until none is left.

    Parameters
    ----------
    game : FiniteGame
        Any number of players; payoffs rational in the parameters.
    budget : float
        Seconds for each question to the prover; a dominance that was not decided drops nothing.

    Raises
    ------
    SolverError
        When a payoff is undefined somewhere in the region.
    ExpressionError
        When a payoff is not rational in the parameters.
    RegionError
        When the region is empty.

    """
    steps: list[Eliminated] = []
    search = search_over(game, budget)
    while dropped := _round(game, search, 1 + max((step.round for step in steps), default=0)):
        steps += dropped
        game = _without(game, {(step.player, step.strategy) for step in dropped})
    return Elimination(tuple(steps), game)


def _round(game: FiniteGame, search: Search, number: int) -> list[Eliminated]:
    return [step for player in range(len(game.players)) for step in _dominated(game, search, player, number)]


def _dominated(game: FiniteGame, search: Search, player: int, number: int) -> list[Eliminated]:
    comparison, names = Comparison(game, search), game.strategies[player]
    beaten = {
        worse: [better for better in range(len(names)) if better != worse and comparison.always(player, better, worse)]
        for worse in range(len(names))
    }
    # Dominance is transitive, so among what dominates a strategy there is one that is not dominated itself.
    lasting = {worse: next((s for s in by if not beaten[s]), None) for worse, by in beaten.items()}
    return [
        Eliminated(number, game.players[player], names[worse], names[by])
        for worse, by in lasting.items()
        if by is not None
    ]


def _without(game: FiniteGame, dropped: set[tuple[str, str]]) -> FiniteGame:
    left = {p: tuple(s for s in names if (p, s) not in dropped) for p, names in game.strategies.items()}
    kept = [game.index(profile) for profile in product(*left.values())]
    tables = tuple(tuple(table[k] for k in kept) for table in game.tables)
    return FiniteGame(game.players, PerPlayer(game.players, left.values()), tables, game.region, game.exact)
