"""Bargaining problems: what they hold, and what they refuse."""

import pickle
from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp

from coopgame.errors import CoopGameError, GameError, RegionError, SymbolError
from coopgame.games.bargaining import BargainingProblem
from coopgame.games.feasible import Frontier, Line
from coopgame.players import PerPlayer
from coopgame.symbols import Region, parameters

u, v, d, k = parameters("u v d k")
LINE = BargainingProblem.with_transfers(v, {"E": d, "U": 0}, {"U": k}, Region(v > d, k >= 0))
CURVE = BargainingProblem.on_frontier(u, v - k * u**2, (0, 1), {"E": d, "U": 0}, Region(v > 0, k > 0))


# --- what a problem holds


def test_a_problem_with_transfers_holds_the_total_the_bounds_and_the_disagreement_point() -> None:
    assert LINE.feasible == Line(v, (None, k))
    assert LINE.disagreement == PerPlayer(("E", "U"), (d, 0))
    assert LINE.symbols == (d, k, v)


def test_a_frontier_has_a_value_and_its_own_variable_is_no_parameter() -> None:
    assert isinstance(CURVE.feasible, Frontier)
    assert CURVE.feasible.value(sp.Rational(1, 2)) == v - k / 4
    assert CURVE.symbols == (d, k, v)


@pytest.mark.parametrize("problem", [LINE, CURVE])
def test_a_problem_is_a_value(problem: BargainingProblem) -> None:
    again = pickle.loads(pickle.dumps(problem))
    assert again == problem
    assert hash(again) == hash(problem)
    assert LINE != CURVE


def test_parameters_are_set_exactly_and_floats_are_remembered() -> None:
    exact = LINE.at({v: 3, "d": "1/2"})
    assert exact.feasible == Line(sp.Integer(3), (None, k))
    assert exact.disagreement["E"] == sp.Rational(1, 2)
    assert exact.region == Region(k >= 0)
    assert exact.exact
    assert not LINE.at({v: 3.0}).exact
    assert CURVE.at({k: 2, v: 1}).feasible == Frontier(u, 1 - 2 * u**2, sp.Integer(0), sp.Integer(1))


@pytest.mark.parametrize(
    ("problem", "is_exact"),
    [
        (BargainingProblem.with_transfers(1, {"E": 0, "U": "1/3"}, {"E": "1/2"}), True),
        (BargainingProblem.with_transfers(1.0, {"E": 0, "U": 0}), False),
        (BargainingProblem.with_transfers(1, {"E": 0.5, "U": 0}), False),
        (BargainingProblem.with_transfers(1, {"E": 0, "U": 0}, {"E": 0.5}), False),
        (BargainingProblem.on_frontier(u, 1 - u, (0, 1), {"E": 0, "U": 0}), True),
        (BargainingProblem.on_frontier(u, 1 - 0.5 * u, (0, 1), {"E": 0, "U": 0}), False),
        (BargainingProblem.on_frontier(u, 1 - u, (0, 0.5), {"E": 0, "U": 0}), False),
    ],
)
def test_a_float_anywhere_is_remembered(problem: BargainingProblem, is_exact: bool) -> None:
    assert problem.exact is is_exact


# --- refusals


def transfers(*arguments: Any) -> Callable[[], Any]:
    return lambda: BargainingProblem.with_transfers(*arguments)


def frontier(*arguments: Any) -> Callable[[], Any]:
    return lambda: BargainingProblem.on_frontier(*arguments)


TWO = {"E": 0, "U": 0}


@pytest.mark.parametrize(
    ("build", "kind", "says"),
    [
        (transfers(1, {"E": 0}), GameError, "E bargains alone; expected at least two players"),
        (transfers(1, [0, 0]), GameError, r"\[0, 0\] gives no disagreement utilities; expected a mapping"),
        (transfers(1, TWO, [1]), GameError, r"\[1\] gives no bounds"),
        (transfers(1, TWO, {"G": 1}), GameError, "a bound is given for 'G'; expected one of E, U"),
        (transfers(1, TWO, {"E": None}), GameError, "the bound of E: None"),
        (transfers(None, TWO), GameError, "the total: None"),
        (transfers(1, {"E": 0, "U": "much"}), GameError, "the disagreement utility of U: 'much' is not a number"),
        (transfers(1, TWO, None, 3), RegionError, "3 is not a Region"),
        (frontier("u", 1 - u, (0, 1), TWO), GameError, "'u' is no symbol for the first utility"),
        (frontier(u, None, (0, 1), TWO), GameError, "the frontier's curve: None"),
        (frontier(u, 1 - u, 1, TWO), GameError, r"1 is no interval of the first utility; expected \(low, high\)"),
        (frontier(u, 1 - u, (0, None), TWO), GameError, "the frontier's high end: None"),
        (frontier(u, 1 - u, (0, u), TWO), GameError, "the frontier's variable u stands in its ends"),
        (frontier(u, 1 - u, (0, 1), {"E": u, "U": 0}), GameError, "variable u stands in a disagreement utility"),
        (frontier(u, 1 - u, (0, 1), TWO, Region(u > 0)), GameError, "the region restricts u, the frontier's variable"),
        (frontier(u, 1 - u, (0, 1), {**TWO, "G": 0}), GameError, "a frontier is given for 3 players"),
        (lambda: BargainingProblem(("E", "U"), 3, (0, 0)), GameError, "3 is nothing to agree on"),  # type: ignore[arg-type]
        (
            lambda: BargainingProblem(("E", "U"), Line(v, (None,)), PerPlayer(("E", "U"), (d, d))),
            GameError,
            "1 bounds for 2 players; expected one a player",
        ),
        (lambda: LINE.at({"x": 1}), SymbolError, "the problem has no parameter 'x'; expected one of d, k, v"),
        (lambda: LINE.at({k: -1}), RegionError, "k=-1 lies outside the region"),
    ],
)
def test_what_is_no_problem_is_refused(build: Callable[[], Any], kind: type[CoopGameError], says: str) -> None:
    with pytest.raises(kind, match=says):
        build()
