r"""The interior of the cube box by box, where no quadratic settles it: gains that factor, or depend on one player only.

About the middle :math:`c` of a box with radii :math:`\rho` each gain is exactly

.. math:: f_i(c + h) = f_i(c) + J_i h + d_i h_j h_k,

with the matrix of slopes :math:`J` and the twist :math:`d_i` of a bilinear function. A box is left out when
:math:`|f_i(c)|` exceeds what the rest can be. A zero satisfies :math:`h = -J^{-1} (f(c) + (d_i h_j h_k)_i)`: where the
right-hand side maps the box into itself there is one (Brouwer), where it contracts there is no other, and where it
leads away from the box there is none. All other boxes are cut in two, not in the middle: zeros like to be halves.
"""

import numpy as np
from numpy.typing import NDArray

from coopgame.solve.interior import OTHERS
from coopgame.sweeps.finite.trilateral_arrays import LEAST
from coopgame.sweeps.outputs import Floats

CUT = 0.4871
MOST_LEVELS = 60
MOST_BOXES = 300
"""Boxes of one game at which it is given up."""

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


def boxed(gains: Floats, errors: Floats) -> tuple[Flags, Indices, Floats]:
    """Find the points of the open cube at which all three gains vanish.

    Parameters
    ----------
    gains : array of shape (3, 4, n)
        Normalised.
    errors : array of shape (3, n)

    Returns
    -------
    settled : array of shape (n,)
        Whether all of them were found.
    owner : array of shape (z,)
        The games that have one, once for each.
    place : array of shape (3, z)
        Where Newton's method gets to in one step.

    """
    n = gains.shape[2]
    settled = np.ones(n, np.bool_)
    owner = np.arange(n)
    low, high = np.zeros((3, n)), np.ones((3, n))
    owners, places = [], []
    for _ in range(MOST_LEVELS):
        if not len(owner):
            break
        middle, radius = 0.5 * (low + high), 0.5 * (high - low)
        empty, single, zero = _decided(gains[:, :, owner], errors[:, owner] + 4.0 * LEAST, middle, radius)
        owners.append(owner[single])
        places.append(zero[:, single])
        left = ~(empty | single)
        settled &= np.bincount(owner[left], minlength=n) <= MOST_BOXES
        left &= settled[owner]
        owner, low, high = owner[left], low[:, left], high[:, left]
        axis, every = np.argmax(high - low, axis=0), np.arange(len(owner))
        cut = (1.0 - CUT) * low[axis, every] + CUT * high[axis, every]
        owner, low, high = np.tile(owner, 2), np.tile(low, 2), np.tile(high, 2)
        high[axis, every] = cut
        low[axis, len(every) + every] = cut
    settled[owner] = False
    return settled, np.concatenate(owners), np.concatenate(places, axis=1)


def _decided(gains: Floats, errors: Floats, middle: Floats, radius: Floats) -> tuple[Flags, Flags, Floats]:
    """Say which boxes hold no zero, which hold exactly one, and where that would be."""
    values, rest, slopes = np.empty_like(middle), np.empty_like(middle), np.zeros((3, 3, middle.shape[1]))
    empty = np.zeros(middle.shape[1], np.bool_)
    for i, (j, k) in enumerate(OTHERS):
        at_00, at_01, at_10, at_11 = gains[i]
        twist = at_11 - at_10 - at_01 + at_00
        slopes[i, j] = at_10 - at_00 + twist * middle[k]
        slopes[i, k] = at_01 - at_00 + twist * middle[j]
        values[i] = at_00 + (at_10 - at_00) * middle[j] + slopes[i, k] * middle[k]
        rest[i] = np.abs(twist) * radius[j] * radius[k]
        reach = np.abs(slopes[i, j]) * radius[j] + np.abs(slopes[i, k]) * radius[k]
        empty |= np.abs(values[i]) > reach + rest[i] + errors[i]
    single = ~empty
    zero = np.empty_like(middle)
    for i, row in enumerate(_inverse(slopes)):
        step = -sum(y * f for y, f in zip(row, values, strict=True))
        spread = sum(np.abs(y) * (r + e) for y, r, e in zip(row, rest, errors, strict=True))
        change = sum(np.abs(y) * (2.0 * r + 8.0 * e) for y, r, e in zip(row, rest, errors, strict=True))
        empty |= np.abs(step) - spread > radius[i]
        single &= (np.abs(step) + spread < radius[i]) & (change < 0.5 * radius[i])
        zero[i] = middle[i] + step
    return empty, single & ~empty, zero


def _inverse(slopes: Floats) -> Floats:
    """Invert matrices with zeros on their diagonals."""
    (_, a, b), (c, _, d), (e, f, _) = slopes
    cofactors = np.array([[-d * f, b * f, a * d], [d * e, -b * e, b * c], [c * f, a * e, -a * c]])
    inverse: Floats = cofactors / (a * d * e + b * c * f)
    return inverse
