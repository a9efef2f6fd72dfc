"""The formulae that decide the equilibria of 2x2x2 games, against exact arithmetic."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.solve.surds import quadratic_roots
from coopgame.sweeps.finite.trilateral_arrays import (
    LEAST,
    equation,
    expected,
    follows,
    improved,
    on_face,
    radius,
    roots,
)

hundredths = st.integers(-100, 100).map(lambda k: Fraction(k, 100))
quadruples = st.tuples(hundredths, hundredths, hundredths, hundredths)


def floats(numbers: tuple[Fraction, ...]) -> tuple[float, ...]:
    return tuple(map(float, numbers))


@given(st.tuples(hundredths, hundredths, hundredths))
def test_roots_are_those_of_the_exact_quadratic_wherever_their_number_is_decided(q: tuple[Fraction, ...]) -> None:
    q_0, q_1, q_2 = q
    with np.errstate(all="ignore"):
        decided, there, here, one, other = roots(floats(q), LEAST)
    alpha, beta = q_0 - q_1 + q_2, q_1 - 2 * q_0
    if decided:
        exact = quadratic_roots(alpha, beta, q_0) if alpha or beta else ()
        wanted = sorted(float(t) for t in exact if 0 < t < 1)
        got = sorted(float(t) for t, known in ((one, there), (other, here)) if known)
        assert got == pytest.approx(wanted, rel=0, abs=1e-12)
        for t in got:
            r, clear = radius(floats(q), t, LEAST)
            assert not clear or min(abs(t - exactly) for exactly in wanted) <= r < 1e-6
    else:
        # What is left open is a root at an end, or a double one.
        assert not q_0 or not q_2 or beta * beta == 4 * alpha * q_0


@given(quadruples, quadruples, quadruples, st.fractions(0, 1, max_denominator=20))
def test_the_quadratic_is_the_first_gain_where_the_other_two_vanish(
    own: tuple[Fraction, ...], second: tuple[Fraction, ...], third: tuple[Fraction, ...], t: Fraction
) -> None:
    q = equation(own, second, third)
    a, b, c, d = (
        x + t * (y - x)
        for x, y in ((second[0], second[2]), (second[1], second[3]), (third[0], third[2]), (third[1], third[3]))
    )
    if a != b and c != d:
        v, w = c / (c - d), a / (a - b)
        gain = (1 - v) * ((1 - w) * own[0] + w * own[1]) + v * ((1 - w) * own[2] + w * own[3])
        assert q[0] * (1 - t) ** 2 + q[1] * t * (1 - t) + q[2] * t**2 == gain * (a - b) * (c - d)


@given(quadruples, st.floats(0, 1), st.floats(0, 1e-6))
def test_what_follows_from_a_root_is_inside_or_outside_for_all_nearby(
    ends: tuple[Fraction, ...], t: float, r: float
) -> None:
    with np.errstate(all="ignore"):
        inside, outside, probability = follows(floats(ends), np.float64(t), r, LEAST)
    assert not (inside and outside)
    a_0, b_0, a_1, b_1 = ends
    for near in (Fraction(t) - Fraction(r), Fraction(t) + Fraction(r)):
        a, b = a_0 + near * (a_1 - a_0), b_0 + near * (b_1 - b_0)
        assert a * b < 0 if inside else a * b > 0 if outside else True
    assert not inside or 0 < probability < 1


@given(quadruples, quadruples, st.sampled_from([1, -1]))
@settings(max_examples=300)
def test_the_third_player_stays_on_a_face_or_leaves_as_the_exact_gain_says(
    mixing: tuple[Fraction, ...], pure: tuple[Fraction, ...], turn: int
) -> None:
    low, high, left, right = mixing
    if low * high < 0 and left * right < 0:
        pairs = floats((low, high)), floats((left, right))
        stays, leaves, first, second = on_face(pairs, floats(pure), (LEAST, LEAST, LEAST), turn)
        v, u = low / (low - high), left / (left - right)
        gain = turn * ((1 - u) * ((1 - v) * pure[0] + v * pure[1]) + u * ((1 - v) * pure[2] + v * pure[3]))
        assert (stays, leaves) == (gain > 0, gain < 0)
        assert (first, second) == pytest.approx((float(u), float(v)), rel=0, abs=1e-14)


def test_a_rough_place_is_improved_to_rounding() -> None:
    # The two equilibria of McKelvey and McLennan (1997) in which all three mix.
    gains = (1.0, -3.0, -1.0, 3.0), (4.0, -8.0, -4.0, 8.0), (2.0, -6.0, -6.0, 12.0)
    scaled = tuple(tuple(value / 12 for value in each) for each in gains)
    for place in ((2 / 5, 1 / 2, 1 / 3), (1 / 2, 2 / 5, 1 / 4)):
        good, *point = improved(scaled, (LEAST,) * 3, tuple(np.float64(p + 1e-4) for p in place))
        assert good
        assert point == pytest.approx(place, rel=0, abs=1e-15)


def test_a_place_with_singular_slopes_is_not_called_good() -> None:
    always = (1.0, 1.0, 1.0, 1.0)
    with np.errstate(all="ignore"):
        assert not improved((always, always, always), (LEAST,) * 3, (np.float64(0.5),) * 3)[0]


@given(quadruples, st.fractions(0, 1), st.fractions(0, 1))
def test_what_a_strategy_pays_is_expected_over_what_the_others_play(
    at: tuple[Fraction, ...], x: Fraction, y: Fraction
) -> None:
    chances = (x * y, x * (1 - y), (1 - x) * y, (1 - x) * (1 - y))
    exactly = sum(chance * payoff for chance, payoff in zip(chances, at, strict=True))
    assert expected(floats(at), float(x), float(y)) == pytest.approx(float(exactly), rel=0, abs=1e-15)
