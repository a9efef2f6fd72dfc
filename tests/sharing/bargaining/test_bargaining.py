"""Bargaining over a total: Nash, Kalai and Smorodinsky, and equal gains; with bounds and without."""

from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.errors import RuleError
from coopgame.games.bargaining import BargainingProblem
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.bargaining.agreement import Agreement
from coopgame.sharing.bargaining.egalitarian import egalitarian
from coopgame.sharing.bargaining.kalai_smorodinsky import kalai_smorodinsky
from coopgame.sharing.bargaining.nash import nash_bargaining
from coopgame.sharing.values.allocation import Allocation
from coopgame.symbols import Region, parameters
from tests.sharing.coalitional import symbolic_game
from tests.sharing.published import TRIPARTITE

R = sp.Rational
v, d, e, b, c, alpha = parameters("v d e b c alpha")
UNIT = Region(alpha >= 0, alpha <= 1)
SOLUTIONS = (nash_bargaining, kalai_smorodinsky, egalitarian)
LINE = BargainingProblem.with_transfers(v, {"E": 0, "U": 0})


def equal(first: Any, second: Any) -> bool:
    return bool(sp.expand(first - second) == 0)


# --- published results


def test_with_transfers_the_gain_is_split_by_the_weights() -> None:
    line = BargainingProblem.with_transfers(v, {"E": d, "U": e}, region=UNIT)
    agreement = nash_bargaining(line, weights={"E": alpha, "U": 1 - alpha})
    assert equal(agreement.utilities["E"], d + alpha * (v - d - e))
    assert equal(agreement.utilities["U"], e + (1 - alpha) * (v - d - e))
    assert isinstance(decide(Claim(agreement.condition, Region(v >= d + e))), Proved)
    assert isinstance(decide(Claim(Region(v >= d + e), agreement.condition)), Proved)
    for rule in (kalai_smorodinsky, egalitarian):
        assert equal(rule(line).utilities["E"], (v + d - e) / 2)


def test_the_tripartite_venture_splits_its_gain_of_sixty_five() -> None:
    for rule in SOLUTIONS:
        assert rule(TRIPARTITE).shares == (20 + R(65, 3), 10 + R(65, 3), 5 + R(65, 3))
    weighted = nash_bargaining(TRIPARTITE, weights={"E": "0.5", "U": "0.3", "G": "0.2"})
    assert weighted.shares == (R(105, 2), R(59, 2), 18)


# --- with bounds


def test_who_is_full_leaves_the_rest_to_the_others() -> None:
    assert nash_bargaining(TRIPARTITE, bounds={"E": 30}).shares == (30, R(75, 2), R(65, 2))
    assert nash_bargaining(TRIPARTITE, bounds={"E": 30, "U": 20}).shares == (30, 20, 50)
    assert nash_bargaining(TRIPARTITE, bounds={"E": 30, "U": 20, "G": 10}).shares == (30, 20, 10)
    assert nash_bargaining(TRIPARTITE, bounds={"E": 99}).shares == nash_bargaining(TRIPARTITE).shares
    assert nash_bargaining(TRIPARTITE, disagreement={"E": 0, "U": 0, "G": 0}, bounds={"G": 10}).shares == (45, 45, 10)


def test_bounded_hopes_are_met_to_the_same_part() -> None:
    problem = BargainingProblem.with_transfers(60, {"E": 20, "U": 10})
    assert kalai_smorodinsky(problem, bounds={"U": 20}).utilities == (R(85, 2), R(35, 2))
    assert kalai_smorodinsky(problem, bounds={"U": 20, "E": 30}).utilities == (30, 20)
    assert kalai_smorodinsky(problem, bounds={"U": 10, "E": 20}).utilities == (20, 10)
    assert kalai_smorodinsky(problem, disagreement={"E": 30, "U": 30}, bounds={"U": 31}).utilities == (30, 30)


def test_equal_gains_stop_where_one_is_full_and_the_note_says_so() -> None:
    agreement = egalitarian(TRIPARTITE, bounds={"G": 10})
    assert agreement.shares == (25, 15, 10)
    assert agreement.notes == ("where a bound or the frontier's end binds, a part of what there is goes to nobody",)
    assert egalitarian(TRIPARTITE, bounds={"G": 50}).notes == ()


def test_in_symbols_a_bound_is_a_minimum_that_names_both_cases() -> None:
    line = BargainingProblem.with_transfers(v, {"E": 0, "U": 0}, {"E": b}, Region(v >= 0, b >= 0))
    assert nash_bargaining(line).utilities == (sp.Min(b, v / 2), sp.Max(v - b, v / 2))
    assert nash_bargaining(line).condition == Region()
    always = BargainingProblem.with_transfers(v, {"E": 0, "U": 0}, {"E": b}, Region(v >= 0, b >= v))
    assert nash_bargaining(always).utilities == (v / 2, v / 2)
    share = kalai_smorodinsky(line)
    assert share.condition == Region(v > 0)
    assert share.utilities["E"].subs({v: 3, b: 1}) == R(3, 4)
    assert share.utilities["E"].subs({v: 3, b: 4}) == R(3, 2)


# --- the answer


def test_without_weights_the_three_agree_on_a_game_and_give_an_allocation_with_its_condition() -> None:
    game = symbolic_game(2)
    pair, one, other = (game.worth(who) for who in (("A", "B"), "A", "B"))
    for rule in SOLUTIONS:
        value = rule(game)
        assert isinstance(value, Allocation)
        assert equal(value.shares["A"], (pair + one - other) / 2)
        assert str(value.condition) == "v_A + v_B <= v_AB"


def test_an_agreement_says_who_gets_what_and_where() -> None:
    agreement = nash_bargaining(LINE)
    assert isinstance(agreement, Agreement)
    assert str(agreement) == "Nash bargaining solution: E v/2, U v/2  if  v >= 0"
    assert agreement.gains == PerPlayer(("E", "U"), (v / 2, v / 2))
    assert agreement._repr_latex_() == (
        r"$u_{\text{E}} = \frac{v}{2},\, u_{\text{U}} = \frac{v}{2}\quad\text{if } v \geq 0$"
    )
    rich = LINE.at({v: 3})
    assert str(nash_bargaining(rich)) == "Nash bargaining solution: E 3/2, U 3/2"
    assert nash_bargaining(rich)._repr_latex_().endswith(r"u_{\text{U}} = \frac{3}{2}$")


def test_a_float_that_is_put_in_later_is_remembered() -> None:
    assert not nash_bargaining(LINE, disagreement={"E": 0.5, "U": 0}).problem.exact
    assert not nash_bargaining(LINE, bounds={"E": 0.5}).problem.exact
    assert nash_bargaining(LINE, bounds={"E": "1/2"}).problem.exact


# --- properties


@given(st.data())
def test_filling_up_has_the_greatest_weighted_product_of_all_divisions_on_a_grid(data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 8))
    parts = [data.draw(st.integers(1, 3)) for _ in range(3)]
    bounds = {player: limit for player in "EUG" if (limit := data.draw(st.none() | st.integers(1, 5))) is not None}
    weights = {player: R(part, sum(parts)) for player, part in zip("EUG", parts, strict=True)}
    problem = BargainingProblem.with_transfers(total, dict.fromkeys("EUG", 0), bounds)
    agreement = nash_bargaining(problem, weights=weights)
    assert sum(agreement.utilities) <= total
    assert all(agreement.utilities[player] <= limit for player, limit in bounds.items())

    def product_of(utilities: Any) -> float:
        return float(np.prod([float(x) ** float(w) for x, w in zip(utilities, weights.values(), strict=True)]))

    best = product_of(agreement.utilities)
    for steps in product(range(2 * total + 1), repeat=3):
        inside = all(step / 2 <= bounds.get(player, total) for player, step in zip("EUG", steps, strict=True))
        if sum(steps) <= 2 * total and inside:
            assert product_of([Fraction(step, 2) for step in steps]) <= best + 1e-12


# --- differential

BOUNDED = BargainingProblem.with_transfers(v, dict.fromkeys("EUG", 0), {"E": b, "U": c}, Region(v >= 0, b >= 0, c >= 0))
UNEQUAL = {"E": "1/2", "U": "1/3", "G": "1/6"}


@cache
def filled() -> Agreement:
    return nash_bargaining(BOUNDED, weights=UNEQUAL)


@settings(max_examples=12)
@given(st.data())
def test_filling_up_in_symbols_and_in_numbers_is_the_same(data: st.DataObject) -> None:
    numbers = st.fractions(0, 6, max_denominator=3)
    values = {v: data.draw(st.integers(0, 9)), b: data.draw(numbers), c: data.draw(numbers)}
    exact = nash_bargaining(BOUNDED.at(values), weights=UNEQUAL)
    assert tuple(value.subs(values) for value in filled().utilities) == tuple(exact.utilities)
    assert sum(exact.utilities) == values[v]


# --- refusals

POOR = CoalitionalGame.from_worth(("E", "U"), {"E": 20, "U": 10, ("E", "U"): 25})


@pytest.mark.parametrize("rule", SOLUTIONS)
@pytest.mark.parametrize(
    ("given_", "options", "says"),
    [
        (POOR, {}, "the total, 25, is less than the 30 without an agreement; expected a gain to share"),
        (3, {}, "3 can't be bargained over; expected a CoalitionalGame or a BargainingProblem"),
        (TRIPARTITE, {"disagreement": {"E": 1}}, "no disagreement utility is given for 'U'"),
        (TRIPARTITE, {"bounds": {"bank": 1}}, "a bound is given for 'bank'; expected one of E, U, G"),
        (TRIPARTITE, {"bounds": 5}, "5 gives nobody a bound; expected a mapping"),
        (TRIPARTITE, {"bounds": {"E": 15}}, "the bound of E lies 5 below the disagreement utility"),
    ],
)
def test_what_can_not_be_bargained_over_is_refused(rule: Any, given_: Any, options: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        rule(given_, **options)


def test_with_bounds_every_weight_is_positive() -> None:
    with pytest.raises(RuleError, match="the weight of U, 0, is not positive"):
        nash_bargaining(TRIPARTITE, weights={"E": 1, "U": 0, "G": 0}, bounds={"E": 30})


def test_more_bounds_in_symbols_than_there_are_cases_to_write_are_refused() -> None:
    players = dict.fromkeys("abcdef", 0)
    with pytest.raises(RuleError, match="6 bounds can bind in 2\\^6 ways; expected at most 5 with parameters in them"):
        nash_bargaining(BargainingProblem.with_transfers(v, players, dict.fromkeys(players, b)))


def test_an_agreement_has_a_utility_for_each_player() -> None:
    with pytest.raises(RuleError, match="1 utilities for 2 players; expected one utility a player"):
        Agreement(LINE, "none", PerPlayer(("E",), (sp.Integer(1),)))
