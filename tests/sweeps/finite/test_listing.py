"""What is listed of the equilibria at many points, and the exact answers that overwrite it."""

from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coopgame import nash_equilibria
from coopgame.errors import GameError
from coopgame.games.finite import FiniteGame
from coopgame.solve.numeric import NumericEquilibria
from coopgame.sweeps.finite.listing import Listing, arrays, finite_outputs, nothing_listed, recheck, settle
from coopgame.sweeps.finite.payoffs import PayoffArrays
from coopgame.sweeps.outputs import Detail
from coopgame.sweeps.points.exactly import Reading
from coopgame.symbols import parameters
from tests.strategies import built, numeric_games

MOST = 12


def tables_of(game: FiniteGame) -> list[list[Fraction]]:
    return [[Fraction(int(u.p), int(u.q)) for u in table] for table in game.tables]


def settled(game: FiniteGame, most: int = MOST) -> Listing:
    listing = nothing_listed(1, most, sum(game.shape))
    settle(listing, [0], [tables_of(game)], game.shape)
    return listing


def rows_of(found: NumericEquilibria) -> list[list[float]]:
    return [[float(p) for mixture in e.mixture for p in mixture] for e in found]


def in_order(rows: list[list[float]]) -> NDArray[np.float64]:
    return np.array(sorted(np.round(rows, 9).tolist()))


def is_curved(found: NumericEquilibria) -> bool:
    return bool(found.continua) or any(len(component) > 1 for component in found.components)


# What is listed.


@given(numeric_games())
@settings(max_examples=60, deadline=None)
def test_a_settled_point_has_the_answers_of_the_exact_solver(game: FiniteGame) -> None:
    found, listing = nash_equilibria(game), settled(game)
    profiles = [tuple(profile) for profile in game.profiles()]
    pure = {profiles.index(tuple(e.profile)): e for e in found if e.profile is not None}
    assert listing.pure[0] == sum(1 << k for k in pure)
    assert listing.strict[0] == sum(1 << k for k, e in pure.items() if e.strict_condition.conditions == ())
    assert listing.count[0] == len(found)
    assert listing.continuum[0] == is_curved(found)
    assert listing.complete[0] == found.complete
    assert listing.rechecked[0]
    listed = listing.probability[0, : len(found)].tolist()
    assert in_order(listed) == pytest.approx(in_order(rows_of(found)))
    assert np.isnan(listing.probability[0, len(found) :]).all()


@given(numeric_games())
@settings(max_examples=40, deadline=None)
def test_pure_equilibria_come_first_in_the_order_of_the_profiles(game: FiniteGame) -> None:
    listing = settled(game)
    listed = listing.probability[0, : listing.count[0]]
    pure = [(row == row.round()).all() for row in listed]
    assert pure == sorted(pure, reverse=True)
    starts = np.cumsum((0, *game.shape[:-1]))
    profiles = list(product(*map(range, game.shape)))
    played = [
        tuple(int(np.argmax(row[a : a + n])) for a, n in zip(starts, game.shape, strict=True))
        for row in listed[: sum(pure)]
    ]
    assert [profiles.index(profile) for profile in played] == [
        k for k in range(len(profiles)) if int(listing.pure[0]) >> k & 1
    ]


@given(numeric_games())
@settings(max_examples=40, deadline=None)
def test_payoffs_are_those_of_the_exact_solver_and_nobody_regrets(game: FiniteGame) -> None:
    found, listing = nash_equilibria(game), settled(game)
    payoffs = np.array([[[float(u) for u in table] for table in game.tables]])
    values = dict(
        zip(
            (output.name for output in finite_outputs(game.shape, Detail.FULL, MOST)),
            arrays(listing, payoffs, game.shape, Detail.FULL),
            strict=True,
        )
    )
    assert np.isnan(values["payoff"][0]).all(axis=1).tolist() == np.isnan(values["probability"][0, :, 0]).tolist()
    rows = np.hstack([values["probability"][0], values["payoff"][0]])[: len(found)]
    wanted = [row + [float(u) for u in e.payoffs] for row, e in zip(rows_of(found), found, strict=True)]
    assert in_order(rows.tolist()) == pytest.approx(in_order(wanted))
    assert 0 <= values["regret"][0] < 1e-12


def test_the_regret_of_what_is_no_equilibrium_is_what_the_best_reply_gains() -> None:
    listing = nothing_listed(2, 2, 4)
    listing.probability[0, 0] = [1, 0, 0, 1]
    listing.probability[0, 1] = [0.5, 0.5, 1, 0]
    payoffs = np.array([[[4.0, 1, 3, 3], [4, 3, 1, 3]]] * 2)
    *_, earned, regret = arrays(listing, payoffs, (2, 2), Detail.FULL)
    assert earned[0].tolist() == [[1, 3], [3.5, 2.5]]
    assert regret.tolist() == [2, 0]  # against the second column the first row gives 1 and the second 3


def test_variables_have_the_least_integers_that_hold_a_bit_a_profile() -> None:
    for shape in ((2, 2), (2, 4), (3, 3), (4, 4), (3, 3, 3), (2,) * 6):
        outputs = {output.name: output for output in finite_outputs(shape, Detail.CODES, 3)}
        bits = np.iinfo(outputs["pure"].dtype).bits
        assert prod(shape) <= bits
        assert bits == 8 or prod(shape) > bits // 2
        assert list(outputs) == ["pure", "strict", "count", "continuum", "complete", "rechecked"]
    full = finite_outputs((2, 3), Detail.FULL, 3)
    assert [(output.name, output.sizes) for output in full[6:]] == [
        ("probability", (3, 5)),
        ("payoff", (3, 2)),
        ("regret", ()),
    ]


# What does not fit, and what is not looked for.


def test_more_equilibria_than_slots_are_counted_but_not_complete() -> None:
    identity = np.eye(3, dtype=int).tolist()
    listing = settled(FiniteGame.from_arrays(identity, identity), most=4)
    assert listing.count[0] == 7
    assert not listing.complete[0]
    assert not np.isnan(listing.probability[0]).any()
    assert (listing.probability[0, :3, :3] == np.eye(3)).all()


def test_of_larger_games_only_pure_equilibria_are_listed() -> None:
    for shape in ((5, 5), (2, 2, 3)):
        listing = settled(built(shape, [0] * (len(shape) * prod(shape))), most=30)
        assert listing.count[0] == prod(shape)
        assert not listing.complete[0]
        assert not listing.strict[0]


def test_nobody_with_a_choice_has_one_equilibrium() -> None:
    listing = settled(built((1, 1), [3, 4]))
    assert (listing.count[0], listing.pure[0], listing.complete[0]) == (1, 1, True)


@given(st.data())
@settings(max_examples=10, deadline=None)
def test_only_the_points_in_doubt_are_overwritten(data: st.DataObject) -> None:
    x, y = parameters("x y")
    payoffs = PayoffArrays(FiniteGame.from_arrays([[x, 0], [0, 1]], [[y, 0], [0, 1]]), (x, y))
    columns = [np.array(data.draw(st.lists(st.sampled_from([-0.1, 0.0, 0.3]), min_size=4, max_size=4))) for _ in "xy"]
    doubtful = np.array(data.draw(st.lists(st.booleans(), min_size=4, max_size=4)))
    listing = nothing_listed(4, 5, 4)
    values, _ = payoffs(columns)
    recheck(listing, doubtful, payoffs, Reading(), columns, values)
    assert (listing.rechecked == doubtful).all()
    assert (listing.count[~doubtful] == 0).all()
    for k in np.flatnonzero(doubtful):
        truth = nash_equilibria(payoffs.game.at({x: columns[0][k], y: columns[1][k]}))
        assert listing.count[k] == len(truth)


def test_an_undefined_payoff_is_refused_by_name() -> None:
    x = parameters("x")
    payoffs = PayoffArrays(FiniteGame.from_arrays([[1 / x, 0], [0, 1]], [[1, 0], [0, 1]]), (x,))
    with pytest.raises(GameError, match=r"the payoff 1/x is undefined at x=0"):
        recheck(nothing_listed(1, 5, 4), np.array([True]), payoffs, Reading(), [np.array([0.0])], np.zeros((1, 2, 4)))
