r"""Backward induction in floating point: the second road, and the only one where there is no closed form.

From many starts the last stage is solved for what was chosen before, then the last two together, and so on to the
whole game. What comes out are critical points; each is an equilibrium only if no coalition gains at any stage, with
later stages responding, and that is searched for before anything is returned.
"""

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.errors import SolverError, SymbolError
from coopgame.exact import exact
from coopgame.expressions import compile_numpy
from coopgame.games.staged import StagedGame
from coopgame.players import PerPlayer
from coopgame.solve.staged.coalitions import Coalition, Cooperation, coalitions
from coopgame.solve.staged.complaints import listed, open_direction, refuted, unbounded
from coopgame.solve.staged.critical import Unsolved, critical_points
from coopgame.solve.staged.deviations import Deviation, Reply, deviation, feasible
from coopgame.solve.staged.equations import subgames
from coopgame.solve.staged.newton import Settled
from coopgame.solve.staged.outcome import Choices
from coopgame.solve.staged.reaction import Floats, Subgame
from coopgame.solve.staged.symmetry import Groups, symmetry

ALONE: Cooperation = MappingProxyType({})
ACCURATE = 1e-9


@dataclass(frozen=True)
class NumericOutcome:
    r"""A subgame-perfect outcome in numbers, and how well it was checked.

    Attributes
    ----------
    game : StagedGame
    coalitions : tuple of tuple of Coalition
        Those of each stage.
    choices : Choices
        A float for each choice, read by symbol or name.
    payoffs : PerPlayer of float
    deviations : tuple of Deviation
        For each stage and coalition the most that was found to be gained there.
    violated : tuple of relation
        Constraints of the game that do not hold here. Bounds of a single choice were imposed; those that join several
        choices of a stage, and strict ones, are checked only.
    converged : bool
        Whether the first-order conditions hold to nine digits of the choices, and no constraint is violated.

    """

    game: StagedGame
    coalitions: tuple[tuple[Coalition, ...], ...]
    choices: Choices
    payoffs: PerPlayer[float]
    deviations: tuple[Deviation, ...] = field(compare=False)
    violated: tuple[Any, ...]
    converged: bool

    @cached_property
    def regrets(self) -> dict[tuple[str, str], float]:
        """What is gained at most, by the names of stage and coalition."""
        return {(d.stage, str(d.coalition)): d.gain for d in self.deviations}

    @property
    def regret(self) -> float:
        """The largest of these gains."""
        return max(d.gain for d in self.deviations)

    def value(self, expression: Any) -> float:
        """Return what an expression of choices comes to, such as ``x1 + x2``.

        Raises
        ------
        SymbolError
            When a symbol in it is no choice of the game.

        """
        return float(compile_numpy((exact(expression),), self.game.choices)(*self.choices.values())[0])

    def __str__(self) -> str:
        """Write one choice a line, then what is known of the rest."""
        lines = [f"{symbol} = {value:.10g}" for symbol, value in self.choices.items()]
        lines += [f"violated: {condition}" for condition in self.violated]
        return "\n".join([*lines, f"regret {self.regret:.1e}"])


def solve_staged_numeric(
    game: StagedGame, cooperation: Cooperation = ALONE, *, symmetric: Groups = ()
) -> NumericOutcome:
    r"""Find the subgame-perfect outcome of a game without parameters, and check it against deviations.

    First-order conditions are differentiated exactly, later answers implicitly, so that smooth games are solved to
    rounding. Bounds of single choices are complementarity conditions. The search is local from fixed starts: an
    equilibrium that no start leads to is not found.

    Parameters
    ----------
    game : StagedGame
        Without parameters: ``game.at(values)``.
    cooperation : mapping of stage to coalitions
        As in :func:`coopgame.solve_staged`, with weights that are numbers.
    symmetric : sequence of groups of players
        Players whose choices are equal. In a coalition they are set as one number, also after deviations at earlier
        stages; the deviations searched for at the stage itself may be unequal.

    Returns
    -------
    NumericOutcome

    Raises
    ------
    SymbolError
        When a parameter is not set.
    SolverError
        When a stage can't be solved, its conditions leave a direction open, a payoff is unbounded, every critical point
        leaves a coalition with a gain, or there are several equilibria. Stage and coalition are named.
    GameError
        When cooperation or symmetry do not fit the game.

    Examples
    --------
    >>> from coopgame.games.staged import Stage
    >>> from coopgame.symbols import parameters
    >>> q, r = parameters("q r")
    >>> market = StagedGame(
    ...     {"leader": (12 - q - r) * q, "follower": (12 - q - r) * r},
    ...     (Stage("lead", {"leader": q}), Stage("follow", {"follower": r})),
    ... )
    >>> found = solve_staged_numeric(market)
    >>> round(found.choices["q"], 9), round(found.payoffs["follower"], 9)
    (6.0, 9.0)

    """
    if not isinstance(game, StagedGame):
        raise SolverError(f"{type(game).__name__} is not solved in stages", expected="a StagedGame")
    teams = coalitions(game, cooperation)
    unset = {*game.symbols, *(s for stage in teams for c in stage for w in c.weights for s in w.free_symbols)}
    if unset:
        names = ", ".join(sorted(map(str, unset)))
        raise SymbolError(f"{names} not set", expected="a game without parameters; set them by game.at(...)")
    alike = symmetry(game, symmetric)
    parts = subgames(game, teams, alike)
    for (k, side), bound in parts[0].bounds.items():
        if side > 0 and (bound > parts[0].bounds.get((k, -1), sp.oo)) == sp.true:
            raise SolverError(
                f"{parts[0].levers[k].symbol} is to be at least {bound} and at most {parts[0].bounds[k, -1]}",
                expected="bounds that leave something to choose",
            )
    found = critical_points(parts, alike)
    setting = _Setting(game, teams, parts)
    if isinstance(found, Unsolved):
        raise setting.unsolved(found)
    return setting.standing(*found)


@dataclass(frozen=True)
class _Setting:
    """What stays the same while critical points are checked."""

    game: StagedGame
    teams: tuple[tuple[Coalition, ...], ...]
    parts: tuple[Subgame, ...]

    def standing(self, points: Settled, continuous: NDArray[np.bool_]) -> NumericOutcome:
        """Return the one critical point at which nobody gains by a deviation."""
        whole = self.parts[0]
        convex = whole.curved(np.empty((len(points.z), 0)), points.z, points.at)
        maximal = ~np.any([where for _, _, where in convex], axis=0)
        rows = np.flatnonzero(maximal if maximal.any() else ~maximal)
        violated = (~feasible(self.game, points.z[rows][:, whole.spread])).sum(axis=1)
        tried = [(k, self.outcome(points, k)) for k in rows[violated == violated.min()]]
        standing = [(k, outcome) for k, outcome in tried if not any(d.pays for d in outcome.deviations)]
        if not standing:
            raise refuted(
                *min(((o.choices, o.deviations) for _, o in tried), key=lambda pair: max(d.gain for d in pair[1]))
            )
        if not maximal.any():
            stage, coalition = next((s, c) for s, c, where in convex if where[standing[0][0]])
            raise SolverError(
                f"where the first-order conditions hold, the payoff of {coalition} is not maximal at stage {stage!r}",
                expected="payoffs that are concave in what is chosen, or bounds",
            )
        if any(continuous[k] for k, _ in standing):
            raise open_direction(self.game.stages[0].name)
        if len(standing) > 1:
            all_of_them = "; ".join(listed(outcome.choices) for _, outcome in standing)
            raise SolverError(f"there are {len(standing)} equilibria: {all_of_them}", expected="bounds that leave one")
        return standing[0][1]

    def outcome(self, points: Settled, k: int) -> NumericOutcome:
        """Check one of the points."""
        game, z, at = self.game, points.z[k], points.at[k]
        path = z[self.parts[0].spread]
        satisfied = feasible(game, path[None])[0]
        return NumericOutcome(
            game,
            self.teams,
            Choices(zip(game.choices, map(float, path), strict=True)),
            PerPlayer(game.players, (float(u) for u in compile_numpy(game.payoffs, game.choices)(*path))),
            tuple(
                deviation(self.reply(position, coalition, z, at))
                for position, here in enumerate(self.teams)
                for coalition in here
            ),
            tuple(c for c, holds in zip(game.constraints, satisfied, strict=True) if not holds),
            bool(points.step[k] <= ACCURATE and satisfied.all()),
        )

    def reply(self, position: int, coalition: Coalition, z: Floats, at: Floats) -> Reply:
        """What a coalition may do at the stage of a position, where the levers are set to ``z``."""
        part = self.parts[position]
        later = self.parts[position + 1] if position + 1 < len(self.parts) else None
        path = z[self.parts[0].spread]
        here, then = len(z) - len(part.levers), len(z) - (len(later.levers) if later else 0)
        low, high = part.limits(path[None, : len(part.history)], z[None, here:])
        own = [part.spread[part.stage.symbols.index(s)] for s in coalition.choices(part.stage)]
        required = feasible(self.game, path[None])[0]
        return Reply(
            self.game, part.stage, coalition, later, path, z[then:], at[then:], low[0, own], high[0, own], required
        )

    def unsolved(self, why: Unsolved) -> SolverError:
        """Say why there is no critical point."""
        stage = self.game.stages[why.position]
        for coalition in self.teams[why.position]:
            found = deviation(self.reply(why.position, coalition, why.start, why.at))
            if found.unbounded:
                return unbounded(found)
        if why.open:
            return open_direction(stage.name)
        return SolverError(
            f"no start led to a solution of the first-order conditions of stage {stage.name!r}: where Newton's method "
            f"came closest, it would still have changed the choices by {why.step:.1e} of their size",
            expected="smooth payoffs that are concave in what is chosen, or bounds",
        )
