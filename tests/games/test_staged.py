"""Staged games: who chooses what when, and what is refused before anybody solves anything."""

import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.errors import CoopGameError, GameError, RegionError, SymbolError
from coopgame.games.staged import Stage, StagedGame
from coopgame.players import PerPlayer
from coopgame.symbols import Region, parameters
from tests.solve.staged.drawn import staged_games

x, y, z, a, b, c = parameters("x y z a b c")
TOGETHER = Stage("effort", {"enterprise": x, "university": y})
PAYOFFS = {"enterprise": a * x + x * y - c * x**2, "university": b * y + x * y - y**2}
REGION = Region(a > 0, b > 0, c > 1, x >= 0, y <= a, x + y <= b)


def game(**changes: Any) -> StagedGame:
    usual: dict[str, Any] = {"payoffs": PAYOFFS, "stages": (TOGETHER,), "region": REGION}
    return StagedGame(**usual | changes)


# --- what a staged game is


def test_choices_are_read_by_player_and_in_order() -> None:
    stage = Stage("second", {"university": (z, y), "enterprise": x})
    assert stage.choices["university"] == (z, y)
    assert stage.choices["enterprise"] == (x,)
    assert stage.symbols == (z, y, x)


def test_players_are_those_with_a_payoff_and_choices_come_stage_by_stage() -> None:
    stages = (Stage("lead", {"university": y}), Stage("follow", {"enterprise": (x,), "government": ()}))
    made = game(payoffs={**PAYOFFS, "government": x + y}, stages=stages)
    assert made.players == ("enterprise", "university", "government")
    assert made.choices == (y, x)
    assert made.stage("follow") == stages[1]


def test_a_player_may_choose_nothing_at_all() -> None:
    assert game(payoffs={**PAYOFFS, "government": x + y}).players[2] == "government"


def test_a_government_is_a_player_with_an_earlier_stage() -> None:
    subsidised = {**PAYOFFS, "government": x + y - z**2, "enterprise": PAYOFFS["enterprise"] + z * x}
    made = game(payoffs=subsidised, stages=(Stage("policy", {"government": z}), TOGETHER))
    assert made.choices == (z, x, y)
    assert made.symbols == (a, b, c)


def test_what_mentions_a_choice_bounds_it_and_the_rest_is_the_domain() -> None:
    made = game()
    assert made.domain == Region(a > 0, b > 0, c > 1)
    assert set(made.constraints) == {x >= 0, y <= a, x + y <= b}
    assert made.symbols == (a, b, c)


def test_one_stage_alone_need_not_be_put_in_a_tuple() -> None:
    assert game(stages=TOGETHER) == game()
    assert game(stages=[TOGETHER]) == game()


def test_without_region_and_parameters_what_nobody_chooses_is_a_parameter() -> None:
    assert game(region=Region()).symbols == (a, b, c)
    assert game(region=Region(x >= 0)).symbols == (a, b, c)


def test_a_parameter_that_the_region_does_not_restrict_is_declared() -> None:
    made = game(region=Region(a > 0, c > 0), parameters=(b,))
    assert made.symbols == (a, b, c)
    assert made.at({b: -1}).symbols == (a, c)


def test_what_nobody_chooses_is_a_parameter_once_the_region_mentions_it() -> None:
    made = game(stages=Stage("effort", {"enterprise": x}))
    assert made.symbols == (a, b, c, y)
    assert set(made.constraints) == {x >= 0, x + y <= b}


def test_staged_games_are_values() -> None:
    assert game() == game(payoffs=dict(PAYOFFS))
    assert hash(game()) == hash(game(payoffs=dict(PAYOFFS)))
    assert game() != game(stages=(Stage("effort", {"enterprise": x}), Stage("later", {"university": y})))
    assert Stage("work", {"enterprise": x, "university": y}) != TOGETHER
    with pytest.raises(FrozenInstanceError):
        game().region = Region()  # type: ignore[misc]


@given(staged_games())
def test_a_drawn_game_survives_pickling_and_being_rebuilt_from_its_parts(drawn: StagedGame) -> None:
    assert pickle.loads(pickle.dumps(drawn)) == drawn
    assert hash(pickle.loads(pickle.dumps(drawn))) == hash(drawn)
    assert StagedGame(drawn.payoffs, drawn.stages, drawn.region) == drawn
    assert all(pickle.loads(pickle.dumps(stage)) == stage for stage in drawn.stages)
    assert drawn.is_numeric
    assert drawn.exact


# --- numbers


def test_setting_parameters_leaves_choices_and_the_other_parameters() -> None:
    made = game().at({"a": Fraction(1, 2), c: 2})
    assert made.payoffs["enterprise"] == x / 2 + x * y - 2 * x**2
    assert made.symbols == (b,)
    assert set(made.constraints) == {x >= 0, y <= sp.Rational(1, 2), x + y <= b}
    assert not made.is_numeric
    assert made.at({b: 1}).is_numeric


def test_a_parameter_may_be_set_to_an_expression_of_others() -> None:
    assert game().at({b: 2 * a}).symbols == (a, c)
    k = parameters("k")
    assert game().at({b: k + 1}).symbols == (a, c, k)


@pytest.mark.parametrize(
    ("made", "exact"),
    [
        (game(), True),
        (game().at({a: Fraction(1, 3)}), True),
        (game().at({a: "0.5"}), True),
        (game().at({a: 0.5}), False),
        (game().at({a: 0.5}).at({b: 1}), False),
        (game(payoffs={**PAYOFFS, "university": 0.5 * b * y - y**2}), False),
    ],
)
def test_a_float_is_remembered_and_read_as_the_decimal_it_is(made: StagedGame, exact: bool) -> None:
    assert made.exact is exact
    assert not any(u.has(sp.Float) for u in made.payoffs)


positive = st.fractions(1, 10)


@given(positive, positive, positive)
def test_parameters_may_be_set_one_by_one_or_all_at_once(p: Fraction, q: Fraction, r: Fraction) -> None:
    values = {a: p, b: q, c: 1 + r}
    step = game()
    for name, value in values.items():
        step = step.at({name: value})
    assert step == game().at(values)
    assert hash(step) == hash(game().at(values))
    assert step.is_numeric


# --- refusals


@pytest.mark.parametrize(
    ("name", "choices", "error", "says"),
    [
        (" ", {"enterprise": x}, GameError, "a stage is called ' '; expected a name"),
        (1, {"enterprise": x}, GameError, "a stage is called 1"),
        ("s", None, GameError, "the choices of stage 's' are None; expected a mapping {player: (choice, ...)}"),
        ("s", [x], GameError, "the choices of stage 's' are [x]"),
        ("s", {}, GameError, "nobody chooses anything at stage 's'; expected {player: (choice, ...)}"),
        ("s", {"enterprise": ()}, GameError, "nobody chooses anything at stage 's'"),
        ("s", {"enterprise": (x, x)}, GameError, "x is chosen twice at stage 's'; expected one player a choice"),
        ("s", {"enterprise": x, "university": x}, GameError, "x is chosen twice at stage 's'"),
        ("s", {"enterprise": "x"}, SymbolError, "'x' can't be chosen at stage 's'; expected a symbol from"),
        ("s", {"enterprise": x + y}, SymbolError, "x + y can't be chosen at stage 's'"),
        ("s", {"enterprise": sp.Symbol("x", positive=True)}, SymbolError, "x can't be chosen at stage 's'"),
        ("s", {"enterprise": sp.Symbol("x")}, SymbolError, "x can't be chosen at stage 's'"),
    ],
)
def test_a_stage_that_makes_no_sense_is_refused(name: Any, choices: Any, error: type[CoopGameError], says: str) -> None:
    with pytest.raises(error) as refusal:
        Stage(name, choices)
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"payoffs": {}}, GameError, "the payoffs are {}; expected a mapping {player: expression}"),
        ({"payoffs": [x, y]}, GameError, "the payoffs are [x, y]"),
        ({"payoffs": {**PAYOFFS, "university": "x*y"}}, GameError, "the payoff of university: 'x*y' is not a number"),
        ({"payoffs": {**PAYOFFS, "university": y + sp.oo}}, GameError, "the payoff of university: oo"),
        (
            {"payoffs": {"enterprise": x * y}, "region": Region()},
            GameError,
            "'university' chooses y at stage 'effort' but has no payoff; expected a payoff for 'university', or one of",
        ),
        ({"stages": ()}, GameError, "the stages are (); expected at least one coopgame.Stage(...)"),
        ({"stages": ("effort",)}, GameError, "the stages are ('effort',)"),
        (
            {"stages": (Stage("effort", {"enterprise": x}), Stage("effort", {"university": y}))},
            GameError,
            "two stages are called 'effort'; expected distinct names",
        ),
        (
            {"stages": (Stage("first", {"enterprise": x}), Stage("second", {"university": (y, x)}))},
            GameError,
            "x is chosen at stage 'first' and again at 'second'; expected one stage for each choice",
        ),
        (
            {"stages": Stage("effort", {"enterprise": (x, z), "university": y})},
            GameError,
            "z is chosen, but no payoff depends on it; expected a choice that matters",
        ),
        (
            {"region": Region(a > 0, c > 0)},
            GameError,
            "b occurs in the payoffs, but nobody chooses it and the region does not mention it; expected a stage at",
        ),
        ({"parameters": "a"}, SymbolError, "'a' is no parameter; expected symbols from coopgame.parameters"),
        ({"parameters": (x,)}, GameError, "x is both chosen and a parameter; expected one of the two"),
        ({"region": a > 0}, RegionError, "a > 0 is not a Region; expected coopgame.Region(...)"),
    ],
)
def test_a_game_that_makes_no_sense_is_refused(
    changes: Mapping[str, Any], error: type[CoopGameError], says: str
) -> None:
    with pytest.raises(error) as refusal:
        game(**changes)
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("values", "error", "says"),
    [
        ({"k": 1}, SymbolError, "the game has no parameter 'k'; expected one of a, b, c"),
        ({x: 1}, SymbolError, "'x' is chosen, not set; expected one of a, b, c"),
        ({a: 1, "a": 2}, SymbolError, "a is set twice"),
        ({a: -1}, RegionError, "a=-1 lies outside the region; expected a > 0"),
        ({b: y}, SymbolError, "a parameter is set to y, which is chosen; expected numbers or parameters"),
        ({a: "k"}, CoopGameError, "'k' is not a number"),
    ],
)
def test_parameters_that_can_t_be_set_are_named(
    values: Mapping[Any, Any], error: type[CoopGameError], says: str
) -> None:
    with pytest.raises(error) as refusal:
        game().at(values)
    assert says in str(refusal.value)


def test_a_stage_that_is_not_there_is_named() -> None:
    with pytest.raises(GameError, match=r"no stage is called 'sales'; expected one of effort"):
        game().stage("sales")


def test_payoffs_and_choices_may_come_as_they_are_kept() -> None:
    assert game(payoffs=PerPlayer(PAYOFFS, PAYOFFS.values())) == game()
    assert Stage("effort", PerPlayer(("enterprise", "university"), ((x,), (y,)))) == TOGETHER


def test_two_names_that_read_alike_are_refused() -> None:
    with pytest.raises(GameError, match="'1' occurs twice among the players"):
        Stage("s", {1: x, "1": y})  # type: ignore[dict-item]


def test_a_choice_may_lose_its_consequence_where_a_parameter_vanishes() -> None:
    game = StagedGame({"p": a * x - y**2}, Stage("s", {"p": (x, y)}), Region(a >= 0))
    assert game.at({a: 0}).payoffs["p"] == -(y**2)


def test_a_payoff_that_is_undefined_at_a_point_is_refused() -> None:
    game = StagedGame({"p": -(x**2) / a}, Stage("s", {"p": x}), parameters=(a,))
    with pytest.raises(GameError, match="is not a number there"):
        game.at({a: 0})
