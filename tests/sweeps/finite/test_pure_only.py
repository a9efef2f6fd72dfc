"""Pure equilibria of games of any shape, point by point."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.errors import GameError
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.finite.pure_only import PureOnly
from coopgame.sweeps.outputs import Detail
from coopgame.symbols import parameters
from tests.strategies import built

b, c = parameters("b c")
ENTRY = st.sampled_from([b, c, b - c, b + c, 2 * b, b * c, 0 * b, 0 * b + 1])


@settings(max_examples=25)
@given(st.sampled_from([(2, 2, 3), (2, 2, 2, 2), (1, 2, 3), (5, 2)]), st.data())
def test_pure_equilibria_are_those_of_the_exact_solver(shape: tuple[int, ...], data: st.DataObject) -> None:
    count = int(np.prod(shape)) * len(shape)
    game = built(shape, data.draw(st.lists(ENTRY, min_size=count, max_size=count)))
    values = [(0.1, 0.3), (0.3, 0.3), (1.0, -1.0)]
    solver = PureOnly(game, (b, c), most=4)
    pure, strict, *_ = solver(*map(np.array, zip(*values, strict=True)))
    profiles = [tuple(p) for p in game.profiles()]
    for k, point in enumerate(values):
        here = {s: v for s, v in zip((b, c), point, strict=True) if s in game.symbols}
        truth = cg.pure_equilibria(game.at(here))
        assert {p for p in range(len(profiles)) if int(pure[k]) >> p & 1} == {
            profiles.index(tuple(e.profile)) for e in truth if e.profile
        }
        sure = [e for e in truth if not e.strict_condition.conditions]
        assert {p for p in range(len(profiles)) if int(strict[k]) >> p & 1} == {
            profiles.index(tuple(e.profile)) for e in sure if e.profile
        }


def test_one_player_s_choice_is_complete_and_a_tie_is_a_continuum() -> None:
    solver = PureOnly(FiniteGame.from_arrays([b, c, 1]), (b, c), most=3)
    found = dict(zip((o.name for o in solver.outputs), solver(np.array([2.0, 2.0]), np.array([1.0, 2.0])), strict=True))
    assert found["complete"].all()
    assert found["continuum"].tolist() == [False, True]
    assert found["count"].tolist() == [1, 2]


def test_more_equilibria_than_are_listed_are_counted_and_the_list_is_not_complete() -> None:
    solver = PureOnly(FiniteGame.from_arrays([b, b, b]), (b,), most=2)
    found = dict(zip((o.name for o in solver.outputs), solver(np.array([1.0])), strict=True))
    assert found["count"].tolist() == [3]
    assert not found["complete"].any()
    assert np.isfinite(found["probability"]).all()


def test_without_details_there_are_none() -> None:
    solver = PureOnly(FiniteGame.from_arrays([b, c]), (b, c), detail=Detail.CODES)
    assert [output.name for output in solver.outputs] == [
        "pure",
        "strict",
        "count",
        "continuum",
        "complete",
        "rechecked",
    ]
    assert len(solver(np.array([1.0]), np.array([2.0]))) == 6


def test_an_undefined_payoff_is_named() -> None:
    with pytest.raises(GameError, match="undefined at b=0"):
        PureOnly(FiniteGame.from_arrays([1 / b, 1]), (b,))(np.array([1.0, 0.0]))
