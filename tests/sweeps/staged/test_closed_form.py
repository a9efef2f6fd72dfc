"""Closed-form outcomes at many points, compared with exact substitution and with games solved in numbers."""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Rational, sqrt

from coopgame.conditions import value_at
from coopgame.errors import GameError, SolverError, SymbolError
from coopgame.games.staged import Stage, StagedGame
from coopgame.models import double_moral_hazard, rd_cooperation, research_joint_venture
from coopgame.solve.staged.backward import solve_staged, staged_outcomes
from coopgame.solve.staged.numeric import solve_staged_numeric
from coopgame.solve.staged.outcome import Outcome
from coopgame.sweeps import compiling
from coopgame.sweeps.compiling import Engine
from coopgame.sweeps.points.exactly import Reading
from coopgame.sweeps.staged import closed_form
from coopgame.sweeps.staged.closed_form import StagedSolver, exact_float, staged_solver
from coopgame.symbols import Region, parameters

A, a, b, beta, gamma = rd_cooperation.game.symbols
RIVALS, CARTEL = (regime.outcome for regime in rd_cooperation.MODEL.regimes[:2])
FLAGS = ("holds", "existence", "second_order", "interior", "stable", "rechecked")
c, k, s, x, y = parameters("c k s x y")


def axes_of(outcome: Outcome, axes: Mapping[Any, Sequence[float]]) -> Any:
    return np.meshgrid(*(axes[symbol] for symbol in outcome.game.symbols), indexing="ij", sparse=True)


def swept(outcome: Outcome, axes: Mapping[Any, Sequence[float]]) -> dict[str, Any]:
    solver = staged_solver(outcome, outcome.game.symbols, Reading())
    arrays = solver(*axes_of(outcome, axes))
    return {output.name: array for output, array in zip(solver.outputs, arrays, strict=True)}


def single(payoff: Any, *conditions: Any) -> StagedGame:
    return StagedGame({"A": payoff}, Stage("only", {"A": x}), Region(*conditions))


def check_exactly(outcome: Outcome, axes: Mapping[Any, Sequence[float]]) -> dict[str, Any]:
    """Compare every point with what the outcome says there in exact numbers."""
    found = swept(outcome, axes)
    symbols = outcome.game.symbols
    for at in product(*(range(len(axes[symbol])) for symbol in symbols)):
        point = {s: Rational(repr(float(axes[s][j]))) for s, j in zip(symbols, at, strict=True)}
        holds, existence = outcome.condition.contains(point), outcome.existence.contains(point)
        second_order = existence and outcome.second_order.contains(point)
        assert found["holds"][at] == holds
        assert found["existence"][at] == existence
        assert found["second_order"][at] == second_order
        assert found["interior"][at] == (second_order and outcome.interior.contains(point))
        assert found["stable"][at] == (holds and outcome.stability.contains(point))
        got = [*(found[z.name][at] for z in outcome.choices), *found["payoff"][at]]
        expressions = [*outcome.choices.values(), *outcome.payoffs]
        wanted = [exact_float(e, point) if holds else np.nan for e in expressions]
        assert got == pytest.approx(wanted, rel=1e-9, abs=0, nan_ok=True)
    return found


# Published results


def test_research_of_rivals_and_partners_is_as_published() -> None:
    # d'Aspremont and Jacquemin (1988) with their 1990 erratum: A is the cost, a the size of the market.
    spill = np.array([0.0, 0.3, 0.5, 0.7, 1.0])
    axes: dict[Any, Any] = {A: [2.0], a: [10.0], b: [1.0], beta: spill, gamma: [8.0]}
    alone, together = (swept(outcome, axes)["x_1"].reshape(-1) for outcome in (RIVALS, CARTEL))
    assert alone == pytest.approx(8 * (2 - spill) / (4.5 * 8 - (2 - spill) * (1 + spill)))
    assert together == pytest.approx(8 * (1 + spill) / (4.5 * 8 - (1 + spill) ** 2))
    # Partners do more than rivals where spillovers exceed one half.
    assert (together >= alone).tolist() == [False, False, True, True, True]


# Properties


def test_every_point_is_as_exact_substitution_has_it() -> None:
    spillovers = [0.0, 0.1, 0.5, 0.9, 1.0]
    axes = {A: [0.5, 3.0], a: [4.0], b: [0.9, 1.0], beta: spillovers, gamma: [0.3, 0.5, 1.0, 1.8, 2.0, 5.0]}
    for outcome in (RIVALS, CARTEL):
        found = check_exactly(outcome, axes)
        assert found["holds"].any()
        assert not found["holds"].all()
        assert not found["second_order"].all()


def test_powers_with_symbolic_exponents_are_as_exact_substitution_has_them() -> None:
    outcome = double_moral_hazard.MODEL.regimes[0].outcome
    axes = {symbol: [1.0, 0.3] for symbol in outcome.game.symbols}
    exponent = next(symbol for symbol in outcome.game.symbols if symbol.name == "m")
    found = check_exactly(outcome, {**axes, exponent: [1.0, 2.5]})
    assert found["holds"].any()
    assert not found["holds"].all()


@settings(max_examples=10, deadline=None)
@given(st.lists(st.decimals(-2, 2, places=2).map(float), min_size=3, max_size=3, unique=True), st.sampled_from((0, 1)))
def test_drawn_values_give_what_the_outcome_says(values: list[float], which: int) -> None:
    outcomes = staged_outcomes(single(b * x - x**2 / 2 - c * x * b**2, b > -2, c > -5, x >= 0))
    check_exactly(outcomes[which % len(outcomes)], {b: values, c: values})


def test_a_second_order_condition_fails_on_its_boundary() -> None:
    # The cartel's asks for b gamma > 2 (1 - beta)**2: 0.9 * 1.8 = 2 * 0.81, of which floats know nothing.
    axes = {A: [9.0], a: [10.0], b: [0.9], beta: [0.1], gamma: [1.79, 1.8, 1.81]}
    found = swept(CARTEL, axes)
    assert found["second_order"].reshape(-1).tolist() == [False, False, True]
    assert found["rechecked"].reshape(-1).tolist() == [False, True, False]
    assert np.isnan(found["payoff"][..., :2, :]).all()
    assert np.isfinite(found["payoff"][..., 2, :]).all()


def test_next_to_a_pole_values_are_exact() -> None:
    outcome = solve_staged(single(a * x - (a - b - c) * x**2 / 2, a > 0, b > 0, c > 0))
    found = swept(outcome, {a: [0.3, 0.30000000000000004, 0.30000000000000004, 0.5], b: [0.1], c: [0.2]})
    assert found["holds"].reshape(-1).tolist() == [False, True, True, True]
    assert found["rechecked"].reshape(-1).tolist() == [True, True, True, False]
    near = 0.30000000000000004 / 4e-17
    assert found["x"].reshape(-1) == pytest.approx([np.nan, near, near, 2.5], rel=1e-15, nan_ok=True)


def test_values_that_are_too_large_for_floats_are_infinite_and_too_small_ones_zero() -> None:
    found = swept(solve_staged(single(a * x - x**2 / 2, a > 0)), {a: [1e200, 1.0, 1e-200]})
    assert found["holds"].all()
    assert found["x"].tolist() == [1e200, 1.0, 1e-200]
    assert found["payoff"].reshape(-1).tolist() == [np.inf, 0.5, 0.0]
    assert found["rechecked"].tolist() == [True, False, True]


def test_roots_in_closed_forms_are_evaluated_and_their_conditions_decided() -> None:
    outcome = solve_staged(single(2 * sqrt(k * x) - x * c, c > 0, k > 0))
    found = check_exactly(outcome, {c: [0.5, 2.0, -1.0], k: [0.3, 1.0, 0.0]})
    assert found["x"][1, 1] == pytest.approx(0.25)
    chosen = double_moral_hazard.MODEL.regimes[1].outcome
    assert any(value.has(sp.Pow) and not value.is_rational_function() for value in chosen.choices.values())
    check_exactly(chosen, {symbol: [2.5] if symbol.name == "m" else [1.0, 0.2] for symbol in chosen.game.symbols})


def test_an_outcome_at_a_bound_is_swept_like_another() -> None:
    inside, at_bound = sorted(staged_outcomes(single(b * x - x**2 / 2, b >= -1, x >= 0)), key=lambda o: len(o.binding))
    values = [-1.0, -0.5, 0.0, 0.5]
    assert swept(inside, {b: values})["holds"].tolist() == [False, False, True, True]
    assert swept(at_bound, {b: values})["holds"].tolist() == [True, True, True, False]
    assert swept(at_bound, {b: values})["x"].tolist()[:3] == [0, 0, 0]


def test_one_point_blocks_and_threads_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    axes = {A: [0.5, 2.0], a: [10.0], b: [1.0], beta: [0.0, 0.5, 1.0], gamma: [0.5, 2.0, 8.0]}
    columns = axes_of(RIVALS, axes)
    symbols = RIVALS.game.symbols
    whole = StagedSolver(RIVALS, symbols)(*columns)
    monkeypatch.setattr(closed_form, "BLOCK", 5)
    for before, after in zip(whole, StagedSolver(RIVALS, symbols, threads=3)(*columns), strict=True):
        assert np.array_equal(before, after, equal_nan=before.dtype != np.bool_)
    at = (1, 0, 0, 2, 2)
    point = StagedSolver(RIVALS, symbols)(
        *(np.array(column.reshape(-1)[j]) for column, j in zip(columns, at, strict=True))
    )
    for before, after in zip(whole, point, strict=True):
        assert np.array_equal(before[at], after)


def test_what_an_outcome_is_comes_in_order() -> None:
    # Each part leaves out what follows from those before, so that by itself it says nothing where they fail.
    outcome = replace(
        solve_staged(single(a * x - x**2, a > -9, b > -9, c > -9, k > -9, s > -9)),
        existence=Region(a > 0),
        second_order=Region(b > 0),
        interior=Region(c > 0),
        stability=Region(k > 0),
        condition=Region(s > 0),
    )
    found = swept(outcome, dict.fromkeys((a, b, c, k, s), (0.0, 1.0)))
    existence, second_order, interior, stable, holds = np.indices((2,) * 5, dtype=np.bool_)
    assert np.array_equal(found["existence"], existence)
    assert np.array_equal(found["second_order"], existence & second_order)
    assert np.array_equal(found["interior"], existence & second_order & interior)
    assert np.array_equal(found["stable"], holds & stable)


def test_outputs_say_what_is_returned() -> None:
    solver = staged_solver(rd_cooperation.game, (gamma, beta, b, a, A), Reading(), {"research": (RIVALS.game.players,)})
    assert solver.outcome.choices == CARTEL.choices
    names = [output.name for output in solver.outputs]
    assert names == [*FLAGS, "x_1", "x_2", "q_1", "q_2", "payoff"]
    arrays = solver(*(np.ones((2, 1)), np.array([0.1, 0.2, 0.3])), *(np.array(v) for v in (1.0, 10.0, 2.0)))
    for output, array in zip(solver.outputs, arrays, strict=True):
        assert array.dtype == output.dtype
        assert array.shape == (2, 3, *output.sizes)
    assert solver.outputs[-1].dims == (("player", 2),)


def test_players_taken_to_be_alike_are_passed_on() -> None:
    venture = research_joint_venture.venture
    solver = staged_solver(venture, venture.symbols, Reading(), {}, (venture.players,))
    assert solver.outcome.choices == research_joint_venture.MODEL.regimes[2].outcome.choices


def test_a_game_without_parameters_has_one_outcome_everywhere() -> None:
    solver = staged_solver(single(4 * x - x**2), (b,), Reading())
    holds, *_, chosen, payoff = solver(np.array([1.0, 2.0]))
    assert holds.all()
    assert chosen.tolist() == [2, 2]
    assert payoff.tolist() == [[4], [4]]


def test_no_points_give_no_values() -> None:
    *_, chosen, payoff = staged_solver(single(b * x - x**2, b > 0), (b,), Reading())(np.empty(0))
    assert (chosen.shape, payoff.shape) == ((0,), (0, 1))


def test_it_goes_through_pickle() -> None:
    solver = StagedSolver(CARTEL, CARTEL.game.symbols, Reading({beta: {1 / 3: Fraction(1, 3)}}))
    columns = axes_of(CARTEL, {A: [2.0], a: [10.0], b: [1.0], beta: [1 / 3], gamma: [8.0]})
    again = pickle.loads(pickle.dumps(solver))
    assert again == solver
    for before, after in zip(solver(*columns), again(*columns), strict=True):
        assert np.array_equal(before, after)


# Differential


@pytest.mark.parametrize("outcome", [RIVALS, CARTEL], ids=["rivals", "cartel"])
def test_games_solved_in_numbers_have_the_same_outcome(outcome: Outcome) -> None:
    cooperation = {} if outcome is RIVALS else {"research": (outcome.game.players,)}
    axes = {A: [2.0], a: [10.0], b: [1.0], beta: [0.2, 0.8], gamma: [6.0]}
    found = swept(outcome, axes)
    for j in range(2):
        values = {symbol: axis[j if symbol == beta else 0] for symbol, axis in axes.items()}
        numeric = solve_staged_numeric(outcome.game.at(values), cooperation)
        at = (0, 0, 0, j, 0)
        assert found["holds"][at]
        assert [found[z.name][at] for z in outcome.choices] == pytest.approx(list(numeric.choices.values()), rel=1e-7)
        assert found["payoff"][at] == pytest.approx(list(numeric.payoffs), rel=1e-7)


def test_exact_values_are_the_nearest_floats() -> None:
    point = {b: Rational(2), c: Rational(1, 3)}
    assert exact_float(sqrt(b), point) == 2**0.5
    assert exact_float(b + c, point) == 7 / 3
    assert exact_float(-(10 ** (200 * b)), point) == -np.inf
    assert np.isnan(exact_float(1 / (b - 2), point))
    assert value_at(1 / (b - 2), point) is None


# Refusals


@pytest.mark.parametrize("name", ["holds", "payoff", "player"])
def test_a_choice_called_as_a_variable_is_refused(name: str) -> None:
    choice = sp.Symbol(name, real=True)
    game = StagedGame({"A": b * choice - choice**2}, Stage("only", {"A": choice}), Region(b > 0))
    with pytest.raises(GameError, match=f"the choice {name} is called as a variable of the sweep is"):
        staged_solver(game, (b,), Reading())


def test_a_parameter_without_values_is_refused() -> None:
    with pytest.raises(SymbolError, match="the outcome depends on a, which has no values; expected among A, b"):
        StagedSolver(RIVALS, (A, b, beta, gamma))
    # It may stand in a condition only.
    outcome = solve_staged(single(b * x - x**2, b > 0, c > b))
    with pytest.raises(SymbolError, match="c in c > b has no values"):
        StagedSolver(outcome, (b,))


def test_what_is_no_staged_game_is_refused() -> None:
    with pytest.raises(GameError, match=r"expected a coopgame\.StagedGame or coopgame\.Outcome"):
        staged_solver("duopoly", (b,), Reading())  # type: ignore[arg-type]


def test_cooperation_comes_too_late_for_an_outcome() -> None:
    with pytest.raises(GameError, match="given with an outcome, which is solved; expected a StagedGame"):
        staged_solver(RIVALS, RIVALS.game.symbols, Reading(), {"research": (RIVALS.game.players,)})
    with pytest.raises(GameError, match="given with an outcome"):
        staged_solver(RIVALS, RIVALS.game.symbols, Reading(), symmetric=(RIVALS.game.players,))


def test_a_game_without_closed_form_is_refused() -> None:
    with pytest.raises(SolverError, match="concave"):
        staged_solver(single(b * x + x**2, b > 0), (b,), Reading())


def test_an_engine_that_is_not_installed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "AVAILABLE", False)
    with pytest.raises(SolverError, match="Numba is not installed"):
        staged_solver(RIVALS, RIVALS.game.symbols, Reading(), engine=Engine.NUMBA)
