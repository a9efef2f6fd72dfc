"""Sweeps: the answer at every point is the exact solver's, whatever the axes, the shape, the engine or the chunks."""

import pickle
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.errors import ExpressionError, GameError, RegionError, SolverError, SymbolError
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.compiling import Engine
from coopgame.sweeps.outputs import Detail, Outside
from coopgame.sweeps.sweep import sweep
from coopgame.symbols import Region, parameters
from tests.strategies import built
from tests.sweeps.oracle import assert_is_exact

b, c, s, alpha = parameters("b c s alpha")

DILEMMA = FiniteGame.from_arrays(
    [[b - c, -c], [b, 0]], [[b - c, b], [-c, 0]], strategies=(("share", "keep"), ("share", "keep"))
)
SHARED = FiniteGame.from_arrays(
    [[alpha * b - c + s, s - c], [1, 0]],
    [[(1 - alpha) * b - c + s, 1], [s - c, 0]],
    region=Region(alpha >= 0, alpha <= 1, b > 0, c > 0),
)

ENGINES = pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])


# Published results


def test_a_prisoners_dilemma_has_one_equilibrium_wherever_sharing_costs() -> None:
    found = sweep(DILEMMA, {b: [1, 2, 3], c: [0.5, 1]})
    assert found["pure"].dims == ("b", "c")
    assert (found["pure"] == 0b1000).all()
    assert (found["strict"] == 0b1000).all()
    assert found["payoff"].sel(b=1, c=1).isel(equilibrium=0).values.tolist() == [0, 0]


def test_at_no_cost_every_profile_is_an_equilibrium_and_there_is_a_continuum() -> None:
    found = sweep(DILEMMA, {b: [1, 2], c: [0, 1]})
    assert found["pure"].sel(c=0).values.tolist() == [0b1111, 0b1111]
    assert found["strict"].sel(c=0).values.tolist() == [0, 0]
    assert found["continuum"].sel(c=0).all()
    assert not found["continuum"].sel(c=1).any()


def test_matching_pennies_mixes_as_the_stakes_say() -> None:
    game = FiniteGame.from_arrays([[b, 0], [0, 1]], [[0, 1], [1, 0]])
    found = sweep(game, {b: [1, 3]})
    assert found["count"].values.tolist() == [1, 1]
    row = found["probability"].sel(b=3).isel(equilibrium=0)
    assert row.values.tolist() == pytest.approx([1 / 2, 1 / 2, 1 / 4, 3 / 4])
    assert float(found["regret"].max()) < 1e-15


# Properties

VALUES = st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 2.0, Fraction(1, 3)])


@st.composite
def two_by_two(draw: st.DrawFn) -> FiniteGame:
    """A game whose payoffs are small polynomials or quotients, so that there are ties."""
    entry = st.sampled_from(
        [sp.Integer(0), sp.Integer(1), b, c, b - c, b * c, 2 * b - c, b**2, b / (c + 1), (b - c) ** 2, b * (b - c), -b]
    )
    return built((2, 2), draw(st.lists(entry, min_size=8, max_size=8)))


@settings(max_examples=25)
@given(game=two_by_two(), values=st.lists(VALUES, min_size=2, max_size=3, unique=True))
def test_every_point_of_a_grid_is_as_the_exact_solver_has_it(game: FiniteGame, values: list[Any]) -> None:
    exactly = {float(v): v for v in values}
    if game.symbols:
        assert_is_exact(sweep(game, dict.fromkeys(game.symbols, values)), game, exactly)


@settings(max_examples=8)
@given(game=two_by_two(), values=st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=4))
def test_every_scenario_is_as_the_exact_solver_has_it(game: FiniteGame, values: list[tuple[Any, Any]]) -> None:
    if set(game.symbols) != {b, c}:
        return
    exactly = {float(v): v for row in values for v in row}
    for engine in (Engine.NUMBA, Engine.NUMPY):
        assert_is_exact(sweep(game, {(b, c): values}, engine=engine), game, exactly)


@ENGINES
def test_a_thousand_ties_are_ties(engine: Engine) -> None:
    """At alpha b = c - s + 1 the row player is indifferent; floats alone would miss many of them."""
    rng = np.random.default_rng(5)
    costs, shares = rng.integers(1, 400, 1000) / 1000, rng.integers(1, 999, 1000) / 1000
    tied = {"alpha": [Fraction(repr(x)) for x in shares.tolist()], "c": [Fraction(repr(x)) for x in costs.tolist()]}
    incomes = [(1 + y) / x for x, y in zip(tied["alpha"], tied["c"], strict=True)]
    found = sweep(SHARED, cg.scenarios({**tied, "b": incomes}), fixed={s: 0}, engine=engine)
    first = found["signs"].values % 3
    assert (first == 1).all()
    assert found["rechecked"].any()


@ENGINES
@pytest.mark.parametrize("shape", [(2, 3), (3, 3), (2, 2, 2), (3,), (2, 2, 3), (2, 5), (1, 2)])
def test_games_of_other_shapes_are_as_the_exact_solver_has_them(shape: tuple[int, ...], engine: Engine) -> None:
    rng = np.random.default_rng(sum(shape))
    pool = [b, c, b - c, b * c, sp.Integer(1), sp.Integer(0), 2 * c, b + c]
    count = int(np.prod(shape)) * len(shape)
    for _ in range(2):
        game = built(shape, [pool[k] for k in rng.integers(0, len(pool), count)])
        if set(game.symbols) != {b, c}:
            continue
        found = sweep(game, {b: [0, 0.3, 1], c: [0.1, 0.3, 2]}, engine=engine, most=None if shape == (2, 2) else 30)
        for at in np.ndindex(3, 3):
            here = {b: float(found["b"][at[0]]), c: float(found["c"][at[1]])}
            truth = cg.nash_equilibria(game.at(here))
            codes = found.isel(b=at[0], c=at[1])
            profiles = [tuple(p) for p in game.profiles()]
            pure = {profiles.index(tuple(e.profile)) for e in truth if e.profile is not None}
            assert {k for k in range(len(profiles)) if int(codes["pure"]) >> k & 1} == pure
            if bool(codes["complete"]):
                assert int(codes["count"]) == len(truth)


@ENGINES
def test_chunks_threads_and_engines_change_nothing(engine: Engine) -> None:
    axes = {alpha: cg.grid(0, 1, 21), b: np.linspace(0.5, 4, 30), s: [0, 0.5]}
    whole = sweep(SHARED, axes, {c: 1}, threads=1, engine=Engine.NUMPY)
    again = sweep(SHARED, axes, {c: 1}, threads=2, engine=engine)
    codes = [name for name in whole.data_vars if whole[name].dtype.kind != "f"]
    assert again[codes].equals(whole[codes])
    xr.testing.assert_allclose(again, whole, rtol=1e-14, atol=1e-15)  # compiled or not, the last bit may differ
    lazy = sweep(SHARED, axes, {c: 1}, chunks={alpha: 5, "b": 7}, engine=engine)
    assert lazy["pure"].chunks == ((5, 5, 5, 5, 1), (7, 7, 7, 7, 2), (2,))
    assert lazy.compute().equals(again)


def test_codes_are_the_same_without_details() -> None:
    axes = {alpha: cg.grid(0, 1, 11), b: np.linspace(0.5, 4, 12)}
    full = sweep(SHARED, axes, {c: 1, s: 0})
    codes = sweep(SHARED, axes, {c: 1, s: 0}, detail=Detail.CODES)
    assert "payoff" not in codes
    xr.testing.assert_equal(
        codes, full[list(codes.data_vars)].drop_dims(["equilibrium", "action", "player"], errors="ignore")
    )


@pytest.mark.parametrize("detail", list(Detail))
def test_masked_points_say_nothing(detail: Detail) -> None:
    axes = {alpha: [-1, 0, 0.5, 1, 2], b: [1, 2]}
    found = sweep(SHARED, axes, {c: 1, s: 0}, outside=Outside.MASK, detail=detail)
    assert found["inside"].sel(b=1).values.tolist() == [False, True, True, True, False]
    out = found.where(~found["inside"], drop=True)
    assert (out["pure"] == 0).all()
    assert (out["count"] == 0).all()
    inside = sweep(SHARED, {alpha: [0, 0.5, 1], b: [1, 2]}, {c: 1, s: 0}, detail=detail)
    assert found.isel(alpha=slice(1, 4)).drop_vars("inside").equals(inside)


def test_the_dataset_tells_what_was_swept() -> None:
    found = sweep(DILEMMA, {b: [1, 2]}, {c: "1/3"}, meanings={b: "benefit of sharing"})
    assert found["b"].attrs["long_name"] == "benefit of sharing"
    assert '"c": "1/3"' in found.attrs["fixed"]
    assert "b - c" in found.attrs["game"]
    assert found["pure"].attrs["flag_masks"].tolist() == [1, 2, 4, 8]
    assert found["pure"].attrs["flag_meanings"] == "share/share share/keep keep/share keep/keep"
    assert all("long_name" in found[name].attrs for name in found.data_vars)
    assert pickle.loads(pickle.dumps(found)).identical(found)


def test_a_venture_is_swept_under_its_rule() -> None:
    venture = cg.Venture.from_functions(
        revenue=lambda profile: b if set(profile) == {"join"} else 0,
        costs={"E": {"join": c, "stay": 0}, "U": {"join": c, "stay": 0}},
        strategies={"E": ("join", "stay"), "U": ("join", "stay")},
        region=Region(b > 0, c > 0, alpha > 0, alpha < 1),
    )
    rule = cg.linear_share({"E": alpha, "U": 1 - alpha})
    found = sweep(venture, {alpha: cg.grid("1/10", "9/10", 9)}, {b: 4, c: 1}, rule=rule)
    joint = (found["pure"] & 1).values.astype(bool)
    assert joint.tolist() == [Fraction(1, 4) <= x <= Fraction(3, 4) for x in cg.grid("1/10", "9/10", 9)]


@ENGINES
def test_a_float_that_equals_a_number_in_the_game_stands_for_its_decimal_all_the_same(engine: Engine) -> None:
    """Rational(0.1) is 3602879701896397/2**55, a little more than the 1/10 for which the float 0.1 stands."""
    region = Region(b >= sp.Rational(0.1), c > 0)
    game = FiniteGame.from_arrays([[b - c, -c], [b, 0]], [[b - c, b], [-c, 0]], region=region)
    found = sweep(game, {(b, c): [(0.1, 1), (1, 1)]}, outside=Outside.MASK, engine=engine)
    assert found["inside"].values.tolist() == [False, True]


@ENGINES
@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (2, 2, 2)])
def test_products_that_underflow_part_way_are_not_taken_for_zero(shape: tuple[int, ...], engine: Engine) -> None:
    gain = b * c * s - alpha
    first = [gain if k < np.prod(shape) // 2 else 0 * b for k in range(int(np.prod(shape)))]
    rest = [0 * b + (k % shape[-1] == 0) for k in range(int(np.prod(shape)) * (len(shape) - 1))]
    game = built(shape, first + rest)
    point = {b: "1e-162", c: "1e-162", s: "1e308", alpha: "1e-17"}
    found = sweep(game, {(b, c, s, alpha): [tuple(point.values())]}, detail=Detail.CODES, engine=engine)
    truth = cg.nash_equilibria(game.at(point))
    profiles = [tuple(p) for p in game.profiles()]
    pure = sum(1 << profiles.index(tuple(e.profile)) for e in truth if e.profile is not None)
    assert int(found["pure"][0]) == pure


def test_labels_tell_profiles_and_actions_apart() -> None:
    names = {"a: b": ("x", "x/y"), "a": ("y/z", "z")}
    game = FiniteGame.from_function(lambda player, profile: b, names)
    found = sweep(game, {b: [1]})
    assert cg.decoded(found["pure"]).indexes["profile"].is_unique
    twice = FiniteGame.from_function(lambda player, profile: b, {"a: b": ("c",), "a": ("b: c",)})
    assert sweep(twice, {b: [1]}).indexes["action"].is_unique


# Refusals

BAD: list[tuple[Any, dict[str, Any], type[Exception], str]] = [
    (DILEMMA, {"axes": {b: [1]}}, SymbolError, "c not set"),
    (DILEMMA, {"axes": {b: [1], c: [1]}, "fixed": {c: 1}}, SymbolError, "c is both fixed"),
    (DILEMMA, {"axes": {b: [1, np.nan], c: [1]}}, SymbolError, "b"),
    (SHARED, {"axes": {alpha: [0.5, 1.5]}, "fixed": {b: 1, c: 1, s: 0}}, RegionError, "alpha=1.5 lies outside"),
    (SHARED, {"axes": {alpha: [0.5]}, "fixed": {b: 0, c: 1, s: 0}}, RegionError, "b=0 lies outside"),
    (DILEMMA, {"axes": {b: [1], c: [1]}, "detail": "codes"}, SolverError, "'codes' is given"),
    (DILEMMA, {"axes": {b: [1], c: [1]}, "outside": None}, SolverError, "None is given"),
    (DILEMMA, {"axes": {b: [1], c: [1]}, "chunks": {"x": 3}}, SymbolError, "chunks are given along x"),
    (DILEMMA, {"axes": {b: [1], c: [1]}, "chunks": 0}, SymbolError, "has the length 0"),
    (DILEMMA, {"axes": {b: [1], c: [1]}, "threads": 0}, SolverError, "0 threads"),
    (DILEMMA, {"axes": {b: [1], c: [1]}, "most": 9}, SolverError, "9 equilibria"),
    (DILEMMA, {"axes": {b: [1], c: [1]}, "rule": cg.equal_split()}, GameError, "no venture"),
    ("dilemma", {"axes": {b: [1]}}, GameError, "'dilemma' is given"),
    (DILEMMA, {"axes": {b: [1]}, "fixed": [1]}, GameError, "fixed is"),
    (DILEMMA, {"axes": {b: [1]}, "meanings": None}, GameError, "meanings is None"),
    (DILEMMA, {"axes": {b: [1], c: [1]}, "cooperation": {"output": ()}}, GameError, "for a finite game"),
    (DILEMMA, {"axes": {b: [1]}, "fixed": {c: sp.sqrt(2)}}, ExpressionError, "sqrt"),
    (
        FiniteGame.from_arrays([[b, 0, 1]] * 2, [[1, 0, sp.sqrt(2) * b]] * 2),
        {"axes": {b: [1]}},
        ExpressionError,
        "sqrt",
    ),
    (FiniteGame.from_arrays([[sp.sqrt(b), 0], [0, 1]], [[1, 0], [0, 1]]), {"axes": {b: [1]}}, ExpressionError, "sqrt"),
    (
        FiniteGame.from_arrays([[1 / b, 0], [0, 1]], [[1, 0], [0, 1]]),
        {"axes": {b: [1, 0]}},
        GameError,
        "1/b is undefined at b=0",
    ),
]


@pytest.mark.parametrize(("game", "options", "kind", "words"), BAD)
def test_what_does_not_fit_is_named(game: Any, options: dict[str, Any], kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        sweep(game, **options)


def test_a_venture_without_a_rule_is_refused() -> None:
    venture = cg.Venture.from_functions(lambda profile: b, {"E": {"join": c}}, {"E": ("join",)})
    with pytest.raises(GameError, match="a venture does not say who gets what"):
        sweep(venture, {b: [1]}, {c: 1})


def test_a_game_of_too_many_profiles_is_refused() -> None:
    game = built((9, 8), [b] + [0] * 143)
    with pytest.raises(GameError, match="72 profiles"):
        sweep(game, {b: [1]})
