"""2x2 games in full: probabilities, payoffs and regret of every equilibrium listed."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.compiling import Engine
from coopgame.sweeps.finite import two_by_two
from coopgame.sweeps.finite.two_by_two import TwoByTwo
from coopgame.sweeps.outputs import Detail, Outside
from coopgame.sweeps.points.exactly import Reading
from coopgame.symbols import parameters

PAYOFFS = parameters("a b c d e f g h")
ANY = FiniteGame.from_arrays([PAYOFFS[:2], PAYOFFS[2:4]], [PAYOFFS[4:6], PAYOFFS[6:]])
NUMBERS = st.sampled_from([0.0, 0.1, 0.2, 0.3, 1.0, -1.0, 2.5, 1e6, 1e-6])


def named(solver: TwoByTwo, *columns: np.ndarray) -> dict[str, np.ndarray]:
    """The variables by name."""
    return dict(zip((output.name for output in solver.outputs), map(np.asarray, solver(*columns)), strict=True))


@settings(max_examples=60)
@given(st.lists(NUMBERS, min_size=8, max_size=8))
def test_everything_listed_is_as_the_exact_solver_has_it(values: list[float]) -> None:
    found = named(TwoByTwo(ANY, PAYOFFS, engine=Engine.NUMPY), *(np.array([value]) for value in values))
    truth = cg.nash_equilibria(ANY.at(dict(zip(PAYOFFS, values, strict=True))))
    assert found["count"][0] == len(truth)
    rows = found["probability"][0][: len(truth)]
    assert np.isnan(found["probability"][0][len(truth) :]).all()
    size = max(map(abs, values))
    for equilibrium in truth:
        wanted = [float(p) for mixture in equilibrium.mixture for p in mixture]
        k = int(np.argmin(np.abs(rows - wanted).max(axis=1)))
        assert rows[k] == pytest.approx(wanted, abs=1e-12)
        assert found["payoff"][0, k] == pytest.approx([float(u) for u in equilibrium.payoffs], abs=1e-12 * size)
    assert found["regret"][0] <= 1e-12 * size


def test_where_mixed_equilibria_are_close_to_a_tie_they_are_worked_out_exactly() -> None:
    """The gains are 3e-17 and 1e-17 here, below what floats can tell; the probability is 1/4 all the same."""
    x, y = parameters("x y")
    game = FiniteGame.from_arrays([[1, 0], [0, 1]], [[3 * x - y, 0], [0, 3 * y - x * 9 + x]])
    third = Fraction(1, 3) + Fraction(1, 10**17)
    reading = Reading({x: {float(third): third}})
    found = named(TwoByTwo(game, (x, y), reading), np.array([float(third)]), np.array([1.0]))
    truth = cg.nash_equilibria(game.at({x: third, y: 1}))
    assert found["rechecked"][0]
    assert found["count"][0] == len(truth)
    mixed = [float(e.mixture[0][0]) for e in truth if e.profile is None]
    assert found["probability"][0, len(truth) - 1, 0] == pytest.approx(mixed[0], rel=1e-12)


def test_masked_points_have_no_numbers() -> None:
    x, y = parameters("x y")
    game = FiniteGame.from_arrays([[x, 0], [0, 1]], [[y, 0], [0, 1]], region=cg.Region(x > 0))
    found = named(TwoByTwo(game, (x, y), outside=Outside.MASK), np.array([1.0, -1.0]), np.array([1.0, 1.0]))
    assert found["inside"].tolist() == [True, False]
    assert found["count"].tolist() == [3, 0]
    assert np.isnan(found["payoff"][1]).all()
    assert found["regret"][1] == 0


@pytest.mark.parametrize("detail", list(Detail))
@pytest.mark.parametrize("outside", list(Outside))
def test_outputs_are_what_is_returned(detail: Detail, outside: Outside) -> None:
    solver = TwoByTwo(ANY, PAYOFFS, detail=detail, outside=outside, engine=Engine.NUMPY)
    columns = [
        np.linspace(0, 1, 3).reshape(3, 1),
        *(np.ones((1, 1)) for _ in range(6)),
        np.linspace(0, 1, 4).reshape(1, 4),
    ]
    for output, values in zip(solver.outputs, solver(*columns), strict=True):
        assert values.shape == (3, 4, *output.sizes)
        assert str(values.dtype) == output.dtype


@pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])
@pytest.mark.parametrize("power", [2, 3])
def test_probabilities_are_right_where_gains_are_nothing_but_rounding_errors(engine: Engine, power: int) -> None:
    """The gains are g and 3 g, so that the first strategy is played with 3/4, however small g is."""
    x, y = parameters("x y")
    g = (x - y) ** power
    game = FiniteGame.from_arrays([[g, 0], [0, 3 * g]], [[g, 0], [0, 3 * g]])
    above = np.array([1.3, 0.301, 0.30001, 0.3000001, 0.300000001, 0.30000000001])
    found = named(TwoByTwo(game, (x, y), engine=engine), above, np.full(6, 0.3))
    assert found["count"].tolist() == [3] * 6
    assert found["probability"][:, 2, 0] == pytest.approx([0.75] * 6, abs=1e-9)
    assert found["probability"][:, 2, 2] == pytest.approx([0.75] * 6, abs=1e-9)


def test_payoffs_too_large_for_a_float_are_infinite_and_the_rest_is_there() -> None:
    x, y = parameters("x y")
    large = FiniteGame.from_arrays([[x, -x], [-y, y]], [[-x, x], [y, -y]])
    found = named(TwoByTwo(large, (x, y)), np.array([1e308, 1.0]), np.array([1e308, 1.0]))
    assert found["count"].tolist() == [1, 1]
    assert found["probability"][:, 0, 0].tolist() == [0.5, 0.5]
    square = FiniteGame.from_arrays([[x**2, 0], [0, 1]], [[1, 0], [0, 1]])
    assert named(TwoByTwo(square, (x,)), np.array([1e160]))["payoff"][0, 0, 0] == np.inf


def test_a_mesh_in_blocks_has_the_numbers_of_its_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(two_by_two, "BLOCK", 7)
    axes = [np.linspace(-1, 1, n) for n in (3, 2, 4, 5)]
    meshes = np.meshgrid(*axes, indexing="ij", sparse=True)
    rest = [np.full((1,) * 4, value) for value in (0.5, -0.25, 0.75, -0.5)]
    found = named(TwoByTwo(ANY, PAYOFFS, threads=2), *meshes, *rest)
    flat = [np.broadcast_to(mesh, (3, 2, 4, 5)).ravel() for mesh in (*meshes, *rest)]
    wanted = named(TwoByTwo(ANY, PAYOFFS), *flat)
    for name, values in wanted.items():
        assert np.array_equal(found[name].reshape(values.shape), values, equal_nan=values.dtype.kind == "f"), name
