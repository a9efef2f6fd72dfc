"""What is to be solved at a stage: who maximises what over which choices."""

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from coopgame.games.staged import Stage
from coopgame.players import PerPlayer
from coopgame.solve.staged.bounds import Bound
from coopgame.solve.staged.coalitions import Coalition
from coopgame.solve.staged.symmetry import Symmetry


@dataclass(frozen=True)
class Problem:
    """What is to be solved at a stage.

    Attributes
    ----------
    stage : Stage
    coalitions : tuple of Coalition
    payoffs : PerPlayer of Expr
        With later stages solved.
    symmetry : Symmetry
    on_path : bool
        Whether the payoffs are known only for equal choices of players that are taken to act alike.
    bounds : tuple of Bound
        All that the stage has.

    """

    stage: Stage
    coalitions: tuple[Coalition, ...]
    payoffs: PerPlayer[sp.Expr]
    symmetry: Symmetry
    on_path: bool
    bounds: tuple[Bound, ...]

    @cached_property
    def alike(self) -> dict[sp.Symbol, sp.Symbol]:
        """Every choice of the game up to this stage that another stands for."""
        stages = self.symmetry.game.stages
        earlier = stages[: stages.index(self.stage) + 1]
        return self.symmetry.alike([z for s in earlier for z in s.symbols])

    @cached_property
    def objectives(self) -> tuple[sp.Expr, ...]:
        """The joint payoff of each coalition."""
        return tuple(c.objective(self.payoffs) for c in self.coalitions)

    @property
    def later(self) -> bool:
        """Whether something was chosen before."""
        return self.stage != self.symmetry.game.stages[0]

    def chooser(self, choice: sp.Symbol) -> str:
        """Who makes a choice."""
        return next(player for player, own in self.stage.choices.items() if choice in own)

    def own(self, position: int) -> tuple[sp.Symbol, ...]:
        """What a coalition chooses; of choices that are known to be equal, the first."""
        chosen = self.coalitions[position].choices(self.stage)
        return self.symmetry.of(chosen) if self.on_path else chosen
