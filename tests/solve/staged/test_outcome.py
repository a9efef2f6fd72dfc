"""What is returned: read by symbol or name, compared, kept, written."""

import pickle

import pytest
import sympy as sp
from sympy import Rational

from coopgame.errors import ExpressionError, SymbolError
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.backward import solve_staged
from coopgame.solve.staged.outcome import Choices
from coopgame.symbols import Region, parameters

x, y, a, b, d = parameters("x y a b d")
GAME = StagedGame(
    {"leader": (a - x - y) * x, "follower": (a - x - y) * y - b * y},
    (Stage("lead", {"leader": x}), Stage("follow", {"follower": y})),
    Region(a > 0, b >= 0, x >= 0, y >= 0),
    parameters=(d,),
)
FOUND = solve_staged(GAME)


def test_choices_are_read_by_symbol_or_name() -> None:
    assert FOUND.choices[x] == FOUND.choices["x"] == (a + b) / 2
    assert x in FOUND.choices
    assert "x" in FOUND.choices
    assert a not in FOUND.choices
    assert list(FOUND.choices) == [x, y]
    assert len(FOUND.choices) == 2
    assert dict(FOUND.choices)[y] == FOUND.choices[y]


def test_a_choice_that_nobody_makes_is_named() -> None:
    with pytest.raises(SymbolError) as error:
        FOUND.choices["q"]
    assert str(error.value) == "q is no choice of the game; expected one of x, y"


def test_equal_choices_have_equal_hashes_in_whatever_order_they_come() -> None:
    one, other = Choices([(x, a), (y, b)]), Choices([(y, b), (x, a)])
    assert one == other
    assert hash(one) == hash(other)
    assert one != Choices([(x, a), (y, a)])
    assert repr(one) == "{x: a, y: b}"


def test_an_outcome_is_kept_and_compared() -> None:
    again = pickle.loads(pickle.dumps(FOUND))
    assert again == FOUND
    assert hash(again) == hash(FOUND)
    assert again.witness == FOUND.witness
    assert solve_staged(GAME, {"lead": (("leader", "follower"),)}) != FOUND


def test_the_witness_is_a_point_of_the_condition() -> None:
    assert FOUND.witness is not None
    assert FOUND.condition.contains(FOUND.witness)


def test_an_expression_of_choices_and_parameters_has_a_value() -> None:
    assert sp.expand(FOUND.value(x + y) - (3 * a - b) / 4) == 0
    assert FOUND.value(a * d) == a * d
    assert FOUND.value("1/2") == Rational(1, 2)
    assert FOUND.value(sp.sqrt((x - b / 2) ** 2)) == a / 2  # the sign is settled
    for player, payoff in GAME.payoffs.items():
        assert sp.expand(FOUND.value(payoff) - FOUND.payoffs[player]) == 0


def test_an_expression_of_something_else_is_refused() -> None:
    z = parameters("z")
    with pytest.raises(SymbolError) as error:
        FOUND.value(x + z)
    assert str(error.value) == "z is no choice or parameter of the game; expected x, y, a, b, d"
    with pytest.raises(ExpressionError):
        FOUND.value(float("nan"))


def test_an_outcome_is_written_choice_by_choice_with_what_it_asks_for() -> None:
    assert FOUND.further == Region(a >= 3 * b)
    assert str(FOUND).splitlines() == [
        "x = a/2 + b/2",
        "y = a/4 - 3*b/4",
        "if a >= 3*b",
        "Deviations so large that a later stage moves onto a bound, or off it, are not looked at.",
    ]


def test_an_outcome_that_asks_for_nothing_more_says_always() -> None:
    alone = solve_staged(StagedGame({"one": a * x - x**2}, Stage("only", {"one": x}), Region(a > 0)))
    assert str(alone) == "x = a/2\nalways"
    assert alone.further == Region()
