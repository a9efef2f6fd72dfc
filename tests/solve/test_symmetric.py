"""The classification of symmetric 2x2 games."""

from itertools import permutations
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.claims.claim import Claim, Undecided
from coopgame.errors import ExpressionError, GameError, RegionError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.solve import symmetric
from coopgame.solve.dominance import dominance
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.pure import pure_equilibria
from coopgame.solve.symmetric import Case, Dilemma, classify
from coopgame.symbols import Region, parameters
from tests.strategies import REGIONS, polynomials, x, y


def game_of(payoffs: Any, region: Region = Region()) -> FiniteGame:
    """The symmetric game with R, S, T, P."""
    r, s, t, p = payoffs
    return FiniteGame.from_arrays([[r, s], [t, p]], [[r, t], [s, p]], region=region)


def kind(payoffs: Any) -> Dilemma:
    (case,) = classify(game_of(payoffs)).cases
    assert case == Case(case.dilemma, Region(), None)
    return case.dilemma


# Published results


def test_knowledge_sharing_is_a_dilemma_a_stag_hunt_or_a_deadlock_by_synergy_and_burden() -> None:
    alpha, k, sigma, c, loss = parameters("alpha k sigma c l")
    region = Region(alpha > 0, alpha <= 1, k > 0, sigma >= 0, c > 0, loss >= 0)
    found = classify(game_of((alpha * k + sigma - c - loss, -c - loss, alpha * k, 0), region))
    assert [case.dilemma for case in found.cases] == [
        Dilemma.PRISONERS_DILEMMA,
        Dilemma.DEADLOCK,
        Dilemma.STAG_HUNT,
        Dilemma.DEGENERATE,
    ]
    assert found.where(Dilemma.PRISONERS_DILEMMA) == Region(c + loss > sigma, alpha * k + sigma > c + loss)
    assert found.where(Dilemma.STAG_HUNT) == Region(c + loss < sigma)
    assert found.where(Dilemma.DEADLOCK) == Region(alpha * k + sigma < c + loss)
    tie = {alpha: 1, k: 1, c: 1, loss: 1, sigma: 2}
    assert found.where(Dilemma.DEGENERATE).contains(tie)
    assert found.where(Dilemma.CHICKEN) == NEVER
    for case in found.cases:
        assert case.witness is not None
        assert (region & case.condition).contains(case.witness)


@pytest.mark.parametrize(
    ("payoffs", "expected"),
    [
        ((3, 0, 5, 1), Dilemma.PRISONERS_DILEMMA),
        ((4, 1, 3, 3), Dilemma.STAG_HUNT),
        ((4, 1, 3, 2), Dilemma.STAG_HUNT),
        ((6, 2, 7, 0), Dilemma.CHICKEN),
        ((0, 7, 2, 6), Dilemma.ANTICOORDINATION),
        ((2, 0, 0, 1), Dilemma.COORDINATION),
        ((3, 2, 1, 0), Dilemma.HARMONY),
        ((1, 0, 3, 2), Dilemma.DEADLOCK),
        ((1, 5, 0, 3), Dilemma.REVERSED_DILEMMA),
        ((3, 0, 3, 1), Dilemma.DEGENERATE),
        ((2, 1, 3, 2), Dilemma.DEGENERATE),
        ((1, 1, 1, 1), Dilemma.DEGENERATE),
    ],
)
def test_textbook_games_are_called_what_they_are_called(payoffs: Any, expected: Dilemma) -> None:
    assert kind(payoffs) is expected


def test_hawks_and_doves_play_chicken_where_fighting_costs_more_than_it_wins() -> None:
    value, cost = parameters("V C")
    region = Region(value > 0, cost > 0)
    found = classify(game_of((value / 2, 0, value, (value - cost) / 2), region))
    assert found.where(Dilemma.CHICKEN) == Region(cost > value)
    assert {case.dilemma for case in found.cases} == {
        Dilemma.CHICKEN,
        Dilemma.PRISONERS_DILEMMA,
        Dilemma.DEGENERATE,
    }


def test_exactly_one_strict_order_in_twenty_four_is_the_prisoners_dilemma() -> None:
    kinds = [kind(order) for order in permutations(range(4))]
    counts = {dilemma: kinds.count(dilemma) for dilemma in Dilemma}
    assert counts == {
        Dilemma.PRISONERS_DILEMMA: 1,
        Dilemma.REVERSED_DILEMMA: 1,
        Dilemma.DEADLOCK: 5,
        Dilemma.HARMONY: 5,
        Dilemma.STAG_HUNT: 1,
        Dilemma.COORDINATION: 5,
        Dilemma.CHICKEN: 1,
        Dilemma.ANTICOORDINATION: 5,
        Dilemma.DEGENERATE: 0,
    }


# Properties


@settings(max_examples=25)
@given(st.lists(polynomials((x, y), 1), min_size=4, max_size=4), st.sampled_from(REGIONS))
def test_every_point_of_the_region_is_of_exactly_one_kind_and_of_the_right_one(
    payoffs: list[Any], region: Region
) -> None:
    found = classify(game_of(payoffs, region))
    for point in region.sample(10, symbols=(x, y)):
        holding = [case.dilemma for case in found.cases if case.condition.contains(point)]
        assert holding == [kind([sp.sympify(u).subs(point) for u in payoffs])]
    for case in found.cases:
        if case.witness is not None:
            point = {s: case.witness.get(s, sp.Integer(0)) for s in (x, y)}
            assert (region & case.condition).contains(point)


@settings(max_examples=10)
@given(st.lists(st.integers(-3, 3), min_size=4, max_size=4), st.integers(1, 3), st.integers(-2, 2))
def test_a_positive_affine_change_of_payoffs_changes_no_name(payoffs: list[int], scale: int, shift: int) -> None:
    assert kind([scale * u + shift for u in payoffs]) is kind(payoffs)


@settings(max_examples=20)
@given(st.lists(st.integers(-3, 3), min_size=4, max_size=4))
def test_the_names_go_with_the_equilibria(payoffs: list[int]) -> None:
    game, name = game_of(payoffs), kind(payoffs)
    strict = {e.profile for e in pure_equilibria(game) if e.strict_condition != NEVER}
    expected = {
        Dilemma.PRISONERS_DILEMMA: {("2", "2")},
        Dilemma.DEADLOCK: {("2", "2")},
        Dilemma.HARMONY: {("1", "1")},
        Dilemma.REVERSED_DILEMMA: {("1", "1")},
        Dilemma.STAG_HUNT: {("1", "1"), ("2", "2")},
        Dilemma.COORDINATION: {("1", "1"), ("2", "2")},
        Dilemma.CHICKEN: {("1", "2"), ("2", "1")},
        Dilemma.ANTICOORDINATION: {("1", "2"), ("2", "1")},
    }
    if name is not Dilemma.DEGENERATE:
        assert strict == expected[name]
        dominated = any(d.strict != NEVER for d in dominance(game))
        assert dominated == (len(strict) == 1)


# What is shown


def test_a_classification_is_shown_case_by_case() -> None:
    found = classify(game_of((x, 0, 1, x / 2), Region(x >= 0, x < 1)))
    assert str(found) == "\n".join(map(str, found.cases))
    assert "prisoner's dilemma  if  x > 0" in str(found)
    assert found._repr_latex_().startswith(r"$\begin{cases}\text{prisoner's dilemma} & x > 0 \\ ")
    assert str(classify(game_of((3, 0, 5, 1))).cases[0]) == "prisoner's dilemma"
    assert found.payoffs._asdict() == {"R": x, "S": 0, "T": 1, "P": x / 2}


def test_every_kind_says_by_which_order_of_payoffs_it_is_one() -> None:
    assert Dilemma.PRISONERS_DILEMMA.order == "T > R > P > S"
    assert all(dilemma.order for dilemma in Dilemma)


# Refusals


def test_a_game_that_is_not_symmetric_is_refused_with_the_payoffs_that_differ() -> None:
    game = FiniteGame.from_arrays([[x, 0], [2, 1]], [[x, 2], [x, 1]], region=Region(x > 0))
    expected = r"not symmetric: 0 for row at \('1', '2'\) and x for column at \('2', '1'\) differ at x = 1"
    with pytest.raises(GameError, match=expected):
        classify(game)
    with pytest.raises(GameError, match=r"1 for row at \('1', '1'\) and 2 for column at \('1', '1'\) differ; expected"):
        classify(FiniteGame.from_arrays([[1, 0], [0, 1]], [[2, 0], [0, 1]]))


def test_payoffs_that_are_equal_in_the_region_only_are_equal() -> None:
    game = FiniteGame.from_arrays([[x, 0], [2, 1]], [[y, 2], [0, 1]], region=Region(sp.Eq(x, y), x > 2))
    assert [case.dilemma for case in classify(game).cases] == [Dilemma.STAG_HUNT]


def test_whether_a_game_is_symmetric_must_be_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    def undecided(claim: Claim, budget: float) -> Undecided:
        return Undecided(claim, f"no answer within {budget:g} s")

    monkeypatch.setattr(symmetric, "decide", undecided)
    with pytest.raises(SolverError, match=r"whether .* are equal was not decided: no answer within 2 s"):
        classify(game_of((3, 0, 5, 1)))


def test_other_shapes_payoffs_and_regions_are_refused() -> None:
    with pytest.raises(GameError, match="a 2x3 game can't be classified; expected two players with two strategies"):
        classify(FiniteGame.from_arrays(sp.zeros(2, 3), sp.zeros(2, 3)))
    with pytest.raises(ExpressionError, match="the payoff Abs"):
        classify(game_of((sp.Abs(x), 0, 1, 2)))
    with pytest.raises(RegionError, match="empty"):
        classify(game_of((x, 0, 1, 2), Region(x > 0, x < 0)))
