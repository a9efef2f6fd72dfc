"""Mixed equilibria of two-player games with parameters."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
import pygambit as gbt
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coopgame.errors import ExpressionError, RegionError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.equilibrium import NEVER, Equilibrium
from coopgame.solve.extreme import extreme_equilibria
from coopgame.solve.families import MOST_PAIRS, families
from coopgame.solve.linear import Matrix
from coopgame.solve.mixed import mixed_equilibria
from coopgame.solve.pure import pure_equilibria
from coopgame.symbols import Region, parameters
from tests.strategies import REGIONS, built, numeric_games, parametric_games, x, y

Mixture = tuple[tuple[Any, ...], ...]


def symmetric(payoffs: Any, region: Region = Region(), **names: Any) -> FiniteGame:
    return FiniteGame.from_arrays(payoffs, list(zip(*payoffs, strict=True)), region=region, **names)


def matrices(game: FiniteGame) -> tuple[Matrix, Matrix]:
    """Payoffs as rows of fractions."""
    m, n = game.shape
    first, second = (
        tuple(tuple(Fraction(str(u)) for u in table[k * n : (k + 1) * n]) for k in range(m)) for table in game.tables
    )
    return first, second


def exactly(game: FiniteGame) -> list[Mixture]:
    """The extreme equilibria of a numeric game in which someone mixes, by the exact enumeration of vertices."""
    return sorted(pair for pair in extreme_equilibria(*matrices(game)).equilibria if not all(1 in row for row in pair))


def at(mixture: PerPlayer[tuple[Any, ...]], point: Mapping[Any, Any]) -> Mixture:
    return tuple(tuple(Fraction(str(sp.sympify(p).subs(point))) for p in row) for row in mixture)


def holding(found: tuple[Equilibrium, ...], point: Mapping[Any, Any]) -> list[Mixture]:
    """The mixtures of those that are equilibria at a point, as numbers."""
    return sorted(at(e.mixture, point) for e in found if e.condition.contains(point))


def points(region: Region, symbols: tuple[Any, ...], n: int = 6) -> tuple[dict[Any, Any], ...]:
    return region.sample(n, symbols=symbols)


# Published results


def test_the_game_of_the_acceptance_list_has_one_mixed_equilibrium_strictly_between_its_degenerate_points() -> None:
    share = parameters("x")
    game = symmetric([[share / 2, share], [1 - share, (1 - share) / 2]], Region(share >= 0, share <= 1))
    (found,) = mixed_equilibria(game)
    third = sp.Rational(1, 3)
    assert found.mixture == ((3 * share - 1, 2 - 3 * share),) * 2
    assert found.condition == Region(share > third, share < 2 * third)
    assert found.strict_condition == NEVER
    assert all(sp.expand(u - sp.Rational(3, 2) * share * (1 - share)) == 0 for u in found.payoffs)
    assert found.witness is not None
    assert found.condition.contains(found.witness)
    where = {e.profile: e.condition for e in pure_equilibria(game)}
    # At 1/3 and 2/3 the mixture has become pure; what is degenerate there is spanned by three pure equilibria.
    for value, count in ((0, 1), (third, 3), (sp.Rational(1, 2), 2), (2 * third, 3), (1, 1)):
        assert sum(condition.contains({share: value}) for condition in where.values()) == count
        extreme = extreme_equilibria(*matrices(game.at({share: value}))).equilibria
        assert len(extreme) == count + found.condition.contains({share: value})


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        ([[3, 0], [5, 1]], [[3, 5], [0, 1]], []),
        ([[2, 0], [0, 1]], [[1, 0], [0, 2]], [("2/3 1/3", "1/3 2/3")]),
        ([[4, 1], [3, 3]], [[4, 3], [1, 3]], [("2/3 1/3", "2/3 1/3")]),
        ([[0, 7], [2, 6]], [[0, 2], [7, 6]], [("1/3 2/3", "1/3 2/3")]),
        (
            [[0, 6], [2, 5], [3, 3]],
            [[1, 0], [0, 2], [4, 3]],
            [("0 1/3 2/3", "2/3 1/3"), ("2/3 1/3 0", "1/3 2/3")],
        ),
        (
            [[3, 3], [2, 5], [0, 6]],
            [[3, 2], [2, 6], [3, 1]],
            [("0 1/3 2/3", "1/3 2/3"), ("4/5 1/5 0", "2/3 1/3")],
        ),
        ([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]], [("0 1/3 2/3", "1/3 2/3"), ("1 0 0", "2/3 1/3")]),
        ([[1, 1], [1, 1]], [[1, 1], [1, 1]], []),
        ([[3, 0], [3, 1]], [[3, 3], [0, 1]], []),
        (
            [[0, -1, 1], [-1, 0, 1], [-1, 0, 1]],
            [[0, 1, -1], [1, 0, -1], [1, 0, -1]],
            [("1/2 0 1/2", "1/2 1/2 0"), ("1/2 1/2 0", "1/2 1/2 0")],
        ),
        ([[0, 0, 1], [1, 0, 0], [0, 1, 0]], [[0, 1, 0], [0, 0, 1], [1, 0, 0]], [("1/3 1/3 1/3", "1/3 1/3 1/3")]),
    ],
    ids=[
        "prisoner's dilemma",
        "battle of the sexes",
        "stag hunt",
        "chicken",
        "von Stengel 2002",
        "Nisan et al. 2007, chapter 3",
        "its degenerate relative in the manual of lrsnash",
        "all ties",
        "on the boundary of dilemma and stag hunt",
        "a degenerate zero-sum game",
        "Shapley's cycle",
    ],
)
def test_textbook_games_have_the_mixed_equilibria_they_are_known_for(
    rows: Any, columns: Any, expected: list[tuple[str, ...]]
) -> None:
    found = mixed_equilibria(FiniteGame.from_arrays(rows, columns))
    assert sorted(tuple(" ".join(map(str, row)) for row in e.mixture) for e in found) == expected
    assert all(e.condition.conditions == () and e.witness is None for e in found)


def test_pure_coordination_on_three_has_four_mixed_equilibria() -> None:
    unit = sp.eye(3)
    assert len(mixed_equilibria(FiniteGame.from_arrays(unit, unit))) == 4


def test_knowledge_is_shared_with_the_probability_of_burden_over_synergy() -> None:
    alpha, k, sigma, c, loss = parameters("alpha k sigma c l")
    region = Region(alpha > 0, alpha <= 1, k > 0, sigma >= 0, c > 0, loss >= 0)
    game = symmetric([[alpha * k + sigma - c - loss, -c - loss], [alpha * k, 0]], region)
    (found,) = mixed_equilibria(game)
    assert [row[0] for row in found.mixture] == [(c + loss) / sigma] * 2
    assert found.condition == Region(c + loss < sigma)
    assert found.payoffs == (alpha * k * (c + loss) / sigma,) * 2


def test_the_ends_of_a_continuum_are_found_by_supports_of_unequal_size() -> None:
    a, b = parameters("a b")
    game = FiniteGame.from_arrays([[1, a], [1, 0]], [[2, 0], [0, b]], region=Region(a >= 0, b > 0))
    (segment, inside) = sorted(mixed_equilibria(game), key=lambda e: len(e.condition.conditions))
    # The first column makes the row player indifferent: a segment, from the pure equilibrium to this point.
    assert segment.mixture == ((b / (b + 2), 2 / (b + 2)), (1, 0))
    assert segment.condition.conditions == ()
    assert inside.mixture[0] == segment.mixture[0] or inside.condition == Region(sp.Eq(a, 0))


def test_generic_two_by_two_payoffs_give_five_families_in_terms_of_deviation_gains() -> None:
    symbols = parameters("a11 a12 a21 a22 b11 b12 b21 b22")
    game = FiniteGame.from_arrays([symbols[:2], symbols[2:4]], [symbols[4:6], symbols[6:]])
    a11, a12, a21, a22, b11, b12, b21, b22 = symbols
    inside = next(e for e in mixed_equilibria(game) if all(p != 0 for row in e.mixture for p in row))
    assert inside.condition == Region((a11 - a21) * (a12 - a22) < 0, (b11 - b12) * (b21 - b22) < 0)
    assert len(families(game)) == 5


# Properties


@given(parametric_games(players=2), st.integers(0, 3))
def test_solving_and_then_setting_the_parameters_is_setting_them_and_then_solving(game: FiniteGame, seed: int) -> None:
    assume(len(game.players) == 2)
    found = mixed_equilibria(game)
    for point in game.region.sample(4, seed, symbols=(x, y)):
        numeric = game.at({s: point[s] for s in {*game.symbols, *game.region.symbols}})
        assert holding(found, point) == exactly(numeric)
        assert sorted(at(f.mixture, point) for f in families(game) if f.condition.contains(point)) == exactly(numeric)


@given(parametric_games(players=2))
def test_every_witness_lies_in_the_region_and_its_mixture_is_an_equilibrium_there(game: FiniteGame) -> None:
    assume(len(game.players) == 2)
    for equilibrium in mixed_equilibria(game):
        if equilibrium.witness is None:
            continue
        point = {**dict.fromkeys((x, y), sp.Integer(0)), **equilibrium.witness}
        assert game.region.contains(point)
        assert equilibrium.condition.contains(point)
        if not all(value.is_Rational for value in point.values()):
            continue  # the numbers below are fractions; that the condition holds there is checked all the same
        first, second = matrices(game.at(equilibrium.witness))
        p, q = at(equilibrium.mixture, point)
        values = [sum(a * b for a, b in zip(row, q, strict=True)) for row in first]
        others = [sum(a * b for a, b in zip(column, p, strict=True)) for column in zip(*second, strict=True)]
        expected = tuple(Fraction(str(sp.sympify(u).subs(point))) for u in equilibrium.payoffs)
        assert (max(values), max(others)) == expected


@given(numeric_games())
def test_the_families_of_a_numeric_game_are_its_extreme_equilibria_each_one_once(game: FiniteGame) -> None:
    assume(sum(size > 1 for size in game.shape) == 2 and len(game.shape) == 2)
    found = families(game)
    assert sorted(at(f.mixture, {}) for f in found) == exactly(game)
    assert all(f.literals == () and f.further == () for f in found)


@st.composite
def three_by_three(draw: st.DrawFn) -> FiniteGame:
    payoff = st.one_of(st.integers(-1, 2).map(sp.Integer), st.sampled_from((x, 1 - x, y)))
    return built((3, 3), draw(st.lists(payoff, min_size=18, max_size=18)), draw(st.sampled_from(REGIONS)))


@settings(max_examples=10)
@given(three_by_three())
def test_larger_games_too_have_each_extreme_equilibrium_once_at_every_point(game: FiniteGame) -> None:
    found = families(game)
    for point in game.region.sample(3, symbols=(x, y)):
        numeric = game.at({s: point[s] for s in {*game.symbols, *game.region.symbols}})
        assert sorted(at(f.mixture, point) for f in found if f.condition.contains(point)) == exactly(numeric)


@settings(max_examples=15)
@given(parametric_games(players=2), st.data())
def test_new_names_and_another_order_only_rearrange_the_answer(game: FiniteGame, data: st.DataObject) -> None:
    assume(len(game.players) == 2)
    order = data.draw(st.sampled_from(list(permutations(range(2)))))
    turns = [data.draw(st.permutations(range(size))) for size in game.shape]
    players = tuple(f"firm {i}" for i in order)
    strategies = {f"firm {i}": tuple(f"plan {s}" for s in turns[i]) for i in order}
    original = dict(zip(game.profiles(), range(len(game.tables[0])), strict=True))

    def payoff(player: str, profile: PerPlayer[str]) -> Any:
        old = tuple(game.strategies[i][int(profile[f"firm {i}"][5:])] for i in range(2))
        return game.tables[int(player[5:])][original[PerPlayer(game.players, old)]]

    renamed = FiniteGame.from_function(payoff, strategies, game.region)
    assert renamed.players == players
    ours, theirs = mixed_equilibria(game), mixed_equilibria(renamed)
    for point in game.region.sample(4, symbols=(x, y)):
        rearranged = sorted(
            tuple(tuple(mixture[i][s] for s in turns[i]) for i in order) for mixture in holding(ours, point)
        )
        assert holding(theirs, point) == rearranged


@settings(max_examples=15)
@given(parametric_games(players=2), st.integers(1, 3), st.integers(-2, 2))
def test_a_positive_affine_change_of_payoffs_changes_no_mixture_and_no_condition(
    game: FiniteGame, scale: int, shift: int
) -> None:
    assume(len(game.players) == 2)
    tables = tuple(tuple(scale * u + shift * (i + x) for u in table) for i, table in enumerate(game.tables))
    changed = FiniteGame(game.players, game.strategies, tables, game.region)
    ours, theirs = mixed_equilibria(game), mixed_equilibria(changed)
    for point in game.region.sample(4, symbols=(x, y)):
        assert holding(theirs, point) == holding(ours, point)


@settings(max_examples=15)
@given(parametric_games(players=2), st.integers(0, 2))
def test_a_player_with_a_single_strategy_changes_nothing(game: FiniteGame, position: int) -> None:
    assume(len(game.players) == 2)
    players = (*game.players[:position], "bystander", *game.players[position:])
    lists = {p: ("watch",) if p == "bystander" else game.strategies[p] for p in players}

    def payoff(player: str, profile: PerPlayer[str]) -> Any:
        played = tuple(profile[p] for p in game.players)
        return x * game.payoff(game.players[0], played) if player == "bystander" else game.payoff(player, played)

    larger = FiniteGame.from_function(payoff, lists, game.region)
    ours, theirs = mixed_equilibria(game), mixed_equilibria(larger)
    assert [tuple(e.mixture[p] for p in game.players) for e in theirs] == [tuple(e.mixture) for e in ours]
    for mine, other in zip(ours, theirs, strict=True):
        assert other.mixture["bystander"] == (1,)
        assert other.condition == mine.condition
        point = {s: (mine.witness or {}).get(s, sp.Integer(1)) for s in (x, y)}
        if mine.condition.contains(point):  # elsewhere the two ways of writing it need not agree
            assert (other.payoffs["bystander"] - x * mine.payoffs[0]).subs(point) == 0


# Differential


def enumerated(game: FiniteGame) -> list[Mixture]:
    """Gambit's extreme equilibria in which someone mixes."""
    arrays = [
        np.array([gbt.Rational(int(u.p), int(u.q)) for u in table], dtype=object).reshape(game.shape)
        for table in game.tables
    ]
    other = gbt.Game.from_arrays(*arrays)
    found = {
        tuple(tuple(Fraction(str(profile[s])) for s in player.strategies) for player in other.players)
        for profile in gbt.nash.enummixed_solve(other, rational=True).equilibria
    }
    return sorted(mixture for mixture in found if not all(1 in row for row in mixture))


@settings(max_examples=20)
@given(st.one_of(parametric_games(players=2), three_by_three()))
def test_gambit_finds_the_same_extreme_equilibria_wherever_the_parameters_are_set(game: FiniteGame) -> None:
    assume(len(game.players) == 2)
    found = families(game)
    for point in game.region.sample(2, symbols=(x, y)):
        numeric = game.at({s: point[s] for s in {*game.symbols, *game.region.symbols}})
        assert sorted(at(f.mixture, point) for f in found if f.condition.contains(point)) == enumerated(numeric)


# Refusals


def test_too_many_pairs_of_supports_are_refused_with_their_number() -> None:
    game = FiniteGame.from_arrays(sp.zeros(5, 5), sp.eye(5))
    with pytest.raises(SolverError, match="a 5x5 game has 53336 pairs of vertices to combine; expected two players"):
        mixed_equilibria(game)
    assert families(game) == ()
    assert MOST_PAIRS < 53336


def test_three_players_with_three_strategies_are_refused() -> None:
    game = built((3, 2, 2), [0] * 36)
    with pytest.raises(SolverError, match="closed forms for 3x2x2 games are not known"):
        mixed_equilibria(game)
    assert families(game) == ()


def test_one_player_alone_never_needs_to_mix() -> None:
    assert mixed_equilibria(FiniteGame.from_arrays([x, 1 - x], players=("firm",))) == ()


def test_a_payoff_that_is_no_quotient_of_polynomials_is_refused_by_name() -> None:
    game = symmetric([[sp.sqrt(x), 0], [1, 2]], Region(x > 0))
    with pytest.raises(ExpressionError, match=r"payoff sqrt\(x\) of row is not a quotient of polynomials"):
        mixed_equilibria(game)


def test_a_payoff_undefined_in_the_region_is_refused_with_the_point() -> None:
    game = symmetric([[1 / x, 0], [1, 2]], Region(x >= 0))
    with pytest.raises(SolverError, match="the payoff 1/x of row is undefined at x = 0; expected payoffs defined"):
        mixed_equilibria(game)


def test_quotients_are_fine_where_they_are_defined() -> None:
    game = symmetric([[1 / x, 0], [0, 1 / (x + 1)]], Region(x > 0))
    (found,) = mixed_equilibria(game)
    assert found.mixture == ((x / (2 * x + 1), (x + 1) / (2 * x + 1)),) * 2
    assert found.condition.conditions == ()


def test_an_empty_region_is_refused() -> None:
    with pytest.raises(RegionError, match=r"the region .* is empty"):
        mixed_equilibria(symmetric([[x, 0], [0, 1]], Region(x > 0, x < 0)))
