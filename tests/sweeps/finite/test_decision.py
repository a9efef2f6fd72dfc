"""2x2 games: compiled or not, on a mesh or scattered, the codes say the same."""

import pickle

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.errors import GameError, RegionError
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.compiling import Engine
from coopgame.sweeps.finite import decision as module
from coopgame.sweeps.finite.decision import Decision
from coopgame.sweeps.finite.plans import known_within
from coopgame.sweeps.finite.sign_table import CASES, records
from coopgame.sweeps.outputs import Outside
from coopgame.symbols import Region, parameters

a, b, c = parameters("a b c")

GAME = FiniteGame.from_arrays(
    [[a * b - c, 0], [b / (1 + c), a]],
    [[b - a * c, 1], [c, 3 * a - b]],
    region=Region(a >= 0, a <= 1, c > 0, sp.Or(b > 2 * c, b < c)),
)


def point_by_point(decision: Decision, columns: list[np.ndarray]) -> np.ndarray:
    """One point at a time, in NumPy."""
    plain = Decision(decision.game, decision.symbols, decision.reading, decision.outside, Engine.NUMPY)
    return np.array([said(plain, [column[k : k + 1] for column in columns])[0] for k in range(len(columns[0]))])


def said(decision: Decision, columns: list[np.ndarray]) -> np.ndarray:
    """What is said of each point."""
    return records()[decision(columns)]


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_scattered_points_are_decided_as_one_by_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    columns = [rng.integers(0, 11, 40) / 10, rng.integers(-10, 31, 40) / 10, rng.integers(-1, 11, 40) / 10]
    for engine in (Engine.NUMBA, Engine.NUMPY):
        decision = Decision(GAME, (a, b, c), outside=Outside.MASK, engine=engine)
        assert np.array_equal(said(decision, columns), point_by_point(decision, columns))


def test_a_mesh_is_decided_as_its_points() -> None:
    axes = [np.linspace(0, 1, 6), np.linspace(-1, 3, 9), np.array([0.1, 0.5, 1.0, 2.0])]
    meshes = [axis.reshape([-1 if k == j else 1 for j in range(3)]) for k, axis in enumerate(axes)]
    flat = [np.broadcast_to(mesh, (6, 9, 4)).ravel() for mesh in meshes]
    for engine in (Engine.NUMBA, Engine.NUMPY):
        decision = Decision(GAME, (a, b, c), outside=Outside.MASK, engine=engine, threads=2)
        assert np.array_equal(said(decision, meshes).ravel(), said(decision, [column.copy() for column in flat]))


def test_axes_that_do_not_matter_take_no_memory() -> None:
    game = FiniteGame.from_arrays([[a, 0], [0, 1]], [[a, 0], [0, 1]])
    meshes = [np.linspace(-1, 1, 5).reshape(5, 1), np.ones((1, 1000))]
    found = Decision(game, (a, b))(meshes)
    assert found.shape == (5, 1000)
    assert found.strides[1] == 0


def test_ties_are_marked_as_decided_with_fractions_only_where_floats_err() -> None:
    game = FiniteGame.from_arrays([[3 * a - b, 0], [0, 1]], [[a, 0], [0, 1]])
    found = said(Decision(game, (a, b)), [np.array([0.1, 0.0, 1.0]), np.array([0.3, 1.0, 1.0])])
    assert found["rechecked"].tolist() == [True, False, False]
    assert found["pure"].tolist() == [0b1001, 0b1001, 0b1001] or found["continuum"][0]


@pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])
def test_a_point_outside_is_refused(engine: Engine) -> None:
    with pytest.raises(RegionError, match=r"b=1.5, c=1.0 lies outside the region"):
        Decision(GAME, (a, b, c), engine=engine)([np.array([0.5, 0.5]), np.array([3.0, 1.5]), np.array([1.0, 1.0])])


@pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])
def test_a_pole_inside_is_refused_and_one_outside_is_not(engine: Engine) -> None:
    game = FiniteGame.from_arrays([[1 / (a - b), 0], [0, 1]], [[a, 0], [0, 1]], region=Region(a > 0))
    points = [np.array([1.0, -1.0]), np.array([2.0, -1.0])]
    masked = Decision(game, (a, b), outside=Outside.MASK, engine=engine)
    assert said(masked, points)["inside"].tolist() == [True, False]
    with pytest.raises(GameError, match="undefined at a=1, b=1"):
        masked([np.array([1.0]), np.array([1.0])])


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.sampled_from([0, 6, 150]))
def test_points_that_are_known_to_lie_inside_are_decided_as_one_by_one(seed: int, orders: int) -> None:
    """Their sizes range over so many orders of magnitude, so that one bound for all points may leave many open."""
    game = FiniteGame.from_arrays(
        [[a * b - c, 0], [b / (1 + c), a]], [[b - a * c, 1], [c, 3 * a - b]], region=Region(c > 0)
    )
    rng = np.random.default_rng(seed)
    tenths = [rng.integers(1, 11, 60) / 10 for _ in range(3)]
    columns = [own * 10.0 ** rng.integers(-orders, orders + 1, 60) for own in tenths]
    decision = Decision(game, (a, b, c))
    extents = tuple((float(own.min()), float(own.max())) for own in columns)
    assert known_within(game, (a, b, c), frozenset(), extents).plan.steady or orders == 150
    found, wanted = said(decision, columns), point_by_point(decision, columns)
    for name in found.dtype.names or ():
        if name != "rechecked" or orders < 150:  # bounds differ where products underflow
            assert np.array_equal(found[name], wanted[name]), name


def test_bounds_that_leave_much_open_are_worked_out_at_each_point(monkeypatch: pytest.MonkeyPatch) -> None:
    game = FiniteGame.from_arrays([[a * b - c, 0], [0, 1]], [[a, 0], [0, 1]])
    columns = [np.geomspace(1e-30, 1e10, 500), np.full(500, 3.0), np.geomspace(2e-30, 2e10, 500)]
    asked: list[int] = []
    meshed = Decision._meshed

    def counting(self: Decision, own: list[np.ndarray], inside: bool = False) -> np.ndarray:
        asked.append(len(own[0]))
        return meshed(self, own, inside)

    monkeypatch.setattr(Decision, "_meshed", counting)
    assert (records()[Decision(game, (a, b, c))(columns)]["pure"] == 0b1001).all()
    assert sum(asked) < 5


def test_extents_that_are_known_are_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    game = FiniteGame.from_arrays([[a, 0], [0, 1]], [[a, 0], [0, 1]], region=Region(a > 0))
    columns = [np.array([1.0, 2.0])]
    monkeypatch.setattr(module, "extents_of", lambda *_: pytest.fail("looked for"))
    assert (Decision(game, (a,), extents={a: (1.0, 2.0)})(columns) < CASES).all()


def test_a_decision_can_be_sent_to_another_process() -> None:
    decision = Decision(GAME, (a, b, c), outside=Outside.MASK)
    columns = [np.array([0.5]), np.array([3.0]), np.array([1.0])]
    decision(columns)
    assert np.array_equal(pickle.loads(pickle.dumps(decision))(columns), decision(columns))


@pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])
@pytest.mark.parametrize(
    ("first", "second", "at"),
    [
        (10**5 * a**2 * b, sp.Integer(3000001), (1e154, 2.5e-308)),
        (10 * a * b**2, sp.Integer(1001), (1e308, 1e-154)),
        (3 * a**2 * b, sp.Integer(1000), (1.3e154, 2.5e-308)),
    ],
)
def test_what_overflows_part_way_is_decided_with_fractions(
    engine: Engine, first: sp.Expr, second: sp.Expr, at: tuple[float, float]
) -> None:
    """The payoffs themselves are a small number and a larger one."""
    game = FiniteGame.from_arrays([[first, 0], [second, 1]], [[1, 0], [0, 1]])
    decision = Decision(game, (a, b), engine=engine)
    flat = [np.full(20, value) for value in at]
    meshes = [
        value * np.linspace(0.9, 1, 20).reshape(shape) for value, shape in zip(at, ((-1, 1), (1, -1)), strict=True)
    ]
    for columns in (flat, meshes):
        assert (said(decision, columns)["pure"] == 0b1000).all()
        assert said(decision, columns)["rechecked"].any()


def test_a_parameter_may_be_called_like_what_the_loop_calls() -> None:
    x, y = parameters("abs max")
    game = FiniteGame.from_arrays([[x * y - 1, 0], [0, 1]], [[x, 0], [0, 1]])
    assert said(Decision(game, (x, y)), [np.array([2.0]), np.array([3.0])])["pure"].tolist() == [0b1001]
