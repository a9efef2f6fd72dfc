"""Iterated elimination of strategies proven to be strictly dominated all over the region."""

from dataclasses import dataclass
from itertools import product

from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.comparison import Comparison
from coopgame.solve.dominance import BUDGET
from coopgame.solve.search import Search, search_over


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
