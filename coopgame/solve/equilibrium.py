"""What a solver returns: an equilibrium together with where it is one."""

from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from coopgame.players import PerPlayer
from coopgame.symbols import Region

NEVER = Region(sp.false)
ALWAYS = Region()


@dataclass(frozen=True)
class Equilibrium:
    r"""A mixture :math:`\sigma` with :math:`u_i(\sigma) \ge u_i(s_i, \sigma_{-i})` for every player and strategy.

    Conditions hold *within* the game's region: what the region already says is not repeated in them.

    Attributes
    ----------
    profile : PerPlayer of str or None
        The strategies' names; None unless every player plays one strategy for sure.
    mixture : PerPlayer of tuple
        The probabilities, one tuple a player, in the order of the player's strategies.
    payoffs : PerPlayer
        :math:`u_i(\sigma)`.
    condition : Region
        Where this is an equilibrium.
    strict_condition : Region
        Where it is a strict one: every deviation costs. Never, when someone mixes.
    witness : dict or None
        An exact point of the game's region at which the condition holds; None when the game is numeric, or when
        whether there is such a point was not decided.

    """

    profile: PerPlayer[str] | None
    mixture: PerPlayer[tuple[Any, ...]]
    payoffs: PerPlayer[Any]
    condition: Region = ALWAYS
    strict_condition: Region = NEVER
    witness: dict[sp.Symbol, Any] | None = field(default=None, compare=False)

    @property
    def players(self) -> tuple[str, ...]:
        """The players, in order."""
        return self.mixture.players

    @property
    def is_pure(self) -> bool:
        """Whether every player plays one strategy for sure."""
        return self.profile is not None

    @property
    def label(self) -> str:
        """The equilibrium in a few words: ``(share, withhold)`` or ``(2/3, 1/3) x (1, 0)``."""
        if self.profile is not None:
            return f"({', '.join(self.profile)})"
        return " x ".join(f"({', '.join(map(str, probabilities))})" for probabilities in self.mixture)

    def __str__(self) -> str:
        """Write the equilibrium and its condition in one line."""
        return f"{self.label}  if  {self.condition}" if self.condition.conditions else self.label

    def latex(self) -> str:
        """Write the equilibrium in LaTeX, without dollar signs."""
        if self.profile is not None:
            return rf"\left(\text{{{', '.join(self.profile)}}}\right)"
        parts = (r"\left(" + ",\\, ".join(sp.latex(p) for p in row) + r"\right)" for row in self.mixture)
        return r" \times ".join(parts)

    def _repr_latex_(self) -> str:
        where = rf"\quad\text{{if }} {self.condition.latex()}" if self.condition.conditions else ""
        return f"${self.latex()}{where}$"
