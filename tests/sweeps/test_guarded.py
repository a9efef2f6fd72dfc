"""Solvers kept within a region, and with some parameters fixed."""

import numpy as np
import pytest

from coopgame.errors import RegionError
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.finite.pure_only import PureOnly
from coopgame.sweeps.guarded import Fixed, Guarded
from coopgame.sweeps.outputs import Detail, Outside
from coopgame.symbols import Region, parameters

b, c = parameters("b c")
GAME = FiniteGame.from_arrays([b, c], region=Region(b > c))
SOLVER = PureOnly(GAME, (b, c), detail=Detail.FULL, most=2)


def test_inside_the_region_the_solver_answers() -> None:
    guarded = Guarded(SOLVER, GAME.region)
    assert guarded.outputs == SOLVER.outputs
    assert guarded(np.array([2.0, 3.0]), np.array([1.0, 1.0]))[0].tolist() == [1, 1]


def test_a_point_outside_is_refused_by_name() -> None:
    with pytest.raises(RegionError, match=r"b=1.0, c=2.0 lies outside the region"):
        Guarded(SOLVER, GAME.region)(np.array([2.0, 1.0]), np.array([1.0, 2.0]))


def test_masked_points_are_blank_and_the_solver_is_not_asked() -> None:
    pole = FiniteGame.from_arrays([1 / b, 0], region=Region(b > 0))
    solver = PureOnly(pole, (b,), detail=Detail.FULL, most=2)
    found = Guarded(solver, pole.region, outside=Outside.MASK)(np.array([-1.0, 0.0, 1.0]))
    by_name = dict(
        zip((o.name for o in Guarded(solver, pole.region, outside=Outside.MASK).outputs), found, strict=True)
    )
    assert by_name["inside"].tolist() == [False, False, True]
    assert by_name["count"].tolist() == [0, 0, 1]
    assert by_name["pure"].tolist() == [0, 0, 1]
    assert np.isnan(by_name["payoff"][:2]).all()
    assert by_name["payoff"][2, 0, 0] == 1


def test_where_all_points_are_outside_nothing_is_solved() -> None:
    found = Guarded(SOLVER, GAME.region, outside=Outside.MASK)(np.array([1.0]), np.array([2.0]))
    assert not found[-1].any()


def test_fixed_parameters_are_filled_in() -> None:
    fixed = Fixed(SOLVER, ((c, 1.5),))
    assert fixed.symbols == (b,)
    assert fixed(np.array([1.0, 2.0]))[0].tolist() == [2, 1]
