"""The modified Shapley value and the weights it takes."""

from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.claims.claim import Undecided
from coopgame.errors import RuleError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values import modified_shapley as module
from coopgame.sharing.values.modified_shapley import combined_weights, modified_shapley
from coopgame.sharing.values.shapley import shapley
from coopgame.symbols import Region, parameters
from tests.sharing.coalitional import numeric_games
from tests.sharing.published import TRIPARTITE, written

R = sp.Rational
r, v = parameters("r v")


def shares_of(*numbers: Any) -> dict[str, Any]:
    return dict(zip(("E", "U", "G"), numbers, strict=True))


# --- published results


@pytest.mark.parametrize(
    ("weights", "shares"),
    [
        (("0.5", "0.3", "0.2"), (R(190, 3), R(185, 6), R(35, 6))),
        (("0.8", "0.1", "0.1"), (R(280, 3), R(65, 6), R(-25, 6))),
    ],
)
def test_the_published_corrections(weights: tuple[str, ...], shares: tuple[sp.Expr, ...]) -> None:
    assert modified_shapley(TRIPARTITE, shares_of(*weights)).shares == shares


def test_the_published_table_rounds_its_corrections_and_agrees_to_its_last_digits() -> None:
    # Math. Probl. Eng. 2022, 8942299, table 11: initial shares, worth of all, weights, corrected shares.
    initial = ("4.890", "12.714", "1.956")
    game = written(initial, [R(x) + R(y) for x, y in _pairs(initial)], ["19.56"])
    assert shapley(game).shares == tuple(map(R, initial))
    corrected = modified_shapley(game, {"A": "0.723", "B": "0.005", "C": "0.272"}).shares
    for share, printed in zip(corrected, (12.518, 6.299, 0.743), strict=True):
        assert abs(share - printed) < 0.015
    assert [round(float(share), 4) for share in corrected] == [12.5119, 6.2918, 0.7563]


def _pairs(values: tuple[str, ...]) -> list[tuple[str, str]]:
    first, second, third = values
    return [(first, second), (first, third), (second, third)]


# --- what the notes warn of


def test_a_correction_may_leave_the_core_and_then_individual_rationality() -> None:
    mild = modified_shapley(TRIPARTITE, shares_of("0.25", "0.2", "0.55"))
    assert mild.notes == ("individually rational", "outside the core: {E, U} gets 355/6 and earns 60 by itself")
    strong = modified_shapley(TRIPARTITE, shares_of("0.8", "0.1", "0.1"))
    assert strong.notes == (
        "not individually rational: {G} gets -25/6 and earns 5 by itself",
        "outside the core: {G} gets -25/6 and earns 5 by itself",
    )


def test_equal_weights_keep_the_shapley_value_and_its_place_in_the_core() -> None:
    value = modified_shapley(TRIPARTITE, dict.fromkeys(("E", "U", "G"), "1/3"))
    assert value.shares == shapley(TRIPARTITE).shares
    assert value.notes == ("individually rational", "in the core")


def test_in_symbols_the_note_is_a_proof_or_names_a_point() -> None:
    game = CoalitionalGame.from_worth(("E", "U"), {"E": 0, "U": 0, ("E", "U"): v}, Region(v > 0, r >= 0, r <= 1))
    value = modified_shapley(game, {"E": r, "U": 1 - r})
    assert value.shares == (r * v, sp.expand(v * (1 - r)))
    assert value.notes == ("individually rational, throughout the region", "in the core, throughout the region")
    alone = CoalitionalGame.from_worth(("E", "U"), {"E": 1, "U": 0, ("E", "U"): v}, Region(v > 1, r >= 0, r <= 1))
    rational, core = modified_shapley(alone, {"E": r, "U": 1 - r}).notes
    assert rational.startswith("not individually rational: {")
    assert ", at r = " in rational
    assert core.startswith("outside the core: {")


def test_factors_that_vary_give_weights_that_vary() -> None:
    weights = combined_weights({"risk": {"E": v, "U": v}, "effort": {"E": r, "U": 1}}, HALVES, Region(v > 0, r >= 0))
    assert sp.cancel(weights["E"] - (R(1, 4) + r / (r + 1) / 2)) == 0
    assert sp.cancel(sp.Add(*weights)) == 1


HALVES = {"risk": "1/2", "effort": "1/2"}


def test_what_was_not_decided_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "decide", lambda claim, budget: Undecided(claim, "no answer within 2 s"))
    notes = modified_shapley(TRIPARTITE, shares_of("0.5", "0.3", "0.2")).notes
    assert notes[1] == "whether it is in the core was not decided: no answer within 2 s"


def test_worths_of_very_many_cases_are_not_examined() -> None:
    alone = {player: sp.Max(*(v + k * r for k in range(9))) + k for k, player in enumerate("EU")}
    game = CoalitionalGame.from_worth(("E", "U"), {**alone, ("E", "U"): sp.Min(*(v - k * r for k in range(9)))})
    notes = modified_shapley(game, {"E": "1/3", "U": "2/3"}).notes
    assert notes[0] == "whether it is individually rational was not decided: the worths make 81 cases"


# --- properties


@given(st.data())
def test_it_is_efficient_and_its_notes_are_true(data: st.DataObject) -> None:
    game = data.draw(numeric_games((2, 4)))
    parts = [data.draw(st.integers(1, 5)) for _ in game.players]
    weights = {player: R(part, sum(parts)) for player, part in zip(game.players, parts, strict=True)}
    value = modified_shapley(game, weights)
    assert value.of(game.players) == game.grand
    excesses = {members: value.excess(members) for members in game.coalitions()}
    alone = all(excess <= 0 for members, excess in excesses.items() if len(members) == 1)
    assert value.notes[0].startswith("individually rational" if alone else "not individually rational: {")
    assert value.notes[1].startswith("in the core" if max(excesses.values()) <= 0 else "outside the core: {")


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=2, max_size=2), st.integers(1, 7))
def test_the_unit_of_a_factor_does_not_matter(amounts: list[tuple[int, int]], unit: int) -> None:
    factors = {name: {"E": x, "U": y} for name, (x, y) in zip(("risk", "effort"), amounts, strict=True)}
    scaled = {"risk": {p: unit * x for p, x in factors["risk"].items()}, "effort": factors["effort"]}
    weights = combined_weights(factors, HALVES)
    assert combined_weights(scaled, HALVES) == weights
    assert sum(weights) == 1
    assert all(0 <= weight <= 1 for weight in weights)


# --- refusals


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        (shares_of("0.5", "0.3", "0.3"), "the weights add up to 11/10; expected weights that add up to 1"),
        (shares_of("1.5", "-0.3", "-0.2"), r"the weight of E is 3/2; expected one in \[0, 1\]"),
        ({"E": 1}, "no weight is given for 'U'; expected one for each player"),
        ({**shares_of(1, 0, 0), "bank": 0}, "a weight is given for 'bank'; expected one of E, U, G"),
        (shares_of("half", 0, 0), "the weight of E: 'half' is not a number"),
        ([1, 0, 0], "gives nobody a weight; expected a mapping"),
        (shares_of(r, 1 - r, 0), "the weight of E is r, which is .* at r = "),
    ],
)
def test_what_are_no_weights_is_refused(weights: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        modified_shapley(TRIPARTITE, weights)


@pytest.mark.parametrize(
    ("factors", "importance", "says"),
    [
        ({}, {}, "names no factors"),
        ({"risk": 3}, {"risk": 1}, "factor risk: 3 gives no amounts"),
        (
            {"risk": {"E": 1, "U": 1}},
            {"risk": 1, "effort": 0},
            "the importance is given as .*; expected one for each of",
        ),
        ({"risk": {"E": 1, "U": 1}}, {"risk": "1/2"}, "the importance of the factors adds up to 1/2"),
        ({"risk": {"E": 1, "U": 1}}, {"risk": None}, "the importance of risk: None"),
        (
            {"risk": {"E": 1, "U": 1}, "effort": {"E": 1, "U": 1}},
            {"risk": 2, "effort": -1},
            "the importance of risk is 2",
        ),
        ({"risk": {"E": 1, "U": 1}, "effort": {"E": 1}}, HALVES, "no effort is given for 'U'"),
        ({"risk": {"E": 1, "U": -1}}, {"risk": 1}, "the risk of U is -1; expected amounts that are not negative"),
        ({"risk": {"E": 0, "U": 0}}, {"risk": 1}, "the risk of all is 0; expected a positive one"),
        ({"risk": {"E": r, "U": 0}}, {"risk": 1}, "the risk of E is r, which is .* at r = "),
    ],
)
def test_factors_that_give_no_weights_are_refused(factors: Any, importance: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        combined_weights(factors, importance)
