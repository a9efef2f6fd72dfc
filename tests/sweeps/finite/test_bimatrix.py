"""All equilibria of two-player games at many points: what the exact solver says of each of them."""

import pickle
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pygambit as gbt
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coopgame import nash_equilibria
from coopgame.errors import GameError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.compiling import Engine
from coopgame.sweeps.finite.bimatrix import DEFAULT_MOST, Bimatrix
from coopgame.sweeps.outputs import Detail
from coopgame.sweeps.points.exactly import Reading
from coopgame.symbols import parameters
from tests.strategies import built

Shape = tuple[int, int]
Row = Sequence[float] | NDArray[Any]
Table = Sequence[Sequence[float]] | NDArray[Any]

ENGINES = pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])
SHAPES: tuple[Shape, ...] = ((1, 3), (2, 2), (2, 3), (3, 2), (2, 4), (3, 3), (4, 3), (4, 4))

MISSED = (((0, 2, 0), (3, 4, 3), (4, 3, 4)), ((2, 3, 0), (1, 0, 3), (2, 4, 0)))
"""Its one equilibrium is ((0, 4/7, 3/7), (0, 1/2, 1/2)); nashpy's support enumeration gives none."""


def symbols_of(shape: Shape) -> tuple[sp.Symbol, ...]:
    return tuple(parameters(" ".join(f"u{k}" for k in range(2 * shape[0] * shape[1]))))


def solver_of(shape: Shape, **options: Any) -> Bimatrix:
    """The solver of the game every payoff of which is a parameter."""
    symbols = symbols_of(shape)
    return Bimatrix(built(shape, list(symbols)), symbols, **options)


def solved(shape: Shape, rows: Sequence[Row] | NDArray[Any], **options: Any) -> dict[str, Any]:
    """The variables at points at which the payoffs are those of the rows, the first player's before the second's."""
    solver = solver_of(shape, **options)
    columns = [np.ascontiguousarray(column) for column in np.array(rows, dtype=float).T]
    return {output.name: values for output, values in zip(solver.outputs, solver(*columns), strict=True)}


def row_of(A: Table, B: Table) -> list[float]:
    return [payoff for table in (A, B) for line in table for payoff in line]


def numeric(shape: Shape, row: Row) -> FiniteGame:
    """The game whose payoffs are the decimals that the floats of the row print as."""
    return built(shape, [Fraction(repr(float(payoff))) for payoff in row])


def assert_is_exact(found: dict[str, Any], point: int, game: FiniteGame) -> None:
    """Compare a point with the exact solver."""
    truth = nash_equilibria(game)
    profiles = [tuple(profile) for profile in game.profiles()]
    pure = {profiles.index(tuple(e.profile)): e for e in truth if e.profile is not None}
    assert found["pure"][point] == sum(1 << k for k in pure)
    assert found["strict"][point] == sum(1 << k for k, e in pure.items() if e.strict_condition.conditions == ())
    assert found["count"][point] == len(truth)
    assert found["continuum"][point] == any(len(component) > 1 for component in truth.components)
    most = found["probability"].shape[1]
    assert found["complete"][point] == (len(truth) <= most)
    listed = found["probability"][point][: len(truth)]
    assert np.isnan(found["probability"][point][len(truth) :]).all()
    assert np.isnan(found["payoff"][point]).all(axis=1).tolist() == [k >= len(truth) for k in range(most)]
    wanted = [[float(p) for mixture in e.mixture for p in mixture] for e in truth]
    for row in listed:
        assert min(np.abs(np.array(wanted) - row).max(axis=1)) < 1e-9
    assert len(set(map(tuple, listed))) == len(listed)
    assert 0 <= found["regret"][point] <= 1e-9 * max(1.0, *(abs(float(u)) for table in game.tables for u in table))


# Published results.


@ENGINES
def test_the_equilibrium_that_nashpy_misses_is_found(engine: Engine) -> None:
    found = solved((3, 3), [row_of(*MISSED)], engine=engine)
    assert found["count"][0] == 1
    assert found["probability"][0, 0] == pytest.approx([0, 4 / 7, 3 / 7, 0, 1 / 2, 1 / 2])
    assert found["complete"][0]


@ENGINES
@pytest.mark.parametrize("size", [2, 3, 4])
def test_coordination_has_an_equilibrium_for_every_set_of_strategies(engine: Engine, size: int) -> None:
    """Quint and Shubik (1997): 2^n - 1 equilibria of the n x n game of coordination."""
    identity = np.eye(size)
    found = solved((size, size), [row_of(identity, identity)], engine=engine)
    assert found["count"][0] == 2**size - 1 == DEFAULT_MOST[size, size]
    assert found["complete"][0]
    assert not found["continuum"][0]
    assert not found["rechecked"][0]
    supports = [tuple(row > 0) for row in found["probability"][0]]
    assert set(supports) == {2 * s for s in product((False, True), repeat=size) if any(s)}
    assert found["pure"][0] == found["strict"][0] == sum(1 << k * (size + 1) for k in range(size))


@ENGINES
def test_rock_paper_scissors_is_played_evenly(engine: Engine) -> None:
    A = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
    found = solved((3, 3), [row_of(A, (-np.array(A)).tolist())], engine=engine)
    assert found["count"][0] == 1
    assert found["probability"][0, 0] == pytest.approx([1 / 3] * 6)
    assert found["payoff"][0, 0] == pytest.approx([0, 0])


@ENGINES
def test_two_by_four_games_have_up_to_five_equilibria(engine: Engine) -> None:
    """An upper envelope of four lines, with the first player's preference alternating along it."""
    B = [[-9, -4, -1, 0], [0, -1, -4, -9]]
    A = [[0, 1, 0, 1], [1, 0, 1, 0]]
    found = solved((2, 4), [row_of(A, [B[1], B[0]])], engine=engine)
    flipped = solved((2, 4), [row_of(A[::-1], [B[1], B[0]])], engine=engine)
    assert {found["count"][0], flipped["count"][0]} == {DEFAULT_MOST[2, 4], 3}


# Properties.


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_every_point_is_as_exact_as_the_solver(data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from(SHAPES))
    payoff = data.draw(
        st.sampled_from(
            (
                st.integers(0, 2),
                st.integers(-9, 9),
                st.sampled_from((0, 0, 1, 2.5)),
                st.integers(-9999, 9999).map(lambda k: k / 1000),
                st.sampled_from((0.1, 0.2, 0.3, 1e-9, 0.3 + 1e-9, -0.1)),
            )
        )
    )
    size = 2 * shape[0] * shape[1]
    rows = data.draw(st.lists(st.lists(payoff, min_size=size, max_size=size), min_size=1, max_size=3))
    found = solved(shape, rows, most=40)
    plain = solved(shape, rows, most=40, engine=Engine.NUMPY)
    for name, values in found.items():
        np.testing.assert_allclose(values.astype(float), plain[name].astype(float), rtol=0, atol=1e-9, err_msg=name)
    for k, row in enumerate(rows):
        assert_is_exact(found, k, numeric(shape, row))


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_scale_and_origin_of_payoffs_change_nothing(data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from(SHAPES))
    size = shape[0] * shape[1]
    row = np.array(data.draw(st.lists(st.integers(-99, 99), min_size=2 * size, max_size=2 * size)), dtype=float)
    scales = data.draw(st.tuples(*[st.sampled_from((1e-12, 1.0, 1e12))] * 2))
    shifts = data.draw(st.tuples(*[st.sampled_from((0.0, 1e6))] * 2))
    factors, origins = np.repeat(scales, size), np.repeat(shifts, size)
    found = solved(shape, [row, row * factors if data.draw(st.booleans()) else row + origins])
    for name in ("pure", "strict", "count", "continuum", "complete"):
        assert found[name][0] == found[name][1], name
    first, second = found["probability"]
    np.testing.assert_allclose(first, second, rtol=0, atol=1e-9)


@ENGINES
def test_generic_games_need_no_exact_arithmetic_and_have_an_odd_number_of_equilibria(engine: Engine) -> None:
    for shape in SHAPES:
        rows = np.random.default_rng(0).standard_normal((500, 2 * shape[0] * shape[1]))
        found = solved(shape, rows, engine=engine)
        assert not found["rechecked"].any()
        assert found["complete"].all()
        assert not found["continuum"].any()
        assert (found["count"] % 2 == 1).all()
        assert found["count"].max() <= DEFAULT_MOST[min(shape), max(shape)]
        assert found["regret"].max() < 1e-9
        assert (found["probability"][~np.isnan(found["probability"])] >= 0).all()


def test_ties_away_from_the_equilibria_need_no_exact_arithmetic() -> None:
    """The last strategies are dominated, and everything is tied on them."""
    A, B = [[4, 1, 5, 5], [3, 3, 5, 5], [0, 0, 0, 0]], [[4, 3, 0, 0], [1, 3, 0, 0], [9, 9, 0, 0]]
    found = solved((3, 4), [row_of(A, B)])
    assert not found["rechecked"][0]
    assert_is_exact(found, 0, numeric((3, 4), row_of(A, B)))


@ENGINES
def test_a_continuum_is_told_by_its_extreme_points(engine: Engine) -> None:
    A, B = [[1, 1], [0, 0]], [[2, 2], [0, 1]]
    found = solved((2, 2), [row_of(A, B)], engine=engine)
    assert found["probability"][0, :2].tolist() == [[1, 0, 1, 0], [1, 0, 0, 1]]
    assert (found["count"][0], found["pure"][0], found["strict"][0]) == (2, 0b11, 0)
    assert found["continuum"][0]
    assert found["complete"][0]
    assert found["rechecked"][0]


def test_codes_are_the_same_without_the_rest() -> None:
    rows = np.random.default_rng(3).integers(-2, 3, (200, 18))
    full, codes = solved((3, 3), rows), solved((3, 3), rows, detail=Detail.CODES)
    assert list(codes) == list(full)[:6]
    for name, values in codes.items():
        assert (values == full[name]).all()


def test_more_equilibria_than_slots_are_counted_and_the_first_listed() -> None:
    identity = row_of(np.eye(3), np.eye(3))
    found = solved((3, 3), [identity], most=4)
    whole = solved((3, 3), [identity])
    assert found["count"][0] == 7
    assert not found["complete"][0]
    assert (found["probability"][0] == whole["probability"][0, :4]).all()
    assert not solved((3, 3), [identity], most=4, detail=Detail.CODES)["complete"][0]


def test_points_lie_on_a_mesh_of_any_shape_and_threads_agree() -> None:
    x, y = parameters("x y")
    game = FiniteGame.from_arrays([[x, 0, 2], [0, y, 1]], [[1, 0, x], [0, 1, y]])
    axes = np.linspace(-2.03, 2.01, 90)[:, None], np.linspace(-2.01, 2.02, 101)[None, :]
    one, two = (Bimatrix(game, (x, y), threads=threads)(*axes) for threads in (1, 2))
    for first, second in zip(one, two, strict=True):
        assert first.shape[:2] == (90, 101)
        np.testing.assert_array_equal(first, second)
    k, j = 13, 77
    found = {o.name: values[k] for o, values in zip(Bimatrix(game, (x, y)).outputs, one, strict=True)}
    assert_is_exact(found, j, game.at({x: float(axes[0][k, 0]), y: float(axes[1][0, j])}))


def test_a_float_may_stand_for_another_number() -> None:
    (x,) = symbols = (parameters("x"),)
    game = FiniteGame.from_arrays([[3 * x, 0], [1, 0]], [[0, 1], [0, 1]])
    third = np.array([1 / 3])
    plain = Bimatrix(game, symbols)(third)
    given = Bimatrix(game, symbols, Reading({x: {1 / 3: Fraction(1, 3)}}))(third)
    assert (plain[2][0], given[2][0]) == (2, 2)
    tie = FiniteGame.from_arrays([[3 * x, 3 * x], [1, 1]], [[0, 1], [0, 1]])
    assert Bimatrix(tie, symbols)(third)[2][0] == 1
    assert Bimatrix(tie, symbols, Reading({x: {1 / 3: Fraction(1, 3)}}))(third)[2][0] == 2


def test_a_solver_crosses_to_another_process_before_and_after_use() -> None:
    solver = solver_of((2, 3), threads=1)
    columns = [np.array([float(k % 5)]) for k in range(12)]
    fresh = pickle.loads(pickle.dumps(solver))
    answers = solver(*columns)
    used = pickle.loads(pickle.dumps(solver))
    for other in (fresh, used):
        for mine, theirs in zip(answers, other(*columns), strict=True):
            np.testing.assert_array_equal(mine, theirs)


# Against independent tools.


def test_gambit_finds_the_same_equilibria() -> None:
    for shape in ((2, 3), (3, 3), (4, 4)):
        rows = np.random.default_rng(5).integers(-99, 100, (12, 2 * shape[0] * shape[1]))
        found = solved(shape, rows)
        for k, row in enumerate(rows):
            A, B = row.reshape(2, *shape)
            game = gbt.Game.from_arrays(A, B)
            answers = gbt.nash.enummixed_solve(game, rational=True).equilibria
            wanted = [[float(e[s]) for player in game.players for s in player.strategies] for e in answers]
            assert found["count"][k] == len(wanted)
            for each in wanted:
                assert np.nanmin(np.abs(found["probability"][k] - each).max(axis=1)) < 1e-9


# Refusals.


def test_a_larger_game_is_refused_with_its_shape() -> None:
    with pytest.raises(SolverError, match=r"the game is 5x5; expected .* at most 4 strategies each"):
        Bimatrix(built((5, 5), [0] * 50), ())
    with pytest.raises(SolverError, match=r"the game is 2x2x2; expected two players"):
        Bimatrix(built((2, 2, 2), [0] * 24), ())


@pytest.mark.parametrize("most", [0, -1, 2.5, True, "7"])
def test_a_number_of_slots_that_is_none_is_refused(most: Any) -> None:
    with pytest.raises(SolverError, match=r"most=.*expected how many equilibria to list at a point, 1 or more"):
        solver_of((2, 2), most=most)


@ENGINES
def test_an_undefined_payoff_is_refused_even_where_nobody_chooses(engine: Engine) -> None:
    x = parameters("x")
    for payoffs in ([1 / x, 1 / x, 0, 1], [0, 1, 1 / x, 1 / x], [1 / x] * 4):
        solver = Bimatrix(built((1, 2), payoffs), (x,), engine=engine)
        assert solver(np.array([2.0]))[2][0] == (2 if payoffs[2:] == [1 / x] * 2 else 1)
        with pytest.raises(GameError, match=r"the payoff 1/x is undefined at x=0"):
            solver(np.array([1.0, 0.0]))
