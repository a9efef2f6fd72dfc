"""Axioms: what they owe, on games with numbers and for all games at once, and the games they are made of."""

from fractions import Fraction
from itertools import permutations
from math import factorial

import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from coopgame.claims.claim import Proved, Refuted
from coopgame.errors import GameError, SolverError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.sharing.axioms.breaches import small_game
from coopgame.sharing.axioms.derived import davis_maschler, hart_mas_colell, image, subgame, subsets, total
from coopgame.sharing.axioms.generic import generic_game, generic_games
from coopgame.sharing.axioms.statements import (
    ADDITIVITY,
    AGGREGATE_MONOTONICITY,
    AXIOMS,
    COALITIONAL_MONOTONICITY,
    CONVEX_CORE,
    CORE_SELECTION,
    COVARIANCE,
    DAVIS_MASCHLER_CONSISTENCY,
    EFFICIENCY,
    HART_MAS_COLELL_CONSISTENCY,
    INDIVIDUAL_RATIONALITY,
    NULL_PLAYER,
    SYMMETRY,
    Axiom,
)
from coopgame.sharing.axioms.violation import owed, prove, violation
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.banzhaf import banzhaf
from coopgame.sharing.values.core import core_certificate
from coopgame.sharing.values.nucleolus import nucleolus, prenucleolus
from coopgame.sharing.values.shapley import shapley
from coopgame.sharing.values.tau import tau_value
from coopgame.symbols import Region, parameters
from tests.sharing.numbered import gains, numbered_games, raised

GLOVES = small_game(3, {12: 1, 13: 1, 123: 1})
MAJORITY = small_game(3, {12: 1, 13: 1, 23: 1, 123: 1})


def equal_parts(game: CoalitionalGame) -> Allocation:
    """The same for all, whatever they bring."""
    count = len(game.players)
    return Allocation(game, "equal parts", PerPlayer(game.players, (game.grand / count,) * count))


def of_gainful(game: CoalitionalGame) -> Allocation:
    """Equal parts, defined where there is something to divide."""
    return Allocation(game, "of gainful", equal_parts(game).shares, Region(game.grand > 0))


def by_orders(game: CoalitionalGame) -> Allocation:
    """What each adds on average over all orders of arrival."""
    added = dict.fromkeys(game.players, sp.Integer(0))
    for order in permutations(game.players):
        for k, player in enumerate(order):
            added[player] += game.marginal(player, order[:k])
    return Allocation(
        game, "by orders", PerPlayer(game.players, (x / factorial(len(game.players)) for x in added.values()))
    )


# published results


def test_the_shapley_value_of_the_glove_market_is_outside_the_core() -> None:
    found = violation(CORE_SELECTION, shapley, GLOVES)  # the core is (1, 0, 0), Shapley and Shubik (1969)
    assert str(found) == "Shapley value breaks coalitional rationality: x(1, 2) = 5/6, owed at least 1"
    assert violation(CORE_SELECTION, nucleolus, GLOVES) is None


def test_a_game_without_a_core_asks_for_no_selection() -> None:
    assert owed(CORE_SELECTION, shapley, MAJORITY) == ()


def test_no_selection_of_the_core_is_monotonic() -> None:
    # Young (1985), Monotonic solutions of cooperative games: each core is a single point.
    worths = {35: 3, 123: 3, 134: 9, 245: 9, 1245: 9, 12345: 11}
    low = young(worths)
    high = young(worths | {1245: 12, 12345: 12})
    assert tuple(nucleolus(low).shares) == (0, 1, 2, 7, 1)
    assert tuple(nucleolus(high).shares) == (3, 0, 0, 6, 3)
    between = young(worths | {12345: 12})
    broken = [violation(COALITIONAL_MONOTONICITY, nucleolus, *pair) for pair in ((low, between), (between, high))]
    assert any(broken)


def young(worths: dict[int, int]) -> CoalitionalGame:
    """Worths of other coalitions follow from those of their parts."""
    game = small_game(5, worths)

    def best(coalition: tuple[str, ...]) -> sp.Expr:
        return max(game.worth(part) for part in subsets(coalition))

    return CoalitionalGame.from_function(game.players, best)


def test_the_shapley_value_is_consistent_as_hart_and_mas_colell_say() -> None:
    verdicts = prove(HART_MAS_COLELL_CONSISTENCY, shapley, *generic_games(HART_MAS_COLELL_CONSISTENCY))
    assert all(isinstance(verdict, Proved) for verdict in verdicts)


def test_the_reduced_game_of_the_glove_market_divides_as_the_nucleolus_does() -> None:
    # Player 3 may be hired for nothing: 1 is worth 1 with it, and 2 worth nothing.
    reduced = davis_maschler(GLOVES, nucleolus(GLOVES).shares, ("1", "2"))
    assert reduced.worths == (0, 1, 0, 1)


# properties


@given(numbered_games)
def test_equal_parts_keep_what_they_should_and_break_what_they_do_not(game: CoalitionalGame) -> None:
    assert violation(EFFICIENCY, equal_parts, game) is None
    assert violation(SYMMETRY, equal_parts, game) is None
    part = game.grand / len(game.players)
    empty_handed = any(all(game.marginal(i, s) == 0 for s in game.coalitions()) for i in game.players)
    assert (violation(NULL_PLAYER, equal_parts, game) is not None) == (empty_handed and part != 0)
    alone = [game.worth(player) for player in game.players]
    short = sum(alone) <= game.grand and max(alone) > part
    assert (violation(INDIVIDUAL_RATIONALITY, equal_parts, game) is not None) == short


@given(numbered_games, st.integers(1, 6), st.data())
def test_only_the_raised_coalition_is_owed_something(game: CoalitionalGame, rise: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(game.worths) - 1))
    other = raised(game, place, sp.Integer(rise))
    demands = owed(COALITIONAL_MONOTONICITY, shapley, game, other)
    assert [d.subject for d in demands] == [f"x({player}) in the second game" for player in game.members(place)]
    assert owed(COALITIONAL_MONOTONICITY, shapley, other, game) == ()


@given(numbered_games, st.fractions(min_value="1/4", max_value=4, max_denominator=4), st.data())
def test_the_units_of_a_game_are_read_off_its_worths(
    game: CoalitionalGame, units: Fraction, data: st.DataObject
) -> None:
    factor = sp.Rational(units)
    additions = {player: sp.Integer(data.draw(st.integers(-3, 3))) for player in game.players}
    demands = owed(COVARIANCE, shapley, game, image(game, factor, additions))
    before = shapley(game).shares
    for demand, player in zip(demands, game.players, strict=True):
        assert demand.owed == factor * before[player] + additions[player]


@given(numbered_games)
def test_a_game_that_is_no_image_is_owed_nothing(game: CoalitionalGame) -> None:
    assert owed(COVARIANCE, shapley, GLOVES, MAJORITY) == ()
    assert len(owed(COVARIANCE, shapley, game, game)) == len(game.players)


@given(gains(), st.data())
def test_a_core_point_stays_one_in_every_reduced_game(game: CoalitionalGame, data: st.DataObject) -> None:
    point = core_certificate(game)
    assert isinstance(point, Allocation)
    staying = data.draw(st.sampled_from([s for s in game.coalitions() if len(s) < len(game.players)]))
    reduced = davis_maschler(game, point.shares, staying)
    shares = Allocation(reduced, "", PerPlayer(staying, (point.shares[player] for player in staying)))
    assert shares.of(staying) == reduced.grand
    assert all(shares.excess(coalition) <= 0 for coalition in reduced.coalitions())


@given(numbered_games)
def test_reduced_to_everybody_a_game_is_itself(game: CoalitionalGame) -> None:
    assert davis_maschler(game, shapley(game).shares, game.players) == game
    assert hart_mas_colell(game, lambda g: shapley(g).shares, game.players) == game
    assert subgame(game, game.players) == game


@given(numbered_games)
def test_a_sum_with_itself_is_the_game_in_halves(game: CoalitionalGame) -> None:
    assert total(game, game) == image(game, sp.Integer(2), dict.fromkeys(game.players, sp.Integer(0)))


def test_an_axiom_reads_as_a_sentence() -> None:
    assert str(EFFICIENCY) == "efficiency: x(N) = v(N)"
    assert len({axiom.name for axiom in AXIOMS}) == len(AXIOMS)
    assert all(axiom.source for axiom in AXIOMS)


def test_a_value_owes_nothing_where_it_is_not_defined() -> None:
    assert owed(EFFICIENCY, nucleolus, small_game(3, {1: 1})) == ()
    assert owed(EFFICIENCY, tau_value, MAJORITY) == ()
    assert owed(EFFICIENCY, of_gainful, small_game(3, {})) == ()
    assert len(owed(EFFICIENCY, of_gainful, GLOVES)) == 1


def test_the_prover_asks_only_where_the_value_is_defined() -> None:
    (verdict,) = prove(EFFICIENCY, of_gainful, generic_game())
    assert isinstance(verdict, Proved)
    v_123 = parameters("v_123")
    assert verdict.claim.region == Region(v_123 > 0)


def test_a_refuted_axiom_comes_with_a_game() -> None:
    game = generic_game()
    (verdict,) = prove(EFFICIENCY, banzhaf, game)
    assert isinstance(verdict, Refuted)
    point = {symbol: verdict.witness.get(symbol, 0) for symbol in game.symbols}
    assert violation(EFFICIENCY, banzhaf, game.at(point)) is not None


# differential


@given(numbered_games)
def test_core_selection_is_broken_exactly_outside_the_core(game: CoalitionalGame) -> None:
    assume(isinstance(core_certificate(game), Allocation))
    shares = by_orders(game)
    outside = any(shares.excess(coalition) > 0 for coalition in game.coalitions())
    assert (violation(CORE_SELECTION, shapley, game) is not None) == outside


@given(gains())
def test_in_a_convex_game_orders_of_arrival_end_in_the_core(game: CoalitionalGame) -> None:
    assert owed(CONVEX_CORE, by_orders, game)
    assert violation(CONVEX_CORE, by_orders, game) is None


@given(numbered_games)
def test_the_prenucleolus_is_consistent_with_an_empty_core_too(game: CoalitionalGame) -> None:
    # Sobolev (1975) needs no core; the axiom asks only where there is one, so that the nucleolus may be held to it.
    shares = prenucleolus(game).shares
    for staying in game.coalitions():
        if 1 < len(staying) < len(game.players):
            reduced = prenucleolus(davis_maschler(game, shares, staying))
            assert tuple(reduced.shares) == tuple(shares[player] for player in staying)
    assert violation(DAVIS_MASCHLER_CONSISTENCY, prenucleolus, game) is None


# refusals


def test_an_axiom_is_asked_of_as_many_games_as_it_compares() -> None:
    with pytest.raises(GameError, match="additivity is asked of 1 games; expected 2"):
        violation(ADDITIVITY, shapley, GLOVES)
    with pytest.raises(GameError, match="symmetry is asked of 2 games; expected 1"):
        prove(SYMMETRY, shapley, GLOVES, GLOVES)


def test_a_parameter_in_a_worth_is_named() -> None:
    with pytest.raises(GameError, match=r"efficiency is asked of a game with the parameter v_1; expected numbers"):
        violation(EFFICIENCY, shapley, generic_game())


@pytest.mark.parametrize("axiom", [ADDITIVITY, COVARIANCE, AGGREGATE_MONOTONICITY], ids=lambda axiom: str(axiom.name))
def test_two_games_have_the_same_players(axiom: Axiom) -> None:
    with pytest.raises(GameError, match="the second game is one of 1, 2, 3, 4; expected 1, 2, 3"):
        violation(axiom, shapley, GLOVES, small_game(4, {}))


def test_a_game_that_the_value_refuses_is_refused_by_the_prover() -> None:
    with pytest.raises(SolverError, match=r"the worth of \{1\} is v_1; expected a rational number"):
        prove(EFFICIENCY, nucleolus, generic_game())


def test_a_worth_that_is_not_rational_leaves_no_question_open() -> None:
    # Whether there is a core is not decided then, and not taken for a core that is empty.
    game = CoalitionalGame.from_function(tuple("12345"), lambda coalition: sp.sqrt(len(coalition)))
    with pytest.raises(SolverError):
        violation(CORE_SELECTION, shapley, game)
