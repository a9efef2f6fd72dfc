"""Numeric outcomes under changes of the game that must leave them as they are, and against closed forms."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from coopgame.claims.decide import is_empty
from coopgame.errors import SolverError
from coopgame.games.staged import Stage, StagedGame
from coopgame.players import PerPlayer
from coopgame.solve.staged.backward import solve_staged
from coopgame.solve.staged.numeric import solve_staged_numeric
from coopgame.symbols import Region, parameters
from tests.solve.staged.drawn import Play, paid, plays, rest_of, staged_games

x1, x2, q1, q2, s, a, A, b, gamma, beta = parameters("x1 x2 q1 q2 s a A b gamma beta")
FIRMS = ("firm 1", "firm 2")
ALONE: Mapping[str, Any] = {}
CARTEL = {"research": (FIRMS,)}
MERGED = {"research": (FIRMS,), "output": (FIRMS,)}


# --- properties


@settings(max_examples=8)
@given(plays(), st.data())
def test_no_coalition_gains_at_any_stage_with_later_stages_solved_again(play: Play, data: st.DataObject) -> None:
    # by another route than the solver's: earlier choices are put in, and what is left is solved as a game of its own
    game, cooperation = play
    found = solve_staged_numeric(game, cooperation)
    assert found.converged
    assert found.regret < 1e-9
    t = data.draw(st.integers(0, len(game.stages) - 1))
    coalition = data.draw(st.sampled_from(found.coalitions[t]))
    done = {z: found.choices[z] for stage in game.stages[: t + 1] for z in stage.symbols}
    base = joint(coalition, found.payoffs)
    for size in (1e-3, 0.1, 2.0):
        for z in coalition.choices(game.stages[t]):
            done[z] = found.choices[z] + size * data.draw(st.floats(-1, 1))
        assert joint(coalition, paid(game, continued(game, cooperation, done))) <= base + 1e-12


@settings(max_examples=8)
@given(plays(stages=(2, 3)))
def test_what_follows_the_first_stage_is_an_outcome_of_what_is_left(play: Play) -> None:
    found = solve_staged_numeric(*play)
    done = {z: found.choices[z] for z in play.game.stages[0].symbols}
    assert continued(play.game, play.cooperation, done) == pytest.approx(dict(found.choices.items()), abs=1e-11)


def joint(coalition: Any, payoffs: PerPlayer[float]) -> float:
    return float(sum(w * payoffs[p] for p, w in zip(coalition.members, coalition.weights, strict=True)))


def continued(game: StagedGame, cooperation: Mapping[str, Any], done: Mapping[sp.Symbol, Any]) -> dict[sp.Symbol, Any]:
    """All choices, once some stages' choices are made."""
    if len(done) == len(game.choices):
        return dict(done)
    rest = rest_of(game, done)
    left = {name: members for name, members in cooperation.items() if name in {stage.name for stage in rest.stages}}
    return {**done, **solve_staged_numeric(rest, left).choices}


@settings(max_examples=10)
@given(staged_games(), st.data())
def test_cooperation_of_all_at_every_stage_is_the_joint_optimum(game: StagedGame, data: st.DataObject) -> None:
    weights = {player: data.draw(st.sampled_from([1, 2])) for player in game.players}
    found = solve_staged_numeric(game, {stage.name: (weights,) for stage in game.stages})
    total = sp.lambdify(game.choices, -sum(w * game.payoffs[p] for p, w in weights.items()), "numpy")
    direct = minimize(lambda z: float(total(*z)), np.zeros(len(game.choices)), method="BFGS", options={"gtol": 1e-9})
    assert list(found.choices.values()) == pytest.approx(list(direct.x), abs=1e-6)
    assert sum(w * found.payoffs[p] for p, w in weights.items()) == pytest.approx(-direct.fun, abs=1e-10)


@settings(max_examples=8)
@given(staged_games(leader=True), st.data())
def test_other_units_of_choices_and_payoffs_change_nothing_else(game: StagedGame, data: st.DataObject) -> None:
    units = {z: sp.Rational(10) ** data.draw(st.integers(-4, 4)) for z in game.choices}
    values = {player: sp.Rational(10) ** data.draw(st.integers(-4, 4)) for player in game.players}
    other = StagedGame(
        {p: values[p] * u.xreplace({z: z / unit for z, unit in units.items()}) for p, u in game.payoffs.items()},
        game.stages,
    )
    found, again = solve_staged_numeric(game), solve_staged_numeric(other)
    size = max(map(abs, found.choices.values())) + 1e-6
    for z, unit in units.items():
        assert again.choices[z] / float(unit) == pytest.approx(found.choices[z], abs=1e-9 * size)


@settings(max_examples=6)
@given(staged_games())
def test_coalitions_of_one_are_no_cooperation(game: StagedGame) -> None:
    apart = {stage.name: tuple((player,) for player in game.players) for stage in game.stages}
    weighted = {stage.name: tuple({player: 3} for player in game.players) for stage in game.stages}
    found = solve_staged_numeric(game)
    assert solve_staged_numeric(game, apart) == found
    assert dict(solve_staged_numeric(game, weighted).choices) == pytest.approx(dict(found.choices), abs=1e-12)


@settings(max_examples=6)
@given(plays(weighted=True))
def test_only_the_ratio_of_weights_matters(play: Play) -> None:
    tripled = {name: tuple({p: 3 * w for p, w in c.items()} for c in given) for name, given in play.cooperation.items()}
    found = solve_staged_numeric(*play)
    assert dict(solve_staged_numeric(play.game, tripled).choices) == pytest.approx(dict(found.choices), abs=1e-12)


@settings(max_examples=5)
@given(staged_games(stages=(2,)), st.data())
def test_what_a_bound_beyond_the_outcome_excludes_is_not_missed(game: StagedGame, data: st.DataObject) -> None:
    found = solve_staged_numeric(game)
    bounds = []
    for z in game.choices:
        away = data.draw(st.fractions(0, 2))
        limit = sp.Rational(str(round(found.choices[z], 6)))
        bounds.append(data.draw(st.sampled_from([z >= limit - away - 1, z <= limit + away + 1])))
    bounded = StagedGame(game.payoffs, game.stages, Region(*bounds))
    assert dict(solve_staged_numeric(bounded).choices) == pytest.approx(dict(found.choices), abs=1e-11)


@settings(max_examples=10)
@given(staged_games(stages=(1,)), st.data())
def test_a_choice_that_its_bound_holds_is_answered_as_if_it_were_a_number(
    game: StagedGame, data: st.DataObject
) -> None:
    held = data.draw(st.sampled_from(game.choices))
    inside = solve_staged_numeric(game).choices[held]
    limit = sp.Rational(str(round(inside, 6))) + data.draw(st.fractions("1/10", 2))
    found = solve_staged_numeric(StagedGame(game.payoffs, game.stages, Region(held >= limit)))
    assert found.choices[held] == float(limit)
    stage = game.stages[0]
    others = {p: tuple(z for z in own if z != held) for p, own in stage.choices.items()}
    if any(others.values()):
        rest = StagedGame({p: u.xreplace({held: limit}) for p, u in game.payoffs.items()}, Stage(stage.name, others))
        answer = solve_staged_numeric(rest).choices
        assert {z: found.choices[z] for z in rest.choices} == pytest.approx(dict(answer), abs=1e-11)


# --- differential: against closed forms


@settings(max_examples=8)
@given(plays())
def test_numbers_agree_with_the_exact_solution_of_drawn_games(play: Play) -> None:
    found, exact = solve_staged_numeric(*play), solve_staged(*play)
    assert exact.condition == Region()
    for z, value in exact.choices.items():
        assert found.choices[z] == pytest.approx(float(value), abs=1e-12)
    assert list(found.payoffs) == pytest.approx([float(u) for u in exact.payoffs], abs=1e-12)


SPILLOVERS = Region(a > A, A > 0, b > 0, gamma > 0, beta >= 0, beta <= 1)


def duopoly(*, subsidy: bool = False) -> StagedGame:
    """Research with spillovers on its results, then Cournot competition (d'Aspremont and Jacquemin, 1988)."""
    research, output = (x1, x2), (q1, q2)
    profits = [
        (a - b * (q1 + q2) - A + research[k] + beta * research[1 - k]) * output[k] - gamma * research[k] ** 2 / 2
        for k in (0, 1)
    ]
    stages = (Stage("research", {"firm 1": x1, "firm 2": x2}), Stage("output", {"firm 1": q1, "firm 2": q2}))
    if not subsidy:
        return StagedGame({"firm 1": profits[0], "firm 2": profits[1]}, stages, SPILLOVERS)
    welfare = profits[0] + profits[1] + b * (q1 + q2) ** 2 / 2
    payoffs = {"government": welfare, "firm 1": profits[0] + s * x1, "firm 2": profits[1] + s * x2}
    return StagedGame(payoffs, (Stage("policy", {"government": s}), *stages), SPILLOVERS)


@pytest.mark.parametrize(
    ("cooperation", "subsidy"), [(ALONE, False), (CARTEL, False), (MERGED, False), (ALONE, True), (CARTEL, True)]
)
def test_numbers_agree_with_closed_forms_wherever_their_conditions_hold(
    cooperation: Mapping[str, Any], subsidy: bool
) -> None:
    game = duopoly(subsidy=subsidy)
    symmetric = (FIRMS,) if cooperation is MERGED else ()
    exact = solve_staged(game, cooperation, symmetric=symmetric)
    for point in exact.condition.sample(4, seed=1, symbols=game.symbols):
        found = solve_staged_numeric(game.at(point), cooperation, symmetric=symmetric)
        for z, value in exact.choices.items():
            assert found.choices[z] == pytest.approx(float(value.xreplace(point)), rel=1e-9)


@pytest.mark.parametrize("cooperation", [ALONE, CARTEL])
def test_where_a_second_order_condition_fails_numbers_refuse_too(cooperation: Mapping[str, Any]) -> None:
    game = duopoly()
    exact = solve_staged(game, cooperation)
    for condition in exact.second_order.conditions:
        fails = SPILLOVERS & (condition.gts < condition.lts) if condition.free_symbols else Region(sp.false)
        if fails.conditions == (sp.false,) or is_empty(fails):
            continue
        for point in fails.sample(2, seed=2, symbols=game.symbols):
            with pytest.raises(SolverError, match="grows without bound"):
                solve_staged_numeric(game.at(point), cooperation)
