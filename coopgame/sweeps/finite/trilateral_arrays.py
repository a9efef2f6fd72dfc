r"""What decides the equilibria of 2x2x2 games, as formulae that run on a float and on an array of them alike.

A gain is what a player has more from the first strategy than from the second. It is bilinear in the probabilities
:math:`u, v` that the other two, in order, play their first strategies, so its values at the corners
:math:`(0, 0), (0, 1), (1, 0), (1, 1)` say all. Each player's are divided by the largest of them, and are wrong by at
most that player's ``error``, at least `LEAST`, which leaves room for the rounding of what is made of them.

Nothing is decided that the errors leave open: a sign counts only where it is beyond what the errors may change.
"""

from typing import Any

import numpy as np

Value = Any
"""A float, or an array of them: Numba compiles these functions for the one, NumPy runs them on the other."""

LEAST = 2.0**-49
ACCURATE = 2.0**-30
"""What a probability that is listed may be wrong by at most: a billionth."""
SHARP = 2.0**-42
"""What a player who mixes may gain at most, of the largest gain there is."""
FINE = 2.0**-20
"""The largest error, and the largest radius about a root, with which bounds of first order are trusted."""


def on_face(mixing: Value, pure: Value, errors: Value, turn: int) -> tuple[Value, Value, Value, Value]:
    r"""The equilibrium on a face of the cube: one player is pure, two make each other indifferent.

    Parameters
    ----------
    mixing : two pairs
        For each of the two who mix, the gain where the other plays the second strategy, and where the first.
    pure : four values
        The third player's gain, by the probabilities of the two.
    errors : three values
        In that order.
    turn : int
        1 where the third player plays the first strategy, -1 where the second.

    Returns
    -------
    stays, leaves : bool
        Whether the third player surely keeps to the strategy, at probabilities that are `ACCURATE`; and surely not.
    first, second : float
        The probabilities of the two.

    Notes
    -----
    The :math:`p` with :math:`(1 - p) l + p h = 0` is :math:`|l| / (|l| + |h|)` where the signs are unlike, and wrong by
    at most :math:`e / (|l| + |h|)`. Where a sign is unknown, the true :math:`p`, if there is one in
    :math:`[0, 1]`, is within twice that; so a gain of the third player that is negative everywhere within these bounds
    rules the face out.

    """
    (low, high), (left, right) = mixing
    of_first, of_second, of_third = errors
    at_00, at_01, at_10, at_11 = pure
    spread, width = np.abs(low) + np.abs(high), np.abs(left) + np.abs(right)
    second, far = np.abs(low) / spread, 2.0 * of_first / spread + LEAST
    first, wide = np.abs(left) / width, 2.0 * of_second / width + LEAST
    twist = at_11 - at_10 - at_01 + at_00
    rise, climb = at_10 - at_00 + twist * second, at_01 - at_00 + twist * first
    gain = turn * (at_00 + (at_10 - at_00) * first + climb * second)
    slack = of_third + np.abs(rise) * wide + np.abs(climb) * far + np.abs(twist) * wide * far + LEAST
    fine = (wide < 2.0 * ACCURATE) & (far < 2.0 * ACCURATE)
    return fine & (gain > slack), gain < -slack, first, second


def equation(own: Value, second: Value, third: Value) -> tuple[Value, Value, Value]:
    r"""The :math:`q` of :math:`q_0 (1 - t)^2 + q_1 t (1 - t) + q_2 t^2`, which vanishes where all three mix.

    With :math:`t` the first player's probability, the third's follows from :math:`(1 - w) a(t) + w b(t) = 0`, the gain
    of the second, and the second's from :math:`(1 - v) c(t) + v d(t) = 0`, the gain of the third. In the first player's
    gain the weights :math:`1 - v : v = -d : c` and :math:`1 - w : w = -b : a` are cleared of their denominators.

    Parameters
    ----------
    own : four values
        The first player's gain.
    second : four values
        :math:`a(0), b(0), a(1), b(1)`.
    third : four values
        :math:`c(0), d(0), c(1), d(1)`.

    """
    at_00, at_01, at_10, at_11 = own
    a, b, a_1, b_1 = second
    c, d, c_1, d_1 = third
    start = d * (at_00 * b - at_01 * a) - c * (at_10 * b - at_11 * a)
    end = d_1 * (at_00 * b_1 - at_01 * a_1) - c_1 * (at_10 * b_1 - at_11 * a_1)
    middle = at_00 * (d * b_1 + d_1 * b) - at_01 * (d * a_1 + d_1 * a)
    middle = middle - at_10 * (c * b_1 + c_1 * b) + at_11 * (c * a_1 + c_1 * a)
    return start, middle, end


def roots(q: Value, error: Value) -> tuple[Value, Value, Value, Value, Value]:
    r"""The roots in :math:`(0, 1)` of :math:`q_0 (1 - t)^2 + q_1 t (1 - t) + q_2 t^2`.

    Parameters
    ----------
    q : three values
    error : float
        What the outer coefficients may be wrong by; the middle one twice as much, and the function nowhere more.

    Returns
    -------
    decided : bool
        Whether it is known how many there are.
    there, here : bool
        Whether the first is one, and the second.
    one, other : float

    Notes
    -----
    In :math:`s = t / (1 - t)` they are the positive roots of :math:`q_2 s^2 + q_1 s + q_0`: one where the outer
    coefficients have unlike signs, else two or none.

    """
    q_0, q_1, q_2 = q
    outer = (np.abs(q_0) > error) & (np.abs(q_2) > error)
    unlike, like = outer & (q_0 * q_2 < 0), outer & (q_0 * q_2 > 0)
    rise = q_1 * (1.0 - 2.0 * (q_0 < 0))
    discriminant = q_1 * q_1 - 4.0 * q_0 * q_2
    slack = 8.0 * error * (np.abs(q_0) + np.abs(q_1) + np.abs(q_2) + error)
    none = like & ((rise > 2.0 * error) | (discriminant < -slack))
    some = unlike | (like & (rise < -2.0 * error) & (discriminant > slack))
    z = -0.5 * (q_1 + (1.0 - 2.0 * (q_1 < 0)) * np.sqrt(np.maximum(discriminant, 0.0)))
    return some | none, some & (z * q_2 > 0), some & (z * q_0 > 0), z / (z + q_2), q_0 / (q_0 + z)


def radius(q: Value, t: Value, error: Value) -> tuple[Value, Value]:
    """How far from :math:`t` the true root is at most, and whether that can be relied on."""
    q_0, q_1, q_2 = q
    s = 1.0 - t
    slope = np.abs(2.0 * (q_2 * t - q_0 * s) + q_1 * (s - t))
    r = 2.0 * (np.abs((q_0 * s + q_1 * t) * s + q_2 * t * t) + 2.0 * error) / slope
    # The slope must not change by more than half of itself on the way.
    return r, (4.0 * np.abs(q_0 - q_1 + q_2) * r <= slope) & (r < FINE)


def follows(ends: Value, t: Value, r: Value, error: Value) -> tuple[Value, Value, Value]:
    r"""The probability :math:`a(t) / (a(t) - b(t))` that follows from a root :math:`t`, known up to :math:`r`.

    Parameters
    ----------
    ends : four values
        :math:`a(0), b(0), a(1), b(1)`.
    t, r, error : float

    Returns
    -------
    inside, outside : bool
        Whether it is surely in :math:`(0, 1)`, and surely not.
    probability : float

    """
    a_0, b_0, a_1, b_1 = ends
    a, b = a_0 * (1.0 - t) + a_1 * t, b_0 * (1.0 - t) + b_1 * t
    short, wide = error + np.abs(a_1 - a_0) * r + LEAST, error + np.abs(b_1 - b_0) * r + LEAST
    known = (np.abs(a) > short) & (np.abs(b) > wide)
    return known & (a * b < 0), known & (a * b > 0), a / (a - b)


def improved(gains: Value, errors: Value, point: Value) -> tuple[Value, Value, Value, Value]:
    r"""The point at which all three are indifferent, from one nearby, by Newton's method.

    Parameters
    ----------
    gains : three times four values
    errors : three values
    point : three values

    Returns
    -------
    good : bool
        Whether nobody gains more there than `SHARP`, and the probabilities are `ACCURATE`.
    first, second, third : float

    """
    (f_00, f_01, f_10, f_11), (g_00, g_01, g_10, g_11), (h_00, h_01, h_10, h_11) = gains
    e_1, e_2, e_3 = errors
    p, q, r = point
    for _ in range(4):
        twist, turn, bend = f_11 - f_10 - f_01 + f_00, g_11 - g_10 - g_01 + g_00, h_11 - h_10 - h_01 + h_00
        f_q, f_r = f_10 - f_00 + twist * r, f_01 - f_00 + twist * q
        g_p, g_r = g_10 - g_00 + turn * r, g_01 - g_00 + turn * p
        h_p, h_q = h_10 - h_00 + bend * q, h_01 - h_00 + bend * p
        f = f_00 + (f_10 - f_00) * q + f_r * r
        g = g_00 + (g_10 - g_00) * p + g_r * r
        h = h_00 + (h_10 - h_00) * p + h_q * q
        size = f_q * g_r * h_p + f_r * g_p * h_q
        p, q, r = (
            p + (g_r * h_q * f - f_r * h_q * g - f_q * g_r * h) / size,
            q + (-g_r * h_p * f + f_r * h_p * g - f_r * g_p * h) / size,
            r + (-g_p * h_q * f - f_q * h_p * g + f_q * g_p * h) / size,
        )
    off = np.maximum(np.maximum(np.abs(f), np.abs(g)), np.abs(h))
    # What the probabilities are wrong by, if the gains are by their errors and by what was left of them at last.
    of_1, of_2, of_3 = e_1 + off, e_2 + off, e_3 + off
    of_p = np.abs(g_r * h_q) * of_1 + np.abs(f_r * h_q) * of_2 + np.abs(f_q * g_r) * of_3
    of_q = np.abs(g_r * h_p) * of_1 + np.abs(f_r * h_p) * of_2 + np.abs(f_r * g_p) * of_3
    of_r = np.abs(g_p * h_q) * of_1 + np.abs(f_q * h_p) * of_2 + np.abs(f_q * g_p) * of_3
    reach = np.maximum(np.maximum(of_p, of_q), of_r) / np.abs(size)
    good = (off < SHARP) & (reach < ACCURATE) & (np.minimum(np.minimum(p, q), r) > 0)
    return good & (np.maximum(np.maximum(p, q), r) < 1), p, q, r


def expected(at: Value, x: Value, y: Value) -> Value:
    """What a strategy pays where the others, in order, play their first strategies with probabilities ``x`` and ``y``.

    Parameters
    ----------
    at : four values
        What it pays against both first strategies, the first and the second, the second and the first, and both second.
    x, y : float

    """
    at_11, at_10, at_01, at_00 = at
    return x * (y * at_11 + (1.0 - y) * at_10) + (1.0 - x) * (y * at_01 + (1.0 - y) * at_00)
