"""Mixed equilibria of 2x2x2 games with parameters: edges, faces and the interior."""

from collections.abc import Mapping
from itertools import permutations, product
from time import monotonic
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coopgame.claims.smt import Unknown
from coopgame.conditions import sign_of
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.polynomials import SignForm, holds
from coopgame.solve import search, trilateral_interior
from coopgame.solve.equilibrium import Equilibrium
from coopgame.solve.families import families
from coopgame.solve.mixed import mixed_equilibria
from coopgame.solve.numeric import nash_equilibria
from coopgame.solve.trilateral_interior import _sign
from coopgame.symbols import Region, parameters
from tests.strategies import REGIONS, built, x, y

PROFILES = list(product("12", repeat=3))
PLAYERS = ("first", "second", "third")


def game_of(payoffs: Mapping[str, Any], region: Region = Region()) -> FiniteGame:
    """A game by its payoffs at some profiles; they are zero elsewhere."""
    return FiniteGame.from_dict({p: payoffs.get("".join(p), (0, 0, 0)) for p in PROFILES}, PLAYERS, region)


def chances(found: tuple[Equilibrium, ...]) -> list[tuple[Any, ...]]:
    """Each player's probability of the first strategy."""
    return [tuple(row[0] for row in e.mixture) for e in found]


def rounded(mixture: Any, point: Mapping[Any, Any]) -> tuple[float, ...]:
    return tuple(round(float(sp.sympify(row[0]).subs(point)), 9) for row in mixture)


def holding(found: tuple[Any, ...], point: Mapping[Any, Any]) -> list[tuple[float, ...]]:
    """The mixtures of those that are equilibria at a point, in floating point."""
    return sorted(rounded(e.mixture, point) for e in found if holds_at(e.condition, point))


def holds_at(condition: Region, point: Mapping[Any, Any]) -> bool:
    """Whether a condition, with roots in it perhaps, holds at a point, by the numbers themselves."""
    for part in condition.conditions:
        if isinstance(part, sp.And | sp.Or):
            within = [holds_at(Region(inner), point) for inner in part.args]
            if not (all(within) if isinstance(part, sp.And) else any(within)):
                return False
            continue
        if part == sp.false:
            return False
        sign = sign_of((part.lhs - part.rhs).subs(point))
        if sign is None or not holds(part.rel_op, sign):
            return False
    return True


def regret(game: FiniteGame, mixture: tuple[float, ...]) -> float:
    """What the best deviation gains, by plain summation."""
    weights = [(p, 1 - p) for p in mixture]
    worst = 0.0
    for player, table in enumerate(game.tables):
        values = [0.0, 0.0]
        for profile, u in zip(product((0, 1), repeat=3), table, strict=True):
            others = [weights[k][profile[k]] for k in range(3) if k != player]
            values[profile[player]] += others[0] * others[1] * float(u)
        worst = max(worst, max(values) - sum(w * v for w, v in zip(weights[player], values, strict=True)))
    return worst


# Published results


def test_the_nine_equilibria_of_mckelvey_and_mclennan_have_five_mixed_ones() -> None:
    game = game_of({"111": (9, 8, 12), "221": (9, 8, 2), "212": (3, 4, 6), "122": (3, 4, 6)})
    half, third, quarter, fifths = (sp.Rational(*r) for r in ((1, 2), (1, 3), (1, 4), (2, 5)))
    assert set(chances(mixed_equilibria(game))) == {
        (half, half, 1),
        (third, 1, quarter),
        (0, quarter, third),
        (fifths, half, third),
        (half, fifths, quarter),
    }


def test_a_game_of_rational_payoffs_may_have_irrational_equilibria_only() -> None:
    # Nau, Gomez Canovas and Hansen (2004), section 4.
    game = nau(3)
    (found,) = mixed_equilibria(game)
    root = sp.sqrt(601)
    expected = ((53 - root) / 46, (root - 13) / 24, (root - 23) / 4)
    assert all(sp.simplify(row[0] - p) == 0 for row, p in zip(found.mixture, expected, strict=True))
    (numeric,) = nash_equilibria(game).equilibria
    assert all(sp.simplify(u - v) == 0 for u, v in zip(found.payoffs, numeric.payoffs, strict=True))


def matching(region: Region = Region()) -> FiniteGame:
    """Three players round a ring, each of whom wants to differ from the next; the third values that at x."""
    return FiniteGame.from_function(
        lambda player, profile: (x if player == "third" else 1) * int(profile[player] != profile[following[player]]),
        dict.fromkeys(PLAYERS, ("1", "2")),
        region,
    )


following = dict(zip(PLAYERS, (*PLAYERS[1:], PLAYERS[0]), strict=True))


def test_an_odd_ring_of_players_who_want_to_differ_mixes_evenly() -> None:
    game = matching(Region(x > 0))
    inside = [e for e in mixed_equilibria(game) if all(p not in (0, 1) for row in e.mixture for p in row)]
    assert [e.mixture for e in inside] == [((sp.Rational(1, 2),) * 2,) * 3]
    assert inside[0].condition.conditions == ()
    assert inside[0].payoffs == (sp.Rational(1, 2), sp.Rational(1, 2), x / 2)


def test_the_end_of_a_continuum_along_an_edge_is_where_another_player_would_change_his_mind() -> None:
    # The first player never minds; the second follows the first, the third plays 1 whatever happens.
    game = game_of(
        {"".join(p): (0, (x if p[0] == "1" else -1) if p[1] == "1" else 0, 1 if p[2] == "1" else 0) for p in PROFILES},
        Region(x > 0),
    )
    found = mixed_equilibria(game)
    assert {e.mixture for e in found} == {
        ((1 / (x + 1), x / (x + 1)), (1, 0), (1, 0)),
        ((1 / (x + 1), x / (x + 1)), (0, 1), (1, 0)),
    }
    assert all(e.condition.conditions == () for e in found)


def tripartite() -> FiniteGame:
    """Government, enterprise and university with seventeen parameters."""
    names = "R_g E_g C_g S_e S_u F_e F_u L pi_e pi_u theta DR C_e C_u D B_e B_u"
    rg, eg, cg, se, su, fe, fu, loss, pe, pu, theta, dr, ce, cu, d, be, bu = symbols = parameters(names)
    together = (theta * dr, (1 - theta) * dr)
    payoffs = {
        "111": (rg + eg - cg - se - su, pe + together[0] - ce + se, pu + together[1] - cu + su),
        "112": (-cg - se + fu, pe - ce + se + d, pu + bu - d - fu),
        "121": (-cg - su + fe, pe + be - d - fe, pu - cu + su + d),
        "122": (-cg + fe + fu, pe - fe, pu - fu),
        "211": (rg, pe + together[0] - ce, pu + together[1] - cu),
        "212": (-loss, pe - ce + d, pu + bu - d),
        "221": (-loss, pe + be - d, pu - cu + d),
        "222": (-loss, pe, pu),
    }
    return game_of(payoffs, Region(*(s > 0 for s in symbols), theta < 1))


def test_the_tripartite_game_of_seventeen_parameters_has_its_mixed_equilibria_in_seconds() -> None:
    game, start = tripartite(), monotonic()
    found = mixed_equilibria(game)
    assert monotonic() - start < 60  # on an idle machine a tenth of that
    assert len(found) == len({e.mixture for e in found}) > 30
    for equilibrium in found:
        assert equilibrium.witness is not None
        point = equilibrium.witness
        assert game.region.contains(point)
        assert regret(game.at(point), rounded(equilibrium.mixture, point)) < 1e-6
    # Two of them mix all three players, one for each root of the quadratic equation.
    assert sum(all(p not in (0, 1) for row in e.mixture for p in row) for e in found) >= 2


# Properties


@st.composite
def trilateral_games(draw: st.DrawFn) -> FiniteGame:
    """Payoffs of two parameters: small integers, so that some games are degenerate, or one of the parameters."""
    payoff = st.one_of(st.integers(-3, 4).map(sp.Integer), st.sampled_from((x, y, 1 - x)))
    return built((2, 2, 2), draw(st.lists(payoff, min_size=24, max_size=24)), draw(st.sampled_from(REGIONS)))


@settings(max_examples=6)
@given(trilateral_games(), st.integers(0, 3))
def test_at_every_point_the_isolated_equilibria_are_there_and_all_that_is_there_is_an_equilibrium(
    game: FiniteGame, seed: int
) -> None:
    found = families(game)
    for point in game.region.sample(2, seed, symbols=(x, y)):
        numeric = game.at({s: point[s] for s in {*game.symbols, *game.region.symbols}})
        ours = holding(found, point)
        assert len(ours) == len(set(ours))
        assert all(regret(numeric, mixture) < 1e-6 for mixture in ours)
        every = nash_equilibria(numeric)
        alone = {every.equilibria[k[0]] for k in every.components if len(k) == 1}
        assert {rounded(e.mixture, {}) for e in alone if e.profile is None} <= set(ours)
        if every.complete and not every.degenerate:
            assert ours == sorted(rounded(e.mixture, {}) for e in every.equilibria if e.profile is None)


@settings(max_examples=3)
@given(trilateral_games())
def test_what_is_left_out_is_nowhere_an_equilibrium_and_the_rest_holds_as_before(game: FiniteGame) -> None:
    every, found = families(game), mixed_equilibria(game, budget=0.3)
    for point in game.region.sample(5, symbols=(x, y)):
        assert holding(found, point) == holding(every, point)
    for equilibrium in found:
        if equilibrium.witness is not None:
            point = {s: equilibrium.witness.get(s, sp.Integer(0)) for s in (x, y)}
            assert rounded(equilibrium.mixture, point) in holding(found, point)


@settings(max_examples=4)
@given(trilateral_games(), st.data())
def test_new_names_and_another_order_only_rearrange_the_answer(game: FiniteGame, data: st.DataObject) -> None:
    assume(game.symbols)
    order = data.draw(st.sampled_from(list(permutations(range(3)))))
    flipped = data.draw(st.tuples(*[st.booleans()] * 3))
    names = {f"firm {i}": i for i in order}

    def payoff(player: str, profile: PerPlayer[str]) -> Any:
        old = [0, 0, 0]
        for name, i in names.items():
            old[i] = (profile[name] == "b") != flipped[i]
        return game.tables[names[player]][4 * old[0] + 2 * old[1] + old[2]]

    renamed = FiniteGame.from_function(payoff, dict.fromkeys(names, ("a", "b")), game.region)
    every, other = families(game), families(renamed)
    for point in game.region.sample(2, symbols=(x, y)):
        numeric = nash_equilibria(game.at({s: point[s] for s in {*game.symbols, *game.region.symbols}}))
        if numeric.complete and not numeric.degenerate:  # else which points stand for a continuum depends on the order
            ours = holding(every, point)
            rearranged = [tuple(round(1 - m[i] if flipped[i] else m[i], 9) for i in order) for m in ours]
            assert np.allclose(holding(other, point), sorted(rearranged), atol=1e-8)


@settings(max_examples=8)
@given(st.lists(st.integers(-2, 2), min_size=8, max_size=8))
def test_a_player_who_does_not_matter_leaves_the_equilibria_of_the_others(payoffs: list[int]) -> None:
    pair = built((2, 2), payoffs)
    tables = tuple(tuple(u for u in table for _ in (0, 1)) for table in pair.tables)
    players = (*pair.players, "bystander")
    strategies = PerPlayer(players, (*pair.strategies, ("sit", "stand")))
    larger = FiniteGame(players, strategies, (*tables, (sp.Integer(0),) * 8))
    alone = {tuple(e.mixture) for e in mixed_equilibria(pair)}
    both = [e.mixture for e in mixed_equilibria(larger)]
    interior = {m[:2] for m in both if all(p not in (0, 1) for row in m[:2] for p in row)}
    assert interior == {m for m in alone if all(p not in (0, 1) for row in m for p in row)}
    assert {m[2] for m in both if m[:2] in interior} <= {(1, 0), (0, 1)}


# Conditions


def nau(payoff: Any, region: Region = Region()) -> FiniteGame:
    """The game of Nau et al. with one payoff free."""
    return FiniteGame.from_arrays(
        [[[payoff, 1], [0, 0]], [[0, 0], [1, 2]]],
        [[[0, 0], [2, 1]], [[1, 3], [0, 0]]],
        [[[2, 0], [0, 0]], [[0, 0], [0, 3]]],
        region=region,
    )


def test_numeric_games_of_the_same_kind_have_the_equilibria_the_numeric_solver_finds() -> None:
    for value in (-5, -1, 0, 1, 2, 4, 10):
        exact = nash_equilibria(nau(value)).equilibria
        expected = sorted(rounded(e.mixture, {}) for e in exact if e.profile is None)
        assert holding(mixed_equilibria(nau(value)), {}) == expected
        assert holding(families(nau(value)), {}) == expected


def test_roots_come_with_a_condition_that_can_be_read_and_checked() -> None:
    (found,) = mixed_equilibria(nau(x, Region(x > 2, x < 4)))
    assert any(isinstance(p, sp.Pow) and p.exp == sp.Rational(1, 2) for p in sp.preorder_traversal(found.mixture[0][0]))
    assert found.condition.symbols == (x,)
    for value in (sp.Rational(21, 10), sp.Integer(3), sp.Rational(39, 10)):
        assert holds_at(found.condition, {x: value})
        (numeric,) = nash_equilibria(nau(value)).equilibria
        assert rounded(found.mixture, {x: value}) == rounded(numeric.mixture, {})
        payoffs = zip(found.payoffs, numeric.payoffs, strict=True)
        assert all(abs(float(u.subs(x, value)) - float(v)) < 1e-9 for u, v in payoffs)


def test_where_the_quadratic_equation_becomes_linear_or_a_gain_splits_there_is_a_family_of_its_own() -> None:
    found = mixed_equilibria(nau(x, Region(x >= 0)))
    inside = {str(e.condition) for e in found if all(p not in (0, 1) for row in e.mixture for p in row)}
    assert {"x == 5/3", "x == 1/2"} < inside
    for value in (sp.Rational(1, 2), sp.Rational(5, 3)):
        everything = nash_equilibria(nau(value)).equilibria
        assert holding(found, {x: value}) == sorted(rounded(e.mixture, {}) for e in everything if e.profile is None)


def test_roots_that_are_nowhere_probabilities_are_left_out_by_proof() -> None:
    game = nau(x, Region(x >= -2, x <= -1))
    assert any(f.further for f in families(game))
    (found,) = mixed_equilibria(game)
    assert found.mixture == ((0, 1), (1, 0), (1 / (1 - x), -x / (1 - x)))


def test_what_could_not_be_decided_is_kept_without_a_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "solve", lambda *_: Unknown("no time"))
    found = mixed_equilibria(nau(x, Region(x >= -2, x <= -1)))
    undecided = [e for e in found if e.witness is None]
    assert len(undecided) >= 2
    assert any(isinstance(p, sp.Pow) for e in undecided for p in sp.preorder_traversal(e.mixture[0][0]))


def by_gains(gains: list[Any]) -> FiniteGame:
    """The game in which the second strategies pay nothing, and the first ones these gains, four a player."""
    tables: list[Any] = [sp.Integer(0)] * 24
    for player, profile in product(range(3), product((0, 1), repeat=3)):
        if profile[player] == 0:
            a, b = (s for k, s in enumerate(profile) if k != player)
            tables[8 * player + 4 * profile[0] + 2 * profile[1] + profile[2]] = gains[4 * player + 2 * a + b]
    return built((2, 2, 2), tables)


def test_the_generic_game_has_three_families_for_each_edge_and_for_each_face_and_two_roots() -> None:
    generic = parameters(" ".join(f"g{k}" for k in range(12)))
    found = families(by_gains(list(generic)))
    strata = [sum(row[0] not in (0, 1) for row in f.mixture) for f in found]
    assert (strata.count(1), strata.count(2)) == (36, 18)
    assert sum(bool(f.questions) for f in found) == 2


def test_a_gain_that_does_not_depend_on_the_mixer_leaves_no_root() -> None:
    a, b, *rest = parameters(" ".join(f"g{k}" for k in range(10)))
    # The second player minds only what the first does, and the first only what the second does.
    gains = [a, a, b, b, rest[0], rest[0], rest[1], rest[1], *rest[2:6]]
    inside = [f for f in families(by_gains(gains)) if all(row[0] not in (0, 1) for row in f.mixture)]
    assert not any(f.questions for f in inside)


def test_discriminants_too_long_to_be_multiplied_out_change_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    halves = [0, 0, 1 - x, x, 1, -2, x - 2, 1, x, -1, -1, 3]
    games = [nau(x), by_gains([sp.sympify(g) for g in halves]), by_gains([1, 2 - x, x, -1, -1, 1, x, -x, 1, -1, -x, 2])]
    points = [{x: sp.Rational(k, 3)} for k in (-5, -2, 0, 1, 2, 4, 7)]
    before = [[holding(families(game), point) for point in points] for game in games]
    monkeypatch.setattr(trilateral_interior, "MOST_TERMS", 0)
    assert [[holding(families(game), point) for point in points] for game in games] == before


def test_a_product_with_a_factor_that_vanishes_has_the_sign_zero() -> None:
    assert _sign(x, x - x) == SignForm(0, (), (), ())
    assert _sign(-x / 2, 1 / (y + 1)).sign == -1
