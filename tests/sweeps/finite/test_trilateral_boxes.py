"""The interior of the cube box by box."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coopgame.solve.bilinear import Bilinear
from coopgame.solve.interior import fully_mixed
from coopgame.sweeps.finite.trilateral_arrays import LEAST
from coopgame.sweeps.finite.trilateral_boxes import MOST_BOXES, boxed

Floats = NDArray[np.float64]

NEAR = 0.05
"""How far off the place of a zero may be that Newton's method is to start from."""


def found(gains: Floats) -> tuple[bool, list[Floats]]:
    """Whether one game is settled, and what was found."""
    with np.errstate(all="ignore"):
        settled, owner, place = boxed(gains.reshape(3, 4, 1), np.full((3, 1), LEAST))
    assert not owner.any()
    return bool(settled[0]), sorted(place.T, key=list)


def exact(gains: Floats) -> list[Floats]:
    """All isolated points of the open cube at which the gains vanish."""
    functions = []
    for row in gains:
        a, b, c, d = (Fraction(float(value)) for value in row)
        functions.append(Bilinear.through((a, b, c, d)))
    pieces = [piece for piece in fully_mixed(functions) if piece is not None and len(piece) == 1]
    return sorted(
        {tuple(map(float, piece[0])): np.array(list(map(float, piece[0]))) for piece in pieces}.values(), key=list
    )


def factored(rng: np.random.Generator, rank_one: int) -> Floats:
    """Gains of which some are products of functions of one probability each."""
    gains = rng.uniform(-1, 1, (3, 4))
    for player in range(rank_one):
        gains[player] = np.outer(rng.uniform(-1, 1, 2), rng.uniform(-1, 1, 2)).ravel()
    return gains


@given(st.integers(0, 10**6), st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_every_zero_of_the_gains_is_found_whether_they_factor_or_not(seed: int, rank_one: int) -> None:
    gains = factored(np.random.default_rng(seed), rank_one)
    settled, places = found(gains)
    if settled and not rank_one:  # a product in floats is one only up to rounding
        wanted = exact(gains)
        assert len(places) == len(wanted)
        assert all(np.abs(one - other).max() < NEAR for one, other in zip(places, wanted, strict=True))
    assert settled


def test_zeros_at_halves_and_thirds_are_found_and_two_are_kept_apart() -> None:
    # The two equilibria of McKelvey and McLennan (1997) in which all three mix; the first two gains factor.
    gains = np.array([[1.0, -3.0, -1.0, 3.0], [4.0, -8.0, -4.0, 8.0], [2.0, -6.0, -6.0, 12.0]]) / 12
    settled, places = found(gains)
    assert settled
    assert np.allclose(places, [[2 / 5, 1 / 2, 1 / 3], [1 / 2, 2 / 5, 1 / 4]], rtol=0, atol=NEAR)


def test_gains_that_depend_on_the_next_player_alone_vanish_at_one_point() -> None:
    # p_2 = 1/4, p_3 = 1/2, p_1 = 1/5
    gains = np.array([[-1.0, -1.0, 3.0, 3.0], [-1.0, 1.0, -1.0, 1.0], [-1.0, -1.0, 4.0, 4.0]]) / 4
    settled, (place,) = found(gains)
    assert settled
    assert np.allclose(place, [1 / 5, 1 / 4, 1 / 2], rtol=0, atol=NEAR)


def test_a_curve_of_zeros_and_a_double_zero_are_given_up_without_harm_to_others() -> None:
    equal = [0.0, -1.0, 1.0, 0.0]
    curve, double = [equal, equal, equal], [equal, [0.25, -0.75, 0.25, 0.25], equal]
    plain = np.random.default_rng(1).uniform(-1, 1, (3, 4))
    gains = np.stack([np.array(curve), np.array(double), plain], axis=-1)
    with np.errstate(all="ignore"):
        settled, owner, _ = boxed(gains, np.full((3, 3), LEAST))
    assert settled.tolist() == [False, False, True]
    assert len(owner) < MOST_BOXES
    assert (owner == 2).sum() == len(exact(plain))
