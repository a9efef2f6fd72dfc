"""The nucleolus by other roads: recursions for bankruptcy and airports, floating-point programmes for the rest."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from random import Random

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values.core import core_condition
from coopgame.sharing.values.nucleolus import nucleolus, prenucleolus
from coopgame.sharing.values.per_capita import per_capita_nucleolus
from coopgame.sharing.values.properties import convex
from coopgame.symbols import Region
from tests.sharing.published import DRAWN, airport, bankruptcy

COMPARED = 6  # vectors that each drawn game's answer is compared with

# --- differential: bankruptcy and airports by their own recursions, others by floating-point programmes


def awarded(estate: Fraction, claims: Sequence[Fraction]) -> list[Fraction]:
    """The rule consistent with the contested garment: half the claims are met alike, losses beyond are shared alike."""
    half = [Fraction(claim) / 2 for claim in claims]
    if estate <= sum(half):
        return alike(estate, half)
    return [claim - loss for claim, loss in zip(claims, alike(sum(claims) - estate, half), strict=True)]


def alike(amount: Fraction, most: Sequence[Fraction]) -> list[Fraction]:
    """The same for everyone, up to what each can take."""
    given = dict.fromkeys(range(len(most)), Fraction(0))
    for left, k in zip(range(len(most), 0, -1), sorted(given, key=most.__getitem__), strict=True):
        given[k] = min(most[k], amount / left)
        amount -= given[k]
    return [given[k] for k in range(len(most))]


def charged(costs: Sequence[int]) -> list[Fraction]:
    """Littlechild's recursion (Management Science 1974): the next group pays what is least by head."""
    n, paid, charges = len(costs), Fraction(0), list[Fraction]()
    while len(charges) < n:
        i = len(charges)
        by_head = [Fraction(costs[k] - paid, k - i + 2) for k in range(i, n - 1)] + [Fraction(costs[-1] - paid, n - i)]
        least = min(by_head)
        group = max(k for k, value in enumerate(by_head) if value == least) + 1
        charges += [least] * group
        paid += least * group
    return charges


@given(st.lists(st.integers(1, 30), min_size=2, max_size=6), st.fractions(0, 1, max_denominator=12))
def test_bankruptcy_follows_the_contested_garment(claims: list[int], part: Fraction) -> None:
    estate = part * sum(claims)
    assert list(nucleolus(bankruptcy(estate, claims)).shares) == awarded(estate, list(map(Fraction, claims)))


@given(st.lists(st.integers(1, 20), min_size=2, max_size=6).map(sorted))
def test_airports_follow_littlechild(costs: list[int]) -> None:
    assert [-share for share in nucleolus(airport(costs)).shares] == charged(costs)


def excesses(game: CoalitionalGame, shares: Sequence[Fraction]) -> dict[int, Fraction]:
    """The excess of every coalition but the empty one and all."""
    places = range(1, len(game.worths) - 1)
    return {
        s: Fraction(int(game.worths[s].p), int(game.worths[s].q))
        - sum((x for k, x in enumerate(shares) if s >> k & 1), Fraction(0))
        for s in places
    }


def is_balanced(places: Sequence[int], n: int) -> bool:
    """Whether weights that are all positive balance, in floating point."""
    matrix = np.array([[place >> k & 1 for place in places] for k in range(n)], dtype=float)
    # Weights t + u with u >= 0, and t as great as can be.
    columns = np.column_stack([matrix, matrix.sum(axis=1)])
    gain = np.zeros(len(places) + 1)
    gain[-1] = -1
    answer = linprog(gain, A_eq=columns, b_eq=np.ones(n), method="highs")
    return bool(answer.status == 0 and -answer.fun > 1e-6)


def meets_the_criterion(game: CoalitionalGame, shares: Sequence[Fraction]) -> bool:
    """Kohlberg's criterion, written once more."""
    found, n, places = excesses(game, shares), len(game.players), list[int]()
    for _, group in groupby(sorted(found, key=lambda s: -found[s]), key=found.__getitem__):
        places += group
        if not is_balanced(places, n):
            return False
        if np.linalg.matrix_rank([[place >> k & 1 for k in range(n)] for place in places]) == n:
            return True
    return True


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_drawn_games_meet_the_criterion_in_floating_point_and_beat_other_shares(count: int) -> None:
    rng = Random(count)
    for game in (game for game in DRAWN if len(game.players) == count):
        shares = [Fraction(int(x.p), int(x.q)) for x in prenucleolus(game).shares]
        assert sum(shares) == game.grand
        assert meets_the_criterion(game, shares), game
        least = sorted(excesses(game, shares).values(), reverse=True)
        for step in (Fraction(1, 10**k) for k in range(COMPARED // 3) for _ in range(3)):
            moves = [step * rng.randint(-3, 3) for _ in shares[1:]]
            other = [x + move for x, move in zip(shares, [-sum(moves), *moves], strict=True)]
            if other != shares:
                assert sorted(excesses(game, other).values(), reverse=True) > least


@pytest.mark.parametrize("size", [1, 2])
def test_the_greatest_excess_is_that_of_a_floating_point_programme(size: int) -> None:
    rule = prenucleolus if size == 1 else per_capita_nucleolus
    for game in (game for game in DRAWN[::5] if size == 1 or game.grand >= sum(map(game.worth, game.players))):
        n, worths = len(game.players), np.array(game.worths, dtype=float)
        places = range(1, len(worths) - 1)
        sizes = [1 if size == 1 else place.bit_count() for place in places]
        rows = np.array([[-(place >> k & 1) for k in range(n)] + [-q] for place, q in zip(places, sizes, strict=True)])
        bounds = [(None if size == 1 else worths[1 << k], None) for k in range(n)] + [(None, None)]
        answer = linprog([0] * n + [1], rows, -worths[1:-1], [[1] * n + [0]], worths[-1:], bounds, method="highs")
        shares = [Fraction(int(x.p), int(x.q)) for x in rule(game).shares]
        found = excesses(game, shares)
        assert max(float(found[place]) / q for place, q in zip(places, sizes, strict=True)) == pytest.approx(answer.fun)


def test_drawn_games_are_of_all_kinds() -> None:
    assert len(DRAWN) == 300
    for games in (DRAWN[:75], DRAWN[75:150], DRAWN[150:225], DRAWN[225:]):
        empty = sum(core_condition(game) == Region(sp.false) for game in games)
        assert 10 < empty < 65
    assert any(convex(game) == Region() for game in DRAWN)
