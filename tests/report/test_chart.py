"""What a map shows agrees with the exact conditions."""

from collections.abc import Iterator

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.errors import ExpressionError
from coopgame.games.finite import FiniteGame
from coopgame.models.example import gains
from coopgame.report.chart import OUTSIDE, Chart, chart
from coopgame.report.figure import svg
from coopgame.report.plane import plane
from coopgame.symbols import Region, parameters
from tests.report.models import laboratory

x, y = parameters("x y")
INSIDE = Region(x > 0, x < 2, y > 0, y < 2)


def drawn(game: FiniteGame, point: dict[sp.Symbol, sp.Rational], axes: tuple[sp.Symbol, ...], fine: int = 40) -> Chart:
    return chart(game, plane(axes, point, game.region, gains(game)), fine)


def one_shot(gain: sp.Expr, region: Region = INSIDE) -> FiniteGame:
    """One player, who goes where the gain is positive."""
    return FiniteGame.from_function(
        lambda profile: (gain if profile[0] == "go" else 0,), {"planner": ("go", "stay")}, region
    )


def at_one() -> dict[sp.Symbol, sp.Rational]:
    return {x: sp.Integer(1), y: sp.Integer(1)}


def equilibria(game: FiniteGame, point: dict[sp.Symbol, sp.Rational]) -> frozenset[tuple[str, ...]]:
    """By definition."""
    numeric = game.at(point)
    return frozenset(
        tuple(profile)
        for profile in numeric.profiles()
        if all(
            numeric.deviation_gain(player, profile, other) <= 0
            for player, own in numeric.strategies.items()
            for other in own
            if other != profile[player]
        )
    )


@given(st.data())
@settings(max_examples=10)
def test_each_point_shows_the_profiles_that_are_equilibria_there(data: st.DataObject) -> None:
    model = laboratory()
    found = drawn(model.game, model.example, model.axes)
    for _ in range(10):
        column, row = (data.draw(st.integers(0, 39)) for _ in range(2))
        point = model.example | dict(
            zip(model.axes, (sp.Rational(found.xs[column]), sp.Rational(found.ys[row])), strict=True)
        )
        code = found.codes[row, column]
        inside = model.game.region.contains(point)
        assert (code != OUTSIDE) == inside
        if inside:
            assert found.sets[code] == equilibria(model.game, point)


def crossings(found: Chart) -> Iterator[tuple[float, float]]:
    for line in found.boundaries:
        yield from zip(*line, strict=True)


@pytest.mark.parametrize(
    "gain",
    [
        x - sp.Rational(1, 3),
        y - sp.Rational(1, 3),
        x * y - 1,
        x**2 - y,
        y**2 - x,
        x**2 + y**2 - 1,
        (x - 1) / (y + 1) - sp.Rational(1, 4),
        (x * y - 1) * (x - 1),
    ],
)
def test_boundaries_are_the_zeros_of_the_gains(gain: sp.Expr) -> None:
    found = drawn(one_shot(gain), at_one() | {y: sp.Rational(3, 2)}, (x, y))
    assert found.boundaries
    value = sp.lambdify((x, y), sp.numer(sp.together(gain)))
    for here in crossings(found):
        assert value(*here) == pytest.approx(0, abs=1e-5)


def test_where_nothing_changes_there_is_no_boundary() -> None:
    twice = drawn(one_shot((x - y) ** 2 + 1), at_one(), (x, y))
    touching = drawn(one_shot((x - 1) ** 2), at_one(), (x, y))
    assert len(twice.boundaries) == len(touching.boundaries) == 0
    assert touching.sets == (frozenset({("go",)}),)


def test_a_boundary_ends_where_another_takes_over() -> None:
    game = FiniteGame.from_arrays([[x - 1, -1], [0, 0]], [[y - 1, 0], [-1, 0]], region=INSIDE)
    found = drawn(game, {x: sp.Rational(3, 2), y: sp.Rational(3, 2)}, (x, y))
    for here in crossings(found):
        assert here[0] == pytest.approx(1) or here[1] == pytest.approx(1)
        assert min(here) >= 1 - 2e-3


def test_the_edge_of_the_region_is_a_boundary_and_its_outside_blank() -> None:
    found = drawn(one_shot(sp.Integer(1), INSIDE & (x + y < 2)), {x: sp.Rational(1, 2), y: sp.Rational(1, 2)}, (x, y))
    assert (found.codes == OUTSIDE).any()
    assert all(sum(here) == pytest.approx(2) for here in crossings(found))


def test_the_most_widespread_set_comes_first() -> None:
    found = drawn(one_shot(x - sp.Rational(1, 4)), at_one(), (x, y))
    assert found.sets == (frozenset({("go",)}), frozenset({("stay",)}))
    assert np.count_nonzero(found.codes == 0) > np.count_nonzero(found.codes == 1)


def test_one_parameter_makes_a_bar() -> None:
    found = drawn(one_shot(x - 1, Region(x > 0, x < 2)), {x: sp.Rational(1, 2)}, (x,))
    assert len(found.sets) == 2
    assert all(here[0] == pytest.approx(1) for here in crossings(found))


def test_ties_at_round_numbers_make_no_area() -> None:
    game = FiniteGame.from_arrays([[x, 0], [0, 0]], [[1, 0], [0, 0]], region=Region(x >= -1, x <= 1))
    found = drawn(game, {x: sp.Rational(1, 2)}, (x,), fine=200)
    assert len(found.sets) == 2


def test_a_sliver_has_no_room_for_its_letter() -> None:
    game = one_shot((x - sp.Rational(101, 100)) * (x - 1))
    found = drawn(game, {x: sp.Rational(1, 2), y: sp.Integer(1)}, (x, y), fine=400)
    assert len(found.sets) == 2
    assert "<!-- A -->" in svg(found, "")
    assert "<!-- B -->" not in svg(found, "")


def test_a_payoff_that_is_not_rational_is_refused() -> None:
    with pytest.raises(ExpressionError, match="not a quotient of polynomials"):
        drawn(one_shot(sp.sqrt(x) - y), at_one(), (x, y))
