r"""Newton's method with bounds, for a subgame's first-order conditions at many points at once.

Choices held at a bound are kept there while the others solve :math:`G = 0`; then those that left their bounds are held,
those that gain by leaving theirs are let go, until nothing changes. Steps are damped by the natural monotonicity test,
which asks whether the *next* step would be shorter, so that no equation's unit matters (Deuflhard, 2011, section 3.3).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopgame.solve.staged.reaction import Floats, Linearised, Subgame, solved

STEPS = 60
HALVINGS = 10
EXACT = 1e-14  # a step that short, relative to the choice, is rounding
CLOSE = 1e-8  # a step that short is the last but for rounding, where equations are ill-conditioned
OUTSIDE = 1e-12


@dataclass(frozen=True)
class Settled:
    """Where the search ended, at every point.

    Attributes
    ----------
    z : array (points, levers)
        nan where nothing was found.
    at : array (points, levers)
        -1 or 1 where a lever is held at its lower or upper bound, else 0.
    step : array (points,)
        The last Newton step, relative to the choices.

    """

    z: Floats
    at: Floats
    step: Floats

    @property
    def found(self) -> NDArray[np.bool_]:
        """Where there is an answer."""
        return np.asarray(np.isfinite(self.z).all(axis=1))


def settle(subgame: Subgame, history: Floats, start: Floats, at: Floats | None = None) -> Settled:
    """Solve the subgame's conditions for each row of earlier choices, from a start.

    Parameters
    ----------
    subgame : Subgame
    history : array (points, earlier choices)
    start : array (points, levers)
    at : array (points, levers), optional
        Which levers to hold at a bound at first.

    """
    at = np.zeros_like(start) if at is None else at.copy()
    z, step = _newton(subgame, history, start, at)
    for attempt in range(3 * start.shape[1] + 8):
        if not subgame.bounds:
            break
        change, turned = _changes(subgame, history, z, at)
        if not change.any():
            break
        if attempt > start.shape[1] + 2:
            # all at once may go in a circle; one at a time, the first, hardly does
            change &= np.cumsum(change, axis=1) == 1
        rows = np.flatnonzero(change.any(axis=1))
        at[rows] = np.where(change[rows], turned[rows], at[rows])
        low, high = subgame.limits(history[rows], z[rows])
        z[rows], step[rows] = _newton(subgame, history[rows], np.clip(z[rows], low, high), at[rows])
    else:
        change, _ = _changes(subgame, history, z, at)
        z[change.any(axis=1)] = np.nan
    if subgame.bounds:
        z = np.clip(z, *subgame.limits(history, z))
    return Settled(z, at, step)


def _changes(subgame: Subgame, history: Floats, z: Floats, at: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """Which levers to hold or let go, and how they are then."""
    low, high = subgame.limits(history, z)
    outside = OUTSIDE * np.abs(z)
    slopes = subgame.at(history, z, at).slopes
    left = 1.0 * (z > high + outside) - 1.0 * (z < low - outside)
    turned = np.where(at == 0, left, np.where(at * slopes < 0, 0.0, at))
    return (turned != at) & np.isfinite(z), turned


def _newton(subgame: Subgame, history: Floats, start: Floats, at: Floats) -> tuple[Floats, Floats]:
    """Solve the conditions with these levers held; nan where that does not succeed."""
    z, last = start.copy(), np.full(len(start), np.inf)
    floor = 1e-3 * np.maximum(np.abs(start), np.abs(start).max(axis=1, keepdims=True, initial=0.0))
    floor[floor == 0] = 1e-3
    left = np.arange(len(start))
    here = subgame.at(history, z, at)
    for _ in range(STEPS):
        step = _step(subgame, here, here)
        size = _size(step, z[left], floor[left])
        done = size <= EXACT
        z[left[done]] += step[done]
        last[left[done]] = size[done]
        going = np.isfinite(size) & ~done
        z[left[~np.isfinite(size)]] = np.nan
        here, left, step, size = _rows(here, going), left[going], step[going], size[going]
        if not left.size:
            return z, last
        place = _Place(history[left], at[left], z[left], floor[left])
        here, z[left], accepted = _damped(subgame, here, place, step, size)
        # no damping helps: the step is rounding already, or there is no way on
        stuck = ~accepted
        last[left[stuck]] = size[stuck]
        z[left[stuck & (size > CLOSE)]] = np.nan
        here, left = _rows(here, accepted), left[accepted]
        if not left.size:
            return z, last
    z[left] = np.nan
    return z, last


@dataclass(frozen=True)
class _Place:
    """Where searches are: earlier choices, what is held at a bound, the levers, and the size of each that counts."""

    history: Floats
    at: Floats
    z: Floats
    floor: Floats


def _damped(
    subgame: Subgame, here: Linearised, place: _Place, step: Floats, size: Floats
) -> tuple[Linearised, Floats, NDArray[np.bool_]]:
    """Take the largest of the step's halves that is followed by a shorter step."""
    accepted = np.zeros(len(step), dtype=bool)
    reached, parts = place.z.copy(), [np.array(a) for a in _parts(here)]
    share = 1.0
    for _ in range(HALVINGS):
        trying = np.flatnonzero(~accepted)
        trial = place.z[trying] + share * step[trying]
        there = subgame.at(place.history[trying], trial, place.at[trying])
        following = _size(_step(subgame, _rows(here, trying), there), place.z[trying], place.floor[trying])
        with np.errstate(invalid="ignore"):
            good = following <= (1 - share / 4) * size[trying]
        for part, value in zip(parts, _parts(there), strict=True):
            part[trying[good]] = value[good]
        reached[trying[good]] = trial[good]
        accepted[trying[good]] = True
        if accepted.all():
            break
        share /= 2
    return Linearised(*parts), reached, accepted


def _step(subgame: Subgame, here: Linearised, there: Linearised) -> Floats:
    """Newton's step with the derivatives of one place and the values of another."""
    return -solved(here.by_unknown, there.rows[:, :, None])[:, subgame.places, 0]


def _size(step: Floats, z: Floats, floor: Floats) -> Floats:
    return np.asarray(np.max(np.abs(step) / np.maximum(np.abs(z), floor), axis=1, initial=0.0))


def _rows(values: Linearised, rows: NDArray[np.bool_] | NDArray[np.intp]) -> Linearised:
    return Linearised(*(part[rows] for part in _parts(values)))


def _parts(values: Linearised) -> tuple[Floats, ...]:
    return values.unknowns, values.rows, values.slopes, values.by_unknown, values.by_history
