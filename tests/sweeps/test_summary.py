"""What a sweep found, in counts."""

import numpy as np
import pytest
import xarray as xr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import coopgame as cg
from coopgame.errors import GameError
from coopgame.games.finite import FiniteGame
from coopgame.sweeps.outputs import Detail, Outside
from coopgame.sweeps.summary import _bits, members, profiles_of, regimes, set_name, spreads
from tests.strategies import names, parametric_games, x, y


@given(parametric_games(players=2))
@settings(max_examples=10)
def test_the_counts_are_those_of_the_exact_solver_point_by_point(game: FiniteGame) -> None:
    used = {*game.symbols, *game.region.symbols}
    axes = {s: [-1, 0, "1/2", 1] for s in (x, y) if s in used}
    assume(axes and len(game.players) == 2)
    found = regimes(cg.sweep(game, axes, detail=Detail.CODES, outside=Outside.MASK))
    counts: dict[tuple[tuple[str, ...], ...], int] = {}
    outside = mixed = continuum = 0
    for values in np.ndindex(*(4,) * len(axes)):
        point = {s: axes[s][k] for s, k in zip(axes, values, strict=True)}
        if not game.region.contains(point):
            outside += 1
            continue
        known = cg.nash_equilibria(game.at(point))
        pure = tuple(tuple(e.profile) for e in known.equilibria if e.profile is not None)
        counts[tuple(sorted(pure))] = counts.get(tuple(sorted(pure)), 0) + 1
        mixed += any(e.profile is None for e in known.equilibria)
        continuum += any(len(component) > 1 for component in known.components)
    assert {tuple(sorted(r.profiles)): r.points for r in found.regimes} == counts
    assert (found.outside, found.mixed or 0, found.continuum) == (outside, mixed, continuum)
    assert [r.points for r in found.regimes] == sorted(counts.values(), reverse=True)


@given(st.lists(st.integers(0, 2**64 - 1)), st.sampled_from(("uint8", "uint16", "uint32", "uint64")))
def test_bits_are_counted(numbers: list[int], dtype: str) -> None:
    codes = np.array([n % 2 ** np.iinfo(dtype).bits for n in numbers], dtype=dtype)
    assert _bits(codes).tolist() == [int(code).bit_count() for code in codes]


def test_profiles_are_read_from_the_game_whatever_their_names_hold() -> None:
    game = FiniteGame.from_arrays([[x, 1]], [[0, 0]], strategies=[("a, b",), ("c; d", "e")])
    found = cg.sweep(game, {x: [0, 2]})
    assert profiles_of(found) == (("a, b", "c; d"), ("a, b", "e"))
    assert [r.name for r in regimes(found).regimes] == ["{(a, b, c; d), (a, b, e)}"]


def test_a_set_is_written_with_its_profiles_and_none_as_mixed_only() -> None:
    profiles = (("share", "share"), ("share", "withhold"))
    assert set_name(members(3, profiles)) == "{(share, share), (share, withhold)}"
    assert set_name(members(0, profiles)) == "none (mixed only)"


def test_where_mixed_equilibria_were_not_looked_for_their_number_is_unknown() -> None:
    players = names("player", 3)
    strategies = {p: names("strategy", 3) for p in players}
    game = FiniteGame.from_function(lambda player, profile: x if profile[player] == "strategy 1" else 0, strategies)
    found = regimes(cg.sweep(game, {x: [-1, 0, 1]}))
    assert found.mixed is None
    assert found.incomplete == 3
    assert sorted(len(r.profiles) for r in found.regimes) == [1, 8, 27]


def test_quantities_range_over_the_points_and_each_label_has_its_own_line() -> None:
    e = cg.parameters("e")
    game = cg.StagedGame(
        {"enterprise": x * e - e**2 / 2, "university": e}, cg.Stage("effort", {"enterprise": e}), cg.Region(x > 0)
    )
    found = cg.sweep(game, {x: [-1, 1, 2]}, outside=Outside.MASK)
    told = {s.name: (s.least, s.greatest, s.points) for s in spreads(found)}
    assert told == {"e": (1, 2, 2), "payoff of enterprise": (0.5, 2, 2), "payoff of university": (1, 2, 2)}


def test_a_variable_without_values_ranges_over_nothing() -> None:
    empty = xr.Dataset({"v": ("x", [np.nan, np.nan])}, {"x": [0, 1]})
    (spread,) = spreads(empty)
    assert (spread.least, spread.greatest, spread.points) == (None, None, 0)


def test_a_data_set_without_its_game_is_refused() -> None:
    with pytest.raises(
        GameError, match=r"does not name its game; expected the attributes that coopgame\.sweep gave it"
    ):
        profiles_of(xr.Dataset())
