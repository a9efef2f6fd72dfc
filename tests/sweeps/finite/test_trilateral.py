"""All equilibria of 2x2x2 games at many points: what the exact solver says of each of them."""

import pickle
from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pygambit as gbt
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coopgame import nash_equilibria
from coopgame.errors import GameError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.models.government_enterprise_university import MODEL
from coopgame.sweeps.compiling import Engine
from coopgame.sweeps.finite import trilateral
from coopgame.sweeps.finite.appraisal import appraised
from coopgame.sweeps.finite.trilateral import CORNERS, Trilateral
from coopgame.sweeps.outputs import Detail
from coopgame.sweeps.points.exactly import Reading
from coopgame.symbols import parameters
from tests.solve.drawn import game_of
from tests.strategies import built

SHAPE = (2, 2, 2)
SYMBOLS = tuple(parameters(" ".join(f"u{k}" for k in range(24))))
GAME = built(SHAPE, list(SYMBOLS))
Row = Sequence[float] | NDArray[np.float64]

ENGINES = pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])
MCKELVEY_MCLENNAN: Row = [9, 0, 0, 3, 0, 3, 9, 0, 8, 0, 0, 4, 0, 4, 8, 0, 12, 0, 0, 6, 0, 6, 2, 0]
NAU: Row = [3, 1, 0, 0, 0, 0, 1, 2, 0, 0, 2, 1, 1, 3, 0, 0, 2, 0, 0, 0, 0, 0, 0, 3]
"""The payoffs of three players over the profiles, one after the other."""


def solved(rows: Sequence[Row] | NDArray[np.float64], **options: Any) -> dict[str, Any]:
    """The variables at points at which the payoffs are those of the rows."""
    solver = Trilateral(GAME, SYMBOLS, **options)
    columns = [np.ascontiguousarray(column) for column in np.array(rows, dtype=float).T]
    return {output.name: values for output, values in zip(solver.outputs, solver(*columns), strict=True)}


def numeric(row: Row) -> FiniteGame:
    """The game whose payoffs are the decimals that the floats of the row print as."""
    exactly = [Fraction(repr(float(payoff))) for payoff in row]
    return game_of(SHAPE, [exactly[:8], exactly[8:16], exactly[16:]])


def assert_is_exact(found: dict[str, Any], point: int, game: FiniteGame) -> None:
    """Compare a point with the exact solver."""
    truth = nash_equilibria(game)
    profiles = [tuple(profile) for profile in game.profiles()]
    pure = {profiles.index(tuple(e.profile)): e for e in truth if e.profile is not None}
    assert found["pure"][point] == sum(1 << k for k in pure)
    assert found["strict"][point] == sum(1 << k for k, e in pure.items() if e.strict_condition.conditions == ())
    assert found["count"][point] == len(truth)
    assert found["complete"][point] == truth.complete
    curved = bool(truth.continua) or any(len(component) > 1 for component in truth.components)
    assert found["continuum"][point] == curved
    listed = found["probability"][point]
    listed = listed[~np.isnan(listed[:, 0])]
    wanted = [[float(p) for mixture in e.mixture for p in mixture] for e in truth]
    assert len(listed) == min(len(truth), len(found["probability"][point]))
    for row in listed:
        assert min(np.abs(np.array(each) - row).max() for each in wanted) < 1e-9
    assert found["regret"][point] <= 1e-12 * max(abs(float(u)) for table in game.tables for u in table)


def whole(random: Random, largest: int) -> list[float]:
    return [float(random.randint(-largest, largest)) for _ in range(24)]


def ignoring(row: Row, ignored: Sequence[int]) -> list[float]:
    """The payoffs when each player's do not depend on what the ignored one does; -1 for none."""
    tables = np.array(row, dtype=float).reshape(3, 2, 2, 2)
    for player, other in enumerate(ignored):
        if other >= 0:
            tables[player] = np.take(tables[player], [0, 0], axis=other)
    return [float(payoff) for payoff in tables.ravel()]


# Published results


@ENGINES
def test_the_game_of_mckelvey_and_mclennan_has_its_nine_equilibria(engine: Engine) -> None:
    found = solved([MCKELVEY_MCLENNAN], engine=engine)
    assert (found["count"][0], found["pure"][0], found["strict"][0]) == (9, 0b01101001, 0b01101001)
    assert (found["continuum"][0], found["complete"][0], found["rechecked"][0]) == (False, True, False)
    expected = "1 1 1; 1 0 0; 0 1 0; 0 0 1; 0 1/4 1/3; 1/3 1 1/4; 1/2 1/2 1; 1/2 2/5 1/4; 2/5 1/2 1/3"
    firsts = [[float(Fraction(p)) for p in text.split()] for text in expected.split(";")]
    assert np.allclose(found["probability"][0, :, ::2], firsts, rtol=0, atol=1e-15)
    assert np.allclose(found["payoff"][0, 0], [9, 8, 12], rtol=0, atol=0)
    assert found["regret"][0] < 1e-14


@ENGINES
def test_nau_gomez_canovas_and_hansen_2004_has_one_equilibrium_and_it_is_irrational(engine: Engine) -> None:
    found = solved([NAU], engine=engine)
    assert_is_exact(found, 0, numeric(NAU))
    assert (found["count"][0], found["pure"][0]) == (1, 0)
    (probability,) = found["probability"][0, :1, ::2]
    assert all(Fraction(p).limit_denominator(1000) != Fraction(p) for p in probability)


@ENGINES
def test_government_enterprise_and_university_at_the_values_of_the_catalogue(engine: Engine) -> None:
    symbols = tuple(MODEL.game.symbols)
    example = {p.symbol: sp.Rational(p.example) for p in MODEL.parameters}
    varied = next(k for k, s in enumerate(symbols) if str(s) == "S_e")
    columns = [np.array([float(example[s])]) for s in symbols]
    columns[varied] = np.array([0.25, 1.0, 2.0, 6.0])
    solver = Trilateral(MODEL.game, symbols, engine=engine)
    found = {output.name: values for output, values in zip(solver.outputs, solver(*columns), strict=True)}
    for k, value in enumerate(columns[varied]):
        assert_is_exact(found, k, MODEL.game.at({**example, symbols[varied]: sp.Rational(str(value))}))


# Properties


@given(st.randoms(use_true_random=False), st.sampled_from([1, 2, 5, 99]), st.sampled_from(list(Engine)))
@settings(max_examples=60, deadline=None)
def test_whole_payoffs_with_ties_among_them_have_the_exact_equilibria(
    random: Random, largest: int, engine: Engine
) -> None:
    row = whole(random, largest)
    assert_is_exact(solved([row], engine=engine), 0, numeric(row))


@given(
    st.integers(0, 10**6),
    st.tuples(*(st.sampled_from([-1, *others]) for others in ((1, 2), (0, 2), (0, 1)))),
)
@settings(max_examples=40, deadline=None)
def test_players_who_ignore_each_other_have_the_exact_equilibria(seed: int, ignored: tuple[int, ...]) -> None:
    row = ignoring(np.random.default_rng(seed).uniform(-1, 1, 24), ignored)
    assert_is_exact(solved([row]), 0, numeric(row))


@given(st.integers(0, 10**6), st.integers(1, 14))
@settings(max_examples=40, deadline=None)
def test_games_close_to_one_with_ties_have_the_exact_equilibria(seed: int, digits: int) -> None:
    rng = np.random.default_rng(seed)
    row = rng.integers(-2, 3, 24) + rng.uniform(-1, 1, 24) * 10.0**-digits
    assert_is_exact(solved([row]), 0, numeric(row))


@given(st.randoms(use_true_random=False), st.sampled_from([1e9, 1e-9, 1e150, 1e-150]))
@settings(max_examples=25, deadline=None)
def test_the_unit_of_payoffs_does_not_matter(random: Random, unit: float) -> None:
    row = whole(random, 999)
    one, other = solved([row]), solved([[float(f"{int(u)}e{round(np.log10(unit))}") for u in row]])
    for name in ("pure", "strict", "count", "continuum", "complete"):
        assert one[name] == other[name]
    assert np.allclose(one["probability"], other["probability"], rtol=0, atol=1e-9, equal_nan=True)
    assert np.allclose(one["payoff"] * unit, other["payoff"], rtol=1e-9, atol=1e-9 * unit, equal_nan=True)


@given(st.randoms(use_true_random=False), st.sampled_from([1e2, 1e5, 1e8, 1e12]))
@settings(max_examples=25, deadline=None)
def test_what_is_added_to_all_payoffs_does_not_matter(random: Random, more: float) -> None:
    row = whole(random, 999)
    one, other = solved([row]), solved([[u + more for u in row]])
    for name in ("pure", "strict", "count", "continuum", "complete"):
        assert one[name] == other[name]
    assert np.allclose(one["probability"], other["probability"], rtol=0, atol=2e-9, equal_nan=True)


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_a_game_that_treats_its_players_alike_has_the_exact_equilibria(seed: int) -> None:
    values = iter(np.random.default_rng(seed).uniform(-1, 1, 6))
    payoff = {(own, others): float(next(values)) for own in (0, 1) for others in (0, 1, 2)}
    profiles = [(p, q, r) for p in (0, 1) for q in (0, 1) for r in (0, 1)]
    row = [payoff[profile[i], sum(profile) - profile[i]] for i in range(3) for profile in profiles]
    found = solved([row])
    assert_is_exact(found, 0, numeric(row))
    listed = {tuple(each.round(9)) for each in found["probability"][0, : found["count"][0], ::2]}
    assert {tuple(each[k] for k in (1, 2, 0)) for each in listed} == listed


@ENGINES
def test_generic_games_have_an_odd_number_of_equilibria_without_regret_and_need_no_second_look(engine: Engine) -> None:
    rows = np.random.default_rng(7).uniform(-1, 1, (4000, 24))
    found = solved(rows, engine=engine)
    assert not found["rechecked"].any()
    assert set(found["count"]) <= {1, 3, 5, 7, 9}
    assert found["regret"].max() < 1e-14
    assert (np.isnan(found["probability"]).any(axis=2).sum(axis=1) == 9 - found["count"]).all()
    for k in range(0, 4000, 80):
        assert_is_exact(found, k, numeric(rows[k]))


def test_a_player_with_a_dominant_strategy_never_mixes() -> None:
    rows = np.random.default_rng(8).uniform(0, 1, (300, 24))
    rows[:, :4] += 1.0
    found = solved(rows)
    assert not found["rechecked"].any()
    listed = found["probability"][~np.isnan(found["probability"][:, :, 0])]
    assert (listed[:, 0] == 1.0).all()
    assert set(found["count"]) == {1, 3}


def test_infinitely_many_equilibria_are_told_from_isolated_ones() -> None:
    nobody_cares, product_only = [0.0] * 24, [0.0] * 24
    for player in range(3):
        product_only[8 * player] = 1.0
    found = solved([nobody_cares, MCKELVEY_MCLENNAN, product_only])
    assert found["continuum"].tolist() == [True, False, True]
    assert found["rechecked"].tolist() == [True, False, True]
    assert found["count"].tolist()[:2] == [8, 9]
    for k, game in enumerate(map(numeric, (nobody_cares, MCKELVEY_MCLENNAN, product_only))):
        assert_is_exact(found, k, game)


@ENGINES
@pytest.mark.parametrize("most", [1, 4, 12])
def test_more_equilibria_than_there_is_room_for_are_counted_but_not_called_complete(engine: Engine, most: int) -> None:
    found = solved([MCKELVEY_MCLENNAN, [0.0] * 24, NAU], engine=engine, most=most)
    assert found["count"].tolist() == [9, 8, 1]
    assert found["complete"].tolist() == [most >= 9, most >= 8, True]
    assert found["probability"].shape == (3, most, 6)
    shown = ~np.isnan(found["probability"][:, :, 0])
    assert shown.sum(axis=1).tolist() == [min(most, 9), min(most, 8), 1]
    assert (found["probability"][0, : min(most, 4), ::2] == CORNERS[[0, 3, 5, 6][: min(most, 4)]]).all()


@ENGINES
@pytest.mark.parametrize("most", [1, 3, 9])
def test_payoffs_and_regret_are_those_of_what_is_listed(engine: Engine, most: int) -> None:
    rng = np.random.default_rng(15)
    rows = np.vstack([rng.uniform(-1, 1, (1500, 24)), rng.integers(-2, 3, (60, 24)), np.array(MCKELVEY_MCLENNAN)])
    found = solved(rows, engine=engine, most=most)
    assert found["rechecked"].any()
    assert (found["count"] > 1).any()
    earned, regret = appraised(found["probability"], rows.reshape(-1, 3, 8), SHAPE, compiling=False)
    assert np.allclose(found["payoff"], earned, rtol=0, atol=1e-14, equal_nan=True)
    assert np.allclose(found["regret"], regret, rtol=0, atol=1e-14)
    assert (np.diff(np.isnan(found["payoff"]), axis=2) == 0).all()


@pytest.mark.parametrize("way", ["Numba", "NumPy", "plain Python"])
def test_each_way_lists_what_was_found_where_it_is_though_it_were_no_equilibrium(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(16)
    found, place, payoffs = rng.random((16, 50)) < 0.3, rng.random((8, 3, 50)), rng.normal(size=(50, 3, 8))
    found[:8, :25] = False  # what is at a vertex is strict, or not told, so that nobody asks for its regret
    probability, earned, regret = np.zeros((50, 3, 6)), np.zeros((50, 3, 3)), np.ones(50)
    if way == "plain Python":
        monkeypatch.setattr(trilateral, "compiled", lambda function: function)
        monkeypatch.setattr(trilateral, "teller", trilateral.teller.__wrapped__)
    trilateral.teller(way != "NumPy")(found, place, payoffs, probability, earned, regret)
    for k in range(50):
        firsts = [*CORNERS[found[:8, k]], *place[found[8:, k], :, k]][:3]
        assert probability[k, : len(firsts), ::2].tolist() == [first.tolist() for first in firsts]
        assert np.isnan(probability[k, len(firsts) :]).all()
    assert np.array_equal(probability[:, :, 1::2], 1.0 - probability[:, :, ::2], equal_nan=True)
    told = appraised(probability, payoffs, SHAPE, compiling=False)
    assert np.allclose(earned, told[0], rtol=0, atol=1e-14, equal_nan=True)
    assert np.allclose(regret[:25], told[1][:25], rtol=0, atol=1e-14)
    assert regret[:25].max() > 1


@ENGINES
def test_payoffs_too_large_for_a_float_are_infinite(engine: Engine) -> None:
    # The first player always plays the first strategy, which pays 10^310; the others would like to agree.
    scale = SYMBOLS[0]
    tables = [[10**300 * scale] * 4 + [0] * 4, [1, 0, 0, 1] * 2, [1, 0, 0, 1] * 2]
    solver = Trilateral(built(SHAPE, [sp.Integer(0) + u for table in tables for u in table]), (scale,), engine=engine)
    found = {o.name: values[0] for o, values in zip(solver.outputs, solver(np.array([1e10])), strict=True)}
    assert (found["count"], found["rechecked"]) == (3, True)
    assert found["payoff"][:3].tolist() == [[np.inf, 1, 1], [np.inf, 1, 1], [np.inf, 0.5, 0.5]]
    assert found["regret"] == 0


def test_both_engines_give_the_same_variables() -> None:
    rng = np.random.default_rng(14)
    rows = np.vstack([rng.uniform(-1, 1, (1500, 24)), rng.integers(-2, 3, (60, 24)), np.array(MCKELVEY_MCLENNAN)])
    one, other = solved(rows, engine=Engine.NUMBA), solved(rows, engine=Engine.NUMPY)
    assert one["rechecked"].any()
    for name, values in one.items():
        if values.dtype.kind == "f":
            assert np.allclose(values, other[name], rtol=0, atol=1e-14, equal_nan=True)
        else:
            assert (values == other[name]).all()


@ENGINES
def test_codes_alone_are_those_of_the_full_detail(engine: Engine) -> None:
    rows = np.random.default_rng(9).integers(-9, 10, (200, 24)).astype(float)
    full, codes = solved(rows, engine=engine), solved(rows, engine=engine, detail=Detail.CODES)
    assert list(codes) == ["pure", "strict", "count", "continuum", "complete", "rechecked"]
    assert all((full[name] == codes[name]).all() for name in codes)


def test_blocks_threads_and_broadcasting_change_nothing() -> None:
    rng = np.random.default_rng(10)
    columns = [rng.uniform(-1, 1, (1, 1)) for _ in SYMBOLS]
    columns[0], columns[9] = rng.uniform(-1, 1, (150, 1)), rng.uniform(-1, 1, (1, 70))
    mesh = Trilateral(GAME, SYMBOLS, threads=2)(*columns)
    flat = Trilateral(GAME, SYMBOLS, threads=1)(*(np.broadcast_to(c, (150, 70)).reshape(-1) for c in columns))
    for one, other in zip(mesh, flat, strict=True):
        assert one.shape[:2] == (150, 70)
        assert np.array_equal(one.reshape(other.shape), other, equal_nan=one.dtype.kind == "f")


def test_a_float_that_stands_for_a_third_is_read_as_one() -> None:
    # Player 2 is paid 1/3 or 0.3333333333333333 where the others play their first strategies.
    row = [float(payoff) for payoff in MCKELVEY_MCLENNAN]
    row[8] = row[10] = 1 / 3
    exactly = [Fraction(repr(payoff)) for payoff in row]
    tied = solved([row])
    assert_is_exact(tied, 0, game_of(SHAPE, [exactly[:8], exactly[8:16], exactly[16:]]))
    exactly[8] = Fraction(1, 3)
    better = solved([row], reading=Reading({SYMBOLS[8]: {1 / 3: exactly[8]}}))
    assert_is_exact(better, 0, game_of(SHAPE, [exactly[:8], exactly[8:16], exactly[16:]]))
    assert (tied["rechecked"][0], better["rechecked"][0]) == (True, True)
    assert (tied["strict"][0] & 1, better["strict"][0] & 1) == (0, 1)


def test_a_solver_can_be_sent_to_another_process() -> None:
    solver = Trilateral(GAME, SYMBOLS)
    columns = [np.array([float(u)]) for u in MCKELVEY_MCLENNAN]
    first = solver(*columns)
    again = pickle.loads(pickle.dumps(solver))
    assert again == solver
    assert all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in zip(first, again(*columns), strict=True))


# Differential


def test_whatever_gambit_finds_in_generic_games_is_among_ours_and_sometimes_not_all() -> None:
    rows = np.random.default_rng(3).uniform(-1, 1, (120, 24))
    found = solved(rows)
    missed = 0
    for k, row in enumerate(rows):
        game = gbt.Game.from_arrays(*row.reshape(3, 2, 2, 2))
        ours = found["probability"][k, : found["count"][k], ::2]
        theirs = gbt.nash.enumpoly_solve(game).equilibria
        for profile in theirs:
            firsts = [float(profile[next(iter(player.strategies))]) for player in game.players]
            assert np.abs(ours - firsts).max(axis=1).min() < 1e-6
        missed += len(theirs) < found["count"][k]
    assert missed


# Refusals


def test_other_shapes_are_refused() -> None:
    with pytest.raises(SolverError, match="the game is 2x2; expected three players with two strategies each"):
        Trilateral(built((2, 2), [0] * 8), ())


@pytest.mark.parametrize("most", [0, -1, 2.5, True])
def test_room_for_no_equilibrium_is_refused(most: Any) -> None:
    with pytest.raises(SolverError, match="expected how many equilibria to list at a point, 1 or more"):
        Trilateral(GAME, SYMBOLS, most=most)


def test_an_undefined_payoff_is_named() -> None:
    game = built(SHAPE, [1 / SYMBOLS[0], *SYMBOLS[1:]])
    columns = [np.array([1.0, 0.0]), *(np.array([float(k)]) for k in range(23))]
    with pytest.raises(GameError, match="1/u0 is undefined at u0=0"):
        Trilateral(game, SYMBOLS)(*columns)
