"""What all answers of repeated play share: parameters that are set before or after make no difference."""

from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp
from hypothesis import event, given, settings

from coopgame.errors import GameError
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.repeated import (
    CriticalDiscount,
    finite_punishment,
    imperfect_monitoring,
    stick_and_carrot,
    tit_for_tat,
)
from coopgame.symbols import parameters
from tests.solve.repeated.drawn import parametric_supergames
from tests.strategies import x, y

delta = parameters("delta")

WAYS: dict[str, Callable[[FiniteGame, Any, Any], CriticalDiscount]] = {
    "one period": lambda game, kept, threat: finite_punishment(game, cooperate=kept, punish=threat, periods=1),
    "two periods": lambda game, kept, threat: finite_punishment(game, cooperate=kept, punish=threat, periods=2),
    "three periods": lambda game, kept, threat: finite_punishment(game, cooperate=kept, punish=threat, periods=3),
    "tit for tat": lambda game, kept, threat: tit_for_tat(game, cooperate=kept, punish=threat),
    "stick": lambda game, kept, threat: stick_and_carrot(game, cooperate=kept, stick=threat),
    "signal": lambda game, kept, threat: imperfect_monitoring(
        game, cooperate=kept, punish=threat, false_alarm="1/8", detection="3/4"
    ),
}

# Properties


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=8)
@given(parametric_supergames())
def test_the_answer_of_a_game_with_parameters_is_at_each_point_that_of_the_game_there(
    way: str, drawn: tuple[FiniteGame, PerPlayer[str], PerPlayer[str]]
) -> None:
    game, kept, threat = drawn
    try:
        found = WAYS[way](game, kept, threat)
    except GameError:
        found = None
    for point in game.region.sample(3, symbols=(x, y)):
        settled = game.at({s: value for s, value in point.items() if s in {*game.symbols, *game.region.symbols}})
        try:
            there = WAYS[way](settled, kept, threat)
        except GameError:
            assert found is None or not found.condition.contains(point)
            continue
        event("a threat")
        assert found is not None
        assert found.condition.contains(point)
        if found.threshold is not None:
            assert sp.simplify(sp.sympify(found.threshold).subs(point) - there.threshold) == 0
        for share in range(8):
            at = sp.Rational(share, 8)
            assert found.sustained().contains({**point, delta: at}) == there.sustained().contains({delta: at})
        for name in found.binding:
            assert sp.simplify(there.thresholds[name] - there.threshold) == 0
