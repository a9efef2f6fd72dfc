"""The certificate of a staged outcome: a search for what any coalition gains at a stage, later stages responding."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy.optimize import minimize

from coopgame.expressions import Compiled, compile_numpy
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.coalitions import Coalition
from coopgame.solve.staged.newton import Settled, settle
from coopgame.solve.staged.outcome import Choices
from coopgame.solve.staged.reaction import Floats, Subgame, in_pieces, solved

NEAR = np.concatenate([np.logspace(-4, -3, 2), np.logspace(-2, 2, 33)])
FAR = np.logspace(3, 6, 4)
DIRECTIONS = 12
OVER_RANGE = 21
REFINED = 3
SLACK = sp.Rational(1, 10**9)
ROUNDING = 1e-9
NOWHERE = 1e6  # what the climb sees where there is no payoff: far below any it has seen


@dataclass(frozen=True)
class Deviation:
    """The most that a coalition was found to gain at a stage by choosing otherwise, the others' choices there given.

    Attributes
    ----------
    stage : str
    coalition : Coalition
    gain : float
        Of the joint payoff; 0 where none was found, nan where it can't be told what follows the outcome itself.
    choices : Choices
        What it would choose.
    size : float
        How large its payoff is, and by how much it varies near the outcome: a gain far smaller than that is rounding.
    unbounded : bool
        Whether the gain keeps growing as far as the search went.

    """

    stage: str
    coalition: Coalition
    gain: float
    choices: Choices
    size: float = field(compare=False)
    unbounded: bool = False

    @property
    def pays(self) -> bool:
        """Whether the gain is more than rounding."""
        return self.unbounded or not self.gain <= ROUNDING * self.size


def feasible(game: StagedGame, paths: Floats) -> NDArray[np.bool_]:
    """Which paths of choices satisfy each of the game's constraints, up to rounding: an array (paths, constraints)."""
    if not game.constraints:
        return np.ones((len(paths), 0), dtype=bool)
    return np.asarray(np.stack(_constraints(game)(*paths.T), axis=1) == 1)


@lru_cache(maxsize=16)
def _constraints(game: StagedGame) -> Compiled:
    return compile_numpy([sp.Piecewise((1, _relaxed(c)), (0, True)) for c in game.constraints], game.choices)


def _relaxed(condition: Any) -> Any:
    return condition.replace(
        lambda part: isinstance(part, sp.Ge | sp.Le),
        lambda part: part.gts - part.lts >= -SLACK * (sp.Abs(part.gts) + sp.Abs(part.lts) + SLACK),
    )


@lru_cache(maxsize=16)
def _payoffs(game: StagedGame) -> Compiled:
    """Each player's payoff, followed by its derivatives."""
    smooth = map(in_pieces, game.payoffs)
    return compile_numpy([e for u in smooth for e in (u, *(sp.diff(u, z) for z in game.choices))], game.choices)


@dataclass(frozen=True)
class Reply:
    """What a coalition gets by any choices of its own at a stage.

    Attributes
    ----------
    game : StagedGame
    stage : Stage
    coalition : Coalition
    later : Subgame or None
    path : array (choices,)
        The outcome.
    rest, at : arrays (levers of the later subgame,)
        Its later part, and which of that is held at a bound.
    low, high : arrays (own choices,)
    required : array (constraints,)
        The constraints that the outcome satisfies: so must what deviates from it.

    """

    game: StagedGame
    stage: Stage
    coalition: Coalition
    later: Subgame | None
    path: Floats
    rest: Floats
    at: Floats
    low: Floats
    high: Floats
    required: NDArray[np.bool_]

    @cached_property
    def own(self) -> NDArray[np.intp]:
        """Where its choices are on the path."""
        return np.array([self.game.choices.index(z) for z in self.coalition.choices(self.stage)])

    @cached_property
    def weights(self) -> Floats:
        """What each player's payoff counts for."""
        given = dict(zip(self.coalition.members, map(float, self.coalition.weights), strict=True))
        return np.array([given.get(player, 0.0) for player in self.game.players])

    def paid(self, paths: Floats) -> tuple[Floats, Floats]:
        """The joint payoff on paths, and its derivatives by every choice there."""
        count = len(self.game.choices) + 1
        values = np.stack(_payoffs(self.game)(*paths.T)).reshape(len(self.weights), count, -1)
        joint = np.tensordot(self.weights, np.where(self.weights[:, None, None] == 0, 0.0, values), axes=1)
        return joint[0], joint[1:].T

    def answered(self, choices: Floats) -> tuple[Floats, Settled | None]:
        """The paths after these choices; nan where no later stage's answer was found that is a maximum for all."""
        paths = np.repeat(self.path[None], len(choices), axis=0)
        paths[:, self.own] = choices
        if self.later is None:
            return paths, None
        past = paths[:, : len(self.later.history)]
        start = np.repeat(self.rest[None], len(choices), axis=0)
        then = settle(self.later, past, start, np.repeat(self.at[None], len(choices), axis=0))
        paths[:, len(self.later.history) :] = then.z[:, self.later.spread]
        for _, _, convex in self.later.curved(past, then.z, then.at):
            paths[convex] = np.nan
        return paths, then

    def values(self, choices: Floats) -> Floats:
        """The joint payoff; nan where the region or a later stage has no place for these choices."""
        paths, _ = self.answered(choices)
        values, _ = self.paid(paths)
        values[~feasible(self.game, paths)[:, self.required].all(axis=1)] = np.nan
        return values

    def value_and_slope(self, choices: Floats) -> tuple[float, Floats]:
        """The joint payoff at one point, and how it changes with the own choices."""
        paths, then = self.answered(choices[None])
        values, slopes = self.paid(paths)
        own = slopes[0, self.own]
        if then is not None and self.later is not None:
            history = len(self.later.history)
            here = self.later.at(paths[:, :history], then.z, then.at)
            answer = -solved(here.by_unknown, here.by_history[:, :, self.own])[0, self.later.places]
            own = own + slopes[0, history:] @ answer[self.later.spread]
        allowed = feasible(self.game, paths)[:, self.required].all()
        return float(values[0]) if allowed else np.nan, own


def deviation(reply: Reply) -> Deviation:
    """Search along rays from the outcome and over bounded ranges; refine what looks best by SciPy's L-BFGS-B."""
    outcome = reply.path[reply.own]
    rays, ranges = list(_rays(reply, outcome)), list(_ranges(reply, outcome))
    values = reply.values(np.concatenate([outcome[None], *rays, *ranges]))
    base = float(reply.paid(reply.path[None])[0][0])
    gains = np.where(np.isnan(values - base), -np.inf, values - base)
    varied = np.abs(gains[np.isfinite(gains)])
    size = float(abs(base) + np.median(varied)) or 1.0 if varied.size else 1.0
    best, gain, unbounded = outcome, 0.0 if np.isfinite(values[0] - base) else np.nan, False
    starts: list[tuple[float, Floats]] = []
    ends = np.cumsum([1, *map(len, rays), *map(len, ranges)])
    for k, line in enumerate([*rays, *ranges]):
        here = gains[ends[k] : ends[k + 1]]
        before, after = np.append(0.0 if k < len(rays) else -np.inf, here[:-1]), np.append(here[1:], -np.inf)
        starts += [(here[i], line[i]) for i in np.flatnonzero((here > before) & (here >= after) & np.isfinite(here))]
        if k < len(rays) and _rises(here[-len(FAR) :], ROUNDING * size):
            best, gain, unbounded = line[-1], float(here[-1]), True
    if len(outcome) > 1:
        # along a ridge between two rays nothing rises: one climb from where it is highest some way off
        level = int(np.argmin(np.abs(NEAR - 1)))
        starts.append(max(((gains[ends[k] + level], ray[level]) for k, ray in enumerate(rays)), key=lambda s: s[0]))
    starts.sort(key=lambda start: -start[0])
    refinable = not unbounded and bool((reply.low <= reply.high).all())
    for _, start in starts[:REFINED] if refinable else []:
        point = _refined(reply, start, base, size)
        found = float(reply.values(point[None])[0] - base)
        if found > gain:
            best, gain = point, found
    chosen = Choices(zip(reply.coalition.choices(reply.stage), map(float, best), strict=True))
    return Deviation(reply.stage.name, reply.coalition, gain, chosen, size, unbounded)


def _rays(reply: Reply, outcome: Floats) -> Iterator[Floats]:
    """Points further and further away in several directions, those of single choices first."""
    count = len(outcome)
    directions = [*np.eye(count), *-np.eye(count)]
    if count > 1:
        directions += [*np.random.default_rng(0).normal(size=(DIRECTIONS, count))]
    for direction in directions:
        moved = outcome + _scale(outcome) * direction * np.concatenate([NEAR, FAR])[:, None]
        yield np.clip(moved, reply.low, reply.high)


def _ranges(reply: Reply, outcome: Floats) -> Iterator[Floats]:
    """Points all over the range of each choice that is bounded on both sides."""
    for k in np.flatnonzero(np.isfinite(reply.high - reply.low)):
        line = np.repeat(outcome[None], OVER_RANGE, axis=0)
        line[:, k] = np.linspace(reply.low[k], reply.high[k], OVER_RANGE)
        yield line


def _rises(far: Floats, by: float) -> bool:
    """Whether a payoff is above the outcome's, and further on ever higher."""
    known = np.nan_to_num(far)
    return bool(far[0] > by and (np.isposinf(far[1:]) | (np.diff(known) > by)).all())


def _scale(outcome: Floats) -> Floats:
    """How large a change of each choice is worth trying: as large as it is, or as the others where it is zero."""
    return np.where(outcome == 0, np.abs(outcome).max() or 1.0, np.abs(outcome))


def _refined(reply: Reply, start: Floats, base: float, size: float) -> Floats:
    """Climb from a start, inside the bounds."""
    scale = _scale(reply.path[reply.own])

    def fall(moved: Floats) -> tuple[float, Floats]:
        value, slope = reply.value_and_slope(np.clip(moved * scale, reply.low, reply.high))
        if not (np.isfinite(value) and np.isfinite(slope).all()):
            return NOWHERE, np.zeros_like(moved)
        return (base - value) / size, -slope * scale / size

    limits = list(zip(reply.low / scale, reply.high / scale, strict=True))
    found = minimize(fall, start / scale, jac=True, method="L-BFGS-B", bounds=limits)
    return np.asarray(np.clip(found.x * scale, reply.low, reply.high))
