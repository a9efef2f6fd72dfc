"""Properties of outcomes over drawn games: nobody gains by a deviation, regimes nest, units do not matter."""

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.errors import CoopGameError, GameError, SolverError, SymbolError
from coopgame.games.staged import Stage, StagedGame
from coopgame.players import PerPlayer
from coopgame.solve.staged.backward import solve_staged, staged_outcomes
from coopgame.solve.staged.statics import comparative_statics
from coopgame.symbols import Region, parameters
from tests.solve.staged.drawn import Play, plays, quarters, rest_of, staged_games

a, b, x, y = parameters("a b x y")

# Properties


@settings(max_examples=25)
@given(plays(), quarters)
def test_no_coalition_gains_at_any_stage_with_later_stages_responding(play: Play, step: sp.Rational) -> None:
    game = play.game
    outcome = solve_staged(game, play.cooperation)
    done: dict[sp.Symbol, sp.Expr] = {}
    for stage, together in zip(game.stages, outcome.coalitions, strict=True):
        for coalition in together:
            for z in coalition.choices(stage):
                moved = {**done, **{s: outcome.choices[s] for s in stage.symbols}}
                moved[z] += step
                assert coalition.objective(_answered(play, moved)) <= coalition.objective(outcome.payoffs)
        done |= {s: outcome.choices[s] for s in stage.symbols}


@settings(max_examples=15)
@given(staged_games())
def test_cooperation_of_singletons_is_no_cooperation(game: StagedGame) -> None:
    alone = {stage.name: tuple((player,) for player in game.players) for stage in game.stages}
    assert solve_staged(game, alone).choices == solve_staged(game).choices


@settings(max_examples=15)
@given(staged_games())
def test_all_players_at_all_stages_reach_the_joint_optimum(game: StagedGame) -> None:
    together = {stage.name: (game.players,) for stage in game.stages}
    outcome = solve_staged(game, together)
    total = sp.expand(sum(game.payoffs))
    assert all(sp.diff(total, z).subs(dict(outcome.choices)) == 0 for z in game.choices)


@settings(max_examples=15)
@given(plays(), st.integers(2, 5))
def test_the_unit_of_payoffs_does_not_matter(play: Play, unit: int) -> None:
    game = play.game
    scaled = StagedGame({p: unit * u for p, u in game.payoffs.items()}, game.stages, game.region)
    assert solve_staged(scaled, play.cooperation).choices == solve_staged(game, play.cooperation).choices


@settings(max_examples=15)
@given(plays())
def test_payoffs_are_those_of_the_choices(play: Play) -> None:
    outcome = solve_staged(play.game, play.cooperation)
    for player, payoff in play.game.payoffs.items():
        assert sp.expand(payoff.subs(dict(outcome.choices)) - outcome.payoffs[player]) == 0


def _answered(play: Play, done: dict[sp.Symbol, sp.Expr]) -> PerPlayer[sp.Expr]:
    """The payoffs once these choices are made and the stages that are left answer."""
    if len(done) == len(play.game.choices):
        return PerPlayer(play.game.players, (u.subs(done) for u in play.game.payoffs))
    rest = rest_of(play.game, done)
    left = {stage.name: play.cooperation[stage.name] for stage in rest.stages if stage.name in play.cooperation}
    return solve_staged(rest, left).payoffs


# Refusals

FREE = StagedGame(
    {"A": -((x - a) ** 2) - y * x, "B": -(x**2) - y**2 + x * y},
    (Stage("first", {"A": x}), Stage("second", {"B": y})),
    Region(a > 0),
)


def single(payoff: sp.Expr, region: Region = Region(a > 0)) -> StagedGame:
    return StagedGame({"A": payoff}, Stage("only", {"A": x}), region)


@pytest.mark.parametrize(
    ("game", "says"),
    [
        (single((x - a) ** 2), "stage 'only' has no interior solution: nowhere in the region is the payoff concave"),
        (single(a * x), "is linear in it, and so unbounded"),
        (single(a * x - x**2, Region(a > 0, x >= a)), "the choices violate x >= a throughout the region"),
        (single(a * x - x**4 / 4), "is of degree 3 in x; expected degree 1 or 2, or every parameter set"),
        (single(x**2 / 2 - x**4 / 4, Region()), r"there are 2 outcomes: x = 1; x = -1; expected staged_outcomes"),
        (single(-sp.Abs(x - a)), "the payoff of 'A' holds Abs"),
        (
            StagedGame({"A": -((x + y) ** 2), "B": -((x + y) ** 2)}, Stage("only", {"A": x, "B": y})),
            "stage 'only': the first-order conditions leave x - y open",
        ),
    ],
)
def test_what_has_no_outcome_in_closed_form_is_told_why(game: StagedGame, says: str) -> None:
    with pytest.raises(SolverError, match=says):
        solve_staged(game)


def test_a_budget_must_leave_time() -> None:
    with pytest.raises(SolverError, match="a budget of 0 s leaves no time"):
        solve_staged(FREE, budget=0)
    with pytest.raises(SolverError, match="the budget ran out at stage 'second'"):
        solve_staged(FREE, budget=1e-9)


def test_only_staged_games_are_solved_in_stages() -> None:
    with pytest.raises(SolverError, match="str is not solved in stages"):
        solve_staged("game")  # type: ignore[arg-type]


def test_too_many_bounds_are_refused() -> None:
    many = sp.symbols("z:5", real=True)
    game = StagedGame(
        {"A": -sum((z - a) ** 2 for z in many)},
        Stage("only", {"A": many}),
        Region(a > 0, *(z >= 0 for z in many), *(z <= 1 for z in many)),
    )
    with pytest.raises(SolverError, match="243 ways in which bounds"):
        staged_outcomes(game)


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        (("A", "B"), "'A' is no group of players"),
        ((("A", "C"),), "symmetric names 'C', which is no player"),
        ((("A", "B"),), "'A' and 'B' choose 1 and 0 things at stage 'first'"),
    ],
)
def test_symmetry_is_checked(groups: tuple[tuple[str, ...], ...], says: str) -> None:
    with pytest.raises(GameError, match=says):
        solve_staged(FREE, symmetric=groups)


def test_players_whom_the_payoffs_tell_apart_are_not_alike() -> None:
    game = StagedGame({"A": -((x - a) ** 2), "B": -((y - b) ** 2)}, Stage("only", {"A": x, "B": y}))
    with pytest.raises(GameError, match="the payoff of 'A' changes when 'A' and 'B' are exchanged"):
        solve_staged(game, symmetric=(("A", "B"),))


def test_players_who_weigh_differently_are_not_alike() -> None:
    game = StagedGame({"A": x - x**2 - y**2, "B": y - x**2 - y**2}, Stage("only", {"A": x, "B": y}))
    with pytest.raises(GameError, match="cooperation does not treat 'A' and 'B' alike"):
        solve_staged(game, {"only": ({"A": 1, "B": 2},)}, symmetric=(("A", "B"),))


def test_statics_ask_for_a_parameter_and_a_region_with_points() -> None:
    outcome = solve_staged(FREE)
    with pytest.raises(SymbolError, match="b is no parameter of the game; expected a"):
        comparative_statics(outcome, of=x, wrt=b)
    with pytest.raises(CoopGameError, match="there is no point in"):
        comparative_statics(outcome, of=x, wrt=a, within=Region(a < 0))
    with pytest.raises(SolverError, match="leaves no time"):
        comparative_statics(outcome, of=x, wrt=a, budget=0)
